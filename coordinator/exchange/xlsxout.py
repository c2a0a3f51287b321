"""Tables as XLSX: typed cells, a frozen head, widths that fit, and never a formula or a link."""

import io
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from xlsxwriter import Workbook

from coordinator.domain.exportcolumns import Cell, ExportTable
from coordinator.domain.formulas import may_be_formula
from coordinator.exchange.csvout import moment_text
from coordinator.wording.exports import cell_in_words

LONGEST_CELL = 32_767  # UTF-16 units; Excel takes no more, and XlsxWriter would leave such a cell out
MOST_ROWS = 1_048_575  # below the head
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}
_FIRST_DAY = date(1900, 3, 1)  # before it Excel counts a day that never was
_NARROWEST, _WIDEST = 6, 60
_MEASURED = 2_000  # rows that settle the widths
_NOT_IN_XML = {0xFFFE: "\ufffd", 0xFFFF: "\ufffd"}


@dataclass(frozen=True, slots=True)
class Workbooked:
    """The file, and how many cells were longer than a spreadsheet can hold and so were cut."""

    content: bytes
    cut: int = 0


@dataclass(frozen=True, slots=True)
class _Formats:
    head: Any
    day: Any
    moment: Any
    quoted: Any


def xlsx_bytes(table: ExportTable, *, made_at: datetime) -> Workbooked:
    """One sheet. The same table and clock give the same bytes."""
    target = io.BytesIO()
    book = Workbook(target, _OPTIONS)
    book.set_properties({"created": made_at.replace(tzinfo=None)})
    formats = _Formats(
        book.add_format({"bold": True, "bottom": 1}),
        book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
        book.add_format({"num_format": "yyyy-mm-dd hh:mm", "align": "left"}),
        book.add_format({"quote_prefix": True}),
    )
    sheet = book.add_worksheet(table.name)
    cut = _fill(sheet, table, formats)
    book.close()
    return Workbooked(target.getvalue(), cut)


def _fill(sheet: Any, table: ExportTable, formats: _Formats) -> int:
    for place, heading in enumerate(table.headings):
        sheet.write_string(0, place, heading, formats.head)
        sheet.set_column(place, place, _width(table, place))
    cut = 0
    for number, row in enumerate(table.rows, 1):
        for place, cell in enumerate(row):
            cut += _write(sheet, (number, place), cell, formats)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(table.rows)), len(table.headings) - 1)
    return cut


def _write(sheet: Any, at: tuple[int, int], cell: Cell, formats: _Formats) -> bool:
    """Write one cell by its type; True when its text had to be cut."""
    if isinstance(cell, bool):
        sheet.write_boolean(*at, cell)
    elif isinstance(cell, int):
        sheet.write_number(*at, cell)
    elif isinstance(cell, date) and _has_number(cell):
        sheet.write_datetime(*at, cell, formats.moment if isinstance(cell, datetime) else formats.day)
    elif cell is not None:
        return _write_text(sheet, at, _text(cell), formats)
    return False


def _text(cell: Cell) -> str:
    worded = cell_in_words(cell)
    return moment_text(worded) if isinstance(worded, date) else str(worded)


def _write_text(sheet: Any, at: tuple[int, int], text: str, formats: _Formats) -> bool:
    """Text that begins as a formula does is marked, so that it stays text when somebody edits the cell. A spreadsheet
    ends lines its own way."""
    plain = (
        text.replace("\r\n", "\n").replace("\r", "\n").translate(_NOT_IN_XML).encode("utf-8", "replace").decode("utf-8")
    )
    units = plain.encode("utf-16-le")
    fitting = units[: 2 * LONGEST_CELL].decode("utf-16-le", "ignore")
    if fitting:
        sheet.write_string(*at, fitting, formats.quoted if may_be_formula(fitting) else None)
    return len(fitting) < len(plain)


def _has_number(moment: date) -> bool:
    return (moment.date() if isinstance(moment, datetime) else moment) >= _FIRST_DAY


def _width(table: ExportTable, place: int) -> int:
    longest = max((_letters(row[place]) for row in table.rows[:_MEASURED]), default=0)
    return min(_WIDEST, max(_NARROWEST, len(table.headings[place]), longest) + 2)


def _letters(cell: Cell) -> int:
    if isinstance(cell, date):
        return 16 if isinstance(cell, datetime) else 10
    return max((len(line) for line in str(cell_in_words(cell) or "").splitlines()), default=0)
