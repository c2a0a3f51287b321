"""The usual troubles of a data file, again and again: a sentence and a way on, what was typed is kept, and the window
stays alive. COORDINATOR_TROUBLES says how often each story is told."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator.db.files import raw_connection
from coordinator.domain.errors import CoordinatorError
from coordinator.domain.listings import PeopleQuery
from coordinator.domain.people import Person
from coordinator.ui.gonefile import FileWatch
from coordinator.ui.kit.desk import Desk
from coordinator.ui.people.editor import PersonEditor
from coordinator.ui.program import Program
from coordinator.ui.trouble import TroublePanel
from coordinator.ui.window import Window
from coordinator.usecases.people import add_person, people_matching
from coordinator.usecases.upkeep import open_database
from coordinator.wording.problems import explain
from tests.ui.conftest import NOW
from tests.ui.test_program import Starter

TIMES = int(os.environ.get("COORDINATOR_TROUBLES", "1"))
ALIVE = 100  # milliseconds between two turns of the window's thread


@pytest.fixture
def start(qapp: QApplication, qtbot: QtBot) -> Iterator[Starter]:
    """Starts programs."""
    starter = Starter(qapp, qtbot)
    quits = qapp.quitOnLastWindowClosed()
    yield starter
    starter.end()
    qapp.setQuitOnLastWindowClosed(quits)


class Pulse:
    """The longest time, in milliseconds, that the window's thread did nothing else."""

    def __init__(self, window: Window) -> None:
        self.longest = 0.0
        self._last = time.monotonic()
        self._timer = QTimer(window)
        self._timer.timeout.connect(self._beat)
        self._timer.start(5)

    def _beat(self) -> None:
        now = time.monotonic()
        self.longest, self._last = max(self.longest, (now - self._last) * 1000), now

    def stop(self) -> float:
        self._timer.stop()
        return self.longest


def resting(window: Window, qtbot: QtBot) -> float:
    """What this machine takes away from a window that has nothing to do."""
    pulse = Pulse(window)
    qtbot.wait(300)
    return pulse.stop()


def test_the_window_lives_on_while_another_program_holds_the_file(
    window: Window, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coordinator.db.engine.BUSY_SECONDS", 1)
    usual = resting(window, qtbot)
    file = Path(window.session.target) if window.session else Path()
    said: list[CoordinatorError] = []
    with closing(raw_connection(file)) as other:
        other.execute("BEGIN IMMEDIATE")
        pulse = Pulse(window)
        read: list[object] = []
        desk.work(lambda _progress: _refused(desk), then=said.append)
        desk.ask(people_matching, PeopleQuery(), then=read.append)
        qtbot.waitUntil(lambda: bool(read))
        qtbot.waitUntil(lambda: bool(said))
        longest = pulse.stop()
        other.execute("ROLLBACK")

    assert (said[0].code, explain(said[0])[:26]) == ("locked", "The data file is busy: ano")
    assert longest <= max(ALIVE, 3 * usual), (longest, usual)


def _refused(desk: Desk) -> CoordinatorError:
    with pytest.raises(CoordinatorError) as refused:
        desk.storage.change(add_person, Person("Bo"))
    return refused.value


def deleted(program: Program, file: Path, qtbot: QtBot) -> None:
    """Gone while it is open, with a person half typed; put back, and then saved."""
    window = program.window
    assert window is not None
    assert window.desk is not None
    program._do_later()
    window.desk.storage.read(people_matching, PeopleQuery())  # it is open in full
    window.open_page("people")
    window.page.new()
    (editor,) = window.findChildren(PersonEditor)
    editor.form.given.setText("Ada")
    for each in file.parent.glob(f"{file.name}*"):
        each.unlink()
    program.findChildren(FileWatch)[0].look()
    program.rescue._put_back()
    qtbot.waitUntil(file.exists)
    qtbot.waitUntil(lambda: program.rescue._gone is not None and not program.rescue._gone.isVisible())
    assert editor.form.given.text() == "Ada"
    window.desk.storage.change(add_person, Person("Bo"))
    assert window.desk.storage.read(people_matching, PeopleQuery("Bo")).total == 1


def begun_again(program: Program, file: Path, qtbot: QtBot) -> None:
    """A second start finds the window that is there."""
    from coordinator.ui.instance import OneWindow

    assert not OneWindow(str(file)).take()
    assert program.window is not None
    assert program.window.isVisible()


def synced(program: Program, file: Path, qtbot: QtBot) -> None:
    """The same file in a folder that is copied to other computers is refused, untouched."""
    folder = file.parent / "OneDrive"
    folder.mkdir()
    copy = Path(shutil.copy(file, folder))
    before = copy.read_bytes()
    program.open_file(str(copy))
    assert program.window is not None
    window = program.window
    qtbot.waitUntil(lambda: bool(window.findChildren(TroublePanel)))
    assert window.findChildren(TroublePanel)[-1].state.accessibleName().startswith("This file is in a synced folder")
    assert copy.read_bytes() == before


def only_readable(program: Program, file: Path, qtbot: QtBot) -> None:
    """A file that is opened for reading only keeps what stands in it."""
    program.open_backup(str(file))
    assert program.window is not None
    window = program.window
    qtbot.waitUntil(lambda: window.desk is not None)
    assert window.desk is not None
    assert _refused(window.desk).code == "opened-read-only"


@pytest.mark.parametrize("turn", range(TIMES))
@pytest.mark.parametrize("story", [deleted, begun_again, synced, only_readable])
def test_a_trouble_is_said_and_there_is_a_way_on(
    start: Starter,
    written_precinct: Path,
    tmp_path: Path,
    qtbot: QtBot,
    story: Callable[[Program, Path, QtBot], None],
    turn: int,
) -> None:
    file = Path(shutil.copy(written_precinct, tmp_path / "precinct14.db"))
    program = start(file)
    program.start()
    start.window(program)

    story(program, file, qtbot)

    assert program.window is not None
    assert program.window.isVisible()
    program.close()
    with closing(open_database(str(file), actor="Dana", clock=NOW)) as storage:
        assert storage.read(people_matching, PeopleQuery()).total in (0, 1)
