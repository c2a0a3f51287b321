"""Somebody sets the computer's clock back: the order of the changes is that in which they were saved."""

from datetime import timedelta

from coordinator.db.work import Storage
from coordinator.domain.listings import PeopleQuery
from coordinator.runtime.clock import FixedClock
from coordinator.usecases.history import changes_made, latest_change, redo, undo
from coordinator.usecases.people import add_person, people_matching
from coordinator.usecases.upkeep import check_database
from tests.makers import NOON, a_person


def names(storage: Storage) -> list[str]:
    return sorted(row.shown_name.split()[0] for row in storage.read(people_matching, PeopleQuery()).rows)


def test_undo_redo_and_the_log_do_not_depend_on_the_clock(storage: Storage) -> None:
    for given, hours in (("Ada", 0), ("Bo", -5), ("Cy", -3)):
        storage.clock = FixedClock(NOON + timedelta(hours=hours))
        storage.change(add_person, a_person(given))
    storage.clock = FixedClock(NOON - timedelta(days=400))
    last = storage.read(latest_change)
    assert last is not None
    assert last.at == NOON - timedelta(hours=3)
    hours_after = [round((entry.at - NOON) / timedelta(hours=1)) for entry in storage.read(changes_made)[:3]]
    assert hours_after == [-3, -5, 0]
    storage.change(undo)
    storage.change(undo)
    assert names(storage) == ["Ada"]
    storage.change(redo)
    assert (names(storage), check_database(storage).ok) == (["Ada", "Bo"], True)
