"""What was removed lately, and bringing it back."""

from datetime import datetime, timedelta

import pytest

from coordinator.db.work import Storage
from coordinator.domain.changes import Changes
from coordinator.domain.errors import Refused
from coordinator.domain.events import Position
from coordinator.runtime.clock import FixedClock
from coordinator.usecases.events import add_event, event_card, remove_event
from coordinator.usecases.history import redo, undo
from coordinator.usecases.people import add_person, person_card, remove_person, restore_person
from coordinator.usecases.removed import recently_removed, restore_event, restore_venue
from coordinator.usecases.roles import all_roles
from coordinator.usecases.signups import sign_up
from coordinator.usecases.upkeep import check_database
from coordinator.usecases.venues import add_venue, all_venues, remove_venue, venue_card
from coordinator.wording.labels import change_label
from coordinator.wording.problems import sentence
from tests.makers import NOON, a_person, a_venue, an_event, on


def key(done: Changes) -> int:
    assert done.record_id is not None
    return done.record_id


def at_the_desk(storage: Storage, now: datetime, actor: str = "Ofc. Bell") -> Storage:
    """Somebody at the same database, some time later."""
    return Storage(storage.engine, storage.target, actor=actor, clock=FixedClock(now))


def removed(storage: Storage) -> list[tuple[str, str, str]]:
    return [(one.kind.value, one.name, one.by) for one in storage.read(recently_removed)]


def a_drive(storage: Storage, title: str = "Coat drive", *, hours: tuple[str, str] = ("17:00", "19:00")) -> int:
    sorter = next(role for role in storage.read(all_roles) if role.name == "Sorter")
    places = (Position(sorter.id or 0, sorter.name, 2, 2),)
    return key(storage.change(add_event, an_event(title, on("2027-01-15", *hours), positions=places)))


def take_place(storage: Storage, event_id: int, person_id: int) -> int:
    position = storage.read(event_card, event_id).line.positions[0].position.id
    assert position is not None
    return key(storage.change(sign_up, position, person_id))


def test_what_was_removed_stands_latest_first_with_who_did_it(storage: Storage) -> None:
    bo, hall, drive = (
        key(storage.change(add_person, a_person())),
        key(storage.change(add_venue, a_venue())),
        a_drive(storage),
    )
    storage.change(remove_person, bo)
    later = at_the_desk(storage, NOON + timedelta(hours=2))
    later.change(remove_venue, hall)
    at_the_desk(storage, NOON + timedelta(hours=3), "Ofc. Cruz").change(remove_event, drive)

    assert removed(later) == [
        ("event", "Coat drive", "Ofc. Cruz"),
        ("venue", "St. Brigid's hall", "Ofc. Bell"),
        ("person", "Bo Lindqvist", "Sgt. Dana Whitfield"),
    ]
    line = later.read(recently_removed)[0]
    assert (line.at, line.when) == (NOON + timedelta(hours=3), on("2027-01-15"))


def test_after_thirty_days_it_is_no_longer_offered_and_still_there(storage: Storage) -> None:
    bo = key(storage.change(add_person, a_person()))
    storage.change(remove_person, bo)

    assert len(removed(at_the_desk(storage, NOON + timedelta(days=30)))) == 1
    assert removed(at_the_desk(storage, NOON + timedelta(days=30, seconds=1))) == []
    assert storage.read(person_card, bo).person.full_name == "Bo Lindqvist"


def test_who_changed_a_removed_card_later_is_not_who_removed_it(storage: Storage) -> None:
    bo = key(storage.change(add_person, a_person()))
    at_the_desk(storage, NOON + timedelta(hours=1)).change(remove_person, bo)
    storage.change(restore_person, bo)
    at_the_desk(storage, NOON + timedelta(hours=2), "Ofc. Cruz").change(remove_person, bo)

    assert removed(storage) == [("person", "Bo Lindqvist", "Ofc. Cruz")]


def test_an_event_comes_back_with_its_people_as_one_step_to_undo(storage: Storage) -> None:
    drive = a_drive(storage)
    take_place(storage, drive, key(storage.change(add_person, a_person())))
    storage.change(remove_event, drive)

    done = storage.change(restore_event, drive)

    assert change_label(done.label) == "brought Coat drive, Fri Jan 15, 2027, back"
    assert [line.person.full_name for line in storage.read(event_card, drive).signups] == ["Bo Lindqvist"]
    assert removed(storage) == []
    storage.change(undo)
    assert [one[1] for one in removed(storage)] == ["Coat drive"]
    storage.change(redo)
    assert removed(storage) == []
    assert check_database(storage).faults == ()


def test_who_does_something_else_by_now_stops_an_event_unless_there_is_a_reason(storage: Storage) -> None:
    bo = key(storage.change(add_person, a_person()))
    drive, pantry = a_drive(storage), a_drive(storage, "Food pantry", hours=("18:00", "20:00"))
    take_place(storage, drive, bo)
    storage.change(remove_event, drive)
    take_place(storage, pantry, bo)

    with pytest.raises(Refused) as refused:
        storage.change(restore_event, drive)
    done = storage.change(restore_event, drive, override_reason="He drives from one to the other")

    said = "Bo Lindqvist would be in two places at once: Food pantry, Fri Jan 15, 6:00–8:00 PM."
    assert [problem.code for problem in refused.value.problems] == ["signed-up-double"]
    assert [sentence(problem) for problem in done.warnings] == [said]
    assert storage.read(event_card, drive).line.event.deleted_at is None
    assert check_database(storage).faults == ()


def test_an_event_whose_room_was_taken_meanwhile_comes_back_with_a_warning(storage: Storage) -> None:
    hall = key(storage.change(add_venue, a_venue("PS 41", "Gym")))
    gym = storage.read(venue_card, hall).spaces[0].id
    drive = key(storage.change(add_event, an_event("Coat drive", venue_id=hall, space_id=gym)))
    storage.change(remove_event, drive)
    storage.change(add_event, an_event("Choir", venue_id=hall, space_id=gym))

    done = storage.change(restore_event, drive)

    assert [problem.code for problem in done.warnings] == ["space-taken"]


def test_a_venue_comes_back_with_its_spaces_and_a_twin_by_now_is_said(storage: Storage) -> None:
    hall = key(storage.change(add_venue, a_venue("PS 41", "Gym")))
    storage.change(remove_venue, hall)
    storage.change(add_venue, a_venue("PS 41"))

    done = storage.change(restore_venue, hall)

    assert change_label(done.label) == "brought the venue PS 41 back"
    assert [sentence(problem) for problem in done.warnings] == ["There is already a venue named PS 41."]
    assert [len(venue.spaces) for venue in storage.read(all_venues)] == [1, 0]


def test_somebody_very_like_a_person_who_comes_back_is_said(storage: Storage) -> None:
    bo = key(storage.change(add_person, a_person(phone="(212) 555-0101")))
    storage.change(remove_person, bo)
    storage.change(add_person, a_person("Bo", "Lindquist", phone="212 555 0101"))

    done = storage.change(restore_person, bo)

    assert [problem.code for problem in done.warnings] == ["likely-duplicate"]


def test_what_is_back_already_is_no_change(storage: Storage) -> None:
    drive = a_drive(storage)

    assert storage.change(restore_event, drive).change_set_id is None
