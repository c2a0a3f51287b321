"""The parser of the command line: flags that every command knows, values, and complaints as one sentence."""

import argparse
import re
from datetime import date, datetime
from typing import Any, NoReturn

from coordinator.domain.events import Position
from coordinator.runtime.i18n import _

VALUE_FLAGS = ("--data", "--user", "--now", "--language")
_COMMON = ("data", "json", "user", "now", "language", "quiet", "help")
_POSITION = re.compile(r"(?P<role>.+?):(?P<needed>-?\d{1,6})(?::(?P<maximum>-?\d{1,6}))?", re.DOTALL)
_WHEN = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?")


class WrongUsage(Exception):
    """The arguments make no sense; `usage` says what would."""

    def __init__(self, sentence: str, usage: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.usage = usage


class Formatter(argparse.HelpFormatter):
    """Says "usage" in the language in use, and leaves the flags that every command has out of that line."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """The first line."""
        own = [action for action in actions if action.dest not in _COMMON]
        super().add_usage(usage, own, groups, _("Usage: ") if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """Raises complaints instead of leaving the program, and takes the common flags on every level; a `bare` one only
    stands in the list of words."""

    def __init__(self, *, own_language: bool = False, bare: bool = False, **named: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=Formatter, **named)
        self._positionals.title = _("Arguments")
        self._optionals.title = _("Flags")
        if not bare:
            self._add_common(own_language=own_language)

    def error(self, message: str) -> NoReturn:
        """A sentence and the usage of the command at hand."""
        from coordinator.cli.complaints import complaint

        raise WrongUsage(complaint(message), self.format_usage().rstrip())

    def _get_values(self, action: Any, arg_strings: Any) -> Any:
        """Python 3.11 takes the value in `--given=--` for the end of the flags and throws it away."""
        if action.option_strings and action.nargs is None and arg_strings == ["--"]:
            return self._get_value(action, "--")
        return super()._get_values(action, arg_strings)

    def words(self, title: str) -> "argparse._SubParsersAction[Parser]":
        """The words that may follow, one of which must."""
        words = self.add_subparsers(title=title, metavar=_("COMMAND"), required=True, parser_class=Parser)
        words.dest = _("COMMAND")
        return words

    def _add_common(self, *, own_language: bool) -> None:
        common = self.add_argument_group(_("Flags of every command"))
        add = common.add_argument
        absent = argparse.SUPPRESS
        add(
            "--data",
            default=absent,
            metavar=_("PATH|URL"),
            help=_("the database; else COORDINATOR_DATA, else the usual file"),
        )
        add("--json", action="store_true", default=absent, help=_("answer with one JSON document"))
        add("--user", default=absent, metavar=_("NAME"), help=_("who acts, in the log of changes"))
        add(
            "--now",
            default=absent,
            metavar=_("INSTANT"),
            help=_("what the clock says, as 2027-01-12T14:05-05:00; without an offset it is UTC"),
        )
        if not own_language:
            add(
                "--language",
                default=absent,
                metavar=_("CODE"),
                help=_("the language of sentences and sheets, en or es"),
            )
        add("--quiet", action="store_true", default=absent, help=_("no progress"))
        add("-h", "--help", action="help", default=absent, help=_("show this and stop"))


def day(text: str) -> date:
    """A date written as 2027-01-12."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        raise argparse.ArgumentTypeError(_("“{text}” is no date. Write it as 2027-01-12.").format(text=text))
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(_("There is no day {text} in the calendar.").format(text=text)) from None


def day_or_nothing(text: str) -> date | None:
    """A date, or None for an empty text, which takes the date away."""
    return day(text) if text.strip() else None


def moment(text: str) -> datetime | date:
    """A wall time written as 2027-01-12T14:05, or a date for whole days."""
    if not _WHEN.fullmatch(text):
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return day(text)
        sentence = _("“{text}” is no time. Write it as 2027-01-12T14:05, in the precinct's time, without an offset.")
        raise argparse.ArgumentTypeError(sentence.format(text=text))
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(_("There is no time {text} in the calendar.").format(text=text)) from None


def number(text: str) -> int:
    """The number of a record, as lists show it."""
    if not re.fullmatch(r"-?[0-9]{1,18}", text):
        raise argparse.ArgumentTypeError(_("“{text}” is no whole number.").format(text=text))
    return int(text)


def wanted_position(text: str) -> Position:
    """ROLE:NEEDED[:MAXIMUM]; the role is looked up later (its id is 0)."""
    found = _POSITION.fullmatch(text)
    if found is None:
        sentence = _(
            "“{text}” is no position. Write the role, how many are needed and, if more may come, the most: Packer:3:5."
        )
        raise argparse.ArgumentTypeError(sentence.format(text=text))
    needed = int(found["needed"])
    return Position(0, found["role"].strip(), needed, int(found["maximum"] or max(1, needed)))
