"""What is tidied once a day while nobody waits: changes older than the precinct keeps them, and what erasing left."""

import logging

from PySide6.QtCore import QObject

from coordinator.domain.errors import CoordinatorError
from coordinator.ui.kit.desk import Desk, Progress
from coordinator.ui.kit.page import Session
from coordinator.usecases.erasing import finish_erasing
from coordinator.usecases.pruning import prune_log

_log = logging.getLogger("coordinator.ui")


class DailyTidying(QObject):
    """Lives as long as the database is open. What could not be done today is done tomorrow."""

    def __init__(self, desk: Desk, session: Session, *, read_only: str = "") -> None:
        super().__init__(session)
        self._desk = desk
        self._read_only = read_only
        session.day_changed.connect(self.look)

    def look(self) -> None:
        """Tidy, in the queue of what is written."""
        if not self._read_only:
            self._desk.work(self._tidy, failed=self._failed)

    def _tidy(self, _progress: Progress) -> bool:
        finish_erasing(self._desk.storage)
        return prune_log(self._desk.storage)

    def _failed(self, error: CoordinatorError) -> None:
        _log.warning("nothing was tidied today: %s", error.code)
