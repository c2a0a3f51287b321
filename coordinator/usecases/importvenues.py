"""Matching rows of venues: several rows may be the spaces of one venue."""

from collections.abc import Iterator, Sequence

from coordinator.db.work import Work
from coordinator.domain.duplicates import (
    SAME_SPACE,
    SAME_VENUE,
    fingerprint_of,
    space_keys,
    venue_key,
)
from coordinator.domain.imports import ImportRow, Record, Subject
from coordinator.domain.merging import venue_updated
from coordinator.domain.rows import Reading
from coordinator.domain.venues import Venue
from coordinator.exchange.tables import Progress
from coordinator.usecases.importmatching import Court, Encounter, Meeting, attended, judged, links_of, told_apart


def matched_venues(work: Work, readings: Sequence[Reading], progress: Progress) -> tuple[ImportRow, ...]:
    """The fate of every row of venues. Rows of a list that a venue came from change it without being asked."""
    readings = told_apart(readings)
    town = _Town(work, readings)
    met = tuple(town.meet(reading) for reading in attended(work, readings))
    court = Court(
        stored={**town.stored, **_removed(work, met, town.stored)},
        updated=_after,
        fingerprint=fingerprint_of_venue,
        decisions=dict(work.bookkeeping.decisions("venue")),
        own=town.came_from_here,
    )
    return judged(readings, met, court, progress)


def _removed(work: Work, met: Sequence[Encounter], known: dict[int, Record]) -> dict[int, Record]:
    linked = {encounter.linked for encounter in met if encounter.linked is not None}
    return {key: work.venues.get(key) for key in sorted(linked - set(known))}


def _after(yours: Record, reading: Reading, _keep_name: bool) -> Record:
    assert isinstance(yours, Venue)
    assert isinstance(reading.record, Venue)
    return venue_updated(yours, reading.record, reading.filled)


def fingerprint_of_venue(record: Record) -> str:
    """What an answer about this row is remembered by."""
    assert isinstance(record, Venue)
    return fingerprint_of((record.name, *sorted(space_keys(record))))


class _Town:
    """The venues stored, and the spaces of the rows before."""

    def __init__(self, work: Work, readings: Sequence[Reading]) -> None:
        self._links = links_of(work, Subject.VENUES, readings)
        self._linked = frozenset(self._links.values())
        self.stored: dict[int, Record] = {}
        self._by_name: dict[str, list[int]] = {}
        for venue in work.venues.all():
            assert venue.id is not None
            self.stored[venue.id] = venue
            self._by_name.setdefault(venue_key(venue), []).append(venue.id)
        self._spaces: dict[tuple[str, str], int] = {}

    def came_from_here(self, venue_id: int) -> bool:
        """If an earlier import of this list made or filled the venue."""
        return venue_id in self._linked

    def meet(self, reading: Reading) -> Encounter:
        """What this row meets; from then on later rows can meet it."""
        venue = reading.record
        if not isinstance(venue, Venue):
            return Encounter()
        linked = self._links.get((reading.source.external_id, "")) if reading.source else None
        meetings = tuple(self._meetings(reading, venue))
        return Encounter(linked, () if linked is not None else meetings)

    def _meetings(self, reading: Reading, venue: Venue) -> Iterator[Meeting]:
        """An earlier row of the same space, else venues of the same name."""
        rows = {self._spaces.setdefault((venue_key(venue), name), reading.number) for name in _space_names(venue)}
        earlier = sorted(rows - {reading.number})
        if earlier:
            yield Meeting(SAME_SPACE, 100, 0, row=earlier[0])
            return
        for record_id in self._by_name.get(venue_key(venue), ()):
            yield Meeting(SAME_VENUE, 100, 1, record_id=record_id)


def _space_names(venue: Venue) -> frozenset[str]:
    return space_keys(venue) or frozenset({""})
