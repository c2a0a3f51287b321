"""What every page of the window is, and what it gets from it."""

from datetime import date, datetime

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator.domain.changes import Changes
from coordinator.domain.precinct import Precinct
from coordinator.domain.spans import wall_time_of
from coordinator.runtime import i18n
from coordinator.runtime.clock import Clock
from coordinator.runtime.settings import Settings
from coordinator.ui.kit.desk import Desk
from coordinator.wording.moments import Style, use_style


class Session(QObject):
    """What the pages share: this PC's settings, the precinct, how to write times, the clock, and which database.

    `settings_changed` carries the new settings after `keep`; `precinct_changed` comes after `use_precinct` with another
    one. `file_requested` asks the program to open another database, `welcome_requested` for the first page.
    """

    settings_changed = Signal(object)
    precinct_changed = Signal()
    file_requested = Signal(str)
    welcome_requested = Signal()

    def __init__(
        self, *, settings: Settings, precinct: Precinct, clock: Clock, target: str = "", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.settings = settings
        self.precinct = precinct
        self.clock = clock
        self.target = target
        use_style(self.style)

    @property
    def style(self) -> Style:
        """How to write times: the precinct's habits in the language in use."""
        return Style.of(self.precinct, i18n.language())

    def use_precinct(self, precinct: Precinct) -> None:
        """Take over the precinct as it stands now."""
        before, self.precinct = self.precinct, precinct
        use_style(self.style)
        if precinct != before:
            self.precinct_changed.emit()

    def keep(self, settings: Settings) -> None:
        """Other settings of this PC, from now on; the program writes them to disk."""
        before, self.settings = self.settings, settings
        if settings != before:
            self.settings_changed.emit(settings)

    def now(self) -> datetime:
        """The naive wall time in the precinct."""
        return wall_time_of(self.clock.now(), self.precinct.zone)

    def today(self) -> date:
        """The precinct's date."""
        return self.now().date()


class Page(QWidget):
    """One entry of the rail. Put the command bar and the content into `self.column`, give the first control of every
    region to `regions`, and override what the page can do.

    `opened_requested` asks the window to open a record on its own page ("event", 7); `hints_changed` says that other
    keys count now; `moved` says that `place()` changed, for Alt+Left.
    """

    title = ""
    icon = ""
    opened_requested = Signal(str, int)
    page_requested = Signal(str, object)
    hints_changed = Signal()
    moved = Signal()

    def __init__(self, desk: Desk, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.session = session
        self.setAccessibleName(self.title)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)

    def hints(self) -> str:
        """The keys that count here, for the status bar."""
        return ""

    def refresh(self, changes: Changes | None = None) -> None:
        """Read again what is shown, if the changes touch it; None means everything (language, clock, first time)."""

    def new(self) -> None:
        """Ctrl+N."""

    def search(self) -> None:
        """Ctrl+F: to the search field."""

    def print_(self) -> None:
        """Ctrl+P on this page. The window opens the Print page when a page does not say otherwise."""
        self.page_requested.emit("print", None)

    def open_record(self, kind: str, record_id: int) -> None:
        """Show a record that was asked for elsewhere."""

    def begin(self, wish: object) -> None:
        """Start with what another page handed over by `page_requested`, such as a roster's dates."""

    def place(self) -> object:
        """Where the page is now, for going back to; the window only keeps it and hands it to `go_to`."""
        return None

    def go_to(self, place: object) -> None:
        """Back to a place that `place()` gave."""

    def regions(self) -> tuple[QWidget, ...]:
        """Where F6 goes, in order: a widget of each region that takes the focus."""
        return (self,)

    def single_keys(self) -> bool:
        """If single letters may act, as the person set it."""
        return self.session.settings.single_letter_keys
