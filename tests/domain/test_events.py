"""The rules over one event by itself."""

from datetime import date, datetime

import pytest

from coordinator.domain.events import Event, Position, Tally, objections_to
from coordinator.domain.problems import Weight
from coordinator.domain.spans import When
from tests.domain.makers import ZONE, a_when, an_event


def _codes(event: Event) -> list[str]:
    return [problem.code for problem in objections_to(event)]


def test_a_plain_event_has_nothing_against_it() -> None:
    assert _codes(an_event(positions=(Position(role_id=1, needed=5, maximum=5),))) == []


@pytest.mark.parametrize("title", ["", "   ", "\t"])
def test_an_event_needs_a_title(title: str) -> None:
    assert _codes(an_event(title)) == ["title-missing"]


@pytest.mark.parametrize("minutes", [0, -30])
def test_an_event_ends_after_it_starts(minutes: int) -> None:
    assert _codes(an_event(when=a_when(minutes=minutes))) == ["ends-before-start"]


def test_every_reason_is_given_at_once() -> None:
    event = an_event("", a_when(minutes=0), positions=(Position(role_id=1, role="Sorter", needed=3, maximum=1),))

    assert _codes(event) == ["title-missing", "ends-before-start", "maximum-below-needed"]


def test_a_time_that_clocks_jump_over_or_show_twice_is_said_and_does_not_stop() -> None:
    skipped = When(datetime(2027, 3, 14, 2, 30), datetime(2027, 3, 14, 4), ZONE)
    repeated = When(datetime(2027, 11, 7, 0, 30), datetime(2027, 11, 7, 1, 30), ZONE)

    found = [*objections_to(an_event(when=skipped)), *objections_to(an_event(when=repeated))]

    assert [(p.code, p.about, p.weight) for p in found] == [
        ("time-skipped", "starts", Weight.WARNS),
        ("time-repeated", "ends", Weight.WARNS),
    ]


def test_whole_days_know_no_clock_change() -> None:
    assert _codes(an_event(when=When.days(date(2027, 3, 14), date(2027, 3, 14), ZONE))) == []


def test_a_position_asks_for_no_less_than_nobody_and_has_a_place_at_least() -> None:
    positions = (Position(role_id=1, needed=-1, maximum=1), Position(role_id=2, needed=0, maximum=0))

    assert _codes(an_event(positions=positions)) == ["needed-negative", "maximum-below-needed"]


@pytest.mark.parametrize(
    ("tally", "openings", "over"),
    [
        (Tally(5, 5, 0, 0), 5, 0),
        (Tally(5, 5, 2, 1), 2, 0),
        (Tally(5, 8, 4, 3), 0, 0),
        (Tally(5, 8, 6, 0), 0, 1),
        (Tally(0, 1, 0, 0), 0, 0),
    ],
)
def test_openings_are_what_is_needed_less_offered_and_confirmed(tally: Tally, openings: int, over: int) -> None:
    assert (tally.openings, tally.over) == (openings, over)
