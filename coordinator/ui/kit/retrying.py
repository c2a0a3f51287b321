"""Counting down to the next try: after 1, 2, 4, 8 and 15 seconds, then every 30."""

from PySide6.QtCore import QObject, QTimer, Signal

from coordinator.runtime.i18n import _

PAUSES = (1, 2, 4, 8, 15, 30)
SECOND = 1000  # milliseconds


class Retrying(QObject):
    """`due` comes when it is time to try; `ticked` each time the words change. Whoever tried says `wait` when it did
    not work and `rest` when it did."""

    due = Signal()
    ticked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.left = 0
        self.tries = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)

    def wait(self) -> None:
        """It did not work: count down to the next try, longer each time."""
        self.left = PAUSES[min(self.tries, len(PAUSES) - 1)]
        self.tries += 1
        self._timer.start(SECOND)
        self.ticked.emit()

    def now(self) -> None:
        """Try at once."""
        self._timer.stop()
        self.left = 0
        self.ticked.emit()
        self.due.emit()

    def rest(self) -> None:
        """It worked: nothing is to be tried, and the next time begins with a short pause."""
        self._timer.stop()
        self.left = self.tries = 0

    def words(self) -> str:
        """When the next try is."""
        return _("Next try in {n} s.").format(n=self.left) if self.left else _("Trying now…")

    def _tick(self) -> None:
        self.left -= 1
        if self.left > 0:
            self.ticked.emit()
        else:
            self.now()
