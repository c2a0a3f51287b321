"""The second half of a preview: what each row meets, among our records and among the rows before it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from coordinator.db.work import Work
from coordinator.domain.duplicates import SAME_FIELDS, SAME_SOURCE
from coordinator.domain.imports import Decision, ImportRow, Match, Record, RowState, Subject
from coordinator.domain.merging import differences
from coordinator.domain.problems import Fact, Problem, Weight
from coordinator.domain.rows import Reading
from coordinator.exchange.csv import Progress

KINDS = {Subject.PEOPLE: "person", Subject.VENUES: "venue", Subject.EVENTS: "event"}
"""What sources and remembered answers are filed under."""

MATCH_NOTES = frozenset({"repeats-row", "was-removed", "same-number-other-date"})
"""Notes that come from matching; the others come from the row itself."""

_STEP = 500


@dataclass(frozen=True, slots=True)
class Meeting:
    """The best that a row met: a stored record by id, or an earlier row. Lower `rank` is stronger."""

    reason: str
    score: int
    rank: int
    record_id: int | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Encounter:
    """Everything a row met, before the stored records are loaded."""

    linked: int | None = None
    meetings: tuple[Meeting, ...] = ()
    notes: tuple[Problem, ...] = ()

    def ids(self) -> Iterator[int]:
        """The stored records it takes to judge."""
        if self.linked is not None:
            yield self.linked
        yield from (meeting.record_id for meeting in self.meetings if meeting.record_id is not None)


@dataclass(slots=True)
class Court:
    """Judges rows of one subject. `updated` puts a row into a stored record; `keep` asks to keep a near name."""

    stored: dict[int, Record]
    updated: Callable[[Record, Reading, bool], Record]
    fingerprint: Callable[[Record], str]
    decisions: dict[tuple[str, int], str]
    own: Callable[[int], bool] = lambda _key: False
    read: dict[int, Reading] = field(default_factory=dict)

    def judge(self, reading: Reading, met: Encounter) -> ImportRow:
        """The fate of one row."""
        if reading.record is None:
            return _row(reading, RowState.REFUSED, met)
        self.read[reading.number] = reading
        if met.linked is not None and met.linked in self.stored:
            return self._linked(reading, met, self.stored[met.linked])
        return self._same(reading, met) or self._alike(reading, met) or _row(reading, RowState.NEW, met)

    def _linked(self, reading: Reading, met: Encounter, yours: Record) -> ImportRow:
        match = Match(SAME_SOURCE, yours)
        if yours.deleted_at is not None:
            removed = Problem("was-removed", weight=Weight.WARNS)
            return _row(reading, RowState.UNCHANGED, met, match, notes=(removed,))
        return self._changed_or_not(reading, met, match, yours)

    def _changed_or_not(self, reading: Reading, met: Encounter, match: Match, yours: Record) -> ImportRow:
        after = self.updated(yours, reading, False)
        if after == yours:
            return _row(reading, RowState.UNCHANGED, met, match)
        return _row(reading, RowState.CHANGED, met, match, after=after)

    def _same(self, reading: Reading, met: Encounter) -> ImportRow | None:
        """A record that already says all the row says."""
        for meeting in met.meetings:
            yours = self.stored.get(meeting.record_id) if meeting.record_id is not None else None
            if yours is not None and self.updated(yours, reading, False) == yours:
                return _row(reading, RowState.UNCHANGED, met, Match(SAME_FIELDS, yours))
            earlier = self.read.get(meeting.row) if meeting.row is not None else None
            if earlier is not None and _repeats(reading, earlier):
                return _repeated(reading, met, earlier)
        return None

    def _alike(self, reading: Reading, met: Encounter) -> ImportRow | None:
        standing = [m for m in met.meetings if m.row in self.read or m.record_id in self.stored]
        if not standing or reading.record is None:
            return None
        best = min(standing, key=lambda m: (m.record_id is None, m.rank, -m.score))
        if best.record_id is None:
            assert best.row is not None
            other = self.read[best.row].record
            assert other is not None
            match = Match(best.reason, other, best.score, best.row)
            return _row(reading, RowState.DUPLICATE, met, match)
        yours = self.stored[best.record_id]
        if self.own(best.record_id):
            return self._changed_or_not(reading, met, Match(SAME_SOURCE, yours), yours)
        decided = self.decisions.get((self.fingerprint(reading.record), best.record_id))
        match = Match(best.reason, yours, best.score, remembered=Decision(decided) if decided else None)
        return _row(reading, RowState.DUPLICATE, met, match, after=self.updated(yours, reading, True))


def _repeats(reading: Reading, earlier: Reading) -> bool:
    """If a row says what an earlier one said, under the same number or without one."""
    if reading.record != earlier.record:
        return False
    mine, theirs = reading.source, earlier.source
    if mine is None or theirs is None:
        return mine is theirs
    return (mine.external_id, mine.starts) == (theirs.external_id, theirs.starts)


def _repeated(reading: Reading, met: Encounter, earlier: Reading) -> ImportRow:
    assert earlier.record is not None
    told: dict[str, Fact] = {"row": earlier.number}
    note = Problem("repeats-row", weight=Weight.WARNS, facts=told)
    return _row(
        reading,
        RowState.UNCHANGED,
        met,
        Match(SAME_FIELDS, earlier.record, row=earlier.number),
        notes=(note,),
    )


def _row(
    reading: Reading,
    state: RowState,
    met: Encounter,
    match: Match | None = None,
    *,
    after: Record | None = None,
    notes: tuple[Problem, ...] = (),
) -> ImportRow:
    theirs = after if state is RowState.CHANGED else reading.record
    differing = match is not None and theirs is not None and state in (RowState.CHANGED, RowState.DUPLICATE)
    return ImportRow(
        number=reading.number,
        state=state,
        record=reading.record,
        filled=reading.filled,
        source=reading.source,
        remarks=reading.remarks,
        notes=(*reading.notes, *met.notes, *notes),
        match=match,
        after=after,
        differences=differences(match.record, theirs) if differing and match and theirs else (),
    )


def judged(
    readings: Sequence[Reading], met: Sequence[Encounter], court: Court, progress: Progress
) -> tuple[ImportRow, ...]:
    """The fates of all rows, in file order."""
    rows: list[ImportRow] = []
    for place, (reading, encounter) in enumerate(zip(readings, met, strict=True)):
        if place % _STEP == 0:
            progress(place, len(readings))
        rows.append(court.judge(reading, encounter))
    return tuple(rows)


def links_of(work: Work, subject: Subject, readings: Sequence[Reading]) -> dict[tuple[str, str], int]:
    """(their number, start) -> our id, for the list these rows are from."""
    name = next((reading.source.name for reading in readings if reading.source), None)
    return dict(work.sources.of_list(KINDS[subject], name)) if name else {}


def readings_again(rows: Sequence[ImportRow]) -> tuple[Reading, ...]:
    """The rows of a plan as they were before matching, to be matched anew."""
    return tuple(
        Reading(
            number=row.number,
            record=row.record,
            filled=row.filled,
            source=row.source,
            remarks=row.remarks,
            notes=tuple(note for note in row.notes if note.code not in MATCH_NOTES),
        )
        for row in rows
    )
