"""Where the keyboard is in the month, and saying so."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFocusEvent
from PySide6.QtWidgets import QWidget

from coordinator.domain.directions import directions_shown
from coordinator.domain.listings import CalendarLine
from coordinator.runtime.i18n import _
from coordinator.ui.calendar.month_canvas import MonthCanvas
from coordinator.ui.calendar.month_layout import WEEK
from coordinator.ui.calendar.weeks import Days, in_reach
from coordinator.ui.calendar.words import summary
from coordinator.ui.kit.spokenparts import Part, SpokenParts
from coordinator.ui.models.eventwords import day_heading, spoken
from coordinator.wording.moments import Style


class MonthFocus(MonthCanvas):
    """Screen readers find every event and hear what has the focus as in the week. `opened` asks for an event in the
    inspector, `day_wanted` for the month of a day out of sight; `day_focused` says that the keyboard went to another
    day."""

    opened = Signal(int)
    day_wanted = Signal(object)
    day_focused = Signal(object)

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

    def show_month(self, lines: tuple[CalendarLine, ...], days: Days) -> None:
        """As below; says what the focused day has once it is known."""
        super().show_month(lines, days)
        self._tell()

    def mark_day(self, on: date | None) -> None:
        """The day that the inspector shows; its frame stays when the focus goes."""
        self.marks_day = on is not None
        if on is not None:
            self.day = on
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
            place = self._first_from_day() if by > 0 else self._first_from_day() - 1
        if not 0 <= place < len(ids):
            self.current = None
            self.viewport().update()
            return False
        self.focus_event(ids[place])
        return True

    def _first_from_day(self) -> int:
        lines = self.lines()
        return next((n for n, line in enumerate(lines) if self.first_day_of(line.event.id) >= self.day), len(lines))

    def first_day_of(self, event_id: int | None) -> date:
        """The first day in sight that an event stands on."""
        strips = (strip for strip in self.layout_.strips if strip.line.event.id == event_id)
        first = next(strips, None)
        return self.day if first is None else self.layout_.day(first.row, first.first)

    def focus_event(self, event_id: int | None) -> None:
        """Give an event the focus inside the view and bring it into sight."""
        self.current = event_id
        if event_id is not None:
            self.day = self.first_day_of(event_id)
            self.bring_into_sight(self.day)
        self._tell()
        self.viewport().update()

    def go_to_day(self, on: date) -> None:
        """Move the keyboard to a day; what is out of sight is asked for."""
        self.day = in_reach(on)
        self.current = None
        if self.layout_.holds(self.day):
            self.bring_into_sight(self.day)
        else:
            self.day_wanted.emit(self.day)
        self.day_focused.emit(self.day)
        self._tell()
        self.viewport().update()

    def step_days(self, days: int) -> None:
        """So many days on or back."""
        self.go_to_day(self.day + timedelta(days=days))

    def step_months(self, by: int) -> None:
        """The same day of another month, or its last one."""
        month = self.day.year * 12 + self.day.month - 1 + by
        first = date(max(1, min(9999, month // 12)), month % 12 + 1, 1)
        self.go_to_day(first + timedelta(days=min(self.day.day, _length(first)) - 1))
        self.day_wanted.emit(self.day)

    def step_in_week(self, *, to_end: bool) -> None:
        """To the first or last day of the week."""
        _row, column = self.layout_.cell_of(self.day)
        self.step_days((WEEK - 1 if to_end else 0) - column)

    def spoken_focus(self) -> str:
        """What the focus is on, in words: an event, or a day and how many events it has."""
        line = self.line(self.current) if self.current is not None else None
        if line is not None:
            return spoken(line, self.style_of())
        heading = day_heading(self.day, self.now().date(), self.style_of())
        if not self.layout_.holds(self.day):
            return heading
        lines = self.layout_.lines_on(self.day)
        counted = summary(len(lines), sum(each.openings for each in lines)) if lines else _("no events")
        return f"{heading}, {counted}"

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


def _length(first: date) -> int:
    after = (first + timedelta(days=31)).replace(day=1)
    return (after - first).days
