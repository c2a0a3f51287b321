"""An event of the month on its way: it keeps its time of day and goes by days."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF

from coordinator.domain.listings import CalendarLine
from coordinator.ui.calendar.ghosts import Aim
from coordinator.ui.calendar.month_canvas import MonthCanvas


@dataclass(frozen=True, slots=True)
class MonthGrip:
    """An event held on some day: called with a place, it says where the event would go."""

    view: MonthCanvas
    line: CalendarLine
    held_on: date

    def __call__(self, at: QPointF) -> Aim:
        """So many days on or back; beside the days the nearest one counts."""
        when = self.line.event.when
        return Aim(when.moved_to(when.starts + (self._nearest(at) - self.held_on)))

    def _nearest(self, at: QPointF) -> date:
        g, scrolled = self.view.geometry_(), self.view.scrolled()
        lowest = min(g.height, g.head + g.grid_height - scrolled) - 1
        inside = QPointF(max(0.0, min(g.width - 1.0, at.x())), max(float(g.head), min(float(lowest), at.y())))
        return self.view.day_at(inside) or self.held_on
