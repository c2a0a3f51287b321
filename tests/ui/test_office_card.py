"""The office database in the settings: a test in words, the move there and back, and nothing without being asked."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from coordinator.db.work import Storage
from coordinator.domain.people import Person
from coordinator.domain.precinct import Precinct
from coordinator.runtime.settings import Settings
from coordinator.ui.kit.buttons import Button
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.page import Session
from coordinator.ui.kit.sheet import Message
from coordinator.ui.preferences.officecard import OfficeCard
from coordinator.ui.preferences.page import SettingsPage
from coordinator.ui.window import Window
from coordinator.usecases.office import begin_office, office_size
from coordinator.usecases.people import add_person
from coordinator.usecases.precinct import precinct
from coordinator.usecases.upkeep import check_database, open_database
from tests.ui.conftest import ACTOR, NOW
from tests.ui.fitting import clipped


@pytest.fixture
def card(window: Window, desk: Desk, storage: Storage, qtbot: QtBot) -> OfficeCard:
    storage.change(add_person, Person("Ana", "Ruiz"))
    window.open_page("settings")
    page = window.page
    assert isinstance(page, SettingsPage)
    found = next(one for one in page.cards() if isinstance(one, OfficeCard))
    qtbot.waitUntil(lambda: found.move_there.text() == "Move 1 person, 0 events…")
    return found


def try_address(card: OfficeCard, address: str, qtbot: QtBot) -> list[str]:
    """Type it and press Test."""
    card.shared.click()
    card.address.clear()
    QTest.keyClicks(card.address, address)
    card.test.click()
    qtbot.waitUntil(card.test.isEnabled)
    return card.steps.said()


def offered(card: OfficeCard) -> list[str]:
    """The buttons that go somewhere."""
    buttons = (card.use, card.use_empty, card.move_there)
    return [button.text() for button in buttons if button.isVisible()]


def answer(card: OfficeCard, words: str, qtbot: QtBot) -> str:
    """Press a button of the question; gives back what it said."""
    qtbot.waitUntil(lambda: bool(questions(card)))
    question = questions(card)[-1]
    next(button for button in question.buttons if button.text() == words).click()
    return question.words.text()


def questions(card: OfficeCard) -> list[Message]:
    return [each for each in card.window().findChildren(Message) if each.isVisible()]


def test_the_file_in_use_is_shown_and_nothing_else_is_offered(card: OfficeCard, session: Session) -> None:
    assert (card.here.isChecked(), card.path.text()) == (True, f"{session.target}, in use now")
    assert (card.address.isVisible(), card.other.isVisible(), card.move_back.isVisible()) == (False, True, False)


def test_a_good_test_offers_the_move(card: OfficeCard, empty_server_database: str, qtbot: QtBot) -> None:
    said = try_address(card, empty_server_database, qtbot)
    assert said[0] == "Server found on this computer"
    assert said[-1].endswith("is empty. Your data can be moved there.")
    assert offered(card) == ["Use it empty", "Move 1 person, 0 events…"]
    assert card.note.text() == "Moving makes a backup first. This file stays as it is."
    qtbot.waitUntil(lambda: clipped(card) == [])


def test_a_bad_test_offers_nothing(card: OfficeCard, qtbot: QtBot) -> None:
    said = try_address(card, "postgresql://desk@127.0.0.1:1/coordinator", qtbot)
    assert said == ["“127.0.0.1” is there, but no database server answers at its port 1. Ask your administrator."]
    assert offered(card) == []


def test_typing_on_takes_the_offers_away(card: OfficeCard, empty_server_database: str, qtbot: QtBot) -> None:
    try_address(card, empty_server_database, qtbot)
    QTest.keyClicks(card.address, "x")
    assert (offered(card), card.steps.said()) == ([], [])


def test_the_move_asks_once_and_the_program_goes_on_with_the_server(
    card: OfficeCard, session: Session, storage: Storage, empty_server_database: str, qtbot: QtBot
) -> None:
    try_address(card, empty_server_database, qtbot)
    address = card.address.text()
    with qtbot.waitSignal(session.file_requested) as asked:
        card.move_there.click()
        said = answer(card, "Move", qtbot)
    assert "A backup is made first. This file stays as it is" in said
    assert (asked.args, session.settings.database) == ([address], address)
    server = open_database(empty_server_database, actor=ACTOR, clock=NOW)
    assert server.read(office_size) == storage.read(office_size)
    assert check_database(server).faults == ()
    server.close()
    assert len(list((Path(session.target).parent / "backups").iterdir())) == 1


def test_a_move_that_is_not_wanted_moves_nothing(
    card: OfficeCard, session: Session, empty_server_database: str, qtbot: QtBot
) -> None:
    try_address(card, empty_server_database, qtbot)
    card.move_there.click()
    answer(card, "Cancel", qtbot)
    assert session.settings.database == ""
    assert try_address(card, empty_server_database, qtbot)[-1].endswith("Your data can be moved there.")


def test_an_empty_database_can_be_used_empty(
    card: OfficeCard, session: Session, empty_server_database: str, qtbot: QtBot
) -> None:
    try_address(card, empty_server_database, qtbot)
    with qtbot.waitSignal(session.file_requested):
        card.use_empty.click()
        answer(card, "Begin", qtbot)
    server = open_database(empty_server_database, actor=ACTOR, clock=NOW)
    assert (server.read(precinct).name, server.read(office_size).people) == ("Precinct 14", 0)
    server.close()


def test_an_office_that_is_there_can_be_used(
    card: OfficeCard, session: Session, empty_server_database: str, qtbot: QtBot
) -> None:
    begin_office(empty_server_database, precinct=Precinct("Precinct 9"), actor=ACTOR, clock=NOW)
    said = try_address(card, empty_server_database, qtbot)
    assert (said[-1], offered(card)) == ("It holds “Precinct 9”: 0 people, 0 events.", ["Use it"])
    with qtbot.waitSignal(session.file_requested):
        card.use.click()
    assert session.settings.database == card.address.text()


def test_a_move_that_fails_says_why_and_changes_nothing(
    card: OfficeCard, session: Session, empty_server_database: str, qtbot: QtBot
) -> None:
    try_address(card, empty_server_database, qtbot)
    begin_office(empty_server_database, precinct=Precinct("Precinct 9"), actor=ACTOR, clock=NOW)
    card.move_there.click()
    answer(card, "Move", qtbot)
    qtbot.waitUntil(card.band.isVisible)
    assert session.settings.database == ""


def test_a_password_leaves_the_address_as_soon_as_it_is_left(card: OfficeCard) -> None:
    card.shared.click()
    card.address.setFocus()
    QTest.keyClicks(card.address, "postgresql://desk:secret@127.0.0.1:1/coordinator")
    QTest.keyClick(card.address, Qt.Key.Key_Tab)
    assert card.address.text() == "postgresql://desk@127.0.0.1:1/coordinator"
    assert (card.password.text(), card.password.echoMode()) == ("secret", QLineEdit.EchoMode.Password)


def test_on_a_server_the_office_can_be_moved_back_into_a_file(
    server_database: str, tmp_path: Path, qtbot: QtBot
) -> None:
    storage = open_database(server_database, actor=ACTOR, clock=NOW)
    storage.change(add_person, Person("Ana", "Ruiz"))
    desk = Desk(storage)
    session = Session(settings=_settings(), precinct=storage.read(precinct), clock=NOW, target=storage.target)
    card = OfficeCard(desk, session)
    qtbot.addWidget(card)
    card.show()
    assert (card.shared.isChecked(), ":" in card.address.text().partition("://")[2].partition("@")[0]) == (True, False)
    card.here.click()
    assert card.move_back.isVisible()
    file = tmp_path / "back.db"
    with qtbot.waitSignal(session.file_requested) as asked:
        card.ask_to_move_into(str(file))
        answer(card, "Move", qtbot)
    assert (asked.args, session.settings.database) == ([str(file)], str(file))
    back = open_database(str(file), actor=ACTOR, clock=NOW)
    assert back.read(office_size) == storage.read(office_size)
    back.close()
    desk.close()
    storage.close()


def _settings() -> Settings:

    return replace(Settings(), user_name=ACTOR)


def test_every_control_has_a_name_for_screen_readers(card: OfficeCard) -> None:
    card.shared.click()
    unnamed = [field.objectName() for field in card.findChildren(QLineEdit) if not field.accessibleName()] + [
        button.objectName() for button in card.findChildren(Button) if not (button.text() or button.accessibleName())
    ]
    assert unnamed == []
