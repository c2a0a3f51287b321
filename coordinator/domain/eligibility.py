"""What stands against signing somebody up for a position: one rule each, one reason each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from coordinator.domain.events import Booking, Event, EventStatus, Position, Role, Tally
from coordinator.domain.people import ADULT_AGE, Person, PersonStatus, age_on
from coordinator.domain.problems import Fact, Overrule, Problem, Weight
from coordinator.domain.spans import When


@dataclass(frozen=True, slots=True)
class Wish:
    """A person for a position, with all that the rules look at.

    `when` is the position's time (its own or the event's), `tally` how the position stands without this wish,
    `bookings` every place the person holds in events that are neither cancelled nor removed, `now` an aware instant,
    `holders` the names of those who have the places, where somebody is to be told.
    """

    person: Person
    event: Event
    position: Position
    role: Role
    when: When
    tally: Tally
    bookings: tuple[Booking, ...]
    now: datetime
    holders: tuple[str, ...] = ()


def objections_to(wish: Wish) -> Iterator[Problem]:
    """Every reason at once: those that nobody may overrule first, warnings last."""
    yield from event_stands(wish)
    yield from person_may_serve(wish)
    yield from a_place_is_free(wish)
    yield from old_enough(wish)
    yield from not_there_already(wish)
    yield from free_then(wish)
    yield from not_over_yet(wish)
    yield from in_service(wish)


def event_stands(wish: Wish) -> Iterator[Problem]:
    """Nobody signs up for what does not take place."""
    facts: dict[str, Fact] = {"title": wish.event.title}
    if wish.event.deleted_at is not None:
        yield Problem("event-gone", about="event", facts=facts)
    elif wish.event.status is EventStatus.CANCELLED:
        yield Problem("event-cancelled", about="event", facts=facts)


def person_may_serve(wish: Wish) -> Iterator[Problem]:
    """Somebody barred or removed is never signed up."""
    facts: dict[str, Fact] = {"name": wish.person.full_name}
    if wish.person.deleted_at is not None:
        yield Problem("person-gone", about="person", facts=facts)
    if wish.person.status is PersonStatus.BARRED:
        yield Problem("barred", about="person", facts=facts)


def a_place_is_free(wish: Wish) -> Iterator[Problem]:
    """A position has `maximum` places; offered and confirmed people hold one each."""
    held = wish.tally.confirmed + wish.tally.offered
    if held >= wish.position.maximum and not _is_in(wish):
        facts: dict[str, Fact] = {"role": wish.role.name, "maximum": wish.position.maximum, "held": held}
        if wish.holders:
            facts["names"] = wish.holders
        yield Problem("position-full", about="position", facts=facts)


def old_enough(wish: Wish) -> Iterator[Problem]:
    """A role's minimum age counts on the day of the event. Somebody marked as adult is 18 at least."""
    born, day = wish.person.birth_date, wish.when.first_day
    if is_old_enough(wish.person, wish.role, day):
        return
    facts: dict[str, Fact] = {"role": wish.role.name, "minimum_age": wish.role.minimum_age, "day": day}
    if born is None:
        yield Problem("age-unknown", about="person", overrule=Overrule.REASON, facts=facts)
    else:
        facts = {**facts, "age": age_on(born, day)}
        yield Problem("under-age", about="person", overrule=Overrule.REASON, facts=facts)


def is_old_enough(person: Person, role: Role, day: date) -> bool:
    """If the person has the role's minimum age on the day; an unknown birth date is not old enough for any."""
    if role.minimum_age is None:
        return True
    if person.birth_date is None:
        return person.adult and role.minimum_age <= ADULT_AGE
    return age_on(person.birth_date, day) >= role.minimum_age


def not_there_already(wish: Wish) -> Iterator[Problem]:
    """One place per person and position."""
    if _is_in(wish):
        yield Problem("already-in-position", about="person", facts={"role": wish.role.name})


def free_then(wish: Wish) -> Iterator[Problem]:
    """Nobody can be in two places at once, nor do two jobs of one event at the same time."""
    span = wish.when.span
    for other in wish.bookings:
        if other.position_id == wish.position.id or not other.span.overlaps(span):
            continue
        here = other.event_id == wish.event.id
        code = "double-booked-here" if here else "double-booked"
        yield Problem(code, about="person", overrule=Overrule.REASON, facts=_facts_of(other))


def not_over_yet(wish: Wish) -> Iterator[Problem]:
    """Signing up afterwards is possible (walk-ins are written down later) and said."""
    if wish.when.span.ends_at <= wish.now:
        facts: dict[str, Fact] = {"title": wish.event.title, "day": wish.when.last_day}
        yield Problem("event-over", about="event", weight=Weight.WARNS, facts=facts)


def in_service(wish: Wish) -> Iterator[Problem]:
    """Somebody who paused or left is asked first."""
    if wish.person.status in (PersonStatus.PAUSED, PersonStatus.FORMER):
        code = "person-paused" if wish.person.status is PersonStatus.PAUSED else "person-former"
        yield Problem(code, about="person", weight=Weight.WARNS, facts={"name": wish.person.full_name})


def _is_in(wish: Wish) -> bool:
    return wish.position.id is not None and any(b.position_id == wish.position.id for b in wish.bookings)


def _facts_of(booking: Booking) -> dict[str, Fact]:
    return {
        "title": booking.title,
        "role": booking.role,
        "starts": booking.when.starts,
        "ends": booking.when.ends,
        "all_day": booking.when.all_day,
    }
