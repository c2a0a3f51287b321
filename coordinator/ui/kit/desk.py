"""The way from the window to the use cases: one writer thread and one reader thread, answers on the window's thread.

A page never waits: it asks with `ask`, acts with `do`, runs long things with `work`, and hears `changed` when anything
was written, by whichever page.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, QThreadPool, Signal

from coordinator.domain.changes import Changes, News, together
from coordinator.domain.errors import CoordinatorError, Interrupted
from coordinator.ui.kit.alive import is_alive

T = TypeVar("T")
Failed = Callable[[CoordinatorError], object]
Errand = Callable[..., Changes]


class Storage(Protocol):
    """What the desk needs of an open database: safe to use from several threads."""

    def read(self, question: Callable[..., T], *args: Any, **named: Any) -> T: ...

    def change(self, errand: Errand, *args: Any, **named: Any) -> Changes: ...


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


@dataclass(frozen=True, slots=True)
class _Answer:
    wish: _Wish
    value: object = None
    error: BaseException | None = None


class Desk(QObject):
    """`changed` carries every `Changes`, those of others too, and `heard` the `News` of others after it; `busy` says
    whether a write is on its way; `refused` carries an error nobody took; `broke` carries an exception that is a bug;
    `arrived` comes after every answer was handed over."""

    changed = Signal(object)
    heard = Signal(object)
    busy = Signal(bool)
    refused = Signal(object)
    broke = Signal(object)
    arrived = Signal()
    _answered = Signal(object)

    def __init__(self, storage: Storage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.storage = storage
        self._lanes = {lane: _lane(self) for lane in Lane}
        self._tickets: dict[object, int] = {}
        self._writes = 0
        self._answered.connect(self._receive)

    def ask(
        self,
        question: Callable[..., T],
        *args: object,
        then: Callable[[T], object],
        failed: Failed | None = None,
        about: object | None = None,
    ) -> None:
        """Read on the reader thread. Of several questions about the same thing only the last is answered."""
        wish = _Wish(lambda: self.storage.read(question, *args), then, failed, about, self._ticket(about))
        self._start(Lane.READER, wish)

    def do(
        self,
        errand: Errand,
        *args: object,
        then: Callable[[Changes], object] | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Write on the writer thread; `changed` comes before `then`."""
        wish = _Wish(lambda: self.storage.change(errand, *args), then, failed, writes=True)
        self._start(Lane.WRITER, wish)

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
        self._start(lane, _Wish(lambda: job(progress), then, failed, task=task, writes=lane == Lane.WRITER))
        return task

    def tell(self, news: tuple[News, ...]) -> None:
        """What others saved: each page reads once what it shows, however much it was."""
        self.changed.emit(together(each.changes for each in news))
        for each in news:
            self.heard.emit(each)

    def close(self) -> None:
        """Finish what was begun and take no more answers; call before the storage is closed."""
        self._answered.disconnect(self._receive)
        for pool in self._lanes.values():
            pool.waitForDone()

    def _start(self, lane: Lane, wish: _Wish) -> None:
        if wish.writes:
            self._count_writes(1)
        self._lanes[lane].start(lambda: self._run(wish))

    def _count_writes(self, step: int) -> None:
        before, self._writes = self._writes, self._writes + step
        if bool(before) != bool(self._writes):
            self.busy.emit(bool(self._writes))

    def _ticket(self, about: object | None) -> int:
        if about is None:
            return 0
        self._tickets[about] = self._tickets.get(about, 0) + 1
        return self._tickets[about]

    def _is_outdated(self, wish: _Wish) -> bool:
        return wish.about is not None and self._tickets[wish.about] != wish.ticket

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
        wish = answer.wish
        if wish.writes:
            self._count_writes(-1)
        if wish.task is not None:
            wish.task.ended.emit()
            wish.task.deleteLater()
        if isinstance(answer.value, Changes):
            self.changed.emit(answer.value)
        if not self._is_outdated(wish):
            self._hand_over(answer)
        self.arrived.emit()

    def _hand_over(self, answer: _Answer) -> None:
        wish = answer.wish
        if answer.error is None:
            if wish.then is not None and is_alive(wish.then):
                wish.then(answer.value)
        elif not isinstance(answer.error, CoordinatorError):
            self.broke.emit(answer.error)
        elif wish.failed is None:
            self.refused.emit(answer.error)
        elif is_alive(wish.failed):
            wish.failed(answer.error)


def _lane(parent: QObject) -> QThreadPool:
    """One thread that lives as long as the desk: a database connection belongs to it."""
    pool = QThreadPool(parent)
    pool.setMaxThreadCount(1)
    pool.setExpiryTimeout(-1)
    return pool
