"""Which days or event a sheet is about."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import QDateEdit, QVBoxLayout, QWidget

from coordinator.runtime.i18n import _, pgettext
from coordinator.ui.kit.choices import ChoiceBox
from coordinator.usecases.sheets import SheetWish
from coordinator.wording import moments
from coordinator.wording.moments import Style

_WEEKS = range(-1, 5)

Wish = TypeVar("Wish", bound=SheetWish)


@dataclass(frozen=True, slots=True)
class Span:
    """One line of the list: words, and the days or the event it stands for. Without either: days to choose."""

    words: str
    first: date | None = None
    last: date | None = None
    event_ids: tuple[int, ...] | None = None


class WhichPicker(QWidget):
    """A list of weeks and months, perhaps an event, and two dates to choose. `changed` when a person chooses."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = ChoiceBox()
        self.list.setAccessibleName(_("Which"))
        self.first, self.last = _date_field(_("First day")), _date_field(_("Last day"))
        self._days = _below_each_other(self.first, self.last)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.list)
        column.addWidget(self._days)
        self._days.hide()
        self.setFocusProxy(self.list)
        self.list.activated.connect(self._choose)
        self.first.userDateChanged.connect(self._keep_in_order)
        self.last.userDateChanged.connect(lambda _day: self.changed.emit())

    def fill(self, today: date, style: Style) -> None:
        """The weeks around today, this month and the next; what was chosen stays chosen."""
        before = self._span() if self.list.count() else None
        only_event = before if before and before.event_ids is not None else None
        spans = [_week(today, number, style) for number in _WEEKS]
        spans += [_month(today, style), _month(_next_month(today), style), Span(_("Choose days…"))]
        self.list.clear()
        for span in ([only_event] if only_event else []) + spans:
            self.list.addItem(span.words, span)
        self._set_format(style)
        if before is None:
            self.list.setCurrentIndex(1)
            self._set_days(spans[1])
        else:
            self._show(before)

    def ask_for(self, wish: SheetWish, title: str = "") -> None:
        """Choose what another page asks for; an event needs its title."""
        if wish.event_ids is not None:
            self._show_event(Span(_("Only {title}").format(title=title), event_ids=wish.event_ids))
        elif wish.first is not None:
            self._show(Span("", wish.first, wish.last or wish.first))

    def put_into(self, wish: Wish) -> Wish:
        """The wish about what is chosen here."""
        span = self._span()
        if span.event_ids is not None:
            return replace(wish, event_ids=span.event_ids, first=None, last=None)
        if span.first is None:
            return replace(wish, first=_day_of(self.first), last=_day_of(self.last), event_ids=None)
        return replace(wish, first=span.first, last=span.last, event_ids=None)

    def choose_days(self, first: date, last: date) -> None:
        """Choose two dates by the program."""
        self._set_days(Span("", first, last))
        self.list.setCurrentIndex(self.list.count() - 1)
        self._days.show()

    # --- below ---

    def _span(self) -> Span:
        span = self.list.currentData()
        return span if isinstance(span, Span) else Span("")

    def _show(self, span: Span) -> None:
        for place in range(self.list.count()):
            other = self.list.itemData(place)
            same = (other.first, other.last, other.event_ids) == (span.first, span.last, span.event_ids)
            if same and (span.first or span.event_ids):
                self.list.setCurrentIndex(place)
                self._days.hide()
                return
        if span.first is not None and span.last is not None:
            self.choose_days(span.first, span.last)
        else:
            self.list.setCurrentIndex(self.list.count() - 1)
            self._days.show()

    def _show_event(self, span: Span) -> None:
        first = self.list.itemData(0)
        if isinstance(first, Span) and first.event_ids is not None:
            self.list.removeItem(0)
        self.list.insertItem(0, span.words, span)
        self.list.setCurrentIndex(0)
        self._days.hide()

    def _choose(self, _place: int) -> None:
        span = self._span()
        self._days.setVisible(span.first is None and span.event_ids is None)
        self._set_days(span)
        self.changed.emit()

    def _keep_in_order(self, first: QDate) -> None:
        """A last day before the first follows it."""
        if self.last.date() < first:
            self.last.setDate(first)
        self.changed.emit()

    def _set_days(self, span: Span) -> None:
        for field, day in ((self.first, span.first), (self.last, span.last)):
            if day is not None:
                field.blockSignals(True)
                field.setDate(QDate(day.year, day.month, day.day))
                field.blockSignals(False)

    def _set_format(self, style: Style) -> None:
        us = style.clock == 12 and style.language == "en"
        for field in (self.first, self.last):
            field.setLocale(QLocale(style.language))
            field.setDisplayFormat("MMM d, yyyy" if us else "d MMM yyyy")


def _below_each_other(*fields: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    for field in fields:
        column.addWidget(field)
    return holder


def _date_field(name: str) -> QDateEdit:
    field = QDateEdit()
    field.setCalendarPopup(True)
    field.setAccessibleName(name)
    field.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
    return field


def _day_of(field: QDateEdit) -> date:
    shown = field.date()
    return date(shown.year(), shown.month(), shown.day())


def _week(today: date, number: int, style: Style) -> Span:
    first = moments.week_start(today, style) + timedelta(weeks=number)
    last = first + timedelta(days=6)
    dates = moments.day_range(first, last, style)
    named = {
        0: pgettext("week", "This week, {dates}"),
        1: pgettext("week", "Next week, {dates}"),
        -1: pgettext("week", "Last week, {dates}"),
    }.get(number, pgettext("week", "Week {dates}"))
    return Span(named.format(dates=dates), first, last)


def _month(on: date, style: Style) -> Span:
    first = on.replace(day=1)
    return Span(moments.month_title(first, style), first, _next_month(first) - timedelta(days=1))


def _next_month(on: date) -> date:
    return (on.replace(day=1) + timedelta(days=32)).replace(day=1)
