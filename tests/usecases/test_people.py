"""People: adding, changing, removing, bringing back, and who may be known already."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.db.work import Storage
from coordinator.domain.changes import Changes
from coordinator.domain.errors import NotFound, Refused, Stale
from coordinator.domain.events import Position
from coordinator.domain.listings import PeopleQuery
from coordinator.domain.people import ADULT_AGE, ContactKind, ContactPoint, Group, Person, age_on
from coordinator.usecases.events import add_event, event_card
from coordinator.usecases.history import changes_made, undo
from coordinator.usecases.people import (
    add_person,
    all_tags,
    edit_person,
    eighteen_years_before,
    likely_duplicates,
    objections_to_person,
    people_matching,
    person_card,
    remove_person,
    restore_person,
)
from coordinator.usecases.signups import sign_up
from coordinator.wording.labels import change_label
from coordinator.wording.problems import explain, sentence
from tests.makers import a_person, an_event, on


def key(done: Changes) -> int:
    assert done.record_id is not None
    return done.record_id


def card(storage: Storage, person_id: int) -> Person:
    return storage.read(person_card, person_id).person


def listed(storage: Storage, query: PeopleQuery) -> list[str]:
    return [row.sort_name for row in storage.read(people_matching, query).rows]


def test_a_person_is_kept_as_typed_without_stray_space(storage: Storage) -> None:
    typed = a_person(
        " José ", "Peña", phone=" (212) 555-0143 ", email="jose@millst.example", tags=("coach", " ", "coach")
    )

    done = storage.change(add_person, typed)

    found = card(storage, key(done))
    assert change_label(done.label) == "added José Peña"
    assert (found.given_name, found.phones, found.emails, found.tags) == (
        "José",
        ("(212) 555-0143",),
        ("jose@millst.example",),
        ("coach",),
    )


def test_letters_that_no_database_can_hold_are_left_out_and_all_others_stay(storage: Storage) -> None:
    done = storage.change(add_person, a_person("Bo\x00by\ud800", "'; DROP TABLE person; -- \u202e 田"))

    found = card(storage, key(done))

    assert (found.given_name, found.family_name) == ("Boby?", "'; DROP TABLE person; -- \u202e 田")


def test_a_card_without_a_name_is_refused_in_words_and_nothing_is_written(storage: Storage) -> None:
    with pytest.raises(Refused) as refused:
        storage.change(add_person, a_person(" ", "", born=date(2027, 2, 1)))

    assert explain(refused.value) == (
        "Write a name: the given name, the family name or both. The birth date Feb 1, 2027 is still to come."
    )
    assert listed(storage, PeopleQuery()) == []


def test_an_odd_phone_and_e_mail_are_kept_and_said(storage: Storage) -> None:
    done = storage.change(add_person, a_person(phone="12", email="nobody"))

    assert [problem.code for problem in done.warnings] == ["email-implausible", "phone-implausible"]
    assert card(storage, key(done)).phones == ("12",)


def test_somebody_with_the_same_phone_or_nearly_the_same_name_is_a_warning_and_never_merged(storage: Storage) -> None:
    yannick = key(storage.change(add_person, a_person("Yannick", "Abadie-Mbeki", phone="(212) 555-0143")))
    storage.change(add_person, a_person("Jon", "Smith"))

    same_phone = storage.change(add_person, a_person("Somebody", "Else", phone="+1 212 555 0143"))
    near_name = storage.read(likely_duplicates, a_person("Yanick", "Abadie Mbeki"))
    itself = storage.read(likely_duplicates, replace(card(storage, yannick), contact_points=()))
    nobody = storage.read(likely_duplicates, a_person("Jan", "Smith"))

    assert [sentence(problem) for problem in same_phone.warnings] == [
        "Yannick Abadie-Mbeki has the same phone number. Is it the same person?"
    ]
    assert [(like.person.id, like.reason) for like in near_name] == [(yannick, "near-name")]
    assert (itself, nobody) == ((), ())
    assert len(listed(storage, PeopleQuery())) == 3


def test_an_edit_keeps_what_it_does_not_name_and_writes_nothing_when_nothing_differs(storage: Storage) -> None:
    bo = key(storage.change(add_person, a_person(phone="(212) 555-0143", tags=("driver",))))
    before = card(storage, bo)

    nothing = storage.change(edit_person, before)
    done = storage.change(edit_person, replace(before, notes="Prefers mornings"))

    after = card(storage, bo)
    assert nothing.change_set_id is None
    assert change_label(done.label) == "changed the card of Bo Lindqvist"
    assert (after.notes, after.phones, after.tags, after.version) == (
        "Prefers mornings",
        ("(212) 555-0143",),
        ("driver",),
        before.version + 1,
    )


def test_an_edit_of_an_older_card_is_refused_with_the_card_as_it_stands(storage: Storage) -> None:
    bo = key(storage.change(add_person, a_person()))
    old = card(storage, bo)
    storage.change(edit_person, replace(old, notes="First"))

    with pytest.raises(Stale) as stale:
        storage.change(edit_person, replace(old, notes="Second"))

    assert stale.value.theirs == card(storage, bo)
    assert explain(stale.value) == (
        "Sgt. Dana Whitfield changed this on Tue Jan 12, 2027, 12:00 PM. "
        "Nothing of yours was saved. Look at both and save again."
    )


def test_removing_keeps_the_sign_ups_names_those_to_come_and_can_be_taken_back(storage: Storage) -> None:
    bo = key(storage.change(add_person, a_person(born=date(1990, 1, 1))))
    positions = (Position(role_id=1, needed=1, maximum=1),)
    drive = key(storage.change(add_event, an_event("Coat drive", on("2027-01-15"), positions=positions)))
    place = storage.read(event_card, drive).line.positions[0].position.id
    assert place is not None
    storage.change(sign_up, place, bo)

    removed = storage.change(remove_person, bo)
    gone = listed(storage, PeopleQuery())
    storage.change(restore_person, bo)

    assert [sentence(problem) for problem in removed.warnings] == [
        "Bo Lindqvist is still signed up for 1 event to come: Coat drive."
    ]
    assert gone == []
    assert listed(storage, PeopleQuery()) == ["Lindqvist, Bo"]
    assert [line.event_title for line in storage.read(person_card, bo).signups] == ["Coat drive"]


def test_removing_an_older_card_is_refused(storage: Storage) -> None:
    bo = key(storage.change(add_person, a_person()))
    storage.change(edit_person, replace(card(storage, bo), notes="Changed"))

    with pytest.raises(Stale):
        storage.change(remove_person, bo, 1)


def test_undo_brings_a_removed_person_back_into_search(storage: Storage) -> None:
    bo = key(storage.change(add_person, a_person("José", "Peña")))
    storage.change(remove_person, bo)

    storage.change(undo)

    assert listed(storage, PeopleQuery(text="jose")) == ["Peña, José"]


def test_the_list_counts_groups_and_finds_by_tag(storage: Storage) -> None:
    storage.change(add_person, a_person("Ann", "Okafor", born=date(1990, 1, 1), tags=("driver",)))
    storage.change(add_person, a_person("Kim", "Young", born=date(2009, 1, 13)))
    storage.change(add_person, a_person("Al", "Grown", born=date(2009, 1, 12)))
    storage.change(add_person, a_person("Dana", "Whitfield", born=date(1980, 1, 1), rank="Sgt."))

    page = storage.read(people_matching, PeopleQuery())

    assert dict(page.group_counts) == {Group.EVERYONE: 4, Group.VOLUNTEERS: 2, Group.OFFICERS: 1, Group.YOUTH: 1}
    assert [row.shown_name for row in page.rows if row.minor] == ["Kim Young"]
    assert listed(storage, PeopleQuery(tag="driver")) == ["Okafor, Ann"]
    assert storage.read(all_tags) == ("driver",)


def test_a_card_says_who_changed_it_last(storage: Storage) -> None:
    bo = key(storage.change(add_person, a_person()))

    shown = storage.read(person_card, bo)

    assert (shown.changed_by, shown.changed_at) == ("Sgt. Dana Whitfield", storage.clock.now())
    assert [entry.label.code for entry in storage.read(changes_made, about=("person", bo))] == ["person-added"]


def test_live_checks_write_nothing(storage: Storage) -> None:
    typed = a_person("", "", email="x")

    assert [problem.code for problem in storage.read(objections_to_person, typed)] == [
        "name-missing",
        "email-implausible",
    ]


def test_nobody_is_found_under_an_unknown_number(storage: Storage) -> None:
    with pytest.raises(NotFound) as nobody:
        storage.read(person_card, 999)

    assert explain(nobody.value) == "There is no person with the number 999. List people to see the numbers."


def test_contact_points_of_one_kind_and_value_are_kept_once(storage: Storage) -> None:
    twice = a_person(phone="(212) 555-0143")
    points = (*twice.contact_points, *twice.contact_points)

    done = storage.change(add_person, replace(twice, contact_points=points))

    assert card(storage, key(done)).contacts(ContactKind.MOBILE) == ("(212) 555-0143",)


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)))
def test_the_latest_birth_date_of_somebody_who_is_18(day: date) -> None:
    born = eighteen_years_before(day)

    assert age_on(born, day) == ADULT_AGE
    assert age_on(born + timedelta(days=1), day) == ADULT_AGE - 1


def test_a_name_longer_than_any_index_entry_is_kept_whole_and_found(storage: Storage) -> None:
    name = "".join(chr(0x4E00 + number % 5_000) for number in range(32_000))
    person_id = storage.change(add_person, a_person(name, email=name)).record_id
    assert person_id is not None
    assert storage.read(person_card, person_id).person.given_name == name
    assert storage.read(people_matching, PeopleQuery(text=name[20_000:20_010])).total == 1


def test_the_list_is_sorted_by_the_phone_that_it_shows(storage: Storage) -> None:
    storage.change(add_person, a_person("Ada", "Moreau", phone="(212) 555-0150"))
    spare = ContactPoint(ContactKind.PHONE, "(212) 555-0110")
    preferred = ContactPoint(ContactKind.MOBILE, "(212) 555-0190", preferred=True)
    storage.change(add_person, replace(a_person("Cy", "Bell"), contact_points=(spare, preferred)))
    storage.change(add_person, a_person("Eve", "Nowak"))

    shown = [row.phone for row in storage.read(people_matching, PeopleQuery(sort="phone")).rows]

    assert shown == ["(212) 555-0150", "(212) 555-0190", ""]


def test_the_list_is_sorted_by_what_people_are_signed_up_for(storage: Storage) -> None:
    busy, free = (key(storage.change(add_person, a_person(name))) for name in ("Busy", "Free"))
    event = storage.change(add_event, an_event(positions=(Position(1),))).record_id
    place = storage.read(event_card, event or 0).line.positions[0].position.id
    storage.change(sign_up, place or 0, busy, override_reason="Known to be old enough")

    for descending, right in ((True, [busy, free]), (False, [free, busy])):
        query = PeopleQuery(sort="upcoming", descending=descending)
        assert [row.id for row in storage.read(people_matching, query).rows] == right


def test_a_new_phone_may_be_the_number_that_another_gives_up(storage: Storage) -> None:
    person_id = key(storage.change(add_person, a_person(phone="(212) 555-0101")))
    before = card(storage, person_id)
    (mobile,) = before.contact_points

    changed = replace(mobile, value="(212) 555-0102")
    points = (changed, ContactPoint(ContactKind.MOBILE, "(212) 555-0101"))
    storage.change(edit_person, replace(before, contact_points=points))

    after = card(storage, person_id).contact_points
    assert [point.value for point in after] == ["(212) 555-0102", "(212) 555-0101"]
    assert after[0].id == mobile.id
