"""What finding anything gives: people, events and places with how many there are in all, and what was opened lately."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from coordinator.domain.events import Booking
from coordinator.domain.folding import fold, words_of
from coordinator.domain.listings import EventLine, PersonRow
from coordinator.domain.venues import Venue

T = TypeVar("T")
_BETWEEN = " \n-"


class Found(StrEnum):
    """What can be found, by the word of its table."""

    PERSON = "person"
    EVENT = "event"
    VENUE = "venue"


@dataclass(frozen=True, slots=True)
class FindQuery:
    """The words typed, and how many of each kind are wanted; a kind that is left out is only counted."""

    text: str
    people: int = 0
    events: int = 0
    venues: int = 0


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """A person, and what they are signed up for next."""

    row: PersonRow
    next: Booking | None = None


@dataclass(frozen=True, slots=True)
class FoundEvent:
    """An event; `past` when it is over."""

    line: EventLine
    past: bool = False


@dataclass(frozen=True, slots=True)
class FoundVenue:
    """A venue, and how many events it has in the month of today."""

    venue: Venue
    this_month: int = 0


@dataclass(frozen=True, slots=True)
class Hits(Generic[T]):
    """The best of what was found, and how many there are in all."""

    rows: tuple[T, ...] = ()
    total: int = 0


@dataclass(frozen=True, slots=True)
class Findings:
    """The answer to one question."""

    people: Hits[FoundPerson] = Hits()
    events: Hits[FoundEvent] = Hits()
    venues: Hits[FoundVenue] = Hits()

    @property
    def total(self) -> int:
        """Of all kinds."""
        return self.people.total + self.events.total + self.venues.total


@dataclass(frozen=True, slots=True)
class Recent:
    """Something that was opened: kind and id, never a name."""

    kind: Found
    id: int


@dataclass(frozen=True, slots=True)
class RecentThings:
    """What was opened lately, in that order; what was removed meanwhile is left out."""

    things: tuple[FoundPerson | FoundEvent | FoundVenue, ...] = ()


def begins_words(text: str, query: str) -> bool:
    """If every word of the query begins a word of the text."""
    folded = " " + fold(text)
    return all(any(between + word in folded for between in _BETWEEN) for word in words_of(query))


def holds_words(text: str, query: str) -> bool:
    """If every word of the query stands somewhere in the text."""
    folded = fold(text)
    return all(word in folded for word in words_of(query))


def best_first(named: Iterable[T], names: Iterable[str], query: str) -> tuple[T, ...]:
    """Those whose names hold the words, word starts before the others, else in the order given."""
    held = [(one, name) for one, name in zip(named, names, strict=True) if holds_words(name, query)]
    starting = tuple(one for one, name in held if begins_words(name, query))
    return starting + tuple(one for one, name in held if not begins_words(name, query))
