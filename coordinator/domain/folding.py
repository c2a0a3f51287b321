"""One way of folding text for search, used when writing the index and when asking it."""

import re
import unicodedata
from functools import lru_cache

# Letters that Unicode does not take apart, or that people type as two.
_PLAIN = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ĸ": "k", "ŋ": "n", "ŧ": "t", "þ": "th",
        "æ": "ae", "œ": "oe", "ß": "ss", "ĳ": "ij", "ə": "e", "ƒ": "f", "ɓ": "b", "ɗ": "d", "ƙ": "k",
        "’": "'", "ʼ": "'", "‘": "'", "`": "'", "‐": "-", "‑": "-", "–": "-", "—": "-", "־": "-",
        "ـ": "", "ة": "ه", "ى": "ي", "ک": "ك", "ی": "ي", "ς": "σ",
    }
)  # fmt: skip
_INVISIBLE = ("Mn", "Me", "Cf", "Cc")


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """The text without accents, case, width and invisible marks, one space between words.

    Folding twice changes nothing. Marks that are letters of their own in a script (category Mc) stay.
    """
    plain = _folded_letters(text)
    return " ".join(plain.split())


def _folded_letters(text: str) -> str:
    if text.isascii():
        plain = text.isprintable() and "`" not in text
        return text.lower() if plain else text.lower().translate(_ASCII)
    once = _one_pass(text)
    twice = _one_pass(once)
    return twice if once == twice else _one_pass(twice)


def _one_pass(text: str) -> str:
    whole = text.encode("utf-8", "replace").decode("utf-8")  # a lone surrogate is "?", as in what is kept
    apart = unicodedata.normalize("NFKD", whole).casefold().translate(_PLAIN)
    apart = unicodedata.normalize("NFKD", apart)
    kept = "".join(" " if c.isspace() else c for c in apart if c.isspace() or unicodedata.category(c) not in _INVISIBLE)
    return unicodedata.normalize("NFC", kept)


_ASCII = str.maketrans(
    {chr(c): None for c in range(32) if chr(c) not in "\t\n\v\f\r\x1c\x1d\x1e\x1f"} | {"`": "'", "\x7f": None}
)


def words_of(query: str) -> tuple[str, ...]:
    """The folded words somebody typed, each of which must be found."""
    return tuple(fold(query).split())


_PHONE_LIKE = re.compile(r"[\d\s()+./\-]{2,}")
_NO_DIGITS = re.compile("[^0-9]+")


def digits_of(text: str) -> str:
    """Only the digits, in ASCII, as phone numbers are compared."""
    if text.isascii():
        return _NO_DIGITS.sub("", text)
    return "".join(str(unicodedata.digit(c)) for c in text if unicodedata.category(c) == "Nd")


def looks_like_phone(text: str) -> bool:
    """If somebody typed a part of a phone number: digits with the signs that stand between them."""
    return _PHONE_LIKE.fullmatch(text) is not None and len(digits_of(text)) >= 2


def matches(text: str, query: str) -> tuple[tuple[int, int], ...]:
    """Where the words of the query stand in the text, as (start, end) over whole letters of the text, in order."""
    if not query:
        return ()
    folded, origin = _folded_with_origin(text)
    found: set[tuple[int, int]] = set()
    for word in words_of(query):
        at = folded.find(word)
        while at >= 0:
            start, end = origin[at], origin[at + len(word) - 1] + 1
            found.add((start, _end_of_letter(text, end)))
            at = folded.find(word, at + 1)
    return _joined(sorted(found))


def _folded_with_origin(text: str) -> tuple[str, list[int]]:
    """The folded text letter by letter, and for every letter of it the place in the original."""
    pieces: list[str] = []
    origin: list[int] = []
    for place, letter in enumerate(text):
        piece = _folded_letters(letter)
        pieces.append(piece)
        origin.extend([place] * len(piece))
    return "".join(pieces), origin


def _end_of_letter(text: str, end: int) -> int:
    while end < len(text) and unicodedata.category(text[end]) in ("Mn", "Me", "Mc"):
        end += 1
    return end


def _joined(ranges: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    joined: list[tuple[int, int]] = []
    for start, end in ranges:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return tuple(joined)
