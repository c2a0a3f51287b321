"""Signing up: every refusal at once, what may be overruled, and what the log says."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest

from coordinator.db.work import Storage
from coordinator.domain.changes import Changes
from coordinator.domain.errors import NotFound, Refused
from coordinator.domain.events import Event, Position, SignupStatus, Tally
from coordinator.domain.listings import EventQuery, SignUpLine
from coordinator.domain.people import PersonStatus
from coordinator.usecases.events import add_event, cancel_event, event_card
from coordinator.usecases.history import redo, undo
from coordinator.usecases.people import add_person, edit_person, person_card
from coordinator.usecases.roles import all_roles
from coordinator.usecases.signups import (
    candidates_for,
    confirm_signup,
    decline_signup,
    drop_signup,
    openings_during,
    raise_maximum,
    sign_up,
    signups_matching,
)
from coordinator.wording.labels import change_label
from coordinator.wording.problems import explain
from tests.makers import a_person, an_event, on

GROWN = date(1990, 5, 1)


def key(done: Changes) -> int:
    assert done.record_id is not None
    return done.record_id


def person(storage: Storage, given: str = "Bo", family: str = "Lindqvist", born: date | None = GROWN) -> int:
    return key(storage.change(add_person, a_person(given, family, born=born)))


def role_id(storage: Storage, name: str) -> int:
    return next(role.id for role in storage.read(all_roles) if role.name == name and role.id is not None)


def event(storage: Storage, *needs: tuple[str, int, int], title: str = "Coat drive", when: object = None) -> Event:
    positions = tuple(Position(role_id(storage, name), name, needed, most) for name, needed, most in needs)
    new = an_event(title, when or on("2027-01-15"), positions=positions)  # type: ignore[arg-type]
    return storage.read(event_card, key(storage.change(add_event, new))).line.event


def place(of: Event, number: int = 0) -> int:
    found = of.positions[number].id
    assert found is not None
    return found


def known(of: Event) -> int:
    assert of.id is not None
    return of.id


def standing(storage: Storage, of: Event) -> list[tuple[str, SignupStatus]]:
    return [(line.person.full_name, line.signup.status) for line in storage.read(event_card, known(of)).signups]


def refusal(storage: Storage, position_id: int, person_id: int, reason: str = "") -> Refused:
    with pytest.raises(Refused) as refused:
        storage.change(sign_up, position_id, person_id, override_reason=reason)
    return refused.value


def test_a_signed_up_person_holds_a_place_and_the_log_says_so(storage: Storage) -> None:
    drive = event(storage, ("Sorter", 2, 2))
    bo = person(storage)

    done = storage.change(sign_up, place(drive), bo)

    assert change_label(done.label) == "signed up Bo Lindqvist as sorter"
    assert (done.warnings, done.touches("signup")) == ((), True)
    assert standing(storage, drive) == [("Bo Lindqvist", SignupStatus.CONFIRMED)]
    assert storage.read(event_card, known(drive)).line.tally == Tally(2, 2, 1, 0)


def test_the_sixth_of_five_places_is_refused_in_words_whatever_the_reason(storage: Storage) -> None:
    drive = event(storage, ("Sorter", 5, 5))
    for number in range(5):
        storage.change(sign_up, place(drive), person(storage, "Helper", f"Number {number}"))

    error = refusal(storage, place(drive), person(storage, "Farah", "Naidie"), "Please")

    assert explain(error) == "All 5 places are taken, and 5 is the most for this position."


def test_every_reason_is_given_at_once(storage: Storage) -> None:
    drive = event(storage, ("Sorter", 1, 1), ("Driver", 1, 1))
    lena = person(storage, "Lena", "Whitcombe-Sørensen", date(2010, 6, 1))
    storage.change(sign_up, place(drive), lena)
    storage.change(sign_up, place(drive, 1), person(storage))

    error = refusal(storage, place(drive, 1), lena)

    assert [problem.code for problem in error.problems] == ["position-full", "under-age", "double-booked-here"]
    assert explain(error) == (
        "The only place is taken by Bo Lindqvist, and 1 is the most for this position. "
        "Age 16 on Jan 15; the role driver is for 18 or over. "
        "Already signed up here as sorter, 5:00–7:00 PM."
    )


def test_a_reason_overrules_age_and_double_booking_and_is_kept(storage: Storage) -> None:
    drive = event(storage, ("Sorter", 1, 1), ("Driver", 1, 1))
    lena = person(storage, "Lena", "Whitcombe-Sørensen", date(2010, 6, 1))
    storage.change(sign_up, place(drive), lena)

    done = storage.change(sign_up, place(drive, 1), lena, override_reason=" Her father drives ")

    assert change_label(done.label) == "signed up Lena Whitcombe-Sørensen as driver anyway: Her father drives"
    assert [problem.code for problem in done.warnings] == ["under-age", "double-booked-here"]
    assert [line.signup.override_reason for line in storage.read(event_card, known(drive)).signups] == [
        "",
        "Her father drives",
    ]


def test_a_reason_nobody_asked_for_is_not_kept(storage: Storage) -> None:
    drive = event(storage, ("Sorter", 1, 1))

    done = storage.change(sign_up, place(drive), person(storage), override_reason="Just because")

    assert done.label.code == "signed-up"


def test_a_place_elsewhere_at_the_same_time_is_named(storage: Storage) -> None:
    pantry = event(storage, ("Packer", 1, 1), title="Food pantry", when=on("2027-01-15", "18:00", "20:00"))
    drive = event(storage, ("Sorter", 1, 1))
    bo = person(storage)
    storage.change(sign_up, place(pantry), bo)

    error = refusal(storage, place(drive), bo)

    assert explain(error) == "Already signed up then: Food pantry, Fri Jan 15, 6:00–8:00 PM, as packer."


def test_neither_a_cancelled_event_nor_a_declined_offer_counts_as_a_place_elsewhere(storage: Storage) -> None:
    cancelled = event(storage, ("Packer", 1, 1), title="Food pantry")
    declined = event(storage, ("Packer", 1, 1), title="Soup kitchen")
    drive = event(storage, ("Sorter", 1, 1))
    bo = person(storage)
    storage.change(sign_up, place(cancelled), bo)
    storage.change(cancel_event, known(cancelled), "Snow")
    offered = storage.change(sign_up, place(declined), bo, status=SignupStatus.OFFERED)
    storage.change(decline_signup, key(offered))

    assert storage.change(sign_up, place(drive), bo).warnings == ()


def test_one_place_per_person_and_position(storage: Storage) -> None:
    drive = event(storage, ("Sorter", 2, 2))
    bo = person(storage)
    storage.change(sign_up, place(drive), bo)

    error = refusal(storage, place(drive), bo, "Twice as strong")

    assert explain(error) == "Already signed up here as sorter."


def test_somebody_barred_is_never_signed_up(storage: Storage) -> None:
    drive = event(storage, ("Sorter", 2, 2))
    bo = person(storage)
    card = storage.read(person_card, bo).person
    storage.change(edit_person, a_person(born=GROWN, id=bo, version=card.version, status=PersonStatus.BARRED))

    assert explain(refusal(storage, place(drive), bo, "Please")) == "Bo Lindqvist is barred and cannot be signed up."


def test_what_is_over_warns(storage: Storage) -> None:
    drive = event(storage, ("Sorter", 2, 2), when=on("2027-01-11"))

    done = storage.change(sign_up, place(drive), person(storage))

    assert [problem.code for problem in done.warnings] == ["event-over"]


def test_an_offer_holds_a_place_until_it_is_answered(storage: Storage) -> None:
    drive = event(storage, ("Sorter", 1, 1))
    offered = storage.change(sign_up, place(drive), person(storage), status=SignupStatus.OFFERED)
    ann = person(storage, "Ann", "Okafor")

    refused = refusal(storage, place(drive), ann)
    storage.change(decline_signup, key(offered), "Works late")
    storage.change(sign_up, place(drive), ann)

    assert [problem.code for problem in refused.problems] == ["position-full"]
    assert standing(storage, drive) == [
        ("Bo Lindqvist", SignupStatus.DECLINED),
        ("Ann Okafor", SignupStatus.CONFIRMED),
    ]


def test_an_offer_is_confirmed_and_confirming_again_changes_nothing(storage: Storage) -> None:
    drive = event(storage, ("Sorter", 1, 1))
    offered = storage.change(sign_up, place(drive), person(storage), status=SignupStatus.OFFERED)

    first = storage.change(confirm_signup, key(offered))
    again = storage.change(confirm_signup, key(offered))

    assert change_label(first.label) == "confirmed Bo Lindqvist as sorter"
    assert again.change_set_id is None
    assert standing(storage, drive) == [("Bo Lindqvist", SignupStatus.CONFIRMED)]


def test_somebody_who_said_no_comes_back_only_when_a_place_is_free(storage: Storage) -> None:
    drive = event(storage, ("Sorter", 1, 1))
    offered = storage.change(sign_up, place(drive), person(storage), status=SignupStatus.OFFERED)
    storage.change(decline_signup, key(offered))
    taken = storage.change(sign_up, place(drive), person(storage, "Ann", "Okafor"))

    with pytest.raises(Refused) as refused:
        storage.change(confirm_signup, key(offered))
    storage.change(drop_signup, key(taken))
    back = storage.change(confirm_signup, key(offered))

    assert [problem.code for problem in refused.value.problems] == ["position-full"]
    assert back.record_id == key(offered)


def test_taking_somebody_off_is_one_change_that_undo_takes_back(storage: Storage) -> None:
    drive = event(storage, ("Sorter", 1, 1))
    taken = storage.change(sign_up, place(drive), person(storage))

    dropped = storage.change(drop_signup, key(taken))
    undone = storage.change(undo)

    assert change_label(dropped.label) == "took Bo Lindqvist off as sorter"
    assert undone.touches("signup")
    assert standing(storage, drive) == [("Bo Lindqvist", SignupStatus.CONFIRMED)]
    assert storage.change(redo).touches("signup")


def test_raising_the_most_makes_room(storage: Storage) -> None:
    drive = event(storage, ("Sorter", 1, 1))
    storage.change(sign_up, place(drive), person(storage))
    ann = person(storage, "Ann", "Okafor")

    raised = storage.change(raise_maximum, place(drive), 2)

    assert change_label(raised.label) == "raised the most for sorter to 2"
    assert storage.change(sign_up, place(drive), ann).touches("signup")
    with pytest.raises(Refused) as refused:
        storage.change(raise_maximum, place(drive), 2)
    assert explain(refused.value) == "The most is already 2. Choose a higher number."


def test_unknown_numbers_are_said(storage: Storage) -> None:
    drive = event(storage, ("Sorter", 1, 1))

    with pytest.raises(NotFound) as nobody:
        storage.change(sign_up, place(drive), 999)
    with pytest.raises(NotFound) as nowhere:
        storage.change(sign_up, 999, person(storage))

    assert [nobody.value.code, nowhere.value.code] == ["no-such-person", "no-such-position"]


def test_candidates_come_free_ones_first_with_their_day_and_every_reason(storage: Storage) -> None:
    drive = event(storage, ("Driver", 1, 1), ("Sorter", 1, 1))
    morning = event(storage, ("Packer", 1, 1), title="Food pantry", when=on("2027-01-15", "09:00", "11:00"))
    lena = person(storage, "Lena", "Whitcombe-Sørensen", date(2010, 6, 1))
    charles = person(storage, "Charles", "Obi")
    person(storage, "Bo", "Lindqvist")
    storage.change(sign_up, place(drive, 1), lena)
    storage.change(sign_up, place(morning), charles)

    page = storage.read(candidates_for, place(drive), "le")

    assert (page.matching, page.everyone) == (2, 3)
    assert [row.person.full_name for row in page.rows] == ["Charles Obi", "Lena Whitcombe-Sørensen"]
    assert [[booking.title for booking in row.also_that_day] for row in page.rows] == [["Food pantry"], ["Coat drive"]]
    assert [[problem.code for problem in row.problems] for row in page.rows] == [
        [],
        ["under-age", "double-booked-here"],
    ]


def test_openings_and_sign_ups_are_found_by_day_person_and_status(storage: Storage) -> None:
    drive = event(storage, ("Sorter", 1, 1), ("Driver", 2, 2))
    called_off = event(storage, ("Sorter", 1, 1), title="Walk", when=on("2027-01-16"))
    bo, ann = person(storage), person(storage, "Ann", "Okafor")
    storage.change(sign_up, place(drive), bo)
    storage.change(sign_up, place(drive, 1), ann, status=SignupStatus.OFFERED)
    storage.change(cancel_event, known(called_off), "Snow")

    def names(query: EventQuery) -> list[str]:
        lines: tuple[SignUpLine, ...] = storage.read(signups_matching, query)
        return [line.person.full_name for line in lines]

    assert [line.position.role for line in storage.read(openings_during, EventQuery())] == ["Driver"]
    assert storage.read(openings_during, EventQuery(first=date(2027, 1, 16))) == ()
    assert names(EventQuery()) == ["Bo Lindqvist", "Ann Okafor"]
    assert names(EventQuery(person_id=ann)) == ["Ann Okafor"]
    assert names(EventQuery(signup_status=SignupStatus.CONFIRMED)) == ["Bo Lindqvist"]


def test_the_time_of_asking_and_of_the_answer_are_kept(storage: Storage) -> None:
    drive = event(storage, ("Sorter", 1, 1))
    done: Changes = storage.change(sign_up, place(drive), person(storage))

    (line,) = storage.read(event_card, known(drive)).signups

    noon = datetime(2027, 1, 12, 17, tzinfo=UTC)
    assert (line.signup.id, line.signup.asked_at, line.signup.answered_at) == (done.record_id, noon, noon)


def test_of_many_who_reach_for_the_last_place_at_once_one_gets_it_and_the_others_are_told(storage: Storage) -> None:
    drive = event(storage, ("Sorter", 1, 1))
    people = [person(storage, "Helper", f"Number {number}") for number in range(6)]

    def reach(person_id: int) -> str:
        try:
            storage.change(sign_up, place(drive), person_id)
        except Refused as refused:
            return explain(refused)
        return "signed up"

    with ThreadPoolExecutor(max_workers=6) as crowd:
        answers = sorted(crowd.map(reach, people))

    (winner,) = storage.read(signups_matching, EventQuery())
    full = f"The only place is taken by {winner.person.full_name}, and 1 is the most for this position."
    assert answers == [full] * 5 + ["signed up"]
    assert len(standing(storage, drive)) == 1


def test_one_person_is_not_booked_twice_by_two_who_do_it_at_once(storage: Storage) -> None:
    drives = [event(storage, ("Sorter", 1, 1), title=f"Drive {number}") for number in range(4)]
    bo = person(storage)

    def book(of: Event) -> str:
        try:
            storage.change(sign_up, place(of), bo)
        except Refused as refused:
            return refused.problems[0].code
        return "signed up"

    with ThreadPoolExecutor(max_workers=4) as crowd:
        answers = sorted(crowd.map(book, drives))

    assert answers == ["double-booked"] * 3 + ["signed up"]
