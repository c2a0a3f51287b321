"""What the window does when its database is in trouble: the panel of ways on, and bands above the pages."""

from collections.abc import Callable
from functools import partial
from pathlib import PurePath
from typing import Any, Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from coordinator.domain.backups import Backup
from coordinator.domain.errors import CoordinatorError
from coordinator.domain.offices import OfficeTest, without_password
from coordinator.runtime.clock import Clock
from coordinator.runtime.i18n import _
from coordinator.runtime.remembered import can_remember
from coordinator.runtime.settings import Settings
from coordinator.ui.gonefile import FileWatch
from coordinator.ui.kit import errors
from coordinator.ui.kit.alive import is_alive
from coordinator.ui.kit.band import Band, Way
from coordinator.ui.kit.desk import Desk, Lane
from coordinator.ui.kit.tokens import Tone
from coordinator.ui.lockedpanel import LockedPanel
from coordinator.ui.locking import Locksmith
from coordinator.ui.passwordpanel import PasswordPanel
from coordinator.ui.trouble import PASSING, TroublePanel, day_of, file_kinds
from coordinator.ui.window import Window
from coordinator.usecases import rescue
from coordinator.usecases.backups import restore_backup
from coordinator.usecases.office import is_let_in, shown_place, try_address
from coordinator.usecases.rescue import WaysOn

_OF_FILES = frozenset(["newer", "damaged", "missing", "empty"])  # a backup helps
_GONE = frozenset(["missing", "replaced"])


class Program(Protocol):
    """What is needed of the program around the window."""

    @property
    def window(self) -> Window | None: ...
    @property
    def settings(self) -> Settings: ...
    @property
    def clock(self) -> Clock: ...
    @property
    def actor(self) -> str: ...
    @property
    def target(self) -> str: ...
    @property
    def locksmith(self) -> Locksmith: ...

    def try_again(self) -> None: ...
    def leave(self) -> None: ...
    def choose(self, target: str) -> None: ...
    def open_file(self, target: str) -> None: ...
    def open_backup(self, path: str) -> None: ...
    def start_anew(self) -> None: ...
    def in_thread(
        self, job: Callable[[], Any], then: Callable[[Any], Any], failed: Callable[[CoordinatorError], Any]
    ) -> None: ...


class Rescue(QObject):
    """One for the whole life of the window."""

    def __init__(self, program: Program, parent: QObject) -> None:
        super().__init__(parent)
        self._program = program
        self._attempts = 0
        self._desk: Desk | None = None
        self._watch: FileWatch | None = None
        self._state: Band | None = None
        self._gone: Band | None = None

    # --- a database that cannot be opened

    def say(self, error: CoordinatorError) -> TroublePanel | None:
        """Fill the window with what is wrong and the ways on."""
        window = self._program.window
        if window is None:
            return None
        panel = TroublePanel(error, attempt=self._attempts)
        self._attempts = self._attempts + 1 if error.code in PASSING else 0
        panel.again_requested.connect(partial(self._again, panel))
        panel.file_requested.connect(self._program.choose)
        panel.welcome_requested.connect(self._program.start_anew)
        panel.restore_requested.connect(self.go_back)
        panel.reading_requested.connect(lambda backup: self._program.open_backup(backup.path))
        panel.copy_requested.connect(self._copy_and_open)
        panel.help_requested.connect(self._show_help)
        window.show_trouble(panel)
        if error.code in _OF_FILES:
            self._find_ways(panel.offer)
        return panel

    def _again(self, panel: TroublePanel) -> None:
        panel.leave()
        self._program.try_again()

    def _find_ways(self, then: Callable[[WaysOn], None]) -> None:
        target, folder = self._program.target, self._program.settings.backup_folder
        self._program.in_thread(lambda: rescue.ways_on(target, folder), then, lambda _error: None)

    # --- a database that asks for something

    def offer_way_past(self, panel: LockedPanel) -> None:
        """For somebody who lost the passphrase: a backup that has none, or another one."""
        target, folder = self._program.target, self._program.settings.backup_folder
        panel.restore_requested.connect(partial(self.go_back, unlocks=True))
        self._program.in_thread(lambda: rescue.way_past_the_lock(target, folder), panel.offer, lambda _error: None)

    def ask_for_password(self) -> PasswordPanel | None:
        """Fill the window with the question for the password of the server it was to open."""
        window, address = self._program.window, without_password(self._program.target).text
        if window is None:
            return None
        panel = PasswordPanel(shown_place(address))
        panel.file_requested.connect(self._program.choose)
        panel.welcome_requested.connect(self._program.start_anew)
        panel.given.connect(partial(self._try_password, panel, address))
        window.show_trouble(panel)
        self._program.in_thread(can_remember, panel.offer_to_keep, lambda _error: None)
        return panel

    def _try_password(self, panel: PasswordPanel, address: str, password: str, keep: bool) -> None:
        def tried(found: OfficeTest) -> None:
            if is_let_in(found):
                self._program.open_file(address)
            elif is_alive(panel.say):
                panel.say(found)

        job = partial(try_address, address, password, keep=keep)
        self._program.in_thread(job, tried, self._show)

    # --- going back

    def go_back(self, backup: Backup, *, unlocks: bool = False) -> None:
        """Put a backup in the place of the database and open it; the file in use now stays beside it. `unlocks` as in
        `restore_backup`."""
        target, clock = self._program.target, self._program.clock

        def done(restored: Any) -> None:
            self._program.open_file(target)
            self._tell_restored(backup, restored.kept)

        def failed(error: CoordinatorError) -> None:
            self._program.open_file(target)
            if error.code != "passphrase-needed":
                self._show(error)
            elif error.facts.get("path") == backup.path:
                again = partial(self.go_back, backup, unlocks=unlocks)
                self._program.locksmith.ask_for_backup(backup.path, again)

        self._program.leave()
        job = partial(restore_backup, target, backup.path, clock=clock, unlocks=unlocks)
        self._program.in_thread(job, done, failed)

    def _tell_restored(self, backup: Backup, kept: str) -> None:
        window = self._program.window
        if window is None:
            return
        band = Band(Tone.INFO)
        band.say(
            _("The backup of {day} is open now").format(day=day_of(backup.made_at)),
            _("The file that was in use before is kept: {path}").format(path=kept) if kept else "",
            button=Way(_("Close"), band.deleteLater),
        )
        window.add_band(band)

    def _copy_and_open(self, copy: str) -> None:
        target, clock, actor = self._program.target, self._program.clock, self._program.actor
        job = partial(rescue.copy_closed, target, copy, actor=actor, clock=clock)
        self._program.in_thread(job, self._program.choose, self._show)

    def _show(self, error: CoordinatorError) -> None:
        if self._program.window is not None:
            errors.show(error, self._program.window)

    def _show_help(self) -> None:
        from coordinator.ui.help import show_chapter

        if self._program.window is not None:
            show_chapter(self._program.window, _("How to get a newer version"))

    # --- a database that is open

    def attend(self, desk: Desk) -> None:
        """Say at the top why nothing can be saved, now or later, and when the file is gone."""
        if desk is self._desk:
            return
        self._attempts = 0
        self._desk, self._state, self._gone, self._watch = desk, None, None, None
        desk.troubled.connect(self._take)
        target = self._program.target
        if "://" not in target and desk.storage.read_only != "backup":
            self._watch = FileWatch(target, desk)
            self._watch.gone.connect(self._say_gone)
            self._watch.back.connect(self._say_back)
        self.say_read_only()

    def say_read_only(self) -> None:
        """The band for a database that takes no changes; nothing for one that does."""
        window, desk = self._program.window, self._desk
        reason = desk.storage.read_only if desk is not None else ""
        if window is None or not reason or self._state is not None:
            return
        band = self._state = Band(Tone.PART)
        window.add_band(band)
        window.refresh_all()
        self._fill(band, reason)
        if reason == "damaged":
            self._find_ways(self._offer_in_band)

    def _fill(self, band: Band, reason: str) -> None:
        name = PurePath(self._program.target).name
        look = Way(_("Look again"), self._reopen)
        copy = Way(_("Save a copy and open it…"), self._choose_copy)
        if reason == "damaged":
            band.say(
                _("The data file is damaged"),
                _("Nothing more is written to it. What is on the screen stays, and what you typed is not lost yet."),
                tone=Tone.OPEN,
            )
        elif reason == "backup":
            band.say(
                _("This is a backup, open for reading only"),
                _("Nothing can be changed in it. The data in use is another file."),
                button=Way(_("Close the backup"), self._reopen),
            )
        elif reason in ("standby", "server-read-only"):
            band.say(
                _("Open for reading only"),
                _("The server is a standby that keeps a copy. Changes can be saved once it takes over.")
                if reason == "standby"
                else _("The server takes no changes now. Ask whoever looks after it."),
                button=look,
            )
        else:
            band.say(
                _("Open for reading only"),
                _("{name} may only be read, so nothing can be saved in it.").format(name=name),
                links=(copy,),
                button=look,
            )

    def _offer_in_band(self, ways: WaysOn) -> None:
        band, good = self._state, ways.good
        if band is None or good is None or not is_alive(band.clear):
            return
        band.say(
            _("The data file is damaged"),
            _("Nothing more is written to it. What is on the screen stays, and what you typed is not lost yet."),
            tone=Tone.OPEN,
            button=Way(
                _("Go back to the backup of {day}").format(day=day_of(good.made_at)), lambda: self.go_back(good)
            ),
        )

    def _take(self, error: CoordinatorError) -> None:
        if error.code in _GONE and self._watch is not None:
            self._watch.look()
        elif error.code in ("damaged", "opened-read-only"):
            self.say_read_only()

    def _say_gone(self, how: str) -> None:
        window = self._program.window
        if window is None:
            return
        if self._gone is None:
            self._gone = Band(Tone.OPEN)
            self._gone.tells = _GONE
            window.add_band(self._gone)
        name = PurePath(self._program.target).name
        copy = Way(_("Save a copy…"), self._choose_rescue)
        if how == "missing":
            self._gone.say(
                _("The data file was deleted or moved"),
                _("{name} is no longer in its folder. This window still holds everything that was saved.").format(
                    name=name
                ),
                links=(copy,),
                button=Way(_("Put the file back"), self._put_back),
            )
        else:
            self._gone.say(
                _("Another file was put in the place of the data file"),
                _("Nothing is saved into {name} any more. This window still holds everything that was saved.").format(
                    name=name
                ),
                links=(copy,),
                button=Way(_("Open the file that is there now"), self._reopen),
            )

    def _say_back(self) -> None:
        if self._gone is not None:
            self._gone.clear()

    def _put_back(self) -> None:
        if self._desk is not None:
            storage = self._desk.storage
            self._desk.work(
                lambda _progress: rescue.put_back(storage),  # type: ignore[arg-type]
                then=self._go_on,
                failed=self._show,
                lane=Lane.WRITER,
            )

    def _go_on(self, _path: str) -> None:
        if self._watch is not None:
            self._watch.begin_again()
        self._say_back()
        if self._program.window is not None:
            self._program.window.refresh_all()

    def _choose_rescue(self) -> None:
        desk, window = self._desk, self._program.window
        path, _kind = QFileDialog.getSaveFileName(window, _("Save a copy"), self._program.target, file_kinds())
        if path and desk is not None:
            storage = desk.storage
            desk.work(
                lambda _progress: rescue.save_what_is_open(storage, path),  # type: ignore[arg-type]
                then=self._tell_saved,
                failed=self._show,
                lane=Lane.WRITER,
            )

    def _tell_saved(self, path: str) -> None:
        if self._gone is not None and self._program.window is not None:
            self._gone.say(
                _("Everything that was saved is in the copy"),
                path,
                tone=Tone.PART,
                button=Way(_("Open the copy"), partial(self._program.choose, path)),
            )

    def _choose_copy(self) -> None:
        window = self._program.window
        path, _kind = QFileDialog.getSaveFileName(window, _("Save a copy"), self._program.target, file_kinds())
        if path:
            self._copy_and_open(path)

    def _reopen(self) -> None:
        self._program.open_file(self._program.target)
