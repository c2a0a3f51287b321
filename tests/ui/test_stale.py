"""The same record saved by two: both are shown, every word is kept, and what is saved was looked at."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from coordinator.db.engine import open_engine
from coordinator.db.work import Storage
from coordinator.domain.people import Person
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.merging import Side
from coordinator.ui.kit.news import NewsReader
from coordinator.ui.kit.page import Session
from coordinator.ui.kit.recordlog import RecordLog
from coordinator.ui.kit.stale import StaleDialog
from coordinator.ui.people.editor import PersonEditor
from coordinator.ui.window import Window
from coordinator.usecases.people import add_person, edit_person, person_card, remove_person
from tests.makers import a_person
from tests.ui.conftest import NOW

PC = "Front desk PC"


@pytest.fixture
def other(storage: Storage, desk: Desk) -> Iterator[Storage]:
    """The front desk, whose changes are heard here."""
    made = Storage(open_engine(storage.target), storage.target, actor="Ofc. Okafor", clock=NOW, pc=PC)
    news = NewsReader(storage, since=0)
    news.heard.connect(desk.tell)
    news.start()
    yield made
    news.close()
    made.close()


@pytest.fixture
def person(storage: Storage) -> Person:
    """A card both have open."""
    key = storage.change(add_person, a_person("Bo", "Lindqvist", notes="Bring forms")).record_id
    return storage.read(person_card, key or 0).person


@pytest.fixture
def editor(window: Window, desk: Desk, session: Session, person: Person) -> PersonEditor:
    """This PC types at it."""
    made = PersonEditor(desk, session, window, person=person)
    made.open()
    return made


def dialog_of(editor: PersonEditor, qtbot: QtBot) -> StaleDialog:
    """Both side by side, once it is there."""
    qtbot.waitUntil(lambda: editor._comparing is not None and editor._comparing.isVisible())
    assert editor._comparing is not None
    return editor._comparing


def clash(editor: PersonEditor, other: Storage, person: Person, qtbot: QtBot) -> StaleDialog:
    """Both changed the family name; the other one the rank too."""
    other.change(edit_person, replace(person, family_name="Lindkvist", rank="Ofc."))
    editor.form.family.setText("Lindquist")
    editor.save()
    return dialog_of(editor, qtbot)


def press(inside: QWidget, words: str) -> None:
    """The button with these words."""
    next(one for one in inside.findChildren(QPushButton) if one.text().replace("&", "") == words).click()


def now_of(storage: Storage, person: Person) -> Person:
    return storage.read(person_card, person.id or 0).person


def test_it_says_who_when_and_on_which_pc(editor: PersonEditor, other: Storage, person: Person, qtbot: QtBot) -> None:
    dialog = clash(editor, other, person, qtbot)
    assert dialog.band.why() == (
        "Ofc. Okafor saved 2 changes on “Front desk PC” (2:05 PM). You opened this before (2:05 PM)."
    )


def test_the_log_of_the_record_is_one_press_away(
    editor: PersonEditor, other: Storage, person: Person, qtbot: QtBot
) -> None:
    dialog = clash(editor, other, person, qtbot)
    press(dialog, "See what was changed")
    log = dialog.window().findChild(RecordLog)
    assert log is not None
    qtbot.waitUntil(lambda: len(log.lines) == 2)
    assert log.lines[0] == "Changed the card of Ofc. Bo Lindkvist Ofc. Okafor on “Front desk PC”, 2:05 PM"
    log.reject()


def test_the_fields_that_are_the_same_can_be_shown(
    editor: PersonEditor, other: Storage, person: Person, qtbot: QtBot
) -> None:
    dialog = clash(editor, other, person, qtbot)
    dialog.choose("family_name", Side.THEIRS)
    press(dialog, "Show them")
    assert (dialog.mix().family_name, list(dialog.sides)) == ("Lindkvist", ["family_name"])
    assert not [one for one in dialog.findChildren(QPushButton) if one.text() == "Show them" and one.isVisible()]


def test_what_is_changed_again_meanwhile_is_shown_and_the_choices_stay(
    editor: PersonEditor, other: Storage, storage: Storage, person: Person, qtbot: QtBot
) -> None:
    dialog = clash(editor, other, person, qtbot)
    dialog.choose("family_name", Side.YOURS)
    other.change(edit_person, replace(now_of(storage, person), family_name="Lindkwist", language="Svenska"))
    qtbot.waitUntil(lambda: dialog.versions.theirs.family_name == "Lindkwist")
    assert (dialog.isVisible(), dialog.mix().family_name, dialog.mix().language) == (True, "Lindquist", "Svenska")
    dialog.choose("family_name", Side.THEIRS)
    qtbot.waitUntil(dialog.save_button.isEnabled)
    with qtbot.waitSignal(editor.saved):
        press(dialog, "Save this mix")
    saved = now_of(storage, person)
    assert (saved.family_name, saved.language, saved.rank) == ("Lindkwist", "Svenska", "Ofc.")


def test_the_keys_choose_and_save(
    editor: PersonEditor, other: Storage, storage: Storage, person: Person, qtbot: QtBot
) -> None:
    other.change(edit_person, replace(person, family_name="Lindkvist", notes="Theirs"))
    editor.form.family.setText("Lindquist")
    editor.form.notes.setPlainText("Mine")
    editor.save()
    dialog = dialog_of(editor, qtbot)
    first = dialog.sides["family_name"][0]
    QTest.keyClick(first, Qt.Key.Key_Right)
    QTest.keyClick(dialog.sides["family_name"][1], Qt.Key.Key_Down)
    QTest.keyClick(dialog.sides["notes"][0], Qt.Key.Key_Left)
    QTest.keyClick(dialog.sides["notes"][0], Qt.Key.Key_B)
    qtbot.waitUntil(lambda: dialog.verdict.what() == "The mix fits together")
    QTest.keyClick(dialog.sides["notes"][0], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: now_of(storage, person).notes == "Theirs\nMine")
    assert now_of(storage, person).family_name == "Lindkvist"


def test_where_nothing_overlaps_no_question_is_asked_and_a_line_tells_of_it(
    editor: PersonEditor, window: Window, desk: Desk, other: Storage, storage: Storage, person: Person, qtbot: QtBot
) -> None:
    editor.form.notes.setPlainText("Mine")
    with qtbot.waitSignal(desk.heard):
        other.change(edit_person, replace(person, rank="Ofc."))
    with qtbot.waitSignal(editor.saved):
        editor.save()
    assert (now_of(storage, person).notes, now_of(storage, person).rank) == ("Mine", "Ofc.")
    qtbot.waitUntil(lambda: window._status.news.text() == "Saved, with what Ofc. Okafor changed: rank")


def test_bringing_back_keeps_what_the_other_changed_before_removing(
    editor: PersonEditor, other: Storage, storage: Storage, person: Person, qtbot: QtBot
) -> None:
    editor.form.notes.setPlainText("Mine")
    other.change(edit_person, replace(person, rank="Ofc."))
    other.change(remove_person, person.id or 0)
    editor.save()
    qtbot.waitUntil(editor.news.isVisible)
    qtbot.waitUntil(lambda: "removed" in editor.news.what())
    with qtbot.waitSignal(editor.saved):
        press(editor.news, "Bring it back with what you typed")
    saved = now_of(storage, person)
    assert (saved.deleted_at, saved.notes, saved.rank) == (None, "Mine", "Ofc.")


def test_bringing_back_asks_where_both_had_changed_the_same(
    editor: PersonEditor, other: Storage, storage: Storage, person: Person, qtbot: QtBot
) -> None:
    editor.form.family.setText("Lindquist")
    other.change(edit_person, replace(person, family_name="Lindkvist"))
    other.change(remove_person, person.id or 0)
    editor.save()
    qtbot.waitUntil(lambda: editor.news.isVisible() and "removed" in editor.news.what())
    press(editor.news, "Bring it back with what you typed")
    dialog = dialog_of(editor, qtbot)
    dialog.choose("family_name", Side.THEIRS)
    qtbot.waitUntil(dialog.save_button.isEnabled)
    with qtbot.waitSignal(editor.saved):
        press(dialog, "Bring it back with this mix")
    saved = now_of(storage, person)
    assert (saved.deleted_at, saved.family_name) == (None, "Lindkvist")
