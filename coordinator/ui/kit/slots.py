"""Exceptions that nobody caught, wherever they come from: told on the window's thread instead of ending up on a console
that nobody sees."""

import sys
import threading
import traceback
from types import TracebackType

from PySide6.QtCore import QObject, Qt, QThread, Signal
from PySide6.QtWidgets import QApplication, QWidget


class _Teller(QObject):
    """Lives on the window's thread: what is told from another one arrives there."""

    told = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.told.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def take(self, error: BaseException) -> None:
        """From any thread."""
        if QThread.currentThread() is self.thread():
            self._show(error)
        else:
            self.told.emit(error)

    def _show(self, error: BaseException) -> None:
        from coordinator.ui.kit.errors import show_bug  # loaded only when needed, to keep the start short

        show_bug(error, _window_in_front())


def catch_slots() -> None:
    """From now on whatever nobody caught, in a slot, while painting, in a timer or on another thread, is one dialog,
    and the program goes on."""
    before, teller = sys.excepthook, _Teller()

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            before(kind, error, trace)
            return
        try:
            teller.take(error)
        except Exception:  # whatever can still be told is on standard error; a hook that raises ends in a loop
            before(kind, error, trace)
        finally:
            let_go(error)

    def thread_hook(given: threading.ExceptHookArgs) -> None:
        if given.exc_value is not None:
            hook(given.exc_type, given.exc_value, given.exc_traceback)

    sys.excepthook = hook
    threading.excepthook = thread_hook


def let_go(error: BaseException) -> None:
    """Forget what the failed functions had in their hands: a painter that is kept alive lets nothing be painted on its
    widget any more."""
    traceback.clear_frames(error.__traceback__)


def _window_in_front() -> QWidget | None:
    return QApplication.activeWindow() or next((w for w in QApplication.topLevelWidgets() if w.isVisible()), None)
