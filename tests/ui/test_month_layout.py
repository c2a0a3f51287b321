"""Where events stand in a month."""

from collections import Counter
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from coordinator.domain.listings import CalendarLine, EventLine
from coordinator.domain.spans import When
from coordinator.ui.calendar.layout import is_whole
from coordinator.ui.calendar.month_geometry import MonthGeometry
from coordinator.ui.calendar.month_layout import WEEK, MonthLayout, Strip, lay_out_month
from tests.makers import ZONE, an_event, as_in_the_calendar, on

JANUARY, FIRST, WEEKS = date(2027, 1, 1), date(2026, 12, 27), 6


def a_line(title: str, when: When, key: int = 0) -> CalendarLine:
    return as_in_the_calendar(EventLine(an_event(title, when, id=key or sum(map(ord, title)))))


def month(*lines: CalendarLine) -> MonthLayout:
    return lay_out_month(lines, JANUARY, FIRST, weeks=WEEKS, zone=ZONE)


def places(made: MonthLayout) -> list[tuple[str, int, int, int, int]]:
    return [(strip.line.event.title, strip.row, strip.first, strip.last, strip.lane) for strip in made.strips]


def test_an_event_stands_in_the_cell_of_its_day() -> None:
    assert places(month(a_line("Food pantry", on("2027-01-12", "16:00", "18:00")))) == [("Food pantry", 2, 2, 2, 0)]


def test_events_of_a_day_stand_below_each_other_by_time_under_whole_days() -> None:
    made = month(
        a_line("Late", on("2027-01-12", "18:00", "19:00")),
        a_line("Early", on("2027-01-12", "09:00", "10:00")),
        a_line("Parent day", When.days(date(2027, 1, 12), date(2027, 1, 12), ZONE)),
    )
    assert [line.event.title for line in made.lines_on(date(2027, 1, 12))] == ["Parent day", "Early", "Late"]
    assert [line.event.title for line in made.lines()] == ["Parent day", "Early", "Late"]


def test_what_takes_days_is_a_bar_in_every_week_it_touches() -> None:
    camp = a_line("Camp", When(datetime(2027, 1, 22, 9), datetime(2027, 1, 26, 17), ZONE))
    assert month(camp).strips == (
        Strip(camp, 3, 5, 6, 0, goes_on=True),
        Strip(camp, 4, 0, 2, 0, from_before=True),
    )


def test_an_event_below_a_bar_takes_the_next_lane_and_one_beside_it_the_first() -> None:
    bar = a_line("Bar", When.days(date(2027, 1, 12), date(2027, 1, 13), ZONE))
    made = month(
        bar, a_line("Below", on("2027-01-13", "09:00", "10:00")), a_line("Beside", on("2027-01-14", "09:00", "10:00"))
    )
    assert places(made) == [("Bar", 2, 2, 3, 0), ("Below", 2, 3, 3, 1), ("Beside", 2, 4, 4, 0)]


def test_a_gap_above_a_bar_is_filled() -> None:
    long = a_line("Long", When.days(date(2027, 1, 10), date(2027, 1, 12), ZONE))
    crossing = a_line("Crossing", When.days(date(2027, 1, 12), date(2027, 1, 13), ZONE))
    timed = a_line("Timed", on("2027-01-13", "09:00", "10:00"))
    assert places(month(long, crossing, timed)) == [
        ("Long", 2, 0, 2, 0),
        ("Crossing", 2, 2, 3, 1),
        ("Timed", 2, 3, 3, 0),
    ]


def test_a_shift_past_midnight_stands_on_the_day_it_starts() -> None:
    night = a_line("Night", When(datetime(2027, 1, 15, 22), datetime(2027, 1, 16, 2), ZONE))
    assert places(month(night)) == [("Night", 2, 5, 5, 0)]


def test_a_shift_into_the_first_day_in_sight_is_not_lost() -> None:
    night = a_line("Night", When(datetime(2026, 12, 26, 22), datetime(2026, 12, 27, 2), ZONE))
    assert month(night).strips == (Strip(night, 0, 0, 0, 0, from_before=True),)


def test_times_of_another_zone_are_shown_on_the_precincts_clock() -> None:
    call = a_line("Call with Chicago", on("2027-01-12", "23:30", "23:45", "America/Chicago"))
    assert places(month(call)) == [("Call with Chicago", 2, 3, 3, 0)]


def test_what_does_not_fit_is_counted_day_by_day() -> None:
    bars = [a_line(f"Bar {n}", When.days(date(2027, 1, 12), date(2027, 1, 13), ZONE)) for n in range(3)]
    made = month(*bars, a_line("Timed", on("2027-01-13", "09:00", "10:00")))
    counted = [(more.on, [line.event.title for line in more.lines]) for more in made.mores(2)]
    assert counted == [(date(2027, 1, 12), ["Bar 2"]), (date(2027, 1, 13), ["Bar 2", "Timed"])]


def test_three_lines_stand_in_a_cell_of_the_drawing_and_more_in_a_taller_one() -> None:
    assert [MonthGeometry(800, high, weeks).lanes for high, weeks in ((668, 5), (668, 6), (540, 6), (1100, 5))] == [
        3,
        3,
        2,
        7,
    ]


def test_a_very_low_view_keeps_one_line_and_scrolls() -> None:
    g = MonthGeometry(800, 200, 6)
    assert (g.lanes, g.grid_height) == (1, 6 * 61)


whens = st.builds(
    lambda day, starts, length, whole: (
        When.days(
            date(2026, 12, 20) + timedelta(days=day), date(2026, 12, 20) + timedelta(days=day + length // 20), ZONE
        )
        if whole
        else When(
            datetime(2026, 12, 20) + timedelta(days=day, minutes=starts),
            datetime(2026, 12, 20) + timedelta(days=day, minutes=starts) + timedelta(hours=length),
            ZONE,
        )
    ),
    st.integers(0, 55),
    st.integers(0, 1439),
    st.integers(0, 200),
    st.booleans(),
)


def shown_days(when: When) -> set[date]:
    """The days in sight that an event stands on: the one it starts on, unless it takes days."""
    first, last = FIRST, FIRST + timedelta(days=WEEKS * WEEK - 1)
    begins, ends = max(when.first_day, first), min(when.last_day, last)
    if begins > ends:
        return set()
    if not is_whole(when):
        return {begins}
    return {begins + timedelta(days=n) for n in range((ends - begins).days + 1)}


@given(st.lists(whens, max_size=60), st.integers(1, 6))
def test_every_event_of_every_day_is_drawn_or_counted(times: list[When], lanes: int) -> None:
    lines = [a_line("Event", when, key=number + 1) for number, when in enumerate(times)]
    made = month(*lines)
    found: Counter[tuple[int, date]] = Counter()
    for strip in made.strips:
        if strip.lane < lanes:
            found.update(
                (strip.line.event.id or 0, made.day(strip.row, column)) for column in range(strip.first, strip.last + 1)
            )
    for more in made.mores(lanes):
        found.update((line.event.id or 0, more.on) for line in more.lines)
    assert found == Counter((line.event.id or 0, day) for line in lines for day in shown_days(line.event.when))
    assert {line.event.id for line in made.lines()} == {key for key, _day in found}


@given(st.lists(whens, max_size=60))
def test_no_two_events_share_a_place(times: list[When]) -> None:
    made = month(*(a_line("Event", when, key=number + 1) for number, when in enumerate(times)))
    taken = Counter(
        (strip.row, strip.lane, column) for strip in made.strips for column in range(strip.first, strip.last + 1)
    )
    assert all(count == 1 for count in taken.values())
    assert all(0 <= strip.row < WEEKS and 0 <= strip.first <= strip.last < WEEK for strip in made.strips)
