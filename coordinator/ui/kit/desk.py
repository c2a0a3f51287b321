"""The way from the window to the use cases: one writer thread and one reader thread, answers on the window's thread.

A page never waits: it asks with `ask`, acts with `do`, runs long things with `work`, and hears `changed` when anything
was written, by whichever page. When the database does not answer, changes wait in their order and questions are kept;
both are tried again until it does, and the callbacks come then as if nothing had happened.
"""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import count
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, QThreadPool, Signal

from coordinator.domain.changes import Changes, News, together
from coordinator.domain.errors import CoordinatorError, Interrupted, StorageTrouble, Unsettled
from coordinator.runtime.i18n import _
from coordinator.ui.kit.alive import is_alive, is_out_of_sight
from coordinator.ui.kit.retrying import Retrying
from coordinator.ui.kit.waiting import Waiting, WaitingRows, waiting_of
from coordinator.usecases.precinct import precinct

T = TypeVar("T")
Failed = Callable[[CoordinatorError], object]
Errand = Callable[..., Changes]

_LOST = frozenset(["server-lost", "unsettled"])
_PASSING = _LOST | {"locked"}  # troubles that go by themselves: what met them is tried again


class Storage(Protocol):
    """What the desk needs of an open database: safe to use from several threads. `read_only` is the code of the reason
    why nothing may be written."""

    @property
    def read_only(self) -> str: ...

    def read(self, question: Callable[..., T], *args: Any, **named: Any) -> T: ...

    def change(self, errand: Errand, *args: Any, **named: Any) -> Changes: ...

    def settle(self, unsettled: Unsettled, errand: Errand, *args: Any, **named: Any) -> Changes: ...


class Lane(StrEnum):
    """Which thread a long job runs on: jobs that write belong to the writer. Paper is for what touches no data: pages
    as pictures, files, printers; a slow printer must hold up neither reading nor writing."""

    WRITER = "writer"
    READER = "reader"
    PAPER = "paper"


class Progress:
    """Handed to a long job: call it with how much is done, out of how much (0 when unknown). Raises `Interrupted`
    once Cancel was pressed."""

    def __init__(self, task: "Task") -> None:
        self._task = task

    def __call__(self, done: int, total: int = 0) -> None:
        if self._task.is_cancelled():
            raise Interrupted
        self._task.advanced.emit(done, total)


class Task(QObject):
    """A long job on its way. `advanced` carries done and total, `ended` comes once, whatever happened."""

    advanced = Signal(int, int)
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """Ask the job to stop; it ends as `Interrupted` the next time it tells its progress."""
        self._cancelled.set()

    def is_cancelled(self) -> bool:
        """If Cancel was pressed."""
        return self._cancelled.is_set()


@dataclass(frozen=True, slots=True)
class _Wish:
    run: Callable[[], object]
    then: Callable[[Any], object] | None
    failed: Failed | None
    about: object | None = None
    ticket: int = 0
    task: Task | None = None
    writes: bool = False
    settle: Callable[[Unsettled], object] | None = None
    waiting: Waiting | None = None
    has_waited: bool = False
    unanswered: Callable[[], object] | None = None


@dataclass(frozen=True, slots=True)
class _Answer:
    wish: _Wish
    value: object = None
    error: BaseException | None = None

    def trouble(self) -> StorageTrouble | None:
        """What goes by itself, if that is what happened."""
        error = self.error
        return error if isinstance(error, StorageTrouble) and error.code in _PASSING else None


@dataclass(frozen=True, slots=True)
class TooLate:
    """A change that waited and was refused in the end, when nobody was there any more to be told."""

    waiting: Waiting
    error: CoordinatorError


class Desk(QObject):
    """`changed` carries every `Changes`, those of others too, and `heard` the `News` of others after it; `busy` says
    whether a write is on its way; `refused` carries an error nobody took; `broke` carries an exception that is a bug;
    `said` a line for the status bar that asks for nothing; `arrived` comes after every answer was handed over.

    `trouble` is why changes wait or questions are kept, None when all is well; `trouble_changed` comes with it and when
    other changes wait. `back` comes when the database answers again and every change that waited is saved; `reached`
    each time it answered; `too_late` carries a `TooLate`."""

    changed = Signal(object)
    heard = Signal(object)
    said = Signal(str)
    busy = Signal(bool)
    refused = Signal(object)
    broke = Signal(object)
    troubled = Signal(object)
    arrived = Signal()
    trouble_changed = Signal()
    back = Signal()
    reached = Signal()
    too_late = Signal(object)
    _answered = Signal(object)

    def __init__(self, storage: Storage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.storage = storage
        self._lanes = {lane: _lane(self) for lane in Lane}
        self._tickets: dict[object, int] = {}
        self._numbers = count(1)
        self._is_closed = False
        self.trouble: StorageTrouble | None = None
        self.retrying = Retrying(self)
        self.retrying.due.connect(self._try_again)
        self._line: deque[_Wish] = deque()
        self._writing = self._was_busy = False
        self._kept: list[_Wish] = []
        self._answered.connect(self._receive)

    def ask(
        self,
        question: Callable[..., T],
        *args: object,
        then: Callable[[T], object],
        failed: Failed | None = None,
        about: object | None = None,
        unanswered: Callable[[], object] | None = None,
    ) -> None:
        """Read on the reader thread. Of several questions about the same thing only the last is answered. While the
        database does not answer the question is kept, unless `unanswered` says how to go on without."""
        wish = _Wish(
            lambda: self.storage.read(question, *args), then, failed, about, self._ticket(about), unanswered=unanswered
        )
        if self.is_lost():
            self._keep(wish)
        else:
            self._start(Lane.READER, wish)

    def do(
        self,
        errand: Errand,
        *args: object,
        then: Callable[[Changes], object] | None = None,
        failed: Failed | None = None,
        of: object = None,
    ) -> None:
        """Write on the writer thread, one after the other; `changed` comes before `then`. `of` is the record that
        is changed, if it is no argument: a change that waits is named and marked by it."""

        def settle(unsettled: Unsettled) -> Changes:
            return self.storage.settle(unsettled, errand, *args)

        waiting = waiting_of(errand, (of, *args))
        wish = _Wish(
            lambda: self.storage.change(errand, *args), then, failed, writes=True, settle=settle, waiting=waiting
        )
        self._queue(wish)

    def work(
        self,
        job: Callable[[Progress], T],
        *,
        then: Callable[[T], object] | None = None,
        failed: Failed | None = None,
        lane: Lane = Lane.WRITER,
    ) -> Task:
        """Run something long; show its `Task` with `kit.progress`. A result of `Changes` is also sent as `changed`."""
        task = Task(self)
        progress = Progress(task)
        wish = _Wish(lambda: job(progress), then, failed, task=task, writes=lane == Lane.WRITER)
        if wish.writes:
            self._queue(wish)
        else:
            self._start(lane, wish)
        return task

    # --- while the database does not answer

    def is_lost(self) -> bool:
        """If nothing can be read either."""
        return self.trouble is not None and self.trouble.code in _LOST

    def waiting(self) -> tuple[Waiting, ...]:
        """The changes that wait to be saved, the oldest first; none while all is well."""
        if self.trouble is None:
            return ()
        return tuple(wish.waiting for wish in self._line if wish.waiting is not None)

    def note(self, trouble: CoordinatorError) -> None:
        """Somebody else found that the database does not answer."""
        if self.trouble is None and isinstance(trouble, StorageTrouble) and trouble.code in _LOST and not self._writing:
            self._hold(trouble)

    def put_off(self) -> None:
        """As `unanswered` of what would open something: long after the press it would take the focus from other
        work."""
        self.said.emit(_("This cannot be opened until the database answers. Try again then."))

    def try_now(self) -> None:
        """Do not wait for the next try."""
        if self.trouble is not None and self.retrying.left:
            self.retrying.now()

    def give_up_waiting(self) -> None:
        """Forget the changes that wait: the person knows that they are lost."""
        self._line.clear()
        self._tell_trouble()

    def tell(self, news: tuple[News, ...]) -> None:
        """What others saved: each page reads once what it shows, however much it was."""
        self.changed.emit(together(each.changes for each in news))
        for each in news:
            self.heard.emit(each)

    def close(self) -> None:
        """Finish what was begun and take no more answers; call before the storage is closed."""
        self._answered.disconnect(self._receive)
        self.retrying.rest()
        WaitingRows.rows = frozenset()
        for pool in self._lanes.values():
            pool.waitForDone()
        self._finish_the_line()
        self._is_closed = True

    def _finish_the_line(self) -> None:
        """What was asked for while all was well and did not have its turn yet; nobody hears of it any more."""
        for wish in tuple(self._line)[1:] if self.trouble is None else ():
            self._run(wish)

    def _start(self, lane: Lane, wish: _Wish) -> None:
        if self._is_closed:  # what is asked now would open the database again that is about to be closed
            return
        self._lanes[lane].start(lambda: self._run(wish))

    # --- writing, one after the other

    def _queue(self, wish: _Wish) -> None:
        self._line.append(wish)
        if self.trouble is None:
            self._write_next()
            self._tell_busy()
        elif wish.task is not None:
            self._turn_jobs_away()
        else:
            self._tell_trouble()

    def _write_next(self) -> None:
        if self._line and not self._writing:
            self._writing = True
            self._start(Lane.WRITER, self._line[0])

    def _written(self, answer: _Answer) -> None:
        """The first in line was tried."""
        self._writing = False
        trouble = answer.trouble()
        if not self._line:  # given up meanwhile
            return
        if trouble is not None and answer.wish.task is None:
            self._line[0] = _to_be_settled(self._line[0], trouble)
            self._hold(trouble)
            return
        wish = self._line.popleft()
        self._hand_over(replace(answer, wish=wish))
        if trouble is not None:
            self._hold(trouble)
        elif self._line:
            self._write_next()
        elif self.trouble is not None:
            self._come_back()
        if self.trouble is not None:
            self._tell_trouble()

    def _hold(self, trouble: StorageTrouble) -> None:
        """Wait, and try again."""
        self.trouble = trouble
        self._line = deque(replace(wish, has_waited=True) for wish in self._line)
        self._turn_jobs_away()
        self.retrying.wait()
        self._tell_trouble()

    def _turn_jobs_away(self) -> None:
        """A long job does not wait: whoever began it is there and can begin it again."""
        jobs = [wish for wish in self._line if wish.task is not None]
        self._line = deque(wish for wish in self._line if wish.task is None)
        for wish in jobs:
            self._answered.emit(_Answer(replace(wish, writes=False), error=StorageTrouble("changes-wait")))

    def _try_again(self) -> None:
        """What waits longest; without any change, a small question."""
        if self._line:
            self._write_next()
        elif self.trouble is not None:
            ping = _Wish(lambda: self.storage.read(precinct), None, _ignore)
            self._start(Lane.READER, ping)

    def _come_back(self) -> None:
        self.trouble = None
        self.retrying.rest()
        self._tell_trouble()
        self.back.emit()  # what is read again then need not be asked twice
        kept, self._kept = self._kept, []
        for wish in kept:
            self._start(Lane.READER, wish)

    def _tell_trouble(self) -> None:
        WaitingRows.rows = frozenset(waiting.row for waiting in self.waiting() if waiting.row is not None)
        self._tell_busy()
        self.trouble_changed.emit()

    def _tell_busy(self) -> None:
        busy = bool(self._line) and self.trouble is None
        if busy != self._was_busy:
            self._was_busy = busy
            self.busy.emit(busy)

    # --- questions

    def _keep(self, wish: _Wish) -> None:
        """Ask again when the database is back, and leave on the screen what is there."""
        if wish.unanswered is not None:
            self._forget(wish)
            if is_alive(wish.unanswered):
                wish.unanswered()
        else:
            self._kept = [one for one in self._kept if not self._is_outdated(one)]
            self._kept.append(wish)

    def _ticket(self, about: object | None) -> int:
        if about is None:
            return 0
        self._tickets[about] = next(self._numbers)
        return self._tickets[about]

    def _is_outdated(self, wish: _Wish) -> bool:
        return wish.about is not None and self._tickets.get(wish.about) != wish.ticket

    def _forget(self, wish: _Wish) -> None:
        """The last question about a thing was answered: a dialog that asked is not held for the rest of the day."""
        if wish.about is not None:
            self._tickets.pop(wish.about, None)

    def _run(self, wish: _Wish) -> None:
        """On the other thread: never touches a widget."""
        if self._is_outdated(wish):
            return
        try:
            answer = _Answer(wish, wish.run())
        except BaseException as error:
            answer = _Answer(wish, error=error)
        self._answered.emit(answer)

    def _receive(self, answer: _Answer) -> None:
        """Back on the window's thread."""
        wish, trouble = answer.wish, answer.trouble()
        if wish.task is not None:
            wish.task.ended.emit()
            wish.task.deleteLater()
        if answer.error is None:
            self.reached.emit()
        if isinstance(answer.value, Changes):
            self.changed.emit(answer.value)
        if wish.writes:
            self._written(answer)
            self._tell_busy()
        elif trouble is not None and wish.task is None:
            self._not_read(wish, trouble)
        else:
            self._read(answer)
        self.arrived.emit()

    def _read(self, answer: _Answer) -> None:
        if not self._is_outdated(answer.wish):
            self._forget(answer.wish)
            self._hand_over(answer)
        if answer.wish.task is not None or self.trouble is None or self._writing:
            return
        if not self._line:
            self._come_back()
        elif self.is_lost():
            self.try_now()

    def _not_read(self, wish: _Wish, trouble: StorageTrouble) -> None:
        if wish.then is not None and not self._is_outdated(wish):
            self._keep(wish)
        if self.trouble is None or not (self._line or self.retrying.left):
            self._hold(trouble)

    def _hand_over(self, answer: _Answer) -> None:
        wish, error = answer.wish, answer.error
        if isinstance(error, StorageTrouble):
            self.troubled.emit(error)
        if error is None:
            if wish.then is not None and is_alive(wish.then):
                wish.then(answer.value)
        elif not isinstance(error, CoordinatorError):
            self.broke.emit(error)
        elif wish.has_waited and wish.waiting is not None and (wish.failed is None or is_out_of_sight(wish.failed)):
            self.too_late.emit(TooLate(wish.waiting, error))
        elif wish.failed is None:
            self.refused.emit(error if wish.task is None else _of_job(error))
        elif is_alive(wish.failed):
            wish.failed(error if wish.task is None else _of_job(error))


def _to_be_settled(wish: _Wish, trouble: StorageTrouble) -> _Wish:
    """The next try looks first whether the change was saved."""
    settle = wish.settle
    if not isinstance(trouble, Unsettled) or settle is None or wish.waiting is None:
        return wish
    return replace(wish, run=lambda: settle(trouble), waiting=replace(wish.waiting, unsettled=True))


def _of_job(error: CoordinatorError) -> CoordinatorError:
    """A job of many changes that the server left in the middle was not done at all."""
    return StorageTrouble("server-lost-in-job", **error.facts) if error.code == "server-lost" else error


def _ignore(_answer: object) -> None:
    return None


def _lane(parent: QObject) -> QThreadPool:
    """One thread that lives as long as the desk: a database connection belongs to it."""
    pool = QThreadPool(parent)
    pool.setMaxThreadCount(1)
    pool.setExpiryTimeout(-1)
    return pool
