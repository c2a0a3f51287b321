"""The calendar for those who hear it: every painted event is there, and the list is equal to it."""

import gc
from collections.abc import Iterator
from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from coordinator.ui.calendar.list_view import ListView
from coordinator.ui.calendar.page import CalendarPage
from coordinator.ui.calendar.week_view import WeekView
from coordinator.ui.kit.spokenparts import SpokenPart
from tests.ui.calendar_desk import PATIENCE, page, storage, strays, week, written_week
from tests.ui.drawn_week import DrawnWeek

__all__ = ["page", "storage", "strays", "week", "written_week"]
ALT, NONE = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier
Key = Qt.Key
FOOD = "Volunteer shift, Food pantry, Tue Jan 12, 2027, 4:00–6:00 PM, St. Brigid’s hall, 3 of 5 filled"


@pytest.fixture
def listening() -> Iterator[None]:
    """A screen reader is there."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


def heard(page: CalendarPage) -> dict[str, QAccessible.Role]:
    """What a screen reader finds on the ground of the week or month."""
    front = page.views.front()
    ground = QAccessible.queryAccessibleInterface(front.viewport())
    parts = [ground.child(number) for number in range(ground.childCount())]
    return {part.text(QAccessible.Text.Name): part.role() for part in parts if not part.state().invisible}


ASKED = (
    "opened edit_requested print_requested today_requested weeks_requested remove_requested signing_up let_go nudged"
)


def by_key(view: WeekView | ListView, key: Qt.Key, modifier: Qt.KeyboardModifier) -> list[object]:
    """What a key asks the page for. A new event has a time in the week and none in the list."""
    asked: list[object] = []
    for name in ASKED.split():
        getattr(view, name).connect(partial(_note, asked, name))
    view.new_requested.connect(lambda *_time: asked.append("new"))
    QTest.keyClick(view, key, modifier)
    return asked


def _note(asked: list[object], *what: object) -> None:
    asked.append(what)


def test_every_painted_event_has_name_and_role(page: CalendarPage, listening: None, qtbot: QtBot) -> None:
    page.refresh(None)
    qtbot.waitUntil(lambda: len(page.week.parts.made) == 25, timeout=PATIENCE)
    found = heard(page)
    assert found[FOOD] is QAccessible.Role.Button
    assert len(found) == 25


def test_events_of_the_month_too(page: CalendarPage, listening: None, qtbot: QtBot) -> None:
    page.bar.view.button("month").click()
    qtbot.waitUntil(lambda: FOOD in heard(page), timeout=PATIENCE)
    assert set(heard(page).values()) == {QAccessible.Role.Button}


def test_the_days_of_the_small_month_are_there_and_lead_to_their_weeks(
    page: CalendarPage, listening: None, qtbot: QtBot
) -> None:
    days = page.side.month.days
    days.setFocus()
    page.refresh(None)
    words = "Fri Jan 15, 2027, openings to fill"
    qtbot.waitUntil(lambda: words in {part.accessibleName() for part in days.parts.made}, timeout=PATIENCE)
    assert len(days.parts.made) == 42
    last = next(part for part in days.parts.made if part.accessibleName() == "Sun Jan 31, 2027")
    last.click()
    assert page.bar.range.text() == "January 31 – February 6, 2027"


def test_pressing_one_opens_the_event(page: CalendarPage, week: DrawnWeek, listening: None, qtbot: QtBot) -> None:
    page.refresh(None)
    qtbot.waitUntil(lambda: len(page.week.parts.made) == 25, timeout=PATIENCE)
    part = next(one for one in page.week.parts.made if one.accessibleName() == FOOD)
    QAccessible.queryAccessibleInterface(part).actionInterface().doAction("Press")
    qtbot.waitUntil(lambda: page.inspector.event_id == week.events["Food pantry"], timeout=PATIENCE)


def test_parts_lie_where_the_events_are_painted(
    page: CalendarPage, week: DrawnWeek, listening: None, qtbot: QtBot
) -> None:
    page.refresh(None)
    qtbot.waitUntil(lambda: len(page.week.parts.made) == 25, timeout=PATIENCE)
    page.week.verticalScrollBar().setValue(page.week.verticalScrollBar().value() + 40)
    part = next(one for one in page.week.parts.made if one.key == week.events["Food pantry"])
    assert part.geometry() == page.week.block_rect(part.key).toRect()


def test_nothing_is_made_while_nobody_listens(page: CalendarPage) -> None:
    assert page.week.findChildren(SpokenPart) == []


def test_turning_weeks_while_somebody_listens_is_safe(
    page: CalendarPage, listening: None, qtbot: QtBot, qapp: QApplication
) -> None:
    page.week.setFocus()
    for number in range(30):
        page.go_to_day(date(2027, 1, 12) if number % 2 else date(2027, 2, 2))
        page.week.step_event(1)
        heard(page)
        qapp.processEvents()
        gc.collect()
    qtbot.waitUntil(lambda: len(heard(page)) == 25, timeout=PATIENCE)


def test_the_list_says_of_every_event_what_the_week_says(page: CalendarPage, listening: None, qtbot: QtBot) -> None:
    page.refresh(None)
    qtbot.waitUntil(lambda: len(page.week.parts.made) == 25, timeout=PATIENCE)
    page.bar.view.button("list").click()
    rows = page.list.rows
    role = Qt.ItemDataRole.AccessibleTextRole
    said = [rows.index(row, 2).data(role) for row in range(rows.rowCount())]
    assert sorted(said) == sorted(one.accessibleName() for one in page.week.parts.made)


@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        (Key.Key_Return, NONE),
        (Key.Key_E, NONE),
        (Key.Key_F2, NONE),
        (Key.Key_S, NONE),
        (Key.Key_P, NONE),
        (Key.Key_N, NONE),
        (Key.Key_T, NONE),
        (Key.Key_Delete, NONE),
        (Key.Key_Escape, NONE),
        (Key.Key_PageUp, NONE),
        (Key.Key_PageDown, NONE),
        *((arrow, ALT) for arrow in (Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down)),
    ],
)
def test_every_key_of_the_week_does_the_same_in_the_list(
    page: CalendarPage, week: DrawnWeek, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    asked: list[list[object]] = []
    for view in both(page, qtbot):
        view.focus_event(week.events["Food pantry"])
        asked.append(by_key(view, key, modifier))
    assert asked[0] == asked[1]
    assert len(asked[0]) == 1


def both(page: CalendarPage, qtbot: QtBot) -> tuple[WeekView, ListView]:
    """Week and list without a page around them: what they ask for is only heard here."""
    in_week = WeekView(now=page.session.now, style=page.style_, letters=lambda: True, parent=page)
    in_week.show_week(page.lines, page.days.first)
    in_list = ListView(style=page.style_, letters=lambda: True, parent=page)
    in_list.show_lines(page.lines)
    return in_week, in_list


def test_both_have_the_same_menu(page: CalendarPage, week: DrawnWeek) -> None:
    menus: list[list[str]] = []

    def read() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        menus.append([action.text() for action in menu.actions()])
        menu.close()

    for view, name in ((page.week, "week"), (page.list, "list")):
        page.bar.view.button(name).click()
        view.focus_event(week.events["Food pantry"])
        QTimer.singleShot(0, read)
        view.menu_requested.emit(week.events["Food pantry"], view.mapToGlobal(view.rect().center()))
    assert menus[0] == menus[1]
    assert menus[0][0] == "Open"
