"""Undo, redo, and who changed what."""

from coordinator.db.work import Work
from coordinator.domain.changes import ChangeEntry, Changes


def undo(work: Work) -> Changes:
    """Take back this user's last change that stands; Refused in words when it cannot be."""
    return work.history.undo(work.recorder)


def redo(work: Work) -> Changes:
    """Do again what was undone last; Refused in words when it cannot be."""
    return work.history.redo(work.recorder)


def next_undo(work: Work) -> ChangeEntry | None:
    """What undo would take back."""
    return work.history.next_undo()


def next_redo(work: Work) -> ChangeEntry | None:
    """What redo would do again."""
    return work.history.next_redo()


def latest_change(work: Work) -> ChangeEntry | None:
    """The last change anybody made, without its rows."""
    return work.history.newest()


def changes_made(work: Work, *, about: tuple[str, int] | None = None, limit: int = 50) -> tuple[ChangeEntry, ...]:
    """The newest lines of the log with every row they touched, about one record (table, id) if asked."""
    return work.history.entries(about=about, limit=limit)
