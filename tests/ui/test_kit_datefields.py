"""Typing a day or a time of day, and leaving the field."""

from datetime import time

import pytest
from PySide6.QtCore import QDate, QPoint, Qt, QTime
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from coordinator.ui.kit.datefields import DateField, TimeField, typed_time


@pytest.fixture
def fields(qtbot: QtBot) -> tuple[DateField, TimeField]:
    """A day and a time as the event editor shows them, in a window with the focus elsewhere."""
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    other, day, at = QLineEdit(), DateField(), TimeField()
    day.setDisplayFormat("ddd MMM d, yyyy")
    day.setDate(QDate(2026, 11, 8))
    at.setDisplayFormat("h:mm AP")
    at.setTime(QTime(17, 30))
    for field in (other, day, at):
        column.addWidget(field)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    other.setFocus()
    return day, at


def test_tab_leaves_the_day_at_once_and_digits_are_the_day_of_the_month(fields: tuple[DateField, TimeField]) -> None:
    day, at = fields
    day.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClicks(day, "24")
    assert day.date() == QDate(2026, 11, 24)
    QTest.keyClick(day, Qt.Key.Key_Tab)
    assert at.hasFocus()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1:00", QTime(13, 0)),
        ("1:00p", QTime(13, 0)),
        ("10a", QTime(10, 0)),
        ("11:45 am", QTime(11, 45)),
        ("0915", QTime(9, 15)),
        ("1530", QTime(15, 30)),
        ("a", QTime(5, 30)),
    ],
)
def test_a_time_is_read_as_people_write_it(fields: tuple[DateField, TimeField], typed: str, meant: QTime) -> None:
    _day, at = fields
    at.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClicks(at, typed)
    QTest.keyClick(at, Qt.Key.Key_Tab)
    assert at.time() == meant


def test_a_click_takes_the_whole_part_under_it(fields: tuple[DateField, TimeField]) -> None:
    _day, at = fields
    line = at.lineEdit()
    assert line is not None
    QTest.mouseClick(line, Qt.MouseButton.LeftButton, pos=QPoint(4, line.height() // 2))
    QTest.keyClicks(at, "8:15")
    assert at.time() == QTime(20, 15)


def test_a_clock_without_halves_takes_the_hour_as_it_is() -> None:
    assert typed_time("8:00", time(17, 30), halves=False) == time(8)
    assert typed_time("8:00", time(17, 30), halves=True) == time(20)
    assert typed_time("25", time(17, 30), halves=True) is None
    assert typed_time("13p", time(17, 30), halves=True) is None
