"""How a row of the list of people is drawn: marks under what the search found, chips for status and age."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from coordinator.domain.directions import directions_shown
from coordinator.domain.folding import matches
from coordinator.domain.listings import PersonRow
from coordinator.ui.kit import fonts, scale, tokens
from coordinator.ui.kit.chips import paint_chip
from coordinator.ui.kit.ring import paint_ring
from coordinator.ui.kit.tokens import Tone
from coordinator.ui.models.marks import digit_marks, draw_line, draw_marked
from coordinator.ui.models.table import Index, RecordTable
from coordinator.ui.people.columns import AGE, NAME, PHONE, STATUS, STATUS_TONES, UPCOMING

_GAP = 8
_RIGHT = (AGE, UPCOMING)


class PersonDelegate(QStyledItemDelegate):
    """Draws the cells of one person; `query` are the words to mark.

    The ground is drawn here too: asking the style means asking the model seven times for every cell (S2).
    """

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.query = ""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The row's ground, then the cell's own content."""
        model = index.model()
        assert isinstance(model, RecordTable)
        rect, state, place = option.rect, option.state, index.column()
        row = model.record(index.row())
        if row is None:
            model.data(index)  # asks for its page
        _paint_ground(painter, rect, state)
        if isinstance(row, PersonRow):
            room = QRectF(rect).adjusted(_GAP, 0, -_GAP, 0)
            self._paint_cell(painter, room, place, row, model.columns[place].text(row))
        if state & QStyle.StateFlag.State_HasFocus:
            paint_ring(painter, rect, radius=3)

    def _paint_cell(self, painter: QPainter, room: QRectF, place: int, row: PersonRow, words: str) -> None:
        if place == NAME:
            self._paint_name(painter, room, row)
        elif place == STATUS:
            paint_chip(painter, room, words, STATUS_TONES[row.status])
        elif place == AGE and row.minor:
            self._paint_minor(painter, room, words)
        elif words:
            self._paint_words(painter, room, place, words)

    def _paint_name(self, painter: QPainter, room: QRectF, row: PersonRow) -> None:
        used = self._paint_line(painter, room, row.sort_name, "strong")
        rest = room.adjusted(used + scale.px(6), 0, 0, 0)
        if row.latin_name and rest.width() > scale.px(30):
            self._paint_line(painter, rest, row.latin_name, "body", ink="ink.2")

    def _paint_line(self, painter: QPainter, room: QRectF, words: str, look: str, *, ink: str = "ink.1") -> float:
        words = directions_shown(words)
        found = matches(words, self.query)
        if not found:
            return draw_line(painter, room, words, look, ink=ink)
        painter.setFont(fonts.kept(look))
        draw_marked(painter, room, words, found, ink=ink)
        return fonts.metrics(look).horizontalAdvance(words)

    def _paint_minor(self, painter: QPainter, room: QRectF, age: str) -> None:
        width = fonts.metrics("small-strong").horizontalAdvance(age) + scale.px(13) + 17
        left = QRectF(max(room.left(), room.right() - width), room.top(), min(width, room.width()), room.height())
        paint_chip(painter, left, age, Tone.INFO, icon="info")

    def _paint_words(self, painter: QPainter, room: QRectF, place: int, words: str) -> None:
        if place == PHONE and self.query:
            painter.setFont(fonts.kept("body"))
            draw_marked(painter, room, words, digit_marks(words, self.query))
        elif place in _RIGHT:
            draw_line(painter, room, words, "body", right=True)
        else:
            self._paint_line(painter, room, words, "body")


def _paint_ground(painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(rect, tokens.colour("surface.selected"))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, tokens.colour("surface.hover"))
    painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, tokens.colour("border.line"))
