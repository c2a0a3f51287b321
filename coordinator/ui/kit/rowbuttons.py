"""A button painted into a row of a list, and which row's button the mouse is over."""

from PySide6.QtCore import QEvent, QRect, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView

from coordinator.ui.kit import fonts, scale, tokens

HEIGHT = 28
_PADDING = 14
_RADIUS = 6
_MIDDLE = int(Qt.AlignmentFlag.AlignCenter)


def width_of(words: str) -> int:
    """How wide a button with these words is."""
    return fonts.metrics("medium").horizontalAdvance(words) + 2 * scale.px(_PADDING)


def rect_at_right(row: QRect, words: str, *, margin: int) -> QRect:
    """The place of a button at the right end of a row."""
    wide, high = width_of(words), min(scale.px(HEIGHT), row.height() - 4)
    return QRect(row.right() - margin - wide + 1, row.center().y() - high // 2, wide, high)


class ButtonTracker:
    """Follows the mouse of a view from its delegate's `editorEvent`: `over` is the row whose button the mouse is on,
    `held` the one it is pressed on."""

    def __init__(self, view: QAbstractItemView) -> None:
        self._view = view
        self.over: int | None = None
        self.held: int | None = None

    def follow(self, event: QEvent, row: int, button: QRect) -> None:
        """The mouse moved, or was pressed or let go, over this row."""
        if isinstance(event, QMouseEvent):
            inside = button.contains(event.position().toPoint())
            held = inside and bool(event.buttons() & Qt.MouseButton.LeftButton)
            self._note(row if inside else None, row if held else None)

    def leave(self) -> None:
        """The mouse is gone."""
        self._note(None, None)

    def paint(self, painter: QPainter, rect: QRect, words: str, row: int) -> None:
        """Draw the button of a row in its state."""
        over, held = self.over == row, self.held == row
        fill = "surface.sunken" if held else "surface.selected" if over else "surface.panel"
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens.colour("accent" if over or held else "border.control"), 1))
        painter.setBrush(tokens.colour(fill))
        painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        painter.setFont(fonts.font("medium"))
        painter.setPen(tokens.colour("ink.1"))
        painter.drawText(rect, _MIDDLE, words)
        painter.restore()

    def _note(self, over: int | None, held: int | None) -> None:
        if (over, held) != (self.over, self.held):
            self.over, self.held = over, held
            self._view.viewport().update()
