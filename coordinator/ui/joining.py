"""Joining an office from the first page: its address on a server, tested before anything is done with it."""

from contextlib import suppress

from PySide6.QtCore import Qt, QThreadPool, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from coordinator.domain.offices import OfficeTest, without_password
from coordinator.runtime.i18n import _
from coordinator.ui.kit.buttons import Button, PrimaryButton, make_default
from coordinator.ui.kit.forms import FormRow, beside
from coordinator.ui.kit.officesteps import OfficeSteps
from coordinator.ui.kit.sheet import DialogFrame
from coordinator.ui.kit.text import Label
from coordinator.usecases.office import is_password_lost, try_address

_HIGH = 340  # the lines of a test have their room before it


class JoinDialog(DialogFrame):
    """`joined` carries the address, without a password. Nothing is written here or there; a password that the server
    accepted is kept as in the settings."""

    joined = Signal(str)
    _tested = Signal(str, object)

    def __init__(self, window: QWidget, address: str = "") -> None:
        super().__init__(window, _("Join the office’s database"), icon="database", width=640, height=_HIGH)
        self.address = QLineEdit(address)
        self.password = QLineEdit()
        self.test = Button(_("Test"), self.try_it, icon="plug")
        self.steps = OfficeSteps()
        self.note = Label("", "small", ink="2", wraps=True)
        self.join = PrimaryButton(_("Join"), self._join)
        self._good = ""
        self._dress_fields()
        self.set_body(self._body())
        self.add_buttons(Button(_("Cancel"), self.reject, key="Esc"), self.join)
        self.address.textEdited.connect(lambda _text: self._forget())
        self.address.returnPressed.connect(self.try_it)
        self.password.returnPressed.connect(self.try_it)
        self._tested.connect(self._show)
        self._forget()

    def first_focus(self) -> QWidget:
        """The address."""
        return self.address

    def try_it(self) -> None:
        """Look what is at the address; a password in it moves into its own field at once."""
        typed = without_password(self.address.text())
        password = typed.password or self.password.text()
        self.address.setText(typed.text)
        self._forget()
        if not typed.text or not self.test.isEnabled():
            self.address.setFocus()
            return
        self.test.setEnabled(False)
        self.steps.wait(_("Testing…"))

        def job() -> None:
            found = try_address(typed.text, password)
            with suppress(RuntimeError):  # the dialog was closed meanwhile
                self._tested.emit(typed.text, found)

        QThreadPool.globalInstance().start(job)

    def _show(self, address: str, found: OfficeTest) -> None:
        self.test.setEnabled(True)
        if without_password(self.address.text()).text != address:
            self._forget()  # somebody typed on meanwhile
            return
        self.steps.show_steps(found.steps)
        self._password_row.setHidden(not found.wants_password)
        self._good = address if found.may_be_opened else ""
        self.join.setEnabled(bool(self._good))
        self._explain(found)
        if found.wants_password:
            self.password.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._good:
            make_default(self.join)
            self.join.setFocus(Qt.FocusReason.OtherFocusReason)

    def _explain(self, found: OfficeTest) -> None:
        if found.may_be_filled:
            words = _("There is no office there yet. Start here on this computer first; Settings can move it there.")
        elif found.good and is_password_lost(self._good):
            words = _("This computer has no place for passwords: it will ask for it again at the next start.")
        else:
            words = ""
        self.note.setText(words)
        self.note.setVisible(bool(words))

    def _forget(self) -> None:
        self._good = ""
        self.join.setEnabled(False)
        self.steps.clear()
        self.note.hide()

    def _join(self) -> None:
        if self._good:
            self.joined.emit(self._good)
            self.accept()

    # --- building

    def _dress_fields(self) -> None:
        self.address.setAccessibleName(_("Address of the office database"))
        self.address.setPlaceholderText("postgresql://desk@server/coordinator")
        self.password.setAccessibleName(_("Password"))
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText(_("Password"))

    def _body(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(10)
        told = _(
            "Your administrator gives you the address. Everybody who joins sees and changes the same calendar; "
            "nothing is made on this computer."
        )
        column.addWidget(Label(told, ink="2", wraps=True))
        column.addWidget(FormRow("", beside(self.address, self.test, stretch=0)))
        self._password_row = FormRow("", self.password)
        self._password_row.hide()
        column.addWidget(self._password_row)
        column.addWidget(self.steps)
        column.addWidget(self.note)
        column.addStretch(1)
        return body
