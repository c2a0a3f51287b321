"""People, imports and venues at both sizes, both themes and in both languages: nothing cut, nothing outside."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from coordinator.db.work import Storage
from coordinator.domain.imports import Decision
from coordinator.domain.listings import PeopleQuery
from coordinator.runtime import i18n
from coordinator.ui.imports.dialog import ImportDialog
from coordinator.ui.imports.pairs import PairsDialog
from coordinator.ui.kit import scale, theme
from coordinator.ui.kit.buttons import LinkButton
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.page import Session
from coordinator.ui.kit.stale import StaleDialog
from coordinator.ui.people.editor import PersonEditor
from coordinator.ui.people.page import PeoplePage
from coordinator.ui.venues.dialog import VenuesDialog
from coordinator.usecases.people import add_person, edit_person, people_in_full
from coordinator.usecases.venues import add_venue
from tests.makers import a_person, a_venue
from tests.ui.fitting import wait_until_whole

SIZES = ((1366, 768), (1180, 640))
PEOPLE = "Name,Phone,Birth date\nDeepa Sharma,212.555.0143,1988-03-08\nBo Lindquist,(212) 555-0160,\nX,,2028-01-01\n"
EVENTS = "Title,Start,Type\nClinic,03/14/2027 11:00 AM,Street Event\nBroken,02/30/2027,Game\n"


class Stage:
    """A window of one size with something in it."""

    def __init__(self, desk: Desk, session: Session, storage: Storage, folder: Path, qtbot: QtBot) -> None:
        self.desk, self.session, self.folder, self.qtbot = desk, session, folder, qtbot
        storage.change(add_person, a_person("Deepa", "Sharma", phone="(212) 555-0143", tags=("coach", "first aid")))
        storage.change(add_person, a_person("Bo", "Lindqvist", phone="(212) 555-0160"))
        storage.change(add_venue, a_venue("St. Brigid's hall", "Gym", "Room 2", capacity=40))
        self.window = QWidget()
        qtbot.addWidget(self.window)

    def show(self, size: tuple[int, int]) -> QWidget:
        self.window.resize(*size)
        self.window.show()
        return self.window

    def people(self) -> QWidget:
        page = PeoplePage(self.desk, self.session, self.window)
        page.setGeometry(80, 0, self.window.width() - 80, self.window.height() - 24)
        page.show()
        page.refresh()
        self.qtbot.waitUntil(lambda: page.card.card is not None)
        return page

    def nobody(self) -> QWidget:
        page = self.people()
        assert isinstance(page, PeoplePage)
        page.find_bar.search.set_text("shxrma")
        self.qtbot.waitUntil(lambda: page.model.total == 0)
        return page

    def editor(self) -> QWidget:
        made = PersonEditor(self.desk, self.session, self.window, draft=a_person("Deepa", "Sharma", phone="12"))
        made.open()
        self.qtbot.waitUntil(made.band.isVisible)
        return made

    def changed_below(self) -> PersonEditor:
        person = self.desk.storage.read(people_in_full, PeopleQuery(text="Deepa"))[0]
        made = PersonEditor(self.desk, self.session, self.window, person=person)
        made.open()
        made.form.notes.setPlainText("Calls back in the evening, after eight, and never on a Friday. " * 3)
        made.form.given.setText("Deepika")
        self.desk.do(edit_person, replace(person, notes="Has a key. " * 20, given_name="Dipa", rank="Ofc."))
        self.qtbot.waitUntil(made.news.isVisible)
        return made

    def stale(self) -> QWidget:
        editor = self.changed_below()
        editor.news.findChildren(LinkButton)[0].click()
        [made] = self.window.findChildren(StaleDialog)
        self.qtbot.waitUntil(made.verdict.isVisible)
        return made

    def venues(self) -> QWidget:
        made = VenuesDialog(self.desk, self.window)
        made.open()
        self.qtbot.waitUntil(lambda: made.list.rowCount() == 1)
        made._choose(0)
        return made

    def chooser(self) -> QWidget:
        made = ImportDialog(self.desk, self.session, "events", self.window)
        made.open()
        return made

    def preview(self, kind: str = "events", text: str = EVENTS) -> ImportDialog:
        path = self.folder / "list.csv"
        path.write_text(text, encoding="utf-8")
        made = ImportDialog(self.desk, self.session, kind, self.window)
        made.open()
        made.load(str(path))
        self.qtbot.waitUntil(lambda: made.plan is not None)
        return made

    def pairs(self) -> QWidget:
        self.preview("people", PEOPLE).main.click()
        made = self.window.findChildren(PairsDialog)[-1]
        made.answer(Decision.UPDATE)
        return made


@pytest.fixture
def stage(desk: Desk, session: Session, storage: Storage, tmp_path: Path, qtbot: QtBot) -> Stage:
    return Stage(desk, session, storage, tmp_path, qtbot)


SCENES: dict[str, Callable[[Stage], QWidget]] = {
    "people": Stage.people,
    "nobody": Stage.nobody,
    "editor": Stage.editor,
    "changed below": Stage.changed_below,
    "stale": Stage.stale,
    "venues": Stage.venues,
    "chooser": Stage.chooser,
    "preview": Stage.preview,
    "pairs": Stage.pairs,
}


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scene", SCENES)
def test_nothing_is_cut(stage: Stage, qtbot: QtBot, scene: str, size: tuple[int, int], language: str) -> None:
    i18n.set_language(language)
    stage.show(size)
    shown = SCENES[scene](stage)
    wait_until_whole(shown, qtbot)


@pytest.mark.parametrize("scene", SCENES)
def test_everything_can_be_drawn_in_the_dark_and_large(stage: Stage, qapp: QApplication, scene: str) -> None:
    theme.apply(qapp, "dark", "larger")
    stage.show(SIZES[0])
    assert not SCENES[scene](stage).grab().isNull()


def test_large_letters_in_the_smallest_window_leave_the_names_whole_and_the_search_alone(
    stage: Stage, qapp: QApplication
) -> None:
    theme.apply(qapp, "light", "larger")
    stage.show((1180, 640))
    page = stage.people()
    assert isinstance(page, PeoplePage)
    qapp.processEvents()
    assert page.table.columnWidth(0) >= scale.px(130)
    assert page.find_bar.search.geometry().right() < page.find_bar.status.geometry().left()
