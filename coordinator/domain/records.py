"""Records as the JSON documents of the contract. Names are never changed, only added."""

from collections.abc import Mapping
from datetime import date, datetime

from coordinator.domain.changes import ChangeEntry, RowChange
from coordinator.domain.events import Source
from coordinator.domain.listings import EventLine, PositionLine, SignUpLine
from coordinator.domain.people import Person, is_minor
from coordinator.domain.spans import When, zone_named
from coordinator.domain.venues import Venue

Json = object
"""Anything that the json module writes."""
JsonObject = dict[str, Json]


def person_record(person: Person, today: date) -> JsonObject:
    """A person; `minor` is known to be under 18 today."""
    return {
        "id": person.id,
        "given_name": person.given_name,
        "family_name": person.family_name,
        "preferred_name": person.preferred_name,
        "latin_name": person.latin_name,
        "status": str(person.status),
        "birth_date": _iso(person.birth_date),
        "adult": person.adult,
        "minor": is_minor(person, today),
        "language": person.language,
        "phones": list(person.phones),
        "emails": list(person.emails),
        "address": person.address,
        "notes": person.notes,
        "tags": list(person.tags),
        "rank": person.rank,
        "shield_number": person.shield_number,
        "availability": person.availability,
    }


def venue_record(venue: Venue) -> JsonObject:
    """A venue with its spaces."""
    return {
        "id": venue.id,
        "name": venue.name,
        "address": venue.address,
        "spaces": [{"name": space.name, "capacity": space.capacity} for space in venue.spaces],
    }


def event_record(line: EventLine) -> JsonObject:
    """An event with its positions; `venue` and `space` are names."""
    event = line.event
    return {
        "id": event.id,
        "uid": event.uid,
        "kind": str(event.kind),
        "title": event.title,
        "description": event.description,
        "starts": starts_text(event.when),
        "ends": ends_text(event.when),
        "zone": event.when.zone,
        "all_day": event.when.all_day,
        "venue_id": event.venue_id,
        "venue": line.venue or None,
        "space": line.space or None,
        "place": event.place,
        "status": str(event.status),
        "cancel_reason": event.cancel_reason,
        "public": event.public,
        "source": _source_record(event.source),
        "positions": [position_record(position) for position in line.positions],
    }


def position_record(line: PositionLine) -> JsonObject:
    """A position and how it stands; nobody waits for a place yet."""
    return {
        "id": line.position.id,
        "event_id": line.event_id,
        "role": line.position.role,
        "starts": starts_text(line.when),
        "ends": ends_text(line.when),
        "needed": line.position.needed,
        "maximum": line.position.maximum,
        "confirmed": line.tally.confirmed,
        "offered": line.tally.offered,
        "waitlisted": 0,
        "open": line.tally.openings,
    }


def signup_record(line: SignUpLine) -> JsonObject:
    """A sign-up; `minutes` is the true length of the position's time, null for whole days."""
    span = line.when.span
    minutes = int((span.ends_at - span.starts_at).total_seconds() // 60)
    return {
        "id": line.signup.id,
        "position_id": line.signup.position_id,
        "event_id": line.event_id,
        "event": line.event_title,
        "person_id": line.signup.person_id,
        "person": line.person.full_name,
        "role": line.role,
        "status": str(line.signup.status),
        "source": str(line.signup.source),
        "starts": starts_text(line.when),
        "ends": ends_text(line.when),
        "minutes": None if line.when.all_day else minutes,
        "note": line.signup.note,
        "override_reason": line.signup.override_reason,
    }


def change_record(entry: ChangeEntry, label: str) -> JsonObject:
    """A line of the log with its rows; `label` is the sentence."""
    return {
        "id": entry.id,
        "at": entry.at.isoformat(),
        "by": entry.by,
        "label": label,
        "undone": entry.undone,
        "changes": [_row_record(row) for row in entry.rows],
    }


def starts_text(when: When) -> str:
    """ISO 8601 with the offset of the day; a date for whole days."""
    return when.first_day.isoformat() if when.all_day else _with_offset(when.starts, when.zone)


def ends_text(when: When) -> str:
    """ISO 8601 with the offset of the day; for whole days the last day itself."""
    return when.last_day.isoformat() if when.all_day else _with_offset(when.ends, when.zone)


def _with_offset(wall: datetime, zone: str) -> str:
    return wall.replace(tzinfo=zone_named(zone), fold=0).isoformat()


def _source_record(source: Source | None) -> Json:
    if source is None:
        return None
    return {"name": source.name, "label": source.label, "id": source.external_id, "starts": source.starts}


def _row_record(row: RowChange) -> JsonObject:
    return {"table": row.table, "key": row.key, "before": _content(row.before), "after": _content(row.after)}


def _content(values: Mapping[str, object] | None) -> Json:
    return None if values is None else {name: _plain(value) for name, value in values.items()}


def _plain(value: object) -> Json:
    return _iso(value) if isinstance(value, date) else value


def _iso(value: date | None) -> str | None:
    return None if value is None else value.isoformat()
