"""The composition root: arguments, settings, log, language, then the window or the command line."""

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NoReturn

from coordinator.runtime import i18n
from coordinator.runtime.clock import clock_from
from coordinator.runtime.log import log_uncaught, start_log
from coordinator.runtime.settings import Settings, load_settings


@dataclass(frozen=True, slots=True)
class Options:
    """What may be said when the window is opened: database path or address, language code, who acts, and the instant
    the clock stands at (ISO 8601), for pictures that can be made again."""

    data: str | None = None
    language: str | None = None
    user: str | None = None
    now: str | None = None


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns its exit status. Flags alone open the window, anything else is a command."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    options = window_options(given)
    start_log()
    log_uncaught()
    speak(options.language if options else None, load_settings())
    return open_window(options) if options else run_command(given)


def window_options(arguments: Sequence[str]) -> Options | None:
    """The options for the window, or None when these arguments are for the command line."""
    try:
        found, rest = window_parser().parse_known_args(list(arguments))
        clock_from(found.now or "")
    except (NotForTheWindow, ValueError):
        return None
    data = found.data or os.environ.get("COORDINATOR_DATA") or None
    return None if rest else Options(data, found.language, found.user, found.now)


def window_parser() -> argparse.ArgumentParser:
    """Knows the flags that mean something to the window, and no words: the command line says what is wrong."""
    parser = Quiet(add_help=False, allow_abbrev=False)
    for name in ("--data", "--language", "--user", "--now"):
        parser.add_argument(name)
    return parser


class NotForTheWindow(Exception):
    """The arguments make no sense to the window."""


class Quiet(argparse.ArgumentParser):
    """Leaves complaints to the command line, which has the words for them."""

    def error(self, message: str) -> NoReturn:
        """Give the arguments up."""
        raise NotForTheWindow(message)


def speak(asked: str | None, settings: Settings) -> None:
    """The language asked for, else the one chosen on this PC, else the system's."""
    i18n.set_language(asked or settings.language or system_language())


def system_language() -> str:
    """The code the system speaks ("es_US"), English where it does not say."""
    if sys.platform == "win32":
        return windows_language()
    named = (os.environ.get(name, "") for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"))
    return next(filter(None, named), "en").split(":")[0].split(".")[0]


def windows_language() -> str:
    """The language of the user's menus; Windows sets none of the variables that other systems do."""
    import ctypes
    import locale

    number = getattr(ctypes, "windll").kernel32.GetUserDefaultUILanguage()  # noqa: B009
    return locale.windows_locale.get(number, "en")


def open_window(options: Options) -> int:
    """The window; only here is Qt loaded."""
    from coordinator.ui.program import run

    return run(options)


def run_command(arguments: list[str]) -> int:
    """One command; what it does not need is not loaded."""
    from coordinator.cli import run

    return run(arguments)
