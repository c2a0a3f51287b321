"""Opening and beginning a database, away from the window's thread."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from coordinator.domain.precinct import Precinct
from coordinator.runtime.clock import Clock
from coordinator.ui.startwish import Beginning, StartWish


@dataclass(frozen=True, slots=True)
class Opened:
    """An open database and its precinct, as the thread hands them over."""

    storage: Any
    precinct: Precinct


def opened(target: str, actor: str, clock: Clock) -> Opened:
    """On the other thread; the libraries of the database are loaded only here, after the first frame."""
    from coordinator.usecases.precinct import precinct
    from coordinator.usecases.upkeep import open_database

    storage = open_database(target, actor=actor, clock=clock)
    try:
        return Opened(storage, storage.read(precinct))
    except BaseException:
        storage.close()
        raise


def begun(wish: StartWish, clock: Clock) -> Opened:
    """The database that the first page asked for, made or opened."""
    if wish.beginning == Beginning.EXISTING:
        return opened(wish.target, wish.user_name, clock)
    from coordinator.usecases.precinct import precinct
    from coordinator.usecases.upkeep import create_database

    fill = _sample() if wish.beginning == Beginning.SAMPLE else None
    storage = create_database(wish.target, precinct=wish.precinct, actor=wish.user_name, clock=clock, fill=fill)
    return Opened(storage, storage.read(precinct))


def _sample() -> Callable[..., None]:
    from coordinator.usecases.sample import fill_sample

    return fill_sample
