"""What is exported, in words: filters as the pages set them, and what will not be in the file."""

import pytest

from coordinator.domain.events import EventKind, EventStatus, SignupStatus
from coordinator.domain.listings import EventQuery, PeopleQuery
from coordinator.domain.people import Group, PersonStatus
from coordinator.domain.privacy import Export, Field
from coordinator.wording.exportwishes import events_in_words, outlook_in_words, people_in_words, venues_in_words


@pytest.mark.parametrize(
    ("query", "words"),
    [
        (EventQuery(), ""),
        (EventQuery(kinds=frozenset({EventKind.GAME, EventKind.PRACTICE})), "Practices, Games"),
        (EventQuery(kinds=frozenset()), "no kind of event"),
        (EventQuery(venue_ids=frozenset({7, None})), "at PS 41, elsewhere"),
        (EventQuery(venue_ids=frozenset()), "at no venue"),
        (EventQuery(status=EventStatus.CANCELLED, text="coat"), "Cancelled; found by “coat”"),
        (EventQuery(signup_status=SignupStatus.OFFERED), "Offered"),
    ],
)
def test_filters_of_the_calendar_are_named(query: EventQuery, words: str) -> None:
    assert events_in_words(query, venues=["PS 41"] if query.venue_ids else ()) == words


def test_one_event_and_one_person_are_named() -> None:
    assert events_in_words(EventQuery(event_ids=(3,)), event="Coat drive") == "Coat drive"
    assert events_in_words(EventQuery(person_id=3), person="Ruth Weber") == "with Ruth Weber"
    assert people_in_words(PeopleQuery(), person="Ruth Weber") == "Ruth Weber"


def test_filters_of_people_are_named() -> None:
    query = PeopleQuery("dee", Group.VOLUNTEERS, "driver", PersonStatus.ACTIVE)
    assert people_in_words(query) == "Volunteers; Active; tag “driver”; found by “dee”"
    assert people_in_words(PeopleQuery()) == ""


def test_venues_are_named_or_found() -> None:
    assert venues_in_words("") == ""
    assert venues_in_words("gym", venues=["PS 41"]) == "PS 41; found by “gym”"


def test_what_will_not_be_in_the_file_is_said_once() -> None:
    told = outlook_in_words(
        Export.PEOPLE,
        records=1412,
        left_out=(Field.PHONES, Field.MINORS_AGES, Field.BIRTH_DATES, Field.NOTES),
        hidden=1,
        shortened=3,
    )
    assert told == (
        "1,412 people",
        "3 people are under 18 or of unknown age: shown by first name and initial. "
        "1 event is not for these eyes and is left out. Left out: phones, birth dates, notes.",
    )
