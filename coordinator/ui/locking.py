"""What the window does about passphrases: asks for the one of a locked file, sets, changes and takes it off."""

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QObject

from coordinator.domain.errors import CoordinatorError
from coordinator.runtime.clock import Clock
from coordinator.runtime.i18n import _
from coordinator.runtime.remembered import can_remember
from coordinator.runtime.settings import Settings
from coordinator.ui.kit import errors
from coordinator.ui.kit.alive import is_alive
from coordinator.ui.kit.band import Band, Way
from coordinator.ui.kit.passphrasedialog import Locking, LockWish, PassphraseDialog
from coordinator.ui.kit.state import StatePanel
from coordinator.ui.kit.tokens import Tone
from coordinator.ui.lockedpanel import LockedPanel
from coordinator.ui.window import Window
from coordinator.usecases.backups import keeping_of
from coordinator.usecases.passphrases import Relocked, give_passphrase, remove_passphrase, set_passphrase
from coordinator.wording import passphrases as wording

LOCKED = "passphrase-needed"


class Program(Protocol):
    """What is needed of the program around the window."""

    @property
    def window(self) -> Window | None: ...
    @property
    def settings(self) -> Settings: ...
    @property
    def clock(self) -> Clock: ...
    @property
    def target(self) -> str: ...

    def try_again(self) -> None: ...
    def leave(self) -> None: ...
    def choose(self, target: str) -> None: ...
    def open_file(self, target: str) -> None: ...
    def start_anew(self) -> None: ...
    def in_thread(
        self, job: Callable[[], Any], then: Callable[[Any], Any], failed: Callable[[CoordinatorError], Any]
    ) -> None: ...


class Locksmith(QObject):
    """One for the whole life of the window, made when it is needed."""

    def __init__(self, program: Program, parent: QObject) -> None:
        super().__init__(parent)
        self._program = program

    def ask(self, path: str) -> LockedPanel | None:
        """Fill the window with the question for the passphrase of the file it was to open."""
        window, program = self._program.window, self._program
        if window is None:
            return None
        panel = LockedPanel(path)
        panel.file_requested.connect(program.choose)
        panel.welcome_requested.connect(program.start_anew)
        panel.given.connect(lambda words, keep: self._open(panel, path, words, keep))
        window.show_trouble(panel)
        self._offer_to_remember(panel)
        return panel

    def ask_for_backup(self, path: str, then: Callable[[], object]) -> None:
        """Ask in a dialog for the passphrase that a backup had, and go on once it is the right one."""
        window = self._program.window
        if window is None:
            return
        said = _("{path} has a passphrase of its own: the one that was in use when it was made.").format(path=path)
        dialog = PassphraseDialog(window, Locking.GIVE, said)
        dialog.wanted.connect(lambda wish: self._unlock_backup(path, wish, then))
        dialog.open()

    def _unlock_backup(self, path: str, wish: LockWish, then: Callable[[], object]) -> None:
        job = partial(give_passphrase, path, wish.now)
        self._program.in_thread(job, lambda _kept: then(), self._show)

    def _open(self, panel: LockedPanel, path: str, words: str, keep: bool) -> None:
        def failed(error: CoordinatorError) -> None:
            if is_alive(panel.say):
                panel.say(error)

        job = partial(give_passphrase, path, words, keep=keep)
        self._program.in_thread(job, lambda _kept: self._program.try_again(), failed)

    def _offer_to_remember(self, panel: LockedPanel) -> None:
        def answered(there: bool) -> None:
            if there and is_alive(panel.offer_to_remember):
                panel.offer_to_remember()

        self._program.in_thread(can_remember, answered, lambda _error: None)

    # --- the setting

    def relock(self, wish: object) -> None:
        """Close the database, write its file anew as the `LockWish` says, and open it again."""
        window, target = self._program.window, self._program.target
        if window is None or not isinstance(wish, LockWish):
            return
        self._program.leave()
        panel = StatePanel()
        panel.say(
            _("The data file is being written anew"),
            _("This takes a few seconds. Until it is done the file from before stays as it is."),
            icon="lock",
            tone=Tone.INFO,
        )
        window.show_trouble(panel)

        def done(found: Relocked) -> None:
            self._program.open_file(target)
            self._tell(wish, found)

        def failed(error: CoordinatorError) -> None:
            self._program.open_file(target)
            self._show(error)

        self._program.in_thread(partial(self._rewritten, target, wish), done, failed)

    def _rewritten(self, target: str, wish: LockWish) -> Relocked:
        keeping, clock = keeping_of(self._program.settings), self._program.clock
        if wish.what is Locking.REMOVE:
            return remove_passphrase(target, keeping=keeping, clock=clock, now=wish.now)
        now = wish.now if wish.what is Locking.CHANGE else None
        return set_passphrase(target, wish.new, keeping=keeping, clock=clock, now=now, keep=wish.remember)

    def _tell(self, wish: LockWish, done: Relocked) -> None:
        window = self._program.window
        if window is None:
            return
        band = Band(Tone.PART if done.readable else Tone.INFO)
        band.say(_heading(wish.what), " ".join(_sentences(wish, done)), button=Way(_("Close"), band.deleteLater))
        window.add_band(band)

    def _show(self, error: CoordinatorError) -> None:
        if self._program.window is not None:
            errors.show(error, self._program.window)


def _heading(what: Locking) -> str:
    return {
        Locking.SET: _("The data file is locked with your passphrase"),
        Locking.CHANGE: _("The data file has another passphrase now"),
        Locking.REMOVE: _("The data file has no passphrase any more"),
    }[what]


def _sentences(wish: LockWish, done: Relocked) -> list[str]:
    if wish.what is not Locking.SET:
        said = [wording.backups_of_before()]
    else:
        said = [wording.backups_locked(done.locked)] if done.locked else []
        said += [wording.backups_readable(done.readable)] if done.readable else []
        said += [wording.copies_elsewhere()]
    if wish.remember and not done.remembered:
        said.append(_("This computer could not remember it: it will be asked for."))
    return said
