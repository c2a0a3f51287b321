"""Runs the window: language, theme, one window per database, the first page, and what happens when settings change."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QThreadPool, QTimer, QTranslator, Signal
from PySide6.QtWidgets import QApplication

from coordinator.runtime import i18n
from coordinator.runtime.clock import clock_from
from coordinator.runtime.settings import Settings, load_settings, save_settings
from coordinator.runtime.startmark import StartMark
from coordinator.ui.instance import OneWindow
from coordinator.ui.kit import fonts, theme
from coordinator.ui.kit.alive import is_alive
from coordinator.ui.kit.slots import catch_slots
from coordinator.ui.window import Window

if TYPE_CHECKING:
    from coordinator.domain.backups import Backup
    from coordinator.domain.errors import CoordinatorError
    from coordinator.ui.kit.desk import Desk
    from coordinator.ui.kit.news import NewsReader
    from coordinator.ui.kit.page import Session
    from coordinator.ui.locking import Locksmith
    from coordinator.ui.opening import Opened
    from coordinator.ui.rescue import Rescue
    from coordinator.ui.startwish import StartWish

_log = logging.getLogger("coordinator.ui")
_PAINTED = 30  # milliseconds after the first answer: its rows are on the screen
_ONCE = Qt.ConnectionType.SingleShotConnection
_LATER = 1500  # milliseconds after the window is there: what nobody waits for


class Options(Protocol):
    """What was said when the program was started."""

    @property
    def data(self) -> str | None: ...
    @property
    def language(self) -> str | None: ...
    @property
    def user(self) -> str | None: ...
    @property
    def now(self) -> str | None: ...


def run(options: Options) -> int:
    """The whole life of the window; returns the exit status."""
    app = theme.application(*sys.argv[:1])
    program = Program(app, options, load_settings())
    return app.exec() if program.start() else 0


class Program(QObject):
    """Joins the parts; knows which database is open."""

    _finished = Signal(object, object, object)

    def __init__(self, app: QApplication, options: Options, settings: Settings) -> None:
        super().__init__(app)
        self.app = app
        self.clock = clock_from(options.now or "")
        self.settings = settings
        self._on_disk = settings
        self.window: Window | None = None
        self.first_page: QObject | None = None
        self._said = options
        self._instance: OneWindow | None = None
        self._opened: Opened | None = None
        self._desk: Desk | None = None
        self._session: Session | None = None
        self.news: NewsReader | None = None
        self._rescue: Rescue | None = None
        self._locksmith: Locksmith | None = None
        self._mark: StartMark | None = None
        self.target = ""
        self._chosen = ""
        self._translators: tuple[QTranslator, ...] = ()
        self._finished.connect(self._receive)
        app.setApplicationName("Coordinator")
        app.setApplicationDisplayName("")
        app.setQuitOnLastWindowClosed(True)
        catch_slots()
        app.aboutToQuit.connect(self.close)
        theme.on_system_change(self._dress)
        self._speak()
        self._dress()

    def start(self) -> bool:
        """Show the window or the first page; False when another window has this database and was raised."""
        target = self._said.data or self.settings.database
        if not target:
            self.welcome()
            return True
        if not self._take(target):
            return False
        window = self._new_window()
        window.painted.connect(lambda: self._open_first(target))
        window.show()
        return True

    # --- opening

    def welcome(self) -> None:
        """The first page."""
        from coordinator.ui.firstrun import FirstRun

        page = FirstRun(self.settings, clock=self.clock)
        page.language_chosen.connect(self._choose_language)
        page.start_requested.connect(self._begin)
        self.first_page = page
        page.show()

    def choose(self, target: str) -> None:
        """Open another database because somebody chose it: once it is open, the next start opens it as well."""
        self._chosen = target
        self.open_file(target)

    def open_file(self, target: str) -> None:
        """Leave the database in use and open another one."""
        if self.window is not None and self.window.asks_first(lambda: self.open_file(target)):
            return
        self.leave()
        if not self._take(target):
            if self.window is not None:
                self.window.close()
            return
        window = self.window or self._new_window()
        window.show()
        self.open_now(target)

    def open_backup(self, path: str) -> None:
        """Leave the database in use and look into one of its backups, which cannot be changed."""
        self.leave()
        if self._take(self.target):
            self.open_now(self.target, backup=path)

    def _new_window(self) -> Window:
        window = Window()
        window.restore(self.settings.window, maximised=self.settings.maximised)
        window.closed.connect(self._remember_place)
        self.window = window
        return window

    def _take(self, target: str) -> bool:
        instance = OneWindow(target, self)
        if not instance.take():
            instance.raise_first()
            return False
        instance.raised.connect(self._come_forward)
        self._instance = instance
        return True

    def _open_first(self, target: str) -> None:
        if not StartMark(target).is_set():
            self.open_now(target)
            return
        from coordinator.ui.startagain import say_unfinished

        self.target = target
        say_unfinished(self)

    def open_now(self, target: str, *, backup: str = "") -> None:
        """Open a database that this window has for itself, or one of its backups in its stead."""
        self.target = target
        self._mark = StartMark(target)
        self._mark.set()

        def job() -> Opened:
            from coordinator.domain.backups import Keeping
            from coordinator.ui.opening import opened  # with the rules and records, after the first frame

            keeping = Keeping(self.settings.backup_folder, self.settings.backups_kept)  # what makes them comes later
            read_only = "backup" if backup else ""
            return opened(backup or target, self.actor, self.clock, read_only=read_only, keeping=keeping)

        self.in_thread(job, self._attach, self._say_trouble)

    def _started(self) -> None:
        if self._mark is not None:
            self._mark.clear()
            self._mark = None

    def _begin(self, wish: StartWish) -> None:
        """What the first page's button stands for; its own thread, the page waits and can say what went wrong."""
        from coordinator.ui.opening import begun
        from coordinator.ui.startwish import Beginning

        page = self.first_page

        def go_on(opened: Opened) -> None:
            self._keep(wish.remembered(self.settings))
            if not self._take(wish.target):
                return
            self.target = wish.target
            self._new_window().show()
            self._attach(opened)
            self.first_page = None
            page.close()  # type: ignore[union-attr]
            if wish.beginning == Beginning.LISTS and self.window is not None:
                self.window.open_page("import")

        self.in_thread(lambda: begun(wish, self.clock), go_on, page.say)  # type: ignore[union-attr]

    def _attach(self, opened: Opened) -> None:
        from coordinator.ui.kit.desk import Desk
        from coordinator.ui.kit.page import Session

        window = self.window
        if window is None:
            return
        self._remember_choice()
        self._opened = opened
        self._desk = Desk(opened.storage, self)
        session = Session(
            settings=self.settings,
            precinct=opened.precinct,
            clock=self.clock,
            target=opened.storage.target,
            parent=self,
        )
        self._session = session
        session.settings_changed.connect(self._change_settings)
        session.file_requested.connect(self.choose)
        session.welcome_requested.connect(self.start_anew)
        session.restore_requested.connect(self._go_back)
        session.locking_requested.connect(self._relock)
        self._desk.arrived.connect(lambda: QTimer.singleShot(_PAINTED, opened.go_on), _ONCE)
        self._desk.arrived.connect(lambda: QTimer.singleShot(_PAINTED, self._started), _ONCE)
        window.attach(self._desk, session)
        if opened.storage.read_only:
            self.rescue.attend(self._desk)
        QTimer.singleShot(_LATER, self._do_later)

    @property
    def rescue(self) -> Rescue:
        """What is done when the database is in trouble; loaded when it comes to that, or later than the first rows."""
        if self._rescue is None:
            from coordinator.ui.rescue import Rescue

            self._rescue = Rescue(self, self)
        return self._rescue

    @property
    def locksmith(self) -> Locksmith:
        """What is done about passphrases; loaded for the first file that has one."""
        if self._locksmith is None:
            from coordinator.ui.locking import Locksmith

            self._locksmith = Locksmith(self, self)
        return self._locksmith

    def _say_trouble(self, error: CoordinatorError) -> None:
        self._started()
        if error.code == "passphrase-needed":
            panel = self.locksmith.ask(str(error.facts["path"]))
            if panel is not None:
                self.rescue.offer_way_past(panel)
        elif error.code == "password-refused":
            self.rescue.ask_for_password()
        else:
            self.rescue.say(error)

    def try_again(self) -> None:
        """Open the same database once more."""
        self.open_now(self.target)

    def start_anew(self) -> None:
        """Back to the first page."""
        if self.window is not None:
            self.window.hide()
        self.leave()
        self.window = None
        self.welcome()

    def _do_later(self) -> None:
        if self._instance is not None:
            self._instance.listen()
        if self._desk is not None:
            self.rescue.attend(self._desk)
        fonts.register_missing_scripts()
        if self._opened is not None and self.news is None:
            self._listen(self._opened)
        if self._opened is not None:
            self._keep_daily(self._opened.storage.read_only)

    def _go_back(self, backup: Backup) -> None:
        self.rescue.go_back(backup)

    def _relock(self, wish: object) -> None:
        self.locksmith.relock(wish)

    def _keep_daily(self, read_only: str) -> None:
        """Make the backup of the day, now and on each day that the window stays open."""
        from coordinator.ui.dailybackup import DailyBackup
        from coordinator.ui.dailytidying import DailyTidying

        desk, session, window = self._desk, self._session, self.window
        if desk is None or session is None or window is None or session.findChild(DailyBackup) is not None:
            return
        DailyBackup(desk, session, window, read_only=read_only).look()
        DailyTidying(desk, session, read_only=read_only).look()

    def _listen(self, opened: Opened) -> None:
        """Hear what others save, from the moment on at which this window read."""
        from coordinator.ui.kit.news import NewsReader

        if self._desk is None or self.window is None:
            return
        self.news = NewsReader(opened.storage, since=opened.newest, parent=self)
        self.news.heard.connect(self._desk.tell)
        self.news.computers_changed.connect(self.window.show_computers)
        self.news.lost.connect(self._desk.note)
        self.news.back.connect(self._desk.try_now)
        self._desk.back.connect(self.news.try_now)
        self.news.start()

    # --- leaving

    def close(self) -> None:
        """Finish what was begun and close the database."""
        self.leave()

    def leave(self) -> None:
        """Close the database in use."""
        self._started()
        if self._opened is not None:
            self._opened.go_on()
        if self.news is not None:
            self.news.close()
            self.news.deleteLater()
            self.news = None
        if self._desk is not None:
            self._desk.close()
            self._desk.deleteLater()
        if self._opened is not None:
            self._opened.storage.close()
        if self._instance is not None:
            self._instance.release()
        self._desk = self._opened = self._instance = None
        if self.window is not None:
            self.window.detach()
        if self._session is not None:
            self._session.deleteLater()
            self._session = None

    def _remember_choice(self) -> None:
        if self._chosen and self._chosen == self.target:
            self._keep(replace(self.settings, database=self._chosen))
        self._chosen = ""

    def _remember_place(self) -> None:
        window = self.window
        if window is None:
            return
        rect = window.normalGeometry()
        place = (rect.x(), rect.y(), rect.width(), rect.height())
        self._keep(replace(self.settings, window=place, maximised=window.isMaximized()))

    def _come_forward(self) -> None:
        if self.window is not None:
            self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
            self.window.raise_()
            self.window.activateWindow()

    # --- settings, language, looks

    def _change_settings(self, settings: Settings) -> None:
        before = self.settings
        self._keep(settings)
        if self._opened is not None:
            self._opened.storage.actor = self.actor
        if (before.language, before.text_size, before.theme) == (
            settings.language,
            settings.text_size,
            settings.theme,
        ):
            return
        self._speak(settings.language)
        self._dress()
        if self.window is not None and (before.language, before.text_size) != (settings.language, settings.text_size):
            self.window.rebuild()

    def _keep(self, settings: Settings) -> None:
        """Write only what was changed here: what the command line said for this once stays out of the file."""
        changed = {
            field.name: getattr(settings, field.name)
            for field in fields(Settings)
            if getattr(settings, field.name) != getattr(self.settings, field.name)
        }
        self.settings = settings
        self._on_disk = replace(self._on_disk, **changed)
        try:
            save_settings(self._on_disk)
        except OSError as error:
            _log.warning("the settings could not be written", exc_info=error)

    def _choose_language(self, code: str) -> None:
        self._speak(code)

    @property
    def actor(self) -> str:
        """Who acts, in the log."""
        return self._said.user or self.settings.user_name

    def _speak(self, code: str = "") -> None:
        if code:
            i18n.set_language(code)
        language = i18n.language()
        country = QLocale.system().name().partition("_")[2]  # a name: Qt's enums of all countries cost 10 ms
        QLocale.setDefault(QLocale(f"{language}_{country}" if country else language))
        for translator in self._translators:
            self.app.removeTranslator(translator)
        self._translators = () if language == "en" else self._translated_buttons(language)

    def _translated_buttons(self, language: str) -> tuple[QTranslator, ...]:
        """Qt's own words, on standard buttons and in menus of fields; what it lacks is asked for first."""
        from coordinator.ui.qtwords import QtWords

        theirs, ours = QTranslator(self), QtWords(self)
        theirs.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        self.app.installTranslator(theirs)
        self.app.installTranslator(ours)
        return theirs, ours

    def _dress(self) -> None:
        theme.apply(self.app, self.settings.theme, self.settings.text_size)

    # --- threads

    def in_thread(
        self, job: Callable[[], Any], then: Callable[[Any], Any], failed: Callable[[CoordinatorError], Any]
    ) -> None:
        """Run a job beside the window, and hand over what it gave, or the error, on the window's thread."""

        def go() -> None:
            try:
                answer: object = job()
            except BaseException as error:
                answer = error
            self._finished.emit(answer, then, failed)

        QThreadPool.globalInstance().start(go)

    def _receive(self, answer: object, then: Callable[[Any], Any], failed: Callable[[CoordinatorError], Any]) -> None:
        from coordinator.domain.errors import CoordinatorError, StorageTrouble
        from coordinator.ui.kit import errors

        if isinstance(answer, CoordinatorError):
            if is_alive(failed):
                failed(answer)
        elif isinstance(answer, BaseException):
            errors.show_bug(answer, self.window)
            failed(StorageTrouble("storage"))
        elif is_alive(then):
            then(answer)
