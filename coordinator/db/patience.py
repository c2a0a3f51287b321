"""A connection to a server that waits as long as the server works, and no longer."""

import time
from collections.abc import Generator
from typing import Any, TypeVar

import psycopg
from psycopg import conninfo

T = TypeVar("T")

SILENCE = 10.0  # seconds without a byte from the server before it is asked whether it still works
_ANSWER = 5.0  # seconds it has for that
_LAST_WORD = 1.0  # seconds for an answer that came just when it was asked

_STILL_AT_IT = "SELECT count(*) FROM pg_stat_activity WHERE pid = %s AND state = 'active'"


class PatientConnection(psycopg.Connection[Any]):
    """Nothing on it waits for ever for a server that is gone, not even where something between keeps the line open and
    swallows what is sent: after a while of silence the server is asked over a second connection whether it is still at
    it. A long statement goes on, anything else ends as a lost connection."""

    def wait(self, gen: Generator[Any, Any, T], interval: float = 0.1, timeout: float | None = None) -> T:
        """As psycopg waits, but attended."""
        return super().wait(self._attended(gen), interval, timeout)

    def _attended(self, gen: Generator[Any, Any, T]) -> Generator[Any, Any, T]:
        heard = time.monotonic()
        try:
            wanted = next(gen)
            while True:
                ready = yield wanted
                now = time.monotonic()
                if ready:
                    heard = now
                elif now - heard > SILENCE + _LAST_WORD:
                    self._give_up()
                elif now - heard > SILENCE and self._is_worked_for():
                    heard = time.monotonic()
                wanted = gen.send(ready)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]

    def _give_up(self) -> None:
        self.close()
        raise psycopg.OperationalError("the server does not answer: connection given up")

    def _is_worked_for(self) -> bool:
        """If the very server this connection leads to still works on its statement."""
        info = self.info
        here = {"host": info.host, "port": str(info.port), "password": info.password, "connect_timeout": str(_ANSWER)}
        asked = {**info.get_parameters(), **{name: value for name, value in here.items() if value}}
        asked.pop("target_session_attrs", None)
        try:
            with _BriefConnection.connect(conninfo.make_conninfo("", **asked), autocommit=True) as second:
                found = second.execute(_STILL_AT_IT, (info.backend_pid,)).fetchone()
        except psycopg.Error:
            return False
        return bool(found and found[0])


class _BriefConnection(psycopg.Connection[Any]):
    def wait(self, gen: Generator[Any, Any, T], interval: float = 0.1, timeout: float | None = None) -> T:
        return super().wait(gen, interval, timeout or _ANSWER)
