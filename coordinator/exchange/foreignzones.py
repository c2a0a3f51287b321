"""Which IANA zone a calendar file means: by its name, by Windows’ names, or by the clock changes it writes down."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from coordinator.domain.repeatrules import Steps, days_of, read_rule
from coordinator.domain.spans import zone_named

UTC_NAMES = frozenset({"UTC", "ETC/UTC", "GMT", "ETC/GMT", "Z", "ZULU", "ETC/ZULU", "ETC/UCT", "UCT", "ETC/GREENWICH"})
_COMMON = (
    "America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles",
    "America/Anchorage", "Pacific/Honolulu", "America/Puerto_Rico", "America/Halifax", "America/St_Johns",
    "America/Mexico_City", "America/Bogota", "America/Argentina/Buenos_Aires", "America/Sao_Paulo", "Europe/London",
    "Europe/Madrid", "Europe/Paris", "Europe/Berlin", "Europe/Helsinki", "Europe/Moscow", "Africa/Johannesburg",
    "Asia/Dubai", "Asia/Kolkata", "Asia/Shanghai", "Asia/Tokyo", "Australia/Sydney", "Pacific/Auckland",
)  # fmt: skip
_SHORT = frozenset({"EST", "MST", "HST", "ROC", "ROK", "PRC", "UCT"})  # as TZID these say too little, or another thing
_MOST_CLOCKS = 8
_MOST_YEARS = 60
_MOST_WALLS = 400
_STEP = timedelta(days=9, hours=5)
_Offset = timedelta | None


class FoundBy(StrEnum):
    """Why a zone was taken."""

    NAME = "name"
    WINDOWS = "windows"
    CLOCK = "clock"
    NOTHING = ""


@dataclass(frozen=True, slots=True)
class ZoneFound:
    """The IANA zone, empty when nobody can tell."""

    zone: str = ""
    by: FoundBy = FoundBy.NOTHING


def zones_meant(
    used: Mapping[str, Sequence[datetime]], definitions: Mapping[str, str], home: str
) -> dict[str, ZoneFound]:
    """The zone behind each name a file uses, given the wall times it is used for and the file's own VTIMEZONEs.

    Comparing clocks takes time: of a file with more home-made zones than anybody has, the rest stays open.
    """
    found: dict[str, ZoneFound] = {}
    compared = 0
    for name, walls in used.items():
        definition = definitions.get(name, "") if compared < _MOST_CLOCKS else ""
        found[name] = zone_meant(name, definition, walls, home)
        compared += found[name].by in (FoundBy.CLOCK, FoundBy.NOTHING)
    return found


def zone_meant(name: str, definition: str, walls: Sequence[datetime], home: str) -> ZoneFound:
    """The zone of this name; `definition` is the file's own VTIMEZONE, perhaps empty, `walls` the times it is used for.

    Of several zones with the same clock the precinct's own, `home`, goes first, then the usual ones.
    """
    by_name = _named(name)
    if by_name:
        return by_name
    located = re.search(r"(?:^|\n)X-LIC-LOCATION[^:\n]*:([^\n]{1,100})", definition, re.IGNORECASE)
    by_place = _named(located[1].strip()) if located else None
    if by_place:
        return by_place
    zone = _with_clock(_Clock.read(definition, walls), walls, home) if definition and walls else ""
    return ZoneFound(zone, FoundBy.CLOCK) if zone else ZoneFound()


def is_utc(name: str) -> bool:
    """If the name is one of universal time."""
    return name.strip(" /").upper() in UTC_NAMES


@lru_cache(maxsize=500)
def _named(name: str) -> ZoneFound | None:
    plain = name.strip(' /"')
    for tail in _tails(plain):
        zone = _iana().get(tail.lower().replace(" ", "_"))
        if zone:
            return ZoneFound(zone, FoundBy.NAME)
    windows = _windows().get(plain.lower())
    return ZoneFound(windows, FoundBy.WINDOWS) if windows else None


def _tails(name: str) -> Iterator[str]:
    """The name, then what is left of it behind a maker's prefix: "/example.com/2020a/America/New_York"."""
    yield name
    parts = name.split("/")
    for at in range(1, min(len(parts), 8)):
        yield "/".join(parts[at:])
    yield name.replace("_", "/", 1)  # "America_New_York"
    words = re.split(r"[^A-Za-z]+", parts[0])
    if len(parts) > 1 and len(words) > 1:  # "custom_America/New_York"
        yield "/".join([words[-1], *parts[1:]])


@cache
def _iana() -> Mapping[str, str]:
    names = {name for name in available_timezones() if name not in _SHORT and not name.startswith(("posix", "right"))}
    return {name.lower(): name for name in names if _exists(name)}


def _exists(name: str) -> bool:
    return "/" in name or name.isupper() or name.isalpha() or any(sign.isdigit() for sign in name)


@cache
def _windows() -> Mapping[str, str]:
    from babel.core import get_global  # takes time to load, and most calendars do without

    return {name.lower(): zone for name, zone in get_global("windows_zone_mapping").items()}


def is_known(zone: str) -> bool:
    """If times can be reckoned in it."""
    try:
        zone_named(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return bool(zone)


# --- by the clock ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Clock:
    """Moments, by the clock before them, from which an offset holds."""

    onsets: tuple[tuple[datetime, timedelta], ...] = ()
    first: timedelta | None = None

    @classmethod
    def read(cls, definition: str, walls: Sequence[datetime]) -> "_Clock":
        """What a VTIMEZONE says about the years of these times."""
        years = [wall.year for wall in walls]
        span = (max(2, min(years) - 1), min(max(years) + 1, min(years) + _MOST_YEARS))
        found: list[tuple[datetime, timedelta]] = []
        first: timedelta | None = None
        for lines in _observances(definition):
            to, before = _offset_in(lines, "TZOFFSETTO"), _offset_in(lines, "TZOFFSETFROM")
            if to is None:
                return cls()
            onsets = list(_onsets(lines, span))
            first = before if first is None and before is not None else first
            found.extend((onset, to) for onset in onsets)
        ordered = tuple(sorted(found))
        return cls(ordered, ordered[0][1] if ordered and first is None else first)

    def offset(self, wall: datetime) -> _Offset:
        """What the clock is off by at this wall time."""
        now = self.first
        for onset, offset in self.onsets:
            if onset > wall:
                break
            now = offset
        return now


def _observances(definition: str) -> Iterator[dict[str, list[str]]]:
    lines: dict[str, list[str]] = {}
    for line in definition.split("\n")[:5_000]:
        name, _sign, value = line.partition(":")
        key = name.partition(";")[0].strip().upper()
        if key == "BEGIN":
            lines = {}
        elif key == "END" and value.strip().upper() in ("STANDARD", "DAYLIGHT"):
            yield lines
        else:
            lines.setdefault(key, []).append(value.strip())


def _offset_in(lines: Mapping[str, list[str]], name: str) -> timedelta | None:
    found = re.fullmatch(r"([+-])(\d\d):?(\d\d)(?::?(\d\d))?", lines.get(name, [""])[0])
    if found is None:
        return None
    offset = timedelta(hours=int(found[2]), minutes=int(found[3]), seconds=int(found[4] or 0))
    return -offset if found[1] == "-" else offset


def _onsets(lines: Mapping[str, list[str]], span: tuple[int, int]) -> Iterator[datetime]:
    """When it comes into force: its start always, since it may have begun long before, and its dates in these years."""
    starts = _moment(lines.get("DTSTART", [""])[0])
    if starts is None:
        return
    yield starts
    dates = (date for line in lines.get("RDATE", []) for date in line.split(",")[:1_000])
    yield from (found for found in map(_moment, dates) if found is not None)
    for text in lines.get("RRULE", [])[:3]:
        rule = read_rule(text)
        if rule is None or rule.every != "YEARLY":
            continue
        for day in days_of(rule, starts.date(), Steps(40_000), since=date(span[0], 1, 1)):
            if day.year > span[1]:
                break
            yield datetime.combine(day, starts.time())


def _moment(text: str) -> datetime | None:
    try:
        return datetime.strptime(text.partition("/")[0].rstrip("Z")[:15], "%Y%m%dT%H%M%S")
    except ValueError:
        return None


def _with_clock(clock: _Clock, walls: Sequence[datetime], home: str) -> str:
    """The first zone whose clock is the same at all these times and through the years between them."""
    if clock.first is None:
        return ""
    wanted = [(wall, clock.offset(wall)) for wall in _samples(walls)]
    names = dict.fromkeys((home, *_COMMON, *_regular()))
    return next((name for name in names if _keeps(name, wanted)), "")


def _keeps(name: str, wanted: Iterable[tuple[datetime, _Offset]]) -> bool:
    zone = _zone(name)
    return all(
        wall.replace(tzinfo=zone).utcoffset() == offset or _skips(wall.replace(tzinfo=zone)) for wall, offset in wanted
    )


def _skips(at: datetime) -> bool:
    """If clocks jump over this wall time."""
    return at.astimezone(UTC).astimezone(at.tzinfo).replace(tzinfo=None) != at.replace(tzinfo=None)


@cache
def _zone(name: str) -> ZoneInfo:
    return zone_named(name)


def _samples(walls: Sequence[datetime]) -> list[datetime]:
    """Winter and summer first, which tell most zones apart; then the times themselves; then every nine days."""
    first = datetime(min(wall.year for wall in walls), 1, 1, 12)
    last = datetime(min(max(wall.year for wall in walls), first.year + _MOST_YEARS), 12, 31, 12)
    found = [first, first + timedelta(days=182), *walls[:_MOST_WALLS]]
    at = first
    while at <= last:
        found.append(at)
        at += _STEP
    return found


@cache
def _regular() -> tuple[str, ...]:
    return tuple(sorted(name for name in _iana().values() if "/" in name and not name.startswith("Etc/")))
