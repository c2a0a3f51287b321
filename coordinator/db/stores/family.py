"""Keeping the rows that belong to a record in step with what the record says."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table

from coordinator.db.recorder import Recorder

Wanted = tuple[int | None, Mapping[str, Any]]


def keep_in_step(recorder: Recorder, table: Table, stored: Sequence[int], wanted: Sequence[Wanted]) -> bool:
    """Delete the stored rows that are not wanted, change those that differ, add those without an id.

    Returns whether anything was written. Deletes first, so that a name freed can be taken again.
    """
    kept = {key for key, _values in wanted if key is not None}
    gone = [key for key in stored if key not in kept]
    for key in gone:
        recorder.delete(table, key)
    changed = [recorder.update(table, key, values) for key, values in wanted if key in stored and key is not None]
    new = [values for key, values in wanted if key is None or key not in stored]
    recorder.insert_many(table, new)
    return bool(gone or new or any(changed))
