"""Opening a database: SQLite through sqlcipher3 with its pragmas and write lock, PostgreSQL with its isolation."""

from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import URL, Engine, NullPool, create_engine, event
from sqlalchemy.engine import Connection

from coordinator.db.addresses import server_url, shown_address
from coordinator.db.files import BUSY_SECONDS, is_encrypted, is_server, raw_connection
from coordinator.db.places import keeps_a_log, reading_access
from coordinator.domain.errors import StorageTrouble
from coordinator.runtime.passwords import password_for

WRITES = "coordinator_writes"
READS = "coordinator_reads"


def open_engine(target: str) -> Engine:
    """An engine for a path or a `postgresql://` address; nothing is opened yet.

    Raises StorageTrouble for an address that cannot be read.
    """
    return _open_server(target) if is_server(target) else _open_file(Path(target))


def _open_server(target: str) -> Engine:
    url = _server_url(target)
    engine = create_engine(url, pool_pre_ping=True, pool_size=3, connect_args=_server_arguments(url))
    event.listen(engine, "do_connect", _connect_patiently)
    return engine


def _connect_patiently(_dialect: object, _record: object, _arguments: object, named: dict[str, Any]) -> Any:
    from coordinator.db.patience import PatientConnection  # brings the driver of servers

    return PatientConnection.connect(**named)


def _server_url(target: str) -> URL:
    try:
        url = server_url(target).set(drivername="postgresql+psycopg")
    except ValueError as error:
        raise StorageTrouble("address-unreadable", path=shown(target)) from error
    if url.password or "password" in url.query:
        return url
    return url.set(password=password_for(target) or None)


_LOCKED_SECONDS = 120  # a transaction whose computer sleeps or is gone holds its rows no longer


def _server_arguments(url: URL) -> dict[str, object]:
    """Nothing waits for ever: not this program for a server that is gone, nor the server for a program that is, nor
    anybody for a row that somebody holds."""
    asked = url.query.get("options", "")
    habits = {
        "lock_timeout": round(BUSY_SECONDS * 1000),
        "idle_in_transaction_session_timeout": _LOCKED_SECONDS * 1000,
        "tcp_keepalives_idle": 10,
        "tcp_keepalives_interval": 5,
        "tcp_keepalives_count": 3,
        "tcp_user_timeout": 20_000,
    }
    own = " ".join(f"-c {name}={value}" for name, value in habits.items())
    options = f"{asked} {own}" if isinstance(asked, str) and asked else own
    alive = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 20_000}
    patience = {} if "connect_timeout" in url.query else {"connect_timeout": 10 if url.host else 5}
    return {**patience, "options": options, **alive}


def shown(target: str) -> str:
    """The path, or host and database of an address: what may stand in a sentence, without user and password."""
    return shown_address(target) if is_server(target) else target


def _open_file(path: Path) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        module=sqlcipher,
        creator=lambda: raw_connection(path),
        pool_size=3,
    )
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)
    return engine


def _set_pragmas(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    spill = "MEMORY" if is_encrypted(connection) else "FILE"
    for pragma in (
        "foreign_keys=ON",
        "synchronous=FULL",
        f"temp_store={spill}",
        "cache_size=-16000",
        "secure_delete=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    # A change takes the write lock at once: two plain BEGINs that read first would both book the last place.
    writes = connection.get_execution_options().get(WRITES, False)
    reads = connection.get_execution_options().get(READS, False)
    if connection.info.get(READS, False) is not reads:
        connection.exec_driver_sql(f"PRAGMA query_only={'ON' if reads else 'OFF'}")
        connection.info[READS] = reads
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def reading_engine(path: Path) -> Engine:
    """An engine for a file that may not be written. Every question opens it anew: nothing else tells whether somebody
    who may write to it did so meanwhile."""
    logged = keeps_a_log(path)
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        module=sqlcipher,
        creator=lambda: raw_connection(path, reading_access(path, logged=logged)),
        poolclass=NullPool,
    )
    event.listen(engine, "begin", _begin)
    return engine


def take_turn(connection: Connection) -> None:
    """On a server, wait at the beginning of a change until no other is under way; in a file, BEGIN IMMEDIATE did.

    Only LOCK comes before the moment that a serializable transaction sees: eight clients who sign up at once would
    otherwise fail each other, whatever they write, until they give up. Who reads waits for nobody.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("LOCK TABLE precinct IN SHARE ROW EXCLUSIVE MODE")


def upkeep_engine(target: str) -> Engine:
    """An engine without a pool, whose every transaction takes the write lock, for migrations."""
    if is_server(target):
        server = _server_url(target)
        return create_engine(server, poolclass=NullPool, connect_args=_server_arguments(server))
    url = URL.create("sqlite", database=target)
    engine = create_engine(url, module=sqlcipher, poolclass=NullPool, creator=lambda: raw_connection(Path(target)))
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine
