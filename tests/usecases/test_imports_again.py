"""The same file again adds nothing and writes no change, however contradictory its rows are."""

import random
from pathlib import Path

import pytest

from coordinator.db.work import Storage
from coordinator.domain.imports import Decision, ImportChoices, ImportFile, ImportRequest, RowState, Subject
from coordinator.domain.listings import EventQuery, PeopleQuery
from coordinator.usecases.events import events_during
from coordinator.usecases.imports import plan_import, refused_rows, report_as_plain, run_import
from coordinator.usecases.people import people_matching, person_card
from coordinator.usecases.venues import all_venues
from tests.usecases.importing import brought_in, counts, planned

DECISIONS = (None, *Decision)
LISTS = (
    (Subject.PEOPLE, "ID,Name,Notes\n7,Bo Lindqvist,one\n7,Bo Lindqvist,two\n8,Ana Garcia,\n"),
    (Subject.PEOPLE, "Name,Phone,Notes\nBo Lindqvist,212-555-0143,one\nBo Lindquist,212-555-0143,two\n"),
    (Subject.PEOPLE, "ID,Name,Phone\n7,Bo,212-555-0143\n8,Bo Lindqvist,212-555-0143\n9,Ana,2125550143\n"),
    (Subject.VENUES, "Venue,Address,Notes\nHarbor Park,1 Pier St,one\nHarbor Park,2 Mill St,two\n"),
    (Subject.VENUES, "Venue,Room,Capacity\nPS 41,Gym,40\nPS 41,Gym,60\nPS 41,Yard,\n"),
    (Subject.EVENTS, "ID,Title,Start,Place\n7,Picnic,2027-01-15 10:00,A\n7,Picnic,2027-01-15 10:00,B\n"),
    (Subject.EVENTS, "Title,Start,Place\nPicnic,2027-01-15 10:00,A\nPicnics,2027-01-15 10:00,A\n"),
)


@pytest.mark.parametrize("decision", DECISIONS)
@pytest.mark.parametrize(("subject", "text"), LISTS)
def test_rows_that_contradict_each_other_settle_at_once(
    file_storage: Storage, subject: Subject, text: str, decision: Decision | None
) -> None:
    brought_in(file_storage, subject, text, duplicates=decision)

    for _again in range(2):
        done = brought_in(file_storage, subject, text)
        read, added, updated, _unchanged, _refused = counts(done.report)
        assert (done.change_set_id, added, updated) == (None, 0, 0)
        assert read == text.count("\n") - 1


def test_two_rows_of_one_number_kept_both_are_two_from_then_on(storage: Storage) -> None:
    _subject, text = LISTS[5]
    brought_in(storage, Subject.EVENTS, text, duplicates=Decision.ADD)

    plan = planned(storage, Subject.EVENTS, text)

    assert [row.state for row in plan.rows] == [RowState.UNCHANGED, RowState.UNCHANGED]
    assert sorted(line.event.place for line in storage.read(events_during, EventQuery())) == ["A", "B"]


def test_whoever_is_somebody_else_is_not_asked_about_again(storage: Storage) -> None:
    text = "Name,Phone\nBo Lindqvist,212-555-0143\nAna Garcia,212-555-0143\n"
    brought_in(storage, Subject.PEOPLE, text, duplicates=Decision.ADD)

    again = planned(storage, Subject.PEOPLE, text)

    assert [row.state for row in again.rows] == [RowState.UNCHANGED, RowState.UNCHANGED]


def test_a_full_name_replaces_the_whole_name(file_storage: Storage) -> None:
    brought_in(file_storage, Subject.PEOPLE, "ID,Name\n7,Bo Lindqvist\n")

    brought_in(file_storage, Subject.PEOPLE, "ID,Name\n7,Bobby\n")

    rows = file_storage.read(people_matching, PeopleQuery()).rows
    assert [file_storage.read(person_card, row.id).person.full_name for row in rows] == ["Bobby"]


def test_a_space_with_its_own_number_behind_the_name_is_found_again(file_storage: Storage) -> None:
    _subject, text = LISTS[4]

    brought_in(file_storage, Subject.VENUES, text, duplicates=Decision.ADD)

    spaces = file_storage.read(all_venues)[0].spaces
    assert [(space.name, space.capacity) for space in spaces] == [("Gym", 40), ("Gym (2)", 60), ("Yard", None)]


SPLINTERS = (
    b'"',
    b",",
    b"\n",
    b"\r",
    b"\0",
    b";",
    b"\t",
    b"\xff",
    b"99/99/9999",
    b"\xe2\x80\xae",
    b"=1+1",
    b"12/31/9999",
)


def mutated(content: bytes, chance: random.Random) -> bytes:
    """The bytes with up to a dozen wounds."""
    wounded = bytearray(content)
    for _wound in range(chance.randint(1, 12)):
        place = chance.randrange(len(wounded) + 1)
        if chance.random() < 0.6:
            wounded[place:place] = chance.choice(SPLINTERS)
        else:
            del wounded[place : place + chance.randint(1, 30)]
    return bytes(wounded)


@pytest.mark.parametrize("seed", range(3))
def test_wounded_files_are_read_counted_and_bring_nothing_twice(
    file_storage: Storage, shared_data: Path, seed: int
) -> None:
    chance = random.Random(seed)
    files = [*(shared_data / "csv_torture").glob("*.[ct]sv"), *(shared_data / "civic_csv").glob("*.csv")]
    files = sorted(path for path in files if path.stat().st_size)
    for _attempt in range(60):
        content = mutated(chance.choice(files).read_bytes()[:4_000], chance)
        request = ImportRequest(chance.choice(list(Subject)), ImportFile("wounded.csv", content))
        plan = file_storage.read(plan_import, request)
        assert len(plan.rows) == plan.file.rows
        if not plan.ready:
            continue
        report = file_storage.change(run_import, plan, ImportChoices(chance.choice(DECISIONS))).report
        assert report is not None
        assert counts(report)[0] == plan.file.rows
        report_as_plain(report)
        refused_rows(plan, report, reason_heading="Reason")
        again = file_storage.change(run_import, plan)
        assert (again.change_set_id, *counts(again.report)[1:3]) == (None, 0, 0)
