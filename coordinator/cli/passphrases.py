"""Where a command gets a passphrase from: the environment, a file, the terminal; never its own arguments."""

import getpass
import os
import sys
from pathlib import Path

from coordinator.domain.errors import FileTrouble, Interrupted, Refused
from coordinator.domain.passphrases import normal
from coordinator.domain.problems import Problem
from coordinator.runtime.i18n import _

PRESENT = "COORDINATOR_PASSPHRASE"
NEW = "COORDINATOR_NEW_PASSPHRASE"


def present_passphrase(path: str) -> str | None:
    """The passphrase a file has; None when there is nobody to ask."""
    given = os.environ.get(PRESENT)
    return given if given is not None else _asked(_("Passphrase of {path}: ").format(path=path))


def new_passphrase(file: str | None, *names: str) -> str | None:
    """The passphrase a file shall have: from a file, from the first variable that is set, or typed twice."""
    if file is not None:
        return _read(file)
    given = next((os.environ[name] for name in names if name in os.environ), None)
    return given if given is not None else _asked_twice()


def _asked_twice() -> str | None:
    first = _asked(_("New passphrase: "))
    if first is None:
        return None
    again = _asked(_("The same again: "))
    if again is None or normal(again) != normal(first):
        raise Refused(Problem("passphrases-differ", "passphrase"))
    return first


def _asked(words: str) -> str | None:
    if sys.stdin is None or not sys.stdin.isatty():
        return None
    try:
        return getpass.getpass(words, stream=sys.stderr)
    except EOFError:
        raise Interrupted from None


def _read(file: str) -> str:
    """What stands in a file, without the end of its line."""
    path = Path(file)
    try:
        return path.read_text(encoding="utf-8-sig").removesuffix("\n").removesuffix("\r")
    except FileNotFoundError as error:
        raise FileTrouble("file-missing", path=file) from error
    except (OSError, ValueError) as error:
        raise FileTrouble("file-not-readable", path=file) from error
