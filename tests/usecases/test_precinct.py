"""The precinct's own settings."""

from dataclasses import replace

import pytest

from coordinator.db.work import Storage
from coordinator.domain.errors import Refused, Stale
from coordinator.usecases.events import add_event, event_card
from coordinator.usecases.history import undo
from coordinator.usecases.precinct import edit_precinct, precinct
from coordinator.wording.labels import change_label
from tests.makers import an_event


def test_settings_are_changed_and_taken_back(storage: Storage) -> None:
    before = storage.read(precinct)

    done = storage.change(edit_precinct, replace(before, name=" Precinct 9 ", paper="a4", clock=24, first_weekday=0))
    after = storage.read(precinct)
    storage.change(undo)

    assert change_label(done.label) == "changed the precinct’s settings"
    assert (after.name, after.paper, after.clock, after.first_weekday) == ("Precinct 9", "a4", 24, 0)
    assert storage.read(precinct).name == "Precinct 14"


def test_every_reason_against_settings_is_given_at_once(storage: Storage) -> None:
    wrong = replace(storage.read(precinct), name="", paper="papyrus", clock=13, first_weekday=7, zone="Mars/Olympus")

    with pytest.raises(Refused) as refused:
        storage.change(edit_precinct, wrong)

    assert [problem.code for problem in refused.value.problems] == [
        "precinct-name-missing",
        "paper-unknown",
        "clock-unknown",
        "weekday-unknown",
        "zone-unknown",
    ]


def test_settings_are_saved_against_their_version(storage: Storage) -> None:
    old = storage.read(precinct)
    storage.change(edit_precinct, replace(old, phone="1"))

    with pytest.raises(Stale):
        storage.change(edit_precinct, replace(old, phone="2"))
    assert storage.change(edit_precinct, storage.read(precinct)).change_set_id is None


def test_events_keep_the_zone_they_were_written_in(storage: Storage) -> None:
    done = storage.change(add_event, an_event())
    assert done.record_id is not None

    storage.change(edit_precinct, replace(storage.read(precinct), zone="America/Chicago"))

    assert storage.read(event_card, done.record_id).line.event.when.zone == "America/New_York"
