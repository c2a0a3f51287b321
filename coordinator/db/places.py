"""Where a database file lies: on another computer, in a folder that is synced, or where it may only be read."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from coordinator.domain.errors import StorageTrouble


class Access(StrEnum):
    """How SQLite is to open a file, as its address says it. FROZEN leaves nothing beside the file, but does not notice
    who writes to it meanwhile."""

    WRITE = "mode=rw"
    READ = "mode=ro"
    FROZEN = "mode=ro&immutable=1"


def access_to(path: Path) -> Access:
    """The most that this person can do with the file."""
    return Access.WRITE if is_writable(path) else reading_access(path, logged=keeps_a_log(path))


def reading_access(path: Path, *, logged: bool) -> Access:
    """How to read a file without leaving anything beside it. A write-ahead log needs two files there. Where none can
    be made, or would belong to somebody who may not write, a file that nobody has open is read without them."""
    if is_writable(path):
        return Access.WRITE
    return Access.FROZEN if logged and not _size(log_beside(path)) else Access.READ


def log_beside(path: Path) -> Path:
    """The write-ahead log of a database file; it is there while somebody has the database open."""
    return Path(f"{path}-wal")


def is_writable(path: Path) -> bool:
    """If this person may write the file, what lies beside it, and into its folder."""
    beside = [file for file in (log_beside(path), Path(f"{path}-shm")) if file.exists()]
    return all(os.access(place, os.W_OK) for place in (path, path.parent, *beside))


def keeps_a_log(path: Path) -> bool:
    """If changes go into a write-ahead log, as the file's header says. Not to be asked of a file that this process has
    open: Python closing it would take the locks of SQLite away."""
    return _versions(path) == b"\x02\x02"


def lacks_a_log(path: Path) -> bool:
    """If changes go straight into the file, as in a backup. Not to be asked of a file that is open, either."""
    return _versions(path) == b"\x01\x01"


def _versions(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(20)[18:20]
    except OSError:
        return b""


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def refuse_shared_folder(path: Path) -> None:
    """Raise StorageTrouble for a database on a network share, where write-ahead logging corrupts it, or in a folder
    that some program copies to other computers file by file, which tears a database from its log."""
    if _is_remote(path):
        raise StorageTrouble("network-folder", path=str(path))
    service = synced_by(path)
    if service:
        raise StorageTrouble("synced-folder", path=str(path), service=service)


def synced_by(path: Path) -> str:
    """The program that copies this folder to other computers; empty if there is none."""
    for folder in _folders_above(path):
        service = _NAMES.get(folder.name.casefold()) or _by_beginning(folder.name) or _by_mark(folder)
        if service:
            return service
    return next((_ONEDRIVE for name in _ONEDRIVE_PLACES if _is_inside(path, os.environ.get(name, ""))), "")


def _folders_above(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield path
    yield from path.parents


_ONEDRIVE = "OneDrive"
_ONEDRIVE_PLACES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer") if sys.platform == "win32" else ()
_NAMES = {
    "dropbox": "Dropbox",
    "onedrive": _ONEDRIVE,
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "icloud drive": "iCloud",
    "iclouddrive": "iCloud",
    "mobile documents": "iCloud",
    "cloudstorage": "iCloud",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "syncthing": "Syncthing",
}
_BEGINNINGS = {"onedrive - ": _ONEDRIVE, "dropbox (": "Dropbox", "googledrive-": "Google Drive"}
_MARKS = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".tmp.drivedownload": "Google Drive",
    ".tmp.driveupload": "Google Drive",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".stfolder": "Syncthing",
}


def _by_beginning(name: str) -> str:
    return next((service for start, service in _BEGINNINGS.items() if name.casefold().startswith(start)), "")


def _by_mark(folder: Path) -> str:
    # Dropbox keeps a folder of settings, `.dropbox`, in the home folder: that does not make all of it a synced one.
    marks = {**_MARKS, ".dropbox": ""} if folder == _home() else _MARKS
    return next((service for mark, service in marks.items() if service and os.path.lexists(folder / mark)), "")


def _home() -> Path | None:
    try:
        return Path.home()
    except RuntimeError:
        return None


def _is_inside(path: Path, folder: str) -> bool:
    return bool(folder) and path.is_relative_to(folder)


_NETWORK_FILE_SYSTEMS = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afs", "fuse.davfs"})
_REMOTE_DRIVE = 4  # what Windows calls DRIVE_REMOTE


def _is_remote(path: Path) -> bool:
    if str(path).startswith(("\\\\", "//")):
        return True
    if sys.platform == "win32":
        return _kind_of_drive(path) == _REMOTE_DRIVE
    return _file_system_of(path) in _NETWORK_FILE_SYSTEMS


def _kind_of_drive(path: Path) -> int:
    """A letter of a drive may stand for a folder of another computer."""
    import ctypes

    kind: int = getattr(ctypes, "windll").kernel32.GetDriveTypeW(path.anchor)  # noqa: B009
    return kind


def _file_system_of(path: Path) -> str:
    mounts = Path("/proc/self/mounts")
    if not mounts.exists():
        return ""
    best, kind = "", ""
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        _device, point, system, *_rest = line.split(" ")
        point = point.replace("\\040", " ")
        inside = point == "/" or str(path) == point or str(path).startswith(point.rstrip("/") + os.sep)
        if inside and len(point) >= len(best):
            best, kind = point, system
    return kind
