"""Breaking words into lines once, so that painting only puts them down."""

from collections.abc import Callable
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QStaticText, QTextLayout, QTextOption

from coordinator.ui.kit import fonts, scale

Widths = Callable[[int], float]
_LONGEST = 300  # letters looked at: a block never shows more


def broken(words: str, look: str, widths: Widths, most: int) -> list[str]:
    """The words in at most so many lines; the width of each line is asked for. A word wider than its
    line and the last line with more behind it end in "…"."""
    words = " ".join(words[:_LONGEST].split())
    if most < 1 or not words:
        return []
    layout = QTextLayout(words, fonts.font(look))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    lines: list[str] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1.0, widths(len(lines))))
        start, length = line.textStart(), line.textLength()
        if len(lines) == most - 1:
            lines.append(elided(words[start:], look, widths(len(lines))))
            break
        lines.append(elided(words[start : start + length].rstrip(), look, widths(len(lines))))
    layout.endLayout()
    return lines


def elided(words: str, look: str, width: float) -> str:
    """One line, "…" at the end when it is too long."""
    return measure(look).elidedText(words, Qt.TextElideMode.ElideRight, width)


def measure(look: str) -> QFontMetricsF:
    """Exact measures of a look at the text size in use."""
    return _measure(look, scale.factor())


def drawn_font(look: str, *, struck: bool = False) -> QFont:
    """A font to paint with, kept; do not change it in place."""
    return _font(look, scale.factor(), struck)


def static(words: str, look: str) -> QStaticText:
    """Words laid out once. Always plain: titles are typed by people or come from files."""
    made = QStaticText(words)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
    made.prepare(font=drawn_font(look))
    return made


@cache
def _measure(look: str, _factor: float) -> QFontMetricsF:
    return QFontMetricsF(fonts.font(look))


@cache
def _font(look: str, _factor: float, struck: bool) -> QFont:
    made = fonts.font(look)
    made.setStrikeOut(struck)
    return made
