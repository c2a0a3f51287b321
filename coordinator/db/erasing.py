"""Erasing a person for good: the rows, what the log and its texts say of them, and what lies in freed pages."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Engine,
    Select,
    delete,
    false,
    func,
    literal,
    or_,
    select,
    text,
    union,
    update,
)
from sqlalchemy.exc import DBAPIError

from coordinator.db import searchindex
from coordinator.db.engine import READS
from coordinator.db.files import DRIVER_ERROR
from coordinator.db.history import ever_of, kept_value
from coordinator.db.recorder import NO_SCHEMA, Recorder
from coordinator.db.rowtext import facts_of, facts_text
from coordinator.db.tables.base import logged_table
from coordinator.db.tables.bookkeeping import duplicate_decision, source
from coordinator.db.tables.calendar import event, position, signup
from coordinator.db.tables.log import change, change_set
from coordinator.db.tables.people import contact_point, person, person_tag, tag
from coordinator.db.tables.places import space, venue
from coordinator.domain.changes import Label
from coordinator.domain.erasures import IN_ITS_PLACE, Mention, Traces, names_of, traces_of
from coordinator.domain.folding import digits_of
from coordinator.domain.people import ContactKind, ContactPoint, Person
from coordinator.domain.problems import Fact

ABOUT_ERASED = Label("about-erased")
"""What is left of the name of a change that was about nobody else."""

_CHUNK = 500
_SCRUBBING = 1  # SQLite's user_version while freed pages may still hold what was erased

_BELONGING: tuple[Column[Any], ...] = (signup.c.person_id, contact_point.c.person_id, person_tag.c.person_id)
_FULL_NAME: ColumnElement[Any] = person.c.given_name + " " + person.c.family_name
_SCRUBBED_TABLES = (
    *("person", "contact_point", "person_tag", "signup", "source", "duplicate_decision", "tag"),
    *("change", "change_set", "search_entry"),
)
_TEXTS: tuple[tuple[Column[Any], Column[Any], ColumnElement[Any]], ...] = (
    # what holds the text, the record people know it by, and that record's name
    (event.c.title, event.c.id, event.c.title),
    (event.c.description, event.c.id, event.c.title),
    (event.c.place, event.c.id, event.c.title),
    (event.c.cancel_reason, event.c.id, event.c.title),
    (event.c.override_reason, event.c.id, event.c.title),
    (position.c.notes, event.c.id, event.c.title),
    (signup.c.note, event.c.id, event.c.title),
    (signup.c.override_reason, event.c.id, event.c.title),
    (venue.c.name, venue.c.id, venue.c.name),
    (venue.c.access_notes, venue.c.id, venue.c.name),
    (venue.c.address, venue.c.id, venue.c.name),
    (space.c.notes, venue.c.id, venue.c.name),
    (person.c.notes, person.c.id, _FULL_NAME),
    (person.c.availability, person.c.id, _FULL_NAME),
)
_OWN_NAMES = {
    "person": frozenset({"given_name", "family_name", "preferred_name", "latin_name", "sort_key"}),
    "contact_point": frozenset({"value", "match_key"}),
}


class Eraser:
    """What one database holds of one person."""

    def __init__(self, connection: Connection, person_id: int) -> None:
        self._connection = connection
        self._person_id = person_id
        self._on_server = connection.dialect.name == "postgresql"

    def lines(self) -> int:
        """How many lines of the log are about the person."""
        return sum(
            self._connection.execute(
                select(func.count()).select_from(change).where(change.c.table_name == name, change.c.key.in_(keys))
            ).scalar_one()
            for name, keys in self._keys().items()
        )

    def mentions(self, traces: Traces) -> tuple[Mention, ...]:
        """The texts of other records that name the person, each record once."""
        pattern = traces.pattern()
        if pattern is None:
            return ()
        found: dict[tuple[str, int], Mention] = {}
        for column, key, name in _TEXTS:
            for row in self._connection.execute(self._holding(column, key, name, traces)):
                if pattern.search(row.written):
                    found.setdefault((key.table.name, row.key), Mention(key.table.name, row.key, row.name))
        return tuple(found.values())

    def traces(self, stored: Person) -> Traces:
        """By what the person is known, as the card stands and as the log has it."""
        return traces_of((stored, *self._earlier()))

    def own_traces(self, traces: Traces) -> Traces:
        """Those of them that are nobody else's: a child may have the parent's number, and names come twice."""
        names = (person.c.rank, person.c.given_name, person.c.family_name, person.c.preferred_name, person.c.latin_name)
        others = self._connection.execute(select(*names).where(person.c.id != self._person_id))
        known = [
            name
            for rank, given, family, preferred, latin in others
            for name in names_of(Person(given, family, preferred, latin, rank=rank))
        ]
        reached = select(contact_point.c.value).where(contact_point.c.person_id != self._person_id)
        values = self._connection.execute(reached).scalars().all()
        return traces.without([*known, *values], map(digits_of, values))

    def erase(self, recorder: Recorder, stored: Person) -> None:
        """Delete the rows and everything the log says of them; texts of the log lose the name."""
        traces = self.traces(stored)
        keys = self._keys()
        about = self._sets_about(keys)
        for name, ids in keys.items():
            for chunk in _chunks(ids):
                gone = delete(change).where(change.c.table_name == name, change.c.key.in_(chunk))
                self._connection.execute(gone)
        self._rename(about, traces)
        for name, ids in keys.items():
            recorder.erase(logged_table(name), ids)
        self._forget_decisions()
        own = self.own_traces(traces)
        self._scrub_labels(own, about)
        self._scrub_lines(own)
        self._forget_tags(traces)

    # --- what is the person's

    def _keys(self) -> dict[str, list[int]]:
        """The ids of the person's rows by table, those that only the log still has too; what points comes first."""
        owner = select(literal(self._person_id))
        found = {
            column.table.name: self._ids(ever_of(column, owner, on_server=self._on_server)) for column in _BELONGING
        }
        found["source"] = self._ids(self._sources())
        found["person"] = [self._person_id]
        return found

    def _sources(self) -> Any:
        there = select(source.c.id).where(source.c.kind == "person", source.c.record_id == self._person_id)
        gone = select(change.c.key).where(change.c.table_name == "source", change.c.after.is_(None))
        kept = kept_value(on_server=self._on_server)
        whose = (kept["kind"].as_string() == "person", kept["record_id"].as_integer() == self._person_id)
        return union(there, gone.where(*whose))

    def _ids(self, wanted: Any) -> list[int]:
        return sorted(set(self._connection.execute(wanted).scalars()))

    def _earlier(self) -> Iterator[Person]:
        """The cards and contact points that the log still has."""
        for name, ids in self._keys().items():
            if name in ("person", "contact_point"):
                for row in self._written(name, ids):
                    yield _person_of(row) if name == "person" else _with_contact(row)

    def _written(self, name: str, ids: Sequence[int]) -> Iterator[Mapping[str, Any]]:
        for chunk in _chunks(ids):
            lines = select(change.c.before, change.c.after).where(change.c.table_name == name, change.c.key.in_(chunk))
            for before, after in self._connection.execute(lines):
                yield from (row for row in map(_read, (before, after)) if row)

    def _sets_about(self, keys: Mapping[str, Sequence[int]]) -> list[int]:
        found: set[int] = set()
        for name, ids in keys.items():
            for chunk in _chunks(ids):
                lines = select(change.c.change_set_id).where(change.c.table_name == name, change.c.key.in_(chunk))
                found.update(self._connection.execute(lines).scalars())
        return sorted(found)

    def _forget_decisions(self) -> None:
        decided = (duplicate_decision.c.kind == "person", duplicate_decision.c.record_id == self._person_id)
        self._connection.execute(delete(duplicate_decision).where(*decided))

    def _forget_tags(self, traces: Traces) -> None:
        """A tag with the name in it goes when nobody carries it."""
        pattern = traces.pattern()
        unused = select(tag.c.id, tag.c.name).where(tag.c.id.not_in(select(person_tag.c.tag_id)))
        for key, name in self._connection.execute(unused).all():
            if pattern is not None and pattern.search(name):
                self._connection.execute(delete(tag).where(tag.c.id == key))

    # --- texts

    def _rename(self, sets: Sequence[int], traces: Traces) -> None:
        """Changes that were about the person lose the name; those about nobody else are no steps any more."""
        pattern = traces.pattern()
        for chunk in _chunks(sets):
            full = set(
                self._connection.execute(
                    select(change.c.change_set_id).where(change.c.change_set_id.in_(chunk)).distinct()
                ).scalars()
            )
            rows = select(change_set.c.id, change_set.c.kind, change_set.c.label_facts)
            for key, kind, facts in self._connection.execute(rows.where(change_set.c.id.in_(chunk))).all():
                if key in full or kind == "start":
                    self._say(key, facts, pattern)
                else:
                    self._silence(key)

    def _silence(self, key: int) -> None:
        values = {"label_code": ABOUT_ERASED.code, "label_facts": facts_text({}), "schema_revision": NO_SCHEMA}
        self._connection.execute(update(change_set).where(change_set.c.id == key).values(values))

    def _say(self, key: int, written: str, pattern: re.Pattern[str] | None) -> None:
        facts = facts_of(written)
        scrubbed = {name: _scrubbed_fact(fact, pattern) for name, fact in facts.items()}
        if scrubbed != facts:
            values = {"label_facts": facts_text(scrubbed)}
            self._connection.execute(update(change_set).where(change_set.c.id == key).values(values))

    def _scrub_labels(self, traces: Traces, about: Sequence[int]) -> None:
        pattern = traces.pattern()
        known = set(about)
        rows = select(change_set.c.id, change_set.c.label_facts).where(_like(change_set.c.label_facts, traces))
        for key, written in self._connection.execute(rows).all():
            if key not in known:
                self._say(key, written, pattern)

    def _scrub_lines(self, traces: Traces) -> None:
        """Lines of other rows lose the name where the row itself does not say it any more."""
        pattern = traces.pattern()
        if pattern is None:
            return
        held = or_(_like(change.c.before, traces), _like(change.c.after, traces))
        lines = select(change.c.table_name, change.c.key, change.c.before, change.c.after).where(held)
        rows = {
            (line.table_name, line.key)
            for line in self._connection.execute(lines)
            if any(written and pattern.search(_plain(written)) for written in (line.before, line.after))
        }
        for name, key in sorted(rows):
            self._scrub_row(name, key, pattern)

    def _scrub_row(self, name: str, key: int, pattern: re.Pattern[str]) -> None:
        table = logged_table(name)
        row = self._connection.execute(select(table).where(table.c.id == key)).mappings().first()
        spared = _OWN_NAMES.get(name, frozenset()) | {
            column for column, value in (row or {}).items() if isinstance(value, str) and pattern.search(value)
        }
        lines = select(change.c.id, change.c.before, change.c.after)
        of_row = lines.where(change.c.table_name == name, change.c.key == key)
        for line_id, before, after in self._connection.execute(of_row).all():
            scrubbed = {
                "before": _scrubbed_row(before, pattern, spared),
                "after": _scrubbed_row(after, pattern, spared),
            }
            if scrubbed != {"before": before, "after": after}:
                self._connection.execute(update(change).where(change.c.id == line_id).values(scrubbed))

    def _holding(self, column: Column[Any], key: Column[Any], name: ColumnElement[Any], traces: Traces) -> Select[Any]:
        rows = select(key.label("key"), name.label("name"), column.label("written"))
        if column.table is signup:
            rows = rows.join_from(signup, position, position.c.id == signup.c.position_id)
            rows = rows.join(event, event.c.id == position.c.event_id).where(signup.c.person_id != self._person_id)
        elif column.table is position:
            rows = rows.join_from(position, event, event.c.id == position.c.event_id)
        elif column.table is space:
            rows = rows.join_from(space, venue, venue.c.id == space.c.venue_id)
        elif column.table is person:
            rows = rows.where(person.c.id != self._person_id)
        return rows.where(_like(column, traces)).order_by(key)


def begin_scrubbing(connection: Connection) -> None:
    """Note, in the same transaction, that freed pages are still to be cleared; bring the search index into one piece,
    in which nothing of what was deleted is left."""
    if connection.dialect.name == "sqlite":
        searchindex.optimise(connection)
        connection.exec_driver_sql(f"PRAGMA user_version={_SCRUBBING}")


def scrubbing_is_due(connection: Connection) -> bool:
    """If freed pages of this file may still hold what was erased."""
    if connection.dialect.name != "sqlite":
        return False
    return bool(connection.exec_driver_sql("PRAGMA user_version").scalar() == _SCRUBBING)


def scrub_freed(engine: Engine) -> bool:
    """Clear what was freed: the file is written anew and its log emptied. On a server dead rows are given up to be
    overwritten. False when others keep the old pages in use, or there is no room: then it is still due."""
    try:
        return _vacuum_server(engine) if engine.dialect.name == "postgresql" else _vacuum_file(engine)
    except DBAPIError:
        return False


def _vacuum_file(engine: Engine) -> bool:
    pooled = engine.raw_connection()
    try:
        pooled.info[READS] = False
        cursor = pooled.cursor()
        cursor.execute("PRAGMA query_only=OFF")
        try:
            cursor.execute("VACUUM")
            busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            if not busy:
                cursor.execute("PRAGMA user_version=0")
        except DRIVER_ERROR:
            return False
        return not busy
    finally:
        pooled.close()


def _vacuum_server(engine: Engine) -> bool:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for name in _SCRUBBED_TABLES:
            connection.execute(text(f"VACUUM {name}"))
    return True


def _like(column: ColumnElement[Any], traces: Traces) -> ColumnElement[bool]:
    """A first choice of the texts that may hold one of the traces; SQLite knows the two cases of ASCII only."""
    return or_(false(), *(column.contains(needle, autoescape=True) for needle in traces.needles()))


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK))


def _read(written: str | None) -> Mapping[str, Any] | None:
    found: Mapping[str, Any] | None = None if written is None else json.loads(written)
    return found


def _person_of(row: Mapping[str, Any]) -> Person:
    names = ("given_name", "family_name", "preferred_name", "latin_name", "rank")
    return Person(**{name: row.get(name, "") for name in names})


def _with_contact(row: Mapping[str, Any]) -> Person:
    return Person(contact_points=(ContactPoint(ContactKind(row["kind"]), row["value"]),))


def _plain(written: str) -> str:
    return "\n".join(value for value in json.loads(written).values() if isinstance(value, str))


def _scrubbed_fact(fact: Fact, pattern: re.Pattern[str] | None) -> Fact:
    if pattern is None:
        return fact
    if isinstance(fact, tuple):
        return tuple(pattern.sub(IN_ITS_PLACE, one) for one in fact)
    return pattern.sub(IN_ITS_PLACE, fact) if isinstance(fact, str) else fact


def _scrubbed_row(written: str | None, pattern: re.Pattern[str], spared: Iterable[str]) -> str | None:
    row = _read(written)
    if row is None:
        return None
    scrubbed = {
        name: pattern.sub(IN_ITS_PLACE, value) if isinstance(value, str) and name not in spared else value
        for name, value in row.items()
    }
    return written if scrubbed == row else json.dumps(scrubbed, sort_keys=True, ensure_ascii=False)
