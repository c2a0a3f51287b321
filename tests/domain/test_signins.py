"""Who stands on a sign-in sheet, how, and the number of the sheet."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from coordinator.domain.events import Event, EventKind, SignUp, SignupStatus
from coordinator.domain.listings import EventLine, SignUpLine
from coordinator.domain.people import Person
from coordinator.domain.privacy import Audience, Field, Sheet, policies_of, policy_for
from coordinator.domain.signins import SignInList, sheet_id, sign_in_list
from coordinator.domain.spans import When

WHEN = When(datetime(2027, 1, 12, 18, 30), datetime(2027, 1, 12, 20), "America/New_York")
EVENT = Event(EventKind.MEETING, "Mill Street residents’ meeting", WHEN, public=True, id=7)
PRINTED = datetime(2027, 1, 12, 19, 5, tzinfo=UTC)
RUTH = Person("Ruth", "Okonkwo", adult=True, id=1)
LENA = Person("Lena", "Weberknecht", birth_date=date(2012, 3, 4), id=2)
HANA = Person("חנה", "לוי", latin_name="Hana Levi", adult=True, id=3)


def a_signup(person: Person, status: SignupStatus = SignupStatus.CONFIRMED, position: int = 1) -> SignUpLine:
    signup = SignUp(position, person.id or 0, status, id=position * 100 + (person.id or 0))
    return SignUpLine(signup, person, 7, EVENT.title, "Guest", WHEN, False)


def listed(*signups: SignUpLine, audience: Audience = Audience.PUBLIC) -> SignInList:
    policy = policy_for(Sheet.SIGN_IN, audience)
    assert policy is not None
    return sign_in_list(EventLine(EVENT), signups, policy=policy, language="en")


def names(shown: SignInList) -> list[str]:
    return [row.name.shown for row in shown.rows]


def test_those_invited_and_those_signed_up_stand_there_by_last_name() -> None:
    shown = listed(a_signup(RUTH), a_signup(HANA, SignupStatus.OFFERED))
    assert names(shown) == ["לוי, חנה (Levi, Hana)", "Okonkwo, Ruth"]


@pytest.mark.parametrize("status", [SignupStatus.DECLINED, SignupStatus.CANCELLED])
def test_whoever_does_not_come_does_not_stand_there(status: SignupStatus) -> None:
    assert listed(a_signup(RUTH, status)).rows == ()


def test_somebody_with_two_jobs_signs_once() -> None:
    assert names(listed(a_signup(RUTH), a_signup(RUTH, position=2))) == ["Okonkwo, Ruth"]


@pytest.mark.parametrize("audience", list(Audience))
def test_somebody_under_18_stands_by_first_name_and_initial_for_everybody(audience: Audience) -> None:
    assert names(listed(a_signup(LENA), audience=audience)) == ["Lena W."]


def test_those_under_18_are_told_apart_where_the_others_have_last_names() -> None:
    assert listed(a_signup(LENA), a_signup(RUTH)).shortened == frozenset({2})


def test_on_the_teams_copy_everybody_stands_by_first_name_and_initial() -> None:
    shown = listed(a_signup(RUTH), a_signup(HANA), audience=Audience.COACH)
    assert (names(shown), shown.shortened) == (["חנה ל. (Hana L.)", "Ruth O."], frozenset())


def test_no_audience_reads_more_than_names_on_an_open_table() -> None:
    on_the_table = {Field.NAMES, Field.LAST_NAMES, Field.TIMES, Field.PLACES, Field.DRAFT_EVENTS, Field.INTERNAL_EVENTS}
    assert [policy.audience for policy in policies_of(Sheet.SIGN_IN) if set(policy.shown) - on_the_table] == []


def number(shown: SignInList, *, set_as: str = "letter", printed_at: datetime = PRINTED) -> str:
    return sheet_id(shown, set_as=set_as, printed_at=printed_at)


def test_the_number_has_the_day_and_letters_that_are_not_taken_for_figures() -> None:
    assert re.fullmatch(r"SI-270112-[0-9A-HJKMNP-TV-Z]{8}", number(listed(a_signup(RUTH))))


def test_the_same_sheet_of_the_same_second_has_the_same_number() -> None:
    assert number(listed(a_signup(RUTH), a_signup(HANA))) == number(listed(a_signup(HANA), a_signup(RUTH)))


def test_any_other_sheet_has_another_number() -> None:
    ruth = listed(a_signup(RUTH))
    others = [
        number(ruth),
        number(listed(a_signup(HANA))),
        number(listed(a_signup(RUTH), audience=Audience.STAFF)),
        number(listed(a_signup(replace(RUTH, given_name="Rut")))),
        number(listed(a_signup(replace(RUTH, id=4)))),
        number(ruth, set_as="a4"),
        number(ruth, printed_at=PRINTED + timedelta(seconds=1)),
        number(replace(ruth, event_id=8)),
        number(replace(ruth, title="Other")),
    ]
    assert len(set(others)) == len(others)
