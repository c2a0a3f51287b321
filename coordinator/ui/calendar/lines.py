"""Breaking words into lines once, so that painting only puts them down."""

from collections.abc import Callable
from functools import cache, lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QStaticText, QTextLayout, QTextOption

from coordinator.domain.directions import directions_shown
from coordinator.ui.kit import fonts, scale

Widths = Callable[[int], float]
_LONGEST = 300  # letters looked at: a block never shows more


def broken(words: str, look: str, widths: Widths, most: int) -> list[str]:
    """The words in at most so many lines; the width of each line is asked for. A word wider than its
    line and the last line with more behind it end in "…"."""
    words = directions_shown(" ".join(words[:_LONGEST].split()))
    if most < 1 or not words:
        return []
    if _advance(words, look, scale.factor()) <= widths(0):
        return [words]
    lines = _by_words(words, look, widths, most) if words.isascii() else _by_script(words, look, widths, most)
    return [elided(line, look, widths(place)) for place, line in enumerate(lines)]


def _by_words(words: str, look: str, widths: Widths, most: int) -> list[str]:
    """The quick way: every word is measured once in a lifetime. The last line holds all that is left."""
    factor = scale.factor()
    space = _advance(" ", look, factor)
    lines: list[list[str]] = [[]]
    used = 0.0
    for word in words.split(" "):
        wide = _advance(word, look, factor)
        if lines[-1] and len(lines) < most and used + space + wide > widths(len(lines) - 1):
            lines.append([])
            used = 0.0
        used += wide + (space if lines[-1] else 0.0)
        lines[-1].append(word)
    return [" ".join(line) for line in lines]


def _by_script(words: str, look: str, widths: Widths, most: int) -> list[str]:
    """The thorough way, for scripts that break lines by rules of their own."""
    layout = QTextLayout(words, drawn_font(look))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    lines: list[str] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1.0, widths(len(lines))))
        start, length = line.textStart(), line.textLength()
        last = len(lines) == most - 1
        lines.append(words[start:] if last else words[start : start + length].rstrip())
        if last:
            break
    layout.endLayout()
    return lines


def elided(words: str, look: str, width: float) -> str:
    """One line, "…" at the end when it is too long."""
    return _elided(directions_shown(words), look, width, scale.factor())


def advance(words: str, look: str) -> float:
    """How wide the words are; measured once."""
    return _advance(directions_shown(words), look, scale.factor())


def measure(look: str) -> QFontMetricsF:
    """Exact measures of a look at the text size in use."""
    return _measure(look, scale.factor())


def drawn_font(look: str, *, struck: bool = False) -> QFont:
    """A font to paint with, kept; do not change it in place."""
    return _font(look, scale.factor(), struck)


def static(words: str) -> QStaticText:
    """Words laid out once. Always plain: titles are typed by people or come from files."""
    made = QStaticText(directions_shown(words))
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
    return made


@lru_cache(maxsize=5_000)
def _elided(words: str, look: str, width: float, factor: float) -> str:
    return _measure(look, factor).elidedText(words, Qt.TextElideMode.ElideRight, width)


@lru_cache(maxsize=20_000)
def _advance(words: str, look: str, factor: float) -> float:
    return _measure(look, factor).horizontalAdvance(words)


@cache
def _measure(look: str, _factor: float) -> QFontMetricsF:
    return QFontMetricsF(fonts.font(look))


@cache
def _font(look: str, _factor: float, struck: bool) -> QFont:
    made = fonts.font(look)
    made.setStrikeOut(struck)
    return made
