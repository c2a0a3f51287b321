"""A calendar file cut into its parts, before any of them is read: one that is broken cannot take the others down.

Where a line was folded the text keeps a mark, so that every part knows the line of the file it begins at.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from coordinator.domain.errors import FileTrouble
from coordinator.exchange.encodings import Letters, letters_of, looks_wide

MOST_BYTES = 64 * 1024 * 1024
MOST_LINES = 1_000_000
MOST_EVENTS = 30_000
"""Beyond, a file is no calendar of people but an accident or an attack; it is refused with these figures."""
_DEEPEST = 40
_LOOKED_AT = 100_000
FOLD = "\0"
EVENT = "VEVENT"
_CALENDAR = "VCALENDAR"
_WHOLE = frozenset({EVENT, "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE", "VAVAILABILITY", _CALENDAR})

_EDGE = re.compile(r"\n(BEGIN|END)[ \t\0]*:([^\n]*)", re.IGNORECASE)
_PROPERTY = re.compile(r"[A-Za-z0-9_\-]+(?:[;:]|[ \t]*:)")
_BLANK_BEFORE_FOLD = re.compile(r"\n(\n+)(?=[ \t])")
_FOLDED_LETTER = re.compile(rb"([\xc2-\xf4][\x80-\xbf]{0,2})\r?\n[ \t]([\x80-\xbf]{1,3})")


@dataclass(slots=True)
class Part:
    """A part from `begin` on: `start` and `stop` bound what stands between BEGIN and END, `holes` are parts inside it.
    `opened`, `closed`: its BEGIN and its END are there. `method` is what the calendar around it is for."""

    kind: str
    line: int
    begin: int
    start: int
    stop: int = 0
    opened: bool = True
    closed: bool = True
    method: str = ""
    holes: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class CalendarText:
    """The whole text with its parts in order; `letters` are without it. `stray` lines belong to nothing: how many, and
    the first with its line; `deep` counts parts inside one another beyond all reason."""

    text: str
    letters: Letters
    parts: tuple[Part, ...]
    stray: int = 0
    first_stray: tuple[int, str] = (0, "")
    deep: int = 0

    def body(self, part: Part) -> str:
        """What stands in the part, without the parts inside it."""
        pieces, at = [], part.start
        for start, stop in part.holes:
            pieces.append(self.text[at:start])
            at = stop
        pieces.append(self.text[at : part.stop])
        return "".join(pieces)

    def whole(self, part: Part) -> str:
        """What stands in the part with everything inside it, folds undone."""
        return self.text[part.start : part.stop].replace(FOLD, "")


def cut_up(name: str, content: bytes, encoding: str = "") -> CalendarText:
    """The parts of the file. Raises FileTrouble "calendar-too-large" for a file no calendar has a reason to be."""
    if len(content) > MOST_BYTES:
        raise _too_large(name)
    letters = _letters(content, encoding)
    texts = [letters.text]
    letters = replace(letters, text="")  # once is enough of a large file
    text = _marked(texts)
    if text.count("\n") > MOST_LINES:
        raise _too_large(name)
    cutter = _Cutter(text)
    for edge in _EDGE.finditer(text):
        cutter.meet(edge)
    cutter.end()
    if sum(part.kind == EVENT for part in cutter.parts) > MOST_EVENTS:
        raise _too_large(name)
    return CalendarText(text, letters, tuple(cutter.parts), cutter.strays.count, cutter.strays.first, cutter.too_deep)


def _too_large(name: str) -> FileTrouble:
    return FileTrouble(
        "calendar-too-large",
        path=name,
        megabytes=MOST_BYTES // 1024**2,
        events=f"{MOST_EVENTS:,}",
        lines=f"{MOST_LINES:,}",
    )


def _letters(content: bytes, encoding: str) -> Letters:
    """Calendars are UTF-8 by their standard, so a broken letter does not make the file another alphabet's; only where
    most of what is not ASCII makes no UTF-8 was it written on an old Windows."""
    if encoding or content.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return letters_of(content, encoding)
    if looks_wide(content[:64]):
        return letters_of(
            content, "utf-16-le" if content[1:2_000:2].count(0) > content[:2_000:2].count(0) else "utf-16-be"
        )
    choices = letters_of(b"").choices
    try:
        return Letters(content.decode("utf-8"), "utf-8", True, choices)
    except UnicodeDecodeError:
        if b"\n " in content or b"\n\t" in content:
            content = _FOLDED_LETTER.sub(rb"\1\2\r\n ", content)
    text = content.decode("utf-8", "replace")
    broken = text.count("\N{REPLACEMENT CHARACTER}")
    if broken * 2 <= sum(not letter.isascii() for letter in text[:200_000]):
        return Letters(text, "utf-8", True, choices, unreadable=broken)
    del text
    return Letters(content.decode("cp1252", "replace"), "cp1252", False, choices)


def _marked(texts: list[str]) -> str:
    """One way to end a line, and a mark where one was folded; begins with the end of a line. The text is taken out of
    the list, so that it is not kept beside its copies."""
    text = texts.pop()
    text = text.replace(FOLD, "").removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n")
    if "\n\n " in text or "\n\n\t" in text:  # as old Mozillas folded
        text = _BLANK_BEFORE_FOLD.sub(lambda found: FOLD * len(found[1]) + "\n", text)
    return f"\n{text}".replace("\n ", FOLD).replace("\n\t", FOLD)


@dataclass(slots=True)
class _Strays:
    count: int = 0
    first: tuple[int, str] = (0, "")

    def look_at(self, text: str, begin: int, end: int, line: int, *, in_calendar: bool) -> None:
        """Count the lines between two places that are not empty and, inside a calendar, no properties of it. Behind a
        hundred thousand letters every line counts."""
        near = min(end, begin + _LOOKED_AT)
        for each in text[begin:near].split("\n"):
            if each and not each.isspace() and not (in_calendar and _PROPERTY.match(each)):
                self.first = self.first if self.count else (line, each[:80].replace(FOLD, ""))
                self.count += 1
            line += 1 + each.count(FOLD)
        self.count += text.count("\n", near, end)


class _Cutter:
    """Walks over all BEGIN and END lines with a stack of what is open."""

    def __init__(self, text: str) -> None:
        self.parts: list[Part] = []
        self.strays = _Strays()
        self.too_deep = 0
        self._text = text
        self._open: list[Part] = []
        self._unpushed = 0
        self._at, self._line = 1, 1
        self._segment = (1, 1)
        self._method = ""

    def meet(self, edge: re.Match[str]) -> None:
        """One line that begins or ends a part."""
        self._pass(edge.start() + 1)
        kind = edge[2].replace(FOLD, "").strip().upper()[:80]
        if edge[1].upper() == "BEGIN":
            self._begin(kind, edge)
        else:
            self._end(kind, edge)
        self._go_on(edge.end() + 1)

    def end(self) -> None:
        """The file is over: what is still open was cut off."""
        self._pass(len(self._text))
        while self._open:
            self._close(len(self._text), len(self._text), closed=False)

    def _pass(self, to: int) -> None:
        """Look at what stands since the last edge where no part will."""
        around = self._open[-1].kind if self._open else ""
        if around in ("", _CALENDAR):
            if around == _CALENDAR or not self._is_ending_soon(to):
                self.strays.look_at(self._text, self._at, to, self._line, in_calendar=around == _CALENDAR)
            if around == _CALENDAR:
                self._method = _method_in(self._text[self._at : min(to, self._at + _LOOKED_AT)]) or self._method
        self._segment = (self._at, self._line)
        self._go_on(to)

    def _is_ending_soon(self, to: int) -> bool:
        return bool(re.match(r"END[ \t\0]*:[ \t\0]*VEVENT", self._text[to : to + 40], re.IGNORECASE))

    def _go_on(self, to: int) -> None:
        self._line += self._text.count("\n", self._at, to) + self._text.count(FOLD, self._at, to)
        self._at = max(self._at, to)

    def _begin(self, kind: str, edge: re.Match[str]) -> None:
        if kind in _WHOLE:
            while self._open and (kind == _CALENDAR or self._open[-1].kind != _CALENDAR):
                self._close(edge.start() + 1, edge.start() + 1, closed=False)
        if len(self._open) >= _DEEPEST:
            self.too_deep += 1
            self._unpushed += 1
            return
        if kind == _CALENDAR:
            self._method = ""
        self._open.append(Part(kind, self._line, edge.start() + 1, edge.end() + 1, method=self._method))

    def _end(self, kind: str, edge: re.Match[str]) -> None:
        if self._unpushed:
            self._unpushed -= 1
        elif any(part.kind == kind for part in self._open):
            while self._open[-1].kind != kind:
                self._close(edge.start() + 1, edge.start() + 1, closed=False)
            self._close(edge.start() + 1, min(edge.end() + 1, len(self._text)), closed=True)
        elif kind == EVENT:
            self._without_beginning(edge)

    def _without_beginning(self, edge: re.Match[str]) -> None:
        start, line = self._segment
        if self._text[start : edge.start() + 1].strip():
            self.parts.append(Part(EVENT, line, start, start, edge.start() + 1, opened=False, method=self._method))

    def _close(self, stop: int, after: int, *, closed: bool) -> None:
        part = self._open.pop()
        part.start = min(part.start, stop)
        part.stop, part.closed = stop, closed
        inside = bool(self._open) and self._open[-1].kind != _CALENDAR and part.kind not in _WHOLE
        if inside:
            self._open[-1].holes.append((part.begin, after))
        elif part.kind != _CALENDAR:
            self.parts.append(part)


def _method_in(text: str) -> str:
    found = re.search(r"(?:^|\n)METHOD[ \t]*:[ \t]*(\w{1,20})", text, re.IGNORECASE)
    return found[1].upper() if found else ""


def kinds_of(parts: tuple[Part, ...]) -> Iterator[str]:
    """The kinds of the parts that are neither events nor zones."""
    return (part.kind for part in parts if part.kind not in (EVENT, "VTIMEZONE"))
