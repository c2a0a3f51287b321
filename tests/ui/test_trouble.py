"""A data file in trouble, in the whole program: what the window says, and that the ways on lead on."""

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QDeadlineTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from coordinator.db.files import raw_connection
from coordinator.domain.backups import Keeping, Reason
from coordinator.domain.errors import StorageTrouble
from coordinator.domain.listings import PeopleQuery
from coordinator.domain.people import Person
from coordinator.domain.precinct import Precinct
from coordinator.runtime.startmark import StartMark
from coordinator.ui.gonefile import FileWatch
from coordinator.ui.help import Guide
from coordinator.ui.kit.band import Band
from coordinator.ui.kit.sheet import Message
from coordinator.ui.program import Program
from coordinator.ui.startagain import StartAgainPanel
from coordinator.ui.trouble import PAUSES, TroublePanel
from coordinator.ui.window import Window
from coordinator.usecases.backups import make_backup
from coordinator.usecases.people import add_person, people_matching
from coordinator.usecases.upkeep import create_database, open_database
from tests.ui.conftest import NOW
from tests.ui.test_program import Starter


@pytest.fixture
def start(qapp: QApplication, qtbot: QtBot) -> Iterator[Starter]:
    """Starts programs."""
    starter = Starter(qapp, qtbot)
    quits = qapp.quitOnLastWindowClosed()
    yield starter
    starter.end()
    qapp.setQuitOnLastWindowClosed(quits)


@pytest.fixture
def database(written_precinct: Path, tmp_path: Path) -> Path:
    """A precinct with one person and one backup, closed."""
    file = Path(shutil.copy(written_precinct, tmp_path / "precinct14.db"))
    with closing(open_database(str(file), actor="Dana", clock=NOW)) as storage:
        storage.change(add_person, Person("Ada", "Lovelace"))
    make_backup(str(file), Reason.DAILY, keeping=Keeping(), clock=NOW)
    return file


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def panel_of(program: Program, qtbot: QtBot) -> TroublePanel:
    """What fills the window of a program that could not open its file."""
    qtbot.waitUntil(lambda: program.window is not None and bool(program.window.findChildren(TroublePanel)))
    assert program.window is not None
    return program.window.findChildren(TroublePanel)[-1]


def words_on(widget: object) -> list[str]:
    """The words of the buttons that can be seen, in their order."""
    assert isinstance(widget, TroublePanel | StartAgainPanel | Band)
    return [one.text() for one in widget.findChildren(QPushButton) if one.isVisible()]


def press(widget: object, words: str) -> None:
    assert isinstance(widget, TroublePanel | StartAgainPanel | Band)
    patience = QDeadlineTimer(60_000)
    found: list[QPushButton] = []
    while not found and not patience.hasExpired():
        QApplication.processEvents()  # what was just said is shown
        seen = (one for one in widget.findChildren(QPushButton) if one.isVisible())
        found = [one for one in seen if one.text().startswith(words)]
    found[0].click()


def band_of(window: Window, qtbot: QtBot) -> Band:
    """The band above the pages."""
    qtbot.waitUntil(lambda: any(_is_on_top(one, window) for one in window.findChildren(Band)))
    return next(one for one in window.findChildren(Band) if _is_on_top(one, window))


def _is_on_top(band: Band, window: Window) -> bool:
    return band.isVisible() and not window.page.isAncestorOf(band)


def make_newer(file: Path) -> None:
    with closing(raw_connection(file)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0009'")


def test_a_newer_file_is_refused_untouched_and_its_last_backup_opens_for_reading(
    start: Starter, database: Path, qtbot: QtBot
) -> None:
    make_newer(database)
    before = digest(database)
    program = start(database)
    program.start()
    panel = panel_of(program, qtbot)
    qtbot.waitUntil(lambda: any(words.startswith("Open the backup") for words in words_on(panel)))

    assert "(data format 9)" in panel.state.accessibleName()
    assert words_on(panel) == [
        "How to get the newer version",
        "Open the backup of Tue Jan 12 (format 4)",
        "Open another file…",
        "Start a new one…",
    ]
    press(panel, "Open the backup")
    window = start.window(program)
    band = band_of(window, qtbot)
    assert window.windowTitle() == "Today – Precinct 14 (read-only) – Coordinator"
    assert band.what() == "This is a backup, open for reading only"
    assert window.desk is not None
    with pytest.raises(StorageTrouble) as refused:
        window.desk.storage.change(add_person, Person("Bo"))
    assert (refused.value.code, refused.value.facts["reason"]) == ("opened-read-only", "backup")
    press(band, "Close the backup")
    panel_of(program, qtbot)
    assert digest(database) == before


def test_the_first_button_keeps_the_focus_when_a_backup_is_found_meanwhile(
    start: Starter, database: Path, qtbot: QtBot
) -> None:
    make_newer(database)
    program = start(database)
    program.start()
    panel = panel_of(program, qtbot)
    window = program.window
    assert window is not None
    qtbot.waitUntil(lambda: any(words.startswith("Open the backup") for words in words_on(panel)))
    qtbot.waitUntil(lambda: window.focusWidget() is panel.focusProxy())


def test_a_dialog_keeps_the_focus_when_the_file_is_in_trouble_below_it(
    start: Starter, database: Path, qtbot: QtBot
) -> None:
    program = start(database)
    program.start()
    window = start.window(program)
    dialog = Message(window, "The backup could not be restored", "Nothing was changed.")
    dialog.open()
    window.show_trouble(TroublePanel(StorageTrouble("missing", path=str(database))))
    panel = panel_of(program, qtbot)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert dialog.isAncestorOf(focus)
    dialog.reject()
    assert window.focusWidget() is panel.focusProxy()


def test_how_to_get_a_newer_version_opens_the_guide_at_its_chapter(
    start: Starter, database: Path, qtbot: QtBot
) -> None:
    make_newer(database)
    program = start(database)
    program.start()

    press(panel_of(program, qtbot), "How to get")

    assert program.window is not None
    (guide,) = program.window.findChildren(Guide)
    assert guide.textCursor().block().text() == "How to get a newer version"


def test_a_damaged_file_is_kept_and_its_last_good_backup_put_in_its_place(
    start: Starter, database: Path, qtbot: QtBot
) -> None:
    database.write_bytes(database.read_bytes()[:-1])
    before = digest(database)
    program = start(database)
    program.start()
    panel = panel_of(program, qtbot)
    qtbot.waitUntil(lambda: len(words_on(panel)) == 4)
    assert digest(database) == before

    press(panel, "Go back to the backup of Tue Jan 12")
    window = start.window(program)

    assert band_of(window, qtbot).what() == "The backup of Tue Jan 12 is open now"
    assert window.desk is not None
    assert window.desk.storage.read(people_matching, PeopleQuery()).total == 1
    assert before in [digest(file) for file in (database.parent / "backups").iterdir()]


def test_a_file_that_is_not_there_is_found_when_it_is_looked_for_again(
    start: Starter, database: Path, qtbot: QtBot
) -> None:
    aside = database.rename(database.with_suffix(".aside"))
    program = start(database)
    program.start()
    panel = panel_of(program, qtbot)
    qtbot.waitUntil(lambda: len(words_on(panel)) == 4)
    assert words_on(panel)[:2] == ["Look again", "Go back to the backup of Tue Jan 12"]

    aside.rename(database)
    press(panel, "Look again")

    assert start.window(program).windowTitle() == "Today – Precinct 14 – Coordinator"


def test_a_file_in_a_synced_folder_is_copied_out_and_opened(
    start: Starter, database: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = database.parent / "Dropbox"
    folder.mkdir()
    synced = Path(shutil.copy(database, folder))
    copy = database.parent / "mine" / "precinct14.db"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(copy), ""))
    program = start(synced)
    program.start()

    press(panel_of(program, qtbot), "Save a copy and open it")
    window = start.window(program)

    assert window.desk is not None
    assert window.desk.storage.read(people_matching, PeopleQuery()).total == 1
    assert copy.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in folder.iterdir()] == [synced.name]


def test_a_held_file_is_tried_again_after_longer_and_longer_pauses(
    start: Starter, database: Path, qtbot: QtBot
) -> None:
    program = start(database)
    program.start()
    window = start.window(program)
    waits = []
    for _turn in range(8):
        panel = program.rescue.say(StorageTrouble("locked", path=str(database)))
        assert panel is not None
        waits.append(panel._left)
        panel.leave()
    assert waits == [*PAUSES, 30, 30]

    panel = program.rescue.say(StorageTrouble("locked", path=str(database)))
    assert panel is not None
    panel._left = 1
    with qtbot.waitSignal(panel.again_requested):
        panel._timer.setInterval(1)
    panel.leave()
    assert window.isVisible()


def test_a_deleted_file_is_put_back_with_everything_that_was_saved(
    start: Starter, database: Path, qtbot: QtBot
) -> None:
    program = start(database)
    program.start()
    window = start.window(program)
    program._do_later()
    assert window.desk is not None
    storage = window.desk.storage
    storage.change(add_person, Person("Bo"))
    for file in database.parent.glob("precinct14.db*"):
        file.unlink()
    program.findChildren(FileWatch)[0].look()
    band = band_of(window, qtbot)
    assert band.what() == "The data file was deleted or moved"
    with pytest.raises(StorageTrouble):
        storage.change(add_person, Person("Cy"))

    press(band, "Put the file back")
    qtbot.waitUntil(lambda: not band.isVisible())
    storage.change(add_person, Person("Cy"))

    assert storage.read(people_matching, PeopleQuery()).total == 3
    program.close()
    with closing(open_database(str(database), actor="Dana", clock=NOW)) as again:
        assert again.read(people_matching, PeopleQuery()).total == 3
    assert sorted(file.name for file in database.parent.glob("precinct14*")) == ["precinct14.db"]


def test_what_the_band_says_of_the_file_opens_no_dialog_as_well(start: Starter, database: Path, qtbot: QtBot) -> None:
    program = start(database)
    program.start()
    window = start.window(program)
    program._do_later()
    desk = window.desk
    assert desk is not None
    for file in database.parent.glob("precinct14.db*"):
        file.unlink()
    program.findChildren(FileWatch)[0].look()
    assert band_of(window, qtbot).what() == "The data file was deleted or moved"
    with qtbot.waitSignal(desk.refused) as refused:
        desk.ask(people_matching, PeopleQuery(), then=print)
    assert refused.args is not None
    assert refused.args[0].code == "missing"
    assert [one for one in window.findChildren(Message) if one.isVisible()] == []
    desk.refused.emit(StorageTrouble("disk-full", path=str(database)))
    told = [one.windowTitle() for one in window.findChildren(Message) if one.isVisible()]
    assert told == ["The data file is in the way"]


def test_what_a_replaced_file_held_is_saved_as_a_copy(
    start: Starter, database: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = start(database)
    program.start()
    window = start.window(program)
    program._do_later()
    assert window.desk is not None
    window.desk.storage.change(add_person, Person("Bo"))
    other = database.with_name("other.db")
    create_database(str(other), precinct=Precinct(name="Precinct 9"), actor="Dana", clock=NOW).close()
    before = digest(other)
    other.replace(database)
    copy = database.with_name("copy.db")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(copy), ""))
    program.findChildren(FileWatch)[0].look()

    press(band_of(window, qtbot), "Save a copy")
    qtbot.waitUntil(lambda: band_of(window, qtbot).what() == "Everything that was saved is in the copy")

    assert digest(database) == before
    with closing(open_database(str(copy), actor="Dana", clock=NOW)) as saved:
        assert saved.read(people_matching, PeopleQuery()).total == 2


def test_damage_found_in_mid_work_stops_all_writing_and_offers_the_backup(
    start: Starter, database: Path, qtbot: QtBot
) -> None:
    program = start(database)
    program.start()
    window = start.window(program)
    program._do_later()
    desk = window.desk
    assert desk is not None
    desk.storage.read(people_matching, PeopleQuery())
    with closing(raw_connection(database)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        other.execute("PRAGMA writable_schema=ON")
        other.execute("UPDATE sqlite_master SET rootpage = 99999 WHERE name = 'person'")
        version = other.execute("PRAGMA schema_version").fetchone()[0]
        other.execute(f"PRAGMA schema_version={version + 1}")
    refused: list[object] = []
    desk.do(add_person, Person("Bo"), failed=refused.append)
    band = band_of(window, qtbot)

    assert band.what() == "The data file is damaged"
    qtbot.waitUntil(lambda: words_on(band) == ["Go back to the backup of Tue Jan 12"])
    assert window.windowTitle().endswith("(read-only) – Coordinator")
    assert desk.storage.read_only == "damaged"
    press(band, "Go back to the backup")
    qtbot.waitUntil(lambda: window.desk is not None and window.desk is not desk)
    assert window.desk is not None
    assert window.desk.storage.read(people_matching, PeopleQuery()).total == 1


def test_a_start_that_ended_in_the_middle_is_asked_about_once(start: Starter, database: Path, qtbot: QtBot) -> None:
    StartMark(str(database)).set()
    program = start(database)
    program.start()
    qtbot.waitUntil(lambda: program.window is not None and bool(program.window.findChildren(StartAgainPanel)))
    assert program.window is not None
    (panel,) = program.window.findChildren(StartAgainPanel)
    qtbot.waitUntil(lambda: len(words_on(panel)) == 4)
    press(panel, "Check the file")
    qtbot.waitUntil(lambda: panel.said() == "Everything is in order.")
    press(panel, "Copy details")
    assert QApplication.clipboard().text().startswith("Coordinator ")

    press(panel, "Open as usual")
    start.window(program)
    qtbot.waitUntil(lambda: not StartMark(str(database)).is_set())


def test_the_mark_of_a_start_is_gone_with_the_first_rows_and_after_a_told_trouble(
    start: Starter, database: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    program = start(database)
    program.start()
    start.window(program)
    qtbot.waitUntil(lambda: not StartMark(str(database)).is_set())

    missing = start(tmp_path / "gone.db")
    missing.start()
    panel_of(missing, qtbot)
    assert not StartMark(str(tmp_path / "gone.db")).is_set()
