"""The only writer of logged tables: every row that changes leaves its before and after in the same transaction."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import repeat
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Insert,
    Table,
    Text,
    UniqueConstraint,
    bindparam,
    cast,
    delete,
    func,
    insert,
    literal,
    select,
    text,
    update,
)
from sqlalchemy.sql.dml import ReturningInsert

from coordinator.db import search
from coordinator.db.bulk import MANY, Columns, columns_of, write_logged, write_rows
from coordinator.db.files import SCHEMA_REVISION
from coordinator.db.rowtext import facts_text, row_of, row_text, row_texts
from coordinator.db.tables.base import DERIVED, logged_table
from coordinator.db.tables.log import change, change_set
from coordinator.domain.changes import Changes, Label
from coordinator.domain.errors import Stale
from coordinator.domain.problems import Problem

Row = dict[str, Any]

_FLUSH_AT = 5_000
_CHUNK = 500
_BOOKKEEPING_OF_A_ROW = frozenset({"version", "updated_at", "created_at"})
_LINE_COLUMNS = ("change_set_id", "table_name", "key", "row_version", "before", "after")
_PARKED = "\x1f"  # begins a name that nobody can type, held by a row for an instant while two exchange theirs
CHANNEL = "coordinator"
TOLD_ROW_BY_ROW = 2_000  # rows of one change; what touched more is told by its tables
NO_SCHEMA = ""  # of a change that cannot be taken back: no schema has its rows
_ORDER_LOCK = 0x436F6F72  # advisory lock: ids of change sets become visible in the order of their commits


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes, on which PC, and when; `token` names the change, so that it is never done twice."""

    actor: str
    pc: str
    at: datetime
    token: str | None = None


class Recorder:
    """Writes rows and the log of them for one transaction."""

    def __init__(self, connection: Connection, author: Author) -> None:
        self._connection = connection
        self._author = author
        self._pending: list[Row] = []
        self._set_id: int | None = None
        self._touched: dict[str, set[int]] = {}
        self._wholly: set[str] = set()
        self._owners: dict[str, set[int]] = {}

    @property
    def at(self) -> datetime:
        """The instant every row of this change carries."""
        return self._author.at

    def insert(self, table: Table, values: Mapping[str, Any]) -> int:
        """Add one row and return its id."""
        stamp = {"version": 1, "created_at": self.at, "updated_at": self.at}
        row = self._complete(table, {**values, **stamp})
        del row["id"]
        row["id"] = key = self._inserted(insert(table), row)
        self._note(table, None, row)
        return key

    def insert_many(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> list[int]:
        """Add rows in one statement and return their ids in the same order."""
        if not rows:
            return []
        stamp = {"version": 1, "created_at": self.at, "updated_at": self.at}
        ids = self._fresh_ids(table, len(rows))
        if len(rows) >= MANY:
            columns = columns_of(table, rows, _default)
            stamped = {name: [value] * len(rows) for name, value in stamp.items()}
            self._insert_columns(table, {**columns, **stamped, "id": ids})
            return ids
        full = [self._complete(table, {**row, **stamp, "id": key}) for key, row in zip(ids, rows, strict=True)]
        self._connection.execute(insert(table), full)
        for row in full:
            self._note(table, None, row)
        return ids

    def insert_kept(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Add rows that bring their ids, versions and instants along; new ones are numbered after them."""
        for start in range(0, len(rows), _FLUSH_AT):
            self._insert_columns(table, columns_of(table, rows[start : start + _FLUSH_AT], _default))
        if rows and self._connection.dialect.name == "postgresql":  # SQLite looks at the highest by itself
            sequence = func.pg_get_serial_sequence(table.name, "id")
            top = max(row["id"] for row in rows)
            self._connection.execute(select(func.setval(sequence, func.greatest(top, func.nextval(sequence)))))

    def update(self, table: Table, key: int, values: Mapping[str, Any], *, touch: bool = False) -> bool:
        """Change one row; False and nothing written when nothing differs (unless `touch` asks for a new version)."""
        before = self.row(table, key)
        if before is None:
            raise self.stale(table, key)
        if not touch and all(before[name] == value for name, value in values.items()):
            return False
        self._replace(table, before, {**before, **values})
        return True

    def delete(self, table: Table, key: int) -> None:
        """Delete one row."""
        before = self.row(table, key)
        if before is None:
            raise self.stale(table, key)
        done = self._connection.execute(delete(table).where(table.c.id == key, table.c.version == before["version"]))
        if done.rowcount != 1:
            raise self.stale(table, key)
        self._note(table, before, None)

    def erase(self, table: Table, keys: Sequence[int]) -> None:
        """Delete rows for good: the log keeps that they are gone, and nothing of what they were."""
        stored = self.rows(table, keys)
        for chunk in _chunks(list(stored)):
            self._connection.execute(delete(table).where(table.c.id.in_(chunk)))
        for row in stored.values():
            self._enter(table, row, before=None, after=None)

    def update_all(self, table: Table, wanted: Sequence[tuple[int, Mapping[str, Any]]]) -> bool:
        """Change those of these rows that differ; False when none does. Two may exchange what must be unique."""
        stored = self.rows(table, [key for key, _values in wanted])
        pairs = []
        for key, values in wanted:
            if key not in stored:
                raise self.stale(table, key)
            if any(stored[key][name] != value for name, value in values.items()):
                pairs.append((stored[key], {**stored[key], **values}))
        self._replace_all(table, pairs)
        return bool(pairs)

    def restore(self, table: Table, wanted: Mapping[int, Mapping[str, Any] | None], stored: Mapping[int, Row]) -> None:
        """Put rows of one table back as they were in the log: changed, added again under their ids, or deleted (None).

        `stored` are the rows as they stand.
        """
        gone = [key for key, row in wanted.items() if row is None]
        changed = [(stored[key], {**stored[key], **row}) for key, row in wanted.items() if row and key in stored]
        again = [row for key, row in wanted.items() if row and key not in stored]
        self._delete_all(table, [stored[key] for key in gone if key in stored])
        self._replace_all(table, changed)
        self._insert_again(table, again)

    def rows(self, table: Table, keys: Sequence[int]) -> dict[int, Row]:
        """The rows as they stand, by id; those that are not there are left out."""
        found: dict[int, Row] = {}
        for chunk in _chunks(keys):
            rows = self._connection.execute(select(table).where(table.c.id.in_(chunk))).mappings()
            found.update((row["id"], dict(row)) for row in rows)
        return found

    def row(self, table: Table, key: int) -> Row | None:
        """The row as it stands."""
        found = self._connection.execute(select(table).where(table.c.id == key)).mappings().first()
        return None if found is None else dict(found)

    def touch(self, table: Table, key: int) -> None:
        """Give a row a new version because something that belongs to it changed."""
        self.update(table, key, {}, touch=True)

    def stale(self, table: Table, key: int) -> Stale:
        """The error for a row that somebody else changed or deleted, with who and when."""
        last = select(change_set.c.actor, change_set.c.at, change_set.c.pc).join(
            change, change.c.change_set_id == change_set.c.id
        )
        last = last.where(change.c.table_name == table.name, change.c.key == key).order_by(change.c.id.desc())
        found = self._connection.execute(last.limit(1)).first()
        by, at, pc = (found.actor, found.at, found.pc) if found else ("", None, "")
        return Stale(table=table.name, record_id=key, by=by, at=at, pc=pc, theirs=None)

    @property
    def wrote_anything(self) -> bool:
        """If any row was touched."""
        return bool(self._touched or self._wholly)

    def finish(
        self,
        label: Label,
        *,
        kind: str = "do",
        target_id: int | None = None,
        record_id: int | None = None,
        warnings: Iterable[Problem] = (),
        undoable: bool = True,
    ) -> Changes:
        """Write the change set and what is left of its rows, bring the search index up, and say what was touched."""
        warned = tuple(warnings)
        if not self.wrote_anything:
            return Changes(None, label, record_id=record_id, warnings=warned)
        said = {"label_code": label.code, "label_facts": facts_text(label.facts), "kind": kind, "target_id": target_id}
        self._write_set(said)
        if not undoable:
            final = update(change_set).where(change_set.c.id == self._set_id).values(schema_revision=NO_SCHEMA)
            self._connection.execute(final)
        search.reindex(self._connection, self._owners)
        touched = {name: frozenset(keys) for name, keys in self._touched.items()}
        return Changes(self._set_id, label, touched, record_id, warned, frozenset(self._wholly))

    def _insert_columns(self, table: Table, columns: Columns) -> None:
        """Add many rows, and their lines of the log behind those that wait to be written."""
        write_logged(self._connection, table, columns)
        self._flush()
        keys = columns["id"]
        self._touch(table.name, keys)
        for kind, owners in search.owners_in(table.name, columns):
            self._owners.setdefault(kind, set()).update(owners)
        texts = row_texts(columns)
        lines = zip(repeat(self._set_id), repeat(table.name), keys, columns["version"], repeat(None), texts)
        write_rows(self._connection, change.name, _LINE_COLUMNS, lines)

    def _touch(self, table_name: str, keys: Iterable[int]) -> None:
        if table_name in self._wholly:
            return
        known = self._touched.setdefault(table_name, set())
        known.update(keys)
        if len(known) > TOLD_ROW_BY_ROW:
            del self._touched[table_name]
            self._wholly.add(table_name)

    def _delete_all(self, table: Table, rows: Sequence[Row]) -> None:
        for chunk in _chunks(rows):
            done = self._connection.execute(delete(table).where(table.c.id.in_([row["id"] for row in chunk])))
            if done.rowcount != len(chunk):
                raise self.stale(table, chunk[0]["id"])
        for row in rows:
            self._note(table, row, None)

    def _insert_again(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        versions = self._last_versions(table, [row["id"] for row in rows])
        for chunk in _chunks(rows):
            full = [
                self._complete(table, {**row, "updated_at": self.at, "version": versions[row["id"]] + 1})
                for row in chunk
            ]
            self._connection.execute(insert(table), full)
            for row in full:
                self._note(table, None, row)

    def _replace_all(self, table: Table, pairs: Sequence[tuple[Row, Row]]) -> None:
        self._park(table, pairs)
        for before, after in pairs:
            self._replace(table, before, after)

    def _park(self, table: Table, pairs: Sequence[tuple[Row, Row]]) -> None:
        """Free the unique names of rows that are about to get others, so that none meets one that is on its way."""
        name = _unique_name(table)
        if name is None or len(pairs) < 2:
            return
        moving = [before["id"] for before, after in pairs if before[name.name] != after[name.name]]
        for chunk in _chunks(moving):
            parked = update(table).where(table.c.id.in_(chunk))
            self._connection.execute(parked.values({name.name: literal(_PARKED) + cast(table.c.id, Text)}))

    def _replace(self, table: Table, before: Row, after: Row) -> None:
        after = {**after, "version": before["version"] + 1, "updated_at": self.at}
        same_version = (table.c.id == before["id"]) & (table.c.version == before["version"])
        done = self._connection.execute(update(table).where(same_version).values(after))
        if done.rowcount != 1:
            raise self.stale(table, before["id"])
        self._note(table, before, after)

    def _note(self, table: Table, before: Row | None, after: Row | None) -> None:
        row = after or before
        assert row is not None
        self._enter(table, row, before=before, after=after)

    def _enter(self, table: Table, row: Row, *, before: Row | None, after: Row | None) -> None:
        self._touch(table.name, (row["id"],))
        for kind, key in search.owners_of(table.name, row):
            self._owners.setdefault(kind, set()).add(key)
        self._pending.append(
            {
                "table_name": table.name,
                "key": row["id"],
                "row_version": row["version"],
                "before": None if before is None else row_text(before),
                "after": None if after is None else row_text(after),
            }
        )
        if len(self._pending) >= _FLUSH_AT:
            self._flush()

    def _flush(self) -> None:
        if self._set_id is None:
            self._set_id = self._open_set({"label_code": "", "label_facts": "{}", "kind": "do"})
        if self._pending:
            rows = [{**row, "change_set_id": self._set_id} for row in self._pending]
            self._connection.execute(insert(change), rows)
            self._pending.clear()

    def _open_set(self, said: Row) -> int:
        values = {
            "at": self.at,
            "actor": self._author.actor,
            "pc": self._author.pc,
            "schema_revision": SCHEMA_REVISION,
            "token": self._author.token,
            "target_id": None,
            **said,
        }
        if self._connection.dialect.name == "postgresql":
            return int(self._connection.execute(_SET_ON_SERVER, values).scalar_one())
        return self._inserted(insert(change_set), values)

    def _inserted(self, into: Insert, row: Row) -> int:
        key = self._connection.execute(into, row).inserted_primary_key
        assert key is not None
        return int(key[0])

    def _write_set(self, said: Row) -> None:
        if self._set_id is None:
            self._set_id = self._open_set(said)
        else:
            self._connection.execute(update(change_set).where(change_set.c.id == self._set_id).values(said))
        self._flush()

    def _fresh_ids(self, table: Table, count: int) -> list[int]:
        if self._connection.dialect.name == "postgresql":
            drawn = "SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :count)"
            return list(self._connection.execute(text(drawn), {"name": table.name, "count": count}).scalars())
        # The write lock is held, so nobody else can take these; AUTOINCREMENT never gives a used id again.
        used = text("SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = :name), 0)")
        first = int(self._connection.execute(used, {"name": table.name}).scalar_one()) + 1
        return list(range(first, first + count))

    def _last_versions(self, table: Table, keys: Sequence[int]) -> dict[int, int]:
        found = dict.fromkeys(keys, 0)
        for chunk in _chunks(keys):
            newest = select(change.c.key, func.max(change.c.row_version)).where(change.c.table_name == table.name)
            rows = self._connection.execute(newest.where(change.c.key.in_(chunk)).group_by(change.c.key))
            found.update((key, version) for key, version in rows)
        return found

    def _complete(self, table: Table, values: Row) -> Row:
        """Every column named: what is left out takes the column's default, so that the log holds whole rows."""
        return {column.name: values[column.name] if column.name in values else _default(column) for column in table.c}


def _set_on_server() -> ReturningInsert[Any]:
    """One question for three: the lock is taken before the id is drawn, and every feed hears the id at the commit."""
    names = ("at", "actor", "pc", "kind", "label_code", "label_facts", "target_id", "schema_revision", "token")
    said = select(*(bindparam(name, type_=change_set.c[name].type) for name in names))
    locked = said.select_from(func.pg_advisory_xact_lock(literal(_ORDER_LOCK, BigInteger)))
    heard = func.pg_notify(CHANNEL, cast(change_set.c.id, Text))
    return insert(change_set).from_select(names, locked).returning(change_set.c.id, heard)


_SET_ON_SERVER = _set_on_server()


def wait_for_writers(connection: Connection) -> None:
    """Wait until every change that is just being written on the server is saved or dropped; SQLite has one at a time.

    A transaction that was sent its COMMIT before the line went dead may still be running there.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock_shared(_ORDER_LOCK)))


def _chunks(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (items[start : start + _CHUNK] for start in range(0, len(items), _CHUNK))


def _unique_name(table: Table) -> Column[Any] | None:
    """The text column that a UNIQUE constraint ends with."""
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            last: Column[Any] = list(constraint.columns)[-1]
            return last if isinstance(last.type, Text) else None
    return None


def _default(column: Any) -> Any:
    if column.server_default is None or column.primary_key:
        return None
    shown = str(getattr(column.server_default.arg, "text", column.server_default.arg)).lower()
    return {"false": False, "true": True}.get(shown, shown)


def same_content(one: object, other: object, *, versions: bool = False) -> bool:
    """If two rows say the same, as far as both have the columns; derived values, which follow from the others and from
    the zone data of the day, do not count, nor does the bookkeeping of a row unless its `versions` are asked for."""
    if not isinstance(one, Mapping) or not isinstance(other, Mapping):
        return one is other
    left_out = DERIVED if versions else DERIVED | _BOOKKEEPING_OF_A_ROW
    return all(one[name] == other[name] for name in one.keys() & other.keys() - left_out)


def logged_row(table_name: str, written: str | None) -> Row | None:
    """A row out of the log."""
    return None if written is None else row_of(logged_table(table_name), written)
