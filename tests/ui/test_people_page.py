"""The People page: searching, choosing, filtering, removing."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QActionGroup
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from coordinator.db.work import Storage, Work
from coordinator.domain.changes import Changes, Label
from coordinator.domain.events import Event, EventKind, Position
from coordinator.domain.imports import Subject
from coordinator.domain.people import ContactKind, ContactPoint, Person, PersonStatus
from coordinator.domain.spans import When
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.page import Session
from coordinator.ui.models.marks import digit_marks
from coordinator.ui.people.columns import NAME, PHONE, TAGS
from coordinator.ui.people.editor import PersonEditor
from coordinator.ui.people.filters import Answer, FilterButton
from coordinator.ui.people.listing import PAGE
from coordinator.ui.people.page import PeoplePage
from coordinator.usecases.events import add_event, event_card
from coordinator.usecases.people import edit_person, person_card, restore_person
from coordinator.usecases.roles import all_roles
from coordinator.usecases.signups import sign_up
from tests.makers import a_person

TEO = a_person("Teo", "Diego-Reyes", born=date(2015, 5, 3), phone="(212) 555-0148", tags=("U12 Comets",))
NANA = a_person("Nana", "Boadie", rank="Ofc.", shield_number="4411", email="n.boadie@precinct14.example")
OLENA = a_person("Олена", "Груденко", latin_name="Olena Grudenko")
JOSE = a_person("José", "Peña", status=PersonStatus.PAUSED, tags=("driver",))


def put(work: Work, people: tuple[Person, ...]) -> Changes:
    work.people.add_many(people)
    return work.recorder.finish(Label("people-imported", {"count": len(people), "file": "a.csv"}))


@pytest.fixture
def page(desk: Desk, session: Session, storage: Storage, qtbot: QtBot) -> PeoplePage:
    storage.change(put, (TEO, NANA, OLENA, JOSE))
    return shown(desk, session, qtbot)


def shown(desk: Desk, session: Session, qtbot: QtBot) -> PeoplePage:
    made = PeoplePage(desk, session)
    qtbot.addWidget(made)
    made.resize(1286, 690)
    made.show()
    desk.changed.connect(made.refresh)
    made.refresh()
    qtbot.waitUntil(lambda: made.find_bar.count.text() != "")
    return made


def names(page: PeoplePage) -> list[str]:
    found = (page.model.record(row) for row in range(page.model.rowCount()))
    return [one.sort_name for one in found if one is not None]


def search(page: PeoplePage, qtbot: QtBot, words: str) -> None:
    page.search()
    page.find_bar.search.field.insert(words)  # QTest has no keys for other scripts
    qtbot.waitUntil(lambda: page.query.text == words and page.table.marks.query == words)


def card_name(page: PeoplePage) -> str:
    return page.card.name.text() if page.card.card is not None else ""


def test_everyone_is_listed_by_family_name_and_the_groups_are_counted(page: PeoplePage) -> None:
    assert names(page) == ["Boadie, Ofc. Nana", "Diego-Reyes, Teo", "Peña, José", "Груденко, Олена"]
    assert [page.groups.button(key).text() for key in ("everyone", "volunteers", "officers", "youth")] == [
        "Everyone 4",
        "Volunteers 2",
        "Officers 1",
        "Youth 1",
    ]
    assert page.find_bar.count.text() == "4 of 4"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("jose", ["Peña, José"]),
        ("оле", ["Груденко, Олена"]),
        ("555-0148", ["Diego-Reyes, Teo"]),
        ("boadie@", ["Boadie, Ofc. Nana"]),
        ("grudenko", ["Груденко, Олена"]),
    ],
)
def test_searching_over_accents_scripts_phones_and_mails(
    page: PeoplePage, qtbot: QtBot, words: str, found: list[str]
) -> None:
    search(page, qtbot, words)
    assert names(page) == found
    assert page.find_bar.count.text() == "1 of 4"


def test_a_part_of_a_phone_number_is_marked_over_its_signs() -> None:
    assert digit_marks("(212) 555-0148", "5550148") == ((6, 14),)
    assert digit_marks("(212) 555-0148", "999") == ()


def test_up_and_down_move_the_card_while_the_words_stay_in_the_search(page: PeoplePage, qtbot: QtBot) -> None:
    page.search()
    qtbot.waitUntil(lambda: card_name(page) == "Ofc. Nana Boadie")
    QTest.keyClick(page.find_bar.search.field, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: card_name(page) == "Teo Diego-Reyes")
    assert page.card.badge.words() == "Minor, age 11"
    QTest.keyClick(page.find_bar.search.field, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: card_name(page) == "Ofc. Nana Boadie")
    assert page.card.second.text() == "Officer, shield 4411"


def test_the_selection_stays_with_the_person_when_the_list_changes(page: PeoplePage, qtbot: QtBot) -> None:
    page.table.choose(2)
    qtbot.waitUntil(lambda: card_name(page) == "José Peña")
    search(page, qtbot, "e")
    assert page.table.current() is not None
    assert page.table.current().sort_name == "Peña, José"  # type: ignore[union-attr]


def test_letters_typed_in_the_list_go_on_in_the_search(page: PeoplePage, qtbot: QtBot) -> None:
    page.table.setFocus()
    QTest.keyClicks(page.table, "p")
    assert page.find_bar.search.text() == "p"


def test_filters_leave_only_those_that_fit(page: PeoplePage, qtbot: QtBot) -> None:
    page.find_bar.status.set_value("paused")
    page.find_bar.status.chosen.emit("paused")
    qtbot.waitUntil(lambda: names(page) == ["Peña, José"])
    assert page.find_bar.status.text() == "Status: Paused"
    page.find_bar.clear_filters()
    menu = page.find_bar.tag.menu()
    next(action for action in menu.actions() if action.text() == "U12 Comets").trigger()
    qtbot.waitUntil(lambda: names(page) == ["Diego-Reyes, Teo"])


def test_a_filter_that_is_filled_again_and_again_keeps_one_group_of_answers(qtbot: QtBot) -> None:
    button = FilterButton("Status")
    qtbot.addWidget(button)
    for _turn in range(5):
        button.set_answers([Answer("active", "Active")])
    button.set_value("active")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert len(button.findChildren(QActionGroup)) == 1


def test_the_headers_sort_through_the_question(page: PeoplePage, qtbot: QtBot) -> None:
    press_header(page, qtbot, NAME)
    qtbot.waitUntil(lambda: names(page)[0] == "Груденко, Олена")
    press_header(page, qtbot, PHONE)
    qtbot.waitUntil(lambda: names(page)[0] == "Diego-Reyes, Teo")
    press_header(page, qtbot, TAGS)  # nothing to sort by
    assert page.table.horizontalHeader().sortIndicatorSection() == PHONE
    assert page.query.sort == "phone"


def press_header(page: PeoplePage, qtbot: QtBot, column: int) -> None:
    header = page.table.horizontalHeader()
    at = QPoint(header.sectionViewportPosition(column) + 20, 10)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_nobody_found_offers_to_search_everyone_and_to_add(page: PeoplePage, qtbot: QtBot) -> None:
    page.groups.button("volunteers").click()
    search(page, qtbot, "teo")
    qtbot.waitUntil(lambda: "Search everyone: 1 match" in buttons(page))
    assert buttons(page)[:2] == ["Search everyone: 1 match", "Add “teo”"]
    assert "No volunteer matches “teo”" in labels(page)
    press(page, "Search everyone: 1 match")
    qtbot.waitUntil(lambda: names(page) == ["Diego-Reyes, Teo"])


def test_a_name_close_to_what_was_typed_is_offered(page: PeoplePage, qtbot: QtBot) -> None:
    search(page, qtbot, "diegx")
    qtbot.waitUntil(lambda: "Diego-Reyes, Teo" in buttons(page))
    press(page, "Diego-Reyes, Teo")
    qtbot.waitUntil(lambda: card_name(page) == "Teo Diego-Reyes")


def test_an_empty_precinct_offers_to_bring_a_list(desk: Desk, session: Session, qtbot: QtBot) -> None:
    page = shown(desk, session, qtbot)
    qtbot.waitUntil(lambda: "Nobody is on the list yet" in labels(page))
    with qtbot.waitSignal(page.page_requested) as asked:
        press(page, "Import…")
    assert asked.args == ["import", Subject.PEOPLE]


def test_delete_right_after_a_step_removes_whom_the_list_stands_on(page: PeoplePage, qtbot: QtBot) -> None:
    """The card beside the list still shows the one before."""
    qtbot.waitUntil(lambda: page.card.card is not None)
    shown_before = page.card.card
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    meant = page.table.current()
    assert meant is not None
    assert page.card.card is shown_before
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: page.model.total == 3)
    left = [page.model.record(row) for row in range(3)]
    assert meant.id not in [row.id for row in left if row is not None]


def test_delete_removes_at_once_and_undo_brings_back(page: PeoplePage, qtbot: QtBot) -> None:
    page.table.choose(2)
    qtbot.waitUntil(lambda: card_name(page) == "José Peña")
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(names(page)) == 3)
    assert page.band.what() == "José Peña was removed"
    undo = next(button for button in page.band.findChildren(QPushButton) if button.text() == "Undo")
    undo.click()
    qtbot.waitUntil(lambda: len(names(page)) == 4)


def test_somebody_brought_back_elsewhere_is_no_longer_called_removed(
    page: PeoplePage, storage: Storage, qtbot: QtBot
) -> None:
    page.table.choose(2)
    qtbot.waitUntil(lambda: card_name(page) == "José Peña")
    assert page.card.card is not None
    person = page.card.card.person.id or 0
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(page.band.isVisible)
    page.refresh(storage.change(restore_person, person))
    qtbot.waitUntil(lambda: len(names(page)) == 4)
    qtbot.waitUntil(lambda: not page.band.isVisible())


def test_the_card_tells_upcoming_and_past_and_opens_the_event(
    page: PeoplePage, storage: Storage, desk: Desk, qtbot: QtBot
) -> None:
    person_id = page.model.record(1).id  # type: ignore[union-attr]
    coming = signed_up(storage, person_id, "Winter clinic & <b>games</b>", datetime(2027, 1, 20, 15))
    signed_up(storage, person_id, "Autumn cup", datetime(2026, 10, 3, 10))
    page.table.choose(1)
    page.refresh()
    qtbot.waitUntil(lambda: any(link.text() == "Autumn cup" for link in page.card.findChildren(QPushButton)))
    link = next(b for b in page.card.findChildren(QPushButton) if b.text().startswith("Winter clinic"))
    assert link.text() == "Winter clinic && <b>games</b>"
    with qtbot.waitSignal(page.opened_requested) as asked:
        link.click()
    assert asked.args == ["event", coming]


def signed_up(storage: Storage, person_id: int, title: str, at: datetime) -> int:
    role = storage.read(all_roles)[-1]
    when = When(at, at + timedelta(hours=2), "America/New_York")
    event_id = storage.change(
        add_event, Event(EventKind.GAME, title, when, positions=(Position(role_id=role.id or 0),))
    ).record_id
    assert event_id is not None
    position = storage.read(event_card, event_id).line.positions[0].position.id
    assert position is not None
    storage.change(sign_up, position, person_id, override_reason="helped out")
    return event_id


def test_markup_in_a_card_is_shown_as_it_was_typed(page: PeoplePage, storage: Storage, qtbot: QtBot) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    point = ContactPoint(ContactKind.EMAIL, "<b>a@b.org</b>")
    storage.change(put, (Person(hostile, "Zz", notes=hostile, contact_points=(point,), tags=("<i>t</i>",)),))
    page.refresh()
    search(page, qtbot, "zz")
    qtbot.waitUntil(lambda: card_name(page) == f"{hostile} Zz")
    shown_words = [label.text() for label in page.card.findChildren(QLabel)]
    assert {hostile, "<b>a@b.org</b>", "<i>t</i>"} <= set(shown_words)
    assert {label.textFormat() for label in page.card.findChildren(QLabel) if label.text()} == {Qt.TextFormat.PlainText}


def test_many_people_are_read_page_by_page(desk: Desk, session: Session, storage: Storage, qtbot: QtBot) -> None:
    storage.change(put, tuple(a_person(f"Given{n:05}", f"Family{n:05}") for n in range(PAGE * 5)))
    page = shown(desk, session, qtbot)
    assert page.model.rowCount() == PAGE * 5
    assert page.model.record(PAGE * 4) is None
    page.table.scrollToBottom()
    qtbot.waitUntil(lambda: page.model.record(PAGE * 5 - 1) is not None)
    assert page.model.record(PAGE * 5 - 1).sort_name == f"Family{PAGE * 5 - 1:05}, Given{PAGE * 5 - 1:05}"  # type: ignore[union-attr]
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_a_card_asked_for_elsewhere_is_shown_over_any_filter(page: PeoplePage, storage: Storage, qtbot: QtBot) -> None:
    person_id = page.model.record(3).id  # type: ignore[union-attr]
    page.groups.button("officers").click()
    qtbot.waitUntil(lambda: names(page) == ["Boadie, Ofc. Nana"])
    page.open_record("person", person_id)
    qtbot.waitUntil(lambda: card_name(page) == "Олена Груденко")
    assert page.card.second.text() == "Olena Grudenko"
    assert storage.read(person_card, person_id).person.given_name == "Олена"


def test_every_deed_of_a_row_is_in_its_menu(page: PeoplePage) -> None:
    menu = page.table.row_menu()
    words = ["Open the card", "Edit…", "Export…", "Remove", "Erase for good…"]
    assert [action.text() for action in menu.actions()] == words


def test_a_narrow_window_can_close_the_card(page: PeoplePage, qtbot: QtBot) -> None:
    page.resize(1100, 560)
    qtbot.waitUntil(page.card.close_button.isVisible)
    page.card.close_button.click()
    assert not page.card_holder.isVisible()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert page.card_holder.isVisible()


def buttons(page: PeoplePage) -> list[str]:
    return [button.text() for button in page.nobody.findChildren(QPushButton) if button.isVisibleTo(page.nobody)]


def labels(page: PeoplePage) -> list[str]:
    return [label.text() for label in page.nobody.findChildren(QLabel) if label.isVisibleTo(page.nobody)]


def press(page: PeoplePage, words: str) -> None:
    next(b for b in page.nobody.findChildren(QPushButton) if b.text() == words and b.isVisibleTo(page.nobody)).click()


def test_a_draft_is_kept_and_still_notices_what_others_changed(
    page: PeoplePage, storage: Storage, qtbot: QtBot
) -> None:
    page.table.choose(2)
    qtbot.waitUntil(lambda: card_name(page) == "José Peña")
    QTest.keyClick(page.table, Qt.Key.Key_F2)
    editor = page.findChild(PersonEditor)
    assert editor is not None
    editor.form.notes.setPlainText("Mine")
    editor.reject()
    assert page.band.what() == "Not saved: José Peña"
    storage.change(edit_person, replace(editor.before, language="Español"))
    page.refresh()
    next(button for button in page.band.findChildren(QPushButton) if button.text() == "Go on typing").click()
    again = page.findChildren(PersonEditor)[-1]
    assert again.form.notes.toPlainText() == "Mine"
    again.save()
    qtbot.waitUntil(lambda: page.card.card is not None and page.card.card.person.notes == "Mine")
    person = page.card.card.person  # type: ignore[union-attr]
    assert (person.notes, person.language) == ("Mine", "Español")


def test_a_name_typed_elsewhere_begins_a_card(page: PeoplePage) -> None:
    page.begin("Ruth Okonkwo")
    editor = page.findChild(PersonEditor)
    assert editor is not None
    assert (editor.form.given.text(), editor.form.family.text()) == ("Ruth", "Okonkwo")


def test_typing_before_the_first_list_is_there_still_counts_everyone(
    desk: Desk, session: Session, storage: Storage, qtbot: QtBot
) -> None:
    storage.change(put, (TEO, NANA, OLENA, JOSE))
    page = PeoplePage(desk, session)
    qtbot.addWidget(page)
    page.show()
    page.find_bar.search.set_text("teo")
    page.refresh()
    qtbot.waitUntil(lambda: page.find_bar.count.text() == "1 of 4")
    assert page.groups.button("everyone").text() == "Everyone 4"
