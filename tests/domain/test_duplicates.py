"""When two may be the same, and what comes of putting them together."""

import pytest

from coordinator.domain.duplicates import (
    NEAR_NAME,
    blocks_of,
    counts_as_phone,
    name_key,
    name_keys,
    told_apart_by_number,
)
from coordinator.domain.events import Source
from coordinator.domain.imports import Field
from coordinator.domain.merging import event_updated, free_space_name, person_updated, venue_updated
from coordinator.domain.pairs import Take, Verdict, combined, sides_of
from coordinator.domain.people import ContactKind, ContactPoint
from coordinator.domain.venues import Space, Venue
from coordinator.usecases.nearnames import NameIndex, score
from tests.makers import a_person, a_venue, an_event, on


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        (("Yannick", "Abadie-Mbeki"), ("Yanick", "Abadie Mbeki"), True),
        (("Bo", "Lindqvist"), ("Bo", "Lindquist"), True),
        (("José", "Peña"), ("Jose", "Pena"), True),
        (("Peña", "José"), ("José", "Peña"), True),
        (("Jon", "Smith"), ("Jan", "Smith"), False),
        (("Maria", "Garcia"), ("Ana", "Garcia"), False),
    ],
)
def test_near_names_reach_the_threshold_and_others_do_not(
    one: tuple[str, str], other: tuple[str, str], near: bool
) -> None:
    found = score(name_key(*one), name_key(*other))

    assert (found >= NEAR_NAME) is near
    assert (score(name_key(*other), name_key(*one)) >= NEAR_NAME) is near


def test_near_names_are_found_among_many() -> None:
    index: NameIndex[int] = NameIndex()
    for number, name in enumerate(["Bo Lindqvist", "Ana Garcia", "Giorgos Papadakis"]):
        index.add(name_key(name, ""), number)

    assert index.nearest(name_key("Bo", "Lindquist")) == (92, [0])
    assert index.nearest(name_key("Garcia", "Ana")) == (100, [1])
    assert index.nearest(name_key("Mo", "Salah")) == (0, [])


def test_near_names_share_a_block() -> None:
    assert set(blocks_of(name_key("Bo", "Lindqvist"))) & set(blocks_of(name_key("Bo", "Lindquist")))


def test_a_latin_form_is_a_name_too() -> None:
    assert name_keys(a_person("Олена", "Коваль", latin_name="Olena Koval")) == (
        name_key("Олена", "Коваль"),
        "koval olena",
    )


def test_an_extension_tells_nobody_apart() -> None:
    assert (counts_as_phone("12125550143"), counts_as_phone("911")) == (True, False)


def test_one_list_tells_its_events_apart_by_number_and_start() -> None:
    def event(name: str, number: str, starts: str) -> object:
        return an_event(source=Source(name, "x.csv", number, starts))

    first = event("list", "7", "2027-01-15T17:00:00")
    assert told_apart_by_number(first, event("list", "8", "2027-01-15T17:00:00"))  # type: ignore[arg-type]
    assert told_apart_by_number(first, event("list", "7", "2027-01-16T17:00:00"))  # type: ignore[arg-type]
    assert not told_apart_by_number(first, event("other", "8", "2027-01-15T17:00:00"))  # type: ignore[arg-type]
    assert not told_apart_by_number(first, event("list", "~8", "2027-01-15T17:00:00"))  # type: ignore[arg-type]


def test_a_row_fills_in_and_adds_but_empties_nothing() -> None:
    yours = a_person(phone="(212) 555-0143", email="bo@x.example", tags=("coach",), notes="since 2024")
    theirs = a_person(phone="212.555.0143", email="bo.l@x.example", tags=("Coach", "driver"), availability="weekends")

    after = person_updated(yours, theirs, frozenset({Field.FULL_NAME, Field.PHONE, Field.AVAILABILITY, Field.NOTES}))

    assert after.phones == ("(212) 555-0143",)
    assert after.emails == ("bo@x.example", "bo.l@x.example")
    assert (after.tags, after.availability, after.notes) == (("coach", "driver"), "weekends", "since 2024")


def test_a_near_name_stays_as_you_write_it_when_asked() -> None:
    yours, theirs = a_person("José", "Peña"), a_person("Jose", "Pena")
    filled = frozenset({Field.GIVEN_NAME, Field.FAMILY_NAME})

    assert person_updated(yours, theirs, filled, keep_name=True).full_name == "José Peña"
    assert person_updated(yours, theirs, filled).full_name == "Jose Pena"


def test_a_space_is_filled_in_by_name_and_another_one_is_added() -> None:
    yours = a_venue("PS 41", "Gym")
    theirs = Venue("PS 41", spaces=(Space("GYM", 60), Space("Yard")))

    after = venue_updated(yours, theirs, frozenset({Field.CAPACITY, Field.SPACE_NAME}))

    assert [(space.name, space.capacity) for space in after.spaces] == [("Gym", 60), ("Yard", None)]
    assert free_space_name(after.spaces, "gym") == "gym (2)"


def test_an_event_takes_time_and_place_and_keeps_its_positions() -> None:
    yours = an_event("Picnic", on("2027-01-15"), place="Harbor Park")
    theirs = an_event("Picnic", on("2027-01-15", "18:00", "19:00"), place="Pier 4")

    assert event_updated(yours, theirs, frozenset({Field.TITLE})) == yours
    moved = event_updated(yours, theirs, frozenset({Field.STARTS, Field.PLACES}))
    assert (moved.when.starts.hour, moved.place) == (18, "Pier 4")


def test_two_people_side_by_side_are_compared_by_what_they_mean() -> None:
    yours = a_person("Deepa", "Sharma", phone="(212) 555-0143", email="d@x.example", tags=("coach",), latin_name="")
    theirs = a_person("Deepa", "Sharma", phone="212.555.0143", email="ds@x.example", availability="Tue eve")

    sides = {side.field: (side.verdict, side.usual) for side in sides_of(yours, theirs)}

    assert sides == {
        Field.FULL_NAME: (Verdict.SAME, Take.YOURS),
        Field.PHONE: (Verdict.SAME, Take.YOURS),
        Field.EMAIL: (Verdict.DIFFERS, Take.BOTH),
        Field.TAGS: (Verdict.ONLY_YOURS, Take.YOURS),
        Field.AVAILABILITY: (Verdict.ADDS, Take.THEIRS),
    }


def test_what_is_ticked_of_each_makes_one_card() -> None:
    yours = a_person("Deepa", "Sharma", email="d@x.example", tags=("coach", "screened"))
    address = ContactPoint(ContactKind.POSTAL, "18 Mill St")
    theirs = a_person("Dipa", "Sharma", email="ds@x.example", tags=("coach", "first aid"), notes="tall")

    card = combined(
        yours,
        theirs,
        {Field.EMAIL: Take.BOTH, Field.TAGS: Take.BOTH, Field.NOTES: Take.THEIRS, Field.ADDRESS: Take.BOTH},
    )

    assert (card.full_name, card.emails, card.tags, card.notes) == (
        "Deepa Sharma", ("d@x.example", "ds@x.example"), ("coach", "screened", "first aid"), "tall",
    )  # fmt: skip
    taken = combined(yours, theirs, {Field.FULL_NAME: Take.THEIRS, Field.EMAIL: Take.THEIRS, Field.TAGS: Take.THEIRS})
    assert (taken.given_name, taken.emails, taken.tags) == ("Dipa", ("ds@x.example",), ("coach", "first aid"))
    assert address not in card.contact_points
