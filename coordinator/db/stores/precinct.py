"""The one row about the office."""

from typing import Any

from sqlalchemy import Connection, select

from coordinator.db.lines import PRECINCT_COLUMNS, precinct_of
from coordinator.db.recorder import Recorder
from coordinator.db.tables.precinct import precinct
from coordinator.domain.precinct import Precinct


class PrecinctStore:
    """The precinct of one open database."""

    def __init__(self, connection: Connection, recorder: Recorder) -> None:
        self._connection = connection
        self._recorder = recorder

    def get(self) -> Precinct:
        """The precinct."""
        row = self._connection.execute(select(precinct)).mappings().one()
        return precinct_of(row)

    def add(self, new: Precinct) -> int:
        """Write the row of a new database."""
        return self._recorder.insert(precinct, _values(new))

    def save(self, wanted: Precinct) -> bool:
        """Save against the version it was read with; raises Stale. False when nothing differs."""
        stored = self.get()
        assert stored.id is not None
        if stored.version != wanted.version:
            error = self._recorder.stale(precinct, stored.id)
            error.theirs = stored
            raise error
        return self._recorder.update(precinct, stored.id, _values(wanted))


def _values(one: Precinct) -> dict[str, Any]:
    return {**{name: getattr(one, name) for name in PRECINCT_COLUMNS}, "languages": " ".join(one.languages)}
