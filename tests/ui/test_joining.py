"""A second PC of an office: the first page finds the office by its address, and no file is made on this computer."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from coordinator.domain.offices import without_password
from coordinator.runtime import i18n, passwords
from coordinator.runtime.paths import data_folder
from coordinator.runtime.settings import Settings, load_settings
from coordinator.ui.firstrun import FirstRun
from coordinator.ui.joining import JoinDialog
from coordinator.ui.kit import theme
from coordinator.ui.startwish import Beginning
from coordinator.usecases.office import begin_office
from coordinator.usecases.people import add_person
from coordinator.usecases.upkeep import open_database
from tests.databases import ACTOR, CLOCK, PRECINCT
from tests.makers import a_person
from tests.ui.fitting import wait_until_whole
from tests.ui.heard import unheard
from tests.ui.test_first_run import US, page
from tests.ui.test_program import Starter, first_page, start
from tests.usecases.test_office import PASSWORD, Desk, allow, asked, desk

__all__ = ["asked", "desk", "page", "start"]  # fixtures


@pytest.fixture
def office(server_database: str) -> Iterator[str]:
    """The address of an office with one person in it."""
    with closing(open_database(server_database, actor=ACTOR, clock=CLOCK)) as storage:
        storage.change(add_person, a_person("Ada"))
    address = without_password(server_database).text
    yield address
    passwords.drop(address)


def dialog_of(page: FirstRun) -> JoinDialog:
    page.join_office.click()
    return page.findChildren(JoinDialog)[-1]


def look(dialog: JoinDialog, address: str, qtbot: QtBot) -> list[str]:
    dialog.address.setText(address)
    QTest.keyClick(dialog.address, Qt.Key.Key_Return)
    qtbot.waitUntil(dialog.test.isEnabled)
    return dialog.steps.said()


def test_an_office_that_is_there_can_be_joined_and_nothing_is_made_here(
    page: FirstRun, office: str, qtbot: QtBot
) -> None:
    dialog = dialog_of(page)
    qtbot.waitUntil(dialog.address.hasFocus)
    assert dialog.join.isEnabled() is False
    assert "1 person" in look(dialog, office, qtbot)[-1]
    assert dialog.join.isEnabled() is True
    dialog.join.click()
    page.user.setText("Ruiz")
    assert (page.go.text(), page.file_hint.text()) == ("Join the office", "Shared by the office.")
    with qtbot.waitSignal(page.start_requested) as wanted:
        page.go.click()
    wish = wanted.args[0]
    assert (wish.beginning, wish.target, wish.user_name) == (Beginning.EXISTING, office, "Ruiz")
    assert not data_folder().exists() or list(data_folder().iterdir()) == []


def test_what_was_joined_opens_and_is_remembered(start: Starter, office: str, qtbot: QtBot) -> None:
    program = start()
    program.start()
    page = first_page(program)
    page.user.setText("Ruiz")
    dialog = dialog_of(page)
    look(dialog, office, qtbot)
    dialog.join.click()
    page.go.click()
    window = start.window(program)
    assert window.session is not None
    assert (window.session.precinct.name, window.session.target) == (PRECINCT.name, office)
    assert (load_settings().database, load_settings().user_name) == (office, "Ruiz")


def test_a_bad_address_and_an_empty_database_cannot_be_joined(
    page: FirstRun, empty_server_database: str, qtbot: QtBot
) -> None:
    dialog = dialog_of(page)
    assert look(dialog, "office computer", qtbot) == [
        "This is not an address of a database. It looks like postgresql://name@server/database."
    ]
    assert dialog.join.isEnabled() is False
    look(dialog, empty_server_database, qtbot)
    assert dialog.join.isEnabled() is False
    assert dialog.note.text().startswith("There is no office there yet.")


def test_typing_on_takes_the_test_away(page: FirstRun, office: str, qtbot: QtBot) -> None:
    dialog = dialog_of(page)
    look(dialog, office, qtbot)
    dialog.address.setFocus()
    QTest.keyClicks(dialog.address, "x")
    assert (dialog.join.isEnabled(), dialog.steps.said()) == (False, [])


def test_the_password_is_asked_for_hidden_and_stands_in_no_address(
    page: FirstRun, asked: Desk, empty_server_database: str, qtbot: QtBot
) -> None:
    allow(empty_server_database, f"GRANT CREATE ON SCHEMA public TO {asked.name}")
    passwords.use(asked.address, PASSWORD)
    begin_office(asked.address, precinct=PRECINCT, actor=ACTOR, clock=CLOCK)
    passwords.drop(asked.address)
    dialog = dialog_of(page)
    look(dialog, asked.address, qtbot)
    assert dialog.password.isVisible()
    assert dialog.password.echoMode() == QLineEdit.EchoMode.Password
    qtbot.waitUntil(dialog.password.hasFocus)
    dialog.password.setText(PASSWORD)
    QTest.keyClick(dialog.password, Qt.Key.Key_Return)
    qtbot.waitUntil(dialog.join.isEnabled)
    dialog.join.click()
    assert page.wish().target == asked.address
    passwords.drop(asked.address)


def test_another_card_leaves_the_office_again(page: FirstRun, office: str, qtbot: QtBot) -> None:
    dialog = dialog_of(page)
    look(dialog, office, qtbot)
    dialog.join.click()
    assert not any(page.cards.radio(each).isChecked() for each in page.cards.order)
    assert page.precinct.isEnabled() is False  # the office has its own
    for beginning, words in ((Beginning.SAMPLE, "Open the sample precinct"), (Beginning.EMPTY, "Start with an empty")):
        page.cards.choose(beginning)
        assert (page.wish().beginning, page.go.text()[: len(words)]) == (beginning, words)
    assert page.precinct.isEnabled() is True


def test_another_language_keeps_the_office(page: FirstRun, office: str, qtbot: QtBot) -> None:
    dialog = dialog_of(page)
    look(dialog, office, qtbot)
    dialog.join.click()
    page._speak("es")
    assert page.wish().target == office


@pytest.mark.parametrize("text_size", ["normal", "larger"])
@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_nothing_in_the_dialog_is_cut_and_every_control_has_a_name(
    office: str, qtbot: QtBot, qapp: QApplication, text_size: str, language: str
) -> None:
    theme.apply(qapp, "light", text_size)
    i18n.set_language(language)
    made = FirstRun(Settings(), clock=CLOCK, locale=US)
    qtbot.addWidget(made)
    made.resize(1180, 640)
    made.show()
    dialog = dialog_of(made)
    look(dialog, office, qtbot)
    dialog._password_row.show()
    wait_until_whole(dialog, qtbot)
    assert unheard(dialog) == set()
