"""The event that is open: shown in the inspector, marked in the views, closed by Esc."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from coordinator.ui.calendar.deeds import Deeds
from coordinator.ui.calendar.folding import Folding
from coordinator.ui.calendar.inspector import Inspector
from coordinator.ui.calendar.views import Views

if TYPE_CHECKING:
    from coordinator.ui.calendar.day_panel import DayPanel
    from coordinator.ui.calendar.event_panel import EventPanel
    from coordinator.ui.calendar.month_view import MonthView
    from coordinator.ui.calendar.selected_day import SelectedDay


class Opened(QObject):
    """`wanted` is an event to open once its days are read, `wanted_position` one to look for somebody for. `opened` and
    `changed` say that another one is in sight; `week_requested` carries a day."""

    opened = Signal()
    changed = Signal()
    week_requested = Signal(object)

    def __init__(self, inspector: Inspector, views: Views, folding: Folding, deeds: Deeds) -> None:
        super().__init__(inspector)
        self._inspector, self._views, self._folding, self._deeds = inspector, views, folding, deeds
        self._day: SelectedDay | None = None
        self.wanted: int | None = None
        self.wanted_position: int | None = None
        inspector.panel_made.connect(self._wire_panel)
        inspector.day_panel_made.connect(self._wire_day_panel)
        inspector.week.opened.connect(self.open)

    def open(self, event_id: int) -> None:
        """Show it."""
        self._inspector.show_event(event_id)
        self._views.mark(event_id)
        self._folding.show_details()
        self.changed.emit()
        self.opened.emit()

    def open_with_search(self, event_id: int) -> None:
        """Show it and look for somebody for it."""
        self.open(event_id)
        self._inspector.show_event(event_id, sign_up=True)

    def open_wanted(self) -> None:
        """The days have come, and with them the event that was asked for."""
        wanted, self.wanted = self.wanted, None
        if wanted is None:
            return
        self.open(wanted)
        position, self.wanted_position = self.wanted_position, None
        if position is not None:
            self._inspector.show_event(wanted, sign_up=True, position_id=position)

    def close(self) -> None:
        """Back to the day it was opened from, or to the overview."""
        if self._inspector.event_id is None and self._inspector.day is None:
            return
        held = self._inspector.isAncestorOf(_focus(self._inspector))
        back = self._day is not None and self._day.come_back()
        if not back:
            self._forget_day()
            self._inspector.show_overview()
            self._views.mark(None)
            self._folding.details_done()
        self.changed.emit()
        if held:
            taker = self._inspector.first_stop() if back else self._views.front()
            taker.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh_day(self) -> None:
        """The events of the month are others."""
        if self._day is not None:
            self._day.refresh()

    def leave_day(self) -> None:
        """The month is no longer in sight."""
        if self._inspector.day is not None:
            self._forget_day()
            if self._inspector.event_id is None:
                self._inspector.show_overview()

    def follow_month(self, month: MonthView) -> None:
        """The month was made: a day of it can be opened too."""
        from coordinator.ui.calendar.selected_day import SelectedDay

        self._day = SelectedDay(month, self._inspector, self._folding, self._deeds)
        self._day.shown.connect(self.changed)

    def _forget_day(self) -> None:
        if self._day is not None:
            self._day.forget()

    def _wire_day_panel(self, made: DayPanel) -> None:
        made.opened.connect(self.open)
        made.closed.connect(self.close)
        made.week_requested.connect(self.week_requested)

    def _wire_panel(self, made: EventPanel) -> None:
        made.closed.connect(self.close)
        made.search_changed.connect(self.changed)
        made.edit_requested.connect(self._deeds.edit)
        made.print_requested.connect(self._deeds.print_event)
        made.sign_in_requested.connect(self._deeds.print_sign_in)
        made.person_wanted.connect(self._deeds.add_person)


def _focus(widget: QWidget) -> QWidget:
    return widget.window().focusWidget() or widget
