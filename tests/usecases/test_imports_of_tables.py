"""Tables nobody here wrote, and what spreadsheets do to cells: right or asked, shown = stored + refused."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from coordinator.db.work import Storage
from coordinator.domain.errors import FileTrouble
from coordinator.domain.imports import (
    ColumnUse,
    Decision,
    Field,
    FileFormat,
    ImportChoices,
    ImportFile,
    ImportPlan,
    ImportRequest,
    MappingOrigin,
    RowState,
    Subject,
)
from coordinator.domain.listings import EventQuery, PeopleQuery
from coordinator.domain.people import Person
from coordinator.usecases.events import events_during
from coordinator.usecases.imports import expected, load_file, plan_import, refused_rows, run_import
from coordinator.usecases.people import people_in_full
from coordinator.usecases.venues import all_venues
from coordinator.wording.problems import explain, sentence
from tests.exchange.workbooks import number, sheet_of, text, texts, workbook
from tests.usecases.importing import codes, counts
from tests.usecases.wholes import another

NAMES = {Subject.PEOPLE: Field.FULL_NAME, Subject.VENUES: Field.VENUE_NAME, Subject.EVENTS: Field.TITLE}
REFUSED = {
    "messy-encrypted_no_password.xls": "spreadsheet-not-read", "messy-excel_properties.xls": "spreadsheet-not-read",
    "messy-multilineods.ods": "spreadsheet-not-read", "messy-simple.xls": "spreadsheet-not-read",
    "messy-span_rich.xls": "spreadsheet-not-read", "messy-unicode_sheet_name.xls": "spreadsheet-not-read",
    "poi-53105.xlsx": "too-many-columns", "poi-54764.xlsx": "file-unsafe", "poi-54764-2.xlsx": "file-unsafe",
    "poi-extenxls_pwd123.xlsx": "file-protected", "tablib-book.ods": "spreadsheet-not-read",
    "tablib-dates.xls": "spreadsheet-not-read", "tablib-errors.xls": "spreadsheet-not-read",
    "tablib-ragged.ods": "spreadsheet-not-read", "tablib-unknown_value_type.ods": "spreadsheet-not-read",
}  # fmt: skip


def planned(storage: Storage, subject: Subject, content: bytes | Path, **wishes: object) -> ImportPlan:
    file = load_file(content) if isinstance(content, Path) else ImportFile("book.xlsx", content)
    return storage.read(plan_import, ImportRequest(subject, file, **wishes))  # type: ignore[arg-type]


def book(headings: tuple[str, ...], *rows: str) -> bytes:
    return workbook(sheet_of(texts(*headings), *rows))


def warned(plan: ImportPlan) -> list[tuple[int, str, str]]:
    """Row, column and code of everything said about rows."""
    return codes(remark for row in plan.rows for remark in row.remarks)


# --- files nobody here wrote -----------------------------------------------------------------------------------------


def tables(shared_data: Path) -> Iterator[tuple[Path, dict[str, object]]]:
    """Every table among the real input, with what is known of it."""
    for facts in json.loads((shared_data / "FACTS.json").read_text(encoding="utf-8")):
        if facts["file"].startswith(("csv_torture/", "xlsx/")) and not facts["file"].endswith(".json"):
            yield shared_data / facts["file"], facts


def test_every_row_shown_is_stored_or_refused_and_what_cannot_be_read_is_refused_with_a_sentence(
    shared_data: Path, file_template: Path, tmp_path: Path
) -> None:
    refused: dict[str, str] = {}
    said: list[tuple[str, str]] = []
    seen = 0
    for place, (file, _facts) in enumerate(tables(shared_data)):
        with another(file_template, tmp_path, f"{place}.db") as storage:
            try:
                seen += _brought_in(storage, file)
            except FileTrouble as error:
                refused[file.name] = error.code
                said.append((file.name, explain(error)))

    assert refused == REFUSED
    assert [name for name, words in said if name not in words] == []
    assert seen > 4_000


def _brought_in(storage: Storage, file: Path) -> int:
    """Bring people in whatever the columns are, the first filled one being the name; the rows shown."""
    first = planned(storage, Subject.PEOPLE, file)
    mapping = first.mapping
    if not first.ready and mapping.columns:
        widest = max(range(len(mapping.columns)), key=lambda place: bool(first.columns[place].sample))
        columns = tuple(
            ColumnUse(use.heading, Field.FULL_NAME if place == widest else use.field)
            for place, use in enumerate(mapping.columns)
        )
        first = planned(storage, Subject.PEOPLE, file, mapping=replace(mapping, columns=columns))
    assert len(first.rows) == first.file.rows
    if first.ready and first.rows:
        report = storage.change(run_import, first, ImportChoices(Decision.ADD)).report
        assert counts(report)[0] == first.file.rows
        stored = storage.read(people_in_full, PeopleQuery())
        assert len(stored) == counts(report)[1], file.name
    return len(first.rows)


@pytest.mark.parametrize("subject", [Subject.VENUES, Subject.EVENTS])
def test_every_table_can_be_looked_at_as_anything(file_storage: Storage, shared_data: Path, subject: Subject) -> None:
    for file, _facts in tables(shared_data):
        if file.name in REFUSED:
            continue
        plan = planned(file_storage, subject, file)

        assert len(plan.rows) == plan.file.rows
        assert all(sentence(problem) for problem in plan.obstacles)
        if plan.ready:
            assert counts(expected(plan))[0] == plan.file.rows


def test_counts_and_sheets_are_those_known_of_the_files(file_storage: Storage, shared_data: Path) -> None:
    known = 0
    for file, facts in tables(shared_data):
        if file.name in REFUSED or not facts.get("records", facts.get("sheets")):
            continue
        plan = planned(file_storage, Subject.PEOPLE, file)
        known += 1
        if plan.file.format is FileFormat.WORKBOOK:
            sheets = facts["sheets"]
            assert isinstance(sheets, dict)
            assert plan.file.sheets == tuple(sheets)
            last = int(re.sub(r"\D", "", sheets[plan.file.sheet].partition(":")[2]))
            assert max((row.number for row in plan.rows), default=0) <= last
        else:
            whole = plan.file.headings_row + plan.file.rows + plan.file.blank_rows
            assert whole == facts["records"], file.name

    assert known > 100


# --- what spreadsheets do --------------------------------------------------------------------------------------------

PEOPLE = ("Name", "Phone", "Street", "ZIP", "Tags", "Shield")


def person(name: str = "Bo", phone: str = "", street: str = "1 Main St", code: str = "", *more: str) -> str:
    return "".join((text(name), phone or text("(212) 555-0114"), text(street), code or text("10001"), *more))


def test_zip_codes_that_lost_their_zero_are_named_and_left_as_they_are(file_storage: Storage) -> None:
    content = book(
        PEOPLE, person(code=number(7001)), person("Ann", code=number(10002)), person("Al", code=number("501"))
    )

    plan = planned(file_storage, Subject.PEOPLE, content)

    assert warned(plan) == [(2, "ZIP", "zip-without-zero"), (4, "ZIP", "zip-without-zero")]
    assert [sentence(remark.problem) for remark in plan.rows[0].remarks] == [
        "“7001” is short for a ZIP code: a spreadsheet may have dropped a zero in front. Compare it with 07001."
    ]
    assert [row.record.contact_points[-1].value for row in plan.rows if isinstance(row.record, Person)] == [
        "1 Main St, 7001", "1 Main St, 10002", "1 Main St, 501",
    ]  # fmt: skip


def test_zip_codes_shown_with_their_zero_are_read_with_it(file_storage: Storage) -> None:
    plan = planned(file_storage, Subject.PEOPLE, book(PEOPLE, person(code=number(7001, 5))))

    assert warned(plan) == []
    assert plan.columns[3].sample == "07001"


def test_the_same_signs_are_seen_in_csv(file_storage: Storage) -> None:
    lines = (
        "Name,Phone,Street,ZIP,Tags,Shield\nBo,2.13E+09,1 Main St,7001,3-Mar,1234.0\nAnn,,2 Main St,10001,coach,#N/A\n"
    )
    file = ImportFile("list.csv", lines.encode())

    plan = file_storage.read(plan_import, ImportRequest(Subject.PEOPLE, file))

    assert [one for one in warned(plan) if one[2] != "phone-implausible"] == [
        (2, "Phone", "number-shortened"),
        (2, "Tags", "number-made-a-date"),
        (2, "Shield", "number-with-a-point"),
        (2, "ZIP", "zip-without-zero"),
        (3, "Shield", "cell-is-error"),
    ]
    assert plan.counts[RowState.REFUSED] == 0


def test_dates_and_numbers_that_a_spreadsheet_made_are_named(file_storage: Storage) -> None:
    cells = number(46307, 1), number("12345678901234567")
    plan = planned(file_storage, Subject.PEOPLE, book(PEOPLE, person("Bo", "", "1 Main St", "", *cells)))

    assert warned(plan) == [(2, "Tags", "number-made-a-date"), (2, "Shield", "digits-lost")]


def test_errors_are_no_values_and_lost_results_are_named(file_storage: Storage) -> None:
    cells = '<c t="e"><v>#REF!</v></c>', "<c><f>A1</f></c>"
    plan = planned(file_storage, Subject.PEOPLE, book(PEOPLE, person("Bo", "", "1 Main St", "", *cells)))

    assert warned(plan) == [(2, "Tags", "cell-is-error"), (2, "Shield", "formula-without-result")]
    assert [row.record.tags for row in plan.rows if isinstance(row.record, Person)] == [()]


def test_a_row_without_a_readable_name_is_refused_and_saved_as_it_stands(file_storage: Storage) -> None:
    plan = planned(file_storage, Subject.PEOPLE, book(("Name", "Tags"), f'<c t="e"><v>#N/A</v></c>{text("=1+1")}'))

    saved = refused_rows(plan, expected(plan), reason_heading="Reason").content.decode("utf-8-sig").splitlines()

    assert saved[0] == "#,Name,Tags,Reason"
    assert saved[1].startswith("2,#N/A,'=1+1,")


def test_a_number_of_days_where_a_date_belongs_is_refused_with_the_day_it_may_mean(file_storage: Storage) -> None:
    content = book(("Title", "Start"), text("Council") + number(44567), text("Sorting") + number(46100, 3))

    plan = planned(file_storage, Subject.EVENTS, content)

    assert [row.state for row in plan.rows] == [RowState.REFUSED, RowState.NEW]
    assert [sentence(remark.problem) for remark in plan.rows[0].remarks] == [
        "“44567” is how a spreadsheet counts days: Thu Jan 6, 2022. "
        "Format the column as a date there, and save it again."
    ]


def test_years_far_off_and_dates_half_read_are_named(file_storage: Storage) -> None:
    rows = text("Council") + number(5, 3), text("Sorting") + number(46100, 3), text("Game") + text("14/03/2026 10:00")

    plan = planned(file_storage, Subject.EVENTS, book(("Title", "Start"), *rows))

    assert [one for one in warned(plan) if one[2] != "end-assumed"] == [(2, "Start", "date-far-off")]
    assert [sentence(problem) for problem in plan.warnings] == [
        "Start: row 4 has a text, “14/03/2026 10:00”, where other rows have dates. The spreadsheet may have taken day "
        "for month in those: compare them with the original."
    ]


def test_dates_of_a_workbook_need_no_order(file_storage: Storage) -> None:
    content = book(("Name", "Born"), text("Bo") + number(44567, 1), text("Ann") + number(40000, 1))

    plan = planned(file_storage, Subject.PEOPLE, content)

    assert (plan.ready, plan.dates.needed) == (True, False)
    assert [row.record.birth_date for row in plan.rows if isinstance(row.record, Person)] == [
        date(2022, 1, 6), date(2009, 7, 6),
    ]  # fmt: skip


def test_merged_cells_bring_their_place_to_every_row(file_storage: Storage) -> None:
    merged = '<mergeCells><mergeCell ref="A2:A3"/></mergeCells>'
    content = workbook(sheet_of(texts("Venue", "Space"), texts("School", "Gym"), f"<c/>{text('Pool')}", below=merged))

    plan = planned(file_storage, Subject.VENUES, content)

    assert warned(plan) == [(3, "Venue", "cell-merged")]
    file_storage.change(run_import, plan)
    assert [[space.name for space in venue.spaces] for venue in file_storage.read(all_venues)] == [["Gym", "Pool"]]


# --- the same doors as for CSV ---------------------------------------------------------------------------------------


def test_a_workbook_comes_in_as_one_change_and_again_changes_nothing(storage: Storage) -> None:
    content = book(
        ("Event ID", "Title", "Start", "End"), number(7) + text("Council") + number(46100.75, 3) + number(46100.8125, 3)
    )

    storage.change(run_import, planned(storage, Subject.EVENTS, content))
    again = planned(storage, Subject.EVENTS, content)

    [line] = storage.read(events_during, EventQuery())
    assert (line.event.title, line.event.when.starts.isoformat(), line.event.when.ends.isoformat()) == (
        "Council", "2026-03-19T18:00:00", "2026-03-19T19:30:00",
    )  # fmt: skip
    assert (again.counts[RowState.UNCHANGED], again.origin) == (1, MappingOrigin.REMEMBERED)


def test_a_list_saved_as_csv_and_as_workbook_shares_its_mapping_and_its_sources(file_storage: Storage) -> None:
    csv = ImportFile("list.csv", b"Member No,Name,Phone\n00501,Bo Lindqvist,(212) 555-0114\n")
    content = book(("Member No", "Name", "Phone"), number(501, 5) + texts("Bo Lindqvist", "(212) 555-0114"))
    file_storage.change(run_import, file_storage.read(plan_import, ImportRequest(Subject.PEOPLE, csv)))

    plan = planned(file_storage, Subject.PEOPLE, content)

    assert (plan.origin, plan.counts[RowState.UNCHANGED]) == (MappingOrigin.REMEMBERED, 1)
