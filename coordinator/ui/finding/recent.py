"""What was opened lately, as this PC remembers it: kind and id for each database, never a name."""

from collections.abc import Sequence
from zlib import crc32

from coordinator.domain.finding import Found, Recent

MOST = 10
_ALL = 40


def recent_in(kept: Sequence[str], target: str) -> tuple[Recent, ...]:
    """Those of this database, the latest first; what makes no sense is left out."""
    mark = _mark(target)
    found = (_read(entry[len(mark) :]) for entry in kept if entry.startswith(mark))
    return tuple(each for each in found if each is not None)[:MOST]


def with_opened(kept: Sequence[str], target: str, opened: Recent) -> tuple[str, ...]:
    """What is remembered once this was opened."""
    mark = _mark(target)
    entry = f"{mark}{opened.kind}:{opened.id}"
    own = [entry, *(one for one in kept if one.startswith(mark) and one != entry)][:MOST]
    return (*own, *(one for one in kept if not one.startswith(mark)))[:_ALL]


def _mark(target: str) -> str:
    """Tells databases apart without naming them: ids mean nothing in another one."""
    return f"{crc32(target.encode()):08x}:"


def _read(entry: str) -> Recent | None:
    kind, _colon, number = entry.partition(":")
    if kind not in set(Found) or not (number.isascii() and number.isdigit()):
        return None
    return Recent(Found(kind), int(number))
