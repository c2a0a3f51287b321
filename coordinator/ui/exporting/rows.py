"""What is written: the days and the filters of the page, each taken or left."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from coordinator.domain.exports import ExportWish
from coordinator.domain.listings import EventQuery, PeopleQuery
from coordinator.domain.privacy import Export
from coordinator.runtime.i18n import _
from coordinator.ui.exporting.days import DaysPicker
from coordinator.ui.kit import scale
from coordinator.ui.kit.text import Label
from coordinator.usecases.exports import Outlook
from coordinator.wording.exportwishes import events_in_words, people_in_words, venues_in_words
from coordinator.wording.moments import Style

DATED = (Export.EVENTS, Export.SIGNUPS)


class RowsField(QWidget):
    """`changed` when other rows are meant. The days are only asked for where there are any."""

    changed = Signal()

    def __init__(self, start: ExportWish, today: date, style: Style, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._start = start
        self.days = DaysPicker((start.events.first, start.events.last), today, style)
        self.filtered = QCheckBox(_("Only what the page shows:"))
        self.filtered.setChecked(True)
        self.words = Label("", wraps=True)
        self.words.setMinimumHeight(scale.px(30))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self.days, self.filtered, self.words):
            column.addWidget(widget)
        self.days.changed.connect(self.changed)
        self.filtered.toggled.connect(lambda _on: self.changed.emit())

    def put_into(self, wish: ExportWish) -> ExportWish:
        """The wish about the rows that are meant."""
        start = self._start if self.filtered.isChecked() else ExportWish(wish.what, wish.format)
        first, last = self.days.days() if self._asks_days(wish.what) else (None, None)
        return replace(
            wish,
            events=replace(start.events, first=first, last=last),
            people=replace(start.people, limit=None, offset=0),
            person_id=start.person_id,
            venue_id=start.venue_id,
            text=start.text,
        )

    def show_what(self, what: Export) -> None:
        """Only what can be asked of this subject."""
        narrowed = _is_narrowed(what, self._start)
        self.days.setVisible(self._asks_days(what))
        self.filtered.setVisible(narrowed)
        self.words.setText("" if narrowed else _all_of(what))
        self.words.setVisible(not narrowed and what not in DATED)

    def show_outlook(self, what: Export, outlook: Outlook) -> None:
        """Name the filters, once the names are known."""
        if self.filtered.isVisibleTo(self) and self.filtered.isChecked():
            self.words.setText(_in_words(what, self._start, outlook))
            self.words.show()
            self.filtered.setAccessibleDescription(self.words.text())

    def _asks_days(self, what: Export) -> bool:
        return what in DATED and self._start.events.event_ids is None


def _is_narrowed(what: Export, start: ExportWish) -> bool:
    if what in DATED:
        return replace(start.events, first=None, last=None) != EventQuery()
    if what is Export.PEOPLE:
        plain = PeopleQuery(sort=start.people.sort, descending=start.people.descending)
        return replace(start.people, limit=None, offset=0) != plain or start.person_id is not None
    return what is Export.VENUES and bool(start.text or start.venue_id is not None)


def _in_words(what: Export, start: ExportWish, outlook: Outlook) -> str:
    if what in DATED:
        return events_in_words(start.events, venues=outlook.venues, person=outlook.person, event=outlook.event)
    if what is Export.PEOPLE:
        return people_in_words(start.people, person=outlook.person)
    return venues_in_words(start.text, venues=outlook.venues)


def _all_of(what: Export) -> str:
    return {
        Export.PEOPLE: _("Everyone on the list"),
        Export.VENUES: _("All venues"),
        Export.EVERYTHING: _("All there is in this data file"),
    }.get(what, "")
