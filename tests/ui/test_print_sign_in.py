"""The sign-in sheet on the Print page: its options, its events, and its number in the log of what was printed."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from coordinator.db.work import Storage
from coordinator.domain.precinct import Precinct
from coordinator.domain.privacy import Audience, Sheet
from coordinator.runtime import i18n
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.page import Session
from coordinator.ui.printing.page import PrintPage
from coordinator.usecases.paper import RosterWish
from coordinator.usecases.signin import SignInWish
from coordinator.usecases.upkeep import create_database, open_database
from tests.printing.reading import text
from tests.ui.conftest import NOW
from tests.ui.drawn_week import DrawnWeek, fill
from tests.ui.fitting import clipped

SIGN_IN, ROSTER = 0, 1


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, DrawnWeek]:
    """The drawn week in a file, to copy."""
    path = tmp_path_factory.mktemp("filled") / "p14.db"
    made = create_database(str(path), precinct=Precinct(name="Precinct 14"), actor="Sgt. Dana Whitfield", clock=NOW)
    week = fill(made)
    made.close()
    return path, week


@pytest.fixture
def storage(filled: tuple[Path, DrawnWeek], tmp_path: Path) -> Iterator[Storage]:
    """A copy of it, open."""
    path = Path(shutil.copy(filled[0], tmp_path / "p14.db"))
    opened = open_database(str(path), actor="Sgt. Dana Whitfield", clock=NOW)
    yield opened
    opened.close()


@pytest.fixture
def week(filled: tuple[Path, DrawnWeek]) -> DrawnWeek:
    """Its ids."""
    return filled[1]


@pytest.fixture
def page(desk: Desk, session: Session, qtbot: QtBot) -> PrintPage:
    """The page with a sign-in sheet chosen and made."""
    made = PrintPage(desk, session)
    qtbot.addWidget(made)
    made.resize(1286, 720)
    made.show()
    made.refresh()
    qtbot.waitUntil(lambda: made.printed is not None)
    made.list.list.setCurrentRow(SIGN_IN)
    qtbot.waitUntil(lambda: made.printed is not None and made.printed.sheet is Sheet.SIGN_IN)
    return made


def words_on(page: PrintPage) -> str:
    assert page.printed is not None
    return text(page.printed.document.content)


def remade(page: PrintPage, qtbot: QtBot) -> None:
    """Wait for the next sheet."""
    before = page.printed
    qtbot.waitUntil(lambda: page.printed is not None and page.printed is not before)


def choose(page: PrintPage, event: str) -> None:
    """Pick from the list of events as a person does."""
    place = page.options.events.findText(event)
    page.options.events.setCurrentIndex(place)
    page.options.events.activated.emit(place)


def test_it_shows_only_what_this_sheet_needs(page: PrintPage, qtbot: QtBot) -> None:
    options = page.options
    shown = (options.kinds, options.lines, options.in_out, options.events, options.walk_ins, options.large)
    assert [widget.isVisible() for widget in shown] == [False, False, False, True, True, True]
    page.list.list.setCurrentRow(ROSTER)
    remade(page, qtbot)
    assert [widget.isVisible() for widget in shown] == [True, True, True, False, False, True]


def test_it_begins_with_the_next_meeting_for_the_public(page: PrintPage) -> None:
    assert page.options.events.currentText() == "Tue Jan 12: Mill Street residents"
    assert page.options.audiences.value() is Audience.PUBLIC
    assert "Mill Street residents Tuesday, January 12, 2027, 6:30 to 8:00 PM" in words_on(page)


def test_events_can_be_chosen_alone_by_kind_or_all(page: PrintPage, qtbot: QtBot) -> None:
    events = page.options.events
    assert [events.itemText(n) for n in range(8)] == [
        "All events (25)",
        "Practices and games (12)",
        "Meetings (4)",
        "Practices (9)",
        "Games (3)",
        "Volunteer shifts (5)",
        "Training (2)",
        "Other (2)",
    ]
    assert events.count() == 8 + 25
    choose(page, "Meetings (4)")
    remade(page, qtbot)
    assert page.printed is not None
    assert page.printed.events <= 4


def test_a_coachs_copy_of_a_meeting_offers_the_practices_and_games(page: PrintPage, qtbot: QtBot) -> None:
    page.options.audiences.button(Audience.COACH).click()
    qtbot.waitUntil(lambda: page.middle.currentWidget() is page.state)
    page._only_sports()
    qtbot.waitUntil(lambda: page.middle.currentWidget() is page.sheet)
    assert page.options.events.currentText() == "Practices and games (12)"
    assert "Audience: team, first names and initials only" in words_on(page)


def test_more_blank_rows_make_more_pages(page: PrintPage, qtbot: QtBot) -> None:
    assert page.printed is not None
    pages = page.printed.document.pages
    page.options.walk_ins.setValue(80)
    remade(page, qtbot)
    assert page.printed.document.pages > pages
    assert page.options.walk_ins.text() == "at least 80"


def test_the_number_in_the_preview_is_the_one_that_is_noted(
    page: PrintPage, storage: Storage, qtbot: QtBot, tmp_path: Path
) -> None:
    assert page.printed is not None
    number = page.printed.parts[0].sheet_id
    with qtbot.waitSignal(page.desk.changed):
        page.save_to(tmp_path / "mine.pdf")
    runs = storage.read(lambda work: work.bookkeeping.print_runs())
    assert [(run.sheet, run.sheet_id) for run in runs] == [("sign-in", number)]
    assert number in text((tmp_path / "mine.pdf").read_bytes())


def test_days_without_events_say_so(page: PrintPage, qtbot: QtBot) -> None:
    page.options.which.choose_days(date(2030, 5, 1), date(2030, 5, 2))
    page.make_sheet()
    qtbot.waitUntil(lambda: page.middle.currentWidget() is page.state)
    assert page.state.accessibleName() == (
        "Nothing to print There is no event on these days to sign in to. Choose other days."
    )
    assert not page.footer.save_button.isEnabled()


def test_another_page_hands_over_a_sign_in_sheet_or_a_roster(page: PrintPage, week: DrawnWeek, qtbot: QtBot) -> None:
    page.begin(RosterWish(event_ids=(week.events["Food pantry"],)))
    qtbot.waitUntil(lambda: page.printed is not None and page.printed.sheet is Sheet.SHIFT_ROSTER)
    assert page.list.list.currentRow() == ROSTER
    wish = SignInWish(event_ids=(week.events["Food pantry"],), audience=Audience.STAFF, walk_ins=25)
    page.begin(wish)
    qtbot.waitUntil(lambda: page.printed is not None and page.printed.sheet is Sheet.SIGN_IN)
    assert "Food pantry Tuesday, January 12, 2027" in words_on(page)
    assert (page.options.walk_ins.value(), page.options.audiences.value()) == (25, Audience.STAFF)


def test_coming_back_finds_what_was_chosen(page: PrintPage, qtbot: QtBot) -> None:
    choose(page, "Meetings (4)")
    remade(page, qtbot)
    place = page.place()
    page.list.list.setCurrentRow(ROSTER)
    remade(page, qtbot)
    page.go_to(place)
    qtbot.waitUntil(lambda: page.printed is not None and page.printed.sheet is Sheet.SIGN_IN)
    assert page.options.events.currentText() == "Meetings (4)"


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("size", [(1286, 744), (1100, 616)])
def test_nothing_is_cut_off_at_either_size(
    desk: Desk, session: Session, qtbot: QtBot, size: tuple[int, int], language: str
) -> None:
    i18n.set_language(language)
    page = PrintPage(desk, session)
    qtbot.addWidget(page)
    page.resize(*size)
    page.show()
    page.refresh()
    page.list.list.setCurrentRow(SIGN_IN)
    qtbot.waitUntil(lambda: page.printed is not None and page.printed.sheet is Sheet.SIGN_IN)
    qtbot.waitUntil(page.no_printer.isVisible)
    qtbot.waitUntil(lambda: clipped(page) == [])
    area = page.form.findChild(QScrollArea)
    assert area is not None
    assert page.options.minimumSizeHint().width() <= area.viewport().width()
