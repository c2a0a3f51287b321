"""The log read back: undo, redo, who changed what."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    CompoundSelect,
    Connection,
    RowMapping,
    Select,
    SelectBase,
    Subquery,
    Table,
    cast,
    func,
    literal,
    select,
    type_coerce,
    union_all,
    update,
)
from sqlalchemy.exc import IntegrityError

from coordinator.db.files import SCHEMA_REVISION
from coordinator.db.recorder import Recorder, Row, logged_row, same_content
from coordinator.db.rowtext import facts_of
from coordinator.db.tables.base import logged_table, possible_key
from coordinator.db.tables.calendar import position, signup
from coordinator.db.tables.log import change, change_set
from coordinator.db.tables.people import contact_point, person_tag
from coordinator.db.tables.places import space
from coordinator.domain.changes import ChangeEntry, Changes, Label, RowChange
from coordinator.domain.errors import Refused
from coordinator.domain.problems import Problem

_POINTING_AT: Mapping[str, tuple[Column[Any], ...]] = {
    "person": (contact_point.c.person_id, person_tag.c.person_id, signup.c.person_id),
    "event": (position.c.event_id,),
    "venue": (space.c.venue_id,),
    "position": (signup.c.position_id,),
}


@dataclass(frozen=True, slots=True)
class _Run:
    """Rows of one table that stand together in the order of a change, and those of them that are there now."""

    table: Table
    rows: tuple[RowChange, ...]
    stored: Mapping[int, Row]

    @classmethod
    def of(cls, recorder: Recorder, rows: tuple[RowChange, ...]) -> "_Run":
        table = logged_table(rows[0].table)
        return cls(table, rows, recorder.rows(table, [row.key for row in rows]))


class History:
    """The log as one transaction sees it."""

    def __init__(self, connection: Connection, actor: str, pc: str) -> None:
        self._connection = connection
        self._actor = actor
        self._pc = pc
        self._on_server = connection.dialect.name == "postgresql"

    def next_undo(self) -> ChangeEntry | None:
        """This user's last change on this PC that still stands, since the last upgrade."""
        own = self._own("do").where(change_set.c.undone.is_(False))
        return self._first(own.order_by(change_set.c.id.desc()))

    def next_redo(self) -> ChangeEntry | None:
        """What this user undid last and has not overtaken with a new change."""
        newest_do = select(func.max(change_set.c.id)).where(self._mine, change_set.c.kind == "do")
        target = change_set.alias("target")
        undone = (
            self._own("undo")
            .join(target, target.c.id == change_set.c.target_id)
            .where(target.c.undone.is_(True), change_set.c.id > func.coalesce(newest_do.scalar_subquery(), 0))
            .order_by(change_set.c.id.desc())
        )
        last = self._first(undone)
        return None if last is None else self._target_of(last.id)

    def undo(self, recorder: Recorder) -> Changes:
        """Take back this user's last change; Refused in words when there is none or others changed its rows since."""
        entry = self.next_undo()
        if entry is None:
            raise Refused(Problem("nothing-to-undo"))
        return self._turn(recorder, entry, kind="undo")

    def redo(self, recorder: Recorder) -> Changes:
        """Do again what was undone last; Refused likewise."""
        entry = self.next_redo()
        if entry is None:
            raise Refused(Problem("nothing-to-redo"))
        return self._turn(recorder, entry, kind="redo")

    def entries(self, *, about: tuple[str, int] | None = None, limit: int = 50) -> tuple[ChangeEntry, ...]:
        """The newest lines of the log, each with its rows; of those about one record if asked, the rows about it."""
        sets = self._sets(about, limit)
        if about is None:
            rows = self._rows_of([row["id"] for row in sets])
        else:
            lines = _lines_about(*about, on_server=self._on_server)
            rows = self._read(select(change).where(change.c.id.in_(select(lines.c.id))))
        return tuple(_entry(row, rows.get(row["id"], ())) for row in sets)

    def headings(self, *, about: tuple[str, int] | None = None, limit: int = 50) -> tuple[ChangeEntry, ...]:
        """As `entries`, without the rows: an import may have touched a hundred thousand."""
        return tuple(_entry(row) for row in self._sets(about, limit))

    def _sets(self, about: tuple[str, int] | None, limit: int) -> Sequence[RowMapping]:
        wanted = select(change_set).order_by(change_set.c.id.desc()).limit(limit)
        if about is not None:
            lines = _lines_about(*about, on_server=self._on_server)
            wanted = wanted.where(change_set.c.id.in_(select(lines.c.change_set_id)))
        return self._connection.execute(wanted).mappings().all()

    def has(self, token: str) -> bool:
        """If the change with this token was saved."""
        return self._connection.execute(select(change_set.c.id).where(change_set.c.token == token)).first() is not None

    def newest(self) -> ChangeEntry | None:
        """The last line of the log, without its rows."""
        return self._first(select(change_set).order_by(change_set.c.id.desc()))

    def last_about(self, table: str, key: int) -> ChangeEntry | None:
        """The newest change of one row."""
        lines = select(change.c.change_set_id).where(change.c.table_name == table, change.c.key == possible_key(key))
        last = lines.order_by(change.c.id.desc()).limit(1).scalar_subquery()
        return self._first(select(change_set).where(change_set.c.id == last))

    def last_labelled(self, code: str) -> ChangeEntry | None:
        """The newest change of this kind that still stands."""
        wanted = select(change_set).where(change_set.c.label_code == code, change_set.c.undone.is_(False))
        return self._first(wanted.where(change_set.c.kind == "do").order_by(change_set.c.id.desc()))

    def records_of(self, change_set_id: int, table: str) -> Select[int]:
        """A statement for the rows of one table that a change touched."""
        return select(change.c.key).where(change.c.change_set_id == change_set_id, change.c.table_name == table)

    def record_ids(self, change_set_id: int, table: str) -> tuple[int, ...]:
        """The rows of one table that a change touched."""
        # Sorted here: asked for an order, SQLite would walk all lines of the table instead of those of the change.
        return tuple(sorted(set(self._connection.execute(self.records_of(change_set_id, table)).scalars())))

    @property
    def _mine(self) -> ColumnElement[bool]:
        return (change_set.c.actor == self._actor) & (change_set.c.pc == self._pc)  # two PCs may have the same name

    def _own(self, kind: str) -> Select[tuple[object, ...]]:
        return select(change_set).where(
            self._mine,
            change_set.c.kind == kind,
            change_set.c.schema_revision == SCHEMA_REVISION,
        )

    def _first(self, wanted: Select[tuple[object, ...]]) -> ChangeEntry | None:
        row = self._connection.execute(wanted.limit(1)).mappings().first()
        return None if row is None else _entry(row)

    def _target_of(self, set_id: int) -> ChangeEntry | None:
        target = select(change_set.c.target_id).where(change_set.c.id == set_id).scalar_subquery()
        return self._first(select(change_set).where(change_set.c.id == target))

    def _turn(self, recorder: Recorder, entry: ChangeEntry, *, kind: str) -> Changes:
        forward = kind == "redo"
        rows = self._rows_as_written(entry.id)
        runs = [_Run.of(recorder, rows_of_table) for rows_of_table in _by_table(rows if forward else rows[::-1])]
        for run in runs:
            for row in run.rows:
                self._refuse_if_changed(entry, row, row.before if forward else row.after, run.stored.get(row.key))
        try:
            for run in runs:
                wanted = {row.key: row.after if forward else row.before for row in run.rows}
                recorder.restore(run.table, wanted, run.stored)
        except IntegrityError as error:
            raise Refused(Problem("undo-still-used", facts={"label": entry.label.code})) from error
        statement = update(change_set).where(change_set.c.id == entry.id)
        self._connection.execute(statement.values(undone=not forward))
        return recorder.finish(entry.label, kind=kind, target_id=entry.id)

    def _refuse_if_changed(self, entry: ChangeEntry, row: RowChange, expected: object, found: Row | None) -> None:
        if same_content(found, expected):
            return
        last = self.last_about(row.table, row.key)
        by = last.by if last else ""
        at = last.at if last else entry.at
        raise Refused(Problem("changed-since", about=row.table, facts={"by": by, "at": at}))

    def _rows_as_written(self, set_id: int) -> list[RowChange]:
        """The first before and the last after of each row, in the order rows were first touched."""
        merged: dict[tuple[str, int], RowChange] = {}
        for row in self._rows_of([set_id]).get(set_id, ()):
            earlier = merged.get((row.table, row.key))
            before = row.before if earlier is None else earlier.before
            merged[row.table, row.key] = RowChange(row.table, row.key, before, row.after)
        return [row for row in merged.values() if row.before is not None or row.after is not None]

    def _rows_of(self, set_ids: Sequence[int]) -> dict[int, list[RowChange]]:
        return self._read(select(change).where(change.c.change_set_id.in_(set_ids)))

    def _read(self, lines: Select[Any]) -> dict[int, list[RowChange]]:
        """The rows of these lines of the log by change set, in the order they were touched."""
        found: dict[int, list[RowChange]] = {}
        for row in self._connection.execute(lines.order_by(change.c.id)):
            name = row.table_name
            touched = RowChange(name, row.key, logged_row(name, row.before), logged_row(name, row.after))
            found.setdefault(row.change_set_id, []).append(touched)
        return found


def _lines_about(table: str, key: int, *, on_server: bool) -> Subquery:
    """Id and change set of every line of the log about the record or what belongs to it, sign-ups included.

    What is gone, by an undo say, is known by what the log kept of it.
    """
    record = select(literal(possible_key(key)))
    ever = {column.table.name: ever_of(column, record, on_server=on_server) for column in _POINTING_AT.get(table, ())}
    if table == "event":
        ever["signup"] = ever_of(signup.c.position_id, ever["position"], on_server=on_server)
    lines = select(change.c.id, change.c.change_set_id)
    about = [(table, record), *ever.items()]
    return union_all(
        *(lines.where(change.c.table_name == name, change.c.key.in_(keys)) for name, keys in about)
    ).subquery()


def ever_of(column: Column[Any], owners: SelectBase, *, on_server: bool) -> CompoundSelect[int]:
    """Ids of the rows whose column points, or pointed when they were deleted, at one of the owners."""
    table = column.table
    there = select(table.c.id).where(column.in_(owners))
    kept = kept_value(on_server=on_server)
    gone = select(change.c.key).where(change.c.table_name == table.name, change.c.after.is_(None))
    return union_all(there, gone.where(kept[column.name].as_integer().in_(owners)))


def kept_value(*, on_server: bool) -> ColumnElement[Any]:
    """What the log kept of rows before they changed, as JSON to ask a column of."""
    return cast(change.c.before, JSON) if on_server else type_coerce(change.c.before, JSON)


def _by_table(rows: Iterable[RowChange]) -> Iterator[tuple[RowChange, ...]]:
    return (tuple(run) for _name, run in groupby(rows, key=attrgetter("table")))


def _entry(row: RowMapping, rows: Sequence[RowChange] = ()) -> ChangeEntry:
    label = Label(row["label_code"], facts_of(row["label_facts"]))
    return ChangeEntry(row["id"], row["at"], row["actor"], label, row["undone"], tuple(rows), row["kind"], row["pc"])
