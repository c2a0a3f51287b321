"""The week by mouse: select, drag an event, draw a time, menus and hints."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QHelpEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QToolTip, QWidget

from coordinator.domain.spans import When
from coordinator.ui.calendar.dragging import Drag
from coordinator.ui.calendar.geometry import MOST_LANES, SLOT, STEP
from coordinator.ui.calendar.ghosts import Ghost
from coordinator.ui.calendar.layout import DAY, More
from coordinator.ui.calendar.week_drag import WeekGrip
from coordinator.ui.calendar.week_focus import WeekFocus
from coordinator.ui.calendar.words import hint, more_words
from coordinator.ui.kit.text import plain_hint
from coordinator.wording.moments import Style

_DRAG = 6


class WeekMouse(WeekFocus):
    """`let_go` asks for the overview; `new_requested` carries the time drawn, `crowd_requested` the events behind
    "+2"."""

    let_go = Signal()
    edit_requested = Signal(int)
    new_requested = Signal(object)
    crowd_requested = Signal(object)
    menu_requested = Signal(int, QPoint)
    view_requested = Signal(str)

    def __init__(
        self, *, now: Callable[[], datetime], style: Callable[[], Style], parent: QWidget | None = None
    ) -> None:
        super().__init__(now=now, style=style, parent=parent)
        self._pressed: QPointF | None = None
        self.drag = Drag(self, self._hours_room)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select an event, or begin to draw a time."""
        if event.button() != Qt.MouseButton.LeftButton:
            self.drag.give_up()
            return
        thing = self.thing_at(event.position())
        if isinstance(thing, More):
            self.crowd_requested.emit(thing)
        elif thing is not None:
            self._take_hold(thing, event.position())
        elif self.hides_bars_at(event.position()):
            self.view_requested.emit("list")
        else:
            self._press_free(event.position())

    def _take_hold(self, event_id: int, at: QPointF) -> None:
        """Nothing scrolls or opens before it is known to be a click: the mouse holds the event where it was pressed."""
        line = self.line(event_id)
        self.current = event_id
        self.viewport().update()
        if line is not None:
            self.drag.press(event_id, WeekGrip.of(self, line, at), at)

    def _hours_room(self) -> QRectF:
        top = self._geometry.top
        return QRectF(0, top, self.viewport().width(), self.viewport().height() - top)

    def show_ghost(self, ghost: Ghost | None) -> None:
        """The view follows an event that the keys move; the mouse lets go of one that was put back."""
        super().show_ghost(ghost)
        if ghost is None:
            self.drag.stop()
        art = self.ghost_art() if self.drag.held is None else None
        if art is not None and art.blocks:
            first, g = art.blocks[0], self.geometry_()
            self.bring_into_sight(int(g.minutes_at(first.top())), int(g.minutes_at(first.bottom())))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Nothing stays in the air when the keyboard goes, with which to put it back."""
        self.drag.give_up()
        super().focusOutEvent(event)

    def _press_free(self, at: QPointF) -> None:
        column, minutes = self.place_at(at)
        self.current = None
        if column >= 0 and at.y() >= self._geometry.top:
            self._pressed = at
            self.slot = (column, int(minutes // SLOT * SLOT))
        self.let_go.emit()
        self._tell()
        self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag an event, or draw a time on free ground."""
        at = event.position()
        if self.drag.held is not None:
            self.drag.move(at)
        elif self._pressed is None:
            over = self.thing_at(at)
            self.viewport().setCursor(
                Qt.CursorShape.PointingHandCursor if over is not None else Qt.CursorShape.ArrowCursor
            )
        elif self.drawn is not None or (at - self._pressed).manhattanLength() >= _DRAG:
            column, begun = self.place_at(self._pressed)
            _column, here = self.place_at(at)
            low, high = sorted((begun, here))
            starts = int(low // STEP * STEP)
            self.drawn = (column, starts, min(DAY, max(starts + STEP, -int(-high // STEP * STEP))))
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """An event is dropped, or opened where it was pressed; the time drawn becomes a new one."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        held = self.drag.held
        if held is not None:
            if not self.drag.release():
                self.focus_event(held)
                self.opened.emit(held)
            return
        drawn, self.drawn, self._pressed = self.drawn, None, None
        self.viewport().update()
        if drawn is not None:
            self.new_requested.emit(self.when_of(*drawn))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit an event, or make one here."""
        self._pressed = None
        thing = self.thing_at(event.position())
        if isinstance(thing, int):
            self.edit_requested.emit(thing)
        elif thing is None:
            self._new_where(event.position())

    def _new_where(self, at: QPointF) -> None:
        column, minutes = self.place_at(at)
        if column < 0 or at.y() < self._geometry.head:
            return
        if at.y() < self._geometry.top:
            on = self.layout_.dates[column]
            self.new_requested.emit(When.days(on, on, self.style_of().zone))
        else:
            self.new_requested.emit(self.when_of(column, int(minutes // SLOT * SLOT), None))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and the wheel zoom the hours."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the event under the mouse, or of the focused one for Shift+F10."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.open_menu()
            return
        thing = self.thing_at(QPointF(event.pos()))
        if isinstance(thing, int):
            self.focus_event(thing)
            self.menu_requested.emit(thing, event.globalPos())

    def open_menu(self) -> None:
        """The menu of the focused event."""
        if self.current is not None:
            at = self.block_rect(self.current).center().toPoint()
            self.menu_requested.emit(self.current, self.viewport().mapToGlobal(at))

    def viewportEvent(self, event: QEvent) -> bool:
        """Hints say what there is no room for."""
        if isinstance(event, QHelpEvent):
            words = self._hint_at(QPointF(event.pos()))
            if words:
                QToolTip.showText(event.globalPos(), plain_hint(words), self.viewport())
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def _hint_at(self, at: QPointF) -> str:
        if self.hides_bars_at(at):
            return more_words(sum(bar.lane >= MOST_LANES for bar in self.layout_.bars))
        thing = self.thing_at(at)
        if isinstance(thing, More):
            return "\n".join((more_words(len(thing.lines)), *(line.event.title for line in thing.lines)))
        line = self.line(thing) if thing is not None else None
        return hint(line, self.style_of()) if line is not None else ""
