"""What a passphrase must be, and how hard it is to guess. The words themselves go nowhere from here."""

import math
import unicodedata
from collections.abc import Iterator
from enum import StrEnum

from coordinator.domain.problems import Problem

SHORTEST = 10
LONGEST = 1000

_COMMON = ("password", "passphrase", "qwerty", "letmein", "welcome", "iloveyou", "admin", "abc123", "precinct")
_WEAK, _STRONG = 45.0, 75.0  # bits; guessing one takes half a second and 128 MB


class Strength(StrEnum):
    """How hard a passphrase is to guess, roughly."""

    SHORT = "short"
    WEAK = "weak"
    FAIR = "fair"
    STRONG = "strong"


def normal(passphrase: str) -> str:
    """The same bytes from every keyboard: composed letters, one kind of space, nothing around it."""
    return unicodedata.normalize("NFKC", passphrase).strip()


def objections_to_passphrase(passphrase: str) -> Iterator[Problem]:
    """Why these words cannot become a passphrase. Never names them."""
    words = normal(passphrase)
    if len(words) < SHORTEST:
        yield Problem("passphrase-too-short", "passphrase", facts={"shortest": SHORTEST})
    elif len(words) > LONGEST:
        yield Problem("passphrase-too-long", "passphrase", facts={"longest": LONGEST})
    elif any(unicodedata.category(sign) == "Cc" for sign in words):
        yield Problem("passphrase-control-signs", "passphrase")


def strength_of(passphrase: str) -> Strength:
    """A rough guess that forgives nobody a word that everybody takes."""
    words = normal(passphrase)
    if len(words) < SHORTEST:
        return Strength.SHORT
    bits = _bits(words)
    if bits < _WEAK:
        return Strength.WEAK
    return Strength.FAIR if bits < _STRONG else Strength.STRONG


def _bits(words: str) -> float:
    folded = words.casefold()
    for common in _COMMON:
        folded = folded.replace(common, "*")
    changes = sum(_is_new(folded, place) for place in range(len(folded)))
    letters = 10 if folded.isdigit() else 26 if folded.isascii() and folded.isalpha() else 40
    return changes * math.log2(letters) * 0.75  # words of a language say less than their letters


def _is_new(words: str, place: int) -> bool:
    """If the sign is neither the one before it, nor the next in a row, nor part of what stood there twice."""
    before = words[place - 1] if place else ""
    if before and ord(words[place]) - ord(before) in {-1, 0, 1}:
        return False
    return place < 3 or words[place - 2 : place + 1] not in words[: place - 1]
