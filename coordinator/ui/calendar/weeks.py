"""Which days the calendar shows."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from coordinator.wording import moments
from coordinator.wording.moments import Style

WEEK = timedelta(days=7)
EARLIEST, LATEST = date(1, 2, 15), date(9999, 10, 31)


def in_reach(on: date) -> date:
    """The day, or the nearest one a calendar can show with its month."""
    return min(max(on, EARLIEST), LATEST)


@dataclass(frozen=True, slots=True)
class Days:
    """A week, a month, or for the list any dates."""

    first: date
    last: date

    @classmethod
    def week_of(cls, on: date, style: Style) -> "Days":
        """The whole week a date is in."""
        first = moments.week_start(in_reach(on), style)
        return cls(first, first + timedelta(days=6))

    @classmethod
    def month_of(cls, on: date) -> "Days":
        """The month a date is in."""
        first = in_reach(on).replace(day=1)
        after = (first + timedelta(days=31)).replace(day=1)
        return cls(first, after - timedelta(days=1))

    @property
    def is_week(self) -> bool:
        """If it is exactly seven days."""
        return (self.last - self.first).days == 6

    @property
    def is_month(self) -> bool:
        """If it is one month, whole."""
        return self == Days.month_of(self.first)

    def holds(self, on: date) -> bool:
        """If the day is one of them."""
        return self.first <= on <= self.last

    def in_whole_weeks(self, style: Style) -> "Days":
        """With the days before and after that fill the first and the last week."""
        return Days(moments.week_start(self.first, style), moments.week_start(self.last, style) + timedelta(days=6))

    def moved_to(self, on: date, style: Style) -> "Days":
        """The month or the week of another day, whichever this is."""
        return Days.month_of(on) if self.is_month else Days.week_of(on, style)

    def following(self, before: date, today: date, style: Style) -> "Days":
        """Where a week or month that held the day before goes when today is out of it."""
        if not (self.is_week or self.is_month) or not self.holds(before) or self.holds(today):
            return self
        return self.moved_to(today, style)

    def stepped(self, steps: int, style: Style) -> "Days":
        """So many weeks or months on or back; other dates become the week they begin in first."""
        if self.is_month:
            months = self.first.year * 12 + self.first.month - 1 + steps
            return Days.month_of(date(max(1, min(9999, months // 12)), months % 12 + 1, 1))
        return Days.week_of(in_reach(self.first + steps * WEEK), style)

    def words(self, style: Style) -> str:
        """ "January 10–16, 2027", "January 2027"."""
        if self.is_month:
            return moments.month_title(self.first, style)
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
