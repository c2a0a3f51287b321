"""What people ask to see: questions, and the lines and cards that answer them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from coordinator.domain.events import (
    Booking,
    Event,
    EventKind,
    EventStatus,
    Position,
    SignUp,
    SignupStatus,
    Tally,
)
from coordinator.domain.people import Group, Person, PersonStatus
from coordinator.domain.problems import Problem
from coordinator.domain.spans import When


@dataclass(frozen=True, slots=True)
class EventQuery:
    """Which events. Dates are the precinct's, both included, None for no limit; an event counts if any of it falls on
    them. `venue_ids` may hold None for events elsewhere. None for a set means all."""

    first: date | None = None
    last: date | None = None
    kinds: frozenset[EventKind] | None = None
    venue_ids: frozenset[int | None] | None = None
    status: EventStatus | None = None
    signup_status: SignupStatus | None = None
    text: str = ""
    person_id: int | None = None
    event_ids: tuple[int, ...] | None = None
    include_cancelled: bool = True


def place_shown(venue: str, space: str, place: str) -> str:
    """Venue and space, or the free text."""
    return ", ".join(part for part in (venue, space) if part) or place


@dataclass(frozen=True, slots=True)
class PositionLine:
    """A position, the time it is for (its own or the event's) and how it stands."""

    position: Position
    event_id: int
    when: When
    tally: Tally


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event as lists and calendars show it. `venue` and `space` are names, empty when there is none."""

    event: Event
    venue: str = ""
    space: str = ""
    tally: Tally = field(default_factory=Tally)
    positions: tuple[PositionLine, ...] = ()

    @property
    def openings(self) -> int:
        """Places still to fill, position by position: one that is over does not fill another."""
        return sum(line.tally.openings for line in self.positions)

    @property
    def place_shown(self) -> str:
        """Venue and space, or the free text."""
        return place_shown(self.venue, self.space, self.event.place)


class CalendarEvent(NamedTuple):
    """What a calendar says of an event: too little to save it. A tuple, like `CalendarLine`, since a month is made of
    hundreds at once: dataclasses take twice as long to make."""

    id: int
    version: int
    kind: EventKind
    title: str
    when: When
    status: EventStatus
    cancel_reason: str
    venue_id: int | None
    place: str


class CalendarLine(NamedTuple):
    """An event as calendars paint it, in hundreds at once. It knows how many `positions` there are and how they stand
    together; `openings` as in `EventLine`, which knows each of them."""

    event: CalendarEvent
    venue: str
    space: str
    tally: Tally
    openings: int
    positions: int

    @property
    def place_shown(self) -> str:
        """Venue and space, or the free text."""
        return place_shown(self.venue, self.space, self.event.place)


@dataclass(frozen=True, slots=True)
class SignUpLine:
    """A sign-up with its person and its event. `minor`: counts as under 18 on the event's first day."""

    signup: SignUp
    person: Person
    event_id: int
    event_title: str
    role: str
    when: When
    minor: bool


@dataclass(frozen=True, slots=True)
class EventCard:
    """Everything about one event. `changed_by` is empty for a record older than the log."""

    line: EventLine
    signups: tuple[SignUpLine, ...] = ()
    changed_at: datetime | None = None
    changed_by: str = ""


@dataclass(frozen=True, slots=True)
class PeopleQuery:
    """Which people, in which order. `sort`: name, given, status, birth_date, phone or upcoming. With a text and the
    sort "best", word starts come before other hits. `limit` None means all."""

    text: str = ""
    group: Group = Group.EVERYONE
    tag: str = ""
    status: PersonStatus | None = None
    sort: str = "name"
    descending: bool = False
    limit: int | None = None
    offset: int = 0


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A line of the list of people. `minor` is as of today; `upcoming` counts held places from now on."""

    id: int
    version: int
    sort_name: str
    shown_name: str
    latin_name: str
    status: PersonStatus
    is_officer: bool
    birth_date: date | None
    minor: bool
    phone: str
    email: str
    tags: tuple[str, ...]
    upcoming: int


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """The lines asked for, how many there are in all, and how many people each group has.

    Everyone and the groups are counted only when no text was asked for: they do not change while somebody types.
    """

    rows: tuple[PersonRow, ...]
    total: int
    everyone: int = 0
    group_counts: Mapping[Group, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PersonCard:
    """Everything about one person; sign-ups latest first."""

    person: Person
    signups: tuple[SignUpLine, ...] = ()
    changed_at: datetime | None = None
    changed_by: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Somebody who may be the same human. `reason`: same-phone, same-email or near-name; `score` 0 to 100."""

    person: Person
    reason: str
    score: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody for a position: what else they have that day, and everything against them."""

    person: Person
    also_that_day: tuple[Booking, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class CandidatePage:
    """Who may be asked: those matching the text, out of everyone."""

    rows: tuple[Candidate, ...]
    matching: int
    everyone: int


@dataclass(frozen=True, slots=True)
class VenueCount:
    """A venue in the filter panel; id None is "elsewhere"."""

    venue_id: int | None
    name: str
    events: int


@dataclass(frozen=True, slots=True)
class FilterCounts:
    """The numbers beside the calendar's filters."""

    kinds: Mapping[EventKind, int]
    venues: tuple[VenueCount, ...]


@dataclass(frozen=True, slots=True)
class ImportLine:
    """The last import: which file, when, how many records, and the dates of its events."""

    change_set_id: int
    label: str
    at: datetime
    added: int
    first: date | None = None
    last: date | None = None
