"""The program around the window: starting, one window per database, trouble with a file, and settings that count."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from coordinator.app import Options
from coordinator.domain.backups import Reason
from coordinator.domain.precinct import Precinct
from coordinator.runtime import i18n
from coordinator.runtime.paths import data_folder
from coordinator.runtime.settings import Settings, load_settings
from coordinator.ui.firstrun import FirstRun
from coordinator.ui.instance import OneWindow
from coordinator.ui.kit import tokens
from coordinator.ui.program import Program
from coordinator.ui.startwish import Beginning
from coordinator.ui.trouble import TroublePanel
from coordinator.ui.window import Window
from coordinator.usecases.backups import backups_of, keeping_of, make_backup
from coordinator.usecases.upkeep import create_database, open_database
from tests.ui.conftest import NOW

WHEN = "2027-01-12T14:05-05:00"


class Starter:
    """Makes programs and ends them again."""

    def __init__(self, app: QApplication, qtbot: QtBot) -> None:
        self._app, self._qtbot = app, qtbot
        self._made: list[Program] = []

    def __call__(self, data: Path | None = None, settings: Settings | None = None) -> Program:
        program = Program(self._app, Options(str(data) if data else None, None, None, WHEN), settings or Settings())
        self._made.append(program)
        return program

    def window(self, program: Program) -> Window:
        """The window, once its database is open."""
        self._qtbot.waitUntil(lambda: program.window is not None and program.window.desk is not None)
        assert program.window is not None
        return program.window

    def end(self) -> None:
        """As at the end of the process."""
        for program in self._made:
            if isinstance(program.first_page, FirstRun):
                program.first_page.close()
            program.close()
            if program.window is not None:
                program.window.close()
                program.window.deleteLater()
            program.setParent(None)
            program.deleteLater()
        self._app.processEvents()


@pytest.fixture
def start(qapp: QApplication, qtbot: QtBot) -> Iterator[Starter]:
    """Starts programs."""
    starter = Starter(qapp, qtbot)
    quits = qapp.quitOnLastWindowClosed()
    yield starter
    starter.end()
    qapp.setQuitOnLastWindowClosed(quits)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """An empty precinct in a file, closed."""
    file = tmp_path / "é folder" / "p14.db"
    create_database(str(file), precinct=Precinct(name="Precinct 14"), actor="Dana", clock=NOW).close()
    return file


def first_page(program: Program) -> FirstRun:
    """What is shown without a database."""
    assert isinstance(program.first_page, FirstRun)
    return program.first_page


def test_without_a_database_the_first_page_comes_up(start: Starter) -> None:
    program = start()
    assert program.start()
    assert first_page(program).isVisible()
    assert program.window is None


def test_the_button_of_the_first_page_makes_the_file_and_opens_the_window(start: Starter, qtbot: QtBot) -> None:
    program = start()
    program.start()
    page = first_page(program)
    page.user.setText("Sgt. Dana Whitfield")
    page.precinct.setText("Precinct 14")
    page.cards.choose(Beginning.EMPTY)
    page.go.click()
    window = start.window(program)
    assert window.windowTitle() == "Today – Precinct 14 – Coordinator"
    assert not page.isVisible()
    kept = load_settings()
    assert (kept.user_name, kept.database) == ("Sgt. Dana Whitfield", str(data_folder() / "precinct.db"))


def test_a_backup_can_be_restored_in_the_window_that_the_first_page_opened(start: Starter, qtbot: QtBot) -> None:
    program = start()
    program.start()
    page = first_page(program)
    page.user.setText("Sgt. Dana Whitfield")
    page.precinct.setText("Precinct 14")
    page.cards.choose(Beginning.EMPTY)
    page.go.click()
    desk = start.window(program).desk
    target = str(data_folder() / "precinct.db")
    make_backup(target, Reason.BY_HAND, keeping=keeping_of(program.settings), clock=program.clock)
    program.rescue.go_back(backups_of(target, "")[0])
    qtbot.waitUntil(lambda: program.window is not None and program.window.desk not in (None, desk))
    assert program.target == target


def test_a_folder_that_can_not_be_written_is_said_on_the_first_page(
    start: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    program = start()
    program.start()
    page = first_page(program)
    (tmp_path / "file").touch()
    page._folder = tmp_path / "file"
    page.user.setText("Dana")
    page.cards.choose(Beginning.EMPTY)
    page.go.click()
    qtbot.waitUntil(lambda: page.file_row.said() != "")
    assert page.isVisible()
    assert load_settings().database == ""


def test_a_known_database_opens_at_once(start: Starter, database: Path) -> None:
    program = start(settings=Settings(database=str(database), user_name="Dana"))
    assert program.start()
    assert start.window(program).session is not None


def test_a_second_start_is_told_that_the_first_window_is_there(start: Starter, database: Path, qtbot: QtBot) -> None:
    first = start(database)
    first.start()
    start.window(first)
    first._do_later()
    other = OneWindow(str(database))
    assert not other.take()
    assert first._instance is not None
    with qtbot.waitSignal(first._instance.raised):
        assert other.raise_first()
    assert start(database).start() is False


def test_another_database_has_a_window_of_its_own(database: Path, tmp_path: Path) -> None:
    one, two = OneWindow(str(database)), OneWindow(str(tmp_path / "other.db"))
    assert (one.take(), two.take()) == (True, True)
    one.release()
    again = OneWindow(str(database))
    assert again.take()
    again.release()
    two.release()


@pytest.mark.parametrize(
    ("content", "heading"), [(None, "The file is not there"), (b"hello", "This is not a Coordinator file")]
)
def test_a_file_that_can_not_be_opened_is_explained_with_ways_on(
    start: Starter, tmp_path: Path, qtbot: QtBot, content: bytes | None, heading: str
) -> None:
    file = tmp_path / "notes.db"
    if content is not None:
        file.write_bytes(content)
    program = start(file)
    program.start()
    qtbot.waitUntil(lambda: program.window is not None and bool(program.window.findChildren(TroublePanel)))
    assert program.window is not None
    panel = program.window.findChildren(TroublePanel)[0]
    assert panel.state.accessibleName().startswith(heading)
    create_database(str(file) + "2", precinct=Precinct(name="Precinct 9"), actor="Dana", clock=NOW).close()
    panel.file_requested.emit(str(file) + "2")
    window = start.window(program)
    assert "Precinct 9" in window.windowTitle()


def test_settings_count_at_once_and_only_what_changed_is_written(start: Starter, database: Path) -> None:
    program = start(database, Settings(database="elsewhere.db", user_name="Dana"))
    program.start()
    window = start.window(program)
    assert window.session is not None
    window.session.keep(replace(window.session.settings, theme="dark", language="es", user_name="Ofc. Bell"))
    assert tokens.current().dark
    assert i18n.language() == "es"
    assert QApplication.translate("QPlatformTheme", "Cancel") == "Cancelar"
    assert QApplication.translate("QFileDialog", "&Look in:") == "&Buscar en:"
    kept = load_settings()
    assert (kept.theme, kept.language, kept.user_name, kept.database) == ("dark", "es", "Ofc. Bell", "elsewhere.db")
    assert window.session.target == str(database)


def test_the_focus_stays_where_it_was_when_the_window_is_made_anew(
    start: Starter, database: Path, qtbot: QtBot
) -> None:
    program = start(database)
    program.start()
    window = start.window(program)
    window.open_page("settings")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    larger = window.page.findChild(QPushButton, "size.larger")
    assert isinstance(larger, QPushButton)
    larger.setFocus()
    larger.click()
    again = window.page.findChild(QPushButton, "size.larger")
    assert isinstance(again, QPushButton)
    assert again is not larger
    qtbot.waitUntil(again.hasFocus)
    assert again.isChecked()


def test_the_place_of_the_window_is_remembered(start: Starter, database: Path) -> None:
    program = start(database)
    program.start()
    window = start.window(program)
    window.setGeometry(30, 20, 1200, 700)
    window.close()
    assert load_settings().window == (30, 20, 1200, 700)


def test_leaving_lets_go_of_the_file(start: Starter, database: Path) -> None:
    program = start(database)
    program.start()
    start.window(program)
    program.close()
    again = open_database(str(database), actor="Ruiz", clock=NOW)
    again.close()
    assert OneWindow(str(database)).take()


def test_a_clock_can_stand_still_for_pictures(qapp: QApplication) -> None:
    assert Program(qapp, Options(now=WHEN), Settings()).clock.now() == NOW.now()


def test_the_file_that_somebody_chose_is_opened_by_the_next_start(
    start: Starter, database: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.db"
    create_database(str(other), precinct=Precinct(name="Precinct 15"), actor="Dana", clock=NOW).close()
    program = start(settings=Settings(database=str(database)))
    program.start()
    window = start.window(program)
    assert window.session is not None
    window.session.file_requested.emit(str(other))
    window = start.window(program)
    assert window.session is not None
    assert (window.session.precinct.name, load_settings().database) == ("Precinct 15", str(other))
    assert window.session.settings.database == str(other)


def test_a_file_that_was_chosen_and_does_not_open_is_not_remembered(
    start: Starter, database: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    other = tmp_path / "other.db"
    other.write_bytes(b"somebody else's")
    program = start(settings=Settings(database=str(database)))
    program.start()
    window = start.window(program)
    assert window.session is not None
    window.session.file_requested.emit(str(other))
    qtbot.waitUntil(lambda: bool(window.findChildren(TroublePanel)))
    program.open_file(str(database))
    start.window(program)
    assert (program.settings.database, load_settings().database) == (str(database), "")


def test_what_the_command_line_named_is_for_this_once_until_somebody_chooses(
    start: Starter, database: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.db"
    create_database(str(other), precinct=Precinct(name="Precinct 15"), actor="Dana", clock=NOW).close()
    program = start(database, Settings(database="/somewhere/else.db"))
    program.start()
    start.window(program)
    program.open_file(str(database))  # as after a backup was brought back
    start.window(program)
    assert program.settings.database == "/somewhere/else.db"
    program.choose(str(other))
    start.window(program)
    assert load_settings().database == str(other)
