"""What the inspector shows of one day of the month: all of its events."""

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator.domain.listings import CalendarLine
from coordinator.runtime.i18n import _
from coordinator.ui.calendar.this_week import EventList, to_fill
from coordinator.ui.calendar.words import summary
from coordinator.ui.kit.buttons import Button, IconButton, PrimaryButton
from coordinator.ui.kit.panels import Bar, line, panel, scrolled
from coordinator.ui.kit.text import Label, set_hint
from coordinator.wording import moments
from coordinator.wording.moments import Style


class DayPanel(QWidget):
    """`opened` asks for an event; `week_requested`, `print_requested` and `new_requested` carry the day."""

    opened = Signal(int)
    closed = Signal()
    week_requested = Signal(object)
    print_requested = Signal(object)
    new_requested = Signal(object)

    def __init__(
        self, *, now: Callable[[], datetime], style: Callable[[], Style], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._now, self._style = now, style
        self.on = now().date()
        self.title = Label("", "heading", wraps=True)
        self.summary = Label("", ink="2", wraps=True)
        self.list = EventList(style, _("Events of the day"))
        self.list.chosen.connect(self.opened)
        self.nothing = Label(_("Nothing is planned."), ink="2", wraps=True)
        self.close_button = IconButton(_("Close"), "x", self.closed.emit, bare=True)
        self.print = IconButton(_("Print this day’s roster"), "printer", lambda: self.print_requested.emit(self.on))
        self.week = Button(_("Show week"), lambda: self.week_requested.emit(self.on))
        self.new = PrimaryButton(_("Add"), lambda: self.new_requested.emit(self.on), icon="plus")
        self.new.setAccessibleName(_("Add event"))
        self._lay_out()

    def show_day(self, on: date, lines: tuple[CalendarLine, ...]) -> None:
        """Show this day with these events, in their order."""
        self.on = on
        self.title.setText(moments.long_day(on, self._style()))
        wanted = to_fill(lines, self._now())
        self.summary.setText(summary(len(lines), sum(one.openings for one in wanted)))
        self.summary.setVisible(bool(lines))
        self.list.show_rows(lines)
        self.list.setVisible(bool(lines))
        self.nothing.setVisible(not lines)
        self.print.setEnabled(bool(lines))

    def first_stop(self) -> QWidget:
        """What takes the focus when one comes here."""
        return self.list if not self.list.isHidden() else self.new

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addWidget(line())
        column.addWidget(self._body(), 1)
        column.addWidget(self._foot())

    def _head(self) -> QVBoxLayout:
        top = QHBoxLayout()
        top.addWidget(Label(_("Selected day"), "small", ink="2"), 1)
        top.addWidget(self.close_button)
        head = QVBoxLayout()
        head.setContentsMargins(14, 6, 12, 10)
        head.setSpacing(3)
        head.addLayout(top)
        head.addWidget(self.title)
        head.addWidget(self.summary)
        return head

    def _body(self) -> QWidget:
        inside = panel()
        body = QVBoxLayout(inside)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self.list)
        nothing = QVBoxLayout()
        nothing.setContentsMargins(14, 10, 14, 4)
        nothing.addWidget(self.nothing)
        body.addLayout(nothing)
        body.addStretch(1)
        area = scrolled(inside)
        self.list.area = area
        return area

    def _foot(self) -> Bar:
        set_hint(self.week, _("Show the week of this day"))
        foot = Bar("panel-footer", margin=14)
        foot.row.addWidget(self.print)
        foot.row.addWidget(self.week)
        foot.row.addWidget(self.new, 1)
        self.new.setSizePolicy(self.new.sizePolicy().Policy.Expanding, self.new.sizePolicy().Policy.Fixed)
        return foot
