"""Writing what an import decided: in bulk, in one change, with sources and answers remembered."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from uuid import uuid4

from coordinator.db.work import Work
from coordinator.domain.changes import Changes, Label
from coordinator.domain.events import Event, Source
from coordinator.domain.imports import ImportPlan, Record
from coordinator.domain.people import Person
from coordinator.domain.resolving import Addition, Answer, Resolution, Update
from coordinator.domain.venues import Venue
from coordinator.exchange.tables import Progress
from coordinator.usecases.importevents import fingerprint_of_event
from coordinator.usecases.importmatching import KINDS
from coordinator.usecases.importpeople import fingerprint_of_person
from coordinator.usecases.importvenues import fingerprint_of_venue

_CHUNK = 2_000
_FINGERPRINTS: dict[str, Callable[[Record], str]] = {
    "person": fingerprint_of_person,
    "venue": fingerprint_of_venue,
    "event": fingerprint_of_event,
}


def write(work: Work, plan: ImportPlan, resolution: Resolution, progress: Progress) -> Changes:
    """Add and update everything, and finish the change; nothing differing means no change."""
    kind = KINDS[plan.mapping.subject]
    added = _added(work, resolution.additions, progress)
    updated = [update for update in resolution.updates.values() if _saved(work, update)]
    _link(work, kind, added, resolution)
    _remember(work, kind, resolution, added)
    label = Label(f"{plan.mapping.subject}-imported", {"count": len(added) + len(updated), "file": plan.file.name})
    return work.recorder.finish(label)


def _added(work: Work, additions: Sequence[Addition], progress: Progress) -> dict[int, int]:
    """Add the records in bulk; returns the id of each by its place."""
    ids: list[int] = []
    for start in range(0, len(additions), _CHUNK):
        progress(start, len(additions))
        ids.extend(_added_chunk(work, [addition.record for addition in additions[start : start + _CHUNK]]))
    return dict(enumerate(ids))


def _added_chunk(work: Work, records: Sequence[Record]) -> list[int]:
    people = [record for record in records if isinstance(record, Person)]
    venues = [record for record in records if isinstance(record, Venue)]
    events = _with_uids(work, [record for record in records if isinstance(record, Event)])
    if people:
        return work.people.add_many(people)
    return work.venues.add_many(venues) if venues else work.events.add_many(events)


def _with_uids(work: Work, events: Sequence[Event]) -> list[Event]:
    """A calendar's own identity is kept while nobody else has it; everything else gets a new one."""
    taken = set(work.events.ids_of_uids([event.uid for event in events if event.uid]))
    kept: list[Event] = []
    for event in events:
        uid = str(uuid4()) if not event.uid or event.uid in taken else event.uid
        taken.add(uid)
        kept.append(replace(event, uid=uid))
    return kept


def _saved(work: Work, update: Update) -> bool:
    record = update.record
    if record == update.before:
        return False
    if isinstance(record, Event) and isinstance(update.before, Event) and record.source != update.before.source:
        assert record.source is not None
        work.sources.keep_original("event", record.source)
    if isinstance(record, Person):
        return work.people.save(record)
    return work.venues.save(record) if isinstance(record, Venue) else work.events.save(record)


def _link(work: Work, kind: str, added: dict[int, int], resolution: Resolution) -> None:
    """Remember where records came from, each number and start of a list once."""
    chunk: list[tuple[int, Source]] = []
    for link in _new_links(work, kind, added, resolution):
        chunk.append(link)
        if len(chunk) == _CHUNK:
            work.sources.add_many(kind, chunk)
            chunk = []
    work.sources.add_many(kind, chunk)


def _new_links(work: Work, kind: str, added: dict[int, int], resolution: Resolution) -> Iterator[tuple[int, Source]]:
    known: set[tuple[str, str]] | None = None
    for record_id, source in _links(added, resolution):
        if known is None:
            known = set(work.sources.of_list(kind, source.name))
        key = (source.external_id, source.starts)
        if key not in known:
            known.add(key)
            yield record_id, source


def _links(added: dict[int, int], resolution: Resolution) -> Iterator[tuple[int, Source]]:
    for place, record_id in added.items():
        yield from ((record_id, source) for source in resolution.additions[place].sources)
    for record_id, update in resolution.updates.items():
        yield from ((record_id, source) for source in update.sources)


def _remember(work: Work, kind: str, resolution: Resolution, added: dict[int, int]) -> None:
    """Keep the answers about likely duplicates; a row of the file stands for the record it became."""
    if not resolution.answers:
        return
    ids = {row: added[place] for place, addition in enumerate(resolution.additions) for row in addition.rows}
    for answer in resolution.answers:
        record_id = _answered_about(answer, ids, resolution)
        if record_id is not None and answer.row.record is not None:
            mark = _FINGERPRINTS[kind](answer.row.record)
            work.bookkeeping.remember_decision(kind, mark, record_id, str(answer.decision))


def _answered_about(answer: Answer, ids: dict[int, int], resolution: Resolution) -> int | None:
    if answer.match.row is None:
        return answer.match.record.id
    made = resolution.made_of.get(answer.match.row)
    if isinstance(made, Update):
        return made.before.id
    return ids.get(answer.match.row)
