"""Search, days and pages of the list answer what brute force over the same records answers, on both databases."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from coordinator.db.search import query_words
from coordinator.db.work import Storage, Work
from coordinator.domain.changes import Changes, Label
from coordinator.domain.events import Event
from coordinator.domain.folding import digits_of, fold
from coordinator.domain.listings import EventQuery, PeopleQuery
from coordinator.domain.people import Group, Person, PersonStatus
from coordinator.domain.spans import When, instant_of
from coordinator.runtime.phones import match_key
from coordinator.usecases.events import events_during
from coordinator.usecases.people import eighteen_years_before, people_matching
from tests.makers import ZONE, a_person, an_event

TODAY = date(2027, 1, 12)
HERE = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
LETTERS = st.sampled_from("aábBcßłŁøØиiїЇ太郎山שם٣لا'\"-*%_\\()👩‍🚒ﬁİıẞ \u200f\u0301")
NAMES = st.text(st.one_of(LETTERS, st.characters(exclude_characters="\x00", exclude_categories=["Cs"])), max_size=12)
PHONES = st.sampled_from(["", "(212) 555-0143", "+44 20 7946 0958", "911", "n/a"])
TAGS = st.lists(st.sampled_from(["driver", "Über", "español"]), unique=True, max_size=2).map(tuple)


@st.composite
def people(draw: st.DrawFn) -> Person:
    """Somebody with a name in any letters."""
    given_name, family_name = draw(NAMES), draw(NAMES)
    person = a_person(
        given_name if (given_name + family_name).strip() else "Bo",
        family_name,
        born=draw(st.none() | st.dates(date(2008, 12, 1), date(2009, 2, 28)) | st.dates(date(1950, 1, 1), TODAY)),
        phone=draw(PHONES),
        email=draw(st.sampled_from(["", "bo@example.org", "ada.moreau@Example.org"])),
        tags=draw(TAGS),
        status=draw(st.sampled_from(PersonStatus)),
        rank=draw(st.sampled_from(["", "", "Sgt."])),
        latin_name=draw(st.sampled_from(["", "", "Taro Yamada"])),
    )
    return replace(person, given_name=person.given_name.strip(), family_name=person.family_name.strip())


def named(person: Person) -> bool:
    return bool(person.given_name or person.family_name)


def emptied(storage: Storage) -> Storage:
    """The same database without the people and events of the example before."""

    def remove(work: Work) -> Changes:
        for person in work.people.everyone():
            work.people.set_deleted(person.id or 0, deleted=True)
        for line in work.events.lines(EventQuery()):
            work.events.set_deleted(line.event.id or 0, deleted=True)
        return work.recorder.finish(Label("test"))

    storage.change(remove)
    return storage


def kept_people(storage: Storage, wanted: list[Person]) -> dict[int, Person]:
    def add(work: Work) -> list[int]:
        ids = work.people.add_many(wanted)
        work.recorder.finish(Label("test"))
        return ids

    return dict(zip(emptied(storage).change(add), wanted, strict=True))


def lines_of(person: Person) -> tuple[str, str]:
    """What somebody is called, and what else finds them."""
    called = (person.given_name, person.family_name, person.preferred_name, person.latin_name)
    phones = [part for phone in person.phones for part in (digits_of(phone), match_key(phone))]
    return fold(" ".join(called)), fold(" ".join([person.shield_number, *phones, *person.emails, *person.tags]))


def is_found(person: Person, words: tuple[str, ...]) -> bool:
    called, found_by = lines_of(person)
    return all(word in (called if len(word) < 3 else f"{called}\n{found_by}") for word in words)


@HERE
@given(wanted=st.lists(people().filter(named), max_size=6), asked=NAMES, cut=st.integers(0, 8), size=st.integers(1, 5))
@example(wanted=[a_person("Łukasz", "Øyvind")], asked="", cut=0, size=5)
def test_search_finds_exactly_what_holds_every_word(
    storage: Storage, wanted: list[Person], asked: str, cut: int, size: int
) -> None:
    stored = kept_people(storage, wanted)
    texts = [
        asked,
        *(f"{one.given_name} {one.family_name}"[cut : cut + size] for one in wanted),
        "555",
        "driver",
        "2125",
    ]
    for text in texts:
        words = query_words(text)
        right = [key for key, person in stored.items() if is_found(person, words)] if words else list(stored)
        right.sort(key=lambda key: (fold(stored[key].sort_name)[:200], key))
        for limit in (None, 2):
            page = storage.read(people_matching, PeopleQuery(text, limit=limit))
            assert ([row.id for row in page.rows], page.total) == (right[:limit], len(right)), text


def in_group(person: Person, group: Group) -> bool:
    grown = person.birth_date is None or person.birth_date <= eighteen_years_before(TODAY)
    serving = person.status in (PersonStatus.ACTIVE, PersonStatus.APPLICANT, PersonStatus.PAUSED)
    return {
        Group.EVERYONE: True,
        Group.OFFICERS: person.is_officer,
        Group.YOUTH: not grown,
        Group.VOLUNTEERS: not person.is_officer and serving and grown,
    }[group]


@HERE
@given(
    wanted=st.lists(people().filter(named), max_size=7),
    group=st.sampled_from(Group),
    status=st.none() | st.sampled_from(PersonStatus),
    tag=st.sampled_from(["", "driver", "Über"]),
    sort=st.sampled_from(["name", "status", "birth_date"]),
    descending=st.booleans(),
    limit=st.none() | st.integers(0, 4),
    offset=st.integers(0, 4),
)
def test_the_list_is_filtered_sorted_and_cut_as_by_hand(
    storage: Storage, wanted: list[Person], **asked: object
) -> None:
    stored = kept_people(storage, wanted)
    query = PeopleQuery(**asked)  # type: ignore[arg-type]
    right = [
        key
        for key, person in stored.items()
        if in_group(person, query.group)
        and query.status in (None, person.status)
        and (not query.tag or query.tag in person.tags)
    ]
    page = storage.read(people_matching, query)
    last = None if query.limit is None else query.offset + query.limit
    assert [row.id for row in page.rows] == sorted_by_hand(right, stored, query)[query.offset : last]
    assert page.total == len(right)
    assert page.group_counts == {group: sum(in_group(one, group) for one in wanted) for group in Group}


def sorted_by_hand(keys: list[int], stored: dict[int, Person], query: PeopleQuery) -> list[int]:
    by_name = sorted(keys, key=lambda key: (fold(stored[key].sort_name)[:200], key))
    if query.sort == "name":
        return by_name[::-1] if query.descending else by_name
    values = {key: getattr(stored[key], query.sort) for key in keys}
    known = [key for key in by_name if values[key] is not None]
    known.sort(key=lambda key: str(values[key]), reverse=query.descending)
    return known + [key for key in by_name if values[key] is None]


ZONES = st.sampled_from([ZONE, "Asia/Tokyo", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/London"])
STARTS = st.datetimes(datetime(2027, 3, 10), datetime(2027, 3, 18)).map(lambda at: at.replace(second=0, microsecond=0))


@st.composite
def times(draw: st.DrawFn) -> When:
    """Hours or whole days around the spring change of clocks, in any zone, some of them long."""
    starts, zone = draw(STARTS), draw(ZONES)
    if draw(st.booleans()):
        return When.days(starts.date(), starts.date() + timedelta(days=draw(st.integers(0, 5))), zone)
    return When(starts, starts + timedelta(minutes=draw(st.integers(1, 5_000))), zone)


def falls_on(event: Event, first: date | None, last: date | None) -> bool:
    if event.when.all_day:
        return (first is None or event.when.last_day >= first) and (last is None or event.when.first_day <= last)
    begins = None if first is None else instant_of(datetime.combine(first, datetime.min.time()), ZONE)
    ends = None if last is None else instant_of(datetime.combine(last + timedelta(days=1), datetime.min.time()), ZONE)
    span = event.when.span
    return (begins is None or span.ends_at > begins) and (ends is None or span.starts_at < ends)


@HERE
@given(
    whens=st.lists(times(), max_size=6),
    first=st.none() | st.dates(date(2027, 3, 9), date(2027, 3, 20)),
    days=st.none() | st.integers(-1, 4),
)
def test_the_events_of_some_days_are_those_that_touch_them(
    storage: Storage, whens: list[When], first: date | None, days: int | None
) -> None:
    events = [an_event(f"Event {n}", when) for n, when in enumerate(whens)]
    stored = dict(zip(add_events(storage, events), events, strict=True))
    last = None if days is None else (first or date(2027, 3, 14)) + timedelta(days=days)

    found = storage.read(events_during, EventQuery(first, last))

    right = sorted(
        (key for key, event in stored.items() if falls_on(event, first, last)),
        key=lambda key: (stored[key].when.span.starts_at, stored[key].title, key),
    )
    assert [line.event.id for line in found] == right


COUNTER = iter(range(10**9))


def add_events(storage: Storage, events: list[Event]) -> list[int]:
    def add(work: Work) -> list[int]:
        ids = work.events.add_many([replace(event, uid=f"uid-{next(COUNTER)}") for event in events])
        work.recorder.finish(Label("test"))
        return ids

    return emptied(storage).change(add)
