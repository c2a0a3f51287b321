"""The whole window in Spanish: no word was left in English, whether it was never asked for or asked for too early."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from coordinator.db.work import Storage
from coordinator.domain.imports import Subject
from coordinator.domain.listings import EventQuery, PeopleQuery
from coordinator.domain.precinct import Precinct
from coordinator.runtime import i18n
from coordinator.runtime.settings import Settings
from coordinator.ui.calendar.editor import EventEditor
from coordinator.ui.calendar.page import CalendarPage
from coordinator.ui.firstrun import FirstRun
from coordinator.ui.imports.dialog import ImportDialog
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.page import Session
from coordinator.ui.pages import PAGES
from coordinator.ui.people.editor import PersonEditor
from coordinator.ui.removed.dialog import RemovedDialog
from coordinator.ui.venues.dialog import VenuesDialog
from coordinator.ui.window import Window
from coordinator.usecases.events import events_during
from coordinator.usecases.people import people_matching, remove_person
from coordinator.usecases.sample import fill_sample
from coordinator.usecases.upkeep import create_database
from coordinator.usecases.venues import all_venues
from tests.catalogue import ids_of, sentences, strings_of, words_of_the_file
from tests.ui.conftest import NOW
from tests.ui.fitting import clipped
from tests.ui.shown_words import words_of, words_of_menu

Look = Callable[[QWidget], set[str]]

# What reads the same in both languages: keys, languages and their codes, encodings, paper, and a word both share.
KEYS = "Alt Ctrl Delete E End Enter Esc F Home K L M N P Page S Shift Space T Tab W Y Z"
OTHERS = "Coordinator English Español fr Legal Normal No DOS ISO Latin Mac Roman UTC UTF Windows h min"
NAMES = {*KEYS.split(), *OTHERS.split()}
ROWS = "Name,Phone,E-mail,Born\nBo Lindqvist,x,bo.lindqvist@mail.example,1999-02-30\nImani Okafor,,i@mail.example,\n"


@pytest.fixture
def storage(tmp_path: Path) -> Iterator[Storage]:
    """The sample precinct."""
    target, precinct = str(tmp_path / "p14.db"), Precinct(name="Precinct 14")
    made = create_database(target, precinct=precinct, actor="Sgt. Dana Whitfield", clock=NOW, fill=fill_sample)
    yield made
    made.close()


@dataclass
class Tour:
    """From page to page and from dialog to dialog; `look` is asked about each, and all it says is gathered."""

    window: Window
    desk: Desk
    session: Session
    qtbot: QtBot
    folder: Path
    look: Look = words_of

    def of(self, language: str, look: Look) -> set[str]:
        """Everything that the look finds in one language."""
        i18n.set_language(language)
        self.look = look
        self.window.rebuild()
        return set().union(*self.pages(), *self.calendar(), *self.dialogs(), *self.first_page())

    def pages(self) -> Iterator[set[str]]:
        """Each page of the rail."""
        for leaf in PAGES:
            self.window.open_page(leaf.key)
            yield self.said()

    def calendar(self) -> Iterator[set[str]]:
        """An event with its search, its menus, the question why it is cancelled, and the list."""
        page = self.page()
        line = next(line for line in page.lines if line.event.title == "Coat drive, giving out")
        assert line.event.id is not None
        page.open_record("event", line.event.id)
        yield self.said()
        panel = page.inspector.event_panel
        if self.look is words_of:
            yield words_of_menu(page.deeds.menu(line.event.id, line)) | words_of_menu(panel.menu())
        panel.start_search()
        yield self.said()
        panel.ask_to_cancel()
        yield self.said()
        page.bar.view.button("list").click()
        yield self.said()

    def dialogs(self) -> Iterator[set[str]]:
        """Event, person, venues, imports."""
        file = self.folder / "people.csv"
        file.write_text(ROWS, encoding="utf-8")
        self.desk.do(remove_person, 1)
        self.page().new()
        self.settle()
        opened = [
            self.window.findChildren(EventEditor)[-1],
            PersonEditor(self.desk, self.session, self.window),
            VenuesDialog(self.desk, self.window),
            RemovedDialog(self.desk, self.session, self.window),
            *(ImportDialog(self.desk, self.session, subject, self.window) for subject in Subject),
            ImportDialog(self.desk, self.session, Subject.PEOPLE, self.window, path=str(file)),
        ]
        for dialog in opened:
            dialog.open()
            yield self.said(dialog)
            dialog.done(0)

    def first_page(self) -> Iterator[set[str]]:
        """What somebody sees first."""
        first = FirstRun(Settings(), clock=NOW, locale=QLocale("es_US"))
        self.qtbot.addWidget(first)
        first.resize(self.window.size())
        first.show()
        yield self.said(first)

    def page(self) -> CalendarPage:
        """The calendar, read."""
        self.window.open_page("calendar")
        self.settle()
        page = self.window.page
        assert isinstance(page, CalendarPage)
        return page

    def said(self, by: QWidget | None = None) -> set[str]:
        """A look at what has come to rest."""
        self.settle()
        return self.look(by or self.window)

    def settle(self) -> None:
        """Until every question asked so far, and those that the answers ask, have been answered."""
        for _round in range(3):
            done: list[int] = []
            self.desk.ask(lambda _work: 1, then=done.append)
            self.qtbot.waitUntil(lambda found=done: found == [1])  # type: ignore[misc]
        QApplication.processEvents()


@pytest.fixture
def tour(
    window: Window, desk: Desk, session: Session, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Tour:
    """Through the sample precinct, on a computer in no particular zone."""
    monkeypatch.setenv("TZ", "UTC")
    return Tour(window, desk, session, qtbot, tmp_path)


def english_patterns() -> dict[re.Pattern[str], str]:
    """Every English sentence that has other words in Spanish, with its holes open; short ones would fit anything."""
    found = {}
    for message in sentences(words_of_the_file()):
        spanish = {re.sub(r"&", "", words) for words in strings_of(message)}
        for words in (re.sub(r"&", "", one) for one in ids_of(message)):
            plain = re.sub(r"{\w+}", "", words)
            if words not in spanish and sum(map(str.isalpha, plain)) >= 3:
                found[re.compile(re.sub(r"\\{\w+\\}", ".+", re.escape(words)))] = words
    return found


def data_words(storage: Storage) -> set[str]:
    """Every word of the database that may stand on the screen as it is."""
    people = storage.read(people_matching, PeopleQuery(limit=None)).rows
    lines = storage.read(events_during, EventQuery())
    texts = [storage.actor, ROWS, *(str(person) for person in people), *(str(line) for line in lines)]
    texts += [str(venue) for venue in storage.read(all_venues)] + [str(storage.read(lambda work: work.precinct.get()))]
    return letters(" ".join(texts))


def letters(words: str) -> set[str]:
    """The words of a text, without numbers and signs."""
    return set(re.findall(r"[^\W\d_]+", words))


def test_no_english_sentence_of_the_catalogue_is_shown_in_spanish(tour: Tour, storage: Storage) -> None:
    shown = tour.of("es", words_of)
    data, patterns = data_words(storage), english_patterns()
    left = {
        words: english
        for words in shown
        for pattern, english in patterns.items()
        if pattern.fullmatch(words) and not letters(words) <= data | NAMES
    }
    assert left == {}


def test_what_does_not_change_with_the_language_is_data_or_a_name(tour: Tour, storage: Storage) -> None:
    """Catches words that never went through the catalogue."""
    same = tour.of("en", words_of) & tour.of("es", words_of)
    known = data_words(storage) | NAMES
    folder = str(Path(storage.target).parent)
    assert {words for words in same if letters(words) - known and folder not in words} == set()


def test_no_spanish_words_are_cut_on_any_page_or_dialog_of_a_small_window(tour: Tour) -> None:
    tour.window.resize(1180, 640)
    assert tour.of("es", lambda widget: set(clipped(widget))) == set()
