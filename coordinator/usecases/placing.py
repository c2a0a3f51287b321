"""An event beside everything else: what the rules need is looked up here and the rules are asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfoNotFoundError

from coordinator.domain import clashes
from coordinator.domain.clashes import Held
from coordinator.domain.errors import NotFound
from coordinator.domain.events import (
    HOLDS_A_PLACE,
    Event,
    EventStatus,
    objections_to,
    position_when,
    times_within_reach,
)
from coordinator.domain.listings import SignUpLine
from coordinator.domain.problems import Fact, Problem, Weight
from coordinator.domain.spans import Span, zone_named
from coordinator.domain.venues import Space, Venue

if TYPE_CHECKING:  # the window asks and paints before SQLAlchemy is loaded
    from coordinator.db.work import Work


def problems_with(work: Work, event: Event, stored: Event | None) -> tuple[Problem, ...]:
    """Everything against the event; `stored` is the same event as it stands, None for a new one."""
    odd = (*_zone_is_known(event), *times_within_reach(event))
    if odd:
        return odd
    found = (*objections_to(event), *_positions_are_known(work, event, stored))
    if event.status is EventStatus.CANCELLED or event.when.ends <= event.when.starts:
        return (*found, *_place_is_known(work, event, stored))
    return (*found, *_place(work, event, stored), *_twin(work, event), *_people(work, event, stored))


def people_affected(work: Work, stored: Event, wanted: Event) -> tuple[Problem, ...]:
    """Who moves along with a new time, and which positions keep a time of their own."""
    if stored.when == wanted.when or stored.id is None:
        return ()
    held = _held_lines(work, stored.id)
    names = tuple(dict.fromkeys(line.person.full_name for line in held))
    moved = (Problem("people-move-along", weight=Weight.WARNS, facts={"names": names, "count": len(names)}),)
    return (*(moved if names else ()), *_own_times_stay(stored, wanted))


def _own_times_stay(stored: Event, wanted: Event) -> Iterator[Problem]:
    before = {position.id: position for position in stored.positions}
    for position in wanted.positions:
        if position.is_apart and before.get(position.id) == position:
            when = position_when(wanted.when, position)
            facts: dict[str, Fact] = {"role": position.role, "starts": when.starts, "ends": when.ends, "all_day": False}
            yield Problem("own-time-stays", about="positions", weight=Weight.WARNS, facts=facts)


def _zone_is_known(event: Event) -> Iterator[Problem]:
    try:
        zone_named(event.when.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield Problem("zone-unknown", about="zone", facts={"zone": event.when.zone})


def _positions_are_known(work: Work, event: Event, stored: Event | None) -> Iterator[Problem]:
    roles = {role.id for role in work.roles.all()}
    before = () if stored is None else stored.positions
    known = {position.id for position in before}
    kept_roles = {position.role_id for position in before}
    for position in event.positions:
        if position.role_id not in roles | kept_roles:
            yield Problem("role-unknown", about="positions", facts={"role": position.role})
        if position.id is not None and position.id not in known:
            yield Problem("position-unknown", about="positions", facts={"role": position.role})
    if stored is not None and stored.id is not None:
        yield from clashes.places_held_remain(event, held_counts(work, stored.id), before)


def _place_is_known(work: Work, event: Event, stored: Event | None) -> Iterator[Problem]:
    venue = _venue_of(work, event)
    stays = stored is not None and stored.venue_id == event.venue_id
    if event.venue_id is not None and not stays and (venue is None or venue.deleted_at is not None):
        yield Problem("venue-unknown", about="venue")
    if event.space_id is not None and _space_of(venue, event) is None:
        yield Problem("space-elsewhere", about="space")


def _place(work: Work, event: Event, stored: Event | None) -> Iterator[Problem]:
    yield from _place_is_known(work, event, stored)
    space = _space_of(_venue_of(work, event), event)
    if space is None or space.id is None:
        return
    yield from clashes.space_is_big_enough(event, space)
    others = work.events.clashing_in_space(event.when.span, space_id=space.id, but_not=event.id)
    yield from clashes.space_is_free(event, space, (line.event for line in others))


def _twin(work: Work, event: Event) -> Iterator[Problem]:
    others = work.events.starting_with_title(event.title, event.when.span.starts_at, but_not=event.id)
    yield from clashes.there_is_no_twin(event, (line.event for line in others))


def _people(work: Work, event: Event, stored: Event | None) -> Iterator[Problem]:
    if stored is not None:
        yield from problems_of_people(work, event, stored)


def problems_of_people(work: Work, event: Event, stored: Event) -> Iterator[Problem]:
    """What the step from `stored` to `event` would do to those who hold places in it."""
    if not event.stands or stored.id is None or _asked_of(stored) == _asked_of(event):
        return
    held = tuple(_places_held(work, event, stored))
    yield from clashes.people_stay_free(event, held)
    yield from clashes.nobody_does_two_jobs_at_once(event, held)
    yield from clashes.people_stay_old_enough(held)


def _places_held(work: Work, event: Event, stored: Event) -> Iterator[Held]:
    assert stored.id is not None
    lines = _held_lines(work, stored.id)
    positions = {position.id: position for position in event.positions}
    before = {position.id: position for position in stored.positions}
    roles = {role.id: role for role in work.roles.all()}
    span = _whole_span(event)
    people = sorted({line.signup.person_id for line in lines})
    elsewhere = work.signups.bookings_of(people, span, but_not_event=stored.id)
    for line in lines:
        position, was = positions.get(line.signup.position_id), before.get(line.signup.position_id)
        if position is not None:
            yield Held(
                person=line.person,
                before=position_when(stored.when, was) if was is not None and stored.stands else None,
                when=position_when(event.when, position),
                elsewhere=tuple(elsewhere.get(line.signup.person_id, ())),
                role=roles.get(position.role_id),
                role_before=roles.get(was.role_id) if was is not None else None,
            )


def _whole_span(event: Event) -> Span:
    """From the first to the last moment of the event and of every position."""
    spans = [event.when.span, *(position_when(event.when, position).span for position in event.positions)]
    first, last = min(span.starts_at for span in spans), max(span.ends_at for span in spans)
    return Span(first, max(last, first + timedelta(minutes=1)))


def _asked_of(event: Event) -> list[object]:
    """What an event asks of those who are in it: when, and as what."""
    own = ((each.id, each.starts, each.ends, each.role_id) for each in event.positions if each.id is not None)
    return [event.stands, event.when, *own]


def _held_lines(work: Work, event_id: int) -> Sequence[SignUpLine]:
    return [line for line in work.signups.lines_of_events([event_id]) if line.signup.status in HOLDS_A_PLACE]


def held_counts(work: Work, event_id: int) -> Counter[int]:
    """How many people hold a place in each position of the event."""
    return Counter(line.signup.position_id for line in _held_lines(work, event_id))


def _venue_of(work: Work, event: Event) -> Venue | None:
    try:
        return None if event.venue_id is None else work.venues.get(event.venue_id)
    except NotFound:
        return None


def _space_of(venue: Venue | None, event: Event) -> Space | None:
    spaces = venue.spaces if venue is not None else ()
    return next((space for space in spaces if space.id == event.space_id), None)
