"""The first hundred bytes of a SQLite file: whose it is, and whether the rest of it is there."""

from __future__ import annotations

from pathlib import Path

from coordinator.db.places import log_beside

SIZE = 100

_MAGIC = b"SQLite format 3\x00"
_PAGE_SIZES = frozenset(2**power for power in range(9, 17))
_LOG_MAGIC = (0x377F0682, 0x377F0683)
_LOG_HEADER, _FRAME_HEADER = 32, 24


def is_of_sqlite(header: bytes) -> bool:
    """If this is how such a file begins."""
    return header.startswith(_MAGIC)


def application_of(header: bytes) -> int:
    """The number of the program it belongs to."""
    return _number(header, 68)


def is_whole(path: Path, header: bytes) -> bool:
    """If the file is as long as its header says. What is missing may lie in the log beside it: the program may have
    been killed while that was folded in."""
    if len(header) < SIZE or page_size(header) not in _PAGE_SIZES:
        return False
    size, pages = path.stat().st_size, _number(header, 28)
    if _number(header, 24) != _number(header, 92) or not pages:  # the header does not say how many there are
        return True
    if size == pages * page_size(header):
        return True
    logged = _pages_in(log_beside(path), page_size(header))
    if size > pages * page_size(header):
        return bool(logged)
    missing = range(size // page_size(header) + 1, pages + 1)
    return len(missing) <= len(logged) and logged.issuperset(missing)  # a damaged header may speak of billions


def page_size(header: bytes) -> int:
    """In bytes; the largest does not fit into its two bytes and is written as 1."""
    written = int.from_bytes(header[16:18], "big")
    return 65536 if written == 1 else written


def _pages_in(log: Path, size: int) -> set[int]:
    """The numbers of the pages in a write-ahead log, as far as its frames belong together."""
    found = set()
    try:
        with log.open("rb") as file:
            head = file.read(_LOG_HEADER)
            if len(head) < _LOG_HEADER or _number(head, 0) not in _LOG_MAGIC or _number(head, 8) != size:
                return set()
            while len(frame := file.read(_FRAME_HEADER)) == _FRAME_HEADER and frame[8:16] == head[16:24]:
                found.add(_number(frame, 0))
                file.seek(size, 1)
    except OSError:
        return set()
    return found


def _number(data: bytes, place: int) -> int:
    return int.from_bytes(data[place : place + 4], "big")
