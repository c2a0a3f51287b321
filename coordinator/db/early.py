"""The first week out of a file by the bare driver, asked before SQLAlchemy is loaded: the window's first rows do not
wait for it. A test holds the answers to those of the stores."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coordinator.db.files import (
    DRIVER_ERROR,
    SCHEMA_REVISION,
    identity_of,
    raw_connection,
    refuse_foreign_file,
)
from coordinator.db.lines import line_of, position_of, precinct_of, source_of
from coordinator.db.places import Access, access_to, refuse_shared_folder
from coordinator.domain.events import SignupStatus, Source, Tally
from coordinator.domain.spans import instant_of

if TYPE_CHECKING:
    import sqlite3

    from coordinator.domain.events import Position
    from coordinator.domain.listings import EventLine
    from coordinator.domain.precinct import Precinct

Values = dict[str, object]

_DAY = timedelta(days=1)
_LONG = timedelta(days=2)
_MICROSECOND = timedelta(microseconds=1)
_EPOCH = datetime(1970, 1, 1)

# The conditions of EventStore.ids_of for two days, both included.
_EVENTS = """
SELECT event.*, venue.name AS venue_name, space.name AS space_name
FROM event LEFT JOIN venue ON venue.id = event.venue_id LEFT JOIN space ON space.id = event.space_id
WHERE event.deleted_at IS NULL
  AND (NOT all_day OR ends_local > :first) AND (all_day OR ends_at > :from_instant)
  AND (NOT all_day OR starts_local < :after) AND (all_day OR starts_at < :to_instant)
  AND event.id IN (
    SELECT id FROM event WHERE starts_at > :short_from AND starts_at < :near_to
    UNION ALL SELECT id FROM event WHERE long_running AND ends_at > :near_from AND starts_at < :near_to)
ORDER BY event.starts_at, event.title, event.id
"""
_POSITIONS = """
SELECT position.*, role.name AS role_name FROM position JOIN role ON role.id = position.role_id
WHERE position.event_id IN (SELECT value FROM json_each(:ids))
ORDER BY position.event_id, position.rank, position.id
"""
_HELD = """
SELECT position_id, signup.status, count(*) AS held FROM signup JOIN position ON position.id = signup.position_id
WHERE position.event_id IN (SELECT value FROM json_each(:ids)) AND signup.status IN (:confirmed, :offered)
GROUP BY position_id, signup.status
"""
_SOURCES = """
SELECT * FROM source WHERE kind = 'event' AND record_id IN (SELECT value FROM json_each(:ids)) ORDER BY id
"""


class EarlyFile:
    """A file of this program's own schema, open for reading."""

    def __init__(self, connection: sqlite3.Connection, precinct: Precinct) -> None:
        self._connection = connection
        self.precinct = precinct

    def lines(self, first: date, last: date) -> tuple[EventLine, ...]:
        """The events of these days of the precinct, by start and title."""
        with self._moment():
            found = _rows(self._connection, _EVENTS, _limits(first, last, self.precinct.zone))
            ids = f"[{','.join(str(row['id']) for row in found)}]"  # JSON, for json_each
            positions, sources = self._positions(ids), self._sources(ids)
        return tuple(line_of(_typed(row), positions.get(row["id"], ()), sources.get(row["id"])) for row in found)

    def newest(self) -> int:
        """The number of the last change anybody made; 0 before the first."""
        return int(self._connection.execute("SELECT coalesce(max(id), 0) FROM change_set").fetchone()[0])

    def close(self) -> None:
        """Give the file back."""
        self._connection.close()

    @contextmanager
    def _moment(self) -> Iterator[None]:
        """All that is read inside is of one moment."""
        self._connection.execute("BEGIN")
        try:
            yield
        finally:
            self._connection.execute("COMMIT")

    def _positions(self, ids: str) -> dict[int, list[tuple[Position, Tally]]]:
        held = self._held(ids)
        found: dict[int, list[tuple[Position, Tally]]] = {}
        for row in _rows(self._connection, _POSITIONS, {"ids": ids}):
            confirmed, offered = (held.get((row["id"], status), 0) for status in _HOLDING.values())
            tally = Tally(row["needed"], row["maximum"], confirmed, offered)
            found.setdefault(row["event_id"], []).append((position_of(_typed(row)), tally))
        return found

    def _held(self, ids: str) -> dict[tuple[int, str], int]:
        rows = _rows(self._connection, _HELD, {"ids": ids, **_HOLDING})
        return {(row["position_id"], row["status"]): row["held"] for row in rows}

    def _sources(self, ids: str) -> dict[int, Source]:
        return {row["record_id"]: source_of(row) for row in _rows(self._connection, _SOURCES, {"ids": ids})}


_HOLDING = {"confirmed": str(SignupStatus.CONFIRMED), "offered": str(SignupStatus.OFFERED)}


def early_file(path: Path) -> EarlyFile | None:
    """The file, open; None when it cannot be read as it stands: opening it in full says why, or mends it.

    Raises StorageTrouble for what is no file of ours.
    """
    if identity_of(path) is None:
        return None
    refuse_shared_folder(path)
    refuse_foreign_file(path)
    if access_to(path) is not Access.WRITE:
        return None
    try:
        connection = raw_connection(path)
    except DRIVER_ERROR:
        return None
    with suppress(DRIVER_ERROR, ValueError):
        connection.execute("PRAGMA query_only=ON")
        revision = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        found = _rows(connection, "SELECT * FROM precinct")
        if revision == (SCHEMA_REVISION,) and found:
            return EarlyFile(connection, precinct_of(found[0]))
    connection.close()
    return None


def _rows(connection: sqlite3.Connection, statement: str, values: Values | None = None) -> list[dict[str, Any]]:
    answer = connection.execute(statement, values or {})
    names = [column[0] for column in answer.description]
    return [dict(zip(names, row, strict=True)) for row in answer]


def _limits(first: date, last: date, zone: str) -> Values:
    begin, after = datetime.combine(first, time()), datetime.combine(last + _DAY, time())
    from_instant, to_instant = _micros(begin, zone), _micros(after, zone)
    day = _DAY // _MICROSECOND
    return {
        "first": _stored(begin),
        "after": _stored(after),
        "from_instant": from_instant,
        "to_instant": to_instant,
        "near_from": from_instant - day,
        "short_from": from_instant - day - _LONG // _MICROSECOND,
        "near_to": to_instant + day,
    }


def _micros(wall: datetime, zone: str) -> int:
    """As instants lie in the file."""
    return (instant_of(wall, zone).replace(tzinfo=None) - _EPOCH) // _MICROSECOND


def _stored(wall: datetime) -> str:
    """As wall times lie in the file."""
    return wall.isoformat(sep=" ", timespec="microseconds")


def _typed(row: dict[str, Any]) -> dict[str, Any]:
    """Wall times and yes or no, which the file keeps as text and numbers."""
    made: dict[str, Any] = {name: datetime.fromisoformat(row[name]) for name in _WALLS if row[name]}
    made.update((name, bool(row[name])) for name in _ANSWERS if name in row)
    return row | made


_WALLS = ("starts_local", "ends_local")
_ANSWERS = ("all_day", "public")
