"""One start, measured from inside: prints processor seconds and memory as JSON. Called by s1_start."""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from coordinator.ui.window import Window

found: dict[str, object] = {}


class FirstPaint(QObject):
    """Notes the processor time when the window is painted for the first time."""

    def __init__(self, window: QWidget, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._then = then
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the frame be painted, then look at the clock."""
        if event.type() == QEvent.Type.Paint and "frame" not in found:
            found["frame"] = 0.0
            QTimer.singleShot(0, self._note)
        return super().eventFilter(watched, event)

    def _note(self) -> None:
        found["frame"] = _processor_seconds()
        self._then()


def _processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _resident_mib() -> float:
    # Not ru_maxrss: that begins with what the parent had when it started this process.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024


def _note_rows() -> None:
    found["rows"] = _processor_seconds()
    found["mib"] = _resident_mib()
    found["modules"] = " ".join(sorted({name.partition(".")[0] for name in sys.modules}))


def _finish() -> None:
    found["all"] = _processor_seconds()
    found["all_mib"] = _resident_mib()
    print(json.dumps(found), flush=True)
    QApplication.quit()


def _note_and_finish() -> None:
    _note_rows()
    _finish()


def empty() -> None:
    """A window with nothing in it."""
    app = QApplication([])
    window = QWidget()
    window.resize(1366, 768)
    FirstPaint(window, _note_and_finish)
    window.show()
    app.exec()


def ours(path: str) -> None:
    """The program on a database."""
    from coordinator.app import Options
    from coordinator.runtime.settings import load_settings
    from coordinator.ui.kit import theme
    from coordinator.ui.program import Program

    app = theme.application()
    program = Program(app, Options(data=path, user="benchmark"), load_settings())
    program.start()
    assert program.window is not None
    window = program.window
    FirstPaint(window, lambda: _when_rows_are_painted(window))
    app.exec()


def _when_rows_are_painted(window: Window) -> None:
    from coordinator.ui.today.lists import RowList
    from coordinator.usecases.history import latest_change

    watch = QTimer(window)

    def look() -> None:
        views = window.findChildren(RowList)
        if views and all(view.rows() for view in views) and window.desk is not None:
            watch.stop()
            for view in views:
                view.viewport().repaint()
            _note_rows()
            window.desk.ask(latest_change, then=lambda _newest: QTimer.singleShot(50, _finish))  # behind all others

    watch.timeout.connect(look)
    watch.start(5)


if __name__ == "__main__":
    empty() if sys.argv[1] == "empty" else ours(sys.argv[2])
