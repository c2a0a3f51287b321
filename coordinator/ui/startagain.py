"""The last start ended in the middle: ways on before the same file is opened again."""

import platform
from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator import __version__
from coordinator.domain.errors import CoordinatorError
from coordinator.runtime.clock import Clock
from coordinator.runtime.i18n import _, ngettext
from coordinator.runtime.log import FILE
from coordinator.runtime.paths import log_folder
from coordinator.runtime.settings import Settings
from coordinator.ui.kit.buttons import Button, LinkButton, PrimaryButton
from coordinator.ui.kit.state import StatePanel
from coordinator.ui.kit.tokens import Tone
from coordinator.ui.trouble import day_of
from coordinator.ui.window import Window
from coordinator.usecases import rescue
from coordinator.usecases.rescue import WaysOn
from coordinator.wording.problems import explain

_LAST_LINES = 40


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

    def try_again(self) -> None: ...
    def open_backup(self, path: str) -> None: ...
    def in_thread(
        self, job: Callable[[], Any], then: Callable[[Any], Any], failed: Callable[[CoordinatorError], Any]
    ) -> None: ...


class StartAgainPanel(QWidget):
    """Fills the window. `reading_requested` carries a `Backup`."""

    open_requested = Signal()
    check_requested = Signal()
    reading_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = StatePanel()
        QVBoxLayout(self).addWidget(self.state)
        self._ways = WaysOn()
        self._said = ""
        self._say()

    def offer(self, ways: WaysOn) -> None:
        """What was found meanwhile that can be looked into."""
        self._ways = ways
        self._say()

    def tell(self, words: str) -> None:
        """What the check found."""
        self._said = words
        self._say()

    def said(self) -> str:
        """What the check found, as shown."""
        return self._said

    def _say(self) -> None:
        first = PrimaryButton(_("Open as usual"), self.open_requested.emit)
        check = Button(_("Check the file"), self.check_requested.emit, icon="list-checks")
        self.state.say(
            _("Coordinator did not start properly last time"),
            _("It ended while the data was being opened. What was saved before is in the file."),
            icon="triangle-alert",
            tone=Tone.PART,
            buttons=(first, check, *self._backup()),
            below=self._said,
            links=(LinkButton(_("Copy details"), self._copy),),
            stacked=True,
        )
        self.setFocusProxy(first)
        QTimer.singleShot(0, self, self.setFocus)  # the new buttons are shown after this

    def _backup(self) -> tuple[Button, ...]:
        backup = self._ways.readable
        if backup is None:
            return ()
        words = _("Look into the backup of {day}").format(day=day_of(backup.made_at))
        return (Button(words, lambda: self.reading_requested.emit(backup), icon="history"),)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(details())


def say_unfinished(program: Program) -> None:
    """Show the panel in the program's window and lead on from it."""
    window = program.window
    if window is None:
        return
    panel = StartAgainPanel()
    panel.open_requested.connect(program.try_again)
    panel.reading_requested.connect(lambda backup: program.open_backup(backup.path))
    panel.check_requested.connect(lambda: _check(program, panel))
    window.show_trouble(panel)
    target, folder = program.target, program.settings.backup_folder
    program.in_thread(lambda: rescue.ways_on(target, folder), panel.offer, lambda _error: None)


def _check(program: Program, panel: StartAgainPanel) -> None:
    target, actor, clock = program.target, program.actor, program.clock
    panel.tell(_("The file is being checked…"))

    def done(faults: int) -> None:
        wrong = ngettext("{n} thing is wrong in the file.", "{n} things are wrong in the file.", faults)
        panel.tell(wrong.format(n=faults) if faults else _("Everything is in order."))

    program.in_thread(
        lambda: rescue.count_faults(target, actor=actor, clock=clock), done, lambda error: panel.tell(explain(error))
    )


def details() -> str:
    """What whoever looks after the program asks for: versions, and the end of the log, which names nobody."""
    head = f"Coordinator {__version__}, Python {platform.python_version()}, {platform.platform()}"
    try:
        log = (log_folder() / FILE).read_text(encoding="utf-8", errors="replace").splitlines()[-_LAST_LINES:]
    except OSError:
        log = []
    return "\n".join([head, *log])
