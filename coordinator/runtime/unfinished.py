"""Files that are written beside the wanted one and moved there when they are whole; what killed runs left is tidied."""

import os
import platform
import re
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_STALE = 3600.0  # seconds after which nobody writes any more to what another computer began
_BESIDE = ("-journal", "-wal", "-shm", "")
_PART = re.compile(r"\..+\.(?P<process>\d{1,10})-(?P<where>[0-9a-f]{8})\.part")
_LONGEST = 150  # bytes of a name that are taken over: with what comes after it stays a name that a file can have


@contextmanager
def unfinished(wanted: Path) -> Iterator[Path]:
    """An empty file of its owner beside the wanted one, to fill and to move there; taken away if it still is there.

    What runs that were killed left for this place goes now.
    """
    tidy(wanted.parent)
    part = wanted.with_name(f".{_short(wanted.name)}.{os.getpid()}-{_here()}.part")
    try:
        _remove(part)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        yield part
    finally:
        _remove(part)


def tidy(folder: Path) -> None:
    """Remove from a folder what killed runs of this program left unfinished there."""
    with suppress(OSError):
        for left in folder.glob(".*.part"):
            if _PART.fullmatch(left.name) and _is_stale(left):
                _remove(left)


def _is_stale(part: Path) -> bool:
    """If nobody writes to it any more: its process is gone, or, where that cannot be seen, it is long untouched."""
    found = _PART.fullmatch(part.name)
    if found is not None and found["where"] == _here() and os.name == "posix":
        return int(found["process"]) != os.getpid() and not _runs(int(found["process"]))
    with suppress(OSError):
        return time.time() - part.stat().st_mtime > _STALE
    return False


def _runs(number: int) -> bool:
    try:
        os.kill(number, 0)  # asks only
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _short(name: str) -> str:
    return os.fsencode(name)[:_LONGEST].decode("utf-8", "ignore")


def _here() -> str:
    return f"{zlib.crc32(platform.node().encode()):08x}"


def _remove(file: Path) -> None:
    for behind in _BESIDE:
        with suppress(OSError):
            Path(f"{file}{behind}").unlink(missing_ok=True)


def settle(file: Path) -> None:
    """Wait until the file is on the disk for good."""
    number = os.open(file, os.O_RDWR)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def settle_folder(folder: Path) -> None:
    """Wait until the names in the folder are on the disk for good."""
    with suppress(OSError):  # Windows has no such thing
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
