"""Where the keyboard is in the week, and saying so."""

from collections.abc import Callable, Iterator
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFocusEvent
from PySide6.QtWidgets import QWidget

from coordinator.domain.directions import directions_shown
from coordinator.ui.calendar.geometry import SLOT
from coordinator.ui.calendar.layout import DAY
from coordinator.ui.calendar.week_canvas import WeekCanvas
from coordinator.ui.kit.spokenparts import Part, SpokenParts
from coordinator.ui.models.eventwords import spoken
from coordinator.wording import moments
from coordinator.wording.moments import Style


class WeekFocus(WeekCanvas):
    """Screen readers find a part with name and role for every event, hear what has the focus, and have the list as
    equivalent. `opened` asks for an event in the inspector."""

    opened = Signal(int)
    weeks_requested = Signal(int)

    def __init__(
        self, *, now: Callable[[], datetime], style: Callable[[], Style], parent: QWidget | None = None
    ) -> None:
        super().__init__(now=now, style=style, parent=parent)
        self.parts = SpokenParts(self.viewport(), self._spoken_parts, self.opened.emit)
        self.verticalScrollBar().valueChanged.connect(self.parts.refresh)

    def set_opened(self, event_id: int | None) -> None:
        """The event that the inspector shows."""
        self.opened_id = event_id
        if event_id is not None and self.line(event_id) is not None:
            self.focus_event(event_id)
        self.viewport().update()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from event to event, and after the last one on."""
        return self.step_event(1 if forward else -1) or super().focusNextPrevChild(forward)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say what has the focus."""
        super().focusInEvent(event)
        self.parts.refresh()
        self._tell()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the focus mark away."""
        super().focusOutEvent(event)
        self.viewport().update()

    def step_event(self, by: int) -> bool:
        """To the next or last event in the order of reading; False at the end."""
        ids = [line.event.id for line in self.lines()]
        if self.current in ids:
            place = ids.index(self.current) + by
        else:
            place = self._first_after_slot() if by > 0 else self._first_after_slot() - 1
        if not 0 <= place < len(ids):
            self.current = None
            self.viewport().update()
            return False
        self.focus_event(ids[place])
        return True

    def _first_after_slot(self) -> int:
        at = self.wall(*self.slot)
        return next((n for n, line in enumerate(self.lines()) if line.event.when.starts >= at), len(self.lines()))

    def focus_event(self, event_id: int | None) -> None:
        """Give an event the focus inside the view and bring it into sight."""
        self.current = event_id
        for block in self.layout_.blocks:
            if block.line.event.id == event_id:
                self.slot = (block.column, block.starts // SLOT * SLOT)
                self.bring_into_sight(block.starts, block.ends)
                break
        self._tell()
        self.viewport().update()

    def go_to_slot(self, column: int, minutes: int) -> None:
        """Move by slot or day; over the edge of the week is the next one."""
        if not 0 <= column < self.layout_.days:
            self.slot = (column % self.layout_.days, minutes)
            self.current = None
            self.weeks_requested.emit(1 if column > 0 else -1)
            return
        self.slot = (column, max(0, min(DAY - SLOT, minutes)))
        self.current = self._event_at_slot()
        self.bring_into_sight(self.slot[1], self.slot[1] + SLOT)
        self._tell()
        self.viewport().update()

    def _event_at_slot(self) -> int | None:
        column, minutes = self.slot
        here = [b for b in self.layout_.blocks if b.column == column and b.starts < minutes + SLOT and minutes < b.ends]
        return here[-1].line.event.id if here else None

    def spoken_focus(self) -> str:
        """What the focus is on, in words: an event, or a free time."""
        line = self.line(self.current) if self.current is not None else None
        if line is not None:
            return spoken(line, self.style_of())
        return moments.day_time(self.wall(*self.slot), self.style_of())

    def _measure(self) -> None:
        super()._measure()
        self.parts.refresh()

    def _spoken_parts(self) -> Iterator[Part]:
        """Every event, as a screen reader finds it."""
        for line in self.lines():
            if line.event.id is not None:
                place = self.block_rect(line.event.id).toRect()
                yield Part(line.event.id, spoken(line, self.style_of()), place)

    def _tell(self) -> None:
        words = directions_shown(self.spoken_focus())
        if self.hasFocus():
            self.parts.tell_focus(self.current)
        if self.accessibleDescription() == words:
            return
        self.setAccessibleDescription(words)
        if self.hasFocus():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
