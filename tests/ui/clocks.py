"""A clock that tests move by hand, so that none of them sleeps."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(slots=True)
class HandMovedClock:
    """Stands still until it is moved."""

    instant: datetime

    def now(self) -> datetime:
        """Where it was moved to."""
        return self.instant
