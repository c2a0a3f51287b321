"""Venues and the spaces in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from coordinator.domain.problems import Problem
from coordinator.domain.typed import LONGEST_NAME

MOST_PEOPLE = 1_000_000  # in one space; more is a slip of the hand


@dataclass(frozen=True, slots=True)
class Space:
    """A room, field or court of a venue. `capacity` is a number of people, None when unknown."""

    name: str
    capacity: int | None = None
    notes: str = ""
    id: int | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Venue:
    """A place with an address. `step_free` is None when nobody has looked."""

    name: str
    address: str = ""
    phone: str = ""
    access_notes: str = ""
    step_free: bool | None = None
    map_link: str = ""
    spaces: tuple[Space, ...] = ()
    id: int | None = None
    version: int = 1
    deleted_at: datetime | None = None


def objections_to(venue: Venue) -> Iterator[Problem]:
    """Everything against saving this venue."""
    if not venue.name.strip():
        yield Problem("venue-name-missing", about="name")
    names = [space.name.strip().casefold() for space in venue.spaces]
    if "" in names:
        yield Problem("space-name-missing", about="spaces")
    for name in sorted({name for name in names if name and names.count(name) > 1}):
        yield Problem("space-twice", about="spaces", facts={"space": name})
    for space in venue.spaces:
        if len(space.name) > LONGEST_NAME:
            yield Problem("name-too-long", about="spaces", facts={"name": space.name[:40], "limit": LONGEST_NAME})
        if space.capacity is not None and space.capacity < 0:
            yield Problem("capacity-negative", about="capacity", facts={"space": space.name})
        if space.capacity is not None and space.capacity > MOST_PEOPLE:
            yield Problem("capacity-too-high", about="capacity", facts={"space": space.name, "limit": MOST_PEOPLE})
