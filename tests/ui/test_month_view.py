"""The calendar as a month: what is shown, mouse, keys, the day in the inspector."""

from datetime import date, datetime

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator.db.work import Storage
from coordinator.domain.events import EventKind
from coordinator.domain.spans import When
from coordinator.runtime import i18n
from coordinator.ui.calendar.month_layout import DayMore
from coordinator.ui.calendar.month_view import MonthView
from coordinator.ui.calendar.page import CalendarPage
from coordinator.ui.kit import theme
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.page import Session
from coordinator.usecases.events import add_event, cancel_event
from coordinator.usecases.paper import RosterWish
from tests.makers import ZONE, an_event, on
from tests.ui.calendar_desk import (
    PATIENCE,
    card_of,
    editor_of,
    page,
    ready,
    storage,
    strays,
    week,
    written_week,
)
from tests.ui.drawn_week import DrawnWeek
from tests.ui.fitting import clipped

__all__ = ["page", "storage", "strays", "week", "written_week"]
ALT = Qt.KeyboardModifier.AltModifier
COATS = "Winter coat drive, sorting"
SATURDAY = date(2027, 1, 16)


@pytest.fixture
def month(page: CalendarPage, qtbot: QtBot) -> MonthView:
    """January, read, with the focus."""
    return shown(page, qtbot, events=25)


def shown(page: CalendarPage, qtbot: QtBot, *, events: int) -> MonthView:
    page.bar.view.button("month").click()
    qtbot.waitUntil(lambda: page.inspector.week._title.text() == i18n._("This month"), timeout=PATIENCE)
    assert len(page.month.lines()) == events
    page.month.setFocus()
    return page.month


def click(month: MonthView, at: QPointF | QPoint) -> None:
    pos = at if isinstance(at, QPoint) else at.toPoint()
    QTest.mouseClick(month.viewport(), Qt.MouseButton.LeftButton, pos=pos)


def ground(month: MonthView, day: date) -> QPoint:
    """Free ground of a day, beside its number."""
    return month.day_rect(day).topRight().toPoint() + QPoint(-8, 8)


def more_of(month: MonthView, day: date) -> QPoint:
    """The "2 more" of a day."""
    more = next(more for more in month.mores() if more.on == day)
    down = month.geometry_().head - month.scrolled()
    return month.geometry_().more_rect(more).center().toPoint() + QPoint(0, down)


def titles(month: MonthView) -> list[str]:
    return [line.event.title for line in month.lines()]


def test_the_month_of_the_week_is_shown_with_its_name_and_its_days(page: CalendarPage, month: MonthView) -> None:
    assert page.bar.range.text() == "January 2027"
    assert (month.layout_.first, month.layout_.last) == (date(2026, 12, 27), date(2027, 2, 6))
    assert page.bar.before.accessibleName() == "Month before"
    assert page.inspector.week._title.text() == i18n._("This month")
    assert titles(month)[:3] == ["Open gym, all ages", "Clergy council coffee", "U14 Falcons"]


def test_three_lines_and_how_many_more_stand_in_a_day(month: MonthView) -> None:
    counted = {more.on.day: len(more.lines) for more in month.mores()}
    assert month.geometry_().lanes == 3
    assert counted == {11: 1, 12: 1, 13: 2, 14: 2, 16: 1}


def test_the_days_around_the_month_show_their_events_and_do_not_count_for_it(
    page: CalendarPage, month: MonthView, storage: Storage, qtbot: QtBot
) -> None:
    storage.change(add_event, an_event("Old", on("2026-12-29", "09:00", "10:00")))
    page.refresh(None)
    qtbot.waitUntil(lambda: len(month.lines()) == 26, timeout=PATIENCE)
    assert page.inspector.week._summary.text() == "25 events, 14 places to fill"


def test_a_click_selects_an_event_and_escape_closes_it(page: CalendarPage, week: DrawnWeek, month: MonthView) -> None:
    click(month, month.block_rect(week.events[COATS]).center())
    assert page.inspector.event_id == week.events[COATS]
    assert month.current == week.events[COATS]
    QTest.keyClick(month, Qt.Key.Key_Escape)
    assert page.inspector.event_id is None


def test_a_double_click_edits_an_event(page: CalendarPage, week: DrawnWeek, month: MonthView, qtbot: QtBot) -> None:
    at = month.block_rect(week.events[COATS]).center().toPoint()
    QTest.mouseDClick(month.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert ready(editor_of(page, qtbot), qtbot).form.title.text() == COATS


def test_a_double_click_on_free_ground_makes_an_event_on_that_day(
    page: CalendarPage, month: MonthView, qtbot: QtBot
) -> None:
    QTest.mouseDClick(month.viewport(), Qt.MouseButton.LeftButton, pos=ground(month, date(2027, 1, 20)))
    assert editor_of(page, qtbot).form.when.when().starts == datetime(2027, 1, 20, 15, 0)


def test_two_more_lists_the_day_in_the_inspector_with_the_focus(page: CalendarPage, month: MonthView) -> None:
    assert isinstance(month.thing_at(QPointF(more_of(month, SATURDAY))), DayMore)
    click(month, more_of(month, SATURDAY))
    panel = page.inspector.day_panel
    assert panel.isVisible()
    assert panel.title.text() == "Saturday, January 16, 2027"
    assert panel.summary.text() == "4 events, 4 places to fill"
    assert panel.list.hasFocus()


def test_a_day_in_the_inspector_has_the_keys_of_the_month_and_no_longer_those_of_the_event(
    page: CalendarPage, week: DrawnWeek, month: MonthView
) -> None:
    said: list[str] = []
    page.hints_changed.connect(lambda: said.append(page.hints()))
    page.opened.open(week.events["Food pantry"])
    click(month, ground(month, SATURDAY))
    assert said[-1] == "Arrow keys move, Enter opens, N new event, F1 help"


def test_an_event_of_the_day_opens_and_escape_leads_back_step_by_step(
    page: CalendarPage, week: DrawnWeek, month: MonthView
) -> None:
    month.go_to_day(SATURDAY)
    QTest.keyClick(month, Qt.Key.Key_Return)
    panel = page.inspector.day_panel
    for _press in range(3):
        QTest.keyClick(panel.list, Qt.Key.Key_Down)
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert page.inspector.event_id == week.events["Coat drive, giving out"]
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert page.inspector.event_id is None
    assert page.inspector.day == SATURDAY
    assert panel.isVisible()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert page.inspector.day is None
    assert page.inspector.week.isVisible()


def test_the_list_of_the_day_follows_clicks_and_arrows(page: CalendarPage, month: MonthView) -> None:
    click(month, ground(month, date(2027, 1, 17)))
    assert not page.inspector.day_panel.nothing.isHidden()
    QTest.keyClick(month, Qt.Key.Key_Left)
    assert page.inspector.day_panel.on == SATURDAY
    assert page.inspector.day_panel.list.row_count() == 4


def test_the_day_can_be_printed_added_to_and_shown_as_a_week(
    page: CalendarPage, month: MonthView, qtbot: QtBot
) -> None:
    click(month, more_of(month, SATURDAY))
    panel = page.inspector.day_panel
    with qtbot.waitSignal(page.page_requested) as asked:
        panel.print.click()
    assert asked.args == ["print", RosterWish(SATURDAY, SATURDAY)]
    panel.new.click()
    editor = editor_of(page, qtbot)
    assert editor.form.when.when().first_day == SATURDAY
    editor.done(0)
    panel.week.click()
    assert (page.view, page.bar.range.text()) == ("week", "January 10–16, 2027")
    assert page.inspector.week.isVisible()


def test_in_a_narrow_window_a_click_on_a_day_does_not_open_the_inspector(
    page: CalendarPage, month: MonthView, qtbot: QtBot
) -> None:
    page.resize(1100, 584)
    qtbot.waitUntil(page.inspector.isHidden, timeout=PATIENCE)
    click(month, ground(month, date(2027, 1, 20)))
    assert page.inspector.isHidden()
    QTest.keyClick(month, Qt.Key.Key_Return)
    assert page.inspector.day_panel.isVisible()
    page.inspector.day_panel.closed.emit()
    assert page.inspector.isHidden()


def test_arrows_go_by_day_and_week_and_out_of_the_month(page: CalendarPage, month: MonthView, qtbot: QtBot) -> None:
    month.go_to_day(date(2027, 1, 30))
    QTest.keyClick(month, Qt.Key.Key_Home)
    assert month.day == date(2027, 1, 24)
    QTest.keyClick(month, Qt.Key.Key_End)
    QTest.keyClick(month, Qt.Key.Key_Down)
    assert (month.day, page.bar.range.text()) == (date(2027, 2, 6), "January 2027")
    QTest.keyClick(month, Qt.Key.Key_Right)
    assert (month.day, page.bar.range.text()) == (date(2027, 2, 7), "February 2027")
    qtbot.waitUntil(lambda: month.layout_.month == date(2027, 2, 1), timeout=PATIENCE)
    assert month.day == date(2027, 2, 7)


def test_page_keys_and_the_buttons_turn_the_months(page: CalendarPage, month: MonthView, qtbot: QtBot) -> None:
    month.go_to_day(date(2027, 1, 31))
    QTest.keyClick(month, Qt.Key.Key_PageDown)
    assert (month.day, page.bar.range.text()) == (date(2027, 2, 28), "February 2027")
    page.bar.before.click()
    page.bar.before.click()
    assert page.bar.range.text() == "December 2026"
    QTest.keyClick(month, Qt.Key.Key_T)
    assert (month.day, page.bar.range.text()) == (date(2027, 1, 12), "January 2027")


def test_a_day_of_the_small_month_is_gone_to(page: CalendarPage, month: MonthView) -> None:
    page.side.month.picked.emit(date(2027, 3, 9))
    assert (month.day, page.bar.range.text()) == (date(2027, 3, 9), "March 2027")
    assert page.side.month.days.month == date(2027, 3, 1)


def test_tab_goes_from_event_to_event_hidden_ones_too(week: DrawnWeek, month: MonthView) -> None:
    month.go_to_day(SATURDAY)
    heard = []
    for _press in range(4):
        QTest.keyClick(month, Qt.Key.Key_Tab)
        heard.append(month.accessibleDescription().split(", ")[1])
    assert heard == ["Comets v Otters", "Foxes game", "Hawks game", "Coat drive"]
    assert month.current == week.events["Coat drive, giving out"]
    assert month.block_rect(month.current).contains(QPointF(more_of(month, SATURDAY)))
    QTest.keyClick(month, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert month.current == week.events["Hawks game"]


def test_what_has_the_focus_is_said_in_words(week: DrawnWeek, month: MonthView) -> None:
    assert month.accessibleName() == "Month"
    month.go_to_day(date(2027, 1, 12))
    assert month.accessibleDescription() == "Today, Tue Jan 12, 4 events, 2 places to fill"
    month.go_to_day(date(2027, 1, 17))
    assert month.accessibleDescription() == "Sun Jan 17, no events"
    month.focus_event(week.events["U10 Harbor Hawks"])
    assert month.accessibleDescription() == (
        "Practice, U10 Harbor Hawks, Wed Jan 13, 2027, 3:30–5:00 PM, PS 41, gym, 1 of 2 filled"
    )


def test_letters_make_edit_print_and_change_the_view(
    page: CalendarPage, week: DrawnWeek, month: MonthView, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(page.page_requested) as asked:
        QTest.keyClick(month, Qt.Key.Key_P)
    assert asked.args == ["print", RosterWish(date(2027, 1, 1), date(2027, 1, 31))]
    month.go_to_day(date(2027, 1, 20))
    QTest.keyClick(month, Qt.Key.Key_N)
    editor = editor_of(page, qtbot)
    assert editor.form.when.when().first_day == date(2027, 1, 20)
    editor.done(0)
    QTest.keyClick(month, Qt.Key.Key_W)
    assert (page.view, page.bar.range.text()) == ("week", "January 17–23, 2027")
    QTest.keyClick(page.week, Qt.Key.Key_M)
    QTest.keyClick(month, Qt.Key.Key_L)
    assert (page.view, page.bar.range.text()) == ("list", "January 2027")
    qtbot.waitUntil(lambda: page.list.rows.rowCount() == 25, timeout=PATIENCE)
    QTest.keyClick(page.list, Qt.Key.Key_M)
    assert page.view == "month"


def test_delete_takes_the_focused_event_out(
    page: CalendarPage, week: DrawnWeek, month: MonthView, qtbot: QtBot
) -> None:
    month.focus_event(week.events["Block watch call"])
    QTest.keyClick(month, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(month.lines()) == 24, timeout=PATIENCE)


def test_alt_and_arrows_move_by_days_and_weeks(
    page: CalendarPage, week: DrawnWeek, month: MonthView, storage: Storage, qtbot: QtBot
) -> None:
    month.focus_event(week.events["Merchants’ walk"])
    with qtbot.waitSignal(page.mover.moved, timeout=PATIENCE):
        QTest.keyClick(month, Qt.Key.Key_Down, ALT)
        QTest.keyClick(month, Qt.Key.Key_Left, ALT)
    assert card_of(storage, week.events["Merchants’ walk"]).line.event.when.starts == datetime(2027, 1, 21, 11, 0)


def test_the_menu_of_an_event_opens_by_mouse_and_by_keyboard(week: DrawnWeek, month: MonthView, qtbot: QtBot) -> None:
    wanted = week.events[COATS]
    month.menu_requested.disconnect()
    at = month.block_rect(wanted).center().toPoint()
    for reason in (QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard):
        with qtbot.waitSignal(month.menu_requested) as asked:
            press = QContextMenuEvent(reason, at, month.viewport().mapToGlobal(at))
            QApplication.sendEvent(month.viewport(), press)
        assert asked.args == [wanted, month.viewport().mapToGlobal(at)]


def test_hints_say_what_there_is_no_room_for(week: DrawnWeek, month: MonthView) -> None:
    assert month._hint_at(QPointF(more_of(month, SATURDAY))) == "1 more\nCoat drive, giving out"
    assert month._hint_at(month.block_rect(week.events[COATS]).center()).splitlines() == [
        COATS,
        "Volunteer shift · Fri Jan 15, 2027, 5:00–7:00 PM",
        "Precinct 14, Garage bay 3",
        "0 of 6 filled",
    ]
    assert month._hint_at(QPointF(ground(month, date(2027, 1, 20)))) == ""


def test_filters_hide_events_of_the_month_and_say_so(page: CalendarPage, month: MonthView) -> None:
    page.side.kinds.box(EventKind.PRACTICE).click()
    assert page.hidden.what() == "9 events are hidden by filters."
    assert len(month.lines()) == 16
    for kind in set(EventKind) - {EventKind.PRACTICE}:
        page.side.kinds.box(kind).click()
    assert page.views.empty_month is not None
    assert page.views.empty_month.isVisible()
    assert (
        page.views.empty_month.panel.accessibleName() == "Nothing with these filters 25 events are hidden by filters."
    )


def test_an_empty_month_offers_import_and_a_new_event(page: CalendarPage, month: MonthView, qtbot: QtBot) -> None:
    page.go_to_day(date(2027, 5, 1))
    qtbot.waitUntil(lambda: page.views.empty_month is not None and page.views.empty_month.isVisible(), timeout=PATIENCE)
    assert page.views.empty_month is not None
    assert page.views.empty_month.panel.accessibleName() == "Nothing this month No filter hides anything here."


def test_an_event_asked_for_elsewhere_is_opened_in_its_month(
    page: CalendarPage, week: DrawnWeek, month: MonthView, qtbot: QtBot
) -> None:
    page.go_to_day(date(2027, 6, 1))
    page.open_record("event", week.events[COATS])
    qtbot.waitUntil(lambda: page.inspector.event_id == week.events[COATS], timeout=PATIENCE)
    assert (page.bar.range.text(), month.opened_id) == ("January 2027", week.events[COATS])


def test_going_back_restores_the_month_and_its_event(
    page: CalendarPage, week: DrawnWeek, month: MonthView, qtbot: QtBot
) -> None:
    month.opened.emit(week.events[COATS])
    place = page.place()
    page.inspector.event_panel.closed.emit()
    QTest.keyClick(month, Qt.Key.Key_W)
    page.go_to_week(date(2027, 6, 1))
    page.go_to(place)
    assert (page.view, page.bar.range.text()) == ("month", "January 2027")
    assert page.inspector.event_id == week.events[COATS]


def test_the_week_shows_the_day_where_the_keyboard_was(page: CalendarPage, month: MonthView) -> None:
    month.go_to_day(date(2027, 1, 28))
    page.bar.view.button("week").click()
    assert page.bar.range.text() == "January 24–30, 2027"


def test_a_cancelled_event_is_struck_out_and_whole_days_lie_across_the_weeks(
    page: CalendarPage, week: DrawnWeek, month: MonthView, storage: Storage, qtbot: QtBot
) -> None:
    camp = storage.change(add_event, an_event("Camp", When.days(date(2027, 1, 22), date(2027, 1, 26), ZONE)))
    storage.change(cancel_event, week.events[COATS], "No van")
    page.refresh(None)
    qtbot.waitUntil(lambda: len(month.lines()) == 26, timeout=PATIENCE)
    strips = [strip for strip in month.layout_.strips if strip.line.event.id == camp.record_id]
    assert [(strip.first, strip.last, strip.from_before, strip.goes_on) for strip in strips] == [
        (5, 6, False, True),
        (0, 2, True, False),
    ]
    assert not page.grab().isNull()
    assert month._hint_at(month.block_rect(week.events[COATS]).center()).endswith("Cancelled: No van")


@pytest.mark.parametrize("size", [(1286, 712), (1100, 584)])
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("letters", ["normal", "larger"])
def test_nothing_is_cut_in_the_month_with_a_day_and_with_an_event_open(
    week: DrawnWeek,
    desk: Desk,
    session: Session,
    qapp: QApplication,
    qtbot: QtBot,
    size: tuple[int, int],
    language: str,
    letters: str,
) -> None:
    theme.apply(qapp, "light", letters)
    i18n.set_language(language)
    page = CalendarPage(desk, session)
    qtbot.addWidget(page)
    page.resize(*size)
    page.show()
    page.refresh(None)
    month = shown(page, qtbot, events=25)
    assert clipped(page) == []
    month.day_opened.emit(SATURDAY)
    qtbot.waitUntil(lambda: clipped(page) == [], timeout=PATIENCE)
    month.opened.emit(week.events[COATS])
    qtbot.waitUntil(lambda: clipped(page) == [], timeout=PATIENCE)
