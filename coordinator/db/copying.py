"""A whole office from one database into another: every row as it is, in one transaction, and compared before it counts.

Numbers, versions, instants, the log of changes and what the program remembers come along; the search index is made
anew.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from sqlalchemy import Connection, Row, Table, func, insert, select, text
from sqlalchemy.exc import DBAPIError

from coordinator.db import search
from coordinator.db.culprits import refuse_unreadable, refuse_what_no_server_holds, refused_row
from coordinator.db.engine import upkeep_engine
from coordinator.db.files import DRIVER_ERROR
from coordinator.db.tables import metadata
from coordinator.db.troubles import trouble_of
from coordinator.db.upgrade import refuse_broken_references, run_steps, wait_for_upkeep, without_foreign_keys
from coordinator.domain.errors import StorageTrouble

Progress = Callable[[int, int], object]
Rows = list[Row[Any]]
LookAt = Callable[[Connection, Table, Rows], None]

_CHUNK = 1_000


@dataclass(frozen=True, slots=True)
class Copied:
    """How many rows each table has; on both sides, or it would not have come to this."""

    rows: dict[str, int]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.rows.values())


def copy_rows(source: Connection, target: str, *, shown: str, progress: Progress) -> Copied:
    """Copy everything that this transaction of the source sees into a new file of ours or a database without an office.

    Raises StorageTrouble, with `shown` for a name of the target: "exists" when there is something in it,
    "row-unmovable" (facts `table`, `id`, `name`) for what it cannot hold, "copy-unequal"; and what `progress` raises.
    Nothing is left in the target then.
    """
    engine = upkeep_engine(target)
    try:
        with _its_troubles(target), engine.connect() as connection:
            without_foreign_keys(connection)
            with connection.begin():
                return _Copying(source, connection, shown, progress).run()
    finally:
        engine.dispose()


@contextmanager
def _its_troubles(target: str) -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise trouble_of(error, target) from error


class _Copying:
    def __init__(self, source: Connection, target: Connection, shown: str, progress: Progress) -> None:
        self._source = source
        self._target = target
        self._shown = shown
        self._progress = progress
        self._done = 0
        self._steps = 0
        self._sums: dict[str, bytes] = {}

    def run(self) -> Copied:
        self._make_room()
        counts = _counts(self._source)
        found = sum(counts[name] for name in search.KINDS)
        self._steps = 2 * sum(counts.values()) + found
        for table in metadata.sorted_tables:
            self._pour(table)
            _continue_numbers(self._source, self._target, table.name)
        refuse_broken_references(self._target)
        search.rebuild(self._target, told=self._tell)
        self._compare(counts)
        if self._target.dialect.name == "postgresql":
            self._target.exec_driver_sql("ANALYZE")
        self._progress(self._steps, self._steps)
        return Copied(counts)

    def _make_room(self) -> None:
        wait_for_upkeep(self._target)
        run_steps(self._target)
        if any(_counts(self._target).values()):
            raise StorageTrouble("exists", path=self._shown)

    def _pour(self, table: Table) -> None:
        server = self._target.dialect.name == "postgresql"
        pour = _pour_into_server if server else _pour_into_file
        read = _Read(self._source, table, self._tell, refuse_what_no_server_holds if server else _takes_all)
        try:
            pour(self._target, table, read)
        except DBAPIError as error:
            raise refused_row(error, self._source, table) or error from error
        self._sums[table.name] = read.sum()

    def _compare(self, counts: dict[str, int]) -> None:
        if _counts(self._target) != counts:
            raise StorageTrouble("copy-unequal", path=self._shown)
        for table in metadata.sorted_tables:
            read = _Read(self._target, table, self._tell, _takes_all)
            for _chunk in read:
                pass
            if read.sum() != self._sums[table.name]:
                raise StorageTrouble("copy-unequal", path=self._shown)

    def _tell(self, rows: int) -> None:
        self._done = min(self._done + rows, self._steps)
        self._progress(self._done, self._steps)


def _takes_all(_source: Connection, _table: Table, _rows: Rows) -> None:
    """A file holds whatever another one held."""


class _Read:
    """The rows of a table by their numbers, a chunk at a time; afterwards `sum` tells them from any others."""

    def __init__(self, connection: Connection, table: Table, told: Callable[[int], None], look_at: LookAt) -> None:
        self._connection = connection
        self._table = table
        self._told = told
        self._look_at = look_at
        self._sum = blake2b()

    def __iter__(self) -> Iterator[Rows]:
        for chunk in self._chunks():
            # Of the values, not of what lies in the file: both databases give the same ones.
            written = "\n".join(repr(tuple(row)) for row in chunk)
            self._sum.update(written.encode("utf-8", "surrogatepass"))
            if "\\x00" in written or "\\ud" in written:
                self._look_at(self._connection, self._table, chunk)
            yield chunk
            self._told(len(chunk))

    def sum(self) -> bytes:
        return self._sum.digest()

    def _chunks(self) -> Iterator[Rows]:
        statement = select(self._table).order_by(self._table.c.id).execution_options(yield_per=_CHUNK)
        try:
            yield from (list(part) for part in self._connection.execute(statement).partitions())
        except (DBAPIError, DRIVER_ERROR, ValueError, TypeError) as error:
            refuse_unreadable(error, self._connection, self._table)
            raise


def _counts(connection: Connection) -> dict[str, int]:
    counted = ((table, select(func.count()).select_from(table)) for table in metadata.sorted_tables)
    return {table.name: connection.execute(statement).scalar_one() for table, statement in counted}


def _pour_into_file(target: Connection, table: Table, chunks: Iterable[Rows]) -> None:
    names = table.c.keys()
    for chunk in chunks:
        target.execute(insert(table), [dict(zip(names, row, strict=True)) for row in chunk])


def _pour_into_server(target: Connection, table: Table, chunks: Iterable[Rows]) -> None:
    import psycopg

    driver = target.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    columns = ", ".join(f'"{each.name}"' for each in table.c)
    try:
        with driver.cursor() as cursor, cursor.copy(f'COPY "{table.name}" ({columns}) FROM STDIN'.encode()) as copy:
            for row in _rows(chunks):
                copy.write_row(row)
    except psycopg.Error as error:
        raise DBAPIError("COPY", None, error) from error


def _rows(chunks: Iterable[Rows]) -> Iterator[Sequence[Any]]:
    for chunk in chunks:
        yield from (tuple(row) for row in chunk)


def _continue_numbers(source: Connection, target: Connection, name: str) -> None:
    """A number once given is never given again, also when its row is gone."""
    last = _last_number(source, name)
    if not last:
        return
    if target.dialect.name == "postgresql":
        target.execute(text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :last)"), {"name": name, "last": last})
        return
    target.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), {"name": name})
    target.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)"), {"name": name, "last": last})


def _last_number(source: Connection, name: str) -> int:
    if source.dialect.name != "postgresql":
        kept = source.execute(text("SELECT seq FROM sqlite_sequence WHERE name = :name"), {"name": name}).scalar()
        return int(kept or 0)
    sequence = source.execute(text("SELECT pg_get_serial_sequence(:name, 'id')"), {"name": name}).scalar_one()
    last, is_called = source.exec_driver_sql(f"SELECT last_value, is_called FROM {sequence}").one()
    return int(last) if is_called else int(last) - 1
