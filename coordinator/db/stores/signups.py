"""Sign-ups: one row per position and person."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, RowMapping, Select, bindparam, func, select

from coordinator.db.recorder import Recorder
from coordinator.db.stores.people import PeopleStore
from coordinator.db.tables.base import possible_key
from coordinator.db.tables.calendar import event, position, role, signup
from coordinator.domain.errors import NotFound
from coordinator.domain.events import (
    HOLDS_A_PLACE,
    Booking,
    EventStatus,
    SignUp,
    SignupSource,
    SignupStatus,
)
from coordinator.domain.listings import SignUpLine
from coordinator.domain.people import counts_as_minor
from coordinator.domain.spans import Span, When

_CHUNK = 500
_OWN = ("position_id", "person_id", "asked_at", "answered_at", "note", "override_reason")


class SignUpStore:
    """The sign-ups of one open database."""

    def __init__(self, connection: Connection, recorder: Recorder, people: PeopleStore) -> None:
        self._connection = connection
        self._recorder = recorder
        self._people = people

    def get(self, signup_id: int) -> SignUp:
        """One sign-up; raises NotFound."""
        row = self._connection.execute(select(signup).where(signup.c.id == possible_key(signup_id))).mappings().first()
        if row is None:
            raise NotFound("no-such-signup", id=signup_id)
        return _signup(row)

    def all(self) -> tuple[SignUp, ...]:
        """Every sign-up, those of removed events and people too, by id."""
        return tuple(_signup(row) for row in self._connection.execute(select(signup).order_by(signup.c.id)).mappings())

    def of_position_and_person(self, position_id: int, person_id: int) -> SignUp | None:
        """The row for the two, whatever its status."""
        row = self._connection.execute(
            select(signup).where(signup.c.position_id == position_id, signup.c.person_id == person_id)
        )
        found = row.mappings().first()
        return None if found is None else _signup(found)

    def holding(self, signup_ids: Sequence[int]) -> frozenset[int]:
        """Those of these sign-ups that hold a place in an event that is not removed."""
        found: set[int] = set()
        for start in range(0, len(signup_ids), _CHUNK):
            rows = _held_rows(signup.c.id).where(signup.c.id.in_(signup_ids[start : start + _CHUNK]))
            found.update(self._connection.execute(rows).scalars())
        return frozenset(found)

    def events_with_people(self, event_ids: Sequence[int]) -> tuple[int, ...]:
        """Those of these events in which somebody holds a place, removed events too."""
        found: set[int] = set()
        for start in range(0, len(event_ids), _CHUNK):
            chunk = event_ids[start : start + _CHUNK]
            rows = select(position.c.event_id).join(signup, signup.c.position_id == position.c.id)
            held = rows.where(position.c.event_id.in_(chunk), signup.c.status.in_(HOLDS_A_PLACE))
            found.update(self._connection.execute(held.distinct()).scalars())
        return tuple(sorted(found))

    def take_place(self, wanted: SignUp) -> int | None:
        """Write the sign-up if a place is free at this very moment; None when the maximum is reached.

        The count is taken under the write lock (SQLite) or in a serializable transaction with the position's row
        locked (PostgreSQL), so two clients can not both get the last place.
        """
        asked = {"position": wanted.position_id, "person": wanted.person_id}
        maximum, held, stored = self._connection.execute(_PLACE_WANTED, asked).one()
        if held >= maximum:
            return None
        return self._put(wanted, stored)

    def put(self, wanted: SignUp) -> int:
        """Add the row for position and person, or change the one there is; returns its id."""
        stored = self.of_position_and_person(wanted.position_id, wanted.person_id)
        return self._put(wanted, None if stored is None else stored.id)

    def _put(self, wanted: SignUp, stored: int | None) -> int:
        if stored is None:
            return self._recorder.insert(signup, signup_values(wanted))
        self._recorder.update(signup, stored, signup_values(wanted))
        return stored

    def add_many(self, new: Sequence[SignUp]) -> list[int]:
        """Add sign-ups of people who are not yet in these positions, in bulk; ids in the same order."""
        return self._recorder.insert_many(signup, [signup_values(one) for one in new])

    def set_status(self, signup_id: int, status: SignupStatus, *, note: str | None = None) -> bool:
        """Change where a sign-up stands, with the time of the answer; False when it stood there already."""
        stored = self.get(signup_id)
        if stored.status is status and note in (None, stored.note):
            return False
        values = {"status": str(status), "answered_at": self._recorder.at}
        return self._recorder.update(signup, signup_id, values if note is None else {**values, "note": note})

    def forget_answers(self, position_ids: Sequence[int]) -> None:
        """Delete every row of these positions, so that the positions themselves can go."""
        rows = select(signup.c.id).where(signup.c.position_id.in_(position_ids)).order_by(signup.c.id)
        for key in self._connection.execute(rows).scalars().all():
            self._recorder.delete(signup, key)

    def bookings_of(
        self, people: Sequence[int], span: Span, *, but_not_event: int | None = None
    ) -> dict[int, list[Booking]]:
        """The places these people hold at this time, by person."""
        found: dict[int, list[Booking]] = {}
        for start in range(0, len(people), _CHUNK):
            rows = _BOOKINGS if but_not_event is None else _BOOKINGS.where(event.c.id != but_not_event)
            asked = {"people": people[start : start + _CHUNK], "begins": span.starts_at, "ends": span.ends_at}
            for row in self._connection.execute(rows, asked).mappings():
                found.setdefault(row["person_id"], []).append(_booking(row))
        return found

    def lines_of_events(
        self,
        event_ids: Sequence[int] | Select[int],
        *,
        status: SignupStatus | None = None,
        person_id: int | None = None,
    ) -> tuple[SignUpLine, ...]:
        """The sign-ups of these events, by start, position and the order they were made."""
        rows = _line_rows().where(event.c.id.in_(event_ids))
        if status is not None:
            rows = rows.where(signup.c.status == status)
        if person_id is not None:
            rows = rows.where(signup.c.person_id == possible_key(person_id))
        return self._lines(rows)

    def lines_of_person(self, person_id: int) -> tuple[SignUpLine, ...]:
        """The sign-ups of one person, latest event first."""
        return self._lines(_line_rows().where(signup.c.person_id == possible_key(person_id)))[::-1]

    def line(self, signup_id: int) -> SignUpLine:
        """One sign-up with person and event; raises NotFound."""
        found = self._lines(_line_rows().where(signup.c.id == possible_key(signup_id)))
        if not found:
            raise NotFound("no-such-signup", id=signup_id)
        return found[0]

    def _lines(self, rows: Select[Any]) -> tuple[SignUpLine, ...]:
        found = self._connection.execute(rows).mappings().all()
        people = {one.id: one for one in self._people.among(sorted({row["person_id"] for row in found}))}
        lines = []
        for row in found:
            when = _when(row)
            person = people[row["person_id"]]
            minor = counts_as_minor(person, row["event_starts"].date())
            line = SignUpLine(_signup(row), person, row["event_id"], row["event_title"], row["role_name"], when, minor)
            lines.append(line)
        return tuple(lines)


def _line_rows() -> Select[Any]:
    return (
        select(
            signup,
            position.c.event_id,
            role.c.name.label("role_name"),
            event.c.title.label("event_title"),
            event.c.starts_local.label("event_starts"),
            event.c.ends_local.label("event_ends"),
            position.c.starts_local.label("own_starts"),
            position.c.ends_local.label("own_ends"),
            event.c.zone,
            event.c.all_day,
        )
        .join(position, position.c.id == signup.c.position_id)
        .join(role, role.c.id == position.c.role_id)
        .join(event, event.c.id == position.c.event_id)
        .where(event.c.deleted_at.is_(None))
        .order_by(event.c.starts_at, event.c.id, position.c.rank, position.c.id, signup.c.id)
    )


def _held_rows(chosen: ColumnElement[int]) -> Select[int]:
    joined = select(chosen).join(position, position.c.id == signup.c.position_id)
    rows = joined.join(event, event.c.id == position.c.event_id)
    return rows.where(event.c.deleted_at.is_(None), signup.c.status.in_(HOLDS_A_PLACE))


def _bookings() -> Select[Any]:
    return _line_rows().where(
        signup.c.person_id.in_(bindparam("people", expanding=True)),
        signup.c.status.in_(HOLDS_A_PLACE),
        event.c.status != EventStatus.CANCELLED,
        position.c.starts_at < bindparam("ends"),
        position.c.ends_at > bindparam("begins"),
    )


def _place_wanted() -> Select[Any]:
    """The most places there are, how many others hold, and the row there is for the two."""
    who: BindParameter[int] = bindparam("person")
    here = signup.c.position_id == bindparam("position")
    others = (signup.c.person_id != who, signup.c.status.in_(HOLDS_A_PLACE))
    held = select(func.count()).select_from(signup).where(here, *others).scalar_subquery()
    own = select(signup.c.id).where(here, signup.c.person_id == who).scalar_subquery()
    wanted = select(position.c.maximum, held, own).where(position.c.id == bindparam("position"))
    return wanted.with_for_update(of=position)


# Built once: building a statement takes longer than the database takes to answer it.
_BOOKINGS = _bookings()
_PLACE_WANTED = _place_wanted()


def _when(row: RowMapping) -> When:
    starts: datetime = row["own_starts"] or row["event_starts"]
    ends: datetime = row["own_ends"] or row["event_ends"]
    apart = row["own_starts"] is not None or row["own_ends"] is not None
    return When(starts, ends, row["zone"], all_day=row["all_day"] and not apart)


def _booking(row: RowMapping) -> Booking:
    when = _when(row)
    return Booking(
        signup_id=row["id"],
        event_id=row["event_id"],
        position_id=row["position_id"],
        title=row["event_title"],
        role=row["role_name"],
        when=when,
        span=when.span,
    )


def signup_values(one: SignUp) -> dict[str, Any]:
    """The columns of a sign-up."""
    return {**{name: getattr(one, name) for name in _OWN}, "status": str(one.status), "source": str(one.source)}


def _signup(row: RowMapping) -> SignUp:
    own = {name: row[name] for name in _OWN}
    status, origin = SignupStatus(row["status"]), SignupSource(row["source"])
    return SignUp(**own, status=status, source=origin, id=row["id"], version=row["version"])
