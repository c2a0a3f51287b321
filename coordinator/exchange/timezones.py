"""VTIMEZONE: the clock changes of a zone for as many years as a calendar file needs, out of the zone data itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from coordinator.domain.spans import FIRST_YEAR, LAST_YEAR, zone_named

_STEP = timedelta(days=7)  # the shortest time any zone has kept to an offset is a few weeks (Ramadan)
_SECOND = timedelta(seconds=1)
_MARGIN = 10  # years beyond the last event, so that "the second Sunday" can be told from "the first after the 7th"
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class _State:
    """What clocks of the zone do from a moment on."""

    offset: timedelta
    name: str
    summer: bool


@dataclass(frozen=True, slots=True)
class _Change:
    """One clock change: the wall time it comes at, by the clock before it."""

    wall: datetime
    before: timedelta
    after: _State


def timezone_lines(zone: str, first_year: int, last_year: int) -> Iterator[str]:
    """The content lines of the zone's VTIMEZONE, right for every wall time of these years."""
    begin = datetime(max(FIRST_YEAR, first_year - 1), 1, 1, tzinfo=UTC)
    end = datetime(min(LAST_YEAR, last_year + _MARGIN), 12, 31, tzinfo=UTC)
    yield "BEGIN:VTIMEZONE"
    yield f"TZID:{zone}"
    first = _state(zone, begin)
    yield from _observance([_Change(begin.replace(tzinfo=None), first.offset, first)], last_year=0)
    groups: dict[tuple[timedelta, _State], list[_Change]] = {}
    for change in _changes(zone, begin, end):
        groups.setdefault((change.before, change.after), []).append(change)
    for group in groups.values():
        yield from _observance(group, last_year=end.year)
    yield "END:VTIMEZONE"


def _state(zone: str, instant: datetime) -> _State:
    local = instant.astimezone(zone_named(zone))
    return _State(local.utcoffset() or timedelta(), local.tzname() or "", bool(local.dst()))


def _changes(zone: str, begin: datetime, end: datetime) -> Iterator[_Change]:
    at, state = begin, _state(zone, begin)
    while at < end:
        later = min(at + _STEP, end)
        after = _state(zone, later)
        if after != state:
            instant = _moment_of_change(zone, at, later)
            after = _state(zone, instant)
            yield _Change((instant + state.offset).replace(tzinfo=None), state.offset, after)
            later, state = instant, after
        at = later


def _moment_of_change(zone: str, before: datetime, after: datetime) -> datetime:
    state = _state(zone, before)
    while after - before > _SECOND:
        middle = before + timedelta(seconds=(after - before) // _SECOND // 2)
        if _state(zone, middle) == state:
            before = middle
        else:
            after = middle
    return after


def _observance(group: Sequence[_Change], *, last_year: int) -> Iterator[str]:
    first = group[0]
    kind = "DAYLIGHT" if first.after.summer else "STANDARD"
    yield f"BEGIN:{kind}"
    yield f"DTSTART:{stamp(first.wall)}"
    yield f"TZOFFSETFROM:{_offset(first.before)}"
    yield f"TZOFFSETTO:{_offset(first.after.offset)}"
    yield f"TZNAME:{first.after.name}"
    rule = _yearly_rule(group, last_year)
    if rule:
        yield f"RRULE:{rule}"
    else:
        yield from (f"RDATE:{stamp(change.wall)}" for change in group[1:])
    yield f"END:{kind}"


def _yearly_rule(group: Sequence[_Change], last_year: int) -> str:
    """The rule that all of these follow every year to the end, if there is one."""
    walls = [change.wall for change in group]
    years = [wall.year for wall in walls]
    alike = {(wall.month, wall.weekday(), wall.time()) for wall in walls}
    if len(walls) < 3 or len(alike) > 1 or years != list(range(years[0], last_year + 1)):
        return ""
    last_in_month = all((wall + timedelta(days=7)).month != wall.month for wall in walls)
    weeks = {(wall.day - 1) // 7 + 1 for wall in walls}
    if not last_in_month and len(weeks) > 1:
        return ""
    week = -1 if last_in_month else weeks.pop()
    return f"FREQ=YEARLY;BYMONTH={walls[0].month};BYDAY={week}{_DAYS[walls[0].weekday()]}"


def _offset(offset: timedelta) -> str:
    seconds = int(abs(offset).total_seconds())
    hours, minutes, rest = seconds // 3600, seconds // 60 % 60, seconds % 60
    return f"{'-' if offset < timedelta() else '+'}{hours:02}{minutes:02}{f'{rest:02}' if rest else ''}"


def stamp(wall: datetime) -> str:
    """A wall time as calendars write it; `strftime` forgets the zeros of years below 1000."""
    return f"{wall.year:04}{wall:%m%dT%H%M%S}"
