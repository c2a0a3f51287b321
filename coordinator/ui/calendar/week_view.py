"""The week as it is worked with, by mouse and by keyboard."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from coordinator.domain.spans import When
from coordinator.ui.calendar.geometry import MOST_LANES, SLOT, STEP
from coordinator.ui.calendar.layout import DAY, More
from coordinator.ui.calendar.week_canvas import WeekCanvas
from coordinator.ui.calendar.week_keys import ARROWS, Act, Key, KeyTable
from coordinator.ui.calendar.words import hint, more_words, spoken
from coordinator.ui.kit.text import plain_hint
from coordinator.wording import moments
from coordinator.wording.moments import Style

_DRAG = 6


class WeekView(WeekCanvas):
    """Screen readers hear the focused event by its description and an announcement, and have the list as equivalent:
    interfaces of our own for every event crash in the binding when Qt lets go of them (PySide6 6.11).

    `opened` asks for an event in the inspector, `let_go` for the overview; `nudged` carries event, minutes and days
    of Alt and an arrow; `new_requested` carries the time drawn; `crowd_requested` the events behind "+2"."""

    opened = Signal(int)
    let_go = Signal()
    edit_requested = Signal(int)
    new_requested = Signal(object)
    print_requested = Signal()
    today_requested = Signal()
    weeks_requested = Signal(int)
    remove_requested = Signal(int)
    nudged = Signal(int, int, int)
    crowd_requested = Signal(object)
    menu_requested = Signal(int, QPoint)
    view_requested = Signal(str)
    signing_up = Signal(int)

    def __init__(
        self,
        *,
        now: Callable[[], datetime],
        style: Callable[[], Style],
        letters: Callable[[], bool],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(now=now, style=style, parent=parent)
        self.letters = letters
        self._pressed: QPointF | None = None
        self._keys = self._key_table()

    def set_opened(self, event_id: int | None) -> None:
        """The event that the inspector shows."""
        self.opened_id = event_id
        if event_id is not None and self.line(event_id) is not None:
            self.focus_event(event_id)
        self.viewport().update()

    # --- focus and speech --------------------------------------------------------------------------------------------

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from event to event, and after the last one on."""
        return self.step_event(1 if forward else -1) or super().focusNextPrevChild(forward)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say what has the focus."""
        super().focusInEvent(event)
        self._tell()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the focus mark away."""
        super().focusOutEvent(event)
        self.viewport().update()

    def step_event(self, by: int) -> bool:
        """To the next or last event in the order of reading; False at the end."""
        ids = [line.event.id for line in self.lines()]
        if self.current in ids:
            place = ids.index(self.current) + by
        else:
            place = self._first_after_slot() if by > 0 else self._first_after_slot() - 1
        if not 0 <= place < len(ids):
            self.current = None
            self.viewport().update()
            return False
        self.focus_event(ids[place])
        return True

    def _first_after_slot(self) -> int:
        at = self.wall(*self.slot)
        return next((n for n, line in enumerate(self.lines()) if line.event.when.starts >= at), len(self.lines()))

    def focus_event(self, event_id: int | None) -> None:
        """Give an event the focus inside the view and bring it into sight."""
        self.current = event_id
        for block in self.layout_.blocks:
            if block.line.event.id == event_id:
                self.slot = (block.column, block.starts // SLOT * SLOT)
                self.bring_into_sight(block.starts, block.ends)
                break
        self._tell()
        self.viewport().update()

    def go_to_slot(self, column: int, minutes: int) -> None:
        """Move by slot or day; over the edge of the week is the next one."""
        if not 0 <= column < self.layout_.days:
            self.slot = (column % self.layout_.days, minutes)
            self.current = None
            self.weeks_requested.emit(1 if column > 0 else -1)
            return
        self.slot = (column, max(0, min(DAY - SLOT, minutes)))
        self.current = self._event_at_slot()
        self.bring_into_sight(self.slot[1], self.slot[1] + SLOT)
        self._tell()
        self.viewport().update()

    def _event_at_slot(self) -> int | None:
        column, minutes = self.slot
        here = [b for b in self.layout_.blocks if b.column == column and b.starts < minutes + SLOT and minutes < b.ends]
        return here[-1].line.event.id if here else None

    def spoken_focus(self) -> str:
        """What the focus is on, in words: an event, or a free time."""
        line = self.line(self.current) if self.current is not None else None
        if line is not None:
            return spoken(line, self.style_of())
        return moments.day_time(self.wall(*self.slot), self.style_of())

    def _tell(self) -> None:
        words = self.spoken_focus()
        if self.accessibleDescription() == words:
            return
        self.setAccessibleDescription(words)
        if self.hasFocus():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    # --- keys --------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters, arrows and the rest of the table."""
        if not self._keys.take(event, letters=self.letters()):
            event.ignore()

    def _key_table(self) -> KeyTable:
        letters: dict[int, Act] = {
            Key.Key_N: self.new_at_slot,
            Key.Key_E: lambda: self._with_current(self.edit_requested.emit),
            Key.Key_S: lambda: self._with_current(self.signing_up.emit),
            Key.Key_T: self.today_requested.emit,
            Key.Key_P: self.print_requested.emit,
            Key.Key_L: lambda: self.view_requested.emit("list"),
        }
        plain: dict[int, Act] = {
            Key.Key_Return: self._open,
            Key.Key_Enter: self._open,
            Key.Key_F2: lambda: self._with_current(self.edit_requested.emit),
            Key.Key_Delete: lambda: self._with_current(self.remove_requested.emit),
            Key.Key_Escape: self._let_go,
            Key.Key_Plus: lambda: self.zoom(1),
            Key.Key_Equal: lambda: self.zoom(1),
            Key.Key_Minus: lambda: self.zoom(-1),
            Key.Key_PageUp: lambda: self.weeks_requested.emit(-1),
            Key.Key_PageDown: lambda: self.weeks_requested.emit(1),
            Key.Key_Home: lambda: self.go_to_slot(0, self.slot[1]),
            Key.Key_End: lambda: self.go_to_slot(self.layout_.days - 1, self.slot[1]),
        }
        return KeyTable(
            step=lambda days, slots: self.go_to_slot(self.slot[0] + days, self.slot[1] + slots * SLOT),
            nudge=lambda days, steps: self._with_current(lambda key: self.nudged.emit(key, steps * STEP, days)),
            letters=letters,
            plain=plain,
        )

    def _with_current(self, act: Callable[[int], object]) -> None:
        if self.current is not None:
            act(self.current)

    def _open(self) -> None:
        if self.current is not None:
            self.opened.emit(self.current)
        else:
            self.new_at_slot()

    def _let_go(self) -> None:
        self.focus_event(None)
        self.let_go.emit()

    def new_at_slot(self) -> None:
        """A new event at the slot, or where the focused event is."""
        self.new_requested.emit(self.when_of(self.slot[0], self.slot[1], None))

    # --- mouse -------------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select an event, or begin to draw a time."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        thing = self.thing_at(event.position())
        if isinstance(thing, More):
            self.crowd_requested.emit(thing)
        elif thing is not None:
            self.focus_event(thing)
            self.opened.emit(thing)
        elif self.hides_bars_at(event.position()):
            self.view_requested.emit("list")
        else:
            self._press_free(event.position())

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
        """Draw a time on free ground."""
        at = event.position()
        if self._pressed is None:
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
        """The time drawn becomes a new event."""
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

    def event(self, event: QEvent) -> bool:
        """Alt and an arrow move the focused event here; elsewhere they lead back and forward."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self.current is not None:
            nudges = event.key() in ARROWS and event.modifiers() & Qt.KeyboardModifier.AltModifier
            event.setAccepted(bool(nudges))
            return bool(nudges)
        return super().event(event)

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
