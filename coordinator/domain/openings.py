"""What is still to fill: the openings of the days to come, and what a precinct that begins has already."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from coordinator.domain.listings import EventLine, PositionLine


@dataclass(frozen=True, slots=True)
class Opening:
    """A position that still needs people, and the event it belongs to."""

    line: EventLine
    position: PositionLine


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """If there are people, venues, events: what somebody who begins has done already."""

    people: bool
    venues: bool
    events: bool


def openings_in(lines: Iterable[EventLine], now: datetime) -> tuple[Opening, ...]:
    """The openings of these events that are not over yet, by start, then title; `now` is an instant."""
    return tuple(sorted(_openings(lines, now), key=_order))


def not_over(lines: Iterable[EventLine], now: datetime) -> tuple[EventLine, ...]:
    """The events that go on or are still to come; `now` is an instant."""
    return tuple(line for line in lines if line.event.when.span.ends_at > now)


def now_or_next(lines: Iterable[EventLine], now: datetime) -> frozenset[int]:
    """Ids of the events that go on at this instant; when there is none, of the next to start. Whole days and what is
    cancelled do not count."""
    timed = [line.event for line in lines if not line.event.when.all_day and line.event.stands]
    going_on = [event for event in timed if event.when.span.starts_at <= now < event.when.span.ends_at]
    if not going_on:
        to_come = [event for event in timed if event.when.span.starts_at > now]
        first = min((event.when.span.starts_at for event in to_come), default=now)
        going_on = [event for event in to_come if event.when.span.starts_at == first]
    return frozenset(event.id for event in going_on if event.id is not None)


def _openings(lines: Iterable[EventLine], now: datetime) -> Iterator[Opening]:
    for line in lines:
        if line.event.stands:
            for position in line.positions:
                if position.tally.openings and position.when.span.ends_at > now:
                    yield Opening(line, position)


def _order(one: Opening) -> tuple[datetime, str, int]:
    return one.position.when.span.starts_at, one.line.event.title, one.position.position.id or 0
