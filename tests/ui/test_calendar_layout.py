"""Where events stand in a week."""

from datetime import date, datetime

import pytest

from coordinator.domain.listings import CalendarLine, EventLine
from coordinator.domain.spans import When
from coordinator.ui.calendar.layout import CROWD, DAY, SHIFT, Bar, Block, WeekLayout, lay_out
from tests.makers import ZONE, an_event, as_in_the_calendar, on

SUNDAY = date(2027, 1, 10)


def a_line(title: str, when: When, key: int = 0) -> CalendarLine:
    return as_in_the_calendar(EventLine(an_event(title, when, id=key or sum(map(ord, title)))))


def week(*lines: CalendarLine) -> WeekLayout:
    return lay_out(lines, SUNDAY, zone=ZONE)


def places(blocks: tuple[Block, ...]) -> dict[str, tuple[int, float, float]]:
    return {b.line.event.title: (b.column, round(b.left, 2), round(b.width, 2)) for b in blocks}


def test_an_event_alone_takes_the_whole_column_of_its_day() -> None:
    made = week(a_line("Food pantry", on("2027-01-12", "16:00", "18:00")))
    block = made.blocks[0]
    assert (block.column, block.starts, block.ends, block.left, block.width) == (2, 960, 1080, 0.0, 1.0)


def test_the_later_of_two_lies_on_top_and_is_shifted_by_42_percent() -> None:
    made = week(
        a_line("Food pantry", on("2027-01-12", "16:00", "18:00")),
        a_line("Comets", on("2027-01-12", "15:30", "17:00")),
    )
    assert [block.line.event.title for block in made.blocks] == ["Comets", "Food pantry"]
    assert places(made.blocks) == {"Comets": (2, 0.0, 0.68), "Food pantry": (2, 0.42, 0.58)}
    assert (made.blocks[0].covered_from, made.blocks[0].covered_left) == (960, SHIFT)


def test_two_that_start_together_take_halves() -> None:
    made = week(
        a_line("Foxes", on("2027-01-16", "10:30", "11:45")), a_line("Hawks", on("2027-01-16", "10:30", "11:30"))
    )
    assert places(made.blocks) == {"Foxes": (6, 0.0, 0.5), "Hawks": (6, 0.5, 0.5)}


def test_of_three_or_more_two_are_shown_and_the_rest_is_counted() -> None:
    made = week(*(a_line(name, on("2027-01-13", "10:00", "12:00")) for name in ("A", "B", "C", "D")))
    assert places(made.blocks) == {"A": (3, 0.0, CROWD), "B": (3, CROWD, CROWD)}
    more = made.mores[0]
    assert (more.column, more.starts, more.ends) == (3, 600, 720)
    assert [line.event.title for line in more.lines] == ["C", "D"]


def test_events_in_a_row_that_never_overlap_keep_the_whole_column() -> None:
    made = week(a_line("One", on("2027-01-11", "15:30", "17:00")), a_line("Two", on("2027-01-11", "17:00", "18:30")))
    assert places(made.blocks) == {"One": (1, 0.0, 1.0), "Two": (1, 0.0, 1.0)}


def test_a_chain_of_three_of_which_no_more_than_two_meet_hides_nobody() -> None:
    made = week(
        a_line("One", on("2027-01-11", "09:00", "11:00")),
        a_line("Two", on("2027-01-11", "10:00", "13:00")),
        a_line("Three", on("2027-01-11", "12:00", "14:00")),
    )
    assert places(made.blocks) == {"One": (1, 0.0, 0.68), "Two": (1, 0.42, 0.58), "Three": (1, 0.0, 0.42)}
    assert made.mores == ()


def test_a_very_short_event_takes_room_enough_for_its_name() -> None:
    made = week(a_line("Call", on("2027-01-11", "09:00", "09:05")), a_line("Talk", on("2027-01-11", "09:15", "10:00")))
    assert places(made.blocks) == {"Call": (1, 0.0, 0.68), "Talk": (1, 0.42, 0.58)}


def test_a_shift_past_midnight_goes_on_in_the_next_column() -> None:
    night = When(datetime(2027, 1, 15, 22), datetime(2027, 1, 16, 2), ZONE)
    made = week(a_line("Warming centre", night))
    assert [(b.column, b.starts, b.ends) for b in made.blocks] == [(5, 1320, DAY), (6, 0, 120)]


def test_an_end_at_midnight_does_not_reach_into_the_next_day() -> None:
    made = week(a_line("Late", When(datetime(2027, 1, 15, 22), datetime(2027, 1, 16), ZONE)))
    assert [(b.column, b.starts, b.ends) for b in made.blocks] == [(5, 1320, DAY)]


def test_whole_days_and_events_longer_than_a_day_stand_in_the_row_above() -> None:
    parents = a_line("Parent week", When.days(date(2027, 1, 13), date(2027, 1, 14), ZONE))
    camp = a_line("Camp", When(datetime(2027, 1, 14, 9), datetime(2027, 1, 20, 17), ZONE))
    before = a_line("Before", When.days(date(2027, 1, 8), date(2027, 1, 10), ZONE))
    made = week(parents, camp, before)
    assert made.blocks == ()
    assert made.bars == (
        Bar(before, 0, 0, 0, from_before=True, goes_on=False),
        Bar(parents, 3, 4, 0, from_before=False, goes_on=False),
        Bar(camp, 4, 6, 1, from_before=False, goes_on=True),
    )
    assert made.lanes == 2


@pytest.mark.parametrize("when", [on("2027-01-09"), on("2027-01-17")])
def test_what_is_not_in_the_week_is_left_out(when: When) -> None:
    assert week(a_line("Elsewhere", when)).lines() == ()


def test_times_of_another_zone_are_shown_on_the_precincts_clock() -> None:
    made = week(a_line("Call with Chicago", on("2027-01-12", "09:00", "10:00", "America/Chicago")))
    assert (made.blocks[0].starts, made.blocks[0].ends) == (600, 660)


def test_lines_come_once_in_the_order_of_reading_hidden_ones_too() -> None:
    crowd = [a_line(name, on("2027-01-13", "10:00", "12:00")) for name in ("A", "B", "C")]
    night = a_line("Night", When(datetime(2027, 1, 11, 22), datetime(2027, 1, 12, 2), ZONE))
    titles = [line.event.title for line in week(*crowd, night).lines()]
    assert titles == ["Night", "A", "B", "C"]
