"""Counts over a whole table, kept until something is saved: the next page of a list does not count everybody again."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, select

from coordinator.db.engine import READS
from coordinator.db.tables.log import change_set

T = TypeVar("T")

_kept: WeakKeyDictionary[Engine, tuple[Hashable, dict[Hashable, Any]]] = WeakKeyDictionary()


def kept(connection: Connection, what: Hashable, count: Callable[[], T]) -> T:
    """What `count` gave when it was last asked `what`, if nothing was saved since; inside a change it is asked anew."""
    options = connection.get_execution_options()
    if not (options.get(READS) or options.get("postgresql_readonly")):
        return count()
    newest = select(change_set.c.id, change_set.c.token).order_by(change_set.c.id.desc()).limit(1)
    row = connection.execute(newest).first()
    standing = None if row is None else tuple(row)
    held, counts = _kept.get(connection.engine, (None, {}))
    if held != standing:
        counts = {}
    if what not in counts:
        counts = {**counts, what: count()}
        _kept[connection.engine] = (standing, counts)
    return cast(T, counts[what])
