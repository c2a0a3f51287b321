"""Rules between one event and everything else: its space, its twin, and the people who already signed up."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from coordinator.domain.eligibility import is_old_enough
from coordinator.domain.events import Booking, Event, Position, Role
from coordinator.domain.people import Person, age_on
from coordinator.domain.problems import Fact, Overrule, Problem, Weight
from coordinator.domain.spans import When
from coordinator.domain.venues import Space


@dataclass(frozen=True, slots=True)
class Held:
    """A place somebody holds in the event: the time it has now (None while the event does not stand), the time it
    would have, what else the person does, and the role it would be and is."""

    person: Person
    before: When | None
    when: When
    elsewhere: tuple[Booking, ...]
    role: Role | None = None
    role_before: Role | None = None

    def overlaps_anew(self, other: When, other_before: When | None) -> bool:
        """If the two would share time and do not now."""
        now = None if self.before is None or other_before is None else self.before.span.overlaps(other_before.span)
        return self.when.span.overlaps(other.span) and not now

    @property
    def was_too_young(self) -> bool:
        """If the person is too young as it stands: that was agreed to then."""
        if self.before is None or self.role_before is None:
            return False
        return not is_old_enough(self.person, self.role_before, self.before.first_day)


def space_is_free(event: Event, space: Space | None, others: Iterable[Event]) -> Iterator[Problem]:
    """Two events in one space at one time are possible and said, with the name of the other."""
    if space is None or event.space_id is None:
        return
    for other in _others_standing(event, others):
        if other.space_id == event.space_id and other.when.span.overlaps(event.when.span):
            yield Problem("space-taken", about="space", weight=Weight.WARNS, facts=_facts_of(other, space=space.name))


def space_is_big_enough(event: Event, space: Space | None) -> Iterator[Problem]:
    """A space with a known capacity holds at least the people asked for."""
    asked = sum(position.maximum for position in event.positions)
    if space is not None and space.capacity is not None and asked > space.capacity:
        facts: dict[str, Fact] = {"space": space.name, "capacity": space.capacity, "asked": asked}
        yield Problem("space-too-small", about="space", weight=Weight.WARNS, facts=facts)


def there_is_no_twin(event: Event, others: Iterable[Event]) -> Iterator[Problem]:
    """The same title at the same time is most often a slip of the hand."""
    title = event.title.strip().casefold()
    for other in _others_standing(event, others):
        if other.title.strip().casefold() == title and other.when.span == event.when.span:
            yield Problem("same-event-twice", about="title", weight=Weight.WARNS, facts=_facts_of(other))


def places_held_remain(event: Event, held: Mapping[int, int], before: Iterable[Position]) -> Iterator[Problem]:
    """People who signed up are never dropped in silence: their positions stay and stay big enough.

    `held` counts offered and confirmed people by position id, `before` are the positions as they stand.
    """
    kept = {position.id: position for position in event.positions}
    for position in before:
        count = held.get(position.id or 0, 0)
        now = kept.get(position.id)
        facts: dict[str, Fact] = {"role": position.role, "held": count}
        if now is None and count:
            yield Problem("position-held", about="positions", facts=facts)
        elif now is not None and now.maximum < count:
            yield Problem("maximum-below-held", about="positions", facts={**facts, "maximum": now.maximum})


def people_stay_free(event: Event, held: Iterable[Held]) -> Iterator[Problem]:
    """A new time puts nobody in two places at once without a word. What overlapped before was agreed to then."""
    for place in held:
        for other in place.elsewhere:
            if other.event_id != event.id and place.overlaps_anew(other.when, other.when):
                yield _in_two_places(place, other.title, other.when)


def nobody_does_two_jobs_at_once(event: Event, held: Iterable[Held]) -> Iterator[Problem]:
    """New times of positions give nobody two of them at the same time without a word."""
    for place, other in combinations(held, 2):
        if place.person.id == other.person.id and place.overlaps_anew(other.when, other.before):
            yield _in_two_places(place, event.title, other.when)


def people_stay_old_enough(held: Iterable[Held]) -> Iterator[Problem]:
    """Neither a new day nor another role leaves somebody in a role that is for older people without a word."""
    for place in held:
        day, role = place.when.first_day, place.role
        if role is None or is_old_enough(place.person, role, day) or place.was_too_young:
            continue
        facts: dict[str, Fact] = {"name": place.person.full_name, "day": day}
        facts |= {"role": role.name, "minimum_age": role.minimum_age}
        born = place.person.birth_date
        if born is None:
            yield Problem("signed-up-age-unknown", about="positions", overrule=Overrule.REASON, facts=facts)
        else:
            facts["age"] = age_on(born, day)
            yield Problem("signed-up-under-age", about="when", overrule=Overrule.REASON, facts=facts)


def _in_two_places(place: Held, title: str, when: When) -> Problem:
    facts = {"name": place.person.full_name, "title": title, **_facts_of_time(when)}
    return Problem("signed-up-double", about="when", overrule=Overrule.REASON, facts=facts)


def _others_standing(event: Event, others: Iterable[Event]) -> Iterator[Event]:
    for other in others:
        if other.stands and (event.id is None or other.id != event.id):
            yield other


def _facts_of(other: Event, **more: Fact) -> dict[str, Fact]:
    return {"title": other.title, **_facts_of_time(other.when), **more}


def _facts_of_time(when: When) -> dict[str, Fact]:
    return {"starts": when.starts, "ends": when.ends, "all_day": when.all_day}
