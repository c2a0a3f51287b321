"""The window's first week before the database's libraries are loaded, and the whole database after."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coordinator.db.early import early_file
from coordinator.db.files import DRIVER_ERROR, is_server
from coordinator.domain.listings import EventLine, EventQuery
from coordinator.usecases.events import events_during

if TYPE_CHECKING:
    from coordinator.db.early import EarlyFile
    from coordinator.db.work import Storage
    from coordinator.domain.errors import Unsettled
    from coordinator.runtime.clock import Clock

_PATIENCE = 1.0  # seconds that any other question waits for `go_on`


class EarlyDatabase:
    """Answers for the first week at once; any other question loads SQLAlchemy and opens the database in full.

    That takes a third of a second of processor time, which the window needs for painting: it waits for `go_on`. Safe
    to use from several threads, as `Storage` is.
    """

    def __init__(self, early: EarlyFile, target: str, *, actor: str, clock: Clock) -> None:
        self.target = target
        self.precinct = early.precinct
        self.newest = early.newest()
        self._early: EarlyFile | None = early
        self._actor = actor
        self._clock = clock
        self._storage: Storage | None = None
        self._may_go_on = threading.Event()
        self._lock = threading.Lock()

    @property
    def read_only(self) -> str:
        """As `Storage.read_only`. A file that may not be written is opened in full."""
        return "" if self._storage is None else self._storage.read_only

    @property
    def actor(self) -> str:
        """Who acts, in the log."""
        return self._actor

    @actor.setter
    def actor(self, name: str) -> None:
        self._actor = name
        if self._storage is not None:
            self._storage.actor = name

    def read(self, question: Callable[..., Any], *args: Any, **named: Any) -> Any:
        """As `Storage.read`."""
        if question is events_during and not named:
            found = self._first_week(*args)
            if found is not None:
                return found
        return self.whole().read(question, *args, **named)

    def change(self, errand: Callable[..., Any], *args: Any, **named: Any) -> Any:
        """As `Storage.change`."""
        return self.whole().change(errand, *args, **named)

    def settle(self, unsettled: Unsettled, errand: Callable[..., Any], *args: Any, **named: Any) -> Any:
        """As `Storage.settle`."""
        return self.whole().settle(unsettled, errand, *args, **named)

    def go_on(self) -> None:
        """The first rows are painted: load the rest as soon as it is asked for."""
        self._may_go_on.set()

    def close(self) -> None:
        """Give every connection back."""
        with self._lock:
            for each in (self._early, self._storage):
                if each is not None:
                    each.close()
            self._early = None

    def _first_week(self, query: EventQuery) -> tuple[EventLine, ...] | None:
        first, last = query.first, query.last
        if first is None or last is None or query != EventQuery(first, last):
            return None
        with self._lock, suppress(DRIVER_ERROR, ValueError, TypeError):
            return None if self._early is None else self._early.lines(first, last)
        return None

    def whole(self) -> Storage:
        """The database in full; opened now if it was not. Raises StorageTrouble."""
        self._may_go_on.wait(_PATIENCE)
        with self._lock:
            if self._storage is None:
                from coordinator.usecases.upkeep import open_database  # brings SQLAlchemy, after the first rows

                # First closed, then opened: that reads how the file begins, and closing a file that a connection of
                # this process has open takes the connection's locks away; the next program to close the database
                # would then think itself the last one and remove the log that this one goes on writing.
                if self._early is not None:
                    self._early.close()
                self._early = None
                self._storage = open_database(self.target, actor=self._actor, clock=self._clock)
            return self._storage


def early_database(target: str, *, actor: str, clock: Clock) -> EarlyDatabase | None:
    """An open database; None when it must be opened in full first: on a server, older, newer, or in trouble.

    Raises StorageTrouble like `open_database`.
    """
    if is_server(target):
        return None
    path = Path(target).absolute()
    early = early_file(path)
    return None if early is None else EarlyDatabase(early, str(path), actor=actor, clock=clock)
