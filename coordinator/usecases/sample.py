"""A made-up precinct to look around in: people, venues and three months of events around today, the same for a date."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from coordinator.db.work import Work
from coordinator.domain.events import Event, EventKind, EventStatus, Position, Role, SignUp, SignupStatus
from coordinator.domain.folding import fold
from coordinator.domain.listings import EventLine, EventQuery, PositionLine
from coordinator.domain.people import ContactKind, ContactPoint, Person, PersonStatus
from coordinator.domain.precinct import Precinct
from coordinator.domain.spans import Span, When
from coordinator.domain.venues import Space, Venue
from coordinator.runtime.paths import resource_path

_WEEKS = range(-4, 9)
_AREAS = ("212", "718")
_THE_OFFICE = 14  # (212) 555-0114 is the precinct's own number
_SETTLED = 3  # from this week on some places are still to be filled
_ASKED_BEFORE = timedelta(days=12)

Entry = Mapping[str, Any]
"""One entry of a sample file, as JSON has it."""


@dataclass(frozen=True, slots=True)
class SampleCounts:
    """How much the sample holds."""

    people: int
    venues: int
    events: int


def sample_precinct(language: str = "en") -> Precinct:
    """The office of the sample, speaking this language first."""
    others = tuple(code for code in ("en", "es") if code != language)
    return Precinct(
        name="Precinct 14",
        unit="Community affairs",
        address="1400 Harbor Road, Harbor City",
        phone="(212) 555-0114",
        email="community@precinct14.example",
        languages=(language, *others),
    )


def sample_counts(today: date) -> SampleCounts:
    """What `fill_sample` would make on this day, without a database."""
    return SampleCounts(len(_entries("people")), len(_entries("venues")), len(list(_occurrences(today))))


def fill_sample(work: Work) -> None:
    """Add the sample to a new database. Every rule holds: nobody is in two places, too young, or one too many."""
    work.people.add_many(list(_people(work.today)))
    work.venues.add_many([_venue(entry) for entry in _entries("venues")])
    events = _Calendar(work)
    work.events.add_many([events.event(each) for each in _occurrences(work.today)])
    lines = work.events.lines(EventQuery())
    work.signups.add_many(list(_Filling(work).signups(lines)))


@cache
def _entries(name: str) -> tuple[Entry, ...]:
    return tuple(json.loads(resource_path("sample", f"{name}.json").read_text(encoding="utf-8")))


# --- people ----------------------------------------------------------------------------------------------------------


def _people(today: date) -> Iterator[Person]:
    for place, entry in enumerate(_entries("people")):
        yield Person(
            given_name=entry["given"],
            family_name=entry["family"],
            latin_name=entry.get("latin", ""),
            birth_date=_birth_date(entry.get("age"), place, today),
            adult=entry.get("adult", False),
            language=entry.get("language", "en"),
            status=PersonStatus(entry.get("status", PersonStatus.ACTIVE)),
            rank=entry.get("rank", ""),
            shield_number=entry.get("shield", ""),
            contact_points=_contacts(entry, place),
            tags=tuple(entry["tags"]),
        )


def _birth_date(age: int | None, place: int, today: date) -> date | None:
    """A birthday of their own for everybody; the age is right today."""
    if age is None:
        return None
    month, on = place * 5 % 12 + 1, place * 11 % 28 + 1
    return date(today.year - age - ((month, on) > (today.month, today.day)), month, on)


def _contacts(entry: Entry, place: int) -> tuple[ContactPoint, ...]:
    """A made-up number (555-01xx belongs to nobody) and, for most, an address at a domain that cannot exist."""
    line = place + (place >= _THE_OFFICE)
    phone = f"({_AREAS[line // 100]}) 555-01{line % 100:02d}"
    found = [ContactPoint(ContactKind.MOBILE, phone, preferred=True)]
    if place % 4 != 3:
        found.append(ContactPoint(ContactKind.EMAIL, f"{_address(entry)}@{_domain(entry)}.example"))
    return tuple(found)


def _address(entry: Entry) -> str:
    name = entry.get("latin") or f"{entry['given']} {entry['family']}"
    words = "".join(sign if sign.isascii() and sign.isalnum() else " " for sign in fold(name)).split()
    return ".".join(words)


def _domain(entry: Entry) -> str:
    return "precinct14" if entry.get("rank") else "mail"


# --- venues and events -----------------------------------------------------------------------------------------------


def _venue(entry: Entry) -> Venue:
    return Venue(
        name=entry["name"],
        address=entry["address"],
        phone=entry["phone"],
        access_notes=entry["access"],
        step_free=entry["step_free"],
        spaces=tuple(Space(name, capacity) for name, capacity in entry["spaces"]),
    )


@dataclass(frozen=True, slots=True)
class _Occurrence:
    entry: Entry
    week: int
    on: date


def _occurrences(today: date) -> Iterator[_Occurrence]:
    """Every event of the programme, weeks counted from today's, which begins on Monday."""
    monday = today - timedelta(days=today.weekday())
    for entry in _entries("programme"):
        for week in entry.get("weeks", _WEEKS):
            yield _Occurrence(entry, week, monday + timedelta(days=7 * week + entry["day"]))


class _Calendar:
    """Makes events out of occurrences, with the ids that roles and venues have in this database."""

    def __init__(self, work: Work) -> None:
        self._now, self._zone = work.now, work.zone
        self._roles: dict[str, Role] = {role.name: role for role in work.roles.all()}
        self._venues: dict[str, Venue] = {venue.name: venue for venue in work.venues.all()}

    def event(self, each: _Occurrence) -> Event:
        """One event."""
        entry, when = each.entry, self._when(each)
        venue_name, space_name = entry.get("at", (None, None))
        venue = self._venues[venue_name] if venue_name else None
        spaces = venue.spaces if venue else ()
        return Event(
            kind=EventKind(entry["kind"]),
            title=entry["title"],
            when=when,
            venue_id=venue.id if venue else None,
            space_id=next((space.id for space in spaces if space.name == space_name), None),
            place=entry.get("place", ""),
            status=self._status(entry, when),
            cancel_reason=entry.get("cancelled", ""),
            public=entry.get("public", False),
            positions=tuple(self._position(*wanted) for wanted in entry["positions"]),
            uid=str(uuid5(NAMESPACE_URL, f"sample/{entry['title']}/{when.starts.isoformat()}")),
        )

    def _when(self, each: _Occurrence) -> When:
        if "days" in each.entry:
            return When.days(each.on, each.on + timedelta(days=each.entry["days"] - 1), self._zone)
        starts, ends = (datetime.combine(each.on, time.fromisoformat(text)) for text in each.entry["time"])
        return When(starts, ends, self._zone)

    def _status(self, entry: Entry, when: When) -> EventStatus:
        if "cancelled" in entry:
            return EventStatus.CANCELLED
        if when.span.ends_at <= self._now:
            return EventStatus.HELD
        return EventStatus.DRAFT if entry.get("draft") else EventStatus.PUBLISHED

    def _position(self, role: str, needed: int, maximum: int, _filled: int, _pool: str) -> Position:
        found = self._roles[role]
        assert found.id is not None
        return Position(found.id, found.name, needed, maximum)


# --- sign-ups --------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Helper:
    """Somebody who may be asked, and what they already do."""

    person: Person
    busy: list[Span] = field(default_factory=list)

    def is_free(self, span: Span) -> bool:
        """If nothing of theirs overlaps."""
        return not any(span.overlaps(other) for other in self.busy)


class _Filling:
    """Fills positions from pools of people with the same tag, those first who do least."""

    def __init__(self, work: Work) -> None:
        self._now, self._monday = work.now, work.today - timedelta(days=work.today.weekday())
        self._programme = {entry["title"]: entry for entry in _entries("programme")}
        active = [person for person in work.people.everyone() if person.status is PersonStatus.ACTIVE]
        self._helpers = [_Helper(person) for person in active]

    def signups(self, lines: Sequence[EventLine]) -> Iterator[SignUp]:
        """The sign-ups of all events, which come in the order of their start."""
        for line in lines:
            wanted = self._programme[line.event.title]["positions"]
            for position, (_role, needed, _maximum, filled, pool) in zip(line.positions, wanted, strict=True):
                yield from self._fill(position, pool, self._asked_for(line.event, needed, filled))

    def _asked_for(self, event: Event, needed: int, filled: int) -> int:
        """Everything was filled in the past; some weeks ahead one place more is open."""
        if event.status is EventStatus.HELD:
            return max(needed, filled)
        week = (event.when.first_day - self._monday).days // 7
        return max(0, filled - (week >= _SETTLED and week % 2 == 0))

    def _fill(self, line: PositionLine, pool: str, count: int) -> Iterator[SignUp]:
        span = line.when.span
        free = [each for each in self._helpers if pool in each.person.tags and each.is_free(span)]
        for helper in sorted(free, key=lambda each: len(each.busy))[:count]:
            helper.busy.append(span)
            yield self._signup(line, helper)

    def _signup(self, line: PositionLine, helper: _Helper) -> SignUp:
        assert line.position.id is not None
        assert helper.person.id is not None
        starts = line.when.span.starts_at
        asked = min(self._now, starts) - _ASKED_BEFORE
        waits = starts > self._now and (len(helper.busy) + helper.person.id) % 6 == 0
        status = SignupStatus.OFFERED if waits else SignupStatus.CONFIRMED
        answered = None if waits else asked + timedelta(days=1, hours=helper.person.id % 24)
        return SignUp(line.position.id, helper.person.id, status, asked_at=asked, answered_at=answered)
