"""A calendar that stays open over midnight, or over the sleep of its computer."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from coordinator.db.work import Storage
from coordinator.runtime.settings import Settings
from coordinator.ui.calendar.page import CalendarPage
from coordinator.ui.calendar.this_week import Section
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.page import Session
from coordinator.ui.window import Window
from tests.ui.calendar_desk import PATIENCE, opened, storage, week, written_week
from tests.ui.clocks import HandMovedClock
from tests.ui.drawn_week import DrawnWeek

__all__ = ["storage", "week", "written_week"]
WEDNESDAY = datetime(2027, 1, 13, 14, 0, tzinfo=UTC)  # nine in the morning in New York
NEXT_MONDAY = datetime(2027, 1, 18, 14, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> HandMovedClock:
    """Tuesday, 2:05 PM in New York."""
    return HandMovedClock(datetime(2027, 1, 12, 19, 5, tzinfo=UTC))


@pytest.fixture
def session(storage: Storage, clock: HandMovedClock) -> Session:
    """The person at the desk, with a clock that goes."""
    precinct = storage.read(lambda work: work.precinct.get())
    return Session(settings=Settings(user_name="Dana"), precinct=precinct, clock=clock, target=storage.target)


@pytest.fixture
def page(week: DrawnWeek, window: Window, qtbot: QtBot) -> CalendarPage:
    """The calendar in front, read."""
    window.open_page("calendar")
    page = window.page
    assert isinstance(page, CalendarPage)
    qtbot.waitUntil(lambda: len(page.lines) == 25, timeout=PATIENCE)
    return page


def sleep_until(clock: HandMovedClock, session: Session, instant: datetime) -> None:
    """The computer sleeps, and soon after it wakes the session looks at the clock."""
    clock.instant = instant
    session.look_at_the_day()


def column_colour(page: CalendarPage, column: int) -> QColor:
    """The ground of a day, at its foot."""
    picture: QImage = page.week.viewport().grab().toImage()
    g = page.week.geometry_()
    return picture.pixelColor(round(g.left_of(column)) + 5, picture.height() - 3)


def first_heading(page: CalendarPage) -> str:
    rows = page.inspector.week.list._rows.rows
    return next((row.words for row in rows if isinstance(row, Section)), "")


def test_the_tint_of_today_and_the_overview_move_on(
    page: CalendarPage, session: Session, clock: HandMovedClock, desk: Desk, qtbot: QtBot
) -> None:
    tinted, plain = column_colour(page, 2), column_colour(page, 3)
    assert tinted != plain
    sleep_until(clock, session, WEDNESDAY)
    qtbot.waitUntil(lambda: first_heading(page) == "Today, Wed Jan 13", timeout=PATIENCE)
    assert (column_colour(page, 2), column_colour(page, 3)) == (plain, tinted)
    assert page.bar.range.text() == "January 10–16, 2027"


def test_a_new_week_is_shown_when_it_has_come(
    page: CalendarPage, session: Session, clock: HandMovedClock, qtbot: QtBot
) -> None:
    sleep_until(clock, session, NEXT_MONDAY)
    qtbot.waitUntil(lambda: page.week.layout_.first == date(2027, 1, 17), timeout=PATIENCE)
    assert page.bar.range.text() == "January 17–23, 2027"


def test_another_week_stays_in_view_when_the_day_changes(
    page: CalendarPage, session: Session, clock: HandMovedClock, qtbot: QtBot
) -> None:
    page.go_to_day(date(2027, 3, 3))
    sleep_until(clock, session, NEXT_MONDAY)
    assert page.bar.range.text() == "February 28 – March 6, 2027"


def test_the_week_of_an_open_event_stays_in_view(
    page: CalendarPage, week: DrawnWeek, session: Session, clock: HandMovedClock, qtbot: QtBot
) -> None:
    opened(page, qtbot, week.events["Food pantry"])
    sleep_until(clock, session, NEXT_MONDAY)
    assert page.bar.range.text() == "January 10–16, 2027"
    assert page.inspector.event_id == week.events["Food pantry"]


def test_a_month_gives_way_to_the_next(
    page: CalendarPage, session: Session, clock: HandMovedClock, qtbot: QtBot
) -> None:
    page.bar.view.button("month").click()
    sleep_until(clock, session, datetime(2027, 2, 1, 14, 0, tzinfo=UTC))
    qtbot.waitUntil(lambda: page.bar.range.text() == "February 2027", timeout=PATIENCE)
