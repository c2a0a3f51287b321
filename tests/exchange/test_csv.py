"""Delimited text: encodings, delimiters, quoting, ragged rows; nothing is lost in silence."""

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.domain.errors import FileTrouble, Interrupted
from coordinator.domain.imports import ImportFile, ImportRequest, Subject
from coordinator.exchange.csv import read_table
from coordinator.exchange.tables import Table

SPECTRUM = (
    "comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "newlines", "quotes_and_newlines", "simple",
    "simple_crlf", "utf8",
)  # fmt: skip
TORTURE = (
    "messy-begrotingsanalyse-2011.csv", "messy-excel_pasting.csv", "messy-mixedGLB.csv", "messy-null.csv",
    "messy-spanish_chars.csv", "messy-sparse_with_column_errors.csv", "messy-utf-16le_encoded.csv", "tab-accent.csv",
    "tab-bom.csv", "tab-doublequote.csv", "tab-escaping.csv", "tab-issue305.csv", "tab-long.csv",
    "tab-skip-blank-at-the-end.csv", "tab-table.csv", "tab-table.tsv",
)  # fmt: skip


def table_of(content: bytes | str, **wishes: object) -> Table:
    """A table read from bytes, or from text as UTF-8."""
    raw = content.encode() if isinstance(content, str) else content
    return read_table(ImportRequest(Subject.PEOPLE, ImportFile("people.csv", raw), **wishes))  # type: ignore[arg-type]


def cells_of(table: Table) -> list[tuple[str, ...]]:
    """The cells of all rows."""
    return [row.cells for row in table.rows()]


def codes_of(table: Table) -> dict[int, list[str]]:
    """What is wrong with which row."""
    return {row.number: [problem.code for problem in row.problems] for row in table.rows() if row.problems}


@pytest.mark.parametrize("name", SPECTRUM)
def test_csv_spectrum_reads_as_its_own_json_says(shared_data: Path, name: str) -> None:
    folder = shared_data / "csv_torture"
    wanted = json.loads((folder / f"spectrum-{name}.json").read_text(encoding="utf-8"))

    table = table_of((folder / f"spectrum-{name}.csv").read_bytes())

    assert [dict(zip(table.facts.headings, cells, strict=True)) for cells in cells_of(table)] == wanted


def test_csv_spectrum_files_that_differ_from_their_json_by_the_file_alone(shared_data: Path) -> None:
    """Two answers were written for other bytes: CRLF inside a cell that is LF here, and another phone number."""
    newlines = table_of((shared_data / "csv_torture" / "spectrum-newlines_crlf.csv").read_bytes())
    place = table_of((shared_data / "csv_torture" / "spectrum-location_coordinates.csv").read_bytes())

    assert cells_of(newlines) == [("1", "2", "3"), ("Once upon \na time", "5", "6"), ("7", "8", "9")]
    assert cells_of(place) == [("2095257564", "37�36'37.8\"N 121�2'17.9\"W", "Modesto", "Stanislaus")]


@pytest.mark.parametrize("name", TORTURE)
def test_every_row_below_the_headings_is_shown_or_counted_as_blank(shared_data: Path, name: str) -> None:
    content = (shared_data / "csv_torture" / name).read_bytes()
    table = table_of(content)
    text = io.StringIO(content.decode(table.facts.encoding), newline="")
    records = list(csv.reader(text, delimiter=table.facts.delimiter))

    rows = cells_of(table)

    assert len(rows) == table.facts.rows
    assert table.facts.headings_row + table.facts.rows + table.facts.blank_rows == len(records)
    assert all(len(cells) == len(table.facts.headings) for cells in rows)


def test_what_was_assumed_about_the_torture_files(shared_data: Path) -> None:
    facts = [table_of((shared_data / "csv_torture" / name).read_bytes()).facts for name in TORTURE]

    assumed = {each.encoding for each in facts if not each.encoding_sure}
    assert {(each.encoding, each.delimiter) for each in facts} == {
        ("utf-8", ","), ("cp1252", ","), ("utf-16", ","), ("utf-8", ";"), ("utf-8-sig", ","), ("utf-8", "\t"),
    }  # fmt: skip
    assert assumed == {"cp1252"}


def test_spanish_letters_without_utf_8_are_read_and_the_assumption_is_told(shared_data: Path) -> None:
    table = table_of((shared_data / "csv_torture" / "messy-spanish_chars.csv").read_bytes())

    assert table.facts.headings[-1] == "Descripción"
    assert [problem.code for problem in table.problems] == ["encoding-assumed"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_settles_the_encoding(encoding: str) -> None:
    table = table_of("name\nJosé\n山田太郎\n".encode(encoding))

    assert (table.facts.encoding, table.facts.encoding_sure) == (encoding, True)
    assert cells_of(table) == [("José",), ("山田太郎",)]


def test_two_bytes_a_letter_without_a_mark_are_recognised_and_shown_as_assumed() -> None:
    table = table_of("given,family\nBo,Lindqvist\n".encode("utf-16-le"))

    assert (table.facts.encoding, table.facts.encoding_sure) == ("utf-16-le", False)
    assert cells_of(table) == [("Bo", "Lindqvist")]


def test_an_encoding_that_was_asked_for_is_used_and_unreadable_letters_are_counted() -> None:
    table = table_of(b"name\nJos\xe9\n", encoding="utf-8")

    assert cells_of(table) == [("Jos�",)]
    assert [(problem.code, problem.facts["count"]) for problem in table.problems] == [("letters-unreadable", 1)]


def test_an_unknown_encoding_is_refused_by_name() -> None:
    with pytest.raises(FileTrouble) as refused:
        table_of("name\nBo\n", encoding="klingon")

    assert (refused.value.code, refused.value.facts["encoding"]) == ("encoding-unknown", "klingon")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    rows = [["given", "family", "note"], ["Bo", "Lindqvist", "a b"], ["José", "Peña", "c, d; e"]]
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)

    table = table_of(text.getvalue())

    assert table.facts.delimiter == delimiter
    assert cells_of(table) == [tuple(row) for row in rows[1:]]


def test_a_single_column_is_not_cut_at_odd_signs() -> None:
    table = table_of("name\nLindqvist Bo\nPeña José\n")

    assert cells_of(table) == [("Lindqvist Bo",), ("Peña José",)]


def test_extra_and_missing_cells_are_told_row_by_row() -> None:
    table = table_of("given,family,phone\nBo,Lindqvist,1,2,3\nJosé,Peña\nRuth,Okonkwo,4,\n")

    assert cells_of(table) == [("Bo", "Lindqvist", "1"), ("José", "Peña", ""), ("Ruth", "Okonkwo", "4")]
    assert codes_of(table) == {2: ["cells-extra"], 3: ["cells-missing"]}
    assert next(table.rows()).problems[0].facts == {"count": 2, "cells": ("2", "3")}


def test_blank_rows_count_in_the_numbers_as_a_spreadsheet_shows_them() -> None:
    table = table_of("name\n\nBo\n  \nJosé\n")

    assert [(row.number, row.cells) for row in table.rows()] == [(3, ("Bo",)), (5, ("José",))]
    assert (table.facts.rows, table.facts.blank_rows) == (2, 2)


def test_a_title_above_the_headings_is_passed_over() -> None:
    table = table_of("Volunteers of 2027,,\n,,\nGiven,Family,Phone\nBo,Lindqvist,1\n")

    assert (table.facts.headings_row, table.facts.headings) == (3, ("Given", "Family", "Phone"))
    assert [row.number for row in table.rows()] == [4]


def test_without_headings_columns_are_numbered() -> None:
    table = table_of("Bo,Lindqvist\nJosé,Peña,extra\n", headings_row=0)

    assert table.facts.headings == ("#1", "#2", "#3")
    assert len(cells_of(table)) == 2


def test_a_nul_is_taken_out_and_told() -> None:
    table = table_of("name,note\nBo\0,x\nJosé,y\n")

    assert cells_of(table) == [("Bo", "x"), ("José", "y")]
    assert codes_of(table) == {2: ["nul-removed"]}


def test_a_quote_that_is_never_closed_does_not_swallow_the_rows_after_it() -> None:
    table = table_of('given,note\nBo,"never closed\nJosé,b\nRuth,c\n')

    assert cells_of(table) == [("Bo", '"never closed'), ("José", "b"), ("Ruth", "c")]
    assert codes_of(table) == {2: ["quote-not-closed"]}


def test_a_huge_cell_is_read_whole() -> None:
    table = table_of("name,note\nBo," + "x" * 500_000 + "\n")

    assert [len(cells[1]) for cells in cells_of(table)] == [500_000]


def test_nothing_at_all_is_an_obstacle_and_no_crash() -> None:
    table = table_of(b"")

    assert cells_of(table) == []
    assert [(problem.code, problem.stops) for problem in table.problems] == [("file-has-no-rows", True)]


def test_reading_can_be_stopped_on_the_way() -> None:
    table = table_of("name\n" + "Bo\n" * 10_000)

    def stop(done: int, _total: int) -> None:
        if done >= 4_000:
            raise Interrupted()

    with pytest.raises(Interrupted):
        list(table.rows(stop))


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12).filter(str.strip)


@given(st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=2, max_size=8))
def test_what_python_writes_comes_back_whatever_the_letters(rows: list[tuple[str, str, str]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([("given", "family", "note"), *rows])

    table = table_of(text.getvalue().encode("utf-8-sig"), delimiter=",", headings_row=1)

    assert cells_of(table) == rows


@given(st.binary(max_size=400))
def test_no_bytes_make_it_fail(content: bytes) -> None:
    table = table_of(content)

    assert len(cells_of(table)) == table.facts.rows
