"""What a shift roster says, for screen, paper and files alike: already cut down to what its audience may see."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from coordinator.domain.events import EventKind, EventStatus, SignupStatus
from coordinator.domain.listings import EventLine, PositionLine, SignUpLine
from coordinator.domain.people import age_on, is_minor
from coordinator.domain.privacy import Field, Name, Policy, is_shortened, is_shown, name_for
from coordinator.domain.spans import When


class RowKind(StrEnum):
    """What a line of a shift is about."""

    PERSON = "person"
    OPENING = "opening"
    COUNT = "count"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Row:
    """One line. `when` is set for a position with its own time. `age` only of under-18s and only where it may be shown.

    COUNT rows stand for a whole position: `openings` of `needed`.
    """

    kind: RowKind
    role: str = ""
    when: When | None = None
    name: Name | None = None
    extra: bool = False
    asked: bool = False
    shortened: bool = False
    age: int | None = None
    phone: str = ""
    override_reason: str = ""
    openings: int = 0
    needed: int = 0


@dataclass(frozen=True, slots=True)
class Shift:
    """One event with its lines, positions in their order, people before openings."""

    event_id: int
    kind: EventKind
    title: str
    place: str
    when: When
    rows: tuple[Row, ...]
    openings: int = 0
    draft: bool = False
    cancelled: bool = False
    cancel_reason: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """The shifts that start on a date, or before the roster's first one and still run on it."""

    on: date
    shifts: tuple[Shift, ...]


@dataclass(frozen=True, slots=True)
class Roster:
    """Shifts by day. `first` and `last` are the dates asked for, both included; `openings` counts all of them;
    `shortened` how many different people stand there by first name and initial."""

    policy: Policy
    first: date
    last: date
    days: tuple[Day, ...] = ()
    openings: int = 0
    shortened: int = 0

    @property
    def shifts(self) -> tuple[Shift, ...]:
        """All of them in order."""
        return tuple(shift for day in self.days for shift in day.shifts)


def roster_of(
    lines: Iterable[EventLine], signups: Iterable[SignUpLine], *, first: date, last: date, policy: Policy
) -> Roster:
    """The roster of these events as far as the audience may see it. Events that ask for nobody are no shifts."""
    by_position: defaultdict[int, list[SignUpLine]] = defaultdict(list)
    for signup in signups:
        by_position[signup.signup.position_id].append(signup)
    shown = [line for line in lines if line.positions and is_shown(line.event, policy)]
    shown.sort(key=_place_in_time)
    by_day: defaultdict[date, list[Shift]] = defaultdict(list)
    for line in shown:
        by_day[max(line.event.when.first_day, first)].append(_shift(line, by_position, policy))
    days = tuple(Day(on, tuple(shifts)) for on, shifts in sorted(by_day.items()))
    openings = sum(shift.openings for day in days for shift in day.shifts)
    return Roster(policy, first, last, days, openings, _count_shortened(shown, by_position, policy))


def _place_in_time(line: EventLine) -> tuple[datetime, bool, str, int]:
    event = line.event
    return event.when.starts, not event.when.all_day, event.title.casefold(), event.id or 0


def _shift(line: EventLine, by_position: defaultdict[int, list[SignUpLine]], policy: Policy) -> Shift:
    event = line.event
    cancelled = event.status is EventStatus.CANCELLED
    seen = policy.shows(Field.OVERRIDE_REASONS)
    return Shift(
        event_id=event.id or 0,
        kind=event.kind,
        title=event.title,
        place=line.place_shown,
        when=event.when,
        rows=(Row(RowKind.CANCELLED),) if cancelled else _rows(line, by_position, policy),
        openings=0 if cancelled else sum(position.tally.openings for position in line.positions),
        draft=event.status is EventStatus.DRAFT,
        cancelled=cancelled,
        cancel_reason=event.cancel_reason if seen else "",
    )


def _rows(line: EventLine, by_position: defaultdict[int, list[SignUpLine]], policy: Policy) -> tuple[Row, ...]:
    rows: list[Row] = []
    for position in line.positions:
        own = position.when if position.when != line.event.when else None
        if policy.shows(Field.NAMES):
            rows += _people(position, own, by_position[position.position.id or 0], policy)
            rows += [Row(RowKind.OPENING, position.position.role, own)] * position.tally.openings
        else:
            tally = position.tally
            rows.append(Row(RowKind.COUNT, position.position.role, own, openings=tally.openings, needed=tally.needed))
    return tuple(rows)


def _people(position: PositionLine, own: When | None, signups: Sequence[SignUpLine], policy: Policy) -> list[Row]:
    """Confirmed people first, each in the order they signed up; those beyond the need are extra."""
    held = [line for line in signups if line.signup.status is SignupStatus.CONFIRMED]
    asked = [line for line in signups if line.signup.status is SignupStatus.OFFERED]
    in_order = sorted(held, key=_number) + sorted(asked, key=_number)
    needed = position.position.needed
    return [_person(line, own, policy, extra=place >= needed) for place, line in enumerate(in_order)]


def _number(line: SignUpLine) -> int:
    return line.signup.id or 0


def _person(line: SignUpLine, own: When | None, policy: Policy, *, extra: bool) -> Row:
    person, day = line.person, line.when.first_day
    born = person.birth_date if policy.shows(Field.MINORS_AGES) and is_minor(person, day) else None
    return Row(
        RowKind.PERSON,
        line.role,
        own,
        name=name_for(person, day, policy),
        extra=extra,
        asked=line.signup.status is SignupStatus.OFFERED,
        shortened=is_shortened(person, day, policy),
        age=None if born is None else age_on(born, day),
        phone=next(iter(person.phones), "") if policy.shows(Field.PHONES) else "",
        override_reason=line.signup.override_reason if policy.shows(Field.OVERRIDE_REASONS) else "",
    )


def _count_shortened(
    lines: Iterable[EventLine], by_position: defaultdict[int, list[SignUpLine]], policy: Policy
) -> int:
    if not policy.shows(Field.NAMES):
        return 0
    people = {
        signup.person.id
        for line in lines
        if line.event.status is not EventStatus.CANCELLED
        for position in line.positions
        for signup in by_position.get(position.position.id or 0, ())
        if signup.signup.status in (SignupStatus.CONFIRMED, SignupStatus.OFFERED)
        and is_shortened(signup.person, signup.when.first_day, policy)
    }
    return len(people)
