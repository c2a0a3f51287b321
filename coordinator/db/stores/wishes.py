"""What the rules of signing up look at, read in two statements: it is asked under the write lock."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, ScalarSelect, Select, Table, bindparam, func, select

from coordinator.db.lines import EVENT_COLUMNS, OWN_COLUMNS, POSITION_COLUMNS, event_of, position_of
from coordinator.db.stores.people import PERSON_COLUMNS, person_of
from coordinator.db.stores.roles import ROLE_COLUMNS, role_of
from coordinator.db.stores.signups import SignUpStore
from coordinator.db.tables.base import possible_key
from coordinator.db.tables.calendar import event, position, role, signup
from coordinator.db.tables.people import person
from coordinator.domain.eligibility import Wish
from coordinator.domain.errors import NotFound
from coordinator.domain.events import SignupStatus, Tally, position_when

_LOOKED_AT: tuple[tuple[Table, tuple[str, ...]], ...] = (
    (person, PERSON_COLUMNS),
    (event, (*OWN_COLUMNS, *EVENT_COLUMNS)),
    (position, POSITION_COLUMNS),
    (role, ROLE_COLUMNS),
)


class WishStore:
    """Persons for positions, as the rules see them."""

    def __init__(self, connection: Connection, signups: SignUpStore) -> None:
        self._connection = connection
        self._signups = signups

    def get(self, position_id: int, person_id: int, now: datetime) -> Wish:
        """The wish, without contact points, tags and the event's other positions; raises NotFound."""
        asked = {"position": possible_key(position_id), "person": possible_key(person_id)}
        row = self._connection.execute(_WISH, asked).mappings().first()
        if row is None or row["person_id"] is None:
            raise self._missing(position_id, person_id)
        found = event_of(_Part(row, "event"), (), None)
        place = position_of(_Part(row, "position"))
        when = position_when(found.when, place)
        return Wish(
            person=person_of(_Part(row, "person")),
            event=found,
            position=place,
            role=role_of(_Part(row, "role")),
            when=when,
            tally=Tally(place.needed, place.maximum, row["confirmed"], row["offered"]),
            bookings=tuple(self._signups.bookings_of([person_id], when.span).get(person_id, ())),
            now=now,
        )

    def _missing(self, position_id: int, person_id: int) -> NotFound:
        """The person is missed first, where both are."""
        known = select(person.c.id).where(person.c.id == possible_key(person_id))
        if self._connection.execute(known).first() is None:
            return NotFound("no-such-person", id=person_id)
        return NotFound("no-such-position", id=position_id)


class _Part:
    """One table's columns of a joined row, by the names they have there."""

    __slots__ = ("_row", "_table")

    def __init__(self, row: Any, table: str) -> None:
        self._row = row
        self._table = table

    def __getitem__(self, name: str, /) -> Any:
        return self._row[f"{self._table}_{name}"]


def _wish() -> Select[Any]:
    columns = [table.c[name].label(f"{table.name}_{name}") for table, names in _LOOKED_AT for name in names]
    counted = (_held(SignupStatus.CONFIRMED).label("confirmed"), _held(SignupStatus.OFFERED).label("offered"))
    joined = position.join(event, event.c.id == position.c.event_id).join(role, role.c.id == position.c.role_id)
    known = joined.outerjoin(person, person.c.id == bindparam("person"))
    named = role.c.name.label("position_role_name")
    return select(*columns, named, *counted).select_from(known).where(position.c.id == bindparam("position"))


def _held(status: SignupStatus) -> ScalarSelect[int]:
    rows = select(func.count()).select_from(signup)
    return rows.where(signup.c.position_id == position.c.id, signup.c.status == status).scalar_subquery()


_WISH = _wish()
