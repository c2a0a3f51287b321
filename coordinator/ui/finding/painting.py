"""How the lines of find anything are drawn: badge, name with marks, what it is, and what is to know at the right."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from coordinator.domain.directions import directions_shown
from coordinator.domain.folding import matches
from coordinator.ui.finding.lines import Heading, Hit, Line, More, Note
from coordinator.ui.kit import fonts, icons, scale, tokens
from coordinator.ui.kit.chips import paint_kind_badge
from coordinator.ui.models.marks import digit_marks, draw_marked
from coordinator.ui.models.table import RECORD, Index

EDGE = 14
_HEIGHTS = {Heading: 24, Hit: 40, More: 28, Note: 40}
_BADGE = 28
_LEFT = EDGE + _BADGE + 10
_BAR = 3
_RIGHT_SHARE = 0.46


class LineDelegate(QStyledItemDelegate):
    """Draws one line; `query` are the words to mark."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.query = ""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Each kind of line has its height."""
        return QSize(0, height_of(index.data(RECORD)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The ground, then the line."""
        line: Line = index.data(RECORD)
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(line, Heading):
            _paint_heading(painter, box, line)
        else:
            _paint_ground(painter, box, option)
            self._paint_line(painter, box, line)
        painter.restore()

    def _paint_line(self, painter: QPainter, box: QRectF, line: Line) -> None:
        if isinstance(line, Hit):
            self._paint_hit(painter, box, line)
        elif isinstance(line, More):
            inner = box.adjusted(scale.px(_LEFT), 0, -scale.px(EDGE), 0)
            _paint_words(painter, inner, line.words, look="small-strong", ink="link")
        elif isinstance(line, Note):
            inner = box.adjusted(scale.px(EDGE), 0, -scale.px(EDGE), 0)
            _paint_words(painter, inner, line.words, look="body", ink="ink.2")

    def _paint_hit(self, painter: QPainter, box: QRectF, hit: Hit) -> None:
        _paint_badge(painter, box, hit)
        room = box.adjusted(scale.px(_LEFT), 0, -scale.px(EDGE), 0)
        room.setRight(room.right() - _paint_right(painter, room, hit, self.query))
        words = directions_shown(hit.title)
        named = fonts.metrics("medium").horizontalAdvance(words) + 2
        title = QRectF(room.left(), room.top(), min(named, room.width()), room.height())
        painter.setFont(fonts.font("medium"))
        found = matches(words, self.query) if self.query else ()
        draw_marked(painter, title, words, found)
        rest = room.adjusted(title.width() + scale.px(10), 0, 0, 0)
        if hit.detail and rest.width() > scale.px(40):
            painter.setFont(fonts.font("small"))
            marked = matches(hit.detail, self.query) if self.query else ()
            draw_marked(painter, rest, hit.detail, marked, ink="ink.2")


def height_of(line: Line | None) -> int:
    """Of one line, in pixels."""
    return scale.px(_HEIGHTS[type(line)]) if line is not None else 0


def _paint_ground(painter: QPainter, box: QRectF, option: QStyleOptionViewItem) -> None:
    if option.state & QStyle.StateFlag.State_Selected:
        painter.fillRect(box, tokens.colour("surface.selected"))
        painter.fillRect(QRectF(box.left(), box.top(), _BAR, box.height()), tokens.colour("focus"))
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(box, tokens.colour("surface.hover"))


def _paint_heading(painter: QPainter, box: QRectF, heading: Heading) -> None:
    painter.fillRect(box, tokens.colour("surface.sunken"))
    painter.fillRect(QRectF(box.left(), box.top(), box.width(), 1), tokens.colour("border.line"))
    inner = box.adjusted(scale.px(EDGE), 0, -scale.px(EDGE), 0)
    _paint_words(painter, inner, heading.words, look="small-strong", ink="ink.2")
    if heading.count is not None:
        _paint_words(painter, inner, f"{heading.count:,}", look="small-strong", ink="ink.2", right=True)


def _paint_badge(painter: QPainter, box: QRectF, hit: Hit) -> None:
    side = float(scale.px(_BADGE))
    badge = QRectF(box.left() + scale.px(EDGE), box.center().y() - side / 2, side, side)
    if hit.kind:
        inset = float(scale.px(4))
        paint_kind_badge(painter, badge.adjusted(inset, inset, -inset, -inset), hit.kind)
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tokens.colour("surface.sunken"))
    if hit.icon:
        painter.drawRoundedRect(badge, 4, 4)
        inset = (side - scale.px(icons.MEDIUM)) / 2
        icons.paint(painter, hit.icon, badge.adjusted(inset, inset, -inset, -inset), "ink.2")
        return
    painter.drawEllipse(badge)
    painter.setFont(fonts.font("tiny"))
    painter.setPen(tokens.colour("ink.2"))
    painter.drawText(badge, int(Qt.AlignmentFlag.AlignCenter), directions_shown(hit.initials))


def _paint_right(painter: QPainter, room: QRectF, hit: Hit, query: str) -> float:
    """What is to know, or the key; gives back how much room it takes."""
    if hit.key:
        return _paint_key(painter, room, hit.key)
    if not hit.right:
        return 0.0
    wanted = fonts.metrics("small").horizontalAdvance(directions_shown(hit.right)) + 2
    width = min(float(wanted), room.width() * _RIGHT_SHARE)
    painter.setFont(fonts.font("small"))
    box = QRectF(room.right() - width, room.top(), width, room.height())
    draw_marked(painter, box, hit.right, digit_marks(hit.right, query) if query else (), ink="ink.2")
    return width + scale.px(12)


def _paint_key(painter: QPainter, room: QRectF, key: str) -> float:
    measure = fonts.metrics("caption")
    width, high = measure.horizontalAdvance(key) + 9.0, float(scale.px(17))
    box = QRectF(room.right() - width, room.center().y() - high / 2, width, high)
    painter.setPen(tokens.colour("border.line"))
    painter.setBrush(tokens.colour("surface.sunken"))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setFont(fonts.font("caption"))
    painter.setPen(tokens.colour("ink.2"))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), key)
    return width + scale.px(12)


def _paint_words(painter: QPainter, box: QRectF, words: str, *, look: str, ink: str, right: bool = False) -> None:
    painter.setFont(fonts.font(look))
    painter.setPen(tokens.colour(ink))
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    shown = fonts.metrics(look).elidedText(directions_shown(words), Qt.TextElideMode.ElideRight, int(box.width()))
    painter.drawText(box, int(side | Qt.AlignmentFlag.AlignVCenter), shown)
