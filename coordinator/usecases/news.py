"""What others save, for a window that is open: the door to the feed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the window is painted before SQLAlchemy is loaded
    from coordinator.db.feed import Feed
    from coordinator.db.work import Storage, Work
    from coordinator.usecases.early import EarlyDatabase

PAUSES = (1, 2, 4, 8, 15, 30)
"""Seconds before each attempt to reach a database that was lost; the last one counts from then on."""


def newest_change(work: Work) -> int:
    """The number of the last change anybody made; 0 before the first."""
    newest = work.history.newest()
    return newest.id if newest else 0


def feed_of(database: Storage | EarlyDatabase, *, since: int | None = None) -> Feed:
    """Others' changes in this database, for one thread; it is opened in full now if it was not. `since` is the number
    of the last change that is known already. Raises StorageTrouble."""
    from coordinator.db.feed import Feed
    from coordinator.usecases.early import EarlyDatabase

    return Feed(database.whole() if isinstance(database, EarlyDatabase) else database, since=since)
