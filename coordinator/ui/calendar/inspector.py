"""The right panel: the overview of the week, or one event."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from coordinator.runtime.i18n import _
from coordinator.ui.calendar.event_panel import EventPanel
from coordinator.ui.calendar.this_week import ThisWeek
from coordinator.ui.kit import scale
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.page import Session

OVERVIEW_WIDTH = 304
EVENT_WIDTH = 352


class Inspector(QFrame):
    """`width_wanted` says that what is shown now needs another width."""

    width_wanted = Signal(int)

    def __init__(self, desk: Desk, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "panel")
        self.setAccessibleName(_("Details"))
        self.week = ThisWeek(now=session.now, style=lambda: session.style)
        self.event_panel = EventPanel(desk, session)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.week)
        self._stack.addWidget(self.event_panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.setMinimumWidth(scale.px(280))

    @property
    def event_id(self) -> int | None:
        """The event in sight."""
        return self.event_panel.event_id

    def show_event(self, event_id: int, *, sign_up: bool = False) -> None:
        """Show one event."""
        self.event_panel.show_event(event_id, sign_up=sign_up)
        self._stack.setCurrentWidget(self.event_panel)
        self.width_wanted.emit(self.wanted())

    def show_overview(self) -> None:
        """Show the week."""
        self.event_panel.forget()
        self._stack.setCurrentWidget(self.week)
        self.width_wanted.emit(self.wanted())

    def wanted(self) -> int:
        """The width of the drawings, in pixels."""
        return scale.px(EVENT_WIDTH if self.event_id is not None else OVERVIEW_WIDTH)

    def first_stop(self) -> QWidget:
        """What takes the focus when one comes here."""
        if self.event_id is None:
            return self.week.first_stop()
        return self.event_panel.edit
