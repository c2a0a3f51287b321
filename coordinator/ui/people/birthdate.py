"""A field for a birth date: empty, or a date in the order in which people here write it."""

from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from coordinator.domain.imports import DateOrder
from coordinator.domain.people import age_on
from coordinator.domain.problems import Problem
from coordinator.domain.writtendates import read_moment
from coordinator.runtime.i18n import _
from coordinator.ui.kit import scale
from coordinator.ui.kit.text import Label
from coordinator.wording import moments
from coordinator.wording.moments import Style

_CENTURY = 100
_EXAMPLE = date(1988, 3, 8)


class BirthDateField(QLineEdit):
    """`reading` says beside the field how the words are read."""

    def __init__(self, style: Style, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style, self._today = style, today
        self.reading = Label("", ink="2")
        self.setAccessibleName(_("Birth date"))
        self.setPlaceholderText(_("Such as {date}").format(date=self._written(_EXAMPLE)))
        self.setFixedWidth(scale.px(176))
        self.textChanged.connect(self._read_aloud)

    def set_date(self, born: date | None) -> None:
        """Show a date as it is typed here."""
        self.setText(self._written(born) if born else "")

    def born(self) -> date | None:
        """The date typed, None when there is none."""
        found = self._found()
        return found if isinstance(found, date) else None

    def is_sound(self) -> bool:
        """If it is empty or a date."""
        return not self.text().strip() or self.born() is not None

    def complaint(self) -> str:
        """What to do about words that are no date."""
        return _("This is not a date. Write it like {date}, or leave it empty.").format(date=self._written(_EXAMPLE))

    def _found(self) -> date | Problem:
        found = read_moment(self.text(), self._order(), self._style.zone, self._today.year)
        if isinstance(found, Problem):
            return found
        day = found.day
        return self._born_before(day) if day > self._today and not _has_whole_year(self.text(), day) else day

    def _born_before(self, day: date) -> date:
        """Of two digits, the century in which somebody can be born."""
        try:
            return day.replace(year=day.year - _CENTURY)
        except ValueError:
            return day

    def _order(self) -> DateOrder:
        month_first = self._style.language == "en" and self._style.clock == 12
        return DateOrder.MDY if month_first else DateOrder.DMY

    def _written(self, day: date) -> str:
        if self._order() is DateOrder.MDY:
            return f"{day.month}/{day.day}/{day.year:04}"
        return f"{day.day}/{day.month}/{day.year:04}"

    def _read_aloud(self) -> None:
        born = self.born()
        if born is None:
            self.reading.setText("")
            return
        day = moments.month_day_year(born, self._style)
        if born > self._today:
            self.reading.setText(day)
        else:
            self.reading.setText(_("{day}, age {age}").format(day=day, age=age_on(born, self._today)))


def _has_whole_year(text: str, day: date) -> bool:
    return f"{day.year:04}" in text
