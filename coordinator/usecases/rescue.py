"""Ways on when a database cannot be opened or is no longer there: copies, and what can be put back."""

import logging
import os
import shutil
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from coordinator.db.backup import copy_open
from coordinator.db.files import SCHEMA_REVISION, identity_of, is_server
from coordinator.db.keys import have_one_key
from coordinator.db.places import log_beside, refuse_shared_folder
from coordinator.db.work import Storage
from coordinator.domain.backups import Backup, Soundness
from coordinator.domain.errors import StorageTrouble
from coordinator.runtime.clock import Clock
from coordinator.usecases.backups import backups_of, last_good_backup
from coordinator.usecases.upkeep import check_database, open_database

_log = logging.getLogger("coordinator.rescue")


class Opened(Protocol):
    """A database as the window has it: it may not be open in full yet."""

    target: str

    def whole(self) -> Storage: ...


@dataclass(frozen=True, slots=True)
class WaysOn:
    """What can be gone back to. `good` is the newest backup that was found whole, `readable` the newest one that this
    version can show as it is."""

    good: Backup | None = None
    readable: Backup | None = None


def ways_on(target: str, folder: str) -> WaysOn:
    """What there is beside a database, or in the folder for backups, that cannot be opened."""
    if is_server(target):
        return WaysOn()
    last = last_good_backup(target, folder)
    if last is None or last.schema == SCHEMA_REVISION:
        return WaysOn(last, last)
    fitting = (one for one in backups_of(target, folder) if one.good and one.schema == SCHEMA_REVISION)
    return WaysOn(last, next(fitting, None))


def way_past_the_lock(target: str, folder: str) -> Backup | None:
    """For a locked file whose passphrase nobody knows: the newest backup that has none or another one."""
    path = Path(target)
    if is_server(target) or not path.is_file():
        return None
    return next((one for one in backups_of(target, folder) if _may_open_without(one, path)), None)


def _may_open_without(backup: Backup, path: Path) -> bool:
    if backup.sound is Soundness.LOCKED:
        return not have_one_key(Path(backup.path), path)
    return backup.good


def save_what_is_open(storage: Opened | Storage, copy: str) -> str:
    """Write everything that an open database holds into a new file, compared row by row; also when its own file was
    deleted, as long as a connection still holds it. Returns the path.

    Raises StorageTrouble "copy-not-made", "network-folder", "synced-folder", "exists".
    """
    path = Path(copy).absolute()
    refuse_shared_folder(path.parent)
    if identity_of(path) is not None:
        raise StorageTrouble("exists", path=str(path))
    whole = _whole(storage)
    copy_open(whole.held(), path, like=Path(whole.target))
    return str(path)


def put_back(storage: Opened | Storage) -> str:
    """Write everything into the place of a file that was deleted while it was open, and go on with it there."""
    whole = _whole(storage)
    path = Path(whole.target)
    rescued = save_what_is_open(whole, str(path.with_name(f"{path.stem}-rescued{path.suffix}")))
    whole.start_afresh()  # SQLite removes what is named like its log when it closes: first close, then put there
    try:
        if identity_of(path) is None:
            os.rename(rescued, path)
    except OSError as error:
        raise StorageTrouble("copy-not-made", path=str(path)) from error
    _log.info("the database was deleted while it was open and put back")
    return str(path)


def count_faults(target: str, *, actor: str, clock: Clock) -> int:
    """How many things are wrong in a database, after a long look at all of it. Raises StorageTrouble if it cannot even
    be opened."""
    with closing(open_database(target, actor=actor, clock=clock)) as storage:
        return len(check_database(storage).faults)


def copy_closed(target: str, copy: str, *, actor: str, clock: Clock) -> str:
    """Copy a file that nobody here has open, with what lies in its log, and look all of it over; of an older schema it
    is brought up to this one. Returns the path.

    Raises StorageTrouble, and leaves no copy then.
    """
    path = Path(copy).absolute()
    refuse_shared_folder(path.parent)
    if identity_of(path) is not None:
        raise StorageTrouble("exists", path=str(path))
    try:
        _copy_bytes(Path(target), path)
        with closing(open_database(str(path), actor=actor, clock=clock)) as storage:
            if any(fault.code == "file-damaged" for fault in check_database(storage).faults):
                raise StorageTrouble("damaged", path=target)
    except BaseException as error:
        for file in (path, log_beside(path), Path(f"{path}-shm")):
            with suppress(OSError):
                file.unlink()
        if isinstance(error, OSError):
            raise StorageTrouble("copy-not-made", path=str(path)) from error
        raise
    return str(path)


def _copy_bytes(source: Path, copy: Path) -> None:
    copy.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    for one, other in ((source, copy), (log_beside(source), log_beside(copy))):
        if one.exists():
            with one.open("rb") as old, open(os.open(other, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as new:
                shutil.copyfileobj(old, new)
                new.flush()
                os.fsync(new.fileno())


def _whole(storage: Opened | Storage) -> Storage:
    return storage if isinstance(storage, Storage) else storage.whole()
