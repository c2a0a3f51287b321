"""Hearing that the record somebody types at was changed or removed by another: nothing typed is touched by it."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from coordinator.domain.changes import AsItStands, Changes
from coordinator.domain.errors import CoordinatorError, Stale
from coordinator.ui.kit.desk import Desk
from coordinator.usecases.history import as_it_stands


@dataclass(frozen=True, slots=True)
class Watched:
    """A row of a table, and the version that is typed at."""

    table: str
    key: int
    version: int


class Meanwhile(QObject):
    """`moved_on` carries the record `AsItStands` once it has another version than the one watched. Says nothing while
    `watch(None)` holds, as for a new record or while one's own save is on its way."""

    moved_on = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._watched: Watched | None = None
        desk.changed.connect(self._take)

    def watch(self, watched: Watched | None) -> None:
        """What is typed at now."""
        self._watched = watched

    def _take(self, changes: Changes) -> None:
        watched = self._watched
        if watched is not None and changes.touches_row(watched.table, watched.key):
            self._desk.ask(
                as_it_stands,
                watched.table,
                watched.key,
                then=lambda now: self._tell(watched, now),
                failed=_say_nothing,
                about=("meanwhile", watched.table, watched.key),
            )

    def _tell(self, asked: Watched, now: AsItStands) -> None:
        if self._watched == asked and getattr(now.record, "version", asked.version) != asked.version:
            self.moved_on.emit(now)


def told_by(error: Stale) -> AsItStands:
    """The same, of a save that came too late."""
    by, at = error.facts.get("by"), error.facts.get("at")
    pc = str(error.facts.get("pc") or "")
    return AsItStands(error.theirs, str(by or ""), at if isinstance(at, datetime) else None, pc)


def _say_nothing(_error: CoordinatorError) -> None:
    """Saving says whatever stands in the way."""
