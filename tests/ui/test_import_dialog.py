"""Bringing lists in: what the preview shows, what can be corrected, and what comes of it."""

from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from coordinator.db.work import Storage
from coordinator.domain.events import EventKind
from coordinator.domain.imports import (
    ENDINGS,
    FORMATS,
    DateOrder,
    Decision,
    Field,
    Imported,
    ImportPlan,
    RowState,
    Subject,
)
from coordinator.domain.listings import EventQuery, PeopleQuery
from coordinator.ui.imports.dialog import ImportDialog
from coordinator.ui.imports.kinds import KindsDialog
from coordinator.ui.imports.openable import file_filter, formats_in_words
from coordinator.ui.imports.rowpaint import RowDelegate
from coordinator.ui.imports.rowwords import TICK
from coordinator.ui.imports.summary import subtitle_of
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.page import Session
from coordinator.usecases.events import add_event, events_during
from coordinator.usecases.history import undo
from coordinator.usecases.people import add_person, people_matching
from coordinator.usecases.venues import all_venues
from tests.exchange.workbooks import sheet_of, texts, workbook
from tests.makers import a_person, an_event, on

PATIENCE = 60_000
"""Milliseconds that the largest real file may take on a busy computer."""

EVENTS = """Event ID,Event Name,Start,End,Place,Type,Police Precinct
1,Dental clinic,03/14/2027 11:00 AM,03/14/2027 7:00 PM,Mill St,Street Event,"10, 12, 14,"
2,Night market,03/05/2027 5:00 PM,03/05/2027 9:00 PM,Pier St,Street Event,"114,"
3,Film load-in,02/30/2027 6:00 PM,03/01/2027 6:00 PM,Harbor Rd,Youth Game,"14,"
4,Harbor Park cleanup,03/13/2027 9:00 AM,03/13/2027 1:00 PM,Harbor Park,Volunteer day,"14,"
"""


class Bringing:
    """The dialog over a window, with files to hand."""

    def __init__(self, desk: Desk, session: Session, folder: Path, qtbot: QtBot) -> None:
        self.desk, self.session, self.folder, self.qtbot = desk, session, folder, qtbot
        self.window = QWidget()
        self.window.resize(1366, 768)
        qtbot.addWidget(self.window)
        self.window.show()
        self.done: list[Imported] = []

    def open(self, kind: object, text: str | bytes, name: str = "list.csv") -> ImportDialog:
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        dialog = ImportDialog(self.desk, self.session, kind, self.window)
        dialog.imported.connect(self.done.append)
        dialog.open()
        dialog.load(str(path))
        self.qtbot.waitUntil(lambda: dialog.plan is not None, timeout=PATIENCE)
        return dialog

    def again(self, dialog: ImportDialog) -> ImportPlan:
        """The plan after the next look."""
        before = dialog.plan
        self.qtbot.waitUntil(lambda: dialog.plan is not before, timeout=PATIENCE)
        return plan_of(dialog)

    def bring(self, dialog: ImportDialog) -> Imported:
        dialog.main.click()
        self.qtbot.waitUntil(lambda: bool(self.done), timeout=PATIENCE)
        return self.done[-1]


@pytest.fixture
def bringing(desk: Desk, session: Session, tmp_path: Path, qtbot: QtBot) -> Bringing:
    return Bringing(desk, session, tmp_path, qtbot)


def plan_of(dialog: ImportDialog) -> ImportPlan:
    assert dialog.plan is not None
    return dialog.plan


def tabs(dialog: ImportDialog) -> list[str]:
    return [dialog.preview.tabs.tabText(at) for at in range(dialog.preview.tabs.count())]


def cells(dialog: ImportDialog, row: int) -> list[str]:
    model = dialog.preview.table.rows
    return [str(model.index(row, column).data() or "") for column in range(model.columnCount())]


def test_every_row_is_shown_with_its_fate_before_anything_is_changed(bringing: Bringing, storage: Storage) -> None:
    dialog = bringing.open("events", EVENTS)
    assert subtitle_of(plan_of(dialog)) == "list.csv: 4 rows, 7 columns, 1 kB"
    assert tabs(dialog) == ["All 4", "New 3", "Refused 1"]
    assert cells(dialog, 0)[1:8] == [
        "New",
        "2",
        "Sun Mar 14",
        "11:00 AM–7:00 PM",
        "Dental clinic",
        "Other",
        "Mill St",
    ]
    assert cells(dialog, 2)[5] == "Film load-in"
    assert cells(dialog, 2)[-1] == "Start “02/30/2027 6:00 PM”: February has no day 30."
    assert dialog.main.text() == "Import 3 events"
    assert dialog.note.text() == "Nothing is changed yet. The import is one step: one Undo takes all 3 back."
    assert storage.read(events_during, EventQuery()) == ()


def test_the_date_order_is_proven_and_read_aloud(bringing: Bringing) -> None:
    band = bringing.open("events", EVENTS).preview.facts.band
    assert band.what() == "Row 3 says “03/05/2027 5:00 PM”: Friday, March 5, 2027, 5:00 PM."
    assert band.why() == "No other order fits: 3 rows have a day over 12."


def test_good_rows_come_in_as_one_step_that_is_undone_as_one(bringing: Bringing, storage: Storage) -> None:
    report = bringing.bring(bringing.open("events", EVENTS)).report
    assert report is not None
    assert (report.added, report.refused) == (3, 1)
    assert [line.event.title for line in storage.read(events_during, EventQuery())] == [
        "Night market",
        "Harbor Park cleanup",
        "Dental clinic",
    ]
    storage.change(undo)
    assert storage.read(events_during, EventQuery()) == ()


def test_the_same_file_again_brings_nothing_and_closes(bringing: Bringing) -> None:
    bringing.bring(bringing.open("events", EVENTS.replace("02/30", "02/27")))
    dialog = bringing.open("events", EVENTS.replace("02/30", "02/27"))
    assert dialog.preview.band.what() == "Nothing new: 4 of 4 rows are in your calendar."
    assert dialog.main.text() == "Close"
    assert dialog.preview.columns.origin.words() == "Remembered from your import of Jan 12, 2027"
    dialog.main.click()
    assert len(bringing.done) == 1


def test_when_both_orders_fit_none_is_chosen_and_the_button_is_off(bringing: Bringing) -> None:
    dialog = bringing.open("events", "Title,Start\nClinic,03/04/2027 11:00 AM\n")
    assert dialog.preview.facts.dates.box.currentIndex() == -1
    assert not dialog.main.isEnabled()
    assert dialog.preview.facts.band.why() == "Row 2 says “03/04/2027 11:00 AM”. Which is right: Mar 4 or Apr 3?"
    link = next(b for b in dialog.preview.facts.band.findChildren(QPushButton) if b.text() == "Apr 3")
    link.click()
    plan = bringing.again(dialog)
    assert plan.dates.order is DateOrder.DMY
    assert dialog.main.isEnabled()
    assert cells(dialog, 0)[3] == "Sat Apr 3"


def test_only_rows_that_have_a_value_as_a_member(bringing: Bringing) -> None:
    dialog = bringing.open("events", EVENTS)
    condition = dialog.preview.filters.filters[0]
    assert condition.column.currentText() == "Police Precinct"
    condition.value.setText("14")
    plan = bringing.again(dialog)
    assert [row.number for row in plan.rows] == [2, 4, 5]
    assert dialog.preview.filters.count.text() == "3 of 4 rows"
    assert dialog.preview.filters.meaning.text() == "“10, 12, 14,” counts. “114” does not."


def test_a_value_that_no_row_has_offers_those_that_are_there(bringing: Bringing) -> None:
    dialog = bringing.open("events", EVENTS)
    dialog.preview.filters.filters[0].value.setText("4")
    bringing.again(dialog)
    assert dialog.preview.nothing.accessibleName() == ("No row has 4 in Police Precinct 4 different values are there.")
    assert not dialog.cancel_button.isHidden()


def test_a_column_is_corrected_and_the_other_one_gives_way(bringing: Bringing) -> None:
    dialog = bringing.open("events", "Title,Subject,Start\nOne,Two,03/14/2027 11:00\n")
    cells_ = dialog.preview.columns
    cells_._choose(1, Field.TITLE)
    plan = bringing.again(dialog)
    assert [column.field for column in plan.columns] == [Field.IGNORE, Field.TITLE, Field.STARTS]
    assert cells(dialog, 0)[5] == "Two"


def test_a_missing_column_says_what_is_needed(bringing: Bringing) -> None:
    dialog = bringing.open("people", "Colour,Shape\nred,round\n")
    assert dialog.preview.band.why() == "No column is a name. Say which one holds the names."
    assert not dialog.main.isEnabled()


def test_kinds_are_matched_by_hand(bringing: Bringing) -> None:
    dialog = bringing.open("events", EVENTS)
    assert cells(dialog, 3)[6] == "Volunteer shift"
    dialog.preview.columns.kinds_link.click()
    kinds = bringing.window.findChild(KindsDialog)
    assert kinds is not None
    kinds.boxes["Street Event"].setCurrentIndex(list(EventKind).index(EventKind.MEETING))
    next(b for b in kinds.findChildren(QPushButton) if b.text() == "Use these kinds").click()
    bringing.again(dialog)
    assert cells(dialog, 0)[6] == "Meeting"


def test_letters_and_delimiter_can_be_corrected(bringing: Bringing) -> None:
    dialog = bringing.open("people", "Name;Phone\nJosé Peña;(212) 555-0143\n".encode("cp1252"))
    facts = dialog.preview.facts
    assert facts.letters.box.currentText() == "Windows 1252"
    assert facts.ends.box.currentText() == "Semicolon"
    facts.letters.box.setCurrentIndex(facts.letters.box.findText("Mac Roman"))
    facts.letters.box.activated.emit(facts.letters.box.currentIndex())
    assert bringing.again(dialog).file.encoding == "mac-roman"


def test_space_leaves_a_good_row_out(bringing: Bringing, storage: Storage) -> None:
    dialog = bringing.open("events", EVENTS)
    table = dialog.preview.table
    table.choose(0)
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert table.rows.index(0, TICK).data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Unchecked
    assert dialog.main.text() == "Import 2 events"
    report = bringing.bring(dialog).report
    assert report is not None
    assert report.added == 2


def test_a_press_on_the_box_leaves_a_row_out_and_takes_it_in(bringing: Bringing) -> None:
    dialog = bringing.open("events", EVENTS)
    table = dialog.preview.table
    at = table.visualRect(table.rows.index(0, TICK)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert dialog.answers.left_out == {2}
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert dialog.answers.left_out == set()


def test_a_likely_duplicate_is_answered_by_keys_and_by_the_mouse(bringing: Bringing, storage: Storage) -> None:
    storage.change(add_event, an_event("Harbor Park clean-up", on("2027-03-13", "09:00", "13:00")))
    dialog = bringing.open("events", EVENTS)
    table = dialog.preview.table
    assert tabs(dialog) == ["All 4", "New 2", "Likely duplicate 1", "Refused 1"]
    dialog.preview.tabs.setCurrentIndex(2)
    row = table.current()
    assert row is not None
    QTest.keyClick(table, Qt.Key.Key_3)
    assert dialog.answers.decision(row) is Decision.ADD
    assert dialog.main.text() == "Import 3 events"
    press_answer(dialog, Decision.SKIP)
    assert dialog.answers.decision(row) is Decision.SKIP
    QTest.keyClick(table, Qt.Key.Key_2)
    assert dialog.answers.decision(row) is Decision.UPDATE
    report = bringing.bring(dialog).report
    assert report is not None
    assert (report.added, report.updated) == (2, 1)
    titles = [line.event.title for line in storage.read(events_during, EventQuery())]
    assert titles == ["Night market", "Harbor Park cleanup", "Dental clinic"]


def press_answer(dialog: ImportDialog, decision: Decision) -> None:
    table = dialog.preview.table
    index = table.rows.index(0, table.rows.columnCount() - 1)
    delegate = table.itemDelegate()
    assert isinstance(delegate, RowDelegate)
    row = table.rows.record(0)
    assert row is not None
    rects = dict(delegate.answer_rects(QRectF(table.visualRect(index)).adjusted(8, 0, -8, 0), row))
    at = rects[decision].center().toPoint()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at))


def test_a_duplicate_without_an_answer_stays_out_and_is_asked_again(bringing: Bringing, storage: Storage) -> None:
    storage.change(add_event, an_event("Harbor Park clean-up", on("2027-03-13", "09:00", "13:00")))
    dialog = bringing.open("events", EVENTS)
    assert dialog.note.text().endswith("1 likely duplicate without an answer stays out.")
    bringing.bring(dialog)
    again = bringing.open("events", EVENTS)
    assert plan_of(again).counts[RowState.DUPLICATE] == 1


def test_refused_rows_are_saved_with_their_reasons(bringing: Bringing, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = bringing.open("events", EVENTS)
    assert dialog.refused_button.isVisible()
    path = tmp_path / "refused.csv"
    dialog.write_refused(str(path))
    qtbot.waitUntil(lambda: dialog.preview.band.what() == "The refused rows were saved")
    lines = path.read_text("utf-8-sig").splitlines()
    assert lines[0] == "#,Event ID,Event Name,Start,End,Place,Type,Police Precinct,Reason"
    assert lines[1].endswith('"14,",February has no day 30.')


def test_a_file_that_cannot_be_written_gives_a_sentence(bringing: Bringing, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = bringing.open("events", EVENTS)
    dialog.write_refused(str(tmp_path / "no such folder" / "refused.csv"))
    qtbot.waitUntil(dialog.preview.band.isVisible)
    assert dialog.preview.band.what() == "This did not work"


def test_a_file_that_is_no_table_is_refused_in_a_sentence(bringing: Bringing, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    dialog = ImportDialog(bringing.desk, bringing.session, Subject.PEOPLE, bringing.window)
    dialog.open()
    dialog.load(str(tmp_path / "picture.png"))
    qtbot.waitUntil(dialog.chooser.band.isVisible)
    assert dialog.steps.currentWidget() is dialog.chooser


def test_the_kind_of_rows_is_chosen_before_the_file(bringing: Bringing) -> None:
    dialog = ImportDialog(bringing.desk, bringing.session, None, bringing.window)
    dialog.open()
    assert dialog.subject is Subject.EVENTS
    dialog.chooser.subjects.button("venues").click()
    other = next(one for one in bringing.window.findChildren(ImportDialog) if one.subject is Subject.VENUES)
    assert other.isVisible()


def test_address_cards_are_counted_as_cards(bringing: Bringing) -> None:
    dialog = bringing.open("people", "BEGIN:VCARD\nVERSION:4.0\nFN:Ana Ruiz\nEND:VCARD\n", "ana.vcf")
    assert subtitle_of(plan_of(dialog)) == "ana.vcf: 1 card, 1 kB"


def test_esc_closes_and_changes_nothing(bringing: Bringing, storage: Storage) -> None:
    dialog = bringing.open("events", EVENTS)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert storage.read(events_during, EventQuery()) == ()


def test_hostile_cells_are_shown_as_they_stand(bringing: Bringing, storage: Storage) -> None:
    text = "Name,Notes,Phone\n<b>Robert</b>,<img src=x onerror=alert(1)>,=1+1\n"
    dialog = bringing.open("people", text)
    assert cells(dialog, 0)[3] == "<b>Robert</b>"
    bringing.bring(dialog)
    found = storage.read(people_matching, PeopleQuery(limit=10)).rows
    assert [(row.sort_name, row.phone) for row in found] == [("<b>Robert</b>", "=1+1")]


def test_the_rows_pass_qts_own_examination(bringing: Bringing) -> None:
    rows = bringing.open("events", EVENTS).preview.table.rows
    QAbstractItemModelTester(rows, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_the_permitted_events_of_one_precinct(bringing: Bringing, storage: Storage, shared_data: Path) -> None:
    file = shared_data / "civic_csv" / "nyc_permitted_events_2022_given.csv"
    dialog = bringing.open("events", file.read_bytes(), file.name)
    dialog.preview.filters.filters[0].value.setText("14")
    assert len(bringing.again(dialog).rows) == 26
    assert dialog.main.text() == "Import 26 events"
    bringing.bring(dialog)
    assert len(storage.read(events_during, EventQuery())) == 26


def test_the_athletic_fields_become_venues_with_spaces(bringing: Bringing, storage: Storage, shared_data: Path) -> None:
    file = shared_data / "civic_csv" / "nyc_parks_athletic_facilities.csv"
    dialog = bringing.open("venues", file.read_bytes(), file.name)
    bringing.bring(dialog)
    venues = storage.read(all_venues)
    assert sum(len(venue.spaces) for venue in venues) == 997


def test_a_birth_date_in_the_future_refuses_the_row(bringing: Bringing) -> None:
    dialog = bringing.open("people", "Name,Born\nAnn,03/14/2028\nBo,03/14/1988\n")
    assert tabs(dialog) == ["All 2", "New 1", "Refused 1"]
    record = plan_of(dialog).rows[1].record
    assert getattr(record, "birth_date", None) == date(1988, 3, 14)


def test_the_current_row_is_told_in_full_below_the_table(bringing: Bringing, storage: Storage) -> None:
    storage.change(add_person, a_person("Deepa", "Sharma", phone="(212) 555-0143"))
    dialog = bringing.open("people", "Name,Phone,E-mail\nDeepa Sharma,2125550143,d@b.org\n")
    assert dialog.preview.details.text().startswith("Row 2: ")
    assert "E-mail: yours “empty”, in the file “d@b.org”" in dialog.preview.details.text()


def test_times_of_another_zone_are_read_in_it(bringing: Bringing, storage: Storage) -> None:
    dialog = bringing.open("events", "Title,Start\nClinic,03/14/2027 11:00 AM\n")
    dialog.preview.facts.zone_box.chosen.emit("America/Chicago")
    assert bringing.again(dialog).zone == "America/Chicago"
    bringing.bring(dialog)
    when = storage.read(events_during, EventQuery())[0].event.when
    assert (when.starts, when.zone) == (datetime(2027, 3, 14, 11), "America/Chicago")


def test_a_workbook_shows_its_sheet_among_the_facts_and_another_can_be_chosen(bringing: Bringing) -> None:
    old, new = (sheet_of(texts("Name", "Phone"), texts(name, "(212) 555-0114")) for name in ("Old", "New"))
    content = workbook(sheet_of(texts("Prepared by the office")), new, old)
    dialog = bringing.open("people", content, "people.xlsx")
    facts = dialog.preview.facts

    shown = [part for part in (facts.letters, facts.ends, facts.sheet, facts.headings) if not part.isHidden()]
    assert shown == [facts.sheet, facts.headings]
    assert (facts.sheet.box.currentText(), cells(dialog, 0)[3]) == ("Sheet2", "New")
    assert facts.first_box() is facts.sheet.box

    facts.sheet.box.setCurrentIndex(2)
    facts.sheet.box.activated.emit(2)
    plan = bringing.again(dialog)

    assert (plan.file.sheet, cells(dialog, 0)[3]) == ("Sheet3", "Old")
    assert bringing.bring(dialog).report is not None


def test_what_is_odd_about_a_whole_file_stands_over_its_rows(bringing: Bringing) -> None:
    content = workbook(sheet_of(texts("Name"), texts("Bo"), f'<row hidden="1">{texts("Ann")}</row>'))
    dialog = bringing.open("people", content, "people.xlsx")

    assert dialog.preview.band.what() == "Look twice at this file"
    assert dialog.preview.band.why() == "1 row is hidden in the spreadsheet and stands here too."


def test_a_file_that_cannot_be_read_says_so_and_another_can_be_chosen(bringing: Bringing) -> None:
    path = bringing.folder / "book.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    dialog = ImportDialog(bringing.desk, bringing.session, "people", bringing.window)
    dialog.open()
    dialog.load(str(path))
    bringing.qtbot.waitUntil(lambda: bool(dialog.chooser.band.why() or dialog.chooser.band.what()))

    said = f"{dialog.chooser.band.what()} {dialog.chooser.band.why()}"
    assert "book.xls is in a format that is not read here" in said
    assert dialog.steps.currentWidget() is dialog.chooser


def test_the_chooser_offers_what_each_subject_can_be_brought_in_from() -> None:
    assert file_filter(Subject.VENUES) == "Tables (*.csv *.tsv *.txt *.xlsx *.xlsm);;All files (*)"
    for subject in Subject:
        everything = file_filter(subject)
        for one in FORMATS[subject]:
            assert all(f"*.{ending}" in everything for ending in ENDINGS[one])
        assert formats_in_words(subject).startswith("A table saved as XLSX or CSV")
