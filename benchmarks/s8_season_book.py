"""S8: a season book of 1,000 rosters in one file, each with "page x of y", against a bare canvas that draws the very
same texts and rules.

Targets: at least 0.9 times the pages a second of the bare canvas, at least 2.5 times those of LibreOffice (measured
where it is installed), under 100 MiB, under 3 KB a page. Run: python benchmarks/s8_season_book.py
"""

import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import ClassVar

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from coordinator.domain.documents import Document
from coordinator.domain.events import Event, EventKind, Position, SignUp, Tally
from coordinator.domain.listings import EventLine, PositionLine, SignUpLine
from coordinator.domain.people import Person
from coordinator.domain.precinct import Precinct
from coordinator.domain.privacy import Audience, Sheet, policy_for
from coordinator.domain.rosters import Roster, roster_of
from coordinator.domain.spans import When
from coordinator.printing import sheet as frame
from coordinator.printing.pen import Pen, Stroke
from coordinator.printing.roster_columns import RosterLook
from coordinator.printing.sheet import File, Look
from coordinator.printing.shift_roster import made_rosters
from coordinator.printing.text import Line
from coordinator.wording.moments import Style

ROSTERS = 1_000
RUNS = 5
TARGET, OFFICE_TARGET, MEMORY, PAGE = 0.9, 2.5, 100, 3_000
PRINTED = datetime(2027, 1, 12, 19, 5, tzinfo=UTC)
PRECINCT = Precinct(
    "Precinct 14", "Community Affairs Unit", "140 Mill Street", "(212) 555-0114", "desk@precinct14.example"
)
GIVEN = ("Ruth", "Kazi", "Jun", "Sushila", "Karl-Heinz", "Олена", "Γιώργος", "Saoirse", "Deepa", "Yannick")
FAMILY = ("Okonkwo", "Rahman", "Tanaka", "Rai", "Dietrich", "Ковальчук", "Παπαδάκης", "Ní Bhriain", "Sharma", "Abadie")


def rosters() -> Iterator[Roster]:
    """Two practices with ten places each, eight of them filled: other names and days in every roster."""
    policy = policy_for(Sheet.SHIFT_ROSTER, Audience.VOLUNTEERS)
    assert policy is not None
    for number in range(ROSTERS):
        first = date(2027, 1, 10) + timedelta(weeks=number % 52)
        lines, signups = [], []
        for each in range(2):
            starts = datetime(first.year, first.month, first.day, 16) + timedelta(days=each + 1)
            when = When(starts, starts + timedelta(hours=2), "America/New_York")
            position = Position(1, "Helper", 10, 10, id=each + 1)
            event = Event(EventKind.PRACTICE, f"U{8 + number % 9} practice", when, place="PS 41 gym", id=each + 1)
            lines.append(EventLine(event, positions=(PositionLine(position, each + 1, when, Tally(10, 10, 8)),)))
            signups += [_signup(number, each, place, when) for place in range(8)]
        yield roster_of(lines, signups, first=first, last=first + timedelta(days=6), policy=policy)


def _signup(number: int, shift: int, place: int, when: When) -> SignUpLine:
    family = f"{FAMILY[(place + number) % 10]}-{FAMILY[number // 10 % 10]}"
    person = Person(GIVEN[(place + number // 100) % 10], family, adult=True, id=shift * 10 + place + 1)
    signup = SignUp(shift + 1, person.id or 0, id=person.id)
    return SignUpLine(signup, person, shift + 1, "Practice", "Helper", when, False)


def book(what: Iterator[Roster]) -> Document:
    """Ours, from rosters to bytes."""
    file = File("book.pdf", "Season book", PRECINCT.name, PRINTED)
    return made_rosters(what, file, precinct=PRECINCT, look=RosterLook(Look(Style())))


class Recorder(Pen):
    """Remembers what each page draws, so that the bare canvas draws the very same."""

    pages: ClassVar[
        list[
            tuple[list[tuple[float, float, Line, float, float]], list[tuple[Stroke, tuple[float, float, float, float]]]]
        ]
    ] = []

    def finish(self) -> None:
        """As on paper, remembered before."""
        rules = [(stroke, rule) for stroke, rules in self._rules.items() for rule in rules]
        self.pages.append((list(self._texts), rules))
        super().finish()


def bare() -> bytes:
    """The library's canvas told every text and rule of every page in the plainest way."""
    target = BytesIO()
    canvas = Canvas(target, pagesize=(612, 792), invariant=1, pageCompression=1)
    for texts, rules in Recorder.pages:
        for stroke, (x, y, x_end, y_end) in rules:
            canvas.setLineWidth(stroke.width)
            canvas.setStrokeGray(stroke.grey)
            canvas.line(x, y, x_end, y_end)
        for x, y, line, size, grey in texts:
            canvas.setFillGray(grey)
            at = x
            for run in line.runs:
                canvas.setFont(run.font.fontName, size)
                canvas.drawString(at, y, run.text)
                at += run.width * size
        canvas.showPage()
    canvas.save()
    return target.getvalue()


_FLAT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.3"
 office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:automatic-styles>
<style:page-layout style:name="L"><style:page-layout-properties fo:page-width="8.5in" fo:page-height="11in"
 fo:margin="0.5in"/></style:page-layout>
<style:style style:name="N" style:family="table-row"><style:table-row-properties fo:break-before="page"/></style:style>
<style:style style:name="C" style:family="table-cell"><style:table-cell-properties fo:border="0.6pt solid #666666"/>
</style:style>
<style:style style:name="T" style:family="table" style:master-page-name="M"/>
</office:automatic-styles><office:master-styles><style:master-page style:name="M" style:page-layout-name="L">
<style:footer><text:p>Page <text:page-number>1</text:page-number> of <text:page-count>99</text:page-count></text:p>
</style:footer></style:master-page></office:master-styles>
<office:body><office:spreadsheet><table:table table:name="Book" table:style-name="T">
<table:table-column table:number-columns-repeated="6"/>"""


def _office_document() -> str:
    """The same rosters as a table with a page for each: head, names of the columns, rows with lines, "page x of y"."""
    parts = [_FLAT]
    for number, roster in enumerate(rosters()):
        parts.append(_office_row(' table:style-name="N"', PRECINCT.name, "", "", "Shift roster"))
        parts.append(_office_row("", PRECINCT.unit, "", "", f"{roster.first} to {roster.last}"))
        parts.append(_office_row("", f"{PRECINCT.address} · {PRECINCT.phone} · {PRECINCT.email}", "", "", "Volunteers"))
        parts.append(_office_row("", f"Practices and games {number}"))
        parts.append(_office_row("", f"{roster.openings} openings left. To take one, call {PRECINCT.phone}."))
        parts.append(_office_row("", "Time", "Shift and place", "Role", "Name", "In", "Out", lines=True))
        for shift in roster.shifts:
            parts.append(_office_row("", f"{shift.when.starts:%A %d %B}"))
            for row in shift.rows:
                name, time = row.name.shown if row.name else "OPEN", f"{shift.when.starts:%H:%M}"
                parts.append(_office_row("", time, shift.title, row.role, name, "", "", lines=True))
    return "".join([*parts, "</table:table></office:spreadsheet></office:body></office:document>"])


def _office_row(style: str, *cells: str, lines: bool = False) -> str:
    drawn = ' table:style-name="C"' if lines else ""
    filled = "".join(
        f'<table:table-cell{drawn} office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
        for cell in cells
    )
    return f"<table:table-row{style}>{filled}</table:table-row>"


def office_seconds(office: str, folder: Path) -> tuple[float, int]:
    """How long LibreOffice takes for the file in the folder, and the pages it makes."""
    begun = perf_counter()
    command = [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
    source = str(folder / "book.fods")
    subprocess.run([*command, "--outdir", str(folder), source], check=True, capture_output=True)
    taken = perf_counter() - begun
    return taken, len(PdfReader(folder / "book.pdf").pages)


def measure_memory() -> int:
    """In a process of its own: the highest memory of making one book."""
    book(rosters())
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
    return 0


def main() -> int:
    """All in turn, medians, ratios; memory in a process of its own."""
    told = subprocess.run([sys.executable, __file__, "--memory"], check=True, capture_output=True, text=True)
    ready = list(rosters())
    frame.Pen = Recorder  # type: ignore[attr-defined]
    book(iter(ready))
    frame.Pen = Pen  # type: ignore[attr-defined]
    office = shutil.which("soffice") or shutil.which("libreoffice") or ""
    ours, theirs, offices = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "book.fods").write_text(_office_document(), encoding="utf-8")
        for run in range(RUNS + 1):
            begun = perf_counter()
            made = book(iter(ready))
            middle = perf_counter()
            bare()
            end = perf_counter()
            seconds, pages = office_seconds(office, Path(folder)) if office else (0.0, 1)
            if run:
                ours.append((middle - begun) / made.pages)
                theirs.append((end - middle) / made.pages)
                offices.append(seconds / pages)
    return say(made, int(told.stdout), median(ours), median(theirs), median(offices))


def say(made: Document, memory: int, ours: float, bare: float, office: float) -> int:
    """Both figures and the ratio of each; 0 when the targets are reached. Times are seconds a page."""
    size = len(made.content) / made.pages
    print(f"S8 season book: {ROSTERS} rosters, {made.pages} pages, medians of {RUNS} runs")
    print(f"   {1 / ours:.0f} pages/s, bare canvas {1 / bare:.0f} pages/s, ratio {bare / ours:.2f} (target {TARGET})")
    if office:
        print(f"   LibreOffice {1 / office:.0f} pages/s, ratio {office / ours:.2f} (target {OFFICE_TARGET})")
    else:
        print("   LibreOffice is not installed: not compared")
    print(f"   {memory} MiB (target under {MEMORY}), {size:.0f} bytes a page (target under {PAGE})")
    reached = bare / ours >= TARGET and memory < MEMORY and size < PAGE
    return 0 if reached and (not office or office / ours >= OFFICE_TARGET) else 1


if __name__ == "__main__":
    raise SystemExit(measure_memory() if "--memory" in sys.argv else main())
