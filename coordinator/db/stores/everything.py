"""All records at once, with their ids, versions and instants: out of one database and into an empty one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Table, func, insert, select, true

from coordinator.db.lines import source_of
from coordinator.db.recorder import Recorder
from coordinator.db.stores.events import EventStore, event_values, position_values
from coordinator.db.stores.people import PeopleStore, contact_values, person_values
from coordinator.db.stores.precinct import PrecinctStore
from coordinator.db.stores.roles import RoleStore, role_values
from coordinator.db.stores.signups import SignUpStore, signup_values
from coordinator.db.stores.venues import VenueStore, space_values, venue_values
from coordinator.db.tables.bookkeeping import source
from coordinator.db.tables.calendar import event, position, role, signup
from coordinator.db.tables.people import contact_point, person, person_tag, tag
from coordinator.db.tables.places import space, venue
from coordinator.domain.events import Event, Role, SignUp
from coordinator.domain.people import Person
from coordinator.domain.venues import Venue
from coordinator.domain.wholes import Everything, Kept, SourceLink, Tallied

Row = dict[str, Any]
Record = TypeVar("Record", Venue, Person, Event, SignUp)

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Instants:
    """When a row was made and last changed."""

    created_at: datetime
    changed_at: datetime


class EverythingStore:
    """What only makes sense over all subjects."""

    def __init__(self, connection: Connection, recorder: Recorder, zone: str) -> None:
        self._connection = connection
        self._recorder = recorder
        self._people = PeopleStore(connection, recorder)
        self._events = EventStore(connection, recorder, zone)

    def counts(self) -> Tallied:
        """How many records there are, removed ones too."""
        counted = (select(func.count()).select_from(table) for table in (person, venue, event, signup))
        return Tallied(*(self._connection.execute(each).scalar_one() for each in counted))

    def instants(self, kind: str, ids: Sequence[int]) -> Mapping[int, Instants]:
        """When these rows were made and last changed; `kind` is person, event or signup."""
        table = {"person": person, "event": event, "signup": signup}[kind]
        found: dict[int, Instants] = {}
        for start in range(0, len(ids), _CHUNK):
            found.update(self._instants(table, table.c.id.in_(ids[start : start + _CHUNK])))
        return found

    def get(self) -> Everything:
        """Every record, by id."""
        reasons = self._events.override_reasons()
        return Everything(
            precinct=PrecinctStore(self._connection, self._recorder).get(),
            roles=RoleStore(self._connection, self._recorder).all(removed=True),
            venues=self._kept(venue, VenueStore(self._connection, self._recorder).all(removed=True)),
            people=self._kept(person, self._people.everyone(removed=True)),
            events=self._kept(event, [line.event for line in self._events.all_lines()], reasons),
            signups=self._kept(signup, SignUpStore(self._connection, self._recorder, self._people).all()),
            sources=self._sources(),
        )

    def put(self, everything: Everything) -> None:
        """Write it all, under the same ids, into a database without people, venues and events."""
        precincts = PrecinctStore(self._connection, self._recorder)
        precincts.save(replace(everything.precinct, version=precincts.get().version))
        self._put_roles(everything.roles)
        self._put_venues(everything.venues)
        self._put_people(everything.people)
        self._put_events(everything.events)
        self._recorder.insert_kept(
            signup, [{**signup_values(kept.record), **_row(kept)} for kept in everything.signups]
        )
        self._recorder.insert_many(source, [_source_values(link) for link in everything.sources])

    def _kept(
        self, table: Table, records: Iterable[Record], reasons: Mapping[int, str] | None = None
    ) -> tuple[Kept[Record], ...]:
        instants = self._instants(table, true())
        by_id = {record.id: record for record in records if record.id is not None}
        return tuple(_kept(by_id[key], instants[key], (reasons or {}).get(key, "")) for key in sorted(by_id))

    def _instants(self, table: Table, wanted: ColumnElement[bool]) -> dict[int, Instants]:
        rows = select(table.c.id, table.c.created_at, table.c.updated_at).where(wanted)
        return {key: Instants(created, changed) for key, created, changed in self._connection.execute(rows)}

    def _sources(self) -> tuple[SourceLink, ...]:
        rows = self._connection.execute(select(source).order_by(source.c.id)).mappings()
        return tuple(
            SourceLink(
                row["kind"],
                row["record_id"],
                source_of(row),
            )
            for row in rows
        )

    def _put_roles(self, roles: Sequence[Role]) -> None:
        """The roles every database begins with give way where the file has others."""
        keys = self._connection.execute(select(role.c.id).order_by(role.c.id)).scalars().all()
        stored = self._recorder.rows(role, keys)
        values = {
            one.id: {"id": one.id, **role_values(one), "created_at": self._recorder.at} for one in roles if one.id
        }
        gone = dict.fromkeys(key for key in keys if key not in values)
        other = {key: row for key, row in values.items() if not _is_as(stored.get(key), row)}
        self._recorder.restore(role, {**gone, **other}, stored)

    def _put_venues(self, venues: Sequence[Kept[Venue]]) -> None:
        self._recorder.insert_kept(venue, [{**venue_values(kept.record), **_row(kept)} for kept in venues])
        spaces = [
            {**space_values(kept.id, each), **_part(kept, each.id, each.version)}
            for kept in venues
            for each in kept.record.spaces
        ]
        self._recorder.insert_kept(space, spaces)

    def _put_people(self, people: Sequence[Kept[Person]]) -> None:
        self._recorder.insert_kept(person, [{**person_values(kept.record), **_row(kept)} for kept in people])
        contacts = [
            {"person_id": kept.id, **contact_values(each), **_part(kept, each.id, each.version)}
            for kept in people
            for each in kept.record.contact_points
        ]
        self._recorder.insert_kept(contact_point, contacts)
        tags = self._tag_ids(sorted({name for kept in people for name in kept.record.tags}))
        self._recorder.insert_many(
            person_tag, [{"person_id": kept.id, "tag_id": tags[name]} for kept in people for name in kept.record.tags]
        )

    def _tag_ids(self, names: Sequence[str]) -> Mapping[str, int]:
        known = set(self._connection.execute(select(tag.c.name)).scalars())
        new = [{"name": name} for name in names if name not in known]
        if new:
            self._connection.execute(insert(tag), new)
        return {name: key for key, name in self._connection.execute(select(tag.c.id, tag.c.name))}

    def _put_events(self, events: Sequence[Kept[Event]]) -> None:
        rows = [{**event_values(kept.record), **_row(kept), "override_reason": kept.reason} for kept in events]
        self._recorder.insert_kept(event, rows)
        positions = [
            {**position_values(kept.id, kept.record.when, rank, each), **_part(kept, each.id, each.version)}
            for kept in events
            for rank, each in enumerate(kept.record.positions)
        ]
        self._recorder.insert_kept(position, positions)


def _kept(record: Record, instants: Instants, reason: str) -> Kept[Record]:
    return Kept(record, instants.created_at, instants.changed_at, reason)


def _is_as(stored: Row | None, wanted: Row) -> bool:
    return stored is not None and all(stored[name] == value for name, value in wanted.items() if name != "created_at")


def _row(kept: Kept[Record]) -> Row:
    return {
        "id": kept.id,
        "version": kept.record.version,
        "created_at": kept.created_at,
        "updated_at": kept.changed_at,
    }


def _part(kept: Kept[Record], key: int | None, version: int) -> Row:
    """The parts of a record are as old as it is."""
    assert key is not None
    return {"id": key, "version": version, "created_at": kept.created_at, "updated_at": kept.changed_at}


def _source_values(link: SourceLink) -> Row:
    return {
        "kind": link.kind,
        "record_id": link.record_id,
        "name": link.source.name,
        "label": link.source.label,
        "external_id": link.source.external_id,
        "starts": link.source.starts,
        "original": link.source.original,
    }
