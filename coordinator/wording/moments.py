"""Dates and times as people write them. Fast: painted views call these for every box.

English with a 12-hour clock follows the forms of the United States ("Tue Jan 12, 2027"), with a 24-hour clock those of
the rest of the world ("Tue 12 Jan 2027"). Spanish has its own order with either clock.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from coordinator.domain.precinct import Precinct
from coordinator.domain.spans import When, wall_time_of
from coordinator.runtime import i18n
from coordinator.wording.daynames import NAMES, DayNames


@dataclass(frozen=True, slots=True)
class Style:
    """How to write times: language code, 12 or 24 hour clock, first weekday (Monday = 0), the precinct's zone."""

    language: str = "en"
    clock: int = 12
    first_weekday: int = 6
    zone: str = "America/New_York"

    @classmethod
    def of(cls, precinct: Precinct, language: str) -> "Style":
        """The precinct's habits in this language."""
        return cls(_base(language), precinct.clock, precinct.first_weekday, precinct.zone)


class _InUse:
    style = Style()


def use_style(style: Style) -> None:
    """Write the times inside sentences like this from now on; the language stays the one of `i18n`."""
    _InUse.style = style


def style_in_use() -> Style:
    """The style of sentences, in the language in use."""
    style, language = _InUse.style, i18n.language()
    return style if style.language == language else replace(style, language=language)


# --- days ------------------------------------------------------------------------------------------------------------


def day(on: date, style: Style, *, year: int | None = None) -> str:
    """ "Tue Jan 12, 2027"; the year is left out when it is `year`, the one that is plain where this stands."""
    return short_day(on, style) if on.year == year else day_with_year(on, style)


def short_day(on: date, style: Style) -> str:
    """ "Tue Jan 12", "Tue 12 Jan", "mar 12 ene"."""
    names = _names(style.language)
    weekday, month = names.weekdays_short[on.weekday()], names.months_short[on.month - 1]
    return f"{weekday} {month} {on.day}" if _month_first(style) else f"{weekday} {on.day} {month}"


def day_with_year(on: date, style: Style) -> str:
    """ "Tue Jan 12, 2027", "Tue 12 Jan 2027", "mar 12 ene 2027"."""
    return f"{short_day(on, style)}{', ' if _month_first(style) else ' '}{on.year}"


def month_day(on: date, style: Style) -> str:
    """Without the weekday: "Jan 12", "12 Jan", "12 ene"."""
    month = _names(style.language).months_short[on.month - 1]
    return f"{month} {on.day}" if _month_first(style) else f"{on.day} {month}"


def month_day_year(on: date, style: Style) -> str:
    """Without the weekday: "Jan 12, 2027", "12 Jan 2027", "12 ene 2027"."""
    return f"{month_day(on, style)}{', ' if _month_first(style) else ' '}{on.year}"


def long_day(on: date, style: Style) -> str:
    """As on paper: "Tuesday, January 12, 2027", "Tuesday 12 January 2027", "martes, 12 de enero de 2027"."""
    weekday = _names(style.language).weekdays_long[on.weekday()]
    if style.language == "es":
        return f"{weekday}, {_long_date(on, style)}"
    return f"{weekday}{', ' if _month_first(style) else ' '}{_long_date(on, style)}"


def long_day_without_year(on: date, style: Style) -> str:
    """As on paper where the year is plain: "Tuesday, January 12", "Tuesday 12 January", "martes, 12 de enero"."""
    weekday = _names(style.language).weekdays_long[on.weekday()]
    comma = ", " if style.language == "es" or _month_first(style) else " "
    return f"{weekday}{comma}{_long_month_day(on, style)}"


def column_day(on: date, style: Style) -> str:
    """Over a column of the week: "Sun 10", "dom 10"."""
    return f"{_names(style.language).weekdays_short[on.weekday()]} {on.day}"


def day_range(first: date, last: date, style: Style) -> str:
    """Both included: "January 10–16, 2027", "10–16 January 2027", "10–16 de enero de 2027"."""
    if first == last:
        return _long_date(first, style)
    if first.year != last.year:
        return f"{_long_date(first, style)} – {_long_date(last, style)}"
    if first.month != last.month:
        return f"{_long_month_day(first, style)} – {_long_date(last, style)}"
    if _month_first(style):
        return f"{_long_month_day(first, style)}–{last.day}, {last.year}"
    return f"{first.day}–{_long_date(last, style)}"


def day_range_short(first: date, last: date, style: Style, *, year: int | None = None) -> str:
    """Both included: "Jan 10–16, 2027", "Jan 28–Feb 3", "10–16 ene 2027"; the year is left out when it is `year`."""
    if first.year != last.year:
        return f"{month_day_year(first, style)}–{month_day_year(last, style)}"
    if first.month != last.month or not _month_first(style):
        begins = f"{first.day}" if first.month == last.month else month_day(first, style)
        return f"{begins}–{(month_day if last.year == year else month_day_year)(last, style)}"
    behind = "" if last.year == year else f", {last.year}"
    return f"{month_day(first, style)}–{last.day}{behind}"


def month_title(on: date, style: Style) -> str:
    """ "January 2027", "Enero de 2027"."""
    month = _names(style.language).months_long[on.month - 1]
    return f"{month[:1].upper()}{month[1:]} de {on.year}" if style.language == "es" else f"{month} {on.year}"


def month_title_short(on: date, style: Style) -> str:
    """ "Sep 2027", "Sept 2027"."""
    month = _names(style.language).months_short[on.month - 1]
    return f"{month[:1].upper()}{month[1:]} {on.year}"


def weekdays_short(style: Style) -> tuple[str, ...]:
    """ "Sun", "Mon" … in the order of the week's first day."""
    return _from_first(_names(style.language).weekdays_short, style)


def weekdays_long(style: Style) -> tuple[str, ...]:
    """ "Sunday", "Monday" … in the order of the week's first day."""
    return _from_first(_names(style.language).weekdays_long, style)


def weekday_initials(style: Style) -> tuple[str, ...]:
    """ "S", "M" … in the order of the week's first day."""
    return _from_first(_names(style.language).weekdays_narrow, style)


def weekday_name(weekday: int, style: Style) -> str:
    """The long name of one weekday, Monday = 0."""
    return _names(style.language).weekdays_long[weekday]


def month_name(month: int, style: Style) -> str:
    """The long name of a month, 1 to 12."""
    return _names(style.language).months_long[month - 1]


def week_start(on: date, style: Style) -> date:
    """The first day of the week the date is in."""
    return on - timedelta(days=(on.weekday() - style.first_weekday) % 7)


# --- times of day ----------------------------------------------------------------------------------------------------


def clock_time(at: time | datetime, style: Style) -> str:
    """ "3:30 PM", "15:30", "3:30 p.m."."""
    if style.clock == 24:
        return f"{at.hour:02d}:{at.minute:02d}"
    return f"{_face(at)} {_half(at, style)}"


def short_time(at: time | datetime, style: Style) -> str:
    """Where room is scarce: "3:30p", "9a", "15:30"."""
    if style.clock == 24:
        return clock_time(at, style)
    hour = (at.hour + 11) % 12 + 1
    return f"{hour}{f':{at.minute:02d}' if at.minute else ''}{'a' if at.hour < 12 else 'p'}"


def time_range(starts: time | datetime, ends: time | datetime, style: Style) -> str:
    """ "3:30–5:00 PM", over noon "11:00 AM–1:00 PM", "15:30–17:00"."""
    same_half = (starts.hour < 12) == (ends.hour < 12)
    if style.clock == 12 and same_half and _time_of(starts) <= _time_of(ends):
        return f"{_face(starts)}–{clock_time(ends, style)}"
    return f"{clock_time(starts, style)}–{clock_time(ends, style)}"


def hour_label(hour: int, style: Style) -> str:
    """On the hour column, 0 to 24: "10 AM", "12 PM", "10:00"."""
    if style.clock == 24:
        return f"{hour:02d}:00"
    return f"{(hour % 24 + 11) % 12 + 1} {_half(time(hour % 24), style)}"


def duration(length: timedelta) -> str:
    """ "1 h 30 min", "45 min", "2 h"; the signs are the same in every language we speak."""
    minutes = int(length.total_seconds() // 60)
    hours, rest = divmod(max(0, minutes), 60)
    return " ".join(
        part for part in (f"{hours} h" if hours else "", f"{rest} min" if rest or not hours else "") if part
    )


# --- both ------------------------------------------------------------------------------------------------------------


def when(of: When, style: Style, *, year: int | None = None) -> str:
    """The time of an event: "Fri Jan 15, 2027, 5:00–7:00 PM"; the year is left out when it is `year`."""
    if of.all_day:
        return _whole_days(of, style, year)
    if of.first_day == of.last_day:
        return f"{day(of.first_day, style, year=year)}, {time_range(of.starts, of.ends, style)}"
    return f"{day_time(of.starts, style, year=year or of.last_day.year)} – {day_time(of.ends, style, year=year)}"


def hours_of(of: When, style: Style) -> str:
    """Only the times where the day stands beside them: "5:00–7:00 PM", "all day"."""
    return all_day_word(style) if of.all_day else time_range(of.starts, of.ends, style)


def day_time(at: datetime, style: Style, *, year: int | None = None) -> str:
    """A wall time: "Fri Jan 15, 2027, 5:00 PM"."""
    return f"{day(at.date(), style, year=year)}, {clock_time(at, style)}"


def weekday_time(at: datetime, style: Style) -> str:
    """A wall time of the days around: "Tue 3:30 PM"."""
    return f"{_names(style.language).weekdays_short[at.weekday()]} {clock_time(at, style)}"


def stamp(instant: datetime, style: Style, *, today: date | None = None) -> str:
    """An aware instant in the precinct's zone: "Tue Jan 12, 2027, 2:05 PM", only "2:05 PM" on `today`."""
    wall = wall_time_of(instant if instant.tzinfo else instant.replace(tzinfo=UTC), style.zone)
    return clock_time(wall, style) if wall.date() == today else day_time(wall, style)


def all_day_word(style: Style) -> str:
    """ "all day"."""
    return i18n.catalogue_of(style.language).gettext("all day")


# --- below -----------------------------------------------------------------------------------------------------------


def _names(language: str) -> DayNames:
    return NAMES[_base(language)]


def _base(language: str) -> str:
    base = language.replace("-", "_").split("_")[0].lower()
    return base if base in i18n.LANGUAGES else "en"


def _month_first(style: Style) -> bool:
    return style.clock == 12 and style.language == "en"


def _long_date(on: date, style: Style) -> str:
    if style.language == "es":
        return f"{_long_month_day(on, style)} de {on.year}"
    return f"{_long_month_day(on, style)}{', ' if _month_first(style) else ' '}{on.year}"


def _long_month_day(on: date, style: Style) -> str:
    month = _names(style.language).months_long[on.month - 1]
    if style.language == "es":
        return f"{on.day} de {month}"
    return f"{month} {on.day}" if _month_first(style) else f"{on.day} {month}"


def _from_first(names: tuple[str, ...], style: Style) -> tuple[str, ...]:
    return names[style.first_weekday :] + names[: style.first_weekday]


def _time_of(at: time | datetime) -> time:
    return at.time() if isinstance(at, datetime) else at


def _face(at: time | datetime) -> str:
    return f"{(at.hour + 11) % 12 + 1}:{at.minute:02d}"


def _half(at: time | datetime, style: Style) -> str:
    if style.language == "es":
        return "a.m." if at.hour < 12 else "p.m."
    return "AM" if at.hour < 12 else "PM"


def _whole_days(of: When, style: Style, year: int | None) -> str:
    if of.first_day == of.last_day:
        return f"{day(of.first_day, style, year=year)}, {all_day_word(style)}"
    first = day(of.first_day, style, year=year or of.last_day.year)
    return f"{first} – {day(of.last_day, style, year=year)}"
