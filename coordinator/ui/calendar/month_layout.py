"""Where every event of a month stands: in which week's row, over which days, in which lane.

Pure: no widget, no pixel. Computed once per change of the events, then only looked up. How many lanes there is room
for is not known here: `mores` counts what lies below them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from coordinator.domain.listings import CalendarLine
from coordinator.domain.spans import When
from coordinator.ui.calendar.layout import is_whole, on_the_clock

WEEK = 7
_Shown = tuple[CalendarLine, When]


@dataclass(frozen=True, slots=True)
class Strip:
    """An event in the row of a week, from one column to another. `at` is when it begins, None for whole days, for what
    is longer than a day, and for a shift past midnight that began before the first day in sight."""

    line: CalendarLine
    row: int
    first: int
    last: int
    lane: int
    at: datetime | None = None
    from_before: bool = False
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class DayMore:
    """Events of a day that found no room; shown as "2 more"."""

    on: date
    row: int
    column: int
    lines: tuple[CalendarLine, ...]


@dataclass(frozen=True, slots=True)
class MonthLayout:
    """The weeks that a month touches. `month` is its first day, `first` that of its first week."""

    month: date
    first: date
    weeks: int
    strips: tuple[Strip, ...] = ()

    @property
    def last(self) -> date:
        """The last day in sight."""
        return self.first + timedelta(days=self.weeks * WEEK - 1)

    def holds(self, on: date) -> bool:
        """If the day is in sight."""
        return self.first <= on <= self.last

    def is_of_month(self, on: date) -> bool:
        """If the day belongs to the month itself."""
        return (on.year, on.month) == (self.month.year, self.month.month)

    def day(self, row: int, column: int) -> date:
        """The day of a cell."""
        return self.first + timedelta(days=row * WEEK + column)

    def cell_of(self, on: date) -> tuple[int, int]:
        """Row and column of a day in sight."""
        row, column = divmod((on - self.first).days, WEEK)
        return row, column

    def lines(self) -> tuple[CalendarLine, ...]:
        """Every event, each once, in the order of reading: by day, whole days first, then by time."""
        ordered = sorted(self.strips, key=lambda strip: (strip.row, strip.first, strip.at is not None))
        return tuple({id(strip.line): strip.line for strip in ordered}.values())

    def lines_on(self, on: date) -> tuple[CalendarLine, ...]:
        """The events of one day, as they stand from top to bottom."""
        if not self.holds(on):
            return ()
        row, column = self.cell_of(on)
        here = (strip for strip in self.strips if strip.row == row and strip.first <= column <= strip.last)
        return tuple(strip.line for strip in sorted(here, key=lambda strip: strip.lane))

    def mores(self, lanes: int) -> tuple[DayMore, ...]:
        """What does not fit into so many lanes, day by day."""
        hidden: dict[tuple[int, int], list[CalendarLine]] = {}
        for strip in self.strips:
            if strip.lane >= lanes:
                for column in range(strip.first, strip.last + 1):
                    hidden.setdefault((strip.row, column), []).append(strip.line)
        return tuple(DayMore(self.day(*cell), *cell, tuple(lines)) for cell, lines in sorted(hidden.items()))


def lay_out_month(lines: Iterable[CalendarLine], month: date, first: date, *, weeks: int, zone: str) -> MonthLayout:
    """The weeks from `first` on. Times are shown on the precinct's clock, `zone`. A shift past midnight stands on the
    day it starts."""
    bare = MonthLayout(month, first, weeks)
    whole: list[_Shown] = []
    timed: list[_Shown] = []
    for line in lines:
        when = on_the_clock(line.event.when, zone)
        (whole if is_whole(when) else timed).append((line, when))
    strips: list[Strip] = []
    taken: dict[tuple[int, int], set[int]] = {}
    for strip in _bars(sorted(whole, key=_longest_first), bare):
        strips.append(strip)
        for column in range(strip.first, strip.last + 1):
            taken.setdefault((strip.row, column), set()).add(strip.lane)
    strips.extend(_timed(sorted(timed, key=_by_time), bare, taken))
    return MonthLayout(month, first, weeks, tuple(strips))


def _longest_first(shown: _Shown) -> tuple[date, timedelta, str, int]:
    line, when = shown
    return when.first_day, -when.length, line.event.title.casefold(), line.event.id or 0


def _by_time(shown: _Shown) -> tuple[datetime, datetime, str, int]:
    line, when = shown
    return when.starts, when.ends, line.event.title.casefold(), line.event.id or 0


def _bars(whole: Iterable[_Shown], month: MonthLayout) -> Iterator[Strip]:
    """One strip per week the event touches, each in the first lane that is free there."""
    free_from: dict[int, list[int]] = {}
    for line, when in whole:
        begins, ends = (when.first_day - month.first).days, (when.last_day - month.first).days
        for row in range(max(0, begins // WEEK), min(month.weeks - 1, ends // WEEK) + 1):
            left, right = max(0, begins - row * WEEK), min(WEEK - 1, ends - row * WEEK)
            free = free_from.setdefault(row, [])
            lane = next((n for n, column in enumerate(free) if column <= left), len(free))
            free[lane : lane + 1] = [right + 1]
            before, after = begins < row * WEEK, ends >= (row + 1) * WEEK
            yield Strip(line, row, left, right, lane, from_before=before, goes_on=after)


def _timed(timed: Iterable[_Shown], month: MonthLayout, taken: dict[tuple[int, int], set[int]]) -> Iterator[Strip]:
    """One cell each, in the first lane that is free there."""
    first, days = month.first, month.weeks * WEEK
    for line, when in timed:
        number = (when.starts.date() - first).days
        if number >= days or (number < 0 and when.last_day < first):
            continue
        before = number < 0
        row, column = (0, 0) if before else divmod(number, WEEK)
        lanes = taken.setdefault((row, column), set())
        lane = len(lanes)
        if lanes and max(lanes) >= lane:  # a bar left a gap above itself
            lane = next(n for n in range(lane + 1) if n not in lanes)
        lanes.add(lane)
        yield Strip(line, row, column, column, lane, None if before else when.starts, from_before=before)
