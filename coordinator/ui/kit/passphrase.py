"""A field for a passphrase: what is typed is hidden until somebody wants to see it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from coordinator.domain.passphrases import LONGEST
from coordinator.runtime.i18n import _
from coordinator.ui.kit.buttons import IconButton
from coordinator.ui.kit.text import set_hint


class PassphraseField(QWidget):
    """`typed` comes with every letter, `entered` with Enter."""

    typed = Signal()
    entered = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setMaxLength(LONGEST + 1)
        self.field.setAccessibleName(name)
        self.field.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, True)  # for names in every script
        self.eye = IconButton(_("Show the passphrase"), "eye", self._turn)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.field, 1)
        row.addWidget(self.eye)
        self.setFocusProxy(self.field)
        self.field.textChanged.connect(lambda _words: self.typed.emit())
        self.field.returnPressed.connect(self.entered)

    def text(self) -> str:
        """What was typed."""
        return self.field.text()

    def clear(self) -> None:
        """Nothing any more, not to be brought back by Undo either."""
        self.field.clear()

    def is_shown(self) -> bool:
        """If everybody who looks can read it."""
        return self.field.echoMode() == QLineEdit.EchoMode.Normal

    def _turn(self) -> None:
        modes = QLineEdit.EchoMode
        self.field.setEchoMode(modes.Password if self.is_shown() else modes.Normal)
        words = _("Hide the passphrase") if self.is_shown() else _("Show the passphrase")
        self.eye.set_icon("eye-off" if self.is_shown() else "eye")
        self.eye.setAccessibleName(words)
        set_hint(self.eye, words)
