"""Errors of the database drivers become the ones that reach people."""

import re

from sqlalchemy.exc import DBAPIError

from coordinator.db.engine import shown
from coordinator.domain.errors import StorageTrouble

_BY_MESSAGE = (
    (r"database is locked|database table is locked", "locked"),
    (r"readonly database|read-only", "read-only"),
    (r"database or disk is full|No space left", "full"),
    (r"file is not a database|file is encrypted", "not-ours"),
    (r"malformed|corrupt|invalid fts5", "damaged"),
    (r"unable to open database file", "not-openable"),
    (r"disk I/O error", "disk-error"),
    (r"password authentication failed|no password supplied", "password-refused"),
    (r"permission denied", "permission-denied"),
    (r"database \".*\" does not exist", "server-database-missing"),
    (r"connection|server closed|timeout expired|could not connect|terminating", "server-lost"),
)

_BY_STATE = {
    "28P01": "password-refused",
    "28000": "password-refused",
    "3D000": "server-database-missing",
    "42501": "permission-denied",
    "25006": "read-only",
    "53100": "full",
    "55P03": "locked",
}

_RETRIED_STATES = ("40001", "40P01", "23505")


def trouble_of(error: DBAPIError, target: str) -> StorageTrouble:
    """The trouble this driver error stands for; the driver's own words stay in the cause, for the log."""
    state = getattr(error.orig, "sqlstate", None)
    if state in _BY_STATE:  # a server may say it in any language
        return StorageTrouble(_BY_STATE[state], path=shown(target))
    message = str(error.orig)
    for pattern, code in _BY_MESSAGE:
        if re.search(pattern, message, re.IGNORECASE):
            return StorageTrouble(code, path=shown(target))
    if error.connection_invalidated:
        return StorageTrouble("server-lost", path=shown(target))
    return StorageTrouble("storage", path=shown(target), detail=type(error.orig).__name__)


def is_lost(error: DBAPIError) -> bool:
    """If the server went away and did not say what became of the transaction."""
    state = getattr(error.orig, "sqlstate", None)
    return error.connection_invalidated or state is None or state.startswith(("08", "57P"))


def may_be_retried(error: DBAPIError) -> bool:
    """If a fresh attempt may succeed: serialization failures, deadlocks, and unique violations between two writers."""
    return getattr(error.orig, "sqlstate", None) in _RETRIED_STATES
