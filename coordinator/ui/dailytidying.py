"""What is tidied once a day while nobody waits: changes older than the precinct keeps them, what erasing left, and
times that a government moved."""

import logging

from PySide6.QtCore import QObject

from coordinator.domain.changes import Changes, Label
from coordinator.domain.errors import CoordinatorError
from coordinator.ui.kit.desk import Desk, Lane, Progress
from coordinator.ui.kit.page import Session
from coordinator.usecases.erasing import finish_erasing, in_full
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
        """Tidy, in the queue of what is written; what only has to be looked at delays neither rows nor changes."""
        if not self._read_only:
            self._desk.work(self._tidy, failed=self._failed)
            self._desk.work(self._follow_zones, failed=self._failed, lane=Lane.PAPER)

    def _tidy(self, _progress: Progress) -> bool:
        finish_erasing(self._desk.storage)
        return prune_log(self._desk.storage)

    def _follow_zones(self, _progress: Progress) -> Changes | None:
        """Events keep their wall time when a new rule gives it another instant; the pages hear of it."""
        from coordinator.usecases.upkeep import follow_zones  # brings SQLAlchemy

        moved = follow_zones(in_full(self._desk.storage))
        if not moved:
            return None
        _log.info("%d events and positions follow new rules of time zones", moved)
        return Changes(None, Label("zones-followed"), wholly=frozenset(["event", "position"]))

    def _failed(self, error: CoordinatorError) -> None:
        _log.warning("nothing was tidied today: %s", error.code)
