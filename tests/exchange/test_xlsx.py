"""Workbooks: what every cell becomes, which sheet is read, and that nothing is unpacked that means harm."""

import io
import math
import zipfile
from datetime import datetime, time, timedelta
from pathlib import Path
from random import Random

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.domain.cellkinds import CellKind
from coordinator.domain.errors import CoordinatorError, FileTrouble, Interrupted
from coordinator.domain.imports import ImportFile, ImportRequest, Subject
from coordinator.exchange import packages
from coordinator.exchange.formats import format_of
from coordinator.exchange.numberformats import moment_text, shape_of
from coordinator.exchange.packages import Package
from coordinator.exchange.xlsx import read_table
from coordinator.exchange.xlsxbook import open_book, unescaped
from coordinator.exchange.xlsxsheet import sheet_rows
from coordinator.wording.problems import explain
from tests.exchange.workbooks import SPREADSHEET, number, sheet_of, table_of, text, texts, workbook, zipped

DOCTYPE = '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'


def rows_of(*cells: str, **wishes: object) -> list[tuple[str, ...]]:
    """The cells of a sheet with a heading for each cell of its one row."""
    headings = texts(*(f"H{place}" for place in range(len(cells))))
    return [row.cells for row in table_of(workbook(sheet_of(headings, "".join(cells)), **wishes)).rows()]  # type: ignore[arg-type]


def kinds_of(*cells: str) -> str:
    headings = texts(*(f"H{place}" for place in range(len(cells))))
    return "".join(row.kinds for row in table_of(workbook(sheet_of(headings, "".join(cells)))).rows())


def refused(content: bytes) -> str:
    with pytest.raises(FileTrouble) as error:
        table_of(content)
    return error.value.code


# --- cells -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (number(3), "3"),
        (number("3.0"), "3"),
        (number("1.5"), "1.5"),
        (number("0.1"), "0.1"),
        (number("1.1000000000000001"), "1.1"),
        (number("2.12555011E9"), "2125550110"),
        (number("12345678901234567890"), "12345678901234567890"),
        (number("-5"), "-5"),
        (number("501", 5), "00501"),
        (number("10001", 5), "10001"),
        (number("123456789", 7), "123-45-6789"),
        (number("0.5", 6), "50%"),
        (number("1234.5", 9), "1234.5"),
        (number("3", 10), "3"),
        (number("44567", 1), "2022-01-06"),
        (number("44567.75", 3), "2022-01-06 18:00"),
        (number("44567", 3), "2022-01-06 00:00"),
        (number("0.75", 2), "18:00"),
        (number("44567.75", 2), "18:00"),
        (number("0.75", 3), "18:00"),
        (number("1.0833333333333333", 4), "26:00"),
        (number("46291", 8), "2026-09-26"),
        (number("44567.770833333336", 3), "2022-01-06 18:30"),
        (number("1", 1), "1900-01-01"),
        (number("0", 1), "1900-01-00"),
        (number("59", 1), "1900-02-28"),
        (number("60", 1), "1900-02-29"),
        (number("61", 1), "1900-03-01"),
        (number("-3", 1), "-3"),
        (number("99999999", 1), "99999999"),
        (number("hello"), "hello"),
        ('<c t="b"><v>1</v></c>', "TRUE"),
        ('<c t="b"><v>0</v></c>', "FALSE"),
        ('<c t="e"><v>#N/A</v></c>', "#N/A"),
        ('<c t="d" s="1"><v>2027-01-15T00:00:00</v></c>', "2027-01-15"),
        ('<c t="d" s="3"><v>2027-01-15T18:30:00</v></c>', "2027-01-15 18:30:00"),
        ('<c t="str"><f>A1&amp;"x"</f><v>done</v></c>', "done"),
        ('<c><f>1+1</f><v>2</v></c>', "2"),
        (text("two\nlines"), "two\nlines"),
        (text("a_x000D_b _x005F_x000D_ _x263A_ _xD83D__xDE00_"), "a\rb _x000D_ ☺ 😀"),
        (text("=1+1"), "=1+1"),
        (text("'=1+1"), "'=1+1"),
        ('<c t="inlineStr"><is><r><t>Ma</t></r><r><rPr><b/></rPr><t>ya</t></r><rPh><t>no</t></rPh></is></c>', "Maya"),
    ],
)  # fmt: skip
def test_a_cell_becomes_the_text_that_is_meant(cell: str, shown: str) -> None:
    assert rows_of(cell, text("x")) == [(shown, "x")]


def test_days_since_1904_are_days_since_1904_and_the_file_says_so() -> None:
    table = table_of(workbook(sheet_of(texts("Born"), number(44567, 1)), since_1904=True))

    assert [row.cells for row in table.rows()] == [("2026-01-07",)]
    assert [problem.code for problem in table.problems] == ["dates-since-1904"]


def test_every_cell_has_its_kind() -> None:
    cells = (text("a"), number(1), number(44567, 1), number("0.5", 2), '<c t="b"><v>1</v></c>',
             '<c t="e"><v>#REF!</v></c>', "<c><f>A1</f></c>", '<c t="s"><v>7</v></c>')  # fmt: skip

    assert kinds_of(*cells) == "tndhbefx"


def test_a_formula_with_an_empty_text_as_its_result_is_no_lost_result() -> None:
    assert kinds_of(text("a"), '<c t="str"><f>B1</f><v></v></c>') == "tt"
    assert kinds_of(text("a"), "<c><f>B1</f><v/></c>") == "tf"


def test_shared_texts_are_read_without_how_they_are_pronounced() -> None:
    shared = f'<sst xmlns="{SPREADSHEET}"><si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></si></sst>'

    assert rows_of('<c t="s"><v>0</v></c>', shared=shared) == [("東京",)]


@given(st.datetimes(datetime(1900, 3, 1), datetime(9999, 12, 31)))
def test_every_second_since_1900_survives_as_a_number(moment: datetime) -> None:
    moment = moment.replace(microsecond=0)
    raw = repr((moment - datetime(1899, 12, 30)) / timedelta(days=1))

    shown = moment_text(raw, shape_of("yyyy-mm-dd hh:mm:ss"), since_1904=False)

    assert shown is not None
    assert datetime.fromisoformat(shown) == moment


# --- rows and headings -----------------------------------------------------------------------------------------------


def test_rows_have_the_numbers_a_spreadsheet_shows() -> None:
    sheet = sheet_of(
        f'<row r="3">{texts("Name", "Phone")}</row>',
        f'<row r="4">{texts("Bo")}</row>',
        '<row r="5"/>',
        '<row r="900"><c r="B900" t="inlineStr"><is><t>555</t></is></c></row>',
    )

    table = table_of(workbook(sheet))

    assert (table.facts.headings_row, table.facts.headings) == (3, ("Name", "Phone"))
    assert [(row.number, row.cells) for row in table.rows()] == [(4, ("Bo", "")), (900, ("", "555"))]


def test_a_size_the_sheet_claims_is_not_believed() -> None:
    sheet = sheet_of(texts("Name", "Age"), texts("Bo", "4")).replace(
        "<sheetData>", '<dimension ref="A1:A1"/><sheetData>'
    )

    assert [row.cells for row in table_of(workbook(sheet)).rows()] == [("Bo", "4")]


def test_rows_that_share_a_number_both_stand() -> None:
    sheet = sheet_of(*(f'<row r="1">{texts(name, "x")}</row>' for name in ("Name", "Bo", "Ann")))

    assert [(row.number, row.cells) for row in table_of(workbook(sheet)).rows()] == [
        (2, ("Bo", "x")),
        (3, ("Ann", "x")),
    ]


def test_a_cell_beyond_the_headings_is_told_and_empty_columns_are_left_out() -> None:
    sheet = sheet_of(
        '<c r="B1" t="inlineStr"><is><t>Name</t></is></c><c r="E1" t="inlineStr"><is><t>Phone</t></is></c>',
        '<c r="B2" t="inlineStr"><is><t>Bo</t></is></c><c r="D2"><v>7</v></c><c r="G2"><v>9</v></c>',
    )

    table = table_of(workbook(sheet))
    row = next(table.rows())

    assert (table.facts.headings, row.cells) == (("Name", "#4", "Phone"), ("Bo", "7", ""))
    assert [(problem.code, problem.facts["cells"]) for problem in row.problems] == [("cells-extra", ("9",))]


def test_merged_cells_fill_the_rows_they_cover_and_say_so() -> None:
    merged = '<mergeCells><mergeCell ref="A2:A4"/><mergeCell ref="A1:B1"/></mergeCells>'
    sheet = sheet_of(texts("Place", "Day"), texts("Pool", "Mon"), f"<c/>{text('Tue')}", f"<c/>{text('Wed')}",
                     f"<c/>{text('Thu')}", below=merged)  # fmt: skip

    table = table_of(workbook(sheet))

    assert [row.cells for row in table.rows()] == [("Pool", "Mon"), ("Pool", "Tue"), ("Pool", "Wed"), ("", "Thu")]
    assert [row.kinds for row in table.rows()] == ["tt", "mt", "mt", "tt"]


def test_hidden_rows_are_there_and_counted_in_a_warning() -> None:
    sheet = sheet_of(texts("Name"), texts("Bo"), f'<row hidden="1">{texts("Ann")}</row>')

    table = table_of(workbook(sheet))

    assert [row.cells for row in table.rows()] == [("Bo",), ("Ann",)]
    assert [(one.code, one.facts["count"]) for one in table.problems] == [("rows-hidden", 1)]


def test_too_many_columns_are_refused() -> None:
    assert refused(workbook(sheet_of(texts(*(f"H{n}" for n in range(1_001)))))) == "too-many-columns"


# --- sheets ----------------------------------------------------------------------------------------------------------


def test_the_sheet_with_the_columns_we_know_is_read_unless_another_is_asked_for() -> None:
    cover = sheet_of(texts("About", "this"), texts("file", "x"), texts("more", "y"))
    people, secret = (sheet_of(texts("First name", "Phone", "E-mail"), texts(name, "555", "")) for name in ("Bo", "Al"))
    book = workbook(cover, secret, people, hidden=[2])

    table = table_of(book)

    assert (table.facts.sheets, table.facts.sheet) == (("Sheet1", "Sheet2", "Sheet3"), "Sheet3")
    assert [row.cells for row in table_of(book, sheet="sheet2").rows()] == [("Al", "555", "")]
    with pytest.raises(FileTrouble) as error:
        table_of(book, sheet="Sheet9")
    assert (error.value.code, error.value.facts["sheets"]) == ("no-such-sheet", "Sheet1, Sheet2, Sheet3")


def test_a_book_without_sheets_is_refused() -> None:
    assert refused(workbook()) == "workbook-without-sheets"


def test_a_long_look_can_be_stopped() -> None:
    def stop(_done: int, _total: int) -> None:
        raise Interrupted

    request = ImportRequest(Subject.PEOPLE, ImportFile("book.xlsx", workbook(sheet_of(texts("Name"), texts("Bo")))))
    with pytest.raises(Interrupted):
        read_table(request, stop)


# --- what means harm -------------------------------------------------------------------------------------------------


def test_a_zip_bomb_is_refused_before_a_byte_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = zipped({"xl/workbook.xml": b"<a/>", "xl/worksheets/sheet1.xml": bytes(60_000_000)})
    monkeypatch.setattr(packages.Package, "chunks", lambda *_all: pytest.fail("unpacked"))

    assert refused(bomb) == "file-too-big"


def test_many_parts_or_a_sum_too_big_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refused(zipped({f"{n}.xml": b"" for n in range(packages.MOST_PARTS + 1)})) == "file-too-big"

    monkeypatch.setattr(packages, "MOST_BYTES", 1_000)
    assert refused(workbook(sheet_of(texts("Name"), texts("x" * 2_000)))) == "file-too-big"


def test_a_size_that_lies_gives_no_more_than_it_says() -> None:
    honest = workbook(sheet_of(texts("Name"), *(texts(f"Person {n}") for n in range(3_000))))
    size = zipfile.ZipFile(io.BytesIO(honest)).getinfo("xl/worksheets/sheet1.xml").file_size
    lying = honest.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))

    assert lying != honest
    assert refused(lying) == "file-damaged"


@pytest.mark.parametrize("declared", [DOCTYPE, OUTSIDE])
@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"]
)
def test_a_document_type_is_refused_in_every_part(part: str, declared: str) -> None:
    good = workbook(sheet_of(texts("Name"), texts("Bo")))
    with zipfile.ZipFile(io.BytesIO(good)) as book:
        parts = {name: book.read(name) for name in book.namelist()}

    assert refused(zipped({**parts, part: declared.encode() + parts[part]})) == "file-unsafe"


def test_a_bottomless_pit_is_refused() -> None:
    assert refused(workbook(sheet_of("<c>" * 5_000 + "</c>" * 5_000))) == "file-unsafe"


def test_broken_files_of_every_kind_are_refused_with_a_sentence() -> None:
    good = workbook(sheet_of(texts("Name"), texts("Bo")))
    found = {refused(content) for content in (good[: len(good) // 2], good[:30], workbook(sheet_of("<c")))}

    assert found == {"file-damaged"}


@settings(max_examples=150)
@given(st.randoms(use_true_random=False), st.integers(1, 8))
def test_whatever_is_changed_in_a_file_it_is_read_or_refused(chance: Random, changes: int) -> None:
    rows = (text("Bo") + number(44567, 1) + '<c t="s"><v>0</v></c>' for _ in range(3))
    merged = '<mergeCells><mergeCell ref="A2:A4"/></mergeCells>'
    good = workbook(sheet_of(texts("Name", "Born", "Tags"), *rows, below=merged), shared="<sst><si><t>x</t></si></sst>")
    with zipfile.ZipFile(io.BytesIO(good)) as book:
        parts = {name: bytearray(book.read(name)) for name in book.namelist()}
    for _ in range(changes):
        part = chance.choice(list(parts.values()))
        at = chance.randrange(len(part))
        part[at : at + chance.randrange(9)] = chance.choice(
            [b"", b"<", b'"-1"', b"99999999999", b"&#0;", b"</c>", b"\xff"]
        )

    rows_found, words = _read_or_refused(zipped({name: bytes(part) for name, part in parts.items()}))

    assert rows_found or "book.xlsx" in words


def _read_or_refused(content: bytes) -> tuple[bool, str]:
    """If every row that is counted is there, or else why the file is refused."""
    try:
        table = table_of(content)
    except CoordinatorError as error:
        return False, explain(error)
    return len(list(table.rows())) == table.facts.rows, ""


@pytest.mark.parametrize("encoding", ["utf-99", "gb18030", "utf-7"])
def test_letters_that_no_reader_knows_are_refused(encoding: str) -> None:
    declared = f'<?xml version="1.0" encoding="{encoding}"?>'

    assert refused(workbook(declared + sheet_of(texts("Name"), texts("Bo")))) == "file-damaged"


def test_other_formats_are_told_what_to_save_as() -> None:
    assert refused(zipped({"mimetype": b"application/vnd.oasis", "content.xml": b"<a/>"})) == "spreadsheet-not-read"
    assert refused(zipped({"xl/workbook.bin": b"x"})) == "spreadsheet-not-read"
    assert refused(zipped({"word/document.xml": b"<a/>"})) == "file-is-not-csv"
    ole = b"\xd0\xcf\x11\xe0" + bytes(40)
    for content, code in (
        (ole, "spreadsheet-not-read"),
        (ole + "EncryptedPackage".encode("utf-16-le"), "file-protected"),
    ):
        with pytest.raises(FileTrouble, match=code):
            format_of(ImportFile("old.xls", content))


# --- files nobody here wrote -----------------------------------------------------------------------------------------


def test_every_cell_of_every_workbook_is_what_another_reader_makes_of_it(shared_data: Path) -> None:
    """A day or a time may be rounded to a thousandth of a second; the text of errors and formulas is left to them."""
    files = [*(shared_data / "xlsx").glob("*.xlsx"), *(shared_data / "csv_torture").glob("*.xlsm")]
    compared = sum(_compared(file) for file in files)

    assert compared > 25_000


def _compared(file: Path) -> int:
    try:
        book = open_book(Package(ImportFile(file.name, file.read_bytes())), name=file.name)
    except CoordinatorError:
        return 0
    theirs = openpyxl.load_workbook(file, data_only=True)
    compared = 0
    for sheet in book.sheets:
        if sheet.name not in theirs.sheetnames:
            continue  # one file is written as ISO's strict variant, which the other reader leaves out
        rows = sheet_rows(book, sheet).rows
        ours = {(row.number, place + 1): (text, kind) for row in rows
                for place, text, kind in zip(row.places, row.texts, row.kinds, strict=True)}  # fmt: skip
        wanted = {(cell.row, cell.column): cell.value for row in theirs[sheet.name].iter_rows() for cell in row
                  if cell.value not in (None, "")}  # fmt: skip
        left = {at for at, (_text, kind) in ours.items() if kind not in (CellKind.NO_RESULT, CellKind.MERGED)}
        assert left == wanted.keys(), f"{file.name} {sheet.name}"
        for at, value in wanted.items():
            assert _is_same(ours[at][0], value), f"{file.name} {sheet.name} {at}: {ours[at]} and {value!r}"
        compared += len(wanted)
    return compared


def _is_same(text: str, value: object) -> bool:
    if isinstance(value, bool):
        return text == str(value).upper()
    if isinstance(value, int | float):
        share = 100 if text.endswith("%") else 1
        return math.isclose(float(text.removesuffix("%")) / share, value, rel_tol=1e-13)
    if isinstance(value, datetime):
        return abs((datetime.fromisoformat(text) - value).total_seconds()) < 0.002
    if isinstance(value, time):
        return text.startswith(f"{value:%H:%M}")
    return text == unescaped(str(value))
