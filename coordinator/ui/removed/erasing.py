"""The question before somebody is erased for good: who, what goes, what stays. To keep it all is the safe answer."""

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from coordinator.domain.changes import Changes
from coordinator.domain.erasures import Erasure
from coordinator.domain.errors import CoordinatorError
from coordinator.runtime.i18n import _
from coordinator.ui.kit import errors
from coordinator.ui.kit.desk import Desk, Lane, Progress
from coordinator.ui.kit.page import Session
from coordinator.ui.kit.sheet import Message
from coordinator.usecases.erasing import backups_holding, erase_for_good, what_erasing_takes
from coordinator.wording.erasures import question, what_goes, what_stays

_ERASE = 1


class ErasePerson(QObject):
    """Asks, and erases when that is the answer. `erased` carries what was done."""

    erased = Signal(object)

    def __init__(self, desk: Desk, session: Session, over: QWidget) -> None:
        super().__init__(over)
        self._desk, self._session, self._over = desk, session, over
        self.message: Message | None = None

    def ask(self, person_id: int) -> None:
        """Look what would go and ask about it."""

        def look(_progress: Progress) -> tuple[Erasure, int]:
            wanted = self._desk.storage.read(what_erasing_takes, person_id)
            return wanted, backups_holding(self._session.target, self._session.settings.backup_folder)

        self._desk.work(look, then=lambda found: self._ask(*found), failed=self._failed, lane=Lane.READER)

    def _ask(self, wanted: Erasure, backups: int) -> None:
        on_server = "://" in self._session.target
        words = (what_goes(wanted), *what_stays(wanted, backups=backups, on_server=on_server))
        buttons = (_("Keep everything"), _("Erase for good"))
        message = Message(self._over, question(wanted), "\n\n".join(words), icon="triangle-alert", buttons=buttons)
        message.finished.connect(lambda _result: self._answered(message.pressed, wanted))
        self.message = message
        message.open()

    def _answered(self, pressed: int, wanted: Erasure) -> None:
        self.message = None
        if pressed != _ERASE or wanted.person.id is None:
            return
        job = partial(self._erase, person_id=wanted.person.id, version=wanted.person.version)
        self._desk.work(job, then=self.erased.emit, failed=self._failed)

    def _erase(self, _progress: Progress, *, person_id: int, version: int) -> Changes:
        return erase_for_good(self._desk.storage, person_id, version)

    def _failed(self, error: CoordinatorError) -> None:
        errors.show(error, self._over)
