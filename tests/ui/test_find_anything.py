"""Find anything: Ctrl+K from any page, groups with counts, keys, and that every row does what it says."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from coordinator.db.work import Storage
from coordinator.domain.changes import Changes
from coordinator.domain.finding import Found, Recent
from coordinator.runtime import i18n
from coordinator.runtime.settings import load_settings, save_settings
from coordinator.ui.calendar.editor import EventEditor
from coordinator.ui.calendar.page import CalendarPage
from coordinator.ui.exporting.dialog import ExportDialog
from coordinator.ui.finding.lines import Heading, Hit, More, Note
from coordinator.ui.finding.lookup import Lookup
from coordinator.ui.finding.panel import Finder
from coordinator.ui.finding.recent import recent_in, with_opened
from coordinator.ui.imports.dialog import ImportDialog
from coordinator.ui.kit import theme
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.page import Session
from coordinator.ui.kit.rail import Rail
from coordinator.ui.kit.sheet import Message
from coordinator.ui.people.editor import PersonEditor
from coordinator.ui.people.page import PeoplePage
from coordinator.ui.preferences.page import SettingsPage
from coordinator.ui.printing.page import PrintPage
from coordinator.ui.venues.dialog import VenuesDialog
from coordinator.ui.window import Window
from coordinator.usecases.events import add_event
from coordinator.usecases.people import add_person
from coordinator.usecases.precinct import edit_precinct
from coordinator.usecases.venues import add_venue
from tests.makers import a_person, a_venue, an_event, on
from tests.ui.fitting import wait_until_whole

CONTROL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


def record(done: Changes) -> int:
    assert done.record_id is not None
    return done.record_id


class Known:
    """What can be found."""

    def __init__(self, storage: Storage) -> None:
        self.pena = record(storage.change(add_person, a_person("José", "Peña", phone="(212) 555-0143")))
        self.melnyk = record(storage.change(add_person, a_person("Хосе", "Мельник", latin_name="Jose Melnyk")))
        self.hall = record(storage.change(add_venue, a_venue("St. Joseph’s hall", "Gym")))
        self.supper = record(storage.change(add_event, an_event("Supper at St. Joseph’s", on("2027-01-22"))))
        self.fair = record(storage.change(add_event, an_event("Old José fair", on("2026-12-18"))))


@pytest.fixture
def known(storage: Storage) -> Known:
    """Written before the window is there."""
    return Known(storage)


@pytest.fixture
def front(known: Known, window: Window, qtbot: QtBot) -> Window:
    """The window in front, with something to find."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def finder_of(window: Window) -> Finder:
    lookup = window.findChild(Lookup)
    assert lookup is not None
    assert lookup.finder is not None
    return lookup.finder


def is_open(window: Window) -> bool:
    lookup = window.findChild(Lookup)
    return lookup is not None and lookup.finder is not None


def press_k(window: Window) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, Key.Key_K, CONTROL)


def found(window: Window, words: str, qtbot: QtBot) -> Finder:
    """Open it, type, and wait for the answer."""
    press_k(window)
    finder = finder_of(window)
    QTest.keyClicks(finder.field, words)
    answered(finder, qtbot)
    return finder


def answered(finder: Finder, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: finder._shown == (finder.field.text(), finder._group))


def shown(finder: Finder) -> list[str]:
    return [line.title if isinstance(line, Hit) else line.words for line in finder.list.found.lines]


def titles(finder: Finder) -> list[str]:
    return [line.title for line in finder.list.found.lines if isinstance(line, Hit)]


def choose(finder: Finder, title: str, key: Key = Key.Key_Return, modifier: Qt.KeyboardModifier | None = None) -> None:
    """Down to a row, and the key on it."""
    for _n in range(60):
        row = finder.list.current()
        if isinstance(row, Hit) and row.title == title:
            break
        QTest.keyClick(finder.field, Key.Key_Down)
    else:
        pytest.fail(f"no row {title!r} among {shown(finder)}")
    QTest.keyClick(finder.field, key, modifier or Qt.KeyboardModifier.NoModifier)


def one_of(window: Window, kind: type[QWidget], qtbot: QtBot) -> QWidget:
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(kind)))
    return next(one for one in window.findChildren(kind) if one.isVisible())


# --- opening and closing ---------------------------------------------------------------------------------------------


def test_ctrl_k_opens_and_closes_and_gives_the_focus_back(front: Window) -> None:
    before = QApplication.focusWidget()
    press_k(front)
    assert QApplication.focusWidget() is finder_of(front).field
    press_k(front)
    assert not is_open(front)
    assert QApplication.focusWidget() is before


def test_esc_and_a_click_beside_it_close_it(front: Window) -> None:
    press_k(front)
    QTest.keyClick(finder_of(front).field, Key.Key_Escape)
    assert not is_open(front)
    press_k(front)
    shade = finder_of(front).parentWidget()
    assert shade is not None
    QTest.mouseClick(shade, Qt.MouseButton.LeftButton, pos=shade.rect().bottomLeft())
    assert not is_open(front)


def test_ctrl_k_works_while_something_is_typed_and_nothing_of_it_is_lost(front: Window, qtbot: QtBot) -> None:
    front.open_page("people")
    assert isinstance(front.page, PeoplePage)
    field = front.page.find_bar.search.field
    field.setFocus()
    QTest.keyClicks(field, "pena and more")
    field.setCursorPosition(4)
    press_k(front)
    assert is_open(front)
    press_k(front)
    assert (field.text(), field.cursorPosition()) == ("pena and more", 4)
    assert QApplication.focusWidget() is field


def test_it_does_not_open_over_a_dialog(front: Window) -> None:
    message = Message(front, "Title", "Words")
    message.open()
    press_k(front)
    assert not is_open(front)
    message.reject()


def test_the_other_keys_of_the_window_rest_while_it_is_open(front: Window) -> None:
    press_k(front)
    title = front.windowTitle()
    QTest.keyClick(finder_of(front).field, Key.Key_F1)
    assert front.windowTitle() == title


def test_the_rail_opens_it_by_mouse_and_keeps_its_page(front: Window) -> None:
    rail = front.findChildren(Rail)[-1]
    page = rail.current()
    rail.buttons["find"].click()
    assert is_open(front)
    assert rail.current() is page


# --- what is shown ---------------------------------------------------------------------------------------------------


def test_groups_come_with_their_counts_and_upcoming_before_past(front: Window, qtbot: QtBot) -> None:
    finder = found(front, "jose", qtbot)
    lines = finder.list.found.lines
    assert [(one.words, one.count) for one in lines if isinstance(one, Heading)] == [
        ("People", 2),
        ("Events", 2),
        ("Places", 1),
        ("Actions", 5),
    ]
    assert titles(finder)[:5] == [
        "José Peña",
        "Хосе Мельник (Jose Melnyk)",
        "Supper at St. Joseph’s",
        "Old José fair",
        "St. Joseph’s hall",
    ]
    assert finder.count.text() == "10 found"
    assert [tab.text() for tab in finder.tabs.tabs.values()] == ["All", "People 2", "Events 2", "Places 1", "Actions 5"]


def test_phone_stands_where_the_card_shows_it(front: Window, qtbot: QtBot) -> None:
    finder = found(front, "555 0143", qtbot)
    row = finder.list.current()
    assert isinstance(row, Hit)
    assert (row.title, row.right) == ("José Peña", "(212) 555-0143")


def test_only_rows_can_be_chosen_and_the_list_goes_round(front: Window, qtbot: QtBot) -> None:
    finder = found(front, "jose", qtbot)
    first = finder.list.current()
    QTest.keyClick(finder.field, Key.Key_Up)
    last = finder.list.current()
    assert isinstance(last, More)
    QTest.keyClick(finder.field, Key.Key_Down)
    assert finder.list.current() == first


def test_tab_goes_through_the_groups_and_back(front: Window, qtbot: QtBot) -> None:
    finder = found(front, "jose", qtbot)
    seen = []
    for key in (Key.Key_Tab, Key.Key_Tab, Key.Key_Backtab, Key.Key_Backtab, Key.Key_Backtab):
        QTest.keyClick(finder.field, key)
        answered(finder, qtbot)
        seen.append(shown(finder)[0])
    assert seen == ["People", "Events", "People", "People", "Actions"]
    assert QApplication.focusWidget() is finder.field


def test_more_of_a_group_leads_to_all_of_it(front: Window, storage: Storage, qtbot: QtBot) -> None:
    for number in range(6):
        storage.change(add_person, a_person("Zora", f"Zeller {number}"))
    finder = found(front, "zeller", qtbot)
    assert "3 more people" in shown(finder)
    for _n in range(3):
        QTest.keyClick(finder.field, Key.Key_Down)
    QTest.keyClick(finder.field, Key.Key_Return)
    answered(finder, qtbot)
    assert titles(finder) == [f"Zora Zeller {number}" for number in range(6)]


def test_nothing_found_is_said_and_can_be_added(front: Window, qtbot: QtBot) -> None:
    finder = found(front, "josx", qtbot)
    assert shown(finder) == [
        "Nothing has “josx”. Add it as a person or as an event.",
        "Add “josx” as a new person",
        "New event “josx”",
    ]
    QTest.keyClick(finder.field, Key.Key_Return)
    editor = one_of(front, PersonEditor, qtbot)
    assert isinstance(editor, PersonEditor)
    assert editor.form.given.text() == "josx"


def test_enter_pressed_before_the_answer_opens_what_was_typed_last(front: Window, known: Known, qtbot: QtBot) -> None:
    press_k(front)
    finder = finder_of(front)
    QTest.keyClicks(finder.field, "melnyk")
    QTest.keyClick(finder.field, Key.Key_Return)
    qtbot.waitUntil(lambda: front.windowTitle().startswith("People"))
    assert isinstance(front.page, PeoplePage)
    page = front.page
    qtbot.waitUntil(lambda: page.card.card is not None and page.card.card.person.id == known.melnyk)


# --- what the rows do ------------------------------------------------------------------------------------------------


def test_a_person_opens_on_their_card(front: Window, known: Known, qtbot: QtBot) -> None:
    choose(found(front, "jose", qtbot), "José Peña")
    page = front.page
    assert isinstance(page, PeoplePage)
    qtbot.waitUntil(lambda: page.card.card is not None and page.card.card.person.id == known.pena)


def test_an_event_opens_in_the_calendar(front: Window, known: Known, qtbot: QtBot) -> None:
    choose(found(front, "jose", qtbot), "Supper at St. Joseph’s")
    page = front.page
    assert isinstance(page, CalendarPage)
    qtbot.waitUntil(lambda: page.inspector.event_id == known.supper)


def test_a_place_opens_among_the_venues(front: Window, known: Known, qtbot: QtBot) -> None:
    choose(found(front, "jose", qtbot), "St. Joseph’s hall")
    dialog = one_of(front, VenuesDialog, qtbot)
    assert isinstance(dialog, VenuesDialog)
    qtbot.waitUntil(lambda: dialog.before.id == known.hall)


@pytest.mark.parametrize(("title", "editor"), [("José Peña", PersonEditor), ("Supper at St. Joseph’s", EventEditor)])
def test_ctrl_enter_edits(front: Window, title: str, editor: type[QWidget], qtbot: QtBot) -> None:
    choose(found(front, "jose", qtbot), title, modifier=CONTROL)
    one_of(front, editor, qtbot)


def test_a_new_event_at_the_place_found_has_the_place(front: Window, known: Known, qtbot: QtBot) -> None:
    choose(found(front, "joseph", qtbot), "New event at St. Joseph’s hall")
    editor = one_of(front, EventEditor, qtbot)
    assert isinstance(editor, EventEditor)
    qtbot.waitUntil(lambda: editor.form.venue.box.currentText() == "St. Joseph’s hall")
    assert editor.form.typed().event.venue_id == known.hall
    assert not editor.is_changed()


def test_a_new_event_on_the_day_typed_is_on_that_day(front: Window, qtbot: QtBot) -> None:
    choose(found(front, "jan 20", qtbot), "New event on Wed Jan 20")
    editor = one_of(front, EventEditor, qtbot)
    assert isinstance(editor, EventEditor)
    assert editor.form.typed().event.when.first_day.isoformat() == "2027-01-20"


def test_a_day_typed_is_gone_to(front: Window, qtbot: QtBot) -> None:
    choose(found(front, "3/4", qtbot), "Go to Thu Mar 4")
    assert isinstance(front.page, CalendarPage)
    assert front.page.days.first.isoformat() == "2027-02-28"


@pytest.mark.parametrize(
    "title", ["Sign-in sheet for Supper at St. Joseph’s", "Print the roster of Supper at St. Joseph’s"]
)
def test_a_sheet_for_the_event_found_is_on_the_print_page(
    front: Window, known: Known, title: str, qtbot: QtBot
) -> None:
    finder = found(front, "supper", qtbot)
    QTest.keyClick(finder.field, Key.Key_Backtab)
    answered(finder, qtbot)
    choose(finder, title)
    assert isinstance(front.page, PrintPage)
    assert front.page.options.wish().event_ids == (known.supper,)
    assert ("sign" in str(front.page.options.sheet)) == title.startswith("Sign")


@pytest.mark.parametrize(
    ("words", "title", "what"),
    [
        ("import", "Import people…", ImportDialog),
        ("export", "Export people…", ExportDialog),
        ("venues", "Venues…", VenuesDialog),
        ("new person", "New person", PersonEditor),
        ("new event", "New event", EventEditor),
    ],
)
def test_usual_actions_open_their_dialogs(
    front: Window, words: str, title: str, what: type[QWidget], qtbot: QtBot
) -> None:
    finder = found(front, words, qtbot)
    QTest.keyClick(finder.field, Key.Key_Backtab)
    answered(finder, qtbot)
    choose(finder, title)
    one_of(front, what, qtbot)


def test_undo_undoes(front: Window, desk: Desk, session: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.changed):
        desk.do(edit_precinct, replace(session.precinct, name="Precinct 15"))
    with qtbot.waitSignal(desk.changed):
        choose(found(front, "undo", qtbot), "Undo")
    qtbot.waitUntil(lambda: "Precinct 14" in front.windowTitle())


@pytest.mark.parametrize("section", ["Precinct", "Appearance", "You", "Paper and language", "Office database"])
def test_every_section_of_the_settings_is_there(front: Window, section: str, qtbot: QtBot) -> None:
    choose(found(front, f"settings {section}", qtbot), f"Settings: {section}")
    assert isinstance(front.page, SettingsPage)
    row = front.page.sections.currentRow()
    assert front.page.cards()[row].words == section


# --- recent ----------------------------------------------------------------------------------------------------------


def test_what_was_opened_comes_first_next_time_and_no_name_is_written(
    front: Window, known: Known, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    choose(found(front, "supper", qtbot), "Supper at St. Joseph’s")
    choose(found(front, "pena", qtbot), "José Peña")
    press_k(front)
    finder = finder_of(front)
    qtbot.waitUntil(lambda: shown(finder)[0] == "Recent")
    assert titles(finder)[:3] == ["José Peña", "Supper at St. Joseph’s", "New event"]
    save_settings(session.settings, tmp_path / "kept.toml")
    written = (tmp_path / "kept.toml").read_text("utf-8")
    assert "Peña" not in written
    assert "Supper" not in written
    assert load_settings(tmp_path / "kept.toml").recent == session.settings.recent


def test_the_latest_ten_of_each_database_are_kept() -> None:
    kept: tuple[str, ...] = with_opened((), "other", Recent(Found.VENUE, 1))
    for number in range(15):
        kept = with_opened(kept, "mine", Recent(Found.PERSON, number))
    kept = with_opened(kept, "mine", Recent(Found.PERSON, 9))
    assert [one.id for one in recent_in(kept, "mine")] == [9, 14, 13, 12, 11, 10, 8, 7, 6, 5]
    assert recent_in(kept, "other") == (Recent(Found.VENUE, 1),)
    assert recent_in(("nonsense", *(f"{one}x" for one in kept)), "mine") == ()


# --- how it looks ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("size", [(1366, 768), (1180, 640)])
@pytest.mark.parametrize("words", ["", "jose", "josx", "<b>"])
def test_nothing_is_cut(
    known: Known, window: Window, session: Session, size: tuple[int, int], language: str, words: str, qtbot: QtBot
) -> None:
    i18n.set_language(language)
    window.rebuild()
    window.resize(*size)
    finder = found(window, words, qtbot)
    wait_until_whole(finder, qtbot)
    shade = finder.parentWidget()
    assert shade is not None
    assert shade.rect().adjusted(16, 16, -16, -16).contains(finder.geometry())


def test_larger_text_fits_too(known: Known, window: Window, qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply(qapp, "dark", "larger")
    window.rebuild()
    window.resize(1180, 640)
    wait_until_whole(found(window, "jose", qtbot), qtbot)


def test_hostile_names_are_shown_as_they_are_on_one_line(front: Window, storage: Storage, qtbot: QtBot) -> None:
    storage.change(add_person, a_person("<b>Zed</b>", "&amp;\nline", tags=("<img src=x>",)))
    finder = found(front, "zed", qtbot)
    assert titles(finder)[0] == "<b>Zed</b> &amp; line"
    assert "<b>Zed</b> &amp; line" in {one.strip() for one in words_of_rows(finder)}


def words_of_rows(finder: Finder) -> list[str]:
    model = finder.list.found
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_screen_readers_are_told_what_is_found_and_which_row_is_chosen(front: Window, qtbot: QtBot) -> None:
    finder = found(front, "jose", qtbot)
    qtbot.waitUntil(lambda: finder.field.accessibleDescription().startswith("10 found. José Peña"))
    QTest.keyClick(finder.field, Key.Key_Down)
    assert finder.field.accessibleDescription().startswith("Хосе Мельник")
    assert finder.field.accessibleName() == "Find anything"
    assert finder.list.accessibleName() == "Found"


def test_a_question_that_fails_says_so_in_place(front: Window, qtbot: QtBot, tmp_path: Path) -> None:
    finder = found(front, "jose", qtbot)
    (tmp_path / "p14.db").rename(tmp_path / "away.db")
    QTest.keyClicks(finder.field, "p")
    qtbot.waitUntil(lambda: isinstance(finder.list.found.lines[0], Note))
    (tmp_path / "away.db").rename(tmp_path / "p14.db")
