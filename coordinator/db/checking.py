"""Looking a database over: file, references, derived values, search index, and the log against the tables."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, Table, func, select

from coordinator.db import search
from coordinator.db.recorder import logged_row
from coordinator.db.stores.events import LONG
from coordinator.db.tables import logged_tables
from coordinator.db.tables.calendar import event, position
from coordinator.db.tables.log import change
from coordinator.db.tables.people import person
from coordinator.domain.events import Position, position_when
from coordinator.domain.folding import fold
from coordinator.domain.people import Person
from coordinator.domain.spans import When


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it should be. `about` is table and id where there is one row; `mendable` needs no
    choice to repair."""

    code: str
    table: str = ""
    key: int = 0
    mendable: bool = False


def faults_of(connection: Connection) -> Iterator[Fault]:
    """Everything wrong in this database."""
    yield from _file_faults(connection)
    yield from _derived_faults(connection)
    for kind, key in search.wrong_entries(connection):
        yield Fault("search-entry-wrong", kind, key, mendable=True)
    for table in logged_tables:
        yield from _log_faults(connection, table)


def mend(connection: Connection, faults: tuple[Fault, ...]) -> None:
    """Repair what needs no choice: derived values and the search index."""
    for fault in faults:
        if fault.code == "derived-value-wrong":
            table = event if fault.table == "event" else position if fault.table == "position" else person
            connection.execute(table.update().where(table.c.id == fault.key).values(_derived(connection, fault)))
    if any(fault.code == "search-entry-wrong" for fault in faults):
        search.rebuild(connection)


def _file_faults(connection: Connection) -> Iterator[Fault]:
    if connection.dialect.name != "sqlite":
        return
    for (found,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if found != "ok":
            yield Fault("file-damaged")
            break
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Fault("reference-broken", row[0], row[1] or 0)


def _derived_faults(connection: Connection) -> Iterator[Fault]:
    for table in (event, position, person):
        for key in connection.execute(select(table.c.id).order_by(table.c.id)).scalars().all():
            fault = Fault("derived-value-wrong", table.name, key, mendable=True)
            row = connection.execute(select(table).where(table.c.id == key)).mappings().one()
            if any(row[name] != value for name, value in _derived(connection, fault).items()):
                yield fault


def _derived(connection: Connection, fault: Fault) -> dict[str, object]:
    if fault.table == "person":
        row = connection.execute(select(person).where(person.c.id == fault.key)).mappings().one()
        named = Person(row["given_name"], row["family_name"], rank=row["rank"])
        return {"sort_key": fold(named.sort_name)}
    if fault.table == "event":
        when = _event_when(connection, fault.key)
        return {"starts_at": when.span.starts_at, "ends_at": when.span.ends_at, "long_running": when.length > LONG}
    row = connection.execute(select(position).where(position.c.id == fault.key)).mappings().one()
    own = Position(row["role_id"], starts=row["starts_local"], ends=row["ends_local"])
    span = position_when(_event_when(connection, row["event_id"]), own).span
    return {"starts_at": span.starts_at, "ends_at": span.ends_at}


def _event_when(connection: Connection, key: int) -> When:
    row = connection.execute(select(event).where(event.c.id == key)).mappings().one()
    return When(row["starts_local"], row["ends_local"], row["zone"], all_day=row["all_day"])


def _log_faults(connection: Connection, table: Table) -> Iterator[Fault]:
    newest = select(change.c.key, func.max(change.c.id).label("id")).where(change.c.table_name == table.name)
    last = newest.group_by(change.c.key).subquery()
    written = select(change.c.key, change.c.after).join(last, last.c.id == change.c.id).order_by(change.c.key)
    rows = {row["id"]: dict(row) for row in connection.execute(select(table).order_by(table.c.id)).mappings()}
    for key, after in connection.execute(written):
        if logged_row(table.name, after) != rows.pop(key, None):
            yield Fault("log-differs", table.name, key)
    for key in sorted(rows):
        yield Fault("log-misses-row", table.name, key)
