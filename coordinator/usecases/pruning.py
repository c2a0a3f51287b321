"""Keeping the list of changes for as long as the precinct wants it."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import TYPE_CHECKING, Any

from dateutil.relativedelta import relativedelta

if TYPE_CHECKING:  # the window asks and paints before SQLAlchemy is loaded
    from coordinator.db.work import Work

_log = logging.getLogger("coordinator.pruning")


def prune_log(storage: Any) -> bool:
    """Let go of changes that are older than the precinct keeps them; False when there was nothing to do.

    A chunk a transaction: however long the log is, others who write wait a moment only. Stopped anywhere, the next
    call goes on.
    """
    if storage.read_only:
        return False
    cut = storage.read(_wanted)
    if cut is None or not storage.change(_close, *cut):
        return False
    while storage.change(_let_go, *cut):
        pass
    _log.info("the list of changes was shortened")
    return True


def changes_kept_since(work: Work) -> datetime | None:
    """The instant before which changes were let go; None when all are there."""
    from coordinator.db.pruning import cut_of

    return cut_of(work.connection).before


def _wanted(work: Work) -> tuple[int, datetime] | None:
    from coordinator.db.pruning import last_before

    months = work.precinct.get().log_months
    if not months:
        return None
    instant = work.now - relativedelta(months=months)
    last = last_before(work.connection, instant)
    return (last, instant) if last else None


def _close(work: Work, last: int, instant: datetime) -> bool:
    from coordinator.db.pruning import close_before

    return close_before(work.connection, last, instant)


def _let_go(work: Work, last: int, instant: datetime) -> bool:
    from coordinator.db.pruning import let_go

    return let_go(work.connection, last, instant)
