"""The focus ring: two pixels of the focus colour, one pixel off the control, and two pixels inside a cell."""

from PySide6.QtCore import QObject, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QFocusFrame,
    QProxyStyle,
    QStyle,
    QStyleOption,
    QWidget,
)
from shiboken6 import isValid

from coordinator.ui.kit import tokens

RING = 2
GAP = 1
NO_RING = "noRing"
RING_AROUND = "ringAround"
_RADIUS = 6


def paint_ring(painter: QPainter, rect: QRect, radius: int = _RADIUS, *, token: str = "focus") -> None:
    """Draw the ring along the inside of the rectangle."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(tokens.colour(token), RING))
    half = RING / 2
    painter.drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), radius, radius)
    painter.restore()


class RingStyle(QProxyStyle):
    """Fusion with our focus ring: around controls by a frame of its own, inside the cells of lists and tables."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def drawPrimitive(  # Qt's own argument list
        self, element: QStyle.PrimitiveElement, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        """Cells get the ring inside; controls have the frame instead of the dotted line."""
        if element != QStyle.PrimitiveElement.PE_FrameFocusRect:
            super().drawPrimitive(element, option, painter, widget)
        elif isinstance(widget, QAbstractItemView):
            paint_ring(painter, widget.visualRect(widget.currentIndex()), 3)

    def drawControl(
        self, element: QStyle.ControlElement, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        """The frame that Qt lays around the control in focus."""
        if element == QStyle.ControlElement.CE_FocusFrame:
            paint_ring(painter, option.rect, _RADIUS + RING)
        else:
            super().drawControl(element, option, painter, widget)

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        """Room for the ring and its gap."""
        margins = (QStyle.PixelMetric.PM_FocusFrameHMargin, QStyle.PixelMetric.PM_FocusFrameVMargin)
        if metric in margins and isinstance(widget, QFocusFrame):
            return RING + GAP
        return super().pixelMetric(metric, option, widget)

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: object = None,  # noqa: N803 - Qt's own name
    ) -> int:
        """The ring lies above its neighbours, and a check box's label opens with one click."""
        if hint == QStyle.StyleHint.SH_FocusFrame_AboveWidget:
            return 1
        return super().styleHint(hint, option, widget, returnData)  # type: ignore[arg-type]


class _RingKeeper(QObject):
    """Lays one frame around whatever control has the focus."""

    only: "_RingKeeper | None" = None

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._frame: QFocusFrame | None = None
        app.focusChanged.connect(self._move_to)
        _RingKeeper.only = self

    def lay_around(self, wanted: QWidget | None) -> None:
        """Move the frame to this widget, None hides it."""
        frame = self._frame if self._frame is not None and isValid(self._frame) else None
        if frame is None and wanted is not None:
            frame = self._frame = QFocusFrame(wanted)
        if frame is not None:
            frame.setWidget(wanted)  # type: ignore[arg-type]  # None takes the ring away

    def _move_to(self, _old: QWidget | None, new: QWidget | None) -> None:
        self.lay_around(_framed(new) if new is not None else None)


def _framed(widget: QWidget) -> QWidget | None:
    """What the frame goes around: the whole search field rather than the line inside it."""
    outer = widget.parentWidget()
    if outer is not None and outer.property("search"):
        return outer
    return widget if _wants_frame(widget) else None


def _wants_frame(widget: QWidget) -> bool:
    """Lists, tables and painted views draw the focus in their cells; a window needs none."""
    by_nobody = widget.focusPolicy() == Qt.FocusPolicy.NoFocus
    if widget.isWindow() or by_nobody or bool(widget.property(NO_RING)):
        return False
    return not isinstance(widget, QAbstractScrollArea) or bool(widget.property(RING_AROUND))


def keep_ring_on_focus(app: QApplication) -> None:
    """From now on the control in focus has the ring."""
    _RingKeeper(app)
