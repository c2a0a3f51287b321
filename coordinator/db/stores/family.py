"""Keeping the rows that belong to a record in step with what the record says."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Table

from coordinator.db.recorder import Recorder
from coordinator.domain.people import ContactPoint
from coordinator.domain.venues import Space

Part = TypeVar("Part", ContactPoint, Space)
Wanted = tuple[int | None, Mapping[str, Any]]


def keep_in_step(recorder: Recorder, table: Table, stored: Sequence[int], wanted: Sequence[Wanted]) -> bool:
    """Delete the stored rows that are not wanted, change those that differ, add those without an id.

    Returns whether anything was written. Deletes first, so that a name freed can be taken again.
    """
    kept = {key for key, _values in wanted if key is not None}
    gone = [key for key in stored if key not in kept]
    for key in gone:
        recorder.delete(table, key)
    changed = recorder.update_all(table, [(key, values) for key, values in wanted if key is not None and key in stored])
    new = [values for key, values in wanted if key is None or key not in stored]
    recorder.insert_many(table, new)
    return bool(gone or new or changed)


def with_ids(parts: Sequence[Part], stored: Sequence[Part], same: Callable[[Part], Hashable]) -> list[int | None]:
    """The id of each part: its own, else that of the stored part that is the `same` and that no other part claims."""
    claimed = {part.id for part in parts}
    free = {same(part): part.id for part in stored if part.id not in claimed}
    return [part.id if part.id is not None else free.pop(same(part), None) for part in parts]
