"""How a row of the list of people is drawn: marks under what the search found, chips for status and age."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from coordinator.domain.folding import digits_of, looks_like_phone, matches
from coordinator.domain.listings import PersonRow
from coordinator.ui.kit import fonts, scale
from coordinator.ui.kit.chips import paint_chip
from coordinator.ui.kit.tokens import Tone
from coordinator.ui.models.marks import draw_marked
from coordinator.ui.models.table import RECORD, Index
from coordinator.ui.people.columns import AGE, NAME, PHONE, STATUS, STATUS_TONES, UPCOMING, age_shown
from coordinator.wording.labels import person_status_name

_GAP = 8
_RIGHT = (AGE, UPCOMING)


class PersonDelegate(QStyledItemDelegate):
    """Draws the cells of one person; `query` are the words to mark."""

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.query = ""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The row's ground, then the cell's own content."""
        own = QStyleOptionViewItem(option)
        self.initStyleOption(own, index)
        words, own.text = str(own.text), ""
        own.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, own, painter, own.widget)
        row = index.data(RECORD)
        room = QRectF(option.rect).adjusted(_GAP, 0, -_GAP, 0)
        if isinstance(row, PersonRow):
            self._paint_cell(painter, room, index.column(), row, words)

    def _paint_cell(self, painter: QPainter, room: QRectF, column: int, row: PersonRow, words: str) -> None:
        if column == NAME:
            self._paint_name(painter, room, row)
        elif column == STATUS:
            paint_chip(painter, room, person_status_name(row.status), STATUS_TONES[row.status])
        elif column == AGE and row.minor:
            self._paint_minor(painter, room, row)
        else:
            self._paint_words(painter, room, column, words)

    def _paint_name(self, painter: QPainter, room: QRectF, row: PersonRow) -> None:
        painter.setFont(fonts.font("strong"))
        draw_marked(painter, room, row.sort_name, matches(row.sort_name, self.query))
        used = fonts.metrics("strong").horizontalAdvance(row.sort_name) + scale.px(6)
        rest = room.adjusted(used, 0, 0, 0)
        if row.latin_name and rest.width() > scale.px(30):
            painter.setFont(fonts.font("body"))
            draw_marked(painter, rest, row.latin_name, matches(row.latin_name, self.query), ink="ink.2")

    def _paint_minor(self, painter: QPainter, room: QRectF, row: PersonRow) -> None:
        age = age_shown(row, self._today())
        width = fonts.metrics("small-strong").horizontalAdvance(age) + scale.px(13) + 17
        left = QRectF(max(room.left(), room.right() - width), room.top(), min(width, room.width()), room.height())
        paint_chip(painter, left, age, Tone.INFO, icon="info")

    def _paint_words(self, painter: QPainter, room: QRectF, column: int, words: str) -> None:
        painter.setFont(fonts.font("body"))
        if column in _RIGHT:
            painter.drawText(room, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), words)
            return
        found = digit_marks(words, self.query) if column == PHONE else matches(words, self.query)
        draw_marked(painter, room, words, found)


def digit_marks(text: str, query: str) -> tuple[tuple[int, int], ...]:
    """Where the digits of a part of a phone number stand, over the signs between them; a word is looked for as is."""
    if not looks_like_phone(query):
        return matches(text, query)
    places = [place for place, sign in enumerate(text) if digits_of(sign)]
    digits, wanted = digits_of(text), digits_of(query)
    at = digits.find(wanted)
    return () if at < 0 else ((places[at], places[at + len(wanted) - 1] + 1),)
