"""A line to a PostgreSQL server that breaks where a test wants it to: at a byte, around a COMMIT, in silence."""

import random
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from sqlalchemy import URL, make_url

_COMMIT = b"COMMIT"
_WAITS = b"pg_advisory_xact_lock_shared"
_RESET = struct.pack("ii", 1, 0)  # SO_LINGER: close means reset, nothing more is sent


class Break(StrEnum):
    """Where the line breaks."""

    TO_SERVER = "after so many bytes to the server"
    TO_CLIENT = "after so many bytes to the client"
    BEFORE_COMMIT = "when COMMIT is sent, before it arrives"
    AFTER_COMMIT = "when COMMIT arrived, before its answer"
    LATE_COMMIT = "when COMMIT is sent, which arrives only when it is looked up"


@dataclass
class _Plan:
    where: Break | None = None
    left: int = 0
    counted: dict[Break, int] = field(default_factory=lambda: {Break.TO_SERVER: 0, Break.TO_CLIENT: 0})


class DroppingLine:
    """Listens on a port of its own and passes everything on, until told otherwise."""

    def __init__(self, server: str) -> None:
        self._server = make_url(server)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._plan = _Plan()
        self._lock = threading.RLock()
        self._pairs: set[tuple[socket.socket, socket.socket]] = set()
        self._late: tuple[socket.socket, bytes] | None = None
        self._away = self._silent = False
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def address(self) -> str:
        """The same database, over this line."""
        url = self._server.set(host="127.0.0.1", port=self.port, query=self._without_socket())
        return url.render_as_string(hide_password=False)

    def close(self) -> None:
        """No line any more."""
        self.pull()
        self._listener.close()

    # --- what happens to the line

    def break_once(self, where: Break, after: int = 0) -> None:
        """Break the line one time, there: after so many bytes, or so many COMMITs that are still answered."""
        with self._lock:
            self._plan = _Plan(where, after)

    def mend(self) -> None:
        """Pass everything on again, and count from nothing."""
        with self._lock:
            self._plan = _Plan()
            self._away = self._silent = False

    def pull(self) -> None:
        """The server is away: what is open breaks, and nobody gets through until `mend`."""
        with self._lock:
            self._away = True
            for pair in list(self._pairs):
                self._cut(pair)

    def swallow(self) -> None:
        """Lines stay open, and nothing comes through any more until `mend`; what was sent meanwhile is gone."""
        self._silent = True

    def counted(self, way: Break) -> int:
        """The bytes passed on that way since `mend`."""
        return self._plan.counted[way]

    @property
    def has_broken(self) -> bool:
        """If nothing is left of the wish to break it."""
        return self._plan.where is None

    # --- passing on

    def _without_socket(self) -> dict[str, str | tuple[str, ...]]:
        return {name: value for name, value in self._server.query.items() if name not in ("host", "port")}

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _address = self._listener.accept()
                if self._away:
                    _close(client)
                    continue
                pair = (client, _connected(self._server))
                self._pairs.add(pair)
                for way in (Break.TO_SERVER, Break.TO_CLIENT):
                    threading.Thread(target=self._pass_on, args=(pair, way), daemon=True).start()

    def _pass_on(self, pair: tuple[socket.socket, socket.socket], way: Break) -> None:
        source, target = pair if way is Break.TO_SERVER else (pair[1], pair[0])
        with suppress(OSError):
            while some := source.recv(65_536):
                if self._silent:
                    continue
                with self._lock:
                    passed = self._passed(some, way, pair)
                    target.sendall(passed)
                    self._plan.counted[way] += len(passed)
                    if len(passed) < len(some) or self._is_after_commit(some, way):
                        self._plan.where = None
                        break
                    self._let_the_late_one_through(some)
        self._cut(pair)

    def _passed(self, some: bytes, way: Break, pair: tuple[socket.socket, socket.socket]) -> bytes:
        """What of it still gets through."""
        plan = self._plan
        if plan.where is way:
            if plan.left < len(some):
                return some[: plan.left]
            plan.left -= len(some)
        if way is Break.TO_SERVER and _COMMIT in some and self._is_its_turn():
            if plan.where is Break.BEFORE_COMMIT:
                return b""
            if plan.where is Break.LATE_COMMIT:
                self._late = (pair[1].dup(), some)
                return b""
        return some

    def _is_its_turn(self) -> bool:
        plan = self._plan
        if plan.where in (Break.TO_SERVER, Break.TO_CLIENT, None):
            return False
        plan.left -= 1
        return plan.left < 0

    def _is_after_commit(self, some: bytes, way: Break) -> bool:
        return (
            self._plan.where is Break.AFTER_COMMIT
            and way is Break.TO_SERVER
            and _COMMIT in some
            and self._plan.left < 0
        )

    def _let_the_late_one_through(self, some: bytes) -> None:
        if self._late is not None and _WAITS in some:
            server, commit = self._late
            self._late = None
            with closing(server), suppress(OSError):
                server.sendall(commit)
                server.shutdown(socket.SHUT_WR)

    def _cut(self, pair: tuple[socket.socket, socket.socket]) -> None:
        self._pairs.discard(pair)
        client, server = pair
        _close(client)
        if self._late is None or self._plan.where is not None:
            with suppress(OSError):
                server.shutdown(socket.SHUT_RDWR)
        server.close()


def _close(client: socket.socket) -> None:
    """Sometimes with a reset, sometimes in good order: both happen."""
    if random.random() < 0.5:
        with suppress(OSError):
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
    with suppress(OSError):
        client.shutdown(socket.SHUT_RDWR)
    client.close()


def _connected(server: URL) -> socket.socket:
    named = server.query.get("host", server.host or "127.0.0.1")
    assert isinstance(named, str)
    if named.startswith("/"):
        made = socket.socket(socket.AF_UNIX)
        made.connect(str(Path(named, f".s.PGSQL.{server.port or server.query.get('port', 5432)}")))
        return made
    return socket.create_connection((named, server.port or 5432))


def line_to(server: str) -> Iterator[DroppingLine]:
    """A line for as long as a test takes."""
    with closing(DroppingLine(server)) as line:
        yield line
