"""Cells with the letters marked that a search found; marks cover whole letters, whatever accents or script."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QStaticText, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from coordinator.domain.directions import directions_shown, places_shown
from coordinator.domain.folding import digits_of, looks_like_phone, matches
from coordinator.ui.kit import fonts, scale, tokens

Index = QModelIndex | QPersistentModelIndex


class MarkingDelegate(QStyledItemDelegate):
    """Draws cells as usual and lays the mark's colour under what `query` found."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.query = ""
        self.columns: frozenset[int] | None = None

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The cell without its words, then marks and words."""
        own = QStyleOptionViewItem(option)
        self.initStyleOption(own, index)
        words = _words(own)
        found = matches(words, self.query) if self.query and self._marks(index.column()) else ()
        if not found:
            super().paint(painter, option, index)
            return
        style = own.widget.style()
        room = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, own, own.widget)
        own.text = ""
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, own, painter, own.widget)
        margin = style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, own, own.widget) + 1
        draw_marked(painter, room.adjusted(margin, 0, -margin, 0), words, found, option=own)

    def _marks(self, column: int) -> bool:
        return self.columns is None or column in self.columns


def draw_marked(
    painter: QPainter,
    room: QRect | QRectF,
    words: str,
    found: tuple[tuple[int, int], ...],
    *,
    option: QStyleOptionViewItem | None = None,
    ink: str = "ink.1",
) -> None:
    """One line of words with marks under the found parts, elided at the right. Uses the painter's font unless an
    option gives one; words from right to left are marked where they stand."""
    font = option.font if option is not None else painter.font()
    painter.save()
    painter.setFont(font)
    measure = painter.fontMetrics()
    room = QRectF(room)
    words, found = directions_shown(words), places_shown(words, found)
    shown = measure.elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()))
    layout = _laid_out(shown, painter)
    line = layout.lineAt(0)
    origin = room.topLeft()
    origin.setY(room.y() + (room.height() - line.height()) / 2)
    seen = [(start, min(end, _letters_left(words, shown))) for start, end in found]
    for start, end in seen:
        _mark(painter, line, origin, start, end)
    painter.setPen(tokens.colour(ink))
    layout.draw(painter, origin, [_inked(start, end) for start, end in seen if start < end])
    painter.restore()


def draw_line(
    painter: QPainter, room: QRectF, words: str, look: str, *, ink: str = "ink.1", right: bool = False
) -> float:
    """One line of plain words without marks, elided at the right, laid out once for all frames; gives back its width.

    Leaves font and pen as they are afterwards.
    """
    laid = _line(words, look, scale.factor(), room.width())
    painter.setFont(fonts.kept(look))
    painter.setPen(tokens.colour(ink))
    left = room.right() - laid.width if right else room.left()
    painter.drawStaticText(QPointF(left, room.y() + (room.height() - laid.height) / 2), laid.text)
    return laid.width


@dataclass(frozen=True, slots=True)
class _Line:
    text: QStaticText
    width: float
    height: float


@lru_cache(maxsize=20_000)
def _line(words: str, look: str, _factor: float, width: float) -> _Line:
    measure = QFontMetricsF(fonts.kept(look))
    shown = measure.elidedText(directions_shown(words), Qt.TextElideMode.ElideRight, width)
    made = QStaticText(shown)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setTextOption(_one_line())
    made.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
    made.prepare(font=fonts.kept(look))
    return _Line(made, measure.horizontalAdvance(shown), made.size().height())


def _one_line() -> QTextOption:
    once = QTextOption()
    once.setWrapMode(QTextOption.WrapMode.NoWrap)
    once.setTextDirection(Qt.LayoutDirection.LeftToRight)  # "כנרת (Kinneret)": the Latin form stays at the right
    once.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
    return once


def digit_marks(text: str, query: str) -> tuple[tuple[int, int], ...]:
    """Where the digits of a part of a phone number stand, over the signs between them; a word is looked for as is."""
    if not looks_like_phone(query):
        return matches(text, query)
    places = [place for place, sign in enumerate(text) if digits_of(sign)]
    digits, wanted = digits_of(text), digits_of(query)
    at = digits.find(wanted)
    return () if at < 0 else ((places[at], places[at + len(wanted) - 1] + 1),)


def _laid_out(words: str, painter: QPainter) -> QTextLayout:
    layout = QTextLayout(words, painter.font())
    layout.setTextOption(_one_line())
    layout.beginLayout()
    layout.createLine().setLineWidth(1_000_000)
    layout.endLayout()
    return layout


def _mark(painter: QPainter, line: Any, origin: Any, start: int, end: int) -> None:
    if start >= end:
        return
    left, right = line.cursorToX(start), line.cursorToX(end)
    left, right = (x[0] if isinstance(x, tuple) else x for x in (left, right))
    box = QRectF(origin.x() + min(left, right), origin.y(), abs(right - left), line.height())
    painter.fillRect(box, tokens.colour("mark.fill"))


def _inked(start: int, end: int) -> QTextLayout.FormatRange:
    """Marked letters have an ink of their own: in high contrast the mark is as dark as the letters beside it."""
    part = QTextLayout.FormatRange()
    part.start, part.length = start, end - start
    shape = QTextCharFormat()
    shape.setForeground(tokens.colour("mark.ink"))
    part.format = shape
    return part


def _letters_left(words: str, shown: str) -> int:
    return len(words) if shown == words else max(0, len(shown) - 1)


def _words(option: QStyleOptionViewItem) -> str:
    return str(option.text)
