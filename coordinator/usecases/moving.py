"""Moving a whole office into a new file or into an empty database of a server, whichever it is in now."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from coordinator.db.copying import Copied, copy_rows
from coordinator.db.engine import open_engine, shown
from coordinator.db.files import DRIVER_ERROR, identity_of, is_server, raw_connection
from coordinator.db.places import refuse_shared_folder
from coordinator.db.upgrade import prepare_file, revision_of
from coordinator.db.work import Work
from coordinator.domain.backups import Keeping, Kept, Reason
from coordinator.domain.errors import StorageTrouble
from coordinator.domain.offices import OfficeSize
from coordinator.runtime.clock import Clock
from coordinator.runtime.unfinished import settle, settle_folder, unfinished
from coordinator.usecases.backups import make_backup
from coordinator.usecases.office import office_size

P = ParamSpec("P")
T = TypeVar("T")
Progress = Callable[[int, int], object]


class Storage(Protocol):
    """What is moved: an open database."""

    @property
    def target(self) -> str: ...

    def read(self, question: Callable[Concatenate[Work, P], T], *args: P.args, **kwargs: P.kwargs) -> T: ...


@dataclass(frozen=True, slots=True)
class Moved:
    """What the new place holds now; `backup` is the copy made of the file before. `shown` is the path, or the address
    without user and password."""

    target: str
    shown: str
    size: OfficeSize
    rows: int
    backup: Kept | None


def _untold(_done: int, _total: int) -> None:
    """Nobody wants to know how far it is."""


def move_office(
    storage: Storage, target: str, *, keeping: Keeping, clock: Clock, progress: Progress = _untold
) -> Moved:
    """Copy everything of one moment into `target`, a path where nothing is or an address without an office, and compare
    it. A backup of a file is made first; the office itself stays where it is, as it is.

    Raises StorageTrouble ("exists", "row-unmovable", "copy-before-move-failed", …) and what `progress`
    raises; the target is as it was then.
    """
    place = target if is_server(target) else str(Path(target).absolute())
    _refuse_taken(place)
    backup = make_backup(storage.target, Reason.MOVE, keeping=keeping, clock=clock)
    fill = _fill_server if is_server(place) else _fill_file
    copied = fill(storage, place, progress)
    return Moved(place, shown(place), storage.read(office_size), copied.total, backup)


def _refuse_taken(target: str) -> None:
    if not is_server(target):
        refuse_shared_folder(Path(target).parent)
        if not _is_free(Path(target)):
            raise StorageTrouble("exists", path=target)
        return
    engine = open_engine(target)
    try:
        if revision_of(engine, target) is not None:
            raise StorageTrouble("exists", path=shown(target))
    finally:
        engine.dispose()


def _is_free(path: Path) -> bool:
    """If nothing is there, or a file with nothing in it."""
    try:
        return path.is_file() and path.stat().st_size == 0 if os.path.lexists(path) else True
    except (OSError, ValueError):
        return False


def _fill_server(storage: Storage, target: str, progress: Progress) -> Copied:
    return storage.read(_copy, target, shown(target), progress)


def _copy(work: Work, target: str, name: str, progress: Progress) -> Copied:
    return copy_rows(work.connection, target, shown=name, progress=progress)


def _fill_file(storage: Storage, target: str, progress: Progress) -> Copied:
    path = Path(target)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with unfinished(path) as part:
            begun = _begin(part, storage.target)
            copied = storage.read(_copy, str(part), target, progress)
            _finish(part, path, begun)
    except (OSError, ValueError, DRIVER_ERROR) as error:
        raise StorageTrouble("folder-not-writable", path=str(path.parent)) from error
    return copied


def _begin(part: Path, source: str) -> tuple[int, int] | None:
    """A file of ours; out of one with a passphrase comes one with the same."""
    prepare_file(part, like=None if is_server(source) else Path(source))
    return identity_of(part)


def _finish(part: Path, path: Path, begun: tuple[int, int] | None) -> None:
    """Onto the disk for good, and under its name unless somebody made a file of that name meanwhile."""
    with closing(raw_connection(part)) as connection:
        (sound,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    if sound != "ok" or identity_of(part) != begun:
        raise StorageTrouble("copy-unequal", path=str(path))
    settle(part)
    if not _is_free(path):
        raise StorageTrouble("exists", path=str(path))
    os.replace(part, path)
    settle_folder(path.parent)
