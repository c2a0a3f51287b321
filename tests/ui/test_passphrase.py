"""The window and a passphrase: set in the settings, asked for at the start, changed and taken off again."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from coordinator.domain.backups import Keeping, Reason
from coordinator.domain.precinct import Precinct
from coordinator.runtime.settings import Settings
from coordinator.ui.kit.band import Band
from coordinator.ui.kit.passphrasedialog import Locking, LockWish, PassphraseDialog
from coordinator.ui.kit.sheet import Message
from coordinator.ui.lockedpanel import LockedPanel
from coordinator.ui.preferences.passphrasecard import PassphraseCard
from coordinator.ui.program import Program
from coordinator.ui.window import Window
from coordinator.usecases.backups import backups_of, make_backup
from coordinator.usecases.passphrases import set_passphrase
from coordinator.usecases.upkeep import create_database, open_database
from tests.passphrases import OTHER, PASSPHRASE, forget_all, told_by
from tests.ui.conftest import NOW
from tests.ui.test_program import Starter


@pytest.fixture(autouse=True)
def just_started() -> Iterator[None]:
    """No key is known before and after."""
    forget_all()
    yield
    forget_all()


@pytest.fixture
def start(qapp: QApplication, qtbot: QtBot) -> Iterator[Starter]:
    """Starts programs."""
    starter = Starter(qapp, qtbot)
    quits = qapp.quitOnLastWindowClosed()
    qapp.setQuitOnLastWindowClosed(False)
    yield starter
    starter.end()
    qapp.setQuitOnLastWindowClosed(quits)


@pytest.fixture(scope="module")
def closed_precinct(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty precinct in a file, written once, to copy."""
    path = tmp_path_factory.mktemp("precinct") / "p14.db"
    create_database(str(path), precinct=Precinct(name="Precinct 14"), actor="Dana", clock=NOW).close()
    return path


@pytest.fixture
def database(closed_precinct: Path, tmp_path: Path) -> Path:
    """It, in a folder of its own."""
    folder = tmp_path / "é folder"
    folder.mkdir()
    return Path(shutil.copy(closed_precinct, folder / "p14.db"))


def card_of(window: Window, qtbot: QtBot) -> PassphraseCard:
    window.open_page("settings")
    card = window.page.findChild(PassphraseCard)
    assert isinstance(card, PassphraseCard)
    return card


def ask_for(program: Program, wish: LockWish, qtbot: QtBot) -> None:
    """As the card does when the dialog was filled in; until the database is open again."""
    window = program.window
    assert window is not None
    assert window.session is not None
    window.session.locking_requested.emit(wish)
    assert window.desk is None
    qtbot.waitUntil(lambda: window.desk is not None)


def said_by(window: Window) -> list[str]:
    """What messages lie over the window."""
    return [message.words.text() for message in window.findChildren(Message)]


def bands_of(window: Window) -> list[str]:
    return [band.accessibleName() for band in window.findChildren(Band) if band.isVisibleTo(window)]


def type_into(field: QLineEdit, words: str) -> None:
    field.setText(words)  # QTest has keys for English only
    QTest.keyClick(field, Qt.Key.Key_Return)


def locked_panel(program: Program, qtbot: QtBot) -> LockedPanel:
    window = program.window
    assert window is not None
    qtbot.waitUntil(lambda: bool(window.findChildren(LockedPanel)))
    return window.findChildren(LockedPanel)[-1]


def test_the_card_locks_the_file_and_its_backups_and_opens_it_again(
    start: Starter, database: Path, qtbot: QtBot
) -> None:
    program = start(database)
    program.start()
    window = start.window(program)
    card = card_of(window, qtbot)
    card.turn_on.click()
    dialog = window.findChild(PassphraseDialog)
    assert isinstance(dialog, PassphraseDialog)
    dialog.new.field.setText(PASSPHRASE)
    dialog.again.field.setText(PASSPHRASE)
    dialog.go.click()
    assert window.desk is None
    qtbot.waitUntil(lambda: window.desk is not None)
    again = card_of(window, qtbot)
    qtbot.waitUntil(lambda: not again.change_it.isHidden())
    assert (again.turn_on.isHidden(), again.turn_off.isHidden()) == (True, False)
    backups = backups_of(str(database))
    assert (bool(backups), all(backup.good for backup in backups), list(told_by(database.parent))) == (True, True, [])


@pytest.mark.parametrize(
    ("new", "again", "row", "said"),
    [
        ("short", "short", 1, "Take at least 10 letters for the passphrase. Four or five words are good."),
        (PASSPHRASE, OTHER, 2, "The two are not the same. Write the passphrase again."),
    ],
)
def test_the_dialog_says_at_the_field_what_is_wrong(
    start: Starter, database: Path, qtbot: QtBot, new: str, again: str, row: int, said: str
) -> None:
    program = start(database)
    program.start()
    window = start.window(program)
    dialog = PassphraseDialog(window, Locking.SET, "")
    dialog.open()
    dialog.new.field.setText(new)
    type_into(dialog.again.field, again)
    assert ([each.said() for each in dialog.rows], dialog.isVisible()) == (
        [said if place == row else "" for place in range(3)],
        True,
    )
    dialog.reject()


def test_what_is_typed_is_hidden_until_somebody_wants_to_see_it(start: Starter, database: Path, qtbot: QtBot) -> None:
    program = start(database)
    program.start()
    dialog = PassphraseDialog(start.window(program), Locking.SET, "")
    dialog.open()
    assert dialog.new.field.echoMode() == QLineEdit.EchoMode.Password
    dialog.new.eye.click()
    assert (dialog.new.is_shown(), dialog.again.is_shown()) == (True, False)
    assert dialog.new.eye.accessibleName() == "Hide the passphrase"
    dialog.reject()


def test_a_locked_file_asks_for_its_passphrase_and_opens_with_it(start: Starter, database: Path, qtbot: QtBot) -> None:
    first = start(database)
    first.start()
    start.window(first)
    ask_for(first, LockWish(Locking.SET, new=PASSPHRASE), qtbot)
    first.leave()
    forget_all()
    first.open_file(str(database))
    panel = locked_panel(first, qtbot)
    type_into(panel.field.field, OTHER)
    qtbot.waitUntil(lambda: panel.row.said() != "")
    assert panel.row.said() == (
        f"This passphrase does not open {database}. "
        "Look at Caps Lock and at the language of the keyboard, and try again."
    )
    panel.field.clear()
    assert panel.row.said() == ""
    type_into(panel.field.field, PASSPHRASE)
    assert start.window(first).session is not None


def test_an_empty_field_opens_nothing(start: Starter, database: Path, qtbot: QtBot) -> None:
    program = start(database)
    program.start()
    start.window(program)
    ask_for(program, LockWish(Locking.SET, new=PASSPHRASE), qtbot)
    program.leave()
    forget_all()
    program.open_file(str(database))
    panel = locked_panel(program, qtbot)
    panel.open.click()
    assert panel.row.said() == "Write the passphrase."


def test_a_passphrase_is_changed_and_taken_off_in_the_window(start: Starter, database: Path, qtbot: QtBot) -> None:
    program = start(database)
    program.start()
    window = start.window(program)
    ask_for(program, LockWish(Locking.SET, new=PASSPHRASE), qtbot)
    assert said_by(window) == []
    locked = database.read_bytes()[:16]
    ask_for(program, LockWish(Locking.CHANGE, now=PASSPHRASE, new=OTHER), qtbot)
    assert said_by(window) == []
    changed = database.read_bytes()[:16]
    ask_for(program, LockWish(Locking.REMOVE, now=OTHER), qtbot)
    assert (locked != changed, database.read_bytes()[:15]) == (True, b"SQLite format 3")
    qtbot.waitUntil(lambda: len(bands_of(window)) == 1)


def test_with_a_wrong_passphrase_of_now_nothing_is_changed(start: Starter, database: Path, qtbot: QtBot) -> None:
    program = start(database)
    program.start()
    window = start.window(program)
    ask_for(program, LockWish(Locking.SET, new=PASSPHRASE), qtbot)
    locked = database.read_bytes()[:16]
    ask_for(program, LockWish(Locking.REMOVE, now=OTHER), qtbot)
    message = window.findChild(Message)
    assert isinstance(message, Message)
    assert message.words.text().startswith("This passphrase does not open ")
    assert database.read_bytes()[:16] == locked
    message.reject()


def test_a_file_that_another_program_has_open_stays_as_it_is(start: Starter, database: Path, qtbot: QtBot) -> None:
    program = start(database)
    program.start()
    window = start.window(program)
    other = open_database(str(database), actor="Sam", clock=NOW)
    other.read(lambda work: work.precinct.get())
    ask_for(program, LockWish(Locking.SET, new=PASSPHRASE), qtbot)
    message = window.findChild(Message)
    assert isinstance(message, Message)
    other.close()
    assert database.read_bytes()[:15] == b"SQLite format 3"
    message.reject()


def test_a_wish_does_not_show_what_was_typed() -> None:
    assert f"{LockWish(Locking.CHANGE, now=PASSPHRASE, new=OTHER)!r}" == "LockWish(change)"


def test_a_wrong_passphrase_never_locks_anybody_out(start: Starter, database: Path, qtbot: QtBot) -> None:
    program, panel = _locked_out(start, database, qtbot)
    for _again in range(4):
        type_into(panel.field.field, OTHER)
        qtbot.waitUntil(panel.open.isEnabled)
        assert panel.row.said().startswith("This passphrase does not open")
    assert panel.back.isHidden()  # every backup has the same passphrase
    type_into(panel.field.field, PASSPHRASE)
    assert start.window(program).session is not None


def test_whoever_lost_the_passphrase_can_go_back_to_a_backup_that_has_none(
    start: Starter, database: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "drive").mkdir()
    make_backup(str(database), Reason.DAILY, keeping=Keeping(str(tmp_path / "drive")), clock=NOW)
    aside = shutil.copytree(tmp_path / "drive", tmp_path / "aside")  # it was not plugged in when the file was locked
    program, panel = _locked_out(start, database, qtbot, Settings(backup_folder=str(aside)))
    qtbot.waitUntil(lambda: not panel.back.isHidden())
    assert panel.back.text() == "Go back to the backup of Tue Jan 12…"
    panel.back.click()
    question = _question(program, qtbot)
    assert question.words.text() == (
        "It has no passphrase, and neither has the office then. You can set one in Settings. "
        "What was entered since then is in the locked file only, which is kept beside it."
    )
    question.buttons[1].click()
    window = start.window(program)
    qtbot.waitUntil(lambda: len(bands_of(window)) == 1)
    assert "is open now" in bands_of(window)[0]
    assert database.read_bytes().startswith(b"SQLite format 3")


def test_a_backup_with_the_passphrase_of_before_asks_for_that(start: Starter, database: Path, qtbot: QtBot) -> None:
    program = start(database)
    program.start()
    start.window(program)
    ask_for(program, LockWish(Locking.SET, new=PASSPHRASE), qtbot)
    make_backup(str(database), Reason.BY_HAND, keeping=Keeping(), clock=NOW)
    ask_for(program, LockWish(Locking.CHANGE, now=PASSPHRASE, new=OTHER), qtbot)
    program.leave()
    forget_all()
    program.open_file(str(database))
    panel = locked_panel(program, qtbot)
    qtbot.waitUntil(lambda: not panel.back.isHidden())
    panel.back.click()
    _question(program, qtbot).buttons[1].click()
    assert program.window is not None
    window = program.window
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(PassphraseDialog)))
    dialog = next(one for one in window.findChildren(PassphraseDialog) if one.isVisible())
    dialog.now.field.setText(PASSPHRASE)
    dialog.go.click()
    qtbot.waitUntil(lambda: len(bands_of(window)) == 1)
    assert "is open now" in bands_of(window)[0]


def _question(program: Program, qtbot: QtBot) -> Message:
    window = program.window
    assert window is not None
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(Message)))
    return next(one for one in window.findChildren(Message) if one.isVisible())


def _locked_out(
    start: Starter, database: Path, qtbot: QtBot, settings: Settings | None = None
) -> tuple[Program, LockedPanel]:
    """A program that was just started with a locked file, and what it asks."""
    set_passphrase(str(database), PASSPHRASE, keeping=Keeping(), clock=NOW)
    forget_all()
    program = start(database, settings)
    program.start()
    return program, locked_panel(program, qtbot)
