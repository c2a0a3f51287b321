"""The fields of a card."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from coordinator.domain.people import ContactKind, ContactPoint, Person, PersonStatus
from coordinator.runtime.i18n import _
from coordinator.ui.kit import scale
from coordinator.ui.kit.forms import Form, FormRow, beside
from coordinator.ui.kit.popups import dress_completer
from coordinator.ui.people.birthdate import BirthDateField
from coordinator.ui.people.contacts import ContactList
from coordinator.ui.people.tags import TagField
from coordinator.wording.labels import person_status_name
from coordinator.wording.moments import Style

_LABELS = 72


class PersonForm(QWidget):
    """`changed` comes with everything typed. `rows` finds the row a problem is about."""

    changed = Signal()

    def __init__(self, style: Style, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.given, self.family = _line(_("Given name")), _line(_("Family name"))
        self.preferred = _line(_("Goes by"))
        self.latin = _line(_("Name in Latin letters"))
        self.born = BirthDateField(style, today)
        self.adult = QCheckBox(_("18 or over, birth date not known"))
        self.language = _line(_("Speaks"))
        self.status = _status_box()
        self.rank, self.shield = _line(_("Rank")), _line(_("Shield number"))
        self.contacts = ContactList()
        self.address = _area(_("Address"), 2)
        self.tags = TagField()
        self.availability = _area(_("Can come"), 2)
        self.notes = _area(_("Notes"), 3)
        self._complete()
        self.rows: dict[str, FormRow] = {}
        self._lay_out()
        self._connect()

    def show_person(self, person: Person) -> None:
        """Fill the fields."""
        for field, words in (
            (self.given, person.given_name),
            (self.family, person.family_name),
            (self.preferred, person.preferred_name),
            (self.latin, person.latin_name),
            (self.language, person.language),
            (self.rank, person.rank),
            (self.shield, person.shield_number),
        ):
            field.setText(words)
            field.setCursorPosition(0)
        self.born.set_date(person.birth_date)
        self.adult.setChecked(person.adult)
        self.status.setCurrentIndex(self.status.findData(str(person.status)))
        self.contacts.show_points(tuple(p for p in person.contact_points if p.kind is not ContactKind.POSTAL))
        self.address.setPlainText(person.address)
        self.tags.set_tags(person.tags)
        self.availability.setPlainText(person.availability)
        self.notes.setPlainText(person.notes)
        self._show_adult()

    def person(self, before: Person) -> Person:
        """What is typed, put into the record it began with."""
        return replace(
            before,
            given_name=self.given.text().strip(),
            family_name=self.family.text().strip(),
            preferred_name=self.preferred.text().strip(),
            latin_name=self.latin.text().strip(),
            birth_date=self.born.born() if self.born.is_sound() else before.birth_date,
            adult=self.adult.isChecked() and self.born.born() is None,
            language=self.language.text().strip(),
            status=PersonStatus(self.status.currentData()),
            rank=self.rank.text().strip(),
            shield_number=self.shield.text().strip(),
            availability=self.availability.toPlainText().strip(),
            notes=self.notes.toPlainText().strip(),
            contact_points=(*self.contacts.points(), *self._addresses(before)),
            tags=self.tags.tags(),
        )

    def say_about_birth(self) -> None:
        """A birth date that is no date is said at once."""
        if not self.born.is_sound():
            self.born_row.say(self.born.complaint())

    def _addresses(self, before: Person) -> tuple[ContactPoint, ...]:
        """The first address as typed; further ones stay as they are."""
        stored = [point for point in before.contact_points if point.kind is ContactKind.POSTAL]
        stored.sort(key=lambda point: not point.preferred)
        words = self.address.toPlainText().strip()
        first = replace(stored[0], value=words) if stored else ContactPoint(ContactKind.POSTAL, words)
        return (*((first,) if words else ()), *stored[1:])

    def _complete(self) -> None:
        ranks = QCompleter(["Ofc.", "Det.", "Sgt.", "Lt.", "Capt.", "Insp."], self.rank)
        self.rank.setCompleter(ranks)
        dress_completer(ranks)
        self.family.setPlaceholderText(_("Family name"))
        self.given.setPlaceholderText(_("Given name"))
        self.preferred.setPlaceholderText(_("What people call them"))
        self.latin.setPlaceholderText(_("For a name in another script"))
        self.language.setPlaceholderText(_("Such as English, Español"))
        self.rank.setPlaceholderText(_("Rank"))
        self.shield.setPlaceholderText(_("Shield number"))
        self.availability.setPlaceholderText(_("In words, such as Tue and Thu after 3:00 PM"))
        self.address.setPlaceholderText(_("Street, apartment, city, ZIP code"))

    def _lay_out(self) -> None:
        form = Form(label_width=_LABELS)
        self._add(form, "given_name", _("&Name"), _halves(self.given, self.family))
        self._add(form, "preferred_name", _("&Goes by"), _halves(self.preferred, self.latin))
        self.born_row = self._add(form, "birth_date", _("&Born"), beside(self.born, self.born.reading, self.adult))
        self._add(form, "status", _("&Status"), beside(self.status))
        self._add(form, "rank", _("Of&ficer"), beside(self.rank, self.shield))
        self._add(form, "language", _("S&peaks"), self.language)
        self._add(form, "phones", _("&Reach by"), self.contacts)
        self.rows["emails"] = self.rows["phones"]
        self._add(form, "address", _("&Address"), self.address)
        self._add(form, "tags", _("&Tags"), self.tags)
        self._add(form, "availability", _("Can &come"), self.availability)
        self._add(form, "notes", _("N&otes"), self.notes)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(form)

    def _add(self, form: Form, about: str, words: str, field: QWidget) -> FormRow:
        row = form.add(FormRow(words, field))
        self.rows[about] = row
        return row

    def _connect(self) -> None:
        for field in self.findChildren(QLineEdit):
            if not self.contacts.isAncestorOf(field):
                field.textChanged.connect(self.changed)
        for area in (self.address, self.availability, self.notes):
            area.textChanged.connect(self.changed)
        self.contacts.changed.connect(self.changed)
        self.tags.changed.connect(self.changed)
        self.adult.toggled.connect(self.changed)
        self.status.currentIndexChanged.connect(self.changed)
        self.born.textChanged.connect(self._show_adult)

    def _show_adult(self) -> None:
        """The mark stands for a birth date that nobody knows."""
        self.adult.setVisible(self.born.born() is None)
        self.born.reading.setVisible(self.born.born() is not None)


def _line(name: str) -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(name)
    return line


def _area(name: str, lines: int) -> QPlainTextEdit:
    area = QPlainTextEdit()
    area.setAccessibleName(name)
    area.setTabChangesFocus(True)
    area.setFixedHeight(scale.px(12 + 18 * lines))
    return area


def _status_box() -> QComboBox:
    box = QComboBox()
    for status in PersonStatus:
        box.addItem(person_status_name(status), str(status))
    return box


def _halves(left: QLineEdit, right: QLineEdit) -> QWidget:
    """Two fields of the same width."""
    holder = beside(left, right, stretch=1)
    row = holder.layout()
    assert isinstance(row, QHBoxLayout)
    row.setStretch(0, 1)
    return holder
