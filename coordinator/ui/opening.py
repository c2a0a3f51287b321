"""Opening and beginning a database, away from the window's thread."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from coordinator.domain.backups import Keeping
from coordinator.domain.errors import StorageTrouble
from coordinator.domain.precinct import Precinct
from coordinator.runtime.clock import Clock
from coordinator.runtime.i18n import _
from coordinator.ui.startwish import Beginning, StartWish

_BESIDE = Keeping()


@dataclass(frozen=True, slots=True)
class Opened:
    """An open database and its precinct, as the thread hands them over; `newest` is the number of the last change that
    was saved before anything was read. Call `go_on` when the first rows are painted."""

    storage: Any
    precinct: Precinct
    go_on: Callable[[], object] = bool
    newest: int | None = None


def opened(target: str, actor: str, clock: Clock, *, read_only: str = "", keeping: Keeping = _BESIDE) -> Opened:
    """On the other thread; what belongs to the database is loaded only here, after the first frame, and SQLAlchemy
    only if the first week cannot be had without. `read_only` and `keeping` as in `open_database`. A locked file opens
    with what the system's keyring has for it."""
    try:
        return _opened(target, actor, clock, read_only, keeping)
    except StorageTrouble as trouble:
        if trouble.code != "passphrase-needed":
            raise
        from coordinator.usecases.passphrases import ask_keyring_then

        ask_keyring_then()
        return _opened(target, actor, clock, read_only, keeping)


def _opened(target: str, actor: str, clock: Clock, read_only: str, keeping: Keeping) -> Opened:
    if read_only:
        return _opened_in_full(target, actor, clock, read_only, keeping)
    from coordinator.usecases.early import early_database

    early = early_database(target, actor=actor, clock=clock)
    return (
        _opened_in_full(target, actor, clock, "", keeping)
        if early is None
        else Opened(early, early.precinct, early.go_on, early.newest)
    )


def _opened_in_full(target: str, actor: str, clock: Clock, read_only: str, keeping: Keeping) -> Opened:
    from coordinator.usecases.news import newest_change
    from coordinator.usecases.precinct import precinct
    from coordinator.usecases.upkeep import open_database

    storage = open_database(target, actor=actor, clock=clock, read_only=read_only, keeping=keeping)
    try:
        newest = storage.read(newest_change)
        return Opened(storage, storage.read(precinct), newest=newest)
    except BaseException:
        storage.close()
        raise


def begun(wish: StartWish, clock: Clock) -> Opened:
    """The database that the first page asked for, made or opened."""
    if wish.beginning == Beginning.EXISTING:
        return opened(wish.target, wish.user_name, clock)
    from coordinator.usecases.precinct import precinct
    from coordinator.usecases.sample import fill_sample
    from coordinator.usecases.upkeep import create_database

    storage = create_database(
        wish.target,
        precinct=_precinct_of(wish),
        actor=wish.user_name,
        clock=clock,
        fill=fill_sample if wish.beginning == Beginning.SAMPLE else None,
    )
    return Opened(storage, storage.read(precinct))


def _precinct_of(wish: StartWish) -> Precinct:
    """The form's answers; the sample has an address of its own, and a precinct without a name is "Precinct"."""
    from coordinator.usecases.sample import sample_precinct

    said = wish.precinct
    if wish.beginning != Beginning.SAMPLE:
        return replace(said, name=said.name or _("Precinct"))
    made_up = sample_precinct(wish.language)
    return replace(
        made_up,
        name=said.name or made_up.name,
        zone=said.zone,
        paper=said.paper,
        clock=said.clock,
        first_weekday=said.first_weekday,
    )
