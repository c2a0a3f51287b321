"""Whatever order people are signed up and taken off in, a brute-force oracle agrees with the use cases."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.db.engine import open_engine
from coordinator.db.work import Storage
from coordinator.domain.errors import Refused
from coordinator.domain.events import HOLDS_A_PLACE, Position
from coordinator.domain.listings import EventQuery
from coordinator.usecases.events import add_event, event_card
from coordinator.usecases.people import add_person
from coordinator.usecases.roles import all_roles
from coordinator.usecases.signups import drop_signup, sign_up, signups_matching
from tests.databases import ACTOR, CLOCK
from tests.makers import a_person, an_event, on

HOURS = ((9, 11), (10, 12), (11, 13))  # the first and second overlap, as do the second and third
STEPS = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), st.booleans()), max_size=14)


@settings(max_examples=20, deadline=None)
@given(maxima=st.tuples(*[st.integers(1, 2)] * 3), steps=STEPS)
def test_places_are_never_overbooked_nor_people_double_booked(
    file_template: Path, maxima: tuple[int, int, int], steps: list[tuple[int, int, bool]]
) -> None:
    with TemporaryDirectory() as folder:
        target = shutil.copy(file_template, Path(folder) / "precinct.db")
        storage = Storage(open_engine(str(target)), str(target), actor=ACTOR, clock=CLOCK)
        try:
            _play(storage, maxima, steps)
        finally:
            storage.close()


def _play(storage: Storage, maxima: tuple[int, int, int], steps: list[tuple[int, int, bool]]) -> None:
    people = [storage.change(add_person, a_person("Helper", f"Number {n}")).record_id or 0 for n in range(3)]
    places = [_place(storage, number, most) for number, most in enumerate(maxima)]
    held: set[tuple[int, int]] = set()
    rows: dict[tuple[int, int], int] = {}
    for who, where, comes in steps:
        pair = (who, where)
        if not comes:
            if pair in held:
                storage.change(drop_signup, rows[pair])
            held.discard(pair)
            continue
        try:
            rows[pair] = storage.change(sign_up, places[where], people[who]).record_id or 0
            accepted = True
        except Refused:
            accepted = False
        assert accepted == _may(pair, held, maxima)
        held |= {pair} if accepted else set()
    lines = storage.read(signups_matching, EventQuery())
    assert len([line for line in lines if line.signup.status in HOLDS_A_PLACE]) == len(held)


def _may(pair: tuple[int, int], held: set[tuple[int, int]], maxima: tuple[int, int, int]) -> bool:
    who, where = pair
    full = len([one for one in held if one[1] == where]) >= maxima[where]
    busy = any(one[0] == who and abs(one[1] - where) <= 1 for one in held)
    return not full and not busy


def _place(storage: Storage, number: int, most: int) -> int:
    first, last = HOURS[number]
    role = storage.read(all_roles)[0]
    position = Position(role.id or 0, role.name, 1, most)
    when = on("2027-01-16", f"{first:02d}:00", f"{last:02d}:00")
    event_id = storage.change(add_event, an_event(f"Event {number}", when, positions=(position,))).record_id
    assert event_id is not None
    return storage.read(event_card, event_id).line.positions[0].position.id or 0
