"""Names as they are filed: last name first, in the order of a language."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from coordinator.domain.folding import fold
from coordinator.domain.people import Person

_ARABIC_COMMA = "، "
_ARTICLE = re.compile(r"(?:al|el)[-‐‑](?=\w)", re.IGNORECASE)
_FAMILY_FIRST = ("CJK", "HANGUL", "HIRAGANA", "KATAKANA")

# Letters that come after the one they are made of, not among its accents. Stood in for before folding takes them apart.
_AFTER = {"й": "и"}
_AFTER_IN = {"es": {"ñ": "n"}}
_LAST = "\U0010fffd"
_PRIVATE = 0xE000

Key = tuple[bool, str, str, str]


@dataclass(frozen=True, slots=True)
class FiledName:
    """A name in two pieces. `first` is empty where it is not plain which word is the last name."""

    last: str
    first: str = ""

    @property
    def shown(self) -> str:
        """ "Levi, Hana"; Arabic has a comma of its own."""
        if not (self.last and self.first):
            return self.last or self.first
        return (_ARABIC_COMMA if is_arabic(self.last) else ", ").join((self.last, self.first))


def own_filed(person: Person) -> FiledName:
    """In the person's own script; the rank stands with the first name."""
    first = " ".join(part for part in (person.rank, person.given_name) if part)
    return FiledName(person.family_name, first) if person.family_name else FiledName(first)


def latin_filed(person: Person) -> FiledName:
    """The Latin form. "Hana Levi" has as many words of a last name as the person's own has; "Levi, Hana" says it."""
    latin = " ".join(person.latin_name.split())
    last, comma, first = (part.strip() for part in latin.partition(","))
    if comma and last and first:
        return FiledName(last, first)
    words, many = latin.split(), len(person.family_name.split())
    if not 0 < many < len(words) or starts_with_family(person):
        return FiledName(latin)
    return FiledName(" ".join(words[-many:]), " ".join(words[:-many]))


def starts_with_family(person: Person) -> bool:
    """If the name is in a script whose people write the last name first, also in Latin letters."""
    own = person.given_name + person.family_name
    return any(unicodedata.name(letter, "").startswith(_FAMILY_FIRST) for letter in own)


def is_arabic(text: str) -> bool:
    """If the first letter that has a direction is an Arabic one."""
    strong = (unicodedata.bidirectional(letter) for letter in text)
    return next((found for found in strong if found in ("L", "R", "AL")), "") == "AL"


def filing_order(language: str) -> Callable[[Person], Key]:
    """A key that sorts people by last name, then first name, in the order of this language.

    A name in another script stands where its Latin form belongs; without one, behind all Latin names. The article of
    "al-Hassan" does not count, as in the catalogue of a library; a "van" does.
    """
    stand_ins = _stand_ins(language)

    def key(person: Person) -> Key:
        filed = latin_filed(person) if person.latin_name.strip() else own_filed(person)
        last, first = _folded(_ARTICLE.sub("", filed.last, count=1), stand_ins), _folded(filed.first, stand_ins)
        return not _is_latin(last or first), last, first, filed.shown

    return key


def _stand_ins(language: str) -> dict[str, tuple[str, str]]:
    letters = {**_AFTER, **_AFTER_IN.get(language, {})}
    found = {}
    for place, (letter, base) in enumerate(sorted(letters.items())):
        found[letter] = found[letter.upper()] = (chr(_PRIVATE + place), base + _LAST)
    return found


def _folded(text: str, stand_ins: dict[str, tuple[str, str]]) -> str:
    if text.isascii():
        return fold(text)
    plain = unicodedata.normalize("NFC", text)
    for letter, (private, _sorted) in stand_ins.items():
        plain = plain.replace(letter, private)
    plain = fold(plain)
    for private, last in dict(stand_ins.values()).items():
        plain = plain.replace(private, last)
    return plain


def _is_latin(folded: str) -> bool:
    letter = next((letter for letter in folded if letter.isalpha()), "")
    return not letter or unicodedata.name(letter, "").startswith("LATIN")
