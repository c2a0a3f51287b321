"""The second half of a preview: what each row meets, among our records and among the rows before it."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from coordinator.db.work import Work
from coordinator.domain.duplicates import SAME_FIELDS, SAME_SOURCE
from coordinator.domain.events import Event, Source
from coordinator.domain.imports import Decision, ImportRow, Match, Record, RowState, Subject
from coordinator.domain.merging import differences
from coordinator.domain.problems import Fact, Problem, Weight
from coordinator.domain.rows import Reading
from coordinator.exchange.tables import Progress

KINDS = {Subject.PEOPLE: "person", Subject.VENUES: "venue", Subject.EVENTS: "event"}
"""What sources and remembered answers are filed under."""

MATCH_NOTES = frozenset({"repeats-row", "was-removed", "same-number-other-date"})
"""Notes that come from matching; the others come from the row itself."""

_STEP = 500
_AGAIN = "\x1e"  # stands between a list's number and how often it was seen at the same start


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
    about: dict[int, int] = field(default_factory=dict)

    def judge(self, reading: Reading, met: Encounter) -> ImportRow:
        """The fate of one row."""
        row = self._judged(reading, met)
        if row.match is not None:
            record_id = row.match.record.id if row.match.row is None else self.about.get(row.match.row)
            if record_id is not None:
                self.about[row.number] = record_id
        return row

    def _judged(self, reading: Reading, met: Encounter) -> ImportRow:
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
        """The strongest likeness that nobody has said no to: to a stored record, else to an earlier row."""
        assert reading.record is not None
        mark = self.fingerprint(reading.record) if met.meetings and self.decisions else ""
        standing = [m for m in met.meetings if self._stands(m) and self._decided(mark, m) is not Decision.ADD]
        if not standing:
            return None
        best = min(standing, key=lambda m: (m.record_id is None, m.rank, -m.score))
        decided = self._decided(mark, best)
        if best.record_id is not None:
            return self._alike_stored(reading, met, best, decided)
        assert best.row is not None
        other = self.read[best.row].record
        assert other is not None
        return _row(reading, RowState.DUPLICATE, met, Match(best.reason, other, best.score, best.row, decided))

    def _alike_stored(self, reading: Reading, met: Encounter, best: Meeting, decided: Decision | None) -> ImportRow:
        assert best.record_id is not None
        yours = self.stored[best.record_id]
        if self.own(best.record_id):
            return self._changed_or_not(reading, met, Match(SAME_SOURCE, yours), yours)
        match = Match(best.reason, yours, best.score, remembered=decided)
        return _row(reading, RowState.DUPLICATE, met, match, after=self.updated(yours, reading, True))

    def _stands(self, meeting: Meeting) -> bool:
        return meeting.row in self.read or meeting.record_id in self.stored

    def _decided(self, mark: str, meeting: Meeting) -> Decision | None:
        """What was answered about this row and the record, or the record that the earlier row is about."""
        record_id = meeting.record_id if meeting.row is None else self.about.get(meeting.row)
        decided = self.decisions.get((mark, record_id)) if record_id is not None else None
        return Decision(decided) if decided else None


def _repeats(reading: Reading, earlier: Reading) -> bool:
    """If a row says what an earlier one said, under the same number or without one."""
    if _without_source(reading.record) != _without_source(earlier.record):
        return False
    mine, theirs = reading.source, earlier.source
    if mine is None or theirs is None:
        return mine is theirs
    return (base_number(mine), mine.starts) == (base_number(theirs), theirs.starts)


def _without_source(record: Record | None) -> Record | None:
    return replace(record, source=None) if isinstance(record, Event) else record


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
        called=reading.called,
    )


def attended(work: Work, readings: Sequence[Reading]) -> Iterator[Reading]:
    """The readings, with a sign of life for the server now and then."""
    for place, reading in enumerate(readings):
        if place % _STEP == 0:
            work.stay_awake()
        yield reading


def judged(
    readings: Sequence[Reading], met: Sequence[Encounter], court: Court, progress: Progress
) -> tuple[ImportRow, ...]:
    """The fates of all rows, in file order."""
    rows: list[ImportRow] = []
    for place, (reading, encounter) in enumerate(zip(readings, met, strict=True)):
        if place % _STEP == 0:
            progress(place, len(readings))
        rows.append(court.judge(reading, encounter))
    settled = _settled_together(rows, court)
    return tuple(_as_unchanged(row) if row.number in settled else row for row in rows)


def _settled_together(rows: Sequence[ImportRow], court: Court) -> frozenset[int]:
    """Rows of one record that contradict each other, but leave it as it is when all are taken in their order."""
    about: dict[int, list[ImportRow]] = {}
    for row in rows:
        if row.number in court.about and _is_taken(row):
            about.setdefault(court.about[row.number], []).append(row)
    settled: set[int] = set()
    for record_id, together in about.items():
        changed = [row.number for row in together if row.state is RowState.CHANGED]
        if changed and len(together) > 1 and _comes_to_nothing(court.stored[record_id], together, court):
            settled.update(changed)
    return frozenset(settled)


def _is_taken(row: ImportRow) -> bool:
    """If it goes into a stored record without being asked about."""
    if row.state is RowState.DUPLICATE:
        return row.match is not None and row.match.remembered is Decision.UPDATE
    return row.state in (RowState.CHANGED, RowState.UNCHANGED)


def _comes_to_nothing(stored: Record, together: Sequence[ImportRow], court: Court) -> bool:
    record = stored
    for row, reading in zip(together, readings_again(together), strict=True):
        record = court.updated(record, reading, row.state is RowState.DUPLICATE)
    return record == stored


def _as_unchanged(row: ImportRow) -> ImportRow:
    return replace(row, state=RowState.UNCHANGED, after=None, differences=())


def told_apart(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The readings with numbers that occur again at the same start marked as second, third … of their kind."""
    seen: Counter[tuple[str, str]] = Counter()
    apart: list[Reading] = []
    for reading in readings:
        source = reading.source
        if source is None or reading.record is None:
            apart.append(reading)
            continue
        key = (base_number(source), source.starts)
        seen[key] += 1
        number = key[0] if seen[key] == 1 else f"{key[0]}{_AGAIN}{seen[key]}"
        apart.append(_renumbered(reading, source, number))
    return tuple(apart)


def _renumbered(reading: Reading, source: Source, number: str) -> Reading:
    if number == source.external_id:
        return reading
    source = replace(source, external_id=number)
    record = replace(reading.record, source=source) if isinstance(reading.record, Event) else reading.record
    return replace(reading, record=record, source=source)


def base_number(source: Source) -> str:
    """The number as the list has it."""
    return source.external_id.partition(_AGAIN)[0]


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
            called=row.called,
        )
        for row in rows
    )
