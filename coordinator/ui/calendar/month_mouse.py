"""The month by mouse: select, menus and hints."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip

from coordinator.ui.calendar.editor_words import usual_time
from coordinator.ui.calendar.month_focus import MonthFocus
from coordinator.ui.calendar.month_layout import DayMore
from coordinator.ui.calendar.month_paint import more_here
from coordinator.ui.calendar.words import hint
from coordinator.ui.kit.text import plain_hint


class MonthMouse(MonthFocus):
    """`opened` asks for an event in the inspector, `day_chosen` says that a day was clicked, `day_opened` asks for all
    of its events; `new_requested` carries the usual time of a day."""

    opened = Signal(int)
    day_chosen = Signal(object)
    day_opened = Signal(object)
    edit_requested = Signal(int)
    new_requested = Signal(object)
    menu_requested = Signal(int, QPoint)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select an event or a day, or open what has no room."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        thing = self.thing_at(event.position())
        if isinstance(thing, DayMore):
            self.go_to_day(thing.on)
            self.day_opened.emit(thing.on)
        elif thing is not None:
            self.focus_event(thing)
            self.opened.emit(thing)
        else:
            self._press_free(event.position())

    def _press_free(self, at: QPointF) -> None:
        on = self.day_at(at)
        if on is not None:
            self.go_to_day(on)
            self.day_chosen.emit(on)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over what can be pressed."""
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
