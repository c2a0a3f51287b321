"""Dates and times as they are written, and the order of day and month in a whole column."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.domain.imports import DateOrder
from coordinator.domain.problems import Problem
from coordinator.domain.writtendates import Moment, order_of, read_minutes, read_moment, read_time

ZONE = "America/New_York"


def moment(text: str, order: DateOrder | None = DateOrder.MDY) -> Moment | Problem:
    return read_moment(text, order, ZONE, 2027)


@pytest.mark.parametrize(
    ("text", "day", "at"),
    [
        ("03/04/2027 11:00:00 AM", date(2027, 3, 4), time(11)),
        ("3/4/2027", date(2027, 3, 4), None),
        ("2027-01-12T19:00:00.000", date(2027, 1, 12), time(19)),
        ("2027-01-12 19:00", date(2027, 1, 12), time(19)),
        ("20270112", date(2027, 1, 12), None),
        ("20270112T190500", date(2027, 1, 12), time(19, 5)),
        ("Jan 12, 2027", date(2027, 1, 12), None),
        ("Tue Jan 12, 2027 3:30 PM", date(2027, 1, 12), time(15, 30)),
        ("12 January 2027", date(2027, 1, 12), None),
        ("12 de enero de 2027", date(2027, 1, 12), None),
        ("martes, 12 de enero de 2027 7:00 p. m.", date(2027, 1, 12), time(19)),
        ("31-Dec-2026", date(2026, 12, 31), None),
        ("1/2/27 7pm", date(2027, 1, 2), time(19)),
        ("1/2/96", date(1996, 1, 2), None),
        ("12/31/2026 12:30 AM", date(2026, 12, 31), time(0, 30)),
        ("12/31/2026 24:00", date(2027, 1, 1), time(0)),
    ],
)
def test_a_date_is_read(text: str, day: date, at: time | None) -> None:
    assert moment(text) == Moment(day, at)


@pytest.mark.parametrize(
    ("text", "day"),
    [("2027-01-12T19:00:00Z", datetime(2027, 1, 12, 14)), ("2027-07-01T00:30:00+02:00", datetime(2027, 6, 30, 18, 30))],
)
def test_an_offset_becomes_wall_time_of_the_zone(text: str, day: datetime) -> None:
    found = moment(text)

    assert isinstance(found, Moment)
    assert found.wall == day


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("02/30/2027 06:00:00 PM", "date-has-no-such-day"),
        ("02/29/2027", "date-not-a-leap-year"),
        ("13/01/2027", "date-has-no-such-month"),
        ("2027-04-31", "date-has-no-such-day"),
        ("soon", "date-unreadable"),
        ("3/4", "date-unreadable"),
        ("01/02/2027 25:00", "time-has-no-such-hour"),
        ("01/02/2027 13:00 PM", "time-has-no-such-hour"),
        ("01/02/2027 later", "time-unreadable"),
    ],
)
def test_a_date_that_is_none_says_why(text: str, code: str) -> None:
    found = moment(text)

    assert isinstance(found, Problem)
    assert found.code == code


def test_a_numeric_date_without_an_order_is_undecided() -> None:
    found = moment("03/04/2027", None)

    assert isinstance(found, Problem)
    assert found.code == "date-order-undecided"


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("7 PM", time(19)), ("7:30 p.m.", time(19, 30)), ("19:30", time(19, 30)), ("12 am", time(0)),
        ("noon", time(12)), ("mediodía", time(12)), ("19h30", time(19, 30)), ("7.30", time(7, 30)),
    ],
)  # fmt: skip
def test_a_time_is_read(text: str, at: time) -> None:
    assert read_time(text) == at


@pytest.mark.parametrize(
    ("text", "minutes"), [("90", 90), ("1:30", 90), ("1 h 30 min", 90), ("1.5 hours", 90), ("2 horas", 120)]
)
def test_a_length_is_read(text: str, minutes: int) -> None:
    assert read_minutes(text) == minutes


def reading(*texts: str, chosen: DateOrder | None = None) -> tuple[DateOrder | None, bool, int]:
    found = order_of(enumerate(texts, 2), chosen=chosen, zone=ZONE, this_year=2027)
    return found.order, found.needed, found.proof


def test_a_day_over_twelve_decides_and_is_counted_as_proof() -> None:
    assert reading("03/04/2027", "03/14/2027", "05/30/2027") == (DateOrder.MDY, False, 2)
    assert reading("03/04/2027", "14/03/2027") == (DateOrder.DMY, False, 1)


def test_dates_that_fit_both_orders_are_not_decided() -> None:
    found = order_of([(7, "03/04/2027")], chosen=None, zone=ZONE, this_year=2027)

    assert (found.order, found.needed, found.fitting) == (None, True, (DateOrder.MDY, DateOrder.DMY))
    assert (found.example_row, found.example, found.other) == (7, datetime(2027, 3, 4), datetime(2027, 4, 3))


def test_iso_dates_decide_by_themselves_and_no_dates_need_no_order() -> None:
    assert reading("2027-03-04", "2027-05-06") == (DateOrder.YMD, False, 2)
    assert reading("", "Bo") == (None, False, 0)


def test_day_and_month_alike_leave_no_question() -> None:
    assert reading("03/03/2027") == (DateOrder.MDY, False, 0)


def test_a_choice_counts_before_every_proof() -> None:
    assert reading("03/14/2027", chosen=DateOrder.DMY) == (DateOrder.DMY, False, 0)


def test_one_slip_among_hundred_proofs_does_not_turn_the_order() -> None:
    proofs = ["03/14/2027"] * 100

    assert reading(*proofs, "14/03/2027") == (DateOrder.MDY, False, 100)
    assert reading("03/14/2027", "14/03/2027")[:2] == (None, True)


@given(st.lists(st.dates(date(1990, 1, 1), date(2040, 12, 31)), min_size=1, max_size=20), st.booleans())
def test_the_order_found_is_the_order_written(days: list[date], month_first: bool) -> None:
    pattern = "%m/%d/%Y" if month_first else "%d/%m/%Y"
    texts = [day.strftime(pattern) for day in days]

    order, needed, _proof = reading(*texts)

    if any(day.day > 12 for day in days):
        assert order is (DateOrder.MDY if month_first else DateOrder.DMY)
        assert [moment(text, order) for text in texts] == [Moment(day) for day in days]
    else:
        assert needed or all(day.day == day.month for day in days)


@given(st.text(max_size=30))
def test_no_text_makes_reading_fail(text: str) -> None:
    assert isinstance(moment(text), Moment | Problem)
    assert isinstance(read_time(text), time | Problem)
    assert isinstance(read_minutes(text), int | Problem)
