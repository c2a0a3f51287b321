"""The facts of a problem, an error or a label, as they stand in a sentence."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import cache

from coordinator.domain.problems import Fact
from coordinator.domain.spans import wall_time_of
from coordinator.wording import moments
from coordinator.wording.moments import Style


class Facts(Mapping[str, str]):
    """Facts shown as words. `fill` puts them into the holes of a sentence; the other methods choose another form.

    A log line keeps its dates as ISO text, a fresh one as dates: both are read.
    """

    def __init__(self, facts: Mapping[str, Fact], style: Style | None = None) -> None:
        self._facts = facts
        self.style = style or moments.style_in_use()

    def __getitem__(self, name: str) -> str:
        return shown(self._facts.get(name), self.style)

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)

    def fill(self, sentence: str, **others: str) -> str:
        """The translated sentence with its named holes filled; `others` go before the facts."""
        return sentence.format_map(_Holes(self, others))

    def members(self, name: str) -> tuple[str, ...]:
        """The codes of a list."""
        fact = self._facts.get(name)
        return tuple(map(str, fact)) if isinstance(fact, tuple) else ()

    def number(self, name: str) -> int:
        """A count, 0 when it is not known."""
        fact = self._facts.get(name)
        return int(fact) if isinstance(fact, int | str) and str(fact).lstrip("-").isdigit() else 0

    def given(self, name: str) -> bool:
        """If the fact is there and not empty."""
        return bool(self._facts.get(name))

    def is_one_of(self, name: str, *values: str) -> bool:
        """If the fact is one of these codes."""
        return str(self._facts.get(name, "")) in values

    def at(self, name: str) -> datetime | None:
        """A wall time or an instant."""
        fact = self._facts.get(name)
        return fact if isinstance(fact, datetime) else _as_datetime(fact)

    def on(self, name: str) -> date | None:
        """A day; of a wall time, its day."""
        fact = self._facts.get(name)
        if isinstance(fact, datetime):
            return fact.date()
        at = _as_datetime(fact)
        return fact if isinstance(fact, date) else at.date() if at else None

    def day(self, name: str) -> str:
        """ "Fri Jan 15, 2027"."""
        on = self.on(name)
        return moments.day_with_year(on, self.style) if on else ""

    def short_day(self, name: str) -> str:
        """ "Fri Jan 15", where the year is plain."""
        on = self.on(name)
        return moments.short_day(on, self.style) if on else ""

    def month_day(self, name: str) -> str:
        """ "Jan 15", where weekday and year are plain."""
        on = self.on(name)
        return moments.month_day(on, self.style) if on else ""

    def clock(self, name: str) -> str:
        """ "5:00 PM" of a wall time, or of an instant in the precinct's zone."""
        at = self.at(name)
        return moments.clock_time(_wall(at, self.style), self.style) if at else ""

    def hours(self, starts: str = "starts", ends: str = "ends") -> str:
        """ "5:00–7:00 PM" of two wall times."""
        first, last = self.at(starts), self.at(ends)
        return moments.time_range(first, last, self.style) if first and last else ""

    def in_sentence(self, name: str) -> str:
        """A role's name inside a sentence: "Sorter" becomes "sorter"."""
        return in_sentence(self[name])


Sentences = Mapping[str, Callable[[Facts], str]]
"""A code, and what to say about its facts."""


class _Holes(dict[str, str]):
    def __init__(self, facts: Facts, others: Mapping[str, str]) -> None:
        super().__init__(others)
        self._facts = facts

    def __missing__(self, name: str) -> str:
        return self._facts[name]


def shown(fact: Fact, style: Style) -> str:
    """One fact by its type: an aware datetime is an instant, a naive one a wall time."""
    if isinstance(fact, datetime):
        return moments.day_time(_wall(fact, style), style)
    if isinstance(fact, date):
        return moments.day_with_year(fact, style)
    if isinstance(fact, tuple | list):
        return listed(tuple(fact), style)
    return "" if fact is None else str(fact)


def listed(names: tuple[str, ...], style: Style) -> str:
    """ "Ann, Bo, and Cy"."""
    from babel.lists import format_list  # not for the first screen, which has no lists in sentences

    return format_list([str(name) for name in names], locale=style.language) if names else ""


def in_sentence(role: str) -> str:
    """The name with a small first letter, unless it is written in capitals or starts with the name of a language."""
    first_word = role.split(" ", maxsplit=1)[0].rstrip(",")
    if len(role) < 2 or not role[1].islower() or first_word in _languages():
        return role
    return role[0].lower() + role[1:]


@cache
def _languages() -> frozenset[str]:
    from babel import Locale  # not for the first screen: its data takes time to load

    return frozenset(str(name) for name in Locale.parse("en").languages.values())


def _wall(at: datetime, style: Style) -> datetime:
    return at if at.tzinfo is None else wall_time_of(at, style.zone)


def _as_datetime(fact: object) -> datetime | None:
    try:
        return datetime.fromisoformat(fact) if isinstance(fact, str) else None
    except ValueError:
        return None
