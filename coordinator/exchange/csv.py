"""Comma-separated and other delimited text: bytes to a plain table, row by row, nothing lost in silence."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from coordinator.domain.formulas import unguarded
from coordinator.domain.imports import FileFacts, ImportRequest
from coordinator.domain.problems import Fact, Problem, Weight
from coordinator.exchange.encodings import Letters, letters_of

DELIMITERS = ",;\t|"
Progress = Callable[[int, int], None]

_SAMPLE_LINES = 60
_HEADINGS_WITHIN = 10
_STEP = 2_000
_HUGE = 2**31 - 1


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its number as a spreadsheet shows it (blank rows count, the first row is 1), exactly as many cells as
    there are headings, and what was wrong with it."""

    number: int
    cells: tuple[str, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A file as a table. Rows are read anew on each walk, so that a big file is not held twice."""

    facts: FileFacts
    problems: tuple[Problem, ...]
    lines: tuple[str, ...] = field(repr=False)
    spaced: bool = False

    def rows(self, progress: Progress | None = None) -> Iterator[TableRow]:
        """The rows below the headings that are not blank. `progress` hears of (line, lines) and may raise."""
        width = len(self.facts.headings)
        for number, record in enumerate(_records(self.lines, self.facts.delimiter, self.spaced, progress), 1):
            if number > self.facts.headings_row and not record.blank:
                yield _fitted(number, record, width)


@dataclass(frozen=True, slots=True)
class _Record:
    cells: list[str]
    open_quote: bool = False

    @property
    def blank(self) -> bool:
        return not any(cell and not cell.isspace() for cell in self.cells)


def read_table(request: ImportRequest, progress: Progress | None = None) -> Table:
    """The file of the request as a table, with everything decided that the request leaves open."""
    letters = letters_of(request.file.content, request.encoding)
    lines = tuple(io.StringIO(letters.text, newline=""))
    delimiter = request.delimiter or _delimiter_of(lines)
    spaced = _spaced(lines, delimiter)
    first = _first_records(lines, delimiter, spaced)
    headings_row = _headings_row(first) if request.headings_row is None else request.headings_row
    headings = _headings(first, headings_row, _widest(lines, delimiter, spaced) if headings_row == 0 else 0)
    rows, blank = _counted(_records(lines, delimiter, spaced, progress), headings_row)
    facts = FileFacts(
        name=request.file.name,
        size=len(request.file.content),
        encoding=letters.encoding,
        encoding_sure=letters.sure,
        encodings=letters.choices,
        delimiter=delimiter,
        headings_row=headings_row,
        headings=headings,
        rows=rows,
        blank_rows=blank,
    )
    return Table(facts, tuple(_file_problems(letters, facts)), lines, spaced)


def _file_problems(letters: Letters, facts: FileFacts) -> Iterator[Problem]:
    if not letters.sure:
        yield Problem("encoding-assumed", about="encoding", weight=Weight.WARNS, facts={"encoding": letters.encoding})
    if letters.unreadable:
        told: dict[str, Fact] = {"count": letters.unreadable, "encoding": letters.encoding}
        yield Problem("letters-unreadable", about="encoding", weight=Weight.WARNS, facts=told)
    if not facts.rows:
        yield Problem("file-has-no-rows", about="file", facts={"file": facts.name})


def _counted(records: Iterator[_Record], headings_row: int) -> tuple[int, int]:
    below = Counter(record.blank for number, record in enumerate(records, 1) if number > headings_row)
    return below[False], below[True]


def _fitted(number: int, record: _Record, width: int) -> TableRow:
    cells, problems = record.cells, list(_row_problems(record, width))
    if any("\0" in cell for cell in cells):
        cells = [cell.replace("\0", "") for cell in cells]
    padded = [unguarded(cell) for cell in cells[:width]] + [""] * (width - len(cells))
    return TableRow(number, tuple(padded), tuple(problems))


def _row_problems(record: _Record, width: int) -> Iterator[Problem]:
    extra = [cell for cell in record.cells[width:] if cell.strip()]
    if extra:
        told: dict[str, Fact] = {"count": len(extra), "cells": tuple(cell.strip() for cell in extra)}
        yield Problem("cells-extra", weight=Weight.WARNS, facts=told)
    if len(record.cells) < width:
        yield Problem("cells-missing", weight=Weight.WARNS, facts={"count": width - len(record.cells)})
    if record.open_quote:
        yield Problem("quote-not-closed", weight=Weight.WARNS)
    if any("\0" in cell for cell in record.cells):
        yield Problem("nul-removed", weight=Weight.WARNS)


def _records(
    lines: tuple[str, ...], delimiter: str, spaced: bool, progress: Progress | None = None
) -> Iterator[_Record]:
    """Every record. A quote that is never closed would swallow the rest of the file: its line then stands alone, read
    without quotes, and reading goes on after it."""
    csv.field_size_limit(_HUGE)
    at = 0
    while at < len(lines):
        walk = _Walk(lines, at, progress)
        reader = csv.reader(walk, delimiter=delimiter, skipinitialspace=spaced)
        for cells in reader:
            if walk.ended and walk.is_open:
                yield _unquoted(lines[walk.begun], delimiter)
                at = walk.begun + 1
                break
            walk.next_record()
            yield _Record(cells)
        else:
            return


def _unquoted(line: str, delimiter: str) -> _Record:
    cells = next(csv.reader([line], delimiter=delimiter, quoting=csv.QUOTE_NONE), [])
    return _Record(cells, open_quote=True)


class _Walk:
    """Hands lines to the csv reader and remembers where the record in hand began."""

    def __init__(self, lines: tuple[str, ...], at: int, progress: Progress | None) -> None:
        self._lines, self._at, self._progress = lines, at, progress
        self.begun = at

    def __iter__(self) -> "_Walk":
        return self

    def __next__(self) -> str:
        if self._at >= len(self._lines):
            raise StopIteration
        if self._progress is not None and self._at % _STEP == 0:
            self._progress(self._at, len(self._lines))
        self._at += 1
        return self._lines[self._at - 1]

    @property
    def ended(self) -> bool:
        """If the file is over."""
        return self._at >= len(self._lines)

    @property
    def is_open(self) -> bool:
        """If the record in hand has more than one line and a quote without its partner."""
        return self._at - self.begun > 1 and sum(s.count('"') for s in self._lines[self.begun : self._at]) % 2 == 1

    def next_record(self) -> None:
        """The record in hand is done."""
        self.begun = self._at


def _delimiter_of(lines: tuple[str, ...]) -> str:
    """The sniffed delimiter if it cuts the first lines at least as evenly as any other, else the one that does."""
    sample = lines[:_SAMPLE_LINES]
    sniffed = _sniffed("".join(sample))
    order = [d for d in (sniffed, *DELIMITERS) if d]
    return max(order, key=lambda d: _evenness(sample, d), default=",")


def _sniffed(sample: str) -> str:
    try:
        return csv.Sniffer().sniff(sample, delimiters=DELIMITERS).delimiter
    except csv.Error:
        return ""


def _evenness(sample: tuple[str, ...], delimiter: str) -> float:
    """How many rows have the commonest width, times a width that grows slowly; nothing for a single column."""
    widths = Counter(len(record.cells) for record in _records(sample, delimiter, True) if not record.blank)
    if not widths:
        return 0.0
    width, rows = max(widths.items(), key=lambda found: (found[1], found[0]))
    return 0.0 if width < 2 else rows / widths.total() * (1 + min(width, 30) / 100)


def _spaced(lines: tuple[str, ...], delimiter: str) -> bool:
    """If blanks stand between a delimiter and a quote, so that the quote counts all the same."""
    return delimiter != "\t" and any(f'{delimiter} "' in line for line in lines[:_SAMPLE_LINES])


def _first_records(lines: tuple[str, ...], delimiter: str, spaced: bool) -> list[_Record]:
    return [r for r, _ in zip(_records(lines, delimiter, spaced), range(_SAMPLE_LINES), strict=False)]


def _headings_row(first: list[_Record]) -> int:
    """The first row with at least half as many filled cells as the fullest of the first ten: titles above a table
    fill one cell or two."""
    filled = [sum(1 for cell in record.cells if cell.strip()) for record in first[:_HEADINGS_WITHIN]]
    most = max(filled, default=0)
    return next((place for place, count in enumerate(filled, 1) if count and count * 2 >= most), 1)


def _headings(first: list[_Record], headings_row: int, width: int) -> tuple[str, ...]:
    if headings_row == 0:
        return tuple(f"#{place + 1}" for place in range(width))
    cells = first[headings_row - 1].cells if headings_row <= len(first) else []
    return tuple(" ".join(cell.replace("\0", "").split()) or f"#{place + 1}" for place, cell in enumerate(cells))


def _widest(lines: tuple[str, ...], delimiter: str, spaced: bool) -> int:
    return max((len(record.cells) for record in _records(lines, delimiter, spaced)), default=0)
