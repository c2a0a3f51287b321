"""What stands against signing somebody up: each rule, and all of them against a brute-force oracle."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.domain.eligibility import objections_to
from coordinator.domain.events import EventStatus, Position, Role, Tally
from coordinator.domain.people import PersonStatus
from coordinator.domain.problems import Overrule, standing, warnings_among
from tests.domain.makers import NOW, a_booking, a_person, a_when, a_wish, an_event

ADULTS_ONLY = Role("Driver", minimum_age=18, id=4)


def test_nothing_stands_against_a_free_adult_for_an_open_place() -> None:
    assert tuple(objections_to(a_wish())) == ()


@pytest.mark.parametrize(("confirmed", "offered"), [(5, 0), (3, 2), (6, 0)])
def test_a_full_position_stops_and_nobody_may_overrule_it(confirmed: int, offered: int) -> None:
    (problem,) = objections_to(a_wish(tally=Tally(5, 5, confirmed, offered)))

    assert (problem.code, problem.overrule) == ("position-full", Overrule.NOBODY)
    assert problem.facts == {"role": "Sorter", "maximum": 5, "held": confirmed + offered}


def test_places_beyond_the_need_may_be_taken_up_to_the_maximum() -> None:
    roomy = Position(role_id=3, role="Sorter", needed=2, maximum=5, id=10)

    assert tuple(objections_to(a_wish(position=roomy, tally=Tally(2, 5, 4, 0)))) == ()


def test_the_age_counts_on_the_day_of_the_event() -> None:
    event = an_event(when=a_when(day=15))
    day_before, that_day = date(2009, 1, 16), date(2009, 1, 15)

    (problem,) = objections_to(a_wish(event=event, role=ADULTS_ONLY, person=a_person(birth_date=day_before)))

    assert (problem.code, problem.facts["age"], problem.overrule) == ("under-age", 17, Overrule.REASON)
    assert tuple(objections_to(a_wish(event=event, role=ADULTS_ONLY, person=a_person(birth_date=that_day)))) == ()


def test_an_unknown_birth_date_is_its_own_reason_unless_the_person_is_marked_as_adult() -> None:
    unknown, adult = a_person(birth_date=None), a_person(birth_date=None, adult=True)
    older = Role("Bus driver", minimum_age=21, id=5)

    assert [p.code for p in objections_to(a_wish(role=ADULTS_ONLY, person=unknown))] == ["age-unknown"]
    assert [p.code for p in objections_to(a_wish(role=ADULTS_ONLY, person=adult))] == []
    assert [p.code for p in objections_to(a_wish(role=older, person=adult))] == ["age-unknown"]


def test_a_place_held_at_the_same_time_stops_until_a_reason_is_given() -> None:
    wish = a_wish(bookings=(a_booking(a_when(hour=18)),))

    problems = tuple(objections_to(wish))

    assert [p.code for p in standing(problems)] == ["double-booked"]
    assert standing(problems, override_reason="Leaves at six") == ()
    assert standing(problems, override_reason="   ") == problems


def test_a_place_that_ends_when_the_other_starts_is_no_double_booking() -> None:
    assert tuple(objections_to(a_wish(bookings=(a_booking(a_when(hour=15)),)))) == ()


def test_another_job_in_the_same_event_is_said_as_such() -> None:
    wish = a_wish(bookings=(a_booking(a_when(), event_id=1, position_id=11, title="Winter coat drive"),))

    assert [p.code for p in objections_to(wish)] == ["double-booked-here"]


def test_somebody_already_in_the_position_hears_only_that_even_when_it_is_full() -> None:
    wish = a_wish(tally=Tally(5, 5, 5, 0), bookings=(a_booking(a_when(), event_id=1, position_id=10),))

    assert [(p.code, p.overrule) for p in objections_to(wish)] == [("already-in-position", Overrule.NOBODY)]


def test_barred_removed_and_cancelled_stop_whatever_the_reason() -> None:
    person = a_person(status=PersonStatus.BARRED, deleted_at=NOW)
    problems = objections_to(a_wish(person=person, event=an_event(status=EventStatus.CANCELLED)))

    still = standing(problems, override_reason="The captain said so")

    assert [p.code for p in still] == ["event-cancelled", "person-gone", "barred"]


def test_what_is_over_and_who_has_paused_only_warns() -> None:
    problems = tuple(
        objections_to(a_wish(person=a_person(status=PersonStatus.PAUSED), now=datetime(2027, 2, 1, tzinfo=UTC)))
    )

    assert [p.code for p in warnings_among(problems)] == ["event-over", "person-paused"]
    assert standing(problems) == ()


def test_all_reasons_come_at_once() -> None:
    wish = a_wish(
        role=ADULTS_ONLY,
        person=a_person(birth_date=date(2010, 6, 1)),
        tally=Tally(5, 5, 5, 0),
        bookings=(a_booking(a_when()),),
    )

    assert [p.code for p in objections_to(wish)] == ["position-full", "under-age", "double-booked"]


@given(
    held=st.integers(0, 4),
    maximum=st.integers(1, 4),
    minimum_age=st.none() | st.integers(0, 30),
    born=st.none() | st.dates(date(1997, 1, 1), date(2026, 12, 31)),
    adult=st.booleans(),
    hours=st.lists(st.tuples(st.integers(0, 23), st.integers(1, 6)), max_size=4),
)
def test_the_rules_agree_with_counting_on_fingers(
    held: int,
    maximum: int,
    minimum_age: int | None,
    born: date | None,
    adult: bool,
    hours: list[tuple[int, int]],
) -> None:
    wish = a_wish(
        position=Position(role_id=4, role="Driver", needed=1, maximum=maximum, id=10),
        role=Role("Driver", minimum_age=minimum_age, id=4),
        person=a_person(birth_date=born, adult=adult),
        tally=Tally(1, maximum, held, 0),
        bookings=tuple(a_booking(a_when(hour=h, minutes=60 * n), position_id=20 + i) for i, (h, n) in enumerate(hours)),
    )

    codes = sorted(p.code for p in objections_to(wish))

    full = ["position-full"] if held >= maximum else []
    busy = ["double-booked" for h, n in hours if {17, 18} & set(range(h, h + n))]
    assert codes == sorted(full + busy + _age_by_counting(minimum_age, born, adult, date(2027, 1, 15)))


def _age_by_counting(minimum: int | None, born: date | None, adult: bool, day: date) -> list[str]:
    if minimum is None:
        return []
    if born is None:
        return [] if adult and minimum <= 18 else ["age-unknown"]
    birthdays = sum((born + timedelta(days=n)).strftime("%m-%d") == born.strftime("%m-%d") for n in _days(born, day))
    if born.strftime("%m-%d") == "02-29":  # the birthday of a leap day is 1 March in common years
        birthdays = sum((born + timedelta(days=n - 1)).strftime("%m-%d") == "02-28" for n in _days(born, day))
    return ["under-age"] if birthdays < minimum else []


def _days(born: date, day: date) -> range:
    return range(1, (day - born).days + 1)
