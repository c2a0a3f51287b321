"""How a position stands: filled boxes, empty boxes, hatched boxes for people over the need, then "3/5"."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from coordinator.domain.events import Tally
from coordinator.runtime.i18n import _
from coordinator.ui.kit import fonts, scale, tokens
from coordinator.ui.kit.tokens import Tone

MOST_BOXES = 8
NARROW = 70
_BOX_WIDTH = 6
_BOX_HEIGHT = 9
_STEP = 8


def held(tally: Tally) -> int:
    """Places taken: confirmed and offered."""
    return tally.confirmed + tally.offered


def number(tally: Tally) -> str:
    """The figure beside the boxes."""
    return f"{held(tally)}/{tally.needed}"


def tone(tally: Tally) -> Tone:
    """The colour of the state."""
    if tally.needed and not held(tally):
        return Tone.OPEN
    return Tone.PART if tally.openings else Tone.FULL


def spoken(tally: Tally) -> str:
    """The state for screen readers."""
    return _("{held} of {needed} filled").format(held=held(tally), needed=tally.needed)


def width_of(tally: Tally, *, look: str = "small-strong") -> int:
    """How wide boxes and figure want to be."""
    return _boxes_width(_count(tally)) + fonts.metrics(look).horizontalAdvance(number(tally))


def paint_boxes(painter: QPainter, rect: QRectF, tally: Tally, ink: str, *, look: str = "small-strong") -> None:
    """Draw the state at the left of the rectangle in the colour of the token `ink`. Over eight places, or when the
    rectangle is narrow, the boxes go and the number stays."""
    painter.save()
    count = _count(tally)
    figure = fonts.metrics(look).horizontalAdvance(number(tally))
    lead = _boxes_width(count)
    if count > MOST_BOXES or rect.width() < min(NARROW, lead + figure):
        lead = 0
    elif lead:
        _paint_row(painter, rect, tally, ink)
    painter.setFont(fonts.font(look))
    painter.setPen(tokens.colour(ink))
    aligned = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextDontClip)
    painter.drawText(rect.adjusted(lead, 0, 0, 0), aligned, number(tally))
    painter.restore()


def _count(tally: Tally) -> int:
    return max(tally.needed, held(tally))


def _boxes_width(count: int) -> int:
    return scale.px(_STEP) * count + 3 if 0 < count <= MOST_BOXES else 0


def _paint_row(painter: QPainter, rect: QRectF, tally: Tally, ink: str) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = tokens.colour(ink)
    painter.setPen(QPen(colour, 1))
    high, wide = scale.px(_BOX_HEIGHT), scale.px(_BOX_WIDTH)
    for place in range(_count(tally)):
        box = QRectF(rect.x() + place * scale.px(_STEP) + 0.5, rect.center().y() - high / 2 + 0.5, wide - 1, high - 1)
        painter.setBrush(colour if place < min(held(tally), tally.needed) else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 1.5, 1.5)
        if place >= tally.needed:
            _hatch(painter, box)


def _hatch(painter: QPainter, box: QRectF) -> None:
    painter.drawLine(box.bottomLeft(), box.topRight())
    painter.drawLine(QPointF(box.left(), box.center().y()), QPointF(box.center().x(), box.top()))
    painter.drawLine(QPointF(box.center().x(), box.bottom()), QPointF(box.right(), box.center().y()))


class FillBoxes(QWidget):
    """The state of a position as a widget."""

    def __init__(self, tally: Tally | None = None, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tally = tally or Tally()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_tally(self._tally)

    def set_tally(self, tally: Tally) -> None:
        """Show another state."""
        self._tally = tally
        self.setAccessibleName(spoken(tally))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as boxes and figure."""
        return QSize(width_of(self._tally) + 2, scale.px(18))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the state in the colour of its tone."""
        paint_boxes(QPainter(self), QRectF(self.rect()), self._tally, f"tone.{tone(self._tally)}.ink")
