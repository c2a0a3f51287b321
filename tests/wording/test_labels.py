"""What changes did, and the names of kinds and statuses."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

import pytest

from coordinator.domain.changes import Label
from coordinator.domain.events import EventKind, EventStatus, SignupSource, SignupStatus
from coordinator.domain.imports import Field
from coordinator.domain.people import ContactKind, Group, PersonStatus
from coordinator.domain.problems import Fact
from coordinator.wording import labels
from coordinator.wording.importnames import value_name
from coordinator.wording.labels import change_label
from coordinator.wording.moments import Style


@pytest.mark.parametrize(
    ("kinds", "name"),
    [
        (EventKind, labels.kind_name),
        (EventKind, labels.kind_plural),
        (EventStatus, labels.status_name),
        (SignupStatus, labels.signup_status_name),
        (SignupSource, labels.signup_source_name),
        (ContactKind, labels.contact_kind_name),
        (PersonStatus, labels.person_status_name),
        (Group, labels.group_name),
    ],
)
def test_every_member_has_a_name_of_its_own(kinds: type[StrEnum], name: Callable[[StrEnum], str]) -> None:
    names = [name(member) for member in kinds]

    assert all(names)
    assert len(set(names)) == len(kinds)


def test_kinds_are_counted_in_the_right_number() -> None:
    assert labels.kind_counted(EventKind.VOLUNTEER, 1) == "1 volunteer shift"
    assert labels.kind_counted(EventKind.VOLUNTEER, 3) == "3 volunteer shifts"


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("2027-01-13T15:30", "2027-01-12T15:30", "moved U12 practice to Tue 3:30 PM"),
        ("2027-01-05T15:30", "2027-01-12T15:30", "moved U12 practice to Tue Jan 12, 2027, 3:30 PM"),
    ],
)
def test_a_move_names_the_weekday_and_beyond_a_week_the_date(before: str, after: str, words: str) -> None:
    facts: dict[str, Fact] = {
        "title": "U12 practice",
        "before": datetime.fromisoformat(before),
        "starts": datetime.fromisoformat(after),
        "all_day": False,
    }

    assert change_label(Label("event-moved", facts)) == words


def test_whole_days_move_to_a_day() -> None:
    facts: dict[str, Fact] = {
        "title": "Parent week",
        "before": datetime(2027, 1, 13),
        "starts": datetime(2027, 1, 20),
        "all_day": True,
    }

    assert change_label(Label("event-moved", facts)) == "moved Parent week to Wed Jan 20, 2027"


def test_the_log_reads_in_the_style_asked_for() -> None:
    label = Label("event-added", {"title": "Block watch", "starts": datetime(2027, 1, 11, 18, 30)})

    assert change_label(label) == "made Block watch, Mon Jan 11, 2027"
    assert change_label(label, style=Style("en", 24, 0)) == "made Block watch, Mon 11 Jan 2027"


def test_an_import_is_counted() -> None:
    facts: dict[str, Fact] = {"count": 24, "file": "permits.csv"}

    assert change_label(Label("events-imported", facts)) == "imported 24 events from permits.csv"
    assert change_label(Label("events-imported", {**facts, "count": 1})) == "imported 1 event from permits.csv"


def test_a_label_of_a_newer_program_is_shown_by_its_code() -> None:
    assert change_label(Label("tour-swapped", {})) == "tour-swapped"


def test_values_of_an_import_have_their_words() -> None:
    assert value_name(Field.STEP_FREE, "True") == "yes"
    assert value_name(Field.PUBLIC, "") == ""
    assert value_name(Field.KIND, "volunteer") == "Volunteer shift"
    assert value_name(Field.EVENT_STATUS, "cancelled") == "Cancelled"
    assert value_name(Field.PERSON_STATUS, "active") == "Active"
    assert value_name(Field.TITLE, "True") == "True"
