"""What is in a database file that nobody has open, found without changing it or its folder."""

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.db import keys
from coordinator.db.files import DRIVER_ERROR, raw_connection, refuse_foreign_file, salt_of
from coordinator.domain.backups import Latest, Look, Soundness
from coordinator.domain.errors import StorageTrouble

if TYPE_CHECKING:
    import sqlite3

_HEADER = b"SQLite format 3\x00"
_PEOPLE = "SELECT count(*) FROM person WHERE deleted_at IS NULL"
_EVENTS = "SELECT count(*) FROM event WHERE deleted_at IS NULL"
_LATEST = "SELECT * FROM change_set ORDER BY id DESC LIMIT 1"  # all columns: early schemas have no token


def look_over(path: Path) -> Look:
    """Open a backup and look through all of it. A file that is none of ours, or cannot be read, is not sound."""
    try:
        if _is_cut_short(path):
            return Look(Soundness.CUT_SHORT)
        if keys.looks_locked(path):
            if keys.known(salt_of(path)) is None:  # nobody is asked: there may be many of them
                return Look(Soundness.LOCKED)
        else:
            refuse_foreign_file(path)
        with closing(raw_connection(path, untouched=True)) as connection:
            return _looked(connection)
    except (OSError, ValueError, DRIVER_ERROR, StorageTrouble):
        return Look(Soundness.DAMAGED)


def counted_now(path: Path) -> Look | None:
    """The people and events of a database in use; None when it cannot be read."""
    try:
        with closing(raw_connection(path)) as connection:
            connection.execute("PRAGMA query_only=ON")
            return Look(Soundness.CHECKED, *_facts(connection))
    except (OSError, DRIVER_ERROR):
        return None


def _looked(connection: "sqlite3.Connection") -> Look:
    if [row[0] for row in connection.execute("PRAGMA integrity_check(1)")] != ["ok"]:
        return Look(Soundness.DAMAGED)
    schema, people, events, latest = _facts(connection)
    return Look(Soundness.CHECKED if schema else Soundness.DAMAGED, schema, people, events, latest)


def _facts(connection: "sqlite3.Connection") -> tuple[str, int, int, Latest]:
    found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    people, events = (int(connection.execute(statement).fetchone()[0]) for statement in (_PEOPLE, _EVENTS))
    return str(found[0]) if found else "", people, events, _latest(connection)


def _latest(connection: "sqlite3.Connection") -> Latest:
    cursor = connection.execute(_LATEST)
    names, row = [column[0] for column in cursor.description], cursor.fetchone()
    if row is None:
        return Latest()
    token = row[names.index("token")] if "token" in names else None
    return Latest(int(row[names.index("id")]), str(token or ""))


def _is_cut_short(path: Path) -> bool:
    """If the file is shorter than its first page says it is."""
    with path.open("rb") as file:
        header = file.read(100)
    size = path.stat().st_size
    if len(header) < 100:
        return True
    if not header.startswith(_HEADER):
        return False
    page = int.from_bytes(header[16:18], "big")
    pages = int.from_bytes(header[28:32], "big") if header[24:28] == header[92:96] else 0
    return size < (65536 if page == 1 else page) * pages
