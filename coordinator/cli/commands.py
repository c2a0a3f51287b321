"""Which words there are and which module performs them; a module is loaded when its word is used."""

import argparse
import importlib
from collections.abc import Mapping, Sequence
from typing import Protocol, cast

from coordinator.cli.arguments import VALUE_FLAGS, Parser, WrongUsage
from coordinator.runtime.i18n import LANGUAGES, _

_MODULES: Mapping[str, str] = {
    "init": "beginning",
    "import": "importing",
    "export": "exporting",
    "list": "listing",
    "show": "showing",
    "role": "places",
    "person": "people",
    "venue": "places",
    "event": "events",
    "signup": "signups",
    "print": "paper",
    "undo": "history",
    "redo": "history",
    "history": "history",
    "check": "checking",
    "erase": "erasing",
    "copy-to": "moving",
    "backup": "backups",
    "restore": "backups",
    "upgrade": "backups",
    "encrypt": "encrypting",
    "decrypt": "encrypting",
}
_OWN_LANGUAGE = (("person", "add"), ("person", "edit"))  # from there on --language is the person's


class Group(Protocol):
    """A module of commands."""

    def arguments(self, word: str, parser: Parser) -> None:
        """What may follow the word; sets `perform`, which takes the session and returns the exit status."""


def parse(given: Sequence[str]) -> argparse.Namespace:
    """The command with its values; raises WrongUsage, and SystemExit after --help."""
    words = _words_of(given)
    _refuse_unknown_language(language_asked(given))
    return _parser_for(given[words[0]] if words else "").parse_args(list(given))


def language_asked(given: Sequence[str]) -> str:
    """The language of sentences, known before anything else is understood."""
    words = _words_of(given)[:2]
    until = words[1] if tuple(given[place] for place in words) in _OWN_LANGUAGE else len(given)
    asked = ""
    for place, text in enumerate(given[:until]):
        if text.startswith("--language="):
            asked = text.partition("=")[2]
        elif text == "--language" and place + 1 < len(given):
            asked = given[place + 1]
    return asked.split(",")[0]  # a sheet may be asked for in two


def _refuse_unknown_language(code: str) -> None:
    if code and code.replace("-", "_").split("_")[0].lower() not in LANGUAGES:
        sentence = _("There are no words for the language “{code}”. Choose from: {codes}.")
        raise WrongUsage(sentence.format(code=code, codes=", ".join(LANGUAGES)))


def _words_of(given: Sequence[str]) -> list[int]:
    """The places of the arguments that are neither a common flag nor the value of one."""
    flagged = {place + 1 for place, text in enumerate(given) if text in VALUE_FLAGS}
    return [place for place, text in enumerate(given) if place not in flagged and not text.startswith("-")]


def _parser_for(word: str) -> Parser:
    parser = Parser(prog="coordinator", description=_("The precinct's community work without a window."))
    words = parser.words(_("Commands"))
    for each, summary in _summaries().items():
        below = words.add_parser(each, help=summary, description=summary, bare=each != word)
        if each == word:
            group = cast(Group, importlib.import_module(f"coordinator.cli.{_MODULES[each]}"))
            group.arguments(each, below)
    return parser


def _summaries() -> Mapping[str, str]:
    return {
        "init": _("Make a new database."),
        "import": _("Bring in people, venues or events from a file."),
        "export": _("Write events, sign-ups, people, venues or everything into a file for other programs."),
        "list": _("List people, venues, events, positions, sign-ups or openings."),
        "show": _("Show everything about one person, venue or event."),
        "role": _("Add a role that positions ask for."),
        "person": _("Add, change or remove a person."),
        "venue": _("Add a venue."),
        "event": _("Add, change, move or cancel an event."),
        "signup": _("Sign somebody up, confirm, decline or take off."),
        "print": _("Make a sheet as a PDF."),
        "undo": _("Take back your last change."),
        "redo": _("Do again what you took back."),
        "history": _("Show who changed what."),
        "check": _("Look the database over."),
        "erase": _("Erase a person for good."),
        "copy-to": _("Copy the whole office into a new file or an empty database of a server."),
        "backup": _("Copy the database into a new file while others work."),
        "restore": _("Put a backup in the place of the database; the file from before is kept."),
        "upgrade": _("Bring the database up to this version of the program."),
        "encrypt": _("Lock the database file with a passphrase, or with another one."),
        "decrypt": _("Take the passphrase off the database file."),
    }
