"""People: volunteers, officers, residents, players and guardians, often several of these at once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from coordinator.domain.problems import Problem, Weight
from coordinator.domain.typed import LONGEST_NAME

ADULT_AGE = 18


class PersonStatus(StrEnum):
    """Where somebody stands on the way into and out of service."""

    PROSPECT = "prospect"
    APPLICANT = "applicant"
    ACTIVE = "active"
    PAUSED = "paused"
    FORMER = "former"
    BARRED = "barred"


class ContactKind(StrEnum):
    """The ways to reach somebody."""

    MOBILE = "mobile"
    PHONE = "phone"
    EMAIL = "email"
    POSTAL = "postal"


class Group(StrEnum):
    """The switch above the list of people; a person may be in several."""

    EVERYONE = "everyone"
    VOLUNTEERS = "volunteers"
    OFFICERS = "officers"
    YOUTH = "youth"


@dataclass(frozen=True, slots=True)
class ContactPoint:
    """One phone number, e-mail or postal address. `value` is kept as typed; `digits` searches phones."""

    kind: ContactKind
    value: str
    label: str = ""
    preferred: bool = False
    may_contact: bool = True
    id: int | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Person:
    """One human. `adult` marks somebody of unknown birth date as over 18; `latin_name` is the Latin form of a name
    in another script; `availability` is free text."""

    given_name: str = ""
    family_name: str = ""
    preferred_name: str = ""
    latin_name: str = ""
    birth_date: date | None = None
    adult: bool = False
    language: str = ""
    status: PersonStatus = PersonStatus.ACTIVE
    rank: str = ""
    shield_number: str = ""
    availability: str = ""
    notes: str = ""
    contact_points: tuple[ContactPoint, ...] = ()
    tags: tuple[str, ...] = ()
    id: int | None = None
    version: int = 1
    deleted_at: datetime | None = None

    @property
    def full_name(self) -> str:
        """Rank, given and family name in the person's own script."""
        return " ".join(part for part in (self.rank, self.given_name, self.family_name) if part)

    @property
    def shown_name(self) -> str:
        """The full name, with the Latin form beside a name in another script."""
        return f"{self.full_name} ({self.latin_name})" if self.latin_name else self.full_name

    @property
    def sort_name(self) -> str:
        """Family name first, as in the list of people."""
        first = " ".join(part for part in (self.rank, self.given_name) if part)
        return ", ".join(part for part in (self.family_name, first) if part)

    @property
    def is_officer(self) -> bool:
        """If the card carries a rank or a shield number."""
        return bool(self.rank or self.shield_number)

    def contacts(self, *kinds: ContactKind) -> tuple[str, ...]:
        """The values of these kinds, the preferred one first."""
        found = [c for c in self.contact_points if c.kind in kinds]
        return tuple(c.value for c in sorted(found, key=lambda c: not c.preferred))

    @property
    def phones(self) -> tuple[str, ...]:
        """Mobile and other phone numbers as typed."""
        return self.contacts(ContactKind.MOBILE, ContactKind.PHONE)

    @property
    def emails(self) -> tuple[str, ...]:
        """E-mail addresses as typed."""
        return self.contacts(ContactKind.EMAIL)

    @property
    def address(self) -> str:
        """The first postal address, or nothing."""
        return next(iter(self.contacts(ContactKind.POSTAL)), "")


def age_on(birth_date: date, day: date) -> int:
    """Whole years on that day; somebody born on 29 February has the birthday on 1 March in common years."""
    had_birthday = (day.month, day.day) >= (birth_date.month, birth_date.day)
    return day.year - birth_date.year - (0 if had_birthday else 1)


def is_minor(person: Person, day: date) -> bool:
    """If known to be under 18 on the day."""
    return person.birth_date is not None and age_on(person.birth_date, day) < ADULT_AGE


def counts_as_minor(person: Person, day: date) -> bool:
    """If shown as under 18 on public and volunteers' copies: an unknown birth date counts, unless marked as adult."""
    if person.birth_date is None:
        return not person.adult
    return is_minor(person, day)


def objections_to(person: Person, today: date) -> Iterator[Problem]:
    """Everything against saving this card."""
    if not (person.given_name.strip() or person.family_name.strip()):
        yield Problem("name-missing", about="given_name")
    if person.birth_date is not None and person.birth_date > today:
        yield Problem("born-in-the-future", about="birth_date", facts={"born": person.birth_date})
    for tag in person.tags:
        if len(tag) > LONGEST_NAME:
            yield Problem("name-too-long", about="tags", facts={"name": tag[:40], "limit": LONGEST_NAME})
    for email in person.emails:
        if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", email.strip()):
            yield Problem("email-implausible", about="emails", weight=Weight.WARNS, facts={"value": email})
