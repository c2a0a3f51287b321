"""Keeping a document in a file, whole or not at all, with a sentence for everything a disk may say."""

import errno
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from coordinator.domain.documents import Document
from coordinator.domain.errors import FileTrouble


def save_document(document: Document, target: Path) -> None:
    """Write the file whole or leave what was there; raises FileTrouble."""
    _in_words(target, lambda: _write(document.content, target))


def _write(content: bytes, target: Path) -> None:
    if target.is_dir():
        raise FileTrouble("file-is-folder", path=str(target))
    if not target.parent.is_dir():
        raise FileTrouble("folder-missing", path=str(target.parent))
    number, name = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o666 & ~_umask())
        os.replace(name, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


_SHARING_VIOLATION = 32


def _in_words(target: Path, write: Callable[[], None]) -> None:
    """Windows says "access denied" or "sharing violation" about a file that another program has open."""
    try:
        write()
    except OSError as error:
        in_use = getattr(error, "winerror", None) == _SHARING_VIOLATION or (
            os.name == "nt" and isinstance(error, PermissionError) and target.exists()
        )
        if in_use or error.errno in (errno.EBUSY, errno.ETXTBSY):
            raise FileTrouble("file-in-use", path=str(target)) from error
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise FileTrouble("disk-full", path=str(target)) from error
        if error.errno in (errno.ENAMETOOLONG, errno.EINVAL):
            raise FileTrouble("file-name-refused", path=str(target)) from error
        raise FileTrouble("file-not-writable", path=str(target)) from error
