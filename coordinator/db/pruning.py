"""Letting the oldest part of the log go. How far that went stands in the log itself, in its first line."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Select, delete, func, select, update

from coordinator.db.recorder import NO_SCHEMA
from coordinator.db.rowtext import facts_of, facts_text
from coordinator.db.tables.log import change, change_set

CHUNK = 5_000  # lines that go in one transaction: others who write wait a moment only
_UNTIL = "pruned"
_ROWS = "pruned_rows"


@dataclass(frozen=True, slots=True)
class Cut:
    """What the log keeps no more: lines from before an instant, of rows up to these ids by table."""

    before: datetime | None = None
    rows: Mapping[str, int] | None = None

    def covers(self, table: str, key: int) -> bool:
        """If the beginning of this row's lines may be gone."""
        return key <= (self.rows or {}).get(table, 0)


def cut_of(connection: Connection) -> Cut:
    """How far the log was let go."""
    facts = connection.execute(_first()).first()
    if facts is None:
        return Cut()
    told = facts_of(facts.label_facts)
    before, rows = told.get(_UNTIL), told.get(_ROWS, ())
    kept = [each.rpartition(":") for each in rows] if isinstance(rows, tuple) else []
    return Cut(before if isinstance(before, datetime) else None, {name: int(key) for name, _sign, key in kept})


def last_before(connection: Connection, instant: datetime) -> int:
    """The newest change of those that are older than the instant, as are all before them; 0 when there is none."""
    kept = select(func.min(change_set.c.id)).where(change_set.c.at >= instant, change_set.c.kind != "start")
    first_kept = connection.execute(kept).scalar()
    older = select(func.max(change_set.c.id))
    found = connection.execute(older if first_kept is None else older.where(change_set.c.id < first_kept)).scalar()
    return found or 0


def close_before(connection: Connection, last: int, instant: datetime) -> bool:
    """Take the changes up to this one out of reach of undo, before their lines go bit by bit; False when nothing of
    them is there any more."""
    old = (change_set.c.id <= last, change_set.c.kind != "start")
    if connection.execute(select(change_set.c.id).where(*old).limit(1)).first() is None and not _lines(
        connection, last
    ):
        return False
    open_ones = update(change_set).where(*old, change_set.c.schema_revision != NO_SCHEMA)
    connection.execute(open_ones.values(schema_revision=NO_SCHEMA))
    connection.execute(update(change_set).where(change_set.c.target_id <= last).values(target_id=None))
    _note(connection, instant, {})
    return True


def let_go(connection: Connection, last: int, instant: datetime) -> bool:
    """Delete the oldest lines up to this change; False once nothing is left to delete."""
    ids = _lines(connection, last)
    if ids:
        gone = change.c.id.in_(ids)
        newest = select(change.c.table_name, func.max(change.c.key)).where(gone).group_by(change.c.table_name)
        _note(connection, instant, {row[0]: row[1] for row in connection.execute(newest)})
        connection.execute(delete(change).where(gone))
        return True
    sets = select(change_set.c.id).where(change_set.c.id <= last, change_set.c.kind != "start")
    chosen = connection.execute(sets.order_by(change_set.c.id).limit(CHUNK)).scalars().all()
    connection.execute(delete(change_set).where(change_set.c.id.in_(chosen)))
    return bool(chosen)


def _lines(connection: Connection, last: int) -> list[int]:
    wanted = select(change.c.id).where(change.c.change_set_id <= last).order_by(change.c.change_set_id, change.c.id)
    return list(connection.execute(wanted.limit(CHUNK)).scalars())


def _first() -> Select[tuple[int, str]]:
    started = select(change_set.c.id, change_set.c.label_facts).where(change_set.c.kind == "start")
    return started.order_by(change_set.c.id).limit(1)


def _note(connection: Connection, instant: datetime, rows: Mapping[str, int]) -> None:
    first = connection.execute(_first()).one()
    known = cut_of(connection).rows or {}
    newest = {name: max(known.get(name, 0), rows.get(name, 0)) for name in {*known, *rows}}
    facts = {
        **facts_of(first.label_facts),
        _UNTIL: instant,
        _ROWS: tuple(f"{k}:{v}" for k, v in sorted(newest.items())),
    }
    statement = update(change_set).where(change_set.c.id == first.id)
    connection.execute(statement.values(label_facts=facts_text(facts)))
