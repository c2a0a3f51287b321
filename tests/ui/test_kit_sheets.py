"""Dialogs over the window, the error door, and progress."""

import logging
import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from coordinator.domain.errors import Interrupted, Refused, Stale, StorageTrouble
from coordinator.domain.problems import Problem
from coordinator.ui.kit import errors, sheet
from coordinator.ui.kit.band import Band
from coordinator.ui.kit.buttons import Button, PrimaryButton
from coordinator.ui.kit.desk import Desk, Progress
from coordinator.ui.kit.progress import ProgressFrame, show_progress
from coordinator.ui.kit.sheet import DialogFrame, Message


@pytest.fixture
def main(qtbot: QtBot) -> QMainWindow:
    """A window with one field in it."""
    made = QMainWindow()
    qtbot.addWidget(made)
    made.setCentralWidget(QLineEdit())
    made.resize(1180, 640)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    field_of(made).setFocus()
    return made


def field_of(main: QMainWindow) -> QWidget:
    """What lies under the dialogs."""
    field = main.centralWidget()
    assert field is not None
    return field


def a_dialog(main: QMainWindow, **size: int) -> tuple[DialogFrame, list[QLineEdit]]:
    """With two fields and two buttons."""
    frame = DialogFrame(main, "Import events", icon="file-up", subtitle="permitted.csv", **size)
    body = QWidget()
    column = QVBoxLayout(body)
    fields = [QLineEdit(), QLineEdit()]
    for field in fields:
        column.addWidget(field)
    frame.set_body(body)
    frame.add_buttons(Button("Cancel", frame.reject), PrimaryButton("Import", frame.accept))
    return frame, fields


def test_a_dialog_keeps_sixteen_pixels_from_the_windows_edges(main: QMainWindow, qtbot: QtBot) -> None:
    frame, _fields = a_dialog(main)
    frame.open()
    assert frame.geometry() == main.rect().adjusted(16, 16, -16, -16)
    main.resize(1366, 768)
    qtbot.waitUntil(lambda: frame.geometry() == main.rect().adjusted(16, 16, -16, -16))


def test_a_dialog_takes_the_focus_keeps_tab_inside_and_gives_it_back(main: QMainWindow, qtbot: QtBot) -> None:
    frame, fields = a_dialog(main, width=500, height=300)
    frame.open()
    qtbot.waitUntil(fields[0].hasFocus)
    seen = set()
    for _n in range(12):
        focus = QApplication.focusWidget()
        assert focus is not None
        assert frame.isAncestorOf(focus)
        seen.add(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert len(seen) == 5
    assert sheet.is_over(main)
    frame.reject()
    qtbot.waitUntil(field_of(main).hasFocus)
    assert not sheet.is_over(main)


def test_esc_closes_a_dialog(main: QMainWindow, qtbot: QtBot) -> None:
    frame, fields = a_dialog(main)
    frame.open()
    with qtbot.waitSignal(frame.rejected):
        QTest.keyClick(fields[0], Qt.Key.Key_Escape)


def test_a_message_starts_on_its_safe_button(main: QMainWindow, qtbot: QtBot) -> None:
    message = Message(main, "Send 12 messages?", "They go to 12 people.", buttons=("Not now", "Send 12"))
    message.open()
    qtbot.waitUntil(message.buttons[0].hasFocus)
    with qtbot.waitSignal(message.finished):
        message.buttons[1].click()
    assert message.pressed == 1


def messages(main: QMainWindow) -> list[Message]:
    """Those that lie over the window."""
    return [one for one in main.findChildren(Message) if one.isVisible()]


def test_every_reason_of_a_refusal_is_a_numbered_line(main: QMainWindow) -> None:
    refusal = Refused(Problem("title-missing", about="title"), Problem("venue-name-missing", about="name"))
    errors.show(refusal, main)
    lines = messages(main)[0].words.text().splitlines()
    assert [line[:2] for line in lines] == ["1.", "2."]


def test_cancel_is_no_error(main: QMainWindow) -> None:
    errors.show(Interrupted(), main)
    assert messages(main) == []


def test_an_error_can_be_said_in_place(qtbot: QtBot) -> None:
    band = Band()
    qtbot.addWidget(band)
    errors.show_in(band, Stale(table="event", record_id=3, by="Sgt. Ruiz", at=None, theirs=None))
    assert (band.what(), band.property("tone")) == ("Changed meanwhile", "open")
    errors.show_in(band, Interrupted())
    assert band.isHidden()
    errors.show_in(band, StorageTrouble("locked", path="/x/p14.db"))
    assert band.why().startswith("The data file is busy")


def test_a_bug_is_one_dialog_with_lines_to_copy_and_without_values(
    main: QMainWindow, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(name: str) -> None:
        raise ValueError(name)

    with pytest.raises(ValueError, match="Diego") as caught:
        broken("Teo Diego-Reyes")
    with caplog.at_level(logging.ERROR, logger="coordinator.ui"):
        errors.show_bug(caught.value, main)
        errors.show_bug(caught.value, main)
    (message,) = messages(main)
    shown = message.findChild(QPlainTextEdit)
    assert isinstance(shown, QPlainTextEdit)
    lines = shown.toPlainText()
    assert "ValueError" in lines
    assert "broken" in lines
    assert "Diego" not in lines
    message.buttons[1].click()
    assert QGuiApplication.clipboard().text() == lines
    assert message.isVisible()
    message.buttons[0].click()


def test_progress_appears_only_for_what_takes_long_and_esc_cancels_it(
    main: QMainWindow, desk: Desk, qtbot: QtBot
) -> None:
    said: list[object] = []
    held = threading.Event()

    def job(progress: Progress) -> None:
        for step in range(1, 1000):
            progress(step, 1000)
            held.wait(0.05)

    show_progress(desk.work(job, failed=said.append), "Reading the file", main)
    assert main.findChildren(ProgressFrame) == []
    qtbot.waitUntil(lambda: bool(main.findChildren(ProgressFrame)))
    frame = main.findChildren(ProgressFrame)[0]
    qtbot.waitUntil(lambda: frame.bar.maximum() == 1000)
    QTest.keyClick(frame.cancel, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: bool(said))
    assert isinstance(said[0], Interrupted)
    qtbot.waitUntil(lambda: not sheet.is_over(main))


def test_enter_presses_the_button_that_has_the_focus(main: QMainWindow, qtbot: QtBot) -> None:
    frame, _fields = a_dialog(main)
    frame.open()
    cancel = next(button for button in frame.findChildren(Button) if button.text() == "Cancel")
    cancel.setFocus()
    with qtbot.waitSignal(frame.rejected):
        QTest.keyClick(cancel, Qt.Key.Key_Return)


def test_a_key_that_the_window_knows_too_belongs_to_the_dialog_over_it(main: QMainWindow) -> None:
    pressed: list[str] = []
    QShortcut(QKeySequence("Alt+Right"), main).activated.connect(lambda: pressed.append("window"))
    frame, fields = a_dialog(main)
    QShortcut(QKeySequence("Alt+Right"), frame).activated.connect(lambda: pressed.append("dialog"))
    frame.open()
    QTest.keyClick(fields[0], Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    frame.reject()
    QTest.keyClick(field_of(main), Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert pressed == ["dialog", "window"]
