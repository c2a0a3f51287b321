"""Backups of a database file: made before anything large and every day, looked over, and put back in its place.

SQLAlchemy is not needed here: the window asks before it is loaded. A database on a server has the backups its
administrator makes.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.db.backup import Progress, copy_verified
from coordinator.db.files import SCHEMA_REVISION, is_server, opens_with_a_key, refuse_foreign_file
from coordinator.db.keys import looks_locked
from coordinator.db.looking import counted_now, look_over
from coordinator.db.places import refuse_shared_folder
from coordinator.db.restoring import put_in_place
from coordinator.domain.backups import (
    Backup,
    Keeping,
    Kept,
    Look,
    Named,
    Reason,
    Soundness,
    backup_name,
    is_due,
    read_name,
    surplus,
)
from coordinator.domain.errors import FileTrouble, StorageTrouble
from coordinator.domain.spans import wall_time_of
from coordinator.runtime.unfinished import tidy

if TYPE_CHECKING:
    from coordinator.runtime.clock import Clock
    from coordinator.runtime.settings import Settings

_log = logging.getLogger("coordinator.backups")

OWN_FOLDER = "backups"
FOLDER_ON_A_DRIVE = "Coordinator backups"
_FAILED = {
    Reason.DAILY: "daily-copy-failed",
    Reason.BY_HAND: "copy-by-hand-failed",
    Reason.IMPORT: "copy-before-import-failed",
    Reason.MOVE: "copy-before-move-failed",
    Reason.ENCRYPTION: "copy-before-encryption-failed",
}
_UNHURRIED = (Reason.DAILY, Reason.BY_HAND)  # nobody waits for these to go on with something else
_NAMES_TRIED = 1000


@dataclass(frozen=True, slots=True)
class Restored:
    """What is in the database now, and where the file lies that was in use before; empty when there was none."""

    path: str
    look: Look
    kept: str = ""


def _quiet(_done: int, _total: int) -> None:
    return None


def keeping_of(settings: Settings) -> Keeping:
    """Where this PC keeps backups, and how many."""
    return Keeping(settings.backup_folder, settings.backups_kept)


# --- making ----------------------------------------------------------------------------------------------------------


def make_backup(
    target: str, reason: Reason, *, keeping: Keeping, clock: Clock, progress: Progress = _quiet
) -> Kept | None:
    """A verified backup in the chosen folder, or beside the database when that cannot take it; the oldest ones go.

    None for a database on a server. Raises StorageTrouble with a code for each reason when neither place can take it,
    and Interrupted when `progress` does.
    """
    if is_server(target):
        return None
    path = Path(target).absolute()
    wanted = Path(keeping.folder).absolute() if keeping.folder else path.parent / OWN_FOLDER
    try:
        if keeping.folder and not wanted.is_dir():
            raise StorageTrouble("copy-failed", path=str(wanted))
        copy = _copied(path, wanted, reason, clock, progress)
        instead_of = ""
    except StorageTrouble as trouble:
        if not keeping.folder:
            raise _trouble(reason, trouble) from trouble
        copy = _copied_beside(path, reason, clock, progress)
        instead_of = keeping.folder
    _log.info("%s backup kept as %s", reason, copy)
    _let_the_oldest_go(path, copy, keeping.kept, at=keeping.kept * (1 if reason in _UNHURRIED else 2))
    return Kept(str(copy), instead_of)


def _copied_beside(path: Path, reason: Reason, clock: Clock, progress: Progress) -> Path:
    try:
        return _copied(path, path.parent / OWN_FOLDER, reason, clock, progress)
    except StorageTrouble as trouble:
        raise _trouble(reason, trouble) from trouble


def _trouble(reason: Reason, trouble: StorageTrouble) -> StorageTrouble:
    return StorageTrouble(_FAILED.get(reason, trouble.code), **trouble.facts)


def _copied(path: Path, folder: Path, reason: Reason, clock: Clock, progress: Progress) -> Path:
    tidy(path.parent)
    copy = free_name(path, folder, reason, clock)
    copy_verified(path, copy, progress=progress)
    return copy


def free_name(path: Path, folder: Path, reason: Reason, clock: Clock) -> Path:
    """The name of a new backup, by this computer's clock."""
    at = clock.now().astimezone().replace(tzinfo=None)
    names = (folder / backup_name(path.name, reason, at, again=again) for again in range(_NAMES_TRIED))
    return next((name for name in names if not name.exists()), folder / backup_name(path.name, reason, at))


def _let_the_oldest_go(path: Path, made: Path, kept: int, *, at: int) -> None:
    """In the folder of the new one, which was verified just now and stays; once there are more than `at`, for every one
    of them is looked into."""
    if sum(1 for _file in _named(path, made.parent)) <= at:
        return
    for backup in surplus(_looked_at(path, made.parent), kept):
        if Path(backup.path) != made:
            with suppress(OSError):  # one that cannot go does no harm
                Path(backup.path).unlink()
                _log.info("an old backup was removed: %s", backup.path)


def make_daily_backup(
    target: str, *, keeping: Keeping, every: str, clock: Clock, zone: str, progress: Progress = _quiet
) -> Kept | None:
    """The backup of the day or week, if it is time for it by the days of the precinct; None when it is not."""
    if is_server(target):
        return None
    path = Path(target).absolute()
    made = (backup for backup in _by_the_clock(path, keeping) if _looked(Path(backup.path)).sound is Soundness.CHECKED)
    days = [wall_time_of(backup.made_at, zone).date() for backup in made]
    if not is_due(days, wall_time_of(clock.now(), zone).date(), every):
        return None
    return make_backup(target, Reason.DAILY, keeping=keeping, clock=clock, progress=progress)


def _by_the_clock(path: Path, keeping: Keeping) -> Iterator[Backup]:
    """The newest daily one of each place, not looked into."""
    for folder in _folders(path, keeping.folder):
        found = [(named.at, file) for file, named in _named(path, folder) if named.reason is Reason.DAILY]
        if found:
            at, file = max(found)
            yield Backup(str(file), _instant(at), Reason.DAILY, 0, Soundness.CHECKED)


def is_on_server(target: str) -> bool:
    """If the database is on a server, where its administrator makes the backups."""
    return is_server(target)


def copy_to_file(target: str, file: str, *, progress: Progress = _quiet) -> Look:
    """A verified copy of the database as a new file of that name, while others work.

    Raises FileTrouble "file-exists" or "folder-missing", StorageTrouble "missing", "not-ours", "copy-by-hand-failed".
    """
    path, copy = Path(target).absolute(), new_file(file)
    if not path.exists():
        raise StorageTrouble("missing", path=str(path))
    refuse_foreign_file(path)
    try:
        copy_verified(path, copy, progress=progress)
    except StorageTrouble as trouble:
        raise _trouble(Reason.BY_HAND, trouble) from trouble
    return look_over(copy)


def new_file(file: str) -> Path:
    """The whole path of a file that is not there yet; raises FileTrouble "file-exists" or "folder-missing"."""
    copy = Path(file).absolute()
    if copy.exists():
        raise FileTrouble("file-exists", path=str(copy))
    if not copy.parent.is_dir():
        raise FileTrouble("folder-missing", path=str(copy.parent))
    return copy


# --- looking ---------------------------------------------------------------------------------------------------------


def backups_of(target: str, folder: str = "") -> tuple[Backup, ...]:
    """All backups of this database in the chosen folder and beside it, the newest first, each opened and looked over.

    Nothing is changed by that. What was found in a file is remembered as long as its size and time stay the same.
    """
    if is_server(target):
        return ()
    path = Path(target).absolute()
    found = [backup for each in _folders(path, folder) for backup in _looked_at(path, each)]
    return tuple(sorted(found, key=_newest, reverse=True))


def last_good_backup(target: str, folder: str = "") -> Backup | None:
    """The newest backup that was opened and found whole; older ones are not looked into."""
    if is_server(target):
        return None
    path = Path(target).absolute()
    named = [each for place in _folders(path, folder) for each in _named(path, place)]
    for file, name in sorted(named, key=lambda each: each[1].at, reverse=True):
        backup = _backup(file, name, _looked(file))
        if backup is not None and backup.good:
            return backup
    return None


def looked_over(file: str) -> Look:
    """What is in a file that nobody has open."""
    return look_over(Path(file))


def people_and_events(target: str) -> Look | None:
    """How many there are in the database in use; None when it cannot be read, or on a server."""
    return None if is_server(target) else counted_now(Path(target))


def is_there(folder: str) -> bool:
    """If the chosen folder is there now: a USB drive may not be plugged in."""
    return not folder or Path(folder).is_dir()


def place_of_backups(target: str, folder: str) -> str:
    """The folder backups of a file go to."""
    return str(Path(folder).absolute() if folder else Path(target).absolute().parent / OWN_FOLDER)


def place_for_backups(target: str, folder: str) -> str:
    """The chosen folder as settings keep it: empty for the usual one. In a whole drive it is a folder of its own, so
    that it is noticed when the drive is not there. Raises StorageTrouble "folder-not-writable"."""
    path = Path(folder).absolute()
    if path in (Path(place_of_backups(target, "")), Path(target).absolute().parent):
        return ""
    try:
        if path.is_mount():
            path = path / FOLDER_ON_A_DRIVE
            path.mkdir(exist_ok=True, mode=0o700)
        if not os.access(path, os.W_OK | os.X_OK):
            raise PermissionError(str(path))
    except OSError as error:
        raise StorageTrouble("folder-not-writable", path=str(path)) from error
    return str(path)


def _folders(path: Path, folder: str) -> tuple[Path, ...]:
    wanted = [Path(folder).absolute()] if folder else []
    return tuple(dict.fromkeys((*wanted, path.parent / OWN_FOLDER)))


def _named(path: Path, folder: Path) -> Iterator[tuple[Path, Named]]:
    with suppress(OSError):
        for file in folder.iterdir():
            named = read_name(path.name, file.name)
            if named is not None:
                yield file, named


def _looked_at(path: Path, folder: Path) -> list[Backup]:
    return [_backup(file, named, _looked(file)) for file, named in _named(path, folder) if file.is_file()]


def _backup(file: Path, named: Named, look: Look) -> Backup:
    try:
        size = file.stat().st_size
    except OSError:
        size = 0
    made_at, counts = _instant(named.at), (look.people, look.events)
    return Backup(str(file), made_at, named.reason, size, look.sound, look.schema, *counts, look.latest)


def _instant(at: datetime) -> datetime:
    return at.astimezone().astimezone(UTC)


def _newest(backup: Backup) -> datetime:
    return backup.made_at


_seen: dict[tuple[str, int, int], Look] = {}  # what was found in files that have not changed since
_seen_lock = threading.Lock()


def _looked(file: Path) -> Look:
    try:
        mark = _mark(file)
    except OSError:
        return Look(Soundness.DAMAGED)
    with _seen_lock:
        known = _seen.get(mark)
    if known is None:
        known = look_over(file)
        if known.sound is not Soundness.LOCKED:  # somebody may give the passphrase
            _remember(file, known)
    return known


def _remember(file: Path, look: Look) -> None:
    with suppress(OSError), _seen_lock:
        _seen[_mark(file)] = look


def _mark(file: Path) -> tuple[str, int, int]:
    found = file.stat()
    return str(file), found.st_mtime_ns, found.st_size


# --- putting back ----------------------------------------------------------------------------------------------------


def restore_backup(
    target: str, backup: str, *, clock: Clock, unlocks: bool = False, progress: Progress = _quiet
) -> Restored:
    """Put a backup in the place of the database; the file in use stays beside it, in `backups`, as one more backup.

    A locked office stays locked, with its own passphrase when the backup has none; only with `unlocks`, when nobody
    knows it any more, the office is as readable as the backup.

    An older schema is brought up when the database is opened next. Raises StorageTrouble: "restore-on-server",
    "passphrase-needed" (fact `path`: whose it is),
    "backup-missing", "backup-cut-short", "backup-damaged", "backup-in-use", "newer", "not-ours", "in-use",
    "restore-failed", …; the database is unchanged then.
    """
    if is_server(target):
        raise StorageTrouble("restore-on-server")
    path, file = Path(target).resolve(), Path(backup).absolute()
    refuse_shared_folder(path.parent)
    look = _fit_to_restore(path, file)
    locks = not looks_locked(file) and _stays_locked(path, unlocks=unlocks)
    tidy(path.parent)
    kept = free_name(path, path.parent / OWN_FOLDER, Reason.RESTORE, clock)
    put_in_place(file, path, kept=kept, locks=locks, progress=progress)
    _log.info("the backup %s was put in the place of %s, which lies in %s now", file, path, kept)
    return Restored(str(path), look, str(kept) if kept.exists() else "")


def _stays_locked(path: Path, *, unlocks: bool) -> bool:
    """If the office is locked; whoever knows its passphrase is asked for it, for without it nothing can be locked."""
    if not path.is_file() or not looks_locked(path):
        return False
    if opens_with_a_key(path):
        return True
    if not unlocks:
        raise StorageTrouble("passphrase-needed", path=str(path))
    return False


def _fit_to_restore(path: Path, file: Path) -> Look:
    if not file.is_file():
        raise StorageTrouble("backup-missing", path=str(file))
    if (path.exists() and path.samefile(file)) or _has_log(file):
        raise StorageTrouble("backup-in-use", path=str(file))
    look = look_over(file)
    if look.sound is Soundness.CUT_SHORT:
        raise StorageTrouble("backup-cut-short", path=str(file))
    refuse_foreign_file(file)  # asks for the passphrase of a locked one
    if look.sound is Soundness.LOCKED:
        look = look_over(file)
    if look.sound is not Soundness.CHECKED:
        raise StorageTrouble("backup-damaged", path=str(file))
    if look.schema > SCHEMA_REVISION:
        raise StorageTrouble("newer", path=str(file), revision=look.schema, ours=SCHEMA_REVISION)
    return look


def _has_log(file: Path) -> bool:
    """If a database lies there that somebody works with: what was saved last is in its log, not in it."""
    with suppress(OSError):
        return Path(f"{file}-wal").stat().st_size > 0
    return False
