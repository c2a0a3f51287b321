"""Keys of the window that a text field would take for itself: under X11 Ctrl+K cuts the rest of the line away."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid


class OwnKeys(QObject):
    """Lies in the way of the widget with the focus, as long as `rests` says no. A filter on the whole application would
    ask Python about every event there is."""

    def __init__(self, window: QWidget, keys: Iterable[str], rests: Callable[[], bool]) -> None:
        super().__init__(window)
        self._window = window
        self._keys = {QKeySequence(key) for key in keys}
        self._rests = rests
        self._watched: QWidget | None = None
        program = QApplication.instance()
        if isinstance(program, QApplication):
            program.focusChanged.connect(self._follow)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the key through to the window's shortcuts."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        ours = QKeySequence(event.keyCombination()) in self._keys and not self._rests()
        if ours:
            event.ignore()
        return ours

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = now if now is not None and self._window.isAncestorOf(now) else None
        if self._watched is not None:
            self._watched.installEventFilter(self)
