"""What goes to standard output and standard error: text that no terminal obeys, or exactly one JSON document."""

import io
import json
import os
import sys
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TextIO

from coordinator.domain.directions import DIRECTION_SIGNS

Json = object
"""Anything that the json module writes."""

_GAP = "  "
_GONE = (OSError, ValueError, AttributeError)  # a full disk, a closed stream, no stream at all
_LINE_ENDS = "\u2028\u2029"
_UNSEEN = DIRECTION_SIGNS + _LINE_ENDS
_CONTROLS = {
    **{code: chr(0x2400 + code) for code in range(32)},
    127: "\u2421",
    **{code: f"<{code:02X}>" for code in range(0x80, 0xA0)},
    **{ord(sign): f"<{ord(sign):04X}>" for sign in _UNSEEN},
}
_ESCAPED = {code: f"\\u{code:04x}" for code in (127, *range(0x80, 0xA0), *(ord(sign) for sign in _UNSEEN))}


class OutputLost(Exception):
    """Standard output takes nothing more."""

    def __init__(self, *, reader_left: bool) -> None:
        super().__init__()
        self.reader_left = reader_left


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence of a refusal, as it stands in JSON."""

    code: str
    sentence: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; numbers stand on the right."""

    title: str
    right: bool = False


class Output:
    """Where a command writes. With `json` sentences for people are left out of standard output."""

    def __init__(self, *, json: bool, quiet: bool) -> None:
        self.json = json
        self.quiet = quiet
        self._answered = False
        for stream in (sys.stdout, sys.stderr):
            _speak_utf8(stream)

    def document(self, answer: Json) -> None:
        """The one JSON document of this command."""
        self._answered = True
        self._write(json.dumps(answer, ensure_ascii=False, indent=2).translate(_ESCAPED) + "\n")

    def refuse(self, code: str, sentence: str) -> None:
        """The document of a refusal with one reason, if JSON is asked for and nothing was answered yet."""
        self.refuse_all([Reason(code, sentence)])

    def refuse_all(self, reasons: Sequence[Reason]) -> None:
        """The document of a refusal."""
        if self.json and not self._answered:
            told = [{"code": each.code, "sentence": each.sentence, "about": each.about} for each in reasons]
            self.document({"refused": told})

    def line(self, text: str = "") -> None:
        """A line for people."""
        self._write(visible(text) + "\n")

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
        """An aligned table, the same on a terminal and in a pipe."""
        cells = [[column.title for column in columns], *([visible(cell) for cell in row] for row in rows)]
        widths = [max(map(width_of, texts)) for texts in zip(*cells, strict=True)]
        for row in cells:
            aligned = [_aligned(text, width, column) for text, width, column in zip(row, widths, columns, strict=True)]
            self._write(_GAP.join(aligned).rstrip() + "\n")

    def complain(self, text: str) -> None:
        """Sentences for people on standard error; where that is closed there is nobody to tell."""
        with suppress(*_GONE):
            for line in text.splitlines():
                sys.stderr.write(visible(line) + "\n")
            sys.stderr.flush()

    def flush(self) -> None:
        """Hand everything over; raises OutputLost."""
        try:
            sys.stdout.flush()
        except _GONE as error:
            raise OutputLost(reader_left=isinstance(error, BrokenPipeError)) from error

    def give_up(self) -> None:
        """Let Python leave without a word about a stream that is gone."""
        with suppress(*_GONE):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    def _write(self, text: str) -> None:
        try:
            sys.stdout.write(text)
        except _GONE as error:
            raise OutputLost(reader_left=isinstance(error, BrokenPipeError)) from error


def visible(text: str) -> str:
    """The text with everything that a terminal would obey made visible: controls, line ends, changes of direction."""
    return text.translate(_CONTROLS)


def width_of(text: str) -> int:
    """How many columns of a terminal the text takes."""
    if text.isascii():
        return len(text)
    return sum(_columns_of(sign) for sign in text)


def _columns_of(sign: str) -> int:
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def _aligned(text: str, width: int, column: Column) -> str:
    blanks = " " * (width - width_of(text))
    return blanks + text if column.right else text + blanks


def _speak_utf8(stream: TextIO) -> None:
    """UTF-8 whatever the locale says; what is no text at all (half a surrogate) as an escape, which JSON reads."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
