"""The month as it is worked with: the keys."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from coordinator.ui.calendar.month_layout import WEEK
from coordinator.ui.calendar.month_mouse import MonthMouse
from coordinator.ui.calendar.week_keys import ARROWS, Act, Key, KeyTable
from coordinator.wording.moments import Style


class MonthView(MonthMouse):
    """The signals of `WeekView`, where they mean something in a month. `nudged` carries event, no minutes, and the
    days of Alt and an arrow."""

    let_go = Signal()
    print_requested = Signal()
    today_requested = Signal()
    weeks_requested = Signal(int)
    remove_requested = Signal(int)
    nudged = Signal(int, int, int)
    signing_up = Signal(int)
    view_requested = Signal(str)

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
            Key.Key_N: self.new_on_day,
            Key.Key_E: lambda: self._with_current(self.edit_requested.emit),
            Key.Key_S: lambda: self._with_current(self.signing_up.emit),
            Key.Key_T: self._to_today,
            Key.Key_P: self.print_requested.emit,
            Key.Key_W: lambda: self.view_requested.emit("week"),
            Key.Key_L: lambda: self.view_requested.emit("list"),
        }
        plain: dict[int, Act] = {
            Key.Key_Return: self._open,
            Key.Key_Enter: self._open,
            Key.Key_F2: lambda: self._with_current(self.edit_requested.emit),
            Key.Key_Delete: lambda: self._with_current(self.remove_requested.emit),
            Key.Key_Escape: self._let_go,
            Key.Key_PageUp: lambda: self.step_months(-1),
            Key.Key_PageDown: lambda: self.step_months(1),
            Key.Key_Home: lambda: self.step_in_week(to_end=False),
            Key.Key_End: lambda: self.step_in_week(to_end=True),
        }
        return KeyTable(
            step=lambda days, weeks: self.step_days(days + weeks * WEEK),
            nudge=lambda days, weeks: self._with_current(lambda key: self.nudged.emit(key, 0, days + weeks * WEEK)),
            letters=letters,
            plain=plain,
        )

    def _to_today(self) -> None:
        self.go_to_day(self.now().date())
        self.today_requested.emit()

    def _with_current(self, act: Callable[[int], object]) -> None:
        if self.current is not None:
            act(self.current)

    def _open(self) -> None:
        if self.current is not None:
            self.opened.emit(self.current)
        else:
            self.day_opened.emit(self.day)

    def _let_go(self) -> None:
        self.focus_event(None)
        self.let_go.emit()

    def event(self, event: QEvent) -> bool:
        """Alt and an arrow move the focused event here; elsewhere they lead back and forward."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self.current is not None:
            nudges = event.key() in ARROWS and event.modifiers() & Qt.KeyboardModifier.AltModifier
            event.setAccepted(bool(nudges))
            return bool(nudges)
        return super().event(event)
