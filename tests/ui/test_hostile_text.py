"""Hostile text in every field is shown literally: no markup in it is read, and no sign turns it around unseen."""

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from html import escape
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtGui import QCursor, QImage
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from coordinator.db.work import Storage, Work
from coordinator.domain.changes import Changes, Label
from coordinator.domain.directions import DIRECTION_SIGNS, directions_shown
from coordinator.domain.events import Event, EventKind, EventStatus, Position, SignUp
from coordinator.domain.exports import ExportFormat, ExportWish
from coordinator.domain.people import ContactKind, ContactPoint, Person
from coordinator.domain.privacy import Export
from coordinator.domain.spans import When
from coordinator.domain.typed import tidy
from coordinator.domain.venues import Space, Venue
from coordinator.ui.calendar.choosing import searched_box
from coordinator.ui.calendar.editor import EventEditor
from coordinator.ui.calendar.lines import advance, broken, elided, static
from coordinator.ui.calendar.page import CalendarPage
from coordinator.ui.finding.panel import Finder
from coordinator.ui.imports.dialog import ImportDialog
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.page import Session
from coordinator.ui.kit.popups import LiteralDelegate
from coordinator.ui.kit.sheet import DialogFrame
from coordinator.ui.kit.wishes import EditRecord
from coordinator.ui.models.table import Role
from coordinator.ui.people.editor import PersonEditor
from coordinator.ui.preferences.precinctcard import PrecinctCard
from coordinator.ui.window import Window
from coordinator.usecases.events import remove_event
from coordinator.usecases.people import remove_person
from coordinator.usecases.precinct import edit_precinct, precinct
from coordinator.usecases.upkeep import create_database
from coordinator.usecases.venues import remove_venue
from tests.exchange.workbooks import sheet_of, texts, workbook
from tests.makers import on
from tests.ui.conftest import NOW
from tests.ui.shown_words import words_of

TURNED = "\u202egro.exe \u2066x\u2069 \u200f\u061c"
SHORT = 8


@pytest.fixture(scope="module")
def hostile(shared_data: Path) -> list[str]:
    """The strings that a field can keep, each once, the worst turning signs first."""
    found = json.loads((shared_data / "names" / "blns.json").read_text(encoding="utf-8"))
    return list(dict.fromkeys(text for text in map(tidy, [TURNED, *found]) if text))


@pytest.fixture
def few(hostile: list[str]) -> list[str]:
    """Those that turn, some that look like markup or a file, and some others: enough for one dialog."""
    turning = [text for text in hostile if set(text) & set(DIRECTION_SIGNS)]
    marked = [text for text in hostile if "<" in text or "&" in text or "://" in text]
    rest = random.Random(14).sample(hostile, SHORT)
    return list(dict.fromkeys([*turning, *marked[::12], *rest]))


def settle(desk: Desk, qtbot: QtBot) -> None:
    """Until every question asked so far, and those they led to, have been answered."""
    for _round in range(3):
        done: list[int] = []
        desk.ask(lambda _work: 1, then=done.append)
        qtbot.waitUntil(lambda: done == [1])  # noqa: B023 - used at once


def fill(work: Work, strings: list[str]) -> Changes:
    role = work.roles.all()[0]
    assert role.id is not None
    venue = work.venues.add(Venue(strings[0][:80], address=strings[1], spaces=(Space(strings[2][:80]),)))
    for number, text in enumerate(strings):
        person = work.people.add(_somebody(text))
        work.events.add(_something(text, number, role.id, venue))
        work.signups.put(SignUp(number + 1, person, note=text))
    return work.recorder.finish(Label("event-added", {"title": strings[0], "starts": on("2027-01-10").starts}))


def _somebody(text: str) -> Person:
    points = (
        ContactPoint(ContactKind.MOBILE, text),
        ContactPoint(ContactKind.EMAIL, text),
        ContactPoint(ContactKind.POSTAL, text),
    )
    return Person(
        text,
        text,
        preferred_name=text,
        latin_name=text,
        language=text,
        rank=text,
        shield_number=text,
        availability=text,
        notes=text,
        contact_points=points,
        tags=(text,),
    )


def _something(text: str, number: int, role_id: int, venue: int) -> Event:
    when = on("2027-01-10", "08:00", "09:00")
    starts = when.starts + timedelta(days=number % 7, minutes=number * 15)
    cancelled = number % 3 == 2
    return Event(
        list(EventKind)[number % 6],
        text,
        When(starts, starts + timedelta(hours=1), when.zone),
        description=text,
        venue_id=venue if number % 2 else None,
        place="" if number % 2 else text,
        status=EventStatus.CANCELLED if cancelled else EventStatus.PUBLISHED,
        cancel_reason=text if cancelled else "",
        positions=(Position(role_id, needed=2, maximum=2, notes=text),),
        uid=str(number),
    )


def faults_in(root: QWidget) -> list[str]:
    """Widgets that would read markup in what people typed, and words in which a sign would turn the rest around."""
    editable = {
        words for box in root.findChildren(QComboBox) if box.isEditable() for words in _lines_of(box)
    }  # what is typed is kept as it is; how the lines are drawn has a test of its own
    turned = [words for words in words_of(root) - editable if set(words) & set(DIRECTION_SIGNS)]
    return [*_read_as_markup(root), *map(ascii, turned)]


def _lines_of(box: QComboBox) -> Iterator[str]:
    for place in range(box.count()):
        yield box.itemText(place).replace("&", "").strip()


def _read_as_markup(root: QWidget) -> Iterator[str]:
    for widget in root.findChildren(QWidget):
        if isinstance(widget, QLabel) and widget.textFormat() is not Qt.TextFormat.PlainText and widget.text():
            yield f"{type(widget).__name__} {widget.text()[:60]!r}"
        hint = widget.toolTip()
        if "<" in hint and not hint.startswith("<span style='white-space:pre-wrap'>"):
            yield f"hint of {type(widget).__name__} {hint[:60]!r}"


def words_shown(root: QWidget) -> str:
    labels = [label.text() for label in root.findChildren(QLabel) if label.isVisible()]
    buttons = [button.text() for button in root.findChildren(QAbstractButton) if button.isVisible()]
    return "\n".join(labels + buttons)


def test_every_page_shows_hostile_text_as_it_is(
    window: Window, desk: Desk, session: Session, storage: Storage, qtbot: QtBot, hostile: list[str]
) -> None:
    storage.change(fill, hostile)
    storage.change(edit_precinct, replace(storage.read(precinct), name=hostile[0], unit=hostile[1], address=hostile[2]))
    session.use_precinct(storage.read(precinct))
    for key in ("today", "calendar", "people", "print", "settings"):
        window.open_page(key)
        settle(desk, qtbot)
        assert faults_in(window) == [], key
    window.open_page("calendar")
    assert isinstance(window.page, CalendarPage)
    for view in ("month", "list"):
        window.page.bar.view.button(view).click()
        settle(desk, qtbot)
        assert faults_in(window) == [], view


def test_the_card_of_every_record_shows_hostile_text_as_it_is(
    window: Window, desk: Desk, storage: Storage, qtbot: QtBot, few: list[str]
) -> None:
    storage.change(fill, few)
    window.refresh_all()
    for number, text in enumerate(few, 1):
        window.open_record(("event", "person")[number % 2], number)
        settle(desk, qtbot)
        assert directions_shown(text.split()[0]) in words_shown(window)
        assert faults_in(window.page) == []


def test_find_anything_shows_hostile_text_as_it_is(
    window: Window, desk: Desk, storage: Storage, qtbot: QtBot, hostile: list[str], few: list[str]
) -> None:
    storage.change(fill, few)
    window.find_anything()
    settle(desk, qtbot)
    finder = window.findChildren(Finder)[-1]
    for words in ("test", "<", "gro", *[text for text in few if set(text) & set(DIRECTION_SIGNS)], "\u202enobody"):
        finder.field.setText(words)
        settle(desk, qtbot)
        assert faults_in(window) == [], ascii(words)


def test_what_was_removed_and_what_can_be_exported_shows_hostile_text_as_it_is(
    window: Window, desk: Desk, storage: Storage, qtbot: QtBot, few: list[str]
) -> None:
    storage.change(fill, few)
    for number in range(1, 7):
        storage.change(remove_event, number)
        storage.change(remove_person, number)
    storage.change(remove_venue, 1)
    window.open_page("removed")
    settle(desk, qtbot)
    assert faults_in(window) == []
    assert directions_shown(" ".join(few[0].split())) in words_of(window)
    window.findChildren(DialogFrame)[-1].reject()
    for kind in (Export.EVENTS, Export.PEOPLE, Export.VENUES):
        window.open_page("export", ExportWish(kind, ExportFormat.CSV))
        settle(desk, qtbot)
        assert faults_in(window) == [], kind
        window.findChildren(DialogFrame)[-1].reject()


def test_editors_keep_what_was_typed_and_show_the_rest_as_it_is(
    window: Window, desk: Desk, storage: Storage, qtbot: QtBot, few: list[str]
) -> None:
    storage.change(fill, few)
    for page in ("calendar", "people"):
        window.open_page(page, EditRecord(1))
        settle(desk, qtbot)
        editor = window.findChildren(EventEditor if page == "calendar" else PersonEditor)[-1]
        assert faults_in(window) == [], page
        typed = [field.text() for field in editor.findChildren(QLineEdit)]
        assert few[0] in typed
        editor.reject()
    window.open_page("venues")
    settle(desk, qtbot)
    assert faults_in(window) == []


def test_a_setting_that_turns_around_is_edited_as_it_is_and_named_by_its_code(
    window: Window, storage: Storage, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    storage.change(edit_precinct, replace(storage.read(precinct), name=TURNED))
    session.use_precinct(storage.read(precinct))
    window.open_page("settings")
    card = next(one for one in window.findChildren(PrecinctCard))
    qtbot.waitUntil(lambda: card.field("name").text() == tidy(TURNED))
    assert set(window.windowTitle()) & set(DIRECTION_SIGNS) == set()
    wrong = tmp_path / "<b>\u202egnp.png"
    wrong.write_text("<svg/>")
    said: list[str] = []
    card.logo.refused.connect(said.append)
    card.logo.take(str(wrong))
    qtbot.waitUntil(lambda: bool(said))
    assert faults_in(window) == []


@pytest.mark.parametrize("ending", ["csv", "xlsx", "ics", "vcf"])
def test_the_preview_of_a_file_shows_hostile_text_as_it_is(
    window: Window, desk: Desk, session: Session, qtbot: QtBot, hostile: list[str], tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"<b>\u202exslx.{ending}"
    path.write_bytes(_file_of(hostile, ending))
    dialog = ImportDialog(desk, session, "events" if ending == "ics" else "people", window)
    dialog.open()
    dialog.load(str(path))
    qtbot.waitUntil(lambda: dialog.plan is not None)
    assert faults_in(dialog) == []
    rows = dialog.preview.table.rows
    for place in range(rows.rowCount()):
        dialog.preview.table.choose(place)
        for column in range(rows.columnCount()):
            shown = rows.index(place, column)
            said = (shown.data(Role.DisplayRole), shown.data(Role.ToolTipRole), shown.data(Role.AccessibleTextRole))
            assert not any(set(words or "") & set(DIRECTION_SIGNS) for words in said)
    dialog.reject()


def _file_of(strings: list[str], ending: str) -> bytes:
    flat = [" ".join(text.split()) for text in strings]
    if ending == "xlsx":
        rows = [texts(*[_in_xml(text)] * 3) for text in flat]
        return workbook(sheet_of(texts("Name", "Notes", "\u202eecivres"), *rows))
    if ending == "csv":
        quoted = ['"' + text.replace('"', '""') + '"' for text in flat]
        return "\n".join(["Name,Notes,\u202eecivres", *(f"{text},{text},{text}" for text in quoted)]).encode()
    plain = [text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,") for text in flat]
    if ending == "vcf":
        cards = [f"BEGIN:VCARD\nVERSION:4.0\nFN:{text}\nN:{text};{text};;;\nNOTE:{text}\nEND:VCARD" for text in plain]
        return "\n".join(cards).encode()
    events = [
        f"BEGIN:VEVENT\nUID:{number}\nSUMMARY:{text}\nLOCATION:{text}\nDESCRIPTION:{text}\nCATEGORIES:{text}\n"
        f'DTSTART;TZID="\u202e{number % 4}<b>":20270312T190000\nEND:VEVENT'
        for number, text in enumerate(plain)
    ]
    return "\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *events, "END:VCALENDAR"]).encode()


def _in_xml(text: str) -> str:
    return escape("".join(letter for letter in text if letter.isprintable() or letter in DIRECTION_SIGNS))


Taken = Callable[[], QImage]


def picture(window: Window) -> QImage:
    """The page without a focus, which two windows cannot both have."""
    focused = window.focusWidget()
    if focused is not None:
        focused.clearFocus()
    return window.page.grab().toImage()


def pictures(window: Window, storage: Storage, desk: Desk, qtbot: QtBot, words: str) -> Iterator[tuple[str, Taken]]:
    """What the window paints of a week in which everybody and everything has this name, one view after the other."""
    storage.change(fill, [words] * 6)
    window.refresh_all()
    window.open_record("event", 1)
    settle(desk, qtbot)
    for key in ("today", "calendar", "people"):
        window.open_page(key)
        settle(desk, qtbot)
        yield key, lambda: picture(window)
    window.open_page("calendar")
    assert isinstance(window.page, CalendarPage)
    for view in ("month", "list"):
        window.page.bar.view.button(view).click()
        settle(desk, qtbot)
        yield view, lambda: picture(window)
    window.find_anything()
    settle(desk, qtbot)
    finder = window.findChildren(Finder)[-1]
    finder.field.setText("gro")
    settle(desk, qtbot)
    yield "found", lambda: finder.list.grab().toImage()


def test_everything_is_painted_with_a_code_in_the_place_of_the_sign(
    window: Window, storage: Storage, desk: Desk, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    other = create_database(
        str(tmp_path / "other.db"), precinct=session.precinct, actor="Sgt. Dana Whitfield", clock=NOW
    )
    other_desk, other_window = Desk(other), Window()
    qtbot.addWidget(other_window)
    other_window.resize(window.size())
    other_window.show()
    other_window.attach(other_desk, session)
    QCursor.setPos(window.frameGeometry().bottomRight() + QPoint(20, 20))  # over no row of either
    turned = pictures(window, storage, desk, qtbot, "Ana \u202egro.exe")
    spelt = pictures(other_window, other, other_desk, qtbot, "Ana [U+202E]gro.exe")
    for (name, taken), (_name, as_spelt) in zip(turned, spelt, strict=True):

        def are_equal(name: str = name, taken: Taken = taken, as_spelt: Taken = as_spelt) -> None:
            assert taken() == as_spelt(), name

        qtbot.waitUntil(are_equal)
    other_desk.close()
    other.close()


def test_what_is_broken_into_lines_for_blocks_and_for_the_reason_at_a_dragged_event_shows_the_code() -> None:
    turned, spelt = "Ana \u2066gro is away", "Ana [U+2066]gro is away"
    for width in (60.0, 400.0):
        assert broken(turned, "small", lambda _n: width, 3) == broken(spelt, "small", lambda _n: width, 3)  # noqa: B023
        assert elided(turned, "small", width) == elided(spelt, "small", width)
    assert advance(turned, "small") == advance(spelt, "small")
    assert static(turned).text() == spelt


def test_lines_that_drop_down_show_the_code_and_are_taken_as_they_are(qtbot: QtBot) -> None:
    box = searched_box("Venue")
    qtbot.addWidget(box)
    box.addItems([TURNED])
    completer = box.completer()
    assert completer is not None
    popup = completer.popup()
    assert popup is not None
    assert popup.property("popup") is True
    assert isinstance(popup.itemDelegate(), LiteralDelegate)
    delegate = box.view().itemDelegate()
    assert isinstance(delegate, LiteralDelegate)
    assert delegate.displayText(TURNED, QLocale()) == directions_shown(TURNED)
    box.setCurrentIndex(0)
    assert box.currentText() == TURNED
