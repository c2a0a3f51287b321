"""Matching rows of events: by source, number and start; by day, title and place or time."""

from collections.abc import Iterator, Sequence
from datetime import date

from coordinator.db.work import Work
from coordinator.domain.duplicates import (
    NATURAL,
    NEAR_TITLE,
    SAME_EVENT,
    SAME_NUMBER,
    event_day,
    fingerprint_of,
    same_place_or_start,
    title_key,
    told_apart_by_number,
)
from coordinator.domain.events import Event, Source
from coordinator.domain.folding import fold
from coordinator.domain.imports import ImportRow, Record, Subject
from coordinator.domain.listings import EventQuery
from coordinator.domain.merging import event_updated
from coordinator.domain.problems import Fact, Problem, Weight
from coordinator.domain.rows import Reading
from coordinator.exchange.tables import Progress
from coordinator.usecases.importmatching import (
    Court,
    Encounter,
    Meeting,
    attended,
    base_number,
    judged,
    links_of,
    told_apart,
)
from coordinator.usecases.nearnames import Crowd, score

Bucket = tuple[date, str]


def matched_events(work: Work, readings: Sequence[Reading], progress: Progress) -> tuple[ImportRow, ...]:
    """The fate of every row of events."""
    readings = told_apart(readings)
    diary = _Diary(work, readings)
    met = tuple(diary.meet(reading) for reading in attended(work, readings))
    court = Court(
        stored=diary.stored,
        updated=_after,
        fingerprint=fingerprint_of_event,
        decisions=dict(work.bookkeeping.decisions("event")),
    )
    return judged(readings, met, court, progress)


def _after(yours: Record, reading: Reading, _keep_name: bool) -> Record:
    assert isinstance(yours, Event)
    assert isinstance(reading.record, Event)
    return event_updated(yours, reading.record, reading.filled)


def fingerprint_of_event(record: Record) -> str:
    """What an answer about this row is remembered by."""
    assert isinstance(record, Event)
    return fingerprint_of((record.title, record.when.starts.isoformat(), record.place))


class _Diary:
    """The events stored on the days of the file, and those of the rows before."""

    def __init__(self, work: Work, readings: Sequence[Reading]) -> None:
        self._links = links_of(work, Subject.EVENTS, readings)
        self.stored: dict[int, Record] = {}
        self._stored_at: dict[Bucket, Crowd[int]] = {}
        self._rows_at: dict[Bucket, Crowd[int]] = {}
        self._rows: dict[int, Event] = {}
        self._numbers: dict[tuple[str, str], int] = {}
        self._first_of: dict[str, tuple[int, str]] = {}
        uids = [r.record.uid for r in readings if isinstance(r.record, Event) and r.record.uid]
        self._own = dict(work.events.ids_of_uids(uids))
        self._load(work, [r.record for r in readings if isinstance(r.record, Event)])

    def _load(self, work: Work, events: Sequence[Event]) -> None:
        if not events:
            return
        days = [event_day(event) for event in events]
        for line in work.events.lines(EventQuery(first=min(days), last=max(days))):
            assert line.event.id is not None
            self.stored[line.event.id] = line.event
            for bucket in _buckets(line.event):
                self._stored_at.setdefault(bucket, Crowd()).add(title_key(line.event.title), line.event.id)
        for event in events:
            linked = self._linked(event)
            if linked is not None and linked not in self.stored:
                self.stored[linked] = work.events.get(linked)

    def meet(self, reading: Reading) -> Encounter:
        """What this row meets; from then on later rows can meet it."""
        event = reading.record
        if not isinstance(event, Event):
            return Encounter()
        linked = self._linked(event)
        notes = tuple(self._same_number(reading.number, event))
        meetings = () if linked is not None else tuple(self._meetings(event))
        self._join(reading.number, event)
        return Encounter(linked, meetings, notes)

    def _linked(self, event: Event) -> int | None:
        """The event of ours that came from there, or that has gone out from here and comes back."""
        key = _source_key(event)
        linked = self._links.get(key) if key else None
        return self._own.get(event.uid) if linked is None and event.uid else linked

    def _meetings(self, event: Event) -> Iterator[Meeting]:
        if event.source is not None and _base_key(event.source) in self._numbers:
            yield Meeting(SAME_NUMBER, 100, 0, row=self._numbers[_base_key(event.source)])
        title, nobody = title_key(event.title), Crowd[int]()
        for bucket in _buckets(event):
            for record_id in self._stored_at.get(bucket, nobody).near(title, NEAR_TITLE):
                yours = self.stored[record_id]
                assert isinstance(yours, Event)
                found = _likeness(event, yours)
                if found:
                    yield Meeting(SAME_EVENT, found, 1, record_id=record_id)
            for row in self._rows_at.get(bucket, nobody).near(title, NEAR_TITLE):
                found = _likeness(event, self._rows[row])
                if found:
                    yield Meeting(SAME_EVENT, found, 1, row=row)

    def _same_number(self, row: int, event: Event) -> Iterator[Problem]:
        """Say where a number was seen before with another start: both stand."""
        source = event.source
        if source is None or source.external_id.startswith(NATURAL):
            return
        number = base_number(source)
        first, starts = self._first_of.setdefault(number, (row, source.starts))
        if first != row and starts != source.starts:
            told: dict[str, Fact] = {"row": first, "number": number}
            yield Problem("same-number-other-date", weight=Weight.WARNS, facts=told)

    def _join(self, row: int, event: Event) -> None:
        if event.source is not None:
            self._numbers.setdefault(_base_key(event.source), row)
        if event.source is not None and not event.source.external_id.startswith(NATURAL):
            return  # other numbers in one list are other events: nothing later can be mistaken for this row
        self._rows[row] = event
        for bucket in _buckets(event):
            self._rows_at.setdefault(bucket, Crowd()).add(title_key(event.title), row)


def _source_key(event: Event) -> tuple[str, str] | None:
    return (event.source.external_id, event.source.starts) if event.source else None


def _base_key(source: Source) -> tuple[str, str]:
    return base_number(source), source.starts


def _buckets(event: Event) -> Iterator[Bucket]:
    """Where an event that begins with this one or is at the same place is to be looked for."""
    day = event_day(event)
    yield day, event.when.starts.time().isoformat()
    if event.place:
        yield day, f"@{fold(event.place)}"


def _likeness(one: Event, other: Event) -> int:
    if told_apart_by_number(one, other) or not same_place_or_start(one, other):
        return 0
    found = score(title_key(one.title), title_key(other.title))
    return found if found >= NEAR_TITLE else 0
