"""A server that wants a password which this computer does not have: the field for it, and the other ways on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLineEdit, QVBoxLayout, QWidget

from coordinator.domain.offices import OfficeTest, Says
from coordinator.runtime.i18n import _
from coordinator.ui.kit.buttons import Button, LinkButton, PrimaryButton
from coordinator.ui.kit.forms import FormRow
from coordinator.ui.kit.state import StatePanel
from coordinator.ui.kit.text import Label
from coordinator.ui.kit.tokens import Tone
from coordinator.ui.trouble import file_kinds
from coordinator.wording.offices import step_words


class PasswordPanel(QWidget):
    """Fills the window in place of its pages. `given` carries the password and whether the keyring shall keep it."""

    given = Signal(str, bool)
    file_requested = Signal(str)
    welcome_requested = Signal()

    def __init__(self, place: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setAccessibleName(_("Password"))
        self.field.setPlaceholderText(_("Password"))
        self.row = FormRow("", self.field)
        self.keep = QCheckBox(_("Keep in this computer’s keyring"))
        self.keep.setChecked(True)
        self.keep.hide()
        self.note = Label(_("It counts until the program ends."), "small", ink="2", wraps=True)
        self.note.hide()
        self.open = PrimaryButton(_("Open"), self._give, icon="lock-open")
        state = StatePanel()
        state.say(
            _("The office server wants a password"),
            _("“{place}” does not let you in with what this computer knows. Give the password for the server.").format(
                place=place
            ),
            icon="lock",
            tone=Tone.INFO,
            buttons=(self.open, Button(_("Open another file…"), self._choose, icon="folder-open")),
            links=(LinkButton(_("Start a new one…"), self.welcome_requested.emit),),
        )
        state.put_in(self._fields())
        column = QVBoxLayout(self)
        column.addWidget(state)
        self.field.returnPressed.connect(self._give)
        self.field.textChanged.connect(lambda _words: self.row.say(""))
        self.setFocusProxy(self.field)

    def offer_to_keep(self, can_be_kept: object) -> None:
        """Whether this computer has a keyring is known."""
        self.keep.setVisible(bool(can_be_kept))
        self.note.setHidden(bool(can_be_kept))

    def say(self, found: OfficeTest) -> None:
        """Why it did not open; what was typed stays."""
        self._wait(waiting=False)
        if found.wants_password:
            words = _("The server did not accept this password. Look at Caps Lock and at the language of the keyboard.")
        else:
            words = " ".join(step_words(step) for step in found.steps if step.says is Says.STOPS)
        self.row.say(words)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()

    def _give(self) -> None:
        if not self.open.isEnabled():
            return
        if not self.field.text():
            self.row.say(_("Write the password."))
            return
        self._wait(waiting=True)
        self.given.emit(self.field.text(), self.keep.isVisible() and self.keep.isChecked())

    def _wait(self, *, waiting: bool) -> None:
        self.open.setEnabled(not waiting)
        self.open.setText(_("Opening…") if waiting else _("Open"))

    def _choose(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(self, _("Open another file"), "", file_kinds())
        if path:
            self.file_requested.emit(path)

    def _fields(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(9)
        for widget in (self.row, self.keep, self.note):
            column.addWidget(widget)
        return holder
