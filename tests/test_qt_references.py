"""Qt calls that return nothing must not eat references to None: PySide6 6.12 does, and dies of it on Python 3.11."""

import sys

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

CALLS = 200


def test_void_calls_leave_the_references_to_none_alone(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    before = sys.getrefcount(None)
    for width in range(CALLS):
        widget.resize(width, width)
    after = sys.getrefcount(None)
    # A few references come and go with the test runner itself; a leak or a theft is one for every call.
    assert abs(after - before) < CALLS // 10
