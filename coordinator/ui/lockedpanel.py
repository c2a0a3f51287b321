"""A file that is locked with a passphrase: the field for it, and the other ways on."""

from pathlib import PurePath

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QVBoxLayout, QWidget

from coordinator.domain.errors import CoordinatorError
from coordinator.runtime.i18n import _
from coordinator.ui.kit import icons, scale
from coordinator.ui.kit.buttons import Button, LinkButton, PrimaryButton
from coordinator.ui.kit.chips import IconLabel
from coordinator.ui.kit.forms import FormRow, flowing
from coordinator.ui.kit.passphrase import PassphraseField
from coordinator.ui.kit.text import Label
from coordinator.ui.trouble import file_kinds
from coordinator.wording.problems import explain

_WIDE = 400


class LockedPanel(QWidget):
    """Fills the window in place of its pages. `given` carries the passphrase and whether this computer shall remember
    it."""

    given = Signal(str, bool)
    file_requested = Signal(str)
    welcome_requested = Signal()

    def __init__(self, path: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name = PurePath(path).name
        self.field = PassphraseField(_("Passphrase"))
        self.row = FormRow("", self.field)
        self.remember = QCheckBox(_("Remember on this computer"))
        self.remember.hide()
        self.open = PrimaryButton(_("Open"), self._give, icon="lock-open")
        self.other = Button(_("Open another file…"), self._choose, icon="folder-open")
        self.anew = LinkButton(_("Start a new one…"), self.welcome_requested.emit)
        body = QWidget()
        body.setFixedWidth(scale.px(_WIDE))
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(9)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(IconLabel("lock", "accent", icons.LARGE), alignment=middle)
        column.addWidget(_centred(_("{name} is locked").format(name=name), "heading", ink="1"))
        said = _("Give the passphrase of this file. Without it nobody can open it, and nobody can find it out.")
        column.addWidget(_centred(said, "body", ink="2"))
        column.addSpacing(6)
        column.addWidget(self.row)
        column.addWidget(self.remember)
        column.addSpacing(6)
        column.addWidget(flowing(self.open, self.other, self.anew, gap=8))
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addWidget(body, alignment=middle)
        outer.addStretch(3)
        self.field.entered.connect(self._give)
        self.field.typed.connect(lambda: self.row.say(""))
        self.setFocusProxy(self.field)
        self.setAccessibleName(said)

    def offer_to_remember(self) -> None:
        """This computer has a keyring."""
        self.remember.show()

    def say(self, error: CoordinatorError) -> None:
        """Why it did not open; what was typed stays, to be looked at."""
        self._wait(waiting=False)
        self.row.say(explain(error))
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.field.selectAll()

    def _give(self) -> None:
        if not self.open.isEnabled():
            return
        if not self.field.text():
            self.row.say(_("Write the passphrase."))
            return
        self._wait(waiting=True)
        self.given.emit(self.field.text(), self.remember.isChecked())

    def _wait(self, *, waiting: bool) -> None:
        """To try one takes half a second, so that nobody tries many."""
        self.open.setEnabled(not waiting)
        self.open.setText(_("Opening…") if waiting else _("Open"))

    def _choose(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(self, _("Open another file"), "", file_kinds())
        if path:
            self.file_requested.emit(path)


def _centred(words: str, look: str, *, ink: str) -> Label:
    label = Label(words, look, ink=ink, wraps=True)
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    return label
