"""Phones and e-mails of a card: several, each with its kind, a note and which is preferred."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from coordinator.domain.people import ContactKind, ContactPoint
from coordinator.runtime.i18n import _
from coordinator.ui.kit import scale
from coordinator.ui.kit.buttons import IconButton, LinkButton
from coordinator.ui.kit.taborder import in_tab_order, place_for_tab
from coordinator.wording.labels import contact_kind_name

_KINDS = (ContactKind.MOBILE, ContactKind.PHONE, ContactKind.EMAIL)


class ContactLine(QWidget):
    """One way to reach somebody."""

    changed = Signal()
    removed = Signal(object)
    preferred = Signal(object)

    def __init__(self, point: ContactPoint, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._point = point
        self.kind = QComboBox()
        for kind in _KINDS:
            self.kind.addItem(contact_kind_name(kind), str(kind))
        self.kind.setCurrentIndex(_KINDS.index(point.kind))
        self.kind.setFixedWidth(scale.px(104))
        self.kind.setAccessibleName(_("Kind"))
        self.value = QLineEdit(point.value)
        self.label = QLineEdit(point.label)
        self.label.setPlaceholderText(_("Note"))
        self.label.setAccessibleName(_("Note"))
        self.label.setFixedWidth(scale.px(120))
        self.mark = QCheckBox(_("Preferred"))
        self.mark.setChecked(point.preferred)
        self.cross = IconButton(_("Take off"), "x", lambda: self.removed.emit(self), bare=True)
        self._lay_out()
        self._name_value()
        self.value.setCursorPosition(0)
        self.kind.currentIndexChanged.connect(self._name_value)
        for signal in (self.value.textChanged, self.label.textChanged, self.kind.currentIndexChanged):
            signal.connect(self.changed)
        self.mark.clicked.connect(lambda: self.preferred.emit(self))

    def point(self) -> ContactPoint:
        """What is typed."""
        return replace(
            self._point,
            kind=ContactKind(self.kind.currentData()),
            value=self.value.text().strip(),
            label=self.label.text().strip(),
            preferred=self.mark.isChecked(),
        )

    def is_email(self) -> bool:
        """If the kind is e-mail."""
        return bool(self.kind.currentData() == str(ContactKind.EMAIL))

    def _name_value(self) -> None:
        name = contact_kind_name(ContactKind(self.kind.currentData()))
        self.value.setAccessibleName(name)
        self.value.setPlaceholderText(_("Address") if self.is_email() else _("Number"))

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.kind)
        row.addWidget(self.value, 1)
        for widget in (self.label, self.mark, self.cross):
            row.addWidget(widget)


class ContactList(QWidget):
    """The lines, and links to add one."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: list[ContactLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        links = QHBoxLayout()
        self._first_stop = place_for_tab(self)
        self.add_phone = LinkButton(_("Add a phone"), lambda: self.add(ContactKind.MOBILE))
        self.add_email = LinkButton(_("Add an e-mail"), lambda: self.add(ContactKind.EMAIL))
        links.addWidget(self.add_phone)
        links.addWidget(self.add_email)
        links.addStretch()
        self._column.addLayout(links)
        self.setFocusProxy(self.add_phone)

    def show_points(self, points: tuple[ContactPoint, ...]) -> None:
        """These, or one empty line for a phone and one for an e-mail."""
        for one in self.lines:
            self._discard(one)
        self.lines = []
        usual = (ContactPoint(ContactKind.MOBILE, ""), ContactPoint(ContactKind.EMAIL, ""))
        for point in points or usual:
            self._append(point)

    def points(self) -> tuple[ContactPoint, ...]:
        """What is typed; empty lines do not count."""
        return tuple(point for one in self.lines if (point := one.point()).value)

    def add(self, kind: ContactKind) -> None:
        """One more line, with the focus in it."""
        self._append(ContactPoint(kind, "")).value.setFocus()

    def _append(self, point: ContactPoint) -> ContactLine:
        one = ContactLine(point)
        one.changed.connect(self.changed)
        one.removed.connect(self._remove)
        one.preferred.connect(self._prefer)
        before = self.lines[-1].cross if self.lines else self._first_stop
        self._column.insertWidget(len(self.lines), one)
        self.lines.append(one)
        in_tab_order(before, one.kind, one.value, one.label, one.mark, one.cross)
        self.setFocusProxy(self.lines[0].value)
        return one

    def _remove(self, one: ContactLine) -> None:
        place = self.lines.index(one)
        self.lines.remove(one)
        self._discard(one)
        after = self.lines[min(place, len(self.lines) - 1)].value if self.lines else self.add_phone
        self.setFocusProxy(self.lines[0].value if self.lines else self.add_phone)
        after.setFocus()
        self.changed.emit()

    def _discard(self, one: ContactLine) -> None:
        self._column.removeWidget(one)
        one.hide()
        one.deleteLater()

    def _prefer(self, one: ContactLine) -> None:
        """One phone and one e-mail can be the preferred one."""
        for other in self.lines:
            if other is not one and other.is_email() == one.is_email():
                other.mark.setChecked(False)
        self.changed.emit()
