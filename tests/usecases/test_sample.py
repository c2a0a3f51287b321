"""The made-up precinct keeps every rule, is rich enough to look around in, and the same for one day."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from coordinator.db.work import Storage, Work
from coordinator.domain import people as people_rules
from coordinator.domain.changes import Changes, Label
from coordinator.domain.clashes import space_is_big_enough, space_is_free
from coordinator.domain.eligibility import Wish, objections_to
from coordinator.domain.events import Booking, EventKind, EventStatus
from coordinator.domain.events import objections_to as objections_to_event
from coordinator.domain.listings import EventLine, EventQuery, PeopleQuery, SignUpLine
from coordinator.domain.people import Person, PersonStatus
from coordinator.runtime.clock import FixedClock
from coordinator.runtime.phones import is_plausible, match_key
from coordinator.usecases.events import events_during
from coordinator.usecases.people import people_in_full
from coordinator.usecases.roles import all_roles
from coordinator.usecases.sample import fill_sample, sample_counts, sample_precinct
from coordinator.usecases.signups import signups_matching
from coordinator.usecases.upkeep import check_database, create_database
from coordinator.usecases.venues import all_venues
from tests.databases import ACTOR
from tests.makers import NOON

DAYS = [NOON, datetime(2028, 2, 29, 4, 59, tzinfo=UTC), datetime(2026, 11, 1, 6, 30, tzinfo=UTC)]


def made(path: Path, at: datetime) -> Storage:
    """A new database with the sample of this day."""
    clock = FixedClock(at)
    return create_database(str(path), precinct=sample_precinct(), actor=ACTOR, clock=clock, fill=fill_sample)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Storage:
    """The sample of Tuesday, January 12, 2027, at noon."""
    return made(tmp_path_factory.mktemp("sample") / "sample.db", NOON)


def everyone(storage: Storage) -> tuple[Person, ...]:
    """All people."""
    return storage.read(people_in_full, PeopleQuery())


def calendar(storage: Storage) -> tuple[EventLine, ...]:
    """All events."""
    return storage.read(events_during, EventQuery())


def signups(storage: Storage) -> tuple[SignUpLine, ...]:
    """All sign-ups."""
    return storage.read(signups_matching, EventQuery())


def broken_rules(storage: Storage) -> list[str]:
    """Every objection against every sign-up as if it were made now, with its reason; those about past days aside."""
    lines = {line.event.id: line for line in calendar(storage)}
    roles = {role.id: role for role in storage.read(all_roles)}
    found = signups(storage)
    now = datetime(2000, 1, 1, tzinfo=UTC)
    broken = []
    for each in found:
        line = lines[each.event_id]
        position = next(one for one in line.positions if one.position.id == each.signup.position_id)
        others = tuple(booking(other) for other in found if other.signup.person_id == each.signup.person_id)
        elsewhere = tuple(other for other in others if other.signup_id != each.signup.id)
        tally = replace(position.tally, confirmed=position.tally.confirmed + position.tally.offered - 1, offered=0)
        role = roles[position.position.role_id]
        event = replace(line.event, status=EventStatus.PUBLISHED)  # they signed up before one was called off
        wish = Wish(each.person, event, position.position, role, position.when, tally, elsewhere, now)
        broken += [f"{problem.code}: {each.person.full_name}, {each.event_title}" for problem in objections_to(wish)]
    return broken


def booking(line: SignUpLine) -> Booking:
    """The place as the rules look at it."""
    held = line.signup
    assert held.id is not None
    return Booking(held.id, line.event_id, held.position_id, line.event_title, line.role, line.when, line.when.span)


@pytest.mark.parametrize("at", DAYS, ids=lambda at: f"{at:%Y-%m-%d}")
def test_every_sign_up_of_the_sample_keeps_every_rule(tmp_path: Path, at: datetime) -> None:
    storage = made(tmp_path / "sample.db", at)
    assert broken_rules(storage) == []
    assert Counter(line.tally.maximum < line.tally.confirmed + line.tally.offered for line in calendar(storage)) == {
        False: len(calendar(storage))
    }
    storage.close()


def test_every_event_of_the_sample_keeps_every_rule(sample: Storage) -> None:
    lines = calendar(sample)
    spaces = {space.id: space for venue in sample.read(all_venues) for space in venue.spaces}
    events = [line.event for line in lines]
    problems = [
        (problem.code, event.title)
        for event in events
        for problem in (
            *objections_to_event(event),
            *space_is_big_enough(event, spaces.get(event.space_id)),
            *space_is_free(event, spaces.get(event.space_id), events),
        )
    ]
    assert problems == []


def test_every_card_of_the_sample_keeps_every_rule(sample: Storage) -> None:
    people = everyone(sample)
    problems = [problem.code for one in people for problem in people_rules.objections_to(one, date(2027, 1, 12))]
    phones = [phone for one in people for phone in one.phones]
    emails = [email for one in people for email in one.emails]
    assert problems == []
    assert [phone for phone in phones if not is_plausible(phone) or "555-01" not in phone] == []
    assert len({match_key(phone) for phone in phones}) == len(phones)
    assert len(set(emails)) == len(emails)
    assert {email.rpartition(".")[2] for email in emails} == {"example"}


def test_the_sample_is_rich_enough_to_look_around_in(sample: Storage) -> None:
    people, venues, lines = everyone(sample), sample.read(all_venues), calendar(sample)
    days = [line.event.when.first_day for line in lines]
    kinds = Counter(line.event.kind for line in lines)
    assert len(people) == 164
    assert len([venue for venue in venues if venue.spaces]) == 6
    assert set(kinds) == set(EventKind)
    assert min(days) <= date(2027, 1, 12) - timedelta(days=28)
    assert max(days) >= date(2027, 1, 12) + timedelta(days=56)
    assert {line.event.status for line in lines} == set(EventStatus)
    assert {one.status for one in people} == set(PersonStatus)
    assert sum(one.is_officer for one in people) == 12
    assert sum(people_rules.is_minor(one, date(2027, 1, 12)) for one in people) == 24
    assert [line.event.title for line in lines if line.event.when.all_day and line.event.when.length.days == 2] == [
        "PS 41 parent week (note)"
    ]
    assert sum(line.openings for line in lines if line.event.status is EventStatus.PUBLISHED) >= 50
    assert any(line.tally.over for event in lines for line in event.positions)
    assert {each.signup.status for each in signups(sample)} == {"confirmed", "offered"}


def test_this_week_of_the_sample_has_every_kind_and_openings(sample: Storage) -> None:
    week = sample.read(events_during, EventQuery(date(2027, 1, 10), date(2027, 1, 16)))
    assert {line.event.kind for line in week} == set(EventKind)
    assert 20 <= len(week) <= 30
    assert sum(line.openings for line in week) >= 10


def test_names_are_found_in_their_own_script_and_in_latin_letters(sample: Storage) -> None:
    found = {text: [one.shown_name for one in sample.read(people_in_full, PeopleQuery(text))] for text in WANTED}
    assert found == WANTED


WANTED = {
    "lindq": ["Bo Lindqvist"],
    "sushila": ["Sushila Rai"],
    "оле": ["Олена Ковальчук (Olena Kovalchuk)"],
    "kinneret": ["כנרת לוי (Kinneret Levi)"],
    "lukasz": ["Łukasz Wojtowicz"],
    "jose pe": ["José Peña"],
    "太郎": ["山田太郎 (Taro Yamada)"],
    "al-has": ["Amina al-Hassan"],
}


def test_the_sample_is_counted_without_making_it(sample: Storage) -> None:
    counts = sample_counts(date(2027, 1, 12))
    found = (len(everyone(sample)), len(sample.read(all_venues)), len(calendar(sample)))
    assert (counts.people, counts.venues, counts.events) == found


def test_the_sample_of_one_day_is_always_the_same(sample: Storage, tmp_path: Path) -> None:
    again = made(tmp_path / "again.db", NOON)
    assert (everyone(again), calendar(again), signups(again)) == (everyone(sample), calendar(sample), signups(sample))
    again.close()


def test_a_database_with_the_sample_is_in_order(sample: Storage) -> None:
    assert check_database(sample).faults == ()


def test_the_sample_goes_in_on_both_databases(storage: Storage) -> None:
    changes = storage.change(filled)
    assert check_database(storage).faults == ()
    assert len(changes.touched["person"]) == len(everyone(storage)) == 164
    assert len(calendar(storage)) == sample_counts(date(2027, 1, 12)).events


def filled(work: Work) -> Changes:
    """The sample as a change of its own."""
    fill_sample(work)
    return work.recorder.finish(Label("started", {"precinct": "Precinct 14"}), kind="start")
