"""What is refused, with which status, in which words: 1 refused, 2 wrong usage; nothing is ever half done."""

import argparse
import json
import logging
from pathlib import Path

import pytest

from coordinator.cli import run
from coordinator.runtime import log
from tests.cli.conftest import Say, both_databases

GAME = ("event", "add", "--kind", "game", "--title", "Final")
PRACTICE = ("event", "add", "--kind", "practice", "--title", "U12 practice", "--starts", "2027-01-14T15:30")


@both_databases
def test_a_full_position_refuses_the_next_one_with_every_reason_in_words(say: Say) -> None:
    say(*PRACTICE, "--minutes", 90, "--position", "Head coach:1")
    say("person", "add", "--given", "Bo", "--born", "1990-01-01")
    say("person", "add", "--given", "Teo", "--born", "2015-06-01")
    say("signup", "add", 1, 1)
    refused = say("signup", "add", 1, 2)
    assert (refused.status, refused.out) == (1, "")
    assert refused.err == (
        "The only place is taken by Bo, and 1 is the most for this position. "
        "Age 11 on Jan 14; the role head coach is for 18 or over.\n"
    )
    document = say("signup", "add", 1, 2, "--json")
    assert document.status == 1
    assert document.json == {
        "refused": [
            {
                "code": "position-full",
                "sentence": "The only place is taken by Bo, and 1 is the most for this position.",
                "about": "position",
            },
            {
                "code": "under-age",
                "sentence": "Age 11 on Jan 14; the role head coach is for 18 or over.",
                "about": "person",
            },
        ]
    }
    assert document.err == refused.err


def test_a_reason_lifts_what_a_reason_may_lift(say: Say) -> None:
    say(*PRACTICE, "--minutes", 90, "--position", "Head coach:1:2")
    say("person", "add", "--given", "Teo", "--born", "2015-06-01")
    assert say("signup", "add", 1, 1).status == 1
    done = say("signup", "add", 1, 1, "--override", "his grandfather stands beside him", "--json")
    assert (done.status, [one["code"] for one in done.json["warnings"]]) == (0, ["under-age"])
    signup = say("list", "signups", "--json").json[0]
    assert signup["override_reason"] == "his grandfather stands beside him"


MISTAKES = [
    (("show", "person", 7), "no-such-person"),
    (("show", "venue", 7), "no-such-venue"),
    (("show", "event", 7), "no-such-event"),
    (("person", "edit", 7, "--given", "Bo"), "no-such-person"),
    (("person", "remove", -5), "no-such-person"),
    (("person", "add"), "name-missing"),
    (("person", "add", "--given", "Bo", "--born", "2027-01-13"), "born-in-the-future"),
    (("venue", "add", "--name", " "), "venue-name-missing"),
    (("venue", "add", "--name", "PS 41", "--space", "Gym", "--space", "gym"), "space-twice"),
    (("venue", "add", "--name", "PS 41", "--capacity", -5), "capacity-negative"),
    (("role", "add", "--name", "driver"), "role-twice"),
    (("role", "add", "--name", "Pilot", "--minimum-age", -5), "minimum-age-implausible"),
    ((*PRACTICE, "--minutes", 0), "ends-before-start"),
    ((*PRACTICE, "--minutes", -5), "ends-before-start"),
    ((*PRACTICE, "--minutes", 60, "--position", "Pilot:1"), "no-such-role-name"),
    ((*PRACTICE, "--minutes", 60, "--position", "Driver:-1"), "needed-negative"),
    ((*PRACTICE, "--minutes", 60, "--position", "Driver:2:1"), "maximum-below-needed"),
    ((*PRACTICE, "--minutes", 60, "--venue", 9, "--space", "Gym"), "no-such-venue"),
    ((*PRACTICE, "--minutes", 60, "--venue", 9), "venue-unknown"),
    ((*PRACTICE, "--minutes", 999_999_999_999), "year-out-of-reach"),
    ((*GAME, "--starts", "9999-12-31T23:00", "--minutes", 120), "year-out-of-reach"),
    ((*GAME, "--starts", "0001-01-01T00:00", "--minutes", 120), "year-out-of-reach"),
    ((*GAME, "--starts", "9999-12-31", "--all-day"), "year-out-of-reach"),
    (("event", "move", 7, "--to", "2027-01-14T15:30"), "no-such-event"),
    (("event", "cancel", 7, "--reason", "rain"), "no-such-event"),
    (("signup", "add", 7, 7), "no-such-person"),
    (("signup", "confirm", 7), "no-such-signup"),
    (("signup", "drop", 7), "no-such-signup"),
    (("undo",), "nothing-to-undo"),
    (("redo",), "nothing-to-redo"),
    (("import", "people", "nowhere.csv"), "file-missing"),
    (("import", "people", "."), "file-is-folder"),
    (("init",), "exists"),
]


@pytest.mark.parametrize(("command", "code"), MISTAKES, ids=lambda value: str(value)[:40])
def test_a_mistake_is_refused_in_one_sentence_and_changes_nothing(
    say: Say, command: tuple[object, ...], code: str
) -> None:
    refused = say(*command, "--json")
    assert (refused.status, [one["code"] for one in refused.json["refused"]][:1]) == (1, [code])
    assert refused.err.strip() == " ".join(one["sentence"] for one in refused.json["refused"])
    assert "Traceback" not in refused.err
    assert len(say("history", "--json").json) == 1


WRONG = [
    ((), "Something is missing: COMMAND."),
    (("fly",), "COMMAND cannot be “fly”."),
    (("list",), "Something is missing: SUBJECT."),
    (("list", "fish"), "SUBJECT cannot be “fish”."),
    (("list", "people", "--from", "2027-01-01"), "--from says nothing about people."),
    (("list", "events", "--from", "1/2/2027"), "--from: “1/2/2027” is no date. Write it as 2027-01-12."),
    (("list", "events", "--from", "2027-02-30"), "--from: There is no day 2027-02-30 in the calendar."),
    (("list", "events", "--status", "lost"), "--status cannot be “lost”."),
    (("show", "person", "Bo"), "ID: “Bo” is no whole number."),
    (("show", "person", "99999999999999999999"), "ID: “99999999999999999999” is no whole number."),
    (("person", "add", "--given"), "--given needs a value."),
    (("person", "add", "--given", "--family"), "--given needs a value."),
    (("person", "add", "--giv", "Bo"), "This command does not know: --giv Bo."),
    (("event", "add", "--title", "x"), "Something is missing: --kind, --starts."),
    (PRACTICE, "Say when it ends: --ends, or --minutes, or --all-day."),
    ((*PRACTICE, "--minutes", 5, "--ends", "2027-01-14T16:00"), "--ends and --minutes do not go together."),
    ((*PRACTICE, "--minutes", 5, "--position", "Driver"), "--position: “Driver” is no position."),
    ((*PRACTICE, "--minutes", 5, "--space", "Gym"), "Say which venue the space is in: --venue."),
    (("signup", "add", 1, 1, "--status", "declined"), "--status cannot be “declined”."),
    (("import", "people", "x.csv", "--where", "Town"), "--where: “Town” is no filter. Write COLUMN=VALUE."),
    (("print", "shift-roster"), "Something is missing: --audience, -o."),
    (("print", "poster"), "SHEET cannot be “poster”."),
    (("history", "--about", "person"), "--about: “person” names no record."),
    (("history", "--limit", -1), "--limit: Write a number that is not below 0."),
    (("list", "people", "--now", "noon"), "“noon” is no instant."),
    (("list", "people", "--now", "0001-01-01T00:00-05:00"), "“0001-01-01T00:00-05:00” is no instant."),
    (("list", "people", "--language", "tlh"), "There are no words for the language “tlh”. Choose from: en, es."),
]


@pytest.mark.parametrize(("command", "sentence"), WRONG, ids=lambda value: str(value)[:40])
def test_wrong_usage_says_what_would_be_right(say: Say, command: tuple[object, ...], sentence: str) -> None:
    wrong = say(*command)
    assert (wrong.status, wrong.out) == (2, "")
    assert wrong.err.splitlines()[-1][: len(sentence)] == sentence
    document = say(*command, "--json").json["refused"]
    assert [one["code"] for one in document] == ["wrong-usage"]


def test_times_are_wall_times_without_an_offset(say: Say) -> None:
    for text in ("2027-01-14T15:30-05:00", "2027-01-14T15:30Z", "14 Jan 2027", "2027-1-14T15:30", "2027-01-14T25:00"):
        wrong = say("event", "add", "--kind", "game", "--title", "x", "--starts", text, "--minutes", 60)
        assert (wrong.status, "--starts: " in wrong.err) == (2, True)
    without_time = say("event", "add", "--kind", "game", "--title", "x", "--starts", "2027-01-14", "--minutes", 60)
    assert without_time.status == 2


def test_a_save_over_somebody_elses_change_is_refused_below_us(say: Say) -> None:
    say("person", "add", "--given", "Bo")
    assert say("person", "edit", 1, "--given", "Boel", "--user", "Ruiz").status == 0
    refused = say("undo")
    assert (refused.status, refused.err) == (
        1,
        "This cannot be taken back: Ruiz changed the same thing since, Tue Jan 12, 2027, 12:00 PM.\n",
    )


@pytest.mark.parametrize("content", [b"", b"a text\n" * 900, b"SQLite format 3\0" + b"\0" * 900])
def test_a_file_that_is_no_database_of_ours_is_refused_and_left_alone(say: Say, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "other.db"
    file.write_bytes(content)
    refused = say("list", "people", "--data", file, "--json")
    assert (refused.status, [one["code"] for one in refused.json["refused"]]) == (
        1,
        ["not-ours" if content else "empty"],
    )
    assert file.read_bytes() == content


def test_a_database_that_is_not_there_is_named(say: Say, tmp_path: Path) -> None:
    refused = say("list", "people", "--data", tmp_path / "none.db")
    expected = f"There is no database at {tmp_path / 'none.db'}. Make a new one, or choose another file.\n"
    assert (refused.status, refused.err) == (1, expected)


def test_a_defect_of_the_program_is_one_sentence_and_a_line_in_the_log(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = log.start_log(tmp_path / "log")
    assert file is not None

    def broken(*_arguments: object) -> None:
        raise ZeroDivisionError("Bo Lindqvist")

    monkeypatch.setattr(argparse.ArgumentParser, "parse_args", broken)
    status = run(["list", "people", "--json"])
    log.stop_log()
    heard = capsys.readouterr()
    assert status == 1
    assert [one["code"] for one in json.loads(heard.out)["refused"]] == ["error"]
    assert heard.err.startswith("Something went wrong in the program itself")
    assert len(heard.err.splitlines()) == 1
    assert "ZeroDivisionError" in file.read_text("utf-8")
    assert "Bo Lindqvist" not in file.read_text("utf-8")
    assert logging.getLogger(log.NAME).handlers == []
