"""`copy-to`: the whole office from a file into a server's database, and back."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import NOW, Say
from tests.conftest import ROOT
from tests.databases import ACTOR


@pytest.fixture
def filled(say: Say) -> Say:
    """Three people, a venue and an event."""
    for given in ("Ana", "Bo", "Cy"):
        say("person", "add", "--given", given, "--family", "Ruiz")
    say("venue", "add", "--name", "Hall")
    say("event", "add", "--kind", "game", "--title", "Final", "--starts", "2027-01-15T18:00", "--minutes", 60)
    return say


def whole(say: Say, data: object, file: Path) -> bytes:
    assert say("export", "all", "--format", "json", "-o", file, "--data", data).status == 0
    return file.read_bytes()


def test_the_office_goes_to_a_server_and_back_and_is_the_same(
    filled: Say, target: str, empty_server_database: str, tmp_path: Path
) -> None:
    there = filled("copy-to", empty_server_database, "--json")
    backup = there.json.pop("backup")
    shown = empty_server_database.rpartition("/")[2].partition("?")[0]
    assert (there.status, there.err) == (0, "")
    assert there.json | {"rows": 0} | {"data": there.json["data"].rpartition("/")[2]} == {
        "data": shown,
        "people": 3,
        "events": 1,
        "rows": 0,
        "backup": backup,
    }
    again = tmp_path / "again.db"
    back = filled("copy-to", again, "--data", empty_server_database, "--json")
    assert (back.status, back.json["data"], back.json["backup"]) == (0, str(again), None)
    files = [
        whole(filled, data, tmp_path / f"{n}.json") for n, data in enumerate((target, empty_server_database, again))
    ]
    assert files[0] == files[1] == files[2]
    for data in (empty_server_database, again):
        assert filled("check", "--data", data, "--json").json == {"ok": True, "problems": []}
    assert json.loads(files[0])["people"]
    assert Path(backup).exists()


def test_undo_goes_on_after_the_move(filled: Say, empty_server_database: str) -> None:
    filled("copy-to", empty_server_database)
    for _time in range(3):
        assert filled("undo", "--data", empty_server_database).status == 0
    assert len(filled("list", "people", "--data", empty_server_database, "--json").json) == 2
    assert len(filled("list", "people", "--json").json) == 3


def test_it_is_said_in_words(filled: Say, tmp_path: Path) -> None:
    said = filled("copy-to", tmp_path / "new.db").out.splitlines()
    assert said[0] == (
        f"Everything is in {tmp_path / 'new.db'} now, compared row by row: 3 people, 1 event. "
        "What was used so far stays as it is."
    )
    assert said[1].startswith("A backup of it was kept in ")


def test_a_place_that_is_taken_is_refused(filled: Say, target: str, server_database: str) -> None:
    for place in (target, server_database):
        refused = filled("copy-to", place, "--json")
        assert (refused.status, refused.json["refused"][0]["code"]) == (1, "exists")


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("postgresql://desk@127.0.0.1:1/coordinator", "server-lost"),
        ("postgresql://h:x/y", "address-unreadable"),
        ("postgresq://desk@127.0.0.1/coordinator", "address-unreadable"),
        ("mysql://desk@127.0.0.1/coordinator", "address-unreadable"),
    ],
)
def test_a_server_that_is_not_there_is_said(filled: Say, address: str, code: str) -> None:
    refused = filled("copy-to", address, "--json")
    assert (refused.status, refused.json["refused"][0]["code"]) == (1, code)


def test_a_place_must_be_named(say: Say) -> None:
    assert say("copy-to").status == 2


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9")
def test_a_copy_killed_at_any_time_leaves_nothing_or_everything(filled: Say, target: str, tmp_path: Path) -> None:
    place = tmp_path / "new.db"
    command = [sys.executable, str(ROOT / "main.py"), "--now", NOW, "--user", ACTOR, "copy-to", str(place)]
    outcomes = set()
    for tenths in range(2, 14, 2):
        begun = subprocess.Popen(command, env={**os.environ, "COORDINATOR_DATA": target}, stdout=subprocess.DEVNULL)
        try:
            begun.wait(tenths / 5)
        except subprocess.TimeoutExpired:
            begun.send_signal(signal.SIGKILL)
        begun.wait()
        outcomes.add(place.exists())
        if place.exists():
            assert filled("check", "--data", place, "--json").json["ok"]
            assert len(filled("list", "people", "--data", place, "--json").json) == 3
            place.unlink()
    assert filled("check", "--json").json["ok"]
    assert outcomes <= {True, False}
