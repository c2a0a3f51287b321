"""Who sees which field, and how far a name goes."""

from datetime import date, datetime

import pytest

from coordinator.domain.events import Event, EventKind, EventStatus
from coordinator.domain.people import ContactKind, ContactPoint, Person
from coordinator.domain.privacy import (
    TABLE,
    Audience,
    Field,
    Name,
    Policy,
    Sheet,
    initial_of,
    is_shown,
    name_for,
    objections_to,
    policies_of,
    policy_for,
    usual_audience,
)
from coordinator.domain.spans import When

DAY = date(2027, 1, 12)
CHILD = date(2012, 3, 4)


def the_policy(audience: Audience) -> Policy:
    found = policy_for(Sheet.SHIFT_ROSTER, audience)
    assert found is not None
    return found


def an_event(kind: EventKind = EventKind.VOLUNTEER, *, public: bool = True, status: str = "published") -> Event:
    when = When(datetime(2027, 1, 12, 16), datetime(2027, 1, 12, 18), "America/New_York")
    return Event(kind, f"{kind} one", when, status=EventStatus(status), public=public)


def shown_to(audience: Audience, person: Person, day: date = DAY) -> Name | None:
    return name_for(person, day, the_policy(audience))


def test_every_sheet_has_each_audience_at_most_once() -> None:
    pairs = [(policy.sheet, policy.audience) for policy in TABLE]
    assert len(pairs) == len(set(pairs))


def test_every_field_is_either_shown_or_left_out() -> None:
    for policy in TABLE:
        assert sorted((*policy.shown, *policy.left_out)) == sorted(Field)


def test_fewer_eyes_never_see_less() -> None:
    public, volunteers, coach, staff = (set(policy.shown) for policy in policies_of(Sheet.SHIFT_ROSTER))
    assert public <= volunteers == coach <= staff


def test_nobody_but_staff_sees_contacts_ages_and_reasons() -> None:
    private = {Field.PHONES, Field.MINORS_AGES, Field.OVERRIDE_REASONS, Field.MINORS_LAST_NAMES, Field.DRAFT_EVENTS}
    for policy in policies_of(Sheet.SHIFT_ROSTER):
        assert private & set(policy.shown) == (private if policy.audience is Audience.STAFF else set())


def test_no_roster_shows_addresses_e_mails_birth_dates_or_notes() -> None:
    for policy in policies_of(Sheet.SHIFT_ROSTER):
        assert not {Field.ADDRESSES, Field.EMAILS, Field.BIRTH_DATES, Field.NOTES} & set(policy.shown)


def test_the_roster_is_for_volunteers_unless_somebody_says_otherwise() -> None:
    assert usual_audience(Sheet.SHIFT_ROSTER) is Audience.VOLUNTEERS


def test_the_public_sees_no_name_at_all() -> None:
    assert shown_to(Audience.PUBLIC, Person("Ruth", "Okonkwo", adult=True)) is None


def test_volunteers_see_an_adults_whole_name_with_its_latin_form() -> None:
    person = Person("חנה", "לוי", latin_name="Hana Levi", birth_date=date(1980, 1, 1))
    assert shown_to(Audience.VOLUNTEERS, person) == Name("חנה לוי", "Hana Levi")


def test_somebody_under_18_stands_there_by_first_name_and_initial() -> None:
    person = Person("Lena", "Weber", birth_date=CHILD)
    assert shown_to(Audience.VOLUNTEERS, person) == Name("Lena W.")
    assert shown_to(Audience.COACH, person) == Name("Lena W.")
    assert shown_to(Audience.STAFF, person) == Name("Lena Weber")


def test_the_day_of_the_event_counts_not_today() -> None:
    person = Person("Lena", "Weber", birth_date=date(2009, 1, 12))
    assert shown_to(Audience.VOLUNTEERS, person, date(2027, 1, 11)) == Name("Lena W.")
    assert shown_to(Audience.VOLUNTEERS, person, date(2027, 1, 12)) == Name("Lena Weber")


def test_an_unknown_birth_date_counts_as_under_18_unless_marked_as_adult() -> None:
    assert shown_to(Audience.VOLUNTEERS, Person("Bo", "Lindqvist")) == Name("Bo L.")
    assert shown_to(Audience.VOLUNTEERS, Person("Bo", "Lindqvist", adult=True)) == Name("Bo Lindqvist")


@pytest.mark.parametrize(
    ("person", "shown"),
    [
        (Person("Magdalena", "Weber", preferred_name="Lena"), "Lena W."),
        (Person("Magdalena", "Weber", preferred_name="Lena Weber"), "Lena W."),
        (Person("Magdalena", "Weber", preferred_name="weber"), "Magdalena W."),
        (Person("María José", "García López"), "María José G."),
        (Person("Lena", "Weber-Klein", preferred_name="Lena Klein"), "Lena W."),
        (Person("Lena Weber", ""), "Lena W."),
        (Person("Lena Marie Weber", ""), "Lena W."),
        (Person("", "Weber"), "W."),
        (Person("Lena", ""), "Lena"),
        (Person("Lena", "Weber", rank="Cadet"), "Lena W."),
    ],
)
def test_no_part_of_a_minors_last_name_gets_through(person: Person, shown: str) -> None:
    assert shown_to(Audience.VOLUNTEERS, person) == Name(shown)


@pytest.mark.parametrize(
    ("person", "latin"),
    [
        (Person("חנה", "לוי", latin_name="Hana Levi"), "Hana L."),
        (Person("Олена", "Ковальчук", latin_name="Kovalchuk, Olena"), "Olena K."),
        (Person("太郎", "山田", latin_name="Yamada, Taro"), "Taro Y."),
        (Person("太郎", "山田", latin_name="Yamada Taro"), ""),
        (Person("חנה", "לוי", latin_name="Levi"), ""),
    ],
)
def test_a_minors_latin_form_is_shortened_too_or_left_out_where_it_is_not_plain(person: Person, latin: str) -> None:
    name = shown_to(Audience.VOLUNTEERS, person)
    assert name is not None
    assert name.latin == latin


@pytest.mark.parametrize(
    ("word", "initial"),
    [
        ("Weber", "W"),
        ("E\u0301va", "É"),
        ("’t Hooft", "t"),
        ("שרון", "ש"),
        ("शर्मा", "श"),
        ("क्षत्रिय", "क्ष"),
        ("เจริญ", "เจ"),
        ("김", "김"),
        ("123", "1"),
    ],
)
def test_an_initial_is_one_letter_as_people_see_it(word: str, initial: str) -> None:
    assert initial_of(word) == initial


def test_drafts_and_internal_events_stay_off_copies_they_are_not_for() -> None:
    seen = {
        audience: (
            is_shown(an_event(status="draft"), the_policy(audience)),
            is_shown(an_event(public=False), the_policy(audience)),
            is_shown(an_event(), the_policy(audience)),
        )
        for audience in Audience
    }
    assert seen == {
        Audience.PUBLIC: (False, False, True),
        Audience.VOLUNTEERS: (False, True, True),
        Audience.COACH: (False, True, True),
        Audience.STAFF: (True, True, True),
    }


def test_a_coachs_copy_is_refused_when_an_event_is_neither_practice_nor_game() -> None:
    events = [an_event(EventKind.PRACTICE), an_event(EventKind.MEETING), an_event(EventKind.GAME)]
    codes = [(p.code, p.facts["titles"]) for p in objections_to(Sheet.SHIFT_ROSTER, Audience.COACH, events)]
    assert codes == [("coach-copy-other-events", ("meeting one",))]


def test_practices_and_games_may_be_printed_for_a_coach() -> None:
    events = [an_event(EventKind.PRACTICE), an_event(EventKind.GAME)]
    assert list(objections_to(Sheet.SHIFT_ROSTER, Audience.COACH, events)) == []


def test_contacts_of_the_card_do_not_change_the_name() -> None:
    phone = (ContactPoint(ContactKind.MOBILE, "(212) 555-0100"),)
    assert shown_to(Audience.VOLUNTEERS, Person("Bo", "Ek", adult=True, contact_points=phone)) == Name("Bo Ek")
