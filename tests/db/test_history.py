"""Every change is in the log, and the log can be turned back and forth."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordinator.db.work import Storage, Work
from coordinator.domain.changes import Changes, Label
from coordinator.domain.errors import Refused
from coordinator.usecases.history import changes_made, next_redo, next_undo, redo, undo
from coordinator.usecases.upkeep import check_database
from tests.makers import a_person


def add(work: Work, given: str) -> Changes:
    key = work.people.add(a_person(given, phone="(212) 555-0143", tags=("driver",)))
    return work.recorder.finish(Label("added", {"name": given}), record_id=key)


def rename(work: Work, key: int, given: str) -> Changes:
    work.people.save(replace(work.people.get(key), given_name=given))
    return work.recorder.finish(Label("renamed", {"name": given}))


def names(storage: Storage) -> list[str]:
    return [person.given_name for person in storage.read(lambda work: work.people.everyone())]


def test_undo_and_redo_go_back_and_forth_in_order(storage: Storage) -> None:
    for name in ("Ada", "Bo", "Cy"):
        storage.change(add, name)
    storage.change(undo)
    storage.change(undo)
    assert names(storage) == ["Ada"]
    storage.change(redo)
    assert names(storage) == ["Ada", "Bo"]
    storage.change(redo)
    assert names(storage) == ["Ada", "Bo", "Cy"]
    assert storage.read(next_redo) is None


def test_a_new_change_ends_redo(storage: Storage) -> None:
    storage.change(add, "Ada")
    storage.change(undo)
    storage.change(add, "Bo")
    with pytest.raises(Refused) as refused:
        storage.change(redo)
    assert [problem.code for problem in refused.value.problems] == ["nothing-to-redo"]


def test_undo_reaches_over_a_restart(storage: Storage) -> None:
    storage.change(add, "Ada")
    again = Storage(storage.engine, storage.target, actor=storage.actor, clock=storage.clock)
    entry = again.read(next_undo)
    assert entry is not None
    assert entry.label == Label("added", {"name": "Ada"})
    again.change(undo)
    assert names(storage) == []


def test_undo_takes_back_only_ones_own_work(storage: Storage) -> None:
    storage.change(add, "Ada")
    other = Storage(storage.engine, storage.target, actor="Ofc. Bell", clock=storage.clock)
    other.change(add, "Bo")
    storage.change(undo)
    assert names(storage) == ["Bo"]


def test_undo_is_refused_when_somebody_changed_the_row_since(storage: Storage) -> None:
    key = storage.change(add, "Ada").record_id
    assert key is not None
    other = Storage(storage.engine, storage.target, actor="Ofc. Bell", clock=storage.clock)
    other.change(rename, key, "Adele")
    with pytest.raises(Refused) as refused:
        storage.change(undo)
    (problem,) = refused.value.problems
    assert (problem.code, problem.facts["by"]) == ("changed-since", "Ofc. Bell")
    assert names(storage) == ["Adele"]


def test_starting_the_database_is_not_undone(storage: Storage) -> None:
    with pytest.raises(Refused) as refused:
        storage.change(undo)
    assert [problem.code for problem in refused.value.problems] == ["nothing-to-undo"]


def test_the_log_says_who_changed_what(storage: Storage) -> None:
    key = storage.change(add, "Ada").record_id
    assert key is not None
    storage.change(rename, key, "Adele")
    storage.change(add, "Bo")
    entries = storage.read(changes_made, about=("person", key))
    assert [entry.label.code for entry in entries] == ["renamed", "added"]
    assert {entry.by for entry in entries} == {storage.actor}
    (row,) = entries[0].rows
    assert row.before is not None
    assert row.after is not None
    assert (row.before["given_name"], row.after["given_name"]) == ("Ada", "Adele")


def test_an_undone_person_is_not_found_and_a_redone_one_is(storage: Storage) -> None:
    storage.change(add, "Ada")
    storage.change(undo)
    assert storage.read(lambda work: work.people.matching_ids("ada")) == ((), 0)
    storage.change(redo)
    assert storage.read(lambda work: work.people.matching_ids("ada")) == ((1,), 1)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=st.lists(st.sampled_from(["add", "rename", "remove", "undo", "redo"]), max_size=12))
def test_after_any_story_the_log_replays_to_the_tables(file_storage: Storage, steps: list[str]) -> None:
    for number, step in enumerate(steps):
        try:
            _take(file_storage, step, number)
        except Refused:
            continue
    report = check_database(file_storage)
    assert report.faults == ()


def _take(storage: Storage, step: str, number: int) -> None:
    ids = [person.id for person in storage.read(lambda work: work.people.everyone()) if person.id is not None]
    if step == "add":
        storage.change(add, f"Person {number}")
    elif step in ("undo", "redo"):
        storage.change(undo if step == "undo" else redo)
    elif ids and step == "rename":
        storage.change(rename, ids[number % len(ids)], f"Other {number}")
    elif ids:
        storage.change(_remove, ids[number % len(ids)])


def _remove(work: Work, key: int) -> Changes:
    work.people.set_deleted(key, deleted=True)
    return work.recorder.finish(Label("removed"))
