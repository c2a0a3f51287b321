"""A database file written anew: locked with a key, with another one, or with none. Whoever looks sees the old file or
the new one, whole; the new one is looked over before it takes the old one's place."""

import errno
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.db.backup import Unequal
from coordinator.db.files import APPLICATION_ID, DRIVER_ERROR, is_encrypted, raw_connection
from coordinator.db.keys import Key, remember
from coordinator.db.places import Access
from coordinator.domain.errors import StorageTrouble
from coordinator.runtime.unfinished import settle, settle_folder, unfinished

if TYPE_CHECKING:
    import sqlite3

_PATIENCE = 1500  # milliseconds: somebody may just be closing it
_BLOCK = 1 << 20
_OWN_NUMBERS = ("application_id", "user_version")
_SCHEMA = (
    "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY 1, 2"
)
_INDEXES = "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE %USING fts5%'"
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"


def rewrite(file: Path, key: Key | None, *, before: Callable[[], object] = bool) -> None:
    """Write the file anew with this key, or readable by everybody without one. What was readable before is overwritten
    as far as the disk allows. From then on this process opens the file with the key. `before` runs when nothing is left
    to do but to put the new file in the old one's place.

    Raises StorageTrouble "in-use" when anybody has it open, "full", "not-rewritten"; then it is as it was.
    """
    path = file.resolve()
    try:
        with unfinished(path) as part, _alone(path) as (original, keeps_log):
            _export(original, part, key)
            if key is not None:
                remember(key)
            _refuse_unequal(original, part, keeps_log=keeps_log)
            before()
            _take_the_place(original, part, path)
    except (OSError, DRIVER_ERROR, Unequal) as error:
        raise _trouble(error, path) from error


def lock_copy(original: Path, part: Path, *, like: Path) -> None:
    """Everything of a readable file that nobody writes to into an empty one, which is locked as the file `like` is from
    its first byte on. Raises Unequal when they are not alike in the end, OSError and what the driver raises."""
    with closing(raw_connection(part, like=like)) as locked:
        if not is_encrypted(locked):
            raise Unequal
        locked.execute("PRAGMA temp_store=MEMORY")
        locked.execute('ATTACH ? AS old KEY ""', (f"{original.absolute().as_uri()}?{Access.FROZEN}",))
        locked.execute("BEGIN")
        locked.execute("SELECT sqlcipher_export('main', 'old')").fetchall()
        locked.execute("COMMIT")
        for name in _OWN_NUMBERS:
            locked.execute(f"PRAGMA main.{name}={_number(locked, f'old.{name}')}")
        locked.execute("DETACH old")
    with closing(raw_connection(original, untouched=True)) as readable:
        _refuse_unequal(readable, part, keeps_log=True)


@contextmanager
def _alone(path: Path) -> "Iterator[tuple[sqlite3.Connection, bool]]":
    """A connection beside which there is no other, and if the file keeps a write-ahead log. There is none meanwhile."""
    with closing(raw_connection(path)) as connection:
        connection.execute(f"PRAGMA busy_timeout={_PATIENCE}")
        keeps_log = connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        try:
            # In this order: in the exclusive mode the journal of this very change would stay beside the file.
            connection.execute("PRAGMA main.journal_mode=DELETE")
            connection.execute("PRAGMA main.locking_mode=EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")  # the lock stays: that is what the mode is for
            if connection.execute("PRAGMA main.journal_mode").fetchone() != ("delete",):
                raise StorageTrouble("in-use", path=str(path))
        except DRIVER_ERROR as error:
            raise _trouble(error, path) from error
        try:
            yield connection, keeps_log
        except BaseException:
            _go_back(connection, keeps_log=keeps_log)
            raise


def _go_back(connection: "sqlite3.Connection", *, keeps_log: bool) -> None:
    with suppress(DRIVER_ERROR):
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if keeps_log:
            connection.execute("PRAGMA main.locking_mode=NORMAL")
            connection.execute("PRAGMA main.journal_mode=WAL")


def _export(original: "sqlite3.Connection", part: Path, key: Key | None) -> None:
    numbers = {name: _number(original, name) for name in _OWN_NUMBERS}
    original.execute("PRAGMA temp_store=MEMORY")
    original.execute(f'ATTACH ? AS new KEY "{key.literal() if key else ""}"', (str(part),))
    try:
        original.execute("PRAGMA new.synchronous=OFF")  # it is made lasting at the end, all at once
        original.execute("PRAGMA new.journal_mode=MEMORY")
        original.execute("BEGIN")
        original.execute("SELECT sqlcipher_export('new')").fetchall()
        original.execute("COMMIT")
        for name, value in numbers.items():
            original.execute(f"PRAGMA new.{name}={value}")
    finally:
        if original.in_transaction:
            original.execute("ROLLBACK")
        original.execute("DETACH new")


def _number(connection: "sqlite3.Connection", pragma: str) -> int:
    return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])


def _refuse_unequal(original: "sqlite3.Connection", part: Path, *, keeps_log: bool) -> None:
    with closing(raw_connection(part)) as written:
        written.execute("PRAGMA temp_store=MEMORY")
        if _facts(written) != _facts(original) or list(_faults(written)):
            raise Unequal
        if keeps_log:
            written.execute("PRAGMA journal_mode=WAL")
    settle(part)


def _facts(connection: "sqlite3.Connection") -> object:
    names = [name for (name,) in connection.execute(_TABLES)]
    counts = [connection.execute(f'SELECT count(*) FROM "{name}"').fetchone() for name in names]
    own = [_number(connection, name) for name in _OWN_NUMBERS]
    return connection.execute(_SCHEMA).fetchall(), names, counts, own


def _faults(connection: "sqlite3.Connection") -> Iterator[object]:
    if _number(connection, "application_id") != APPLICATION_ID:
        yield "application_id"
    yield from (row for row in connection.execute("PRAGMA integrity_check") if row != ("ok",))
    if is_encrypted(connection):
        yield from connection.execute("PRAGMA cipher_integrity_check")
    yield from connection.execute("PRAGMA foreign_key_check")
    for (name,) in connection.execute(_INDEXES).fetchall():
        connection.execute(f"INSERT INTO {name}({name}) VALUES('integrity-check')")


def _take_the_place(original: "sqlite3.Connection", part: Path, path: Path) -> None:
    """The lock is held until the name stands for the new file, but on Windows, where a file that is open keeps its
    name; there the old file cannot be overwritten either."""
    shutil.copymode(path, part)
    before = path.stat()
    os.utime(part, ns=(before.st_atime_ns, before.st_mtime_ns))
    with ExitStack() as held:
        readable = not is_encrypted(original)
        if os.name == "nt":
            original.close()
        else:
            number = os.open(path, os.O_RDWR)
            held.callback(os.close, number)
        os.replace(part, path)
        settle_folder(path.parent)
        if readable and os.name != "nt":
            _overwrite(number)


def _overwrite(number: int) -> None:
    found = os.fstat(number)
    if found.st_nlink or not stat.S_ISREG(found.st_mode):  # somebody gave the same file another name
        return
    with suppress(OSError):
        for place in range(0, found.st_size, _BLOCK):
            os.pwrite(number, bytes(min(_BLOCK, found.st_size - place)), place)
        os.fsync(number)


def _trouble(error: Exception, path: Path) -> StorageTrouble:
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return StorageTrouble("full", path=str(path))
    words = str(error)
    if "locked" in words:
        return StorageTrouble("in-use", path=str(path))
    if "is full" in words:
        return StorageTrouble("full", path=str(path))
    return StorageTrouble("not-rewritten", path=str(path))
