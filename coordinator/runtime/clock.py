"""The time now: injected everywhere, so that results can be repeated."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time as an aware UTC instant."""

    def now(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The computer's own clock."""

    def now(self) -> datetime:
        """The instant now."""
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class FixedClock:
    """A clock that stands still."""

    instant: datetime

    def now(self) -> datetime:
        """Always the same instant."""
        return self.instant.astimezone(UTC)


def clock_from(instant: str) -> Clock:
    """The computer's clock for an empty text, else one that stands at the instant (ISO 8601; UTC without an offset).

    Raises ValueError for anything else.
    """
    if not instant:
        return SystemClock()
    read = datetime.fromisoformat(instant)
    if not 1900 <= read.year <= 9000:  # at the ends of the calendar no zone can be reckoned
        raise ValueError(instant)
    return FixedClock(read if read.tzinfo else read.replace(tzinfo=UTC))
