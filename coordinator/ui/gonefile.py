"""Watching whether the file that is open is still the one in its folder."""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

_EVERY = 2000  # milliseconds


class FileWatch(QObject):
    """`gone` carries "missing" or "replaced", once each time that it comes to that; `back` when the file is there
    again. Asks for the file's number only."""

    gone = Signal(str)
    back = Signal()

    def __init__(self, path: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = Path(path)
        self._opened = self._number()
        self._said = ""
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Now and not only at the next turn."""
        now = self._number()
        state = "" if now == self._opened else "missing" if now is None else "replaced"
        if state != self._said:
            self._said = state
            if state:
                self.gone.emit(state)
            else:
                self.back.emit()

    def begin_again(self) -> None:
        """The file that is there now is the right one."""
        self._opened, self._said = self._number(), ""

    def _number(self) -> tuple[int, int] | None:
        try:
            found = self._path.stat()
        except (OSError, ValueError):
            return None
        return found.st_dev, found.st_ino
