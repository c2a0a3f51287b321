"""Tables of every format: the row of headings is found, and rows are fitted to it, in one and the same way."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from coordinator.domain.errors import FileTrouble
from coordinator.domain.imports import FileFacts
from coordinator.domain.problems import Fact, Problem, Weight

Progress = Callable[[int, int], None]

SAMPLE_ROWS = 60
MOST_COLUMNS = 1_000
_HEADINGS_WITHIN = 10


@dataclass(frozen=True, slots=True)
class Record:
    """A row as it stands in the file, headings and blank rows too. `kinds` has a letter of CellKind for each cell
    where the format knows of kinds."""

    number: int
    cells: Sequence[str]
    kinds: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def blank(self) -> bool:
        """If nothing is written in it."""
        return not any(cell and not cell.isspace() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its number as a spreadsheet shows it (blank rows count, the first row is 1), exactly as many cells as
    there are headings, what was wrong with it, and the kinds of its cells where the format knows them."""

    number: int
    cells: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
    kinds: str = ""


Walk = Callable[[Progress | None], Iterator[TableRow]]


@dataclass(frozen=True, slots=True)
class Table:
    """A file as a table. Rows are made anew on each walk, so that a big file is not held twice."""

    facts: FileFacts
    problems: tuple[Problem, ...]
    walk: Walk = field(repr=False)

    def rows(self, progress: Progress | None = None) -> Iterator[TableRow]:
        """The rows below the headings that are not blank. `progress` hears of (done, in all) and may raise."""
        return self.walk(progress)


def headings_row_of(first: Iterable[Record]) -> int:
    """The first row with at least half as many filled cells as the fullest of the first ten: titles above a table
    fill one cell or two."""
    filled = [(r.number, sum(1 for cell in r.cells if cell.strip())) for r in first if r.number <= _HEADINGS_WITHIN]
    most = max((count for _number, count in filled), default=0)
    return next((number for number, count in filled if count and count * 2 >= most), 1)


def narrow(headings: tuple[str, ...], *, name: str) -> tuple[str, ...]:
    """The headings; raises FileTrouble "too-many-columns" for more than anybody could look through."""
    if len(headings) > MOST_COLUMNS:
        raise FileTrouble("too-many-columns", path=name, count=len(headings), limit=MOST_COLUMNS)
    return headings


def headings_in(cells: Iterable[str]) -> tuple[str, ...]:
    """The headings in these cells; a column without one is called by its place."""
    return tuple(" ".join(cell.replace("\0", "").split()) or place_name(place) for place, cell in enumerate(cells))


def place_name(place: int) -> str:
    """What a column without a heading is called."""
    return f"#{place + 1}"


def counted(records: Iterable[Record], headings_row: int) -> tuple[int, int]:
    """How many rows below the headings have something in them, and how many have nothing."""
    below = Counter(record.blank for record in records if record.number > headings_row)
    return below[False], below[True]


def without_rows(facts: FileFacts) -> Iterator[Problem]:
    """The objection to a table that has none."""
    if not facts.rows:
        yield Problem("file-has-no-rows", about="file", facts={"file": facts.name})


def fitted(record: Record, width: int, *, clean: Callable[[str], str] | None = None, ragged: bool = False) -> TableRow:
    """The record with as many cells as there are headings. `ragged`: a row that ends early is worth a word.
    `clean` has the last word about each cell."""
    cells, problems = record.cells, tuple(_problems(record, width, ragged=ragged))
    if any("\0" in cell for cell in cells):
        cells = [cell.replace("\0", "") for cell in cells]
    kept = [clean(cell) for cell in cells[:width]] if clean else list(cells[:width])
    return TableRow(record.number, (*kept, *[""] * (width - len(cells))), problems, record.kinds[:width])


def _problems(record: Record, width: int, *, ragged: bool) -> Iterator[Problem]:
    extra = [cell.strip() for cell in record.cells[width:] if cell.strip()]
    if extra:
        told: dict[str, Fact] = {"count": len(extra), "cells": tuple(extra)}
        yield Problem("cells-extra", weight=Weight.WARNS, facts=told)
    if ragged and len(record.cells) < width:
        yield Problem("cells-missing", weight=Weight.WARNS, facts={"count": width - len(record.cells)})
    yield from record.problems
    if any("\0" in cell for cell in record.cells):
        yield Problem("nul-removed", weight=Weight.WARNS)
