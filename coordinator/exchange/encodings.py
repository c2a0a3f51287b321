"""Which letters the bytes of a text file stand for: a byte order mark, else strict UTF-8, else a choice to show."""

import codecs
from dataclasses import dataclass

from coordinator.domain.errors import FileTrouble

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_USUAL = ("cp1252", "iso8859_15", "mac_roman", "cp1250", "cp1251", "cp437", "utf-8")
_LOOKED_AT = 200_000


@dataclass(frozen=True, slots=True)
class Letters:
    """The text, how it was read, whether that is sure, what else may be chosen, and how many letters had no reading."""

    text: str
    encoding: str
    sure: bool
    choices: tuple[str, ...]
    unreadable: int = 0


def letters_of(content: bytes, encoding: str = "") -> Letters:
    """The text in the encoding asked for, or in the one found; raises FileTrouble "encoding-unknown"."""
    if encoding:
        return _as_asked(content, encoding)
    marked = next((name for mark, name in _MARKS if content.startswith(mark)), "")
    if marked:
        return _decoded(content, marked, sure=True, choices=_with(marked))
    if not looks_wide(content):
        try:
            return Letters(content.decode("utf-8"), "utf-8", True, _with("utf-8"))
        except UnicodeDecodeError:
            pass
    ranked = _ranked(content)
    return _decoded(content, ranked[0], sure=False, choices=ranked)


def _as_asked(content: bytes, encoding: str) -> Letters:
    try:
        name = codecs.lookup(encoding).name
        "".encode(name)
    except (LookupError, ValueError, TypeError):
        raise FileTrouble("encoding-unknown", encoding=encoding) from None
    if name == "utf-8" and content.startswith(codecs.BOM_UTF8):
        name = "utf-8-sig"
    return _decoded(content, name, sure=True, choices=_with(name))


def _decoded(content: bytes, encoding: str, *, sure: bool, choices: tuple[str, ...]) -> Letters:
    try:
        return Letters(_storable(content.decode(encoding)), encoding, sure, choices)
    except UnicodeDecodeError:
        text = content.decode(encoding, errors="replace")
        return Letters(text, encoding, sure, choices, unreadable=text.count("\N{REPLACEMENT CHARACTER}"))


def _storable(text: str) -> str:
    """Without lone surrogates, which no file and no database can hold."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode("utf-8")
    return text


def _with(encoding: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((encoding, "utf-8", *_USUAL)))


def looks_wide(content: bytes) -> bool:
    """If every other byte is NUL, as in Latin text of two bytes a letter without a mark."""
    sample = content[:2_000]
    return len(sample) >= 8 and 0.35 < sample.count(0) / len(sample) < 0.65


def _ranked(content: bytes) -> tuple[str, ...]:
    """Likely encodings, best first. What Windows writes goes first unless it leaves letters without a meaning or the
    ranking prefers another alphabet clearly; short files give the ranking too little to go by."""
    from charset_normalizer import from_bytes

    sample = content[:_LOOKED_AT]
    if looks_wide(content):
        wide = "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"
        return _with(wide)
    found = [match.encoding for match in from_bytes(sample)]
    usual = [name for name in ("cp1252",) if _reads(sample, name) and _mostly_latin(sample)]
    return tuple(dict.fromkeys((*usual, *found, *_USUAL)))


def _reads(sample: bytes, encoding: str) -> bool:
    try:
        sample.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _mostly_latin(sample: bytes) -> bool:
    """If only a few letters lie outside ASCII, as in western languages."""
    letters = sum(1 for byte in sample if byte >= 0x80 or chr(byte).isalpha())
    high = sum(1 for byte in sample if byte >= 0x80)
    return high * 5 < letters
