"""What calendars paint of the events is what the full lines say, on both databases."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordinator.db.work import Storage, Work
from coordinator.domain.changes import Changes, Label
from coordinator.domain.events import Event, EventKind, EventStatus, Position, SignUp, SignupStatus
from coordinator.domain.listings import EventLine, EventQuery
from coordinator.domain.venues import Space
from coordinator.usecases.events import (
    calendar_during,
    days_with_openings,
    event_card,
    events_during,
    objections_to_event,
    objections_to_move,
)
from tests.db.test_questions_at_random import add_events, times
from tests.makers import a_person, a_venue, an_event, as_in_the_calendar, on

FIRST, LAST = date(2027, 3, 9), date(2027, 3, 20)
HERE = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@st.composite
def needs(draw: st.DrawFn) -> Position:
    """A need for some people, perhaps at a time of its own."""
    needed = draw(st.integers(0, 3))
    apart = draw(st.none() | times())
    most = max(1, needed + draw(st.integers(0, 2)))
    starts, ends = (None, None) if apart is None else (apart.starts, apart.ends)
    return Position(1, needed=needed, maximum=most, starts=starts, ends=ends)


@st.composite
def events(draw: st.DrawFn) -> Event:
    """An event of any kind and status, at a venue, in one of its spaces, or elsewhere."""
    status = draw(st.sampled_from(EventStatus))
    venue_id, space_id = draw(st.sampled_from([(None, None), (1, None), (1, 1)]))
    return an_event(
        draw(st.sampled_from(["Food pantry", "Foxes", "שם"])),
        draw(times()),
        kind=draw(st.sampled_from(EventKind)),
        status=status,
        positions=tuple(draw(st.lists(needs(), max_size=3))),
        venue_id=venue_id,
        space_id=space_id,
        place=draw(st.sampled_from(["", "Harbor Rd"])),
        cancel_reason="Snow" if status is EventStatus.CANCELLED else "",
    )


def prepared(storage: Storage) -> Storage:
    """With a venue and people to sign up, made once."""

    def prepare(work: Work) -> Changes:
        if not work.venues.all():
            work.venues.add(replace(a_venue("PS 41"), spaces=(Space("gym"),)))
            work.people.add_many([a_person(f"Helper {n}") for n in range(4)])
        return work.recorder.finish(Label("test"))

    storage.change(prepare)
    return storage


def sign_up(storage: Storage, lines: tuple[EventLine, ...], answers: list[SignupStatus]) -> None:
    """One answer after the other, from position to position and from person to person."""

    def add(work: Work) -> Changes:
        places = [one.position.id for line in lines for one in line.positions if one.position.id is not None]
        for number, status in enumerate(answers if places else []):
            turn, place = divmod(number, len(places))
            if turn < 4:
                work.signups.put(SignUp(places[place], turn + 1, status))
        return work.recorder.finish(Label("test"))

    storage.change(add)


@HERE
@given(
    wanted=st.lists(events(), max_size=5),
    answers=st.lists(st.sampled_from(SignupStatus), max_size=12),
    first=st.dates(FIRST, LAST),
    days=st.integers(-1, 8),
)
def test_calendars_paint_what_the_full_lines_say(
    storage: Storage, wanted: list[Event], answers: list[SignupStatus], first: date, days: int
) -> None:
    add_events(prepared(storage), wanted)
    sign_up(storage, storage.read(events_during, EventQuery()), answers)
    last = first + timedelta(days=days)

    full = storage.read(events_during, EventQuery(first, last))

    assert storage.read(calendar_during, first, last) == tuple(map(as_in_the_calendar, full))
    lacking = {line.event.when.first_day for line in full if line.openings and line.event.stands}
    assert storage.read(days_with_openings, first, last) == {on for on in lacking if first <= on <= last}


def test_a_move_is_weighed_as_the_event_stands(storage: Storage) -> None:
    (_first, second) = add_events(
        prepared(storage),
        [
            an_event("Foxes", on("2027-01-15", "17:00", "19:00"), venue_id=1, space_id=1),
            an_event("Otters", on("2027-01-16", "17:00", "19:00"), venue_id=1, space_id=1),
        ],
    )
    to = on("2027-01-15", "18:00", "20:00")
    moved = replace(storage.read(event_card, second).line.event, when=to)

    found = storage.read(objections_to_move, second, to)

    assert [problem.code for problem in found] == ["space-taken"]
    assert found == storage.read(objections_to_event, moved)
