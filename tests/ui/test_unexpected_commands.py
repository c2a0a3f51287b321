"""Every key and every button of the window, while whatever stands behind it fails: the window stays, tells of it once,
and works again afterwards."""

import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtGui import QDesktopServices, QShortcut
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QFileDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from coordinator.db.work import Storage, Work
from coordinator.domain.changes import Changes, Label
from coordinator.domain.listings import PeopleQuery
from coordinator.ui.kit import errors
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.sheet import DialogFrame, Message
from coordinator.ui.kit.slots import catch_slots
from coordinator.ui.pages import PAGES
from coordinator.ui.window import Window
from coordinator.usecases.people import add_person, people_matching
from coordinator.usecases.sample import fill_sample
from tests.makers import a_person

pytestmark = pytest.mark.qt_no_exception_capture
PAGE_KEYS = tuple(leaf.key for leaf in PAGES)


class Failing:
    """A database on a disk that gives something nobody thought of, as long as it is broken."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self.broken = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._storage, name)

    def read(self, question: Callable[..., Any], *args: Any, **named: Any) -> Any:
        """As `Storage.read`, unless it is broken."""
        self._fail()
        return self._storage.read(question, *args, **named)

    def change(self, errand: Callable[..., Any], *args: Any, **named: Any) -> Any:
        """As `Storage.change`, unless it is broken."""
        self._fail()
        return self._storage.change(errand, *args, **named)

    def _fail(self) -> None:
        if self.broken:
            raise RuntimeError("nobody thought of this")


@pytest.fixture
def failing(storage: Storage) -> Failing:
    """The sample, on such a disk."""
    storage.change(_fill)
    return Failing(storage)


def _fill(work: Work) -> Changes:
    fill_sample(work)
    return work.recorder.finish(Label("started", {"precinct": "Precinct 14"}), kind="do")


@pytest.fixture
def desk(failing: Failing, qapp: QApplication) -> Iterator[Desk]:
    """The way to it."""
    made = Desk(failing)
    yield made
    made.close()
    qapp.processEvents()


@pytest.fixture(autouse=True)
def border(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The program's hooks; and what would wait for a person outside the window does not."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_given, **_named: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_given, **_named: "")
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda *_given: True)
    monkeypatch.setattr(QPrintDialog, "exec", lambda *_given: 0)
    monkeypatch.setattr(QMenu, "exec", lambda *_given: None)
    errors._told.clear()
    errors._shown.clear()
    catch_slots()
    yield
    errors._told.clear()
    errors._shown.clear()


def settle(window: Window, qtbot: QtBot) -> None:
    """Until nothing is on its way."""
    assert window.desk is not None
    for pool in window.desk._lanes.values():
        pool.waitForDone()
    for _turn in range(5):
        QApplication.processEvents()


def close_what_lies_over(window: Window) -> int:
    """Close every dialog and say how many told of a fault."""
    told = sum(isinstance(one, errors._Bug) and one.isVisible() for one in window.findChildren(Message))
    for dialog in reversed(window.findChildren(DialogFrame)):
        QDialog.reject(dialog)
    popup = QApplication.activePopupWidget()
    while popup is not None:
        popup.close()
        popup = QApplication.activePopupWidget()
    QApplication.processEvents()
    return told


def pressable(root: QWidget) -> list[str]:
    """What tells the buttons that can be pressed now from each other: places in the list of all."""
    return [
        f"{place}"
        for place, one in enumerate(root.findChildren(QAbstractButton))
        if one.isVisible() and one.isEnabled()
    ]


@pytest.mark.parametrize("way", ["storage", "desk"])
@pytest.mark.parametrize("key", [key for key in PAGE_KEYS if key != "help"])
def test_every_button_of_a_page_survives_a_fault_behind_it(
    window: Window, failing: Failing, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, key: str, way: str
) -> None:
    window.open_page(key)
    settle(window, qtbot)
    pressed = 0
    for name in pressable(window.page):
        buttons = window.page.findChildren(QAbstractButton)
        if int(name) >= len(buttons) or not buttons[int(name)].isVisible():
            continue
        with monkeypatch.context() as broken:
            break_it(failing, broken, way)
            buttons[int(name)].click()
            settle(window, qtbot)
        failing.broken = False
        assert close_what_lies_over(window) <= 1
        pressed += 1
        window.open_page(key)
        settle(window, qtbot)
        close_what_lies_over(window)

    assert pressed > 0
    assert window.isVisible()
    failing.change(add_person, a_person("Afterwards"))
    assert failing.read(people_matching, PeopleQuery("Afterwards")).total == 1


def break_it(failing: Failing, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    """Let the database fail on its own thread, or the desk in the very slot that asks it."""
    if way == "storage":
        failing.broken = True
    else:
        for name in ("ask", "do", "work"):
            monkeypatch.setattr(Desk, name, _stumble)


def _stumble(*_given: object, **_named: object) -> None:
    raise RuntimeError("nobody thought of this")


@pytest.mark.parametrize("way", ["storage", "desk"])
def test_every_key_of_the_window_survives_a_fault_behind_it(
    window: Window, failing: Failing, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    pressed = 0
    for key in PAGE_KEYS:
        window.open_page(key)
        settle(window, qtbot)
        for place in range(len(window.findChildren(QShortcut))):
            shortcuts = window.findChildren(QShortcut)
            if place >= len(shortcuts) or not shortcuts[place].isEnabled():
                continue
            with monkeypatch.context() as broken:
                break_it(failing, broken, way)
                shortcuts[place].activated.emit()
                settle(window, qtbot)
            failing.broken = False
            assert close_what_lies_over(window) <= 1
            pressed += 1
            window.open_page(key)
            settle(window, qtbot)
            close_what_lies_over(window)

    assert pressed > 40
    assert window.isVisible()
    failing.change(add_person, a_person("Afterwards"))
