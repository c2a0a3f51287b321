"""Opening a database: SQLite through sqlcipher3 with its pragmas and write lock, PostgreSQL with its isolation."""

import os
import sqlite3
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import URL, Engine, NullPool, create_engine, event, make_url
from sqlalchemy.engine import Connection
from sqlalchemy.exc import ArgumentError

from coordinator.domain.errors import StorageTrouble

APPLICATION_ID = 0x436F6F72  # "Coor", in the header of every SQLite file of ours
SCHEMA_REVISION = "0001"  # the migration this program reads and writes; a test compares it with the newest one
BUSY_SECONDS = 10

WRITES = "coordinator_writes"


def is_server(target: str) -> bool:
    """If the target names a shared office database and not a file."""
    return target.startswith(("postgresql://", "postgresql+psycopg://", "postgres://"))


def open_engine(target: str) -> Engine:
    """An engine for a path or a `postgresql://` address; nothing is opened yet.

    Raises StorageTrouble for an address that cannot be read.
    """
    return _open_server(target) if is_server(target) else _open_file(Path(target))


def _open_server(target: str) -> Engine:
    try:
        url = make_url(target).set(drivername="postgresql+psycopg")
    except ArgumentError as error:
        raise StorageTrouble("address-unreadable", path=target.rsplit("@", maxsplit=1)[-1]) from error
    return create_engine(url, pool_pre_ping=True, pool_size=3, connect_args={"connect_timeout": 10})


def _open_file(path: Path) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        module=sqlcipher,
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False, "isolation_level": None},
        pool_size=3,
    )
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)
    return engine


def _set_pragmas(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in ("foreign_keys=ON", "synchronous=FULL", "temp_store=FILE", "cache_size=-16000", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    # A change takes the write lock at once: two plain BEGINs that read first would both book the last place.
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def raw_connection(path: Path) -> sqlite3.Connection:
    """A plain connection in autocommit, for what may not run inside a transaction (upkeep only)."""
    connection: sqlite3.Connection = sqlcipher.connect(
        str(path), timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    return connection


def upkeep_engine(target: str) -> Engine:
    """An engine without a pool, whose every transaction takes the write lock, for migrations."""
    if is_server(target):
        return create_engine(make_url(target).set(drivername="postgresql+psycopg"), poolclass=NullPool)
    url = URL.create("sqlite", database=target)
    arguments = {"timeout": BUSY_SECONDS, "isolation_level": None}
    engine = create_engine(url, module=sqlcipher, poolclass=NullPool, connect_args=arguments)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


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
