"""The Print page on a real database: what it makes, shows, refuses, saves and prints."""

import io
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from coordinator.db.work import Storage
from coordinator.domain.events import EventKind
from coordinator.domain.precinct import Precinct
from coordinator.domain.privacy import Audience
from coordinator.runtime import i18n
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.page import Session
from coordinator.ui.printing.page import PrintPage
from coordinator.ui.printing.pdf import page_sizes, picture
from coordinator.ui.printing.preview import Zoom
from coordinator.ui.printing.printers import print_pages
from coordinator.usecases.paper import RosterWish
from coordinator.usecases.people import edit_person, person_card
from coordinator.usecases.upkeep import create_database, open_database
from tests.printing.reading import text
from tests.ui.conftest import NOW
from tests.ui.drawn_week import DrawnWeek, fill
from tests.ui.fitting import clipped

WEEK = (date(2027, 1, 10), date(2027, 1, 16))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, DrawnWeek]:
    """The drawn week in a file, to copy."""
    path = tmp_path_factory.mktemp("filled") / "p14.db"
    made = create_database(
        str(path), precinct=Precinct(name="Precinct 14", languages=("en", "es")), actor="Sgt. Dana Whitfield", clock=NOW
    )
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
def page(week: DrawnWeek, desk: Desk, session: Session, qtbot: QtBot) -> PrintPage:
    """The page with the sheet of this week made and drawn."""
    made = PrintPage(desk, session)
    qtbot.addWidget(made)
    made.resize(1286, 720)
    made.show()
    made.refresh()
    qtbot.waitUntil(lambda: made.printed is not None and not made.preview.image.isNull())
    return made


def words_on(page: PrintPage) -> str:
    assert page.printed is not None
    return text(page.printed.document.content)


def remade(page: PrintPage, qtbot: QtBot) -> None:
    """Wait for the next sheet."""
    before = page.printed
    qtbot.waitUntil(lambda: page.printed is not None and page.printed is not before)


def test_it_opens_with_this_weeks_roster_for_volunteers(page: PrintPage) -> None:
    words = words_on(page)
    assert "Shifts, January 10 to 16, 2027" in words
    assert "Volunteers copy" in words
    assert page.bar.words.text() == "Page 1 of 3"
    assert page.options.which.list.currentText() == "This week, January 10–16, 2027"


def test_the_preview_is_the_very_pdf(page: PrintPage) -> None:
    assert page.printed is not None
    shown = page.preview.image
    drawn = picture(page.printed.document.content, 0, page.preview.factor())
    assert shown == drawn


def test_the_cards_spell_out_what_each_audience_sees(page: PrintPage) -> None:
    said = [page.options.audiences.button(audience).accessibleDescription().split(". ")[0] for audience in Audience]
    assert said == [
        "Times, places, roles, number of openings",
        "Names, times, places, roles, openings",
        "Names, times, places, roles, openings",
        "Full names, phones, times, places, roles, openings, ages of under-18s, reasons for exceptions, drafts",
    ]


def test_another_audience_makes_another_sheet(page: PrintPage, qtbot: QtBot) -> None:
    page.options.audiences.button(Audience.PUBLIC).click()
    remade(page, qtbot)
    words = words_on(page)
    assert "Public copy" in words
    assert "Neighbor" not in words
    assert not page.options.lines.isVisible()
    assert not page.options.in_out.isVisible()


def test_a_click_anywhere_on_a_card_chooses_it(page: PrintPage, qtbot: QtBot) -> None:
    card = page.options.audiences.button(Audience.STAFF).parentWidget()
    assert isinstance(card, QWidget)
    QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=QRect(card.rect()).center())
    remade(page, qtbot)
    assert "Staff copy" in words_on(page)


def test_a_coachs_copy_of_everything_is_refused_with_a_way_on(page: PrintPage, qtbot: QtBot) -> None:
    page.options.audiences.button(Audience.COACH).click()
    qtbot.waitUntil(lambda: page.middle.currentWidget() is page.state)
    assert page.state.accessibleName() == (
        "Not printed this way The coach’s copy holds practices and games only. "
        "Leave out 12 events: Clergy council coffee, Block watch call, Senior visits, and …."
    )
    assert not page.footer.save_button.isEnabled()
    page._only_sports()
    qtbot.waitUntil(lambda: page.middle.currentWidget() is page.sheet)
    assert "Practices and games, January 10 to 16, 2027" in words_on(page)


def test_only_kinds_that_there_are_can_be_chosen_with_their_numbers(page: PrintPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.options.kinds.count() > 1)
    assert [page.options.kinds.itemText(n) for n in range(page.options.kinds.count())] == [
        "All shifts (24)",
        "Practices and games (12)",
        "Meetings (4)",
        "Practices (9)",
        "Games (3)",
        "Volunteer shifts (5)",
        "Training (2)",
        "Other (1)",
    ]


def test_days_without_shifts_say_so_and_nothing_can_be_printed(page: PrintPage, qtbot: QtBot) -> None:
    page.options.which.choose_days(date(2030, 5, 1), date(2030, 5, 2))
    page.make_sheet()
    remade(page, qtbot)
    assert page.state.accessibleName() == (
        "Nothing to print There are no shifts here, May 1 to 2, 2030. Choose other days or other shifts."
    )
    assert not page.footer.save_button.isEnabled()
    assert page.bar.words.text() == "No page"


def test_paper_language_and_large_print_change_the_sheet(page: PrintPage, qtbot: QtBot) -> None:
    page.options.paper.button("a4").click()
    remade(page, qtbot)
    page.options.language.button("es").click()
    remade(page, qtbot)
    assert page.printed is not None
    assert round(page_sizes(page.printed.document.content)[0].height()) == 842
    assert "enero" in words_on(page)
    pages = page.printed.document.pages
    page.options.large.click()
    remade(page, qtbot)
    assert page.printed.document.pages > pages


def test_pages_turn_by_keys_arrows_and_small_pages(page: PrintPage, qtbot: QtBot) -> None:
    page.preview.setFocus()
    QTest.keyClick(page.preview, Qt.Key.Key_PageDown)
    assert page.bar.words.text() == "Page 2 of 3"
    QTest.mouseClick(page.bar.on, Qt.MouseButton.LeftButton)
    assert page.bar.words.text() == "Page 3 of 3"
    assert not page.bar.on.isEnabled()
    QTest.keyClick(page.preview, Qt.Key.Key_PageUp)
    assert page.bar.words.text() == "Page 2 of 3"
    page.thumbnails.setCurrentRow(0)
    assert page.bar.words.text() == "Page 1 of 3"


def test_the_size_follows_keys_and_switch(page: PrintPage, qtbot: QtBot) -> None:
    page._show_printers(("Front desk laser",))
    qtbot.waitUntil(lambda: page.preview.width() > 550)
    whole = page.preview.factor()
    page.bar.zoom.button(Zoom.WIDTH).click()
    assert page.preview.factor() > whole
    page.bar.zoom.button(Zoom.ACTUAL).click()
    assert round(page.preview.factor(), 3) == 1.333
    page.preview.setFocus()
    QTest.keyClick(page.preview, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert (page.preview.zoom, page.bar.zoom.value()) == (Zoom.FREE, Zoom.FREE)
    QTest.keyClick(page.preview, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert page.preview.factor() == whole
    assert page.bar.zoom.value() == Zoom.WHOLE


def test_the_small_pages_are_drawn(page: PrintPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(
        lambda: all(
            isinstance(page.thumbnails.item(n).data(Qt.ItemDataRole.UserRole), QImage)
            for n in range(page.thumbnails.count())
        )
    )
    assert page.thumbnails.count() == 3


def test_without_a_printer_it_says_so_and_saving_is_the_main_thing(page: PrintPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(page.no_printer.isVisible)
    assert page.no_printer.band.what() == "No printer on this computer"
    assert page.no_printer.band.why() == (
        "The sheet is ready. Save it as a PDF and print it from another computer, "
        "or add a printer in the system settings and look again."
    )
    assert page.footer.printers.currentText() == "No printer"
    assert not page.footer.print_button.isVisible()
    assert page.footer.save_button.property("look") == "primary"


def test_the_print_button_says_how_many_pages(page: PrintPage) -> None:
    page._show_printers(("Front desk laser", "Office"))
    assert page.footer.printer() == "Front desk laser"
    page.footer.copies.setValue(4)
    assert page.footer.print_button.text() == "Print 12 pages"
    assert not page.no_printer.isVisible()


def test_a_printer_that_does_not_answer_is_said(page: PrintPage, qtbot: QtBot) -> None:
    page._show_printers(("Front desk laser",))
    page.print_now()
    qtbot.waitUntil(page.trouble.isVisible)
    assert page.trouble.what() == "Not printed"
    assert page.trouble.why() == (
        "The printer “Front desk laser” did not answer. The PDF is kept. "
        "Print again, choose another printer, or save the PDF."
    )


def test_the_printer_gets_the_same_pages_at_full_size(page: PrintPage, tmp_path: Path) -> None:
    assert page.printed is not None
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    assert print_pages(page.printed.document.content, printer, called="file", copies=1) == 3
    reader = pypdf.PdfReader(io.BytesIO((tmp_path / "printed.pdf").read_bytes()))
    assert printer.resolution() == 300
    assert [(round(p.mediabox.width), round(p.mediabox.height)) for p in reader.pages] == [(612, 792)] * 3


def test_save_asks_for_a_name_that_carries_dates_and_audience(page: PrintPage, qtbot: QtBot, tmp_path: Path) -> None:
    QTest.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    dialog = page.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    assert Path(dialog.selectedFiles()[0]).name == "shift-roster_2027-01-10_volunteers.pdf"
    dialog.fileSelected.emit(str(tmp_path / "mine.pdf"))
    dialog.close()
    qtbot.waitUntil(page.trouble.isVisible)
    assert page.printed is not None
    assert (tmp_path / "mine.pdf").read_bytes() == page.printed.document.content
    assert page.trouble.what() == "Saved as mine.pdf"
    assert page.session.settings.last_folder == str(tmp_path)


def test_what_was_saved_is_noted(page: PrintPage, storage: Storage, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(page.desk.changed):
        page.save_to(tmp_path / "mine.pdf")
    runs = storage.read(lambda work: work.bookkeeping.print_runs())
    assert [(run.sheet, run.audience, run.about) for run in runs] == [
        ("shift-roster", "volunteers", "2027-01-10/2027-01-16")
    ]


def test_a_file_that_cannot_be_written_is_said(page: PrintPage, qtbot: QtBot, tmp_path: Path) -> None:
    page.save_to(tmp_path / "gone" / "mine.pdf")
    qtbot.waitUntil(page.trouble.isVisible)
    assert (page.trouble.what(), page.trouble.why()) == (
        "Not saved",
        f"There is no folder {tmp_path / 'gone'}. Make it, or choose another one.",
    )


def test_another_page_hands_over_one_event(page: PrintPage, week: DrawnWeek, qtbot: QtBot) -> None:
    page.begin(RosterWish(event_ids=(week.events["Food pantry"],)))
    remade(page, qtbot)
    assert "Food pantry Tuesday, January 12, 2027, St. Brigid’s hall" in words_on(page)
    qtbot.waitUntil(lambda: page.options.which.list.currentText() == "Only Food pantry")


def test_another_page_hands_over_other_days(page: PrintPage, qtbot: QtBot) -> None:
    page.begin(RosterWish(date(2027, 1, 15), date(2027, 1, 16), kinds=frozenset({EventKind.VOLUNTEER})))
    remade(page, qtbot)
    assert "Volunteer shifts, January 15 to 16, 2027" in words_on(page)
    assert page.options.which.list.currentText() == "Choose days…"


def test_a_change_to_somebody_on_it_makes_it_again(
    page: PrintPage, week: DrawnWeek, storage: Storage, qtbot: QtBot
) -> None:
    name = next(name for name in week.people if name in words_on(page))
    card = storage.read(person_card, week.people[name])
    done = storage.change(edit_person, replace(card.person, family_name="Changed", given_name="Quite"))
    page.refresh(done)
    remade(page, qtbot)
    assert "Quite Changed" in words_on(page)


def test_names_that_are_shortened_are_told(page: PrintPage, storage: Storage, week: DrawnWeek, qtbot: QtBot) -> None:
    name = next(name for name in week.people if name in words_on(page))
    card = storage.read(person_card, week.people[name])
    page.refresh(storage.change(edit_person, replace(card.person, birth_date=date(2012, 1, 1))))
    remade(page, qtbot)
    assert page.options.notes.what() == "1 person is under 18 or of unknown age: shown by first name and initial."


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("size", [(1286, 744), (1100, 616)])
def test_nothing_is_cut_off_at_either_size(
    week: DrawnWeek, desk: Desk, session: Session, qtbot: QtBot, size: tuple[int, int], language: str
) -> None:
    i18n.set_language(language)
    page = PrintPage(desk, session)
    qtbot.addWidget(page)
    page.resize(*size)
    page.show()
    page.refresh()
    qtbot.waitUntil(lambda: page.printed is not None)
    page.options.which.choose_days(*WEEK)
    qtbot.waitUntil(page.no_printer.isVisible)
    qtbot.waitUntil(lambda: clipped(page) == [])
    page._show_printers(("Front desk laser",))
    qtbot.waitUntil(page.footer.print_button.isVisible)
    qtbot.waitUntil(lambda: clipped(page) == [])
    page.options.audiences.button(Audience.COACH).click()
    qtbot.waitUntil(lambda: page.middle.currentWidget() is page.state)
    qtbot.waitUntil(lambda: clipped(page) == [])
