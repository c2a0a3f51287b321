"""A server that wants a password at the start: the window asks, tries again, and keeps it where it shall be kept."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from coordinator.domain.offices import with_password
from coordinator.runtime import passwords
from coordinator.runtime.settings import Settings
from coordinator.ui.passwordpanel import PasswordPanel
from coordinator.ui.program import Program
from coordinator.usecases.office import begin_office, try_address
from tests.databases import CLOCK, PRECINCT
from tests.ui.test_program import Starter
from tests.usecases.test_office import PASSWORD, Desk, allow, asked, desk

__all__ = ["asked", "desk"]  # fixtures


@pytest.fixture
def start(qapp: QApplication, qtbot: QtBot) -> Iterator[Starter]:
    """Starts programs."""
    starter = Starter(qapp, qtbot)
    quits = qapp.quitOnLastWindowClosed()
    qapp.setQuitOnLastWindowClosed(False)
    yield starter
    starter.end()
    qapp.setQuitOnLastWindowClosed(quits)


@pytest.fixture
def office(asked: Desk, empty_server_database: str) -> Iterator[str]:
    """The address of an office whose server wants a password that this computer does not know."""
    allow(empty_server_database, f"GRANT CREATE ON SCHEMA public TO {asked.name}")
    assert try_address(asked.address, PASSWORD, keep=False).may_be_filled
    begin_office(asked.address, precinct=PRECINCT, actor="Dana", clock=CLOCK)
    passwords.drop(asked.address)
    yield asked.address
    passwords.drop(asked.address)


def panel_of(program: Program, qtbot: QtBot) -> PasswordPanel:
    window = program.window
    assert window is not None
    qtbot.waitUntil(lambda: bool(window.findChildren(PasswordPanel)))
    return window.findChildren(PasswordPanel)[-1]


def give(panel: PasswordPanel, password: str) -> None:
    panel.field.setText(password)
    QTest.keyClick(panel.field, Qt.Key.Key_Return)


def test_the_password_is_asked_for_and_the_office_opens_with_it(start: Starter, office: str, qtbot: QtBot) -> None:
    program = start(settings=Settings(database=office))
    program.start()
    panel = panel_of(program, qtbot)
    assert panel.field.echoMode() == QLineEdit.EchoMode.Password
    give(panel, "")
    assert panel.row.said() == "Write the password."
    for _again in range(3):  # nobody is locked out
        give(panel, "a guess")
        qtbot.waitUntil(panel.open.isEnabled)
        assert panel.row.said().startswith("The server did not accept this password.")
    give(panel, PASSWORD)
    window = start.window(program)
    assert window.session is not None
    assert (window.session.target, program.settings.database) == (office, office)


def test_without_a_keyring_the_password_counts_until_the_program_ends(
    start: Starter, office: str, qtbot: QtBot
) -> None:
    program = start(settings=Settings(database=office))
    program.start()
    panel = panel_of(program, qtbot)
    qtbot.waitUntil(lambda: panel.note.isVisible() or panel.keep.isVisible())
    panel.offer_to_keep(None)
    assert (panel.note.isVisible(), panel.keep.isVisible()) == (True, False)
    give(panel, PASSWORD)
    start.window(program)
    assert (passwords.password_for(office), passwords.is_lost(office)) == (PASSWORD, True)


def test_a_keyring_keeps_it_when_the_person_wants_that(start: Starter, office: str, qtbot: QtBot) -> None:
    program = start(settings=Settings(database=office))
    program.start()
    panel = panel_of(program, qtbot)
    qtbot.waitUntil(lambda: panel.note.isVisible() or panel.keep.isVisible())
    panel.offer_to_keep(True)
    wishes: list[tuple[str, bool]] = []
    panel.given.connect(lambda password, keep: wishes.append((password, keep)))
    panel.keep.setChecked(False)
    give(panel, "a guess")
    qtbot.waitUntil(panel.open.isEnabled)
    panel.keep.setChecked(True)
    give(panel, "another guess")
    qtbot.waitUntil(panel.open.isEnabled)
    assert wishes == [("a guess", False), ("another guess", True)]
    assert passwords.password_for(office) == ""


def test_a_password_in_the_address_that_is_refused_gives_way_to_the_one_that_is_written(
    start: Starter, office: str, qtbot: QtBot
) -> None:
    program = start(settings=Settings(database=with_password(office, "old")))
    program.start()
    give(panel_of(program, qtbot), PASSWORD)
    window = start.window(program)
    assert window.session is not None
    assert window.session.target == office
