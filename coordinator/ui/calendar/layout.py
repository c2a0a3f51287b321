"""Where every event of a week stands: columns, the row of whole days, and who shares a column with whom.

Pure: no widget, no pixel. Computed once per change of the events, then only looked up.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from coordinator.domain.listings import CalendarLine
from coordinator.domain.spans import When, wall_time_of

DAY = 24 * 60
SHIFT = 0.42  # of the column, for the later of two
BEHIND = 0.68  # of the column, for the earlier of two: what shows of it stays readable
CROWD = 0.41  # of the column, for each of the two shown of three or more
SHORTEST = 30  # minutes a block takes at least, so that its name can be read
LONG = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Block:
    """An event in a day's column, in minutes from midnight; `left` and `width` are parts of the column. What starts
    earlier the night before comes as a second block. Up to `covered_from` the whole width shows, below it only
    `covered_left` of the column."""

    line: CalendarLine
    column: int
    starts: int
    ends: int
    left: float = 0.0
    width: float = 1.0
    covered_from: int = DAY
    covered_left: float = 1.0


@dataclass(frozen=True, slots=True)
class More:
    """Events that found no room beside two others; shown as "+2"."""

    column: int
    starts: int
    ends: int
    lines: tuple[CalendarLine, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """An event of whole days, or longer than a day: from one column to another in a lane of the row above."""

    line: CalendarLine
    first: int
    last: int
    lane: int
    from_before: bool
    goes_on: bool


@dataclass(frozen=True, slots=True)
class WeekLayout:
    """One week. Blocks are in the order of painting: the later lies on top."""

    first: date
    days: int
    bars: tuple[Bar, ...] = ()
    blocks: tuple[Block, ...] = ()
    mores: tuple[More, ...] = ()

    @property
    def lanes(self) -> int:
        """Rows that the whole days take."""
        return max((bar.lane + 1 for bar in self.bars), default=0)

    @property
    def dates(self) -> tuple[date, ...]:
        """The days of the columns."""
        return tuple(self.first + timedelta(days=n) for n in range(self.days))

    def lines(self) -> tuple[CalendarLine, ...]:
        """Every event shown or counted, each once, in the order of reading."""
        timed = {id(line): line for block in self.blocks for line in (block.line,)}
        timed |= {id(line): line for more in self.mores for line in more.lines}
        ordered = sorted(timed.values(), key=_reading_order)
        return (*(bar.line for bar in self.bars), *ordered)


def lay_out(lines: Iterable[CalendarLine], first: date, *, zone: str, days: int = 7) -> WeekLayout:
    """The week from `first` on. Times are shown on the precinct's clock, `zone`."""
    shown = sorted(((line, on_the_clock(line.event.when, zone)) for line in lines), key=_by_time)
    whole = [(line, when) for line, when in shown if is_whole(when)]
    timed = [block for line, when in shown if not is_whole(when) for block in pieces(line, when, first, days)]
    blocks: list[Block] = []
    mores: list[More] = []
    for column in range(days):
        for cluster in _clusters([block for block in timed if block.column == column]):
            placed, hidden = _share(cluster)
            blocks += placed
            mores += hidden
    return WeekLayout(first, days, tuple(bars(whole, first, days)), tuple(blocks), tuple(mores))


def on_the_clock(when: When, zone: str) -> When:
    """The same time on the precinct's clock; whole days stay what they are."""
    if when.all_day or when.zone == zone:
        return when
    span = when.span
    return When(wall_time_of(span.starts_at, zone), wall_time_of(span.ends_at, zone), zone)


def is_whole(when: When) -> bool:
    """If it stands in the row of whole days."""
    return when.all_day or when.length > LONG


def _by_time(pair: tuple[CalendarLine, When]) -> tuple[datetime, datetime, str, int]:
    line, when = pair
    return when.starts, when.ends, line.event.title.casefold(), line.event.id or 0


def _reading_order(line: CalendarLine) -> tuple[datetime, str, int]:
    return line.event.when.starts, line.event.title.casefold(), line.event.id or 0


# --- whole days ------------------------------------------------------------------------------------------------------


def bars(whole: Sequence[tuple[CalendarLine, When]], first: date, days: int) -> Iterator[Bar]:
    """Each in the first lane that is free."""
    free_from: list[int] = []
    last_shown = first + timedelta(days=days - 1)
    for line, when in whole:
        if when.last_day < first or when.first_day > last_shown:
            continue
        begins = max(0, (when.first_day - first).days)
        ends = min(days - 1, (when.last_day - first).days)
        lane = next((n for n, free in enumerate(free_from) if free <= begins), len(free_from))
        free_from[lane : lane + 1] = [ends + 1]
        yield Bar(line, begins, ends, lane, when.first_day < first, when.last_day > last_shown)


# --- a day's column --------------------------------------------------------------------------------------------------


def pieces(line: CalendarLine, when: When, first: date, days: int) -> Iterator[Block]:
    """One block per day it falls on: a shift past midnight goes on at the top of the next column."""
    on = when.first_day
    while on <= when.last_day:
        column = (on - first).days
        if 0 <= column < days:
            midnight = datetime.combine(on, time())
            starts = max(0, int((when.starts - midnight).total_seconds() // 60))
            ends = min(DAY, int((when.ends - midnight).total_seconds() // 60))
            yield Block(line, column, min(starts, DAY - SHORTEST), max(ends, starts))
        on += timedelta(days=1)


def room_end(block: Block) -> int:
    """Where its room ends: a very short event takes as much as its name needs."""
    return max(block.ends, block.starts + SHORTEST)


def _clusters(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Blocks that overlap each other, directly or through others."""
    cluster: list[Block] = []
    until = 0
    for block in sorted(blocks, key=lambda one: (one.starts, -one.ends)):
        if cluster and block.starts >= until:
            yield cluster
            cluster = []
        cluster.append(block)
        until = max(until, room_end(block)) if len(cluster) > 1 else room_end(block)
    if cluster:
        yield cluster


def _share(cluster: list[Block]) -> tuple[list[Block], list[More]]:
    if len(cluster) == 1:
        return cluster, []
    lanes = _lanes(cluster)
    if max(lanes) > 1:
        return _crowd(cluster, lanes)
    if _same_start(cluster):
        return [replace(b, left=lane / 2, width=0.5) for b, lane in zip(cluster, lanes, strict=True)], []
    return [_shifted(block, lane, cluster, lanes) for block, lane in zip(cluster, lanes, strict=True)], []


def _lanes(cluster: list[Block]) -> list[int]:
    """For every block the first lane that is free when it starts."""
    until: list[int] = []
    lanes: list[int] = []
    for block in cluster:
        lane = next((n for n, end in enumerate(until) if end <= block.starts), len(until))
        until[lane : lane + 1] = [room_end(block)]
        lanes.append(lane)
    return lanes


def _same_start(cluster: list[Block]) -> bool:
    """If two begin together; neither can lie on top then."""
    starts = [block.starts for block in cluster]
    return len(set(starts)) < len(starts)


def _shifted(block: Block, lane: int, cluster: list[Block], lanes: list[int]) -> Block:
    """The later lies on top, 42 % to the right. An earlier one shows its whole width above it."""
    if lane == 1:
        return replace(block, left=SHIFT, width=1 - SHIFT)
    beside = [other for other, at in zip(cluster, lanes, strict=True) if at == 1 and _overlap(block, other)]
    if not beside:
        return block
    if any(other.starts < block.starts for other in beside):
        return replace(block, width=SHIFT)
    covered = min(other.starts for other in beside)
    return replace(block, width=BEHIND, covered_from=covered, covered_left=SHIFT)


def _overlap(one: Block, other: Block) -> bool:
    return one.starts < room_end(other) and other.starts < room_end(one)


def _crowd(cluster: list[Block], lanes: list[int]) -> tuple[list[Block], list[More]]:
    """Two side by side, and the rest counted at the right edge."""
    pairs = list(zip(cluster, lanes, strict=True))
    shown = [replace(block, left=lane * CROWD, width=CROWD) for block, lane in pairs if lane < 2]
    return shown, [_more(group) for group in _clusters([block for block, lane in pairs if lane >= 2])]


def _more(group: list[Block]) -> More:
    ends = max(room_end(block) for block in group)
    return More(group[0].column, group[0].starts, ends, tuple(block.line for block in group))
