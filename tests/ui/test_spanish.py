"""The whole window in Spanish: no word was left in English, whether it was never asked for or asked for too early."""

import re
from collections.abc import Callable, Iterator
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
from coordinator.ui.venues.dialog import VenuesDialog
from coordinator.ui.window import Window
from coordinator.usecases.events import events_during
from coordinator.usecases.people import people_matching
from coordinator.usecases.sample import fill_sample
from coordinator.usecases.upkeep import create_database
from coordinator.usecases.venues import all_venues
from tests.catalogue import ids_of, sentences, strings_of, words_of_the_file
from tests.ui.conftest import NOW
from tests.ui.shown_words import words_of, words_of_menu

Walk = Callable[[], Iterator[set[str]]]

# What reads the same in both languages: keys, languages and their codes, encodings, paper, and a word both share.
NAMES = {
    *("Coordinator", "English", "Español", "fr", "Legal", "Normal", "No"),
    *(
        "Alt",
        "Ctrl",
        "Delete",
        "Enter",
        "Esc",
        "F",
        "N",
        "P",
        "Page",
        "S",
        "Space",
        "T",
        "Tab",
        "W",
        "L",
        "Y",
        "Z",
        "E",
    ),
    *("DOS", "ISO", "Latin", "Mac", "Roman", "UTC", "UTF", "Windows", "h", "min"),
}
ROWS = "Name,Phone,E-mail,Born\nBo Lindqvist,x,bo.lindqvist@mail.example,1999-02-30\nImani Okafor,,i@mail.example,\n"


@pytest.fixture
def storage(tmp_path: Path) -> Iterator[Storage]:
    """The sample precinct."""
    target, precinct = str(tmp_path / "p14.db"), Precinct(name="Precinct 14")
    made = create_database(target, precinct=precinct, actor="Sgt. Dana Whitfield", clock=NOW, fill=fill_sample)
    yield made
    made.close()


@pytest.fixture
def walk(
    window: Window, desk: Desk, session: Session, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Walk:
    """From page to page and from dialog to dialog; what each says."""
    monkeypatch.setenv("TZ", "UTC")

    def settle() -> None:
        for _round in range(3):
            done: list[int] = []
            desk.ask(lambda _work: 1, then=done.append)
            qtbot.waitUntil(lambda answers=done: answers == [1])  # type: ignore[misc]
        QApplication.processEvents()

    def said(by: QWidget = window) -> set[str]:
        settle()
        return words_of(by)

    def pages() -> Iterator[set[str]]:
        for leaf in PAGES:
            window.open_page(leaf.key)
            yield said()

    def calendar() -> Iterator[set[str]]:
        window.open_page("calendar")
        page = window.page
        assert isinstance(page, CalendarPage)
        settle()
        line = next(line for line in page.lines if line.event.title == "Coat drive, giving out")
        assert line.event.id is not None
        page.open_record("event", line.event.id)
        yield said()
        yield words_of_menu(page.deeds.menu(line.event.id, line)) | words_of_menu(page.inspector.event_panel.menu())
        page.inspector.event_panel.start_search()
        yield said()
        page.inspector.event_panel.ask_to_cancel()
        yield said()
        page.bar.view.button("list").click()
        yield said()

    def dialogs() -> Iterator[set[str]]:
        page = window.page
        assert isinstance(page, CalendarPage)
        file = tmp_path / "people.csv"
        file.write_text(ROWS, encoding="utf-8")
        page.new()
        settle()
        yield from close(*window.findChildren(EventEditor))
        yield from close(
            PersonEditor(desk, session, window),
            VenuesDialog(desk, window),
            *(ImportDialog(desk, session, subject, window) for subject in Subject),
            ImportDialog(desk, session, Subject.PEOPLE, window, path=str(file)),
        )

    def close(*opened: EventEditor | PersonEditor | VenuesDialog | ImportDialog) -> Iterator[set[str]]:
        for dialog in opened:
            dialog.open()
            yield said(dialog)
            dialog.done(0)

    def whole() -> Iterator[set[str]]:
        window.rebuild()
        yield from pages()
        yield from calendar()
        yield from dialogs()
        first = FirstRun(Settings(), clock=NOW, locale=QLocale("es_US"))
        qtbot.addWidget(first)
        first.show()
        yield said(first)

    return whole


def everything(walk: Walk, language: str) -> set[str]:
    """All that is said in one language."""
    i18n.set_language(language)
    return set().union(*walk())


def english_patterns() -> dict[re.Pattern[str], str]:
    """Every English sentence that has other words in Spanish, with its holes open; short ones would fit anything."""
    found = {}
    for message in sentences(words_of_the_file()):
        spanish = {re.sub(r"&", "", words) for words in strings_of(message)}
        for words in (re.sub(r"&", "", one) for one in ids_of(message)):
            plain = re.sub(r"{\w+}", "", words)
            if words not in spanish and sum(map(str.isalpha, plain)) >= 3:
                found[re.compile(re.sub(r"\\{\w+\\}", ".+", re.escape(words)), re.DOTALL)] = words
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


def test_no_english_sentence_of_the_catalogue_is_shown_in_spanish(walk: Walk, storage: Storage) -> None:
    shown = everything(walk, "es")
    data, patterns = data_words(storage), english_patterns()
    left = {
        words: english
        for words in shown
        for pattern, english in patterns.items()
        if pattern.fullmatch(words) and not letters(words) <= data | NAMES
    }
    assert left == {}


def test_what_does_not_change_with_the_language_is_data_or_a_name(walk: Walk, storage: Storage) -> None:
    """Catches words that never went through the catalogue."""
    same = everything(walk, "en") & everything(walk, "es")
    known = data_words(storage) | NAMES
    assert {words for words in same if letters(words) - known and storage.target not in words} == set()
