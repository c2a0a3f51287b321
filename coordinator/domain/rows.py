"""Rows of a foreign table read as records of ours: the parts that all subjects share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from coordinator.domain.cellkinds import CellKind
from coordinator.domain.events import EventKind, Source
from coordinator.domain.imports import DateOrder, Field, ImportMapping, Record, RowRemark
from coordinator.domain.problems import Fact, Problem, Weight
from coordinator.domain.spreadsheetsigns import Watch, signs, watch_for
from coordinator.domain.writtendates import Moment, read_moment

INDEXED = frozenset({Field.SPACE_NAME, Field.NUMBER})
"""Fields that are told apart by their whole text."""
MOST_BYTES = 1_200
"""Two such texts fit into one entry of a PostgreSQL index (2,704 bytes)."""
_FAR_OFF = 100
"""Years: nobody on a list was born longer ago, and no event of a calendar is so far ahead."""


@dataclass(frozen=True, slots=True)
class Rules:
    """How to read every row of one file. `cut` holds, per column, the length at which cells look cut off; `zips` are
    the columns of ZIP codes."""

    mapping: ImportMapping
    fingerprint: str
    label: str
    order: DateOrder | None
    zone: str
    today: date
    cut: Mapping[int, int] = field(default_factory=dict)
    zips: frozenset[int] = frozenset()
    watch: Watch = field(init=False)
    places: Mapping[Field, tuple[int, ...]] = field(init=False)
    kinds: Mapping[str, EventKind] = field(init=False)

    def __post_init__(self) -> None:
        """Look up once what every row asks for."""
        used = {column.field for column in self.mapping.columns}
        object.__setattr__(self, "places", {each: self.mapping.columns_for(each) for each in used})
        object.__setattr__(self, "watch", watch_for(self.mapping.columns, self.zips))
        object.__setattr__(self, "kinds", {match.text: match.kind for match in self.mapping.kinds})


_NAMING = (Field.TITLE, Field.VENUE_NAME, Field.FULL_NAME, Field.GIVEN_NAME, Field.FAMILY_NAME)


@dataclass(frozen=True, slots=True)
class Reading:
    """A row as a record, None when it stops; `filled` are the fields it says something about. `called` is what a row
    that stops calls its subject, so that people find it again."""

    number: int
    record: Record | None
    filled: frozenset[Field]
    source: Source | None = None
    remarks: tuple[RowRemark, ...] = ()
    notes: tuple[Problem, ...] = ()
    called: str = ""


def without_errors(cells: Sequence[str], kinds: str) -> Sequence[str]:
    """The cells, those empty that hold an error or nothing that can be read: the row says so beside them."""
    if CellKind.ERROR not in kinds and CellKind.UNREADABLE not in kinds:
        return cells
    lost = (CellKind.ERROR, CellKind.UNREADABLE)
    return ["" if kind in lost else cell for cell, kind in zip(cells, kinds, strict=True)]


class RowReader:
    """One row under the rules, collecting what is wrong with it on the way."""

    def __init__(
        self, number: int, cells: Sequence[str], rules: Rules, problems: Sequence[Problem] = (), kinds: str = ""
    ) -> None:
        self.number = number
        self.rules = rules
        self._cells = without_errors(cells, kinds)
        self.remarks: list[RowRemark] = [RowRemark(number, "", "", problem) for problem in problems]
        for place, problem in signs(cells, kinds, rules.watch):
            self.remarks.append(RowRemark(number, rules.mapping.columns[place].heading, cells[place], problem))
        self.notes: list[Problem] = []
        self.filled: set[Field] = set()

    def texts(self, wanted: Field) -> tuple[str, ...]:
        """The filled cells of the columns with this field, blanks around them gone."""
        places = self.rules.places.get(wanted)
        if places is None:
            return ()
        found = tuple([text for place in places if (text := self._cells[place].strip())])
        if found:
            self.filled.add(wanted)
        return found

    def cells_of(self, wanted: Field) -> tuple[str, ...]:
        """The cells of the columns with this field, empty ones too."""
        self.texts(wanted)
        return tuple(self._cells[place] for place in self._places(wanted))

    def text(self, wanted: Field) -> str:
        """The first filled cell with this field, on one line."""
        found = self.texts(wanted)
        return " ".join(found[0].split()) if found else ""

    def moment(self, wanted: Field) -> Moment | None:
        """The date of the first filled cell with this field; None, with a remark, when it cannot be read."""
        text = self.text(wanted)
        if not text:
            return None
        found = read_moment(text, self.rules.order, self.rules.zone, self.rules.today.year)
        if isinstance(found, Problem):
            self.object(wanted, text, found)
            return None
        if abs(found.day.year - self.rules.today.year) > _FAR_OFF:
            self.warn(wanted, text, "date-far-off", year=found.day.year)
        return found

    def object(self, wanted: Field, value: str, problem: Problem) -> None:
        """Note a problem with a cell of this field."""
        self.remarks.append(RowRemark(self.number, self._heading(wanted), value, problem))

    def warn(self, wanted: Field, value: str, code: str, **facts: Fact) -> None:
        """Note something that does not stop."""
        self.object(
            wanted, value, Problem(code, about=str(wanted), weight=Weight.WARNS, facts={"value": value, **facts})
        )

    def note(self, code: str, **facts: Fact) -> None:
        """Note something worth knowing."""
        self.notes.append(Problem(code, weight=Weight.WARNS, facts=facts))

    def warn_of_cuts(self) -> None:
        """Warn of every used cell that is exactly as long as the column's likely limit."""
        for place, length in self.rules.cut.items():
            if len(self._cells[place]) == length:
                told: dict[str, Fact] = {"length": length}
                problem = Problem("cell-looks-cut", weight=Weight.WARNS, facts=told)
                heading = self.rules.mapping.columns[place].heading
                self.remarks.append(RowRemark(self.number, heading, self._cells[place], problem))

    def object_to_length(self) -> None:
        """Refuse what no index of a database can hold: a whole page where a name or a number should be."""
        for wanted in INDEXED & self.filled:
            for place in self._places(wanted):
                text = self._cells[place]
                if len(text.encode("utf-8")) > MOST_BYTES:
                    problem = Problem("cell-too-long", about=str(wanted), facts={"length": len(text)})
                    heading = self.rules.mapping.columns[place].heading
                    self.remarks.append(RowRemark(self.number, heading, f"{text[:80]}…", problem))

    def source(self, starts: str = "", *, natural_key: str = "") -> Source | None:
        """Where the row comes from; without a number of theirs, the natural key stands for one."""
        number = self.text(Field.NUMBER) or natural_key
        return Source(self.rules.fingerprint, self.rules.label, number, starts) if number else None

    def done(self, record: Record | None, source: Source | None = None) -> Reading:
        """The reading, without a record if anything stops it."""
        self.warn_of_cuts()
        self.object_to_length()
        stops = any(remark.problem.stops for remark in self.remarks)
        kept = None if stops else record
        return Reading(
            number=self.number,
            record=kept,
            filled=_one_of(frozenset(self.filled)),
            source=source,
            remarks=tuple(self.remarks),
            notes=tuple(self.notes),
            called=self._called() if stops else "",
        )

    def _called(self) -> str:
        """The cells with title or names, blanks tidied."""
        cells = (self._cells[place] for field in _NAMING for place in self._places(field))
        return " ".join(" ".join(cells).split())

    def _places(self, wanted: Field) -> tuple[int, ...]:
        return self.rules.places.get(wanted, ())

    def _heading(self, wanted: Field) -> str:
        for place in self._places(wanted):
            return self.rules.mapping.columns[place].heading
        return ""


@lru_cache(maxsize=1024)
def _one_of(filled: frozenset[Field]) -> frozenset[Field]:
    """The same object for the same fields, so that a hundred thousand rows share a few."""
    return filled
