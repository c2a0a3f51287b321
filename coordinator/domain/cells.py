"""What the text of a cell says: lists, yes and no, names, places, and whether it looks cut off."""

import re
from dataclasses import dataclass
from functools import lru_cache

from coordinator.domain.folding import fold
from coordinator.domain.people import PersonStatus

_LIST = re.compile(r"[,;|\n\r]+")
_YES = frozenset(["yes", "y", "true", "1", "x", "si", "sí", "s", "on", "✓", "✔", "adult", "adulto", "adulta"])
_NO = frozenset(["no", "n", "false", "0", "off", "-", "none", "ninguno", "minor", "menor"]) | {""}
_PARTICLES = frozenset(
    [
        "de",
        "del",
        "la",
        "las",
        "los",
        "da",
        "das",
        "do",
        "dos",
        "di",
        "du",
        "des",
        "van",
        "von",
        "der",
        "den",
        "ter",
        "ten",
        "zu",
        "bin",
        "ibn",
        "al",
        "el",
        "st",
        "st.",
        "san",
        "santa",
        "le",
        "y",
        "e",
    ]
)
_SUFFIXES = frozenset(["jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "v", "md", "m.d.", "phd", "ph.d.", "esq", "esq."])
_STATUSES = {
    "prospect": PersonStatus.PROSPECT, "interested": PersonStatus.PROSPECT, "interesado": PersonStatus.PROSPECT,
    "interesada": PersonStatus.PROSPECT, "lead": PersonStatus.PROSPECT,
    "applicant": PersonStatus.APPLICANT, "applied": PersonStatus.APPLICANT, "pending": PersonStatus.APPLICANT,
    "solicitante": PersonStatus.APPLICANT, "pendiente": PersonStatus.APPLICANT,
    "active": PersonStatus.ACTIVE, "current": PersonStatus.ACTIVE, "activo": PersonStatus.ACTIVE,
    "activa": PersonStatus.ACTIVE, "yes": PersonStatus.ACTIVE,
    "paused": PersonStatus.PAUSED, "on leave": PersonStatus.PAUSED, "on hold": PersonStatus.PAUSED,
    "pausa": PersonStatus.PAUSED, "en pausa": PersonStatus.PAUSED,
    "former": PersonStatus.FORMER, "inactive": PersonStatus.FORMER, "left": PersonStatus.FORMER,
    "inactivo": PersonStatus.FORMER, "inactiva": PersonStatus.FORMER, "anterior": PersonStatus.FORMER,
    "barred": PersonStatus.BARRED, "banned": PersonStatus.BARRED, "blocked": PersonStatus.BARRED,
    "vetado": PersonStatus.BARRED, "vetada": PersonStatus.BARRED,
}  # fmt: skip
_LANGUAGES = {
    "english": "en", "ingles": "en", "spanish": "es", "espanol": "es", "castellano": "es", "chinese": "zh",
    "mandarin": "zh", "cantonese": "yue", "russian": "ru", "ruso": "ru", "bengali": "bn", "bangla": "bn",
    "haitian creole": "ht", "kreyol": "ht", "korean": "ko", "arabic": "ar", "urdu": "ur", "french": "fr",
    "frances": "fr", "polish": "pl", "hebrew": "he", "yiddish": "yi", "hindi": "hi", "italian": "it",
    "portuguese": "pt", "ukrainian": "uk", "greek": "el", "vietnamese": "vi", "tagalog": "tl", "japanese": "ja",
}  # fmt: skip

CUT_FROM = 200
"""A column's longest cell looks cut off from this length on, when the length is one that programs cut at."""
_LIMITS = frozenset({200, 240, 250, 254, 255, 256, 300, 400, 500, 511, 512, 1000, 1023, 1024, 2000, 2047, 2048, 4000})
_LIMITS_LONG = frozenset({4095, 4096, 8000, 32_000, 32_767, 65_535})


@lru_cache(maxsize=20_000)
def members_of(cell: str) -> tuple[str, ...]:
    """The members of a cell read as a list: parted by comma, semicolon, bar or line end, blanks around them gone."""
    return tuple(member for part in _LIST.split(cell) if (member := " ".join(part.split())))


def has_member(cell: str, value: str) -> bool:
    """If the list in the cell has the value as a whole member; case and accents do not matter."""
    wanted = fold(value)
    return fold(cell) == wanted or any(fold(member) == wanted for member in members_of(cell))


def read_tags(cell: str) -> tuple[str, ...]:
    """The members, each spelling once."""
    tags: dict[str, str] = {}
    for member in members_of(cell):
        tags.setdefault(fold(member), member)
    return tuple(tags.values())


def read_yes_no(cell: str) -> bool | None:
    """Yes or no in English or Spanish; None for anything else."""
    plain = fold(cell)
    return True if plain in _YES else False if plain in _NO else None


def read_person_status(cell: str) -> PersonStatus | None:
    """The status a word stands for, in English or Spanish."""
    return _STATUSES.get(fold(cell))


def read_language(cell: str) -> str:
    """The code of a language named in English or Spanish; anything else as it stands."""
    return _LANGUAGES.get(fold(cell), " ".join(cell.split()))


def read_count(cell: str) -> int | None:
    """A whole number not below zero, with or without separators of thousands; None for anything else."""
    plain = re.sub(r"(?<=\d)[,. ](?=\d{3}(?!\d))", "", cell.strip())
    found = re.fullmatch(r"(\d{1,9})(?:\.0+)?", plain)
    return int(found[1]) if found else None


@dataclass(frozen=True, slots=True)
class SplitName:
    """A full name in two parts."""

    given: str
    family: str


def split_name(full: str) -> SplitName:
    """Given and family name: "Family, Given", or the last word with its particles and suffixes is the family name.

    A single word, and a name in a script without blanks, stays whole as the given name."""
    plain = " ".join(full.split())
    family, comma, given = plain.partition(",")
    if comma and given.strip() and fold(given).strip() not in _SUFFIXES:
        return SplitName(given.strip(), family.strip())
    words = plain.replace(",", "").split()
    if len(words) < 2:
        return SplitName(plain, "")
    at = _family_begins(words)
    return SplitName(" ".join(words[:at]), " ".join(words[at:]))


def _family_begins(words: list[str]) -> int:
    at = len(words) - 1
    while at > 1 and fold(words[at]) in _SUFFIXES:
        at -= 1
    while at > 1 and fold(words[at - 1]) in _PARTICLES:
        at -= 1
    return at


_NAMES_A_PLACE = re.compile(r":|\bbetween\b|\bentre\b", re.IGNORECASE)
_STREET = re.compile(r"^\d+\s+\S.*[^\W\d]")


@lru_cache(maxsize=5_000)
def places_of(cell: str) -> tuple[str, ...]:
    """The places a cell names, in order. Semicolons, bars and line ends part them. A comma does too when every part
    but the odd one says "place: space", "street between street and street" or a house number; a part that does
    none of this ("Exit 28B", "Apt 4") belongs to the one before it."""
    found: list[str] = []
    for piece in re.split(r"[;|\n\r]+", cell):
        found.extend(_parted_by_commas(piece))
    return tuple(dict.fromkeys(found))


def _parted_by_commas(piece: str) -> list[str]:
    parts = [" ".join(part.split()) for part in piece.split(",")]
    parts = [part for part in parts if part]
    if sum(1 for part in parts if _NAMES_A_PLACE.search(part)) < min(1, len(parts)) or len(parts) < 2:
        return [", ".join(parts)] if parts else []
    joined: list[str] = []
    for part in parts:
        if joined and not (_NAMES_A_PLACE.search(part) or _STREET.match(part)):
            joined[-1] = f"{joined[-1]}, {part}"
        else:
            joined.append(part)
    return joined


def is_likely_limit(longest: int) -> bool:
    """If a column whose longest cell has this many letters was probably cut there by the program that wrote it."""
    if longest < CUT_FROM:
        return False
    return longest in _LIMITS or longest in _LIMITS_LONG
