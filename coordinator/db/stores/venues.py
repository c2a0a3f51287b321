"""Venues with their spaces."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from coordinator.db import search
from coordinator.db.recorder import Recorder
from coordinator.db.stores.best import Search, Tier, best_ids, matching_count
from coordinator.db.stores.family import keep_in_step, with_ids
from coordinator.db.stores.keys import index_key
from coordinator.db.tables.base import possible_key
from coordinator.db.tables.places import space, venue
from coordinator.domain.errors import NotFound
from coordinator.domain.venues import Space, Venue

_OWN = ("name", "address", "phone", "access_notes", "step_free", "map_link")


class VenueStore:
    """The venues of one open database."""

    def __init__(self, connection: Connection, recorder: Recorder) -> None:
        self._connection = connection
        self._recorder = recorder

    def get(self, venue_id: int) -> Venue:
        """One venue, removed ones too; raises NotFound."""
        row = self._connection.execute(select(venue).where(venue.c.id == possible_key(venue_id))).mappings().first()
        if row is None:
            raise NotFound("no-such-venue", id=venue_id)
        return _venue(row, self._spaces(venue_id).get(venue_id, ()))

    def all(self, *, removed: bool = False) -> tuple[Venue, ...]:
        """Every venue that is not removed, by name; with `removed` those too."""
        rows = select(venue).order_by(venue.c.sort_key, venue.c.id)
        rows = rows if removed else rows.where(venue.c.deleted_at.is_(None))
        spaces = self._spaces()
        return tuple(_venue(row, spaces.get(row["id"], ())) for row in self._connection.execute(rows).mappings())

    def best(self, text: str, *, limit: int) -> tuple[tuple[Venue, ...], int]:
        """The first of those with all these words in name, address or spaces, word starts first; and how many."""
        words = search.query_words(text, "venue")
        total = matching_count(self._connection, "venue", words) if words else 0
        if not total or not limit:
            return (), total
        tier = Tier((venue.c.deleted_at.is_(None),), venue.c.sort_key)
        asked = Search(self._connection, "venue", venue.c.id, words, total)
        return tuple(self.get(key) for key in best_ids(asked, [tier], limit=limit)), total

    def add(self, new: Venue) -> int:
        """Add a venue with its spaces; returns the id."""
        return self.add_many([new])[0]

    def add_many(self, new: Sequence[Venue]) -> list[int]:
        """Add venues in bulk; ids in the same order."""
        ids = self._recorder.insert_many(venue, [venue_values(one) for one in new])
        rows = [space_values(key, each) for key, one in zip(ids, new, strict=True) for each in one.spaces]
        self._recorder.insert_many(space, rows)
        return ids

    def save(self, wanted: Venue) -> bool:
        """Save against the version it was read with; raises Stale, NotFound. False when nothing differs."""
        assert wanted.id is not None
        stored = self.get(wanted.id)
        self.refuse_stale(stored, wanted.version)
        keys = [each.id for each in stored.spaces if each.id is not None]
        ids = with_ids(wanted.spaces, stored.spaces, lambda each: each.name)
        rows = [(key, space_values(wanted.id, each)) for key, each in zip(ids, wanted.spaces, strict=True)]
        parts = keep_in_step(self._recorder, space, keys, rows)
        return self._recorder.update(venue, wanted.id, venue_values(wanted), touch=parts)

    def set_deleted(self, venue_id: int, *, deleted: bool, version: int | None = None) -> bool:
        """Remove a venue or bring it back; its events keep it."""
        stored = self.get(venue_id)
        if version is not None:
            self.refuse_stale(stored, version)
        if (stored.deleted_at is not None) == deleted:
            return False
        return self._recorder.update(venue, venue_id, {"deleted_at": self._recorder.at if deleted else None})

    def refuse_stale(self, stored: Venue, version: int) -> None:
        """Raise Stale when the venue moved on from this version."""
        if stored.version != version:
            assert stored.id is not None
            error = self._recorder.stale(venue, stored.id)
            error.theirs = stored
            raise error

    def _spaces(self, venue_id: int | None = None) -> Mapping[int, list[Space]]:
        rows = select(space).order_by(space.c.id)
        if venue_id is not None:
            rows = rows.where(space.c.venue_id == venue_id)
        found: dict[int, list[Space]] = {}
        for row in self._connection.execute(rows).mappings():
            found.setdefault(row["venue_id"], []).append(
                Space(row["name"], row["capacity"], row["notes"], id=row["id"], version=row["version"])
            )
        return found


def venue_values(one: Venue) -> dict[str, Any]:
    """The columns of a venue, its spaces aside."""
    own = {name: getattr(one, name) for name in _OWN}
    return {**own, "sort_key": index_key(one.name), "deleted_at": one.deleted_at}


def space_values(venue_id: int, one: Space) -> dict[str, Any]:
    """The columns of a space."""
    return {"venue_id": venue_id, "name": one.name, "capacity": one.capacity, "notes": one.notes}


def _venue(row: RowMapping, spaces: Sequence[Space]) -> Venue:
    own = {name: row[name] for name in _OWN}
    return Venue(**own, spaces=tuple(spaces), id=row["id"], version=row["version"], deleted_at=row["deleted_at"])
