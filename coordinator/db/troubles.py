"""Errors of the database drivers become the ones that reach people."""

import re

from sqlalchemy.exc import DBAPIError

from coordinator.domain.errors import StorageTrouble

_BY_MESSAGE = (
    (r"database is locked|database table is locked", "locked"),
    (r"readonly database|read-only", "read-only"),
    (r"database or disk is full|No space left", "full"),
    (r"file is not a database|file is encrypted", "not-ours"),
    (r"malformed|corrupt", "damaged"),
    (r"unable to open database file", "not-openable"),
    (r"disk I/O error", "disk-error"),
    (r"password authentication failed|no password supplied", "password-refused"),
    (r"permission denied", "permission-denied"),
    (r"database \".*\" does not exist", "server-database-missing"),
    (r"connection|server closed|timeout expired|could not connect|terminating", "server-lost"),
)

_RETRIED_STATES = ("40001", "40P01", "23505")


def trouble_of(error: DBAPIError, target: str) -> StorageTrouble:
    """The trouble this driver error stands for; the driver's own words stay in the cause, for the log."""
    message = str(error.orig)
    for pattern, code in _BY_MESSAGE:
        if re.search(pattern, message, re.IGNORECASE):
            return StorageTrouble(code, path=target)
    return StorageTrouble("storage", path=target, detail=type(error.orig).__name__)


def may_be_retried(error: DBAPIError) -> bool:
    """If a fresh attempt may succeed: serialization failures, deadlocks, and unique violations between two writers."""
    return getattr(error.orig, "sqlstate", None) in _RETRIED_STATES
