"""Keeping a document in a file, whole or not at all, with a sentence for everything a disk may say."""

import errno
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from coordinator.domain.documents import Document
from coordinator.domain.errors import FileTrouble
from coordinator.runtime.unfinished import unfinished

_MOST_TRIED = 1000


def save_document(document: Document, target: Path) -> None:
    """Write the file whole or leave what was there; raises FileTrouble."""
    _in_words(target, lambda: _write(document.content, target))


def another_name(target: Path) -> Path:
    """A name beside this one that is still free: "shifts-2.csv"."""
    for number in range(2, _MOST_TRIED):
        other = target.with_name(f"{target.stem}-{number}{target.suffix}")
        if not other.exists():
            return other
    return target


def _write(content: bytes, target: Path) -> None:
    if target.is_dir():
        raise FileTrouble("file-is-folder", path=str(target))
    if not target.parent.is_dir():
        raise FileTrouble("folder-missing", path=str(target.parent))
    if target.exists() and not target.is_file():
        target.write_bytes(content)  # a device or a pipe takes it in; a file in its place would take it from everybody
        return
    _replace(content, Path(os.path.realpath(target)))


def _replace(content: bytes, target: Path) -> None:
    """The file itself, where a link leads to it; it keeps the rights it had."""
    rights = stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o666 & ~_umask()
    with _beside(target) as part:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(part, rights)
        os.replace(part, target)


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    with ExitStack() as stack:
        try:
            part = stack.enter_context(unfinished(target))
        except OSError as error:
            if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
                raise FileTrouble("folder-read-only", path=str(target.parent)) from error
            raise
        yield part


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
