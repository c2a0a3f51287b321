"""Rules between one event and everything else."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from coordinator.domain.clashes import (
    Held,
    people_stay_free,
    places_held_remain,
    space_is_big_enough,
    space_is_free,
    there_is_no_twin,
)
from coordinator.domain.events import EventStatus, Position
from coordinator.domain.problems import Overrule, Weight
from coordinator.domain.venues import Space
from tests.domain.makers import NOW, a_booking, a_person, a_when, an_event

GYM = Space("Gym A", capacity=4, id=5)
SORTERS = Position(role_id=3, role="Sorter", needed=2, maximum=3, id=10)


def test_a_taken_space_warns_and_names_the_other_event() -> None:
    event = an_event(space_id=5)
    other = an_event("Class", a_when(hour=18), id=2, space_id=5)

    (problem,) = space_is_free(event, GYM, [other])

    assert (problem.code, problem.weight) == ("space-taken", Weight.WARNS)
    assert problem.facts == {
        "space": "Gym A",
        "title": "Class",
        "starts": other.when.starts,
        "ends": other.when.ends,
        "all_day": False,
    }


def test_neither_a_cancelled_nor_a_removed_event_nor_the_event_itself_takes_the_space() -> None:
    event = an_event(space_id=5)
    others = [
        an_event("Class", id=2, space_id=5, status=EventStatus.CANCELLED),
        an_event("Class", id=3, space_id=5, deleted_at=NOW),
        an_event("Class", id=4, space_id=6),
        event,
    ]

    assert tuple(space_is_free(event, GYM, others)) == ()


@given(st.integers(0, 20), st.integers(1, 5))
def test_a_space_is_taken_exactly_when_hours_are_shared(hour: int, length: int) -> None:
    other = an_event("Class", a_when(hour=hour, minutes=60 * length), id=2, space_id=5)

    found = tuple(space_is_free(an_event(space_id=5), GYM, [other]))

    assert bool(found) == bool({17, 18} & set(range(hour, hour + length)))


def test_more_people_than_the_space_holds_warn() -> None:
    event = an_event(positions=(SORTERS, Position(role_id=4, role="Driver", needed=1, maximum=2)))

    assert [p.facts["asked"] for p in space_is_big_enough(event, GYM)] == [5]
    assert tuple(space_is_big_enough(event, Space("Hall"))) == ()


def test_the_same_title_at_the_same_time_warns_whatever_the_capitals() -> None:
    twin, later = an_event("winter Coat drive ", id=2), an_event(when=a_when(hour=18), id=3)

    assert [p.code for p in there_is_no_twin(an_event(), [twin, later])] == ["same-event-twice"]


def test_a_position_with_people_can_neither_go_nor_shrink_below_them() -> None:
    shrunk = Position(role_id=3, role="Sorter", needed=1, maximum=1, id=10)

    gone = tuple(places_held_remain(an_event(), {10: 2}, [SORTERS]))
    smaller = tuple(places_held_remain(an_event(positions=(shrunk,)), {10: 2}, [SORTERS]))

    assert [(p.code, p.overrule) for p in gone] == [("position-held", Overrule.NOBODY)]
    assert [(p.code, p.facts["maximum"]) for p in smaller] == [("maximum-below-held", 1)]


def test_an_empty_position_may_go() -> None:
    assert tuple(places_held_remain(an_event(), {}, [SORTERS])) == ()


def test_a_new_time_that_puts_somebody_in_two_places_stops_until_a_reason_is_given() -> None:
    held = Held(a_person(), a_when(), a_when(hour=9), (a_booking(a_when(hour=10)),))

    (problem,) = people_stay_free(an_event(), [held])

    assert (problem.code, problem.overrule) == ("signed-up-double", Overrule.REASON)
    assert problem.facts["name"] == "Bo Lindqvist"


def test_what_overlapped_before_the_move_was_agreed_to_then() -> None:
    elsewhere = (a_booking(a_when(hour=17, minutes=240)),)
    moved = a_when().moved_to(a_when().starts + timedelta(hours=1))

    assert tuple(people_stay_free(an_event(), [Held(a_person(), a_when(), moved, elsewhere)])) == ()
