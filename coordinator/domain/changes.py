"""What a deed did, as it travels up to window and command line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from coordinator.domain.problems import Fact, Problem


@dataclass(frozen=True, slots=True)
class Label:
    """The readable name of a change; `wording.labels.change_label` puts it into words of the language in use."""

    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Changes:
    """The answer of every deed: which rows of which tables were touched, under which label.

    `change_set_id` is None when nothing differed and so nothing was written. `record_id` is the id of the record
    the deed was about (the new one for an addition).
    """

    change_set_id: int | None
    label: Label
    touched: Mapping[str, frozenset[int]] = field(default_factory=dict)
    record_id: int | None = None
    warnings: tuple[Problem, ...] = ()

    def touches(self, *tables: str) -> bool:
        """If any row of these tables changed."""
        return any(self.touched.get(table) for table in tables)


@dataclass(frozen=True, slots=True)
class RowChange:
    """One touched row, `before` None when it was added, `after` None when it was deleted."""

    table: str
    key: int
    before: Mapping[str, object] | None
    after: Mapping[str, object] | None


@dataclass(frozen=True, slots=True)
class ChangeEntry:
    """One line of the log: who did what when. `undone` says that it no longer stands. `kind`: do, undo, redo or start;
    an undo carries the label of what it took back."""

    id: int
    at: datetime
    by: str
    label: Label
    undone: bool
    rows: tuple[RowChange, ...] = ()
    kind: str = "do"


@dataclass(frozen=True, slots=True)
class AsItStands:
    """A record as it is now, removed ones too, and who changed it last; `by` is empty for one older than the log."""

    record: object
    by: str = ""
    at: datetime | None = None
