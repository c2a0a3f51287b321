"""JSON as the command line prints it: an array of records, or everything at once.

In the file of everything each record has the fields of the contract and, beside them, what makes it equal when it comes
back: versions, instants, numbers of parts, and `removed_at` for what can still be brought back.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from coordinator.domain.events import Event, Position, Role, SignupStatus, Tally, position_when
from coordinator.domain.listings import EventLine, PositionLine, SignUpLine
from coordinator.domain.people import ContactPoint, Person
from coordinator.domain.precinct import Precinct
from coordinator.domain.records import (
    JsonObject,
    event_record,
    person_record,
    position_record,
    signup_record,
    venue_record,
)
from coordinator.domain.venues import Space, Venue
from coordinator.domain.wholes import Everything, Kept, SourceLink

FORMAT = "coordinator-everything"
VERSION = 2


def records_bytes(records: Sequence[JsonObject]) -> bytes:
    """An array of records."""
    return _bytes(list(records))


def everything_bytes(everything: Everything, *, today: date) -> bytes:
    """One document with every record."""
    lines = {kept.id: line for kept, line in zip(everything.events, _lines(everything), strict=True)}
    return _bytes(
        {
            "format": FORMAT,
            "version": VERSION,
            "precinct": _precinct(everything.precinct),
            "roles": [_role(role) for role in everything.roles],
            "venues": [_venue(kept) for kept in everything.venues],
            "people": [_person(kept, today) for kept in everything.people],
            "events": [_event(kept, lines[kept.id]) for kept in everything.events],
            "signups": list(_signups(everything, lines)),
            "sources": [_source(link) for link in everything.sources],
        }
    )


def _bytes(answer: object) -> bytes:
    """UTF-8; half a surrogate, which is no letter, as the escape that JSON has for it."""
    return (json.dumps(answer, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def _stamps(kept: Kept[Venue] | Kept[Person] | Kept[Event]) -> JsonObject:
    removed = kept.record.deleted_at
    return {
        "version": kept.record.version,
        "created_at": kept.created_at.isoformat(),
        "changed_at": kept.changed_at.isoformat(),
        "removed_at": removed.isoformat() if removed else None,
    }


def _precinct(one: Precinct) -> JsonObject:
    return {
        "name": one.name,
        "unit": one.unit,
        "address": one.address,
        "phone": one.phone,
        "email": one.email,
        "website": one.website,
        "zone": one.zone,
        "paper": one.paper,
        "clock": one.clock,
        "first_weekday": one.first_weekday,
        "languages": list(one.languages),
        "logo": one.logo,
        "log_months": one.log_months,
    }


def _role(one: Role) -> JsonObject:
    return {
        "id": one.id,
        "name": one.name,
        "minimum_age": one.minimum_age,
        "coaching": one.coaching,
        "colour": one.colour,
        "removed_at": one.deleted_at.isoformat() if one.deleted_at else None,
    }


def _venue(kept: Kept[Venue]) -> JsonObject:
    one = kept.record
    return {
        **venue_record(one),
        "phone": one.phone,
        "access_notes": one.access_notes,
        "step_free": one.step_free,
        "map_link": one.map_link,
        "spaces": [_space(space) for space in one.spaces],
        **_stamps(kept),
    }


def _space(one: Space) -> JsonObject:
    return {"id": one.id, "name": one.name, "capacity": one.capacity, "notes": one.notes, "version": one.version}


def _person(kept: Kept[Person], today: date) -> JsonObject:
    contacts = [_contact(point) for point in kept.record.contact_points]
    return {**person_record(kept.record, today), "contact_points": contacts, **_stamps(kept)}


def _contact(point: ContactPoint) -> JsonObject:
    return {
        "id": point.id,
        "kind": str(point.kind),
        "value": point.value,
        "label": point.label,
        "preferred": point.preferred,
        "may_contact": point.may_contact,
        "version": point.version,
    }


def _event(kept: Kept[Event], line: EventLine) -> JsonObject:
    return {
        **event_record(line),
        "space_id": kept.record.space_id,
        "place_original": kept.record.place_original,
        "override_reason": kept.reason,
        "positions": [_position(each) for each in line.positions],
        **_stamps(kept),
    }


def _position(line: PositionLine) -> JsonObject:
    """`own_starts` and `own_ends` are wall times, null where the position follows its event."""
    one = line.position
    return {
        **position_record(line),
        "role_id": one.role_id,
        "notes": one.notes,
        "own_starts": one.starts.isoformat() if one.starts else None,
        "own_ends": one.ends.isoformat() if one.ends else None,
        "version": one.version,
    }


def _signups(everything: Everything, lines: Mapping[int, EventLine]) -> Iterator[JsonObject]:
    people = {kept.id: kept.record for kept in everything.people}
    positions = {each.position.id: (line, each) for line in lines.values() for each in line.positions}
    for kept in everything.signups:
        one = kept.record
        event, place = positions[one.position_id]
        line = SignUpLine(
            one, people[one.person_id], place.event_id, event.event.title, place.position.role, place.when, minor=False
        )
        yield {
            **signup_record(line),
            "asked_at": one.asked_at.isoformat() if one.asked_at else None,
            "answered_at": one.answered_at.isoformat() if one.answered_at else None,
            "version": one.version,
            "created_at": kept.created_at.isoformat(),
            "changed_at": kept.changed_at.isoformat(),
        }


def _source(link: SourceLink) -> JsonObject:
    return {
        "kind": link.kind,
        "record_id": link.record_id,
        "name": link.source.name,
        "label": link.source.label,
        "id": link.source.external_id,
        "starts": link.source.starts,
        "original": link.source.original,
    }


# --- names and tallies -----------------------------------------------------------------------------------------------


def _lines(everything: Everything) -> Iterator[EventLine]:
    venues = {kept.id: kept.record for kept in everything.venues}
    counts: dict[tuple[int, SignupStatus], int] = {}
    for kept in everything.signups:
        key = (kept.record.position_id, kept.record.status)
        counts[key] = counts.get(key, 0) + 1
    for event in (kept.record for kept in everything.events):
        venue = venues.get(event.venue_id or 0)
        named = {space.id: space.name for space in venue.spaces} if venue else {}
        positions = tuple(_position_line(event, each, counts) for each in event.positions)
        yield EventLine(event, venue.name if venue else "", named.get(event.space_id, ""), positions=positions)


def _position_line(event: Event, one: Position, counts: Mapping[tuple[int, SignupStatus], int]) -> PositionLine:
    held = [counts.get((one.id or 0, status), 0) for status in (SignupStatus.CONFIRMED, SignupStatus.OFFERED)]
    tally = Tally(one.needed, one.maximum, *held)
    return PositionLine(one, event.id or 0, position_when(event.when, one), tally)
