"""Erasing a person for good: nothing of them is left, not in the tables, not in the log, not in the bytes of the file;
everybody else's things stand and can still be taken back."""

import threading
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from coordinator.db.engine import open_engine
from coordinator.db.erasing import scrubbing_is_due
from coordinator.db.work import Storage, Work
from coordinator.domain.changes import Changes, Label
from coordinator.domain.errors import NotFound, Refused, Stale
from coordinator.domain.events import Position, SignupStatus, Source
from coordinator.domain.folding import fold
from coordinator.domain.listings import EventQuery, PeopleQuery
from coordinator.usecases.erasing import erase_for_good, erase_person, finish_erasing, what_erasing_takes
from coordinator.usecases.events import add_event, cancel_event, edit_event
from coordinator.usecases.history import changes_made, next_redo, next_undo, redo, undo
from coordinator.usecases.people import (
    add_person,
    edit_person,
    people_matching,
    person_card,
    remove_person,
    restore_person,
)
from coordinator.usecases.signups import confirm_signup, decline_signup, drop_signup, sign_up
from coordinator.usecases.upkeep import check_database
from coordinator.wording.labels import change_label
from tests.databases import ACTOR, CLOCK
from tests.makers import a_person, a_venue, an_event, on

DEEPA = ("Deepa", "Sharma")
PHONE = "(212) 555-0143"
EMAIL = "deepa@example.org"


def begin(storage: Storage) -> tuple[int, int]:
    """Deepa, Bo, and a shift with two positions; returns Deepa's id and the first position's."""
    deepa = storage.change(add_person, a_person(*DEEPA, phone=PHONE, email=EMAIL, tags=("driver",))).record_id
    storage.change(add_person, a_person("Bo", "Lindqvist"))
    positions = (Position(8, "Volunteer", needed=2, maximum=3), Position(10, "Sorter", needed=1, maximum=2))
    event_id = storage.change(add_event, an_event(positions=positions)).record_id
    assert deepa is not None
    assert event_id is not None
    place = storage.read(lambda work: work.events.get(event_id)).positions[0].id
    assert place is not None
    return deepa, place


def bytes_of(target: str) -> bytes:
    """The file and what lies beside it."""
    return b"".join(Path(target + end).read_bytes() for end in ("", "-wal", "-shm") if Path(target + end).exists())


def forms_of(*texts: str) -> set[bytes]:
    """The ways a text may lie in a file: as typed, taken apart, folded, in other cases, as UTF-16."""
    forms = {form for each in texts for form in (each, fold(each), each.upper(), each.lower())}
    forms |= {unicodedata.normalize(way, each) for each in forms for way in ("NFC", "NFD", "NFKC", "NFKD")}
    return {each.encode() for each in forms} | {each.encode("utf-16-le") for each in forms}


def everything_written(storage: Storage) -> str:
    """All rows of all tables as text, for a server, whose files are not ours to read."""
    with storage.engine.connect() as connection:
        names = connection.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).scalars().all()
        return "\n".join(str(row) for name in names for row in connection.execute(text(f'SELECT * FROM "{name}"')))


def assert_nothing_left(storage: Storage, *texts: str) -> None:
    if storage.engine.dialect.name == "postgresql":
        written = everything_written(storage)
        assert [each for each in texts if each in written] == []
        return
    storage.close()
    content = bytes_of(storage.target)
    assert [form for form in forms_of(*texts) if form in content] == []


def test_nothing_of_the_person_is_left(storage: Storage) -> None:
    deepa, place = begin(storage)
    signup = storage.change(sign_up, place, deepa).record_id
    assert signup is not None
    storage.change(decline_signup, signup, "Deepa Sharma is ill")
    storage.change(sign_up, place + 1, deepa)
    card = storage.read(person_card, deepa).person
    storage.change(edit_person, replace(card, family_name="Sharma-Rao", notes="Calls after six"))
    storage.change(remove_person, deepa)
    storage.change(restore_person, deepa)

    changes = erase_for_good(storage, deepa)

    assert (changes.label, changes.record_id, changes.warnings) == (Label("person-erased", {"signups": 2}), deepa, ())
    assert set(changes.touched) == {"person", "contact_point", "person_tag", "signup"}
    with pytest.raises(NotFound):
        storage.read(person_card, deepa)
    assert storage.read(people_matching, PeopleQuery(text="deepa")).total == 0
    assert check_database(storage).faults == ()
    assert_nothing_left(storage, "Deepa", "Sharma", "Rao", PHONE, EMAIL, "Calls after six", "2125550143")


@pytest.mark.parametrize(
    ("given_name", "family_name", "latin"),
    [
        ("小明", "歐陽", "Ouyang Xiaoming"),
        ("Þórður", "Ægisson", ""),
        ("נועה", "לוי־כהן", "Noa Levy"),
        ('Bo "Tank\\"', "O'Neil%_", ""),
        ("=cmd|' /C calc'!A0", "Robert'); DROP TABLE person;--", ""),
        ("김민수", "", "Kim Minsu"),
        ("Zoë🦊", "Nguyễn", ""),
    ],
)
def test_names_of_any_script_leave_no_byte(storage: Storage, given_name: str, family_name: str, latin: str) -> None:
    _deepa, place = begin(storage)
    person = a_person(given_name, family_name, latin_name=latin, phone="+44 20 7946 0991", email="x.y@né.example")
    key = storage.change(add_person, person).record_id
    assert key is not None
    storage.change(sign_up, place, key)
    storage.change(undo)
    storage.change(redo)

    erase_for_good(storage, key)

    assert check_database(storage).faults == ()
    assert_nothing_left(storage, given_name, *filter(None, (family_name, latin)), "7946 0991", "79460991", "x.y@né")


def test_an_import_loses_the_person_and_can_still_be_taken_back(storage: Storage) -> None:
    def bring(work: Work) -> Changes:
        ids = work.people.add_many([a_person(*DEEPA, phone=PHONE), a_person("Bo", "Lindqvist")])
        origin = [
            Source("Members", "members.csv", name, "", f"{name},raw") for name in ("Deepa Sharma", "Bo Lindqvist")
        ]
        work.sources.add_many("person", list(zip(ids, origin, strict=True)))
        work.bookkeeping.remember_decision("person", "fingerprint", ids[0], "skip")
        return work.recorder.finish(Label("people-imported", {"count": 2, "file": "Deepa Sharma and others.csv"}))

    storage.change(bring)
    erase_for_good(storage, 1)
    assert check_database(storage).faults == ()
    assert storage.read(lambda work: work.bookkeeping.decisions("person")) == {}

    undone = storage.change(undo)

    assert undone.label == Label("people-imported", {"count": 2, "file": "… and others.csv"})
    assert storage.read(people_matching, PeopleQuery()).total == 0
    storage.change(redo)
    assert [row.shown_name for row in storage.read(people_matching, PeopleQuery()).rows] == ["Bo Lindqvist"]
    assert check_database(storage).faults == ()
    assert_nothing_left(storage, "Deepa", PHONE)


def test_what_was_done_to_the_person_is_no_step_any_more(storage: Storage) -> None:
    deepa, place = begin(storage)
    storage.change(sign_up, place, deepa)
    storage.change(undo)
    erase_for_good(storage, deepa)

    assert storage.read(next_redo) is None
    entry = storage.read(next_undo)
    assert entry is not None
    assert entry.label.code == "event-added"
    storage.change(undo)
    assert storage.read(lambda work: work.events.lines(EventQuery())) == ()
    said = [change_label(entry.label) for entry in storage.read(changes_made)]
    assert said[1:4] == [
        "erased somebody for good, with 0 sign-ups",
        "changed something about somebody who was erased since",
        "changed something about somebody who was erased since",
    ]
    assert check_database(storage).faults == ()


def test_the_erasure_itself_names_nobody_and_is_no_step(storage: Storage) -> None:
    deepa, place = begin(storage)
    storage.change(sign_up, place, deepa)
    erase_for_good(storage, deepa)

    (entry,) = storage.read(changes_made, limit=1)
    assert (entry.by, entry.label) == (ACTOR, Label("person-erased", {"signups": 1}))
    assert {(row.table, row.before, row.after) for row in entry.rows} == {
        (table, None, None) for table in ("signup", "contact_point", "person_tag", "person")
    }
    undoable = storage.read(next_undo)
    assert undoable is not None
    assert undoable.label.code == "event-added"


def test_texts_that_others_wrote_stay_and_are_named(storage: Storage) -> None:
    deepa, _place = begin(storage)
    storage.change(add_event, an_event("Tea with Deepa  Sharma", uid="tea"))
    storage.change(add_event, an_event("Van", on("2027-01-16"), uid="van", description="Keys: call 212.555.0143"))
    storage.change(add_person, a_person("Ravi", "Sharma", notes="Brother of deepa sharma"))

    taken = storage.read(what_erasing_takes, deepa)
    changes = erase_for_good(storage, deepa)

    assert [(one.table, one.name) for one in taken.mentions] == [
        ("event", "Tea with Deepa  Sharma"),
        ("event", "Van"),
        ("person", "Ravi Sharma"),
    ]
    assert [(one.code, one.facts["count"]) for one in changes.warnings] == [
        ("events-mention", 2),
        ("people-mention", 1),
    ]
    assert storage.read(lambda work: work.people.get(3).notes) == "Brother of deepa sharma"
    assert check_database(storage).faults == ()


def test_a_text_that_names_the_person_no_more_loses_the_name_in_the_log_too(storage: Storage) -> None:
    deepa, _place = begin(storage)
    event_id = storage.change(add_event, an_event("Tea", uid="tea", description="With Deepa Sharma and Bo")).record_id
    assert event_id is not None
    stored = storage.read(lambda work: work.events.get(event_id))
    storage.change(edit_event, replace(stored, description="With Bo"))

    erase_for_good(storage, deepa)
    assert check_database(storage).faults == ()
    storage.change(undo)

    assert storage.read(lambda work: work.events.get(event_id).description) == "With … and Bo"
    assert check_database(storage).faults == ()
    assert_nothing_left(storage, "Deepa", "Sharma")


def test_a_reason_to_cancel_loses_the_name_in_the_label_and_stays_where_it_stands(storage: Storage) -> None:
    deepa, _place = begin(storage)
    storage.change(cancel_event, 1, "Deepa Sharma is away")
    changes = erase_for_good(storage, deepa)
    labels = [change_label(entry.label) for entry in storage.read(changes_made)]
    assert "cancelled Winter coat drive, sorting: … is away" in labels
    assert [problem.code for problem in changes.warnings] == ["events-mention"]


def test_who_has_the_same_name_or_number_keeps_everything(storage: Storage) -> None:
    deepa, place = begin(storage)
    other = storage.change(add_person, a_person(*DEEPA, phone=PHONE)).record_id
    assert other is not None
    storage.change(sign_up, place, other)
    storage.change(add_event, an_event("Tea with Deepa Sharma", uid="tea"))

    changes = erase_for_good(storage, deepa)

    assert changes.warnings == ()
    labels = [change_label(entry.label) for entry in storage.read(changes_made)]
    assert "signed up Deepa Sharma as volunteer" in labels
    assert storage.read(person_card, other).person.phones == (PHONE,)
    assert storage.read(people_matching, PeopleQuery(text="deepa")).total == 1
    assert check_database(storage).faults == ()


def test_a_card_that_changed_since_it_was_looked_at_is_not_erased(storage: Storage) -> None:
    deepa, _place = begin(storage)
    before = storage.read(person_card, deepa).person
    storage.change(edit_person, replace(before, notes="Moved"))
    with pytest.raises(Stale) as refused:
        erase_for_good(storage, deepa, before.version)
    assert (refused.value.facts["by"], storage.read(person_card, deepa).person.notes) == (ACTOR, "Moved")


def test_signing_up_somebody_who_is_being_erased_waits_for_its_turn_and_is_refused(storage: Storage) -> None:
    deepa, place = begin(storage)
    rival = Storage(open_engine(storage.target), storage.target, actor="Bell", clock=CLOCK)
    outcome: list[object] = []

    def sign_up_meanwhile() -> None:
        try:
            outcome.append(rival.change(sign_up, place, deepa))
        except NotFound as refused:
            outcome.append(refused.code)

    meanwhile = threading.Thread(target=sign_up_meanwhile)

    def erase_slowly(work: Work) -> Changes:
        meanwhile.start()
        return erase_person(work, deepa)

    storage.change(erase_slowly)
    meanwhile.join(30)
    rival.close()
    assert outcome == ["no-such-person"]
    assert storage.read(lambda work: work.signups.lines_of_person(deepa)) == ()
    assert check_database(storage).faults == ()


def test_what_could_not_be_cleared_is_cleared_later(file_storage: Storage) -> None:
    deepa, _place = begin(file_storage)
    reader = open_engine(file_storage.target).connect()
    reader.exec_driver_sql("SELECT count(*) FROM person").scalar()

    changes = erase_for_good(file_storage, deepa)

    assert [problem.code for problem in changes.warnings] == ["erased-not-cleared"]
    assert file_storage.read(lambda work: scrubbing_is_due(work.connection))
    reader.close()
    reader.engine.dispose()
    assert finish_erasing(file_storage)
    assert not file_storage.read(lambda work: scrubbing_is_due(work.connection))
    assert_nothing_left(file_storage, "Deepa", "Sharma", PHONE)


DEEDS = st.lists(st.sampled_from(range(9)), max_size=14)


@settings(max_examples=15)
@given(deeds=DEEDS)
def test_after_any_history_nothing_is_left_and_the_log_still_leads_to_the_rows(
    deeds: list[int], tmp_path_factory: pytest.TempPathFactory, file_template: Path
) -> None:
    path = tmp_path_factory.mktemp("erasing") / "p.db"
    path.write_bytes(file_template.read_bytes())
    storage = Storage(open_engine(str(path)), str(path), actor=ACTOR, clock=CLOCK)
    deepa, place = begin(storage)
    for number, deed in enumerate(deeds):
        _do(storage, deed, number, deepa, place)
    erase_for_good(storage, deepa)
    assert check_database(storage).faults == ()
    for _step in range(len(deeds) + 3):
        try:
            storage.change(undo)
        except Refused:
            break
    assert check_database(storage).faults == ()
    assert storage.read(people_matching, PeopleQuery(text="Deepa")).total == 0
    assert_nothing_left(storage, "Deepa", "Sharma", PHONE, EMAIL)


def _do(storage: Storage, deed: int, number: int, deepa: int, place: int) -> None:
    def signed(work: Work) -> int:
        lines = work.signups.lines_of_person(deepa)
        return lines[0].signup.id or 0 if lines else 0

    def edit(work: Work) -> Changes:
        return edit_person(work, replace(work.people.get(deepa), notes=f"Deepa Sharma, {number}"))

    steps = [
        lambda: storage.change(sign_up, place, deepa, override_reason="Deepa Sharma insists"),
        lambda: storage.change(drop_signup, storage.read(signed)),
        lambda: storage.change(confirm_signup, storage.read(signed)),
        lambda: storage.change(edit),
        lambda: storage.change(remove_person, deepa),
        lambda: storage.change(restore_person, deepa),
        lambda: storage.change(undo),
        lambda: storage.change(redo),
        lambda: storage.change(sign_up, place, 2, status=SignupStatus.OFFERED),
    ]
    try:
        steps[deed]()
    except (Refused, NotFound, Stale):
        return
    if not storage.read(lambda work: work.people.among([deepa])):
        storage.change(redo)


def test_tags_with_the_name_go_with_the_person(file_storage: Storage) -> None:
    file_storage.change(add_person, a_person(*DEEPA, tags=("Deepa Sharma's car", "driver")))
    file_storage.change(lambda work: (work.venues.add(a_venue("PS 41")), work.recorder.finish(Label("test")))[1])
    erase_for_good(file_storage, 1)
    assert check_database(file_storage).faults == ()
    assert_nothing_left(file_storage, "Deepa", "Sharma")
