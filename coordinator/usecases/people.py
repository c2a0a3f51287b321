"""People: every question about them and every deed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time

from coordinator.db.work import Work
from coordinator.domain import people as rules
from coordinator.domain.changes import Changes, Label
from coordinator.domain.events import Booking
from coordinator.domain.listings import PeoplePage, PeopleQuery, PersonCard, PersonRow
from coordinator.domain.people import ADULT_AGE, ContactPoint, Person
from coordinator.domain.problems import Fact, Problem, Weight
from coordinator.domain.removals import as_removed
from coordinator.domain.spans import Span, instant_of
from coordinator.domain.typed import tidy, tidy_all
from coordinator.runtime.phones import is_plausible
from coordinator.usecases.likeness import likely_duplicates
from coordinator.usecases.objecting import refuse_or_warn

__all__ = [
    "add_person",
    "all_tags",
    "bring_back_person",
    "edit_person",
    "eighteen_years_before",
    "likely_duplicates",
    "objections_to_person",
    "people_in_full",
    "people_matching",
    "people_of",
    "person_card",
    "remove_person",
    "restore_person",
    "tidied_person",
]

_EVER_AFTER = datetime(9999, 1, 1, tzinfo=UTC)


def people_matching(work: Work, query: PeopleQuery) -> PeoplePage:
    """The lines of the list of people; "upcoming" counts from the start of today."""
    midnight = instant_of(datetime.combine(work.today, time()), work.zone)
    return work.people.page(query, adults_born_by=eighteen_years_before(work.today), today_starts_at=midnight)


def people_of(work: Work, ids: Sequence[int]) -> tuple[PersonRow, ...]:
    """The lines of these people, in this order; removed ones are left out."""
    midnight = instant_of(datetime.combine(work.today, time()), work.zone)
    return work.people.rows_of(ids, adults_born_by=eighteen_years_before(work.today), today_starts_at=midnight)


def people_in_full(work: Work, query: PeopleQuery) -> tuple[Person, ...]:
    """The whole cards of the people asked for, in the order of the list."""
    rows = people_matching(work, query).rows
    found = {person.id: person for person in work.people.among(sorted(row.id for row in rows))}
    return tuple(found[row.id] for row in rows)


def person_card(work: Work, person_id: int) -> PersonCard:
    """Everything about one person, removed ones too; raises NotFound."""
    person = work.people.get(person_id)
    last = work.history.last_about("person", person_id)
    signups = work.signups.lines_of_person(person_id)
    return PersonCard(person, signups, last.at if last else None, last.by if last else "")


def all_tags(work: Work) -> tuple[str, ...]:
    """The tags in use, in alphabetical order."""
    return work.people.all_tags()


def objections_to_person(work: Work, person: Person) -> tuple[Problem, ...]:
    """Everything against saving the card, as it is typed."""
    return (
        *rules.objections_to(person, work.today),
        *_phones_look_odd(person),
        *_may_be_known(work, person),
    )


def add_person(work: Work, person: Person) -> Changes:
    """Add a person; somebody very like them is a warning."""
    tidied = tidied_person(person)
    warnings = refuse_or_warn(objections_to_person(work, tidied))
    person_id = work.people.add(tidied)
    label = Label("person-added", {"name": tidied.full_name})
    return work.recorder.finish(label, record_id=person_id, warnings=warnings)


def edit_person(work: Work, person: Person) -> Changes:
    """Save the card against the version it was read with; raises Stale with the card as it stands."""
    tidied = tidied_person(person)
    warnings = refuse_or_warn(objections_to_person(work, tidied))
    work.people.save(tidied)
    label = Label("person-edited", {"name": tidied.full_name})
    return work.recorder.finish(label, record_id=person.id, warnings=warnings)


def remove_person(work: Work, person_id: int, version: int | None = None) -> Changes:
    """Take a card out of the list; sign-ups stay, and those to come are a warning."""
    stored = work.people.get(person_id)
    warnings = tuple(_still_signed_up(work, stored))
    work.people.set_deleted(person_id, deleted=True, version=version)
    label = Label("person-removed", {"name": stored.full_name})
    return work.recorder.finish(label, record_id=person_id, warnings=warnings)


def restore_person(work: Work, person_id: int) -> Changes:
    """Bring a removed card back with all that belonged to it; somebody very like them by now is a warning."""
    stored = work.people.get(person_id)
    warnings = tuple(_may_be_known(work, stored)) if stored.deleted_at is not None else ()
    work.people.set_deleted(person_id, deleted=False)
    label = Label("person-restored", {"name": stored.full_name})
    return work.recorder.finish(label, record_id=person_id, warnings=warnings)


def bring_back_person(work: Work, person: Person) -> Changes:
    """Bring a removed card back as it is given here; raises Stale when somebody else brought it back before, or
    changed more than was seen before it was removed."""
    assert person.id is not None
    stored = work.people.get(person.id)
    if stored.deleted_at is None:
        return edit_person(work, person)
    work.people.refuse_stale(stored, as_removed(person.version, stored.version, stored.deleted_at))
    work.people.set_deleted(person.id, deleted=False)
    tidied = replace(tidied_person(person), version=work.people.get(person.id).version, deleted_at=None)
    warnings = refuse_or_warn(objections_to_person(work, tidied))
    work.people.save(tidied)
    label = Label("person-restored", {"name": tidied.full_name})
    return work.recorder.finish(label, record_id=person.id, warnings=warnings)


def tidied_person(one: Person) -> Person:
    """The card with its texts fit to be kept, without empty or doubled contact points and tags."""
    return replace(
        one,
        given_name=tidy(one.given_name),
        family_name=tidy(one.family_name),
        preferred_name=tidy(one.preferred_name),
        latin_name=tidy(one.latin_name),
        language=tidy(one.language),
        rank=tidy(one.rank),
        shield_number=tidy(one.shield_number),
        availability=tidy(one.availability),
        notes=tidy(one.notes),
        contact_points=_tidied_contacts(one.contact_points),
        tags=tidy_all(one.tags),
    )


def eighteen_years_before(day: date) -> date:
    """The latest birth date of somebody who is 18 on the day."""
    try:
        return day.replace(year=day.year - ADULT_AGE)
    except ValueError:  # 29 February: that year has none, and who is born on 1 March is not yet 18
        return day.replace(year=day.year - ADULT_AGE, day=28)


def _tidied_contacts(points: tuple[ContactPoint, ...]) -> tuple[ContactPoint, ...]:
    kept: dict[tuple[str, str], ContactPoint] = {}
    for point in points:
        tidied = replace(point, value=tidy(point.value), label=tidy(point.label))
        if tidied.value:
            kept.setdefault((tidied.kind, tidied.value), tidied)
    return tuple(kept.values())


def _phones_look_odd(person: Person) -> Iterator[Problem]:
    for phone in person.phones:
        if phone.strip() and not is_plausible(phone):
            yield Problem("phone-implausible", about="phones", weight=Weight.WARNS, facts={"value": phone})


def _may_be_known(work: Work, person: Person) -> Iterator[Problem]:
    for like in likely_duplicates(work, person):
        facts = {"name": like.person.shown_name, "reason": like.reason, "id": like.person.id}
        yield Problem("likely-duplicate", about="given_name", weight=Weight.WARNS, facts=facts)


def _still_signed_up(work: Work, person: Person) -> Iterator[Problem]:
    assert person.id is not None
    to_come: list[Booking] = work.signups.bookings_of([person.id], Span(work.now, _EVER_AFTER)).get(person.id, [])
    if to_come:
        titles = tuple(booking.title for booking in to_come[:3])
        facts: dict[str, Fact] = {"name": person.full_name, "count": len(to_come), "titles": titles}
        yield Problem("person-still-signed-up", weight=Weight.WARNS, facts=facts)
