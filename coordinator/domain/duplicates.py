"""When two records may be one and the same: the rules, the score and the thresholds, all in this place.

People: the same phone number, the same e-mail address, or a near name. A name's score is 0 to 100: how much of the two
folded names, words in alphabetical order, is alike (rapidfuzz's normalized indel similarity; 100 is the same). From
`NEAR_NAME` on it counts. Calibrated on pairs like Yanick Abadie Mbeki / Yannick Abadie-Mbeki (97) and Bo Lindquist /
Bo Lindqvist (92), which are meant, and Jon Smith / Jan Smith (89), which are not.

Events: the same day, a title with a score of at least `NEAR_TITLE`, and the same place or the same start. Two rows of
one list that carry different numbers are two events, whatever they look like.

Venues: the same folded name; spaces: the same folded name in the same venue.

Nothing here decides anything: a likely duplicate is shown to a person, and never merged unasked.
"""

import hashlib
import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from coordinator.domain.events import Event
from coordinator.domain.folding import fold
from coordinator.domain.people import Person
from coordinator.domain.venues import Venue

SAME_PHONE = "same-phone"
SAME_EMAIL = "same-email"
NEAR_NAME_REASON = "near-name"
SAME_NUMBER = "same-number"
SAME_SOURCE = "same-source"
SAME_FIELDS = "same-fields"
SAME_EVENT = "same-event"
SAME_VENUE = "same-venue"
SAME_SPACE = "same-space"

NEAR_NAME = 90
NEAR_TITLE = 90
NATURAL = "~"
"""Begins the number of a row whose list has none: made of its title and place, it tells nothing apart."""
SHORTEST_PHONE = 7
"""Fewer digits (an extension, an emergency number) say nothing about who it is."""
LONGEST_NAME = 200
"""So many letters of a name are compared; a name beyond is a text that was pasted by mistake."""
MOST_COMPARED = 300
"""So many names that begin alike are compared with a new one; beyond, only exactly equal ones are found."""

_JOINS = re.compile(r"[\-/.'’,()\"]+")


def name_key(given_name: str, family_name: str) -> str:
    """A name as it is compared: folded, without signs, words in alphabetical order."""
    return " ".join(sorted(_JOINS.sub(" ", fold(f"{given_name} {family_name}"))[:LONGEST_NAME].split()))


def name_keys(person: Person) -> tuple[str, ...]:
    """The keys of a person: the name, and its Latin form where there is one."""
    own = name_key(person.given_name, person.family_name)
    latin = name_key(person.latin_name, "") if person.latin_name else ""
    return tuple(key for key in dict.fromkeys((own, latin)) if key)


@lru_cache(maxsize=256)
def blocks_of(key: str) -> tuple[str, ...]:
    """Where near names are looked for: one word's first three letters with another's first; a typing mistake leaves at
    least one of these pairs whole. Two names that share no block are not compared."""
    words = key.split()[:4]
    if len(words) < 2:
        return tuple(f"{word[:3]}|" for word in words)
    if len(words) == 2:
        first, last = words
        return tuple({f"{first[:3]}|{last[:1]}", f"{last[:3]}|{first[:1]}"})
    return tuple({f"{a[:3]}|{b[:1]}" for i, a in enumerate(words) for j, b in enumerate(words) if i != j})


def counts_as_phone(key: str) -> bool:
    """If a phone's match key, which is all digits, is long enough to tell people apart."""
    return len(key) >= SHORTEST_PHONE


def event_day(event: Event) -> date:
    """Events are compared within the day they start."""
    return event.when.first_day


def title_key(title: str) -> str:
    """A title as it is compared."""
    return " ".join(_JOINS.sub(" ", fold(title)).split())


def same_place_or_start(one: Event, other: Event) -> bool:
    """If two events begin together or happen at the same named place."""
    if one.when.starts == other.when.starts and one.when.all_day == other.when.all_day:
        return True
    return bool(one.place) and fold(one.place) == fold(other.place)


def told_apart_by_number(one: Event, other: Event) -> bool:
    """If one list says itself that these are two: other numbers, or the same number at another start."""
    mine, theirs = one.source, other.source
    if mine is None or theirs is None or mine.name != theirs.name:
        return False
    if NATURAL in (mine.external_id[:1], theirs.external_id[:1]):
        return False
    return (mine.external_id, mine.starts) != (theirs.external_id, theirs.starts)


def venue_key(venue: Venue) -> str:
    """A venue's name as it is compared."""
    return fold(venue.name)


def space_keys(venue: Venue) -> frozenset[str]:
    """The names of its spaces as they are compared."""
    return frozenset(fold(space.name) for space in venue.spaces)


def fingerprint_of(parts: Iterable[str]) -> str:
    """What a remembered answer holds on to: the row's own values, folded, as a short digest."""
    return hashlib.sha256("\x1f".join(fold(part) for part in parts).encode()).hexdigest()[:32]
