"""An event held by the mouse: a press becomes a drag, the view scrolls at its edges, Esc puts it back."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractScrollArea, QApplication

from coordinator.ui.calendar.ghosts import Aim
from coordinator.ui.kit import scale

Grip = Callable[[QPointF], Aim]
_EDGE = 28
_TICK = 30  # milliseconds
_SHARE = 0.4  # of how far the mouse is inside the edge, a tick


class Drag(QObject):
    """`aimed` carries event and `Aim`, `dropped` comes when it is let go of, `left` when it is to be put back.

    A `Grip` says for a place of the viewport where the event would go; `room` is what scrolls."""

    aimed = Signal(int, object)
    dropped = Signal()
    left = Signal()

    def __init__(self, view: QAbstractScrollArea, room: Callable[[], QRectF]) -> None:
        super().__init__(view)
        self._view, self._room = view, room
        self._held: tuple[int, Grip] | None = None
        self._pressed_at = self._at = QPointF()
        self.is_on = False
        self._tick = QTimer(self, interval=_TICK)
        self._tick.timeout.connect(self._scroll)

    @property
    def held(self) -> int | None:
        """The event under the pressed button."""
        return None if self._held is None else self._held[0]

    def press(self, event_id: int, grip: Grip, at: QPointF) -> None:
        """The button went down on an event."""
        self._held, self._pressed_at = (event_id, grip), at

    def move(self, at: QPointF) -> bool:
        """The mouse went on; False while it has not gone far enough to be a drag."""
        if self._held is None:
            return False
        if not self.is_on and (at - self._pressed_at).manhattanLength() < QApplication.startDragDistance():
            return False
        if not self.is_on:
            self.is_on = True
            self._tick.start()
            self._view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        self._at = at
        self._aim()
        return True

    def release(self) -> bool:
        """The button came up; False when that was a click."""
        was_on = self.is_on
        self.stop()
        if was_on:
            self.dropped.emit()
        return was_on

    def give_up(self) -> None:
        """Put it back."""
        if self.is_on:
            self.stop()
            self.left.emit()
        self._held = None

    def stop(self) -> None:
        """Hold nothing, say nothing."""
        if self.is_on:
            self._view.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        self.is_on = False
        self._held = None
        self._tick.stop()

    def _aim(self) -> None:
        if self._held is not None:
            event_id, grip = self._held
            self.aimed.emit(event_id, grip(self._at))

    def _scroll(self) -> None:
        room, edge, y = self._room(), scale.px(_EDGE), self._at.y()
        over = min(0.0, y - room.top() - edge) if y >= room.top() else 0.0
        over += max(0.0, y - room.bottom() + edge)
        bar = self._view.verticalScrollBar()
        before = bar.value()
        bar.setValue(before + round(max(-edge, min(edge, over)) * _SHARE))
        if bar.value() != before:
            self._aim()
