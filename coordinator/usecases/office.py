"""An office on a server: testing its address, and how much is in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from coordinator.domain.offices import Holds, OfficeSize, OfficeTest, with_password
from coordinator.runtime import passwords

if TYPE_CHECKING:  # the window knows the address before SQLAlchemy is loaded
    from coordinator.db.work import Work
    from coordinator.domain.precinct import Precinct
    from coordinator.runtime.clock import Clock


def office_size(work: Work) -> OfficeSize:
    """People and events that are in the lists."""
    from coordinator.domain.listings import EventQuery, PeopleQuery
    from coordinator.usecases.people import people_matching

    kinds, _venues = work.events.counts_by_kind_and_venue(EventQuery())
    return OfficeSize(people_matching(work, PeopleQuery(limit=0)).everyone, sum(kinds.values()))


def shown_place(target: str) -> str:
    """The path, or servers and database of an address without user, password and the small print."""
    if "://" not in target:
        return target
    from coordinator.db.engine import shown  # brings SQLAlchemy

    return shown(target)


def try_address(address: str, password: str = "", *, keep: bool = True) -> OfficeTest:
    """What stands at an address that holds no password itself, step by step; takes up to some seconds, raises nothing
    and writes nothing. Without a password the one kept for the address counts, then those that the driver finds: in its
    own file, in its service, in the environment. A password that was let in is kept; without `keep` only until the
    program ends."""
    from coordinator.db.probing import probe  # brings the driver of servers

    found = probe(with_password(address, password or passwords.password_for(address)))
    if password and is_let_in(found):
        (passwords.keep if keep else passwords.use)(address, password)
    return found


def is_let_in(found: OfficeTest) -> bool:
    """If the server took name and password, whatever else it said."""
    return found.holds is not Holds.UNKNOWN


def is_password_lost(address: str) -> bool:
    """If a password was given for this address that is forgotten when the program ends."""
    return passwords.is_lost(address)


def begin_office(target: str, *, precinct: Precinct, actor: str, clock: Clock) -> None:
    """A new office in an empty database of a server, with the habits of this precinct. Raises StorageTrouble."""
    from coordinator.usecases.upkeep import create_database

    create_database(target, precinct=replace(precinct, id=None, version=1), actor=actor, clock=clock).close()
