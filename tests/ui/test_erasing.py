"""Erasing somebody for good from the card and from what was removed, how long changes are kept, and looking the data
over."""

from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from coordinator.db.files import raw_connection
from coordinator.db.work import Storage
from coordinator.domain.changes import Changes
from coordinator.domain.removals import RemovedKind
from coordinator.ui.dailytidying import DailyTidying
from coordinator.ui.kit.desk import Desk, Task
from coordinator.ui.kit.page import Session
from coordinator.ui.kit.sheet import Message
from coordinator.ui.people.page import PeoplePage
from coordinator.ui.preferences.page import SettingsPage
from coordinator.ui.preferences.upkeepcard import UpkeepCard
from coordinator.ui.removed.dialog import RemovedDialog
from coordinator.ui.window import Window
from coordinator.usecases.events import add_event, remove_event
from coordinator.usecases.history import changes_made
from coordinator.usecases.people import add_person, remove_person
from coordinator.usecases.precinct import precinct
from coordinator.usecases.upkeep import check_database, follow_zones
from tests.makers import ZONE, a_person, an_event
from tests.usecases.test_zone_data import new_zone_data


def people_page(window: Window, storage: Storage, qtbot: QtBot, name: str) -> tuple[PeoplePage, int]:
    key = storage.change(add_person, a_person(name, "Sharma", phone="(212) 555-0143")).record_id
    assert key is not None
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.open_page("people")
    page = window.page
    assert isinstance(page, PeoplePage)
    page.open_record("person", key)
    qtbot.waitUntil(lambda: page.card.card is not None and page.card.card.person.id == key)
    return page, key


def question(window: QWidget, qtbot: QtBot) -> Message:
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(Message)))
    return next(one for one in window.findChildren(Message) if one.isVisible())


def words_on(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_the_question_says_who_and_what_goes_and_keeping_is_the_safe_answer(
    window: Window, storage: Storage, qtbot: QtBot
) -> None:
    page, _key = people_page(window, storage, qtbot, "Deepa")
    storage.change(add_event, an_event("Tea with Deepa Sharma", uid="tea"))
    page.card.erase_requested.emit()

    asked = question(window, qtbot)

    assert "Erase Deepa Sharma for good?" in words_on(asked)
    assert "This cannot be undone." in asked.words.text()
    assert "1 text that somebody wrote elsewhere mentions the name and stays: Tea with Deepa Sharma." in (
        asked.words.text()
    )
    assert [button.text() for button in asked.buttons] == ["Keep everything", "Erase for good"]
    assert QApplication.focusWidget() is asked.buttons[0]
    QTest.keyClick(asked.buttons[0], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not any(one.isVisible() for one in window.findChildren(Message)))
    assert len(storage.read(lambda work: work.people.among([_key]))) == 1


def test_who_is_erased_is_gone_from_the_list_and_there_is_nothing_to_undo(
    window: Window, storage: Storage, qtbot: QtBot
) -> None:
    storage.change(add_person, a_person("Ada", "Lovelace"))
    page, key = people_page(window, storage, qtbot, "Deepa")
    page.card.edit_button.setFocus()
    page.card.erase_requested.emit()
    asked = question(window, qtbot)
    QTest.mouseClick(asked.buttons[1], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Erased for good" in words_on(page.band))
    assert storage.read(lambda work: work.people.among([key])) == ()
    qtbot.waitUntil(lambda: page.model.row_of(key) == -1)
    qtbot.waitUntil(lambda: page.card.card is not None and page.card.card.person.id != key)
    assert QApplication.focusWidget() is page.table
    assert storage.read(changes_made, limit=1)[0].label.code == "person-erased"
    assert check_database(storage).faults == ()


def test_the_menu_of_a_row_offers_it(window: Window, storage: Storage, qtbot: QtBot) -> None:
    page, _key = people_page(window, storage, qtbot, "Deepa")
    actions = {action.text(): action for action in page.table.row_menu().actions()}
    actions["Erase for good…"].trigger()
    assert "Deepa Sharma" in words_on(question(window, qtbot))


def test_somebody_removed_can_be_erased_and_an_event_cannot(window: Window, storage: Storage, qtbot: QtBot) -> None:
    key = storage.change(add_person, a_person("Deepa", "Sharma")).record_id
    assert key is not None
    storage.change(remove_person, key)
    event = storage.change(add_event, an_event("Tea", uid="tea")).record_id
    assert event is not None
    storage.change(remove_event, event)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.open_page("removed")
    dialog = window.findChildren(RemovedDialog)[-1]
    qtbot.waitUntil(lambda: bool(dialog.removed))
    place = next(row for row, one in enumerate(dialog.table.lines.rows) if one.kind is RemovedKind.PERSON)
    dialog.table.choose(place)
    assert dialog.erase_button.isEnabled()
    assert dialog.table.lines.rows[place].kind is RemovedKind.PERSON

    dialog.erase_button.setFocus()
    dialog.erase_button.click()
    QTest.mouseClick(question(window, qtbot).buttons[1], Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: all(one.kind is not RemovedKind.PERSON for one in dialog.removed))
    assert "Erased for good" in words_on(dialog.band)
    assert QApplication.focusWidget() is dialog.table


@pytest.fixture
def card(window: Window, qtbot: QtBot) -> UpkeepCard:
    """The card in the settings."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.open_page("settings")
    assert isinstance(window.page, SettingsPage)
    return next(one for one in window.page.cards() if isinstance(one, UpkeepCard))


def test_how_long_changes_are_kept_is_a_setting_of_the_precinct(
    card: UpkeepCard, storage: Storage, qtbot: QtBot
) -> None:
    words = [card.kept.itemText(place) for place in range(card.kept.count())]
    assert words == ["always", "for 1 year", "for 2 years", "for 5 years", "for so many months"]
    assert (card.kept.currentText(), card.months.isHidden()) == ("always", True)

    card.kept.setCurrentIndex(2)
    card.kept.activated.emit(2)
    qtbot.waitUntil(lambda: card.session.precinct.log_months == 24)

    card.kept.setCurrentIndex(4)
    card.kept.activated.emit(4)
    assert not card.months.isHidden()
    card.months.setValue(7)
    card.months.editingFinished.emit()
    qtbot.waitUntil(lambda: card.session.precinct.log_months == 7)
    assert storage.read(precinct).log_months == 7
    assert card.kept.currentText() == "for so many months"


def test_data_in_order_is_said_to_be(card: UpkeepCard, qtbot: QtBot) -> None:
    card.check.click()
    qtbot.waitUntil(lambda: "Everything is in order." in words_on(card.band))
    assert card.check.isEnabled()


def test_what_can_be_mended_is_mended_when_somebody_says_so(card: UpkeepCard, storage: Storage, qtbot: QtBot) -> None:
    with closing(raw_connection(Path(storage.target))) as connection:
        connection.execute("DROP TABLE search_gram")
    card.check.click()
    qtbot.waitUntil(lambda: "1 thing is wrong." in words_on(card.band))
    assert "The search index cannot be read." in words_on(card.band)
    assert check_database(storage).ok is False

    card.mend()

    qtbot.waitUntil(lambda: "Mended. Everything is in order." in words_on(card.band))
    assert check_database(storage).faults == ()


def test_once_a_day_old_changes_go(desk: Desk, session: Session, storage: Storage, qtbot: QtBot) -> None:
    before = len(storage.read(changes_made, limit=500))
    tidying = DailyTidying(desk, session)
    with qtbot.waitSignal(desk.arrived):
        tidying.look()
    assert len(storage.read(changes_made, limit=500)) == before


def test_what_is_tidied_each_day_follows_new_rules_of_time_zones_and_tells_the_pages(
    desk: Desk, session: Session, storage: Storage, tmp_path: Path, qtbot: QtBot
) -> None:
    storage.change(add_event, an_event("Tea"))
    heard: list[Changes] = []
    desk.changed.connect(heard.append)
    with new_zone_data(tmp_path, zone=ZONE, like="America/Denver"):
        DailyTidying(desk, session)
        with qtbot.waitSignal(desk.changed):
            session.day_changed.emit()
        assert heard[0].touches("event")
        assert heard[0].touches("position")
        assert check_database(storage).ok


def test_nothing_follows_in_a_database_that_is_open_for_reading_only(
    desk: Desk, session: Session, storage: Storage, tmp_path: Path
) -> None:
    storage.change(add_event, an_event("Tea"))
    with new_zone_data(tmp_path, zone=ZONE, like="America/Denver"):
        DailyTidying(desk, session, read_only="backup").look()
        assert desk.findChildren(Task) == []
        storage.read_only = "backup"
        assert follow_zones(storage) == 0
        assert not check_database(storage).ok
