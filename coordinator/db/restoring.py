"""Putting a backup in the place of a database file: at any moment the old or the new one is there, whole."""

import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.db.backup import (
    Progress,
    Unequal,
    write_verified,
)
from coordinator.db.files import DRIVER_ERROR, raw_connection
from coordinator.db.rewriting import lock_copy
from coordinator.domain.errors import StorageTrouble
from coordinator.runtime.unfinished import settle, settle_folder, unfinished

if TYPE_CHECKING:
    import sqlite3

_BESIDE = ("-wal", "-shm")


def put_in_place(backup: Path, target: Path, *, kept: Path, locks: bool = False, progress: Progress) -> None:
    """Make the database at `target` the one in `backup`; the file in use now, if there is one, stays as `kept`. With
    `locks` a readable backup takes over the key of the file in use.

    Raises StorageTrouble: "in-use" when anybody has the file open, "restore-failed" (fact `path`); the file
    in use is unchanged then.
    """
    try:
        with unfinished(target) as part:
            if locks:
                lock_copy(backup, part, like=target)
            else:
                with closing(raw_connection(backup, untouched=True)) as original:
                    write_verified(original, part, like=backup, journal="WAL", progress=progress)
            settle(part)
            with _alone(target) as connection:
                _keep(connection, target, kept)
                _sweep(target)
                if connection is not None and os.name == "nt":
                    connection.close()  # there a file that is open cannot be replaced
                os.replace(part, target)
                settle_folder(target.parent)
    except (OSError, DRIVER_ERROR, Unequal) as error:
        raise StorageTrouble("restore-failed", path=str(target)) from error


@contextmanager
def _alone(target: Path) -> Iterator["sqlite3.Connection | None"]:
    """Nobody else has the file open, and all of it is in the one file. None where no file is, or one that is empty or
    damaged: nobody can have that open either."""
    if not target.exists() or not target.stat().st_size:
        yield None
        return
    with closing(raw_connection(target)) as connection:
        yield connection if _locked(connection, target) else None


def _locked(connection: "sqlite3.Connection", target: Path) -> bool:
    """Take the file for this connection alone, until it is closed; False when there is no database in it."""
    try:
        connection.execute("PRAGMA busy_timeout=2000")
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")  # before anything else: whoever only reads is seen too
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA busy_timeout=0")
    except DRIVER_ERROR as error:
        if "locked" in str(error):
            raise StorageTrouble("in-use", path=str(target)) from error
        if any(word in str(error) for word in ("malformed", "not a database", "encrypted")):
            return False
        raise
    return True


def _keep(connection: "sqlite3.Connection | None", target: Path, kept: Path) -> None:
    """The file in use under its other name: a link where the disk knows them, else a copy."""
    if not target.exists():
        return
    kept.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        os.link(target, kept)
        if connection is None and _log_of(target).exists():
            os.link(_log_of(target), _log_of(kept))
    except FileExistsError:
        raise
    except OSError:
        _copy(connection, target, kept)
    os.chmod(kept, 0o600)
    settle_folder(kept.parent)


def _copy(connection: "sqlite3.Connection | None", target: Path, kept: Path) -> None:
    with unfinished(kept) as part:
        if connection is not None:  # through the connection: to open and close the file would give up its lock
            write_verified(connection, part, like=target)
        else:
            shutil.copyfile(target, part)
            if _log_of(target).exists():
                shutil.copyfile(_log_of(target), _log_of(kept))
        settle(part)
        os.replace(part, kept)


def _sweep(target: Path) -> None:
    """The log of the old file must never be read into the new one."""
    for behind in _BESIDE:
        with suppress(FileNotFoundError):
            Path(f"{target}{behind}").unlink()
    settle_folder(target.parent)


def _log_of(file: Path) -> Path:
    return Path(f"{file}-wal")
