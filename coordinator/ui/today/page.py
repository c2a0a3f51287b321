"""Today: what happens this week, and what is still to fill."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from coordinator.domain.changes import Changes
from coordinator.domain.errors import CoordinatorError
from coordinator.domain.listings import EventLine, EventQuery
from coordinator.domain.openings import FirstSteps, not_over
from coordinator.runtime.i18n import _, ngettext
from coordinator.ui.kit.buttons import Button, PrimaryButton
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.page import Page, Session
from coordinator.ui.kit.panels import CommandBar
from coordinator.ui.kit.text import ElidedLabel
from coordinator.ui.kit.wishes import NewEvent, ShowList
from coordinator.ui.today.panels import TodayPanel
from coordinator.ui.today.rows import Moment, agenda, openings
from coordinator.usecases.events import events_during
from coordinator.wording import moments

if TYPE_CHECKING:
    from coordinator.ui.today.steps import StepsPanel

_TABLES = ("event", "position", "signup", "venue", "space", "role")
_BEGINNERS_TABLES = (*_TABLES, "person")
_DAYS = 7
_MINUTE = 60_000


class TodayPage(Page):
    """The first entry of the rail."""

    icon = "house"

    def __init__(self, desk: Desk, session: Session, parent: QWidget | None = None) -> None:
        self.title = _("Today")
        super().__init__(desk, session, parent)
        self.events: tuple[EventLine, ...] = ()
        self.steps: StepsPanel | None = None
        self.day = ElidedLabel("", ink="2")
        self.agenda = TodayPanel(
            _("Today and this week"),
            icon="calendar-clock",
            link=_("Open calendar"),
            press=self._open_calendar,
            idle="calendar",
        )
        self.openings = TodayPanel(_("Openings"), icon="circle-dashed", link=_("Open as a list"), press=self._open_list)
        self._lay_out()
        self._connect()

    # --- what the window asks

    def hints(self) -> str:
        """The keys that count here."""
        return _("F6 next panel, Up and Down move, Enter opens, Space fills")

    def refresh(self, changes: Changes | None = None) -> None:
        """Read again what is shown: both panels are of one moment."""
        if changes is not None and not changes.touches(*(_BEGINNERS_TABLES if self._begins() else _TABLES)):
            return
        self.day.setText(moments.long_day(self.session.today(), self.session.style))
        self._read()

    def new(self) -> None:
        """A new event, in the calendar."""
        self.page_requested.emit("calendar", NewEvent())

    def search(self) -> None:
        """To the week."""
        self._panels[0].first_stop().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def print_(self) -> None:
        """The roster of the next days."""
        from coordinator.usecases.paper import RosterWish

        query = self._query()
        self.page_requested.emit("print", RosterWish(query.first, query.last))

    def regions(self) -> tuple[QWidget, ...]:
        """The panels, else the steps."""
        if self.steps is not None and self._begins():
            return (self.steps.first_stop(), self.new_button)
        return (*(panel.first_stop() for panel in self._panels), self.new_button)

    # --- reading

    def _query(self) -> EventQuery:
        today = self.session.today()
        return EventQuery(today, today + timedelta(days=_DAYS - 1))

    def _read(self) -> None:
        self.desk.ask(events_during, self._query(), then=self._take, failed=self._unread, about="today-events")

    def _take(self, lines: tuple[EventLine, ...]) -> None:
        self.events = lines
        self._show_rows()
        if lines:
            self._show_panels()
        else:
            from coordinator.usecases.today import first_steps

            self.desk.ask(first_steps, then=self._take_steps, about="today-steps")

    def _take_steps(self, done: FirstSteps) -> None:
        if done.events or self.events:
            self._show_panels()
            return
        if self.steps is None:
            self.steps = self._make_steps()
        self.steps.show_steps(done)
        self._stack.setCurrentWidget(self.steps)

    def _unread(self, error: CoordinatorError) -> None:
        """Each panel says so in place and keeps its rows."""
        self.agenda.say_unread(_("The week could not be read"), error, self._read)
        self.openings.say_unread(_("Openings could not be read"), error, self._read)
        self._show_panels()

    # --- showing

    def _moment(self) -> Moment:
        return Moment(self.session.clock.now(), self.session.style)

    def _show_rows(self) -> None:
        at = self._moment()
        self._show_agenda(at)
        self._show_openings(at)

    def _show_agenda(self, at: Moment) -> None:
        n = len(not_over(self.events, at.now))
        self.agenda.show_lines(
            tuple(agenda(self.events, at)),
            count=ngettext("{n} event", "{n} events", n).format(n=n) if n else "",
            nothing=_("Nothing is planned for the next 7 days."),
        )

    def _show_openings(self, at: Moment) -> None:
        rows = tuple(openings(self.events, at))
        n = sum(row.tally.openings for row in rows if row.tally is not None)
        self.openings.show_lines(
            rows,
            count=ngettext("{n} in the next 7 days", "{n} in the next 7 days", n).format(n=n) if n else "",
            nothing=_("Nothing to fill in the next 7 days."),
        )

    def show_the_time(self) -> None:
        """Time goes on: what is over goes, and what is next is marked."""
        if self.isVisible() and not self._begins():
            self._show_rows()

    def _begins(self) -> bool:
        return self.steps is not None and self._stack.currentWidget() is self.steps

    def _show_panels(self) -> None:
        self._stack.setCurrentWidget(self._both)

    # --- deeds

    def _open_calendar(self) -> None:
        self.page_requested.emit("calendar", self.session.today())

    def _open_list(self) -> None:
        query = self._query()
        assert query.first is not None
        assert query.last is not None
        self.page_requested.emit("calendar", ShowList(query.first, query.last))

    def _open_event(self, event_id: int) -> None:
        self.opened_requested.emit("event", event_id)

    def _fill(self, wish: object) -> None:
        self.page_requested.emit("calendar", wish)

    # --- building

    @property
    def _panels(self) -> tuple[TodayPanel, ...]:
        return (self.agenda, self.openings)

    def _connect(self) -> None:
        for panel in self._panels:
            panel.list.opened.connect(self._open_event)
            panel.list.pressed.connect(self._fill)
        clock = QTimer(self)
        clock.setTimerType(Qt.TimerType.VeryCoarseTimer)
        clock.timeout.connect(self.show_the_time)
        clock.start(_MINUTE)

    def _make_steps(self) -> StepsPanel:
        from coordinator.ui.today.steps import StepsPanel

        made = StepsPanel()
        made.people_wanted.connect(lambda: self.page_requested.emit("people", ""))
        made.venues_wanted.connect(lambda: self.page_requested.emit("venues", None))
        made.event_wanted.connect(self.new)
        made.import_wanted.connect(lambda: self.page_requested.emit("import", None))
        self._stack.addWidget(made)
        return made

    def _lay_out(self) -> None:
        self.print_button = Button(_("Print roster"), self.print_, icon="printer")
        self.new_button = PrimaryButton(_("New event"), self.new, icon="plus")
        bar = CommandBar(self.title)
        bar.row.addWidget(self.day, 1)
        bar.add(self.print_button, self.new_button)
        self._both = QWidget()
        row = QHBoxLayout(self._both)
        row.setContentsMargins(12, 12, 12, 12)
        row.setSpacing(12)
        for panel, share in zip(self._panels, (11, 9), strict=True):
            column = QVBoxLayout()
            column.addWidget(panel, 1)
            column.addStretch(0)
            row.addLayout(column, share)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._both)
        self.column.addWidget(bar)
        self.column.addWidget(self._stack, 1)
        self.setFocusProxy(self.agenda.list)
