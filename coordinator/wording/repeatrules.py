"""The rule of a repeating event in plain words; what is too special for words stands as the file has it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from coordinator.domain.repeatrules import NthDay, RepeatRule, read_rule
from coordinator.runtime.i18n import _, ngettext, pgettext
from coordinator.wording import moments
from coordinator.wording.facts import listed
from coordinator.wording.moments import Style

_MOST_DAYS = 5


def rule_in_words(text: str, starts: date, style: Style) -> str:
    """An RRULE as it stands inside a sentence: "every 2 weeks on Tuesday and Thursday, until Jun 30, 2027"."""
    rule = read_rule(text)
    words = _every(rule, starts, style) if rule is not None else ""
    if rule is None or not words:
        return _("by the rule {rule}").format(rule=text)
    if rule.until is not None:
        return _("{rule}, until {day}").format(rule=words, day=moments.month_day_year(rule.until, style))
    if rule.count:
        times = ngettext("{rule}, {count} time", "{rule}, {count} times", rule.count)
        return times.format(rule=words, count=rule.count)
    return words


def _every(rule: RepeatRule, starts: date, style: Style) -> str:
    """Without its end; empty for a rule that has no usual words."""
    if rule.positions:
        rule = _without_position(rule)
    if rule.positions or rule.year_days:
        return ""
    if rule.every == "DAILY":
        if rule.days and rule.interval == 1 and not any(day.nth for day in rule.days):
            return _every(replace(rule, every="WEEKLY"), starts, style)
        plain = not (rule.days or rule.month_days or rule.months)
        return _counted(ngettext("every day", "every {n} days", rule.interval), rule) if plain else ""
    if rule.every == "WEEKLY":
        return _weekly(rule, starts, style) if not (rule.month_days or rule.months) else ""
    return _monthly(rule, starts, style) if rule.every == "MONTHLY" else _yearly(rule, starts, style)


def _without_position(rule: RepeatRule) -> RepeatRule:
    """ "The second of all Tuesdays in the month" is the second Tuesday."""
    if len(rule.positions) != 1 or len(rule.days) != 1 or rule.days[0].nth or rule.month_days:
        return rule
    if rule.every == "MONTHLY" or (rule.every == "YEARLY" and len(rule.months) == 1):
        return replace(rule, days=(NthDay(rule.days[0].weekday, rule.positions[0]),), positions=())
    return rule


def _weekly(rule: RepeatRule, starts: date, style: Style) -> str:
    weekdays = sorted({day.weekday for day in rule.days} or {starts.weekday()})
    if weekdays == [0, 1, 2, 3, 4] and rule.interval == 1:
        return _("every weekday, Monday to Friday")
    days = listed(tuple(moments.weekday_name(day, style) for day in weekdays), style)
    return _counted(ngettext("every week on {days}", "every {n} weeks on {days}", rule.interval), rule, days=days)


def _monthly(rule: RepeatRule, starts: date, style: Style) -> str:
    if rule.months or (rule.days and rule.month_days):
        return ""
    if not rule.days:
        return _on_days_of_month(rule, rule.month_days or (starts.day,), style)
    which = _nth_days(rule.days, style)
    if not which:
        return ""
    return _counted(
        ngettext("every month on the {which}", "every {n} months on the {which}", rule.interval), rule, which=which
    )


def _on_days_of_month(rule: RepeatRule, days: Sequence[int], style: Style) -> str:
    if days == (-1,):
        words = ngettext("every month on the last day", "every {n} months on the last day", rule.interval)
        return _counted(words, rule)
    if len(days) > _MOST_DAYS or min(days) < 1:
        return ""
    words = ngettext("every month on day {days}", "every {n} months on day {days}", rule.interval)
    return _counted(words, rule, days=listed(tuple(map(str, days)), style))


def _yearly(rule: RepeatRule, starts: date, style: Style) -> str:
    if len(rule.months) > 1 or len(rule.month_days) > 1 or (rule.days and rule.month_days):
        return ""
    month = rule.months[0] if rule.months else starts.month
    if not rule.days:
        return _on_one_day(rule, month, rule.month_days[0] if rule.month_days else starts.day, style)
    which = _nth_days(rule.days, style) if rule.months else ""
    if not which:
        return ""
    words = ngettext("every year on the {which} of {month}", "every {n} years on the {which} of {month}", rule.interval)
    return _counted(words, rule, which=which, month=moments.month_name(month, style))


def _on_one_day(rule: RepeatRule, month: int, day: int, style: Style) -> str:
    if (rule.month_days and not rule.months) or not 1 <= day <= 29 + (month != 2) + (month in (1, 3, 5, 7, 8, 10, 12)):
        return ""
    words = ngettext("every year on {day}", "every {n} years on {day}", rule.interval)
    return _counted(words, rule, day=moments.month_day(date(2024, month, day), style))


def _nth_days(days: Sequence[NthDay], style: Style) -> str:
    """ "2nd Tuesday", "1st and 3rd Monday"; empty when they are not of one weekday or have no word."""
    if len({day.weekday for day in days}) != 1:
        return ""
    nths = [_nths().get(day.nth, "") for day in days]
    if not all(nths):
        return ""
    weekday = moments.weekday_name(days[0].weekday, style)
    return _("{nth} {weekday}").format(nth=listed(tuple(nths), style), weekday=weekday)


def _nths() -> dict[int, str]:
    return {
        1: pgettext("weekday of a month", "first"),
        2: pgettext("weekday of a month", "second"),
        3: pgettext("weekday of a month", "third"),
        4: pgettext("weekday of a month", "fourth"),
        5: pgettext("weekday of a month", "fifth"),
        -1: pgettext("weekday of a month", "last"),
        -2: pgettext("weekday of a month", "second to last"),
    }


def _counted(words: str, rule: RepeatRule, **holes: str) -> str:
    return words.format(n=rule.interval, **holes)
