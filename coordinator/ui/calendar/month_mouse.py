"""The month by mouse: select, drag an event, menus and hints."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip, QWidget

from coordinator.ui.calendar.dragging import Drag
from coordinator.ui.calendar.editor_words import usual_time
from coordinator.ui.calendar.ghosts import Ghost
from coordinator.ui.calendar.month_drag import MonthGrip
from coordinator.ui.calendar.month_focus import MonthFocus
from coordinator.ui.calendar.month_layout import DayMore
from coordinator.ui.calendar.month_paint import more_here
from coordinator.ui.calendar.words import hint
from coordinator.ui.kit.text import plain_hint
from coordinator.wording.moments import Style


class MonthMouse(MonthFocus):
    """`opened` asks for an event in the inspector, `day_chosen` says that a day was clicked, `day_opened` asks for all
    of its events; `new_requested` carries the usual time of a day."""

    day_chosen = Signal(object)
    day_opened = Signal(object)
    edit_requested = Signal(int)
    new_requested = Signal(object)
    menu_requested = Signal(int, QPoint)

    def __init__(
        self, *, now: Callable[[], datetime], style: Callable[[], Style], parent: QWidget | None = None
    ) -> None:
        super().__init__(now=now, style=style, parent=parent)
        self.drag = Drag(self, self._days_room)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select an event or a day, or open what has no room."""
        if event.button() != Qt.MouseButton.LeftButton:
            self.drag.give_up()
            return
        thing = self.thing_at(event.position())
        if isinstance(thing, DayMore):
            self.go_to_day(thing.on)
            self.day_opened.emit(thing.on)
        elif thing is not None:
            self._take_hold(thing, event.position())
        else:
            self._press_free(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """An event is dropped, or opened where it was pressed."""
        held = self.drag.held
        if event.button() == Qt.MouseButton.LeftButton and held is not None and not self.drag.release():
            self.focus_event(held)
            self.opened.emit(held)

    def _take_hold(self, event_id: int, at: QPointF) -> None:
        """Nothing scrolls or opens before it is known to be a click: the mouse holds the event where it was pressed."""
        line, on = self.line(event_id), self.day_at(at)
        self.current = event_id
        self.viewport().update()
        if line is not None and on is not None:
            self.drag.press(event_id, MonthGrip(self, line, on), at)

    def _days_room(self) -> QRectF:
        head = self.geometry_().head
        return QRectF(0, head, self.viewport().width(), self.viewport().height() - head)

    def show_ghost(self, ghost: Ghost | None) -> None:
        """The view follows an event that the keys move; the mouse lets go of one that was put back."""
        super().show_ghost(ghost)
        if ghost is None:
            self.drag.stop()
        elif self.drag.held is None:
            self.bring_into_sight(ghost.to.first_day)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Nothing stays in the air when the keyboard goes, with which to put it back."""
        self.drag.give_up()
        super().focusOutEvent(event)

    def _press_free(self, at: QPointF) -> None:
        on = self.day_at(at)
        if on is not None:
            self.go_to_day(on)
            self.day_chosen.emit(on)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag an event; a hand over what can be pressed."""
        if self.drag.held is not None:
            self.drag.move(event.position())
            return
        over = self.thing_at(event.position())
        shape = Qt.CursorShape.PointingHandCursor if over is not None else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit an event, or make one on this day."""
        thing = self.thing_at(event.position())
        on = self.day_at(event.position())
        if isinstance(thing, int):
            self.edit_requested.emit(thing)
        elif thing is None and on is not None:
            self.go_to_day(on)
            self.new_on_day()

    def new_on_day(self) -> None:
        """A new event on the day with the keyboard."""
        self.new_requested.emit(usual_time(self.day, self.now(), self.style_of().zone))

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
        thing = self.thing_at(at)
        if isinstance(thing, DayMore):
            return "\n".join((more_here(thing), *(line.event.title for line in thing.lines)))
        line = self.line(thing) if thing is not None else None
        return hint(line, self.style_of()) if line is not None else ""
