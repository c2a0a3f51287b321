"""What a file for other programs holds: its columns and who sees them, cut down before any format is written.

Records are cut down as values (`person_for`, `line_for`, …), and keys and columns of fields that the audience does not
get are left out altogether; the formats only ever see what is left.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from coordinator.domain.events import Event
from coordinator.domain.listings import EventLine, EventQuery, PeopleQuery, SignUpLine
from coordinator.domain.people import ContactKind, Person, PersonStatus
from coordinator.domain.privacy import Audience, Export, Field, Policy, is_shortened, name_for, policies_of
from coordinator.domain.venues import Venue


class ExportFormat(StrEnum):
    """The kinds of file."""

    ICS = "ics"
    VCF = "vcf"
    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"


_TABLES = (ExportFormat.CSV, ExportFormat.XLSX, ExportFormat.JSON)
FORMATS: Mapping[Export, tuple[ExportFormat, ...]] = {
    Export.EVENTS: (ExportFormat.ICS, *_TABLES),
    Export.SIGNUPS: (ExportFormat.ICS, *_TABLES),
    Export.PEOPLE: (ExportFormat.VCF, *_TABLES),
    Export.VENUES: _TABLES,
    Export.EVERYTHING: (ExportFormat.JSON,),
}
MEDIA_TYPES: Mapping[ExportFormat, str] = {
    ExportFormat.ICS: "text/calendar",
    ExportFormat.VCF: "text/vcard",
    ExportFormat.CSV: "text/csv",
    ExportFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ExportFormat.JSON: "application/json",
}


@dataclass(frozen=True, slots=True)
class ExportWish:
    """What to write, in which format, for whom. Of the questions only the one about `what` is asked; `person_id`,
    `venue_id` and `text` are for people and venues."""

    what: Export
    format: ExportFormat
    audience: Audience = Audience.STAFF
    events: EventQuery = field(default_factory=EventQuery)
    people: PeopleQuery = field(default_factory=PeopleQuery)
    person_id: int | None = None
    venue_id: int | None = None
    text: str = ""


# --- what this audience may see --------------------------------------------------------------------------------------


def person_for(person: Person, day: date, policy: Policy) -> Person:
    """The person with only what this audience may see; under-18s on that day by first name and initial."""
    named = _named_for(person, day, policy)
    standing = policy.shows(Field.STANDING)
    ages = policy.shows(Field.MINORS_AGES)
    return replace(
        named,
        birth_date=person.birth_date if policy.shows(Field.BIRTH_DATES) else None,
        adult=person.adult and ages,
        language=person.language if standing else "",
        status=person.status if standing else PersonStatus.ACTIVE,
        shield_number=person.shield_number if standing else "",
        availability=person.availability if standing else "",
        tags=person.tags if standing else (),
        notes=person.notes if policy.shows(Field.NOTES) else "",
        contact_points=tuple(point for point in person.contact_points if policy.shows(_FIELD_OF[point.kind])),
    )


_FIELD_OF = {
    ContactKind.MOBILE: Field.PHONES,
    ContactKind.PHONE: Field.PHONES,
    ContactKind.EMAIL: Field.EMAILS,
    ContactKind.POSTAL: Field.ADDRESSES,
}


def _named_for(person: Person, day: date, policy: Policy) -> Person:
    if not is_shortened(person, day, policy):
        return person
    name = name_for(person, day, policy)
    assert name is not None
    return replace(person, given_name=name.own, family_name="", preferred_name="", latin_name=name.latin, rank="")


def event_for(event: Event, policy: Policy) -> Event:
    """The event without what was noted inside, and without where it came from, unless the audience gets it."""
    notes, sources = policy.shows(Field.NOTES), policy.shows(Field.SOURCES)
    return replace(
        event,
        cancel_reason=event.cancel_reason if notes else "",
        place_original=event.place_original if sources else "",
        source=event.source if sources else None,
        positions=tuple(replace(each, notes=each.notes if notes else "") for each in event.positions),
    )


def line_for(line: EventLine, policy: Policy) -> EventLine:
    """The event's line, cut down likewise."""
    return replace(line, event=event_for(line.event, policy))


def signup_for(line: SignUpLine, policy: Policy) -> SignUpLine:
    """The sign-up with its person as they may stand there on the day of the event."""
    signup = replace(
        line.signup,
        note=line.signup.note if policy.shows(Field.NOTES) else "",
        override_reason=line.signup.override_reason if policy.shows(Field.OVERRIDE_REASONS) else "",
    )
    return replace(line, signup=signup, person=person_for(line.person, line.when.first_day, policy))


def venue_for(venue: Venue, policy: Policy) -> Venue:
    """The venue without the notes that say how to get in, unless the audience gets them."""
    notes = policy.shows(Field.NOTES)
    return replace(
        venue,
        phone=venue.phone if policy.shows(Field.PHONES) else "",
        access_notes=venue.access_notes if notes else "",
        spaces=tuple(replace(space, notes=space.notes if notes else "") for space in venue.spaces),
    )


def left_out_of(policy: Policy) -> tuple[Field, ...]:
    """What this audience does not get of all that anybody gets in such a file, in the order of `Field`."""
    fullest = policies_of(policy.sheet)[-1]
    return tuple(field for field in Field if fullest.shows(field) and not policy.shows(field))


_KEYS: Mapping[Export, Mapping[str, Field]] = {
    Export.EVENTS: {"cancel_reason": Field.NOTES, "source": Field.SOURCES},
    Export.SIGNUPS: {"note": Field.NOTES, "override_reason": Field.OVERRIDE_REASONS},
    Export.PEOPLE: {
        "status": Field.STANDING,
        "birth_date": Field.BIRTH_DATES,
        "adult": Field.MINORS_AGES,
        "minor": Field.MINORS_AGES,
        "language": Field.STANDING,
        "phones": Field.PHONES,
        "emails": Field.EMAILS,
        "address": Field.ADDRESSES,
        "notes": Field.NOTES,
        "tags": Field.STANDING,
        "shield_number": Field.STANDING,
        "availability": Field.STANDING,
    },
    Export.VENUES: {},
}


def keys_for(record: Mapping[str, object], export: Export, policy: Policy) -> dict[str, object]:
    """The JSON record without the keys that this audience does not get."""
    needed = _KEYS[export]
    return {key: value for key, value in record.items() if key not in needed or policy.shows(needed[key])}
