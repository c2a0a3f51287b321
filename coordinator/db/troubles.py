"""Errors of the database drivers become the ones that reach people."""

import re
import shutil
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from coordinator.db.addresses import has_several_hosts
from coordinator.db.engine import shown
from coordinator.db.files import is_server
from coordinator.domain.errors import StorageTrouble

_LOST = "server-lost"

_OF_FILES = (
    (r"database is locked|database table is locked", "locked"),
    (r"readonly database|read-only", "read-only"),
    (r"database or disk is full|No space left", "full"),
    (r"file is not a database|file is encrypted", "not-ours"),
    (r"malformed|corrupt|invalid fts5|no such (table|column)|not decode to UTF-8", "damaged"),
    (r"unable to open database file", "not-openable"),
    (r"disk I/O error", "disk-error"),
)

# What a server says before there is a connection, which carries no state.
_OF_SERVERS = (
    (r"password authentication failed|no password supplied", "password-refused"),
    (r"permission denied", "permission-denied"),
    (r"database \".*\" does not exist", "server-database-missing"),
    (r"session is read-only|hot standby mode|read-only transaction", "read-only"),
    (
        r"connection|server closed|timeout|could not connect|terminating|resolve|starting up|shutting down|recovery",
        _LOST,
    ),
)

_BY_STATE = {
    "28P01": "password-refused",
    "28000": "password-refused",
    "3D000": "server-database-missing",
    "42501": "permission-denied",
    "25006": "read-only",
    "53100": "full",
    "55P03": "locked",
    "40001": "locked",  # after all the attempts there are
    "40P01": "locked",
    "57014": _LOST,  # the server gave the statement up
    "53300": _LOST,  # too many connections: somebody leaves soon
    "25P03": _LOST,  # it took this transaction for a forgotten one and ended it
}

_LOST_CLASSES = ("08", "57P")
_CORRUPT_VIRTUAL_TABLE = 267  # what SQLite calls CORRUPT_VTAB; ours are the search index and nothing else

_RETRIED_STATES = ("40001", "40P01", "23505")
_READ_ONLY_STATES = ("25006", "0A000")  # the second: "cannot use serializable mode in a hot standby"


_ROOM = 1 << 20  # bytes below which a disk counts as full


def trouble_of(error: DBAPIError, target: str) -> StorageTrouble:
    """The trouble this driver error stands for; the driver's own words stay in the cause, for the log."""
    code = _code_on_server(error, target) if is_server(target) else _code_by_message(error, _OF_FILES)
    if code == "disk-error" and is_full(Path(target).parent):
        code = "full"
    if not code:
        return StorageTrouble("storage", path=shown(target), detail=type(error.orig).__name__)
    return StorageTrouble(code, path=shown(target))


def is_full(folder: Path) -> bool:
    """If the disk has no room left: SQLite calls it a disk error when it was the file of locks that could not grow."""
    try:
        return shutil.disk_usage(folder).free < _ROOM
    except OSError:
        return False


def _code_on_server(error: DBAPIError, target: str) -> str:
    state = state_of(error)
    code = _BY_STATE.get(state, "")  # a server may say it in any language
    if not code and (state.startswith(_LOST_CLASSES) or error.connection_invalidated):
        code = _LOST
    if not code and not state:
        code = _code_by_message(error, _OF_SERVERS) or _code_by_message(error, _OF_FILES)
    if code == "read-only" and has_several_hosts(target):
        return _LOST  # none of them takes changes just now: one is about to take over
    return code


def _code_by_message(error: DBAPIError, codes: tuple[tuple[str, str], ...]) -> str:
    if getattr(error.orig, "sqlite_errorcode", None) == _CORRUPT_VIRTUAL_TABLE:
        return "search-damaged"
    message = str(error.orig)
    return next((code for pattern, code in codes if re.search(pattern, message, re.IGNORECASE)), "")


def state_of(error: DBAPIError) -> str:
    """The server's own code of five letters, empty when the driver noticed it by itself."""
    return getattr(error.orig, "sqlstate", None) or ""


def is_lost(error: DBAPIError) -> bool:
    """If the server went away and did not say what became of the transaction."""
    state = state_of(error)
    return error.connection_invalidated or not state or state.startswith(_LOST_CLASSES)


def refuses_to_write(error: DBAPIError) -> bool:
    """If this server only reads, as a standby does."""
    return state_of(error) in _READ_ONLY_STATES


def may_be_retried(error: DBAPIError) -> bool:
    """If a fresh attempt may succeed: serialization failures, deadlocks, and unique violations between two writers."""
    return state_of(error) in _RETRIED_STATES
