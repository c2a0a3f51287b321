"""The story of the first real roster from end to end, as a person at a terminal does it.

Real permitted events of one precinct, real fields, volunteers; a meeting, a practice, a food drive for five; the sixth
is refused in words; moved, undone, done again after a restart; printed; killed in the middle of an import; all there.
"""

import io
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from coordinator.cli import run
from tests.conftest import ROOT

NOW = "2027-01-12T14:05:00-05:00"
USER = "Sgt. Dana Whitfield"
FRIDAY = ("--from", "2027-01-15", "--to", "2027-01-15")


class Office:
    """A terminal in the office. Every command opens the database and closes it; some start a program of their own."""

    def __init__(self, database: Path) -> None:
        self.database = database

    def start(self, *words: object) -> subprocess.Popen[bytes]:
        """The program with a command, running."""
        command = [sys.executable, str(ROOT / "main.py"), "--now", NOW, "--user", USER, *map(str, words)]
        environment = {**os.environ, "COORDINATOR_DATA": str(self.database)}
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)

    def started(self, *words: object) -> tuple[int, str, str]:
        """Status, standard output and standard error of a program of its own."""
        running = self.start(*words)
        out, err = running.communicate()
        return running.returncode, out.decode("utf-8"), err.decode("utf-8")

    def tried(self, *words: object) -> tuple[int, str, str]:
        """Status, standard output and standard error."""
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            status = run(["--data", str(self.database), "--now", NOW, "--user", USER, *map(str, words)])
        return status, out.getvalue(), err.getvalue()

    def told(self, *words: object) -> Any:
        """The document of a command that is done without a word of refusal."""
        status, out, err = self.tried(*words, "--json")
        assert status == 0, err
        return json.loads(out)

    def everything(self) -> dict[str, Any]:
        """All records, to compare."""
        subjects = ("people", "venues", "events", "signups")
        return {subject: self.told("list", subject) for subject in subjects}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A new database in a folder with a space and an accent in its name."""
    folder = tmp_path / "Précinct 14"
    folder.mkdir()
    opened = Office(folder / "précinct.db")
    status, out, err = opened.started("init", "--name", "Precinct 14", "--zone", "America/New_York")
    assert (status, err) == (0, "")
    assert out.startswith("Made a new database for Precinct 14")
    return opened


@pytest.fixture
def lists(shared_data: Path) -> list[tuple[object, ...]]:
    """The three real files, as they are brought in."""
    civic = shared_data / "civic_csv"
    return [
        ("import", "events", civic / "nyc_permitted_events_2022_given.csv", "--where", "Police Precinct=14"),
        ("import", "venues", civic / "nyc_parks_athletic_facilities.csv", "--duplicates", "skip"),
        ("import", "people", civic / "carematch_volunteers_synthetic.csv", "--duplicates", "add"),
    ]


def test_the_first_real_roster(office: Office, lists: list[tuple[object, ...]], tmp_path: Path) -> None:
    bring_in(office, lists)
    bring_in_again(office, lists)
    positions = make_three_events(office)
    sign_up_until_full(office, positions["Packer"])
    move_undo_and_redo(office)
    coaches(office, positions)
    print_for_volunteers_and_staff(office, tmp_path)
    kill_in_the_middle_of_an_import(office, tmp_path)


def bring_in(office: Office, lists: Sequence[tuple[object, ...]]) -> None:
    """Every row of the lists, as one change each."""
    reports = [office.told(*each) for each in lists]
    assert [(one["read"], one["refused"]) for one in reports] == [(26, 0), (1000, 0), (54, 0)]
    assert [one["read"] for one in reports] == [
        one["added"] + one["updated"] + one["unchanged"] + one["refused"] for one in reports
    ]
    assert [one["dates"] for one in reports] == ["mdy", None, None]
    assert [warning["row"] for warning in reports[0]["warnings"]] == [631]
    assert len(office.told("list", "events")) == 26
    assert len(office.told("list", "people")) == 54
    assert len(office.told("history")) == 4


def bring_in_again(office: Office, lists: Sequence[tuple[object, ...]]) -> None:
    """The same files add nothing and write no change."""
    before, changes = office.everything(), office.told("history")
    reports = [office.told(*each) for each in lists]
    assert [(one["added"], one["updated"]) for one in reports] == [(0, 0)] * 3
    assert office.everything() == before
    assert office.told("history") == changes


def make_three_events(office: Office) -> dict[str, int]:
    """A community meeting, a practice with two coaching places, a food drive for five; positions by role."""
    venue = office.told("list", "venues", "--text", "macombs dam")[0]
    place = ("--venue", venue["id"], "--space", venue["spaces"][0]["name"])
    made = [
        ("--kind", "meeting", "--title", "Community meeting", "--starts", "2027-01-13T19:00", "--minutes", 90),
        ("--kind", "practice", "--title", "U12 practice", "--starts", "2027-01-12T17:00", "--minutes", 90, *place),
        ("--kind", "volunteer", "--title", "Food drive", "--starts", "2027-01-15T16:00", "--ends", "2027-01-15T18:00"),
    ]
    wanted = [
        ("--position", "Chair:1", "--place", "Precinct 14, front hall", "--public"),
        ("--position", "Head coach:1", "--position", "Assistant coach:1"),
        ("--position", "Packer:5", "--place", "St. Brigid's hall", "--public"),
    ]
    for event, more in zip(made, wanted, strict=True):
        assert office.told("event", "add", *event, *more)["warnings"] == []
    events = {one["title"]: one for one in office.told("list", "events", "--from", "2027-01-12")}
    assert [one["maximum"] for one in events["U12 practice"]["positions"]] == [1, 1]
    return {one["role"]: one["id"] for event in events.values() for one in event["positions"]}


def sign_up_until_full(office: Office, packers: int) -> None:
    """Five places go; the sixth person is refused in words and nothing changes."""
    people = [one["id"] for one in office.told("list", "people")]
    for person in people[:5]:
        assert office.told("signup", "add", packers, person)["warnings"] == []
    assert office.told("list", "openings", *FRIDAY) == []
    before = office.everything()
    status, out, err = office.started("signup", "add", packers, people[5])
    sentence = "All 5 places are taken, and 5 is the most for this position."
    assert (status, out, err) == (1, "", f"{sentence}\n")
    status, out, _err = office.tried("signup", "add", packers, people[5], "--json")
    refused = [{"code": "position-full", "sentence": sentence, "about": "position"}]
    assert (status, json.loads(out)) == (1, {"refused": refused})
    assert office.everything() == before


def move_undo_and_redo(office: Office) -> None:
    """Undo takes the move back; redo, in a later run of the program, does it again."""
    practice = office.told("list", "events", "--text", "U12 practice")[0]
    assert practice["starts"] == "2027-01-12T17:00:00-05:00"
    status, out, _err = office.tried("event", "move", practice["id"], "--to", "2027-01-14T15:30")
    assert (status, out) == (0, "Moved U12 practice to Thu 3:30 PM.\n")
    assert office.started("undo")[:2] == (0, "Taken back: moved U12 practice to Thu 3:30 PM.\n")
    assert office.told("show", "event", practice["id"])["starts"] == "2027-01-12T17:00:00-05:00"
    assert office.started("redo")[:2] == (0, "Done again: moved U12 practice to Thu 3:30 PM.\n")
    moved = office.told("show", "event", practice["id"])
    assert (moved["starts"], moved["ends"]) == ("2027-01-14T15:30:00-05:00", "2027-01-14T17:00:00-05:00")
    assert {one["starts"] for one in moved["positions"]} == {"2027-01-14T15:30:00-05:00"}


def coaches(office: Office, positions: dict[str, int]) -> None:
    """A coach of full age, an assistant of sixteen; at fifteen only with a reason."""
    head = office.told("person", "add", "--given", "Łukasz", "--family", "Wojtowicz", "--born", "1988-09-09")["id"]
    young = office.told("person", "add", "--given", "Teo", "--family", "Diego-Reyes", "--born", "2012-01-14")["id"]
    office.told("person", "edit", head, "--phone", "(212) 555-0117")
    assert office.told("signup", "add", positions["Head coach"], head)["warnings"] == []
    status, _out, err = office.tried("signup", "add", positions["Assistant coach"], young)
    assert (status, err) == (1, "Age 15 on Jan 14; the role assistant coach is for 16 or over.\n")
    office.told("signup", "add", positions["Assistant coach"], young, "--override", "Coach Wojtowicz is beside him")
    assert office.told("list", "openings", "--from", "2027-01-14", "--to", "2027-01-14") == []


def print_for_volunteers_and_staff(office: Office, folder: Path) -> None:
    """Both copies name the shifts; only the staff's has phones, last names of under-18s and the reason."""
    week = ("--from", "2027-01-10", "--to", "2027-01-16")
    texts = {}
    for audience in ("volunteers", "staff"):
        file = folder / f"{audience}.pdf"
        printed = office.told("print", "shift-roster", *week, "--audience", audience, "-o", file)
        pages = PdfReader(file).pages
        assert printed["pages"] == len(pages)
        texts[audience] = " ".join(" ".join(page.extract_text() for page in pages).split())
    for text in texts.values():
        assert all(words in text for words in ("Precinct 14", "Community meeting", "U12 practice", "Food drive"))
        assert "Wojtowicz" in text
    assert "(212) 555-0117" in texts["staff"]
    assert "Diego-Reyes" in texts["staff"]
    assert "(212) 555-0117" not in texts["volunteers"]
    assert "Diego-Reyes" not in texts["volunteers"]
    assert "Teo D." in texts["volunteers"]


def kill_in_the_middle_of_an_import(office: Office, folder: Path) -> None:
    """kill -9 while many pages are written: the old state whole, and everything goes on."""
    before = office.everything()
    people = folder / "many.csv"
    # Few people with long notes outgrow the database's cache as well as many people, which take longer to compare.
    rows = "".join(f"Given{n},Family{n},given{n}@mail.example,{f'word{n} ' * 1900}\n" for n in range(1500))
    people.write_text("Given name,Family name,E-mail,Notes\n" + rows, encoding="utf-8")
    running = office.start("import", "people", people, "--duplicates", "add")
    wait_until(lambda: is_writing(office.database) or running.poll() is not None)
    assert running.poll() is None, "the import was over before it could be killed"
    running.kill()
    running.communicate()
    assert office.everything() == before
    assert office.started("check") == (0, "Everything is in order.\n", "")
    kept = ("précinct.db", "backups")
    leftovers = [file.name for file in office.database.parent.iterdir() if not file.name.startswith(kept)]
    assert leftovers == []
    assert office.tried("undo")[0] == 0
    assert office.tried("redo")[0] == 0
    assert office.everything() == before


def wait_until(happened: Callable[[], bool]) -> None:
    """Look again and again, at most for two minutes."""
    until = time.monotonic() + 120
    while not happened() and time.monotonic() < until:
        threading.Event().wait(0.005)


def is_writing(database: Path) -> bool:
    """If rows that are not committed yet have reached the write-ahead log."""
    log = Path(f"{database}-wal")
    return log.exists() and log.stat().st_size > 1_000_000
