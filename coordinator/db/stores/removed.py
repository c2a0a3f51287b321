"""Which records are removed, since when, and who did it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from coordinator.db.tables.base import logged_table
from coordinator.db.tables.log import change, change_set

_CHUNK = 500
MOST = 1_000


class RemovedStore:
    """The removed rows of one open database. `table`: "person", "event" or "venue"."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def since(self, table: str, instant: datetime) -> Mapping[int, datetime]:
        """Ids of the rows removed at this instant or later, with when; the newest 1,000."""
        rows = logged_table(table)
        wanted = select(rows.c.id, rows.c.deleted_at).where(rows.c.deleted_at >= instant)
        newest = wanted.order_by(rows.c.deleted_at.desc(), rows.c.id.desc()).limit(MOST)
        return {row.id: row.deleted_at for row in self._connection.execute(newest)}

    def authors(self, table: str, removed: Mapping[int, datetime]) -> Mapping[int, str]:
        """Who removed each of these rows at its instant; a row the log says nothing of is left out."""
        found: dict[int, str] = {}
        keys = sorted(removed)
        for start in range(0, len(keys), _CHUNK):
            found.update(self._authors(table, keys[start : start + _CHUNK], removed))
        return found

    def _authors(self, table: str, keys: Sequence[int], removed: Mapping[int, datetime]) -> dict[int, str]:
        lines = (
            select(change.c.key, change_set.c.at, change_set.c.actor)
            .join(change_set, change_set.c.id == change.c.change_set_id)
            .where(change.c.table_name == table, change.c.key.in_(keys))
            .order_by(change.c.id)
        )
        return {row.key: row.actor for row in self._connection.execute(lines) if row.at == removed[row.key]}
