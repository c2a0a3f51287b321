"""Events with their positions, and how the positions stand."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from coordinator.db import search
from coordinator.db.lines import EVENT_COLUMNS, OWN_COLUMNS, POSITION_COLUMNS, line_of, position_of, source_of
from coordinator.db.recorder import Recorder
from coordinator.db.stores.best import Search, Tier, best_ids, matching_count
from coordinator.db.stores.days import LONG, LONG_RUNNING, day_starts_at, time_conditions
from coordinator.db.stores.family import keep_in_step
from coordinator.db.tables.base import possible_key
from coordinator.db.tables.bookkeeping import source
from coordinator.db.tables.calendar import event, position, role, signup
from coordinator.db.tables.places import space, venue
from coordinator.domain.errors import NotFound, Stale
from coordinator.domain.events import (
    HOLDS_A_PLACE,
    Event,
    EventKind,
    EventStatus,
    Position,
    SignupStatus,
    Source,
    Tally,
    position_when,
)
from coordinator.domain.listings import EventLine, EventQuery, PositionLine
from coordinator.domain.spans import Span, When

_CHUNK = 500


# What `line_of` and `position_of` read. The instants stay out: they are derived, and turning each into an aware
# datetime took a fifth of the time of a month.
_SHOWN = [event.c[name] for name in (*OWN_COLUMNS, *EVENT_COLUMNS)]
_SHOWN_POSITION = [position.c[name] for name in POSITION_COLUMNS]


class EventStore:
    """The events of one open database. `zone` is the precinct's: days in questions are its days."""

    def __init__(self, connection: Connection, recorder: Recorder, zone: str) -> None:
        self._connection = connection
        self._recorder = recorder
        self._zone = zone

    def get(self, event_id: int) -> Event:
        """One event, removed ones too; raises NotFound."""
        return self.line(event_id).event

    def line(self, event_id: int) -> EventLine:
        """One event with names and tallies; raises NotFound."""
        found = self._lines(select(event.c.id).where(event.c.id == possible_key(event_id)))
        if not found:
            raise NotFound("no-such-event", id=event_id)
        return found[0]

    def among(self, ids: Sequence[int]) -> tuple[Event, ...]:
        """These events, removed ones too, by start and title; unknown ids are left out."""
        chunks = (ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK))
        return tuple(
            line.event for chunk in chunks for line in self._lines(select(event.c.id).where(event.c.id.in_(chunk)))
        )

    def all_lines(self) -> tuple[EventLine, ...]:
        """Every event, removed ones too, by start and title."""
        return self._lines(select(event.c.id))

    def ids_of_uids(self, uids: Sequence[str]) -> Mapping[str, int]:
        """The events, removed ones too, that have these identities."""
        found: dict[str, int] = {}
        for start in range(0, len(uids), _CHUNK):
            rows = select(event.c.uid, event.c.id).where(event.c.uid.in_(uids[start : start + _CHUNK]))
            found.update((uid, key) for uid, key in self._connection.execute(rows))
        return found

    def override_reasons(self) -> Mapping[int, str]:
        """Why somebody went on in spite of objections, by event, where somebody had to."""
        rows = select(event.c.id, event.c.override_reason).where(event.c.override_reason != "")
        return {row[0]: row[1] for row in self._connection.execute(rows)}

    def override_reason_of(self, event_id: int) -> str:
        """Why somebody went on in spite of an objection to the event, empty when nobody had to."""
        kept = select(event.c.override_reason).where(event.c.id == event_id)
        reason: str = self._connection.execute(kept).scalar_one()
        return reason

    def lines(self, query: EventQuery) -> tuple[EventLine, ...]:
        """The events asked for, by start and title."""
        return self._lines(self.ids_of(query))

    def best(self, text: str, *, now: datetime, limit: int) -> tuple[tuple[EventLine, ...], int]:
        """The first of those with all these words in title, place or description, and how many. Those to come, soonest
        first, then those that are over, latest first; among both, word starts before other hits."""
        words = search.query_words(text, "event")
        total = matching_count(self._connection, "event", words) if words else 0
        if not total or not limit:
            return (), total
        asked = Search(self._connection, "event", event.c.id, words, total)
        ids = best_ids(asked, _upcoming_first(now), limit=limit)
        found = {line.event.id: line for line in self._lines(select(event.c.id).where(event.c.id.in_(ids)))}
        return tuple(found[key] for key in ids), total

    def ids_of(self, query: EventQuery) -> Select[int]:
        """A statement for the ids of the events asked for."""
        return select(event.c.id).where(event.c.deleted_at.is_(None), *self._conditions(query))

    def add(self, new: Event, *, override_reason: str = "") -> int:
        """Add an event with its positions; returns the id."""
        return self.add_many([new], override_reason=override_reason)[0]

    def add_many(self, new: Sequence[Event], *, override_reason: str = "") -> list[int]:
        """Add events in bulk; ids in the same order. `uid` must be set."""
        rows = [{**event_values(one), "override_reason": override_reason} for one in new]
        ids = self._recorder.insert_many(event, rows)
        positions = [
            position_values(key, one.when, place, each)
            for key, one in zip(ids, new, strict=True)
            for place, each in enumerate(one.positions)
        ]
        self._recorder.insert_many(position, positions)
        return ids

    def save(self, wanted: Event, *, override_reason: str = "") -> bool:
        """Save against the version it was read with; raises Stale, NotFound. False when nothing differs."""
        assert wanted.id is not None
        stored = self.get(wanted.id)
        self.refuse_stale(stored, wanted.version)
        keys = [each.id for each in stored.positions if each.id is not None]
        rows = [
            (each.id, position_values(wanted.id, wanted.when, place, each))
            for place, each in enumerate(wanted.positions)
        ]
        parts = keep_in_step(self._recorder, position, keys, rows)
        values = event_values(wanted)
        if override_reason:
            values["override_reason"] = override_reason
        return self._recorder.update(event, wanted.id, values, touch=parts)

    def set_deleted(self, event_id: int, *, deleted: bool, version: int | None = None) -> bool:
        """Remove an event or bring it back."""
        stored = self.get(event_id)
        if version is not None:
            self.refuse_stale(stored, version)
        if (stored.deleted_at is not None) == deleted:
            return False
        return self._recorder.update(event, event_id, {"deleted_at": self._recorder.at if deleted else None})

    def refuse_stale(self, stored: Event, version: int) -> None:
        """Raise Stale when the event moved on from this version."""
        if stored.version != version:
            assert stored.id is not None
            error: Stale = self._recorder.stale(event, stored.id)
            error.theirs = stored
            raise error

    def position_line(self, position_id: int) -> PositionLine:
        """One position; raises NotFound."""
        return next(each for each in self.line_at(position_id).positions if each.position.id == position_id)

    def line_at(self, position_id: int) -> EventLine:
        """The event a position belongs to, with names and tallies; raises NotFound."""
        event_id = self._connection.execute(
            select(position.c.event_id).where(position.c.id == possible_key(position_id))
        ).scalar()
        if event_id is None:
            raise NotFound("no-such-position", id=position_id)
        return self.line(event_id)

    def clashing_in_space(self, span: Span, *, space_id: int, but_not: int | None) -> tuple[EventLine, ...]:
        """Events in this space at this time."""
        wanted = select(event.c.id).where(
            event.c.space_id == space_id,
            event.c.starts_at < span.ends_at,
            event.c.ends_at > span.starts_at,
            event.c.deleted_at.is_(None),
            event.c.status != EventStatus.CANCELLED,
            event.c.all_day.is_(False),
        )
        return self._lines(wanted if but_not is None else wanted.where(event.c.id != but_not))

    def first_and_last_day(self, ids: Select[int]) -> tuple[date, date] | None:
        """From the day the first of these events starts to the day the last of them starts."""
        ends = select(func.min(event.c.starts_local), func.max(event.c.starts_local)).where(event.c.id.in_(ids))
        first, last = self._connection.execute(ends).one()
        return None if first is None else (first.date(), last.date())

    def count_in_space(self, space_id: int) -> int:
        """How many events are in this space, past, cancelled and removed ones too."""
        rows = select(func.count()).select_from(event).where(event.c.space_id == space_id)
        return self._connection.execute(rows).scalar_one()

    def starting_with_title(self, title: str, starts_at: datetime, *, but_not: int | None) -> tuple[EventLine, ...]:
        """Events of the same title that start at the same instant."""
        wanted = select(event.c.id).where(
            event.c.title == title,
            event.c.starts_at == starts_at,
            event.c.deleted_at.is_(None),
            event.c.status != EventStatus.CANCELLED,
        )
        return self._lines(wanted if but_not is None else wanted.where(event.c.id != but_not))

    def counts_by_kind_and_venue(self, query: EventQuery) -> tuple[Mapping[EventKind, int], Mapping[int | None, int]]:
        """How many events of each kind and at each venue."""
        ids = self.ids_of(query)
        counted = select(event.c.kind, event.c.venue_id, func.count()).where(event.c.id.in_(ids))
        kinds: dict[EventKind, int] = {}
        venues: dict[int | None, int] = {}
        for kind, venue_id, count in self._connection.execute(counted.group_by(event.c.kind, event.c.venue_id)):
            kinds[EventKind(kind)] = kinds.get(EventKind(kind), 0) + count
            venues[venue_id] = venues.get(venue_id, 0) + count
        return kinds, venues

    def counts_at(self, venue_ids: Sequence[int], first: date, last: date) -> Mapping[int, int]:
        """How many events that were not called off start on these days, both included, by venue."""
        counted = select(event.c.venue_id, func.count()).where(
            event.c.venue_id.in_(venue_ids),
            event.c.starts_at >= day_starts_at(first, self._zone),
            event.c.starts_at < day_starts_at(last + timedelta(days=1), self._zone),
            event.c.deleted_at.is_(None),
            event.c.status != EventStatus.CANCELLED,
        )
        return {row[0]: row[1] for row in self._connection.execute(counted.group_by(event.c.venue_id))}

    def _conditions(self, query: EventQuery) -> list[ColumnElement[bool]]:
        conditions = time_conditions(query.first, query.last, self._zone)
        if query.kinds is not None:
            conditions.append(event.c.kind.in_([str(kind) for kind in query.kinds]))
        if query.venue_ids is not None:
            conditions.append(_at_venues(query.venue_ids))
        if query.status is not None:
            conditions.append(event.c.status == query.status)
        if not query.include_cancelled:
            conditions.append(event.c.status != EventStatus.CANCELLED)
        if query.event_ids is not None:
            conditions.append(event.c.id.in_(map(possible_key, query.event_ids)))
        if query.person_id is not None:
            conditions.append(event.c.id.in_(_events_of(query.person_id)))
        words = search.query_words(query.text, "event")
        if words:
            conditions.append(self._text_condition(words))
        return conditions

    def _text_condition(self, words: Sequence[str]) -> ColumnElement[bool]:
        at = event.c.venue_id.in_(search.matching_ids(self._connection, "venue", words))
        return or_(event.c.id.in_(search.matching_ids(self._connection, "event", words)), at)

    def _lines(self, ids: Select[int]) -> tuple[EventLine, ...]:
        rows = (
            select(*_SHOWN, venue.c.name.label("venue_name"), space.c.name.label("space_name"))
            .outerjoin(venue, venue.c.id == event.c.venue_id)
            .outerjoin(space, space.c.id == event.c.space_id)
            .where(event.c.id.in_(ids))
            .order_by(event.c.starts_at, event.c.title, event.c.id)
        )
        found = self._connection.execute(rows).mappings().all()
        positions = self._positions(ids)
        sources = self._sources([row["id"] for row in found])
        return tuple(line_of(row, positions.get(row["id"], ()), sources.get(row["id"])) for row in found)

    def _positions(self, ids: Select[int]) -> dict[int, list[tuple[Position, Tally]]]:
        rows = (
            select(*_SHOWN_POSITION, role.c.name.label("role_name"))
            .join(role, role.c.id == position.c.role_id)
            .where(position.c.event_id.in_(ids))
            .order_by(position.c.event_id, position.c.rank, position.c.id)
        )
        tallies = self._held(ids)
        found: dict[int, list[tuple[Position, Tally]]] = {}
        for row in self._connection.execute(rows).mappings():
            confirmed, offered = tallies.get(row["id"], (0, 0))
            tally = Tally(row["needed"], row["maximum"], confirmed, offered)
            found.setdefault(row["event_id"], []).append((position_of(row), tally))
        return found

    def _held(self, ids: Select[int]) -> dict[int, tuple[int, int]]:
        rows = (
            select(signup.c.position_id, signup.c.status, func.count())
            .join(position, position.c.id == signup.c.position_id)
            .where(position.c.event_id.in_(ids), signup.c.status.in_(HOLDS_A_PLACE))
            .group_by(signup.c.position_id, signup.c.status)
        )
        found: dict[int, tuple[int, int]] = {}
        for key, status, count in self._connection.execute(rows):
            confirmed, offered = found.get(key, (0, 0))
            found[key] = (count, offered) if status == SignupStatus.CONFIRMED else (confirmed, count)
        return found

    def _sources(self, ids: Sequence[int]) -> dict[int, Source]:
        found: dict[int, Source] = {}
        for start in range(0, len(ids), _CHUNK):
            chunk = ids[start : start + _CHUNK]
            rows = select(source).where(source.c.kind == "event", source.c.record_id.in_(chunk)).order_by(source.c.id)
            for row in self._connection.execute(rows).mappings():
                found[row["record_id"]] = source_of(row)
        return found


def _upcoming_first(now: datetime) -> tuple[Tier, Tier]:
    """What is going on for more than two days, and what began later or is to come; then what is over."""
    kept = event.c.deleted_at.is_(None)
    lately = now - LONG
    long = select(event.c.id).where(LONG_RUNNING, event.c.ends_at > now)
    running = and_(kept, event.c.id.in_(long), event.c.starts_at <= lately)
    to_come = and_(kept, event.c.starts_at > lately, event.c.ends_at > now)
    over = and_(kept, event.c.starts_at <= now, event.c.ends_at <= now)
    return Tier((running, to_come), event.c.starts_at), Tier((over,), event.c.starts_at, descending=True)


def _at_venues(venue_ids: Iterable[int | None]) -> ColumnElement[bool]:
    wanted = set(venue_ids)
    known = [possible_key(key) for key in wanted if key is not None]
    named = event.c.venue_id.in_(known)
    return or_(named, event.c.venue_id.is_(None)) if None in wanted else named


def _events_of(person_id: int) -> Select[int]:
    held = select(position.c.event_id).join(signup, signup.c.position_id == position.c.id)
    return held.where(signup.c.person_id == possible_key(person_id), signup.c.status.in_(HOLDS_A_PLACE))


def event_values(one: Event) -> dict[str, Any]:
    """The columns of an event, its positions and the reason to go on aside; instants are reckoned anew."""
    span = one.when.span
    own = {name: getattr(one, name) for name in OWN_COLUMNS}
    return {
        **own,
        "kind": str(one.kind),
        "status": str(one.status),
        "all_day": one.when.all_day,
        "starts_local": one.when.starts,
        "ends_local": one.when.ends,
        "zone": one.when.zone,
        "starts_at": span.starts_at,
        "ends_at": span.ends_at,
        "long_running": one.when.length > LONG,
    }


def position_values(event_id: int, event_when: When, rank: int, one: Position) -> dict[str, Any]:
    """The columns of a position; instants are reckoned anew."""
    span = position_when(event_when, one).span
    return {
        "event_id": event_id,
        "role_id": one.role_id,
        "rank": rank,
        "starts_local": one.starts,
        "ends_local": one.ends,
        "starts_at": span.starts_at,
        "ends_at": span.ends_at,
        "needed": one.needed,
        "maximum": one.maximum,
        "notes": one.notes,
    }
