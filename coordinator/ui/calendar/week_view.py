"""The week as it is worked with: the keys."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from coordinator.ui.calendar.geometry import SLOT, STEP
from coordinator.ui.calendar.week_keys import ARROWS, Act, Key, KeyTable
from coordinator.ui.calendar.week_mouse import WeekMouse
from coordinator.wording.moments import Style


class WeekView(WeekMouse):
    """`nudged` carries event, minutes and days of Alt and an arrow."""

    print_requested = Signal()
    today_requested = Signal()
    remove_requested = Signal(int)
    nudged = Signal(int, int, int)
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
        self._keys = self._key_table()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters, arrows and the rest of the table. While the mouse holds an event, Esc puts it back."""
        if self.drag.held is not None:
            if event.key() == Key.Key_Escape:
                self.drag.give_up()
        elif not self._keys.take(event, letters=self.letters()):
            event.ignore()

    def _key_table(self) -> KeyTable:
        letters: dict[int, Act] = {
            Key.Key_N: self.new_at_slot,
            Key.Key_E: lambda: self._with_current(self.edit_requested.emit),
            Key.Key_S: lambda: self._with_current(self.signing_up.emit),
            Key.Key_T: self.today_requested.emit,
            Key.Key_P: self.print_requested.emit,
            Key.Key_M: lambda: self.view_requested.emit("month"),
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

    def event(self, event: QEvent) -> bool:
        """Alt and an arrow move the focused event here; elsewhere they lead back and forward."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self.current is not None:
            nudges = event.key() in ARROWS and event.modifiers() & Qt.KeyboardModifier.AltModifier
            event.setAccepted(bool(nudges))
            return bool(nudges)
        return super().event(event)
