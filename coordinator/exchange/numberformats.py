"""What a number in a spreadsheet stands for: its format says whether it is a day, a time, a share or a code."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from math import isfinite

_BUILT_IN = {
    9: "0%", 10: "0.00%", 14: "m/d/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "m/d/yyyy h:mm", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
    **dict.fromkeys((*range(27, 32), 36, *range(50, 55), 57, 58), "yyyy-mm-dd"),
    **dict.fromkeys((*range(32, 36), 55, 56), "h:mm:ss"),
}  # fmt: skip
"""Formats that a file names by number alone; from 27 on they are those of East Asia."""

_DAY = 86_400_000
_LAST_DAY = 2_958_465
_LEAP_THAT_NEVER_WAS = 60
_MOST_DIGITS = 21
_QUOTED = re.compile(r'"([^"]*)"|\\(.)|[_*].|\[([^\]]*)\]')
_LASTING = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shape:
    """What a format shows. `lasting` is a length of time; `digits` a pattern such as 00000 or 000-00-0000."""

    day: bool = False
    time: bool = False
    lasting: bool = False
    share: bool = False
    digits: str = ""

    @property
    def moment(self) -> bool:
        """If the number is a day, a time or a length."""
        return self.day or self.time or self.lasting


PLAIN = Shape()


def built_in(number: int) -> str:
    """The code of a format that is named by number alone; empty for plain ones."""
    return _BUILT_IN.get(number, "")


@lru_cache(maxsize=5_000)
def shape_of(code: str) -> Shape:
    """What a format code shows, by its section for positive numbers."""
    section = _first_section(code)
    letters = _QUOTED.sub(" ", section).lower()
    if "general" in letters or letters.strip() == "@":
        return PLAIN
    lasting = bool(_LASTING.search(section))
    clock = re.sub(r"am/pm|a/p", "h", letters)
    if not re.search(r"[0#?]", re.sub(r"[.,]0+", "", clock)):
        time = "h" in clock or "s" in clock
        day = "y" in clock or "d" in clock or ("m" in clock and not time and not lasting)
        if day or time or lasting:
            return Shape(day=day, time=time, lasting=lasting)
    return Shape(share="%" in letters, digits=_digits(section))


def _first_section(code: str) -> str:
    found = re.match(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;])*', code)
    return found[0] if found else code


def _digits(section: str) -> str:
    """The pattern of a code with leading zeros; empty for a number to reckon with."""
    pattern = _QUOTED.sub(lambda found: found[1] or found[2] or "", section)
    return pattern if re.fullmatch(r"[0() \-]+", pattern) and pattern.count("0") > 1 else ""


def number_text(raw: str) -> str | None:
    """A number as text: whole ones without a point, others with the digits a spreadsheet shows. None for what is
    none."""
    if raw.isascii() and raw.removeprefix("-").isdigit():
        return raw
    try:
        value = float(raw)
    except ValueError:
        return None
    if not isfinite(value):
        return None
    if value.is_integer() and abs(value) < 10**_MOST_DIGITS:
        return str(int(value))
    return f"{value:.15g}"


def shaped_text(raw: str, shape: Shape) -> str | None:
    """A number as its format shows it, where digits are all it shows: a share, or a code with leading zeros."""
    plain = number_text(raw)
    if plain is None:
        return None
    if shape.share:
        return f"{float(raw) * 100:.15g}%"
    return _patterned(plain, shape.digits) if shape.digits and plain.isdigit() else plain


def _patterned(digits: str, pattern: str) -> str:
    places = pattern.count("0")
    padded = digits.zfill(places)
    left = iter(padded[len(padded) - places :])
    shown = "".join(next(left) if sign == "0" else sign for sign in pattern)
    return padded[: len(padded) - places] + shown


def moment_text(raw: str, shape: Shape, *, since_1904: bool) -> str | None:
    """A number of days as ISO writes the moment; None for what is none. Fractions are rounded to a thousandth of a
    second. A spreadsheet's own odd days (January 0 and February 29 of 1900) stay as it shows them."""
    try:
        thousandths = round(float(raw) * _DAY)
    except (ValueError, OverflowError):
        return None
    days, rest = divmod(thousandths, _DAY)
    if thousandths < 0 or days > _LAST_DAY:
        return None
    if shape.lasting:
        return _clock(thousandths)
    if not shape.day or (shape.time and days == 0 and not since_1904):
        return _clock(rest)
    day = _day_text(days, since_1904=since_1904)
    if day is None:
        return None
    return f"{day} {_clock(rest)}" if rest or shape.time else day


def iso_text(raw: str, shape: Shape) -> str:
    """A moment that the file writes out, without a midnight that is not shown."""
    try:
        moment = datetime.fromisoformat(raw)
    except ValueError:
        return raw
    if shape.day and not shape.time and moment.time() == datetime.min.time():
        return moment.date().isoformat()
    return raw.replace("T", " ", 1)


def _day_text(days: int, *, since_1904: bool) -> str | None:
    if since_1904:
        return _after(date(1904, 1, 1), days)
    if days in (0, _LEAP_THAT_NEVER_WAS):
        return "1900-02-29" if days else "1900-01-00"
    return _after(date(1899, 12, 31) if days < _LEAP_THAT_NEVER_WAS else date(1899, 12, 30), days)


def _after(first: date, days: int) -> str | None:
    try:
        return (first + timedelta(days=days)).isoformat()
    except OverflowError:
        return None


def _clock(thousandths: int) -> str:
    seconds, rest = divmod(thousandths, 1000)
    minutes, second = divmod(seconds, 60)
    shown = f"{minutes // 60:02}:{minutes % 60:02}"
    if rest:
        return f"{shown}:{second:02}.{rest:03}"
    return f"{shown}:{second:02}" if second else shown
