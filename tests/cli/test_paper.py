"""`print`: the sheets there are, the file, the remarks, and what is refused."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.cli.conftest import Say, both_databases

WEEK = ("--from", "2027-01-10", "--to", "2027-01-16")


@pytest.fixture
def office(say: Say, here: Path) -> Say:
    """A practice with a coach of full age and a helper of eleven."""
    say("person", "add", "--given", "Łukasz", "--family", "Wojtowicz", "--adult", "--phone", "(212) 555-0117")
    say("person", "add", "--given", "Teo", "--family", "Diego-Reyes", "--born", "2015-06-01")
    say(*PRACTICE, "--minutes", 90, "--position", "Head coach:1", "--position", "Volunteer:2")
    say("signup", "add", 1, 1)
    say("signup", "add", 2, 2)
    return say


PRACTICE = ("event", "add", "--kind", "practice", "--title", "U12 practice", "--starts", "2027-01-14T15:30")


def text_of(file: Path) -> str:
    """The words on all pages."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(file).pages).split())


def test_the_sheets_are_listed_with_their_audiences(say: Say) -> None:
    found = {one["sheet"]: one for one in say("print", "--list", "--json").json}
    assert found["shift-roster"] == {
        "sheet": "shift-roster",
        "title": "Shift roster",
        "audiences": ["public", "volunteers", "coach", "staff"],
    }
    assert [line.split()[0] for line in say("print", "--list").out.splitlines()[1:]] == list(found)


@both_databases
def test_a_roster_is_written_for_its_audience(office: Say, here: Path) -> None:
    for audience, shown, hidden in (
        ("staff", ["(212) 555-0117", "Diego-Reyes", "Wojtowicz"], []),
        ("volunteers", ["Teo D.", "Wojtowicz"], ["(212) 555-0117", "Diego-Reyes"]),
        ("coach", ["Teo D.", "Wojtowicz"], ["(212) 555-0117", "Diego-Reyes"]),
    ):
        done = office("print", "shift-roster", *WEEK, "--audience", audience, "-o", "roster.pdf", "--json")
        assert (done.status, done.json["file"], done.json["pages"]) == (0, "roster.pdf", 1)
        text = text_of(here / "roster.pdf")
        assert [word for word in shown if word not in text] == []
        assert [word for word in hidden if word in text] == []
    assert [file.name for file in here.iterdir()] == ["roster.pdf"]


def test_one_event_can_be_printed_on_other_paper_and_in_another_language(office: Say, here: Path) -> None:
    flags = ("--event", 1, "--audience", "staff", "--paper", "a4", "--large", "--language", "es")
    done = office("print", "shift-roster", *flags, "-o", "uno.pdf")
    assert done.status == 0
    page = PdfReader(here / "uno.pdf").pages[0]
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842)
    assert "enero" in page.extract_text()


def test_only_what_a_person_is_in_can_be_printed(office: Say, here: Path) -> None:
    office("event", "add", "--kind", "meeting", "--title", "Council", *COUNCIL)
    office("person", "add", "--given", "Mai", "--adult")
    office("signup", "add", 3, 3)
    for people, titles in (((3,), ["Council"]), ((1,), ["U12 practice"]), ((1, 3), ["U12 practice", "Council"])):
        flags = (part for person in people for part in ("--person", person))
        assert office("print", "shift-roster", *WEEK, *flags, "--audience", "staff", "-o", "x.pdf").status == 0
        text = text_of(here / "x.pdf")
        assert [title for title in ("U12 practice", "Council") if title in text] == titles


def test_who_is_shortened_is_said(office: Say) -> None:
    done = office("print", "shift-roster", *WEEK, "--audience", "volunteers", "-o", "x.pdf")
    assert done.out == "Saved x.pdf, 1 page.\n"
    assert done.err == "1 person is under 18 or of unknown age: shown by first name and initial.\n"


def test_a_character_that_no_font_has_is_named_and_the_sheet_is_made(office: Say, here: Path) -> None:
    office("person", "edit", 1, "--family", "W𓀀jtowicz")
    done = office("print", "shift-roster", *WEEK, "--audience", "staff", "-o", "x.pdf")
    assert (done.status, "𓀀" in done.err or "13000" in done.err) == (0, True)
    assert (here / "x.pdf").exists()


def test_what_cannot_be_printed_or_written_is_refused_and_leaves_no_file(office: Say, here: Path) -> None:
    (here / "folder").mkdir()
    staff = ("--audience", "staff")
    office("event", "add", "--kind", "meeting", "--title", "Council", *COUNCIL)
    wanted = [
        ((*WEEK, *staff, "-o", "folder"), "file-is-folder"),
        ((*WEEK, *staff, "-o", "nowhere/x.pdf"), "folder-missing"),
        (("--event", 99, *staff, "-o", "x.pdf"), "no-such-event"),
        ((*staff, "-o", "x.pdf"), "roster-of-what"),
        (("--from", "2027-02-01", "--to", "2027-01-01", *staff, "-o", "x.pdf"), "dates-turned-around"),
        ((*WEEK, "--audience", "coach", "-o", "x.pdf"), "coach-copy-other-events"),
        (("--event", 1, "--audience", "public", "-o", "x.pdf"), "event-not-for-audience"),
    ]
    for flags, code in wanted:
        refused = office("print", "shift-roster", *flags, "--json")
        assert (refused.status, [one["code"] for one in refused.json["refused"]]) == (1, [code])
        assert refused.err.strip() == refused.json["refused"][0]["sentence"]
    assert [file.name for file in here.iterdir()] == ["folder"]


COUNCIL = ("--starts", "2027-01-15T19:00", "--minutes", 60, "--position", "Chair:1")


def test_an_old_file_stays_when_the_new_one_cannot_be_made(office: Say, here: Path) -> None:
    (here / "x.pdf").write_bytes(b"old")
    assert office("print", "shift-roster", "--event", 99, "--audience", "staff", "-o", "x.pdf").status == 1
    assert (here / "x.pdf").read_bytes() == b"old"


def test_a_sign_in_sheet_is_written_for_every_event_and_noted_with_its_number(office: Say, here: Path) -> None:
    office("event", "add", "--kind", "meeting", "--title", "Council", *COUNCIL)
    done = office("print", "sign-in", *WEEK, "--audience", "volunteers", "--walk-ins", 30, "-o", "x.pdf", "--json")
    assert (done.status, done.json["pages"]) == (0, 4)
    said = text_of(here / "x.pdf")
    assert [words in said for words in ("Wojtowicz, Łukasz", "Teo D.", "U12 practice", "Council")] == [True] * 4
    assert "Diego-Reyes" not in said


def test_rows_for_walk_ins_are_a_matter_of_the_sign_in_sheet(office: Say) -> None:
    few = office("print", "sign-in", *WEEK, "--audience", "staff", "--walk-ins", 3, "-o", "x.pdf")
    roster = office("print", "shift-roster", *WEEK, "--audience", "staff", "--walk-ins", 30, "-o", "x.pdf")
    assert (few.status, few.err) == (1, "3 rows for walk-ins are too few or too many. Choose 20 to 500.\n")
    assert (roster.status, roster.err.splitlines()[0]) == (2, "Only the sign-in sheet has rows for walk-ins.")
