"""A day as somebody types it into a field: "jan 12", "12 ene", "1/12", "tomorrow"."""

from datetime import date, timedelta

from coordinator.domain.folding import fold
from coordinator.domain.imports import DateOrder
from coordinator.domain.spans import FIRST_YEAR, LAST_YEAR
from coordinator.domain.writtendates import Moment, read_moment

_NEAR = {"yesterday": -1, "ayer": -1, "today": 0, "hoy": 0, "tomorrow": 1, "manana": 1}
_LATELY = timedelta(days=60)
"""A date without a year is the next one to come, or one that was not longer ago than this."""


def day_typed(text: str, today: date, *, month_first: bool) -> date | None:
    """The day these words are, or None when they are no date."""
    near = _NEAR.get(fold(text))
    if near is not None:
        return today + timedelta(days=near)
    if not any(sign.isdigit() for sign in text):
        return None
    order = DateOrder.MDY if month_first else DateOrder.DMY
    return _read(text, order, today) or _without_year(text, order, today)


def _without_year(text: str, order: DateOrder, today: date) -> date | None:
    join = "/" if "/" in text else "-" if "-" in text else "." if "." in text.strip(".") else " "
    years = (today.year + step for step in (-1, 0, 1))
    found = [day for year in years if (day := _read(f"{text.strip()}{join}{year}", order, today)) is not None]
    return next((day for day in found if day >= today - _LATELY), None)


def _read(text: str, order: DateOrder, today: date) -> date | None:
    moment = read_moment(text, order, "UTC", today.year)
    if not isinstance(moment, Moment) or moment.at is not None:
        return None
    return moment.day if FIRST_YEAR <= moment.day.year <= LAST_YEAR else None
