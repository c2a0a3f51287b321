"""Dragging an event in the month: by days, its time of day stays."""

from datetime import date, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from coordinator.db.work import Storage
from coordinator.ui.calendar.ghosts import Fit
from coordinator.ui.calendar.month_view import MonthView
from coordinator.ui.calendar.page import CalendarPage
from tests.ui.calendar_desk import PATIENCE, card_of, page, storage, strays, week, written_week
from tests.ui.drawn_week import DrawnWeek

__all__ = ["page", "storage", "strays", "week", "written_week"]
WALK = "Merchants’ walk"  # Friday the 15th, at eleven
NOTE = "PS 41 parent week (note)"  # Wednesday and Thursday


@pytest.fixture
def month(page: CalendarPage, week: DrawnWeek, qtbot: QtBot) -> MonthView:
    """January, read."""
    page.bar.view.button("month").click()
    qtbot.waitUntil(lambda: page.month.line(week.events[WALK]) is not None, timeout=PATIENCE)
    return page.month


def hold(month: MonthView, event_id: int, to: date) -> QPoint:
    """Press on an event and go to another day, in two steps as a hand does."""
    at = month.block_rect(event_id).center().toPoint()
    there = month.day_rect(to).center().toPoint()
    QTest.mousePress(month.viewport(), Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseMove(month.viewport(), (at + there) / 2)
    QTest.mouseMove(month.viewport(), there)
    return there


def let_go(month: MonthView, at: QPoint) -> None:
    QTest.mouseRelease(month.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_an_event_goes_to_another_day_and_keeps_its_time(
    page: CalendarPage, month: MonthView, week: DrawnWeek, storage: Storage, qtbot: QtBot
) -> None:
    at = hold(month, week.events[WALK], date(2027, 1, 25))
    qtbot.waitUntil(lambda: page.mover.ghost is not None and page.mover.ghost.fit is Fit.FITS, timeout=PATIENCE)
    assert page.hints() == "Mon Jan 25, 11:00 AM–12:30 PM: Fits · Esc puts it back"
    with qtbot.waitSignal(page.mover.moved, timeout=PATIENCE):
        let_go(month, at)
    assert card_of(storage, week.events[WALK]).line.event.when.starts == datetime(2027, 1, 25, 11, 0)
    qtbot.waitUntil(lambda: month.ghost_art() is None, timeout=PATIENCE)


def test_whole_days_over_the_end_of_a_week_show_a_ghost_in_both(
    page: CalendarPage, month: MonthView, week: DrawnWeek, qtbot: QtBot
) -> None:
    event_id = week.events[NOTE]
    at = month.block_rect(event_id).topLeft().toPoint() + QPoint(6, 6)  # held on Wednesday
    QTest.mousePress(month.viewport(), Qt.MouseButton.LeftButton, pos=at)
    for on in (22, 23):
        QTest.mouseMove(month.viewport(), month.day_rect(date(2027, 1, on)).center().toPoint())
    art = month.ghost_art()
    assert art is not None
    assert len(art.blocks) == 2
    QTest.keyClick(month, Qt.Key.Key_Escape)
    assert month.ghost_art() is None


def test_escape_puts_it_back(
    page: CalendarPage, month: MonthView, week: DrawnWeek, storage: Storage, qtbot: QtBot
) -> None:
    at = hold(month, week.events[WALK], date(2027, 1, 25))
    QTest.keyClick(month, Qt.Key.Key_Escape)
    let_go(month, at)
    assert not page.mover.is_waiting()
    assert card_of(storage, week.events[WALK]).line.event.when.starts == datetime(2027, 1, 15, 11, 0)


def test_a_click_still_opens_the_event(page: CalendarPage, month: MonthView, week: DrawnWeek) -> None:
    at = month.block_rect(week.events[WALK]).center().toPoint()
    QTest.mouseClick(month.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert page.inspector.event_id == week.events[WALK]


def test_beside_the_days_the_nearest_one_counts(
    page: CalendarPage, month: MonthView, week: DrawnWeek, qtbot: QtBot
) -> None:
    hold(month, week.events[WALK], date(2027, 1, 23))
    below = month.day_rect(date(2027, 2, 6)).center().toPoint() + QPoint(400, 400)
    QTest.mouseMove(month.viewport(), below)
    assert page.mover.ghost is not None
    assert page.mover.ghost.to.first_day == date(2027, 2, 6)
    QTest.keyClick(month, Qt.Key.Key_Escape)


def test_alt_and_an_arrow_show_the_same_ghost(
    page: CalendarPage, month: MonthView, week: DrawnWeek, qtbot: QtBot
) -> None:
    month.setFocus()
    month.focus_event(week.events[WALK])
    QTest.keyClick(month, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert page.mover.ghost is not None
    assert page.mover.ghost.to.starts == datetime(2027, 1, 22, 11, 0)
    art = month.ghost_art()
    assert art is not None
    assert art.event_id == week.events[WALK]
    QTest.keyClick(month, Qt.Key.Key_Escape)
    assert month.ghost_art() is None
