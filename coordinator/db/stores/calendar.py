"""The events of some days as calendars paint them: two statements, however many events there are."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    select,
)

from coordinator.db.lines import CALENDAR_COLUMNS, Standing, calendar_line_of
from coordinator.db.stores.days import day_values, touching
from coordinator.db.tables.calendar import event, position, signup
from coordinator.db.tables.places import space, venue
from coordinator.domain.events import HOLDS_A_PLACE, EventStatus, SignupStatus, Tally
from coordinator.domain.listings import CalendarLine

_NO_POSITIONS: Standing = (Tally(), 0, 0)
_tally = lru_cache(maxsize=1_000)(Tally)  # few different ones, in every month again


class CalendarStore:
    """The calendar of one open database. `zone` is the precinct's: days in questions are its days."""

    def __init__(self, connection: Connection, zone: str) -> None:
        self._connection = connection
        self._zone = zone

    def lines(self, first: date, last: date) -> tuple[CalendarLine, ...]:
        """The events of these days, both included, by start and title."""
        standing = self._standing(first, last)
        rows = self._rows(_events(), first, last)
        return tuple([calendar_line_of(row, standing.get(row[0], _NO_POSITIONS)) for row in rows])

    def days_with_openings(self, first: date, last: date) -> frozenset[date]:
        """The days, both included, on which an event starts that takes place and still needs people."""
        days = {starts.date() for (starts,) in self._rows(_starts_with_openings(), first, last)}
        return frozenset(day for day in days if first <= day <= last)

    def _standing(self, first: date, last: date) -> Mapping[int, Standing]:
        rows = self._rows(_standings(), first, last)
        return {
            key: (_tally(needed, maximum, confirmed, offered), openings, positions)
            for key, needed, maximum, confirmed, offered, openings, positions in rows
        }

    def _rows(self, statement: Select[Any], first: date, last: date) -> Sequence[Any]:
        return self._connection.execute(statement, day_values(first, last, self._zone)).all()


# The statements are built once: building one takes SQLAlchemy as long as SQLite takes to answer it.


def _ids() -> Select[int]:
    return select(event.c.id).where(event.c.deleted_at.is_(None), *touching(bindparam, since=True, until=True))


@cache
def _events() -> Select[Any]:
    return (
        select(*(event.c[name] for name in CALENDAR_COLUMNS), venue.c.name, space.c.name)
        .outerjoin(venue, venue.c.id == event.c.venue_id)
        .outerjoin(space, space.c.id == event.c.space_id)
        .where(event.c.id.in_(_ids()))
        .order_by(event.c.starts_at, event.c.title, event.c.id)
    )


@cache
def _standings() -> Select[Any]:
    """How the positions of each event stand together."""
    each = _positions().subquery()
    free = each.c.needed - each.c.confirmed - each.c.offered
    return select(
        each.c.event_id,
        *(_sum(each.c[name]) for name in ("needed", "maximum", "confirmed", "offered")),
        _sum(case((free > 0, free), else_=0)),
        func.count(),
    ).group_by(each.c.event_id)


def _positions() -> Select[Any]:
    """Each position with the people who hold a place."""
    held = and_(signup.c.position_id == position.c.id, signup.c.status.in_(HOLDS_A_PLACE))
    return (
        select(
            position.c.event_id,
            position.c.needed,
            position.c.maximum,
            _count(SignupStatus.CONFIRMED).label("confirmed"),
            _count(SignupStatus.OFFERED).label("offered"),
        )
        .outerjoin(signup, held)
        .where(position.c.event_id.in_(_ids()))
        .group_by(position.c.id, position.c.event_id, position.c.needed, position.c.maximum)
    )


@cache
def _starts_with_openings() -> Select[Any]:
    held = select(func.count()).where(signup.c.position_id == position.c.id, signup.c.status.in_(HOLDS_A_PLACE))
    lacks = exists().where(position.c.event_id == event.c.id, position.c.needed > held.scalar_subquery())
    takes_place = event.c.status != EventStatus.CANCELLED
    return select(event.c.starts_local).where(event.c.id.in_(_ids()), takes_place, lacks)


def _count(status: SignupStatus) -> ColumnElement[int]:
    return func.count(case((signup.c.status == status, 1)))


def _sum(column: ColumnElement[int]) -> ColumnElement[int]:
    """PostgreSQL sums whole numbers to one that may have a fraction."""
    return cast(func.sum(column), Integer)
