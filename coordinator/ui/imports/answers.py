"""What a person decided about the rows of a preview, and what would come of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from coordinator.domain.imports import (
    Decision,
    ImportChoices,
    ImportPlan,
    ImportRow,
    Record,
    RowChoice,
    RowState,
)

TICKABLE = (RowState.NEW, RowState.CHANGED, RowState.DUPLICATE)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many rows would be added and updated, and how many likely duplicates nobody has decided about."""

    added: int = 0
    updated: int = 0
    undecided: int = 0

    @property
    def touched(self) -> int:
        """Rows that would change anything."""
        return self.added + self.updated


class Answers:
    """Ticks taken away and answers given, by row number. Rows are counted without walking over a large file again."""

    def __init__(self) -> None:
        self._states: dict[int, RowState] = {}
        self._duplicates: dict[int, ImportRow] = {}
        self.counts: Mapping[RowState, int] = dict.fromkeys(RowState, 0)
        self.given: dict[int, RowChoice] = {}
        self.left_out: set[int] = set()

    def take_plan(self, plan: ImportPlan) -> None:
        """Another preview: answers about rows that are still in it stay."""
        self._states = {row.number: row.state for row in plan.rows if row.state in TICKABLE}
        self._duplicates = {row.number: row for row in plan.rows_in(RowState.DUPLICATE)}
        self.counts = plan.counts
        self.given = {number: choice for number, choice in self.given.items() if number in self._duplicates}
        self.left_out &= self._states.keys()

    def decide(self, row: int, decision: Decision | None, merged: Record | None = None) -> None:
        """Answer for one likely duplicate; None takes the answer back."""
        if decision is None:
            self.given.pop(row, None)
        else:
            self.given[row] = RowChoice(row, decision, merged)

    def decision(self, row: ImportRow) -> Decision | None:
        """What was decided, now or in an earlier import."""
        given = self.given.get(row.number)
        if given is not None:
            return given.decision
        return row.match.remembered if row.match is not None else None

    def is_in(self, row: ImportRow) -> bool:
        """If the row keeps its tick."""
        return row.state in TICKABLE and row.number not in self.left_out

    def toggle(self, row: ImportRow) -> None:
        """Leave a good row out, or take it in again."""
        if row.state in TICKABLE:
            self.left_out ^= {row.number}

    def duplicates(self) -> tuple[ImportRow, ...]:
        """The likely duplicates that keep their tick, in file order."""
        return tuple(row for number, row in self._duplicates.items() if number not in self.left_out)

    def choices(self) -> ImportChoices:
        """For the import; a likely duplicate without an answer stays out, and the answer stays open."""
        return ImportChoices(rows=tuple(self.given.values()), left_out=frozenset(self.left_out))

    def outcome(self) -> Outcome:
        """What would be done now."""
        out = [self._states[number] for number in self.left_out]
        decisions = list(self._decisions())
        return Outcome(
            added=self.counts[RowState.NEW] - out.count(RowState.NEW) + decisions.count(Decision.ADD),
            updated=self.counts[RowState.CHANGED] - out.count(RowState.CHANGED) + self._updates(),
            undecided=decisions.count(None),
        )

    def _updates(self) -> int:
        """Likely duplicates that change a record; an answer that changes nothing does not count."""
        return sum(1 for row in self.duplicates() if self.decision(row) is Decision.UPDATE and self._changes(row))

    def _changes(self, row: ImportRow) -> bool:
        given = self.given.get(row.number)
        after = (given.merged if given else None) or row.after
        return row.match is None or not row.match.stored or after != row.match.record

    def _decisions(self) -> Iterator[Decision | None]:
        return (self.decision(row) for row in self.duplicates())
