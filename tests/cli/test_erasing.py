"""`erase person`: asks for the name, says what goes and what stays, and answers scripts."""

import io
from pathlib import Path

import pytest

from tests.cli.conftest import Say, both_databases


class Terminal(io.StringIO):
    """Somebody who types."""

    def isatty(self) -> bool:
        """It is one."""
        return True


@both_databases
def test_a_script_says_yes_and_hears_what_went(say: Say) -> None:
    say("person", "add", "--given", "Deepa", "--family", "Sharma", "--phone", "(212) 555-0143")
    say(
        "event",
        "add",
        "--kind",
        "other",
        "--title",
        "Tea with Deepa Sharma",
        "--starts",
        "2027-01-15T17:00",
        "--minutes",
        60,
    )

    answer = say("erase", "person", 1, "--yes", "--json")

    assert (answer.status, answer.err) == (0, "")
    told = answer.json
    assert {name: told[name] for name in ("id", "signups", "changes", "backups")} == {
        "id": 1,
        "signups": 0,
        "changes": 2,
        "backups": 0,
    }
    assert (told["mentions"], [one["code"] for one in told["warnings"]]) == (
        [{"type": "event", "id": 1}],
        ["events-mention"],
    )
    assert say("list", "people", "--json").json == []
    assert say("check").out == "Everything is in order.\n"


def test_without_a_terminal_and_yes_nothing_is_erased(say: Say) -> None:
    say("person", "add", "--given", "Bo", "--family", "Lindqvist")
    answer = say("erase", "person", 1)
    assert (answer.status, answer.out) == (1, "")
    assert answer.err == (
        "Erasing a person cannot be undone, so it asks for the name on a terminal. In a script, say --yes.\n"
    )
    assert say("erase", "person", 1, "--json").json["refused"][0]["code"] == "erasing-not-confirmed"
    assert len(say("list", "people", "--json").json) == 1


def test_on_a_terminal_the_name_is_typed(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    say("person", "add", "--given", "José", "--family", "Peña")
    monkeypatch.setattr("sys.stdin", Terminal("jose pena\n"))
    answer = say("erase", "person", 1)
    assert (answer.status, answer.out) == (0, "Erased somebody for good, with 0 sign-ups.\n")
    assert answer.err.splitlines()[0] == "Erase José Peña for good?"
    assert say("undo").err == "There is nothing of yours to undo.\n"


def test_another_name_keeps_everything(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    say("person", "add", "--given", "Bo", "--family", "Lindqvist")
    monkeypatch.setattr("sys.stdin", Terminal("\n"))
    answer = say("erase", "person", 1)
    assert (answer.status, answer.out) == (130, "")
    assert len(say("list", "people", "--json").json) == 1


def test_nobody_is_refused(say: Say) -> None:
    answer = say("erase", "person", 7, "--yes")
    assert (answer.status, answer.err) == (1, "There is no person with the number 7. List people to see the numbers.\n")


def test_backups_that_still_hold_the_person_are_counted(say: Say, target: str) -> None:
    say("person", "add", "--given", "Bo", "--family", "Lindqvist")
    copies = Path(target).parent / "backups"
    copies.mkdir()
    assert say("backup", copies / "precinct14-by-hand-2027-01-12-120000.db").status == 0
    answer = say("erase", "person", 1, "--yes")
    assert answer.err == "1 backup made before still holds the person until a newer one takes its place.\n"
