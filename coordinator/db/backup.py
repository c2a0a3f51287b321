"""Copies of a database file that were opened and compared before anybody relies on them."""

import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.db.files import DRIVER_ERROR, raw_connection
from coordinator.domain.errors import StorageTrouble
from coordinator.runtime.unfinished import settle, settle_folder, unfinished

if TYPE_CHECKING:
    import sqlite3

Progress = Callable[[int, int], object]

_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
_AT_ONCE = 1024  # pages between two words about how far it is


class Unequal(Exception):
    """The copy is not sound, or not what was copied."""


def _quiet(_done: int, _total: int) -> None:
    return None


def copy_verified(source: Path, copy: Path, *, progress: Progress = _quiet) -> None:
    """Write a copy that holds every row, on the disk for good and readable by its owner only; others may go on reading
    and writing meanwhile. The copy appears under its name only when it was opened, found sound and compared, and never
    in the place of another file.

    `progress` hears of pages done and pages in all, and may raise Interrupted. Raises StorageTrouble "copy-failed"
    (fact `path`: the copy); nothing is left of it then.
    """
    try:
        copy.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with closing(raw_connection(source)) as original:
            _copy_under_name(original, copy, source, progress)
    except (OSError, DRIVER_ERROR, Unequal) as error:
        raise StorageTrouble("copy-failed", path=str(copy)) from error


def copy_open(original: "sqlite3.Connection", copy: Path, *, like: Path) -> None:
    """The same from a connection that is there already: it may hold a file that was deleted meanwhile. Raises
    StorageTrouble "copy-not-made"."""
    try:
        _copy_under_name(original, copy, like, _quiet)
    except (OSError, DRIVER_ERROR, Unequal) as error:
        raise StorageTrouble("copy-not-made", path=str(copy)) from error


def _copy_under_name(original: "sqlite3.Connection", copy: Path, like: Path, progress: Progress) -> None:
    with unfinished(copy) as part:
        write_verified(original, part, like=like, progress=progress)
        settle(part)
        _name(part, copy)
        settle_folder(copy.parent)


def write_verified(
    original: "sqlite3.Connection", part: Path, *, like: Path, journal: str = "DELETE", progress: Progress = _quiet
) -> None:
    """Everything of an open database into an empty file, which is locked with the same key as the file `like`. Raises
    Unequal when they are not alike in the end."""
    with closing(raw_connection(part, like=like)) as copied:
        original.execute("BEGIN")  # rows counted and rows copied are of one moment
        counted = _counts(original)
        original.backup(copied, pages=_AT_ONCE, progress=lambda _status, left, total: progress(total - left, total))
        original.execute("COMMIT")
        copied.execute(f"PRAGMA journal_mode={journal}")  # DELETE: one file, with nothing beside it
        if [row[0] for row in copied.execute("PRAGMA integrity_check")] != ["ok"] or _counts(copied) != counted:
            raise Unequal


def _counts(connection: "sqlite3.Connection") -> dict[str, int]:
    names = [name for (name,) in connection.execute(_TABLES)]
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}


def _name(part: Path, copy: Path) -> None:
    """A link is refused where a file is; not every disk knows links."""
    try:
        os.link(part, copy)
    except FileExistsError:
        raise
    except OSError:
        if copy.exists():
            raise FileExistsError(str(copy)) from None
        os.replace(part, copy)
