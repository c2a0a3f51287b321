"""Days as people type them into a field."""

from datetime import date

import pytest

from coordinator.domain.typeddates import day_typed

TODAY = date(2027, 1, 12)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("jan 12", date(2027, 1, 12)),
        ("Tue Jan 12", date(2027, 1, 12)),
        ("January 20", date(2027, 1, 20)),
        ("12 ene", date(2027, 1, 12)),
        ("3 de febrero", date(2027, 2, 3)),
        ("dec 18", date(2026, 12, 18)),
        ("oct 3", date(2027, 10, 3)),
        ("feb 29", date(2028, 2, 29)),
        ("dec 18, 2026", date(2026, 12, 18)),
        ("2027-03-04", date(2027, 3, 4)),
        ("3/4", date(2027, 3, 4)),
        ("3/4/2028", date(2028, 3, 4)),
        ("today", date(2027, 1, 12)),
        ("Mañana", date(2027, 1, 13)),
        ("yesterday", date(2027, 1, 11)),
    ],
)
def test_a_day_is_read_as_it_is_written(text: str, day: date) -> None:
    assert day_typed(text, TODAY, month_first=True) == day


def test_day_and_month_in_numbers_follow_the_habit() -> None:
    assert day_typed("3/4", TODAY, month_first=False) == date(2027, 4, 3)


@pytest.mark.parametrize(
    "text", ["", "jan", "room 12", "5550139", "(212) 555-0143", "jan 40", "jan 12 9 PM", "1", "55501234", "gym 3 a"]
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert day_typed(text, TODAY, month_first=True) is None
