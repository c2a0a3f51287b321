"""All the records of a precinct at once, as they go into one file and out of it, and what may be wrong with a file."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

from coordinator.domain import events as event_rules
from coordinator.domain import people as people_rules
from coordinator.domain import precinct as precinct_rules
from coordinator.domain import venues as venue_rules
from coordinator.domain.events import Event, Role, SignUp, Source
from coordinator.domain.people import Person
from coordinator.domain.precinct import Precinct
from coordinator.domain.problems import Fact, Problem
from coordinator.domain.venues import Venue

Record = TypeVar("Record", Venue, Person, Event, SignUp)


@dataclass(frozen=True, slots=True)
class Kept(Generic[Record]):
    """A record, removed or not, with the instants its row carries. `reason`: why an event was saved in spite of
    objections."""

    record: Record
    created_at: datetime
    changed_at: datetime
    reason: str = ""

    @property
    def id(self) -> int:
        """The record's number."""
        assert self.record.id is not None
        return self.record.id


@dataclass(frozen=True, slots=True)
class SourceLink:
    """Which record of which list became which record of ours; `kind` is person, venue or event."""

    kind: str
    record_id: int
    source: Source


@dataclass(frozen=True, slots=True)
class Everything:
    """Every record, removed ones too. The log of changes is not among them."""

    precinct: Precinct
    roles: tuple[Role, ...] = ()
    venues: tuple[Kept[Venue], ...] = ()
    people: tuple[Kept[Person], ...] = ()
    events: tuple[Kept[Event], ...] = ()
    signups: tuple[Kept[SignUp], ...] = ()
    sources: tuple[SourceLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Tallied:
    """How many records there are, removed ones too."""

    people: int
    venues: int
    events: int
    signups: int

    @classmethod
    def of(cls, everything: Everything) -> "Tallied":
        """The numbers of a file."""
        return cls(*map(len, (everything.people, everything.venues, everything.events, everything.signups)))

    @property
    def total(self) -> int:
        """All of them."""
        return self.people + self.venues + self.events + self.signups


def objections_to(everything: Everything, today: date) -> Iterator[Problem]:
    """What makes the file one that no database can have come to hold: records that break the rules nobody may
    overrule, numbers used twice, and records that belong to none."""
    yield from precinct_rules.objections_to(everything.precinct)
    for path, problems in _objections_to_records(everything, today):
        yield from (_at(path, problem) for problem in problems if problem.stops)
    yield from _doubled(everything)
    yield from _orphans(everything)


def _at(path: str, problem: Problem) -> Problem:
    facts: dict[str, Fact] = {"where": path, "code": problem.code}
    return Problem("record-breaks-rule", about=path, facts=facts)


def _objections_to_records(everything: Everything, today: date) -> Iterator[tuple[str, Iterable[Problem]]]:
    for number, venue in enumerate(everything.venues):
        yield f"venues[{number}]", venue_rules.objections_to(venue.record)
    for number, person in enumerate(everything.people):
        yield f"people[{number}]", people_rules.objections_to(person.record, today)
    for number, event in enumerate(everything.events):
        yield f"events[{number}]", _objections_to_event(event.record)


def _objections_to_event(event: Event) -> Iterator[Problem]:
    beyond = tuple(event_rules.times_within_reach(event))
    if beyond:
        yield from beyond
        return
    yield from event_rules.objections_to(event)


def _doubled(everything: Everything) -> Iterator[Problem]:
    """What must be told apart and is not."""
    told_apart: Mapping[str, Iterable[Hashable]] = {
        "roles.id": (role.id for role in everything.roles),
        "roles.name": (role.name for role in everything.roles),
        "venues.id": (kept.id for kept in everything.venues),
        "venues.spaces.id": (space.id for kept in everything.venues for space in kept.record.spaces),
        "people.id": (kept.id for kept in everything.people),
        "people.contact_points.id": (p.id for kept in everything.people for p in kept.record.contact_points),
        "events.id": (kept.id for kept in everything.events),
        "events.uid": (kept.record.uid for kept in everything.events),
        "events.positions.id": (each.id for kept in everything.events for each in kept.record.positions),
        "signups.id": (kept.id for kept in everything.signups),
        "signups.person_id": ((kept.record.position_id, kept.record.person_id) for kept in everything.signups),
        "sources.id": (
            (link.kind, link.source.name, link.source.external_id, link.source.starts) for link in everything.sources
        ),
    }
    for path, values in told_apart.items():
        seen: set[Hashable] = set()
        for value in values:
            if value in seen:
                facts: dict[str, Fact] = {"where": path, "value": str(value)}
                yield Problem("value-used-twice", about=path, facts=facts)
                break
            seen.add(value)


def _orphans(everything: Everything) -> Iterator[Problem]:
    """Numbers of records that the file does not hold."""
    roles = {role.id for role in everything.roles}
    venues = {kept.id for kept in everything.venues}
    spaces = {(kept.id, space.id) for kept in everything.venues for space in kept.record.spaces}
    people = {kept.id for kept in everything.people}
    events = {kept.id for kept in everything.events}
    positions = {each.id for kept in everything.events for each in kept.record.positions}
    ids = {"person": people, "venue": venues, "event": events}
    wanted: Mapping[str, Iterable[Hashable]] = {
        "events.venue_id": (
            kept.record.venue_id
            for kept in everything.events
            if kept.record.venue_id is not None and kept.record.venue_id not in venues
        ),
        "events.space_id": (
            kept.record.space_id
            for kept in everything.events
            if kept.record.space_id is not None and (kept.record.venue_id, kept.record.space_id) not in spaces
        ),
        "positions.role_id": (
            each.role_id for kept in everything.events for each in kept.record.positions if each.role_id not in roles
        ),
        "signups.position_id": (
            kept.record.position_id for kept in everything.signups if kept.record.position_id not in positions
        ),
        "signups.person_id": (
            kept.record.person_id for kept in everything.signups if kept.record.person_id not in people
        ),
        "sources.record_id": (
            link.record_id for link in everything.sources if link.record_id not in ids.get(link.kind, set())
        ),
    }
    for path, missing in wanted.items():
        for number in missing:
            facts: dict[str, Fact] = {"where": path, "value": str(number)}
            yield Problem("record-not-in-file", about=path, facts=facts)
            break
