"""The columns of exported tables: what fills each, and which field of the audience's table it needs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from coordinator.domain.events import EventKind, EventStatus, SignupSource, SignupStatus
from coordinator.domain.listings import EventLine, SignUpLine
from coordinator.domain.people import ContactKind, Person, PersonStatus
from coordinator.domain.privacy import Export, Field, Policy
from coordinator.domain.spans import When, zone_named
from coordinator.domain.venues import Space, Venue

Word = EventKind | EventStatus | SignupStatus | SignupSource | PersonStatus
"""What has a name in every language."""
Cell = str | int | bool | date | datetime | Word | None
"""A datetime is naive: wall time in the precinct's zone."""


@dataclass(frozen=True, slots=True)
class ExportTable:
    """A table before it becomes bytes: a name and headings in the language in use, and cells with their types."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class EventRow:
    """What the columns of events are filled from. `zone` is the precinct's."""

    line: EventLine
    zone: str


@dataclass(frozen=True, slots=True)
class SignUpRow:
    """What the columns of sign-ups are filled from. `zone` is the precinct's."""

    line: SignUpLine
    place: str
    zone: str


@dataclass(frozen=True, slots=True)
class VenueRow:
    """One space of a venue, or a venue without any."""

    venue: Venue
    space: Space | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `code` picks its heading. Who does not get the field it `needs` does not get the column."""

    code: str
    value: Callable[[Any], Cell]
    needs: Field | None = None


def columns_for(export: Export, policy: Policy) -> tuple[Column, ...]:
    """The columns this audience gets."""
    return tuple(column for column in _COLUMNS[export] if column.needs is None or policy.shows(column.needs))


def cells_of(columns: Sequence[Column], row: object) -> tuple[Cell, ...]:
    """One row."""
    return tuple(column.value(row) for column in columns)


def venue_rows(venue: Venue) -> tuple[VenueRow, ...]:
    """A row for each space, or one for a venue without any."""
    return tuple(VenueRow(venue, space) for space in venue.spaces) or (VenueRow(venue),)


def minutes_of(when: When) -> int | None:
    """The true length, also over a clock change; None for whole days."""
    return None if when.all_day else int((when.span.ends_at - when.span.starts_at).total_seconds() // 60)


def _starts(when: When, zone: str) -> Cell:
    return when.first_day if when.all_day else _moment(when.starts, when, zone)


def _ends(when: When, zone: str) -> Cell:
    return when.last_day if when.all_day else _moment(when.ends, when, zone)


def _moment(wall: datetime, when: When, zone: str) -> Cell:
    """Wall time by itself; of another zone with its offset, so that it stays that very moment."""
    if when.zone == zone:
        return wall
    return wall.replace(tzinfo=zone_named(when.zone)).isoformat(timespec="minutes")


def _contacts(kind: ContactKind) -> Callable[[Person], Cell]:
    return lambda person: "; ".join(person.contacts(kind))


def _counted(count: str) -> Callable[[EventRow], Cell]:
    """How many places, where the event asks for anybody."""
    return lambda row: getattr(row.line.tally, count) if row.line.positions else None


_PEOPLE = (
    Column("number", lambda person: person.id),
    Column("given-name", lambda person: person.given_name),
    Column("family-name", lambda person: person.family_name),
    Column("preferred-name", lambda person: person.preferred_name),
    Column("latin-name", lambda person: person.latin_name),
    Column("rank", lambda person: person.rank),
    Column("status", lambda person: person.status, Field.STANDING),
    Column("birth-date", lambda person: person.birth_date, Field.BIRTH_DATES),
    Column("adult", lambda person: person.adult, Field.MINORS_AGES),
    Column("language", lambda person: person.language, Field.STANDING),
    Column("mobile", _contacts(ContactKind.MOBILE), Field.PHONES),
    Column("phone", _contacts(ContactKind.PHONE), Field.PHONES),
    Column("email", _contacts(ContactKind.EMAIL), Field.EMAILS),
    Column("address", _contacts(ContactKind.POSTAL), Field.ADDRESSES),
    Column("tags", lambda person: "; ".join(person.tags), Field.STANDING),
    Column("availability", lambda person: person.availability, Field.STANDING),
    Column("shield", lambda person: person.shield_number, Field.STANDING),
    Column("notes", lambda person: person.notes, Field.NOTES),
)
_EVENTS = (
    Column("number", lambda row: row.line.event.id),
    Column("title", lambda row: row.line.event.title),
    Column("kind", lambda row: row.line.event.kind),
    Column("starts", lambda row: _starts(row.line.event.when, row.zone)),
    Column("ends", lambda row: _ends(row.line.event.when, row.zone)),
    Column("all-day", lambda row: row.line.event.when.all_day),
    Column("place", lambda row: row.line.place_shown),
    Column("status", lambda row: row.line.event.status),
    Column("cancel-reason", lambda row: row.line.event.cancel_reason, Field.NOTES),
    Column("public", lambda row: row.line.event.public),
    Column("description", lambda row: row.line.event.description),
    Column("needed", _counted("needed"), Field.OPENINGS),
    Column("confirmed", _counted("confirmed"), Field.OPENINGS),
    Column("offered", _counted("offered"), Field.OPENINGS),
    Column("open", lambda row: row.line.openings if row.line.positions else None, Field.OPENINGS),
)
_SIGNUPS = (
    Column("number", lambda row: row.line.signup.id),
    Column("event-number", lambda row: row.line.event_id),
    Column("event", lambda row: row.line.event_title),
    Column("starts", lambda row: _starts(row.line.when, row.zone)),
    Column("ends", lambda row: _ends(row.line.when, row.zone)),
    Column("minutes", lambda row: minutes_of(row.line.when)),
    Column("place", lambda row: row.place),
    Column("role", lambda row: row.line.role),
    Column("person-number", lambda row: row.line.person.id),
    Column("person", lambda row: row.line.person.full_name),
    Column("latin-name", lambda row: row.line.person.latin_name),
    Column("status", lambda row: row.line.signup.status),
    Column("source", lambda row: row.line.signup.source),
    Column("phone", lambda row: "; ".join(row.line.person.phones), Field.PHONES),
    Column("email", lambda row: "; ".join(row.line.person.emails), Field.EMAILS),
    Column("note", lambda row: row.line.signup.note, Field.NOTES),
    Column("override-reason", lambda row: row.line.signup.override_reason, Field.OVERRIDE_REASONS),
)
_VENUES = (
    Column("venue", lambda row: row.venue.name),
    Column("space", lambda row: row.space.name if row.space else ""),
    Column("capacity", lambda row: row.space.capacity if row.space else None),
    Column("space-notes", lambda row: row.space.notes if row.space else "", Field.NOTES),
    Column("address", lambda row: row.venue.address),
    Column("step-free", lambda row: row.venue.step_free),
    Column("map-link", lambda row: row.venue.map_link),
    Column("phone", lambda row: row.venue.phone, Field.PHONES),
    Column("access-notes", lambda row: row.venue.access_notes, Field.NOTES),
)
_COLUMNS: Mapping[Export, tuple[Column, ...]] = {
    Export.PEOPLE: _PEOPLE,
    Export.EVENTS: _EVENTS,
    Export.SIGNUPS: _SIGNUPS,
    Export.VENUES: _VENUES,
}
