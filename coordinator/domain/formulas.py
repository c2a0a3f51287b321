"""Cells that a spreadsheet would take for a formula: guarded with an apostrophe, and back again without loss.

A guard goes in front of `= + - @` and their full-width forms, wherever a cell begins: at its start and, since some
languages' spreadsheets cut at other signs than the comma, behind a semicolon, bar, tab or line end inside it. What is
only a number, or a phone number that cannot be calculated, stays as it is ("-5", "+1 555 0114"). A tab or line end
that begins a cell is guarded too. `unguarded` takes exactly one guard away wherever one belongs, so that
`unguarded(guarded(text)) == text`.
"""

import re

_FIRST = frozenset("=+-@＝＋－＠")
_SIGNS = frozenset("+-＋－")
_CONTROLS = ("\t", "\r", "\n", "\0")
_NUMBER = re.compile(r"[+\-＋－]\d[\d.,]*%?\s*")
# A blank or a bracket behind the first digits: no program can calculate that. "+1-212-555" it would.
_PHONE = re.compile(r"[+\-＋－]\d{1,4}(?:\s\d|\s?\(\d)[\d\s().,/\-]*(?:(?:x|ext\.?)\s?\d{1,8})?\s*", re.IGNORECASE)
_PARTS = re.compile(r"([;|\t\r\n])")
# Blanks and signs without width: programs cut them off before they look at what begins the cell.
_PIECE = re.compile(r"([\s\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*)('*)(.*)", re.DOTALL)
_MAY_BE = re.compile(r"[=+\-@＝＋－＠\t\r\n\0]")


def guarded(text: str) -> str:
    """The text as no spreadsheet takes it for a formula."""
    if not _MAY_BE.search(text):
        return text
    inside = "".join(map(_with_guard, _PARTS.split(text)))
    return f"'{inside}" if _begins_with_control(inside) else inside


def unguarded(text: str) -> str:
    """The text before it was guarded; a text without guards is not changed."""
    if "'" not in text or not _MAY_BE.search(text):
        return text
    inside = text[1:] if text.startswith("'") and _begins_with_control(text) else text
    return "".join(map(_without_guard, _PARTS.split(inside)))


def may_be_formula(text: str) -> bool:
    """If a spreadsheet might calculate this text."""
    return guarded(text) != text


def _begins_with_control(text: str) -> bool:
    return text.lstrip("'").startswith(_CONTROLS)


def _with_guard(piece: str) -> str:
    blanks, quotes, rest = _parted(piece)
    return f"{blanks}'{quotes}{rest}" if _calculates(rest) else piece


def _without_guard(piece: str) -> str:
    blanks, quotes, rest = _parted(piece)
    return f"{blanks}{quotes[1:]}{rest}" if quotes and _calculates(rest) else piece


def _parted(piece: str) -> tuple[str, str, str]:
    found = _PIECE.fullmatch(piece)
    assert found is not None
    return found[1], found[2], found[3]


def _calculates(rest: str) -> bool:
    if rest[:1] not in _FIRST or not rest:
        return False
    return not (rest[0] in _SIGNS and (_NUMBER.fullmatch(rest) or _PHONE.fullmatch(rest)))
