"""Cells, guessed columns and mappings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.domain.cells import (
    SplitName,
    has_member,
    is_likely_limit,
    members_of,
    places_of,
    read_count,
    read_tags,
    read_yes_no,
    split_name,
)
from coordinator.domain.columns import fingerprint, guessed_kind, guessed_mapping, with_kinds
from coordinator.domain.errors import FileTrouble, Refused
from coordinator.domain.events import EventKind
from coordinator.domain.imports import ColumnUse, Field, ImportMapping, KindMatch, Subject
from coordinator.domain.mappings import as_plain, fitted, from_json, to_json


@pytest.mark.parametrize(
    ("cell", "value", "held"),
    [
        ("10, 12, 14,", "14", True), ("14,", "14", True), ("14", "14", True), ("114", "14", False),
        ("114, 141,", "14", False), ("", "14", False), ("Youth; Élite", "elite", True), ("New York", "York", False),
    ],
)  # fmt: skip
def test_a_value_is_a_member_of_the_list_or_it_is_not(cell: str, value: str, held: bool) -> None:
    assert has_member(cell, value) is held


MEMBER = st.text(st.sampled_from("0123456789abcXYZ é"), min_size=1, max_size=6).filter(str.strip)


@given(st.lists(MEMBER, max_size=6), st.sampled_from([",", ", ", ";", " | ", ",  "]), MEMBER)
def test_membership_is_that_of_the_list_that_was_written(members: list[str], sign: str, value: str) -> None:
    cell = sign.join(members) + sign
    tidy = [" ".join(member.split()) for member in members]

    assert members_of(cell) == tuple(tidy)
    assert all(has_member(cell, member) for member in tidy)
    assert has_member(cell, value) == (" ".join(value.split()).lower() in [member.lower() for member in tidy])


def test_tags_are_told_apart_by_more_than_case() -> None:
    assert read_tags("Driving, first aid; DRIVING,Cooking") == ("Driving", "first aid", "Cooking")


@pytest.mark.parametrize(("cell", "answer"), [("Yes", True), ("sí", True), ("x", True), ("No", False), ("maybe", None)])
def test_yes_and_no_are_read_in_both_languages(cell: str, answer: bool | None) -> None:
    assert read_yes_no(cell) is answer


@pytest.mark.parametrize(
    ("cell", "count"), [("120", 120), ("1,200", 1200), ("2.0", 2), ("-5", None), ("lots", None), ("1,2", None)]
)
def test_a_count_is_a_whole_number(cell: str, count: int | None) -> None:
    assert read_count(cell) == count


@pytest.mark.parametrize(
    ("full", "given", "family"),
    [
        ("Bradley Estrada", "Bradley", "Estrada"),
        ("Brandon Howell III", "Brandon", "Howell III"),
        ("Peña, José", "José", "Peña"),
        ("Maria de la Cruz", "Maria", "de la Cruz"),
        ("Martin Luther King, Jr.", "Martin Luther", "King Jr."),
        ("Mike", "Mike", ""),
        ("山田太郎", "山田太郎", ""),
    ],
)
def test_a_full_name_is_split(full: str, given: str, family: str) -> None:
    assert split_name(full) == SplitName(given, family)


@pytest.mark.parametrize(
    ("cell", "places"),
    [
        ("Canarsie Park: Baseball-01 ,Canarsie Park: Softball-02   ,Canarsie Park: Softball-03",
         ("Canarsie Park: Baseball-01", "Canarsie Park: Softball-02", "Canarsie Park: Softball-03")),
        ("WEST   35 STREET between 7 AVENUE and BROADWAY,  BROADWAY between WEST   34 STREET and WEST   35 STREET",
         ("WEST 35 STREET between 7 AVENUE and BROADWAY", "BROADWAY between WEST 34 STREET and WEST 35 STREET")),
        ("Brooklyn Bridge: Westbound Rd 1 between Park Row (S) and BQE EB, Exit 28B",
         ("Brooklyn Bridge: Westbound Rd 1 between Park Row (S) and BQE EB, Exit 28B",)),
        ("1167 ROGERS AVENUE,816 ROGERS AVENUE, ROGERS AVENUE between CHURCH AVENUE and AVENUE D",
         ("1167 ROGERS AVENUE", "816 ROGERS AVENUE", "ROGERS AVENUE between CHURCH AVENUE and AVENUE D")),
        ("18 Mill St, Apt 4, New York", ("18 Mill St, Apt 4, New York",)),
        ("Room 4; Room 5", ("Room 4", "Room 5")),
        ("", ()),
    ],
)  # fmt: skip
def test_the_places_of_a_cell_are_named_one_by_one(cell: str, places: tuple[str, ...]) -> None:
    assert places_of(cell) == places


def test_only_a_length_that_programs_cut_at_looks_cut() -> None:
    assert [length for length in (50, 199, 200, 255, 318, 500, 501) if is_likely_limit(length)] == [200, 255, 500]


def fields_of(subject: Subject, headings: list[str], *rows: list[str]) -> list[Field]:
    samples = [[row[place] for row in rows] for place in range(len(headings))]
    return [column.field for column in guessed_mapping(subject, headings, samples).columns]


def test_people_are_guessed_in_english_and_spanish() -> None:
    assert fields_of(Subject.PEOPLE, ["First Name", "LAST_NAME", "E-mail", "Cell phone", "Date of birth"]) == [
        Field.GIVEN_NAME, Field.FAMILY_NAME, Field.EMAIL, Field.MOBILE, Field.BIRTH_DATE,
    ]  # fmt: skip
    assert fields_of(Subject.PEOPLE, ["Nombre", "Apellidos", "Correo electrónico", "Teléfono", "Dirección"]) == [
        Field.GIVEN_NAME, Field.FAMILY_NAME, Field.EMAIL, Field.PHONE, Field.ADDRESS,
    ]  # fmt: skip


def test_a_heading_is_not_believed_against_its_cells() -> None:
    assert fields_of(Subject.EVENTS, ["Event", "Date", "Start", "End"], ["Picnic", "3/4/2027", "7 PM", "9 PM"]) == [
        Field.TITLE, Field.DATE, Field.START_TIME, Field.END_TIME,
    ]  # fmt: skip
    assert fields_of(Subject.PEOPLE, ["Name", "Contact"], ["Bo", "bo@x.example"]) == [Field.FULL_NAME, Field.EMAIL]


def test_a_plain_name_beside_a_venue_is_the_space() -> None:
    assert fields_of(Subject.VENUES, ["propertyname", "name"]) == [Field.VENUE_NAME, Field.SPACE_NAME]
    assert fields_of(Subject.VENUES, ["Name", "Capacity"]) == [Field.VENUE_NAME, Field.CAPACITY]


def test_no_field_is_guessed_twice_that_only_one_column_may_have() -> None:
    assert fields_of(Subject.EVENTS, ["Title", "Event name"]) == [Field.TITLE, Field.IGNORE]
    assert fields_of(Subject.PEOPLE, ["Home phone", "Work phone"]) == [Field.PHONE, Field.PHONE]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Sport - Youth", EventKind.PRACTICE), ("Sport - Adult", EventKind.OTHER), ("Street Event", EventKind.OTHER),
        ("Community Council Meeting", EventKind.MEETING), ("Reunión mensual", EventKind.MEETING),
        ("Volunteer shift", EventKind.VOLUNTEER), ("Game", EventKind.GAME), ("CPR training", EventKind.TRAINING),
    ],
)  # fmt: skip
def test_a_kind_is_guessed_from_its_words(text: str, kind: EventKind) -> None:
    assert guessed_kind(text) is kind


def test_a_fingerprint_is_that_of_the_headings_and_not_of_their_spelling() -> None:
    assert fingerprint(["First Name", "E-mail"]) == fingerprint(["first_name", "E MAIL"])
    assert fingerprint(["First Name", "E-mail"]) != fingerprint(["E-mail", "First Name"])


MAPPING = ImportMapping(
    Subject.EVENTS,
    (ColumnUse("Name", Field.TITLE), ColumnUse("When", Field.STARTS), ColumnUse("Code")),
    (KindMatch("Street Event", EventKind.OTHER),),
)


def test_a_mapping_comes_back_from_its_json() -> None:
    assert from_json(to_json(MAPPING), subject=Subject.EVENTS) == MAPPING


def test_a_mapping_may_be_written_by_hand_or_be_a_whole_report() -> None:
    by_hand = '{"columns": {"Name": "title", "When": "starts"}}'
    report = '{"file": "x.csv", "mapping": {"columns": [{"heading": "Name", "field": "title"}], "kinds": {}}}'

    assert [c.field for c in from_json(by_hand, subject=Subject.EVENTS).columns] == [Field.TITLE, Field.STARTS]
    assert [c.field for c in from_json(report, subject=Subject.EVENTS).columns] == [Field.TITLE]


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"columns": 3}', '{"columns": {"A": "nonsense"}}', '{"columns": {"A": "birth_date"}}']
)
def test_json_that_is_no_mapping_is_refused(text: str) -> None:
    with pytest.raises(FileTrouble) as refused:
        from_json(text, subject=Subject.EVENTS)

    assert refused.value.code == "mapping-unreadable"


def test_a_mapping_fits_a_file_by_its_headings() -> None:
    fit = fitted(MAPPING, ["When", "Extra", "NAME"])

    assert [column.field for column in fit.columns] == [Field.STARTS, Field.IGNORE, Field.TITLE]
    assert as_plain(fit)["kinds"] == {"Street Event": "other"}


def test_a_mapping_that_names_a_missing_column_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        fitted(MAPPING, ["Name"])

    assert [(p.code, p.facts["column"]) for p in refused.value.problems] == [("no-such-column", "When")]


def test_kinds_that_were_matched_stay_and_new_ones_are_guessed() -> None:
    mapping = ImportMapping(Subject.EVENTS, (), (KindMatch("Rally", EventKind.MEETING),))

    assert with_kinds(mapping, ["Rally", "Clinic"]).kinds == (
        KindMatch("Clinic", EventKind.TRAINING),
        KindMatch("Rally", EventKind.MEETING),
    )
