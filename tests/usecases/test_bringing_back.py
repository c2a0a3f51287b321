"""Bringing a record back that another removed while somebody typed at it: with what was typed, as one change."""

from dataclasses import replace

import pytest

from coordinator.db.work import Storage
from coordinator.domain.changes import AsItStands
from coordinator.domain.errors import Refused, Stale
from coordinator.domain.events import Event, Position
from coordinator.domain.people import Person
from coordinator.usecases.events import add_event, bring_back_event, edit_event, event_card, remove_event
from coordinator.usecases.history import as_it_stands, undo
from coordinator.usecases.people import add_person, bring_back_person, edit_person, person_card, remove_person
from coordinator.usecases.removed import restore_event
from coordinator.usecases.roles import all_roles
from coordinator.usecases.signups import sign_up
from coordinator.usecases.venues import add_venue, bring_back_venue, edit_venue, remove_venue, venue_card
from coordinator.wording.labels import change_label
from coordinator.wording.problems import explain
from tests.makers import a_person, a_venue, an_event, on


def bo_in(storage: Storage) -> int:
    """Somebody to sign up."""
    return storage.change(add_person, a_person()).record_id or 0


def key_of(event: Event) -> int:
    """Its number."""
    assert event.id is not None
    return event.id


def event_with(storage: Storage, person: int) -> Event:
    """An event that this person is signed up for."""
    role = next(role for role in storage.read(all_roles) if role.name == "Packer")
    key = storage.change(add_event, an_event(positions=(Position(role.id or 0, "Packer", 2, 2),))).record_id or 0
    [line] = storage.read(event_card, key).line.positions
    storage.change(sign_up, line.position.id or 0, person)
    return storage.read(event_card, key).line.event


def test_an_event_comes_back_with_its_people_and_what_was_typed(file_storage: Storage) -> None:
    event = event_with(file_storage, bo_in(file_storage))
    file_storage.change(remove_event, key_of(event))
    changes = file_storage.change(bring_back_event, replace(event, description="Bring gloves"))
    card = file_storage.read(event_card, key_of(event))
    assert (card.line.event.deleted_at, card.line.event.description) == (None, "Bring gloves")
    assert [line.person.full_name for line in card.signups] == ["Bo Lindqvist"]
    assert change_label(changes.label) == "brought Winter coat drive, sorting, Fri Jan 15, 2027, back"
    file_storage.change(undo)
    undone = file_storage.read(event_card, key_of(event)).line.event
    assert (undone.deleted_at, undone.description) == (file_storage.clock.now(), event.description)


def test_who_does_something_else_by_then_stops_it_unless_a_reason_is_given(file_storage: Storage) -> None:
    bo = bo_in(file_storage)
    event = event_with(file_storage, bo)
    file_storage.change(remove_event, key_of(event))
    event_with(file_storage, bo)
    with pytest.raises(Refused):
        file_storage.change(bring_back_event, event)
    assert file_storage.read(event_card, key_of(event)).line.event.deleted_at is not None
    file_storage.change(bring_back_event, event, override_reason="Both are next door")
    assert file_storage.read(event_card, key_of(event)).line.event.deleted_at is None


def test_an_event_that_somebody_else_brought_back_is_stale(file_storage: Storage) -> None:
    event = event_with(file_storage, bo_in(file_storage))
    file_storage.change(remove_event, key_of(event))
    file_storage.change(restore_event, key_of(event))
    with pytest.raises(Stale):
        file_storage.change(bring_back_event, event)


def test_a_card_comes_back_with_what_was_typed(file_storage: Storage) -> None:
    key = file_storage.change(add_person, a_person(phone="(212) 555-0143", tags=("coach",))).record_id or 0
    before = file_storage.read(person_card, key).person
    file_storage.change(remove_person, key)
    file_storage.change(bring_back_person, replace(before, notes="Mine"))
    card = file_storage.read(person_card, key).person
    assert (card.deleted_at, card.notes, card.phones, card.tags) == (None, "Mine", ("(212) 555-0143",), ("coach",))
    with pytest.raises(Stale):
        file_storage.change(bring_back_person, before)


def test_a_card_without_a_name_does_not_come_back(file_storage: Storage) -> None:
    key = file_storage.change(add_person, a_person()).record_id or 0
    file_storage.change(remove_person, key)
    with pytest.raises(Refused) as caught:
        file_storage.change(bring_back_person, Person("", "", id=key))
    assert explain(caught.value) != ""
    assert file_storage.read(person_card, key).person.deleted_at is not None


def test_a_venue_comes_back_with_what_was_typed(file_storage: Storage) -> None:
    key = file_storage.change(add_venue, a_venue("Hall", "Room 1")).record_id or 0
    before = file_storage.read(venue_card, key)
    file_storage.change(remove_venue, key)
    file_storage.change(bring_back_venue, replace(before, phone="555 0100"))
    venue = file_storage.read(venue_card, key)
    assert (venue.deleted_at, venue.phone, [space.name for space in venue.spaces]) == (None, "555 0100", ["Room 1"])
    with pytest.raises(Stale):
        file_storage.change(bring_back_venue, before)


def test_a_record_as_it_stands_says_who_changed_it_last(file_storage: Storage) -> None:
    key = file_storage.change(add_venue, a_venue("Hall")).record_id or 0
    file_storage.actor = "Ofc. Okafor"
    file_storage.change(edit_venue, replace(file_storage.read(venue_card, key), phone="555 0100"))
    now = file_storage.read(as_it_stands, "venue", key)
    assert now == AsItStands(
        file_storage.read(venue_card, key), "Ofc. Okafor", file_storage.clock.now(), file_storage.pc
    )


def test_an_event_elsewhere_in_time_is_brought_back_there(file_storage: Storage) -> None:
    event = event_with(file_storage, bo_in(file_storage))
    file_storage.change(remove_event, key_of(event))
    file_storage.change(bring_back_event, replace(event, when=on("2027-02-01")))
    assert file_storage.read(event_card, key_of(event)).line.event.when == on("2027-02-01")


def test_what_another_changed_before_removing_is_not_lost_by_bringing_back(file_storage: Storage) -> None:
    """Somebody typed at what stood before both: their words would go over the other's."""
    event = event_with(file_storage, bo_in(file_storage))
    file_storage.change(edit_event, replace(event, description="Bring gloves"))
    file_storage.change(remove_event, key_of(event))
    with pytest.raises(Stale) as stale:
        file_storage.change(bring_back_event, replace(event, description="Bring bags"))
    theirs = stale.value.theirs
    assert isinstance(theirs, Event)
    assert theirs.description == "Bring gloves"
    file_storage.change(bring_back_event, replace(theirs, description="Bring gloves and bags"))
    assert file_storage.read(event_card, key_of(event)).line.event.description == "Bring gloves and bags"


def test_a_card_and_a_venue_that_were_changed_before_they_were_removed_are_stale(file_storage: Storage) -> None:
    person = file_storage.read(person_card, bo_in(file_storage)).person
    file_storage.change(edit_person, replace(person, notes="Has a van"))
    file_storage.change(remove_person, person.id or 0)
    with pytest.raises(Stale):
        file_storage.change(bring_back_person, replace(person, notes="Has a car"))
    venue = file_storage.read(venue_card, file_storage.change(add_venue, a_venue()).record_id or 0)
    file_storage.change(edit_venue, replace(venue, phone="555-0100"))
    file_storage.change(remove_venue, venue.id or 0)
    with pytest.raises(Stale):
        file_storage.change(bring_back_venue, replace(venue, phone="555-0199"))
