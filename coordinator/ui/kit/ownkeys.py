"""Keys of the window that a text field would take for itself: under X11 Ctrl+K cuts the rest of the line away.

Undo and redo belong to the field as long as it has something to take back; then they are the window's again.
"""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from shiboken6 import isValid

_UNDO = QKeySequence("Ctrl+Z")
_REDO = (QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z"))


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
        key = QKeySequence(event.keyCombination())
        ours = (key in self._keys or _has_nothing_to(watched, key)) and not self._rests()
        if ours:
            event.ignore()
        return ours

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = now if now is not None and self._window.isAncestorOf(now) else None
        if self._watched is not None:
            self._watched.installEventFilter(self)


def _has_nothing_to(field: QObject, key: QKeySequence) -> bool:
    """If the key is undo or redo and the field has nothing to take back or to do again."""
    if key != _UNDO and key not in _REDO:
        return False
    if not isinstance(field, QLineEdit | QTextEdit | QPlainTextEdit):
        return False
    typed = field if isinstance(field, QLineEdit) else field.document()
    return not (typed.isUndoAvailable() if key == _UNDO else typed.isRedoAvailable())
