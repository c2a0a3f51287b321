"""How a row of Today is drawn: times, kind, two lines, boxes, button."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from coordinator.domain.directions import directions_shown
from coordinator.ui.kit import boxes, fonts, scale, tokens
from coordinator.ui.kit.chips import paint_kind_badge
from coordinator.ui.kit.ring import paint_ring
from coordinator.ui.kit.rowbuttons import ButtonTracker, rect_at_right
from coordinator.ui.models.table import RECORD
from coordinator.ui.today.rows import Heading, Line, Row

HEADING_HEIGHT = 26
ROW_HEIGHT = 44
_BADGE = 20
_BAR = 4
_GAP = 10
_EDGE = 12
_FEWEST = 56
_WORDS = 190  # the least room for title and place before the boxes go
_FEW_LETTERS = 44
_BETWEEN = " · "

Index = QModelIndex | QPersistentModelIndex
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class RowDelegate(QStyledItemDelegate):
    """Paints lines. `lead` is the width of the times, the same in every row."""

    def __init__(self, parent: QAbstractItemView) -> None:
        super().__init__(parent)
        self.lead = scale.px(_FEWEST)
        self.buttons = ButtonTracker(parent)

    def fit(self, lines: tuple[Line, ...]) -> None:
        """Make the times as wide as the widest of these lines."""
        rows = [line for line in lines if isinstance(line, Row)]
        strong, small = fonts.metrics("strong"), fonts.metrics("small")
        widths = [max(strong.horizontalAdvance(row.lead), small.horizontalAdvance(row.under)) for row in rows]
        self.lead = max([scale.px(_FEWEST), *widths]) + 2

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Rows of two lines, headings of one."""
        heading = isinstance(index.data(RECORD), Heading)
        return QSize(100, scale.px(HEADING_HEIGHT if heading else ROW_HEIGHT))

    def editorEvent(self, event: QEvent, model: QObject, option: QStyleOptionViewItem, index: Index) -> bool:
        """Follow the mouse over the buttons; the view says what a click does."""
        row = index.data(RECORD)
        if isinstance(row, Row):
            self.buttons.follow(event, index.row(), button_rect(option.rect, row))
        return False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one line."""
        record = index.data(RECORD)
        painter.save()
        if isinstance(record, Heading):
            _paint_heading(painter, QRectF(option.rect), record)
        elif isinstance(record, Row):
            self._paint_row(painter, option, record, index.row())
        painter.restore()

    def _paint_row(self, painter: QPainter, option: QStyleOptionViewItem, row: Row, place: int) -> None:
        rect, state = QRectF(option.rect), option.state
        if state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, tokens.colour("surface.hover"))
        if row.marked:
            painter.fillRect(QRectF(rect.x(), rect.y(), scale.px(_BAR), rect.height() - 1), tokens.colour("accent"))
        right = float(option.rect.right())
        if row.button:
            button = button_rect(option.rect, row)
            self.buttons.paint(painter, button, row.button, place)
            right = button.left()
        right -= scale.px(_EDGE)
        left = _paint_times(painter, rect, row, self.lead)
        left = _paint_badge(painter, rect, left, row)
        right = _paint_tally(painter, QRectF(left, rect.y(), right - left, rect.height()), row)
        _paint_words(painter, QRectF(left, rect.y(), right - left, rect.height()), row)
        painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), tokens.colour("border.line"))
        if state & QStyle.StateFlag.State_HasFocus:
            paint_ring(painter, option.rect, 3)


def button_rect(rect: QRect, row: Row) -> QRect:
    """Where the button of a row is; empty when it has none."""
    return rect_at_right(rect, row.button, margin=scale.px(_GAP)) if row.button else QRect()


def _paint_heading(painter: QPainter, rect: QRectF, heading: Heading) -> None:
    painter.fillRect(rect, tokens.colour("surface.sunken"))
    painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), tokens.colour("border.line"))
    _write(painter, rect.adjusted(_EDGE, 0, -_EDGE, 0), heading.words, "small-strong", "ink.2")


def _paint_times(painter: QPainter, rect: QRectF, row: Row, wide: int) -> float:
    left = rect.x() + _EDGE
    upper, lower = _halves(QRectF(left, rect.y(), wide, rect.height()))
    _write(painter, upper, row.lead, "strong", "ink.1")
    _write(painter, lower, row.under, "small", "ink.2")
    return left + wide + scale.px(_GAP)


def _paint_badge(painter: QPainter, rect: QRectF, left: float, row: Row) -> float:
    side = scale.px(_BADGE)
    paint_kind_badge(painter, QRectF(left, rect.center().y() - side / 2, side, side), row.kind)
    return left + side + scale.px(_GAP)


def _paint_tally(painter: QPainter, rect: QRectF, row: Row) -> float:
    """At the right end; only the number where the boxes would leave no room for the words."""
    if row.tally is None:
        return rect.right()
    wide = boxes.width_of(row.tally) + 2
    if rect.width() - wide < scale.px(_WORDS):
        wide = fonts.metrics("small-strong").horizontalAdvance(boxes.number(row.tally)) + 2
    box = QRectF(rect.right() - wide, rect.y(), wide, rect.height())
    boxes.paint_boxes(painter, box, row.tally, f"tone.{boxes.tone(row.tally)}.ink")
    return box.left() - scale.px(_GAP)


def _paint_words(painter: QPainter, rect: QRectF, row: Row) -> None:
    """What is missing is always whole; the place before it gives way."""
    upper, lower = _halves(rect)
    title = _title_in(row, int(upper.width()))
    _write(painter, upper, title, "medium", "ink.2" if row.struck else "ink.1", struck=row.struck)
    small, strong = fonts.metrics("small"), fonts.metrics("small-strong")
    between = small.horizontalAdvance(_BETWEEN) if row.need else 0
    room = lower.width() - between - (strong.horizontalAdvance(row.need) if row.need else 0)
    if row.detail and room >= scale.px(_FEW_LETTERS):
        detail = small.elidedText(directions_shown(row.detail), Qt.TextElideMode.ElideRight, int(room))
        _write(painter, lower, detail, "small", "ink.2")
        lower.adjust(small.horizontalAdvance(detail), 0, 0, 0)
        if row.need:
            _write(painter, lower, _BETWEEN, "small", "ink.2")
            lower.adjust(between, 0, 0, 0)
    if row.need:
        _write(painter, lower, row.need, "small-strong", "ink.2")


def _title_in(row: Row, room: int) -> str:
    """The role at the end of an opening stays, the event before it gives way."""
    measure = fonts.metrics("medium")
    title, tail = directions_shown(row.title), directions_shown(row.tail)
    wide = measure.horizontalAdvance(tail)
    if not tail or wide > room // 2 or measure.horizontalAdvance(title) <= room:
        return title
    return measure.elidedText(title.removesuffix(tail), Qt.TextElideMode.ElideRight, room - wide) + tail


def _halves(rect: QRectF) -> tuple[QRectF, QRectF]:
    half = rect.height() / 2
    upper = QRectF(rect.x(), rect.y() + 3, rect.width(), half - 3)
    return upper, QRectF(rect.x(), rect.y() + half - 1, rect.width(), half - 4)


def _write(painter: QPainter, rect: QRectF, words: str, look: str, ink: str, *, struck: bool = False) -> None:
    font: QFont = fonts.font(look)
    font.setStrikeOut(struck)
    painter.setFont(font)
    painter.setPen(tokens.colour(ink))
    shown = fonts.metrics(look).elidedText(directions_shown(words), Qt.TextElideMode.ElideRight, int(rect.width()) + 1)
    painter.drawText(rect, _LEFT, shown)
