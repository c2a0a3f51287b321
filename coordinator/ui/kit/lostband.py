"""What is said while the database does not answer: a band that counts down to the next try."""

from collections.abc import Callable
from pathlib import PurePath

from PySide6.QtWidgets import QWidget

from coordinator.runtime.i18n import _
from coordinator.ui.kit.band import Band, Way
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.page import Session
from coordinator.ui.kit.tokens import Tone
from coordinator.wording.moments import clock_time


class LostBand(Band):
    """Above all pages: what is on the screen is as of when, and when the next try is. Said once, not every second."""

    def __init__(self, desk: Desk, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(Tone.PART, parent)
        self._desk, self._session = desk, session
        self.setProperty("top", True)
        self._said = ""
        self._read_at = session.now()
        desk.reached.connect(self._note_the_time)
        desk.trouble_changed.connect(self._show)
        desk.retrying.ticked.connect(self._count)
        self._show()

    def last_read(self) -> str:
        """When the database answered last."""
        return clock_time(self._read_at, self._session.style)

    def _note_the_time(self) -> None:
        self._read_at = self._session.now()

    def _show(self) -> None:
        trouble = self._desk.trouble
        code = trouble.code if trouble is not None else ""
        kind = "lost" if self._desk.is_lost() else code
        if kind == self._said:
            self._count()
            return
        self._said = kind
        if not kind:
            self.clear()
            return
        self.say(self._heading(), self._sentence(), icon=self._sign(), button=Way(_("Try now"), self._desk.try_now))

    def _count(self) -> None:
        if self._said:
            self.set_why(self._sentence())

    def _sign(self) -> str:
        return "wifi-off" if self._desk.is_lost() else "lock"

    def _heading(self) -> str:
        if self._desk.is_lost():
            return _("The office server does not answer")
        if "://" in self._session.target:
            return _("Somebody else is saving a great deal just now")
        return _("Another program is holding the data file")

    def _sentence(self) -> str:
        as_of = _("This is as of {time}.").format(time=self.last_read())
        kept = _("What you change is kept here and is tried again by itself.")
        return f"{as_of if self._desk.is_lost() else kept} {self._desk.retrying.words()}"


class NotSavedBand(Band):
    """In an editor: what is typed is not saved yet, why, and when the next try is. `is_saving` tells if the editor's
    own change is on its way; until that is saved, nothing else is typed into its `fields`."""

    def __init__(self, desk: Desk, fields: QWidget, *, is_saving: Callable[[], bool]) -> None:
        super().__init__(Tone.OPEN)
        self._desk, self._fields, self._is_saving = desk, fields, is_saving
        self._is_said = False
        desk.trouble_changed.connect(self._show)
        desk.retrying.ticked.connect(self._show)

    def _show(self) -> None:
        if not self._desk.waiting() or not self._is_saving():
            self._end()
        elif self._is_said:
            self.set_why(self._sentence())
        else:
            self._is_said = True
            self._fields.setEnabled(False)
            icon = "wifi-off" if self._desk.is_lost() else "lock"
            self.say(self._heading(), self._sentence(), icon=icon, button=Way(_("Try now"), self._desk.try_now))

    def _end(self) -> None:
        if self._is_said:
            self._is_said = False
            self._fields.setEnabled(True)
            self.clear()

    def _heading(self) -> str:
        if self._desk.is_lost():
            return _("Not saved yet: the office server does not answer")
        return _("Not saved yet: another program is holding the data file")

    def _sentence(self) -> str:
        trouble = self._desk.trouble
        file = PurePath(str(trouble.facts.get("path", ""))).name if trouble is not None else ""
        kept = _("What you typed is kept here and is tried again by itself.")
        locked = "" if self._desk.is_lost() or not file else _("{file} is locked.").format(file=file)
        return " ".join(part for part in (locked, kept, self._desk.retrying.words()) if part)
