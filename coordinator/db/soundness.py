"""The long look at a database file, for when something strange came out of it."""

from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.exc import DBAPIError

from coordinator.db.files import DRIVER_ERROR, raw_connection
from coordinator.db.places import Access, is_writable
from coordinator.db.tables import metadata


def is_sound(path: Path) -> bool:
    """If SQLite finds nothing wrong in the file. Reads all of it: a second for every hundred megabytes."""
    access = Access.WRITE if is_writable(path) else Access.READ
    try:
        with closing(raw_connection(path, access)) as connection:
            return [row[0] for row in connection.execute("PRAGMA integrity_check(1)")] == ["ok"]
    except DRIVER_ERROR:
        return False


def is_readable(engine: Engine) -> bool:
    """If every value of every row is one that the program can have written: SQLite itself knows only text and
    numbers."""
    try:
        with engine.connect() as connection:
            for table in metadata.sorted_tables:
                for _row in connection.execute(select(table)):
                    pass
    except (DBAPIError, ValueError, TypeError, OverflowError):
        return False
    return True
