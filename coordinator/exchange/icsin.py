"""Calendar files of other programs (RFC 5545): bytes to plain events, each read by itself.

Only the properties that become something of ours are read, by ourselves: the icalendar library reads every value of
every line, needs several times as long, and raises errors of many kinds on what real feeds hold.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from quopri import decodestring

from coordinator.domain.foreigncalendars import (
    HEADINGS,
    ForeignEvent,
    ForeignLength,
    ForeignTime,
    LineTrouble,
    TimeKind,
)
from coordinator.domain.imports import ImportFile
from coordinator.domain.problems import Fact, Problem, Weight
from coordinator.exchange.contentlines import PRODUCT
from coordinator.exchange.encodings import Letters
from coordinator.exchange.icsparts import EVENT, FOLD, CalendarText, Part, cut_up, kinds_of

Progress = Callable[[int, int], None]

MOST_LINES_OF_A_PART = 20_000
MOST_DATES = 20_000
MOST_TEXT = {
    "SUMMARY": 32_768,
    "LOCATION": 32_768,
    "DESCRIPTION": 500_000,
    "COMMENT": 32_768,
    "UID": 100_000,
    "URL": 4_000,
}
MOST_ORIGINAL = 1_000_000
_LONGEST_KEPT = 8_192
_LONGEST_BEGINNING = 4_096
_LONGEST_HEAD = 65_536
_MOST_TROUBLES = 50
_MOST_GUESTS = 1_000
_STEP = 500

_HEAD = re.compile(r'([A-Za-z0-9_\-]+)[ \t]*((?:;[^:"]*(?:"[^"]*"[^:"]*)*)?):')
_MOMENT = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:Z|[T ](\d\d):?(\d\d)(?::?(\d\d)(?:\.\d{1,6})?)?(Z|[+-]\d\d:?\d\d)?)?", re.I
)
_LENGTH = re.compile(
    r"([+-]?)P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?)?", re.IGNORECASE
)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_TEXTS = {"SUMMARY": "title", "LOCATION": "place", "DESCRIPTION": "description", "COMMENT": "comment", "UID": "uid",
          "URL": "url"}  # fmt: skip
_WORDS = {"STATUS": "status", "CLASS": "access"}
_TIMES = {"DTSTART": "starts", "DTEND": "ends", "RECURRENCE-ID": "recurrence"}
_SEVERAL_TIMES = {"RDATE": "dates", "EXDATE": "skipped"}


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """The events of a file in its order, the text of each zone it defines by name, how many parts of other kinds there
    are, and how the letters were read. `own` files are exports of ours, which say nothing about rules."""

    events: tuple[ForeignEvent, ...]
    zones: Mapping[str, str]
    others: Mapping[str, int]
    letters: Letters
    stray: int = 0
    first_stray: tuple[int, str] = (0, "")
    deep: int = 0
    own: bool = False


def read_calendar(file: ImportFile, encoding: str = "", progress: Progress | None = None) -> CalendarFile:
    """Everything that is in the file. Raises FileTrouble "calendar-too-large", "encoding-unknown"."""
    found = cut_up(file.name, file.content, encoding)
    parts = [part for part in found.parts if part.kind == EVENT]
    events = []
    for place, part in enumerate(parts):
        if progress is not None and place % _STEP == 0:
            progress(place, len(parts))
        events.append(_event(found, part, place + 1))
    return CalendarFile(
        events=_with_moved_dates(events),
        zones=dict(_zones(found)),
        others=Counter(kinds_of(found.parts)),
        letters=found.letters,
        stray=found.stray,
        first_stray=found.first_stray,
        deep=found.deep,
        own=f"\nPRODID:{PRODUCT}\n" in found.text[:_LONGEST_BEGINNING],
    )


def _zones(found: CalendarText) -> Iterator[tuple[str, str]]:
    for part in found.parts:
        if part.kind == "VTIMEZONE":
            text = found.whole(part)
            name = re.search(r"(?:^|\n)TZID[^:\n]*:([^\n]{1,500})", text, re.IGNORECASE)
            if name:
                yield unescaped(name[1].strip()), text


def _with_moved_dates(events: list[ForeignEvent]) -> tuple[ForeignEvent, ...]:
    """A repeating event keeps the text of its moved dates too: they are a part of its series. Events that share a UID
    share the room for it, or a file could grow by its own square."""
    moved: dict[str, list[str]] = {}
    for each in events:
        if each.recurrence is not None and each.uid and each.original:
            moved.setdefault(each.uid, []).append(each.original)
    lengths = {uid: sum(map(len, texts)) for uid, texts in moved.items()}
    sharing = Counter(each.uid for each in events if each.repeats)
    return tuple(
        _with_original(each, moved.get(each.uid, ()), lengths.get(each.uid, 0), MOST_ORIGINAL // sharing[each.uid])
        if each.repeats
        else replace(each, original="")
        for each in events
    )


def _with_original(event: ForeignEvent, moved: Sequence[str], length: int, most: int) -> ForeignEvent:
    if not moved:
        most = MOST_ORIGINAL
    if len(event.original) + length <= most:
        return replace(event, original="".join((event.original, *moved))) if moved else event
    trouble = LineTrouble(event.line, "RRULE", "", _warning("calendar-original-too-long", limit=most))
    return replace(event, original="", troubles=(*event.troubles, trouble))


def _event(found: CalendarText, part: Part, number: int) -> ForeignEvent:
    reader = _EventReader(part, number)
    try:
        reader.read(found.body(part))
        return reader.done(lambda: found.text[part.begin : part.stop].replace(FOLD, ""))
    except (ValueError, OverflowError, LookupError, RecursionError) as error:  # what nobody thought of stops one event
        problem = Problem("calendar-part-unreadable", facts={"reason": str(error)[:200]})
        trouble = LineTrouble(part.line, EVENT, "", problem)
        return ForeignEvent(number, part.line, cells=("",) * len(HEADINGS), troubles=(trouble,))


class _EventReader:
    """Collects the values of one event, line by line."""

    def __init__(self, part: Part, number: int) -> None:
        self._part, self._number = part, number
        self._values: dict[str, object] = {}
        self._raw: dict[str, str] = {}
        self._lines: dict[str, int] = {}
        self._troubles: list[LineTrouble] = []
        self._rules: list[str] = []
        self._several: dict[str, list[ForeignTime]] = {"dates": [], "skipped": []}
        self._categories: list[str] = []
        self._guests = 0
        self._unread = 0

    def read(self, body: str) -> None:
        """Walk over the lines."""
        line = self._part.line + self._part.opened
        lines = body.split("\n", MOST_LINES_OF_A_PART)
        for raw in lines[:MOST_LINES_OF_A_PART]:
            if raw:
                self._take(raw, line)
            line += 1 + (raw.count(FOLD) if FOLD in raw else 0)
        if len(lines) > MOST_LINES_OF_A_PART:
            self._warn(line, "", "", "calendar-part-too-long", limit=MOST_LINES_OF_A_PART)

    def done(self, original: Callable[[], str]) -> ForeignEvent:
        """The event, with everything that was wrong with it."""
        if not self._part.opened:
            self._warn(self._part.line, "BEGIN", "", "calendar-part-without-begin")
        elif not self._part.closed:
            self._warn(self._part.line, "END", "", "calendar-part-without-end")
        if self._unread > _MOST_TROUBLES:
            self._warn(self._part.line, "", "", "calendar-lines-unread", count=self._unread - _MOST_TROUBLES)
        if self._part.method == "CANCEL":
            self._values.setdefault("status", "CANCELLED")
        keeps = bool(self._rules or self._several["dates"] or "recurrence" in self._values)
        return ForeignEvent(
            number=self._number,
            line=self._part.line,
            categories=tuple(self._categories),
            guests=self._guests,
            rules=tuple(self._rules),
            dates=tuple(self._several["dates"]),
            skipped=tuple(self._several["skipped"]),
            original=_kept(original()) if keeps else "",
            cells=tuple(self._raw.get(name, "") for name in HEADINGS),
            lines=self._lines,
            troubles=tuple(self._troubles),
            **self._values,  # type: ignore[arg-type]
        )

    def _take(self, raw: str, line: int) -> None:
        text = raw.replace(FOLD, "") if FOLD in raw else raw
        head = _HEAD.match(text, 0, _LONGEST_HEAD)
        if head is None:
            self._not_read(text, line)
            return
        name = head[1].upper()
        take = _TAKERS.get(name)
        if take is not None:
            self._lines.setdefault(name, line)
            take(self, name, _parameters(head[2]) if head[2] else {}, text[head.end() :], line)

    def _not_read(self, text: str, line: int) -> None:
        if text.isspace():
            return
        self._unread += 1
        if self._unread <= _MOST_TROUBLES:
            self._warn(line, "", text[:80], "calendar-line-unreadable")

    def text(self, name: str, parameters: Mapping[str, str], value: str, line: int) -> None:
        """A text; a second one of the same name is put below the first, but a title has one."""
        if parameters:
            value = _decoded(value, parameters)
        attribute, most = _TEXTS[name], MOST_TEXT[name]
        length, value = len(value), value[: most * 2 + 2]
        words = (unescaped(value) if "\\" in value else value).strip()
        known = str(self._values.get(attribute, ""))
        if known and name in ("DESCRIPTION", "COMMENT") and words != known:
            words = f"{known}\n{words}".strip()
        elif known:
            return
        if len(words) > most:
            self._warn(line, name, f"{words[:80]}…", "calendar-text-cut", length=max(length, len(words)), limit=most)
            words = words[: most - 1] + "…"
        self._values[attribute] = self._raw[name] = words

    def word(self, name: str, _parameters: Mapping[str, str], value: str, _line: int) -> None:
        """A word of the standard's own."""
        self._values.setdefault(_WORDS[name], value.strip().upper()[:80])
        self._raw.setdefault(name, value.strip()[:80])

    def time(self, name: str, parameters: Mapping[str, str], value: str, line: int) -> None:
        """A date or a time; the first of its name counts."""
        if _TIMES[name] in self._values:
            self._warn(line, name, value[:80], "calendar-said-twice")
            return
        self._raw[name] = value.strip()[:80]
        found = _time(value, parameters)
        if found is None:
            self._object(line, name, value[:80], "calendar-time-unreadable", stops=name == "DTSTART")
        else:
            self._values[_TIMES[name]] = found

    def times(self, name: str, parameters: Mapping[str, str], value: str, line: int) -> None:
        """Dates of a repeating event; of a period its start counts."""
        several = self._several[_SEVERAL_TIMES[name]]
        for each in value.split(",", MOST_DATES)[:MOST_DATES]:
            if len(several) >= MOST_DATES:
                break
            found = _time(each.partition("/")[0], parameters)
            if found is not None:
                several.append(found)
            elif each.strip():
                self._object(line, name, each[:80], "calendar-time-unreadable", stops=False)
        if len(several) >= MOST_DATES:
            self._warn(line, name, "", "calendar-dates-too-many", limit=MOST_DATES)

    def length(self, name: str, _parameters: Mapping[str, str], value: str, line: int) -> None:
        """How long it takes."""
        found = _LENGTH.fullmatch(value.strip())
        if found is None or not any(found.groups()[1:]):
            self._object(line, name, value[:80], "calendar-length-unreadable", stops=False)
            return
        weeks, days, hours, minutes, seconds = (int(each or 0) for each in found.groups()[1:])
        sign = -1 if found[1] == "-" else 1
        rest = timedelta(hours=hours, minutes=minutes, seconds=seconds)
        self._values.setdefault("length", ForeignLength(sign * (weeks * 7 + days), sign * rest))

    def rule(self, _name: str, _parameters: Mapping[str, str], value: str, _line: int) -> None:
        """A rule of a repeating event; a few are enough for anybody."""
        if value.strip() and len(self._rules) < 10:
            self._rules.append(value.strip()[:_LONGEST_KEPT])

    def number(self, _name: str, _parameters: Mapping[str, str], value: str, _line: int) -> None:
        """Its revision."""
        if re.fullmatch(r"\d{1,9}", value.strip()):
            self._values.setdefault("sequence", int(value))

    def listed(self, name: str, _parameters: Mapping[str, str], value: str, _line: int) -> None:
        """Words parted by commas."""
        for each in re.split(r"(?<!\\),", value[:_LONGEST_KEPT]):
            word = " ".join(unescaped(each).split())
            if word and len(self._categories) < 100:
                self._categories.append(word)
        self._raw[name] = ", ".join(self._categories)

    def guest(self, _name: str, _parameters: Mapping[str, str], _value: str, _line: int) -> None:
        """Somebody who is asked to come."""
        self._guests = min(self._guests + 1, _MOST_GUESTS)

    def days(self, _name: str, _parameters: Mapping[str, str], value: str, _line: int) -> None:
        """What Outlook says beside times from midnight to midnight."""
        self._values["whole_days"] = value.strip().upper() == "TRUE"

    def _object(self, line: int, name: str, value: str, code: str, *, stops: bool) -> None:
        weight = Weight.STOPS if stops else Weight.WARNS
        if len(self._troubles) < _MOST_TROUBLES * 2:
            facts: dict[str, Fact] = {"value": value}
            self._troubles.append(LineTrouble(line, name, value, Problem(code, about=name, weight=weight, facts=facts)))

    def _warn(self, line: int, name: str, value: str, code: str, **facts: Fact) -> None:
        if len(self._troubles) < _MOST_TROUBLES * 2:
            self._troubles.append(LineTrouble(line, name, value, _warning(code, value=value, **facts)))


_Taker = Callable[[_EventReader, str, Mapping[str, str], str, int], None]
_TAKERS: Mapping[str, _Taker] = {
    **dict.fromkeys(_TEXTS, _EventReader.text),
    **dict.fromkeys(_WORDS, _EventReader.word),
    **dict.fromkeys(_TIMES, _EventReader.time),
    **dict.fromkeys(_SEVERAL_TIMES, _EventReader.times),
    "DURATION": _EventReader.length,
    "RRULE": _EventReader.rule,
    "SEQUENCE": _EventReader.number,
    "CATEGORIES": _EventReader.listed,
    "ATTENDEE": _EventReader.guest,
    "X-MICROSOFT-CDO-ALLDAYEVENT": _EventReader.days,
}


def _warning(code: str, **facts: Fact) -> Problem:
    return Problem(code, weight=Weight.WARNS, facts=facts)


def _parameters(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in re.findall(r';([^;"]*(?:"[^"]*"[^;"]*)*)', text[:_LONGEST_KEPT]):
        name, _sign, value = part.partition("=")
        found.setdefault(name.strip().upper(), value.strip().strip('"').strip())
    return found


def unescaped(text: str) -> str:
    """A value as people wrote it."""
    return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)


def _decoded(value: str, parameters: Mapping[str, str]) -> str:
    """Texts of calendars before RFC 2445, in quoted-printable."""
    if parameters.get("ENCODING", "").upper() != "QUOTED-PRINTABLE":
        return value
    return decodestring(value.encode("utf-8", "replace")).decode("utf-8", "replace")


def _time(value: str, parameters: Mapping[str, str]) -> ForeignTime | None:
    zone = parameters.get("TZID", "")
    found = _MOMENT.fullmatch(value.strip())
    if found is None and zone:  # "(UTC-05:00) Eastern Time" without the quotes that it needs
        rest, _colon, last = value.rpartition(":")
        zone, found = f"{zone}:{rest}", _MOMENT.fullmatch(last.strip())
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(each or 0) for each in found.groups()[:6])
    try:
        wall = datetime(year, month, day, hour, minute, min(second, 59))
        if not found[4]:
            return ForeignTime(wall, TimeKind.DATE)
        if found[7]:
            return ForeignTime(wall - _offset(found[7]), TimeKind.UTC)
    except (ValueError, OverflowError):
        return None
    return ForeignTime(wall, TimeKind.ZONED, zone[:200]) if zone else ForeignTime(wall, TimeKind.FLOATING)


def _offset(text: str) -> timedelta:
    if text in "Zz":
        return timedelta()
    digits = text[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return -offset if text[0] == "-" else offset


def _kept(original: str) -> str:
    """All lines but the moment of writing, which is another in every file, and what is attached to it."""
    lines = original.split("\n")
    kept = [line for line in lines if not line.upper().startswith("DTSTAMP") and _is_kept(line)]
    return "\n".join([*(line for line in kept if line), "END:VEVENT", ""])


def _is_kept(line: str) -> bool:
    return len(line) <= _LONGEST_KEPT or line[:6].upper().startswith(("RRULE", "RDATE", "EXDATE", "EXRULE"))
