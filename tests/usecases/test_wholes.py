"""Everything into one file and out of it again: equal on both databases, and nothing half in."""

import copy
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordinator.db.work import Storage, Work
from coordinator.domain.changes import Changes
from coordinator.domain.errors import CoordinatorError, FileTrouble, Refused
from coordinator.domain.exports import ExportFormat, ExportWish
from coordinator.domain.imports import ImportFile
from coordinator.domain.listings import PeopleQuery
from coordinator.domain.privacy import Export
from coordinator.domain.wholes import Everything, objections_to
from coordinator.exchange.jsonin import read_everything
from coordinator.usecases.exports import exported
from coordinator.usecases.history import redo, undo
from coordinator.usecases.people import add_person, people_matching, remove_person
from coordinator.usecases.upkeep import check_database
from coordinator.usecases.wholes import bring_everything, everything_exported, everything_in
from coordinator.wording.problems import explain
from tests.makers import a_person
from tests.usecases.wholes import another, fill, fill_with_sample

TODAY = date(2027, 1, 12)
Fill = Callable[[Work], Changes]


def content_of(storage: Storage) -> bytes:
    return storage.read(everything_exported).content


def bring(storage: Storage, content: bytes) -> Changes:
    everything = everything_in(ImportFile("all.json", content))
    return storage.change(bring_everything, everything, file="all.json")


def calendar_of(storage: Storage) -> bytes:
    return storage.read(exported, ExportWish(Export.EVENTS, ExportFormat.ICS)).document.content


@pytest.mark.parametrize("filled", [fill, fill_with_sample])
def test_everything_out_of_either_database_makes_an_equal_one(
    storage: Storage, file_template: Path, tmp_path: Path, filled: Fill
) -> None:
    storage.change(filled)
    with another(file_template, tmp_path) as target:
        bring(target, content_of(storage))
        assert content_of(target) == content_of(storage)
        assert calendar_of(target) == calendar_of(storage)
        assert check_database(target).faults == ()


@pytest.mark.parametrize("filled", [fill, fill_with_sample])
def test_everything_comes_into_either_database_equal(
    storage: Storage, file_template: Path, tmp_path: Path, filled: Fill
) -> None:
    with another(file_template, tmp_path) as origin:
        origin.change(filled)
        bring(storage, content_of(origin))
        assert storage.read(_read_records) == origin.read(_read_records)
        assert content_of(storage) == content_of(origin)
    assert check_database(storage).faults == ()


def _read_records(work: Work) -> Everything:
    """Everything as records, down to their versions; only those of the office and its roles begin anew."""
    found = work.everything.get()
    return replace(
        found,
        precinct=replace(found.precinct, version=1),
        roles=tuple(replace(role, version=1) for role in found.roles),
    )


def test_new_records_are_numbered_after_those_that_came(storage: Storage, file_template: Path, tmp_path: Path) -> None:
    with another(file_template, tmp_path) as origin:
        origin.change(fill)
        bring(storage, content_of(origin))
    assert storage.change(add_person, a_person("New")).record_id == 5


def test_it_is_one_change_that_can_be_taken_back_and_done_again(
    file_storage: Storage, file_template: Path, tmp_path: Path
) -> None:
    with another(file_template, tmp_path) as origin:
        origin.change(fill_with_sample)
        content = content_of(origin)
    bring(file_storage, content)
    file_storage.change(undo)
    assert file_storage.read(people_matching, PeopleQuery()).total == 0
    file_storage.change(redo)
    assert file_storage.read(people_matching, PeopleQuery(text="okonkwo")).total > 0
    assert len(json.loads(content_of(file_storage))["signups"]) == len(json.loads(content)["signups"])
    assert check_database(file_storage).faults == ()


@pytest.mark.parametrize("removed", [False, True])
def test_a_database_that_holds_somebody_is_refused(
    file_storage: Storage, file_template: Path, tmp_path: Path, removed: bool
) -> None:
    key = file_storage.change(add_person, a_person()).record_id
    if removed:
        file_storage.change(_remove, key)
    with another(file_template, tmp_path) as origin, pytest.raises(Refused) as caught:
        bring(file_storage, content_of(origin))
    assert explain(caught.value) == (
        "Everything comes into an empty database only, and this one holds 1 record, perhaps a removed one. "
        "Make a new database and import into that."
    )


def _remove(work: Work, key: int | None) -> Changes:
    assert key is not None
    return remove_person(work, key)


# --- files that are not right ----------------------------------------------------------------------------------------


@pytest.fixture
def document(file_template: Path, tmp_path: Path) -> dict[str, Any]:
    """A right one, as JSON has it."""
    with another(file_template, tmp_path, "origin.db") as origin:
        origin.change(fill)
        found: dict[str, Any] = json.loads(content_of(origin))
    return found


def refusal(storage: Storage, document: object) -> str:
    before = content_of(storage)
    with pytest.raises(CoordinatorError) as caught:
        bring(storage, json.dumps(document).encode())
    assert content_of(storage) == before
    return explain(caught.value)


@pytest.mark.parametrize(
    ("path", "value", "where"),
    [
        ("people.0.given_name", 7, "people[0].given_name"),
        ("people.0.birth_date", "2014-02-30", "people[0].birth_date"),
        ("people.1.id", 0, "people[1].id"),
        ("people.1.id", 2**63, "people[1].id"),
        ("people.1.id", True, "people[1].id"),
        ("people.0.tags.0", "", "people[0].tags[0]"),
        ("people.0.status", "asleep", "people[0].status"),
        ("people.0.contact_points.0.kind", "fax", "people[0].contact_points[0].kind"),
        ("events.0.zone", "Mars/Olympus", "events[0].zone"),
        ("events.0.zone", "../../etc/passwd", "events[0].zone"),
        ("events.0.starts", "tomorrow", "events[0].starts"),
        ("events.0.positions", {}, "events[0].positions"),
        ("events.0.uid", " ", "events[0].uid"),
        ("signups.0.asked_at", "2027-01-12T12:00:00", "signups[0].asked_at"),
        ("roles.0.name", "", "roles[0].name"),
        ("sources.0.kind", "team", "sources[0].kind"),
        ("venues", None, "venues"),
        ("venues.0.spaces.0.capacity", 10**12, "venues[0].spaces[0].capacity"),
    ],
)
def test_what_cannot_be_read_is_named_by_its_place(
    file_storage: Storage, document: dict[str, Any], path: str, value: object, where: str
) -> None:
    _put(document, path, value)
    assert refusal(file_storage, document) == (
        f"all.json cannot be read at {where}, so nothing was changed. Export everything again."
    )


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        ("people.0.id", 2, "2 stands twice in people.id."),
        ("events.1.uid", "drive@x", "drive@x stands twice in events.uid."),
        ("signups.0.person_id", 77, "signups.person_id names 77, which is not in the file."),
        ("signups.0.position_id", 77, "signups.position_id names 77, which is not in the file."),
        ("events.0.venue_id", 9, "events.venue_id names 9, which is not in the file."),
        ("events.0.positions.0.role_id", 99, "positions.role_id names 99, which is not in the file."),
        ("sources.0.record_id", 99, "sources.record_id names 99, which is not in the file."),
        ("events.0.title", " ", "events[0] breaks a rule (title-missing)."),
        ("events.0.ends", "2027-01-15T16:00:00-05:00", "events[0] breaks a rule (ends-before-start)."),
        ("events.1.ends", "2027-01-30", "events[1] breaks a rule (ends-before-start)."),
        ("events.0.positions.0.maximum", 0, "events[0] breaks a rule (maximum-below-needed)."),
        ("people.0.birth_date", "2999-01-01", "people[0] breaks a rule (born-in-the-future)."),
        ("venues.0.name", "", "venues[0] breaks a rule (venue-name-missing)."),
    ],
)
def test_records_that_no_database_can_have_held_are_refused_with_the_first_reasons(
    file_storage: Storage, document: dict[str, Any], path: str, value: object, sentence: str
) -> None:
    _put(document, path, value)
    assert refusal(file_storage, document).startswith(sentence)


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"null", b"7", b"\xff\xfe", b"[" * 100_000, b'{"format": 1}'])
def test_other_files_are_refused_in_a_sentence(file_storage: Storage, content: bytes) -> None:
    with pytest.raises(FileTrouble) as caught:
        bring(file_storage, content)
    assert explain(caught.value) == (
        "all.json does not hold everything of a database. Choose a file that “export all” has written."
    )


def test_a_file_of_a_later_program_is_refused(file_storage: Storage, document: dict[str, Any]) -> None:
    document["version"] = 3
    assert refusal(file_storage, document).startswith("all.json was written by a newer version of this program.")


VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.sampled_from([[], {}, "9999-12-31"])
)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_a_file_changed_anywhere_is_read_or_refused_and_never_breaks(
    document: dict[str, Any], data: st.DataObject
) -> None:
    changed: Any = copy.deepcopy(document)
    node, key = changed, data.draw(st.sampled_from(["people", "events", "venues", "signups", "roles", "precinct"]))
    while isinstance(node[key], dict | list) and node[key] and data.draw(st.booleans()):
        node = node[key]
        key = data.draw(st.sampled_from(sorted(node)) if isinstance(node, dict) else st.integers(0, len(node) - 1))
    node[key] = data.draw(VALUES)
    with suppress(FileTrouble):
        list(objections_to(read_everything(json.dumps(changed).encode(), name="all.json"), TODAY))


def _put(document: Any, path: str, value: object) -> None:
    *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    for step in steps:
        document = document[step]
    document[last] = value
