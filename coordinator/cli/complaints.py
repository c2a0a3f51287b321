"""The complaints of Python's argument parser as whole sentences in the language in use."""

import re
from collections.abc import Callable

from coordinator.runtime.i18n import _

_Sentence = Callable[[re.Match[str]], str]

_KNOWN: tuple[tuple[str, _Sentence], ...] = (
    (
        r"the following arguments are required: (?P<names>.*)",
        lambda found: _("Something is missing: {names}.").format(names=found["names"]),
    ),
    (
        r"one of the arguments (?P<names>.*) is required",
        lambda found: _("One of these is needed: {names}.").format(names=found["names"]),
    ),
    (
        r"unrecognized arguments: (?P<names>.*)",
        lambda found: _("This command does not know: {names}.").format(names=found["names"]),
    ),
    (
        r"argument (?P<name>.*?): expected .*",
        lambda found: _("{name} needs a value. A value that begins with a dash is written {name}=VALUE.").format(
            name=found["name"].split("/")[0]
        ),
    ),
    (
        r"argument (?P<name>.*?): invalid choice: (?P<value>.*) \(choose from (?P<choices>.*)\)",
        lambda found: _("{name} cannot be {value}. Choose from: {choices}.").format(
            name=found["name"], value=_unquoted(found["value"]), choices=found["choices"].replace("'", "")
        ),
    ),
    (
        r"argument (?P<name>.*?): not allowed with argument (?P<other>.*)",
        lambda found: _("{name} and {other} do not go together.").format(name=found["name"], other=found["other"]),
    ),
    (
        r"argument (?P<name>.*?): ignored explicit argument (?P<value>.*)",
        lambda found: _("{name} takes no value.").format(name=found["name"].split("/")[0]),
    ),
    (
        r"argument (?P<name>\S+): (?P<sentence>.*)",
        lambda found: _("{name}: {sentence}").format(name=found["name"], sentence=found["sentence"]),
    ),
)


def complaint(message: str) -> str:
    """The sentence for a message of the parser."""
    for pattern, sentence in _KNOWN:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return sentence(found)
    return message


def _unquoted(shown: str) -> str:
    return f"“{shown[1:-1]}”" if shown[:1] in ("'", '"') else shown
