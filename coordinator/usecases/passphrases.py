"""A passphrase on a database file: given, set, changed and taken off. Without it the file and its backups tell nothing.

SQLAlchemy is not needed here: the window asks before it is loaded.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.db import keys
from coordinator.db.files import is_encrypted, is_server, opens, raw_connection, refuse_foreign_file
from coordinator.db.keys import Key
from coordinator.domain.errors import Refused, StorageTrouble
from coordinator.domain.passphrases import objections_to_passphrase
from coordinator.runtime import remembered

if TYPE_CHECKING:
    from coordinator.domain.backups import Keeping
    from coordinator.runtime.clock import Clock

_log = logging.getLogger("coordinator.passphrases")


@dataclass(frozen=True, slots=True)
class Relocked:
    """What became of a file: `backup` was made before, `locked` is how many readable backups are locked now too,
    `readable` are those that could not be. `remembered` says that the system's keyring opens the file from now on."""

    path: str
    backup: str = ""
    locked: int = 0
    readable: tuple[str, ...] = ()
    remembered: bool = False


# --- giving it -------------------------------------------------------------------------------------------------------


def ask_keyring_then(person: Callable[[str], str | None] | None = None) -> None:
    """Who is asked for the passphrase of a file that needs one, given its path: the system's keyring, and then the
    person, who may give none."""
    keys.ask(_from_keyring, *([] if person is None else [_from(person)]))


def _from_keyring(_path: str, salt: bytes) -> Key | None:
    with suppress(ValueError):
        found = remembered.recall(_name_of(salt))
        return Key(salt, bytes.fromhex(found)) if found else None
    return None


def _from(person: Callable[[str], str | None]) -> keys.Asker:
    def asked(path: str, salt: bytes) -> Key | None:
        passphrase = person(path)
        return None if passphrase is None else _fitting(Path(path), salt, passphrase)

    return asked


def give_passphrase(target: str, passphrase: str, *, keep: bool = False) -> bool:
    """Open this file and its backups with the passphrase from now on, until the program ends; with `keep` the system's
    keyring keeps the key. True when it does.

    Raises StorageTrouble "passphrase-wrong".
    """
    path = Path(target).absolute()
    salt = _beginning(path)
    keys.remember(_fitting(path, salt, passphrase))
    return keep and _keep(salt)


def _fitting(path: Path, salt: bytes, passphrase: str) -> Key:
    before, key = keys.known(salt), keys.key_from(passphrase, salt)
    keys.remember(key)
    if opens(path):
        return key
    keys.forget(salt)
    if before is not None:
        keys.remember(before)
    raise StorageTrouble("passphrase-wrong", path=str(path))


def _beginning(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(keys.SALT)
    except OSError as error:
        raise StorageTrouble("not-openable", path=str(path)) from error


def is_locked(target: str) -> bool:
    """If this file, which nobody has open, may be one that needs a passphrase."""
    path = Path(target)
    return not is_server(target) and path.is_file() and keys.looks_locked(path)


def has_passphrase(target: str) -> bool:
    """If this open file is locked when it is closed."""
    if is_server(target):
        return False
    with closing(raw_connection(Path(target))) as connection:
        return is_encrypted(connection)


def is_kept(target: str) -> bool:
    """If the system's keyring opens this open file."""
    return remembered.recall(_name_of(_salt(target))) is not None


def keep_or_forget(target: str, *, keep: bool) -> bool:
    """Let the keyring keep the key of this open file, or forget it. True when it was done."""
    salt = _salt(target)
    return _keep(salt) if keep else remembered.forget(_name_of(salt))


def _salt(target: str) -> bytes:
    with closing(raw_connection(Path(target))) as connection:
        found = connection.execute("PRAGMA cipher_salt").fetchone()
        return bytes.fromhex(found[0]) if found else b""


def _keep(salt: bytes) -> bool:
    key = keys.known(salt)
    return key is not None and remembered.remember(_name_of(salt), key.raw.hex())


def _name_of(salt: bytes) -> str:
    return f"data file {salt.hex()}"


# --- setting, changing, taking it off --------------------------------------------------------------------------------


def set_passphrase(
    target: str, passphrase: str, *, keeping: Keeping, clock: Clock, now: str | None = None, keep: bool = False
) -> Relocked:
    """Lock a file with a passphrase, or with another one than before. Nobody may have it open, not this program either.

    A backup is made first. When the file was readable until now, its backups were too: those are locked with it; what
    lies there locked already keeps the passphrase it has. With `now` the passphrase it has must be this one. Raises
    Refused for a passphrase that is none, StorageTrouble "passphrase-wrong", "passphrase-on-server", "in-use", "full",
    "not-rewritten", …; the file is as it was then.
    """
    objections = tuple(objections_to_passphrase(passphrase))
    if objections:
        raise Refused(*objections)
    path, before = _ready(target, now)
    key = keys.new_key(passphrase)
    done = _rewritten(path, key, before, keeping, clock)
    return Relocked(*done, remembered=keep and _keep(key.salt))


def remove_passphrase(target: str, *, keeping: Keeping, clock: Clock, now: str | None = None) -> Relocked:
    """Write the file readable by everybody who gets hold of it. Backups that are locked stay so.

    Raises what `set_passphrase` raises, and StorageTrouble "no-passphrase".
    """
    path, before = _ready(target, now)
    if before is None:
        raise StorageTrouble("no-passphrase", path=str(path))
    return Relocked(*_rewritten(path, None, before, keeping, clock))


def _ready(target: str, now: str | None) -> tuple[Path, Key | None]:
    """The file, looked at, and the key it has."""
    if is_server(target):
        raise StorageTrouble("passphrase-on-server")
    path = Path(target).resolve()
    if not path.exists():
        raise StorageTrouble("missing", path=str(path))
    if now is not None and is_locked(str(path)):
        keys.remember(_fitting(path, _beginning(path), now))
    refuse_foreign_file(path)
    return path, keys.known(_beginning(path))


def _rewritten(
    path: Path, key: Key | None, before: Key | None, keeping: Keeping, clock: Clock
) -> tuple[str, str, int, tuple[str, ...]]:
    from coordinator.db.rewriting import rewrite
    from coordinator.domain.backups import Reason
    from coordinator.usecases.backups import make_backup

    made = make_backup(str(path), Reason.ENCRYPTION, keeping=keeping, clock=clock)
    locked: list[Path] = []
    readable: list[str] = []

    def lock_the_backups() -> None:
        for file in _readable_backups(path, keeping.folder):
            try:
                rewrite(file, key)
                locked.append(file)
            except (StorageTrouble, OSError):
                readable.append(str(file))

    rewrite(path, key, before=bool if key is None or before is not None else lock_the_backups)
    if before is not None:
        remembered.forget(_name_of(before.salt))
    _log.info("the database was written anew, %s a passphrase", "without" if key is None else "with")
    return str(path), made.path if made else "", len(locked), tuple(readable)


def _readable_backups(path: Path, folder: str) -> Iterator[Path]:
    from coordinator.domain.backups import read_name
    from coordinator.usecases.backups import OWN_FOLDER

    of_old = re.compile(rf"{re.escape(path.stem)}-schema-\d{{4}}-.*{re.escape(path.suffix)}")
    for place in dict.fromkeys([path.parent / OWN_FOLDER, *([Path(folder).absolute()] if folder else [])]):
        with suppress(OSError):
            for file in sorted(place.iterdir()):
                named = read_name(path.name, file.name) is not None or of_old.fullmatch(file.name)
                if named and file.is_file() and not keys.looks_locked(file):
                    yield file
