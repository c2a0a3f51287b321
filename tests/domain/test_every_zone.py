"""Wall time holds in every zone of the zone data, around every clock change of twenty years."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest

from coordinator.domain.spans import instant_of, is_repeated, is_skipped, wall_time_of

FIRST, LAST = datetime(2017, 1, 1, tzinfo=UTC), datetime(2037, 1, 1, tzinfo=UTC)
STEP = timedelta(minutes=15)
AROUND = range(-5, 6)
GROUPS = 8


def _offset(instant: datetime, zone: ZoneInfo) -> timedelta:
    found = instant.astimezone(zone).utcoffset()
    assert found is not None
    return found


def _clock_changes(zone: ZoneInfo) -> Iterator[datetime]:
    """The first instants of every new offset: a change that is taken back within a week is seen too."""
    weeks = [FIRST + timedelta(days=7 * week) for week in range((LAST - FIRST).days // 7 + 1)]
    days = (day for one, _next in pairwise(weeks) for day in (one, one + timedelta(days=3)))
    for before, after in pairwise([*days, weeks[-1]]):
        if _offset(before, zone) != _offset(after, zone):
            yield _between(before, after, zone)


def _between(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) / 2
        before, after = (middle, after) if _offset(middle, zone) == _offset(before, zone) else (before, middle)
    return after.replace(microsecond=0)


@pytest.mark.parametrize("group", range(GROUPS))
def test_every_instant_around_every_clock_change_has_its_wall_time_by_the_stated_rule(group: int) -> None:
    names = sorted(available_timezones() - {"localtime"})[group::GROUPS]
    assert len(names) > 50
    for name in names:
        zone = ZoneInfo(name)
        for change in _clock_changes(zone):
            _holds_around(change, name, zone)


def _holds_around(change: datetime, name: str, zone: ZoneInfo) -> None:
    """The referee is the zone data read from instant to wall time, which has one answer; the program reads it back."""
    instants = [change + STEP * step for step in AROUND]
    shown: dict[datetime, datetime] = {}
    for instant in instants:
        wall = instant.astimezone(zone).replace(tzinfo=None)
        shown.setdefault(wall, instant)
        assert wall_time_of(instant, name) == wall, (name, instant)
        assert is_repeated(wall, name) == (len(_instants_of(wall, zone)) == 2), (name, wall)
    for wall, first in shown.items():
        assert instant_of(wall, name) == min(_instants_of(wall, zone)) <= first, (name, wall)
    _gap_holds(change, name, zone)


def _gap_holds(change: datetime, name: str, zone: ZoneInfo) -> None:
    """A wall time that clocks jump over is read with the offset before the change, and shown as much later."""
    before, after = _offset(change - timedelta(seconds=1), zone), _offset(change, zone)
    jump = after - before
    if jump <= timedelta():
        return
    skipped = (change + before).replace(tzinfo=None) + jump / 2
    assert is_skipped(skipped, name), (name, skipped)
    assert instant_of(skipped, name) == (skipped - before).replace(tzinfo=UTC), (name, skipped)
    assert wall_time_of(instant_of(skipped, name), name) == skipped + jump, (name, skipped)


def _instants_of(wall: datetime, zone: ZoneInfo) -> set[datetime]:
    """All instants at which a clock there shows this time, found among the offsets of the days around."""
    near = wall.replace(tzinfo=UTC)
    offsets = {_offset(near + timedelta(hours=hours), zone) for hours in (-48, -36, -24, -12, 0, 12, 24, 36, 48)}
    found = {near - offset for offset in offsets}
    return {instant for instant in found if instant.astimezone(zone).replace(tzinfo=None) == wall}
