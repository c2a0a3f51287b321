"""What a sign-in sheet says, already cut down to what may lie open on a table, and the number that names the sheet."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from coordinator.domain.events import HOLDS_A_PLACE, EventKind
from coordinator.domain.filing import filing_order, latin_filed, own_filed
from coordinator.domain.listings import EventLine, SignUpLine
from coordinator.domain.people import Person
from coordinator.domain.privacy import Field, Name, Policy, is_shortened, name_for
from coordinator.domain.spans import When

LEAST_WALK_INS = 20
MOST_WALK_INS = 500

# Without the letters that are taken for figures or for each other.
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LETTERS_OF_ID = 8


@dataclass(frozen=True, slots=True)
class SignInRow:
    """Somebody who is expected."""

    person_id: int
    name: Name


@dataclass(frozen=True, slots=True)
class SignInList:
    """One event and who is invited or signed up, by last name. `shortened` are the ids of those under 18 among them;
    nobody's where everybody stands by first name and initial."""

    policy: Policy
    event_id: int
    kind: EventKind
    title: str
    place: str
    when: When
    rows: tuple[SignInRow, ...] = ()
    shortened: frozenset[int] = frozenset()


def sign_in_list(line: EventLine, signups: Iterable[SignUpLine], *, policy: Policy, language: str) -> SignInList:
    """The list of this event, each person once, in the order of the language."""
    event = line.event
    day = event.when.first_day
    expected = {signup.person.id: signup.person for signup in signups if signup.signup.status in HOLDS_A_PLACE}
    people = sorted(expected.values(), key=filing_order(language))
    minors = [person.id or 0 for person in people if is_shortened(person, day, policy)]
    return SignInList(
        policy,
        event.id or 0,
        event.kind,
        event.title,
        line.place_shown,
        event.when,
        tuple(SignInRow(person.id or 0, _name_of(person, day, policy)) for person in people),
        frozenset(minors if policy.shows(Field.LAST_NAMES) else ()),
    )


def _name_of(person: Person, day: date, policy: Policy) -> Name:
    if is_shortened(person, day, policy):
        return name_for(person, day, policy) or Name("")
    return Name(own_filed(person).shown, latin_filed(person).shown)


def sheet_id(shown: SignInList, *, set_as: str, printed_at: datetime) -> str:
    """ "SI-270112-7F3K9QTM": the day of the event and a number made from everything that stands on the sheet.

    The same sheet of the same second has the same number, any other has another, and no computer has to ask another
    one which numbers are taken. `set_as` says how the sheet is set (paper, language, size, rows).
    """
    said = [
        *(str(shown.policy.audience), str(shown.event_id), shown.title, shown.place, str(shown.when), set_as),
        printed_at.isoformat(),
        *(f"{row.person_id} {row.name.shown}" for row in shown.rows),
    ]
    digest = hashlib.sha256("\0".join(said).encode("utf-8", "surrogatepass")).digest()
    number = int.from_bytes(digest, "big")
    letters = "".join(_LETTERS[number >> 5 * place & 31] for place in range(_LETTERS_OF_ID))
    return f"SI-{shown.when.first_day:%y%m%d}-{letters}"
