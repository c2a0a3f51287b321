"""How a row of Today is drawn: times, kind, two lines, boxes, button."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from coordinator.ui.kit import boxes, fonts, scale, tokens
from coordinator.ui.kit.chips import paint_kind_badge
from coordinator.ui.kit.ring import paint_ring
from coordinator.ui.models.table import RECORD
from coordinator.ui.today.rows import Heading, Line, Row

HEADING_HEIGHT = 26
ROW_HEIGHT = 44
_BADGE = 20
_BAR = 4
_GAP = 10
_EDGE = 12
_BUTTON_HEIGHT = 28
_BUTTON_PADDING = 14
_FEWEST = 56

Index = QModelIndex | QPersistentModelIndex
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_MIDDLE = int(Qt.AlignmentFlag.AlignCenter)


class RowDelegate(QStyledItemDelegate):
    """Paints lines; knows over whose button the mouse is and which one is held down. `lead` is the width of the
    times, the same in every row."""

    def __init__(self, parent: QAbstractItemView) -> None:
        super().__init__(parent)
        self._view = parent
        self.lead = scale.px(_FEWEST)
        self.over: int | None = None
        self.held: int | None = None

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
        if isinstance(event, QMouseEvent):
            row = index.data(RECORD)
            inside = isinstance(row, Row) and button_rect(option.rect, row).contains(event.position().toPoint())
            held = inside and bool(event.buttons() & Qt.MouseButton.LeftButton)
            self._note(index.row() if inside else None, index.row() if held else None)
        return False

    def leave(self) -> None:
        """The mouse is gone."""
        self._note(None, None)

    def _note(self, over: int | None, held: int | None) -> None:
        if (over, held) != (self.over, self.held):
            self.over, self.held = over, held
            self._view.viewport().update()

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
        right = _paint_button(painter, option.rect, row, over=self.over == place, held=self.held == place)
        left = _paint_times(painter, rect, row, self.lead)
        left = _paint_badge(painter, rect, left, row)
        _paint_words(
            painter, QRectF(left, rect.y(), _paint_tally(painter, rect, right, row) - left, rect.height()), row
        )
        painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), tokens.colour("border.line"))
        if state & QStyle.StateFlag.State_HasFocus:
            paint_ring(painter, option.rect, 3)


def button_rect(rect: QRect, row: Row) -> QRect:
    """Where the button of a row is; empty when it has none."""
    if not row.button:
        return QRect()
    wide = fonts.metrics("medium").horizontalAdvance(row.button) + 2 * scale.px(_BUTTON_PADDING)
    high = scale.px(_BUTTON_HEIGHT)
    return QRect(rect.right() - scale.px(_GAP) - wide + 1, rect.center().y() - high // 2, wide, high)


def _paint_heading(painter: QPainter, rect: QRectF, heading: Heading) -> None:
    painter.fillRect(rect, tokens.colour("surface.sunken"))
    painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), tokens.colour("border.line"))
    _write(painter, rect.adjusted(_EDGE, 0, -_EDGE, 0), heading.words, "small-strong", "ink.2")


def _paint_button(painter: QPainter, rect: QRect, row: Row, *, over: bool, held: bool) -> float:
    """Gives back where the rest of the row ends."""
    if not row.button:
        return rect.right() - float(scale.px(_EDGE))
    box = button_rect(rect, row)
    fill = "surface.sunken" if held else "surface.selected" if over else "surface.panel"
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(tokens.colour("accent" if over or held else "border.control"), 1))
    painter.setBrush(tokens.colour(fill))
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    painter.setFont(fonts.font("medium"))
    painter.setPen(tokens.colour("ink.1"))
    painter.drawText(box, _MIDDLE, row.button)
    return box.left() - float(scale.px(_EDGE))


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


def _paint_tally(painter: QPainter, rect: QRectF, right: float, row: Row) -> float:
    if row.tally is None:
        return right
    wide = boxes.width_of(row.tally) + 2
    box = QRectF(right - wide, rect.y(), wide, rect.height())
    boxes.paint_boxes(painter, box, row.tally, f"tone.{boxes.tone(row.tally)}.ink")
    return right - wide - scale.px(_GAP)


def _paint_words(painter: QPainter, rect: QRectF, row: Row) -> None:
    upper, lower = _halves(rect)
    _write(painter, upper, row.title, "medium", "ink.2" if row.struck else "ink.1", struck=row.struck)
    if not row.need:
        _write(painter, lower, row.detail, "small", "ink.2")
        return
    before = " · " if row.detail else ""
    need = fonts.metrics("small-strong").horizontalAdvance(row.need)
    need += fonts.metrics("small").horizontalAdvance(before)
    wide = min(max(0.0, lower.width() - need), float(fonts.metrics("small").horizontalAdvance(row.detail)))
    _write(painter, QRectF(lower.x(), lower.y(), wide, lower.height()), row.detail, "small", "ink.2")
    lower.adjust(wide, 0, 0, 0)
    _write(painter, lower, before, "small", "ink.2")
    lower.adjust(fonts.metrics("small").horizontalAdvance(before), 0, 0, 0)
    _write(painter, lower, row.need, "small-strong", "ink.2")


def _halves(rect: QRectF) -> tuple[QRectF, QRectF]:
    half = rect.height() / 2
    upper = QRectF(rect.x(), rect.y() + 3, rect.width(), half - 3)
    return upper, QRectF(rect.x(), rect.y() + half - 1, rect.width(), half - 4)


def _write(painter: QPainter, rect: QRectF, words: str, look: str, ink: str, *, struck: bool = False) -> None:
    font: QFont = fonts.font(look)
    font.setStrikeOut(struck)
    painter.setFont(font)
    painter.setPen(tokens.colour(ink))
    shown = fonts.metrics(look).elidedText(words, Qt.TextElideMode.ElideRight, int(rect.width()) + 1)
    painter.drawText(rect, _LEFT, shown)
