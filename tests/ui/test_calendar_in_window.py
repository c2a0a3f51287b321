"""The calendar inside the window: keys that both want, undo, and other pages."""

from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator.db.work import Storage
from coordinator.ui.calendar.page import CalendarPage
from coordinator.ui.kit import theme
from coordinator.ui.window import Window
from coordinator.usecases.signups import sign_up
from tests.ui.calendar_desk import PATIENCE, card_of, editor_of, opened, ready, section, storage, week, written_week
from tests.ui.drawn_week import DrawnWeek

__all__ = ["storage", "week", "written_week"]
ALT = Qt.KeyboardModifier.AltModifier
COATS = "Winter coat drive, sorting"


def calendar_of(window: Window, qtbot: QtBot) -> CalendarPage:
    """The calendar, in front and read."""
    window.open_page("calendar")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=PATIENCE)
    page = window.page
    assert isinstance(page, CalendarPage)
    qtbot.waitUntil(lambda: len(page.lines) == 25, timeout=PATIENCE)
    return page


def test_alt_and_an_arrow_move_the_focused_event_and_lead_back_without_one(
    window: Window, week: DrawnWeek, storage: Storage, qtbot: QtBot
) -> None:
    page = calendar_of(window, qtbot)
    page.go_to_week(date(2027, 2, 1))
    page.go_to_week(date(2027, 1, 12))
    qtbot.waitUntil(lambda: len(page.week.lines()) == 25, timeout=PATIENCE)
    page.week.setFocus()
    page.week.focus_event(week.events["Merchants’ walk"])
    with qtbot.waitSignal(page.mover.moved, timeout=PATIENCE):
        QTest.keyClick(page.week, Qt.Key.Key_Left, ALT)
    assert card_of(storage, week.events["Merchants’ walk"]).line.event.when.starts == datetime(2027, 1, 14, 11, 0)
    page.week.focus_event(None)
    QTest.keyClick(page.week, Qt.Key.Key_Left, ALT)
    assert page.bar.range.text() == "January 31 – February 6, 2027"


def test_undo_puts_a_moved_event_back_into_the_week(
    window: Window, week: DrawnWeek, storage: Storage, qtbot: QtBot
) -> None:
    page = calendar_of(window, qtbot)
    page.week.setFocus()
    page.week.focus_event(week.events["Comets v Otters"])
    with qtbot.waitSignal(page.mover.moved, timeout=PATIENCE):
        QTest.keyClick(page.week, Qt.Key.Key_Up, ALT)
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    def is_back() -> bool:
        line = page.week.line(week.events["Comets v Otters"])
        return line is not None and line.event.when.starts == datetime(2027, 1, 16, 9, 0)

    qtbot.waitUntil(is_back, timeout=PATIENCE)


def test_the_status_bar_names_the_keys_of_the_search(window: Window, week: DrawnWeek, qtbot: QtBot) -> None:
    page = calendar_of(window, qtbot)
    assert page.hints() == "Arrow keys move, Enter opens, N new event, F1 help"
    opened(page, qtbot, week.events[COATS])
    assert page.hints() == "S signs up, E edits, Esc closes, Alt and arrows move the event"
    section(page, "Sorter").start_search()
    assert page.hints() == "Type a name, Up and Down choose, Enter signs up, Esc leaves the list"


def test_ctrl_n_opens_the_editor_over_the_window(window: Window, week: DrawnWeek, qtbot: QtBot) -> None:
    page = calendar_of(window, qtbot)
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert editor_of(page, qtbot).windowTitle() == "New event"


def test_somebody_signed_up_elsewhere_appears_in_the_open_event(window: Window, week: DrawnWeek, qtbot: QtBot) -> None:
    page = calendar_of(window, qtbot)
    opened(page, qtbot, week.events[COATS])
    page.desk.do(sign_up, week.positions[f"{COATS}/Sorter"], week.people["Sushila Rai"])
    part = section(page, "Sorter")
    qtbot.waitUntil(lambda: [row.line.person.full_name for row in part.rows] == ["Sushila Rai"], timeout=PATIENCE)


def test_the_editor_keeps_its_fields_in_sight_with_large_letters(
    window: Window, week: DrawnWeek, qapp: QApplication, qtbot: QtBot
) -> None:
    theme.apply(qapp, "light", "larger")
    window.resize(1180, 640)
    page = calendar_of(window, qtbot)
    page.week.edit_requested.emit(week.events[COATS])
    editor = ready(editor_of(page, qtbot), qtbot)
    room = editor.form.parentWidget()
    assert room is not None
    assert editor.form.minimumSizeHint().width() <= room.width()
