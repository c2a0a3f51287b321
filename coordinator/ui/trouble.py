"""A database that cannot be opened: what, why, and the ways on."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from coordinator import __version__
from coordinator.domain.backups import Backup
from coordinator.domain.errors import CoordinatorError
from coordinator.runtime.i18n import _, ngettext
from coordinator.runtime.paths import data_folder
from coordinator.ui.kit.buttons import Button, LinkButton, Pressed, PrimaryButton
from coordinator.ui.kit.state import StatePanel
from coordinator.ui.kit.tokens import Tone
from coordinator.usecases.rescue import WaysOn
from coordinator.wording import moments
from coordinator.wording.facts import Facts
from coordinator.wording.problems import explain

PASSING = frozenset(["locked", "server-lost"])  # goes by itself: tried again and again
PAUSES = (1, 2, 4, 8, 15, 30)  # seconds; the last one again and again
_MISPLACED = frozenset(["network-folder", "synced-folder", "older-read-only"])  # a copy elsewhere opens
_LASTING = frozenset(["newer", "not-ours", "damaged", *_MISPLACED])  # to try again is of little use


@dataclass(frozen=True, slots=True)
class _Way:
    words: str
    press: Pressed
    icon: str = ""


class TroublePanel(QWidget):
    """Fills the window in place of its pages. `restore_requested` and `reading_requested` carry a `Backup`,
    `copy_requested` the path where a copy is to go. `attempt` is the number of times it was tried before."""

    again_requested = Signal()
    file_requested = Signal(str)
    welcome_requested = Signal()
    restore_requested = Signal(object)
    reading_requested = Signal(object)
    copy_requested = Signal(str)
    help_requested = Signal()

    def __init__(self, error: CoordinatorError, *, attempt: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.error = error
        self.state = StatePanel()
        column = QVBoxLayout(self)
        column.addWidget(self.state)
        self._ways = WaysOn()
        self._left = PAUSES[min(attempt, len(PAUSES) - 1)]
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._tick)
        self._say()
        if error.code in PASSING:
            self._timer.start()

    def offer(self, ways: WaysOn) -> None:
        """What was found meanwhile that can be gone back to."""
        if (ways.good, ways.readable) != (None, None):
            self._ways = ways
            self._say()

    def leave(self) -> None:
        """Stop trying by itself."""
        self._timer.stop()

    def _say(self) -> None:
        now = self.window().focusWidget()  # also while the window itself is not in front yet
        had_focus = now is not None and self.isAncestorOf(now)
        buttons = self._buttons()
        newer = self.error.code == "newer"
        self.state.say(
            heading(self.error),
            _newer(self.error) if newer else explain(self.error),
            icon="circle-arrow-up" if newer else "lock" if self.error.code == "locked" else "database",
            tone=Tone.INFO if newer else Tone.OPEN,
            buttons=buttons,
            below=self._waits() if self.error.code in PASSING else "",
            links=self._links(),
            stacked=True,
        )
        self.setFocusProxy(buttons[0])
        if had_focus:
            QTimer.singleShot(0, self, self.setFocus)  # the new buttons are shown after this

    def _buttons(self) -> tuple[Button, ...]:
        """At most three, the best first."""
        ways = (*self._first_ways(), self._other_file(), self._again())
        first, *others = tuple({way.words: way for way in ways}.values())[:3]
        plain = (Button(each.words, each.press, icon=each.icon) for each in others)
        return (PrimaryButton(first.words, first.press, icon=first.icon), *plain)

    def _first_ways(self) -> tuple[_Way, ...]:
        code, good, readable = self.error.code, self._ways.good, self._ways.readable
        reading = () if readable is None else (self._reading(readable),)
        if code == "newer":
            return (_Way(_("How to get the newer version"), self.help_requested.emit), *reading)
        if code in _MISPLACED:
            return (_Way(_("Save a copy and open it…"), self._choose_copy, "save"),)
        if code in ("damaged", "empty") and good is not None:
            return (self._back(good), *(() if readable is None else (self._look_into(readable),)))
        if code == "missing" and good is not None:
            return (self._again(), self._back(good))
        return () if code in _LASTING else (self._again(),)

    def _back(self, backup: Backup) -> _Way:
        words = _("Go back to the backup of {day}").format(day=day_of(backup.made_at))
        return _Way(words, lambda: self.restore_requested.emit(backup), "history")

    def _reading(self, backup: Backup) -> _Way:
        words = _("Open the backup of {day} (format {format})").format(
            day=day_of(backup.made_at), format=Facts({"format": backup.schema}).number("format")
        )
        return _Way(words, lambda: self.reading_requested.emit(backup))

    def _look_into(self, backup: Backup) -> _Way:
        words = _("Look into the backup of {day}").format(day=day_of(backup.made_at))
        return _Way(words, lambda: self.reading_requested.emit(backup))

    def _other_file(self) -> _Way:
        return _Way(_("Open another file…"), self._choose, "folder-open")

    def _again(self) -> _Way:
        words = _("Look again") if self.error.code == "missing" else _("Try again")
        return _Way(words, self.again_requested.emit, "refresh-cw")

    def _links(self) -> tuple[LinkButton, ...]:
        return (LinkButton(_("Start a new one…"), self.welcome_requested.emit),)

    def _tick(self) -> None:
        self._left -= 1
        if self._left <= 0:
            self._timer.stop()
            self.again_requested.emit()
        else:
            self.state.set_below(self._waits())

    def _waits(self) -> str:
        return ngettext("Next try in {n} second", "Next try in {n} seconds", self._left).format(n=self._left)

    def _choose(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(self, _("Open another file"), "", file_kinds())
        if path:
            self.file_requested.emit(path)

    def _choose_copy(self) -> None:
        name = PurePath(str(self.error.facts.get("path", ""))).name
        path, _kind = QFileDialog.getSaveFileName(self, _("Save a copy"), str(data_folder() / name), file_kinds())
        if path:
            self.copy_requested.emit(path)


def file_kinds() -> str:
    """The kinds of files that are offered."""
    return ";;".join((_("Coordinator files") + " (*.db)", _("All files") + " (*)"))


def heading(error: CoordinatorError) -> str:
    """What is wrong, in one line."""
    headings = {
        "newer": _("This file needs a newer Coordinator"),
        "missing": _("The file is not there"),
        "not-ours": _("This is not a Coordinator file"),
        "damaged": _("This file is damaged"),
        "locked": _("Another program is holding the data file"),
        "server-lost": _("The office server does not answer"),
        "network-folder": _("This file is on another computer"),
        "synced-folder": _("This file is in a synced folder"),
        "older-read-only": _("This file can only be read"),
        "empty": _("There is nothing in this file"),
    }
    return headings.get(error.code, _("The data could not be opened"))


def day_of(at: datetime) -> str:
    """ "Mon Jan 11" by this computer's clock."""
    return moments.short_day(at.astimezone().date(), moments.style_in_use())


def _newer(error: CoordinatorError) -> str:
    facts = Facts(error.facts)
    return _(
        "{name} was last saved by a newer version (data format {format}). "
        "This is version {version}, it reads up to {ours}. The file was not changed."
    ).format(
        name=PurePath(facts["path"]).name or facts["path"],
        format=facts.number("revision"),
        version=__version__,
        ours=facts.number("ours"),
    )
