"""The fields of a venue."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from coordinator.domain.venues import Venue
from coordinator.runtime.i18n import _, pgettext
from coordinator.ui.kit import scale
from coordinator.ui.kit.forms import Form, FormRow, beside
from coordinator.ui.kit.segmented import Choice, Segmented
from coordinator.ui.venues.spaces import SpaceList

_YES, _NO, _UNKNOWN = "yes", "no", "unknown"


class VenueForm(QWidget):
    """`changed` comes with everything typed. `rows` finds the row a problem is about."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name, self.phone, self.link = QLineEdit(), QLineEdit(), QLineEdit()
        self.address, self.access = _area(_("Address")), _area(_("How to get in"))
        self.step_free = Segmented(
            _("Step-free"),
            [
                Choice(_YES, pgettext("step-free", "Yes")),
                Choice(_NO, pgettext("step-free", "No")),
                Choice(_UNKNOWN, pgettext("step-free", "Not known")),
            ],
            value=_UNKNOWN,
        )
        self.spaces = SpaceList()
        form = Form(label_width=84)
        self.rows = {
            "name": form.add(FormRow(_("&Name"), self.name)),
            "address": form.add(FormRow(_("&Address"), self.address)),
            "phone": form.add(FormRow(_("&Phone"), self.phone)),
            "step_free": form.add(FormRow(_("&Step-free"), beside(self.step_free))),
            "access": form.add(FormRow(_("&Getting in"), self.access)),
            "map_link": form.add(FormRow(_("&Map link"), self.link)),
            "spaces": form.add(FormRow(_("S&paces"), self.spaces)),
        }
        self.rows["capacity"] = self.rows["spaces"]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(form)
        column.addStretch(1)
        for field in (self.name, self.phone, self.link):
            field.textChanged.connect(self.changed)
        for area in (self.address, self.access):
            area.textChanged.connect(self.changed)
        self.step_free.chosen.connect(lambda _value: self.changed.emit())
        self.spaces.changed.connect(self.changed)

    def show_venue(self, venue: Venue) -> None:
        """Fill the fields; nothing is said of it."""
        self.blockSignals(True)
        for field, words in ((self.name, venue.name), (self.phone, venue.phone), (self.link, venue.map_link)):
            field.setText(words)
            field.setCursorPosition(0)
        self.address.setPlainText(venue.address)
        self.access.setPlainText(venue.access_notes)
        self.step_free.set_value(_UNKNOWN if venue.step_free is None else _YES if venue.step_free else _NO)
        self.spaces.show_spaces(venue.spaces)
        for row in self.rows.values():
            row.say("")
        self.blockSignals(False)

    def venue(self, before: Venue) -> Venue:
        """What is typed, put into the record it began with."""
        return replace(
            before,
            name=self.name.text().strip(),
            address=self.address.toPlainText().strip(),
            phone=self.phone.text().strip(),
            access_notes=self.access.toPlainText().strip(),
            step_free={_YES: True, _NO: False}.get(self.step_free.value()),
            map_link=self.link.text().strip(),
            spaces=self.spaces.spaces(),
        )


def _area(name: str) -> QPlainTextEdit:
    area = QPlainTextEdit()
    area.setAccessibleName(name)
    area.setTabChangesFocus(True)
    area.setFixedHeight(scale.px(48))
    return area
