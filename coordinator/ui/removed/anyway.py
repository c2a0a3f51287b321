"""Asks for the reason to bring an event back in spite of what stands against it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from coordinator.runtime.i18n import _
from coordinator.ui.kit.buttons import Button, PrimaryButton
from coordinator.ui.kit.text import Label


class AnywayForm(QWidget):
    """`reasoned` carries the reason that was written; Esc or "Let it go" leaves."""

    reasoned = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.reason = QLineEdit()
        self.reason.setAccessibleName(_("Reason for bringing it back anyway"))
        self.go = PrimaryButton(_("Bring back anyway"), self._go)
        self.leave = Button(_("Let it go"), self.left.emit)
        self.reason.textChanged.connect(self._typed)
        self.reason.returnPressed.connect(self._go)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 6, 0, 0)
        row.setSpacing(8)
        row.addWidget(Label(_("Why bring it back anyway?")))
        row.addWidget(self.reason, 1)
        row.addWidget(self.leave)
        row.addWidget(self.go)
        self.hide()

    def ask(self) -> None:
        """Show the field and go there."""
        self.reason.clear()
        self._typed("")
        self.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the form, not the dialog."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _typed(self, words: str) -> None:
        self.go.setEnabled(bool(words.strip()))

    def _go(self) -> None:
        if self.reason.text().strip():
            self.reasoned.emit(self.reason.text().strip())
