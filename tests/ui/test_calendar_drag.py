"""Dragging an event to another time: the ghost, the drop, and all that can come between."""

from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator.db.work import Storage
from coordinator.domain.spans import When
from coordinator.ui.calendar.ghosts import Fit, Ghost
from coordinator.ui.calendar.page import CalendarPage
from coordinator.usecases.events import add_event, move_event, remove_event
from coordinator.usecases.history import undo
from tests.makers import an_event, on
from tests.ui.calendar_desk import PATIENCE, card_of, page, place_at, storage, strays, week, written_week
from tests.ui.drawn_week import DrawnWeek

__all__ = ["page", "storage", "strays", "week", "written_week"]
ALT = Qt.KeyboardModifier.AltModifier
WALK, OTTERS = "Merchants’ walk", "Otters"
FRIDAY_ELEVEN = datetime(2027, 1, 15, 11, 0)


def take(page: CalendarPage, event_id: int) -> QPoint:
    """Press on an event, well inside it."""
    at = page.week.block_rect(event_id).topLeft().toPoint() + QPoint(12, 12)
    QTest.mousePress(page.week.viewport(), Qt.MouseButton.LeftButton, pos=at)
    return at


def carry(page: CalendarPage, at: QPoint, *, days: int = 0, minutes: int = 0) -> QPoint:
    """Move the mouse so far, in two steps as a hand does."""
    g = page.week.geometry_()
    to = at + QPoint(round(days * g.column_width), round(minutes * g.hour / 60))
    QTest.mouseMove(page.week.viewport(), at + (to - at) / 2)
    QTest.mouseMove(page.week.viewport(), to)
    return to


def let_go(page: CalendarPage, at: QPoint) -> None:
    QTest.mouseRelease(page.week.viewport(), Qt.MouseButton.LeftButton, pos=at)


def ghost_of(page: CalendarPage) -> Ghost:
    """What is on its way."""
    assert page.mover.ghost is not None
    return page.mover.ghost


def answered(page: CalendarPage, qtbot: QtBot) -> Ghost:
    """The ghost once it knows whether it fits."""
    qtbot.waitUntil(lambda: ghost_of(page).fit is not Fit.UNKNOWN, timeout=PATIENCE)
    return ghost_of(page)


def starts(storage: Storage, event_id: int) -> datetime:
    return card_of(storage, event_id).line.event.when.starts


def test_an_event_is_dragged_to_another_day_and_quarter_of_an_hour(
    page: CalendarPage, week: DrawnWeek, storage: Storage, qtbot: QtBot
) -> None:
    at = carry(page, take(page, week.events[WALK]), days=-1, minutes=32)
    ghost = answered(page, qtbot)
    assert (ghost.to.starts, ghost.to.ends) == (datetime(2027, 1, 14, 11, 30), datetime(2027, 1, 14, 13, 0))
    assert (ghost.fit, ghost.words()) == (Fit.FITS, "Fits")
    assert page.hints() == "Thu Jan 14, 11:30 AM–1:00 PM: Fits · Esc puts it back"
    with qtbot.waitSignal(page.mover.moved, timeout=PATIENCE):
        let_go(page, at)
    assert starts(storage, week.events[WALK]) == datetime(2027, 1, 14, 11, 30)
    assert page.told.why() == "Neighbor Number 15 is signed up and moves along. Tell this person."


def test_the_ghost_gives_way_to_the_event_when_the_calendar_was_read_again(
    page: CalendarPage, week: DrawnWeek, qtbot: QtBot
) -> None:
    let_go(page, carry(page, take(page, week.events[WALK]), minutes=60))
    assert page.week.ghost_art() is not None
    qtbot.waitUntil(lambda: page.week.ghost_art() is None, timeout=PATIENCE)
    line = page.week.line(week.events[WALK])
    assert line is not None
    assert line.event.when.starts == FRIDAY_ELEVEN + timedelta(hours=1)
    assert page.hints() == "Arrow keys move, Enter opens, N new event, F1 help"


def test_one_undo_takes_the_drag_back(page: CalendarPage, week: DrawnWeek, storage: Storage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.mover.moved, timeout=PATIENCE):
        let_go(page, carry(page, take(page, week.events[WALK]), days=-2))
    storage.change(undo)
    assert starts(storage, week.events[WALK]) == FRIDAY_ELEVEN


def test_dropped_on_a_taken_place_it_is_asked_about_in_place(
    page: CalendarPage, week: DrawnWeek, storage: Storage, qtbot: QtBot
) -> None:
    at = carry(page, take(page, week.events[OTTERS]), days=1, minutes=-45)
    ghost = answered(page, qtbot)
    assert (ghost.fit, ghost.words()) == (Fit.WARNS, "gym B is taken by U16 Hillcrest")
    let_go(page, at)
    assert page.move_form.question.text() == "Move Otters to Fri Jan 15, 3:45–5:15 PM?"
    with qtbot.waitSignal(page.mover.moved, timeout=PATIENCE):
        page.move_form.go.click()
    assert starts(storage, week.events[OTTERS]) == datetime(2027, 1, 15, 15, 45)


def test_dropped_where_somebody_is_elsewhere_a_reason_is_asked_for(
    page: CalendarPage, week: DrawnWeek, storage: Storage, qtbot: QtBot
) -> None:
    at = carry(page, take(page, week.events[WALK]), days=1, minutes=120)
    ghost = answered(page, qtbot)
    assert (ghost.fit, ghost.words()) == (Fit.STOPS, "Neighbor Number 15 is at Coat drive, giving out then")
    let_go(page, at)
    assert page.move_form.reason.isVisible()
    assert not page.move_form.go.isEnabled()


def test_a_drop_before_the_answer_waits_for_it(
    page: CalendarPage, week: DrawnWeek, storage: Storage, qtbot: QtBot
) -> None:
    at = carry(page, take(page, week.events[OTTERS]), days=1, minutes=-45)
    assert ghost_of(page).fit is Fit.UNKNOWN
    let_go(page, at)
    assert page.move_form.isHidden()
    qtbot.waitUntil(page.move_form.isVisible, timeout=PATIENCE)
    QTest.keyClick(page.move_form.leave, Qt.Key.Key_Escape)
    assert page.week.ghost_art() is None
    assert starts(storage, week.events[OTTERS]) == datetime(2027, 1, 14, 16, 30)


def test_escape_puts_it_back_while_the_button_is_down(
    page: CalendarPage, week: DrawnWeek, storage: Storage, qtbot: QtBot
) -> None:
    at = carry(page, take(page, week.events[WALK]), days=-1)
    answered(page, qtbot)
    QTest.keyClick(page.week, Qt.Key.Key_Escape)
    assert page.week.ghost_art() is None
    let_go(page, carry(page, at, days=-1))
    assert not page.mover.is_waiting()
    assert starts(storage, week.events[WALK]) == FRIDAY_ELEVEN


def test_over_the_row_of_whole_days_there_is_no_place_to_drop_it(
    page: CalendarPage, week: DrawnWeek, storage: Storage, qtbot: QtBot
) -> None:
    take(page, week.events[WALK])
    g = page.week.geometry_()
    over = QPoint(round(g.left_of(3)) + 20, g.head + 8)
    QTest.mouseMove(page.week.viewport(), over)
    assert (ghost_of(page).fit, ghost_of(page).words()) == (Fit.NOWHERE, "Drop it on the hours")
    let_go(page, over)
    assert page.week.ghost_art() is None
    assert starts(storage, week.events[WALK]) == FRIDAY_ELEVEN


def test_whole_days_are_dragged_by_days(page: CalendarPage, week: DrawnWeek, storage: Storage, qtbot: QtBot) -> None:
    wanted = week.events["PS 41 parent week (note)"]
    at = carry(page, take(page, wanted), days=-2, minutes=200)
    art = page.week.ghost_art()
    assert art is not None
    assert art.time == "Mon Jan 11 – Tue Jan 12, 2027"
    with qtbot.waitSignal(page.mover.moved, timeout=PATIENCE):
        let_go(page, at)
    when = card_of(storage, wanted).line.event.when
    assert (when.first_day, when.last_day, when.all_day) == (date(2027, 1, 11), date(2027, 1, 12), True)


def test_a_shift_past_midnight_follows_from_where_it_is_held(
    page: CalendarPage, storage: Storage, qtbot: QtBot
) -> None:
    night = storage.change(add_event, an_event("Night walk", When(*_night(), "America/New_York"))).record_id
    assert night is not None
    page.refresh(None)
    qtbot.waitUntil(lambda: len(page.lines) == 26, timeout=PATIENCE)
    page.week.verticalScrollBar().setValue(0)
    at = place_at(page, 2, 90)  # the hours after midnight
    QTest.mousePress(page.week.viewport(), Qt.MouseButton.LeftButton, pos=at)
    at = carry(page, at, days=1, minutes=-60)
    assert ghost_of(page).to.starts == datetime(2027, 1, 12, 21, 0)
    with qtbot.waitSignal(page.mover.moved, timeout=PATIENCE):
        let_go(page, at)
    assert starts(storage, night) == datetime(2027, 1, 12, 21, 0)


def _night() -> tuple[datetime, datetime]:
    return datetime(2027, 1, 11, 22, 0), datetime(2027, 1, 12, 4, 0)


def test_an_odd_minute_stays_when_only_the_day_changes_and_snaps_when_the_time_does(
    page: CalendarPage, storage: Storage, qtbot: QtBot
) -> None:
    odd = storage.change(add_event, an_event("Call", on("2027-01-11", "12:05", "13:05"))).record_id
    assert odd is not None
    page.refresh(None)
    qtbot.waitUntil(lambda: len(page.lines) == 26, timeout=PATIENCE)
    at = carry(page, take(page, odd), days=1)
    assert ghost_of(page).to.starts == datetime(2027, 1, 12, 12, 5)
    carry(page, at, minutes=30)
    assert ghost_of(page).to.starts == datetime(2027, 1, 12, 12, 30)
    QTest.keyClick(page.week, Qt.Key.Key_Escape)


def test_less_than_the_drag_distance_is_a_click(page: CalendarPage, week: DrawnWeek, qtbot: QtBot) -> None:
    at = take(page, week.events[WALK])
    assert page.inspector.event_id is None  # nothing may shift under the mouse before it is let go of
    near = at + QPoint(QApplication.startDragDistance() - 2, 0)
    QTest.mouseMove(page.week.viewport(), near)
    assert page.mover.ghost is None
    let_go(page, near)
    assert page.inspector.event_id == week.events[WALK]


def test_at_the_lower_edge_the_hours_scroll_and_the_ghost_goes_along(
    page: CalendarPage, week: DrawnWeek, qtbot: QtBot
) -> None:
    take(page, week.events[WALK])
    bar, viewport = page.week.verticalScrollBar(), page.week.viewport()
    before = bar.value()
    assert before < bar.maximum()
    QTest.mouseMove(viewport, QPoint(round(page.week.geometry_().left_of(5)) + 20, viewport.height() - 3))
    reached = ghost_of(page).to.starts
    qtbot.waitUntil(lambda: bar.value() == bar.maximum(), timeout=PATIENCE)
    assert ghost_of(page).to.starts > reached
    QTest.keyClick(page.week, Qt.Key.Key_Escape)


def test_an_event_that_was_moved_by_somebody_else_meanwhile_is_not_moved(
    page: CalendarPage, week: DrawnWeek, storage: Storage, qtbot: QtBot
) -> None:
    at = carry(page, take(page, week.events[WALK]), days=-1)
    answered(page, qtbot)
    storage.change(move_event, week.events[WALK], datetime(2027, 1, 15, 12, 0))
    with qtbot.waitSignal(page.mover.failed, timeout=PATIENCE):
        let_go(page, at)
    assert page.told.isVisible()
    assert page.week.ghost_art() is None
    assert starts(storage, week.events[WALK]) == datetime(2027, 1, 15, 12, 0)


def test_an_event_that_was_removed_meanwhile_says_so(
    page: CalendarPage, week: DrawnWeek, storage: Storage, qtbot: QtBot
) -> None:
    at = carry(page, take(page, week.events[WALK]), days=-1)
    answered(page, qtbot)
    storage.change(remove_event, week.events[WALK])
    with qtbot.waitSignal(page.mover.failed, timeout=PATIENCE):
        let_go(page, at)
    assert page.week.ghost_art() is None


def test_a_drag_goes_on_while_other_changes_arrive(
    page: CalendarPage, week: DrawnWeek, storage: Storage, qtbot: QtBot
) -> None:
    at = carry(page, take(page, week.events[WALK]), days=-1)
    storage.change(add_event, an_event("Walk-in", on("2027-01-11", "12:00", "13:00")))
    page.refresh(None)
    qtbot.waitUntil(lambda: len(page.lines) == 26, timeout=PATIENCE)
    assert page.week.ghost_art() is not None
    with qtbot.waitSignal(page.mover.moved, timeout=PATIENCE):
        let_go(page, at)
    assert starts(storage, week.events[WALK]) == datetime(2027, 1, 14, 11, 0)


def test_losing_the_keyboard_puts_it_back(page: CalendarPage, week: DrawnWeek, qtbot: QtBot) -> None:
    take(page, week.events[WALK])
    carry(page, page.week.block_rect(week.events[WALK]).center().toPoint(), days=-1)
    page.bar.bring.setFocus()
    assert page.week.ghost_art() is None
    assert not page.mover.is_waiting()


@pytest.mark.parametrize("keys", [(Qt.Key.Key_Right, *[Qt.Key.Key_Up] * 3)])
def test_alt_and_arrows_show_the_same_ghost_with_the_same_words(
    page: CalendarPage, week: DrawnWeek, qtbot: QtBot, keys: tuple[Qt.Key, ...]
) -> None:
    page.week.setFocus()
    page.week.focus_event(week.events[OTTERS])
    for key in keys:
        QTest.keyClick(page.week, key, ALT)
    by_keys = answered(page, qtbot)
    assert by_keys.words() == "gym B is taken by U16 Hillcrest"
    assert page.week.ghost_art() is not None
    QTest.keyClick(page.week, Qt.Key.Key_Escape)
    carry(page, take(page, week.events[OTTERS]), days=1, minutes=-45)
    assert answered(page, qtbot) == by_keys
    QTest.keyClick(page.week, Qt.Key.Key_Escape)


def test_a_press_while_the_last_move_is_still_read_does_not_fail(
    page: CalendarPage, week: DrawnWeek, storage: Storage, qtbot: QtBot
) -> None:
    told: list[object] = []
    page.mover.failed.connect(told.append)
    page.mover.moved.connect(lambda _changes: page.mover.nudge(week.events[WALK], 15, 0))
    let_go(page, carry(page, take(page, week.events[WALK]), minutes=60))
    qtbot.waitUntil(lambda: starts(storage, week.events[WALK]) == FRIDAY_ELEVEN + timedelta(hours=1), timeout=PATIENCE)
    qtbot.waitUntil(lambda: page.week.ghost_art() is None, timeout=PATIENCE)
    assert told == []
