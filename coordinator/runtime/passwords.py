"""Passwords of servers by the addresses they are for: given once, kept in the system's keyring, never in a file."""

from coordinator.runtime import remembered

_given: dict[str, str] = {}
_lost: set[str] = set()


def keep(address: str, password: str) -> bool:
    """Use it from now on for this address, which holds no password itself; False when it is forgotten as soon as the
    program ends, because this computer has no keyring. May take a second."""
    _given[address] = password
    kept = remembered.remember(_name(address), password)
    (_lost.discard if kept else _lost.add)(address)
    return kept


def use(address: str, password: str) -> None:
    """Use it for this address until the program ends, and keep it nowhere. What the keyring has stays there."""
    _given[address] = password
    _lost.add(address)


def is_lost(address: str) -> bool:
    """If a password was given for this address that no keyring kept."""
    return address in _lost


def password_for(address: str) -> str:
    """The password kept for this address, empty when there is none: the driver then looks in its own places."""
    if address not in _given:
        _given[address] = remembered.recall(_name(address)) or ""
    return _given[address]


def drop(address: str) -> None:
    """Forget it."""
    _given.pop(address, None)
    remembered.forget(_name(address))


def _name(address: str) -> str:
    return f"password of {address}"
