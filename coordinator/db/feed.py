"""What others save, heard within seconds: the log is read on from where it was read last."""

import socket
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from select import select as wait_for
from typing import Any

import psycopg
from sqlalchemy import Connection, Row, func, select, text
from sqlalchemy.exc import DBAPIError

from coordinator.db.engine import READS, shown
from coordinator.db.files import DRIVER_ERROR, identity_of, is_server
from coordinator.db.recorder import CHANNEL, TOLD_ROW_BY_ROW
from coordinator.db.rowtext import facts_of
from coordinator.db.tables.base import logged_tables
from coordinator.db.tables.log import change, change_set
from coordinator.db.troubles import trouble_of
from coordinator.db.work import Storage
from coordinator.domain.changes import Changes, Label, News
from coordinator.domain.errors import CoordinatorError, StorageTrouble

TOLD_ONE_BY_ONE = 100  # changes; a PC that slept for longer reads everything again
_LOOKS = 1.0  # seconds between two looks at a file
_LOOKS_ANYWAY = 30.0  # seconds: a server that forgot to say something is asked
_NAME = "Coordinator: "  # how the window of each PC is known to the server


class Feed:
    """Others' changes, read by one thread; only `wake` may be called from another one. It has a connection of its own
    that never writes, and connects anew when it is asked after that was lost. `since` is the number of the last change
    known already; without it, what was saved before the first `wait` is not told."""

    def __init__(self, storage: Storage, *, since: int | None = None) -> None:
        self._storage = storage
        self._on_server = is_server(storage.target)
        self._seen = since
        self._seen_token: str | None = None
        self._connection: Connection | None = None
        self._file: tuple[int, int] | None = None
        self._data_version = 0
        self._may_listen = True
        self._looked = 0.0
        self._bell, self._ear = socket.socketpair()
        self.computers = 0  # PCs whose window is open on a server; 0 on a file

    def wait(self, seconds: float) -> tuple[News, ...]:
        """What others saved since the last time, in the order they saved it; returns as soon as there is some, or when
        it is woken. Raises StorageTrouble when the database is gone: call again later."""
        try:
            if self._connection is None:
                self._connect()
                return self._read()
            return self._read() if self._moved(self._connection, seconds) else ()
        except (DBAPIError, DRIVER_ERROR, psycopg.Error, OSError) as error:
            self._drop()
            raise self._trouble(error) from error
        except CoordinatorError:
            self._drop()
            raise

    def wake(self) -> None:
        """End a `wait` that is under way, from another thread."""
        with suppress(OSError):
            self._bell.send(b"!")

    def close(self) -> None:
        """Give the connection back."""
        self._drop()
        self._bell.close()
        self._ear.close()

    # --- the connection

    def _connect(self) -> None:
        self._look_at_file()
        connection = self._storage.engine.connect().execution_options(**self._options())
        connection.detach()  # kept for as long as the feed lives: no seat of the pool's
        self._connection = connection
        if self._on_server:
            self._introduce(connection)
        else:
            self._data_version = _data_version(connection)

    def _options(self) -> dict[str, object]:
        return {"isolation_level": "AUTOCOMMIT"} if self._on_server else {READS: True}

    def _introduce(self, connection: Connection) -> None:
        """Listen, and let the other windows know that there is one more; a standby server lets nobody listen."""
        with connection.begin():
            named = text("SELECT set_config('application_name', :name, false)")
            connection.execute(named, {"name": _NAME + self._storage.pc})
            self._may_listen = not connection.execute(text("SELECT pg_is_in_recovery()")).scalar_one()
            if self._may_listen:
                connection.execute(text(f"LISTEN {CHANNEL}"))
                connection.execute(select(func.pg_notify(CHANNEL, "here")))

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(DBAPIError, DRIVER_ERROR, psycopg.Error, OSError):
                connection.close()

    def _trouble(self, error: Exception) -> StorageTrouble:
        if isinstance(error, OSError):
            return StorageTrouble("server-lost", path=shown(self._storage.target))
        whole = error if isinstance(error, DBAPIError) else DBAPIError("", None, error)
        return trouble_of(whole, self._storage.target)

    # --- waiting

    def _moved(self, connection: Connection, seconds: float) -> bool:
        if self._on_server and self._may_listen:
            return self._was_told(connection, seconds)
        self._rest((), min(seconds, _LOOKS))
        if self._on_server:
            return True
        self._look_at_file()
        before, self._data_version = self._data_version, _data_version(connection)
        return before != self._data_version

    def _was_told(self, connection: Connection, seconds: float) -> bool:
        driver: Any = connection.connection.dbapi_connection
        if not _drained(driver):  # heard while the log was read
            self._rest([driver.fileno()], seconds)
            if not _drained(driver) and time.monotonic() - self._looked < _LOOKS_ANYWAY:
                return False
        return True

    def _rest(self, others: Sequence[int], seconds: float) -> None:
        ready, _writable, _broken = wait_for([self._ear.fileno(), *others], [], [], seconds)
        if self._ear.fileno() in ready:
            self._ear.recv(64)

    def _look_at_file(self) -> None:
        """A connection goes on reading a file that was deleted or replaced."""
        if self._on_server:
            return
        found = identity_of(Path(self._storage.target))
        self._file = self._file or found
        if found is None or found != self._file:
            raise StorageTrouble("missing" if found is None else "replaced", path=self._storage.target)

    # --- reading

    def _read(self) -> tuple[News, ...]:
        connection = self._connection
        assert connection is not None
        self._looked = time.monotonic()
        with connection.begin():
            self._count_computers(connection)
            return self._news(connection)

    def _news(self, connection: Connection) -> tuple[News, ...]:
        if self._seen is None:
            self._remember(connection)
            return ()
        sets = self._sets_after(connection, self._seen)
        if len(sets) > TOLD_ONE_BY_ONE or self._log_is_another(connection, self._seen):
            self._remember(connection)
            return (_everything(),)
        others = (row for row in sets if not (row.token or "").startswith(self._storage.mark))
        found = tuple(_news_of(connection, row) for row in others)
        if sets:  # last of all: what could not be read is read again
            self._seen, self._seen_token = sets[-1].id, sets[-1].token
        return found

    def _sets_after(self, connection: Connection, seen: int) -> list[Row[Any]]:
        later = select(change_set).where(change_set.c.id > seen).order_by(change_set.c.id)
        return list(connection.execute(later.limit(TOLD_ONE_BY_ONE + 1)))

    def _remember(self, connection: Connection) -> None:
        """All up to now is known."""
        newest = select(change_set.c.id, change_set.c.token).order_by(change_set.c.id.desc()).limit(1)
        row = connection.execute(newest).first()
        self._seen, self._seen_token = (row.id, row.token) if row else (0, None)

    def _log_is_another(self, connection: Connection, seen: int) -> bool:
        """If a backup was brought back: the change read last is not there any more, or is another one. (So it is when
        the log was pruned down to nothing: reading all again does no harm.)"""
        if not seen:
            return False
        same = connection.execute(select(change_set.c.token).where(change_set.c.id == seen)).first()
        if same is not None and self._seen_token is None:
            self._seen_token = same.token
        return same is None or same.token != self._seen_token

    def _count_computers(self, connection: Connection) -> None:
        if self._on_server:
            count = "SELECT count(DISTINCT application_name) FROM pg_stat_activity"
            here = " WHERE datname = current_database() AND starts_with(application_name, :name)"
            self.computers = connection.execute(text(count + here), {"name": _NAME}).scalar_one()


def _data_version(connection: Connection) -> int:
    """Moves whenever another connection wrote to the file, and never within a transaction."""
    driver: Any = connection.connection.dbapi_connection
    return int(driver.execute("PRAGMA data_version").fetchone()[0])


def _drained(driver: Any) -> bool:
    """If the server said anything."""
    return len(list(driver.notifies(timeout=0))) > 0


def _news_of(connection: Connection, row: Row[Any]) -> News:
    touched, wholly = _touched(connection, row.id)
    changes = Changes(row.id, Label(row.label_code, facts_of(row.label_facts)), touched, wholly=wholly)
    return News(changes, row.actor, row.at, row.pc, row.kind)


def _touched(connection: Connection, set_id: int) -> tuple[dict[str, frozenset[int]], frozenset[str]]:
    lines = select(change.c.table_name, change.c.key).where(change.c.change_set_id == set_id)
    rows = connection.execute(lines.limit(TOLD_ROW_BY_ROW + 1)).all()
    if len(rows) > TOLD_ROW_BY_ROW:
        tables = select(change.c.table_name).where(change.c.change_set_id == set_id).distinct()
        return {}, frozenset(connection.execute(tables).scalars())
    found: dict[str, set[int]] = {}
    for name, key in rows:
        found.setdefault(name, set()).add(key)
    return {name: frozenset(keys) for name, keys in found.items()}, frozenset()


def _everything() -> News:
    return News(Changes(None, Label("much-changed"), wholly=frozenset(table.name for table in logged_tables)))
