"""Dates and times as people and programs write them, and the order of day, month and year in a whole column."""

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from coordinator.domain.folding import fold
from coordinator.domain.imports import DateOrder, DateReading
from coordinator.domain.problems import Fact, Problem
from coordinator.domain.spans import wall_time_of

_MONTHS = {
    name: number
    for names, number in (
        ("jan january ene enero", 1), ("feb february febrero", 2), ("mar march marzo", 3),
        ("apr april abr abril", 4), ("may mayo", 5), ("jun june junio", 6), ("jul july julio", 7),
        ("aug august ago agosto", 8), ("sep sept september septiembre setiembre", 9),
        ("oct october octubre", 10), ("nov november noviembre", 11), ("dec december dic diciembre", 12),
    )
    for name in names.split()
}  # fmt: skip

_NUMBERS = re.compile(r"(\d{1,4})\s*([./\-])\s*(\d{1,2})\s*[./\-]\s*(\d{1,4})(?!\d)")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?=T|$)")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th|º|\.)?[\s\-]+(?:de\s+)?([^\W\d]+)\.?,?[\s\-]+(?:del?\s+)?(\d{4})")
_MONTH_FIRST = re.compile(r"([^\W\d]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_WEEKDAY = re.compile(r"^[^\W\d]+\.?,?\s+(?=\S*\d|[^\W\d]+\.?\s+\d)")
_TIME = re.compile(
    r"[T,\s]*(?:at\s+|a\s+las?\s+)?(\d{1,2})(?:[:.h](\d{2}))?(?:[:.](\d{2})(?:\.\d+)?)?\s*h?"
    r"\s*([ap])?\.?\s*(?:(?<=[ap])m|(?<=[ap]\.)m|(?<=[ap]\.\s)m)?\.?\s*(z|[+-]\d{2}:?\d{2})?$",
    re.IGNORECASE,
)
_COMPACT_TIME = re.compile(r"T(\d{2})(\d{2})(\d{2})?()(Z|[+-]\d{2}:?\d{2})?")
_LENGTH = re.compile(
    r"(?:(\d+(?:[.,]\d+)?)\s*(?:h|hr|hrs|hours?|horas?)\b\.?)?\s*(?:(\d+)\s*(?:m|min|mins|minutes?|minutos?)\b\.?)?$"
)
_WORDS = {"noon": time(12), "mediodia": time(12), "midnight": time(), "medianoche": time()}
_PIVOT_AHEAD = 20
_DAY_NUMBER = re.compile(r"[1-9]\d{4}(?:\.\d+)?")
_FIRST_DAY = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class Moment:
    """A date with, perhaps, a time; naive, in the zone of the import."""

    day: date
    at: time | None = None

    @property
    def wall(self) -> datetime:
        """The wall time; midnight without a time."""
        return datetime.combine(self.day, self.at or time())


@dataclass(frozen=True, slots=True)
class _Parts:
    """The numbers of a date as written, before an order is chosen; the rest of the text is the time."""

    first: str
    second: str
    third: str
    rest: str
    order: DateOrder | None

    def ordered(self, order: DateOrder) -> tuple[str, str, str]:
        """Year, month, day."""
        if order is DateOrder.YMD:
            return self.first, self.second, self.third
        if order is DateOrder.MDY:
            return self.third, self.first, self.second
        return self.third, self.second, self.first


@lru_cache(maxsize=20_000)
def read_moment(text: str, order: DateOrder | None, zone: str, this_year: int) -> Moment | Problem:
    """The date and time of a cell, or why there is none. An offset in the text is turned into the zone's wall time.

    Two-digit years lie no more than twenty years ahead of `this_year`."""
    parts = _parts_of(text)
    if parts is None:
        return _unreadable(text.strip())
    chosen = parts.order or order
    if chosen is None:
        return Problem("date-order-undecided", facts={"value": text.strip()})
    day = _day_of(*parts.ordered(chosen), this_year=this_year)
    if isinstance(day, Problem):
        return day
    return _with_time(day, parts.rest, zone)


def _unreadable(text: str) -> Problem:
    """No date; a number of five digits is how a spreadsheet counts days when a cell is not formatted as a date."""
    if _DAY_NUMBER.fullmatch(text):
        day = _FIRST_DAY + timedelta(days=int(float(text)))
        return Problem("date-is-day-number", facts={"value": text, "day": day})
    return Problem("date-unreadable", facts={"value": text})


def _with_time(day: date, rest: str, zone: str) -> Moment | Problem:
    if not rest.strip(" ,"):
        return Moment(day)
    clock = _clock_of(rest)
    if isinstance(clock, Problem):
        return clock
    day = day + timedelta(days=1) if clock.next_day else day
    if not clock.offset:
        return Moment(day, clock.at)
    instant = datetime.fromisoformat(f"{day.isoformat()}T{clock.at.isoformat()}{_iso_offset(clock.offset)}")
    wall = wall_time_of(instant, zone)
    return Moment(wall.date(), wall.time())


def _iso_offset(offset: str) -> str:
    return "+00:00" if offset in "zZ" else offset if ":" in offset else f"{offset[:3]}:{offset[3:]}"


@lru_cache(maxsize=5_000)
def read_time(text: str) -> time | Problem:
    """The time of day of a cell: "7", "7:30 PM", "19:30", "noon"."""
    clock = _clock_of(text.strip())
    return clock if isinstance(clock, Problem) else clock.at


@dataclass(frozen=True, slots=True)
class _Clock:
    at: time
    offset: str = ""
    next_day: bool = False


def _clock_of(text: str) -> _Clock | Problem:
    word = _WORDS.get(fold(text).strip(" ,"))
    if word is not None:
        return _Clock(word)
    found = _COMPACT_TIME.fullmatch(text) or _TIME.fullmatch(text)
    if found is None:
        return Problem("time-unreadable", facts={"value": text.strip()})
    hour, minute, second = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    half = (found[4] or "").lower()
    if half and not 1 <= hour <= 12:
        return Problem("time-has-no-such-hour", facts={"value": text.strip(), "hour": hour})
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    if hour == 24 and minute == second == 0:
        return _Clock(time(), found[5] or "", next_day=True)
    if hour > 23 or minute > 59 or second > 59:
        return Problem("time-has-no-such-hour", facts={"value": text.strip(), "hour": hour})
    return _Clock(time(hour, minute, second), found[5] or "")


def read_minutes(text: str) -> int | Problem:
    """A length in minutes: "90", "1:30", "1 h 30 min", "1.5 hours"."""
    plain = fold(text)
    if plain.isdigit():
        return int(plain)
    clock = re.fullmatch(r"(\d{1,3}):(\d{2})(?::\d{2})?", plain)
    if clock:
        return int(clock[1]) * 60 + int(clock[2])
    found = _LENGTH.fullmatch(plain) if plain else None
    if found is None or not any(found.groups()):
        return Problem("length-unreadable", facts={"value": text.strip()})
    hours = float((found[1] or "0").replace(",", "."))
    return round(hours * 60) + int(found[2] or 0)


@lru_cache(maxsize=20_000)
def _parts_of(text: str) -> _Parts | None:
    plain = " ".join(text.split())
    plain = plain if plain[:1].isdigit() else _WEEKDAY.sub("", plain) if not _starts_with_month(plain) else plain
    compact = _COMPACT.match(plain)
    if compact:
        return _Parts(compact[1], compact[2], compact[3], plain[compact.end() :], DateOrder.YMD)
    numbers = _NUMBERS.match(plain)
    if numbers:
        return _numbered(numbers, plain[numbers.end() :])
    return _named(plain)


def _starts_with_month(plain: str) -> bool:
    return fold(re.split(r"[\s.\d]", plain, maxsplit=1)[0]) in _MONTHS


def _numbered(found: re.Match[str], rest: str) -> _Parts | None:
    first, third = found[1], found[4]
    if len(first) > 2 and len(third) > 2:
        return None
    if len(first) == 4:
        return _Parts(first, found[3], third, rest, DateOrder.YMD)
    return None if len(first) == 3 or len(third) == 3 else _Parts(first, found[3], third, rest, None)


def _named(plain: str) -> _Parts | None:
    for pattern, day, month in ((_DAY_FIRST, 1, 2), (_MONTH_FIRST, 2, 1)):
        found = pattern.match(plain)
        number = _MONTHS.get(fold(found[month])) if found else None
        if found and number:
            return _Parts(found[3], str(number), found[day], plain[found.end() :], DateOrder.YMD)
    return None


def _day_of(year: str, month: str, day: str, *, this_year: int) -> date | Problem:
    whole = _whole_year(year, this_year)
    facts: dict[str, Fact] = {"year": whole, "month": int(month), "day": int(day)}
    if not 1 <= whole <= 9998:
        return Problem("date-has-no-such-year", facts=facts)
    if not 1 <= int(month) <= 12:
        return Problem("date-has-no-such-month", facts=facts)
    if int(month) == 2 and int(day) == 29 and not calendar.isleap(whole):
        return Problem("date-not-a-leap-year", facts=facts)
    if not 1 <= int(day) <= calendar.monthrange(whole, int(month))[1]:
        return Problem("date-has-no-such-day", facts=facts)
    return date(whole, int(month), int(day))


def _whole_year(year: str, this_year: int) -> int:
    if len(year) > 2:
        return int(year)
    whole = this_year // 100 * 100 + int(year)
    if whole > this_year + _PIVOT_AHEAD:
        return whole - 100
    return whole + 100 if whole <= this_year + _PIVOT_AHEAD - 100 else whole


_OPEN_KEPT, _OPEN, _PLAIN_KEPT, _PLAIN = range(4)
_CONTRADICTED = 50
"""A proof outweighs cells against it from fifty to one on: those few are then refused one by one."""


@dataclass(slots=True)
class OrderFinder:
    """Walks over every dated cell of a file, and then says in which order they are written. It counts rows, not cells.

    Rows come in their order; a row's cells together.
    """

    month_first: int = 0
    day_first: int = 0
    open_cells: int = 0
    year_first: int = 0
    examples: dict[int, tuple[int, str]] = field(default_factory=dict)
    _last: dict[str, int] = field(default_factory=dict)

    def look_at(self, row: int, text: str, *, kept: bool = True) -> None:
        """Count what this cell proves. Examples are taken from rows that are kept before others."""
        parts = _parts_of(text) if text else None
        if parts is None:
            return
        self.examples.setdefault(_PLAIN_KEPT if kept else _PLAIN, (row, text.strip()))
        if parts.order is not None:
            self.year_first += self._once("year", row)
            return
        first, second = int(parts.first), int(parts.second)
        if first <= 12 < second <= 31:
            self.month_first += self._once("month", row)
        elif second <= 12 < first <= 31:
            self.day_first += self._once("day", row)
        elif first <= 12 and second <= 12 and first != second:
            self.open_cells += 1
            self.examples.setdefault(_OPEN_KEPT if kept else _OPEN, (row, text.strip()))

    def _once(self, what: str, row: int) -> int:
        again = self._last.get(what) == row
        self._last[what] = row
        return 0 if again else 1

    @property
    def fitting(self) -> tuple[DateOrder, ...]:
        """The orders that fit the column."""
        if self._none_in_question:
            return (DateOrder.YMD,) if self.year_first else ()
        if self.month_first > _CONTRADICTED * self.day_first:
            return (DateOrder.MDY,)
        if self.day_first > _CONTRADICTED * self.month_first:
            return (DateOrder.DMY,)
        return (DateOrder.MDY, DateOrder.DMY)

    @property
    def _none_in_question(self) -> bool:
        return not (self.month_first or self.day_first or self.open_cells)

    def reading(self, chosen: DateOrder | None, zone: str, this_year: int) -> DateReading:
        """The order with its proof and a row to read aloud; undecided when several fit and nobody chose."""
        fitting = self.fitting
        order = chosen or (fitting[0] if len(fitting) == 1 else None)
        order = order or (DateOrder.MDY if self._same_either_way else None)
        row, text = self.examples[min(self.examples)] if self.examples else (None, "")
        shown = order or DateOrder.MDY
        other = DateOrder.DMY if shown is DateOrder.MDY else DateOrder.MDY
        moment = _moment(text, shown, zone, this_year)
        swapped = _moment(text, other, zone, this_year) if self.open_cells else None
        proof, against = self._proof(order)
        return DateReading(
            order=order,
            needed=order is None and len(fitting) > 1,
            chosen=chosen is not None,
            fitting=fitting,
            proof=proof,
            against=against,
            example_row=row,
            example_text=text,
            example=moment.wall if moment else None,
            example_timed=bool(moment and moment.at is not None),
            other=swapped.wall if swapped else None,
        )

    @property
    def _same_either_way(self) -> bool:
        """If every numeric date has day and month alike, as 03/03: no order can be wrong."""
        return bool(self.examples) and self._none_in_question and not self.year_first

    def _proof(self, order: DateOrder | None) -> tuple[int, int]:
        if order is DateOrder.MDY:
            return self.month_first, self.day_first
        if order is DateOrder.DMY:
            return self.day_first, self.month_first
        return (self.year_first, 0) if order is DateOrder.YMD else (0, 0)


def _moment(text: str, order: DateOrder, zone: str, this_year: int) -> Moment | None:
    found = read_moment(text, order, zone, this_year) if text else None
    return found if isinstance(found, Moment) else None


def order_of(cells: Iterable[tuple[int, str]], *, chosen: DateOrder | None, zone: str, this_year: int) -> DateReading:
    """How the dates of these cells (row, text) are written."""
    finder = OrderFinder()
    for row, text in cells:
        finder.look_at(row, text)
    return finder.reading(chosen, zone, this_year)


def span_after(starts: datetime, minutes: int) -> datetime:
    """The wall time so many minutes later."""
    return starts + timedelta(minutes=minutes)
