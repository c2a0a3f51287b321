"""The stores keep what they are given, on both databases."""

from dataclasses import replace
from datetime import date

import pytest

from coordinator.db.work import Storage, Work
from coordinator.domain.changes import Changes, Label
from coordinator.domain.errors import NotFound, Stale
from coordinator.domain.events import Position, SignUp, SignupStatus, Tally
from coordinator.domain.listings import EventQuery, PeopleQuery
from coordinator.domain.people import ContactKind, ContactPoint, Person
from coordinator.domain.venues import Space
from tests.makers import a_person, a_venue, an_event, on


def finish(work: Work, code: str = "test") -> Changes:
    return work.recorder.finish(Label(code))


def added_person(work: Work, person: Person) -> int:
    key = work.people.add(person)
    finish(work)
    return key


def test_a_person_comes_back_as_given(storage: Storage) -> None:
    given = a_person(
        "José",
        "Peña",
        born=date(1990, 2, 28),
        phone="(212) 555-0143",
        email="jose@millst.example",
        tags=("coach", "first aid"),
        latin_name="Jose Pena",
    )
    key = storage.change(added_person, given)
    found = storage.read(lambda work: work.people.get(key))
    points = tuple(replace(point, id=None) for point in found.contact_points)
    assert replace(found, id=None, contact_points=points) == given


def test_saving_a_card_keeps_the_ids_of_contacts_that_stay(storage: Storage) -> None:
    key = storage.change(added_person, a_person(phone="(212) 555-0143", email="bo@millst.example"))
    before = storage.read(lambda work: work.people.get(key))
    wanted = replace(before, contact_points=(ContactPoint(ContactKind.EMAIL, "bo@millst.example"),), tags=("driver",))

    def save(work: Work) -> Changes:
        assert work.people.save(wanted)
        return finish(work)

    storage.change(save)
    after = storage.read(lambda work: work.people.get(key))
    assert [point.id for point in after.contact_points] == [before.contact_points[1].id]
    assert (after.tags, after.version) == (("driver",), 2)


def test_saving_what_is_there_writes_nothing(storage: Storage) -> None:
    key = storage.change(added_person, a_person(phone="(212) 555-0143", tags=("driver",)))
    stored = storage.read(lambda work: work.people.get(key))

    def save(work: Work) -> Changes:
        assert not work.people.save(stored)
        return finish(work)

    assert storage.change(save).change_set_id is None


def test_saving_an_older_version_is_refused_with_the_card_as_it_stands(storage: Storage) -> None:
    key = storage.change(added_person, a_person())
    old = storage.read(lambda work: work.people.get(key))

    def save(work: Work, person: Person) -> Changes:
        work.people.save(person)
        return finish(work)

    storage.change(save, replace(old, notes="called"))
    with pytest.raises(Stale) as refused:
        storage.change(save, replace(old, notes="wrote"))
    assert isinstance(refused.value.theirs, Person)
    assert refused.value.theirs.notes == "called"
    assert refused.value.facts["by"] == storage.actor


def test_an_unknown_id_says_what_was_looked_for(storage: Storage) -> None:
    with pytest.raises(NotFound) as missing:
        storage.read(lambda work: work.people.get(99))
    assert (missing.value.code, missing.value.facts) == ("no-such-person", {"id": 99})


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("jose", ["José"]),
        ("PEÑA", ["José"]),
        ("lukasz", ["Łukasz"]),
        ("оле", ["Олена"]),
        ("太郎", ["太郎"]),
        ("郎", ["太郎"]),
        ("5550143", ["José"]),
        ("(212) 555", ["José"]),
        ("+1 212 555 0143", ["José"]),
        ("millst", ["José"]),
        ("kaz", []),
        ("uk sz", ["Łukasz"]),
        ("driver", ["Łukasz"]),
        ("le", ["Олена"]),
        ("le 5550143", []),
        ("jo 5550143", ["José"]),
        ('"', []),
        ("%", []),
    ],
)
def test_search_finds_inside_words_in_every_script(storage: Storage, asked: str, found: list[str]) -> None:
    def fill(work: Work) -> Changes:
        work.people.add(a_person("José", "Peña", phone="212.555.0143", email="jp@millst.example"))
        work.people.add(a_person("Łukasz", "Nowak", tags=("driver",)))
        work.people.add(a_person("Олена", "Ковальчук", latin_name="Olena Kovalchuk", email="ok@mail.example"))
        work.people.add(a_person("太郎", "山田"))
        return finish(work)

    storage.change(fill)
    page = storage.read(
        lambda work: work.people.page(
            PeopleQuery(text=asked), adults_born_by=date(2009, 1, 12), today_starts_at=work.now
        )
    )
    assert [row.sort_name.split(", ")[1] for row in page.rows] == found
    assert page.total == len(found)


def test_a_venue_keeps_its_spaces_by_name(storage: Storage) -> None:
    def add(work: Work) -> int:
        key = work.venues.add(a_venue("PS 41", "Gym", "Yard", capacity=60))
        finish(work)
        return key

    key = storage.change(add)
    before = storage.read(lambda work: work.venues.get(key))

    def save(work: Work) -> Changes:
        work.venues.save(replace(before, spaces=(Space("Gym", 80), Space("Library"))))
        return finish(work)

    storage.change(save)
    after = storage.read(lambda work: work.venues.get(key))
    assert [(space.name, space.capacity) for space in after.spaces] == [("Gym", 80), ("Library", None)]
    assert after.spaces[0].id == before.spaces[0].id


def an_event_with_places(work: Work, needed: int, maximum: int) -> int:
    role = work.roles.named("Sorter")
    assert role is not None
    assert role.id is not None
    position = Position(role.id, needed=needed, maximum=maximum)
    key = work.events.add(an_event(uid="one@coordinator", positions=(position,)))
    finish(work)
    return key


def test_the_last_place_is_taken_once(storage: Storage) -> None:
    storage.change(an_event_with_places, 1, 2)

    def take(work: Work, given: str) -> int | None:
        person = work.people.add(a_person(given))
        key = work.signups.take_place(SignUp(1, person))
        finish(work)
        return key

    assert [storage.change(take, name) is not None for name in ("Ada", "Bo", "Cy")] == [True, True, False]
    line = storage.read(lambda work: work.events.line(1))
    assert line.tally == Tally(needed=1, maximum=2, confirmed=2)
    assert (line.openings, line.positions[0].tally.over) == (0, 1)


def test_a_dropped_place_is_free_again(storage: Storage) -> None:
    storage.change(an_event_with_places, 1, 1)

    def take_and_drop(work: Work) -> Changes:
        person = work.people.add(a_person())
        key = work.signups.take_place(SignUp(1, person))
        assert key is not None
        work.signups.set_status(key, SignupStatus.CANCELLED, note="ill")
        return finish(work)

    storage.change(take_and_drop)
    assert storage.read(lambda work: work.events.line(1)).openings == 1


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        ("2027-01-15", "2027-01-15", ["meeting", "load-in", "parent week"]),
        ("2027-01-16", "2027-01-16", ["load-in", "late shift"]),
        ("2027-01-17", "2027-01-17", ["load-in", "late shift"]),
        ("2027-01-18", "2027-01-18", ["load-in"]),
        ("2027-03-01", "2027-03-31", []),
        (None, None, ["load-in", "parent week", "meeting", "late shift"]),
    ],
)
def test_an_event_counts_on_every_day_it_touches(
    storage: Storage, first: str | None, last: str | None, found: list[str]
) -> None:
    def fill(work: Work) -> Changes:
        late = replace(on("2027-01-16", "22:00", "23:00"), ends=on("2027-01-17", "02:00").starts)
        long = replace(on("2027-01-01", "06:00"), ends=on("2027-02-19", "19:00").starts)
        days = type(late).days(date(2027, 1, 13), date(2027, 1, 15), "Asia/Tokyo")
        work.events.add(an_event("meeting", on("2027-01-15"), uid="1"))
        work.events.add(an_event("late shift", late, uid="2"))
        work.events.add(an_event("load-in", long, uid="3"))
        work.events.add(an_event("parent week", days, uid="4"))
        return finish(work)

    storage.change(fill)
    dates = [None if day is None else date.fromisoformat(day) for day in (first, last)]
    lines = storage.read(lambda work: work.events.lines(EventQuery(first=dates[0], last=dates[1])))
    assert sorted(line.event.title for line in lines) == sorted(found)
