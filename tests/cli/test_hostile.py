"""Hostile text in every field a command takes: kept and shown letter by letter, obeyed by nobody."""

import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest

from coordinator.domain.typed import LONGEST_NAME, tidy
from tests.cli.conftest import Say

GAME = ("event", "add", "--kind", "game", "--starts", "2027-01-14T15:30", "--minutes", "60")
AT = ("--starts", "2027-01-14T15:30", "--minutes", "60")


@pytest.fixture
def strings(shared_data: Path) -> list[str]:
    """The big list of naughty strings, without those that are empty once tidied."""
    found = json.loads((shared_data / "names" / "blns.json").read_text("utf-8"))
    return [text for text in found if tidy(text)]


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever opens a connection fails."""

    def refused(*_arguments: object) -> NoReturn:
        raise AssertionError("somebody opened a network connection")

    monkeypatch.setattr(socket.socket, "connect", refused)


@pytest.fixture(autouse=True)
def no_files(here: Path, tmp_path: Path) -> Iterator[None]:
    """No file appears but the database and what belongs to it."""
    yield
    found = {file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*") if file.is_file()}
    assert {name for name in found if not name.startswith("precinct14.db")} == set()
    assert list(here.iterdir()) == []


def short(text: str) -> str:
    """As much of it as a tag, a space or a role may be called."""
    return tidy(text[: LONGEST_NAME - 2])


def unlike(found: list[Any], strings: list[str]) -> list[tuple[Any, str]]:
    """Where what came back is not what went in."""
    return [(got, text) for got, text in zip(found, strings, strict=True) if got != tidy(text)]


@pytest.fixture(params=range(5))
def part(request: pytest.FixtureRequest, strings: list[str]) -> list[str]:
    """A fifth of the strings, so that a test and its database stay small."""
    return strings[request.param :: 5]


def test_every_field_of_a_person_keeps_every_string(say: Say, part: list[str]) -> None:
    for text in part:
        flags = (f"--{name}={text}" for name in ("given", "family", "phone", "email", "language"))
        assert say("person", "add", *flags, f"--tag={short(text)}").status == 0
    people = sorted(say("list", "people", "--json").json, key=lambda one: one["id"])
    for field in ("given_name", "family_name", "language"):
        assert unlike([one[field] for one in people], part) == []
    assert [one["tags"] for one in people] == [[short(text)] for text in part]
    for field in ("phones", "emails"):
        assert [one for one in people if len(one[field]) != 1] == []
        assert unlike([one[field][0] for one in people], part) == []
    shown = say("list", "people").out
    assert len(shown.splitlines()) == len(part) + 1
    assert not any(sign in shown for sign in "\x1b\x07\x9b\u202e\u2028\r")


def test_every_field_of_a_venue_keeps_such_strings(say: Say, part: list[str]) -> None:
    part = part[::3]
    for text in part:
        flags = (f"--{name}={text}" for name in ("name", "address"))
        assert say("venue", "add", *flags, f"--space={short(text)}").status == 0
    venues = sorted(say("list", "venues", "--json").json, key=lambda one: one["id"])
    for field in ("name", "address"):
        assert unlike([one[field] for one in venues], part) == []
    assert [one["spaces"][0]["name"] for one in venues] == [short(text) for text in part]


def test_a_role_may_have_any_name(say: Say, part: list[str]) -> None:
    for text in part[::5]:
        assert say("role", "add", f"--name=a {short(text)}").status == 0
        assert say(*GAME, f"--title={text}", f"--position=a {short(text)}:1").status == 0
    events = sorted(say("list", "events", "--json").json, key=lambda one: one["id"])
    assert [one["positions"][0]["role"] for one in events] == [f"a {short(text)}" for text in part[::5]]


def test_every_field_of_an_event_keeps_every_string(say: Say, part: list[str]) -> None:
    for text in part:
        flags = (f"--{name}={text}" for name in ("title", "place", "description"))
        assert say(*GAME, *flags).status == 0
    events = sorted(say("list", "events", "--json").json, key=lambda one: one["id"])
    for field in ("title", "place", "description"):
        assert unlike([one[field] for one in events], part) == []
    assert len(say("list", "events").out.splitlines()) == len(part) + 1


def test_the_reason_of_a_cancelled_event_keeps_every_string(say: Say, strings: list[str]) -> None:
    say("event", "add", "--kind", "other", "--title", "x", *AT)
    for text in strings[::7]:
        assert say("event", "cancel", 1, f"--reason={text}").status == 0
        assert say("show", "event", 1, "--json").json["cancel_reason"] == tidy(text)


def test_every_reason_and_every_name_of_an_actor_keeps_every_string(say: Say, strings: list[str]) -> None:
    say("person", "add", "--given", "Teo", "--born", "2015-06-01")
    say("event", "add", "--kind", "practice", "--title", "Practice", *AT, "--position", "Head coach:1")
    for text in strings[::7]:
        added = say("signup", "add", 1, 1, f"--override={text}", f"--user={text}")
        dropped = say("signup", "drop", 1, f"--reason={text}")
        assert (added.status, dropped.status) == (0, 0)
        signup = say("list", "signups", "--json").json[0]
        assert (signup["override_reason"], signup["note"]) == (tidy(text), tidy(text))
        change = say("history", "--limit", 2, "--json").json[1]
        assert change["by"] == text.strip()
        assert change["label"].endswith(f"anyway: {tidy(text)}")


def test_searching_and_asking_with_every_string_is_harmless(say: Say, strings: list[str]) -> None:
    say("person", "add", "--given", "Bo")
    for text in strings[::6]:
        found = [say("list", subject, f"--text={text}", "--json") for subject in ("people", "events", "venues")]
        assert [(one.status, one.json[1:]) for one in found] == [(0, [])] * 3
    for text in strings[::5]:
        answers = (
            say("show", "person", f"x{text}"),
            say(f"x{text}"),
            say("event", "add", "--kind", "game", "--title", "x", *AT, "--position", f"x{text}:1"),
            say("list", "people", f"--now=x{text}"),
        )
        assert [one.status for one in answers] == [2, 2, 1, 2]
        assert not any(sign in one.err for one in answers for sign in "\x1b\x07\x9b\u202e")


def test_a_precinct_may_have_any_name(say: Say, strings: list[str], tmp_path: Path) -> None:
    file = tmp_path / "precinct14.db-other"
    for text in strings[::20]:
        made = say("init", f"--name={text}", "--data", file, "--json")
        assert (made.status, made.json["precinct"]) == (0, tidy(text))
        file.unlink()
