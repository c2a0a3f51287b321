"""Stopping a program at a statement of its own choosing: killed, refused, or out of room."""

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

_DONE = 0


class Statements:
    """Counts the statements of every connection that is opened; `stop` is called before the one of this number."""

    def __init__(self, number: int = 0, stop: Callable[[Any], object] = bool) -> None:
        self.seen: list[str] = []
        self._number = number
        self._stop = stop

    def watch(self, connection: Any) -> None:
        """Hear of every statement, those of virtual tables and of BEGIN and COMMIT too."""
        connection.set_trace_callback(lambda statement: self._hear(connection, statement))

    def _hear(self, connection: Any, statement: str) -> None:
        self.seen.append(statement)
        if len(self.seen) == self._number:
            self._stop(connection)


def watching(begun: Callable[[Any, str], object], connect: Callable[..., Any]) -> Callable[..., Any]:
    """The driver's `connect`, which tells of every connection and of its file before it is used."""

    def connected(address: str, *args: Any, **named: Any) -> Any:
        connection = connect(address, *args, **named)
        begun(connection, address)
        return connection

    return connected


def kill(_connection: object) -> None:
    """As a power cut does: no clearing up of any kind."""
    os.kill(os.getpid(), signal.SIGKILL)


def refuse(connection: Any) -> None:
    """The statement fails, as it may for any reason."""
    connection.interrupt()


def in_a_process_of_its_own(job: Callable[[], object]) -> bool:
    """Do it where it may be killed; False when it was, or failed."""
    child = os.fork()
    if child == 0:
        status = 1
        with suppress(BaseException):
            job()
            status = _DONE
        os._exit(status)
    return os.waitpid(child, 0)[1] == _DONE


def everything_in(path: Path) -> dict[str, object]:
    """The schema and every row of every table of a file, by the plain driver."""
    connection = sqlcipher.connect(str(path), isolation_level=None)
    try:
        made = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()
        found: dict[str, object] = {"schema": made}
        for kind, name, statement in made:
            if kind == "table" and not str(statement).startswith("CREATE VIRTUAL"):
                found[name] = sorted(map(repr, connection.execute(f'SELECT * FROM "{name}"').fetchall()))
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        return found
    finally:
        connection.close()
