"""What a deed did, as it travels up to window and command line."""

from collections.abc import Iterable, Mapping
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
    the deed was about (the new one for an addition). `wholly` are tables of which any row may have changed: those of
    what another PC imported are not told one by one.
    """

    change_set_id: int | None
    label: Label
    touched: Mapping[str, frozenset[int]] = field(default_factory=dict)
    record_id: int | None = None
    warnings: tuple[Problem, ...] = ()
    wholly: frozenset[str] = frozenset()

    def touches(self, *tables: str) -> bool:
        """If any row of these tables changed."""
        return any(self.touched.get(table) or table in self.wholly for table in tables)

    def touches_row(self, table: str, key: int) -> bool:
        """If this row changed, as far as is known."""
        return table in self.wholly or key in self.touched.get(table, frozenset())


def together(several: Iterable[Changes]) -> Changes:
    """As one, under the label of the last; there is at least one."""
    all_of_them = tuple(several)
    touched: dict[str, frozenset[int]] = {}
    for changes in all_of_them:
        for table, keys in changes.touched.items():
            touched[table] = touched.get(table, frozenset()) | keys
    last = all_of_them[-1]
    wholly = frozenset[str]().union(*(changes.wholly for changes in all_of_them))
    return Changes(last.change_set_id, last.label, touched, wholly=wholly)


@dataclass(frozen=True, slots=True)
class News:
    """What somebody else saved, or this person on another PC; `by` is empty when all that is known is that much
    changed."""

    changes: Changes
    by: str = ""
    at: datetime | None = None
    pc: str = ""
    kind: str = "do"


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
    pc: str = ""


@dataclass(frozen=True, slots=True)
class AsItStands:
    """A record as it is now, removed ones too, and who changed it last, and on which PC; `by` is empty for one older
    than the log."""

    record: object
    by: str = ""
    at: datetime | None = None
    pc: str = ""
