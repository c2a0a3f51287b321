"""The card's editor: typing, checking, saving, and what happens when somebody else was faster."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from coordinator.db.work import Storage
from coordinator.domain.people import ContactKind, ContactPoint, Person, PersonStatus
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.merging import Side
from coordinator.ui.kit.page import Session
from coordinator.ui.kit.stale import StaleDialog
from coordinator.ui.people.editor import PersonEditor
from coordinator.usecases.people import add_person, edit_person, person_card, remove_person
from coordinator.wording.moments import Style
from tests.makers import a_person


class Editing:
    """An editor over a window, and what it says."""

    def __init__(self, desk: Desk, session: Session, qtbot: QtBot) -> None:
        self.desk, self.session, self.qtbot = desk, session, qtbot
        self.window = QWidget()
        self.window.resize(1366, 768)
        qtbot.addWidget(self.window)
        self.window.show()
        self.saved: list[int | None] = []
        self.dropped: list[Person] = []
        self.others: list[int] = []

    def open(self, person: Person | None = None, draft: Person | None = None) -> PersonEditor:
        editor = PersonEditor(self.desk, self.session, self.window, person=person, draft=draft)
        editor.saved.connect(lambda changes: self.saved.append(changes.record_id))
        editor.dropped.connect(self.dropped.append)
        editor.other_requested.connect(self.others.append)
        editor.open()
        return editor


@pytest.fixture
def editing(desk: Desk, session: Session, qtbot: QtBot) -> Editing:
    return Editing(desk, session, qtbot)


def stored(storage: Storage, person: Person) -> Person:
    return card_of(storage, storage.change(add_person, person).record_id)


def card_of(storage: Storage, person_id: int | None) -> Person:
    assert person_id is not None
    return storage.read(person_card, person_id).person


def press(widget: QWidget, words: str) -> None:
    next(b for b in widget.findChildren(QPushButton) if b.text() == words).click()


def test_a_whole_card_is_typed_and_saved(editing: Editing, storage: Storage, qtbot: QtBot) -> None:
    editor = editing.open()
    form = editor.form
    QTest.keyClicks(form.given, "Deepa")
    QTest.keyClicks(form.family, "Sharma")
    QTest.keyClicks(form.born, "3/8/1988")
    form.status.setCurrentIndex(form.status.findData("applicant"))
    QTest.keyClicks(form.contacts.lines[0].value, "(212) 555-0143")
    QTest.keyClicks(form.contacts.lines[1].value, "deepa@millst.example")
    form.contacts.lines[1].mark.click()
    form.address.setPlainText("18 Mill St")
    QTest.keyClicks(form.tags.field, "coach")
    QTest.keyClick(form.tags.field, Qt.Key.Key_Return)
    QTest.keyClicks(form.tags.field, "first aid")
    form.availability.setPlainText("Tue and Thu after 3:00 PM")
    QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(editing.saved))
    person = card_of(storage, editing.saved[0])
    assert (person.full_name, person.birth_date, person.status) == (
        "Deepa Sharma",
        date(1988, 3, 8),
        PersonStatus.APPLICANT,
    )
    assert [(p.kind, p.value, p.preferred) for p in person.contact_points] == [
        (ContactKind.MOBILE, "(212) 555-0143", False),
        (ContactKind.EMAIL, "deepa@millst.example", True),
        (ContactKind.POSTAL, "18 Mill St", False),
    ]
    assert (person.tags, person.availability) == (("coach", "first aid"), "Tue and Thu after 3:00 PM")


def test_a_date_that_is_none_is_said_and_nothing_is_saved(editing: Editing, qtbot: QtBot) -> None:
    editor = editing.open()
    QTest.keyClicks(editor.form.given, "Bo")
    QTest.keyClicks(editor.form.born, "soon")
    editor.save()
    assert editor.form.born_row.said() == "This is not a date. Write it like 3/8/1988, or leave it empty."
    assert editing.saved == []


@pytest.mark.parametrize(
    ("style", "typed", "born"),
    [
        (Style("en", 12), "3/8/1988", date(1988, 3, 8)),
        (Style("en", 24), "3/8/1988", date(1988, 8, 3)),
        (Style("es", 12), "3/8/1988", date(1988, 8, 3)),
        (Style("en", 12), "1988-03-08", date(1988, 3, 8)),
        (Style("en", 12), "March 8, 1988", date(1988, 3, 8)),
        (Style("en", 12), "3/8/41", date(1941, 3, 8)),
    ],
)
def test_birth_dates_are_read_as_people_write_them_here(
    style: Style, typed: str, born: date, qtbot: QtBot, qapp: object
) -> None:
    from coordinator.ui.people.birthdate import BirthDateField

    field = BirthDateField(style, date(2027, 1, 12))
    qtbot.addWidget(field)
    field.setText(typed)
    assert field.born() == born


def test_a_card_without_a_name_says_so_and_keeps_the_rest(editing: Editing, qtbot: QtBot) -> None:
    editor = editing.open()
    QTest.keyClicks(editor.form.contacts.lines[0].value, "(212) 555-0143")
    editor.save()
    qtbot.waitUntil(lambda: editor.form.rows["given_name"].said() != "")
    assert editor.form.rows["given_name"].said() == "Write a name: the given name, the family name or both."
    assert editor.typed().phones == ("(212) 555-0143",)


def test_what_saving_said_stays_when_the_checks_of_typing_answer_later(editing: Editing, qtbot: QtBot) -> None:
    editor = editing.open()
    editor.save()
    qtbot.waitUntil(lambda: editor.form.rows["given_name"].said() != "")
    with qtbot.waitSignal(editing.desk.arrived):
        QTest.keyClicks(editor.form.contacts.lines[0].value, "12")
    qtbot.waitUntil(lambda: editor.form.rows["phones"].said() != "")
    assert editor.form.rows["given_name"].said() == "Write a name: the given name, the family name or both."


def test_an_odd_phone_and_mail_are_said_while_typing_and_kept(editing: Editing, storage: Storage, qtbot: QtBot) -> None:
    editor = editing.open()
    QTest.keyClicks(editor.form.given, "Bo")
    QTest.keyClicks(editor.form.contacts.lines[0].value, "12")
    QTest.keyClicks(editor.form.contacts.lines[1].value, "x@")
    qtbot.waitUntil(lambda: "x@" in editor.form.rows["phones"].said())
    editor.save()
    qtbot.waitUntil(lambda: bool(editing.saved))
    assert card_of(storage, editing.saved[0]).phones == ("12",)


def test_somebody_very_like_is_shown_with_a_way_to_their_card(editing: Editing, storage: Storage, qtbot: QtBot) -> None:
    known = stored(storage, a_person("Deepa", "Sharma", phone="(212) 555-0143"))
    editor = editing.open()
    QTest.keyClicks(editor.form.given, "D")
    QTest.keyClicks(editor.form.contacts.lines[0].value, "212.555.0143")
    qtbot.waitUntil(editor.band.isVisible)
    assert editor.band.what() == "This looks like Deepa Sharma (same phone number)."
    press(editor.band, "Open the card")
    assert editing.others == [known.id]
    assert [draft.given_name for draft in editing.dropped] == ["D"]


def test_what_was_typed_and_not_saved_is_handed_back(editing: Editing, storage: Storage, qtbot: QtBot) -> None:
    person = stored(storage, a_person("Bo", "Lindqvist"))
    editor = editing.open(person)
    editor.form.notes.setPlainText("Calls back in the evening")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert [draft.notes for draft in editing.dropped] == ["Calls back in the evening"]
    again = editing.open(person, editing.dropped[0])
    assert again.form.notes.toPlainText() == "Calls back in the evening"


def test_a_card_that_was_only_looked_at_closes_in_silence(editing: Editing, storage: Storage, qtbot: QtBot) -> None:
    editor = editing.open(stored(storage, a_person("Bo", "Lindqvist", phone="(212) 555-0143", tags=("a", "b"))))
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert editing.dropped == []


def test_changes_of_two_to_different_fields_are_both_kept(editing: Editing, storage: Storage, qtbot: QtBot) -> None:
    person = stored(storage, a_person("Bo", "Lindqvist"))
    editor = editing.open(person)
    storage.change(edit_person, replace(person, language="Svenska"))
    editor.form.notes.setPlainText("Mine")
    editor.save()
    qtbot.waitUntil(lambda: bool(editing.saved))
    card = card_of(storage, person.id)
    assert (card.language, card.notes) == ("Svenska", "Mine")


def test_changes_of_two_to_one_field_are_shown_side_by_side(editing: Editing, storage: Storage, qtbot: QtBot) -> None:
    person = stored(storage, a_person("Bo", "Lindqvist", phone="(212) 555-0100"))
    editor = editing.open(person)
    storage.change(edit_person, replace(person, notes="Theirs", language="Svenska"))
    editor.form.notes.setPlainText("Mine")
    editor.form.rank.setText("Ofc.")
    editor.save()
    qtbot.waitUntil(lambda: editing.window.findChild(StaleDialog) is not None)
    dialog = editing.window.findChild(StaleDialog)
    assert dialog is not None
    assert list(dialog.sides) == ["notes"]
    dialog.choose("notes", Side.THEIRS)
    assert (dialog.mix().notes, dialog.mix().language, dialog.mix().rank) == ("Theirs", "Svenska", "Ofc.")
    QTest.keyClick(dialog.sides["notes"][0], Qt.Key.Key_Left)
    press(dialog, "Save this mix")
    qtbot.waitUntil(lambda: bool(editing.saved))
    card = card_of(storage, person.id)
    assert (card.notes, card.language, card.rank) == ("Mine", "Svenska", "Ofc.")


def test_back_to_typing_keeps_every_word(editing: Editing, storage: Storage, qtbot: QtBot) -> None:
    person = stored(storage, a_person("Bo", "Lindqvist"))
    editor = editing.open(person)
    storage.change(edit_person, replace(person, notes="Theirs"))
    editor.form.notes.setPlainText("Mine")
    editor.save()
    qtbot.waitUntil(lambda: editing.window.findChild(StaleDialog) is not None)
    dialog = editing.window.findChild(StaleDialog)
    assert dialog is not None
    press(dialog, "Back to typing")
    assert editor.form.notes.toPlainText() == "Mine"
    assert editing.saved == []


def test_a_card_removed_meanwhile_can_be_brought_back_with_what_was_typed(
    editing: Editing, storage: Storage, qtbot: QtBot
) -> None:
    person = stored(storage, a_person("Bo", "Lindqvist", phone="(212) 555-0143"))
    editor = editing.open(person)
    assert person.id is not None
    storage.change(remove_person, person.id)
    editor.form.notes.setPlainText("Mine")
    editor.save()
    qtbot.waitUntil(editor.news.isVisible)
    assert editor.news.what() == "Sgt. Dana Whitfield removed this card at 2:05 PM."
    press(editor.news, "Bring it back with what you typed")
    qtbot.waitUntil(lambda: bool(editing.saved))
    card = card_of(storage, person.id)
    assert (card.deleted_at, card.notes, card.phones) == (None, "Mine", ("(212) 555-0143",))


def test_typing_is_kept_when_the_card_changes_below_and_it_is_said(
    editing: Editing, desk: Desk, storage: Storage, qtbot: QtBot
) -> None:
    person = stored(storage, a_person("Bo", "Lindqvist"))
    editor = editing.open(person)
    QTest.keyClicks(editor.form.notes, "Mine")
    QTest.keyClicks(editor.form.born, "13/13/2000")
    desk.do(edit_person, replace(person, notes="Theirs", contact_points=a_person(phone="555 0100").contact_points))
    qtbot.waitUntil(editor.news.isVisible)
    assert (editor.form.notes.toPlainText(), editor.form.born.text()) == ("Mine", "13/13/2000")
    assert (editor.news.what(), editor.news.why()) == (
        "Sgt. Dana Whitfield changed this card at 2:05 PM: phones, notes.",
        "What you typed is kept.",
    )
    editor.form.born.clear()
    editor.save()
    qtbot.waitUntil(lambda: editing.window.findChild(StaleDialog) is not None)
    dialog = editing.window.findChild(StaleDialog)
    assert dialog is not None
    assert list(dialog.sides) == ["notes"]
    press(dialog, "Save this mix")
    qtbot.waitUntil(lambda: bool(editing.saved))
    card = card_of(storage, person.id)
    assert (card.notes, card.phones) == ("Theirs\nMine", ("555 0100",))


def test_both_texts_are_shown_before_saving_too(editing: Editing, desk: Desk, storage: Storage, qtbot: QtBot) -> None:
    person = stored(storage, a_person("Bo", "Lindqvist"))
    editor = editing.open(person)
    editor.form.family.setText("Lindquist")
    desk.do(edit_person, replace(person, family_name="Lindkvist", rank="Ofc."))
    qtbot.waitUntil(editor.news.isVisible)
    press(editor.news, "Show both")
    dialog = editing.window.findChild(StaleDialog)
    assert dialog is not None
    assert list(dialog.sides) == ["family_name"]
    assert dialog.mix().full_name == "Ofc. Bo Lindquist"


def test_a_card_nobody_typed_at_shows_what_counts_now(
    editing: Editing, desk: Desk, storage: Storage, qtbot: QtBot
) -> None:
    person = stored(storage, a_person("Bo", "Lindqvist"))
    editor = editing.open(person)
    desk.do(edit_person, replace(person, notes="Theirs"))
    qtbot.waitUntil(editor.news.isVisible)
    assert (editor.form.notes.toPlainText(), editor.is_changed()) == ("Theirs", False)
    assert editor.news.why() == "You see it as it is now."


def test_a_card_removed_below_says_so_and_can_be_let_go(
    editing: Editing, desk: Desk, storage: Storage, qtbot: QtBot
) -> None:
    person = stored(storage, a_person("Bo", "Lindqvist"))
    editor = editing.open(person)
    editor.form.notes.setPlainText("Mine")
    desk.do(remove_person, person.id)
    qtbot.waitUntil(editor.news.isVisible)
    assert editor.form.notes.toPlainText() == "Mine"
    press(editor.news, "Let it go")
    assert not editor.isVisible()
    assert editing.dropped == []


def test_ones_own_save_is_no_news(editing: Editing, storage: Storage, qtbot: QtBot) -> None:
    editor = editing.open(stored(storage, a_person("Bo", "Lindqvist")))
    editor.form.notes.setPlainText("Mine")
    editor.save()
    qtbot.waitUntil(lambda: bool(editing.saved))
    assert not (isValid(editor.news) and editor.news.isVisible())  # saved, the editor goes


def test_one_phone_and_one_mail_can_be_preferred(editing: Editing) -> None:
    points = tuple(
        ContactPoint(kind, value)
        for kind, value in (
            (ContactKind.MOBILE, "1"),
            (ContactKind.PHONE, "2"),
            (ContactKind.EMAIL, "a@b.org"),
        )
    )
    editor = editing.open(draft=Person("Bo", contact_points=points))
    for one in editor.form.contacts.lines:
        one.mark.click()
    assert [point.preferred for point in editor.typed().contact_points] == [False, True, True]


def test_tags_are_completed_taken_off_and_never_doubled(editing: Editing, storage: Storage, qtbot: QtBot) -> None:
    stored(storage, a_person("Ann", tags=("First aid",)))
    editor = editing.open()
    field = editor.form.tags
    qtbot.waitUntil(lambda: field.field.completer().completionModel().sourceModel().rowCount() == 1)  # type: ignore[attr-defined]
    field.add("first AID, driver")
    field.add("Driver")
    assert field.tags() == ("First aid", "driver")
    QTest.keyClick(field.field, Qt.Key.Key_Backspace)
    assert field.tags() == ("First aid",)


def test_tab_goes_through_the_ways_to_reach_somebody_where_they_stand(editing: Editing, qtbot: QtBot) -> None:
    contacts = editing.open().form.contacts
    qtbot.waitUntil(contacts.lines[0].isVisible)
    stops = [stop for one in contacts.lines for stop in (one.kind, one.value, one.label, one.mark, one.cross)]
    contacts.lines[0].kind.setFocus()
    for stop in [*stops, contacts.add_phone, contacts.add_email]:
        assert QApplication.focusWidget() is stop
        QTest.keyClick(stop, Qt.Key.Key_Tab)


def test_what_is_typed_goes_behind_a_name_that_was_brought_along(editing: Editing) -> None:
    given = editing.open(draft=Person(given_name="Ana")).form.given
    QTest.keyClicks(given, " Maria")
    assert given.text() == "Ana Maria"
