"""No way of changing an event gets round a rule, and no number or year is too odd for a sentence."""

from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise

import pytest

from coordinator.db.work import Storage
from coordinator.domain.changes import Changes
from coordinator.domain.errors import Refused
from coordinator.domain.events import Event, EventStatus, Position
from coordinator.domain.listings import EventQuery
from coordinator.domain.people import Person
from coordinator.usecases.events import add_event, cancel_event, edit_event, event_card, events_during, move_event
from coordinator.usecases.people import add_person
from coordinator.usecases.roles import all_roles
from coordinator.usecases.signups import sign_up
from coordinator.wording.problems import sentence
from tests.makers import ZONE, a_person, an_event, on


def key(done: Changes) -> int:
    assert done.record_id is not None
    return done.record_id


def a_need(storage: Storage, *, maximum: int = 1) -> Position:
    sorter = next(role for role in storage.read(all_roles) if role.name == "Sorter")
    return Position(sorter.id or 0, sorter.name, 1, maximum)


def signed_up_for(storage: Storage, event_id: int, person: Person, place: int = 0) -> int:
    """Add the person and sign them up for a position of the event."""
    person_id = storage.change(add_person, person).record_id
    position = storage.read(event_card, event_id).line.positions[place].position
    assert person_id is not None
    assert position.id is not None
    storage.change(sign_up, position.id, person_id)
    return person_id


def refusal(storage: Storage, wanted: Event) -> list[str]:
    with pytest.raises(Refused) as refused:
        storage.change(edit_event, wanted)
    return [problem.code for problem in refused.value.problems]


def test_another_role_for_a_position_is_held_against_the_ages_of_those_in_it(storage: Storage) -> None:
    event_id = key(storage.change(add_event, an_event(positions=(a_need(storage, maximum=3),))))
    signed_up_for(storage, event_id, a_person("Young", born=date(2012, 1, 1)))
    signed_up_for(storage, event_id, a_person("Unknown"))
    signed_up_for(storage, event_id, a_person("Old", born=date(1980, 1, 1)))
    event = storage.read(event_card, event_id).line.event
    driver = next(role for role in storage.read(all_roles) if role.minimum_age == 18)

    wanted = replace(event, positions=(replace(event.positions[0], role_id=driver.id or 0),))

    assert refusal(storage, wanted) == ["signed-up-under-age", "signed-up-age-unknown"]
    assert storage.change(edit_event, wanted, override_reason="the depot's rule is 14").change_set_id is not None


def test_an_event_that_takes_place_again_is_held_against_what_people_do_by_now(storage: Storage) -> None:
    event_id = key(storage.change(add_event, an_event(positions=(a_need(storage),))))
    person_id = signed_up_for(storage, event_id, a_person())
    storage.change(cancel_event, event_id, "No heating")
    other = key(storage.change(add_event, an_event("Another drive", positions=(a_need(storage),))))
    place = storage.read(event_card, other).line.positions[0].position.id
    storage.change(sign_up, place or 0, person_id)

    again = replace(storage.read(event_card, event_id).line.event, status=EventStatus.PUBLISHED)

    assert refusal(storage, again) == ["signed-up-double"]


def test_new_times_of_positions_give_nobody_two_jobs_at_once(storage: Storage) -> None:
    hours = [datetime(2027, 1, 15, hour) for hour in (17, 18, 19)]
    needs = [replace(a_need(storage), starts=starts, ends=ends) for starts, ends in pairwise(hours)]
    event_id = key(storage.change(add_event, an_event(positions=tuple(needs))))
    person_id = signed_up_for(storage, event_id, a_person())
    event = storage.read(event_card, event_id).line.event
    first, second = event.positions
    storage.change(sign_up, second.id or 0, person_id)

    assert refusal(storage, replace(event, positions=(replace(first, ends=hours[2]), second))) == ["signed-up-double"]


def test_cancelling_by_an_edit_needs_a_reason_too(storage: Storage) -> None:
    event_id = key(storage.change(add_event, an_event()))
    event = storage.read(event_card, event_id).line.event

    assert refusal(storage, replace(event, status=EventStatus.CANCELLED)) == ["cancel-reason-missing"]


def test_a_position_that_would_end_before_it_starts_is_refused_when_half_of_its_time_is_the_events(
    storage: Storage,
) -> None:
    late = replace(a_need(storage), starts=datetime(2027, 1, 15, 18, 30))
    event_id = key(storage.change(add_event, an_event(positions=(late,))))
    event = storage.read(event_card, event_id).line.event

    too_late = replace(event.positions[0], starts=datetime(2027, 1, 15, 20))
    assert refusal(storage, replace(event, positions=(too_late,))) == ["position-ends-before-start"]
    with pytest.raises(Refused) as refused:
        storage.change(move_event, event_id, datetime(2027, 1, 14, 17))
    assert [problem.code for problem in refused.value.problems] == ["position-ends-before-start"]


def test_a_start_that_clocks_jump_over_may_not_fall_behind_the_end(storage: Storage) -> None:
    with pytest.raises(Refused) as refused:
        storage.change(add_event, an_event(when=on("2027-03-14", "02:15", "03:00")))

    assert [sentence(problem) for problem in refused.value.problems] == [
        "The end is before the start. Choose an end after 3:15 AM."
    ]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("zone", [ZONE, "Asia/Tokyo"])
def test_a_year_that_cannot_be_reckoned_with_is_refused_in_words(storage: Storage, day: str, zone: str) -> None:
    event_id = key(storage.change(add_event, an_event()))
    with pytest.raises(Refused) as added:
        storage.change(add_event, an_event(when=on(day, "22:00", "23:59", zone)))
    with pytest.raises(Refused) as moved:
        storage.change(move_event, event_id, datetime.fromisoformat(f"{day}T23:30"))

    words = ["This year is out of reach. Choose one from 2 to 9998."]
    assert [sentence(problem) for problem in added.value.problems] == words
    assert [sentence(problem) for problem in moved.value.problems] == words


def test_more_places_than_any_event_has_are_refused(storage: Storage) -> None:
    with pytest.raises(Refused) as refused:
        storage.change(add_event, an_event(positions=(a_need(storage, maximum=10**12),)))

    assert [problem.code for problem in refused.value.problems] == ["maximum-too-high"]


@pytest.mark.parametrize(("first", "last"), [(date.min, date.max), (date.min, None), (None, date.max)])
def test_the_whole_calendar_may_be_asked_for(storage: Storage, first: date | None, last: date | None) -> None:
    storage.change(add_event, an_event())

    assert len(storage.read(events_during, EventQuery(first, last))) == 1
