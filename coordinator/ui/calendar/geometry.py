"""From minutes and columns to pixels of the week view and back."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from coordinator.ui.calendar.layout import DAY, Bar, Block, More
from coordinator.ui.kit import scale

SLOT = 30  # minutes a step of the arrow keys is long
STEP = 15  # minutes a drag snaps to
MOST_LANES = 4
_GAP = 1.5
_SHORTEST_BLOCK = 19


@dataclass(frozen=True, slots=True)
class Geometry:
    """Measures of one size of the view. `grid_*` coordinates start at midnight and know nothing of scrolling."""

    width: int
    height: int
    days: int = 7
    lanes: int = 0
    hour: float = 44.0

    @property
    def axis(self) -> int:
        """The width of the hour column."""
        return scale.px(48)

    @property
    def head(self) -> int:
        """The height of the row with the days."""
        return scale.px(32)

    @property
    def lane(self) -> int:
        """The height of a lane of whole days."""
        return scale.px(19)

    @property
    def shown_lanes(self) -> int:
        """Lanes that are drawn; the rest is counted."""
        return min(self.lanes, MOST_LANES)

    @property
    def top(self) -> int:
        """Where the hours begin, below the days and the whole days."""
        return self.head + self.lane * max(1, self.shown_lanes) + scale.px(5)

    @property
    def grid_height(self) -> int:
        """24 hours."""
        return round(self.hour * 24)

    @property
    def column_width(self) -> float:
        """One day."""
        return (self.width - self.axis) / self.days

    def left_of(self, column: int) -> float:
        """The left edge of a day, on a whole pixel."""
        return float(round(self.axis + column * self.column_width))

    def y_of(self, minutes: float) -> float:
        """In the grid."""
        return minutes * self.hour / 60

    def minutes_at(self, grid_y: float) -> float:
        """Of the day, between 0 and 24 h."""
        return max(0.0, min(float(DAY), grid_y * 60 / self.hour))

    def column_at(self, x: float) -> int:
        """The day at this place, -1 over the hour column."""
        if x < self.axis:
            return -1
        return min(self.days - 1, int((x - self.axis) / self.column_width))

    def block_rect(self, block: Block) -> QRectF:
        """Where a block is painted, in the grid."""
        left, right = self.left_of(block.column), self.left_of(block.column + 1)
        room = right - left
        x = left + round(block.left * room) + _GAP
        wide = round((block.left + block.width) * room) - round(block.left * room) - 2 * _GAP
        high = max(self.y_of(block.ends) - self.y_of(block.starts) - 1, float(scale.px(_SHORTEST_BLOCK)))
        return QRectF(x, round(self.y_of(block.starts)) + 0.5, wide, round(high) - 0.5)

    def more_rect(self, more: More) -> QRectF:
        """Where "+2" is painted, in the grid."""
        left, right = self.left_of(more.column), self.left_of(more.column + 1)
        wide = (right - left) * 0.18 - 1
        return QRectF(right - wide - _GAP, round(self.y_of(more.starts)) + 0.5, wide, scale.px(20))

    def bar_rect(self, bar: Bar) -> QRectF:
        """Where an event of whole days is painted, in the view."""
        left, right = self.left_of(bar.first), self.left_of(bar.last + 1)
        y = self.head + scale.px(3) + bar.lane * self.lane
        return QRectF(left + 2, y, right - left - 4, self.lane - 1)

    def slot_rect(self, column: int, starts: float, ends: float) -> QRectF:
        """A stretch of a day, in the grid."""
        left = self.left_of(column)
        y = self.y_of(starts)
        return QRectF(left + 1, y, self.left_of(column + 1) - left - 2, self.y_of(ends) - y)

    def to_grid(self, at: QPointF, scrolled: int) -> QPointF:
        """A place in the view as a place in the grid."""
        return QPointF(at.x(), at.y() - self.top + scrolled)
