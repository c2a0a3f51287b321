"""Which of the events of the chosen days get a sign-in sheet."""

from collections import Counter
from datetime import date

from PySide6.QtWidgets import QWidget

from coordinator.domain.directions import directions_shown
from coordinator.domain.events import EventKind
from coordinator.domain.listings import EventLine
from coordinator.runtime.i18n import _
from coordinator.ui.kit.choices import ChoiceBox
from coordinator.ui.printing.kinds import kinds_named, kinds_to_choose
from coordinator.wording import moments
from coordinator.wording.moments import Style


class EventPicker(ChoiceBox):
    """All of them, those of a kind, or one. Until somebody chooses, the next meeting, else the next event."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wanted: tuple[int, ...] | None = ()
        self._lines: tuple[EventLine, ...] = ()

    def event_ids(self) -> tuple[int, ...] | None:
        """Those chosen; None for all of the days."""
        found = self.currentData()
        return tuple(found) if found else None

    def want(self, event_ids: tuple[int, ...] | None) -> None:
        """Choose these as soon as they are listed; None for all, nothing for the next one."""
        self._wanted = event_ids

    def has_kinds(self, kinds: frozenset[EventKind]) -> bool:
        """If any of the events is of these kinds."""
        return bool(_ids_of(self._lines, kinds))

    def choose_kinds(self, kinds: frozenset[EventKind]) -> None:
        """Choose the events of these kinds."""
        self.setCurrentIndex(max(0, self.findData(_ids_of(self._lines, kinds))))

    def show_events(self, lines: tuple[EventLine, ...], today: date, style: Style) -> None:
        """Other events. What was chosen stays chosen while it is among them."""
        wanted = self._wanted
        if wanted == ():
            wanted = self.event_ids() if self.count() else _next(lines, today)
        self._wanted, self._lines = (), lines
        self.blockSignals(True)
        self.clear()
        self.addItem(_("All events ({count})").format(count=len(lines)), None)
        for kinds in kinds_to_choose(dict(Counter(line.event.kind for line in lines))):
            of_kind = _ids_of(lines, kinds)
            if 1 < len(of_kind) < len(lines):
                self.addItem(kinds_named(kinds, len(of_kind)), of_kind)
        for line in lines:
            self.addItem(directions_shown(_words_for(line, style)), [line.event.id])
        place = self.findData(list(wanted)) if wanted else 0
        if place < 0:
            place = self.findData(list(_next(lines, today) or ()))
        self.setCurrentIndex(max(0, place))
        self.blockSignals(False)


def _ids_of(lines: tuple[EventLine, ...], kinds: frozenset[EventKind]) -> list[int]:
    return [line.event.id or 0 for line in lines if line.event.kind in kinds]


def _words_for(line: EventLine, style: Style) -> str:
    day = moments.short_day(line.event.when.first_day, style)
    return _("{day}: {title}").format(day=day, title=line.event.title)


def _next(lines: tuple[EventLine, ...], today: date) -> tuple[int, ...] | None:
    to_come = [line.event for line in lines if line.event.when.last_day >= today]
    meetings = [event for event in to_come if event.kind is EventKind.MEETING]
    found = next(iter(meetings or to_come), None)
    return None if found is None else (found.id or 0,)
