"""Who may see what: one table of sheet, audience and field that window, paper and files read."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from coordinator.domain.events import Event, EventKind, EventStatus
from coordinator.domain.filing import starts_with_family
from coordinator.domain.folding import fold
from coordinator.domain.people import Person, counts_as_minor
from coordinator.domain.problems import Problem


class Audience(StrEnum):
    """Who will see the paper or the file, from the most to the fewest eyes."""

    PUBLIC = "public"
    VOLUNTEERS = "volunteers"
    COACH = "coach"
    STAFF = "staff"


class Sheet(StrEnum):
    """What can be printed."""

    SIGN_IN = "sign-in"
    SHIFT_ROSTER = "shift-roster"


class Export(StrEnum):
    """What can be written into a file for other programs."""

    EVENTS = "events-file"
    SIGNUPS = "signups-file"
    PEOPLE = "people-file"
    VENUES = "venues-file"
    EVERYTHING = "everything-file"


class Field(StrEnum):
    """What a sheet or a file may carry about events and people. `STANDING`: status, tags, languages, availability and
    shield number; `SOURCES`: where a record was imported from."""

    TIMES = "times"
    PLACES = "places"
    ROLES = "roles"
    OPENINGS = "openings"
    NAMES = "names"
    LAST_NAMES = "last-names"
    MINORS_LAST_NAMES = "minors-last-names"
    PHONES = "phones"
    MINORS_AGES = "minors-ages"
    OVERRIDE_REASONS = "override-reasons"
    EMAILS = "emails"
    ADDRESSES = "addresses"
    BIRTH_DATES = "birth-dates"
    NOTES = "notes"
    DRAFT_EVENTS = "draft-events"
    INTERNAL_EVENTS = "internal-events"
    STANDING = "standing"
    SOURCES = "sources"


@dataclass(frozen=True, slots=True)
class Policy:
    """One cell block of the table. `only_kinds` None: events of any kind; else every event printed must be of them, and
    a file leaves the others out."""

    sheet: Sheet | Export
    audience: Audience
    shown: tuple[Field, ...]
    only_kinds: frozenset[EventKind] | None = None

    def shows(self, field: Field) -> bool:
        """If this audience sees the field on this sheet."""
        return field in self.shown

    @property
    def left_out(self) -> tuple[Field, ...]:
        """Every other field, in the order of `Field`."""
        return tuple(field for field in Field if field not in self.shown)


_OPENINGS_ONLY = (Field.TIMES, Field.PLACES, Field.ROLES, Field.OPENINGS)
_SHORT_NAMES = (
    Field.NAMES,
    Field.LAST_NAMES,
    Field.ROLES,
    Field.TIMES,
    Field.PLACES,
    Field.OPENINGS,
    Field.INTERNAL_EVENTS,
)
_STAFF = (
    *_SHORT_NAMES,
    Field.MINORS_LAST_NAMES,
    Field.PHONES,
    Field.MINORS_AGES,
    Field.OVERRIDE_REASONS,
    Field.DRAFT_EVENTS,
)
# It lies open on the table, whoever printed it: names of grown-ups, and no more of anybody.
_ON_THE_TABLE = (Field.NAMES, Field.LAST_NAMES, Field.TIMES, Field.PLACES)
_ON_THE_TEAMS_TABLE = (Field.NAMES, Field.TIMES, Field.PLACES, Field.INTERNAL_EVENTS)
_YOUTH_SPORTS = frozenset({EventKind.PRACTICE, EventKind.GAME})
# Files are copied on: the same eyes as on paper, and for staff also what no sheet has room for.
_EVENTS_FILE = (Field.TIMES, Field.PLACES, Field.ROLES, Field.OPENINGS)
_SIGNUPS_FILE = (
    Field.NAMES,
    Field.LAST_NAMES,
    Field.ROLES,
    Field.TIMES,
    Field.PLACES,
    Field.INTERNAL_EVENTS,
)
_NAMES_FILE = (Field.NAMES, Field.LAST_NAMES)
_STAFF_PEOPLE = (
    *_NAMES_FILE,
    Field.MINORS_LAST_NAMES,
    Field.PHONES,
    Field.MINORS_AGES,
    Field.EMAILS,
    Field.ADDRESSES,
    Field.BIRTH_DATES,
    Field.NOTES,
    Field.STANDING,
)
_STAFF_SIGNUPS = (
    *_SIGNUPS_FILE,
    Field.MINORS_LAST_NAMES,
    Field.PHONES,
    Field.EMAILS,
    Field.OVERRIDE_REASONS,
    Field.NOTES,
    Field.DRAFT_EVENTS,
)
_STAFF_EVENTS = (*_EVENTS_FILE, Field.NOTES, Field.DRAFT_EVENTS, Field.INTERNAL_EVENTS, Field.SOURCES)

# A pair that is not here makes no sense and is refused.
TABLE: tuple[Policy, ...] = (
    Policy(Sheet.SIGN_IN, Audience.PUBLIC, _ON_THE_TABLE),
    Policy(Sheet.SIGN_IN, Audience.VOLUNTEERS, (*_ON_THE_TABLE, Field.INTERNAL_EVENTS)),
    Policy(Sheet.SIGN_IN, Audience.COACH, _ON_THE_TEAMS_TABLE, only_kinds=_YOUTH_SPORTS),
    Policy(Sheet.SIGN_IN, Audience.STAFF, (*_ON_THE_TABLE, Field.INTERNAL_EVENTS, Field.DRAFT_EVENTS)),
    Policy(Sheet.SHIFT_ROSTER, Audience.PUBLIC, _OPENINGS_ONLY),
    Policy(Sheet.SHIFT_ROSTER, Audience.VOLUNTEERS, _SHORT_NAMES),
    Policy(Sheet.SHIFT_ROSTER, Audience.COACH, _SHORT_NAMES, only_kinds=_YOUTH_SPORTS),
    Policy(Sheet.SHIFT_ROSTER, Audience.STAFF, _STAFF),
    Policy(Export.EVENTS, Audience.PUBLIC, _EVENTS_FILE),
    Policy(Export.EVENTS, Audience.VOLUNTEERS, (*_EVENTS_FILE, Field.INTERNAL_EVENTS)),
    Policy(Export.EVENTS, Audience.COACH, (*_EVENTS_FILE, Field.INTERNAL_EVENTS), only_kinds=_YOUTH_SPORTS),
    Policy(Export.EVENTS, Audience.STAFF, _STAFF_EVENTS),
    Policy(Export.SIGNUPS, Audience.VOLUNTEERS, _SIGNUPS_FILE),
    Policy(Export.SIGNUPS, Audience.COACH, _SIGNUPS_FILE, only_kinds=_YOUTH_SPORTS),
    Policy(Export.SIGNUPS, Audience.STAFF, _STAFF_SIGNUPS),
    Policy(Export.PEOPLE, Audience.VOLUNTEERS, _NAMES_FILE),
    Policy(Export.PEOPLE, Audience.COACH, _NAMES_FILE),
    Policy(Export.PEOPLE, Audience.STAFF, _STAFF_PEOPLE),
    Policy(Export.VENUES, Audience.PUBLIC, (Field.PLACES,)),
    Policy(Export.VENUES, Audience.VOLUNTEERS, (Field.PLACES,)),
    Policy(Export.VENUES, Audience.COACH, (Field.PLACES,)),
    Policy(Export.VENUES, Audience.STAFF, (Field.PLACES, Field.PHONES, Field.NOTES)),
    Policy(Export.EVERYTHING, Audience.STAFF, tuple(Field)),
)

_NAMED = 3

# The narrowest audience that makes sense: what is chosen until somebody chooses.
_USUAL: Mapping[Sheet | Export, Audience] = {
    Sheet.SIGN_IN: Audience.PUBLIC,
    Sheet.SHIFT_ROSTER: Audience.VOLUNTEERS,
    Export.EVENTS: Audience.VOLUNTEERS,
    Export.SIGNUPS: Audience.VOLUNTEERS,
    Export.PEOPLE: Audience.VOLUNTEERS,
    Export.VENUES: Audience.PUBLIC,
    Export.EVERYTHING: Audience.STAFF,
}


def policies_of(sheet: Sheet | Export) -> tuple[Policy, ...]:
    """The audiences that make sense for the sheet or file, from the most to the fewest eyes."""
    return tuple(policy for policy in TABLE if policy.sheet is sheet)


def policy_for(sheet: Sheet | Export, audience: Audience) -> Policy | None:
    """What this audience sees on this sheet or in this file; None when the two make no sense together."""
    return next((policy for policy in policies_of(sheet) if policy.audience is audience), None)


def usual_audience(sheet: Sheet | Export) -> Audience:
    """Who the sheet or file is for unless somebody at the window says otherwise."""
    return _USUAL[sheet]


def objections_to(sheet: Sheet, audience: Audience, events: Iterable[Event]) -> Iterator[Problem]:
    """Why this sheet with these events is not printed for this audience."""
    policy = policy_for(sheet, audience)
    if policy is None:
        yield Problem("sheet-not-for-audience", about="audience", facts={"sheet": sheet, "audience": audience})
        return
    others = tuple(event.title for event in events if policy.only_kinds and event.kind not in policy.only_kinds)
    if others:
        yield Problem("coach-copy-other-events", about="audience", facts={"titles": _few(others), "count": len(others)})


def _few(titles: tuple[str, ...]) -> tuple[str, ...]:
    return titles if len(titles) <= _NAMED else (*titles[:_NAMED], "…")


def is_shown(event: Event, policy: Policy) -> bool:
    """If the event itself may stand on the sheet: drafts and internal events are not for every eye."""
    if event.status is EventStatus.DRAFT and not policy.shows(Field.DRAFT_EVENTS):
        return False
    return event.public or policy.shows(Field.INTERNAL_EVENTS)


# --- names -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Name:
    """A name as far as it may be shown, and its Latin form when it is written in another script."""

    own: str
    latin: str = ""

    @property
    def shown(self) -> str:
        """Both in one line."""
        return f"{self.own} ({self.latin})" if self.latin else self.own


def is_shortened(person: Person, day: date, policy: Policy) -> bool:
    """If the person stands there by first name and initial on that day."""
    if not policy.shows(Field.LAST_NAMES):
        return True
    return not policy.shows(Field.MINORS_LAST_NAMES) and counts_as_minor(person, day)


def name_for(person: Person, day: date, policy: Policy) -> Name | None:
    """The name as this audience may read it about an event on `day`; None where no names are shown.

    Under-18s stand by the name they are called and the initial of the family name, in both scripts.
    """
    if not policy.shows(Field.NAMES):
        return None
    if is_shortened(person, day, policy):
        return Name(_first_and_initial(person), _latin_first_and_initial(person))
    return Name(person.full_name, person.latin_name)


def _first_and_initial(person: Person) -> str:
    family = person.family_name.split()
    for called in (person.preferred_name, person.given_name):
        first = _without(called.split(), family) if family else called.split()
        if first:
            return _joined(first, family)
    return _joined([], family)


def _joined(first: list[str], family: list[str]) -> str:
    """A name in one field only ("Lena Weber", no family name) is taken for first name, …, family name."""
    if family:
        return " ".join(part for part in (" ".join(first), f"{initial_of(family[0])}.") if part)
    if len(first) > 1:
        return f"{first[0]} {initial_of(first[-1])}."
    return first[0] if first else ""


def _without(words: list[str], family: list[str]) -> list[str]:
    """A family name may have been typed into the first name's field too."""
    hidden = {fold(part) for word in family for part in (word, *word.split("-")) if part}
    return [word for word in words if fold(word.strip(',.()"“”')) not in hidden]


def _latin_first_and_initial(person: Person) -> str:
    """Only where it is plain which word is the family name; else nothing."""
    latin = person.latin_name.strip()
    if not latin:
        return ""
    family, comma, first = (part.strip() for part in latin.partition(","))
    if comma and family and first:
        return f"{first} {initial_of(family)}."
    words = latin.split()
    if len(words) < 2 or starts_with_family(person):
        return ""
    return f"{words[0]} {initial_of(words[-1])}."


# --- one letter as people see it -------------------------------------------------------------------------------------

_VIRAMA = 9
_VOWELS_BEFORE = frozenset("เแโใไເແໂໃໄ")
_JOINERS = frozenset("\u200c\u200d")


def initial_of(word: str) -> str:
    """The first letter with all that belongs to it: accents, vowel signs, conjuncts. Signs before it are skipped."""
    letters = unicodedata.normalize("NFC", word)
    start = next((i for i, letter in enumerate(letters) if unicodedata.category(letter)[0] == "L"), 0)
    end = start + 1
    while end < len(letters) and _belongs(letters, end):
        end += 1
    return letters[start:end]


def _belongs(letters: str, at: int) -> bool:
    before, letter = letters[at - 1], letters[at]
    if unicodedata.category(letter)[0] == "M" or letter in _JOINERS:
        return True
    joined = unicodedata.combining(before) == _VIRAMA or before in _JOINERS or before in _VOWELS_BEFORE
    return joined and unicodedata.category(letter)[0] == "L"
