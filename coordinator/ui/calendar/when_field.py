"""Date, start and end of an event as the precinct writes them; or first and last day."""

from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QDate, QLocale, Qt, QTime, Signal
from PySide6.QtWidgets import QCheckBox, QDateEdit, QHBoxLayout, QTimeEdit, QWidget

from coordinator.domain.spans import When
from coordinator.runtime.i18n import _, ngettext
from coordinator.ui.kit import scale
from coordinator.ui.kit.buttons import LinkButton
from coordinator.ui.kit.datefields import DateField, TimeField
from coordinator.ui.kit.flow import FlowLayout
from coordinator.ui.kit.text import Label
from coordinator.wording import moments
from coordinator.wording.moments import Style

_TWELVE = {"es": "h:mm ap"}  # as in sentences: a.m., not A. M.
_EARLIEST, _LATEST = QDate(1900, 1, 1), QDate(2999, 12, 31)


class WhenField(QWidget):
    """`changed` comes with every change. The end follows the start, so that the length stays."""

    changed = Signal()

    def __init__(self, style: Style, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._zone = style.zone
        self._quiet = False
        self.first = _date_edit(_("Date"), style)
        self.last = _date_edit(_("Last day"), style)
        self.starts = _time_edit(_("Start"), style)
        self.ends = _time_edit(_("End"), style)
        self.all_day = QCheckBox(_("All day"))
        self.other_day = LinkButton(_("Ends on another day"), self._show_last)
        self._to = Label(_("to"), ink="2")
        self.length = Label("", ink="2")
        self._several = False
        self._before = datetime.min
        self._lay_out()
        self._wire()

    def when(self) -> When:
        """What is typed, even where the end is before the start."""
        first, last = _day(self.first), _day(self.last)
        if self.all_day.isChecked():
            midnight = time()
            after = datetime.combine(last, midnight) + timedelta(days=1)
            return When(datetime.combine(first, midnight), after, self._zone, all_day=True)
        ends_on = last if self._several else first
        return When(
            datetime.combine(first, _time(self.starts)), datetime.combine(ends_on, _time(self.ends)), self._zone
        )

    def set_when(self, when: When) -> None:
        """Show a time."""
        self._quiet = True
        self._zone = when.zone
        self._several = when.all_day or when.first_day != when.ends.date()
        self.all_day.setChecked(when.all_day)
        last = when.last_day if when.all_day else when.ends.date()
        _set_day(self.first, when.first_day)
        _set_day(self.last, last)
        self.starts.setTime(QTime(when.starts.hour, when.starts.minute))
        self.ends.setTime(QTime(when.ends.hour, when.ends.minute))
        self._before = self._start()
        self._quiet = False
        self._show_parts()

    def _start(self) -> datetime:
        return datetime.combine(_day(self.first), _time(self.starts))

    def _wire(self) -> None:
        self.first.dateChanged.connect(self._start_changed)
        self.starts.timeChanged.connect(self._start_changed)
        self.last.dateChanged.connect(self._changed)
        self.ends.timeChanged.connect(self._changed)
        self.all_day.toggled.connect(self._all_day)

    def _start_changed(self) -> None:
        """Move the end along."""
        if self._quiet:
            return
        moved = self._start() - self._before
        self._before = self._start()
        ends_on = _day(self.last) if self._several else _day(self.first)
        days = timedelta(days=moved.days) if self.all_day.isChecked() else moved
        base = datetime.combine(ends_on, _time(self.ends))
        if not self._several and not self.all_day.isChecked():
            base -= timedelta(days=(_day(self.first) - (self._before - moved).date()).days)
        self._quiet = True
        try:
            end = base + days
        except OverflowError:
            end = base
        crosses = end.date() != _day(self.first)
        self._several = self._several or (crosses and end > self._start())
        _set_day(self.last, end.date())
        self.ends.setTime(QTime(end.hour, end.minute))
        self._quiet = False
        self._show_parts()
        self.changed.emit()

    def _changed(self) -> None:
        if not self._quiet:
            self._show_parts()
            self.changed.emit()

    def _all_day(self, on: bool) -> None:
        if self._quiet:
            return
        self._several = on or _day(self.last) > _day(self.first)
        if on and _day(self.last) < _day(self.first):
            _set_day(self.last, _day(self.first))
        if not on and _time(self.starts) == _time(self.ends) == time():
            self.starts.setTime(QTime(9, 0))
            self.ends.setTime(QTime(10, 30))
        self._changed()

    def _show_last(self) -> None:
        self._several = True
        _set_day(self.last, _day(self.first) + timedelta(days=1))
        self._show_parts()
        self.last.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _show_parts(self) -> None:
        whole = self.all_day.isChecked()
        self.starts.setVisible(not whole)
        self.ends.setVisible(not whole)
        self.last.setVisible(whole or self._several)
        self.other_day.setVisible(not whole and not self._several)
        self.first.setAccessibleName(_("First day") if whole else _("Date"))
        when = self.when()
        self.length.setText(_length_words(when))

    def _lay_out(self) -> None:
        parts = QWidget()
        flow = FlowLayout(parts, across=8, down=6)  # large letters need a second line
        for widget in (self.first, self.starts, self._to, self.last, self.ends, self.length, self.other_day):
            flow.addWidget(widget)
        self.all_day.setFixedHeight(scale.px(30))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(parts, 1)
        row.addWidget(self.all_day, 0, Qt.AlignmentFlag.AlignTop)
        for holder in (parts, self):
            policy = holder.sizePolicy()
            policy.setHeightForWidth(True)
            holder.setSizePolicy(policy)
        self.setFocusProxy(self.first)


def _length_words(when: When) -> str:
    if when.ends <= when.starts:
        return ""
    if when.all_day:
        return ngettext("{n} day", "{n} days", when.length.days).format(n=when.length.days)
    return moments.duration(when.length)


def _date_edit(name: str, style: Style) -> QDateEdit:
    made = DateField()
    made.setLocale(QLocale(style.language))
    made.setDisplayFormat(
        "ddd MMM d, yyyy" if style.clock == 12 and not style.language.startswith("es") else "ddd d MMM yyyy"
    )
    made.setDateRange(_EARLIEST, _LATEST)
    made.setCalendarPopup(True)
    calendar = made.calendarWidget()
    calendar.setFirstDayOfWeek(Qt.DayOfWeek(style.first_weekday + 1))
    calendar.setVerticalHeaderFormat(calendar.VerticalHeaderFormat.NoVerticalHeader)
    made.setAccessibleName(name)
    return made


def _time_edit(name: str, style: Style) -> QTimeEdit:
    made = TimeField()
    made.setLocale(QLocale(style.language))
    made.setDisplayFormat(_TWELVE.get(style.language[:2], "h:mm AP") if style.clock == 12 else "HH:mm")
    made.setFixedWidth(scale.px(104 if style.clock == 12 else 84))
    line = made.lineEdit()
    if line is not None:
        line.setTextMargins(scale.px(6), 0, 0, 0)
    made.setAccessibleName(name)
    return made


def _day(field: QDateEdit) -> date:
    day = field.date()
    return date(day.year(), day.month(), day.day())


def _set_day(field: QDateEdit, on: date) -> None:
    field.setDate(QDate(on.year, on.month, on.day))


def _time(field: QTimeEdit) -> time:
    at = field.time()
    return time(at.hour(), at.minute())
