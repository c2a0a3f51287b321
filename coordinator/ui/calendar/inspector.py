"""The right panel: the overview of the week or month, one of its days, or one event."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from coordinator.domain.listings import CalendarLine
from coordinator.runtime.i18n import _
from coordinator.ui.calendar.this_week import ThisWeek
from coordinator.ui.kit import scale
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.page import Session

if TYPE_CHECKING:
    from coordinator.ui.calendar.day_panel import DayPanel
    from coordinator.ui.calendar.event_panel import EventPanel

OVERVIEW_WIDTH = 304
EVENT_WIDTH = 352


class Inspector(QFrame):
    """`width_wanted` says that what is shown now needs another width; `panel_made` carries the event's panel, which is
    made when the first event is opened, `day_panel_made` that of a day."""

    width_wanted = Signal(int)
    panel_made = Signal(object)
    day_panel_made = Signal(object)

    def __init__(self, desk: Desk, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "panel")
        self.setAccessibleName(_("Details"))
        self._desk, self._session = desk, session
        self._panel: EventPanel | None = None
        self._day_panel: DayPanel | None = None
        self.day: date | None = None
        self.week = ThisWeek(now=session.now, style=lambda: session.style)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.week)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.setMinimumWidth(scale.px(280))

    @property
    def event_panel(self) -> EventPanel:
        """Everything about one event."""
        if self._panel is None:
            from coordinator.ui.calendar.event_panel import EventPanel  # not for the first screen

            self._panel = EventPanel(self._desk, self._session)
            self._stack.addWidget(self._panel)
            self.panel_made.emit(self._panel)
        return self._panel

    @property
    def day_panel(self) -> DayPanel:
        """The events of a day."""
        if self._day_panel is None:
            from coordinator.ui.calendar.day_panel import DayPanel  # only the month asks for it

            self._day_panel = DayPanel(now=self._session.now, style=lambda: self._session.style)
            self._stack.addWidget(self._day_panel)
            self.day_panel_made.emit(self._day_panel)
        return self._day_panel

    @property
    def event_id(self) -> int | None:
        """The event in sight."""
        return None if self._panel is None else self._panel.event_id

    def show_event(self, event_id: int, *, sign_up: bool = False, position_id: int | None = None) -> None:
        """Show one event; with `sign_up`, look for somebody for this position or the first that needs people."""
        self.event_panel.show_event(event_id, sign_up=sign_up, position_id=position_id)
        self._stack.setCurrentWidget(self.event_panel)
        self.width_wanted.emit(self.wanted())

    def show_day(self, on: date, lines: tuple[CalendarLine, ...]) -> None:
        """Show one day; closing an event opened from it comes back to it."""
        self.day = on
        self.day_panel.show_day(on, lines)
        self._leave_event(self.day_panel)

    def show_overview(self) -> None:
        """Show the week or month."""
        self.day = None
        self._leave_event(self.week)

    def _leave_event(self, to: QWidget) -> None:
        if self._panel is not None:
            self._panel.forget()
        self._stack.setCurrentWidget(to)
        self.width_wanted.emit(self.wanted())

    def wanted(self) -> int:
        """The width of the drawings, in pixels."""
        return scale.px(EVENT_WIDTH if self.event_id is not None else OVERVIEW_WIDTH)

    def first_stop(self) -> QWidget:
        """What takes the focus when one comes here."""
        if self.event_id is not None:
            return self.event_panel.edit
        return self.week.first_stop() if self.day is None else self.day_panel.first_stop()
