"""Events, their positions, roles and sign-ups, and the rules over them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from coordinator.domain.problems import Fact, Problem, Weight
from coordinator.domain.spans import FIRST_YEAR, LAST_YEAR, Span, When, is_repeated, is_skipped, is_within_reach


class EventKind(StrEnum):
    """What an event is; a "volunteer shift" is an event of kind volunteer."""

    MEETING = "meeting"
    PRACTICE = "practice"
    GAME = "game"
    VOLUNTEER = "volunteer"
    TRAINING = "training"
    OTHER = "other"


class EventStatus(StrEnum):
    """Where an event stands. Cancelled is not deleted: it keeps its reason and shows as cancelled."""

    DRAFT = "draft"
    PUBLISHED = "published"
    HELD = "held"
    CANCELLED = "cancelled"


class SignupStatus(StrEnum):
    """Where one person stands for one position."""

    OFFERED = "offered"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    CANCELLED = "cancelled"


MOST_PLACES = 10_000  # of one position; more is a slip of the hand
HOLDS_A_PLACE = (SignupStatus.OFFERED, SignupStatus.CONFIRMED)


class SignupSource(StrEnum):
    """How a sign-up came about."""

    SELF = "self"
    COORDINATOR = "coordinator"
    WALK_IN = "walk-in"


@dataclass(frozen=True, slots=True)
class Source:
    """Where an imported record comes from. `name` stands for one kind of list (the fingerprint of its headings),
    `label` for people is the file's name, `starts` tells repeated ids apart (wall time in ISO, empty if none);
    `original` is their own text of what could not be taken over whole, such as the lines of a repeating event."""

    name: str
    label: str
    external_id: str
    starts: str = ""
    original: str = ""


@dataclass(frozen=True, slots=True)
class Role:
    """A job that positions ask for. `minimum_age` in whole years on the day of the event."""

    name: str
    minimum_age: int | None = None
    coaching: bool = False
    colour: str = ""
    id: int | None = None
    version: int = 1
    deleted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """A need of an event: so many people in one role. `starts`/`ends` are naive wall times set apart from the
    event's, None when they follow it. `maximum` is the number of places."""

    role_id: int
    role: str = ""
    needed: int = 1
    maximum: int = 1
    notes: str = ""
    starts: datetime | None = None
    ends: datetime | None = None
    id: int | None = None
    version: int = 1

    @property
    def is_apart(self) -> bool:
        """If it has a start or an end of its own."""
        return self.starts is not None or self.ends is not None


@dataclass(frozen=True, slots=True)
class Tally:
    """How a position or an event stands. Openings are needed less offered and confirmed, never below zero."""

    needed: int = 0
    maximum: int = 0
    confirmed: int = 0
    offered: int = 0

    @property
    def openings(self) -> int:
        """Places still to fill."""
        return max(0, self.needed - self.confirmed - self.offered)

    @property
    def over(self) -> int:
        """Confirmed people beyond the need."""
        return max(0, self.confirmed - self.needed)


@dataclass(frozen=True, slots=True)
class Event:
    """One real occurrence. The place is a venue, perhaps one of its spaces, or free text; `place_original` keeps the
    text of an imported cell that names several places."""

    kind: EventKind
    title: str
    when: When
    description: str = ""
    venue_id: int | None = None
    space_id: int | None = None
    place: str = ""
    place_original: str = ""
    status: EventStatus = EventStatus.PUBLISHED
    cancel_reason: str = ""
    public: bool = False
    positions: tuple[Position, ...] = ()
    source: Source | None = None
    uid: str = ""
    id: int | None = None
    version: int = 1
    deleted_at: datetime | None = None

    @property
    def stands(self) -> bool:
        """If it is neither cancelled nor removed."""
        return self.deleted_at is None and self.status is not EventStatus.CANCELLED


@dataclass(frozen=True, slots=True)
class SignUp:
    """One person in one position, at most one row for the two."""

    position_id: int
    person_id: int
    status: SignupStatus = SignupStatus.CONFIRMED
    source: SignupSource = SignupSource.COORDINATOR
    asked_at: datetime | None = None
    answered_at: datetime | None = None
    note: str = ""
    override_reason: str = ""
    id: int | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Booking:
    """A place somebody holds elsewhere, as the rules need it."""

    signup_id: int
    event_id: int
    position_id: int
    title: str
    role: str
    when: When
    span: Span


def position_when(event_when: When, one: Position) -> When:
    """The time a position is for: its own where set apart, else the event's."""
    if not one.is_apart:
        return event_when
    return When(one.starts or event_when.starts, one.ends or event_when.ends, event_when.zone)


def objections_to(event: Event) -> Iterator[Problem]:
    """Everything against the event by itself; clashes with others are asked separately."""
    if not event.title.strip():
        yield Problem("title-missing", about="title")
    if event.status is EventStatus.CANCELLED and not event.cancel_reason.strip():
        yield Problem("cancel-reason-missing", about="reason")
    yield from _objections_to_time(event.when)
    for position in event.positions:
        yield from _objections_to_position(position, position_when(event.when, position))


def times_within_reach(event: Event) -> Iterator[Problem]:
    """No rule and no instant can be worked out for a year beyond the calendar: ask this first."""
    own = [wall for position in event.positions for wall in (position.starts, position.ends) if wall is not None]
    if not all(map(is_within_reach, (event.when.starts, event.when.ends, *own))):
        yield year_out_of_reach()


def year_out_of_reach() -> Problem:
    """The objection to a time that no calendar can hold."""
    return Problem("year-out-of-reach", about="starts", facts={"first": FIRST_YEAR, "last": LAST_YEAR})


def _objections_to_time(when: When) -> Iterator[Problem]:
    if when.ends <= when.starts:
        yield Problem("ends-before-start", about="ends", facts={"starts": when.starts, "all_day": when.all_day})
    if when.all_day:
        return
    if when.starts < when.ends and when.span.starts_at >= when.span.ends_at:  # clocks jump over its start
        yield Problem("ends-before-start", about="ends", facts={"starts": when.starts_read, "all_day": False})
    for about, wall in (("starts", when.starts), ("ends", when.ends)):
        if is_skipped(wall, when.zone):
            yield Problem("time-skipped", about=about, weight=Weight.WARNS, facts={"wall": wall})
        elif is_repeated(wall, when.zone):
            yield Problem("time-repeated", about=about, weight=Weight.WARNS, facts={"wall": wall})


def _objections_to_position(position: Position, when: When) -> Iterator[Problem]:
    if position.needed < 0:
        yield Problem("needed-negative", about="positions", facts={"role": position.role})
    if position.maximum < max(1, position.needed):
        yield Problem("maximum-below-needed", about="positions", facts={"role": position.role})
    if position.maximum > MOST_PLACES:
        facts: dict[str, Fact] = {"role": position.role, "limit": MOST_PLACES}
        yield Problem("maximum-too-high", about="positions", facts=facts)
    if position.is_apart and when.span.ends_at <= when.span.starts_at:
        yield Problem("position-ends-before-start", about="positions", facts={"role": position.role})
