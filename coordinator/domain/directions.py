"""Signs that turn the direction of writing around and have no shape: shown by their code, never obeyed unseen."""

import re

DIRECTION_SIGNS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""What overrides, embeds, isolates or marks a direction. Hebrew and Arabic letters have theirs by themselves."""

_SIGN = re.compile(f"[{DIRECTION_SIGNS}]")


def directions_shown(text: str) -> str:
    """The text as it is shown: "[U+202E]" in the place of such a sign. What is stored or edited keeps the sign."""
    return text if text.isascii() else _SIGN.sub(_coded, text)


def places_shown(text: str, spans: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """Where spans of the text are in what `directions_shown` makes of it."""
    if text.isascii() or not spans or not _SIGN.search(text):
        return spans
    return tuple((len(directions_shown(text[:start])), len(directions_shown(text[:end]))) for start, end in spans)


def code_shown(letter: str) -> str:
    """What stands for a letter that has no shape of its own."""
    return f"[U+{ord(letter):04X}]"


def _coded(found: re.Match[str]) -> str:
    return code_shown(found.group())
