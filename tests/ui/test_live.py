"""What others save stands in the window by itself, and takes nothing out of anybody's hands."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator.db.engine import open_engine
from coordinator.db.work import Storage
from coordinator.domain.changes import Changes, Label, News
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.news import NewsReader
from coordinator.ui.kit.page import Session
from coordinator.ui.people.editor import PersonEditor
from coordinator.ui.people.page import PeoplePage
from coordinator.ui.window import Window
from coordinator.usecases.history import undo
from coordinator.usecases.people import add_person, edit_person, person_card, remove_person
from coordinator.usecases.precinct import edit_precinct
from coordinator.wording.moments import Style
from coordinator.wording.news import office, told
from tests.makers import a_person
from tests.ui.conftest import ACTOR, NOW

OTHER = "Ofc. Okafor"


@pytest.fixture
def other(storage: Storage) -> Iterator[Storage]:
    """The same database at the front desk."""
    made = Storage(open_engine(storage.target), storage.target, actor=OTHER, clock=NOW, pc="Front desk PC")
    yield made
    made.close()


@pytest.fixture
def news(storage: Storage, desk: Desk) -> Iterator[NewsReader]:
    """As the program wires it."""
    made = NewsReader(storage, since=0)
    made.heard.connect(desk.tell)
    made.start()
    yield made
    made.close()


def until_heard(qtbot: QtBot, desk: Desk, act: Callable[[], object]) -> None:
    """Do it at the other PC and wait until this one was told."""
    with qtbot.waitSignal(desk.heard):
        act()


def added(storage: Storage, given: str, family: str = "Lind") -> int:
    """The card of somebody new."""
    key = storage.change(add_person, a_person(given, family)).record_id
    assert key is not None
    return key


def names(page: PeoplePage) -> list[str]:
    """The list as it stands."""
    return [found.sort_name for row in range(page.model.total) if (found := page.model.record(row))]


def test_a_card_of_another_pc_appears_and_is_told(
    window: Window, desk: Desk, news: NewsReader, other: Storage, qtbot: QtBot
) -> None:
    window.open_page("people")
    page = window.page
    assert isinstance(page, PeoplePage)
    until_heard(qtbot, desk, lambda: other.change(add_person, a_person("Ruth", "Adeyemi")))
    qtbot.waitUntil(lambda: names(page) == ["Adeyemi, Ruth"])
    assert window._status.news.text() == "Ofc. Okafor added Ruth Adeyemi, 2:05 PM"
    assert window._status.news.isVisible()


def test_the_line_about_others_goes_by_itself_and_the_keys_come_back(window: Window) -> None:
    status = window._status
    status.say_news("Ofc. Okafor added Ruth Adeyemi, 2:05 PM")
    shown = (status.news.isVisible(), status.hints.isVisible())
    status._old_news.timeout.emit()
    assert (shown, status.news.isVisible(), status.hints.isVisible()) == ((True, False), False, True)


def test_selection_focus_and_typed_words_stay(
    window: Window, desk: Desk, news: NewsReader, storage: Storage, other: Storage, qtbot: QtBot
) -> None:
    for given in ("Ada", "Bo", "Cleo"):
        storage.change(add_person, a_person(given, "Lind"))
    window.open_page("people")
    page = window.page
    assert isinstance(page, PeoplePage)
    qtbot.waitUntil(lambda: len(names(page)) == 3)
    page.table.setCurrentIndex(page.model.index(1, 0))
    chosen = names(page)[1]
    page.search()
    QTest.keyClicks(page.find_bar.search.field, "lin")
    qtbot.waitUntil(lambda: page.table.currentIndex().isValid())
    focus = QApplication.focusWidget()
    until_heard(qtbot, desk, lambda: other.change(add_person, a_person("Abe", "Lind")))
    qtbot.waitUntil(lambda: len(names(page)) == 4)
    assert names(page)[page.table.currentIndex().row()] == chosen
    assert (QApplication.focusWidget(), page.find_bar.search.text()) == (focus, "lin")


def test_when_the_chosen_card_is_removed_elsewhere_a_neighbour_is_chosen(
    window: Window, desk: Desk, news: NewsReader, storage: Storage, other: Storage, qtbot: QtBot
) -> None:
    keys = [added(storage, given) for given in ("Ada", "Bo", "Cleo")]
    window.open_page("people")
    page = window.page
    assert isinstance(page, PeoplePage)
    qtbot.waitUntil(lambda: names(page) == ["Lind, Ada", "Lind, Bo", "Lind, Cleo"])
    page.table.setCurrentIndex(page.model.index(1, 0))
    until_heard(qtbot, desk, lambda: other.change(remove_person, keys[1]))
    qtbot.waitUntil(lambda: names(page) == ["Lind, Ada", "Lind, Cleo"])
    assert names(page)[page.table.currentIndex().row()] == "Lind, Cleo"


def test_undo_stays_ones_own(
    window: Window, desk: Desk, news: NewsReader, storage: Storage, other: Storage, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(desk.changed):
        desk.do(add_person, a_person("Mine"))
    until_heard(qtbot, desk, lambda: other.change(add_person, a_person("Theirs")))
    qtbot.waitUntil(lambda: "Mine" in window._status.undo.words.text())
    storage.change(undo)
    assert [each.full_name for each in storage.read(lambda work: work.people.everyone())] == ["Theirs Lindqvist"]


def test_the_precincts_name_follows(
    window: Window, desk: Desk, news: NewsReader, session: Session, other: Storage, qtbot: QtBot
) -> None:
    renamed = replace(session.precinct, name="Precinct 99")
    until_heard(qtbot, desk, lambda: other.change(edit_precinct, renamed))
    qtbot.waitUntil(lambda: "Precinct 99" in window.windowTitle())


def test_an_editor_hears_and_keeps_what_is_typed(
    window: Window, desk: Desk, news: NewsReader, session: Session, storage: Storage, other: Storage, qtbot: QtBot
) -> None:
    key = added(storage, "Ruth", "Adeyemi")
    person = storage.read(person_card, key).person
    editor = PersonEditor(desk, session, window, person=person)
    editor.open()
    QTest.keyClicks(editor.form.given, "x")
    until_heard(qtbot, desk, lambda: other.change(edit_person, replace(person, notes="Has a van")))
    qtbot.waitUntil(editor.news.isVisible)
    assert editor.form.given.text() == "Ruthx"
    editor._let_go()


def test_the_same_name_is_told_with_its_pc() -> None:
    added = Changes(1, Label("person-added", {"name": "Bo Lindqvist"}))
    news = News(added, ACTOR, NOW.now(), "Front desk PC")
    assert told(news, you=ACTOR, style=Style(), now=NOW.now()) == (
        "Sgt. Dana Whitfield (on “Front desk PC”) added Bo Lindqvist, 2:05 PM"
    )


def test_the_bar_says_how_many_share_the_office(window: Window) -> None:
    window.show_computers(3)
    assert window._status.office.text() == "Shared office database, 3 computers"
    window.show_computers(0)
    assert (office(1), window._status.office.isVisible()) == ("Shared office database, 1 computer", False)


def test_a_menu_acts_on_the_row_it_was_opened_for_or_on_none(
    window: Window, desk: Desk, news: NewsReader, storage: Storage, other: Storage, qtbot: QtBot
) -> None:
    """Another PC removes that row while the menu is open: the neighbour must not go in its place."""
    keys = [added(storage, given) for given in ("Ada", "Bo", "Cleo")]
    window.open_page("people")
    page = window.page
    assert isinstance(page, PeoplePage)
    qtbot.waitUntil(lambda: len(names(page)) == 3)
    page.table.choose(1)
    menu = page.table.row_menu()
    until_heard(qtbot, desk, lambda: other.change(remove_person, keys[1]))
    qtbot.waitUntil(lambda: names(page) == ["Lind, Ada", "Lind, Cleo"])
    with qtbot.assertNotEmitted(page.table.remove_requested):
        menu.actions()[-1].trigger()
