"""The shell: rail, keys that count everywhere, status bar, going back, and that nothing is cut."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from coordinator.db.work import Storage
from coordinator.domain.listings import PeopleQuery
from coordinator.runtime import i18n
from coordinator.runtime.settings import Settings
from coordinator.ui.kit import theme
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.page import Session
from coordinator.ui.kit.rail import Rail
from coordinator.ui.kit.sheet import Message
from coordinator.ui.kit.status import StatusBar
from coordinator.ui.kit.text import Label
from coordinator.ui.pages import PAGES
from coordinator.ui.people.page import PeoplePage
from coordinator.ui.window import MINIMUM, Window
from coordinator.usecases.people import add_person, people_matching, remove_person
from coordinator.usecases.precinct import edit_precinct, precinct
from coordinator.usecases.sample import fill_sample, sample_precinct
from coordinator.usecases.upkeep import create_database, open_database
from tests.makers import a_person
from tests.ui.conftest import NOW
from tests.ui.fitting import clipped, wait_until_whole

KEYS = [leaf.key for leaf in PAGES]


def rail_of(window: Window) -> Rail:
    """The rail."""
    return window.findChildren(Rail)[-1]


def status_of(window: Window) -> StatusBar:
    """The status bar."""
    return window.findChildren(StatusBar)[-1]


def settle(window: Window, desk: Desk, qtbot: QtBot) -> None:
    """Until every question asked so far has been answered."""
    for _round in range(2):
        done: list[int] = []
        desk.ask(lambda _work: 1, then=done.append)
        qtbot.waitUntil(lambda: done == [1])  # noqa: B023 - used at once
    QApplication.processEvents()


def test_the_rail_has_only_pages_that_are_there() -> None:
    assert KEYS == ["today", "calendar", "people", "print", "settings", "help"]


def test_ctrl_and_a_number_open_the_pages_in_the_rails_order(window: Window, qtbot: QtBot) -> None:
    titles = []
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4):
        QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
        titles.append(window.windowTitle())
    QTest.keyClick(window, Qt.Key.Key_F1)
    titles.append(window.windowTitle())
    assert titles == [
        f"{page} – Precinct 14 – Coordinator" for page in ("Today", "Calendar", "People", "Print", "Help")
    ]


def test_a_click_in_the_rail_opens_its_page(window: Window) -> None:
    rail_of(window).buttons["settings"].click()
    assert window.windowTitle() == "Settings – Precinct 14 – Coordinator"
    assert rail_of(window).buttons["settings"].isChecked()


def test_alt_left_goes_back_and_alt_right_forward(window: Window) -> None:
    window.open_page("settings")
    window.open_page("help")
    alt = Qt.KeyboardModifier.AltModifier
    seen = []
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Right):
        QTest.keyClick(window, key, alt)
        seen.append(window.windowTitle().split(" – ")[0])
    assert seen == ["Settings", "Today", "Today", "Settings"]


def test_what_was_saved_and_what_undo_would_take_back_stand_in_the_status_bar(
    window: Window, desk: Desk, qtbot: QtBot
) -> None:
    desk.do(add_person, a_person("Bo", "Lindqvist"))
    qtbot.waitUntil(lambda: "Bo Lindqvist" in status_of(window).undo.words.text())
    assert status_of(window).saved.text() == "Saved 2:05 PM"
    assert status_of(window).you.text() == "You: Sgt. Dana Whitfield"


def test_ctrl_z_takes_back_and_ctrl_y_does_again(window: Window, desk: Desk, storage: Storage, qtbot: QtBot) -> None:
    def people() -> int:
        return storage.read(people_matching, PeopleQuery()).total

    with qtbot.waitSignal(desk.changed):
        desk.do(add_person, a_person())
    with qtbot.waitSignal(desk.changed):
        QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert people() == 0
    with qtbot.waitSignal(desk.changed):
        QTest.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert people() == 1


def test_ctrl_z_in_a_field_takes_back_the_typing_first_and_then_the_last_change(
    window: Window, desk: Desk, storage: Storage, qtbot: QtBot
) -> None:
    window.open_page("people")
    page = window.page
    assert isinstance(page, PeoplePage)
    field = page.find_bar.search.field
    with qtbot.waitSignal(desk.changed):
        desk.do(add_person, a_person())
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    field.setFocus()
    QTest.keyClicks(field, "an")
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == ""
    assert storage.read(people_matching, PeopleQuery()).total == 1
    with qtbot.waitSignal(desk.changed):
        QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert storage.read(people_matching, PeopleQuery()).total == 0


def test_undo_with_nothing_to_undo_is_said_in_words(window: Window, qtbot: QtBot) -> None:
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(Message)))
    assert window.findChildren(Message)[0].words.text() != ""


def test_the_windows_keys_rest_while_a_dialog_is_open(window: Window, qtbot: QtBot) -> None:
    message = Message(window, "Title", "Words")
    message.open()
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert window.windowTitle().startswith("Today")
    message.reject()


def test_another_name_of_the_precinct_is_in_the_title_at_once(
    window: Window, desk: Desk, session: Session, qtbot: QtBot
) -> None:
    desk.do(edit_precinct, replace(session.precinct, name="Precinct 15"))
    qtbot.waitUntil(lambda: "Precinct 15" in window.windowTitle())


def test_f6_walks_through_the_regions_and_comes_back_to_the_rail(window: Window, qtbot: QtBot) -> None:
    window.open_page("settings")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    rail_of(window).current().setFocus()
    seen: list[QWidget | None] = []
    for _n in range(len(window.page.regions()) + 1):
        QTest.keyClick(window, Qt.Key.Key_F6)
        seen.append(QApplication.focusWidget())
    assert len(set(seen)) == len(seen)
    assert seen[-1] is rail_of(window).current()


def test_another_language_makes_the_window_anew_at_the_same_page(window: Window, desk: Desk, qtbot: QtBot) -> None:
    window.open_page("settings")
    i18n.set_language("es")
    window.rebuild()
    settle(window, desk, qtbot)
    assert window.windowTitle() == f"{i18n._('Settings')} – Precinct 14 – Coordinator"
    assert next(iter(rail_of(window).buttons.values())).text() == i18n._("Today")


def test_a_removed_database_leaves_no_page_that_could_ask_it(window: Window, desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.changed):
        desk.do(add_person, a_person())
    window.detach()
    desk.do(remove_person, 1)
    QApplication.processEvents()
    assert window.desk is None


def test_the_window_comes_back_where_it_was_if_the_screen_is_still_there(qtbot: QtBot) -> None:
    made = Window()
    qtbot.addWidget(made)
    made.restore((40, 30, 1200, 700), maximised=False)
    assert made.geometry().getRect() == (40, 30, 1200, 700)
    made.restore((90_000, 30, 1200, 700), maximised=False)
    assert made.minimumSize() == MINIMUM


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample precinct, made once."""
    file = tmp_path_factory.mktemp("sample") / "sample.db"
    create_database(
        str(file), precinct=sample_precinct(), actor="Sgt. Dana Whitfield", clock=NOW, fill=fill_sample
    ).close()
    return file


@pytest.fixture
def busy_window(sample_file: Path, tmp_path: Path, qtbot: QtBot) -> Iterator[Window]:
    """The window on a copy of the sample precinct."""
    copy = shutil.copy(sample_file, tmp_path / "sample.db")
    storage = open_database(str(copy), actor="Sgt. Dana Whitfield", clock=NOW)
    desk = Desk(storage)
    session = Session(
        settings=Settings(user_name="Sgt. Dana Whitfield"),
        precinct=storage.read(precinct),
        clock=NOW,
        target=storage.target,
    )
    made = Window()
    qtbot.addWidget(made)
    made.show()
    made.attach(desk, session)
    yield made
    desk.close()
    storage.close()


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_nothing_is_cut_at_either_size_in_either_language(
    busy_window: Window, qtbot: QtBot, key: str, language: str
) -> None:
    i18n.set_language(language)
    busy_window.rebuild()
    busy_window.open_page(key)
    assert busy_window.desk is not None
    for size in ((1366, 768), (1180, 640)):
        busy_window.resize(*size)
        settle(busy_window, busy_window.desk, qtbot)
        wait_until_whole(busy_window, qtbot)


@pytest.mark.parametrize("text_size", ["large", "larger"])
def test_settings_and_help_are_whole_with_large_letters(
    window: Window, desk: Desk, qtbot: QtBot, qapp: QApplication, text_size: str
) -> None:
    theme.apply(qapp, "dark", text_size)
    window.resize(1366, 768)
    window.rebuild()
    for key in ("settings", "help"):
        window.open_page(key)
        settle(window, desk, qtbot)
        assert clipped(window) == []


def test_the_look_over_finds_what_is_cut(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    holder.resize(100, 40)
    label = Label("Words that need far more room than this", parent=holder)
    label.setGeometry(60, 0, 80, 20)
    holder.show()
    assert len(clipped(holder)) == 2


def test_a_screen_without_room_for_the_window_and_its_frame_is_filled(qtbot: QtBot) -> None:
    made = Window()
    qtbot.addWidget(made)
    made.restore((), maximised=False)
    assert made.isMaximized()
