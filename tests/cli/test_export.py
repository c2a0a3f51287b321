"""`export` and `import all` as a person or a script says them."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Say, both_databases
from tests.conftest import ROOT

PRIVATE = ("Lindqvist", "718", "2014-03-04", "nuts")


@pytest.fixture
def shift(say: Say) -> int:
    """A practice with a child signed up, and a public meeting."""
    say("person", "add", "--given", "Bo", "--family", "Lindqvist", "--born", "2014-03-04", "--phone", "718 555 0136")
    say("venue", "add", "--name", "PS 41", "--space", "Gym")
    answer = say(
        *("event", "add", "--kind", "practice", "--title", "U12 practice", "--starts", "2027-01-15T17:00"),
        *("--minutes", 90, "--venue", 1, "--space", "Gym", "--position", "Volunteer:2", "--json"),
    )
    say(
        *("event", "add", "--kind", "meeting", "--title", "=1+1", "--starts", "2027-01-16T19:00", "--minutes", 60),
        *("--public", "--place", "Library"),
    )
    position = say("list", "positions", "--json").json[0]["id"]
    assert say("signup", "add", position, 1).status == 0
    return int(answer.json["id"])


@both_databases
def test_every_subject_is_written_in_every_format(say: Say, shift: int, here: Path) -> None:
    formats = {
        "events": ("ics", "csv", "xlsx", "json"),
        "signups": ("ics", "csv", "xlsx", "json"),
        "people": ("vcf", "csv", "xlsx", "json"),
        "venues": ("csv", "xlsx", "json"),
    }
    counts = {"events": 2, "signups": 1, "people": 1, "venues": 1}
    for subject, endings in formats.items():
        for ending in endings:
            answer = say("export", subject, "--format", ending, "-o", ".", "--json")
            assert (answer.status, answer.json["records"]) == (0, counts[subject])
            assert answer.json["file"] == f"{subject}_staff.{ending}"
    assert len(list(here.iterdir())) == 15
    for subject in formats:
        assert json.loads((here / f"{subject}_staff.json").read_text("utf-8")) == say("list", subject, "--json").json


def test_the_audience_is_in_the_name_and_what_it_does_not_get_is_said(say: Say, shift: int, here: Path) -> None:
    days = ("--from", "2027-01-10", "--to", "2027-01-16")
    answer = say("export", "signups", "--format", "csv", "--audience", "volunteers", *days, "-o", ".")
    assert (answer.status, answer.out) == (0, "Saved signups_2027-W02_volunteers.csv, 1 record.\n")
    assert answer.err.splitlines() == [
        "Left out: last names of under-18s, phones, reasons for exceptions, e-mails, notes, drafts",
        "1 person is under 18 or of unknown age: shown by first name and initial.",
    ]
    text = (here / "signups_2027-W02_volunteers.csv").read_text("utf-8-sig")
    assert "Bo L." in text
    assert [word for word in PRIVATE if word in text] == []


def test_the_answer_for_programs_has_codes(say: Say, shift: int, here: Path) -> None:
    answer = say("export", "events", "--format", "csv", "--audience", "public", "-o", "public.csv", "--json")
    assert answer.json == {
        "file": "public.csv",
        "records": 1,
        "audience": "public",
        "left_out": ["notes", "draft-events", "internal-events", "sources"],
        "hidden": 1,
        "shortened": 0,
        "remarks": ["1 event is not for these eyes and is left out."],
    }
    [row] = list(csv.DictReader(io.StringIO((here / "public.csv").read_text("utf-8-sig"))))
    assert (row["Title"], row["Start"], row["Public"]) == ("'=1+1", "2027-01-16 19:00", "yes")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("venues", "--format", "ics"), "There is no such file as ics of venues. Choose from: csv, xlsx, json."),
        (("all", "--format", "csv"), "There is no such file as csv of all. Choose from: json."),
        (("all", "--format", "json", "--audience", "public"), "Everything is for staff only."),
        (("all", "--format", "json", "--text", "x"), "--text says nothing about all."),
        (("people", "--format", "csv", "--kind", "game"), "--kind says nothing about people."),
        (("events", "--format", "csv", "--status", "asleep"), "--status cannot be “asleep”."),
    ],
)
def test_what_makes_no_sense_is_wrong_usage(say: Say, here: Path, arguments: tuple[str, ...], sentence: str) -> None:
    answer = say("export", *arguments, "-o", "file")
    assert answer.status == 2
    assert sentence in answer.err
    assert list(here.iterdir()) == []


def test_a_public_list_of_people_is_refused(say: Say, here: Path) -> None:
    answer = say("export", "people", "--format", "csv", "--audience", "public", "-o", "people.csv", "--json")
    assert (answer.status, answer.json["refused"][0]["code"]) == (1, "export-not-for-audience")
    assert list(here.iterdir()) == []


def test_a_file_that_cannot_be_written_leaves_nothing_behind(say: Say, here: Path) -> None:
    answer = say("export", "people", "--format", "csv", "-o", "gone/people.csv")
    assert (answer.status, answer.err) == (1, "There is no folder gone. Make it, or choose another one.\n")
    assert list(here.iterdir()) == []


def test_a_name_too_long_for_a_file_is_said(say: Say, here: Path) -> None:
    name = f"{'x' * 300}.csv"
    done = say("export", "people", "--format", "csv", "-o", name)
    assert (done.status, done.err) == (1, f"{name} is not a name that a file can have here. Choose a shorter one.\n")


@both_databases
def test_everything_goes_out_and_comes_into_an_empty_database_equal(say: Say, shift: int, here: Path) -> None:
    assert say("export", "all", "--format", "json", "-o", "all.json").out == "Saved all.json, 5 records.\n"
    assert say("init", "--data", "other.db").status == 0
    answer = say("--data", "other.db", "import", "all", "all.json")
    assert (answer.status, answer.out) == (0, "People: 1. Venues: 1. Events: 2. Sign-ups: 1.\n")
    for subject in ("people", "venues", "events", "positions", "signups"):
        assert say("--data", "other.db", "list", subject, "--json").json == say("list", subject, "--json").json
    say("--data", "other.db", "export", "all", "--format", "json", "-o", "again.json")
    assert (here / "again.json").read_bytes() == (here / "all.json").read_bytes()
    assert say("--data", "other.db", "check", "--json").json["ok"] is True


def test_a_dry_run_brings_nothing_in_and_says_what_would_come(say: Say, shift: int, here: Path) -> None:
    say("export", "all", "--format", "json", "-o", "all.json")
    say("init", "--data", "other.db")
    answer = say("--data", "other.db", "import", "all", "all.json", "--dry-run", "--json")
    assert (answer.status, answer.json["read"], answer.json["added"], answer.json["refused"]) == (0, 5, 5, 0)
    assert say("--data", "other.db", "list", "people", "--json").json == []
    refused = say("import", "all", "all.json", "--dry-run", "--json")
    assert (refused.status, refused.json["refused"][0]["code"]) == (1, "database-holds-records")


def test_everything_takes_no_wishes_about_tables(say: Say, here: Path) -> None:
    answer = say("import", "all", "all.json", "--dates", "mdy")
    assert answer.status == 2
    assert "--dates says nothing about all." in answer.err


def test_exporting_loads_no_library_it_does_not_need(target: str, here: Path) -> None:
    code = (
        "import sys; from coordinator.cli import run; run(sys.argv[1:]);"
        "print(sorted({'reportlab', 'xlsxwriter', 'icalendar', 'PySide6', 'alembic'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", code, "--data", target, "export", "events", "--format", "ics", "-o", "events.ics"]
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=surroundings)
    assert done.stdout.splitlines() == ["Saved events.ics, 0 records.", "[]"]
