"""The keys of encrypted files that this process has: made from a passphrase once, known by the salt a file begins with.

A copy that begins with the same salt opens with the same key. Keys are never written, logged or shown.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

SALT = 16  # bytes, in the place of SQLite's own header

_COST = 2**17  # with blocks of 1 KB: 128 MB and half a second for every guess
_BLOCK = 8
_ROOM = 160 * 1024 * 1024

# A salt that looks like one of these would make the file look like somebody else's.
FOREIGN_STARTS = (
    b"SQLite format 3\x00",
    b"%PDF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b\x08",
    b"7z\xbc\xaf",
    b"Rar!",
    b"RIFF",
    b"OggS",
    b"ID3",
)


@dataclass(frozen=True, slots=True)
class Key:
    """What opens every file that begins with this salt."""

    salt: bytes
    raw: bytes = field(repr=False)

    def pragma(self) -> str:
        """The first statement of a connection. Not for any log."""
        return f"PRAGMA key = \"x'{self.raw.hex()}{self.salt.hex()}'\""

    def literal(self) -> str:
        """The key as ATTACH takes it. Not for any log."""
        return f"x'{self.raw.hex()}{self.salt.hex()}'"


_PAGE = 4096
_MANY = 250  # of 256: a page of chance has fewer once in more files than there are


def looks_locked(path: Path) -> bool:
    """If this may be a file of ours that a passphrase locks: whole pages of bytes in which there is nothing to see."""
    with path.open("rb") as file:
        page = file.read(_PAGE)
    whole = len(page) == _PAGE and path.stat().st_size % _PAGE == 0
    return whole and not page.startswith(FOREIGN_STARTS) and len(set(page)) >= _MANY


def have_one_key(one: Path, other: Path) -> bool:
    """If what opens one of these locked files opens the other."""
    with one.open("rb") as first, other.open("rb") as second:
        return first.read(SALT) == second.read(SALT)


Asker = Callable[[str, bytes], Key | None]

_known: dict[bytes, Key] = {}
_askers: list[Asker] = []


def new_key(passphrase: str) -> Key:
    """A key with a salt of its own."""
    salt = os.urandom(SALT)
    while salt.startswith(FOREIGN_STARTS):
        salt = os.urandom(SALT)
    return key_from(passphrase, salt)


def key_from(passphrase: str, salt: bytes) -> Key:
    """The key of the files that begin with this salt. Takes half a second: that is its purpose."""
    import hashlib  # no start needs it

    from coordinator.domain.passphrases import normal

    words = normal(passphrase).encode("utf-8", "surrogatepass")
    raw = hashlib.scrypt(words, salt=salt, n=_COST, r=_BLOCK, p=1, maxmem=_ROOM, dklen=32)
    return Key(salt, raw)


def remember(key: Key) -> None:
    """From now on files that begin with its salt are opened with it."""
    _known[key.salt] = key


def forget(salt: bytes) -> None:
    """Such files are locked again."""
    _known.pop(salt, None)


def are_there_any() -> bool:
    """If any file can be an encrypted one that opens."""
    return bool(_known)


def known(salt: bytes) -> Key | None:
    """The key of files that begin with this salt, if it was given before."""
    return _known.get(salt)


def known_or_asked(path: str, salt: bytes) -> Key | None:
    """The key of a file, from whoever can be asked for it. Raises what they raise."""
    if salt not in _known:
        for asker in _askers:
            key = asker(path, salt)
            if key is not None:
                remember(key)
                break
    return _known.get(salt)


def ask(*askers: Asker) -> None:
    """Who gives the key of a file that needs one, in this order, in place of whoever did before."""
    _askers[:] = askers
