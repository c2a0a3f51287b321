"""Sheets out of a real database, refusals in words, and files on a real disk."""

import errno
import os
import stat
from datetime import date
from pathlib import Path

import pytest

from coordinator.db.work import Storage
from coordinator.domain.documents import Document
from coordinator.domain.errors import FileTrouble, NotFound, Refused
from coordinator.domain.events import EventKind, EventStatus, Position
from coordinator.domain.listings import EventQuery
from coordinator.domain.privacy import Audience
from coordinator.usecases.events import add_event, events_during
from coordinator.usecases.paper import RosterWish, printed_roster, record_print, sheets, shift_counts, shift_roster
from coordinator.usecases.people import add_person
from coordinator.usecases.roles import all_roles
from coordinator.usecases.saving import another_name, save_document
from coordinator.usecases.signups import sign_up
from coordinator.wording.problems import explain
from tests.makers import a_person, an_event
from tests.printing.reading import text

FIRST, LAST = date(2027, 1, 10), date(2027, 1, 16)
WEEK = RosterWish(FIRST, LAST)


@pytest.fixture
def filled(storage: Storage) -> Storage:
    """A coat drive for three with one grown-up and one child."""
    role = storage.read(all_roles)[0]
    drive = an_event(positions=(Position(role.id or 0, role.name, 3, 3),), public=True)
    event_id = storage.change(add_event, drive).record_id or 0
    position = storage.read(lambda work: work.events.line(event_id).positions[0].position.id) or 0
    for person in (
        a_person("Ruth", "Okonkwo", born=date(1980, 2, 3), phone="(212) 555-0171"),
        a_person("Lena", "Weberknecht", born=date(2012, 3, 4), phone="(212) 555-0199"),
    ):
        person_id = storage.change(add_person, person).record_id or 0
        storage.change(sign_up, position, person_id, override_reason="Her aunt is there.")
    return storage


def refusal(storage: Storage, wish: RosterWish) -> str:
    with pytest.raises(Refused) as caught:
        storage.read(shift_roster, wish)
    return explain(caught.value)


def test_the_roster_of_a_week_is_a_pdf_with_a_name_for_its_dates_and_audience(filled: Storage) -> None:
    document = filled.read(shift_roster, WEEK)
    assert (document.name, document.media_type, document.pages) == (
        "shift-roster_2027-01-10_volunteers.pdf",
        "application/pdf",
        1,
    )
    words = text(document.content)
    assert "Ruth Okonkwo" in words
    assert "Lena W." in words
    assert "Weberknecht" not in words


def test_staff_read_the_whole_name_and_the_phone(filled: Storage) -> None:
    words = text(filled.read(shift_roster, RosterWish(FIRST, LAST, audience=Audience.STAFF)).content)
    assert "Lena Weberknecht · age 14" in words
    assert "(212) 555-0199" in words


def test_the_remarks_say_who_is_shortened(filled: Storage) -> None:
    assert filled.read(shift_roster, WEEK).remarks == (
        "1 person is under 18 or of unknown age: shown by first name and initial.",
    )


def test_events_that_are_not_for_these_eyes_are_counted(filled: Storage) -> None:
    role = filled.read(all_roles)[0]
    position = Position(role.id or 0, role.name, 1, 1)
    filled.change(add_event, an_event("Draft", positions=(position,), status=EventStatus.DRAFT))
    printed = filled.read(printed_roster, WEEK)
    assert printed.events == 1
    assert printed.notes[-1] == "1 event is not for these eyes and is left out."


def test_a_coachs_copy_of_a_volunteer_shift_is_refused_in_words(filled: Storage) -> None:
    assert refusal(filled, RosterWish(FIRST, LAST, audience=Audience.COACH)) == (
        "The coach’s copy holds practices and games only. Leave out Winter coat drive, sorting."
    )


def test_a_coachs_copy_of_practices_alone_is_made(filled: Storage) -> None:
    wish = RosterWish(FIRST, LAST, audience=Audience.COACH, kinds=frozenset({EventKind.PRACTICE}))
    assert filled.read(printed_roster, wish).empty == "There are no shifts here, January 10 to 16, 2027."


def test_a_draft_alone_is_refused_for_volunteers(storage: Storage) -> None:
    role = storage.read(all_roles)[0]
    draft = an_event("Draft", positions=(Position(role.id or 0, role.name, 1, 1),), status=EventStatus.DRAFT)
    event_id = storage.change(add_event, draft).record_id or 0
    assert refusal(storage, RosterWish(event_ids=(event_id,))) == (
        "Draft is not shown to this audience. Choose another audience."
    )


def test_one_event_is_printed_with_its_own_title_and_dates(filled: Storage) -> None:
    (only,) = filled.read(events_during, EventQuery())
    document = filled.read(shift_roster, RosterWish(event_ids=(only.event.id or 0,)))
    assert document.name == "shift-roster_2027-01-15_volunteers.pdf"
    assert "Winter coat drive, sorting Friday, January 15, 2027" in text(document.content)


def test_an_event_that_does_not_exist_is_said(storage: Storage) -> None:
    with pytest.raises(NotFound) as caught:
        storage.read(shift_roster, RosterWish(event_ids=(4711,)))
    assert explain(caught.value) == "There is no event with the number 4711. List events to see the numbers."


@pytest.mark.parametrize(
    ("wish", "sentence"),
    [
        (
            RosterWish(LAST, FIRST),
            "The last day, Sun Jan 10, 2027, is before the first, Sat Jan 16, 2027.",
        ),
        (RosterWish(), "Choose the days or the events to print."),
        (RosterWish(FIRST, LAST, paper="tabloid"), "Choose Letter, Legal or A4 paper."),
    ],
)
def test_a_wish_that_cannot_be_is_refused_in_words(file_storage: Storage, wish: RosterWish, sentence: str) -> None:
    assert refusal(file_storage, wish) == sentence


def test_every_sheet_spells_out_what_each_audience_sees() -> None:
    _sign_in, roster = sheets()
    assert (roster.sheet, roster.title, roster.usual) == ("shift-roster", "Shift roster", Audience.VOLUNTEERS)
    assert [(choice.name, choice.shown, choice.left_out, choice.limit) for choice in roster.audiences] == [
        (
            "Public",
            "Times, places, roles, number of openings",
            "all names, all contacts, drafts, internal events",
            "",
        ),
        (
            "Volunteers",
            "Names, times, places, roles, openings",
            "phones, e-mails, addresses, last names of under-18s, birth dates, notes, drafts",
            "",
        ),
        (
            "Coach",
            "Names, times, places, roles, openings",
            "phones, e-mails, addresses, last names of under-18s, birth dates, notes, drafts",
            "Only where every event is a practice or a game",
        ),
        (
            "Staff",
            "Full names, phones, times, places, roles, openings, ages of under-18s, reasons for exceptions, drafts",
            "e-mails, addresses, birth dates, notes",
            "",
        ),
    ]


def test_the_shifts_of_each_kind_are_counted(filled: Storage) -> None:
    wish = RosterWish(FIRST, LAST, kinds=frozenset({EventKind.GAME}))
    assert dict(filled.read(shift_counts, wish)) == {EventKind.VOLUNTEER: 1}


def test_a_printed_sheet_is_noted_without_a_step_to_undo(filled: Storage) -> None:
    printed = filled.read(printed_roster, WEEK)
    done = filled.change(record_print, printed)
    filled.change(record_print, printed)
    runs = filled.read(lambda work: work.bookkeeping.print_runs())
    assert done.change_set_id is None
    assert [(run.sheet, run.audience, run.about, run.actor) for run in runs] == [
        ("shift-roster", "volunteers", "2027-01-10/2027-01-16", "Sgt. Dana Whitfield")
    ] * 2
    assert len({run.sheet_id for run in runs}) == 2


SHEET = Document("roster.pdf", "application/pdf", b"%PDF-1.4 new")


def test_a_file_is_written_whole_and_replaces_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "roster.pdf"
    target.write_bytes(b"old")
    save_document(SHEET, target)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("roster.pdf", b"%PDF-1.4 new")]


def test_a_file_gets_the_rights_that_files_have_here(tmp_path: Path) -> None:
    usual = tmp_path / "usual"
    usual.touch()
    save_document(SHEET, tmp_path / "roster.pdf")
    assert stat.S_IMODE((tmp_path / "roster.pdf").stat().st_mode) == stat.S_IMODE(usual.stat().st_mode)


@pytest.mark.skipif(os.name == "nt", reason="needs the rights and links of Unix")
def test_a_file_that_was_there_keeps_its_rights_and_the_link_to_it(tmp_path: Path) -> None:
    kept, link = tmp_path / "kept.pdf", tmp_path / "link.pdf"
    kept.write_bytes(b"old")
    kept.chmod(0o600)
    link.symlink_to(kept.name)
    save_document(SHEET, link)
    assert (link.is_symlink(), kept.read_bytes(), stat.S_IMODE(kept.stat().st_mode)) == (True, SHEET.content, 0o600)


@pytest.mark.skipif(os.name == "nt", reason="needs a pipe of Unix")
def test_a_pipe_takes_the_file_in_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        save_document(SHEET, pipe)
        assert os.read(reader, 100) == SHEET.content
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("gone/roster.pdf", "There is no folder {folder}/gone. Make it, or choose another one."),
        ("", "{folder} is a folder. Choose a file."),
        ("x" * 300 + ".pdf", "{target} is not a name that a file can have here. Choose a shorter one."),
    ],
)
def test_a_file_that_cannot_be_written_is_said_and_nothing_is_left_behind(
    tmp_path: Path, name: str, sentence: str
) -> None:
    target = tmp_path / name
    with pytest.raises(FileTrouble) as caught:
        save_document(SHEET, target)
    assert explain(caught.value) == sentence.format(folder=tmp_path, target=target)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.EROFS])
def test_a_folder_that_is_read_only_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, number: int) -> None:
    def refused(*_given: object) -> None:
        raise OSError(number, "read-only")

    monkeypatch.setattr(os, "open", refused)
    with pytest.raises(FileTrouble) as caught:
        save_document(SHEET, tmp_path / "roster.pdf")
    assert explain(caught.value) == f"The folder {tmp_path} is read-only. Choose another folder."


def test_another_name_is_the_first_that_is_free(tmp_path: Path) -> None:
    for name in ("shifts.csv", "shifts-2.csv"):
        (tmp_path / name).touch()
    assert another_name(tmp_path / "shifts.csv") == tmp_path / "shifts-3.csv"


@pytest.mark.skipif(os.name == "nt", reason="needs a device of Unix")
def test_a_full_disk_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def full(_number: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileTrouble) as caught:
        save_document(SHEET, tmp_path / "roster.pdf")
    assert explain(caught.value) == (
        f"The disk is full, so {tmp_path / 'roster.pdf'} was not saved. "
        "Make room on it and try again, or choose another folder."
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", [errno.EBUSY, errno.ETXTBSY])
def test_a_file_that_is_open_in_another_program_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, number: int
) -> None:
    target = tmp_path / "roster.pdf"
    target.write_bytes(b"old")

    def held(*_paths: object) -> None:
        raise OSError(number, "held by another program")

    monkeypatch.setattr(os, "replace", held)
    with pytest.raises(FileTrouble) as caught:
        save_document(SHEET, target)
    assert explain(caught.value) == (
        f"{target} is open in another program, so it was not saved. "
        "Close it there and try again, or choose another name."
    )
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("roster.pdf", b"old")]
