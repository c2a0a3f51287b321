"""What every page of the window is, and what it gets from it."""

from datetime import date, datetime

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractScrollArea, QVBoxLayout, QWidget

from coordinator.domain.changes import Changes
from coordinator.domain.precinct import Precinct
from coordinator.domain.spans import wall_time_of
from coordinator.runtime import i18n
from coordinator.runtime.clock import Clock
from coordinator.runtime.settings import Settings
from coordinator.ui.kit.desk import Desk
from coordinator.wording.moments import Style, use_style

_LOOK = 30_000  # milliseconds; the timer rests while the computer sleeps, and so looks soon after it wakes


class Session(QObject):
    """What the pages share: this PC's settings, the precinct, how to write times, the clock, and which database.

    `settings_changed` carries the new settings after `keep`; `precinct_changed` comes after `use_precinct` with another
    one. `day_changed` comes when `today()` is another date than before: over midnight, after a sleep or a jump of the
    computer's clock, or in another zone. `file_requested` asks the program to open another database,
    `welcome_requested` for the first page, `restore_requested` to put a `Backup` in its place,
    `locking_requested` to do with its passphrase what a `LockWish` says.
    `backups_changed` comes when a backup was made or could not be.
    """

    settings_changed = Signal(object)
    precinct_changed = Signal()
    day_changed = Signal()
    file_requested = Signal(str)
    welcome_requested = Signal()
    restore_requested = Signal(object)
    locking_requested = Signal(object)
    backups_changed = Signal()

    def __init__(
        self, *, settings: Settings, precinct: Precinct, clock: Clock, target: str = "", parent: QObject | None = None
    ) -> None:
        # Always owned: the collector of Python runs on any thread, and a timer that dies on another one leaves Qt a
        # pointer to nowhere.
        super().__init__(parent or QGuiApplication.instance())
        self.settings = settings
        self.precinct = precinct
        self.clock = clock
        self.target = target
        use_style(self.style)
        self._day = self.today()
        self._watch_the_day()

    @property
    def style(self) -> Style:
        """How to write times: the precinct's habits in the language in use."""
        return Style.of(self.precinct, i18n.language())

    def use_precinct(self, precinct: Precinct) -> None:
        """Take over the precinct as it stands now."""
        before, self.precinct = self.precinct, precinct
        use_style(self.style)
        if precinct != before:
            self.precinct_changed.emit()
        self.look_at_the_day()

    def keep(self, settings: Settings) -> None:
        """Other settings of this PC, from now on; the program writes them to disk."""
        before, self.settings = self.settings, settings
        if settings != before:
            self.settings_changed.emit(settings)

    def now(self) -> datetime:
        """The naive wall time in the precinct."""
        return wall_time_of(self.clock.now(), self.precinct.zone)

    def today(self) -> date:
        """The precinct's date."""
        return self.now().date()

    def look_at_the_day(self) -> None:
        """Say `day_changed` if it is another day by now."""
        before, self._day = self._day, self.today()
        if self._day != before:
            self.day_changed.emit()

    def _watch_the_day(self) -> None:
        """Now and then, and at once when somebody comes back to the window."""
        timer = QTimer(self)
        timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        timer.timeout.connect(self.look_at_the_day)
        timer.start(_LOOK)
        program = QGuiApplication.instance()
        if isinstance(program, QGuiApplication):
            program.applicationStateChanged.connect(self._come_back)

    def _come_back(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive:
            self.look_at_the_day()


class Page(QWidget):
    """One entry of the rail. Put the command bar and the content into `self.column`, give the first control of every
    region to `regions`, and override what the page can do.

    `opened_requested` asks the window to open a record on its own page ("event", 7); `hints_changed` says that other
    keys count now; `moved` says that `place()` changed, for Alt+Left.
    """

    title = ""
    icon = ""
    opened_requested = Signal(str, int)
    page_requested = Signal(str, object)
    hints_changed = Signal()
    moved = Signal()

    def __init__(self, desk: Desk, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.session = session
        self.setAccessibleName(self.title)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)

    def hints(self) -> str:
        """The keys that count here, for the status bar."""
        return ""

    def refresh(self, changes: Changes | None = None) -> None:
        """Read again what is shown, if the changes touch it; None means everything (language, clock, first time)."""

    def show_waiting(self) -> None:
        """Other changes wait to be saved than before: mark the rows they are about, see `kit.waiting.waits`."""
        for area in self.findChildren(QAbstractScrollArea):
            area.viewport().update()

    def new(self) -> None:
        """Ctrl+N."""

    def search(self) -> None:
        """Ctrl+F: to the search field."""

    def print_(self) -> None:
        """Ctrl+P on this page. The window opens the Print page when a page does not say otherwise."""
        self.page_requested.emit("print", None)

    def export(self) -> None:
        """Ctrl+E: the rows on screen into a file. A page without rows of its own offers all events."""
        self.page_requested.emit("export", None)

    def open_record(self, kind: str, record_id: int) -> None:
        """Show a record that was asked for elsewhere."""

    def begin(self, wish: object) -> None:
        """Start with what another page handed over by `page_requested`, such as a roster's dates."""

    def place(self) -> object:
        """Where the page is now, for going back to; the window only keeps it and hands it to `go_to`."""
        return None

    def go_to(self, place: object) -> None:
        """Back to a place that `place()` gave."""

    def regions(self) -> tuple[QWidget, ...]:
        """Where F6 goes, in order: a widget of each region that takes the focus."""
        return (self,)

    def single_keys(self) -> bool:
        """If single letters may act, as the person set it."""
        return self.session.settings.single_letter_keys
