"""The bare driver's first week is the store's, and everything else comes from the database opened in full."""

import shutil
import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordinator.db.work import Storage
from coordinator.domain.errors import StorageTrouble
from coordinator.domain.listings import EventQuery
from coordinator.domain.spans import When
from coordinator.runtime.clock import FixedClock
from coordinator.usecases.early import EarlyDatabase, early_database
from coordinator.usecases.events import add_event, event_card, events_during, remove_event
from coordinator.usecases.history import changes_made
from coordinator.usecases.precinct import precinct
from coordinator.usecases.sample import fill_sample, sample_precinct
from coordinator.usecases.upkeep import create_database
from tests.databases import ACTOR, CLOCK
from tests.db.test_questions_at_random import add_events, times
from tests.makers import NOON, an_event

WEEK = timedelta(days=6)
HERE = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture
def early(database_file: Path) -> Iterator[EarlyDatabase]:
    """The empty precinct of the tests."""
    made = opened(database_file)
    yield made
    made.close()


def opened(path: Path) -> EarlyDatabase:
    found = early_database(str(path), actor=ACTOR, clock=CLOCK)
    assert found is not None
    found.go_on()
    return found


def test_every_week_of_the_sample_is_the_stores(tmp_path: Path) -> None:
    clock = FixedClock(NOON)
    path = tmp_path / "sample.db"
    storage = create_database(str(path), precinct=sample_precinct("en"), actor=ACTOR, clock=clock, fill=fill_sample)
    early = opened(path)
    weeks = [NOON.date() + timedelta(weeks=weeks) for weeks in range(-8, 9)]
    seen = [early.read(events_during, EventQuery(week, week + WEEK)) for week in weeks]
    assert seen == [storage.read(events_during, EventQuery(week, week + WEEK)) for week in weeks]
    assert any(line.tally.confirmed for lines in seen for line in lines)
    assert early.precinct == storage.read(precinct)
    early.close()
    storage.close()


@HERE
@given(
    whens=st.lists(times(), max_size=6),
    first=st.dates(date(2027, 3, 9), date(2027, 3, 20)),
    days=st.integers(-1, 8),
)
def test_the_first_week_is_the_stores(
    file_storage: Storage, early: EarlyDatabase, whens: list[When], first: date, days: int
) -> None:
    add_events(file_storage, [an_event(f"Event {n}", when) for n, when in enumerate(whens)])
    query = EventQuery(first, first + timedelta(days=days))
    assert early.read(events_during, query) == file_storage.read(events_during, query)


def test_what_is_not_the_first_week_opens_the_database_in_full(early: EarlyDatabase) -> None:
    added = early.change(add_event, an_event("Coat drive"))
    assert early.read(event_card, added.record_id).line.event.title == "Coat drive"
    assert early.read(events_during, EventQuery(date(2027, 1, 10), date(2027, 1, 16), text="coat"))[0].event.uid
    early.change(remove_event, added.record_id)
    assert early.read(events_during, EventQuery(date(2027, 1, 10), date(2027, 1, 16))) == ()


def test_who_acts_may_change_before_and_after(early: EarlyDatabase) -> None:
    early.actor = "Sgt. Ruiz"
    early.change(add_event, an_event("Coat drive"))
    early.actor = "Officer Bell"
    early.change(add_event, an_event("Coat drive again"))
    assert [entry.by for entry in early.read(changes_made, limit=2)] == ["Officer Bell", "Sgt. Ruiz"]


def test_a_file_that_stopped_being_readable_says_so(early: EarlyDatabase, database_file: Path) -> None:
    database_file.unlink()
    with pytest.raises(StorageTrouble) as trouble:
        early.read(changes_made)
    assert trouble.value.code == "missing"


def test_another_schema_waits_for_the_upgrade(database_file: Path) -> None:
    with sqlite3.connect(database_file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0000'")
    connection.close()
    assert early_database(str(database_file), actor=ACTOR, clock=CLOCK) is None


def test_what_is_not_there_or_on_a_server_is_opened_in_full(tmp_path: Path) -> None:
    targets = (str(tmp_path / "none.db"), "postgresql://office/coordinator")
    assert [early_database(target, actor=ACTOR, clock=CLOCK) for target in targets] == [None, None]


def test_a_foreign_file_is_refused(tmp_path: Path) -> None:
    foreign = Path(shutil.copy(__file__, tmp_path / "foreign.db"))
    with pytest.raises(StorageTrouble) as trouble:
        early_database(str(foreign), actor=ACTOR, clock=CLOCK)
    assert trouble.value.code == "not-ours"
