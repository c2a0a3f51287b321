"""An office on a server: testing its address, and how much is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordinator.domain.offices import OfficeSize, OfficeTest, with_password

if TYPE_CHECKING:  # the window knows the address before SQLAlchemy is loaded
    from coordinator.db.work import Work


def office_size(work: Work) -> OfficeSize:
    """People and events that are in the lists."""
    from coordinator.domain.listings import EventQuery, PeopleQuery
    from coordinator.usecases.people import people_matching

    kinds, _venues = work.events.counts_by_kind_and_venue(EventQuery())
    return OfficeSize(people_matching(work, PeopleQuery(limit=0)).everyone, sum(kinds.values()))


def try_address(address: str, password: str = "") -> OfficeTest:
    """What stands at an address, step by step; takes up to some seconds, raises nothing and writes nothing. Without a
    password one is taken from where the driver looks: its file, its service, the environment."""
    from coordinator.db.probing import probe  # brings the driver of servers

    return probe(with_password(address, password))
