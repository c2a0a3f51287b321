"""Fields for a day and a time of day: Tab leaves them, and what is typed goes where a person would begin."""

import re
from datetime import time

from PySide6.QtCore import QEvent, QObject, Qt, QTime
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QDateEdit, QDateTimeEdit, QTimeEdit, QWidget

_BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
_READ = "0123456789:. apm"
_TIME = re.compile(r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{0,2})|(?P<rest>\d{2}))? ?(?P<half>[ap]?)m?")


class DateField(QDateEdit):
    """Begins with the day of the month."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _take_whole_parts(self)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Qt walks through the parts first: four stops of Tab for one field."""
        return QWidget.focusNextPrevChild(self, forward)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Ready for the part that is changed most."""
        super().focusInEvent(event)
        if event.reason() in _BY_KEY:
            _begin_with(self, QDateTimeEdit.Section.DaySection)


class TimeField(QTimeEdit):
    """Begins with the hour, and reads "1:00p", "10" and "1530" as people mean them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._typed = ""
        _take_whole_parts(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt fills its parts digit by digit and makes 10:0 of 1:00."""
        letter = event.text().lower()
        begun = bool(self._typed) or self.currentSection() == QDateTimeEdit.Section.HourSection
        if not letter or letter not in _READ:
            self._typed = ""
            super().keyPressEvent(event)
        elif letter in "ap" or begun:
            self._read(letter, begun=begun)
        else:
            super().keyPressEvent(event)

    def _read(self, letter: str, *, begun: bool) -> None:
        at = self.time()
        now = time(at.hour(), at.minute())
        self._typed = self._typed + letter if begun else ""
        words = self._typed if self._typed[:1].isdigit() else f"{at.hour() % 12}:{at.minute():02d}{letter}"
        read = typed_time(words, now, halves="AP" in self.displayFormat().upper())
        if read is not None:
            self.setTime(QTime(read.hour, read.minute))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The buttons of the field begin anew."""
        self._typed = ""
        super().mousePressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What comes next begins anew."""
        self._typed = ""
        super().focusOutEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """As above."""
        return QWidget.focusNextPrevChild(self, forward)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """As above."""
        super().focusInEvent(event)
        if event.reason() in _BY_KEY:
            _begin_with(self, QDateTimeEdit.Section.HourSection)


def typed_time(words: str, now: time, *, halves: bool) -> time | None:
    """ "1:00p", "9.15 am", "10", "1530". With `halves`, an hour without a letter stays in the half that `now` is in."""
    found = _TIME.fullmatch(words)
    if found is None:
        return None
    hour, minute, half = int(found["hour"]), int(found["minute"] or found["rest"] or 0), found["half"]
    if hour > 23 or minute > 59 or (half and hour > 12):
        return None
    afternoon = half == "p" if half else now.hour >= 12
    if half or (halves and 1 <= hour <= 12):
        hour = hour % 12 + (12 if afternoon else 0)
    return time(hour, minute)


class _WholeParts(QObject):
    """A click takes the part under it: a cursor inside of one would refuse the next digit."""

    def __init__(self, field: QDateTimeEdit) -> None:
        super().__init__(field)
        self._field = field

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease:  # later ones may come while the field goes
            line = self._field.lineEdit()
            if line is not None and not line.hasSelectedText():
                self._field.setSelectedSection(self._field.currentSection())
        return False


def _take_whole_parts(field: QDateTimeEdit) -> None:
    line = field.lineEdit()
    if line is not None:
        line.installEventFilter(_WholeParts(field))


def _begin_with(field: QDateTimeEdit, part: QDateTimeEdit.Section) -> None:
    """Select the last part of its kind: the name of a weekday counts as a day too."""
    places = [place for place in range(field.sectionCount()) if field.sectionAt(place) == part]
    if places:
        field.setCurrentSectionIndex(places[-1])
        field.setSelectedSection(part)
