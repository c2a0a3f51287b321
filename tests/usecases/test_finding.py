"""Finding anything: what is found, in which order, and how many there are; the same on both databases."""

from datetime import date

import pytest

from coordinator.db.work import Storage
from coordinator.domain.events import Event, EventKind, EventStatus, Position
from coordinator.domain.finding import Findings, FindQuery, Found, FoundEvent, FoundPerson, FoundVenue, Recent
from coordinator.usecases.events import add_event, event_card, remove_event
from coordinator.usecases.finding import found, recent_things
from coordinator.usecases.people import add_person, remove_person
from coordinator.usecases.roles import all_roles
from coordinator.usecases.signups import sign_up
from coordinator.usecases.venues import add_venue, remove_venue
from tests.makers import a_person, a_venue, an_event, on


def key(number: int | None) -> int:
    assert number is not None
    return number


def looked_for(storage: Storage, text: str, *, most: int = 4) -> Findings:
    return storage.read(found, FindQuery(text, people=most, events=most, venues=most))


def names(findings: Findings) -> list[str]:
    return [one.row.shown_name for one in findings.people.rows]


def titles(findings: Findings) -> list[str]:
    return [one.line.event.title for one in findings.events.rows]


def an_event_on(storage: Storage, title: str, day: str, **other: object) -> int:
    return key(storage.change(add_event, an_event(title, on(day), **other)).record_id)  # type: ignore[arg-type]


def test_one_question_finds_people_events_and_places(storage: Storage) -> None:
    storage.change(add_person, a_person("José", "Peña"))
    storage.change(add_person, a_person("Хосе", "Мельник", latin_name="Jose Melnyk"))
    storage.change(add_venue, a_venue("St. Joseph’s hall", "Gym"))
    an_event_on(storage, "Supper at St. Joseph’s", "2027-01-22")

    answer = looked_for(storage, "jose")

    assert names(answer) == ["José Peña", "Хосе Мельник (Jose Melnyk)"]
    assert titles(answer) == ["Supper at St. Joseph’s"]
    assert [one.venue.name for one in answer.venues.rows] == ["St. Joseph’s hall"]
    assert (answer.people.total, answer.events.total, answer.venues.total, answer.total) == (2, 1, 1, 4)


def test_nothing_typed_finds_nothing(storage: Storage) -> None:
    storage.change(add_person, a_person())
    assert looked_for(storage, "  ") == Findings()


def test_signs_without_letters_find_nothing_and_break_nothing(storage: Storage) -> None:
    storage.change(add_person, a_person("Bo", "Lindqvist"))
    for text in ('"', "'", "^", "*", "(", "%", "_", "\\", "NEAR", "a OR", "\u202e", "-", 'x"y', "'; DROP"):
        assert looked_for(storage, text).people.total == 0, text


@pytest.mark.parametrize("text", ["lin", "li"])
def test_names_that_begin_with_it_come_before_names_that_hold_it(storage: Storage, text: str) -> None:
    for given, family in (("Ada", "Berlin"), ("Bo", "Lindqvist"), ("Cy", "Abelin"), ("Ola", "Ek-Lind")):
        storage.change(add_person, a_person(given, family))
    assert names(looked_for(storage, text)) == ["Ola Ek-Lind", "Bo Lindqvist", "Cy Abelin", "Ada Berlin"]


def test_every_word_must_be_there_and_begin_a_word_to_come_first(storage: Storage) -> None:
    for given, family in (("Jo", "Aden"), ("Jo", "Denning"), ("Mojo", "Denver")):
        storage.change(add_person, a_person(given, family))
    assert names(looked_for(storage, "den jo")) == ["Jo Denning", "Jo Aden", "Mojo Denver"]


def test_what_is_to_come_is_before_what_is_over_and_the_nearest_first(storage: Storage) -> None:
    for title, day in (
        ("Coat drive, last", "2026-12-18"),
        ("Coat drive, first", "2026-11-02"),
        ("Coat drive, later", "2027-02-20"),
        ("Raincoat day", "2027-01-14"),
        ("Coat drive, soon", "2027-01-15"),
    ):
        an_event_on(storage, title, day)
    answer = looked_for(storage, "coat", most=5)
    assert titles(answer) == [
        "Coat drive, soon",
        "Coat drive, later",
        "Raincoat day",
        "Coat drive, last",
        "Coat drive, first",
    ]
    assert [one.past for one in answer.events.rows] == [False, False, False, True, True]


def test_more_than_are_wanted_are_counted_only(storage: Storage) -> None:
    for number in range(5):
        storage.change(add_person, a_person("Ana", f"Rai {number}"))
        an_event_on(storage, f"Ana's walk {number}", "2027-01-20")
    answer = looked_for(storage, "ana", most=2)
    assert (len(answer.people.rows), answer.people.total) == (2, 5)
    assert (len(answer.events.rows), answer.events.total) == (2, 5)
    assert storage.read(found, FindQuery("ana", people=1)).events.rows == ()


def test_a_person_comes_with_what_they_are_signed_up_for_next(storage: Storage) -> None:
    bo = key(storage.change(add_person, a_person("Bo", "Lindqvist")).record_id)
    role = storage.read(all_roles)[0]
    for title, day in (("Pantry", "2027-01-20"), ("Coat drive", "2027-01-16"), ("Old", "2026-12-01")):
        event = an_event(title, on(day), positions=(Position(role_id=key(role.id), needed=1, maximum=1),))
        made = key(storage.change(add_event, event).record_id)
        position = storage.read(event_card, made).line.event.positions[0].id
        storage.change(sign_up, key(position), bo)
    (one,) = looked_for(storage, "lindq").people.rows
    assert one.next is not None
    assert (one.next.title, one.row.upcoming) == ("Coat drive", 2)


def test_a_place_comes_with_its_events_of_this_month(storage: Storage) -> None:
    hall = key(storage.change(add_venue, a_venue("St. Brigid’s hall", "Gym", "Room 2")).record_id)
    for day in ("2027-01-02", "2027-01-31", "2027-02-01"):
        an_event_on(storage, f"On {day}", day, venue_id=hall)
    an_event_on(storage, "Called off", "2027-01-20", venue_id=hall, status=EventStatus.CANCELLED, cancel_reason="Snow")
    assert [(one.venue.id, one.this_month) for one in looked_for(storage, "room").venues.rows] == [(hall, 2)]


def test_what_was_removed_is_not_found(storage: Storage) -> None:
    person = storage.change(add_person, a_person("Zora", "Zeller")).record_id
    venue = storage.change(add_venue, a_venue("Zeller house")).record_id
    event = an_event_on(storage, "Zeller evening", "2027-01-20")
    storage.change(remove_person, key(person))
    storage.change(remove_venue, key(venue))
    storage.change(remove_event, event)
    assert looked_for(storage, "zeller").total == 0
    assert looked_for(storage, "ze").total == 0


def test_recent_things_stand_as_they_are_now_in_the_order_asked_for(storage: Storage) -> None:
    person = key(storage.change(add_person, a_person("Zora", "Zeller")).record_id)
    gone = key(storage.change(add_person, a_person("Al", "Gone")).record_id)
    venue = key(storage.change(add_venue, a_venue("Mill Street library")).record_id)
    event = an_event_on(storage, "Coat drive", "2027-01-15")
    storage.change(remove_person, gone)
    asked = (
        Recent(Found.VENUE, venue),
        Recent(Found.PERSON, gone),
        Recent(Found.EVENT, event),
        Recent(Found.EVENT, 10**12),
        Recent(Found.PERSON, person),
        Recent(Found.VENUE, 4711),
    )
    things = storage.read(recent_things, asked).things
    assert [type(thing) for thing in things] == [FoundVenue, FoundEvent, FoundPerson]


def _many(storage: Storage) -> None:
    storage.change(_fill)


def _fill(work: object) -> object:
    people = [a_person("Ann", f"Ball {number}") for number in range(1_200)]
    work.people.add_many([*people, a_person("Lea", "Zimmer"), a_person("Cora", "Azle")])  # type: ignore[attr-defined]
    events = [an_event(f"Ball night {number}", on("2026-06-01"), uid=f"u{number}") for number in range(1_200)]
    last = [Event(EventKind.MEETING, "Lead pipes", on("2027-03-01"), uid="x"), an_event("Candle", uid="y")]
    work.events.add_many([*events, *last])  # type: ignore[attr-defined]
    from coordinator.domain.changes import Label

    return work.recorder.finish(Label("events-imported", {"file": "x", "count": 1}))  # type: ignore[attr-defined]


def test_one_or_two_letters_find_the_best_among_very_many(storage: Storage) -> None:
    _many(storage)
    answer = looked_for(storage, "l", most=3)
    assert (answer.people.total, answer.events.total) == (1_202, 1_202)
    assert names(answer)[0] == "Lea Zimmer"
    assert titles(answer)[:2] == ["Lead pipes", "Candle"]
    assert names(looked_for(storage, "le")) == ["Lea Zimmer", "Cora Azle"]
    assert looked_for(storage, "b", most=3).people.rows[0].row.shown_name == "Ann Ball 0"


def test_the_day_of_today_is_the_precincts(storage: Storage) -> None:
    an_event_on(storage, "Noon walk", "2027-01-12")
    (one,) = looked_for(storage, "noon walk").events.rows
    assert one.line.event.when.first_day == date(2027, 1, 12)
    assert not one.past
