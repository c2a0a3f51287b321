"""Dates and times in the forms of each language and clock."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from babel import Locale

from coordinator.domain.precinct import Precinct
from coordinator.domain.spans import When
from coordinator.runtime.i18n import LANGUAGES
from coordinator.wording import moments
from coordinator.wording.daynames import NAMES, DayNames
from coordinator.wording.moments import Style

US = Style("en", 12, 6)
WORLD = Style("en", 24, 0)
SPANISH = Style("es", 24, 0)
SPANISH_US = Style("es", 12, 6)
TUESDAY = date(2027, 1, 12)
ZONE = "America/New_York"


def _when(starts: str, ends: str) -> When:
    return When(datetime.fromisoformat(starts), datetime.fromisoformat(ends), ZONE)


@pytest.mark.parametrize(
    ("style", "with_year", "without", "on_paper"),
    [
        (US, "Tue Jan 12, 2027", "Tue Jan 12", "Tuesday, January 12, 2027"),
        (WORLD, "Tue 12 Jan 2027", "Tue 12 Jan", "Tuesday 12 January 2027"),
        (SPANISH, "mar 12 ene 2027", "mar 12 ene", "martes, 12 de enero de 2027"),
        (SPANISH_US, "mar 12 ene 2027", "mar 12 ene", "martes, 12 de enero de 2027"),
    ],
)
def test_a_day(style: Style, with_year: str, without: str, on_paper: str) -> None:
    assert moments.day(TUESDAY, style) == moments.day_with_year(TUESDAY, style) == with_year
    assert moments.day(TUESDAY, style, year=2027) == moments.short_day(TUESDAY, style) == without
    assert moments.day(TUESDAY, style, year=2026) == with_year
    assert moments.long_day(TUESDAY, style) == on_paper


@pytest.mark.parametrize(
    ("at", "us", "world"), [("15:30", "3:30p", "15:30"), ("09:00", "9a", "09:00"), ("00:05", "12:05a", "00:05")]
)
def test_a_time_where_room_is_scarce(at: str, us: str, world: str) -> None:
    shown = [moments.short_time(time.fromisoformat(at), style) for style in (US, SPANISH_US, WORLD, SPANISH)]

    assert shown == [us, us, world, world]


@pytest.mark.parametrize(
    ("starts", "ends", "us", "world", "spanish"),
    [
        ("15:30", "17:00", "3:30–5:00 PM", "15:30–17:00", "3:30–5:00 p.m."),
        ("11:00", "13:00", "11:00 AM–1:00 PM", "11:00–13:00", "11:00 a.m.–1:00 p.m."),
        ("00:15", "00:45", "12:15–12:45 AM", "00:15–00:45", "12:15–12:45 a.m."),
        ("12:00", "13:00", "12:00–1:00 PM", "12:00–13:00", "12:00–1:00 p.m."),
        ("22:00", "00:00", "10:00 PM–12:00 AM", "22:00–00:00", "10:00 p.m.–12:00 a.m."),
        ("03:00", "01:00", "3:00 AM–1:00 AM", "03:00–01:00", "3:00 a.m.–1:00 a.m."),
    ],
)
def test_a_range_of_times(starts: str, ends: str, us: str, world: str, spanish: str) -> None:
    first, last = time.fromisoformat(starts), time.fromisoformat(ends)

    shown = [moments.time_range(first, last, style) for style in (US, WORLD, SPANISH_US)]

    assert shown == [us, world, spanish]


@pytest.mark.parametrize(
    ("first", "last", "us", "world", "spanish"),
    [
        ((2027, 1, 10), (2027, 1, 16), "January 10–16, 2027", "10–16 January 2027", "10–16 de enero de 2027"),
        (
            (2027, 1, 31),
            (2027, 2, 6),
            "January 31 – February 6, 2027",
            "31 January – 6 February 2027",
            "31 de enero – 6 de febrero de 2027",
        ),
        (
            (2026, 12, 27),
            (2027, 1, 2),
            "December 27, 2026 – January 2, 2027",
            "27 December 2026 – 2 January 2027",
            "27 de diciembre de 2026 – 2 de enero de 2027",
        ),
        ((2027, 1, 12), (2027, 1, 12), "January 12, 2027", "12 January 2027", "12 de enero de 2027"),
    ],
)
def test_a_range_of_days(
    first: tuple[int, int, int], last: tuple[int, int, int], us: str, world: str, spanish: str
) -> None:
    shown = [moments.day_range(date(*first), date(*last), style) for style in (US, WORLD, SPANISH)]

    assert shown == [us, world, spanish]


@pytest.mark.parametrize(
    ("first", "last", "us", "world", "spanish"),
    [
        ((2027, 3, 15), (2027, 3, 19), "Mar 15–19", "15–19 Mar", "15–19 mar"),
        ((2027, 1, 28), (2027, 2, 3), "Jan 28–Feb 3", "28 Jan–3 Feb", "28 ene–3 feb"),
        ((2028, 3, 15), (2028, 3, 19), "Mar 15–19, 2028", "15–19 Mar 2028", "15–19 mar 2028"),
        ((2027, 12, 30), (2028, 1, 2), "Dec 30, 2027–Jan 2, 2028", "30 Dec 2027–2 Jan 2028", "30 dic 2027–2 ene 2028"),
    ],
)
def test_a_short_range_of_days_names_the_year_only_where_it_is_not_plain(
    first: tuple[int, int, int], last: tuple[int, int, int], us: str, world: str, spanish: str
) -> None:
    shown = [moments.day_range_short(date(*first), date(*last), style, year=2027) for style in (US, WORLD, SPANISH)]

    assert shown == [us, world, spanish]


def test_weekdays_begin_with_the_first_day_of_the_week() -> None:
    assert moments.weekdays_short(US) == ("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat")
    assert moments.weekday_initials(WORLD) == ("M", "T", "W", "T", "F", "S", "S")
    assert moments.weekday_initials(SPANISH) == ("L", "M", "X", "J", "V", "S", "D")
    assert moments.week_start(TUESDAY, US) == date(2027, 1, 10)
    assert moments.week_start(TUESDAY, WORLD) == date(2027, 1, 11)


def test_heads_of_calendars() -> None:
    assert [moments.month_title(TUESDAY, style) for style in (US, SPANISH)] == ["January 2027", "Enero de 2027"]
    assert [moments.column_day(TUESDAY, style) for style in (US, SPANISH)] == ["Tue 12", "mar 12"]
    assert [moments.hour_label(hour, US) for hour in (0, 10, 12, 13, 24)] == [
        "12 AM",
        "10 AM",
        "12 PM",
        "1 PM",
        "12 AM",
    ]
    assert [moments.hour_label(hour, WORLD) for hour in (0, 10, 24)] == ["00:00", "10:00", "24:00"]


def test_the_time_of_an_event() -> None:
    evening = _when("2027-01-15T17:00", "2027-01-15T19:00")
    over_midnight = _when("2027-01-15T22:00", "2027-01-16T02:00")
    till_midnight = _when("2027-01-15T22:00", "2027-01-16T00:00")

    assert moments.when(evening, US) == "Fri Jan 15, 2027, 5:00–7:00 PM"
    assert moments.when(evening, US, year=2027) == "Fri Jan 15, 5:00–7:00 PM"
    assert moments.when(evening, WORLD) == "Fri 15 Jan 2027, 17:00–19:00"
    assert moments.when(over_midnight, US) == "Fri Jan 15, 10:00 PM – Sat Jan 16, 2027, 2:00 AM"
    assert moments.when(till_midnight, WORLD) == "Fri 15 Jan 2027, 22:00–00:00"
    assert moments.hours_of(evening, US) == "5:00–7:00 PM"


def test_whole_days() -> None:
    one = When.days(date(2027, 1, 13), date(2027, 1, 13), ZONE)
    two = When.days(date(2026, 12, 31), date(2027, 1, 1), ZONE)

    assert moments.when(one, US) == "Wed Jan 13, 2027, all day"
    assert moments.when(two, US) == "Thu Dec 31, 2026 – Fri Jan 1, 2027"
    assert moments.hours_of(one, US) == "all day"


def test_an_instant_is_shown_in_the_precincts_zone() -> None:
    instant = datetime(2027, 1, 12, 19, 5, tzinfo=UTC)

    assert moments.stamp(instant, US) == "Tue Jan 12, 2027, 2:05 PM"
    assert moments.stamp(instant, US, today=TUESDAY) == "2:05 PM"
    assert moments.stamp(instant, WORLD, today=date(2027, 1, 13)) == "Tue 12 Jan 2027, 14:05"


@pytest.mark.parametrize(("minutes", "shown"), [(90, "1 h 30 min"), (45, "45 min"), (120, "2 h"), (0, "0 min")])
def test_a_length(minutes: int, shown: str) -> None:
    assert moments.duration(timedelta(minutes=minutes)) == shown


def test_a_style_comes_from_the_precinct_and_a_language_we_speak() -> None:
    precinct = Precinct(clock=24, first_weekday=0, zone="Europe/Madrid")

    assert Style.of(precinct, "es_US") == Style("es", 24, 0, "Europe/Madrid")
    assert Style.of(precinct, "fi").language == "en"


def test_the_names_written_down_are_those_of_the_locale_data() -> None:
    assert {code: names_by_babel(code) for code in LANGUAGES} == NAMES


def names_by_babel(code: str) -> DayNames:
    locale = Locale.parse(code)
    days, months = locale.days, locale.months["format"]
    return DayNames(
        weekdays_short=tuple(days["format"]["abbreviated"][n] for n in range(7)),
        weekdays_long=tuple(days["format"]["wide"][n] for n in range(7)),
        weekdays_narrow=tuple(days["stand-alone"]["narrow"][n] for n in range(7)),
        months_short=tuple(months["abbreviated"][n] for n in range(1, 13)),
        months_long=tuple(months["wide"][n] for n in range(1, 13)),
    )
