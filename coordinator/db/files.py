"""Database files, without SQLAlchemy: what tells ours from others, and the plain driver."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import sqlcipher3.dbapi2 as sqlcipher

from coordinator.domain.errors import StorageTrouble

if TYPE_CHECKING:
    import sqlite3

APPLICATION_ID = 0x436F6F72  # "Coor", in the header of every SQLite file of ours
SCHEMA_REVISION = "0004"  # the migration this program reads and writes; a test compares it with the newest one
BUSY_SECONDS = 10
DRIVER_ERROR: type[Exception] = sqlcipher.Error

_SQLITE_HEADER = b"SQLite format 3\x00"


def is_server(target: str) -> bool:
    """If the target names a shared office database and not a file."""
    return target.startswith(("postgresql://", "postgresql+psycopg://", "postgres://"))


def raw_connection(path: Path) -> sqlite3.Connection:
    """A plain connection in autocommit, for what may not run inside a transaction or cannot wait for SQLAlchemy.

    The file must be there: one that was deleted meanwhile is not made again, empty, behind everybody's back.
    """
    connection: sqlite3.Connection = sqlcipher.connect(
        f"{path.absolute().as_uri()}?mode=rw",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    return connection


def identity_of(path: Path) -> tuple[int, int] | None:
    """What tells a file from another one at the same path; None when there is none."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino


def refuse_foreign_file(path: Path) -> None:
    """Raise StorageTrouble unless the file is one of ours, without opening it for writing."""
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except (OSError, ValueError) as error:
        raise StorageTrouble("not-openable", path=str(path)) from error
    if not header:
        raise StorageTrouble("empty", path=str(path))
    identity = int.from_bytes(header[68:72], "big")
    if not header.startswith(_SQLITE_HEADER) or identity != APPLICATION_ID:
        raise StorageTrouble("not-ours", path=str(path))


def refuse_shared_folder(path: Path) -> None:
    """Raise StorageTrouble for a database on a network share: write-ahead logging corrupts there."""
    text = str(path)
    if text.startswith(("\\\\", "//")) or _file_system_of(path) in _NETWORK_FILE_SYSTEMS:
        raise StorageTrouble("network-folder", path=text)


_NETWORK_FILE_SYSTEMS = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afs", "fuse.davfs"})


def _file_system_of(path: Path) -> str:
    mounts = Path("/proc/self/mounts")
    if not mounts.exists():
        return ""
    best, kind = "", ""
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        _device, point, system, *_rest = line.split(" ")
        point = point.replace("\\040", " ")
        inside = point == "/" or str(path) == point or str(path).startswith(point.rstrip("/") + os.sep)
        if inside and len(point) >= len(best):
            best, kind = point, system
    return kind
