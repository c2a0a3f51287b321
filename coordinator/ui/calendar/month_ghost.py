"""Where the ghost of an event stands in the month: a strip a week, in the first line that is free there."""

from collections.abc import Iterator
from datetime import date, timedelta

from coordinator.ui.calendar.ghost_paint import GhostArt, time_of
from coordinator.ui.calendar.ghosts import Ghost
from coordinator.ui.calendar.layout import is_whole, on_the_clock
from coordinator.ui.calendar.month_geometry import MonthGeometry
from coordinator.ui.calendar.month_layout import WEEK, MonthLayout, Strip
from coordinator.wording.moments import Style


def month_ghost(ghost: Ghost, layout: MonthLayout, geometry: MonthGeometry, style: Style) -> GhostArt:
    """The ghost at its places in the month; one without places is out of sight."""
    when = on_the_clock(ghost.to, style.zone)
    last = when.last_day if is_whole(when) else when.first_day
    strips = _strips(ghost, layout, geometry.lanes, when.first_day, last)
    return GhostArt(ghost, time_of(ghost, style), tuple(geometry.strip_rect(strip) for strip in strips))


def _strips(ghost: Ghost, layout: MonthLayout, lanes: int, first: date, last: date) -> Iterator[Strip]:
    begins, ends = max(first, layout.first), min(last, layout.last)
    while begins <= ends:
        row, column = layout.cell_of(begins)
        until = min(WEEK - 1, column + (ends - begins).days)
        lane = _free_lane(layout, row, column, until, ghost.line.event.id)
        yield Strip(ghost.line, row, column, until, min(lane, lanes))
        begins += timedelta(days=until - column + 1)


def _free_lane(layout: MonthLayout, row: int, first: int, last: int, but_not: int | None) -> int:
    beside = (s for s in layout.strips if s.row == row and s.first <= last and first <= s.last)
    taken = {strip.lane for strip in beside if strip.line.event.id != but_not}
    return next(lane for lane in range(len(taken) + 1) if lane not in taken)
