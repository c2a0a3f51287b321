"""The passphrase of the data file: turned on, changed, turned off."""

from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QWidget

from coordinator.runtime.i18n import _
from coordinator.runtime.remembered import can_remember
from coordinator.ui.kit.buttons import Button
from coordinator.ui.kit.desk import Desk, Lane
from coordinator.ui.kit.flow import FlowLayout
from coordinator.ui.kit.page import Session
from coordinator.ui.kit.passphrasedialog import Locking, PassphraseDialog
from coordinator.ui.kit.text import Label
from coordinator.ui.preferences.card import SettingsCard
from coordinator.usecases.passphrases import has_passphrase, is_kept, keep_or_forget


@dataclass(frozen=True, slots=True)
class _State:
    locked: bool
    keyring: bool
    kept: bool


def _state(target: str) -> _State:
    locked = has_passphrase(target)
    keyring = can_remember()
    return _State(locked, keyring, locked and keyring and is_kept(target))


class PassphraseCard(SettingsCard):
    """What is typed goes to the program, which closes the database, writes its file anew and opens it again."""

    icon = "lock"

    def __init__(self, desk: Desk, session: Session) -> None:
        super().__init__(desk, session)
        self.form.hide()
        self.said = Label("", wraps=True)
        self.turn_on = Button(_("Turn on…"), lambda: self._ask(Locking.SET), icon="lock")
        self.change_it = Button(_("Change…"), lambda: self._ask(Locking.CHANGE), icon="key-round")
        self.turn_off = Button(_("Turn off…"), lambda: self._ask(Locking.REMOVE), icon="lock-open")
        self.remember = QCheckBox(_("Remember on this computer"))
        self.remember.clicked.connect(self._keep)
        buttons = QWidget()
        row = FlowLayout(buttons, across=8, down=8)
        for button in (self.turn_on, self.change_it, self.turn_off):
            row.addWidget(button)
        policy = buttons.sizePolicy()
        policy.setHeightForWidth(True)
        buttons.setSizePolicy(policy)
        for widget in (self.said, self.remember, buttons):
            self.body.addWidget(widget)
        self._on_server = "://" in session.target
        self._keyring = False
        self._show(_State(locked=False, keyring=False, kept=False))
        if self._on_server:
            self.said.setText(_("The data of this office is on a server, where its administrator protects it."))
            self.turn_on.hide()

    @property
    def words(self) -> str:
        """The title."""
        return _("Passphrase")

    def first(self) -> QWidget:
        """The first button that is there."""
        return self.turn_on if self.turn_on.isVisibleTo(self) else self.change_it

    def fill(self) -> None:
        """Look whether the file is locked, away from the window's thread: a keyring may take its time."""
        if not self._on_server:
            target = self.session.target
            self.desk.work(
                lambda _progress: _state(target), then=self._show, failed=self._say_nothing, lane=Lane.READER
            )

    def _say_nothing(self, _error: object) -> None:
        """A file that cannot be looked at says so in other places."""

    def _show(self, state: _State) -> None:
        self._keyring = state.keyring
        self.said.setText(
            _("The data file and its backups are locked. Without the passphrase they tell nothing.")
            if state.locked
            else _("Whoever gets hold of this computer or of a backup can read the data file.")
        )
        self.turn_on.setVisible(not state.locked)
        self.change_it.setVisible(state.locked)
        self.turn_off.setVisible(state.locked)
        self.remember.setVisible(state.locked and state.keyring)
        self.remember.setChecked(state.kept)

    def _ask(self, what: Locking) -> None:
        said = {
            Locking.SET: _(
                "The data file and its backups are written anew, so that they tell nothing without the passphrase. "
                "It is asked for each time the program starts."
            ),
            Locking.CHANGE: _("The file is written anew. Backups made until now keep the passphrase they have."),
            Locking.REMOVE: _(
                "The file is written anew, and whoever gets hold of it can read it. Backups made until now stay locked."
            ),
        }[what]
        dialog = PassphraseDialog(self, what, said, can_remember=self._keyring)
        dialog.wanted.connect(self.session.locking_requested.emit)
        dialog.open()

    def _keep(self, keep: bool) -> None:
        target = self.session.target
        self.desk.work(
            lambda _progress: keep_or_forget(target, keep=keep), then=lambda _done: self.fill(), lane=Lane.READER
        )
