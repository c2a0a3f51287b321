"""One event in the inspector: signing up, taking off, calling off."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from coordinator.db.work import Storage
from coordinator.domain.events import EventStatus, SignupStatus
from coordinator.domain.listings import EventQuery
from coordinator.ui.calendar.page import CalendarPage
from coordinator.ui.calendar.position_section import PositionSection
from coordinator.ui.kit.buttons import LinkButton
from coordinator.ui.kit.text import Label
from coordinator.usecases.events import add_event, edit_event, events_during, remove_event
from coordinator.usecases.history import undo
from coordinator.usecases.signups import sign_up
from tests.makers import an_event, on
from tests.ui.calendar_desk import (
    PATIENCE,
    card_of,
    names,
    opened,
    page,
    search,
    section,
    storage,
    strays,
    week,
    written_week,
)
from tests.ui.drawn_week import DrawnWeek

__all__ = ["page", "storage", "strays", "week", "written_week"]
COATS = "Winter coat drive, sorting"
FIVE = ("Bo Lindqvist", "Sushila Rai", "M. del Carmen Fernández", "כנרת לוי", "Lena Whitcombe-Sørensen")


def sign_up_five(storage: Storage, week: DrawnWeek) -> None:
    for name in FIVE:
        storage.change(sign_up, week.positions[f"{COATS}/Sorter"], week.people[name])


def labels_of(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(Label) if label.text() and not label.isHidden()]


def links_of(part: PositionSection) -> list[str]:
    return [link.text() for link in part.band.findChildren(LinkButton) if not link.isHidden()]


def link(part: PositionSection, words: str) -> LinkButton:
    return next(one for one in part.band.findChildren(LinkButton) if one.text() == words and not one.isHidden())


def wait_for_names(part: PositionSection, qtbot: QtBot, *wanted: str) -> None:
    qtbot.waitUntil(lambda: names(part) == list(wanted), timeout=PATIENCE)


def test_positions_say_what_is_needed_and_how_they_stand(page: CalendarPage, week: DrawnWeek, qtbot: QtBot) -> None:
    opened(page, qtbot, week.events[COATS])
    assert section(page, "Sorter")._need.text() == "5 needed, 5 at most"
    assert section(page, "Driver")._need.text() == "1 needed, 18 or over"
    assert section(page, "Sorter")._boxes.accessibleName() == "0 of 5 filled"


def test_typing_and_enter_sign_up_and_keep_the_field(
    page: CalendarPage, week: DrawnWeek, storage: Storage, qtbot: QtBot
) -> None:
    opened(page, qtbot, week.events[COATS])
    part = search(page, qtbot, "Sorter", "lindq")
    assert part.search is not None
    QTest.keyClick(part.search.field.field, Qt.Key.Key_Return)
    wait_for_names(part, qtbot, "Bo Lindqvist")
    assert part.search.field.text() == ""
    signups = card_of(storage, week.events[COATS]).signups
    assert [(one.person.full_name, one.signup.status) for one in signups] == [("Bo Lindqvist", SignupStatus.CONFIRMED)]


def test_down_and_enter_take_the_second_one_found(page: CalendarPage, week: DrawnWeek, qtbot: QtBot) -> None:
    opened(page, qtbot, week.events[COATS])
    part = search(page, qtbot, "Sorter", "neighbor")
    assert part.search is not None
    second = part.search.list.rows[1].name.words()
    QTest.keyClick(part.search.field.field, Qt.Key.Key_Down)
    QTest.keyClick(part.search.field.field, Qt.Key.Key_Return)
    wait_for_names(part, qtbot, second)


def test_s_opens_the_first_position_that_needs_somebody(
    page: CalendarPage, week: DrawnWeek, storage: Storage, qtbot: QtBot
) -> None:
    sign_up_five(storage, week)
    opened(page, qtbot, week.events[COATS])
    QTest.keyClick(page.inspector.event_panel, Qt.Key.Key_S)
    assert section(page, "Sorter").search is None
    assert section(page, "Driver").search is not None


def test_nothing_is_said_of_an_event_before_it_is_read(page: CalendarPage, week: DrawnWeek, qtbot: QtBot) -> None:
    page.week.opened.emit(week.events[COATS])
    panel = page.inspector.event_panel
    assert panel.card is None
    assert [label.text() for label in panel.findChildren(Label) if label.isVisible() and label.text()] == []
    assert panel.add_role.isHidden()
    qtbot.waitUntil(lambda: panel.card is not None, timeout=PATIENCE)
    assert panel.add_role.isHidden()
    assert panel.head.title.text() == COATS


def test_after_a_sign_up_the_search_field_has_nothing_to_take_back(
    page: CalendarPage, week: DrawnWeek, qtbot: QtBot
) -> None:
    opened(page, qtbot, week.events[COATS])
    part = search(page, qtbot, "Driver", "Kovalchuk")
    assert part.search is not None
    field = part.search.field.field
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: field.text() == "", timeout=PATIENCE)
    assert not field.isUndoAvailable()


def test_s_in_the_week_opens_the_focused_event_and_its_search(
    page: CalendarPage, week: DrawnWeek, qtbot: QtBot
) -> None:
    page.week.focus_event(week.events["Food pantry"])
    QTest.keyClick(page.week, Qt.Key.Key_S)
    panel = page.inspector.event_panel
    qtbot.waitUntil(panel.is_searching, timeout=PATIENCE)
    assert panel.head.title.text() == "Food pantry"


def test_a_candidate_says_what_else_and_which_tags(page: CalendarPage, week: DrawnWeek, qtbot: QtBot) -> None:
    opened(page, qtbot, week.events[COATS])
    part = search(page, qtbot, "Driver", "Kovalchuk")
    assert part.search is not None
    row = part.search.list.rows[0]
    assert row.name.words() == "Олена Ковальчук (Olena Kovalchuk)"
    assert labels_of(row) == ["Free then · tags: driver, Ukrainian"]


def test_somebody_refused_has_every_reason_with_its_number(
    page: CalendarPage, week: DrawnWeek, storage: Storage, qtbot: QtBot
) -> None:
    sign_up_five(storage, week)
    opened(page, qtbot, week.events[COATS])
    part = search(page, qtbot, "Driver", "Whitcombe")
    assert part.search is not None
    assert labels_of(part.search.list.rows[0]) == [
        "2 reasons",
        "1.",
        "Age 16 on Jan 15; the role driver is for 18 or over.",
        "2.",
        "Already signed up here as sorter, 5:00–7:00 PM.",
    ]


def test_signing_up_anyway_asks_for_a_reason_and_keeps_it(
    page: CalendarPage, week: DrawnWeek, storage: Storage, qtbot: QtBot
) -> None:
    opened(page, qtbot, week.events[COATS])
    part = search(page, qtbot, "Driver", "Whitcombe")
    assert part.search is not None
    row = part.search.list.rows[0]
    assert row.anyway is not None
    assert row.go is not None
    row.anyway.click()
    assert not row.go.isEnabled()
    QTest.keyClicks(row.reason, "Drives with her father")
    QTest.keyClick(row.reason, Qt.Key.Key_Return)
    wait_for_names(part, qtbot, "Lena Whitcombe-Sørensen")
    assert card_of(storage, week.events[COATS]).signups[0].signup.override_reason == "Drives with her father"
    assert "age 16" in labels_of(part.rows[0])


def test_the_sixth_for_five_places_is_refused_in_words_with_two_ways_on(
    page: CalendarPage, week: DrawnWeek, storage: Storage, qtbot: QtBot
) -> None:
    sign_up_five(storage, week)
    opened(page, qtbot, week.events[COATS])
    part = search(page, qtbot, "Sorter", "Farah")
    assert part.search is not None
    QTest.keyClick(part.search.field.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not part.band.isHidden(), timeout=PATIENCE)
    assert part.band.what() == "Farah Naidie was not signed up: this is full"
    assert part.band.why() == "All 5 places are taken, and 5 is the most for this position."
    assert links_of(part) == ["Raise the most to 6", "Put down as driver"]


def test_raising_the_most_signs_the_sixth_up(
    page: CalendarPage, week: DrawnWeek, storage: Storage, qtbot: QtBot
) -> None:
    sign_up_five(storage, week)
    opened(page, qtbot, week.events[COATS])
    part = search(page, qtbot, "Sorter", "Farah")
    assert part.search is not None
    QTest.keyClick(part.search.field.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not part.band.isHidden(), timeout=PATIENCE)
    link(part, "Raise the most to 6").click()
    wait_for_names(part, qtbot, *FIVE, "Farah Naidie")
    assert part._need.text() == "5 needed, 6 at most"


def test_somebody_who_found_no_place_is_put_down_for_another_role(
    page: CalendarPage, week: DrawnWeek, storage: Storage, qtbot: QtBot
) -> None:
    sign_up_five(storage, week)
    opened(page, qtbot, week.events[COATS])
    part = search(page, qtbot, "Sorter", "Farah")
    assert part.search is not None
    QTest.keyClick(part.search.field.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not part.band.isHidden(), timeout=PATIENCE)
    link(part, "Put down as driver").click()
    wait_for_names(section(page, "Driver"), qtbot, "Farah Naidie")


def test_delete_takes_somebody_off_at_once_and_undo_brings_them_back(
    page: CalendarPage, week: DrawnWeek, storage: Storage, qtbot: QtBot
) -> None:
    sign_up_five(storage, week)
    opened(page, qtbot, week.events[COATS])
    part = section(page, "Sorter")
    part.rows[1].setFocus()
    QTest.keyClick(part.rows[1], Qt.Key.Key_Delete)
    wait_for_names(part, qtbot, "Bo Lindqvist", "M. del Carmen Fernández", "כנרת לוי", "Lena Whitcombe-Sørensen")
    page.desk.do(undo)
    wait_for_names(part, qtbot, *FIVE)


def test_the_cross_takes_somebody_off(page: CalendarPage, week: DrawnWeek, storage: Storage, qtbot: QtBot) -> None:
    sign_up_five(storage, week)
    opened(page, qtbot, week.events[COATS])
    part = section(page, "Sorter")
    part.rows[0].remove.click()
    wait_for_names(part, qtbot, *FIVE[1:])


def test_somebody_only_asked_can_say_yes_or_no(
    page: CalendarPage, week: DrawnWeek, storage: Storage, qtbot: QtBot
) -> None:
    position = week.positions[f"{COATS}/Sorter"]
    for name in ("Bo Lindqvist", "Sushila Rai"):
        storage.change(sign_up, position, week.people[name], status=SignupStatus.OFFERED)
    opened(page, qtbot, week.events[COATS])
    part = section(page, "Sorter")
    assert [row.offered for row in part.rows] == [True, True]
    part.rows[0].confirmed.emit(part.rows[0].key)
    qtbot.waitUntil(lambda: [row.offered for row in part.rows] == [False, True], timeout=PATIENCE)
    part.rows[1].declined.emit(part.rows[1].key)
    wait_for_names(part, qtbot, "Bo Lindqvist")


def test_nobody_found_becomes_the_next_step(page: CalendarPage, week: DrawnWeek, qtbot: QtBot) -> None:
    opened(page, qtbot, week.events[COATS])
    part = section(page, "Sorter")
    part.start_search()
    assert part.search is not None
    found = part.search
    QTest.keyClicks(found.field.field, "Zzyx & Co")
    qtbot.waitUntil(lambda: not found.add.isHidden(), timeout=PATIENCE)
    assert (found.nobody.text(), found.add.text()) == ("Nobody matches.", "Add “Zzyx && Co” as a new person")
    with qtbot.waitSignal(page.page_requested) as asked:
        found.add.click()
    assert asked.args == ["people", "Zzyx & Co"]


def test_escape_leaves_the_search_then_the_event(page: CalendarPage, week: DrawnWeek, qtbot: QtBot) -> None:
    opened(page, qtbot, week.events[COATS])
    part = search(page, qtbot, "Sorter", "bo")
    assert part.search is not None
    field = part.search.field.field
    QTest.keyClick(field, Qt.Key.Key_Escape)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert part.search is None
    assert page.inspector.event_id == week.events[COATS]
    QTest.keyClick(page.inspector.event_panel, Qt.Key.Key_Escape)
    assert page.inspector.event_id is None


def test_a_place_taken_twice_is_said_with_a_way_to_change_it(
    page: CalendarPage, week: DrawnWeek, storage: Storage, qtbot: QtBot
) -> None:
    stored = card_of(storage, week.events["Otters"]).line.event
    twin = an_event("Chess", on("2027-01-14", "17:00", "18:00"), venue_id=stored.venue_id, space_id=stored.space_id)
    storage.change(add_event, twin)
    opened(page, qtbot, week.events["Otters"])
    panel = page.inspector.event_panel
    qtbot.waitUntil(lambda: bool(panel.warnings()), timeout=PATIENCE)
    assert panel.warnings() == ("gym B is taken by Chess, Thu Jan 14, 5:00–6:00 PM.",)


def test_cancelling_asks_for_the_reason_in_place_and_names_the_people(
    page: CalendarPage, week: DrawnWeek, storage: Storage, qtbot: QtBot
) -> None:
    storage.change(sign_up, week.positions[f"{COATS}/Sorter"], week.people["Bo Lindqvist"])
    opened(page, qtbot, week.events[COATS])
    panel = page.inspector.event_panel
    panel.ask_to_cancel()
    assert panel.cancel_form.question.text() == "Why is Winter coat drive, sorting cancelled?"
    assert panel.cancel_form.people.text() == "1 person is signed up: Bo Lindqvist."
    assert not panel.cancel_form.go.isEnabled()
    QTest.keyClicks(panel.cancel_form.reason, "No coats")
    panel.cancel_form.go.click()
    qtbot.waitUntil(lambda: panel.head.state.text() == "Cancelled: No coats", timeout=PATIENCE)
    assert card_of(storage, week.events[COATS]).line.event.status is EventStatus.CANCELLED
    assert panel.band.why() == "Bo Lindqvist was signed up. Tell this person."


def test_removing_closes_the_event(page: CalendarPage, week: DrawnWeek, storage: Storage, qtbot: QtBot) -> None:
    opened(page, qtbot, week.events[COATS])
    page.inspector.event_panel.remove()
    qtbot.waitUntil(lambda: page.inspector.event_id is None, timeout=PATIENCE)
    friday = EventQuery(date(2027, 1, 15), date(2027, 1, 15))
    titles = [line.event.title for line in storage.read(events_during, friday)]
    assert titles == ["Merchants’ walk", "U16 Hillcrest"]


def test_hostile_names_are_shown_as_plain_text(
    page: CalendarPage, week: DrawnWeek, storage: Storage, qtbot: QtBot
) -> None:
    from coordinator.usecases.people import add_person
    from tests.makers import a_person

    name = "<img src='file:///etc/passwd'><b>x</b>"
    made = storage.change(add_person, a_person(name, "&amp;"))
    storage.change(sign_up, week.positions[f"{COATS}/Sorter"], made.record_id or 0)
    opened(page, qtbot, week.events[COATS])
    row = section(page, "Sorter").rows[0]
    shown = [label for label in row.findChildren(Label) if label.text() == f"{name} &amp;"]
    assert [label.textFormat() for label in shown] == [Qt.TextFormat.PlainText]


# --- what others do meanwhile ----------------------------------------------------------------------------------------


@contextmanager
def at_the_front_desk(storage: Storage) -> Iterator[None]:
    """Somebody else acts."""
    before, storage.actor = storage.actor, "front desk"
    yield
    storage.actor = before


def press_news(page: CalendarPage, words: str) -> None:
    buttons: list[QPushButton] = page.inspector.event_panel.news.findChildren(QPushButton)
    next(one for one in buttons if one.text() == words and not one.isHidden()).click()


def test_a_reason_being_typed_is_kept_when_the_event_changes_and_it_is_said(
    page: CalendarPage, week: DrawnWeek, storage: Storage, qtbot: QtBot
) -> None:
    key = week.events[COATS]
    opened(page, qtbot, key)
    part = search(page, qtbot, "Driver", "Whitcombe")
    assert part.search is not None
    row = part.search.list.rows[0]
    assert row.anyway is not None
    row.anyway.click()
    QTest.keyClicks(row.reason, "Drives with her")
    with at_the_front_desk(storage):
        changes = storage.change(edit_event, replace(card_of(storage, key).line.event, title="Coat sorting day"))
    page.desk.changed.emit(changes)
    news = page.inspector.event_panel.news
    qtbot.waitUntil(news.isVisible, timeout=PATIENCE)
    found = part.search.list
    qtbot.waitUntil(lambda: bool(found.rows) and found.rows[0] is not row, timeout=PATIENCE)
    assert (news.what(), news.why()) == (
        "front desk changed this event at 2:05 PM: title.",
        "What you typed is kept.",
    )
    again = found.rows[0]
    qtbot.waitUntil(again.reason.isVisible, timeout=PATIENCE)
    assert (again.reason.text(), again.reason.hasFocus()) == ("Drives with her", True)
    assert part.search.field.text() == "Whitcombe"
    QTest.keyClicks(again.reason, " father")
    QTest.keyClick(again.reason, Qt.Key.Key_Return)
    wait_for_names(part, qtbot, "Lena Whitcombe-Sørensen")
    assert card_of(storage, key).signups[0].signup.override_reason == "Drives with her father"
    assert part.search is not None
    assert part.search.typed() == ""


def test_the_person_chosen_stays_chosen_when_the_list_is_read_again(
    page: CalendarPage, week: DrawnWeek, storage: Storage, qtbot: QtBot
) -> None:
    opened(page, qtbot, week.events[COATS])
    part = section(page, "Sorter")
    part.start_search()
    assert part.search is not None
    found = part.search.list
    qtbot.waitUntil(lambda: len(found.rows) > 2, timeout=PATIENCE)
    QTest.keyClick(part.search.field.field, Qt.Key.Key_Down)
    chosen, rows = found.rows[1].name.words(), found.rows
    page.inspector.event_panel.refresh()
    qtbot.waitUntil(lambda: found.rows is not rows, timeout=PATIENCE)
    row = found.current()
    assert row is not None
    assert row.name.words() == chosen


def test_an_event_removed_while_somebody_is_looked_for_can_be_brought_back(
    page: CalendarPage, week: DrawnWeek, storage: Storage, qtbot: QtBot
) -> None:
    key = week.events[COATS]
    opened(page, qtbot, key)
    part = search(page, qtbot, "Driver", "Kovalchuk")
    with at_the_front_desk(storage):
        page.desk.changed.emit(storage.change(remove_event, key))
    news = page.inspector.event_panel.news
    qtbot.waitUntil(news.isVisible, timeout=PATIENCE)
    assert news.what() == "front desk removed this event at 2:05 PM."
    assert part.search is not None
    assert part.search.field.text() == "Kovalchuk"
    press_news(page, "Bring it back")
    qtbot.waitUntil(lambda: card_of(storage, key).line.event.deleted_at is None, timeout=PATIENCE)
    qtbot.waitUntil(lambda: not news.isVisible(), timeout=PATIENCE)
    assert part.search.field.text() == "Kovalchuk"


def test_an_event_removed_while_somebody_is_looked_for_can_be_let_go(
    page: CalendarPage, week: DrawnWeek, storage: Storage, qtbot: QtBot
) -> None:
    opened(page, qtbot, week.events[COATS])
    search(page, qtbot, "Driver", "Kovalchuk")
    with at_the_front_desk(storage):
        page.desk.changed.emit(storage.change(remove_event, week.events[COATS]))
    qtbot.waitUntil(page.inspector.event_panel.news.isVisible, timeout=PATIENCE)
    press_news(page, "Let it go")
    assert page.inspector.event_id is None


def test_a_role_taken_out_while_somebody_is_looked_for_says_what_was_typed(
    page: CalendarPage, week: DrawnWeek, storage: Storage, qtbot: QtBot
) -> None:
    key = week.events[COATS]
    opened(page, qtbot, key)
    search(page, qtbot, "Driver", "Kovalchuk")
    event = card_of(storage, key).line.event
    kept = tuple(position for position in event.positions if position.role != "Driver")
    with at_the_front_desk(storage):
        page.desk.changed.emit(storage.change(edit_event, replace(event, positions=kept)))
    news = page.inspector.event_panel.news
    qtbot.waitUntil(news.isVisible, timeout=PATIENCE)
    assert (news.what(), news.why()) == (
        "front desk changed this event at 2:05 PM: roles.",
        "The role you were filling is gone. You had typed “Kovalchuk”.",
    )


def test_ones_own_changes_are_no_news(page: CalendarPage, week: DrawnWeek, storage: Storage, qtbot: QtBot) -> None:
    key = week.events[COATS]
    opened(page, qtbot, key)
    search(page, qtbot, "Driver", "Kovalchuk")
    panel = page.inspector.event_panel
    page.desk.do(edit_event, replace(card_of(storage, key).line.event, title="Coat sorting day"))
    qtbot.waitUntil(
        lambda: panel.card is not None and panel.card.line.event.title == "Coat sorting day", timeout=PATIENCE
    )
    assert not panel.news.isVisible()
