"""What a calendar file of another program says about an event, before it becomes one of ours."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from coordinator.domain.problems import Problem

HEADINGS = ("UID", "SUMMARY", "DTSTART", "DTEND", "LOCATION", "DESCRIPTION", "CATEGORIES", "STATUS", "CLASS")
"""The properties a person sees of each event, as the columns of a table."""


class TimeKind(StrEnum):
    """What a time of a file is bound to."""

    DATE = "date"
    FLOATING = "floating"
    UTC = "utc"
    ZONED = "zoned"


@dataclass(frozen=True, slots=True)
class ForeignTime:
    """A naive time as the file has it; `zone` is the file's own name for one, for times in a zone."""

    wall: datetime
    kind: TimeKind
    zone: str = ""


@dataclass(frozen=True, slots=True)
class ForeignLength:
    """A length as calendars count it: days on the clock face, then exact time."""

    days: int = 0
    rest: timedelta = timedelta()

    @property
    def whole(self) -> timedelta:
        """Both together."""
        return timedelta(days=self.days) + self.rest


@dataclass(frozen=True, slots=True)
class LineTrouble:
    """Something wrong with a line: the property, what stood there, and why."""

    line: int
    name: str
    value: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class ForeignEvent:
    """One event of the file: `number` counts them from 1, `line` is where it begins, `lines` where its properties are.

    Texts are unescaped. `rules` are RRULE values, `dates` further dates of a repeating event and `skipped` those left
    out. `original` is its own text, empty unless it repeats. `cells` are the values under `HEADINGS`.
    """

    number: int
    line: int
    uid: str = ""
    sequence: int = 0
    recurrence: ForeignTime | None = None
    starts: ForeignTime | None = None
    ends: ForeignTime | None = None
    length: ForeignLength | None = None
    whole_days: bool = False
    title: str = ""
    place: str = ""
    description: str = ""
    url: str = ""
    status: str = ""
    comment: str = ""
    access: str = ""
    categories: tuple[str, ...] = ()
    guests: int = 0
    rules: tuple[str, ...] = ()
    dates: tuple[ForeignTime, ...] = ()
    skipped: tuple[ForeignTime, ...] = ()
    original: str = ""
    cells: tuple[str, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)
    troubles: tuple[LineTrouble, ...] = ()

    @property
    def repeats(self) -> bool:
        """If it stands for more than one date."""
        return bool(self.rules or self.dates)

    def times(self) -> tuple[ForeignTime, ...]:
        """Its start and end, as far as they are there."""
        return tuple(each for each in (self.starts, self.ends) if each is not None)


def lines_about_dates(original: str) -> tuple[str, ...]:
    """The lines that say when a repeating event takes place, in order; other lines change with every export."""
    wanted = ("RRULE", "RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID", "DTSTART")
    return tuple(line for line in original.splitlines() if line.upper().startswith(wanted))
