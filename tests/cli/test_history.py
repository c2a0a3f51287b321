"""`undo`, `redo`, `history`, `check`: the log as people and programs read it."""

import sqlite3
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from tests.cli.conftest import Say, both_databases

CHANGE = {"id", "at", "by", "label", "undone", "changes"}


@both_databases
def test_a_change_is_told_with_its_rows(say: Say) -> None:
    say("person", "add", "--given", "Bo", "--user", "Ruiz")
    entry = say("history", "--about", "person:1", "--json").json[0]
    assert set(entry) == CHANGE
    assert {name: entry[name] for name in CHANGE - {"id", "changes"}} == {
        "at": "2027-01-12T17:00:00+00:00",
        "by": "Ruiz",
        "label": "added Bo",
        "undone": False,
    }
    row = entry["changes"][0]
    assert set(row) == {"table", "key", "before", "after"}
    assert (row["table"], row["key"], row["before"], row["after"]["given_name"]) == ("person", 1, None, "Bo")


@both_databases
def test_undo_and_redo_follow_the_one_who_acts_over_restarts(say: Say) -> None:
    say("person", "add", "--given", "Bo")
    say("person", "add", "--given", "Mai", "--user", "Ruiz")
    undone = say("undo", "--json").json
    assert (set(undone), undone["label"], undone["changes"][0]["after"]) == (CHANGE, "took back: added Bo", None)
    assert [one["given_name"] for one in say("list", "people", "--json").json] == ["Mai"]
    assert say("redo").out == "Done again: added Bo.\n"
    assert say("redo").err == "There is nothing to do again.\n"
    told = [(one["label"], one["undone"]) for one in say("history", "--json").json][:4]
    assert told == [
        ("did again: added Bo", False),
        ("took back: added Bo", False),
        ("added Mai", False),
        ("added Bo", False),
    ]


def test_history_is_about_one_record_or_the_newest_changes(say: Say) -> None:
    for name in ("Bo", "Mai"):
        say("person", "add", "--given", name)
    say("person", "edit", 1, "--tag", "coach")
    assert [one["label"] for one in say("history", "--about", "person:1", "--json").json] == [
        "changed the card of Bo",
        "added Bo",
    ]
    assert len(say("history", "--limit", 2, "--json").json) == 2
    assert say("history", "--about", "event:9", "--json").json == []
    say("undo")
    assert say("history", "--about", "person:2").out.endswith("added Mai\n")
    assert "changed the card of Bo (taken back since)\n" in say("history").out


@both_databases
def test_a_sound_database_is_in_order(say: Say) -> None:
    say("person", "add", "--given", "Bo")
    assert say("check", "--json").json == {"ok": True, "problems": []}
    assert say("check").out == "Everything is in order.\n"


def meddled(path: Path, statement: str) -> None:
    """Change a row behind the program's back."""
    connection: sqlite3.Connection = sqlcipher.connect(str(path))
    with connection:
        connection.execute(statement)
    connection.close()


def test_what_needs_no_choice_is_mended_when_asked(say: Say, database_file: Path) -> None:
    say("event", "add", "--kind", "game", "--title", "Final", "--starts", "2027-01-15T18:00", "--minutes", 60)
    meddled(database_file, "UPDATE event SET long_running = 1")
    found = say("check", "--json")
    assert (found.status, found.json["ok"]) == (1, False)
    mendable = next(one for one in found.json["problems"] if one["code"] == "derived-value-wrong")
    assert mendable == {
        "code": "derived-value-wrong",
        "sentence": "Row 1 of event holds a value that does not follow from the others.",
        "about": "event:1",
        "repaired": False,
    }
    assert found.err.endswith("Part of it can be mended with check --repair.\n")
    repaired = say("check", "--repair", "--json")
    assert (repaired.status, repaired.json["ok"]) == (0, True)
    assert {one["repaired"] for one in repaired.json["problems"]} == {True}
    assert say("check", "--json").json == {"ok": True, "problems": []}


@pytest.mark.parametrize("statement", ["UPDATE person SET notes = 'x'", "DELETE FROM person"])
def test_what_differs_from_the_log_is_told_and_left_for_people(say: Say, database_file: Path, statement: str) -> None:
    say("person", "add", "--given", "Bo")
    meddled(database_file, statement)
    found = say("check", "--repair", "--json")
    assert (found.status, found.json["ok"]) == (1, False)
    assert {"log-differs"} <= {one["code"] for one in found.json["problems"] if not one["repaired"]}
    assert say("check").status == 1
