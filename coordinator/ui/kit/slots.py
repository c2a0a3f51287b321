"""Exceptions in slots: shown to the person instead of ending up on a console that nobody sees."""

import sys
from types import TracebackType

from PySide6.QtWidgets import QApplication, QWidget


def catch_slots() -> None:
    """From now on whatever nobody caught is one dialog, and the program goes on."""
    before = sys.excepthook

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            before(kind, error, trace)
            return
        from coordinator.ui.kit.errors import show_bug  # loaded only when needed, to keep the start short

        show_bug(error, QApplication.activeWindow() or _first_window())

    sys.excepthook = hook


def _first_window() -> QWidget | None:
    return next((w for w in QApplication.topLevelWidgets() if w.isVisible()), None)
