"""What the window says while the office server does not answer, and that nothing in it is lost or moved."""

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from coordinator.db.work import Storage
from coordinator.domain.errors import CoordinatorError
from coordinator.domain.events import Event
from coordinator.ui.calendar.editor import EventEditor
from coordinator.ui.calendar.page import CalendarPage
from coordinator.ui.kit import errors, sheet
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.lostband import LostBand, NotSavedBand
from coordinator.ui.kit.page import Session
from coordinator.ui.kit.sheet import Message
from coordinator.ui.kit.status import StatusBar
from coordinator.ui.kit.waiting import waits
from coordinator.ui.waitinglist import WaitingDialog
from coordinator.ui.window import Window
from coordinator.usecases.events import add_event, move_event
from coordinator.usecases.people import add_person, remove_person
from coordinator.usecases.upkeep import open_database
from tests.databases import ACTOR
from tests.dropping import DroppingLine, line_to
from tests.makers import a_person, an_event
from tests.ui.conftest import NOW


@pytest.fixture
def line(server_database: str) -> Iterator[DroppingLine]:
    """The way to the office server, which can be broken."""
    yield from line_to(server_database)


@pytest.fixture
def storage(line: DroppingLine) -> Iterator[Storage]:
    """The office's database over that way."""
    with closing(open_database(line.address, actor=ACTOR, clock=NOW)) as opened:
        yield opened


def band_of(window: Window) -> LostBand:
    return window.findChildren(LostBand)[-1]


def status_of(window: Window) -> StatusBar:
    return window.findChildren(StatusBar)[-1]


def lose(line: DroppingLine, desk: Desk, qtbot: QtBot, *names: str) -> None:
    """Pull the server away while these people are added."""
    line.pull()
    for name in names:
        desk.do(add_person, a_person(name, ""))
    qtbot.waitUntil(lambda: len(desk.waiting()) == len(names))


def come_back(line: DroppingLine, desk: Desk, qtbot: QtBot) -> None:
    line.mend()
    with qtbot.waitSignal(desk.back):
        desk.try_now()


def test_one_band_says_it_and_counts_down_and_the_bar_says_what_waits(
    window: Window, desk: Desk, line: DroppingLine, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: bool(status_of(window).saved.text()))
    lose(line, desk, qtbot, "Ada", "Bo")

    band, status = band_of(window), status_of(window)
    assert (band.isVisible(), band.what()) == (True, "The office server does not answer")
    assert re.fullmatch(r"This is as of 2:05 PM\. (Next try in \d+ s\.|Trying now…)", band.why())
    assert status.waiting.words.text() == "2 changes wait to be saved"
    assert (status.read.text(), status.saved.isVisible()) == ("Last read 2:05 PM", False)

    come_back(line, desk, qtbot)

    assert (band.isVisible(), status.waiting.isVisible(), status.read.isVisible()) == (False, False, False)
    qtbot.waitUntil(lambda: status.saved.text() == "Saved 2:05 PM" and status.saved.isVisible())


def test_the_band_takes_no_focus_and_neither_does_the_return(
    window: Window, desk: Desk, line: DroppingLine, qtbot: QtBot
) -> None:
    window.open_page("people")
    window.page.search()
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "Li")
    lose(line, desk, qtbot, "Ada")
    assert QApplication.focusWidget() is field
    desk.retrying.wait()
    come_back(line, desk, qtbot)
    assert (QApplication.focusWidget(), field.text()) == (field, "Li")


def test_reading_says_nothing_but_the_band(window: Window, desk: Desk, line: DroppingLine, qtbot: QtBot) -> None:
    said: list[CoordinatorError] = []
    desk.refused.connect(said.append)
    line.pull()
    for page in ("calendar", "people", "today", "print"):
        window.open_page(page)
    qtbot.waitUntil(desk.is_lost)
    assert (said, window.findChildren(Message), sheet.is_over(window)) == ([], [], False)
    come_back(line, desk, qtbot)
    assert said == []


def test_the_list_says_in_words_what_waits_and_goes_when_it_is_saved(
    window: Window, desk: Desk, line: DroppingLine, qtbot: QtBot
) -> None:
    lose(line, desk, qtbot, "Ada", "Bo")
    status_of(window).waiting.show_them.click()
    dialog = window.findChildren(WaitingDialog)[0]
    assert dialog.lines.text() == "1. New person: Ada\n2. New person: Bo"

    come_back(line, desk, qtbot)
    assert not sheet.is_over(window)


@pytest.mark.parametrize("answer", ["Wait", "Lose them"])
def test_the_window_does_not_close_over_changes_that_wait_without_asking(
    window: Window, desk: Desk, storage: Storage, line: DroppingLine, qtbot: QtBot, answer: str
) -> None:
    lose(line, desk, qtbot, "Ada")
    window.close()
    assert window.isVisible()
    question = window.findChildren(Message)[0]
    assert question.windowTitle() == "1 change is not saved yet"
    next(button for button in question.buttons if button.text() == answer).click()

    assert window.isVisible() is (answer == "Wait")
    if answer == "Wait":
        come_back(line, desk, qtbot)
        assert len(storage.read(lambda work: work.people.everyone())) == 1


def test_what_was_refused_after_the_return_is_told_with_what_it_was(
    window: Window, desk: Desk, line: DroppingLine, qtbot: QtBot
) -> None:
    line.pull()
    desk.do(remove_person, 4711)
    qtbot.waitUntil(lambda: bool(desk.waiting()))
    come_back(line, desk, qtbot)

    message = window.findChildren(Message)[0]
    assert message.windowTitle() == "A change that waited was not saved"
    assert message.words.text().splitlines()[0] == "Person removed"


def test_an_editor_wished_for_while_the_server_is_away_does_not_open_by_itself_later(
    window: Window, desk: Desk, storage: Storage, line: DroppingLine, qtbot: QtBot
) -> None:
    event = an_event_there(storage)
    window.open_page("calendar")
    assert isinstance(window.page, CalendarPage)
    assert event.id is not None
    said: list[str] = []
    desk.said.connect(said.append)
    line.pull()
    window.page.deeds.edit(event.id)
    qtbot.waitUntil(desk.is_lost)
    qtbot.waitUntil(lambda: bool(said))
    assert said == ["This cannot be opened until the database answers. Try again then."]

    come_back(line, desk, qtbot)
    with qtbot.waitSignal(desk.arrived):
        desk.ask(lambda work: work.events.get(1), then=print)
    assert window.findChildren(EventEditor) == []


def an_event_there(storage: Storage) -> Event:
    storage.change(add_event, an_event(title="Food pantry"))
    return storage.read(lambda work: work.events.get(1))


def test_an_event_whose_change_waits_is_marked_until_it_is_saved(
    desk: Desk, storage: Storage, line: DroppingLine, qtbot: QtBot
) -> None:
    event = an_event_there(storage)
    line.pull()
    desk.do(move_event, event.id, event.when.starts + timedelta(hours=1), of=event)
    qtbot.waitUntil(lambda: bool(desk.waiting()))
    assert waits("event", event.id)
    assert not waits("person", event.id)

    come_back(line, desk, qtbot)
    assert not waits("event", event.id)


def test_an_editor_keeps_what_was_typed_says_so_and_closes_once_it_is_saved(
    desk: Desk, session: Session, storage: Storage, line: DroppingLine, qtbot: QtBot
) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    over.resize(1366, 768)
    over.show()
    editor = EventEditor.for_new(over, desk, session, an_event().when, title="Winter coat drive, sorting")
    editor.open()
    line.pull()
    editor.save()
    band = editor.findChildren(NotSavedBand)[0]
    qtbot.waitUntil(band.isVisible)

    assert band.what() == "Not saved yet: the office server does not answer"
    assert band.why() == "What you typed is kept here and is tried again by itself. Next try in 1 s."
    assert (editor.form.isEnabled(), editor.save_button.isEnabled()) == (False, False)
    assert editor.form.typed().event.title == "Winter coat drive, sorting"

    come_back(line, desk, qtbot)
    qtbot.waitUntil(lambda: not editor.isVisible())
    titles = storage.read(lambda work: [work.events.get(1).title])
    assert titles == ["Winter coat drive, sorting"]


def test_the_words_of_the_jobs_that_do_not_wait(qapp: QApplication) -> None:
    from coordinator.domain.errors import StorageTrouble

    assert [errors.words(StorageTrouble(code)) for code in ("server-lost-in-job", "changes-wait")] == [
        "The connection to the database server was lost in the middle, and nothing of this was saved. "
        "Begin it again as soon as the server answers.",
        "Other changes wait to be saved, and this one may not overtake them. Begin it again once they are saved.",
    ]
