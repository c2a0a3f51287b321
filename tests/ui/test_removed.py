"""The dialog of what was removed: what it shows, bringing back by mouse and keyboard, and what stands against it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator.db.work import Storage
from coordinator.domain.events import Position
from coordinator.domain.removals import Removed, RemovedKind
from coordinator.ui.calendar.page import CalendarPage
from coordinator.ui.kit.desk import Desk
from coordinator.ui.people.page import PeoplePage
from coordinator.ui.preferences.page import SettingsPage
from coordinator.ui.preferences.removedcard import RemovedCard
from coordinator.ui.removed.dialog import RemovedDialog
from coordinator.ui.removed.table import RemovedTable
from coordinator.ui.window import Window
from coordinator.usecases.events import add_event, event_card, remove_event
from coordinator.usecases.people import add_person, person_card, remove_person
from coordinator.usecases.roles import all_roles
from coordinator.usecases.signups import sign_up
from coordinator.usecases.venues import all_venues, remove_venue
from tests.makers import a_person, an_event, on
from tests.ui.calendar_desk import storage, week, written_week
from tests.ui.drawn_week import DrawnWeek
from tests.ui.fitting import wait_until_whole

__all__ = ["storage", "week", "written_week"]


@pytest.fixture
def dialog(window: Window, storage: Storage, week: DrawnWeek, qtbot: QtBot) -> RemovedDialog:
    """The dialog over a week of which three things were removed, read."""
    storage.change(remove_person, week.people["Charles Obi"])
    storage.change(remove_event, week.events["Food pantry"])
    storage.change(remove_venue, next(v.id for v in storage.read(all_venues) if v.name == "PS 41") or 0)
    return opened(window, qtbot, rows=3)


def opened(window: Window, qtbot: QtBot, *, rows: int) -> RemovedDialog:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.open_page("removed")
    made = window.findChildren(RemovedDialog)[-1]
    qtbot.waitUntil(lambda: len(made.removed) == rows)
    return made


def shown(table: RemovedTable) -> list[tuple[str, ...]]:
    return [tuple(column.text(one) for column in table.lines.columns[:4]) for one in table.lines.rows]


def row_of(dialog: RemovedDialog, kind: RemovedKind) -> int:
    return next(place for place, one in enumerate(dialog.table.lines.rows) if one.kind is kind)


def one_of(dialog: RemovedDialog, kind: RemovedKind) -> Removed:
    return dialog.table.lines.rows[row_of(dialog, kind)]


def test_every_row_says_what_when_and_who(dialog: RemovedDialog) -> None:
    assert set(shown(dialog.table)) == {
        ("Food pantry", "Tue Jan 12, 4:00–6:00 PM", "2:05 PM", "Sgt. Dana Whitfield"),
        ("Charles Obi", "Person", "2:05 PM", "Sgt. Dana Whitfield"),
        ("PS 41", "Venue", "2:05 PM", "Sgt. Dana Whitfield"),
    }
    index = dialog.table.lines.index(row_of(dialog, RemovedKind.EVENT), dialog.table.button_column)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == (
        "Bring back: Food pantry, Tue Jan 12, 4:00–6:00 PM, removed 2:05 PM by Sgt. Dana Whitfield"
    )


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_key_brings_the_row_back_and_goes_on_to_the_next(
    dialog: RemovedDialog, storage: Storage, week: DrawnWeek, qtbot: QtBot, key: Qt.Key
) -> None:
    dialog.table.setFocus()
    dialog.table.choose(row_of(dialog, RemovedKind.PERSON))
    QTest.keyClick(dialog.table, key)
    qtbot.waitUntil(lambda: len(dialog.table.lines.rows) == 2)
    assert storage.read(person_card, week.people["Charles Obi"]).person.deleted_at is None
    assert dialog.band.what() == "Charles Obi is back"
    assert dialog.table.hasFocus()
    assert dialog.table.currentIndex().isValid()


def test_a_click_on_the_button_brings_back_and_beside_it_does_not(
    dialog: RemovedDialog, storage: Storage, qtbot: QtBot
) -> None:
    table, row = dialog.table, row_of(dialog, RemovedKind.VENUE)
    beside = table.visualRect(table.lines.index(row, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=beside)
    button = table.visualRect(table.lines.index(row, table.button_column)).center()
    QTest.mouseMove(table.viewport(), button)
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=button)
    qtbot.waitUntil(lambda: len(table.lines.rows) == 2)
    assert "PS 41" in [venue.name for venue in storage.read(all_venues)]


def test_undo_in_the_band_takes_it_away_again(dialog: RemovedDialog, desk: Desk, qtbot: QtBot) -> None:
    dialog.bring_back(one_of(dialog, RemovedKind.EVENT))
    qtbot.waitUntil(lambda: len(dialog.table.lines.rows) == 2)
    with qtbot.waitSignal(desk.changed):
        dialog.undo()
    qtbot.waitUntil(lambda: len(dialog.table.lines.rows) == 3)


def test_show_opens_what_is_back(dialog: RemovedDialog, window: Window, week: DrawnWeek, qtbot: QtBot) -> None:
    one = one_of(dialog, RemovedKind.EVENT)
    dialog.bring_back(one)
    qtbot.waitUntil(lambda: len(dialog.table.lines.rows) == 2)
    dialog.show_record(one)
    page = window.page
    assert isinstance(page, CalendarPage)
    qtbot.waitUntil(lambda: page.inspector.event_id == week.events["Food pantry"])


def test_what_stands_against_it_is_said_and_a_reason_overrules_it(
    dialog: RemovedDialog, desk: Desk, storage: Storage, week: DrawnWeek, qtbot: QtBot
) -> None:
    bo, hawks = week.people["Bo Lindqvist"], week.events["U10 Harbor Hawks"]
    storage.change(sign_up, week.positions["U10 Harbor Hawks/Assistant coach"], bo)
    desk.do(remove_event, hawks)
    qtbot.waitUntil(lambda: len(dialog.removed) == 4)
    storage.change(sign_up, _choir(storage), bo)
    hawks_line = next(one for one in dialog.removed if one.id == hawks)

    dialog.bring_back(hawks_line)
    qtbot.waitUntil(dialog.anyway.isVisible)
    assert dialog.band.what() == "U10 Harbor Hawks was not brought back"
    assert dialog.band.why() == ("Bo Lindqvist would be in two places at once: Choir, Wed Jan 13, 3:00–6:00 PM.")
    assert dialog.anyway.reason.hasFocus()
    assert not dialog.anyway.go.isEnabled()
    QTest.keyClicks(dialog.anyway.reason, "He comes late")
    QTest.keyClick(dialog.anyway.reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(dialog.removed) == 3)
    assert not dialog.anyway.isVisible()
    assert dialog.band.what() == "U10 Harbor Hawks is back"
    assert storage.read(event_card, hawks).line.event.deleted_at is None


def test_esc_leaves_the_reason_and_not_the_dialog(dialog: RemovedDialog) -> None:
    dialog.anyway.ask()
    QTest.keyClick(dialog.anyway.reason, Qt.Key.Key_Escape)
    assert (dialog.anyway.isVisible(), dialog.isVisible()) == (False, True)
    assert dialog.table.hasFocus()


def _choir(storage: Storage) -> int:
    role = next(role for role in storage.read(all_roles) if role.name == "Volunteer")
    event = an_event("Choir", on("2027-01-13", "15:00", "18:00"), positions=(Position(role.id or 0, role.name),))
    line = storage.read(event_card, storage.change(add_event, event).record_id or 0).line
    return line.positions[0].position.id or 0


def test_others_changes_are_seen(dialog: RemovedDialog, desk: Desk, week: DrawnWeek, qtbot: QtBot) -> None:
    desk.do(remove_event, week.events["Comets"])
    qtbot.waitUntil(lambda: len(dialog.table.lines.rows) == 4)


def test_search_narrows_by_name_and_by_who_removed_it(dialog: RemovedDialog, qtbot: QtBot) -> None:
    dialog.search.set_text("obi")
    qtbot.waitUntil(lambda: [one.name for one in dialog.table.lines.rows] == ["Charles Obi"])
    dialog.search.set_text("nobody at all")
    qtbot.waitUntil(lambda: dialog.nothing.accessibleName() == "Nothing removed matches “nobody at all”")
    dialog.search.set_text("whitfield")
    qtbot.waitUntil(lambda: len(dialog.table.lines.rows) == 3)


def test_nothing_removed_is_said_in_words(window: Window, week: DrawnWeek, qtbot: QtBot) -> None:
    dialog = opened(window, qtbot, rows=0)
    qtbot.waitUntil(dialog.nothing.isVisible)
    assert dialog.nothing.accessibleName().startswith("Nothing was removed in the last 30 days")
    assert not dialog.search.isVisible()


def test_it_is_found_from_people_the_calendar_and_the_settings(window: Window, week: DrawnWeek, qtbot: QtBot) -> None:
    for key in ("people", "calendar", "settings"):
        window.open_page(key)
        page = window.page
        if isinstance(page, PeoplePage):
            page.removed_button.click()
        elif isinstance(page, CalendarPage):
            page.side.removed_link.click()
        elif isinstance(page, SettingsPage):
            next(card for card in page.cards() if isinstance(card, RemovedCard)).button.click()
        found = [one for one in window.findChildren(RemovedDialog) if one.isVisible()]
        assert len(found) == 1
        found[0].reject()
        QApplication.processEvents()


def test_nothing_is_cut_with_long_names(window: Window, storage: Storage, week: DrawnWeek, qtbot: QtBot) -> None:
    name = "Wolfeschlegelsteinhausenbergerdorff " * 3
    done = storage.change(add_person, a_person(name, name))
    storage.change(remove_person, done.record_id or 0)
    window.resize(1180, 640)
    dialog = opened(window, qtbot, rows=1)
    dialog.bring_back(dialog.removed[0])
    qtbot.waitUntil(dialog.band.isVisible)
    QApplication.processEvents()
    wait_until_whole(dialog, qtbot)
