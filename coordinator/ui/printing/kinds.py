"""Kinds of events as one chooses them for a sheet."""

from coordinator.domain.events import EventKind
from coordinator.runtime.i18n import _
from coordinator.wording.labels import kind_plural

SPORTS = frozenset({EventKind.PRACTICE, EventKind.GAME})


def kinds_named(kinds: frozenset[EventKind], count: int | None = None) -> str:
    """ "Practices and games (12)"."""
    words = _("Practices and games") if kinds == SPORTS else ", ".join(kind_plural(kind) for kind in sorted(kinds))
    return words if count is None else f"{words} ({count})"


def kinds_to_choose(counts: dict[EventKind, int]) -> list[frozenset[EventKind]]:
    """Those that there are; practices and games also together, where there is anything else."""
    sets = [frozenset({kind}) for kind in EventKind if counts.get(kind)]
    if set(counts) >= SPORTS and set(counts) - SPORTS:
        sets.insert(0, SPORTS)
    return sets
