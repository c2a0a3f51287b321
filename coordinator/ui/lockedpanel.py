"""A file that is locked with a passphrase: the field for it, and the other ways on."""

from pathlib import PurePath

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QVBoxLayout, QWidget

from coordinator.domain.backups import Backup, Soundness
from coordinator.domain.errors import CoordinatorError
from coordinator.runtime.i18n import _
from coordinator.ui.kit.buttons import Button, LinkButton, PrimaryButton
from coordinator.ui.kit.forms import FormRow
from coordinator.ui.kit.passphrase import PassphraseField
from coordinator.ui.kit.sheet import Message
from coordinator.ui.kit.state import StatePanel
from coordinator.ui.kit.tokens import Tone
from coordinator.ui.trouble import day_of, file_kinds
from coordinator.wording.problems import explain


class LockedPanel(QWidget):
    """Fills the window in place of its pages. `given` carries the passphrase and whether this computer shall remember
    it, `restore_requested` a `Backup` to go back to. However often a passphrase is wrong, the next one is tried."""

    given = Signal(str, bool)
    file_requested = Signal(str)
    welcome_requested = Signal()
    restore_requested = Signal(object)

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
        self.back = LinkButton("", self._ask_to_go_back)
        self.back.hide()
        self._backup: Backup | None = None
        state = StatePanel()
        state.say(
            _("{name} is locked").format(name=name),
            _("Give the passphrase of this file. Without it nobody can open it, and nobody can find it out."),
            icon="lock",
            tone=Tone.INFO,
            buttons=(self.open, self.other),
            links=(self.back, self.anew),
        )
        state.put_in(self._fields())
        column = QVBoxLayout(self)
        column.addWidget(state)
        self.field.entered.connect(self._give)
        self.field.typed.connect(lambda: self.row.say(""))
        self.setFocusProxy(self.field)

    def _fields(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(9)
        column.addWidget(self.row)
        column.addWidget(self.remember)
        return holder

    def offer_to_remember(self) -> None:
        """This computer has a keyring."""
        self.remember.show()

    def offer(self, backup: Backup | None) -> None:
        """What can be gone back to by somebody who lost the passphrase, if there is anything."""
        self._backup = backup
        if backup is not None:
            self.back.setText(_("Go back to the backup of {day}…").format(day=day_of(backup.made_at)))
            self.back.show()

    def _ask_to_go_back(self) -> None:
        backup = self._backup
        if backup is None:
            return
        locked = backup.sound is Soundness.LOCKED
        words = (
            _("It has a passphrase of its own, the one that was in use when it was made.")
            if locked
            else _("It has no passphrase, and neither has the office then. You can set one in Settings.")
        )
        kept = _("What was entered since then is in the locked file only, which is kept beside it.")
        title = _("Go back to the backup of {day}?").format(day=day_of(backup.made_at))
        asked = Message(self, title, f"{words} {kept}", icon="history", buttons=(_("Cancel"), _("Go back")))
        asked.accepted.connect(lambda: self.restore_requested.emit(backup) if asked.pressed == 1 else None)
        asked.open()

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
