"""The calendar: week, filters, overview, keys."""

from datetime import date, datetime

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from coordinator.db.work import Storage
from coordinator.domain.events import EventKind, EventStatus
from coordinator.domain.listings import EventQuery
from coordinator.domain.spans import When
from coordinator.runtime import i18n
from coordinator.ui.calendar.layout import More
from coordinator.ui.calendar.page import CalendarPage
from coordinator.ui.calendar.side_panel import ELSEWHERE
from coordinator.ui.calendar.this_week import Section
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.page import Session
from coordinator.usecases.events import add_event, cancel_event, events_during
from coordinator.usecases.paper import RosterWish
from tests.makers import ZONE, an_event, on
from tests.ui.calendar_desk import (
    PATIENCE,
    card_of,
    click,
    editor_of,
    opened,
    page,
    place_at,
    ready,
    search,
    storage,
    strays,
    week,
    written_week,
)
from tests.ui.drawn_week import DrawnWeek
from tests.ui.fitting import clipped

__all__ = ["page", "storage", "strays", "week", "written_week"]
ALT = Qt.KeyboardModifier.AltModifier


def shown_titles(page: CalendarPage) -> set[str]:
    return {line.event.title for line in page.week.lines()}


def test_the_week_of_today_is_shown_with_counts(page: CalendarPage) -> None:
    assert page.bar.range.text() == "January 10–16, 2027"
    ticks = {kind: page.side.kinds.box(kind).accessibleName() for kind in EventKind}
    assert ticks[EventKind.PRACTICE] == "Practices, 9"
    assert page.side.venues.box(ELSEWHERE).accessibleName() == "Elsewhere, 4"


def test_the_overview_lists_what_is_to_fill_by_day_and_leaves_out_what_is_over(page: CalendarPage) -> None:
    rows = page.inspector.week.list._rows.rows
    heads = [(row.words, row.openings) for row in rows if isinstance(row, Section)]
    assert heads == [("Today, Tue Jan 12", 2), ("Wed Jan 13", 1), ("Fri Jan 15", 7), ("Sat Jan 16", 4)]
    titles = [row.event.title for row in rows if not isinstance(row, Section)]
    assert titles == [
        "Food pantry",
        "U10 Harbor Hawks",
        "Merchants’ walk",
        "Winter coat drive, sorting",
        "Comets v Otters",
        "Coat drive, giving out",
    ]


def test_days_with_openings_are_underlined_in_the_small_month(page: CalendarPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bool(page.side.month.days._marked), timeout=PATIENCE)
    assert page.side.month.days._marked == {date(2027, 1, day) for day in (12, 13, 15, 16)}


def test_a_click_selects_an_event_and_escape_goes_back_to_the_overview(
    page: CalendarPage, week: DrawnWeek, qtbot: QtBot
) -> None:
    wanted = week.events["Food pantry"]
    click(page, qtbot, wanted)
    panel = page.inspector.event_panel
    qtbot.waitUntil(lambda: panel.head.title.text() == "Food pantry", timeout=PATIENCE)
    assert panel.head.when_and_place.text() == "Tue Jan 12, 2027, 4:00–6:00 PM · St. Brigid’s hall"
    QTest.keyClick(page.week, Qt.Key.Key_Escape)
    assert page.inspector.event_id is None


def test_a_kind_without_its_tick_is_hidden_and_a_line_says_so(page: CalendarPage, qtbot: QtBot) -> None:
    page.side.kinds.box(EventKind.PRACTICE).click()
    assert page.hidden.what() == "9 events are hidden by filters."
    assert "Comets" not in shown_titles(page)
    page.side.show_all()
    assert page.hidden.isHidden()
    assert len(shown_titles(page)) == 24  # two share a title


def test_a_venue_without_its_tick_is_hidden(page: CalendarPage) -> None:
    page.side.venues.box(ELSEWHERE).click()
    assert page.hidden.what() == "4 events are hidden by filters."
    assert "Merchants’ walk" not in shown_titles(page)


def test_with_every_kind_off_the_card_names_the_filters(page: CalendarPage) -> None:
    for kind in EventKind:
        page.side.kinds.box(kind).click()
    assert page.views.empty.isVisible()
    assert page.views.empty.panel.accessibleName() == "Nothing with these filters 25 events are hidden by filters."


def test_an_empty_week_offers_import_and_a_new_event(page: CalendarPage, qtbot: QtBot) -> None:
    page.go_to_week(date(2027, 3, 1))
    qtbot.waitUntil(page.views.empty.isVisible, timeout=PATIENCE)
    assert page.views.empty.panel.accessibleName() == "Nothing this week No filter hides anything here."
    with qtbot.waitSignal(page.page_requested) as asked:
        page.bar.bring.click()
    assert asked.args == ["import", None]


def test_page_down_and_the_buttons_turn_the_weeks(page: CalendarPage, qtbot: QtBot) -> None:
    QTest.keyClick(page.week, Qt.Key.Key_PageDown)
    assert page.bar.range.text() == "January 17–23, 2027"
    page.bar.before.click()
    page.bar.before.click()
    assert page.bar.range.text() == "January 3–9, 2027"
    QTest.keyClick(page.week, Qt.Key.Key_T)
    assert page.bar.range.text() == "January 10–16, 2027"


def test_a_day_in_the_small_month_shows_its_week(page: CalendarPage, qtbot: QtBot) -> None:
    days = page.side.month.days
    days.setFocus()
    for _press in range(2):
        QTest.keyClick(days, Qt.Key.Key_Down)
    QTest.keyClick(days, Qt.Key.Key_Return)
    assert page.bar.range.text() == "January 24–30, 2027"


def test_tab_goes_from_event_to_event_in_the_order_of_reading(
    page: CalendarPage, week: DrawnWeek, qtbot: QtBot
) -> None:
    page.activateWindow()
    page.week.setFocus()
    page.week.focus_event(week.events["Comets"])
    QTest.keyClick(page.week, Qt.Key.Key_Tab)
    assert page.week.current == week.events["Food pantry"]
    QTest.keyClick(page.week, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert page.week.current == week.events["Comets"]


def test_arrows_move_by_slot_and_day_and_enter_opens(page: CalendarPage, week: DrawnWeek, qtbot: QtBot) -> None:
    page.week.setFocus()
    page.week.go_to_slot(2, 15 * 60)
    assert page.week.current is None
    QTest.keyClick(page.week, Qt.Key.Key_Down)
    assert page.week.current == week.events["Comets"]
    QTest.keyClick(page.week, Qt.Key.Key_Right)
    assert page.week.current == week.events["U10 Harbor Hawks"]
    QTest.keyClick(page.week, Qt.Key.Key_Return)
    assert page.inspector.event_id == week.events["U10 Harbor Hawks"]


def test_what_has_the_focus_is_said_in_words(page: CalendarPage, week: DrawnWeek) -> None:
    page.week.focus_event(week.events["U10 Harbor Hawks"])
    assert page.week.accessibleDescription() == (
        "Practice, U10 Harbor Hawks, Wed Jan 13, 2027, 3:30–5:00 PM, PS 41, gym, 1 of 2 filled"
    )


def test_plus_and_minus_zoom_the_hours(page: CalendarPage, qtbot: QtBot) -> None:
    before = page.week.geometry_().hour
    QTest.keyClick(page.week, Qt.Key.Key_Plus)
    assert page.week.geometry_().hour > before
    QTest.keyClick(page.week, Qt.Key.Key_Minus)
    assert page.week.geometry_().hour == before


def test_single_letters_rest_when_the_person_switched_them_off(page: CalendarPage, qtbot: QtBot) -> None:
    from dataclasses import replace

    page.session.keep(replace(page.session.settings, single_letter_keys=False))
    page.go_to_week(date(2027, 3, 1))
    QTest.keyClick(page.week, Qt.Key.Key_T)
    assert page.bar.range.text() == "February 28 – March 6, 2027"


@pytest.mark.parametrize("view", ["week", "list"])
def test_s_on_an_event_looks_for_somebody_for_it(page: CalendarPage, week: DrawnWeek, qtbot: QtBot, view: str) -> None:
    page.bar.view.button(view).click()
    front = page.week if view == "week" else page.list
    front.focus_event(week.events["Winter coat drive, sorting"])
    QTest.keyClick(front, Qt.Key.Key_S)
    qtbot.waitUntil(page.inspector.event_panel.is_searching)
    assert page.inspector.event_id == week.events["Winter coat drive, sorting"]


def test_alt_and_arrows_gather_into_one_move(
    page: CalendarPage, week: DrawnWeek, storage: Storage, qtbot: QtBot
) -> None:
    wanted = week.events["Merchants’ walk"]
    page.week.focus_event(wanted)
    with qtbot.waitSignal(page.mover.moved, timeout=PATIENCE):
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Left):
            QTest.keyClick(page.week, key, ALT)
    assert card_of(storage, wanted).line.event.when.starts == datetime(2027, 1, 14, 11, 30)
    assert page.told.why() == "Neighbor Number 15 is signed up and moves along. Tell this person."


def test_a_move_onto_another_event_is_asked_about_and_can_be_left(
    page: CalendarPage, week: DrawnWeek, storage: Storage, qtbot: QtBot
) -> None:
    wanted = week.events["Otters"]  # gym B on Thursday; the day after, U16 Hillcrest is there
    page.week.focus_event(wanted)
    for key in (Qt.Key.Key_Right, *[Qt.Key.Key_Up] * 3):
        QTest.keyClick(page.week, key, ALT)
    qtbot.waitUntil(page.move_form.isVisible, timeout=PATIENCE)
    assert page.move_form.question.text() == "Move Otters to Fri Jan 15, 3:45–5:15 PM?"
    assert page.move_form.objections.text() == "gym B is taken by U16 Hillcrest, Fri Jan 15, 3:00–4:30 PM."
    QTest.keyClick(page.move_form.leave, Qt.Key.Key_Escape)
    assert page.move_form.isHidden()
    assert card_of(storage, wanted).line.event.when.starts == datetime(2027, 1, 14, 16, 30)


def test_a_move_onto_another_event_can_be_made_anyway(
    page: CalendarPage, week: DrawnWeek, storage: Storage, qtbot: QtBot
) -> None:
    wanted = week.events["Otters"]
    page.week.focus_event(wanted)
    for key in (Qt.Key.Key_Right, *[Qt.Key.Key_Up] * 3):
        QTest.keyClick(page.week, key, ALT)
    qtbot.waitUntil(page.move_form.isVisible, timeout=PATIENCE)
    with qtbot.waitSignal(page.mover.moved, timeout=PATIENCE):
        page.move_form.go.click()
    assert card_of(storage, wanted).line.event.when.starts == datetime(2027, 1, 15, 15, 45)


def test_escape_gives_up_a_move_that_is_still_waiting(
    page: CalendarPage, week: DrawnWeek, storage: Storage, qtbot: QtBot
) -> None:
    wanted = week.events["Merchants’ walk"]
    page.week.focus_event(wanted)
    QTest.keyClick(page.week, Qt.Key.Key_Down, ALT)
    QTest.keyClick(page.week, Qt.Key.Key_Escape)
    assert not page.mover.is_waiting()
    assert card_of(storage, wanted).line.event.when.starts == datetime(2027, 1, 15, 11, 0)


def test_a_time_drawn_on_free_ground_opens_the_editor_with_it(page: CalendarPage, qtbot: QtBot) -> None:
    viewport = page.week.viewport()
    start, end = place_at(page, 1, 12 * 60), place_at(page, 1, 13 * 60 + 25)
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(viewport, start + (end - start) / 2)
    QTest.mouseMove(viewport, end)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=end)
    when = editor_of(page, qtbot).form.when.when()
    assert (when.starts, when.ends) == (datetime(2027, 1, 11, 12, 0), datetime(2027, 1, 11, 13, 30))


def test_a_double_click_on_the_row_of_whole_days_makes_a_whole_day(page: CalendarPage, qtbot: QtBot) -> None:
    g = page.week.geometry_()
    at = QPointF(g.left_of(5) + 20, g.head + 10).toPoint()
    QTest.mouseDClick(page.week.viewport(), Qt.MouseButton.LeftButton, pos=at)
    when = editor_of(page, qtbot).form.when.when()
    assert (when.all_day, when.first_day, when.last_day) == (True, date(2027, 1, 15), date(2027, 1, 15))


def test_a_double_click_on_an_event_edits_it(page: CalendarPage, week: DrawnWeek, qtbot: QtBot) -> None:
    at = page.week.block_rect(week.events["Food pantry"]).center().toPoint()
    QTest.mouseDClick(page.week.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert ready(editor_of(page, qtbot), qtbot).form.title.text() == "Food pantry"


def test_more_than_two_at_once_are_counted_and_open_as_a_list(
    page: CalendarPage, storage: Storage, qtbot: QtBot
) -> None:
    for title in ("Tour", "Talk", "Tea"):
        storage.change(add_event, an_event(title, on("2027-01-11", "12:00", "14:00")))
    page.refresh(None)
    qtbot.waitUntil(lambda: len(page.lines) == 28, timeout=PATIENCE)
    more = page.week.layout_.mores[0]
    rect = page.week.geometry_().more_rect(more)
    at = rect.center() + QPointF(0, page.week.geometry_().top - page.week.scrolled())
    assert isinstance(page.week.thing_at(at), More)
    QTest.mouseClick(page.week.viewport(), Qt.MouseButton.LeftButton, pos=at.toPoint())
    assert page.view == "list"
    assert page.list.current_id() == more.lines[0].event.id


def test_whole_days_that_have_no_room_are_counted_and_open_as_a_list(
    page: CalendarPage, storage: Storage, qtbot: QtBot
) -> None:
    for number in range(6):
        day = When.days(date(2027, 1, 13), date(2027, 1, 14), ZONE)
        storage.change(add_event, an_event(f"Camp {number}", day))
    page.refresh(None)
    qtbot.waitUntil(lambda: len(page.lines) == 31, timeout=PATIENCE)
    at = QPointF(10, page.week.geometry_().head + 12)
    assert page.week._hint_at(at) == "3 more events at this time"
    QTest.mouseClick(page.week.viewport(), Qt.MouseButton.LeftButton, pos=at.toPoint())
    assert page.view == "list"


def test_the_list_shows_the_same_events_and_opens_them(page: CalendarPage, week: DrawnWeek, qtbot: QtBot) -> None:
    page.bar.view.button("list").click()
    rows = [
        [page.list.rows.index(row, column).data() for column in range(7)]
        for row in range(page.list.rows.rowCount())
        if page.list.rows.identity(row) == week.events["Food pantry"]
    ]
    assert rows == [["Tue Jan 12", "4:00–6:00 PM", "Food pantry", "Volunteer shift", "St. Brigid’s hall", "3/5", ""]]
    assert page.list.rows.rowCount() == 25
    page.list.focus_event(week.events["Food pantry"])
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert page.inspector.event_id == week.events["Food pantry"]


def test_l_and_w_change_between_list_and_week(page: CalendarPage) -> None:
    QTest.keyClick(page.week, Qt.Key.Key_L)
    assert page.view == "list"
    assert page.list.isVisible()
    QTest.keyClick(page.list, Qt.Key.Key_W)
    assert page.view == "week"
    assert page.week.isVisible()


def test_the_list_passes_the_model_tester(page: CalendarPage, qtmodeltester: object) -> None:
    qtmodeltester.check(page.list.rows)  # type: ignore[attr-defined]


def test_a_cancelled_event_says_why_in_its_hint(
    page: CalendarPage, week: DrawnWeek, storage: Storage, qtbot: QtBot
) -> None:
    wanted = week.events["Food pantry"]
    storage.change(cancel_event, wanted, "No delivery this week")
    page.refresh(None)
    qtbot.waitUntil(lambda: any(line.event.status is EventStatus.CANCELLED for line in page.lines), timeout=PATIENCE)
    words = page.week._hint_at(page.week.block_rect(wanted).center())
    assert words.splitlines()[-1] == "Cancelled: No delivery this week"


def test_hostile_titles_are_painted_as_plain_text(page: CalendarPage, storage: Storage, qtbot: QtBot) -> None:
    title = "<b>bold</b> & <img src='x'> ＡＢＣ \u202ertl"
    storage.change(add_event, an_event(title, on("2027-01-10", "09:00", "11:00")))
    page.refresh(None)
    qtbot.waitUntil(lambda: len(page.lines) == 26, timeout=PATIENCE)
    place = next(n for n, b in enumerate(page.week.layout_.blocks) if b.line.event.title == title)
    words = [static.text() for _at, static, _look in page.week.art(place).words]
    assert words[:2] == ["<b>bold</b>", "& <img src='x'>"]
    assert not page.grab().isNull()


def test_only_changes_of_its_tables_make_it_read_again(page: CalendarPage, storage: Storage, qtbot: QtBot) -> None:
    made = storage.change(add_event, an_event("New one", on("2027-01-10", "09:00", "11:00")))
    page.refresh(made)
    qtbot.waitUntil(lambda: len(page.lines) == 26, timeout=PATIENCE)
    assert page.week.line(made.record_id or 0) is not None


def test_print_hands_over_the_week_or_the_event(page: CalendarPage, week: DrawnWeek, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.page_requested) as asked:
        page.inspector.week.print.click()
    assert asked.args == ["print", RosterWish(date(2027, 1, 10), date(2027, 1, 16))]
    opened(page, qtbot, week.events["Food pantry"])
    with qtbot.waitSignal(page.page_requested) as asked:
        QTest.keyClick(page.week, Qt.Key.Key_P)
    assert asked.args == ["print", RosterWish(event_ids=(week.events["Food pantry"],))]


def test_an_event_asked_for_elsewhere_is_opened_in_its_week(page: CalendarPage, week: DrawnWeek, qtbot: QtBot) -> None:
    page.go_to_week(date(2027, 6, 1))
    page.open_record("event", week.events["Food pantry"])
    qtbot.waitUntil(lambda: page.inspector.event_id == week.events["Food pantry"], timeout=PATIENCE)
    assert page.bar.range.text() == "January 10–16, 2027"


def test_going_back_restores_days_view_and_event(page: CalendarPage, week: DrawnWeek, qtbot: QtBot) -> None:
    opened(page, qtbot, week.events["Food pantry"])
    place = page.place()
    page.inspector.event_panel.closed.emit()
    page.bar.view.button("list").click()
    page.go_to_week(date(2027, 6, 1))
    page.go_to(place)
    assert (page.view, page.bar.range.text()) == ("week", "January 10–16, 2027")
    assert page.inspector.event_id == week.events["Food pantry"]


def test_a_week_that_cannot_be_read_keeps_the_last_one_with_a_line_above(
    page: CalendarPage, storage: Storage, qtbot: QtBot
) -> None:
    from coordinator.domain.errors import StorageTrouble

    page.reading.say_unread(StorageTrouble("locked", path="p14.db"))
    assert page.trouble.what() == "The calendar could not be read"
    assert len(page.week.lines()) == 25


def test_in_a_narrow_window_the_inspector_closes_and_the_filters_fold(page: CalendarPage, qtbot: QtBot) -> None:
    page.resize(1100, 584)
    assert page.inspector.isHidden()
    assert page.side.isHidden()
    page.bar.filters.click()
    assert not page.side.isHidden()
    page.bar.details.click()
    assert not page.inspector.isHidden()
    page.resize(1286, 712)
    assert not page.bar.details.isVisible()


def test_removing_an_event_takes_it_out_of_the_week(
    page: CalendarPage, week: DrawnWeek, storage: Storage, qtbot: QtBot
) -> None:
    page.week.focus_event(week.events["Block watch call"])
    QTest.keyClick(page.week, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(page.lines) == 24, timeout=PATIENCE)
    titles = {
        line.event.title for line in storage.read(events_during, EventQuery(date(2027, 1, 11), date(2027, 1, 11)))
    }
    assert titles == {"Clergy council coffee", "U14 Falcons", "U16 Hillcrest"}


def test_the_red_line_of_now_is_painted_in_todays_column(page: CalendarPage) -> None:
    picture: QImage = page.week.viewport().grab().toImage()
    g = page.week.geometry_()
    y = round(g.y_of(14 * 60 + 5) + g.top - page.week.scrolled())
    x = round(g.left_of(2) + g.column_width - 6)
    assert picture.pixelColor(x, y).name() == "#a61b12"


@pytest.mark.parametrize("size", [(1286, 712), (1100, 584)])
@pytest.mark.parametrize("language", ["en", "es"])
def test_nothing_is_cut_with_an_event_open_and_a_search_begun(
    week: DrawnWeek, desk: Desk, session: Session, qtbot: QtBot, size: tuple[int, int], language: str
) -> None:
    i18n.set_language(language)
    page = CalendarPage(desk, session)
    qtbot.addWidget(page)
    page.resize(*size)
    page.show()
    page.refresh(None)
    qtbot.waitUntil(lambda: len(page.lines) == 25, timeout=PATIENCE)
    assert clipped(page) == []
    opened(page, qtbot, week.events["Winter coat drive, sorting"])
    search(page, qtbot, "Sorter", "a")
    qtbot.waitUntil(lambda: clipped(page) == [], timeout=PATIENCE)


@pytest.mark.parametrize("size", [(1366, 768), (1180, 640)])
@pytest.mark.parametrize("language", ["en", "es"])
def test_nothing_is_cut_in_the_editor(
    week: DrawnWeek, desk: Desk, session: Session, qtbot: QtBot, size: tuple[int, int], language: str
) -> None:
    i18n.set_language(language)
    page = CalendarPage(desk, session)
    qtbot.addWidget(page)
    page.resize(*size)
    page.show()
    page.refresh(None)
    qtbot.waitUntil(lambda: len(page.lines) == 25, timeout=PATIENCE)
    page.week.edit_requested.emit(week.events["Winter coat drive, sorting"])
    editor = ready(editor_of(page, qtbot), qtbot)
    qtbot.waitUntil(lambda: clipped(editor) == [], timeout=PATIENCE)


def test_coming_back_to_the_list_gives_it_the_focus(page: CalendarPage) -> None:
    page.bar.view.button("list").click()
    page.bar.bring.setFocus()
    page.setFocus()
    assert page.list.hasFocus()
