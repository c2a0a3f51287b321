"""Backups of a database file: what their names say, which are sound, and which of them go."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from pathlib import PurePath

_NAME = re.compile(
    r"(?P<stem>.+)-(?P<reason>daily|by-hand|before-[a-z]+)-(?P<at>\d{4}-\d\d-\d\d-\d{6})(?:-(?P<nth>\d{1,5}))?(?P<suffix>\.[^.]*)?"
)
_AT = "%Y-%m-%d-%H%M%S"
_EVERY = {"day": 1, "week": 7}  # days between two backups of the clock


class Reason(StrEnum):
    """Why a backup was made, as it stands in its name."""

    DAILY = "daily"
    BY_HAND = "by-hand"
    IMPORT = "before-import"
    RESTORE = "before-restore"
    UPGRADE = "before-upgrade"
    MOVE = "before-move"
    ENCRYPTION = "before-encryption"


class Soundness(StrEnum):
    """What opening a backup and looking through all of it showed; LOCKED by a passphrase that was not given."""

    CHECKED = "checked"
    CUT_SHORT = "cut-short"
    DAMAGED = "damaged"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class Named:
    """What the name of a backup says; `at` is the wall time of the computer that made it, and its microseconds tell
    several of one second from each other."""

    reason: Reason
    at: datetime


@dataclass(frozen=True, slots=True)
class Latest:
    """The last change of a database: its number and its token, which is empty in schemas that had none."""

    number: int = 0
    token: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """What is in a database file. A file that is not sound has neither a schema nor counts. `latest` tells whether
    two files hold the same, so it is left out where looks are compared by what they say."""

    sound: Soundness
    schema: str = ""
    people: int = 0
    events: int = 0
    latest: Latest = field(default=Latest(), compare=False)


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup as it lies in its folder. `made_at` is an aware instant; `schema`, `people` and `events` are known of
    sound ones only."""

    path: str
    made_at: datetime
    reason: Reason
    size: int
    sound: Soundness
    schema: str = ""
    people: int = 0
    events: int = 0
    latest: Latest = Latest()

    @property
    def good(self) -> bool:
        """If it was opened and found whole."""
        return self.sound is Soundness.CHECKED


@dataclass(frozen=True, slots=True)
class Keeping:
    """Where backups go and how many stay; without a folder they lie in `backups` beside the database."""

    folder: str = ""
    kept: int = 14


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup that was just made. `instead_of` is the chosen folder when that could not take it, so that it lies
    beside the database."""

    path: str
    instead_of: str = ""


def backup_name(database: str, reason: Reason, at: datetime, *, again: int = 0) -> str:
    """The name of a backup of a file; `again` tells several of one second from each other."""
    file = PurePath(database)
    behind = f"-{again + 1}" if again else ""
    return f"{file.stem}-{reason}-{at:{_AT}}{behind}{file.suffix}"


def read_name(database: str, name: str) -> Named | None:
    """What the name of a backup of this database says; None for any other file."""
    found, file = _NAME.fullmatch(name), PurePath(database)
    if found is None or found["stem"] != file.stem or (found["suffix"] or "") != file.suffix:
        return None
    try:
        at = datetime.strptime(found["at"], _AT)
        return Named(Reason(found["reason"]), at.replace(microsecond=int(found["nth"] or 0)))
    except ValueError:
        return None


def surplus(backups: Iterable[Backup], kept: int) -> tuple[Backup, ...]:
    """Which backups go so that the newest `kept` stay: of the good ones never the last, and damaged ones are counted by
    themselves, so that they push no good one out."""
    newest_first = sorted(backups, key=lambda backup: (backup.made_at, backup.path), reverse=True)
    stay = max(1, kept)
    good = [backup for backup in newest_first if backup.good]
    bad = [backup for backup in newest_first if not backup.good]
    return (*good[stay:], *bad[stay:])


def is_due(made_on: Iterable[date], today: date, every: str) -> bool:
    """If it is time for the next backup of the clock, after those made on these days."""
    days, last = _EVERY.get(every), max(made_on, default=None)
    if days is None:
        return False
    return last is None or not 0 <= (today - last).days < days
