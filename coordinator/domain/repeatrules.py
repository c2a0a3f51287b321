"""The rule of a repeating event as far as its first date and its words need it: whole days, never expanded for good."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NOT_READ = frozenset({"BYHOUR", "BYMINUTE", "BYSECOND", "BYWEEKNO", "RSCALE", "SKIP"})
BY_DAYS = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_DAY = timedelta(days=1)
_LAST = date(9998, 12, 31)


@dataclass(frozen=True, slots=True)
class NthDay:
    """A weekday, Monday is 0; `nth` counts in the month or year, from its end when negative, and 0 is any."""

    weekday: int
    nth: int = 0


@dataclass(frozen=True, slots=True)
class RepeatRule:
    """An RRULE without times of day. `until` is the last day as written, None without one."""

    every: str
    interval: int = 1
    count: int = 0
    until: date | None = None
    days: tuple[NthDay, ...] = ()
    month_days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    year_days: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()
    week_start: int = 0


class Steps:
    """How many days may still be looked at, over all rules of a file: a hostile rule never meets a date."""

    def __init__(self, left: int) -> None:
        self.left = left

    def take(self) -> bool:
        """One more; False when they are used up."""
        self.left -= 1
        return self.left >= 0


def read_rule(text: str) -> RepeatRule | None:
    """The rule, None for one that counts in hours or less, in numbered weeks, or cannot be read."""
    try:
        return _rule({name.strip().upper(): value.strip() for name, value in map(_pair, text.strip("; ").split(";"))})
    except (ValueError, IndexError, OverflowError):
        return None


def _pair(part: str) -> tuple[str, str]:
    name, sign, value = part.partition("=")
    if not sign:
        raise ValueError(part)
    return name, value


def _rule(parts: dict[str, str]) -> RepeatRule | None:
    every = parts.get("FREQ", "").upper()
    if every not in BY_DAYS or parts.keys() & _NOT_READ:
        return None
    interval = int(parts.get("INTERVAL") or 1)
    if not 1 <= interval <= 10_000:
        return None
    return RepeatRule(
        every=every,
        interval=interval,
        count=int(parts.get("COUNT") or 0),
        until=_day(parts["UNTIL"]) if "UNTIL" in parts else None,
        days=tuple(map(_nth_day, _listed(parts, "BYDAY"))),
        month_days=_numbers(parts, "BYMONTHDAY", 31),
        months=_numbers(parts, "BYMONTH", 12),
        year_days=_numbers(parts, "BYYEARDAY", 366),
        positions=_numbers(parts, "BYSETPOS", 366),
        week_start=WEEKDAYS.index(parts.get("WKST", "MO").upper()),
    )


def _day(text: str) -> date:
    return datetime.strptime(text[:8], "%Y%m%d").date()


def _listed(parts: dict[str, str], name: str) -> list[str]:
    return [each.strip().upper() for each in parts.get(name, "").split(",")[:400] if each.strip()]


def _numbers(parts: dict[str, str], name: str, most: int) -> tuple[int, ...]:
    found = tuple(int(each) for each in _listed(parts, name))
    if any(not 1 <= abs(each) <= most for each in found):
        raise ValueError(name)
    return found


def _nth_day(text: str) -> NthDay:
    return NthDay(WEEKDAYS.index(text[-2:]), int(text[:-2] or 0))


def first_day(
    rule: RepeatRule, starts: date, steps: Steps, *, since: date | None = None, but_not: Collection[date] = ()
) -> date | None:
    """The first day of the rule from `starts` on, or from a later day `since`, that is not among `but_not`; None when
    there is none or the steps are used up. A count is not counted."""
    for day in days_of(rule, starts, steps, since=since):
        if day not in but_not:
            return day
    return None


def days_of(rule: RepeatRule, starts: date, steps: Steps, *, since: date | None = None) -> Iterator[date]:
    """The days of the rule in order, as far as the steps reach; none before `since`."""
    begin = max(starts, since or starts)
    last = min(rule.until or _LAST, _LAST)
    for period in _periods(rule, starts, begin):
        if period > last or not steps.take():
            return
        for day in _days_in(rule, starts, period, steps):
            if begin <= day <= last:
                yield day


def _periods(rule: RepeatRule, starts: date, begin: date) -> Iterator[date]:
    """The first days of the periods that the interval keeps; those before `begin` are passed over at once."""
    if rule.every == "YEARLY":
        skipped = max(0, begin.year - 1 - starts.year) // rule.interval * rule.interval
        for year in range(starts.year + skipped, _LAST.year + 1, rule.interval):
            yield date(year, 1, 1)
    elif rule.every == "MONTHLY":
        first = starts.year * 12 + starts.month - 1
        ahead = max(0, begin.year * 12 + begin.month - 1 - first)
        for month in range(first + ahead // rule.interval * rule.interval, (_LAST.year + 1) * 12, rule.interval):
            yield date(month // 12, month % 12 + 1, 1)
    else:
        yield from _short_periods(rule, starts, begin)


def _short_periods(rule: RepeatRule, starts: date, begin: date) -> Iterator[date]:
    length = 7 if rule.every == "WEEKLY" else 1
    back = (starts.weekday() - rule.week_start) % 7 if length == 7 else 0
    first = starts.toordinal() - back
    ahead = max(0, begin.toordinal() - first) // length
    step = length * rule.interval
    for ordinal in range(max(1, first + ahead // rule.interval * step), _LAST.toordinal() + 1, step):
        yield date.fromordinal(ordinal)


def _days_in(rule: RepeatRule, starts: date, period: date, steps: Steps) -> Sequence[date]:
    days = []
    for day in _stretch(rule, period):
        if not steps.take():
            break
        if _is_on(rule, starts, day):
            days.append(day)
    if not rule.positions:
        return days
    picked = {at - 1 if at > 0 else len(days) + at for at in rule.positions}
    return [day for at, day in enumerate(days) if at in picked]


def _stretch(rule: RepeatRule, period: date) -> Iterator[date]:
    """The days of a period that are worth a look: whole months are left out at once."""
    if rule.every == "DAILY":
        yield period
    elif rule.every == "WEEKLY":
        yield from (date.fromordinal(period.toordinal() + at) for at in range(7) if period.toordinal() + at > 0)
    elif rule.every == "MONTHLY":
        yield from _month(period.year, period.month) if not rule.months or period.month in rule.months else ()
    else:
        for month in range(1, 13):
            if not rule.months or month in rule.months:
                yield from _month(period.year, month)


def _month(year: int, month: int) -> Iterator[date]:
    day = date(year, month, 1)
    while day.month == month:
        yield day
        day += _DAY


def _is_on(rule: RepeatRule, starts: date, day: date) -> bool:
    if rule.months and day.month not in rule.months:
        return False
    if rule.month_days and not {day.day, day.day - _month_length(day) - 1} & set(rule.month_days):
        return False
    if rule.year_days and not _counted(_day_of_year(day), _year_length(day.year)) & set(rule.year_days):
        return False
    if rule.days:
        return any(_is_nth(rule, each, day) for each in rule.days)
    return _is_like_start(rule, starts, day)


def _is_like_start(rule: RepeatRule, starts: date, day: date) -> bool:
    """What the rule leaves open is as on the first date."""
    if rule.month_days or rule.year_days or rule.every == "DAILY":
        return True
    if rule.every == "WEEKLY":
        return day.weekday() == starts.weekday()
    return day.day == starts.day and (rule.every == "MONTHLY" or bool(rule.months) or day.month == starts.month)


def _is_nth(rule: RepeatRule, wanted: NthDay, day: date) -> bool:
    if day.weekday() != wanted.weekday:
        return False
    if not wanted.nth or rule.every in ("DAILY", "WEEKLY"):
        return True
    if rule.every == "YEARLY" and not rule.months:
        at, length = _day_of_year(day), _year_length(day.year)
    else:
        at, length = day.day, _month_length(day)
    return wanted.nth in ((at - 1) // 7 + 1, -((length - at) // 7 + 1))


def _counted(at: int, length: int) -> set[int]:
    return {at, at - length - 1}


def _day_of_year(day: date) -> int:
    return day.toordinal() - date(day.year, 1, 1).toordinal() + 1


def _year_length(year: int) -> int:
    return 366 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 365


def _month_length(day: date) -> int:
    if day.month == 2:
        return _year_length(day.year) - 337
    return 30 if day.month in (4, 6, 9, 11) else 31
