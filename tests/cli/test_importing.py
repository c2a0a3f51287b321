"""`import`: the report field by field, the exit statuses, and every flag."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Say, both_databases
from tests.exchange.workbooks import sheet_of, texts, workbook

REPORT = {
    "file", "encoding", "delimiter", "sheet", "dates", "mapping", "read", "added", "updated", "unchanged", "refused",
    "warnings", "errors",
}  # fmt: skip
EVENTS = """Title,Start,Minutes,Precinct
Council,2027-01-20 19:00,90,"14, 15"
Sorting,2027-01-21 17:00,120,114
Walk,2027-01-22 11:00,60,14
"""


@both_databases
def test_people_come_in_once_and_the_report_adds_up(say: Say, here: Path) -> None:
    (here / "people.csv").write_text(
        "Name,Phone,Tags\nBo Lindqvist,(212) 555-0101,coach\n,1,\nMai Lee,12,driver; tutor\n"
    )
    done = say("import", "people", "people.csv", "--json")
    assert done.status == 3
    report = done.json
    assert set(report) == REPORT
    assert [report[name] for name in ("file", "encoding", "delimiter", "dates")] == ["people.csv", "utf-8", ",", None]
    assert [report[name] for name in ("read", "added", "updated", "unchanged", "refused")] == [3, 2, 0, 0, 1]
    assert [set(one) for one in report["errors"]] == [{"row", "column", "value", "sentence"}]
    assert [(one["row"], one["sentence"]) for one in report["errors"]] == [(3, "This row has no name.")]
    assert [(one["row"], one["column"], one["value"]) for one in report["warnings"]] == [(4, "Phone", "12")]
    assert done.err.startswith("1 row was refused.")
    people = say("list", "people", "--json").json
    assert [(one["family_name"], one["tags"]) for one in people] == [
        ("Lee", ["driver", "tutor"]),
        ("Lindqvist", ["coach"]),
    ]
    again = say("import", "people", "people.csv", "--json").json
    assert [again[name] for name in ("read", "added", "updated", "unchanged", "refused")] == [3, 0, 0, 2, 1]
    assert len(say("history", "--json").json) == 2
    assert say("undo").status == 0
    assert say("list", "people", "--json").json == []


def test_a_filter_keeps_members_of_a_list_and_never_a_part_of_a_string(say: Say, here: Path) -> None:
    (here / "events.csv").write_text(EVENTS)
    done = say("import", "events", "events.csv", "--where", "Precinct=14", "--json")
    assert (done.status, done.json["read"], done.json["added"]) == (0, 2, 2)
    assert [one["title"] for one in say("list", "events", "--json").json] == ["Council", "Walk"]
    source = say("show", "event", 1, "--json").json["source"]
    assert source["label"] == "events.csv"


def test_a_filter_over_a_column_that_is_not_there_is_refused(say: Say, here: Path) -> None:
    (here / "events.csv").write_text(EVENTS)
    refused = say("import", "events", "events.csv", "--where", "Borough=14", "--json")
    assert (refused.status, len(refused.json["refused"])) == (1, 1)
    assert say("list", "events", "--json").json == []


def test_a_dry_run_says_the_same_and_changes_nothing(say: Say, here: Path) -> None:
    (here / "events.csv").write_text(EVENTS)
    rehearsed = say("import", "events", "events.csv", "--dry-run", "--json")
    assert (rehearsed.status, say("list", "events", "--json").json, len(say("history", "--json").json)) == (0, [], 1)
    assert say("import", "events", "events.csv", "--json").json == rehearsed.json


def test_the_mapping_of_a_dry_run_can_be_corrected_and_given_back(say: Say, here: Path) -> None:
    (here / "people.csv").write_text("A,B\nBo Lindqvist,coach\n")
    refused = say("import", "people", "people.csv", "--dry-run", "--json")
    assert [one["code"] for one in refused.json["refused"]] == ["no-column-for-a-name"]
    mapping = refused.json["mapping"]
    assert [one["heading"] for one in mapping["columns"]] == ["A", "B"]
    for column, field in zip(mapping["columns"], ("full_name", "tags"), strict=True):
        column["field"] = field
    (here / "map.json").write_text(json.dumps(mapping))
    done = say("import", "people", "people.csv", "--map", "map.json", "--json")
    assert (done.status, done.json["mapping"]) == (0, mapping)
    assert say("list", "people", "--json").json[0]["tags"] == ["coach"]
    assert say("import", "people", "people.csv", "--json").json["mapping"] == mapping


def test_dates_that_fit_both_orders_are_asked_about_before_anything_is_read(say: Say, here: Path) -> None:
    (here / "events.csv").write_text(
        "Title,Start,Minutes,Kept\nCouncil,03/04/2027 19:00,90,yes\nFair,05/06/2027 9:00,60,no\n"
    )
    undecided = say("import", "events", "events.csv", "--json")
    assert (undecided.status, [one["code"] for one in undecided.json["refused"]]) == (1, ["date-order-open"])
    assert undecided.err != ""
    for order, day in (("mdy", "2027-03-04"), ("dmy", "2027-04-03")):
        done = say("import", "events", "events.csv", "--dates", order, "--json")
        assert (done.status, done.json["dates"]) == (0, order)
        assert say("list", "events", "--text", "Council", "--json").json[0]["starts"].startswith(day)
        say("undo")


def test_the_order_is_decided_over_the_whole_column_before_the_filter(say: Say, here: Path) -> None:
    (here / "events.csv").write_text(
        "Title,Start,Minutes,Kept\nCouncil,03/04/2027 19:00,90,yes\nFair,03/25/2027 9:00,60,no\n"
    )
    done = say("import", "events", "events.csv", "--where", "Kept=yes", "--json")
    assert (done.status, done.json["dates"], done.json["read"]) == (0, "mdy", 1)


@pytest.mark.parametrize(
    ("decision", "counts", "names"),
    [
        (None, (0, 0, 0, 1), ["José"]),
        ("skip", (0, 0, 1, 0), ["José"]),
        ("update", (0, 1, 0, 0), ["José"]),
        ("add", (1, 0, 0, 0), ["Jose", "José"]),
    ],
)
def test_likely_duplicates_wait_for_a_word(
    say: Say, here: Path, decision: str | None, counts: tuple[int, ...], names: list[str]
) -> None:
    say("person", "add", "--given", "José", "--family", "Peña", "--phone", "(212) 555-0101")
    (here / "people.csv").write_text("Given name,Family name,Phone,E-mail\nJose,Pena,212-555-0101,jp@mail.example\n")
    flags = ("--duplicates", decision) if decision else ()
    done = say("import", "people", "people.csv", *flags, "--json")
    assert tuple(done.json[name] for name in ("added", "updated", "unchanged", "refused")) == counts
    assert done.status == (0 if decision else 3)
    people = say("list", "people", "--json").json
    assert sorted(one["given_name"] for one in people) == names
    assert any("jp@mail.example" in one["emails"] for one in people) == (decision in ("update", "add"))


def test_the_encoding_is_said_and_can_be_chosen(say: Say, here: Path) -> None:
    (here / "people.csv").write_bytes("Name\nJosé Peña\nZoë Ødegård\n".encode("cp1252"))
    chosen = say("import", "people", "people.csv", "--encoding", "cp1252", "--json")
    assert (chosen.status, chosen.json["encoding"]) == (0, "cp1252")
    assert {one["given_name"] for one in say("list", "people", "--json").json} == {"José", "Zoë"}
    unknown = say("import", "people", "people.csv", "--encoding", "klingon", "--json")
    assert (unknown.status, "Traceback" in unknown.err) == (1, False)


def test_people_at_a_terminal_read_a_summary_and_every_row_that_needs_a_word(say: Say, here: Path) -> None:
    (here / "people.csv").write_text("Name,Phone\nBo Lindqvist,12\n,(212) 555-0101\n")
    done = say("import", "people", "people.csv")
    lines = done.out.splitlines()
    assert lines[:2] == ["2 rows: 1 added, 0 updated, 0 unchanged, 1 refused.", "Read as utf-8."]
    assert lines[3].split() == ["Row", "Column", "Value", "Refused"]
    assert lines[4].split() == ["3", "Name", "This", "row", "has", "no", "name."]
    assert lines[6].split() == ["Row", "Column", "Value", "Warnings"]
    assert lines[7].split()[:3] == ["2", "Phone", "12"]


@pytest.mark.parametrize("content", [b"", b"\n\n", b"PK\x03\x04" + b"\0" * 90, b"\0" * 300, b"\xff\xfe\x00"])
def test_a_file_without_a_table_is_refused_in_words(say: Say, here: Path, content: bytes) -> None:
    (here / "odd.csv").write_bytes(content)
    refused = say("import", "people", "odd.csv", "--json")
    assert (refused.status, refused.json["refused"] != [], "Traceback" in refused.err) == (1, True, False)


def test_a_file_named_like_a_flag_or_an_address_is_only_a_file(say: Say, here: Path) -> None:
    assert say("import", "people", "https://example.org/x.csv").status == 1
    (here / "--dates").write_text("Name\nBo Lindqvist\n")
    assert say("import", "people", "--", "--dates").status == 0


def test_a_workbook_comes_in_from_the_sheet_that_is_asked_for(say: Say, here: Path) -> None:
    sheets = [sheet_of(texts("Name", "Phone"), texts(name, "(212) 555-0114")) for name in ("Bo Lindqvist", "Mai Lee")]
    (here / "people.xlsx").write_bytes(workbook(*sheets))

    first = say("import", "people", "people.xlsx", "--dry-run", "--json").json
    second = say("import", "people", "people.xlsx", "--sheet", "Sheet2")
    wrong = say("import", "people", "people.xlsx", "--sheet", "Sheet9")

    assert [first[name] for name in ("sheet", "encoding", "delimiter", "read")] == ["Sheet1", "", "", 1]
    assert "Read from “Sheet2”." in second.out
    assert [one["family_name"] for one in say("list", "people", "--json").json] == ["Lee"]
    assert (wrong.status, wrong.err) == (1, "people.xlsx has no sheet “Sheet9”. It has these: Sheet1, Sheet2.\n")
