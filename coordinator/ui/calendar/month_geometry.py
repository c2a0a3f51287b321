"""From days and lanes to pixels of the month view and back."""

from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QPointF, QRectF

from coordinator.ui.calendar.month_layout import WEEK, DayMore, Strip
from coordinator.ui.kit import scale

MOST_TIGHT = 3  # lines that may use a cell up; more of them are shown only where a line of white is left
_HEAD = 28
_NUMBER = 23
_LANE = 21
_STRIP = 19
_MORE = 17
_INSET = 4


@dataclass(frozen=True)
class MonthGeometry:
    """Measures of one size of the view. `grid_*` coordinates start at the first week and know nothing of scrolling.
    Without slots, so that what every event asks for is reckoned once."""

    width: int
    height: int
    weeks: int = 5

    @cached_property
    def head(self) -> int:
        """The height of the row with the weekdays."""
        return scale.px(_HEAD)

    @cached_property
    def grid_height(self) -> int:
        """All weeks: as high as the view, but never so low that nothing would fit into a day."""
        least = scale.px(_NUMBER) + scale.px(_LANE) + scale.px(_MORE)
        return max(self.height - self.head, least * self.weeks)

    @cached_property
    def lanes(self) -> int:
        """Lines of a cell that are drawn; the rest is counted."""
        room = self.grid_height // self.weeks - scale.px(_NUMBER) - scale.px(_MORE)
        tight, loose = room // scale.px(_LANE), (room - scale.px(_LANE)) // scale.px(_LANE)
        return max(1, min(MOST_TIGHT, tight), loose)

    def left_of(self, column: int) -> float:
        """The left edge of a weekday, on a whole pixel."""
        return float(round(column * self.width / WEEK))

    def top_of(self, row: int) -> float:
        """The upper edge of a week, in the grid."""
        return float(round(row * self.grid_height / self.weeks))

    def cell_rect(self, row: int, column: int) -> QRectF:
        """A day, in the grid."""
        left, top = self.left_of(column), self.top_of(row)
        return QRectF(left, top, self.left_of(column + 1) - left, self.top_of(row + 1) - top)

    def strip_rect(self, strip: Strip) -> QRectF:
        """Where an event is painted, in the grid. What goes on reaches to the edge."""
        left = self.left_of(strip.first) + (0 if strip.from_before and strip.at is None else _INSET)
        right = self.left_of(strip.last + 1) - (0 if strip.goes_on else _INSET)
        y = self.top_of(strip.row) + scale.px(_NUMBER) + strip.lane * scale.px(_LANE)
        return QRectF(left + 0.5, y + 0.5, right - left - 1, scale.px(_STRIP) - 1)

    def more_rect(self, more: DayMore) -> QRectF:
        """Where "2 more" is painted, in the grid."""
        cell = self.cell_rect(more.row, more.column)
        y = cell.y() + scale.px(_NUMBER) + self.lanes * scale.px(_LANE)
        return QRectF(cell.x() + _INSET, y - 1, cell.width() - 2 * _INSET, scale.px(_MORE))

    def number_rect(self, row: int, column: int) -> QRectF:
        """Where the number of a day is painted, in the grid."""
        cell = self.cell_rect(row, column)
        return QRectF(cell.x() + _INSET, cell.y() + 2, cell.width() - 2 * _INSET, scale.px(_NUMBER) - 4)

    def cell_at(self, at: QPointF, scrolled: int) -> tuple[int, int] | None:
        """Row and column under a place of the view, None over the weekdays."""
        y = at.y() - self.head + scrolled
        if at.y() < self.head or not 0 <= y < self.grid_height or not 0 <= at.x() < self.width:
            return None
        row = int(y * self.weeks / self.grid_height)
        return min(self.weeks - 1, row), min(WEEK - 1, int(at.x() * WEEK / self.width))

    def to_grid(self, at: QPointF, scrolled: int) -> QPointF:
        """A place in the view as a place in the grid."""
        return QPointF(at.x(), at.y() - self.head + scrolled)
