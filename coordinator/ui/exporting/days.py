"""Which days a file is about: those of the page, all, or two dates."""

from datetime import date

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from coordinator.runtime.i18n import _
from coordinator.ui.kit.datefields import DateField
from coordinator.ui.kit.forms import beside
from coordinator.ui.kit.text import Label
from coordinator.wording import moments
from coordinator.wording.moments import Style

Days = tuple[date | None, date | None]
_ALL: Days = (None, None)
_CHOSEN = "chosen"


class DaysPicker(QWidget):
    """`changed` when a person chooses other days."""

    changed = Signal()

    def __init__(self, days: Days, today: date, style: Style, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = QComboBox()
        self.list.setAccessibleName(_("Days"))
        self.list.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        if days != _ALL:
            self.list.addItem(_in_words(days, style), days)
        self.list.addItem(_("All days"), _ALL)
        self.list.addItem(_("Choose days…"), _CHOSEN)
        begin = days[0] or today
        self.first = _date_field(_("First day"), begin, style)
        self.last = _date_field(_("Last day"), days[1] or begin, style)
        self._fields = beside(self.first, Label(_("to"), ink="2"), self.last)
        self._fields.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.list)
        column.addWidget(self._fields)
        self.setFocusProxy(self.list)
        self.list.activated.connect(self._choose)
        self.first.userDateChanged.connect(self._keep_in_order)
        self.last.userDateChanged.connect(self._keep_first)

    def days(self) -> Days:
        """First and last, both included; None for no limit."""
        chosen = self.list.currentData()
        if chosen == _CHOSEN:
            return _day_of(self.first), _day_of(self.last)
        first, last = chosen
        return first, last

    def choose_days(self, first: date, last: date) -> None:
        """Choose two dates by the program."""
        self.list.setCurrentIndex(self.list.count() - 1)
        self._fields.show()
        self.first.setDate(QDate(first.year, first.month, first.day))
        self.last.setDate(QDate(last.year, last.month, last.day))
        self.changed.emit()

    def _choose(self, _place: int) -> None:
        self._fields.setVisible(self.list.currentData() == _CHOSEN)
        self.changed.emit()

    def _keep_in_order(self, first: QDate) -> None:
        """A last day before the first follows it."""
        if self.last.date() < first:
            self.last.setDate(first)
        self.changed.emit()

    def _keep_first(self, last: QDate) -> None:
        if self.first.date() > last:
            self.first.setDate(last)
        self.changed.emit()


def _in_words(days: Days, style: Style) -> str:
    first, last = days
    if first is not None and last is not None:
        return moments.day_range(first, last, style)
    if first is not None:
        return _("from {day} on").format(day=moments.day_with_year(first, style))
    assert last is not None
    return _("up to {day}").format(day=moments.day_with_year(last, style))


def _date_field(name: str, on: date, style: Style) -> DateField:
    field = DateField()
    field.setCalendarPopup(True)
    field.setAccessibleName(name)
    field.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
    field.setLocale(QLocale(style.language))
    us = style.clock == 12 and style.language == "en"
    field.setDisplayFormat("MMM d, yyyy" if us else "d MMM yyyy")
    field.setDate(QDate(on.year, on.month, on.day))
    return field


def _day_of(field: DateField) -> date:
    shown = field.date()
    return date(shown.year(), shown.month(), shown.day())
