"""Where an event of the week would go: from where the mouse holds it, in steps of a quarter of an hour."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from PySide6.QtCore import QPointF

from coordinator.domain.listings import CalendarLine
from coordinator.domain.spans import When
from coordinator.ui.calendar.geometry import STEP
from coordinator.ui.calendar.ghosts import Aim
from coordinator.ui.calendar.layout import DAY, is_whole, on_the_clock
from coordinator.ui.calendar.week_canvas import WeekCanvas


@dataclass(frozen=True, slots=True)
class WeekGrip:
    """An event of the hours, held at some minute of some day: called with a place, it says where the event would go."""

    view: WeekCanvas
    line: CalendarLine
    held_at: datetime

    @classmethod
    def of(cls, view: WeekCanvas, line: CalendarLine, at: QPointF) -> "WeekGrip":
        """Held where the mouse was pressed."""
        return cls(view, line, _wall_at(view, at))

    def __call__(self, at: QPointF) -> Aim:
        """The new time; whole days move by days, and an event of the hours is not let go of in the row above them."""
        when = self.line.event.when
        shown = on_the_clock(when, self.view.style_of().zone)
        if is_whole(shown):
            return Aim(_stepped(when, timedelta(days=_column_at(self.view, at) - self._held_column)))
        if at.y() < self.view.geometry_().top:
            on = self.view.layout_.dates[_column_at(self.view, at)]
            return Aim(When.days(on, on, when.zone), lands=False)
        wall = _wall_at(self.view, at)
        return Aim(_stepped(when, self._snapped(shown, wall) - shown.starts))

    @property
    def _held_column(self) -> int:
        return (self.held_at.date() - self.view.layout_.first).days

    def _snapped(self, shown: When, wall: datetime) -> datetime:
        """The new start, on the day of the mouse; its own minute stays until the mouse has gone half a step."""
        wanted = shown.starts + (wall - self.held_at)
        days = timedelta(days=(wall.date() - self.held_at.date()).days)
        minutes = (wanted - shown.starts - days) / timedelta(minutes=1)
        if abs(minutes) < STEP / 2:
            return shown.starts + days
        begun_before = shown.starts.date() < self.held_at.date()
        midnight = datetime.combine((shown.starts + days).date(), time())
        step = round((wanted - midnight) / timedelta(minutes=STEP)) * STEP
        return midnight + timedelta(minutes=step if begun_before else max(0, min(DAY - STEP, step)))


def _stepped(when: When, by: timedelta) -> When:
    return when.moved_to(when.starts + by)


def _column_at(view: WeekCanvas, at: QPointF) -> int:
    """The nearest day: the mouse may be beside the view."""
    return max(0, view.geometry_().column_at(at.x()))


def _wall_at(view: WeekCanvas, at: QPointF) -> datetime:
    _column, minutes = view.place_at(at)
    return view.wall(_column_at(view, at), 0) + timedelta(minutes=min(minutes, DAY - 1))
