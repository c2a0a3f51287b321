"""Others' changes on their way to the window: one thread that waits for them, and connects anew when it was cut off."""

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal, SignalInstance

from coordinator.domain.errors import CoordinatorError
from coordinator.usecases.news import PAUSES, feed_of

_LONGEST = 30.0  # seconds of one wait: the feed looks after its connection in between
_LEAVING = 3.0  # seconds; a server that does not answer is not waited for any longer


class NewsReader(QObject):
    """`heard` carries a tuple of `News`; `computers_changed` how many have the database open. `lost` carries the
    trouble each time the database cannot be reached, `back` comes once it answers again. Start it after the first
    page."""

    heard = Signal(object)
    computers_changed = Signal(int)
    lost = Signal(object)
    back = Signal()

    def __init__(self, database: Any, *, since: int | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._database = database
        self._since = since
        self._ended = threading.Event()
        self._hurried = threading.Event()
        self._wake: Callable[[], object] = bool
        self._failures = 0
        self._computers = 0
        self._thread = threading.Thread(target=self._run, name="news", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def _run(self) -> None:
        """On its own thread: touches no widget."""
        feed = self._opened()
        if feed is None:
            return
        self._wake = feed.wake
        while not self._ended.is_set():
            self._step(lambda: self._listen(feed))
        feed.close()

    def try_now(self) -> None:
        """Do not wait for the next attempt to reach the database."""
        self._hurried.set()

    def close(self) -> None:
        """Stop; call before the database is closed."""
        self._ended.set()
        self._hurried.set()
        self._wake()
        if self._thread.is_alive():
            self._thread.join(_LEAVING)

    def _opened(self) -> Any:
        feed: Any = None
        while feed is None and not self._ended.is_set():
            feed = self._step(lambda: feed_of(self._database, since=self._since))
        return feed

    def _step(self, act: Callable[[], Any]) -> Any:
        try:
            answer = act()
        except CoordinatorError as trouble:
            self._say(self.lost, trouble)
            self._hurried.wait(PAUSES[min(self._failures, len(PAUSES) - 1)])
            if not self._ended.is_set():
                self._hurried.clear()
            self._failures += 1
            return None
        if self._failures:
            self._failures = 0
            self._say(self.back)
        return answer

    def _listen(self, feed: Any) -> None:
        news = feed.wait(0 if self._failures else _LONGEST)
        if feed.computers != self._computers:
            self._computers = feed.computers
            self._say(self.computers_changed, self._computers)
        if news:
            self._say(self.heard, news)

    def _say(self, signal: SignalInstance, *what: object) -> None:
        """Nobody listens any more once it was closed."""
        if not self._ended.is_set():
            signal.emit(*what)
