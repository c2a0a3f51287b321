"""One unit of work over all stores, and the only place where a transaction begins, commits, rolls back, retries."""

from __future__ import annotations

import os
import platform
import random
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar, cast
from uuid import uuid4

from sqlalchemy import Connection, Engine, RootTransaction
from sqlalchemy.exc import DBAPIError, PendingRollbackError

from coordinator.db.engine import READS, WRITES, shown, take_turn
from coordinator.db.files import DRIVER_ERROR, identity_of, is_server, raw_connection
from coordinator.db.history import History
from coordinator.db.newer import refuse_newer_schema
from coordinator.db.recorder import Author, Recorder, wait_for_writers
from coordinator.db.soundness import is_readable, is_sound
from coordinator.db.stores.bookkeeping import Bookkeeping, SourceStore
from coordinator.db.stores.calendar import CalendarStore
from coordinator.db.stores.events import EventStore
from coordinator.db.stores.everything import EverythingStore
from coordinator.db.stores.people import PeopleStore
from coordinator.db.stores.precinct import PrecinctStore
from coordinator.db.stores.removed import RemovedStore
from coordinator.db.stores.roles import RoleStore
from coordinator.db.stores.signups import SignUpStore
from coordinator.db.stores.venues import VenueStore
from coordinator.db.stores.wishes import WishStore
from coordinator.db.troubles import is_lost, may_be_retried, refuses_to_write, trouble_of
from coordinator.domain.errors import StorageTrouble, Unsettled
from coordinator.domain.spans import wall_time_of
from coordinator.runtime.clock import Clock

if TYPE_CHECKING:
    import sqlite3

P = ParamSpec("P")
T = TypeVar("T")

_MARK = 16  # of the 32 letters of a token
_ATTEMPTS = 12
_FIRST_PAUSE = 0.005  # seconds; doubled each time, with chance in it so that two rivals do not meet again


class Work:
    """The stores of one transaction. `now` is an aware UTC instant, the same for everything in it."""

    def __init__(self, connection: Connection, author: Author) -> None:
        self.now: datetime = author.at
        self.by = author.actor
        self.mark = (author.token or "")[-8:]  # this change's own, however often it is tried
        self.recorder = Recorder(connection, author)
        self.history = History(connection, author.actor, author.pc)
        self.precinct = PrecinctStore(connection, self.recorder)
        self.people = PeopleStore(connection, self.recorder)
        self.venues = VenueStore(connection, self.recorder)
        self.roles = RoleStore(connection, self.recorder)
        self.removed = RemovedStore(connection)
        self.signups = SignUpStore(connection, self.recorder, self.people)
        self.wishes = WishStore(connection, self.signups)
        self.sources = SourceStore(connection, self.recorder)
        self.bookkeeping = Bookkeeping(connection, author.actor, author.at)
        self.connection = connection
        self._zone: str | None = None
        self._events: EventStore | None = None

    def stay_awake(self) -> None:
        """Let the server hear that this transaction is still at work; long reckonings call it now and then. A server
        ends a transaction that asks it nothing for two minutes."""
        if self.connection.dialect.name == "postgresql":
            self.connection.exec_driver_sql("SELECT")

    @property
    def zone(self) -> str:
        """The precinct's IANA zone."""
        if self._zone is None:
            self._zone = self.precinct.get().zone
        return self._zone

    @property
    def events(self) -> EventStore:
        """The events; days in questions are the precinct's."""
        if self._events is None:
            self._events = EventStore(self.connection, self.recorder, self.zone)
        return self._events

    @property
    def calendar(self) -> CalendarStore:
        """The events as calendars paint them."""
        return CalendarStore(self.connection, self.zone)

    @property
    def everything(self) -> EverythingStore:
        """All subjects at once."""
        return EverythingStore(self.connection, self.recorder, self.zone)

    @property
    def today(self) -> date:
        """The precinct's date."""
        return wall_time_of(self.now, self.zone).date()


class Storage:
    """One open database. Safe to use from several threads: each transaction has a connection of its own. `read_only` is
    the code of the trouble for which nothing may be written, empty if everything may. `pc` names this PC in the log;
    `mark` begins the token of every change that was made here. `file` is the identity that the file had before the
    engine first opened it: it may have been replaced while the engine waited for it."""

    def __init__(
        self,
        engine: Engine,
        target: str,
        *,
        actor: str,
        clock: Clock,
        read_only: str = "",
        pc: str = "",
        file: tuple[int, int] | None = None,
    ) -> None:
        self.engine = engine
        self.target = target
        self.actor = actor
        self.pc = pc or platform.node()
        self.mark = uuid4().hex[:_MARK]
        self.clock = clock
        self.read_only = read_only
        self._begun = file
        self._file: tuple[int, int] | None = None
        self._was_looked_over = False
        self._held: sqlite3.Connection | None = None
        self._holding = Lock()

    def read(self, question: Callable[Concatenate[Work, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Ask in a transaction that sees one moment and can write nothing. Raises CoordinatorError only."""
        options: dict[str, object] = (
            {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
            if is_server(self.target)
            else {READS: True}
        )
        return self._run(options, None, question, *args, **kwargs)

    def change(self, errand: Callable[Concatenate[Work, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do in one transaction: all of it is saved, or nothing. May call the errand again after a conflict.

        Raises CoordinatorError; `Unsettled` when the server was lost so late that the change may have been saved.
        """
        return self._change(self.mark + uuid4().hex[_MARK:], errand, *args, **kwargs)

    def settle(
        self,
        unsettled: Unsettled,
        errand: Callable[Concatenate[Work, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Find out about a change that `change` raised `Unsettled` for: what it gave if it was saved, else it is done
        now, under the same token. However often this is tried, the change is saved once.

        Raises `Unsettled` again as long as nobody can tell; any other error means that it was not saved.
        """

        def once(work: Work) -> T:
            if work.history.has(unsettled.token):
                return cast(T, unsettled.answer)
            return errand(work, *args, **kwargs)

        try:
            self.read(lambda work: wait_for_writers(work.connection))  # the lost transaction may still be running
            return self._change(unsettled.token, once)
        except Unsettled:
            raise
        except StorageTrouble as trouble:
            raise unsettled from trouble

    def _change(self, token: str, errand: Callable[Concatenate[Work, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        if self.read_only:
            raise StorageTrouble("opened-read-only", path=shown(self.target), reason=self.read_only)
        options: dict[str, object] = {"isolation_level": "SERIALIZABLE"} if is_server(self.target) else {WRITES: True}
        return self._run(options, token, errand, *args, **kwargs)

    def held(self) -> sqlite3.Connection:
        """A connection of one's own to the file that was opened, wherever that is now. Raises StorageTrouble."""
        if self._held is None:
            raise StorageTrouble("missing", path=self.target)
        return self._held

    def start_afresh(self) -> None:
        """Leave the file that was open for whatever lies in its place next."""
        self.engine.dispose()
        with self._holding:
            self._let_go()
            self._file = self._begun = None

    def _hold(self) -> sqlite3.Connection | None:
        """A deleted file is there as long as somebody has it open: with this, everything can be written out again. The
        question opens its log too."""
        if os.name != "posix" or self.read_only:
            return None
        try:
            held = raw_connection(Path(self.target))
            held.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except DRIVER_ERROR:
            return None  # whatever it is, the transaction that comes next says it
        return held

    def _let_go(self) -> None:
        if self._held is not None:
            self._held.close()
            self._held = None

    def close(self) -> None:
        """Give every connection back; SQLite folds its write-ahead log into the file."""
        self._let_go()
        self.engine.dispose()

    def _run(
        self,
        options: dict[str, object],
        token: str | None,
        errand: Callable[Concatenate[Work, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        pause = _FIRST_PAUSE
        for _attempt in range(_ATTEMPTS - 1):
            try:
                return self._attempt(options, token, errand, *args, **kwargs)
            except _Conflict:
                time.sleep(pause * random.uniform(0.5, 1.5))
                pause *= 2
        try:
            return self._attempt(options, token, errand, *args, **kwargs)
        except _Conflict as conflict:
            raise trouble_of(conflict.error, self.target) from conflict.error

    def _attempt(
        self,
        options: dict[str, object],
        token: str | None,
        errand: Callable[Concatenate[Work, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        self._refuse_another_file()
        try:
            with self.engine.connect().execution_options(**options) as connection:
                with connection.begin() as transaction:
                    if token is not None:
                        take_turn(connection)
                        refuse_newer_schema(connection, self.target)
                    author = Author(self.actor, self.pc, self.clock.now(), token)
                    answer = errand(Work(connection, author), *args, **kwargs)
                    if token is not None:
                        self._refuse_another_file()  # once more: from here on nobody can replace it
                    self._commit(transaction, token, answer)
                return answer
        except PendingRollbackError as error:  # the connection was lost before, and the errand went on without it
            raise StorageTrouble("server-lost", path=shown(self.target)) from error
        except DBAPIError as error:
            if may_be_retried(error):
                raise _Conflict(error) from error
            if token is not None and refuses_to_write(error):
                self.engine.dispose()  # a server that became the standby: the next connection looks for the other one
            raise self._noted(trouble_of(error, self.target)) from error
        except (ValueError, TypeError, OverflowError) as error:
            if self._gives_nonsense():
                raise self._noted(StorageTrouble("damaged", path=self.target)) from error
            raise

    def _noted(self, trouble: StorageTrouble) -> StorageTrouble:
        """From now on nothing more is written into a damaged file."""
        if trouble.code == "damaged" and not is_server(self.target):
            self.read_only = "damaged"
        return trouble

    def _gives_nonsense(self) -> bool:
        """If what cannot be understood came out of the file: a bit that fell over makes a date that is none. Looked
        at once, for a fault of the program would have all of the file read each time."""
        if is_server(self.target) or self._was_looked_over:
            return False
        self._was_looked_over = True
        return not (is_sound(Path(self.target)) and is_readable(self.engine))

    def _commit(self, transaction: RootTransaction, token: str | None, answer: object) -> None:
        asked = token is not None and is_server(self.target)
        try:
            transaction.commit()
        except (DBAPIError, KeyboardInterrupt) as error:
            if asked and (isinstance(error, KeyboardInterrupt) or is_lost(error)):
                raise Unsettled(path=shown(self.target), token=token or "", answer=answer) from error
            raise

    def _refuse_another_file(self) -> None:
        # Connections go on writing into a file that was deleted or replaced: "saved" would be a lie.
        if is_server(self.target):
            return
        found = identity_of(Path(self.target))
        with self._holding:
            if self._file is None and found is not None and found == (self._begun or found):
                self._held = self._hold()
            self._file = self._file or self._begun or found
        if found is None:
            raise StorageTrouble("missing", path=self.target)
        if found != self._file:
            raise StorageTrouble("replaced", path=self.target)


class _Conflict(Exception):
    def __init__(self, error: DBAPIError) -> None:
        super().__init__()
        self.error = error
