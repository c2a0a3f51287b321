"""Putting what a row says into a record of ours, field by field, and naming where the two differ."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from coordinator.domain.events import Event, EventStatus, Source
from coordinator.domain.folding import digits_of, fold
from coordinator.domain.foreigncalendars import lines_about_dates
from coordinator.domain.imports import Difference, Field, Record
from coordinator.domain.people import ContactKind, ContactPoint, Person
from coordinator.domain.spans import When
from coordinator.domain.venues import Space, Venue

PHONES = (ContactKind.MOBILE, ContactKind.PHONE)
ContactKey = Callable[[ContactPoint], str]
T = TypeVar("T")

_NUMBERED = re.compile(r"(.*) \(\d+\)", re.DOTALL)
_NAME_FIELDS = frozenset({Field.FULL_NAME, Field.GIVEN_NAME, Field.FAMILY_NAME})
_TIMES = frozenset(
    {Field.STARTS, Field.ENDS, Field.DATE, Field.END_DATE, Field.START_TIME, Field.END_TIME}
    | {Field.MINUTES, Field.ALL_DAY}
)
_PERSON_ATTRIBUTES = {
    Field.GIVEN_NAME: "given_name", Field.FAMILY_NAME: "family_name", Field.PREFERRED_NAME: "preferred_name",
    Field.LATIN_NAME: "latin_name", Field.BIRTH_DATE: "birth_date", Field.ADULT: "adult", Field.LANGUAGE: "language",
    Field.PERSON_STATUS: "status", Field.RANK: "rank", Field.SHIELD: "shield_number",
    Field.AVAILABILITY: "availability", Field.NOTES: "notes",
}  # fmt: skip
_VENUE_ATTRIBUTES = {
    Field.ADDRESS: "address", Field.PHONE: "phone", Field.NOTES: "access_notes", Field.MAP_LINK: "map_link",
    Field.STEP_FREE: "step_free",
}  # fmt: skip
_EVENT_ATTRIBUTES = {
    Field.TITLE: "title", Field.NOTES: "description", Field.KIND: "kind", Field.PUBLIC: "public",
}  # fmt: skip


def plain_contact_key(point: ContactPoint) -> str:
    """Equal contacts by digits or folded text, without knowing any country's numbering plan."""
    return (digits_of(point.value)[-10:] or point.value) if point.kind in PHONES else fold(point.value)


def person_fields(filled: frozenset[Field]) -> frozenset[Field]:
    """The fields of a person that a row fills: a full name fills its two parts."""
    return filled | {Field.GIVEN_NAME, Field.FAMILY_NAME} if Field.FULL_NAME in filled else filled


def person_updated(
    yours: Person,
    theirs: Person,
    filled: frozenset[Field],
    *,
    keep_name: bool = False,
    key: ContactKey = plain_contact_key,
) -> Person:
    """Yours with what the row fills: single values are the row's, contact points and tags are joined, yours first.

    `keep_name`: a name that is only near stays as you write it.
    """
    wanted = person_fields(filled)
    if keep_name:
        wanted -= {Field.GIVEN_NAME, Field.FAMILY_NAME, Field.LATIN_NAME}
    told = {name: getattr(theirs, name) for field, name in _PERSON_ATTRIBUTES.items() if field in wanted}
    told = {name: value for name, value in told.items() if value not in ("", None)}
    if Field.FULL_NAME in filled and not keep_name:
        told |= {"given_name": theirs.given_name, "family_name": theirs.family_name}
    return replace(
        yours,
        **told,
        contact_points=_joined_contacts(yours.contact_points, theirs.contact_points, key),
        tags=_joined(yours.tags, theirs.tags, fold),
    )


def _joined_contacts(
    yours: tuple[ContactPoint, ...], theirs: tuple[ContactPoint, ...], key: ContactKey
) -> tuple[ContactPoint, ...]:
    """Both, each number once: mobile and other phones count as one kind."""
    known = {(point.kind in PHONES or point.kind, key(point)) for point in yours}
    return (*yours, *(point for point in theirs if (point.kind in PHONES or point.kind, key(point)) not in known))


def _joined(yours: tuple[T, ...], theirs: Iterable[T], key: Callable[[T], str]) -> tuple[T, ...]:
    known = {key(each) for each in yours}
    return (*yours, *(each for each in theirs if key(each) not in known))


def venue_updated(yours: Venue, theirs: Venue, filled: frozenset[Field]) -> Venue:
    """Yours with what the row fills; a space with a name you have is filled in, another one is added."""
    told = {name: getattr(theirs, name) for field, name in _VENUE_ATTRIBUTES.items() if field in filled}
    spaces = yours.spaces
    for space in theirs.spaces:
        spaces = _with_space(spaces, space, filled)
    return replace(yours, **{name: value for name, value in told.items() if value not in ("", None)}, spaces=spaces)


def _with_space(spaces: tuple[Space, ...], new: Space, filled: frozenset[Field]) -> tuple[Space, ...]:
    if any(_is_kept_beside(space, new, filled) for space in spaces):
        return spaces
    for place, space in enumerate(spaces):
        if fold(space.name) == fold(new.name):
            return (*spaces[:place], _space_updated(space, new, filled), *spaces[place + 1 :])
    return (*spaces, new)


def _is_kept_beside(yours: Space, theirs: Space, filled: frozenset[Field]) -> bool:
    """If this is the space, perhaps numbered because its name was taken, and says all that the other one says."""
    named = _NUMBERED.fullmatch(yours.name)
    if fold(theirs.name) not in {fold(yours.name), fold(named[1]) if named else None}:
        return False
    return _space_updated(yours, theirs, filled) == yours


def _space_updated(yours: Space, theirs: Space, filled: frozenset[Field]) -> Space:
    capacity = theirs.capacity if Field.CAPACITY in filled and theirs.capacity is not None else yours.capacity
    notes = theirs.notes if Field.SPACE_NOTES in filled and theirs.notes else yours.notes
    return replace(yours, capacity=capacity, notes=notes)


def free_space_name(spaces: Iterable[Space], wanted: str) -> str:
    """The name, with a number behind it if a space has it already."""
    taken = {fold(space.name) for space in spaces}
    name, number = wanted, 2
    while fold(name) in taken:
        name, number = f"{wanted} ({number})", number + 1
    return name


def event_updated(yours: Event, theirs: Event, filled: frozenset[Field]) -> Event:
    """Yours with what the row fills; positions and sign-ups are never touched."""
    told = {name: getattr(theirs, name) for field, name in _EVENT_ATTRIBUTES.items() if field in filled}
    updated = replace(yours, **{name: value for name, value in told.items() if value != ""})
    if filled & _TIMES and not _same_days(yours.when, theirs.when):
        updated = replace(updated, when=theirs.when)
    if Field.PLACES in filled and yours.venue_id is None:
        updated = replace(updated, place=theirs.place, place_original=theirs.place_original)
    if Field.EVENT_STATUS in filled:
        told_why = Field.CANCEL_REASON in filled or not yours.cancel_reason
        reason = theirs.cancel_reason if told_why else yours.cancel_reason
        updated = replace(updated, status=_status_after(yours, theirs, updated.when), cancel_reason=reason)
    if Field.REPEATS in filled:
        updated = replace(updated, source=_repeating_as(yours.source, theirs.source))
    return updated


def _status_after(yours: Event, theirs: Event, when: When) -> EventStatus:
    """Theirs; but what was held stays so while it is at the same time: other programs only know that it stands."""
    stands = yours.status is EventStatus.HELD and theirs.status is EventStatus.PUBLISHED
    return yours.status if stands and when == yours.when else theirs.status


def _same_days(yours: When, theirs: When) -> bool:
    """Whole days are the same in every zone."""
    return yours.all_day and theirs.all_day and (yours.starts, yours.ends) == (theirs.starts, theirs.ends)


def _repeating_as(yours: Source | None, theirs: Source | None) -> Source | None:
    """Yours with their text of a repeating event, when the dates it tells of are others by now."""
    if yours is None or theirs is None:
        return yours
    same = (yours.name, yours.external_id, yours.starts) == (theirs.name, theirs.external_id, theirs.starts)
    if not same or lines_about_dates(yours.original) == lines_about_dates(theirs.original):
        return yours
    return replace(yours, original=theirs.original)


def updated(yours: Record, theirs: Record, filled: frozenset[Field], *, keep_name: bool, key: ContactKey) -> Record:
    """Yours with what the row fills, whatever the two are."""
    if isinstance(yours, Person) and isinstance(theirs, Person):
        return person_updated(yours, theirs, filled, keep_name=keep_name, key=key)
    if isinstance(yours, Venue) and isinstance(theirs, Venue):
        return venue_updated(yours, theirs, filled)
    assert isinstance(yours, Event)
    assert isinstance(theirs, Event)
    return event_updated(yours, theirs, filled)


def differences(yours: Record, theirs: Record) -> tuple[Difference, ...]:
    """The fields in which the two are not the same, in the order shown; times as ISO text, lists joined by commas."""
    mine, other = dict(_shown(yours)), dict(_shown(theirs))
    return tuple(
        Difference(field, mine.get(field, ""), other.get(field, ""))
        for field in dict.fromkeys((*mine, *other))
        if mine.get(field, "") != other.get(field, "")
    )


def _shown(record: Record) -> Iterable[tuple[Field, str]]:
    if isinstance(record, Person):
        return _shown_person(record)
    return _shown_venue(record) if isinstance(record, Venue) else _shown_event(record)


def _shown_person(one: Person) -> Iterable[tuple[Field, str]]:
    yield Field.FULL_NAME, " ".join(part for part in (one.given_name, one.family_name) if part)
    for field, name in _PERSON_ATTRIBUTES.items():
        if field not in _NAME_FIELDS:
            yield field, _text(getattr(one, name))
    yield Field.PHONE, ", ".join(one.phones)
    yield Field.EMAIL, ", ".join(one.emails)
    yield Field.ADDRESS, "; ".join(one.contacts(ContactKind.POSTAL))
    yield Field.TAGS, ", ".join(one.tags)


def _text(value: object) -> str:
    return "" if value in (None, False) else str(value)


def _shown_venue(one: Venue) -> Iterable[tuple[Field, str]]:
    yield Field.VENUE_NAME, one.name
    for field, name in _VENUE_ATTRIBUTES.items():
        value = getattr(one, name)
        yield field, "" if value is None else str(value)
    yield Field.SPACE_NAME, ", ".join(space.name for space in one.spaces)
    yield Field.CAPACITY, ", ".join(_text(space.capacity) for space in one.spaces if space.capacity is not None)
    yield Field.SPACE_NOTES, ", ".join(space.notes for space in one.spaces if space.notes)


def _shown_event(one: Event) -> Iterable[tuple[Field, str]]:
    yield Field.TITLE, one.title
    yield Field.STARTS, _moment(one.when, starts=True)
    yield Field.ENDS, _moment(one.when, starts=False)
    yield Field.KIND, str(one.kind)
    yield Field.PLACES, one.place
    yield Field.NOTES, one.description
    yield Field.EVENT_STATUS, str(one.status)
    yield Field.CANCEL_REASON, one.cancel_reason
    yield Field.PUBLIC, _text(one.public)
    yield Field.REPEATS, "; ".join(lines_about_dates(one.source.original)) if one.source is not None else ""


def _moment(when: When, *, starts: bool) -> str:
    if when.all_day:
        return (when.first_day if starts else when.last_day).isoformat()
    return (when.starts if starts else when.ends).isoformat(timespec="minutes")
