"""Calling an event off: the reason is asked in place, and who is signed up is named."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from coordinator.domain.events import HOLDS_A_PLACE
from coordinator.domain.listings import EventCard
from coordinator.runtime.i18n import _, ngettext
from coordinator.ui.kit.buttons import Button, PrimaryButton
from coordinator.ui.kit.text import Label


class CancelForm(QFrame):
    """`cancelled` carries the reason."""

    cancelled = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("band", True)
        self.setProperty("tone", "part")
        self.question = Label("", "strong", wraps=True)
        self.people = Label("", "small", wraps=True)
        self.reason = QLineEdit()
        self.reason.setAccessibleName(_("Reason"))
        self.reason.setPlaceholderText(_("The reason, as it is shown and printed"))
        self.go = PrimaryButton(_("Cancel the event"), self._go, small=True)
        self.keep = Button(_("Keep it"), self.close_form, small=True)
        self.reason.textChanged.connect(lambda words: self.go.setEnabled(bool(words.strip())))
        self.reason.returnPressed.connect(self._go)
        self._lay_out()
        self.hide()

    def ask(self, card: EventCard) -> None:
        """Show the question for this event."""
        title = card.line.event.title
        self.question.setText(_("Why is {title} cancelled?").format(title=title))
        held = [line.person.full_name for line in card.signups if line.signup.status in HOLDS_A_PLACE]
        names = tuple(dict.fromkeys(held))
        words = ngettext("{n} person is signed up: {names}.", "{n} people are signed up: {names}.", len(names))
        self.people.setText(words.format(n=len(names), names=", ".join(names)))
        self.people.setVisible(bool(names))
        self.reason.clear()
        self.go.setEnabled(False)
        self.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_form(self) -> None:
        """Leave the event as it is."""
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc keeps the event."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_form()
        else:
            super().keyPressEvent(event)

    def _go(self) -> None:
        if self.reason.text().strip():
            self.cancelled.emit(self.reason.text().strip())
            self.hide()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(6)
        for widget in (self.question, self.people, self.reason):
            column.addWidget(widget)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.keep)
        row.addWidget(self.go)
        column.addLayout(row)
