"""Database files, without SQLAlchemy: what tells ours from others, and the plain driver."""

from __future__ import annotations

import re
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import sqlcipher3.dbapi2 as sqlcipher

from coordinator.db import keys
from coordinator.db.header import SIZE, application_of, is_of_sqlite, is_whole
from coordinator.db.places import Access
from coordinator.domain.errors import StorageTrouble

if TYPE_CHECKING:
    import sqlite3

APPLICATION_ID = 0x436F6F72  # "Coor", in the header of every SQLite file of ours
SCHEMA_REVISION = "0004"  # the migration this program reads and writes; a test compares it with the newest one
BUSY_SECONDS = 10
DRIVER_ERROR: type[Exception] = sqlcipher.Error


_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


def is_server(target: str) -> bool:
    """If the target names a shared office database and not a file. So does an address that is misspelt, of which
    otherwise a file would be made that nobody in the office shares."""
    return bool(_ADDRESS.match(target))


def raw_connection(
    path: Path, access: Access = Access.WRITE, *, untouched: bool = False, like: Path | None = None
) -> sqlite3.Connection:
    """A plain connection in autocommit, for what may not run inside a transaction or cannot wait for SQLAlchemy. A
    locked file opens with the key that this process has for it; a new, empty one is locked as the file `like` is.

    The file must be there: one that was deleted meanwhile is not made again, empty, behind everybody's back. With
    `untouched` it is only read, without locks and without a file beside it: for backups, which nobody writes to.
    """
    key = keys.known(salt_of(like or path)) if keys.are_there_any() else None
    connection = _connected(path, Access.FROZEN if untouched else access)
    if key is not None:
        connection.execute(_NO_CHATTER)
        connection.execute(key.pragma())
    return connection


def salt_of(path: Path) -> bytes:
    """The first bytes of a file, read through the driver: Python closing a file that a connection of this process has
    open would take away the locks of that connection. Of a shorter file it is anything."""
    with closing(_connected(path, Access.READ)) as connection:
        connection.execute(_NO_CHATTER)
        connection.execute(_ANY_KEY)
        return bytes.fromhex(connection.execute("PRAGMA cipher_salt").fetchone()[0])


def is_encrypted(connection: sqlite3.Connection) -> bool:
    """If what goes through this connection is encrypted: then nothing of it may be spilled to disk as it is."""
    return bool(connection.execute("PRAGMA cipher_status").fetchone() == ("1",))


_NO_CHATTER = "PRAGMA cipher_log_level = NONE"  # a wrong key is no news for standard error
_ANY_KEY = f"PRAGMA key = \"x'{'0' * 64}'\""


def _connected(path: Path, access: Access) -> sqlite3.Connection:
    connection: sqlite3.Connection = sqlcipher.connect(
        f"{path.absolute().as_uri()}?{access}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    return connection


def keep_a_log(path: Path) -> None:
    """Let changes go into a write-ahead log again, as in every database of ours: somebody put a backup, which has
    none, in its place. While another program is in it, it stays as it is."""
    with suppress(DRIVER_ERROR), closing(raw_connection(path)) as connection:
        connection.execute("PRAGMA busy_timeout=0")
        connection.execute("PRAGMA journal_mode=WAL")


def identity_of(path: Path) -> tuple[int, int] | None:
    """What tells a file from another one at the same path; None when there is none."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino


def refuse_foreign_file(path: Path) -> None:
    """Raise StorageTrouble unless the file is one of ours and whole, without opening it for writing."""
    try:
        with path.open("rb") as file:
            header = file.read(SIZE)
        locked = keys.looks_locked(path)
        whole = locked or is_whole(path, header)
    except (OSError, ValueError) as error:
        raise StorageTrouble("not-openable", path=str(path)) from error
    if not header:
        raise StorageTrouble("empty", path=str(path))
    if locked:
        _refuse_locked_file(path, header[: keys.SALT])
        return
    if not is_of_sqlite(header) or application_of(header) != APPLICATION_ID:
        raise StorageTrouble("not-ours", path=str(path))
    if not whole:
        raise StorageTrouble("damaged", path=str(path))


def _refuse_locked_file(path: Path, salt: bytes) -> None:
    if keys.known_or_asked(str(path), salt) is None:
        raise StorageTrouble("passphrase-needed", path=str(path))
    if not opens(path):
        raise StorageTrouble("damaged", path=str(path))


def opens_with_a_key(path: Path) -> bool:
    """If this process has the key of a locked file, or is given it by whoever can be asked."""
    with path.open("rb") as file:
        salt = file.read(keys.SALT)
    return keys.known_or_asked(str(path), salt) is not None and opens(path)


def opens(path: Path) -> bool:
    """If the file is ours and can be read with the key that this process has for it, or needs none."""
    try:
        with closing(raw_connection(path, Access.READ)) as connection:
            return bool(connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,))
    except DRIVER_ERROR as error:
        if "locked" in str(error):
            raise StorageTrouble("locked", path=str(path)) from error
        return False
