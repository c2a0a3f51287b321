"""Copies of a database file that were opened and compared before anybody relies on them."""

import os
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.db.files import DRIVER_ERROR, raw_connection
from coordinator.domain.errors import StorageTrouble

if TYPE_CHECKING:
    import sqlite3

_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"


def copy_verified(source: Path, copy: Path) -> None:
    """Write a copy that holds every row, on the disk for good and readable by its owner only; others may go on reading
    and writing meanwhile. The copy appears under its name only when it was opened, found sound and compared.

    Raises StorageTrouble "copy-failed" (fact `path`: the copy); nothing is left of it then.
    """
    unfinished = copy.with_name(f".{copy.name}.part")
    try:
        copy.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        unfinished.unlink(missing_ok=True)
        os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        _write(source, unfinished)
        _settle(unfinished)
        os.replace(unfinished, copy)
        _settle_folder(copy.parent)
    except (OSError, DRIVER_ERROR, _Unequal) as error:
        raise StorageTrouble("copy-failed", path=str(copy)) from error
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


class _Unequal(Exception):
    """The copy is not sound, or not what was copied."""


def _write(source: Path, unfinished: Path) -> None:
    with closing(raw_connection(source)) as original, closing(raw_connection(unfinished)) as copied:
        original.execute("BEGIN")  # rows counted and rows copied are of one moment
        counted = _counts(original)
        original.backup(copied)
        copied.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it
        if [row[0] for row in copied.execute("PRAGMA integrity_check")] != ["ok"] or _counts(copied) != counted:
            raise _Unequal


def _counts(connection: "sqlite3.Connection") -> dict[str, int]:
    names = [name for (name,) in connection.execute(_TABLES)]
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}


def _settle(file: Path) -> None:
    number = os.open(file, os.O_RDWR)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _settle_folder(folder: Path) -> None:
    with suppress(OSError):  # Windows has no such thing
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
