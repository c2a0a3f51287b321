"""What should never happen, happening everywhere: one dialog, a few lines in the log, work kept, and on it goes."""

import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QStringListModel,
    QThreadPool,
    QTimer,
)
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from pytestqt.qtbot import QtBot

from coordinator.runtime import log
from coordinator.ui.kit import errors
from coordinator.ui.kit.sheet import Message, Shade
from coordinator.ui.kit.slots import catch_slots
from coordinator.ui.window import Window

SECRET = "Maria Alvarez 555-0142"

pytestmark = pytest.mark.qt_no_exception_capture


@pytest.fixture(autouse=True)
def caught(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The hooks of the program for this test, and nothing told yet."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    errors._told.clear()
    errors._shown.clear()
    catch_slots()
    yield
    errors._told.clear()
    errors._shown.clear()


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    """The program's log, in a file of this test."""
    file = log.start_log(tmp_path)
    assert file is not None
    yield file
    log.stop_log()


def stumble(*_given: object) -> Any:
    raise RuntimeError(SECRET)


def bugs(window: QWidget) -> list[Message]:
    """The dialogs that say that something went wrong in the program."""
    return [one for one in window.findChildren(Message) if isinstance(one, errors._Bug) and one.isVisible()]


class BadPainter(QWidget):
    """Fails while it has a painter in its hands."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawLine(0, 0, 1, 1)
        stumble()


class BadModel(QAbstractListModel):
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 3

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
        stumble()


class BadDelegate(QStyledItemDelegate):
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        stumble()


class BadFilter(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.User:
            stumble()
        return False


def of_a_slot(window: Window) -> None:
    QTimer.singleShot(0, stumble)


def of_a_thread(window: Window) -> None:
    thread = threading.Thread(target=stumble)
    thread.start()
    thread.join()


def of_a_pool(window: Window) -> None:
    QThreadPool.globalInstance().start(stumble)


def of_an_event_filter(window: Window) -> None:
    made = BadFilter(window)
    window.installEventFilter(made)
    QApplication.postEvent(window, QEvent(QEvent.Type.User))


def of_a_question(window: Window) -> None:
    assert window.desk is not None
    window.desk.ask(stumble, then=stumble)


def of_an_answer(window: Window) -> None:
    assert window.desk is not None
    window.desk.ask(lambda _work: 1, then=stumble)


def of_an_errand(window: Window) -> None:
    assert window.desk is not None
    window.desk.do(stumble)


def of_a_long_job(window: Window) -> None:
    assert window.desk is not None
    window.desk.work(stumble)


def of_a_delegate(window: Window) -> None:
    view = _view(window, QStringListModel(["a", "b"]))
    view.setItemDelegate(BadDelegate(view))


def of_a_model(window: Window) -> None:
    _view(window, BadModel(window))


def _view(window: Window, model: QAbstractItemModel) -> QListView:
    """Shown by the event loop: what fails while Python waits for it comes back to the one who waits."""
    view = QListView(window)
    model.setParent(view)
    view.resize(200, 200)
    view.setModel(model)
    QTimer.singleShot(0, view, view.show)
    return view


@pytest.mark.parametrize(
    "happening",
    [
        of_a_slot,
        of_a_thread,
        of_a_pool,
        of_an_event_filter,
        of_a_question,
        of_an_answer,
        of_an_errand,
        of_a_long_job,
        of_a_delegate,
        of_a_model,
    ],
)
def test_a_fault_anywhere_is_one_dialog_without_anybodys_data(
    window: Window, qtbot: QtBot, log_file: Path, happening: Callable[[Window], None]
) -> None:
    happening(window)

    qtbot.waitUntil(lambda: len(bugs(window)) == 1)
    (dialog,) = bugs(window)
    assert isinstance(dialog, errors._Bug)
    assert "RuntimeError" in dialog.lines.toPlainText()
    assert "stumble" in dialog.lines.toPlainText()
    assert SECRET not in dialog.lines.toPlainText() + log_file.read_text("utf-8")
    assert "RuntimeError" in log_file.read_text("utf-8")


def paint(widget: QWidget) -> None:
    """As the event loop does it."""
    widget.update()
    QApplication.processEvents()


def test_a_thousand_faults_of_painting_are_one_dialog_and_a_few_lines(
    window: Window, qtbot: QtBot, log_file: Path
) -> None:
    bad = BadPainter(window)
    bad.resize(300, 300)
    bad.show()
    for _turn in range(1000):
        paint(bad)
    qtbot.waitUntil(lambda: len(bugs(window)) == 1)

    bugs(window)[0].reject()
    for _turn in range(100):
        paint(bad)
    QApplication.processEvents()

    assert bugs(window) == []
    assert sum(" ERROR " in line for line in log_file.read_text("utf-8").splitlines()) == 4
    assert log_file.stat().st_size < 4000
    assert SECRET not in log_file.read_text("utf-8")


def test_a_dialog_that_cannot_paint_itself_asks_for_no_second_one(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Shade, "paintEvent", stumble)

    stumbling = QTimer(window)
    stumbling.timeout.connect(stumble)
    stumbling.setSingleShot(True)
    stumbling.start(0)
    qtbot.waitUntil(lambda: len(bugs(window)) == 1)
    for _turn in range(50):
        paint(window)

    assert len(bugs(window)) == 1


def test_the_same_fault_of_a_button_is_told_each_time_it_is_pressed(window: Window, qtbot: QtBot) -> None:
    for _press in range(2):
        of_a_slot(window)
        qtbot.waitUntil(lambda: len(bugs(window)) == 1)
        bugs(window)[0].reject()
        qtbot.waitUntil(lambda: bugs(window) == [])
