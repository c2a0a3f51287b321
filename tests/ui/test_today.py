"""Today: what happens this week, what is to fill, the first steps, and that it goes on with the clock."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator.db.work import Storage
from coordinator.domain.precinct import Precinct
from coordinator.runtime.settings import Settings
from coordinator.ui.calendar.editor import EventEditor
from coordinator.ui.calendar.page import CalendarPage
from coordinator.ui.imports.dialog import ImportDialog
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.page import Session
from coordinator.ui.kit.sheet import DialogFrame
from coordinator.ui.people.editor import PersonEditor
from coordinator.ui.today.lists import RowList
from coordinator.ui.today.page import TodayPage
from coordinator.ui.today.painting import button_rect
from coordinator.ui.today.rows import Heading, Row
from coordinator.ui.today.steps import StepsPanel
from coordinator.ui.venues.dialog import VenuesDialog
from coordinator.ui.window import Window
from coordinator.usecases.events import add_event, cancel_event, remove_event
from coordinator.usecases.people import add_person
from coordinator.usecases.precinct import precinct
from coordinator.usecases.signups import sign_up
from coordinator.usecases.upkeep import create_database
from coordinator.usecases.venues import add_venue
from tests.makers import a_person, a_venue, an_event, on
from tests.ui.calendar_desk import storage, week, written_week
from tests.ui.clocks import HandMovedClock
from tests.ui.drawn_week import DrawnWeek

__all__ = ["storage", "week", "written_week"]
NEW_YORK = timedelta(hours=5)


def at(text: str) -> datetime:
    """An instant from a winter's wall time in New York."""
    return (datetime.fromisoformat(text) + NEW_YORK).replace(tzinfo=UTC)


@pytest.fixture
def clock() -> HandMovedClock:
    """Tuesday, January 12, 2:05 PM."""
    return HandMovedClock(at("2027-01-12T14:05"))


@pytest.fixture
def session(storage: Storage, clock: HandMovedClock) -> Session:
    """The person at the desk, whose clock tests move."""
    return Session(
        settings=Settings(user_name="Sgt. Dana Whitfield"),
        precinct=storage.read(precinct),
        clock=clock,
        target=storage.target,
    )


@pytest.fixture
def page(window: Window, week: DrawnWeek, qtbot: QtBot) -> TodayPage:
    """The first page of the window over the drawn week, read."""
    made = today_of(window, qtbot)
    qtbot.waitUntil(lambda: bool(made.agenda.list.rows()) and bool(made.openings.list.rows()))
    return made


def today_of(window: Window, qtbot: QtBot) -> TodayPage:
    """The first page, with the window in front."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    page = window.page
    assert isinstance(page, TodayPage)
    return page


def shown(rows: RowList) -> list[str]:
    """Headings, and rows as "time title"."""
    return [line.words if isinstance(line, Heading) else f"{line.lead} {line.title}" for line in rows.lines.rows]


def key(rows: RowList, *keys: Qt.Key) -> None:
    for each in keys:
        QTest.keyClick(rows, each)


def row_named(rows: RowList, title: str) -> Row:
    return next(row for row in rows.rows() if row.title == title)


def calendar(window: Window) -> CalendarPage:
    page = window.page
    assert isinstance(page, CalendarPage)
    return page


def test_the_week_stands_by_day_without_what_is_over(page: TodayPage) -> None:
    assert shown(page.agenda.list)[:6] == [
        "3:30 PM Comets",
        "4:00 PM Food pantry",
        "6:30 PM Mill Street residents",
        "Tomorrow, Wed Jan 13",
        "all day PS 41 parent week (note)",
        "8:30 AM First aid refresher",
    ]
    assert page.agenda.count.text() == "19 events"
    assert page.day.text() == "Tuesday, January 12, 2027"


def test_the_next_event_has_the_bar_and_says_how_soon(page: TodayPage) -> None:
    assert [(row.title, row.detail) for row in page.agenda.list.rows() if row.marked] == [
        ("Comets", "Lincoln Rec Center, gym A · in 1 h 25 min")
    ]


def test_what_goes_on_has_the_bar_as_time_goes_by(page: TodayPage, clock: HandMovedClock) -> None:
    clock.instant = at("2027-01-12T16:30")
    page.show_the_time()
    assert [row.title for row in page.agenda.list.rows() if row.marked] == ["Comets", "Food pantry"]
    clock.instant = at("2027-01-12T17:10")
    page.show_the_time()
    assert shown(page.agenda.list)[0] == "4:00 PM Food pantry"


def test_openings_stand_by_start_with_what_is_missing(page: TodayPage) -> None:
    rows = [(row.lead, row.under, row.title, row.need) for row in page.openings.list.rows()]
    assert rows == [
        ("Today", "4:00 PM", "Food pantry: Packer", "2 more needed"),
        ("Wed 13", "3:30 PM", "U10 Harbor Hawks: Assistant coach", "1 more needed"),
        ("Fri 15", "11:00 AM", "Merchants’ walk: Greeter", "1 more needed"),
        ("Fri 15", "5:00 PM", "Winter coat drive, sorting: Sorter", "5 more needed"),
        ("Fri 15", "5:00 PM", "Winter coat drive, sorting: Driver", "1 more needed"),
        ("Sat 16", "9:00 AM", "Comets v Otters: Referee", "1 more needed"),
        ("Sat 16", "1:00 PM", "Coat drive, giving out: Volunteer", "3 more needed"),
    ]
    assert page.openings.count.text() == "14 in the next 7 days"


def test_enter_opens_the_event_in_the_calendar(page: TodayPage, window: Window, week: DrawnWeek, qtbot: QtBot) -> None:
    page.agenda.list.setFocus()
    key(page.agenda.list, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return)
    assert window.windowTitle().startswith("Calendar")
    wanted = week.events["Mill Street residents"]
    qtbot.waitUntil(lambda: calendar(window).inspector.event_id == wanted)


def test_arrows_pass_over_the_days(page: TodayPage) -> None:
    rows = page.agenda.list
    rows.setFocus()
    key(rows, *[Qt.Key.Key_Down] * 3)
    assert rows.currentIndex().row() == 4
    key(rows, Qt.Key.Key_Up)
    assert rows.currentIndex().row() == 2
    key(rows, *[Qt.Key.Key_Up] * 5)
    assert rows.currentIndex().row() == 0


def test_space_presses_fill_and_the_search_for_that_position_is_open(
    page: TodayPage, window: Window, week: DrawnWeek, qtbot: QtBot
) -> None:
    rows = page.openings.list
    rows.setFocus()
    key(rows, *[Qt.Key.Key_Down] * 4, Qt.Key.Key_Space)
    panel = calendar(window).inspector.event_panel
    qtbot.waitUntil(panel.is_searching)
    assert panel.event_id == week.events["Winter coat drive, sorting"]
    driver = week.positions["Winter coat drive, sorting/Driver"]
    assert [one.position_id for one in panel.sections if one.search is not None] == [driver]


def test_a_click_on_the_button_fills_and_beside_it_opens(
    page: TodayPage, window: Window, week: DrawnWeek, qtbot: QtBot
) -> None:
    rows = page.openings.list
    wishes: list[object] = []
    rows.pressed.connect(wishes.append)
    opened: list[int] = []
    rows.opened.connect(opened.append)
    rect = rows.visualRect(rows.lines.index(0, 0))
    on_button = button_rect(rect, rows.rows()[0]).center()
    QTest.mouseMove(rows.viewport(), on_button)
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=on_button)
    assert (wishes, opened) == ([rows.rows()[0].wish], [])
    window.open_page("today")
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=rect.topLeft() + QPoint(80, 10))
    assert opened == [week.events["Food pantry"]]


def test_a_place_that_is_filled_goes_from_the_openings(
    page: TodayPage, desk: Desk, week: DrawnWeek, qtbot: QtBot
) -> None:
    place, person = week.positions["Merchants’ walk/Greeter"], week.people["Charles Obi"]
    desk.do(sign_up, place, person)
    qtbot.waitUntil(lambda: page.openings.count.text() == "13 in the next 7 days")
    assert "Merchants’ walk: Greeter" not in [row.title for row in page.openings.list.rows()]


def test_who_is_at_a_row_stays_there_when_another_one_goes(
    page: TodayPage, desk: Desk, week: DrawnWeek, qtbot: QtBot
) -> None:
    rows = page.agenda.list
    rows.setFocus()
    key(rows, Qt.Key.Key_Down, Qt.Key.Key_Down)
    desk.do(remove_event, week.events["Food pantry"])
    qtbot.waitUntil(lambda: page.agenda.count.text() == "18 events")
    assert rows.currentIndex().row() == 1
    desk.do(remove_event, week.events["Mill Street residents"])
    qtbot.waitUntil(lambda: page.agenda.count.text() == "17 events")
    assert rows.currentIndex().isValid()


def test_a_cancelled_event_stands_struck_with_its_reason_and_needs_nobody(
    page: TodayPage, desk: Desk, week: DrawnWeek, qtbot: QtBot
) -> None:
    desk.do(cancel_event, week.events["Food pantry"], "No truck")
    qtbot.waitUntil(lambda: row_named(page.agenda.list, "Food pantry").struck)
    row = row_named(page.agenda.list, "Food pantry")
    assert (row.detail, row.need, row.tally) == ("St. Brigid’s hall · Cancelled: No truck", "", None)
    qtbot.waitUntil(lambda: page.openings.list.rows()[0].title == "U10 Harbor Hawks: Assistant coach")


def test_what_began_yesterday_and_goes_on_stands_under_today(page: TodayPage, desk: Desk, qtbot: QtBot) -> None:
    desk.do(add_event, an_event("Night watch", replace(on("2027-01-11", "22:00"), ends=datetime(2027, 1, 12, 15, 0))))
    qtbot.waitUntil(lambda: page.agenda.list.rows()[0].title == "Night watch")
    row = page.agenda.list.rows()[0]
    assert (row.lead, row.under, row.marked) == ("now", "to 3:00 PM", True)


def test_over_midnight_the_days_move_on(
    page: TodayPage, clock: HandMovedClock, qapp: QApplication, qtbot: QtBot
) -> None:
    clock.instant = at("2027-01-13T07:00")
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    qtbot.waitUntil(lambda: page.day.text() == "Wednesday, January 13, 2027")
    qtbot.waitUntil(
        lambda: shown(page.agenda.list)[:2] == ["all day PS 41 parent week (note)", "8:30 AM First aid refresher"]
    )
    headings = [line.words for line in page.agenda.list.lines.rows if isinstance(line, Heading)]
    assert headings[:2] == ["Tomorrow, Thu Jan 14", "Fri Jan 15"]
    qtbot.waitUntil(lambda: page.openings.list.rows()[0].title == "U10 Harbor Hawks: Assistant coach")
    assert page.openings.list.rows()[0].lead == "Today"


def test_nothing_to_fill_is_one_line_with_a_tick(page: TodayPage, clock: HandMovedClock, qtbot: QtBot) -> None:
    clock.instant = at("2027-01-16T18:00")
    page.refresh()
    qtbot.waitUntil(page.openings.list.isHidden)
    assert page.openings.nothing.words.text() == "Nothing to fill in the next 7 days."
    assert page.agenda.nothing.words.text() == "Nothing is planned for the next 7 days."
    QApplication.processEvents()
    assert page.openings.height() < 100


def test_what_cannot_be_read_is_said_in_place_and_can_be_tried_again(
    page: TodayPage, storage: Storage, qtbot: QtBot
) -> None:
    before = shown(page.openings.list)
    with storage.engine.connect() as connection:
        connection.exec_driver_sql("ALTER TABLE signup RENAME TO signup_elsewhere")
        connection.commit()
    page.refresh()
    qtbot.waitUntil(page.openings.band.isVisible)
    qtbot.waitUntil(page.agenda.band.isVisible)
    assert page.openings.band.what() == "Openings could not be read"
    assert page.agenda.band.what() == "The week could not be read"
    assert shown(page.openings.list) == before
    with storage.engine.connect() as connection:
        connection.exec_driver_sql("ALTER TABLE signup_elsewhere RENAME TO signup")
        connection.commit()
    page.openings.try_again()
    qtbot.waitUntil(lambda: not page.openings.band.isVisible())
    assert not page.agenda.band.isVisible()


def test_the_links_open_the_calendar_and_its_list(page: TodayPage, window: Window) -> None:
    page.agenda.link.click()
    assert window.windowTitle().startswith("Calendar")
    window.open_page("today")
    page.openings.link.click()
    shown_days = calendar(window).days
    assert calendar(window).view == "list"
    assert (shown_days.first.isoformat(), shown_days.last.isoformat()) == ("2027-01-12", "2027-01-18")


def test_f6_goes_from_panel_to_panel(page: TodayPage, window: Window) -> None:
    page.agenda.list.setFocus()
    seen = []
    for _n in range(3):
        QTest.keyClick(window, Qt.Key.Key_F6)
        seen.append(QApplication.focusWidget())
    assert seen[:2] == [page.openings.list, page.new_button]


def test_ctrl_n_begins_an_event_in_the_calendar(page: TodayPage, window: Window, qtbot: QtBot) -> None:
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(EventEditor)))
    assert window.windowTitle().startswith("Calendar")


def test_ctrl_p_prints_the_next_seven_days(page: TodayPage, window: Window) -> None:
    QTest.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert window.windowTitle().startswith("Print")


def test_rows_say_everything_to_screen_readers(page: TodayPage) -> None:
    rows = page.agenda.list
    said = rows.lines.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == (
        "Practice, Comets, Tue Jan 12, 2027, 3:30–5:00 PM, Lincoln Rec Center, gym A, 2 of 2 filled, in 1 h 25 min"
    )
    said = page.openings.list.lines.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == (
        "Food pantry: Packer, Volunteer shift, Tue Jan 12, 2027, 4:00–6:00 PM, St. Brigid’s hall, "
        "3 of 5 filled, 2 more needed"
    )


# --- the first steps


@pytest.fixture
def new_window(tmp_path_factory: pytest.TempPathFactory, clock: HandMovedClock, qtbot: QtBot) -> Iterator[Window]:
    """The window over an empty precinct."""
    file = tmp_path_factory.mktemp("new") / "new.db"
    storage = create_database(str(file), precinct=Precinct(name="Precinct 15"), actor="Dana", clock=clock)
    desk = Desk(storage)
    made = Window()
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.attach(desk, Session(settings=Settings(), precinct=storage.read(precinct), clock=clock))
    yield made
    desk.close()
    storage.close()


def steps_of(window: Window, qtbot: QtBot) -> tuple[TodayPage, StepsPanel, Desk]:
    page = today_of(window, qtbot)
    qtbot.waitUntil(lambda: page.steps is not None and page.steps.isVisible())
    assert page.steps is not None
    assert window.desk is not None
    return page, page.steps, window.desk


def dialog_of(window: Window, kind: type[DialogFrame], qtbot: QtBot) -> DialogFrame:
    found: list[DialogFrame] = []

    def is_there() -> bool:
        found[:] = [one for one in window.findChildren(kind) if one.isVisible()]
        return bool(found)

    qtbot.waitUntil(is_there)
    return found[0]


def test_a_precinct_without_events_begins_with_three_steps(new_window: Window, qtbot: QtBot) -> None:
    _page, steps, _desk = steps_of(new_window, qtbot)
    assert [row.done for row in steps.rows] == [False, False, False]
    wanted = (("New person", PersonEditor), ("Edit venues…", VenuesDialog), ("New event", EventEditor))
    for row, (words, dialog) in zip(steps.rows, wanted, strict=True):
        assert row.button.text() == words
        new_window.open_page("today")
        row.button.click()
        dialog_of(new_window, dialog, qtbot).done(0)
    new_window.open_page("today")
    steps.bring.click()
    assert new_window.findChildren(ImportDialog)[0].isVisible()


def test_what_is_done_has_a_tick_and_the_first_event_ends_the_steps(new_window: Window, qtbot: QtBot) -> None:
    page, steps, desk = steps_of(new_window, qtbot)
    desk.do(add_person, a_person())
    qtbot.waitUntil(lambda: [row.done for row in steps.rows] == [True, False, False])
    desk.do(add_venue, a_venue())
    qtbot.waitUntil(lambda: [row.done for row in steps.rows] == [True, True, False])
    desk.do(add_event, an_event())
    qtbot.waitUntil(lambda: not steps.isVisible())
    assert shown(page.agenda.list) == ["Fri Jan 15", "5:00 PM Winter coat drive, sorting"]


def test_a_week_without_events_is_no_beginning_when_there_are_others(new_window: Window, qtbot: QtBot) -> None:
    page, steps, desk = steps_of(new_window, qtbot)
    desk.do(add_event, an_event(when=on("2027-03-01")))
    qtbot.waitUntil(lambda: not steps.isVisible())
    assert page.agenda.nothing.words.text() == "Nothing is planned for the next 7 days."
