"""CSV and XLSX: what a spreadsheet gets, and that nothing in it can be calculated."""

import csv
import io
import json
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from coordinator.domain.events import EventKind
from coordinator.domain.exportcolumns import Cell, ExportTable
from coordinator.domain.formulas import unguarded
from coordinator.domain.people import PersonStatus
from coordinator.exchange.csvout import csv_bytes
from coordinator.exchange.xlsxout import LONGEST_CELL, xlsx_bytes
from tests.exchange.exporting import texts_table
from tests.makers import NOON

PAYLOADS = ("1+1", "SUM(1;2)", "cmd|' /C calc'!A0", 'HYPERLINK("http://x","y")', "IMPORTXML(A1)", "1-212-555", "x", "")
DANGERS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
IN_FRONT = ("", "'", "''", " ", "\u200b", "\ufeff", "\u00a0", ";", "a;", "a\n", '"', ",")
FORMULA_STARTS = ("=", "@", "\t", "\r", "\n", "\0", "＝", "＠")


def hostile_strings() -> list[str]:
    """A thousand ways to begin a formula."""
    made = [front + sign + payload for front in IN_FRONT for sign in DANGERS for payload in PAYLOADS]
    return [text.replace("\0", "") if text.strip("\0") else "=" for text in made][:1100]


def rows_of_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def sheet_of(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]


def cells_of(content: bytes) -> list[Any]:
    return [row[0] for row in sheet_of(content).iter_rows(min_row=2)]


def text_in(cell: Any) -> str:
    """The text as a spreadsheet shows it: control characters stand escaped in the file."""
    return str(unescape(cell.value))


def as_shown(text: str) -> str:
    """What a spreadsheet can hold of a text: line ends of one kind, and no letter that XML has no place for."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return plain.translate({0xFFFE: "\ufffd", 0xFFFF: "\ufffd"})


def typed_table() -> ExportTable:
    cells: tuple[Cell, ...] = (
        7,
        "José",
        True,
        None,
        date(2027, 1, 15),
        datetime(2027, 1, 15, 17, 0),
        EventKind.MEETING,
        PersonStatus.ACTIVE,
        date(1887, 2, 3),
        "01234",
    )
    return ExportTable("Things", tuple("ABCDEFGHIJ"), (cells,))


def test_csv_opens_by_double_click() -> None:
    content = csv_bytes(typed_table())
    assert content.startswith(b"\xef\xbb\xbfA,B,")
    assert content.decode("utf-8-sig").split("\r\n")[1:] == [
        "7,José,yes,,2027-01-15,2027-01-15 17:00,Meeting,Active,1887-02-03,01234",
        "",
    ]


def test_cells_of_a_spreadsheet_have_their_types() -> None:
    sheet = sheet_of(xlsx_bytes(typed_table(), made_at=NOON).content)
    assert [(cell.value, cell.data_type) for cell in sheet[2]] == [
        (7, "n"),
        ("José", "s"),
        (True, "b"),
        (None, "n"),
        (datetime(2027, 1, 15), "d"),
        (datetime(2027, 1, 15, 17), "d"),
        ("Meeting", "s"),
        ("Active", "s"),
        ("1887-02-03", "s"),
        ("01234", "s"),
    ]
    assert [sheet["E2"].number_format, sheet["F2"].number_format] == ["yyyy-mm-dd", "yyyy-mm-dd hh:mm"]


def test_the_head_is_frozen_and_columns_are_as_wide_as_their_text() -> None:
    table = ExportTable("People", ("Name", "Notes"), (("Bo Lindqvist of the north", "x" * 500),))
    sheet = sheet_of(xlsx_bytes(table, made_at=NOON).content)
    assert (sheet.title, sheet.freeze_panes, sheet["A1"].font.bold) == ("People", "A2", True)
    assert [round(sheet.column_dimensions[letter].width) for letter in "AB"] == [28, 61]


def test_the_same_table_and_clock_give_the_same_bytes() -> None:
    assert xlsx_bytes(typed_table(), made_at=NOON) == xlsx_bytes(typed_table(), made_at=NOON)


def test_a_table_without_rows_is_a_table() -> None:
    assert rows_of_csv(csv_bytes(texts_table([]))) == [["Text"]]
    assert cells_of(xlsx_bytes(texts_table([]), made_at=NOON).content) == []


def test_a_thousand_hostile_strings_are_text_in_csv_and_come_back() -> None:
    strings = hostile_strings()
    assert len(strings) >= 1000
    cells = [row[0] for row in rows_of_csv(csv_bytes(texts_table(strings)))[1:]]
    assert [cell for cell in cells if cell.startswith(FORMULA_STARTS)] == []
    assert [cell for cell in cells if cell[:1] in "+-" and cell[1:].strip("0123456789 .")] == []
    assert [unguarded(cell) for cell in cells] == strings


def test_a_thousand_hostile_strings_are_text_in_xlsx_and_come_back() -> None:
    strings = hostile_strings()
    content = xlsx_bytes(texts_table(strings), made_at=NOON).content
    assert [(text_in(cell), cell.data_type) for cell in cells_of(content)] == [
        (as_shown(text), "s") for text in strings
    ]
    assert parts_with(content, b"<f>", b"<f ", b"hyperlink") == []


def parts_with(content: bytes, *marks: bytes) -> list[str]:
    """The parts of the file that hold any of these."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return [name for name in file.namelist() if any(mark in file.read(name) for mark in marks)]


def test_what_may_be_a_formula_stays_text_when_somebody_edits_the_cell() -> None:
    cells = cells_of(xlsx_bytes(texts_table(["=1+1", "José", "-5"]), made_at=NOON).content)
    assert [bool(cell.quotePrefix) for cell in cells] == [True, False, False]


def test_every_naughty_string_comes_back_from_both(shared_data: Path) -> None:
    strings = [text for text in json.loads((shared_data / "names" / "blns.json").read_text("utf-8")) if text]
    texts = [text.replace("\0", "") for text in strings]
    cells = [unguarded(row[0]) for row in rows_of_csv(csv_bytes(texts_table(texts)))[1:]]
    assert cells == texts
    found = cells_of(xlsx_bytes(texts_table(texts), made_at=NOON).content)
    assert [text_in(cell) for cell in found] == [as_shown(text) for text in texts]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1), min_size=1))
def test_any_text_comes_back_from_both(texts: list[str]) -> None:
    assert [unguarded(row[0]) for row in rows_of_csv(csv_bytes(texts_table(texts)))[1:]] == texts
    found = cells_of(xlsx_bytes(texts_table(texts), made_at=NOON).content)
    assert [text_in(cell) for cell in found] == [as_shown(text) for text in texts]


@pytest.mark.parametrize(("letter", "kept"), [("x", LONGEST_CELL), ("👮", LONGEST_CELL // 2)])
def test_a_text_longer_than_a_cell_is_cut_and_counted(letter: str, kept: int) -> None:
    book = xlsx_bytes(texts_table([letter * 40_000, "short"]), made_at=NOON)
    assert [len(cell.value) for cell in cells_of(book.content)] == [kept, 5]
    assert book.cut == 1
