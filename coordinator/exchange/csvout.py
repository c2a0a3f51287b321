"""Tables as CSV that opens by double-click: BOM, commas, CRLF, ISO dates, and nothing that could be calculated."""

import csv
import io
from datetime import date, datetime

from coordinator.domain.exportcolumns import Cell, ExportTable
from coordinator.domain.formulas import guarded
from coordinator.wording.exports import cell_in_words


def csv_bytes(table: ExportTable) -> bytes:
    """Headings and rows."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([guarded(heading) for heading in table.headings])
    writer.writerows([_text(cell) for cell in row] for row in table.rows)
    return text.getvalue().encode("utf-8-sig", "replace")


def _text(cell: Cell) -> str:
    worded = cell_in_words(cell)
    if isinstance(worded, str):
        return guarded(worded.replace("\0", ""))
    return moment_text(worded) if isinstance(worded, date) else "" if worded is None else str(worded)


def moment_text(moment: date) -> str:
    """As ISO writes it, with a blank before the time and without seconds where there are none."""
    if not isinstance(moment, datetime):
        return moment.isoformat()
    return moment.isoformat(" ", timespec="seconds" if moment.second else "minutes")
