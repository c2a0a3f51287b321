"""Workbooks as tables: the sheet that fits best, or the one asked for, row by row, nothing lost in silence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from coordinator.domain.cellkinds import CellKind
from coordinator.domain.columns import guessed_mapping
from coordinator.domain.errors import FileTrouble
from coordinator.domain.imports import Field, FileFacts, FileFormat, ImportRequest, Subject
from coordinator.domain.problems import Fact, Problem, Weight
from coordinator.exchange.packages import Package
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
    without_rows,
)
from coordinator.exchange.xlsxbook import Book, Sheet, open_book
from coordinator.exchange.xlsxsheet import SheetRow, sheet_rows

_MOST_SHEETS_SEEN = 100
_MOST_GUESSED = 200
_STEP = 2_000


def read_table(request: ImportRequest, progress: Progress | None = None) -> Table:
    """The sheet of the request as a table, with everything decided that the request leaves open.

    Raises FileTrouble for what is damaged, protected, too big, of another format, or has no such sheet.
    """
    book = open_book(Package(request.file), name=request.file.name)
    sheet = _sheet_of(book, request)
    grid = _grid_of(sheet_rows(book, sheet, progress=progress).rows, request.headings_row)
    rows, blank = counted(_records(grid), grid.headings_row)
    facts = FileFacts(
        name=request.file.name,
        size=len(request.file.content),
        encoding="",
        encoding_sure=True,
        encodings=(),
        delimiter="",
        headings_row=grid.headings_row,
        headings=narrow(grid.headings, name=request.file.name),
        rows=rows,
        blank_rows=blank,
        format=FileFormat.WORKBOOK,
        sheets=tuple(each.name for each in book.sheets),
        sheet=sheet.name,
    )
    problems = (*without_rows(facts), *_warnings(book, grid))
    return Table(facts, problems, partial(_rows, grid))


def _sheet_of(book: Book, request: ImportRequest) -> Sheet:
    """The sheet asked for, else the one with the most columns we know, those in sight and with rows first."""
    if request.sheet:
        named = {sheet.name.casefold(): sheet for sheet in reversed(book.sheets)}
        found = named.get(request.sheet.casefold())
        if found is None:
            told = ", ".join(sheet.name for sheet in book.sheets)
            raise FileTrouble("no-such-sheet", path=request.file.name, sheet=request.sheet, sheets=told)
        return found
    seen = book.sheets[:_MOST_SHEETS_SEEN]
    return seen[0] if len(seen) == 1 else max(seen, key=partial(_promise, book, request.subject))


def _promise(book: Book, subject: Subject, sheet: Sheet) -> tuple[bool, bool, int, int]:
    """How likely this sheet is the one that is meant."""
    grid = _grid_of(sheet_rows(book, sheet, most=SAMPLE_ROWS).rows, None)
    rows = sum(1 for row in grid.rows if row.number > grid.headings_row)
    headings = grid.headings[:_MOST_GUESSED]
    guess = guessed_mapping(subject, headings, [()] * len(headings))
    known = sum(1 for column in guess.columns if column.field is not Field.IGNORE)
    return rows > 0, not sheet.hidden, known, sum(len(row.texts) for row in grid.rows)


@dataclass(frozen=True, slots=True)
class _Grid:
    """The rows of a sheet with its headings. `places` are the columns kept: those with a heading, and those between
    them with anything in them."""

    rows: Sequence[SheetRow] = field(repr=False)
    headings_row: int
    headings: tuple[str, ...]
    places: tuple[int, ...]


def _grid_of(rows: Sequence[SheetRow], headings_row: int | None) -> _Grid:
    if headings_row is None:
        first = (Record(row.number, row.texts) for row in rows[:SAMPLE_ROWS])
        headings_row = headings_row_of(first)
        headings_row = headings_row if any(row.number == headings_row for row in rows) else _top(rows)
    head = next((row for row in rows if row.number == headings_row), None)
    titles = dict(zip(head.places, head.texts, strict=True)) if head else {}
    titled = {place for place, text in titles.items() if text.strip()}
    filled = {place for pattern in {row.places for row in rows if row.number > headings_row} for place in pattern}
    last = max(titled, default=-1) if headings_row else max(filled, default=-1)
    places = tuple(sorted(titled | {place for place in filled if place < last or not headings_row}))
    width = range(max(places, default=-1) + 1)
    names = headings_in([titles.get(place, "") for place in width])
    return _Grid(rows, headings_row, tuple(names[place] for place in places), places)


def _top(rows: Sequence[SheetRow]) -> int:
    """The first row there is: a table may begin far down."""
    return rows[0].number if rows else 1


def _records(grid: _Grid) -> Iterator[Record]:
    """Every row with the columns kept, and behind them what stands where no heading is."""
    order = {place: at for at, place in enumerate(grid.places)}
    width = len(grid.places)
    for row in grid.rows:
        cells, kinds, extra = [""] * width, [str(CellKind.TEXT)] * width, []
        for place, text, kind in zip(row.places, row.texts, row.kinds, strict=True):
            at = order.get(place)
            if at is None:
                extra.append(text)
            else:
                cells[at], kinds[at] = text, kind
        yield Record(row.number, cells + extra, "".join(kinds))


def _rows(grid: _Grid, progress: Progress | None) -> Iterator[TableRow]:
    width, whole = len(grid.places), len(grid.rows)
    for done, record in enumerate(_records(grid)):
        if progress is not None and done % _STEP == 0:
            progress(done, whole)
        if record.number > grid.headings_row and not record.blank:
            yield fitted(record, width)


def _warnings(book: Book, grid: _Grid) -> Iterator[Problem]:
    """What a person should know about the sheet as a whole."""
    below = [row for row in grid.rows if row.number > grid.headings_row]
    hidden = sum(row.hidden for row in below)
    if hidden:
        told: dict[str, Fact] = {"count": hidden}
        yield Problem("rows-hidden", about="file", weight=Weight.WARNS, facts=told)
    if book.since_1904 and any(CellKind.DAY in kinds for kinds in {row.kinds for row in below}):
        yield Problem("dates-since-1904", about="file", weight=Weight.WARNS)
