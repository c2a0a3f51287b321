"""Roles that positions ask for."""

from dataclasses import replace

import pytest

from coordinator.db.work import Storage
from coordinator.domain.errors import Refused, Stale
from coordinator.domain.events import Role
from coordinator.usecases.roles import add_role, all_roles, edit_role
from coordinator.wording.labels import change_label
from coordinator.wording.problems import explain


def named(storage: Storage, name: str) -> Role:
    return next(role for role in storage.read(all_roles) if role.name == name)


def test_a_new_role_stands_at_the_end(storage: Storage) -> None:
    done = storage.change(add_role, Role(" Bus driver ", minimum_age=21))

    last = storage.read(all_roles)[-1]
    assert change_label(done.label) == "added the role Bus driver"
    assert (last.id, last.name, last.minimum_age) == (done.record_id, "Bus driver", 21)


@pytest.mark.parametrize(
    ("role", "words"),
    [
        (Role(" "), "Write a name for the role."),
        (Role("driver"), "There is already a role named Driver."),
        (Role("Elder", minimum_age=-1), "The minimum age is a number from 0 to 99."),
        (Role("Elder", minimum_age=100), "The minimum age is a number from 0 to 99."),
    ],
)
def test_a_role_that_breaks_a_rule_is_refused_in_words(storage: Storage, role: Role, words: str) -> None:
    with pytest.raises(Refused) as refused:
        storage.change(add_role, role)

    assert explain(refused.value) == words


def test_a_role_is_changed_against_its_version(storage: Storage) -> None:
    driver = named(storage, "Driver")

    done = storage.change(edit_role, replace(driver, minimum_age=21))

    assert change_label(done.label) == "changed the role Driver"
    assert named(storage, "Driver").minimum_age == 21
    assert storage.change(edit_role, named(storage, "Driver")).change_set_id is None
    with pytest.raises(Stale):
        storage.change(edit_role, replace(driver, minimum_age=16))


def test_a_role_with_a_name_too_long_to_tell_apart_is_refused(storage: Storage) -> None:
    with pytest.raises(Refused) as refused:
        storage.change(add_role, Role("x" * 201))
    assert [problem.code for problem in refused.value.problems] == ["name-too-long"]
