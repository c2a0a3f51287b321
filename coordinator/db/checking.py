"""Looking a database over: file, references, derived values, search index, and the log against the tables."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Row, RowMapping, Select, Table, func, select
from sqlalchemy.exc import DBAPIError

from coordinator.db import search, searchindex
from coordinator.db.pruning import Cut, cut_of
from coordinator.db.recorder import NO_SCHEMA, logged_row, same_content
from coordinator.db.stores.days import LONG
from coordinator.db.stores.keys import index_key
from coordinator.db.stores.people import contact_key
from coordinator.db.tables import logged_tables
from coordinator.db.tables.calendar import event, position
from coordinator.db.tables.log import change, change_set
from coordinator.db.tables.people import contact_point, person
from coordinator.db.tables.places import venue
from coordinator.domain.events import Position, position_when
from coordinator.domain.people import ContactKind, Person
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
    """Everything wrong in this database. What cannot be read of a damaged file is said, and the rest looked at."""
    parts = (_page_faults, _reference_faults, _derived_faults, _search_faults, _all_log_faults, _turned_faults)
    damaged = False
    for part in parts:
        try:
            found = tuple(part(connection))
        except DBAPIError as error:
            if connection.dialect.name != "sqlite" or not _is_damage(error):
                raise
            found = (Fault("file-damaged"),)
        yield from (fault for fault in found if not (damaged and fault.code == "file-damaged"))
        damaged = damaged or any(fault.code == "file-damaged" for fault in found)


def mend(connection: Connection, faults: tuple[Fault, ...]) -> None:
    """Repair what needs no choice: derived values and the search index."""
    if any(fault.code == "derived-value-wrong" for fault in faults):
        for table, key, right in list(_wrong_values(connection)):
            connection.execute(table.update().where(table.c.id == key).values(right))
    if any(fault.code in ("search-entry-wrong", "search-index-broken") for fault in faults):
        searchindex.make_anew(connection)


def zones_moved(connection: Connection) -> bool:
    """If the zone data of the day gives other instants to any event or position."""
    return next(_wrong_values(connection, of=(event, position)), None) is not None


def follow_zones(connection: Connection) -> int:
    """Derive the instants of events and positions anew where the zone data of the day gives others; how many rows.
    Wall time is what people agreed on: it stays, and nothing is logged."""
    found = list(_wrong_values(connection, of=(event, position)))
    for table, key, right in found:
        connection.execute(table.update().where(table.c.id == key).values(right))
    return len(found)


def _is_damage(error: DBAPIError) -> bool:
    return any(word in str(error.orig) for word in ("malformed", "corrupt", "disk I/O error"))


def _page_faults(connection: Connection) -> Iterator[Fault]:
    """What the pages say; that the search index is not as its tables say is looked at by itself."""
    if connection.dialect.name != "sqlite":
        return
    try:
        found = _integrity(connection)
    except DBAPIError as error:
        if not re.search("vtable constructor|fts5", str(error.orig)):
            raise
        found = [said for name in searchindex.other_tables(connection) for said in _integrity(connection, f"({name})")]
    if any(said != "ok" and "FTS5" not in said.upper() for said in found):
        yield Fault("file-damaged")


def _integrity(connection: Connection, table: str = "") -> list[str]:
    return [str(row[0]) for row in connection.exec_driver_sql(f"PRAGMA integrity_check{table}")]


def _reference_faults(connection: Connection) -> Iterator[Fault]:
    if connection.dialect.name == "sqlite":
        for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
            yield Fault("reference-broken", row[0], row[1] or 0)


def _search_faults(connection: Connection) -> Iterator[Fault]:
    if searchindex.is_broken(connection):
        yield Fault("search-index-broken", mendable=True)
        return
    for kind, key in search.wrong_entries(connection):
        yield Fault("search-entry-wrong", kind, key, mendable=True)


def _derived_faults(connection: Connection) -> Iterator[Fault]:
    for table, key, _values in _wrong_values(connection):
        yield Fault("derived-value-wrong", table.name, key, mendable=True)


def _wrong_values(connection: Connection, of: tuple[Table, ...] = ()) -> Iterator[tuple[Table, int, dict[str, object]]]:
    """Table, id and the right values of every row whose derived columns differ from what it says."""
    for table, right_values in _DERIVED:
        if of and table not in of:
            continue
        rows = select(table) if table is not position else _positions_with_events()
        for row in connection.execute(rows.order_by(table.c.id)).mappings().all():
            right = right_values(row)
            if any(row[name] != value for name, value in right.items()):
                yield table, row["id"], right


def _positions_with_events() -> Select[Any]:
    columns = (event.c.starts_local.label("event_starts"), event.c.ends_local.label("event_ends"))
    of_event = (event.c.zone.label("event_zone"), event.c.all_day.label("event_all_day"))
    return select(position, *columns, *of_event).join(event, event.c.id == position.c.event_id)


def _event_values(row: RowMapping) -> dict[str, object]:
    when = When(row["starts_local"], row["ends_local"], row["zone"], all_day=row["all_day"])
    return {"starts_at": when.span.starts_at, "ends_at": when.span.ends_at, "long_running": when.length > LONG}


def _position_values(row: RowMapping) -> dict[str, object]:
    of_event = When(row["event_starts"], row["event_ends"], row["event_zone"], all_day=row["event_all_day"])
    own = Position(row["role_id"], starts=row["starts_local"], ends=row["ends_local"])
    span = position_when(of_event, own).span
    return {"starts_at": span.starts_at, "ends_at": span.ends_at}


def _person_values(row: RowMapping) -> dict[str, object]:
    return {"sort_key": index_key(Person(row["given_name"], row["family_name"], rank=row["rank"]).sort_name)}


def _venue_values(row: RowMapping) -> dict[str, object]:
    return {"sort_key": index_key(row["name"])}


def _contact_values(row: RowMapping) -> dict[str, object]:
    return {"match_key": contact_key(ContactKind(row["kind"]), row["value"])}


def _all_log_faults(connection: Connection) -> Iterator[Fault]:
    cut = cut_of(connection)
    for table in logged_tables:
        yield from _log_faults(connection, table, cut)


def _log_faults(connection: Connection, table: Table, cut: Cut) -> Iterator[Fault]:
    """Rows whose lines in the log do not follow from each other, or do not end with the row as it stands. Of rows from
    before the log was shortened, the first lines are gone, or all of them."""
    rows = {row["id"]: dict(row) for row in connection.execute(select(table).order_by(table.c.id)).mappings()}
    for key, lines in groupby(_lines_of(connection, table), key=attrgetter("key")):
        if not _leads_to(table, lines, rows.pop(key, None), shortened=cut.covers(table.name, key)):
            yield Fault("log-differs", table.name, key)
    for key in sorted(rows):
        if not cut.covers(table.name, key):
            yield Fault("log-misses-row", table.name, key)


def _lines_of(connection: Connection, table: Table) -> Iterable[Row[tuple[int, str | None, str | None]]]:
    lines = select(change.c.key, change.c.before, change.c.after).where(change.c.table_name == table.name)
    return connection.execute(lines.order_by(change.c.key, change.c.id))


def _leads_to(
    table: Table, lines: Iterable[Row[tuple[int, str | None, str | None]]], row: object, *, shortened: bool
) -> bool:
    latest: str | None = None
    for place, line in enumerate(lines):
        if shortened and place == 0:
            latest = line.before
        if line.before != latest and not same_content(_read(table, line.before), _read(table, latest)):
            return False
        latest = line.after
    return same_content(_read(table, latest), row, versions=True)


def _read(table: Table, written: str | None) -> object:
    try:
        return logged_row(table.name, written)
    except ValueError:
        return "unreadable"


def _turned_faults(connection: Connection) -> Iterator[Fault]:
    """Changes that are marked as undone though they stand, or the other way round."""
    turned = change_set.alias("turned")
    latest = select(turned.c.kind).where(turned.c.target_id == change_set.c.id).order_by(turned.c.id.desc()).limit(1)
    undone = func.coalesce(latest.scalar_subquery(), "") == "undo"
    open_ones = (change_set.c.kind == "do", change_set.c.schema_revision != NO_SCHEMA)
    wrong = select(change_set.c.id).where(*open_ones, change_set.c.undone != undone)
    for key in connection.execute(wrong.order_by(change_set.c.id)).scalars():
        yield Fault("log-differs", change_set.name, key)


_DERIVED: tuple[tuple[Table, Callable[[RowMapping], dict[str, object]]], ...] = (
    (event, _event_values),
    (position, _position_values),
    (person, _person_values),
    (venue, _venue_values),
    (contact_point, _contact_values),
)
