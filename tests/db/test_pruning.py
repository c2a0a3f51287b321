"""The list of changes is kept for as long as the precinct wants: what is older goes, and all else still holds."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from coordinator.db import pruning
from coordinator.db.engine import open_engine
from coordinator.db.work import Storage, Work
from coordinator.domain.changes import Changes
from coordinator.domain.errors import NotFound, Refused, Stale
from coordinator.domain.events import Position
from coordinator.runtime.clock import FixedClock
from coordinator.usecases.early import early_database
from coordinator.usecases.erasing import erase_for_good
from coordinator.usecases.events import add_event, cancel_event
from coordinator.usecases.history import changes_made, next_redo, next_undo, redo, undo
from coordinator.usecases.people import add_person, edit_person, person_card, remove_person, restore_person
from coordinator.usecases.precinct import edit_precinct, precinct
from coordinator.usecases.pruning import changes_kept_since, prune_log
from coordinator.usecases.signups import sign_up
from coordinator.usecases.upkeep import check_database
from tests.databases import ACTOR
from tests.makers import a_person, an_event


def at(storage: Storage, month: str) -> None:
    storage.clock = FixedClock(datetime.fromisoformat(f"{month}-15T12:00").replace(tzinfo=UTC))


def keep_for(storage: Storage, months: int) -> None:
    storage.change(edit_precinct, replace(storage.read(precinct), log_months=months))


def labels(storage: Storage) -> list[str]:
    return [entry.label.code for entry in storage.read(changes_made, limit=500)]


@pytest.fixture
def two_years(storage: Storage) -> Storage:
    """Somebody added and changed in 2027, changed again in 2028, with a limit of one year."""
    at(storage, "2027-02")
    storage.change(add_person, a_person("Bo"))
    storage.change(add_person, a_person("Mai"))
    storage.change(add_event, an_event(uid="one", positions=(Position(8, needed=1, maximum=2),)))
    storage.change(undo)
    storage.change(redo)
    at(storage, "2028-03")
    storage.change(edit_person, replace(storage.read(person_card, 1).person, notes="Has a van"))
    storage.change(cancel_event, 1, "Snow")
    keep_for(storage, 12)
    return storage


def test_what_is_older_goes_and_the_rest_is_in_order(two_years: Storage) -> None:
    assert prune_log(two_years)
    assert labels(two_years) == ["precinct-edited", "event-cancelled", "person-edited", "started"]
    assert check_database(two_years).faults == ()
    assert two_years.read(changes_kept_since) == datetime(2027, 3, 15, 12, tzinfo=UTC)
    assert two_years.read(lambda work: work.people.get(2).given_name) == "Mai"
    assert not prune_log(two_years)


def test_a_precinct_that_keeps_everything_loses_nothing(two_years: Storage) -> None:
    keep_for(two_years, 0)
    before = labels(two_years)
    assert not prune_log(two_years)
    assert (labels(two_years), two_years.read(changes_kept_since)) == (before, None)


def test_undo_stops_where_the_list_stops(two_years: Storage) -> None:
    prune_log(two_years)
    for _step in range(3):
        two_years.change(undo)
    assert two_years.read(next_undo) is None
    with pytest.raises(Refused) as refused:
        two_years.change(undo)
    assert [problem.code for problem in refused.value.problems] == ["nothing-to-undo"]
    assert check_database(two_years).faults == ()
    two_years.change(redo)
    assert check_database(two_years).faults == ()


def test_redo_stops_there_too(storage: Storage) -> None:
    at(storage, "2027-02")
    keep_for(storage, 12)
    storage.change(add_person, a_person("Bo"))
    at(storage, "2029-02")
    storage.change(undo)
    assert storage.read(next_redo) is not None
    prune_log(storage)
    assert storage.read(next_redo) is None
    assert check_database(storage).faults == ()


def test_a_row_that_the_log_never_saw_is_still_found(two_years: Storage) -> None:
    prune_log(two_years)
    now = "0" if two_years.engine.dialect.name == "sqlite" else "now()"
    columns = "name, coaching, version, created_at, updated_at"
    with two_years.engine.begin() as connection:
        connection.execute(text(f"INSERT INTO role ({columns}) VALUES ('Ghost', false, 1, {now}, {now})"))
        connection.execute(text("UPDATE person SET notes = 'Has a boat' WHERE id = 1"))
    found = {(fault.code, fault.table) for fault in check_database(two_years).faults}
    assert found == {("log-misses-row", "role"), ("log-differs", "person")}


def test_stopped_between_two_chunks_everything_holds_and_the_next_day_goes_on(
    two_years: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pruning, "CHUNK", 1)
    whole = two_years.change
    for steps in range(1, 60):
        left = [steps]

        def stop(*args: object, left: list[int] = left) -> object:
            left[0] -= 1
            if left[0] < 0:
                raise KeyboardInterrupt
            return whole(*args)  # type: ignore[arg-type]

        with monkeypatch.context() as patched:
            patched.setattr(two_years, "change", stop)
            try:
                prune_log(two_years)
                break
            except KeyboardInterrupt:
                assert check_database(two_years).faults == ()
                entry = two_years.read(next_undo)
                assert entry is not None
                assert entry.label.code == "precinct-edited"
    assert labels(two_years) == ["precinct-edited", "event-cancelled", "person-edited", "started"]


def test_a_clock_that_was_wrong_takes_nothing_that_is_young(storage: Storage) -> None:
    at(storage, "2028-02")
    storage.change(add_person, a_person("Bo"))
    at(storage, "2001-01")
    storage.change(add_person, a_person("Mai"))
    at(storage, "2028-03")
    keep_for(storage, 12)
    prune_log(storage)
    assert labels(storage) == ["precinct-edited", "person-added", "person-added", "started"]


def test_somebody_can_be_erased_after_the_log_was_shortened(two_years: Storage) -> None:
    prune_log(two_years)
    erase_for_good(two_years, 1)
    assert check_database(two_years).faults == ()
    two_years.change(undo)
    assert check_database(two_years).faults == ()


def test_the_window_shortens_the_log_of_the_file_it_has_open(file_storage: Storage) -> None:
    keep_for(file_storage, 1)
    file_storage.close()
    clock = FixedClock(datetime(2030, 1, 1, tzinfo=UTC))
    early = early_database(file_storage.target, actor=ACTOR, clock=clock)
    assert early is not None
    early.go_on()
    assert prune_log(early)
    early.close()
    assert labels(file_storage) == ["started"]


DEEDS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 3)), max_size=16)


@settings(max_examples=25)
@given(deeds=DEEDS)
def test_after_any_history_the_log_can_be_shortened_anywhere(
    deeds: list[tuple[int, int]], tmp_path_factory: pytest.TempPathFactory, file_template: Path
) -> None:
    path = tmp_path_factory.mktemp("pruning") / "p.db"
    path.write_bytes(file_template.read_bytes())
    storage = Storage(
        open_engine(str(path)), str(path), actor=ACTOR, clock=FixedClock(datetime(2027, 2, 1, tzinfo=UTC))
    )
    storage.change(add_person, a_person("Bo"))
    storage.change(add_event, an_event(uid="one", positions=(Position(8, needed=1, maximum=2),)))
    keep_for(storage, 3)
    month = 0
    for number, (deed, months) in enumerate(deeds):
        month += months
        storage.clock = FixedClock(datetime(2027 + month // 12, month % 12 + 1, 2, 0, number, tzinfo=UTC))
        _do(storage, deed, number)
        prune_log(storage)
        assert check_database(storage).faults == ()
    storage.close()


def _do(storage: Storage, deed: int, number: int) -> None:
    def edit(work: Work) -> Changes:
        return edit_person(work, replace(work.people.get(1), notes=str(number)))

    steps = [
        lambda: storage.change(add_person, a_person(f"Person {number}")),
        lambda: storage.change(edit),
        lambda: storage.change(remove_person, 1),
        lambda: storage.change(restore_person, 1),
        lambda: storage.change(sign_up, 1, 1),
        lambda: storage.change(undo),
        lambda: storage.change(redo),
    ]
    try:
        steps[deed]()
    except (Refused, NotFound, Stale):
        return
