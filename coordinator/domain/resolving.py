"""From the rows of a plan and the answers given: what is added, what is changed, and what becomes of every row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from coordinator.domain.events import Event, Source
from coordinator.domain.folding import fold
from coordinator.domain.imports import (
    Decision,
    ImportChoices,
    ImportPlan,
    ImportReport,
    ImportRow,
    Match,
    Record,
    RowChoice,
    RowRemark,
    RowState,
)
from coordinator.domain.merging import ContactKey, free_space_name, updated, venue_updated
from coordinator.domain.problems import Fact, Problem
from coordinator.domain.venues import Venue


class Fate(StrEnum):
    """What becomes of a row."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(slots=True)
class Addition:
    """A new record, the rows it is made of, and where they came from."""

    record: Record
    rows: list[int]
    sources: list[Source]


@dataclass(slots=True)
class Update:
    """A stored record as it should become, and the sources it has from now on."""

    before: Record
    record: Record
    sources: list[Source]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was decided about a row and the one it looks like: a stored record, or a row of the file."""

    row: ImportRow
    match: Match
    decision: Decision


@dataclass(slots=True)
class Resolution:
    """Everything to write, and the fate of every row by its number."""

    additions: list[Addition] = field(default_factory=list)
    updates: dict[int, Update] = field(default_factory=dict)
    fates: dict[int, Fate] = field(default_factory=dict)
    errors: list[RowRemark] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    made_of: dict[int, Addition | Update] = field(default_factory=dict)


def resolved(rows: Iterable[ImportRow], choices: ImportChoices, key: ContactKey) -> Resolution:
    """Decide every row, in file order."""
    judge = _Resolver(choices, key)
    for row in rows:
        judge.take(row)
    return _with_nothing_said_twice(judge.result)


def _with_nothing_said_twice(result: Resolution) -> Resolution:
    """Rows that changed a record, and changed it back, have changed nothing."""
    for number, made in result.made_of.items():
        if isinstance(made, Update) and made.record == made.before and result.fates.get(number) is Fate.UPDATED:
            result.fates[number] = Fate.UNCHANGED
    return result


class _Resolver:
    """Walks over the rows and keeps what the earlier ones became."""

    def __init__(self, choices: ImportChoices, key: ContactKey) -> None:
        self.result = Resolution()
        self._choices = choices
        self._answers: Mapping[int, RowChoice] = {choice.row: choice for choice in choices.rows}
        self._key = key
        self._venues: dict[str, Addition] = {}

    def take(self, row: ImportRow) -> None:
        """Decide one row."""
        self.result.fates[row.number] = self._fate(row)

    def _fate(self, row: ImportRow) -> Fate:
        if row.state is RowState.REFUSED or row.record is None:
            return Fate.REFUSED
        if row.number in self._choices.left_out and row.state is not RowState.UNCHANGED:
            return self._refused(row, "row-left-out")
        if row.state is RowState.NEW:
            return self._add(row, row.record)
        if row.state is RowState.DUPLICATE:
            return self._duplicate(row)
        return self._known(row)

    def _known(self, row: ImportRow) -> Fate:
        """A row about something stored: changed, or nothing new."""
        if row.match is None:
            return Fate.UNCHANGED
        if row.state is RowState.UNCHANGED:
            self._stands_for(row, row.match)
            return Fate.UNCHANGED
        return self._update(row, row.match.record)

    def _stands_for(self, row: ImportRow, match: Match) -> None:
        """Later rows that look like this one mean the record it is about."""
        if match.row is not None and match.row in self.result.made_of:
            self.result.made_of[row.number] = self.result.made_of[match.row]
        elif match.record.id is not None:
            pending = self._pending(match.record.id, match.record)
            self.result.made_of[row.number] = pending
            if pending.record != pending.before and match.record.deleted_at is None:
                pending.record = self._with(pending.record, row)

    def _pending(self, record_id: int, yours: Record) -> Update:
        return self.result.updates.setdefault(record_id, Update(yours, yours, []))

    def _duplicate(self, row: ImportRow) -> Fate:
        assert row.match is not None
        given = self._answers.get(row.number)
        decision = given.decision if given else row.match.remembered or self._choices.duplicates
        if decision is None:
            return self._refused(row, "row-likely-duplicate", **_alike(row.match))
        self.result.answers.append(Answer(row, row.match, decision))
        if decision is Decision.SKIP:
            return Fate.UNCHANGED
        assert row.record is not None
        if decision is Decision.ADD:
            return self._add_beside(row, row.record, row.match)
        return self._merge(row, row.match, given.merged if given else None)

    def _merge(self, row: ImportRow, match: Match, merged: Record | None) -> Fate:
        if match.row is None:
            return self._update(row, match.record, merged)
        target = self.result.made_of.get(match.row)
        if target is None:
            assert row.record is not None
            return self._add(row, row.record)
        target.record = merged or self._with(target.record, row)
        self.result.made_of[row.number] = target
        return Fate.UPDATED

    def _update(self, row: ImportRow, yours: Record, merged: Record | None = None) -> Fate:
        assert yours.id is not None
        pending = self._pending(yours.id, yours)
        first = pending.record == yours
        pending.record = (merged or row.after or yours) if first else self._with(pending.record, row)
        if row.state is RowState.CHANGED:
            pending.sources.extend(_sources(row))
        self.result.made_of[row.number] = pending
        return Fate.UNCHANGED if pending.record == yours else Fate.UPDATED

    def _with(self, yours: Record, row: ImportRow) -> Record:
        assert row.record is not None
        keep_name = row.state is RowState.DUPLICATE
        return updated(yours, row.record, row.filled, keep_name=keep_name, key=self._key)

    def _add(self, row: ImportRow, record: Record) -> Fate:
        """A new record; rows of one venue become one record with several spaces."""
        known = self._venues.get(fold(record.name)) if isinstance(record, Venue) else None
        if known is not None:
            return self._join(row, record, known)
        addition = Addition(record, [row.number], _sources(row))
        self.result.additions.append(addition)
        self.result.made_of[row.number] = addition
        if isinstance(record, Venue):
            self._venues[fold(record.name)] = addition
        return Fate.ADDED

    def _add_beside(self, row: ImportRow, record: Record, match: Match) -> Fate:
        """A record kept beside its like; a second space of one name gets a number in the same venue."""
        target = self.result.made_of.get(match.row) if match.row is not None else None
        if not isinstance(record, Venue) or target is None:
            return self._add(row, record)
        assert isinstance(target.record, Venue)
        spaces = target.record.spaces
        numbered = tuple(replace(space, name=free_space_name(spaces, space.name)) for space in record.spaces)
        return self._join(row, replace(record, spaces=numbered), target)

    def _join(self, row: ImportRow, record: Record, target: Addition | Update) -> Fate:
        assert isinstance(target.record, Venue)
        assert isinstance(record, Venue)
        target.record = venue_updated(target.record, record, row.filled)
        target.sources.extend(_sources(row))
        if isinstance(target, Addition):
            target.rows.append(row.number)
        self.result.made_of[row.number] = target
        return Fate.ADDED

    def _refused(self, row: ImportRow, code: str, /, **facts: Fact) -> Fate:
        value = name_of(row.record) if row.record else ""
        self.result.errors.append(RowRemark(row.number, "", value, Problem(code, facts={"name": value, **facts})))
        return Fate.REFUSED


def _sources(row: ImportRow) -> list[Source]:
    return [row.source] if row.source is not None else []


def _alike(match: Match) -> dict[str, Fact]:
    return {"reason": match.reason, "other": name_of(match.record), "row": match.row}


def name_of(record: Record) -> str:
    """What a person calls the record."""
    if isinstance(record, Venue):
        return ", ".join([record.name, *(space.name for space in record.spaces[:1])])
    return record.title if isinstance(record, Event) else record.full_name


def report_of(plan: ImportPlan, rows: Iterable[ImportRow], resolution: Resolution) -> ImportReport:
    """What the import does, in rows of the file; `rows` are those the resolution was made of."""
    counts = dict.fromkeys(Fate, 0)
    for fate in resolution.fates.values():
        counts[fate] += 1
    remarks = [remark for row in rows for remark in row.remarks]
    whole = [RowRemark(0, "", "", problem) for problem in plan.warnings]
    return ImportReport(
        file=plan.file.name,
        encoding=plan.file.encoding,
        delimiter=plan.file.delimiter,
        sheet=plan.file.sheet,
        dates=plan.dates.order,
        mapping=plan.mapping,
        read=len(resolution.fates),
        added=counts[Fate.ADDED],
        updated=counts[Fate.UPDATED],
        unchanged=counts[Fate.UNCHANGED],
        refused=counts[Fate.REFUSED],
        warnings=(*whole, *(remark for remark in remarks if not remark.problem.stops)),
        errors=_in_order([remark for remark in remarks if remark.problem.stops], resolution.errors),
    )


def _in_order(*remarks: Iterable[RowRemark]) -> tuple[RowRemark, ...]:
    return tuple(sorted((remark for some in remarks for remark in some), key=lambda remark: remark.row))
