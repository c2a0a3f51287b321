"""Comma-separated and other delimited text: bytes to a plain table, row by row, nothing lost in silence."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from functools import partial

from coordinator.domain.formulas import unguarded
from coordinator.domain.imports import FileFacts, ImportRequest
from coordinator.domain.problems import Fact, Problem, Weight
from coordinator.exchange.encodings import Letters, letters_of
from coordinator.exchange.tables import (
    SAMPLE_ROWS,
    Progress,
    Record,
    Table,
    TableRow,
    counted,
    fitted,
    headings_in,
    headings_row_of,
    narrow,
    place_name,
    without_rows,
)

DELIMITERS = ",;\t|"

_STEP = 2_000
_HUGE = 2**31 - 1


def read_table(request: ImportRequest, progress: Progress | None = None) -> Table:
    """The file of the request as a table, with everything decided that the request leaves open."""
    letters = letters_of(request.file.content, request.encoding)
    lines = tuple(io.StringIO(letters.text, newline=""))
    delimiter = request.delimiter or _delimiter_of(lines)
    spaced = _spaced(lines, delimiter)
    first = _first_records(lines, delimiter, spaced)
    headings_row = headings_row_of(first) if request.headings_row is None else request.headings_row
    headings = _headings(first, headings_row, _widest(lines, delimiter, spaced) if headings_row == 0 else 0)
    rows, blank = counted(_records(lines, delimiter, spaced, progress), headings_row)
    facts = FileFacts(
        name=request.file.name,
        size=len(request.file.content),
        encoding=letters.encoding,
        encoding_sure=letters.sure,
        encodings=letters.choices,
        delimiter=delimiter,
        headings_row=headings_row,
        headings=narrow(headings, name=request.file.name),
        rows=rows,
        blank_rows=blank,
    )
    return Table(facts, tuple(_file_problems(letters, facts)), partial(_rows, lines, facts, spaced))


def _rows(lines: tuple[str, ...], facts: FileFacts, spaced: bool, progress: Progress | None) -> Iterator[TableRow]:
    width = len(facts.headings)
    for record in _records(lines, facts.delimiter, spaced, progress):
        if record.number > facts.headings_row and not record.blank:
            yield fitted(record, width, clean=unguarded, ragged=True)


def _file_problems(letters: Letters, facts: FileFacts) -> Iterator[Problem]:
    if not letters.sure:
        yield Problem("encoding-assumed", about="encoding", weight=Weight.WARNS, facts={"encoding": letters.encoding})
    if letters.unreadable:
        told: dict[str, Fact] = {"count": letters.unreadable, "encoding": letters.encoding}
        yield Problem("letters-unreadable", about="encoding", weight=Weight.WARNS, facts=told)
    yield from without_rows(facts)


def _records(
    lines: tuple[str, ...], delimiter: str, spaced: bool, progress: Progress | None = None
) -> Iterator[Record]:
    """Every record. A quote that is never closed would swallow the rest of the file: its line then stands alone, read
    without quotes, and reading goes on after it."""
    csv.field_size_limit(_HUGE)
    at = number = 0
    while at < len(lines):
        walk = _Walk(lines, at, progress)
        reader = csv.reader(walk, delimiter=delimiter, skipinitialspace=spaced)
        for cells in reader:
            number += 1
            if walk.ended and walk.is_open:
                yield _unquoted(number, lines[walk.begun], delimiter)
                at = walk.begun + 1
                break
            walk.next_record()
            yield Record(number, cells)
        else:
            return


def _unquoted(number: int, line: str, delimiter: str) -> Record:
    cells = next(csv.reader([line], delimiter=delimiter, quoting=csv.QUOTE_NONE), [])
    return Record(number, cells, problems=(Problem("quote-not-closed", weight=Weight.WARNS),))


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
    sample = lines[:SAMPLE_ROWS]
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
    return delimiter != "\t" and any(f'{delimiter} "' in line for line in lines[:SAMPLE_ROWS])


def _first_records(lines: tuple[str, ...], delimiter: str, spaced: bool) -> list[Record]:
    return [r for r, _ in zip(_records(lines, delimiter, spaced), range(SAMPLE_ROWS), strict=False)]


def _headings(first: list[Record], headings_row: int, width: int) -> tuple[str, ...]:
    if headings_row == 0:
        return tuple(map(place_name, range(width)))
    return headings_in(first[headings_row - 1].cells if headings_row <= len(first) else ())


def _widest(lines: tuple[str, ...], delimiter: str, spaced: bool) -> int:
    return max((len(record.cells) for record in _records(lines, delimiter, spaced)), default=0)
