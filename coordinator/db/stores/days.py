"""Which events touch some days of the precinct, in SQL: one set of conditions for every question about days."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, or_, select, text

from coordinator.db.tables.calendar import event
from coordinator.domain.spans import FIRST_YEAR, LAST_YEAR, instant_of

LONG = timedelta(days=2)
# SQLAlchemy writes "long_running = 1" for SQLite, which then does not see that the index of such rows fits, and reads
# every event: 18 ms of 100,000.
LONG_RUNNING = text("event.long_running")
_DAY = timedelta(days=1)
_BEFORE_ALL, _AFTER_ALL = date(FIRST_YEAR, 1, 1) - _DAY, date(LAST_YEAR + 1, 1, 1)

Bound = Callable[[str], Any]
"""Gives for a name of `day_values` the value itself, or a parameter of that name."""


def day_starts_at(day: date, zone: str) -> datetime:
    """The instant a day of the precinct begins."""
    return instant_of(datetime.combine(day, time()), zone)


def time_conditions(first: date | None, last: date | None, zone: str) -> list[ColumnElement[bool]]:
    """What holds of the events of which any part falls on these days of the precinct, both included."""
    values = day_values(first, last, zone)
    return touching(values.__getitem__, since=first is not None, until=last is not None)


def day_values(first: date | None, last: date | None, zone: str) -> dict[str, datetime]:
    """What `touching` compares with. No event lies outside the years of a calendar; a day that begins or ends them
    leaves no room to reckon in."""
    values: dict[str, datetime] = {}
    if first is not None:
        first = min(max(first, _BEFORE_ALL), _AFTER_ALL)
        begins = day_starts_at(first, zone)
        values["first"] = datetime.combine(first, time())
        values |= {"from_instant": begins, "near_from": begins - _DAY, "short_from": begins - _DAY - LONG}
    if last is not None:
        last = min(max(last, _BEFORE_ALL), _AFTER_ALL)
        values["after"] = datetime.combine(last + _DAY, time())
        values |= {"to_instant": day_starts_at(last + _DAY, zone), "near_to": day_starts_at(last, zone) + 2 * _DAY}
    return values


def touching(bound: Bound, *, since: bool, until: bool) -> list[ColumnElement[bool]]:
    """The conditions, with a first day, a last day, or both."""
    conditions: list[ColumnElement[bool]] = []
    if since:
        conditions.append(or_(event.c.all_day.is_(False), event.c.ends_local > bound("first")))
        conditions.append(or_(event.c.all_day, event.c.ends_at > bound("from_instant")))
    if until:
        conditions.append(or_(event.c.all_day.is_(False), event.c.starts_local < bound("after")))
        conditions.append(or_(event.c.all_day, event.c.starts_at < bound("to_instant")))
    if since or until:
        conditions.append(event.c.id.in_(_near(bound, since=since, until=until)))
    return conditions


def _near(bound: Bound, *, since: bool, until: bool) -> CompoundSelect[int]:
    """Ids of the events that may touch these days: short ones bounded by their start, the few long ones by their end.

    A day is added on both sides, since whole days may have been written in another zone.
    """
    short = select(event.c.id)
    long = select(event.c.id).where(LONG_RUNNING)
    if since:
        short = short.where(event.c.starts_at > bound("short_from"))
        long = long.where(event.c.ends_at > bound("near_from"))
    if until:
        short = short.where(event.c.starts_at < bound("near_to"))
        long = long.where(event.c.starts_at < bound("near_to"))
    return short.union_all(long)
