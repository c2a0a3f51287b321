"""The rules over one card, names and ages."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.domain.people import ContactKind, ContactPoint, Person, age_on, counts_as_minor, objections_to
from coordinator.domain.problems import Weight
from tests.domain.makers import a_person

TODAY = date(2027, 1, 12)


def test_a_card_needs_one_of_the_two_names() -> None:
    assert [p.code for p in objections_to(Person(" ", ""), TODAY)] == ["name-missing"]
    assert list(objections_to(Person("", "Plato"), TODAY)) == []


def test_nobody_is_born_tomorrow() -> None:
    assert [p.code for p in objections_to(a_person(birth_date=date(2027, 1, 13)), TODAY)] == ["born-in-the-future"]
    assert list(objections_to(a_person(birth_date=TODAY), TODAY)) == []


@pytest.mark.parametrize("email", ["nobody", "a@b", "two words@x.org"])
def test_an_odd_e_mail_is_kept_and_warned_about(email: str) -> None:
    person = a_person(contact_points=(ContactPoint(ContactKind.EMAIL, email),))

    assert [(p.code, p.weight) for p in objections_to(person, TODAY)] == [("email-implausible", Weight.WARNS)]


def test_somebody_born_on_a_leap_day_has_the_birthday_on_the_first_of_march() -> None:
    born = date(2008, 2, 29)

    assert [age_on(born, date(2026, 2, 28)), age_on(born, date(2026, 3, 1)), age_on(born, date(2028, 2, 29))] == [
        17,
        18,
        20,
    ]


@given(st.dates(date(1920, 1, 1), date(2026, 12, 31)), st.integers(0, 20_000))
def test_age_never_falls_and_grows_by_at_most_one_a_day(born: date, days: int) -> None:
    day = born + timedelta(days=days)

    assert age_on(born, day + timedelta(days=1)) - age_on(born, day) in (0, 1)


def test_an_unknown_birth_date_counts_as_under_18_unless_marked_as_adult() -> None:
    assert counts_as_minor(a_person(birth_date=None), TODAY)
    assert not counts_as_minor(a_person(birth_date=None, adult=True), TODAY)
    assert counts_as_minor(a_person(birth_date=date(2009, 1, 13), adult=True), TODAY)


def test_names_are_shown_with_rank_and_latin_form() -> None:
    officer = Person("Dana", "Whitfield", rank="Sgt.")
    olena = Person("Олена", "Ковальчук", latin_name="Olena Kovalchuk")

    assert (officer.full_name, officer.sort_name) == ("Sgt. Dana Whitfield", "Whitfield, Sgt. Dana")
    assert olena.shown_name == "Олена Ковальчук (Olena Kovalchuk)"


def test_the_preferred_contact_comes_first() -> None:
    person = a_person(
        contact_points=(
            ContactPoint(ContactKind.PHONE, "1"),
            ContactPoint(ContactKind.EMAIL, "a@b.org"),
            ContactPoint(ContactKind.MOBILE, "2", preferred=True),
        )
    )

    assert person.phones == ("2", "1")
