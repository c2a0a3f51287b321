"""Changes that wait to be saved: what they are about, for the list of them and for marks in the calendar."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

_TABLES = {"Event": "event", "Person": "person", "Venue": "venue"}
_NAMED = frozenset([*_TABLES, "Role"])


@dataclass(frozen=True, slots=True)
class Waiting:
    """One change that waits: the name of its errand, what people call the thing it is about if that is known, and
    which row it is. `unsettled` if it may have been saved already."""

    errand: str
    name: str = ""
    row: tuple[str, int | None] | None = None
    unsettled: bool = False


def waiting_of(errand: Callable[..., Any], args: Iterable[object]) -> Waiting:
    """What is known of a change from the outside."""
    told = list(args)
    while isinstance(errand, partial):
        told = [*errand.args, *told, *errand.keywords.values()]
        errand = errand.func
    thing = next((one for one in told if type(one).__name__ in _NAMED), None)
    return Waiting(errand.__name__, _name_of(thing), _row_of(thing))


def _name_of(thing: object) -> str:
    for name in ("title", "full_name", "name"):
        said = getattr(thing, name, "")
        if isinstance(said, str) and said:
            return said
    return ""


def _row_of(thing: object) -> tuple[str, int | None] | None:
    table, key = _TABLES.get(type(thing).__name__), getattr(thing, "id", None)
    return (table, key) if table and isinstance(key, int) else None


class WaitingRows:
    """Which rows have a change that waits; painters ask, the desk says."""

    rows: frozenset[tuple[str, int | None]] = frozenset()


def waits(table: str, key: int | None) -> bool:
    """If a change of this row waits to be saved."""
    return (table, key) in WaitingRows.rows
