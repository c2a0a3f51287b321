"""From an event to its sign-in sheet."""

import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from coordinator.db.work import Storage
from coordinator.domain.privacy import Audience
from coordinator.ui.calendar.page import CalendarPage
from coordinator.ui.printing.page import PrintPage
from coordinator.ui.window import Window
from coordinator.usecases.events import cancel_event
from coordinator.usecases.signin import SignInWish
from tests.ui.calendar_desk import PATIENCE, opened, storage, week, written_week
from tests.ui.drawn_week import DrawnWeek

__all__ = ["storage", "week", "written_week"]
WORDS = "Print sign-in sheet"


@pytest.fixture
def page(week: DrawnWeek, window: Window, qtbot: QtBot) -> CalendarPage:
    """The calendar in front, read."""
    window.open_page("calendar")
    page = window.page
    assert isinstance(page, CalendarPage)
    qtbot.waitUntil(lambda: len(page.lines) == 25, timeout=PATIENCE)
    return page


def choose(menu: QMenu) -> None:
    next(action for action in menu.actions() if action.text() == WORDS).trigger()


def wish_of(window: Window, qtbot: QtBot) -> SignInWish:
    """What the Print page made its sheet of."""
    qtbot.waitUntil(lambda: isinstance(window.page, PrintPage) and window.page.printed is not None, timeout=PATIENCE)
    page = window.page
    assert isinstance(page, PrintPage)
    wish = page.options.wish()
    assert isinstance(wish, SignInWish)
    return wish


def test_the_menu_of_an_event_leads_to_its_sign_in_sheet(
    page: CalendarPage, window: Window, week: DrawnWeek, qtbot: QtBot
) -> None:
    event_id = week.events["Clergy council coffee"]  # public
    choose(page.deeds.menu(event_id, page.week.line(event_id)))
    wish = wish_of(window, qtbot)
    assert (wish.event_ids, wish.audience) == ((event_id,), Audience.PUBLIC)


def test_the_inspector_leads_to_it_for_the_narrowest_audience_that_sees_the_event(
    page: CalendarPage, window: Window, week: DrawnWeek, qtbot: QtBot
) -> None:
    event_id = week.events["Food pantry"]  # not public
    opened(page, qtbot, event_id)
    choose(page.inspector.event_panel.menu())
    wish = wish_of(window, qtbot)
    assert (wish.event_ids, wish.audience) == ((event_id,), Audience.VOLUNTEERS)


def test_nobody_signs_in_to_what_is_cancelled(
    page: CalendarPage, week: DrawnWeek, storage: Storage, qtbot: QtBot
) -> None:
    event_id = week.events["Food pantry"]
    storage.change(cancel_event, event_id, "No delivery")
    page.refresh(None)
    qtbot.waitUntil(lambda: "No delivery" in str(page.week.line(event_id)), timeout=PATIENCE)
    opened(page, qtbot, event_id)
    menus = (page.deeds.menu(event_id, page.week.line(event_id)), page.inspector.event_panel.menu())
    assert [action.text() for menu in menus for action in menu.actions() if action.text() == WORDS] == []
