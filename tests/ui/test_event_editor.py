"""The event editor: typing, checks, saving, two people at once."""

import platform
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest
from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from coordinator.db.work import Storage
from coordinator.domain.events import Event, EventKind, EventStatus
from coordinator.domain.listings import EventQuery
from coordinator.domain.spans import When
from coordinator.ui.calendar.editor import EventEditor
from coordinator.ui.calendar.page import CalendarPage
from coordinator.ui.calendar.when_field import WhenField
from coordinator.ui.kit.band import Band
from coordinator.ui.kit.buttons import LinkButton
from coordinator.ui.kit.merging import Side
from coordinator.ui.kit.stale import StaleDialog
from coordinator.usecases.events import add_event, edit_event, events_during, remove_event
from coordinator.usecases.history import undo
from coordinator.usecases.roles import all_roles
from coordinator.usecases.signups import sign_up
from coordinator.wording.moments import Style
from tests.makers import ZONE, an_event, on
from tests.ui.calendar_desk import (
    PATIENCE,
    card_of,
    editor_of,
    page,
    ready,
    storage,
    strays,
    week,
    written_week,
)
from tests.ui.drawn_week import DrawnWeek

__all__ = ["page", "storage", "strays", "week", "written_week"]
COATS = "Winter coat drive, sorting"
CTRL = Qt.KeyboardModifier.ControlModifier
Edit = Callable[[str], EventEditor]


@pytest.fixture
def edit(page: CalendarPage, week: DrawnWeek, qtbot: QtBot) -> Edit:
    """Open the editor of an event by its title."""

    def open_it(title: str) -> EventEditor:
        page.week.edit_requested.emit(week.events[title])
        return ready(editor_of(page, qtbot), qtbot)

    return open_it


@pytest.fixture
def new(page: CalendarPage, qtbot: QtBot) -> EventEditor:
    """The editor for a new event."""
    page.week.setFocus()
    QTest.keyClick(page.week, Qt.Key.Key_N)
    return ready(editor_of(page, qtbot), qtbot)


def saved_one(storage: Storage, title: str) -> Event:
    lines = storage.read(events_during, EventQuery())
    return next(line.event for line in lines if line.event.title == title)


def press(editor: EventEditor, words: str) -> None:
    press_in(editor.band, words)


def press_in(band: Band, words: str) -> None:
    buttons: list[QPushButton] = band.findChildren(LinkButton)
    next(one for one in buttons if one.text() == words and not one.isHidden()).click()


def test_a_new_event_begins_with_the_next_full_hour_and_ninety_minutes(new: EventEditor) -> None:
    when = new.form.when.when()
    assert (when.starts, when.ends) == (datetime(2027, 1, 12, 15, 0), datetime(2027, 1, 12, 16, 30))
    assert new.form.when.length.text() == "1 h 30 min"


def test_ctrl_enter_saves_what_was_typed(new: EventEditor, storage: Storage, qtbot: QtBot) -> None:
    new.form.kind.button("training").click()
    QTest.keyClicks(new.form.title, "Radio course")
    new.form.venue.box.setEditText("PS 41, gym")
    new.form.roles.add.click()
    new.form.roles.rows[0].role.setEditText("greeter")
    new.form.roles.rows[0].needed.set_value(3)
    assert new.save_button.text() == "Save training"
    with qtbot.waitSignal(new.saved, timeout=PATIENCE):
        QTest.keyClick(new.form.title, Qt.Key.Key_Return, CTRL)
    event = saved_one(storage, "Radio course")
    assert (event.kind, event.status, event.public) == (EventKind.TRAINING, EventStatus.PUBLISHED, False)
    assert [(one.role, one.needed, one.maximum) for one in event.positions] == [("Greeter", 3, 3)]
    assert event.venue_id is not None
    assert event.space_id is not None
    assert event.place == ""


def test_words_that_are_no_venue_are_kept_as_the_place(new: EventEditor, storage: Storage, qtbot: QtBot) -> None:
    QTest.keyClicks(new.form.title, "Walk")
    new.form.venue.box.setEditText("Corner of 5th & Main")
    assert new.form.venue.hint.text() == "Kept as written: it is not in the list of venues."
    with qtbot.waitSignal(new.saved, timeout=PATIENCE):
        new.save()
    event = saved_one(storage, "Walk")
    assert (event.venue_id, event.place) == (None, "Corner of 5th & Main")


def test_a_role_that_is_typed_and_new_is_made(new: EventEditor, storage: Storage, qtbot: QtBot) -> None:
    QTest.keyClicks(new.form.title, "Parade")
    new.form.roles.add.click()
    QTest.keyClicks(new.form.roles.rows[0].role, "Drummer")
    with qtbot.waitSignal(new.saved, timeout=PATIENCE):
        new.save()
    assert [one.role for one in saved_one(storage, "Parade").positions] == ["Drummer"]
    assert "Drummer" in [role.name for role in storage.read(all_roles)]


def test_without_a_title_it_is_not_saved_and_the_field_says_why(new: EventEditor, qtbot: QtBot) -> None:
    QTest.keyClick(new.form.title, Qt.Key.Key_Return, CTRL)
    row = new.form.rows["title"]
    qtbot.waitUntil(lambda: bool(row.said()), timeout=PATIENCE)
    assert row.said() == "Write a title, so that people know what it is."
    assert new.isVisible()
    assert new.form.window().focusWidget() in (new.form.title, None)


def test_an_end_before_the_start_is_said_while_typing_and_stops_saving(new: EventEditor, qtbot: QtBot) -> None:
    QTest.keyClicks(new.form.title, "Backwards")
    new.form.when.ends.setTime(QTime(14, 0))
    row = new.form.rows["when"]
    qtbot.waitUntil(lambda: bool(row.said()), timeout=PATIENCE)
    assert row.said() == "The end is before the start. Choose an end after 3:00 PM."
    new.save()
    qtbot.waitUntil(lambda: not new._saving, timeout=PATIENCE)
    assert new.isVisible()


def test_checks_show_errors_first_then_warnings_then_what_is_in_order(edit: Edit, qtbot: QtBot) -> None:
    editor = edit("Otters")
    editor.form.when.first.setDate(QDate(2027, 1, 15))
    editor.form.when.starts.setTime(QTime(15, 0))
    editor.form.roles.rows[0].most.set_value(1)
    qtbot.waitUntil(
        lambda: len(editor.checks.shown()) == 4 or editor.checks.shown()[0][0] == "The roles", timeout=PATIENCE
    )
    assert editor.checks.shown() == (
        (
            "The roles",
            "Head coach: the most cannot be less than the number needed, nor less than 1.",
        ),
        ("The roles", "Head coach: 2 people are signed up, so the most cannot be 1. Remove somebody first."),
        ("Place taken twice", "gym B is taken by U16 Hillcrest, Fri Jan 15, 3:00–4:30 PM."),
        ("The time is in order", "Fri Jan 15, 2027, 3:00–4:30 PM"),
    )


def test_a_clash_of_somebody_signed_up_asks_for_a_reason_in_place(
    edit: Edit, week: DrawnWeek, storage: Storage, qtbot: QtBot
) -> None:
    storage.change(sign_up, week.positions[f"{COATS}/Sorter"], week.people["Bo Lindqvist"])
    storage.change(sign_up, week.positions["Merchants’ walk/Greeter"], week.people["Bo Lindqvist"])
    editor = edit(COATS)
    editor.form.when.starts.setTime(QTime(11, 30))
    qtbot.waitUntil(lambda: not editor.checks.reason.isHidden(), timeout=PATIENCE)
    editor.save()
    qtbot.waitUntil(lambda: not editor._saving, timeout=PATIENCE)
    assert editor.isVisible()
    QTest.keyClicks(editor.checks.reason, "He leaves early")
    with qtbot.waitSignal(editor.saved, timeout=PATIENCE):
        editor.save()
    assert card_of(storage, week.events[COATS]).line.event.when.starts == datetime(2027, 1, 15, 11, 30)


def test_a_position_with_people_cannot_be_taken_out(edit: Edit, qtbot: QtBot) -> None:
    editor = edit("Food pantry")
    assert editor.form.roles.rows[0].held.text() == "3 signed up"
    editor.form.roles.rows[0].remove.click()
    editor.save()
    row = editor.form.rows["roles"]
    qtbot.waitUntil(lambda: bool(row.said()), timeout=PATIENCE)
    assert row.said() == "Packer cannot be taken out: 3 people are signed up. Remove them first."


def test_escape_asks_in_place_once_something_was_typed(edit: Edit) -> None:
    editor = edit(COATS)
    QTest.keyClicks(editor.form.title, " now")
    QTest.keyClick(editor.form.title, Qt.Key.Key_Escape)
    assert editor.band.what() == "You have not saved this event"
    QTest.keyClick(editor.form.title, Qt.Key.Key_Escape)
    assert editor.band.isHidden()
    assert editor.form.title.text().endswith(" now")
    QTest.keyClick(editor.form.title, Qt.Key.Key_Escape)
    press(editor, "Throw it away")
    assert not editor.isVisible()


def test_escape_closes_at_once_when_nothing_was_typed(edit: Edit) -> None:
    editor = edit(COATS)
    QTest.keyClick(editor.form.title, Qt.Key.Key_Escape)
    assert not editor.isVisible()


def test_save_and_add_another_keeps_the_dialog_with_an_empty_title(
    new: EventEditor, storage: Storage, qtbot: QtBot
) -> None:
    QTest.keyClicks(new.form.title, "First")
    with qtbot.waitSignal(new.saved, timeout=PATIENCE):
        QTest.keyClick(new.form.title, Qt.Key.Key_Return, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert (new.isVisible(), new.form.title.text(), new.band.what()) == (True, "", "Saved: First")
    QTest.keyClicks(new.form.title, "Second")
    with qtbot.waitSignal(new.saved, timeout=PATIENCE):
        new.save()
    assert saved_one(storage, "First").id != saved_one(storage, "Second").id


def changed_by_another(storage: Storage, key: int, **fields: object) -> None:
    """Somebody else saves the event."""
    stored = card_of(storage, key).line.event
    storage.actor = "front desk"
    storage.change(edit_event, replace(stored, **fields))  # type: ignore[arg-type]
    storage.actor = "Sgt. Dana Whitfield"


def stale_dialog(editor: EventEditor, qtbot: QtBot) -> StaleDialog:
    """The two versions side by side, with the verdict on the mix."""
    found: list[StaleDialog] = []

    def is_there() -> bool:
        found[:] = [one for one in editor.window().findChildren(StaleDialog) if one.isVisible()]
        return bool(found) and found[-1].verdict.isVisible()

    qtbot.waitUntil(is_there, timeout=PATIENCE)
    return found[-1]


def test_an_event_changed_meanwhile_shows_both_and_saves_the_mix(
    edit: Edit, week: DrawnWeek, storage: Storage, qtbot: QtBot
) -> None:
    editor = edit(COATS)
    editor.form.title.setText("Coats, sorting")
    changed_by_another(storage, week.events[COATS], description="Bring gloves", title="Coat sorting day")
    editor.save()
    dialog = stale_dialog(editor, qtbot)
    assert (
        dialog.band.why()
        == f"front desk saved 2 changes on “{platform.node()}” (2:05 PM). You opened this before (2:05 PM)."
    )
    assert list(dialog.sides) == ["title"]
    assert (dialog.mix().title, dialog.mix().description) == ("Coats, sorting", "Bring gloves")
    assert dialog.verdict.what() == "The mix fits together"
    with qtbot.waitSignal(editor.saved, timeout=PATIENCE):
        QTest.keyClick(dialog.sides["title"][0], Qt.Key.Key_Return, CTRL)
    event = card_of(storage, week.events[COATS]).line.event
    assert (event.title, event.description) == ("Coats, sorting", "Bring gloves")


def test_changes_to_different_fields_are_both_saved_without_a_question(
    edit: Edit, week: DrawnWeek, storage: Storage, qtbot: QtBot
) -> None:
    editor = edit(COATS)
    editor.form.title.setText("Coats, sorting")
    changed_by_another(storage, week.events[COATS], description="Bring gloves")
    with qtbot.waitSignal(editor.saved, timeout=PATIENCE):
        editor.save()
    event = card_of(storage, week.events[COATS]).line.event
    assert (event.title, event.description) == ("Coats, sorting", "Bring gloves")


def test_notes_of_both_can_be_kept_theirs_first(edit: Edit, week: DrawnWeek, storage: Storage, qtbot: QtBot) -> None:
    editor = edit(COATS)
    editor.form.description.setPlainText("Ask for hangers.")
    changed_by_another(storage, week.events[COATS], description="Bring gloves.")
    editor.save()
    dialog = stale_dialog(editor, qtbot)
    yours, theirs = dialog.sides["description"]
    assert (yours.isChecked(), theirs.isChecked()) == (True, True)
    assert dialog.mix().description == "Bring gloves.\nAsk for hangers."
    yours.click()
    assert dialog.mix().description == "Bring gloves."
    theirs.click()
    assert (dialog.mix().description, theirs.isChecked()) == ("Bring gloves.", True)
    QTest.keyClick(theirs, Qt.Key.Key_Left)
    assert dialog.mix().description == "Ask for hangers."
    QTest.keyClick(yours, Qt.Key.Key_B)
    with qtbot.waitSignal(editor.saved, timeout=PATIENCE):
        dialog.save_button.click()
    assert card_of(storage, week.events[COATS]).line.event.description == "Bring gloves.\nAsk for hangers."


def test_a_mix_that_makes_no_sense_is_said_and_cannot_be_saved(
    edit: Edit, week: DrawnWeek, storage: Storage, qtbot: QtBot
) -> None:
    editor = edit(COATS)
    editor.form.title.setText("Mine")
    changed_by_another(storage, week.events[COATS], title="Theirs")
    editor.save()
    dialog = stale_dialog(editor, qtbot)
    dialog._ask_about(replace(dialog.mix(), title=""))
    qtbot.waitUntil(lambda: dialog.verdict.what() == "The mix cannot be saved", timeout=PATIENCE)
    assert not dialog.save_button.isEnabled()
    dialog.choose("title", Side.THEIRS)
    qtbot.waitUntil(dialog.save_button.isEnabled, timeout=PATIENCE)


def test_back_to_typing_keeps_every_word_and_dropping_mine_changes_nothing(
    edit: Edit, week: DrawnWeek, storage: Storage, qtbot: QtBot
) -> None:
    editor = edit(COATS)
    editor.form.title.setText("Mine")
    changed_by_another(storage, week.events[COATS], title="Theirs")
    editor.save()
    stale_dialog(editor, qtbot).reject()
    assert editor.form.title.text() == "Mine"
    editor.save()
    stale_dialog(editor, qtbot)._drop()
    assert not editor.isVisible()
    assert card_of(storage, week.events[COATS]).line.event.title == "Theirs"


def test_typing_is_kept_when_the_event_changes_below_and_it_is_said(
    edit: Edit, page: CalendarPage, week: DrawnWeek, storage: Storage, qtbot: QtBot
) -> None:
    editor = edit(COATS)
    QTest.keyClicks(editor.form.title, "!")
    stored = card_of(storage, week.events[COATS]).line.event
    page.desk.do(edit_event, replace(stored, title="Coat sorting day", description="Bring gloves"))
    qtbot.waitUntil(editor.news.isVisible, timeout=PATIENCE)
    assert editor.form.title.text() == f"{COATS}!"
    assert (editor.news.what(), editor.news.why()) == (
        "Sgt. Dana Whitfield changed this event at 2:05 PM: title, notes.",
        "What you typed is kept.",
    )
    press_in(editor.news, "Show both")
    dialog = stale_dialog(editor, qtbot)
    assert list(dialog.sides) == ["title"]
    with qtbot.waitSignal(editor.saved, timeout=PATIENCE):
        dialog.save_button.click()
    event = card_of(storage, week.events[COATS]).line.event
    assert (event.title, event.description) == (f"{COATS}!", "Bring gloves")


def test_an_undo_below_an_open_editor_is_a_change_like_any_other(
    edit: Edit, page: CalendarPage, week: DrawnWeek, storage: Storage, qtbot: QtBot
) -> None:
    stored = card_of(storage, week.events[COATS]).line.event
    storage.change(edit_event, replace(stored, description="Bring gloves"))
    editor = edit(COATS)
    QTest.keyClicks(editor.form.title, "!")
    page.desk.do(undo)
    qtbot.waitUntil(editor.news.isVisible, timeout=PATIENCE)
    assert editor.news.what() == "Sgt. Dana Whitfield changed this event at 2:05 PM: notes."
    with qtbot.waitSignal(editor.saved, timeout=PATIENCE):
        editor.save()
    event = card_of(storage, week.events[COATS]).line.event
    assert (event.title, event.description) == (f"{COATS}!", stored.description)


def test_an_editor_nobody_typed_in_shows_what_counts_now(
    edit: Edit, page: CalendarPage, week: DrawnWeek, storage: Storage, qtbot: QtBot
) -> None:
    editor = edit(COATS)
    page.desk.do(edit_event, replace(card_of(storage, week.events[COATS]).line.event, title="Coat sorting day"))
    qtbot.waitUntil(editor.news.isVisible, timeout=PATIENCE)
    assert editor.news.why() == "You see it as it is now."
    assert (editor.form.title.text(), editor.is_changed()) == ("Coat sorting day", False)
    editor.reject()
    assert not editor.isVisible()


def test_a_change_to_another_event_says_nothing(
    edit: Edit, page: CalendarPage, week: DrawnWeek, storage: Storage, qtbot: QtBot
) -> None:
    editor = edit(COATS)
    QTest.keyClicks(editor.form.title, "!")
    other = card_of(storage, week.events["Block watch call"]).line.event
    done: list[object] = []
    page.desk.do(edit_event, replace(other, title="Call"), then=done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=PATIENCE)
    page.desk.ask(lambda _work: 1, then=done.append)
    qtbot.waitUntil(lambda: len(done) == 2, timeout=PATIENCE)
    assert not editor.news.isVisible()


def test_an_event_removed_below_is_brought_back_with_what_was_typed_and_its_people(
    edit: Edit, page: CalendarPage, week: DrawnWeek, storage: Storage, qtbot: QtBot
) -> None:
    title = "Food pantry"
    key = week.events[title]
    people = [one.person.full_name for one in card_of(storage, key).signups]
    editor = edit(title)
    editor.form.description.setPlainText("Mine")
    page.desk.do(remove_event, key)
    qtbot.waitUntil(editor.news.isVisible, timeout=PATIENCE)
    assert (editor.news.what(), editor.form.description.toPlainText()) == (
        "Sgt. Dana Whitfield removed this event at 2:05 PM.",
        "Mine",
    )
    with qtbot.waitSignal(editor.saved, timeout=PATIENCE):
        press_in(editor.news, "Bring it back with what you typed")
    card = card_of(storage, key)
    assert (card.line.event.deleted_at, card.line.event.description) == (None, "Mine")
    assert [one.person.full_name for one in card.signups] == people
    storage.change(undo)
    assert card_of(storage, key).line.event.deleted_at is not None


def test_an_event_removed_meanwhile_can_be_let_go(edit: Edit, week: DrawnWeek, storage: Storage, qtbot: QtBot) -> None:
    editor = edit("Block watch call")
    editor.form.title.setText("Block watch, by phone")
    storage.change(remove_event, week.events["Block watch call"])
    editor.save()
    qtbot.waitUntil(editor.news.isVisible, timeout=PATIENCE)
    press_in(editor.news, "Let it go")
    assert not editor.isVisible()
    assert card_of(storage, week.events["Block watch call"]).line.event.deleted_at is not None


def test_saving_a_new_event_opens_it_in_its_week(new: EventEditor, page: CalendarPage, qtbot: QtBot) -> None:
    QTest.keyClicks(new.form.title, "Later")
    new.form.when.first.setDate(QDate(2027, 3, 3))
    new.save()
    qtbot.waitUntil(lambda: page.inspector.event_panel.head.title.text() == "Later", timeout=PATIENCE)
    assert page.bar.range.text() == "February 28 – March 6, 2027"


def test_hostile_words_go_through_every_field_unchanged(new: EventEditor, storage: Storage, qtbot: QtBot) -> None:
    words = "'; DROP TABLE event; -- <b>&amp;</b> ﷽ 👩‍👩‍👧 {name} %s"
    new.form.title.setText(words)
    new.form.venue.box.setEditText(words)
    new.form.description.setPlainText(words)
    with qtbot.waitSignal(new.saved, timeout=PATIENCE):
        new.save()
    event = saved_one(storage, words)
    assert (event.place, event.description) == (words, words)


@pytest.fixture
def field(qtbot: QtBot) -> WhenField:
    """The time by itself."""
    made = WhenField(Style())
    qtbot.addWidget(made)
    made.set_when(on("2027-01-15", "17:00", "19:00"))
    return made


def test_the_end_follows_the_start(field: WhenField) -> None:
    field.starts.setTime(QTime(9, 30))
    assert field.when() == on("2027-01-15", "09:30", "11:30")
    field.first.setDate(QDate(2027, 2, 1))
    assert field.when() == on("2027-02-01", "09:30", "11:30")


def test_a_start_so_late_that_the_end_is_past_midnight_ends_the_day_after(field: WhenField) -> None:
    field.starts.setTime(QTime(23, 0))
    assert field.when() == When(datetime(2027, 1, 15, 23), datetime(2027, 1, 16, 1), ZONE)


def test_all_day_has_a_first_and_a_last_day(field: WhenField) -> None:
    field.all_day.click()
    assert field.when() == When.days(date(2027, 1, 15), date(2027, 1, 15), ZONE)
    field.last.setDate(QDate(2027, 1, 17))
    assert field.when() == When.days(date(2027, 1, 15), date(2027, 1, 17), ZONE)
    assert field.length.text() == "3 days"
    field.first.setDate(QDate(2027, 2, 1))
    assert field.when() == When.days(date(2027, 2, 1), date(2027, 2, 3), ZONE)


def test_an_event_over_several_days_keeps_its_end_day(field: WhenField) -> None:
    long = When(datetime(2027, 1, 15, 22), datetime(2027, 1, 17, 6), ZONE)
    field.set_when(long)
    assert field.when() == long
    assert field.last.isVisibleTo(field)


@pytest.mark.parametrize(
    ("style", "day", "time"),
    [(Style(), "Fri Jan 15, 2027", "5:00 PM"), (Style(clock=24), "Fri 15 Jan 2027", "17:00")],
)
def test_date_and_time_are_written_as_in_the_precinct(style: Style, day: str, time: str, qtbot: QtBot) -> None:
    made = WhenField(style)
    qtbot.addWidget(made)
    made.set_when(on("2027-01-15", "17:00", "19:00"))
    assert (made.first.text(), made.starts.text()) == (day, time)


def test_a_venue_is_found_by_any_part_of_its_name(new: EventEditor) -> None:
    completer = new.form.venue.box.completer()
    assert completer is not None
    completer.setCompletionPrefix("LIBRARY, ROOM 2")
    assert [completer.currentCompletion()] == ["Mill Street library, room 2"]


def test_the_place_says_how_many_it_holds(new: EventEditor) -> None:
    new.form.venue.box.setEditText("Mill Street library, room 2")
    assert new.form.venue.hint.text() == "for 60 people · step-free"


def test_an_imported_place_stays_until_another_is_chosen(storage: Storage, page: CalendarPage, qtbot: QtBot) -> None:
    text = "Park A: Field 1, Park B: Field 2"
    made = storage.change(
        add_event, an_event("Permit", on("2027-01-14", "06:00", "07:00"), place=text, place_original=text)
    )
    page.week.edit_requested.emit(made.record_id or 0)
    editor = ready(editor_of(page, qtbot), qtbot)
    assert editor.form.typed().event.place_original == text
    editor.form.venue.box.setEditText("PS 41")
    assert editor.form.typed().event.place_original == ""


def test_tab_goes_through_the_positions_where_they_stand(new: EventEditor, qtbot: QtBot) -> None:
    new.form.roles.add.click()
    new.form.roles.add.click()
    first, second = new.form.roles.rows
    qtbot.waitUntil(second.isVisible)
    status = new.form.status.button("published")
    rows = (first, second)
    wanted: list[QWidget] = [stop for row in rows for stop in (row.role, row.needed.box, row.most.box, row.remove)]
    wanted += [new.form.roles.add, new.form.description, status, new.form.public]
    first.role.setFocus()
    for stop in wanted:
        focus = QApplication.focusWidget()
        assert focus in {stop, *stop.findChildren(QWidget)}
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    new.form.venue.box.setFocus()
    QTest.keyClick(new.form.venue.box, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() in {first.role, *first.role.findChildren(QWidget)}
