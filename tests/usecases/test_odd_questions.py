"""No question is too odd: numbers no row has, text no database holds, very long text, only signs."""

from collections.abc import Callable

import pytest

from coordinator.db.work import Storage
from coordinator.domain.errors import NotFound
from coordinator.domain.listings import EventQuery, PeopleQuery
from coordinator.usecases.events import add_event, event_card, events_during
from coordinator.usecases.people import add_person, people_matching, person_card
from coordinator.usecases.signups import drop_signup, sign_up, signups_matching
from coordinator.usecases.venues import add_venue, all_venues, venue_card
from tests.makers import a_person, a_venue, an_event

TOO_BIG = 10**30


@pytest.mark.parametrize("number", [TOO_BIG, -TOO_BIG, 0, 2**63])
@pytest.mark.parametrize("card", [event_card, person_card, venue_card])
def test_no_record_has_a_number_beyond_all_numbers(storage: Storage, card: Callable[..., object], number: int) -> None:
    with pytest.raises(NotFound) as missing:
        storage.read(card, number)

    assert missing.value.facts["id"] == number


def test_nobody_signs_up_under_a_number_beyond_all_numbers(storage: Storage) -> None:
    with pytest.raises(NotFound):
        storage.change(sign_up, TOO_BIG, TOO_BIG)
    with pytest.raises(NotFound):
        storage.change(drop_signup, TOO_BIG)


@pytest.mark.parametrize(
    "query",
    [
        EventQuery(person_id=TOO_BIG),
        EventQuery(event_ids=(TOO_BIG, -1)),
        EventQuery(venue_ids=frozenset({TOO_BIG})),
        EventQuery(event_ids=()),
        EventQuery(venue_ids=frozenset()),
        EventQuery(kinds=frozenset()),
    ],
)
def test_a_filter_that_nothing_passes_finds_nothing(storage: Storage, query: EventQuery) -> None:
    storage.change(add_event, an_event())

    assert storage.read(events_during, query) == ()
    assert storage.read(signups_matching, query) == ()


ODD = {
    "a dash": "-",
    "a star": "*",
    "an operator": "AND",
    "quotes": '"\'""\'',
    "two quotes": "''",
    "a column filter": "folded:a",
    "brackets": "(a OR b) NOT ^c NEAR(d e)",
    "a wildcard": "%_",
    "a backslash": "\\",
    "an emoji": "👩‍🚒",
    "right to left": "שלום عليكم",
    "one lone surrogate": "\ud800",
    "a word with a lone surrogate": "Lind\udc80qvist",
    "NUL": "Lind\x00qvist",
    "only invisible letters": "\u200b\u202e",
    "a very long word": "ab" * 20_000,
    "a novel": " ".join(f"word{number}" for number in range(2_000)),
    "many short words": "a b " * 2_000,
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_whatever_somebody_types_is_looked_for(storage: Storage, text: str) -> None:
    storage.change(add_person, a_person("Bo", f"Lindqvist {text}"))
    storage.change(add_venue, a_venue(f"Hall {text}"))
    storage.change(add_event, an_event(f"Drive {text}", venue_id=storage.read(all_venues)[0].id))
    storage.change(add_person, a_person("Ada", "Moreau"))

    assert [row.id for row in storage.read(people_matching, PeopleQuery(f"lindqvist {text}")).rows] == [1]
    assert [row.id for row in storage.read(people_matching, PeopleQuery(f"lindqvist {text}", limit=5)).rows] == [1]
    assert [line.event.id for line in storage.read(events_during, EventQuery(text=f"drive {text}"))] == [1]
    assert [line.event.id for line in storage.read(events_during, EventQuery(text=f"hall {text}"))] == [1]


def test_a_number_with_signs_in_it_is_found_as_it_is_written_and_without_the_signs(storage: Storage) -> None:
    storage.change(add_person, a_person(shield_number="12-345"))
    storage.change(add_event, an_event("Practice 10-12"))
    storage.change(add_venue, a_venue("245-10 Jamaica Avenue"))
    storage.change(add_event, an_event("Drive", venue_id=storage.read(all_venues)[0].id))

    assert [storage.read(people_matching, PeopleQuery(text)).total for text in ("12-345", "12345", "2-34")] == [1, 1, 1]
    assert [line.event.id for line in storage.read(events_during, EventQuery(text="10-12"))] == [1]
    assert [line.event.id for line in storage.read(events_during, EventQuery(text="245-10"))] == [2]
