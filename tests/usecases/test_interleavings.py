"""Three PCs at one database, in any order: nobody overwrites anybody, no place is taken twice, undo is one's own.

COORDINATOR_INTERLEAVINGS says how many stories are played on each database; 5,000 are the full proof."""

import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import combinations, count
from threading import Barrier
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from coordinator.db.engine import open_engine
from coordinator.db.recorder import same_content
from coordinator.db.tables.calendar import event, position, signup
from coordinator.db.tables.people import person
from coordinator.db.tables.places import venue
from coordinator.db.work import Storage, Work
from coordinator.domain.changes import Changes, Label
from coordinator.domain.errors import Refused, Stale
from coordinator.domain.events import Event, EventKind, Position
from coordinator.domain.listings import EventQuery
from coordinator.domain.people import Person
from coordinator.domain.venues import Venue
from coordinator.usecases.events import (
    add_event,
    bring_back_event,
    edit_event,
    event_card,
    move_event,
    remove_event,
)
from coordinator.usecases.history import as_it_stands, redo, undo
from coordinator.usecases.people import add_person, bring_back_person, edit_person, remove_person
from coordinator.usecases.removed import restore_event
from coordinator.usecases.roles import all_roles
from coordinator.usecases.signups import drop_signup, sign_up, signups_matching
from coordinator.usecases.upkeep import check_database
from coordinator.usecases.venues import bring_back_venue, edit_venue, remove_venue
from tests.databases import ACTOR, CLOCK
from tests.makers import a_person, a_venue, an_event, on

STORIES = int(os.environ.get("COORDINATOR_INTERLEAVINGS", "16"))
STEPS = 12
DESKS = (("Sgt. Dana Whitfield", "Desk"), ("Ofc. Okafor", "Front desk PC"), ("Sgt. Dana Whitfield", "Back office"))
HOURS = ((9, 11), (10, 12), (12, 14))  # the first two overlap
REASON = "Both fields are side by side"
TABLES = (event, position, signup, person, venue)

Row = Mapping[str, Any]
Rows = dict[tuple[str, int], Row]
Record = Event | Person | Venue
Errand = Callable[..., Changes]


@dataclass(frozen=True)
class Step:
    """What one PC did: the rows it changed as they were and as they became."""

    desk: int
    before: Mapping[tuple[str, int], Row | None]
    after: Mapping[tuple[str, int], Row | None]


class Precinct:
    """One database for many stories; each has records and PCs of its own."""

    def __init__(self, target: str) -> None:
        self.target = target
        self.engine = open_engine(target)
        self.numbers = count(1)
        self.played = 0
        opened = self.desk(ACTOR, "before")
        roles = {role.name: role.id or 0 for role in opened.read(all_roles)}
        self.coach, self.sorter = roles["Head coach"], roles["Sorter"]

    def desk(self, actor: str, pc: str) -> Storage:
        """The database as one PC has it."""
        return Storage(self.engine, self.target, actor=actor, clock=CLOCK, pc=pc)


class Story(RuleBasedStateMachine):
    """Each step is one transaction of one PC, with what that PC read some time ago."""

    precinct: Precinct

    def __init__(self) -> None:
        super().__init__()
        number = next(self.precinct.numbers)
        self.precinct.played += 1
        self.desks = [self.precinct.desk(actor, f"{pc} {number}") for actor, pc in DESKS]
        self.maker = self.precinct.desk(ACTOR, f"made {number}")
        self.maker.change(self._begin, number)
        self.places = [
            each.position.id or 0 for key in self.events for each in self.maker.read(event_card, key).line.positions
        ]
        self.rows = self._rows()
        seen = self.maker.read(_all_of, tuple(self._records()))
        self.seen = [dict(seen) for _desk in DESKS]
        self.done: list[list[Step]] = [[], [], []]
        self.undone: list[list[Step]] = [[], [], []]
        self.last: dict[tuple[str, int], int] = {}

    def _begin(self, work: Work, number: int) -> Changes:
        self.people = [work.people.add(_adult(f"Coach{n}", f"Number{number}")) for n in range(3)]
        self.venues = [work.venues.add(a_venue(f"Field {number}"))]
        self.events = [work.events.add(self._event(number, n)) for n in range(3)]
        return work.recorder.finish(Label("test"))

    def _event(self, number: int, n: int) -> Event:
        first, last = HOURS[n]
        positions = (Position(self.precinct.coach, needed=1, maximum=1), Position(self.precinct.sorter, maximum=2))
        when = on("2027-01-16", f"{first:02d}:00", f"{last:02d}:00")
        kind, uid = EventKind.PRACTICE, f"{number}-{n}"
        return an_event(f"Practice {number}-{n}", when, kind=kind, uid=uid, positions=positions)

    def _records(self) -> Iterator[tuple[str, int]]:
        for table, keys in (("event", self.events), ("person", self.people), ("venue", self.venues)):
            yield from ((table, key) for key in keys)

    # --- what the PCs do

    @rule(desk=st.integers(0, 2), which=st.integers(0, 6))
    def look(self, desk: int, which: int) -> None:
        self._look(desk, *tuple(self._records())[which])

    @rule(desk=st.integers(0, 2), which=st.integers(0, 6), letter=st.sampled_from("abc"))
    def edit(self, desk: int, which: int, letter: str) -> None:
        key = tuple(self._records())[which]
        typed = _typed(self.seen[desk][key], f"{letter} by {desk}")
        errands: dict[str, Errand] = {"event": edit_event, "person": edit_person, "venue": edit_venue}
        errand = errands[key[0]]
        self._save(desk, key, errand, typed)

    @rule(desk=st.integers(0, 2), which=st.integers(0, 2), hour=st.integers(8, 15))
    def move(self, desk: int, which: int, hour: int) -> None:
        key = self.events[which]
        version = self.seen[desk]["event", key].version
        self._save(desk, ("event", key), move_event, key, datetime(2027, 1, 16, hour), version=version)

    @rule(desk=st.integers(0, 2), which=st.integers(0, 6))
    def remove(self, desk: int, which: int) -> None:
        table, key = tuple(self._records())[which]
        errands: dict[str, Errand] = {"event": remove_event, "person": remove_person, "venue": remove_venue}
        errand = errands[table]
        self._save(desk, (table, key), errand, key, self.seen[desk][table, key].version)

    @rule(desk=st.integers(0, 2), which=st.integers(0, 6))
    def bring_back(self, desk: int, which: int) -> None:
        key = tuple(self._records())[which]
        errands: dict[str, Errand] = {"event": bring_back_event, "person": bring_back_person, "venue": bring_back_venue}
        errand = errands[key[0]]
        self._save(desk, key, errand, _typed(self.seen[desk][key], f"back by {desk}"))

    @rule(desk=st.integers(0, 2), which=st.integers(0, 2))
    def restore(self, desk: int, which: int) -> None:
        self._do(desk, restore_event, self.events[which])

    @rule(desk=st.integers(0, 2), place=st.integers(0, 5), who=st.integers(0, 2))
    def take_a_place(self, desk: int, place: int, who: int) -> None:
        self._do(desk, sign_up, self.places[place], self.people[who])

    @rule(desk=st.integers(0, 2), place=st.integers(0, 5), who=st.integers(0, 2))
    def take_a_place_anyway(self, desk: int, place: int, who: int) -> None:
        self._do(desk, sign_up, self.places[place], self.people[who], override_reason=REASON)

    @rule(desk=st.integers(0, 2), which=st.integers(0, 17))
    def give_a_place_back(self, desk: int, which: int) -> None:
        held = [key for (table, key) in self.rows if table == "signup"]
        if which < len(held):
            self._do(desk, drop_signup, held[which])

    @rule(desk=st.integers(0, 2))
    def take_back(self, desk: int) -> None:
        self._turn(desk, undo, self.done[desk], self.undone[desk])

    @rule(desk=st.integers(0, 2))
    def do_again(self, desk: int) -> None:
        self._turn(desk, redo, self.undone[desk], self.done[desk])

    # --- what must hold

    @invariant()
    def no_place_is_taken_twice(self) -> None:
        for key in self.places:
            held = [row for row in self._held() if row["position_id"] == key]
            assert len(held) <= self.rows["position", key]["maximum"]

    @invariant()
    def nobody_is_at_two_places_without_a_reason(self) -> None:
        for one, other in combinations(self._held(), 2):
            if one["person_id"] == other["person_id"] and self._overlap(one, other):
                assert one["override_reason"] or other["override_reason"]

    # --- how

    def _look(self, desk: int, table: str, key: int) -> None:
        self.seen[desk].update(self.maker.read(_all_of, ((table, key),)))

    def _save(self, desk: int, key: tuple[str, int], errand: Errand, *args: object, **named: object) -> None:
        """What is saved on top of something else than what was seen is refused, with the name of who is to blame."""
        seen = self.seen[desk][key]
        fresh = _says(seen) == _row_says(self.rows[key])
        try:
            self._did(desk, self.desks[desk].change(errand, *args, **named))
        except Stale as stale:
            self._told(key, seen, stale)
            self.seen[desk][key] = stale.theirs  # type: ignore[assignment]
        except Refused:
            pass
        else:
            assert fresh, "saved over what another had saved"
            self._look(desk, *key)

    def _told(self, key: tuple[str, int], seen: Record, stale: Stale) -> None:
        stands = self.maker.read(as_it_stands, *key)
        assert seen.version != stands.record.version  # type: ignore[attr-defined]
        assert (stale.facts["by"], stale.facts["pc"]) == (stands.by, stands.pc)
        assert stands.pc == self.desks[self.last[key]].pc
        assert _content(stale.theirs) == _content(stands.record)

    def _do(self, desk: int, errand: Errand, *args: object, **named: object) -> None:
        try:
            self._did(desk, self.desks[desk].change(errand, *args, **named))
        except Refused:
            assert self._rows() == self.rows

    def _did(self, desk: int, changes: Changes) -> None:
        """Note what changed; a new deed ends what could be done again."""
        before, self.rows = self.rows, self._rows()
        step = _difference(desk, before, self.rows)
        self._blame(desk, before)
        if changes.change_set_id is not None:
            self.done[desk].append(step)
            self.undone[desk].clear()

    def _turn(self, desk: int, turn: Errand, source: list[Step], target: list[Step]) -> None:
        """Exactly one's own last step is turned back, and only where it still stands as it was left."""
        try:
            self.desks[desk].change(turn)
        except Refused as refused:
            assert self._rows() == self.rows
            codes = [problem.code for problem in refused.problems]
            assert bool(source) == (codes not in (["nothing-to-undo"], ["nothing-to-redo"]))
            return
        step = source.pop()
        stood = {key: self.rows.get(key) for key in step.after}
        assert all(_same(stood[key], row) for key, row in step.after.items()), "took back another's work"
        before, self.rows = self.rows, self._rows()
        turned = {**before, **{key: row for key, row in step.before.items() if row is not None}}
        for key in [key for key, row in step.before.items() if row is None]:
            turned.pop(key)
        assert turned.keys() == self.rows.keys()
        assert all(_same(turned[key], self.rows[key]) for key in turned)
        self._blame(desk, before)
        target.append(Step(desk, before=step.after, after=step.before))

    def _blame(self, desk: int, before: Rows) -> None:
        for key, row in self.rows.items():
            if before.get(key) != row:
                self.last[key] = desk

    def _rows(self) -> Rows:
        return self.maker.read(_rows_of, self.events, self.people, self.venues)

    def _held(self) -> list[Row]:
        """The sign-ups that count: of events that stand."""
        confirmed = [
            row for (table, _key), row in self.rows.items() if table == "signup" and row["status"] == "confirmed"
        ]
        return [row for row in confirmed if self._event_of(row)["deleted_at"] is None]

    def _event_of(self, held: Row) -> Row:
        return self.rows["event", self.rows["position", held["position_id"]]["event_id"]]

    def _overlap(self, one: Row, other: Row) -> bool:
        first, second = (self.rows["position", each["position_id"]] for each in (one, other))
        return bool(first["starts_at"] < second["ends_at"] and second["starts_at"] < first["ends_at"])


def _adult(given: str, family: str) -> Person:
    return a_person(given, family, born=date(1980, 5, 5))


def _typed(record: Record, words: str) -> Record:
    if isinstance(record, Event):
        return replace(record, description=words)
    return replace(record, notes=words) if isinstance(record, Person) else replace(record, access_notes=words)


def _content(record: object) -> object:
    """What a record says, whichever version it is and whether it was removed."""
    assert isinstance(record, Event | Person | Venue)
    return replace(record, version=0, deleted_at=None)


def _says(seen: Record) -> object:
    """Whatever the PCs change about it."""
    if isinstance(seen, Event):
        return seen.description, seen.when.starts
    return seen.notes if isinstance(seen, Person) else seen.access_notes


def _row_says(row: Row) -> object:
    if "description" in row:
        return row["description"], row["starts_local"]
    return row.get("notes", row.get("access_notes"))


def _all_of(work: Work, keys: tuple[tuple[str, int], ...]) -> dict[tuple[str, int], Record]:
    return {key: as_it_stands(work, *key).record for key in keys}  # type: ignore[misc]


def _rows_of(work: Work, events: list[int], people: list[int], venues: list[int]) -> Rows:
    places = select(position.c.id).where(position.c.event_id.in_(events))
    wanted = (
        (event, event.c.id.in_(events)),
        (position, position.c.event_id.in_(events)),
        (signup, signup.c.position_id.in_(places)),
        (person, person.c.id.in_(people)),
        (venue, venue.c.id.in_(venues)),
    )
    return {
        (table.name, row["id"]): dict(row)
        for table, which in wanted
        for row in work.connection.execute(select(table).where(which).order_by(table.c.id)).mappings()
    }


def _difference(desk: int, before: Rows, after: Rows) -> Step:
    keys = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    return Step(desk, {key: before.get(key) for key in keys}, {key: after.get(key) for key in keys})


def _same(one: Row | None, other: Row | None) -> bool:
    return same_content(one, other)


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request: pytest.FixtureRequest) -> str:
    """Both databases."""
    return str(request.getfixturevalue("database_file" if request.param == "sqlite" else "server_database"))


def test_whatever_three_pcs_do_in_whatever_order(target: str) -> None:
    precinct = Precinct(target)
    machine = type("StoryHere", (Story,), {"precinct": precinct})
    slow = list(HealthCheck)
    run_state_machine_as_test(
        machine,
        settings=settings(max_examples=STORIES, stateful_step_count=STEPS, deadline=None, suppress_health_check=slow),
    )
    report = check_database(precinct.desk(ACTOR, "after"))
    precinct.engine.dispose()
    assert report.faults == ()
    assert precinct.played >= STORIES


RIVALS = 8
LAST_PLACES = 5


def test_eight_pcs_race_for_the_last_places(target: str) -> None:
    """Each event ends exactly full, nobody is at two at once, and whoever came too late is told why."""
    precinct = Precinct(target)
    maker = precinct.desk(ACTOR, "made")
    events = [_one_more(precinct, maker, number) for number in range(4)]
    places = [maker.read(event_card, key).line.positions[0].position.id or 0 for key in events]
    people = [maker.change(add_person, _adult(f"Rival{n}", "Number")).record_id or 0 for n in range(RIVALS * 4)]
    start = Barrier(RIVALS)

    def client(number: int) -> list[str]:
        desk = precinct.desk(f"Ofc. {number}", f"PC {number}")
        start.wait()
        told = []
        for turn in range(4):
            for place in places:
                try:
                    desk.change(sign_up, place, people[turn * RIVALS + number])
                except Refused as refused:
                    told += [problem.code for problem in refused.problems]
        return told

    with ThreadPoolExecutor(RIVALS) as pool:
        told = [code for codes in pool.map(client, range(RIVALS)) for code in codes]
    lines = maker.read(signups_matching, EventQuery())
    full = [len([line for line in lines if line.signup.position_id == place]) for place in places]
    assert full == [LAST_PLACES] * len(places)
    assert len({line.person.id for line in lines}) == len(lines)
    assert set(told) <= {"position-full", "place-just-taken", "double-booked"}
    assert len(told) >= RIVALS * 4 * len(places) - len(lines)
    assert check_database(maker).faults == ()
    precinct.engine.dispose()


def _one_more(precinct: Precinct, maker: Storage, number: int) -> int:
    """All at the same time, with a few places each."""
    places = (Position(precinct.sorter, needed=1, maximum=LAST_PLACES),)
    key = maker.change(add_event, an_event(f"Drive {number}", on("2027-01-16"), positions=places)).record_id
    assert key is not None
    return key


def test_one_coach_is_booked_once_however_many_ask_at_once(target: str) -> None:
    precinct = Precinct(target)
    maker = precinct.desk(ACTOR, "made")
    coach = maker.change(add_person, _adult("Mei", "Tan")).record_id or 0
    kind, place = EventKind.PRACTICE, (Position(precinct.coach, needed=1, maximum=1),)
    made = [maker.change(add_event, an_event(f"U{n}", on("2027-01-16"), kind=kind, positions=place)) for n in range(8)]
    places = [maker.read(event_card, one.record_id or 0).line.positions[0].position.id or 0 for one in made]
    start = Barrier(RIVALS)

    def client(number: int) -> bool:
        desk = precinct.desk(f"Ofc. {number}", f"PC {number}")
        start.wait()
        try:
            desk.change(sign_up, places[number], coach)
        except Refused as refused:
            (problem,) = refused.problems
            assert str(problem.facts["title"]).startswith("U")  # the practice that has the coach by now
            return False
        return True

    with ThreadPoolExecutor(RIVALS) as pool:
        won = list(pool.map(client, range(RIVALS)))
    precinct.engine.dispose()
    assert won.count(True) == 1
