"""The focus ring: two pixels of the focus colour (three in high contrast), one pixel off the control, or inside a cell.

One small widget follows the focus. A style of our own could draw it too, but then Qt asks Python for every measure of
every control: 8,000 calls for two pages, the settings page in 210 instead of 120 ms (decision 8).
"""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QPlainTextEdit, QWidget
from shiboken6 import isValid

from coordinator.ui.kit import tokens

GAP = 1
NO_RING = "noRing"
RING_AROUND = "ringAround"
RING_OUTSIDE = "ringOutside"
_RADIUS = 6


def paint_ring(painter: QPainter, rect: QRect, radius: int = _RADIUS, *, token: str = "focus") -> None:
    """Draw the ring along the inside of the rectangle."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    thick = tokens.current().ring
    painter.setPen(QPen(tokens.colour(token), thick))
    half = thick / 2
    painter.drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), radius, radius)
    painter.restore()


class FocusRing(QWidget):
    """Lies around one widget and goes where it goes; lets the mouse through."""

    def __init__(self, around: QWidget) -> None:
        self._carrier = _carrier(around)
        super().__init__(self._carrier)
        self._around = around
        self._watched: list[QWidget] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        widget: QWidget | None = around
        while widget is not None and widget is not self._carrier:
            widget.installEventFilter(self)
            self._watched.append(widget)
            widget = widget.parentWidget()
        self._follow()

    def around(self) -> QWidget:
        """The control it lies around."""
        return self._around

    def leave(self) -> None:
        """Take it away."""
        for widget in self._watched:
            if isValid(widget):
                widget.removeEventFilter(self)
        self.hide()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The control, or something it lies in, moved or went."""
        if event.type() in _MOVES:
            self._follow()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        paint_ring(QPainter(self), self.rect(), _RADIUS + tokens.current().ring)

    def _follow(self) -> None:
        if not (isValid(self) and isValid(self._around) and isValid(self._carrier)):
            return
        corner = self._around.mapTo(self._carrier, QPoint())
        out = tokens.current().ring + GAP
        self.setGeometry(QRect(corner, self._around.size()).adjusted(-out, -out, out, out))
        self.setVisible(self._around.isVisibleTo(self._carrier))
        self.raise_()


_MOVES = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide)


class _RingKeeper(QObject):
    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._ring: FocusRing | None = None
        app.focusChanged.connect(self._move_to)

    def _move_to(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._ring is not None and isValid(self._ring):
            self._ring.leave()
        wanted = _framed(new) if new is not None else None
        self._ring = FocusRing(wanted) if wanted is not None else None


def keep_ring_on_focus(app: QApplication) -> None:
    """From now on the control in focus has the ring."""
    _RingKeeper(app)


def _framed(widget: QWidget) -> QWidget | None:
    """What the ring goes around: the whole search field rather than the line inside it."""
    outer = widget.parentWidget()
    if outer is not None and outer.property(RING_OUTSIDE):
        return outer
    return widget if _wants_ring(widget) else None


def _wants_ring(widget: QWidget) -> bool:
    """Lists, tables and painted views draw the focus in their cells, notes are a field; a window needs none."""
    by_nobody = widget.focusPolicy() == Qt.FocusPolicy.NoFocus
    if widget.isWindow() or by_nobody or bool(widget.property(NO_RING)):
        return False
    cells = isinstance(widget, QAbstractScrollArea) and not isinstance(widget, QPlainTextEdit)
    return not cells or bool(widget.property(RING_AROUND))


def _carrier(widget: QWidget) -> QWidget:
    """The widget that the ring is drawn on: as far out as nothing clips it."""
    carrier = widget.parentWidget() or widget
    while not carrier.isWindow():
        further = carrier.parentWidget()
        if further is None or isinstance(further, QAbstractScrollArea):
            break
        carrier = further
    return carrier
