"""Venues and their spaces."""

from dataclasses import replace

import pytest

from coordinator.db.work import Storage
from coordinator.domain.changes import Changes
from coordinator.domain.errors import Refused, Stale
from coordinator.domain.venues import Space
from coordinator.usecases.events import add_event
from coordinator.usecases.history import redo, undo
from coordinator.usecases.upkeep import check_database
from coordinator.usecases.venues import add_venue, all_venues, edit_venue, objections_to_venue, remove_venue, venue_card
from coordinator.wording.labels import change_label
from coordinator.wording.problems import explain, sentence
from tests.makers import a_venue, an_event, on


def key(done: Changes) -> int:
    assert done.record_id is not None
    return done.record_id


def names(storage: Storage, venue_id: int) -> list[tuple[int | None, str]]:
    return [(space.id, space.name) for space in storage.read(venue_card, venue_id).spaces]


def test_a_venue_is_kept_with_its_spaces(storage: Storage) -> None:
    done = storage.change(add_venue, a_venue(" PS 41 ", "Gym ", "Yard", capacity=60))

    venue = storage.read(venue_card, key(done))
    assert change_label(done.label) == "added the venue PS 41"
    assert [(space.name, space.capacity) for space in venue.spaces] == [("Gym", 60), ("Yard", 60)]


def test_every_reason_against_a_venue_is_given_at_once(storage: Storage) -> None:
    with pytest.raises(Refused) as refused:
        storage.change(add_venue, a_venue("", "Gym", "gym", "", capacity=-1))

    assert [problem.code for problem in refused.value.problems] == [
        "venue-name-missing",
        "space-name-missing",
        "space-twice",
        "capacity-negative",
        "capacity-negative",
        "capacity-negative",
    ]


def test_a_second_venue_of_the_name_is_a_warning(storage: Storage) -> None:
    storage.change(add_venue, a_venue("PS 41"))

    done = storage.change(add_venue, a_venue("ps 41"))

    assert [sentence(problem) for problem in done.warnings] == ["There is already a venue named PS 41."]


def test_an_edit_renames_a_space_without_losing_its_events_and_nothing_differs_writes_nothing(storage: Storage) -> None:
    venue_id = key(storage.change(add_venue, a_venue("PS 41", "Gym")))
    venue = storage.read(venue_card, venue_id)
    (gym,) = venue.spaces
    storage.change(add_event, an_event(venue_id=venue_id, space_id=gym.id))

    nothing = storage.change(edit_venue, venue)
    done = storage.change(edit_venue, replace(venue, spaces=(replace(gym, name="Big gym"),)))

    assert nothing.change_set_id is None
    assert change_label(done.label) == "changed the venue PS 41"
    assert [(space.id, space.name) for space in storage.read(venue_card, venue_id).spaces] == [(gym.id, "Big gym")]


def test_two_spaces_exchange_their_names_there_and_back(storage: Storage) -> None:
    venue_id = key(storage.change(add_venue, a_venue("PS 41", "Gym", "Yard", "Pool")))
    venue = storage.read(venue_card, venue_id)
    gym, yard, pool = venue.spaces

    turned = (replace(gym, name="Yard"), replace(yard, name="Pool"), replace(pool, name="Gym"))
    storage.change(edit_venue, replace(venue, spaces=turned))
    assert names(storage, venue_id) == [(gym.id, "Yard"), (yard.id, "Pool"), (pool.id, "Gym")]

    storage.change(undo)
    assert names(storage, venue_id) == [(gym.id, "Gym"), (yard.id, "Yard"), (pool.id, "Pool")]

    storage.change(redo)
    assert names(storage, venue_id) == [(gym.id, "Yard"), (yard.id, "Pool"), (pool.id, "Gym")]
    assert check_database(storage).faults == ()


def test_a_new_space_may_take_the_name_that_another_gives_up(storage: Storage) -> None:
    venue_id = key(storage.change(add_venue, a_venue("PS 41", "Gym")))
    venue = storage.read(venue_card, venue_id)
    (gym,) = venue.spaces

    storage.change(edit_venue, replace(venue, spaces=(replace(gym, name="Yard"), Space("Gym"))))
    after = names(storage, venue_id)
    assert [name for _id, name in after] == ["Yard", "Gym"]
    assert after[0][0] == gym.id

    storage.change(undo)
    assert names(storage, venue_id) == [(gym.id, "Gym")]
    storage.change(redo)
    assert names(storage, venue_id) == after


def test_an_older_venue_is_refused_as_such_before_a_space_it_never_saw_is_missed(storage: Storage) -> None:
    venue_id = key(storage.change(add_venue, a_venue("PS 41", "Gym")))
    older = storage.read(venue_card, venue_id)
    storage.change(edit_venue, replace(older, spaces=(*older.spaces, Space("Pool"))))
    pool = storage.read(venue_card, venue_id).spaces[1]
    storage.change(add_event, an_event(venue_id=venue_id, space_id=pool.id))

    with pytest.raises(Stale):
        storage.change(edit_venue, replace(older, name="PS 42"))


def test_a_space_that_events_are_in_cannot_be_taken_out(storage: Storage) -> None:
    venue_id = key(storage.change(add_venue, a_venue("PS 41", "Gym", "Yard")))
    venue = storage.read(venue_card, venue_id)
    storage.change(add_event, an_event(venue_id=venue_id, space_id=venue.spaces[0].id))

    with pytest.raises(Refused) as refused:
        storage.change(edit_venue, replace(venue, spaces=()))
    done = storage.change(edit_venue, replace(venue, spaces=venue.spaces[:1]))

    assert explain(refused.value) == "Gym cannot be taken out: 1 event is in it."
    assert done.touches("space")


def test_removing_keeps_the_events_says_those_to_come_and_can_be_taken_back(storage: Storage) -> None:
    venue_id = key(storage.change(add_venue, a_venue("PS 41")))
    storage.change(add_event, an_event(venue_id=venue_id))
    storage.change(add_event, an_event("Long ago", on("2026-01-15"), venue_id=venue_id))

    done = storage.change(remove_venue, venue_id)
    left = storage.read(all_venues)
    storage.change(undo)

    assert [sentence(problem) for problem in done.warnings] == ["1 event to come is still at PS 41."]
    assert left == ()
    assert [venue.name for venue in storage.read(all_venues)] == ["PS 41"]


def test_an_older_version_is_refused(storage: Storage) -> None:
    venue_id = key(storage.change(add_venue, a_venue("PS 41")))
    old = storage.read(venue_card, venue_id)
    storage.change(edit_venue, replace(old, address="116 W 11th St"))

    with pytest.raises(Stale):
        storage.change(edit_venue, replace(old, phone="1"))
    with pytest.raises(Stale):
        storage.change(remove_venue, venue_id, old.version)


def test_live_checks_do_not_hold_a_venue_against_itself(storage: Storage) -> None:
    venue_id = key(storage.change(add_venue, a_venue("PS 41", "Gym")))

    assert storage.read(lambda work: objections_to_venue(work, venue_card(work, venue_id))) == ()
