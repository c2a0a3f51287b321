"""Which days the calendar shows."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from coordinator.wording import moments
from coordinator.wording.moments import Style

WEEK = timedelta(days=7)
EARLIEST, LATEST = date(1, 1, 15), date(9999, 12, 1)


@dataclass(frozen=True, slots=True)
class Days:
    """A week, or for the list any dates."""

    first: date
    last: date

    @classmethod
    def week_of(cls, on: date, style: Style) -> "Days":
        """The whole week a date is in."""
        first = moments.week_start(min(max(on, EARLIEST), LATEST), style)
        return cls(first, first + timedelta(days=6))

    @property
    def is_week(self) -> bool:
        """If it is exactly seven days."""
        return (self.last - self.first).days == 6

    def stepped(self, weeks: int, style: Style) -> "Days":
        """So many weeks on or back; other dates become the week they begin in first."""
        wanted = min(max(self.first + weeks * WEEK, EARLIEST), LATEST)
        return Days.week_of(wanted, style)

    def words(self, style: Style) -> str:
        """ "January 10–16, 2027"."""
        return moments.day_range(self.first, self.last, style)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the calendar is, for Alt+Left."""

    days: Days
    view: str
    event_id: int | None = None

    def with_event(self, event_id: int | None) -> "Place":
        """The same with another event open."""
        return replace(self, event_id=event_id)
