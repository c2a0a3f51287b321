"""The list of keys says what is registered, and all of it; as a dialog it fits."""

from collections.abc import Iterable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from coordinator.domain.events import Event, EventKind
from coordinator.domain.imports import Subject
from coordinator.runtime import i18n
from coordinator.ui.calendar.editor import EventEditor
from coordinator.ui.calendar.list_view import ListView
from coordinator.ui.calendar.month_view import MonthView
from coordinator.ui.calendar.page import CalendarPage
from coordinator.ui.calendar.week_view import WeekView
from coordinator.ui.exporting.dialog import ExportDialog
from coordinator.ui.imports.dialog import ImportDialog
from coordinator.ui.keylist import KeyList, in_columns
from coordinator.ui.keys import KeyLine, key_groups
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.page import Session
from coordinator.ui.pages import PAGES
from coordinator.ui.people.editor import PersonEditor
from coordinator.ui.people.page import PeoplePage
from coordinator.ui.printing.page import PrintPage
from coordinator.ui.removed.dialog import RemovedDialog
from coordinator.ui.venues.dialog import VenuesDialog
from coordinator.ui.window import Window
from tests.makers import on
from tests.ui.fitting import wait_until_whole
from tests.ui.test_window import settle

CONTROL = Qt.KeyboardModifier.ControlModifier
ELSEWHERE = {"Tab", "Esc", "Shift+F10"}  # Qt's own, and what each part does by itself
LETTERS_OF_THE_EVENT = {"S"}  # listed under signing up
MAIN_BUTTON = {"Ctrl+Return", "Ctrl+Enter"}


def listed(*places: str) -> set[str]:
    """The keys of these groups."""
    groups = [group for group in key_groups() if group.place in places]
    assert len(groups) == len(places)
    return {key for group in groups for line in group.lines for key in (*line.keys, *line.also)}


def shortcuts(widget: QWidget) -> set[str]:
    """What is registered on the widget itself and on what is in it."""
    return {shortcut.key().toString() for shortcut in widget.findChildren(QShortcut)}


def named(keys: Iterable[int]) -> set[str]:
    """Codes of keys as Qt writes them."""
    return {QKeySequence(int(key)).toString() for key in keys}


def test_every_key_is_written_as_qt_writes_it() -> None:
    for group in key_groups():
        for line in group.lines:
            for key in (*line.keys, *line.also):
                assert QKeySequence(key).toString() == key, f"{group.place}: {key}"


def test_the_keys_of_the_window_are_all_listed_and_all_there(window: Window) -> None:
    own = {one.key().toString() for one in window.findChildren(QShortcut) if one.parent() is window}
    assert own == listed("window") - ELSEWHERE


def test_the_numbers_are_those_of_the_rail() -> None:
    first = key_groups()[0].lines[0]
    pages = [leaf for leaf in PAGES if leaf.shortcut.startswith("Ctrl")]
    assert list(first.keys) == [leaf.shortcut for leaf in pages]
    assert first.words == ", ".join(leaf.words() for leaf in pages)


def test_pages_register_nothing_that_is_not_listed(window: Window, desk: Desk, qtbot: QtBot) -> None:
    found: dict[str, set[str]] = {}
    for leaf in PAGES:
        window.open_page(leaf.key)
        settle(window, desk, qtbot)
        found[leaf.key] = shortcuts(window.page)
    assert found["people"] == {"F2"}
    assert found["print"] == listed("print")
    assert {key for key, keys in found.items() if keys} == {"people", "print"}
    assert isinstance(window._pages["people"], PeoplePage)
    assert isinstance(window._pages["print"], PrintPage)


def test_the_views_of_the_calendar_know_the_keys_listed_and_no_others(window: Window) -> None:
    window.open_page("calendar")
    assert isinstance(window.page, CalendarPage)
    page = window.page
    views: tuple[WeekView | ListView | MonthView, ...] = (page.week, page.list, page.month)
    known = {key for view in views for key in (*named(view._keys.letters), *named(view._keys.plain))}
    arrows = {f"{held}{arrow}" for held in ("", "Alt+") for arrow in ("Left", "Up", "Right", "Down")}
    assert known - {"Esc"} == (listed("calendar") - arrows - {"Tab"}) | LETTERS_OF_THE_EVENT
    assert arrows <= listed("calendar")


def test_dialogs_register_nothing_that_is_not_listed(window: Window, desk: Desk, session: Session) -> None:
    event = Event(EventKind.MEETING, "x", on("2027-01-15"))
    assert shortcuts(EventEditor(window, desk, session, event)) == listed("editor") - {"Left", "Right", "B"}
    assert shortcuts(PersonEditor(desk, session, window)) == MAIN_BUTTON
    assert shortcuts(ExportDialog(desk, session, None, window)) == MAIN_BUTTON
    regions = {"F6", "Shift+F6"}
    assert shortcuts(ImportDialog(desk, session, Subject.PEOPLE, window)) == (listed("import") - {"Space"}) | regions
    venues = shortcuts(VenuesDialog(desk, window)) | shortcuts(RemovedDialog(desk, session, window))
    assert venues == {key for key in listed("lists") if key.startswith("Ctrl")} | MAIN_BUTTON


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        (KeyLine("", ("Ctrl+1", "Ctrl+2")), "Ctrl 1 2"),
        (KeyLine("", ("Ctrl++", "Ctrl+-")), "Ctrl + −"),
        (KeyLine("", ("+", "-"), also=("=",)), "+ −"),
        (KeyLine("", ("Alt+Left", "Alt+Right")), "Alt ← →"),
        (KeyLine("", ("Ctrl+Shift+Return",)), "Ctrl Shift Enter"),
    ],
)
def test_keys_stand_as_on_the_keyboard(line: KeyLine, shown: str) -> None:
    assert line.shown == shown


def test_ctrl_and_slash_open_the_list_over_the_page_and_esc_closes_it(window: Window) -> None:
    title = window.windowTitle()
    QTest.keyClick(window, Qt.Key.Key_Slash, CONTROL)
    (dialog,) = window.findChildren(KeyList)
    assert dialog.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert window.windowTitle() == title


def test_columns_keep_the_order_and_leave_nothing_out() -> None:
    columns = in_columns(key_groups(), 3)
    assert [group for column in columns for group in column] == list(key_groups())
    assert len(columns) == 3


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("size", [(1366, 768), (1180, 640)])
def test_the_list_fits_without_scrolling(window: Window, size: tuple[int, int], language: str, qtbot: QtBot) -> None:
    i18n.set_language(language)
    window.rebuild()
    window.resize(*size)
    window.show_keys()
    (dialog,) = window.findChildren(KeyList)
    wait_until_whole(dialog, qtbot)
    area = dialog.findChildren(QScrollArea)[0]
    assert area.verticalScrollBar().maximum() == 0
