"""Secrets that the system keeps for this person: in its keyring, where there is one, and nowhere else.

Nothing here raises: without a keyring, or with one that stays shut, the person is asked instead.
"""

from __future__ import annotations

from typing import Any

_SERVICE = "Coordinator"
_MUTE = ("fail", "null", "chainer")  # backends that keep nothing; the last only when nothing is behind it


def can_remember() -> bool:
    """If there is a keyring that would keep a secret. May take a second; ask away from the window's thread."""
    return _keyring() is not None


def remember(what: str, secret: str) -> bool:
    """Keep a secret under a name; False when it was not kept."""
    keyring = _keyring()
    if keyring is None:
        return False
    try:
        keyring.set_password(_SERVICE, what, secret)
        return bool(keyring.get_password(_SERVICE, what) == secret)
    except Exception:  # each system's keyring fails in its own ways
        return False


def recall(what: str) -> str | None:
    """The secret kept under this name, if there is one and the keyring gives it."""
    keyring = _keyring()
    if keyring is None:
        return None
    try:
        found = keyring.get_password(_SERVICE, what)
    except Exception:
        return None
    return found if isinstance(found, str) else None


def forget(what: str) -> bool:
    """Take a secret away; True when it is not kept any more."""
    keyring = _keyring()
    if keyring is None:
        return True
    try:
        if keyring.get_password(_SERVICE, what) is not None:
            keyring.delete_password(_SERVICE, what)
        return True
    except Exception:
        return False


def _keyring() -> Any:
    """The system's own, or None. Loaded here, because most starts need none."""
    try:
        import keyring

        backend = keyring.get_keyring()
        name = type(backend).__module__.rpartition(".")[2]
        if name in _MUTE and not getattr(backend, "backends", ()):
            return None
        return backend
    except Exception:
        return None
