"""What Today asks besides the events of the week."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordinator.domain.listings import EventQuery, PeopleQuery
from coordinator.domain.openings import FirstSteps
from coordinator.usecases.people import people_matching

if TYPE_CHECKING:  # the window asks and paints before SQLAlchemy is loaded
    from coordinator.db.work import Work


def first_steps(work: Work) -> FirstSteps:
    """What of the first three steps is done. Removed ones do not count."""
    kinds, _venues = work.events.counts_by_kind_and_venue(EventQuery())
    return FirstSteps(
        people=people_matching(work, PeopleQuery(limit=0)).everyone > 0,
        venues=bool(work.venues.all()),
        events=any(kinds.values()),
    )
