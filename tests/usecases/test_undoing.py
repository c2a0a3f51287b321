"""Undo and redo get round no rule: what others did meanwhile counts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from coordinator.db.work import Storage
from coordinator.domain.changes import Changes
from coordinator.domain.errors import Refused
from coordinator.domain.events import Position
from coordinator.domain.people import PersonStatus
from coordinator.usecases.events import add_event, cancel_event, edit_event, event_card, move_event, remove_event
from coordinator.usecases.history import changes_made, redo, undo
from coordinator.usecases.people import add_person, edit_person, person_card
from coordinator.usecases.roles import all_roles
from coordinator.usecases.signups import drop_signup, raise_maximum, sign_up
from coordinator.usecases.upkeep import check_database
from coordinator.wording.problems import sentence
from tests.makers import a_person, an_event


def key(done: Changes) -> int:
    assert done.record_id is not None
    return done.record_id


def rival_of(storage: Storage) -> Storage:
    """Somebody else at the same database."""
    return Storage(storage.engine, storage.target, actor="Ofc. Bell", clock=storage.clock)


def a_drive(storage: Storage, title: str = "Coat drive") -> tuple[int, int]:
    """An event with one place; its id and the position's."""
    sorter = next(role for role in storage.read(all_roles) if role.name == "Sorter")
    event_id = key(storage.change(add_event, an_event(title, positions=(Position(sorter.id or 0, sorter.name),))))
    position = storage.read(event_card, event_id).line.positions[0].position.id
    assert position is not None
    return event_id, position


def somebody(storage: Storage, name: str = "Bo Lindqvist") -> int:
    return key(storage.change(add_person, a_person(*name.split())))


def refusal(storage: Storage, turn: Callable[..., Changes] = undo) -> list[str]:
    with pytest.raises(Refused) as refused:
        storage.change(turn)
    return [problem.code for problem in refused.value.problems]


def test_a_place_that_somebody_else_took_is_not_given_back(storage: Storage) -> None:
    _event, place = a_drive(storage)
    first, second = somebody(storage), somebody(storage, "Ada Moreau")
    storage.change(drop_signup, key(storage.change(sign_up, place, first)))
    rival_of(storage).change(sign_up, place, second)

    with pytest.raises(Refused) as refused:
        storage.change(undo)

    assert [sentence(problem) for problem in refused.value.problems] == [
        "The only place is taken, and 1 is the most for this position."
    ]
    assert check_database(storage).faults == ()


def test_the_same_name_at_another_pc_takes_back_only_what_was_done_there(storage: Storage) -> None:
    """Two PCs may both say "Desk officer"."""
    here = key(storage.change(add_person, a_person("Ada")))
    elsewhere = Storage(storage.engine, storage.target, actor=storage.actor, clock=storage.clock, pc="Front desk PC")
    assert refusal(elsewhere) == ["nothing-to-undo"]
    there = key(elsewhere.change(add_person, a_person("Bo")))
    assert storage.change(undo).touched["person"] == frozenset({here})
    assert elsewhere.change(undo).touched["person"] == frozenset({there})
    elsewhere.change(redo)
    assert storage.change(redo).touched["person"] == frozenset({here})


def test_redo_of_a_sign_up_finds_the_place_taken(storage: Storage) -> None:
    _event, place = a_drive(storage)
    first, second = somebody(storage), somebody(storage, "Ada Moreau")
    storage.change(sign_up, place, first)
    storage.change(undo)
    rival_of(storage).change(sign_up, place, second)

    assert refusal(storage, redo) == ["position-full"]


def test_places_that_filled_up_meanwhile_are_not_taken_back(storage: Storage) -> None:
    _event, place = a_drive(storage)
    first, second = somebody(storage), somebody(storage, "Ada Moreau")
    rival_of(storage).change(sign_up, place, first)
    storage.change(raise_maximum, place, 2)
    rival_of(storage).change(sign_up, place, second)

    assert refusal(storage) == ["maximum-below-held"]


def test_nobody_is_put_back_into_two_places_at_once(storage: Storage) -> None:
    _event, place = a_drive(storage)
    _other, other_place = a_drive(storage, "Food drive")
    person = somebody(storage)
    storage.change(drop_signup, key(storage.change(sign_up, place, person)))
    rival_of(storage).change(sign_up, other_place, person)

    assert refusal(storage) == ["double-booked"]


@pytest.mark.parametrize("deed", ["move", "cancel", "remove"])
def test_an_event_does_not_come_back_over_what_its_people_do_by_now(storage: Storage, deed: str) -> None:
    event, place = a_drive(storage)
    _other, other_place = a_drive(storage, "Food drive")
    person = somebody(storage)
    storage.change(sign_up, place, person)
    if deed == "move":
        storage.change(move_event, event, datetime(2027, 1, 20, 17))
    elif deed == "cancel":
        storage.change(cancel_event, event, "No heating")
    else:
        storage.change(remove_event, event)
    rival_of(storage).change(sign_up, other_place, person)

    assert refusal(storage) == ["signed-up-double"]


def test_somebody_barred_meanwhile_is_not_put_back(storage: Storage) -> None:
    _event, place = a_drive(storage)
    person = somebody(storage)
    storage.change(drop_signup, key(storage.change(sign_up, place, person)))
    rival = rival_of(storage)
    rival.change(edit_person, replace(rival.read(person_card, person).person, status=PersonStatus.BARRED))

    assert refusal(storage) == ["barred"]


def test_what_was_overruled_with_a_reason_goes_and_comes_back_with_it(storage: Storage) -> None:
    _event, place = a_drive(storage)
    other, other_place = a_drive(storage, "Food drive")
    person = somebody(storage)
    storage.change(sign_up, place, person)
    storage.change(move_event, other, datetime(2027, 1, 20, 17))
    storage.change(sign_up, other_place, person)
    storage.change(move_event, other, datetime(2027, 1, 15, 17), override_reason="She walks over at six")

    storage.change(undo)
    done = storage.change(redo)

    assert done.label.code == "event-moved"
    assert check_database(storage).faults == ()


def test_an_edit_is_taken_back_though_people_signed_up_for_what_stays(storage: Storage) -> None:
    event, place = a_drive(storage)
    storage.change(edit_event, replace(storage.read(event_card, event).line.event, title="Winter drive"))
    rival_of(storage).change(sign_up, place, somebody(rival_of(storage)))

    storage.change(undo)

    assert storage.read(event_card, event).line.event.title == "Coat drive"
    assert storage.read(event_card, event).line.tally.confirmed == 1


def test_a_position_that_people_signed_up_for_is_not_taken_back(storage: Storage) -> None:
    event, place = a_drive(storage)
    stored = storage.read(event_card, event).line.event
    storage.change(edit_event, replace(stored, positions=(*stored.positions, replace(stored.positions[0], id=None))))
    added = storage.read(event_card, event).line.positions[1].position.id
    rival_of(storage).change(sign_up, added or 0, somebody(rival_of(storage)))

    assert refusal(storage) == ["undo-still-used"]
    assert place != added


def codes_about(storage: Storage, table: str, record_id: int) -> list[str]:
    return [f"{entry.kind} {entry.label.code}" for entry in storage.read(changes_made, about=(table, record_id))]


def test_the_history_of_an_event_and_of_a_person_tells_of_sign_ups_even_of_those_taken_back(storage: Storage) -> None:
    event, place = a_drive(storage)
    a_drive(storage, "Food drive")
    person, other = somebody(storage), somebody(storage, "Ada Moreau")
    storage.change(sign_up, place, person)
    storage.change(undo)
    signup = key(storage.change(sign_up, place, other))
    storage.change(drop_signup, signup)
    storage.change(edit_event, replace(storage.read(event_card, event).line.event, positions=()))

    assert codes_about(storage, "person", person) == ["undo signed-up", "do signed-up", "do person-added"]
    assert codes_about(storage, "person", other) == [
        "do event-edited",
        "do signup-dropped",
        "do signed-up",
        "do person-added",
    ]
    of_event = ["do event-edited", "do signup-dropped", "do signed-up", "undo signed-up", "do signed-up"]
    assert codes_about(storage, "event", event) == [*of_event, "do event-added"]
    assert codes_about(storage, "position", place) == [*of_event, "do event-added"]
    assert codes_about(storage, "event", 10**30) == []
