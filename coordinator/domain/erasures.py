"""Erasing a person for good: what of theirs goes, and how texts lose the name."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from coordinator.domain.folding import digits_of
from coordinator.domain.people import Person

IN_ITS_PLACE = "…"
"""What stands in a text where a name stood."""

_LEAST_DIGITS = 7
_BETWEEN_DIGITS = r"[\s()./+\-]{0,3}"


@dataclass(frozen=True, slots=True)
class Mention:
    """A text that somebody wrote and that names the person: an event, a venue or another one's card. It stays."""

    table: str
    key: int
    name: str


@dataclass(frozen=True, slots=True)
class Erasure:
    """What erasing a person takes with it, and what it leaves for people to look at."""

    person: Person
    signups: int = 0
    past_signups: int = 0
    changes: int = 0
    mentions: tuple[Mention, ...] = ()

    def mentions_in(self, table: str) -> tuple[Mention, ...]:
        """The mentions in records of one kind."""
        return tuple(one for one in self.mentions if one.table == table)


@dataclass(frozen=True, slots=True)
class Traces:
    """By what somebody is known in texts. `sure` ones may be looked for anywhere; the others, a given name alone say,
    only where the text is about the person."""

    sure: tuple[str, ...]
    others: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()

    def without(self, texts: Iterable[str], phones: Iterable[str]) -> "Traces":
        """Those that nobody else is known by."""
        known, dialled = {text.casefold() for text in texts}, set(phones)
        return Traces(
            tuple(one for one in self.sure if one.casefold() not in known),
            phones=tuple(phone for phone in self.phones if phone not in dialled),
        )

    def pattern(self) -> re.Pattern[str] | None:
        """What finds any of them in a text, whatever the case; None when there is none."""
        texts = sorted({*self.sure, *self.others}, key=lambda text: (-len(text), text))
        wanted = [*(_whole(text) for text in texts), *map(_dialled, self.phones)]
        return re.compile("|".join(wanted), re.IGNORECASE) if wanted else None

    def needles(self) -> tuple[str, ...]:
        """Short texts one of which is in every text that the pattern finds, in one case or another."""
        words = {case for text in (*self.sure, *self.others) for case in _cases(_longest_word(text))}
        return tuple(sorted(words | {phone[-4:] for phone in self.phones}))


def traces_of(people: Iterable[Person]) -> Traces:
    """The traces of one person, as the card stands and as it stood."""
    names: set[str] = set()
    phones: set[str] = set()
    for one in people:
        names.update(name for written in _names(one) for name in _forms(written))
        names.update(form for email in one.emails for form in _forms(email))
        phones.update(digits for digits in map(digits_of, one.phones) if len(digits) >= _LEAST_DIGITS)
    sure = {name for name in names if _is_sure(name)}
    return Traces(tuple(sorted(sure)), tuple(sorted(names - sure)), tuple(sorted(phones)))


def names_of(one: Person) -> frozenset[str]:
    """The ways to write a person's name."""
    return frozenset(name for name in _names(one) if name)


def _names(one: Person) -> Iterator[str]:
    for given in (one.given_name, one.preferred_name):
        yield " ".join(filter(None, (given, one.family_name)))
        yield ", ".join(filter(None, (one.family_name, given)))
        yield " ".join(filter(None, (one.family_name, given)))
    yield one.full_name
    yield one.sort_name
    yield one.latin_name
    if not _has_case(one.given_name + one.family_name):
        yield one.family_name + one.given_name


def _forms(text: str) -> Iterator[str]:
    tidied = " ".join(text.split())
    if len(tidied) > 1:
        yield from (unicodedata.normalize(form, tidied) for form in ("NFC", "NFD"))


def _is_sure(name: str) -> bool:
    return " " in name or "@" in name or not _has_case(name)


def _has_case(text: str) -> bool:
    return text.lower() != text.upper()


def _longest_word(text: str) -> str:
    """Of the letters that JSON writes as they are."""
    return max(re.split(r'[\s"\\,]+', text), key=len)


def _cases(word: str) -> set[str]:
    return {word, word.lower(), word.upper(), word.title(), word.casefold()}


def _whole(text: str) -> str:
    """Whole words where the script has letters of two cases; others join words without a blank."""
    inside = r"\s+".join(re.escape(word) for word in text.split())
    before = r"(?<!\w)" if _has_case(text[0]) else ""
    return before + inside + (r"(?!\w)" if _has_case(text[-1]) else "")


def _dialled(digits: str) -> str:
    return r"(?<!\d)" + _BETWEEN_DIGITS.join(digits) + r"(?!\d)"
