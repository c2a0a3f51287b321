"""Several at once: the last place is taken once, and the log becomes visible in its order."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from sqlalchemy import select, text

from coordinator.db.tables.log import change_set
from coordinator.db.work import Storage, Work
from coordinator.domain.changes import Changes, Label
from coordinator.domain.events import Position, SignUp
from tests.makers import a_person, a_venue, an_event

RIVALS = 8


def _an_event_for(work: Work, maximum: int) -> Changes:
    role = work.roles.named("Sorter")
    assert role is not None
    assert role.id is not None
    work.events.add(an_event(uid="one", positions=(Position(role.id, needed=maximum, maximum=maximum),)))
    for number in range(RIVALS):
        work.people.add(a_person(f"Rival {number}"))
    return work.recorder.finish(Label("test"))


def test_eight_rivals_for_three_places_fill_exactly_three(storage: Storage) -> None:
    storage.change(_an_event_for, 3)
    start = Barrier(RIVALS)

    def take(work: Work, person: int) -> bool:
        taken = work.signups.take_place(SignUp(1, person)) is not None
        work.recorder.finish(Label("test"))
        return taken

    def rival(person: int) -> bool:
        start.wait()
        return storage.change(take, person)

    with ThreadPoolExecutor(RIVALS) as pool:
        won = list(pool.map(rival, range(1, RIVALS + 1)))
    assert won.count(True) == 3
    assert storage.read(lambda work: work.events.line(1)).tally.confirmed == 3


def test_a_later_change_set_waits_for_the_earlier_one_to_become_visible(storage: Storage) -> None:
    """A reader who has seen number n never finds a smaller number later."""
    written, go_on = Event(), Event()
    seen: list[list[int]] = []

    def slow(work: Work) -> Changes:
        work.people.add(a_person("Slow"))
        changes = work.recorder.finish(Label("slow"))
        written.set()
        go_on.wait(timeout=120)
        return changes

    def quick(work: Work) -> Changes:
        work.venues.add(a_venue("Hall"))
        return work.recorder.finish(Label("quick"))

    def ids(work: Work) -> list[int]:
        rows = work.connection.execute(select(change_set.c.id).order_by(change_set.c.id))
        return list(rows.scalars())

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(storage.change, slow)
        assert written.wait(timeout=120)
        second = pool.submit(storage.change, quick)
        seen.append(storage.read(ids))
        go_on.set()
        numbers = [first.result(timeout=120).change_set_id, second.result(timeout=120).change_set_id]
    seen.append(storage.read(ids))
    assert numbers == sorted(number for number in numbers if number is not None)
    assert seen == [[1], [1, *numbers]]


def test_a_failed_change_leaves_nothing(storage: Storage) -> None:
    def half(work: Work) -> Changes:
        work.people.add(a_person("Half"))
        work.recorder.finish(Label("half"))
        work.connection.execute(text("SELECT 1"))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        storage.change(half)
    assert storage.read(lambda work: work.people.everyone()) == ()
    assert storage.read(lambda work: work.people.matching_ids("half")) == ((), 0)
