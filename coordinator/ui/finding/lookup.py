"""Opens find anything over the window and passes on what was chosen, and remembers what was opened."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from coordinator.domain.finding import Found, Recent
from coordinator.ui.finding.actions import Here
from coordinator.ui.finding.lines import Errand
from coordinator.ui.finding.panel import Finder
from coordinator.ui.finding.recent import recent_in, with_opened
from coordinator.ui.kit import sheet
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.page import Session
from coordinator.ui.kit.rail import Entry


class Lookup(QObject):
    """`page_requested` carries page and wish, `record_requested` a kind ("person", "event") and an id; "undo", "redo"
    and "keys" come as `deed_requested`."""

    page_requested = Signal(str, object)
    record_requested = Signal(str, int)
    deed_requested = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.finder: Finder | None = None

    def toggle(self, desk: Desk, session: Session, *, pages: tuple[Entry, ...], page: str) -> None:
        """Open it, or close it again. Not over a dialog."""
        if self.finder is not None:
            self.finder.shut()
        elif not sheet.is_over(self._window):
            here = Here(pages, page, session.today(), session.style)
            recent = recent_in(session.settings.recent, session.target)
            self.finder = Finder(self._window, desk, here, recent)
            self.finder.closed.connect(self._forget)
            self.finder.chosen.connect(lambda errand, opened: self._run(session, errand, opened))
            self.finder.open()

    def _forget(self) -> None:
        self.finder = None

    def _run(self, session: Session, errand: Errand, opened: Recent | None) -> None:
        wish = errand.wish()
        if opened is not None:
            remember(session, opened)
        if errand.what in ("undo", "redo", "keys"):
            self.deed_requested.emit(errand.what)
        elif errand.what == Found.VENUE:
            self.page_requested.emit("venues", wish)
        elif errand.what in set(Found) and isinstance(wish, int):
            self.record_requested.emit(errand.what, wish)
        else:
            self.page_requested.emit(errand.what, wish)


def remember(session: Session, opened: Recent) -> None:
    """For the next time somebody looks for it."""
    settings = session.settings
    session.keep(replace(settings, recent=with_opened(settings.recent, session.target, opened)))
