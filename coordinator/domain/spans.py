"""Half-open stretches of time, and wall time in a zone.

The stated rule for daylight saving: a wall time that does not exist (spring gap) is read with the offset in force
before the change, so it falls as much later; one that exists twice (autumn) is the first of the two. This is
`fold=0` of PEP 495.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From an instant up to, but not including, another. Both aware."""

    starts_at: datetime
    ends_at: datetime

    def overlaps(self, other: "Span") -> bool:
        """If they share any time. A span without length shares none."""
        return (
            self.starts_at < other.ends_at
            and other.starts_at < self.ends_at
            and self.starts_at < self.ends_at
            and other.starts_at < other.ends_at
        )


FIRST_YEAR, LAST_YEAR = 2, 9998
"""Between these every wall time has an instant in every zone, and days may be added on both sides."""


def is_within_reach(wall: datetime) -> bool:
    """If the wall time can be reckoned with."""
    return FIRST_YEAR <= wall.year <= LAST_YEAR


@lru_cache(maxsize=64)
def zone_named(name: str) -> ZoneInfo:
    """The IANA zone; raises ZoneInfoNotFoundError (a KeyError) or ValueError for an unknown name."""
    return ZoneInfo(name)


def instant_of(wall: datetime, zone: str) -> datetime:
    """The UTC instant of a naive wall time, by the stated rule for gaps and overlaps."""
    return wall.replace(tzinfo=zone_named(zone), fold=0).astimezone(UTC)


def wall_time_of(instant: datetime, zone: str) -> datetime:
    """The naive wall time of an aware instant."""
    return instant.astimezone(zone_named(zone)).replace(tzinfo=None)


def is_skipped(wall: datetime, zone: str) -> bool:
    """If clocks jump over this wall time."""
    return wall_time_of(instant_of(wall, zone), zone) != wall


def is_repeated(wall: datetime, zone: str) -> bool:
    """If clocks show this wall time twice."""
    aware = wall.replace(tzinfo=zone_named(zone), fold=0)
    return not is_skipped(wall, zone) and aware.utcoffset() != aware.replace(fold=1).utcoffset()


@dataclass(frozen=True, slots=True)
class When:
    """The time of an event as people say it: wall time in a zone, or whole days.

    `starts` and `ends` are naive. For whole days both are midnights, and `ends` is the midnight after the last day.
    """

    starts: datetime
    ends: datetime
    zone: str
    all_day: bool = False

    @classmethod
    def days(cls, first: date, last: date, zone: str) -> "When":
        """Whole days from the first to the last, both included."""
        midnight = time()
        after = datetime.combine(last, midnight) + timedelta(days=1)
        return cls(datetime.combine(first, midnight), after, zone, all_day=True)

    @property
    def span(self) -> Span:
        """The instants; for whole days, those of the zone it was written in."""
        return Span(instant_of(self.starts, self.zone), instant_of(self.ends, self.zone))

    @property
    def starts_read(self) -> datetime:
        """The wall time that the clock shows when it starts: another than `starts` where clocks jump over that."""
        return wall_time_of(self.span.starts_at, self.zone)

    @property
    def first_day(self) -> date:
        """The date it starts on: a shift past midnight belongs to it."""
        return self.starts.date()

    @property
    def last_day(self) -> date:
        """The last date any of it falls on; an end at midnight does not reach into the next day."""
        last_moment = self.ends - timedelta(microseconds=1) if self.ends > self.starts else self.ends
        return last_moment.date()

    @property
    def length(self) -> timedelta:
        """The difference on the clock face; the true one may differ over a clock change."""
        return self.ends - self.starts

    def moved_to(self, starts: datetime) -> "When":
        """The same length on the clock face, from another wall time."""
        return When(starts, starts + self.length, self.zone, all_day=self.all_day)
