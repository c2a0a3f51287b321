"""Making, opening and looking over a database: the one place outside `db` that names files of the database."""

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from coordinator.db.checking import Fault, faults_of, mend, zones_moved
from coordinator.db.checking import follow_zones as instants_anew
from coordinator.db.engine import open_engine, reading_engine, shown
from coordinator.db.files import (
    SCHEMA_REVISION,
    identity_of,
    is_server,
    keep_a_log,
    refuse_foreign_file,
)
from coordinator.db.keys import looks_locked
from coordinator.db.newer import refuse_newer
from coordinator.db.places import Access, access_to, lacks_a_log, refuse_shared_folder
from coordinator.db.soundness import is_sound
from coordinator.db.upgrade import (
    create_schema,
    revision_of,
    server_reads_only,
    upgrade_schema,
)
from coordinator.db.work import Storage, Work
from coordinator.domain.backups import Keeping, Reason
from coordinator.domain.changes import Changes, Label
from coordinator.domain.errors import CoordinatorError, StorageTrouble
from coordinator.domain.events import Role
from coordinator.domain.precinct import Precinct
from coordinator.runtime.clock import Clock
from coordinator.runtime.unfinished import tidy
from coordinator.usecases.backups import make_backup

BESIDE = Keeping()
USUAL_ROLES = (
    Role("Chair"),
    Role("Speaker"),
    Role("Greeter"),
    Role("Interpreter"),
    Role("Head coach", minimum_age=18, coaching=True),
    Role("Assistant coach", minimum_age=16, coaching=True),
    Role("Referee"),
    Role("Volunteer"),
    Role("Driver", minimum_age=18),
    Role("Sorter"),
    Role("Packer"),
    Role("Tutor"),
)


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a look over the database found, and which of it was mended."""

    faults: tuple[Fault, ...]
    repaired: frozenset[Fault] = frozenset()

    @property
    def ok(self) -> bool:
        """If nothing is wrong any more."""
        return set(self.faults) <= self.repaired


@dataclass(frozen=True, slots=True)
class Upgraded:
    """The schema a database had and the one it has now."""

    before: str
    now: str


def create_database(
    target: str,
    *,
    precinct: Precinct,
    actor: str,
    clock: Clock,
    fill: Callable[[Work], None] | None = None,
) -> Storage:
    """A new database at a path or address, open; `fill` may add records in the same transaction.

    Raises StorageTrouble: "exists" for a file or server database that holds something, "folder-not-writable",
    "network-folder" and what the drivers say. A file that could not be finished is taken away again.
    """
    if is_server(target):
        return _create_on_server(target, precinct, actor, clock, fill)
    path = Path(target).absolute()
    refuse_shared_folder(path.parent)
    if identity_of(path) is not None:
        if not _was_interrupted(path):
            raise StorageTrouble("exists", path=str(path))
        return _started(str(path), precinct, actor, clock, fill)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except (OSError, ValueError) as error:
        raise StorageTrouble("folder-not-writable", path=str(path.parent)) from error
    try:
        return _started(str(path), precinct, actor, clock, fill)
    except BaseException:
        for name in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
            with suppress(OSError):
                name.unlink(missing_ok=True)
        raise


def _was_interrupted(path: Path) -> bool:
    """If somebody began to make a database here and never came to its first row: nothing is lost by going on."""
    try:
        refuse_foreign_file(path)
    except StorageTrouble as trouble:
        return trouble.code == "empty" and path.is_file()
    engine = open_engine(str(path))
    try:
        return revision_of(engine, str(path)) is None
    except StorageTrouble:
        return False
    finally:
        engine.dispose()


def _create_on_server(
    target: str, precinct: Precinct, actor: str, clock: Clock, fill: Callable[[Work], None] | None
) -> Storage:
    engine = open_engine(target)
    try:
        if revision_of(engine, target) is not None:
            raise StorageTrouble("exists", path=shown(target))
    finally:
        engine.dispose()
    return _started(target, precinct, actor, clock, fill)


def _started(target: str, precinct: Precinct, actor: str, clock: Clock, fill: Callable[[Work], None] | None) -> Storage:
    create_schema(target)
    storage = Storage(open_engine(target), target, actor=actor, clock=clock)
    try:
        storage.change(_begin_precinct, precinct, fill)
    except BaseException:
        storage.close()
        raise
    return storage


def _begin_precinct(work: Work, precinct: Precinct, fill: Callable[[Work], None] | None) -> Changes:
    work.precinct.add(precinct)
    for role in USUAL_ROLES:
        work.roles.add(role)
    if fill is not None:
        fill(work)
    return work.recorder.finish(Label("started", {"precinct": precinct.name}), kind="start")


def open_database(target: str, *, actor: str, clock: Clock, read_only: str = "", keeping: Keeping = BESIDE) -> Storage:
    """An existing database, brought up to this program's schema. Before a file is upgraded, a backup of it is
    made where `keeping` says; on a server the administrator's own backups stand for that.

    With `read_only`, the code of a reason, nothing is written. A file that may only be read ("read-only"), a standby
    ("standby") and a server that takes no changes ("server-read-only") are opened like this by themselves; the
    storage says so.

    Raises StorageTrouble: "missing", "not-ours", "newer", "damaged", "network-folder", "synced-folder",
    "not-openable", "server-lost", "copy-failed", "older-read-only", …; the file is unchanged then.
    """
    if is_server(target):
        return _open_server(target, actor, clock, read_only)
    path = Path(target).absolute()
    if identity_of(path) is None:
        raise StorageTrouble("missing", path=str(path))
    refuse_shared_folder(path)
    refuse_foreign_file(path)
    reason = read_only or ("" if access_to(path) is Access.WRITE else "read-only")
    if not reason:
        _clear_up_after_others(path)
    try:
        return _open_file(path, actor, clock, reason, keeping)
    except CoordinatorError:
        raise
    except Exception as error:  # whatever a damaged file makes a library stumble over
        if is_sound(path):
            raise
        raise StorageTrouble("damaged", path=str(path)) from error


def _clear_up_after_others(path: Path) -> None:
    """What programs that were killed left unfinished goes; a file that changes would go straight into keeps a log
    again. Of a locked one that can only be seen by asking for it."""
    tidy(path.parent)
    if looks_locked(path) or lacks_a_log(path):
        keep_a_log(path)


def _open_server(target: str, actor: str, clock: Clock, read_only: str) -> Storage:
    engine = open_engine(target)
    try:
        revision = revision_of(engine, target)
        reason = read_only or server_reads_only(engine, target)
        _bring_up(revision, target, clock, reason, BESIDE)
    except BaseException:
        engine.dispose()
        raise
    return Storage(engine, target, actor=actor, clock=clock, read_only=reason)


def _open_file(path: Path, actor: str, clock: Clock, reason: str, keeping: Keeping) -> Storage:
    file = identity_of(path)  # asked before the engine opens it
    engine = reading_engine(path) if reason else open_engine(str(path))
    try:
        _bring_up(revision_of(engine, str(path)), str(path), clock, reason, keeping)
    except BaseException:
        engine.dispose()
        raise
    return Storage(engine, str(path), actor=actor, clock=clock, read_only=reason, file=file)


def _bring_up(revision: str | None, target: str, clock: Clock, reason: str, keeping: Keeping) -> None:
    if revision is None:
        raise StorageTrouble("empty", path=shown(target))
    refuse_newer(revision, target)
    if revision == SCHEMA_REVISION:
        return
    if reason:
        raise StorageTrouble("older-read-only", path=shown(target))
    upgrade_schema(target, before=partial(make_backup, target, Reason.UPGRADE, keeping=keeping, clock=clock))


def upgrade_database(target: str, *, actor: str, clock: Clock, keeping: Keeping = BESIDE) -> Upgraded:
    """Bring a database up to this program's schema and say which it had. Raises as `open_database` does."""
    if not is_server(target):
        if identity_of(Path(target)) is None:
            raise StorageTrouble("missing", path=str(Path(target).absolute()))
        refuse_foreign_file(Path(target))
    engine = open_engine(target)
    try:
        before = revision_of(engine, target)
    finally:
        engine.dispose()
    open_database(target, actor=actor, clock=clock, keeping=keeping).close()
    return Upgraded(before or SCHEMA_REVISION, SCHEMA_REVISION)


def follow_zones(storage: Storage) -> int:
    """After new zone data: events keep their wall time and get the instants it stands for now. How many were moved.
    Nobody who writes has to wait unless there are some."""
    if storage.read_only or not storage.read(lambda work: zones_moved(work.connection)):
        return 0
    return storage.change(lambda work: instants_anew(work.connection))


def check_database(storage: Storage, *, repair: bool = False) -> CheckReport:
    """Look everything over; with `repair`, mend what needs no choice."""
    faults = _faults(storage)
    mendable = frozenset(fault for fault in faults if fault.mendable)
    if repair and mendable:
        storage.change(lambda work: mend(work.connection, tuple(mendable)))
        return CheckReport(faults, frozenset(set(faults) - set(_faults(storage))))
    return CheckReport(faults)


def _faults(storage: Storage) -> tuple[Fault, ...]:
    """What a look finds; a damaged file may be so damaged that even the end of reading is refused."""
    found: list[Fault] = []
    try:
        storage.read(lambda work: found.extend(faults_of(work.connection)))
    except StorageTrouble as trouble:
        if trouble.code != "damaged":
            raise
        found.append(Fault("file-damaged"))
    return tuple(dict.fromkeys(found))
