"""Sign-in sheets out of a real database: who stands there, what is refused, and what is noted."""

from datetime import date, timedelta

import pytest

from coordinator.db.work import Storage
from coordinator.domain.errors import NotFound, Refused
from coordinator.domain.events import EventKind, EventStatus, Position, SignupStatus
from coordinator.domain.privacy import Audience
from coordinator.runtime.clock import FixedClock
from coordinator.usecases.events import add_event
from coordinator.usecases.paper import printed_sheet, record_print, sheets
from coordinator.usecases.people import add_person
from coordinator.usecases.roles import all_roles
from coordinator.usecases.signin import SignInWish, events_to_sign_in_to, printed_sign_in, sign_in
from coordinator.usecases.signups import decline_signup, sign_up
from coordinator.wording.problems import explain
from tests.makers import NOON, a_person, an_event, on
from tests.printing.reading import text

DAYS = (date(2027, 1, 10), date(2027, 1, 16))


def an_id(storage: Storage, **other: object) -> int:
    """A meeting that neighbours may come to."""
    facts: dict[str, object] = {"public": True, "kind": EventKind.MEETING, **other}
    return storage.change(add_event, an_event("Residents’ meeting", **facts)).record_id or 0  # type: ignore[arg-type]


@pytest.fixture
def meeting(storage: Storage) -> int:
    """A meeting with a grown-up confirmed, a child offered, and somebody who cannot come."""
    role = storage.read(all_roles)[0]
    event_id = an_id(storage, positions=(Position(role.id or 0, role.name, 3, 5),))
    position = storage.read(lambda work: work.events.line(event_id).positions[0].position.id) or 0
    for person, status in (
        (a_person("Ruth", "Okonkwo", born=date(1980, 2, 3), phone="(212) 555-0171"), SignupStatus.CONFIRMED),
        (a_person("Lena", "Weberknecht", born=date(2012, 3, 4), phone="(212) 555-0199"), SignupStatus.OFFERED),
        (a_person("Bo", "Nocomer", born=date(1980, 2, 3)), SignupStatus.CONFIRMED),
    ):
        person_id = storage.change(add_person, person).record_id or 0
        done = storage.change(sign_up, position, person_id, status=status, override_reason="Her aunt is there.")
        if person.family_name == "Nocomer":
            storage.change(decline_signup, done.record_id or 0)
    return event_id


def refusal(storage: Storage, wish: SignInWish) -> str:
    with pytest.raises(Refused) as caught:
        storage.read(sign_in, wish)
    return explain(caught.value)


def test_those_invited_and_signed_up_stand_on_it_and_whoever_cannot_come_does_not(
    storage: Storage, meeting: int
) -> None:
    document = storage.read(sign_in, SignInWish(event_ids=(meeting,)))
    words = text(document.content)
    assert document.name == "sign-in_2027-01-15_public.pdf"
    assert ("1 Lena W." in words, "1 Okonkwo, Ruth" in words) == (False, True)
    assert "2 Lena W." in words
    assert [hidden for hidden in ("Weberknecht", "Nocomer", "555-0171", "555-0199") if hidden in words] == []
    assert document.remarks == ("1 person is under 18 or of unknown age: shown by first name and initial.",)


def test_an_event_that_asks_for_nobody_has_a_sheet_too(storage: Storage) -> None:
    printed = storage.read(printed_sign_in, SignInWish(event_ids=(an_id(storage),)))
    assert (printed.events, printed.document.pages, printed.notes) == (1, 2, ())


def test_several_events_have_a_sheet_each_with_a_number_of_its_own(storage: Storage, meeting: int) -> None:
    second = an_id(storage, when=on("2027-01-12", "09:00", "10:00"))
    printed = storage.read(printed_sheet, SignInWish(*DAYS))
    assert [part.about for part in printed.parts] == [f"events {second}", f"events {meeting}"]
    assert [part.sheet_id[:9] for part in printed.parts] == ["SI-270112", "SI-270115"]
    assert len({part.sheet_id for part in printed.parts}) == printed.events == 2
    words = text(printed.document.content)
    assert [part.sheet_id for part in printed.parts if part.sheet_id not in words] == []


def test_the_number_that_is_printed_is_the_one_that_is_noted_and_noted_once(storage: Storage, meeting: int) -> None:
    printed = storage.read(printed_sign_in, SignInWish(event_ids=(meeting,)))
    storage.change(record_print, printed)
    done = storage.change(record_print, printed)
    runs = storage.read(lambda work: work.bookkeeping.print_runs())
    assert done.change_set_id is None
    assert [(run.sheet, run.sheet_id, run.audience, run.about) for run in runs] == [
        ("sign-in", printed.parts[0].sheet_id, "public", f"events {meeting}")
    ]


def test_the_same_wish_at_the_same_time_gives_the_same_bytes_and_a_second_later_another_number(
    storage: Storage, meeting: int
) -> None:
    wish = SignInWish(event_ids=(meeting,))
    first = storage.read(printed_sign_in, wish)
    assert storage.read(printed_sign_in, wish) == first
    storage.clock = FixedClock(NOON + timedelta(seconds=1))
    later = storage.read(printed_sign_in, wish)
    assert later.parts != first.parts


def test_how_it_is_set_is_in_the_number(storage: Storage, meeting: int) -> None:
    wishes = [
        SignInWish(event_ids=(meeting,), **how)
        for how in ({}, {"large": True}, {"paper": "a4"}, {"language": "es"}, {"walk_ins": 21})
    ]
    assert len({storage.read(printed_sign_in, wish).parts for wish in wishes}) == 5


def test_cancelled_and_internal_events_are_left_out_and_counted(storage: Storage, meeting: int) -> None:
    an_id(storage, public=False, when=on("2027-01-13"))
    an_id(storage, status=EventStatus.CANCELLED, cancel_reason="Snow", when=on("2027-01-14"))
    printed = storage.read(printed_sign_in, SignInWish(*DAYS))
    assert (printed.events, printed.notes[1:]) == (
        1,
        ("1 event is not for these eyes and is left out.", "1 cancelled event is left out."),
    )
    assert len(storage.read(events_to_sign_in_to, SignInWish(*DAYS))) == 2


def test_what_cannot_be_is_refused_in_words(file_storage: Storage) -> None:
    hidden = an_id(file_storage, public=False)
    cancelled = an_id(file_storage, status=EventStatus.CANCELLED, cancel_reason="Snow", when=on("2027-01-14"))
    said = [
        refusal(file_storage, wish)
        for wish in (
            SignInWish(date(2030, 1, 1), date(2030, 1, 2)),
            SignInWish(event_ids=(hidden,)),
            SignInWish(*DAYS),
            SignInWish(event_ids=(cancelled,)),
            SignInWish(event_ids=(hidden,), audience=Audience.COACH),
            SignInWish(event_ids=(hidden,), audience=Audience.STAFF, walk_ins=19),
            SignInWish(event_ids=(hidden,), audience=Audience.STAFF, walk_ins=501),
            SignInWish(),
        )
    ]
    hidden_words = "Residents’ meeting is not shown to this audience. Choose another audience."
    assert said == [
        "There is no event on these days to sign in to. Choose other days.",
        hidden_words,
        hidden_words,
        "Residents’ meeting is cancelled: nobody signs in. Choose another event.",
        "The coach’s copy holds practices and games only. Leave out Residents’ meeting.",
        "19 rows for walk-ins are too few or too many. Choose 20 to 500.",
        "501 rows for walk-ins are too few or too many. Choose 20 to 500.",
        "Choose the days or the events to print.",
    ]
    with pytest.raises(NotFound):
        file_storage.read(sign_in, SignInWish(event_ids=(4711,)))


def test_the_cards_say_what_lies_on_the_table() -> None:
    shown = next(kind for kind in sheets() if kind.sheet == "sign-in")
    assert (shown.title, shown.usual) == ("Sign-in sheet", Audience.PUBLIC)
    assert [(choice.name, choice.shown) for choice in shown.audiences] == [
        ("Public", "Names, times, places"),
        ("Volunteers", "Names, times, places"),
        ("Coach", "First names and initials, times, places"),
        ("Staff", "Names, times, places, drafts"),
    ]
    assert shown.audiences[2].left_out == (
        "last names, phones, e-mails, addresses, roles, openings, birth dates, notes, drafts"
    )
