"""The day of the month that the inspector shows: chosen by click or Enter, followed by the arrows, left by Esc."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from coordinator.ui.calendar.deeds import Deeds
from coordinator.ui.calendar.editor_words import usual_time
from coordinator.ui.calendar.folding import Folding
from coordinator.ui.calendar.inspector import Inspector
from coordinator.ui.calendar.month_view import MonthView

if TYPE_CHECKING:
    from coordinator.ui.calendar.day_panel import DayPanel


class SelectedDay(QObject):
    """An event opened in the month itself forgets the day; one opened from the day's list comes back to it. `shown`
    comes with every day."""

    shown = Signal()

    def __init__(self, month: MonthView, inspector: Inspector, folding: Folding, deeds: Deeds) -> None:
        super().__init__(month)
        self._month, self._inspector, self._folding, self._deeds = month, inspector, folding, deeds
        inspector.day_panel_made.connect(self._wire_panel)
        month.day_opened.connect(self.open)
        month.day_chosen.connect(self.choose)
        month.day_focused.connect(self._follow)
        month.opened.connect(lambda _event_id: self.forget())

    def open(self, on: date) -> None:
        """All of its events, with the focus."""
        self._show(on)
        self._folding.show_details()
        self._inspector.first_stop().setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, on: date) -> None:
        """A click on its ground: a closed inspector stays closed."""
        if self._inspector.isVisible():
            self._show(on)

    def refresh(self) -> None:
        """Other events or another month."""
        if self._inspector.day is not None and self._inspector.event_id is None:
            self._show(self._month.day)

    def come_back(self) -> bool:
        """From an event to the day it was opened from; False when there is none."""
        if self._inspector.day is None or self._inspector.event_id is None:
            return False
        self._show(self._inspector.day)
        return True

    def forget(self) -> None:
        """Nothing to come back to."""
        self._inspector.day = None
        self._month.mark_day(None)

    def _show(self, on: date) -> None:
        self._inspector.show_day(on, self._month.layout_.lines_on(on))
        self._month.set_opened(None)
        self._month.mark_day(on)
        self.shown.emit()

    def _follow(self, on: date) -> None:
        if self._month.layout_.holds(on):
            self.refresh()

    def _wire_panel(self, made: DayPanel) -> None:
        made.print_requested.connect(lambda on: self._deeds.print_days(on, on))
        made.new_requested.connect(self._make)

    def _make(self, on: date) -> None:
        self._deeds.make(usual_time(on, self._month.now(), self._month.style_of().zone))
