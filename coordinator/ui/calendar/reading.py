"""What the calendar reads: the events of the days in view, the days with openings, the last import."""

from PySide6.QtCore import QObject, Signal

from coordinator.domain.errors import CoordinatorError
from coordinator.domain.listings import CalendarLine
from coordinator.runtime.i18n import _
from coordinator.ui.calendar.mini_month import MiniMonth
from coordinator.ui.calendar.this_week import ThisWeek
from coordinator.ui.calendar.weeks import Days
from coordinator.ui.kit import errors
from coordinator.ui.kit.band import Band, Way
from coordinator.ui.kit.desk import Desk
from coordinator.usecases.events import calendar_during, days_with_openings, last_import


class Reading(QObject):
    """`arrived` carries the events of the days asked for last; `trouble` is where it is said that they did not come."""

    arrived = Signal(object)

    def __init__(self, desk: Desk, *, month: MiniMonth, overview: ThisWeek, trouble: Band) -> None:
        super().__init__(trouble)
        self._desk, self._month, self._overview, self._trouble = desk, month, overview, trouble
        self._days: Days | None = None
        month.turned.connect(self.read_marks)

    def read(self, days: Days) -> None:
        """All of it, for these days."""
        self._days = days
        ends = (days.first, days.last)
        self._desk.ask(calendar_during, *ends, then=self._take, failed=self.say_unread, about="calendar-days")
        self.read_marks()
        self._desk.ask(last_import, then=self._overview.show_last_import, about="calendar-import")

    def read_marks(self) -> None:
        """The days with openings of the small month."""
        first, last = self._month.shown()
        self._desk.ask(days_with_openings, first, last, then=self._month.mark, about="calendar-month")

    def say_unread(self, error: CoordinatorError) -> None:
        """What was read last stays on screen, with a line above it."""
        self._trouble.say(
            _("The calendar could not be read"), errors.words(error), button=Way(_("Try now"), self._again)
        )

    def _take(self, lines: tuple[CalendarLine, ...]) -> None:
        self._trouble.clear()
        self.arrived.emit(lines)

    def _again(self) -> None:
        if self._days is not None:
            self.read(self._days)
