"""`init`: a new database, empty or with the sample, in a file or on a server; and how far long work has come."""

import io
import sys
import time
from pathlib import Path

import pytest

from coordinator.cli.progress import Progress
from tests.cli.conftest import Say


def test_a_new_database_is_made_with_its_precinct(say: Say, tmp_path: Path) -> None:
    file = tmp_path / "a folder" / "né.db"
    made = say("init", "--name", "Precinct 9", "--zone", "Europe/Madrid", "--data", file, "--json")
    assert (made.status, made.err) == (0, "")
    assert made.json == {"data": str(file), "precinct": "Precinct 9", "zone": "Europe/Madrid"}
    say("event", "add", "--kind", "game", "--title", "Final", *JANUARY, "--data", file)
    event = say("list", "events", "--data", file, "--json").json[0]
    assert (event["zone"], event["starts"]) == ("Europe/Madrid", "2027-01-15T18:00:00+01:00")
    assert say("check", "--data", file, "--json").json["ok"]


JANUARY = ("--starts", "2027-01-15T18:00", "--minutes", 60)


def test_an_existing_database_is_never_touched(say: Say, database_file: Path) -> None:
    before = database_file.read_bytes()
    refused = say("init", "--sample", "--json")
    assert (refused.status, refused.json["refused"][0]["code"]) == (1, "exists")
    assert database_file.read_bytes() == before


@pytest.mark.parametrize(
    ("flags", "code"),
    [
        (("--zone", "Mars/Olympus"), "zone-unknown"),
        (("--zone", "../etc/passwd"), "zone-unknown"),
        (("--name", " "), "precinct-name-missing"),
    ],
)
def test_what_makes_no_precinct_makes_no_file(say: Say, tmp_path: Path, flags: tuple[str, ...], code: str) -> None:
    file = tmp_path / "new.db"
    refused = say("init", *flags, "--data", file, "--json")
    assert (refused.status, [one["code"] for one in refused.json["refused"]]) == (1, [code])
    assert not file.exists()


@pytest.mark.parametrize("target", ["sqlite", "postgresql"], indirect=True)
def test_the_sample_comes_with_people_venues_events_and_sign_ups(
    say: Say, tmp_path: Path, request: pytest.FixtureRequest, target: str
) -> None:
    server = target.startswith("postgresql")
    where = request.getfixturevalue("empty_server_database") if server else str(tmp_path / "sample.db")
    assert say("init", "--sample", "--data", where).status == 0
    counts = {subject: len(say("list", subject, "--data", where, "--json").json) for subject in ("people", "venues")}
    assert counts == {"people": 164, "venues": 6}
    week = say("list", "events", "--from", "2027-01-10", "--to", "2027-01-16", "--data", where, "--json").json
    assert len(week) == 24
    assert {one["kind"] for one in week} == {"meeting", "practice", "game", "volunteer", "training", "other"}
    assert say("list", "openings", "--from", "2027-01-12", "--data", where, "--json").json != []
    assert say("undo", "--data", where).err == "There is nothing of yours to undo.\n"
    assert say("history", "--data", where).out.endswith("started the calendar of Precinct 14\n")
    again = say("init", "--data", where, "--json")
    assert (again.status, again.json["refused"][0]["code"]) == (1, "exists")


def test_an_address_is_told_without_its_password(say: Say, request: pytest.FixtureRequest) -> None:
    address = str(request.getfixturevalue("empty_server_database"))
    made = say("init", "--data", address, "--json")
    assert made.status == 0
    assert made.json["data"] == address.rpartition("@")[2]


class Terminal(io.StringIO):
    """A standard error that is a terminal."""

    def isatty(self) -> bool:
        """Yes."""
        return True


@pytest.mark.parametrize(
    ("stream", "quiet", "shown"),
    [(Terminal, False, "\r\x1b[KImporting… 50 %\r\x1b[K"), (Terminal, True, ""), (io.StringIO, False, "")],
)
def test_progress_is_shown_to_a_terminal_and_past_one_second(
    monkeypatch: pytest.MonkeyPatch, stream: type[io.StringIO], quiet: bool, shown: str
) -> None:
    seconds = iter([0.0, 0.5, 1.5, 1.6])
    monkeypatch.setattr(time, "monotonic", lambda: next(seconds))
    terminal = stream()
    monkeypatch.setattr(sys, "stderr", terminal)
    with Progress("Importing", quiet=quiet) as progress:
        for done in (10, 50, 51):
            progress(done, 100)
    assert terminal.getvalue() == shown
