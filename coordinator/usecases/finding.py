"""Finding anything: one question over people, events and places, and what was opened lately."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from coordinator.domain.errors import NotFound
from coordinator.domain.events import Booking
from coordinator.domain.finding import (
    Findings,
    FindQuery,
    Found,
    FoundEvent,
    FoundPerson,
    FoundVenue,
    Hits,
    Recent,
    RecentThings,
)
from coordinator.domain.folding import words_of
from coordinator.domain.listings import EventLine, PeopleQuery, PersonRow
from coordinator.domain.spans import Span
from coordinator.usecases.people import people_matching, people_of

if TYPE_CHECKING:
    from coordinator.db.work import Work
    from coordinator.domain.venues import Venue

_EVER_AFTER = datetime(9999, 1, 1, tzinfo=UTC)


def found(work: Work, query: FindQuery) -> Findings:
    """People, events and places that hold the words, the best of each first."""
    if not words_of(query.text):
        return Findings()
    people = people_matching(work, PeopleQuery(text=query.text, sort="best", limit=query.people))
    lines, events = work.events.best(query.text, now=work.now, limit=query.events)
    venues, places = work.venues.best(query.text, limit=query.venues)
    return Findings(
        Hits(_with_next(work, people.rows), people.total),
        Hits(tuple(_event(work, line) for line in lines), events),
        Hits(_with_counts(work, venues), places),
    )


def recent_things(work: Work, recent: Iterable[Recent]) -> RecentThings:
    """These records as they stand now, in this order, without those that are gone."""
    things = (_thing(work, each) for each in recent)
    return RecentThings(tuple(thing for thing in things if thing is not None))


def _thing(work: Work, recent: Recent) -> FoundPerson | FoundEvent | FoundVenue | None:
    try:
        return _stored(work, recent)
    except NotFound:
        return None


def _stored(work: Work, recent: Recent) -> FoundPerson | FoundEvent | FoundVenue | None:
    if recent.kind is Found.PERSON:
        return next(iter(_with_next(work, people_of(work, [recent.id]))), None)
    if recent.kind is Found.EVENT:
        line = work.events.line(recent.id)
        return None if line.event.deleted_at else _event(work, line)
    venue = work.venues.get(recent.id)
    return None if venue.deleted_at else next(iter(_with_counts(work, [venue])))


def _event(work: Work, line: EventLine) -> FoundEvent:
    return FoundEvent(line, past=line.event.when.span.ends_at <= work.now)


def _with_next(work: Work, rows: Iterable[PersonRow]) -> tuple[FoundPerson, ...]:
    listed = tuple(rows)
    busy = [row.id for row in listed if row.upcoming]
    held = work.signups.bookings_of(busy, Span(work.now, _EVER_AFTER)) if busy else {}
    return tuple(FoundPerson(row, _first(held.get(row.id, ()))) for row in listed)


def _first(bookings: Iterable[Booking]) -> Booking | None:
    return min(bookings, key=lambda booking: (booking.span.starts_at, booking.event_id), default=None)


def _with_counts(work: Work, venues: Iterable[Venue]) -> tuple[FoundVenue, ...]:
    listed = tuple(venues)
    if not listed:
        return ()
    counts = work.events.counts_at([venue.id for venue in listed if venue.id is not None], *_month_of(work.today))
    return tuple(FoundVenue(venue, counts.get(venue.id or 0, 0)) for venue in listed)


def _month_of(day: date) -> tuple[date, date]:
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
