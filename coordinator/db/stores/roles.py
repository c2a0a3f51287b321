"""Roles that positions ask for."""

from typing import Any

from sqlalchemy import Connection, select

from coordinator.db.lines import Row
from coordinator.db.recorder import Recorder
from coordinator.db.tables.base import possible_key
from coordinator.db.tables.calendar import role
from coordinator.domain.errors import NotFound
from coordinator.domain.events import Role

_OWN = ("name", "minimum_age", "coaching", "colour")
ROLE_COLUMNS = (*_OWN, "id", "version", "deleted_at")


class RoleStore:
    """The roles of one open database."""

    def __init__(self, connection: Connection, recorder: Recorder) -> None:
        self._connection = connection
        self._recorder = recorder

    def get(self, role_id: int) -> Role:
        """One role; raises NotFound."""
        row = self._connection.execute(select(role).where(role.c.id == possible_key(role_id))).mappings().first()
        if row is None:
            raise NotFound("no-such-role", id=role_id)
        return role_of(row)

    def all(self, *, removed: bool = False) -> tuple[Role, ...]:
        """Every role that is not removed, in the order they were made; with `removed` those too."""
        rows = select(role).order_by(role.c.id)
        rows = rows if removed else rows.where(role.c.deleted_at.is_(None))
        return tuple(role_of(row) for row in self._connection.execute(rows).mappings())

    def named(self, name: str) -> Role | None:
        """The role of this name, whatever its capitals."""
        return next((one for one in self.all() if one.name.casefold() == name.strip().casefold()), None)

    def add(self, new: Role) -> int:
        """Add a role; returns the id."""
        return self._recorder.insert(role, role_values(new))

    def save(self, wanted: Role) -> bool:
        """Save against the version it was read with; raises Stale, NotFound. False when nothing differs."""
        assert wanted.id is not None
        stored = self.get(wanted.id)
        if stored.version != wanted.version:
            error = self._recorder.stale(role, wanted.id)
            error.theirs = stored
            raise error
        return self._recorder.update(role, wanted.id, role_values(wanted))


def role_values(one: Role) -> dict[str, Any]:
    """The columns of a role."""
    return {**{name: getattr(one, name) for name in _OWN}, "deleted_at": one.deleted_at}


def role_of(row: Row) -> Role:
    """A role's row."""
    own = {name: row[name] for name in _OWN}
    return Role(**own, id=row["id"], version=row["version"], deleted_at=row["deleted_at"])
