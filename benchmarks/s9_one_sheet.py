"""S9: one warm shift roster of 40 rows against a bare canvas that draws the very same texts and rules.

Target: at most 1.3 times the bare canvas. Run: python benchmarks/s9_one_sheet.py
"""

import sys
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import ClassVar

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from reportlab.pdfgen.canvas import Canvas

from coordinator.domain.events import Event, EventKind, Position, SignUp, Tally
from coordinator.domain.listings import EventLine, PositionLine, SignUpLine
from coordinator.domain.people import Person
from coordinator.domain.precinct import Precinct
from coordinator.domain.privacy import Audience, Sheet, policy_for
from coordinator.domain.rosters import Roster, roster_of
from coordinator.domain.spans import When
from coordinator.printing.pen import Pen, Stroke
from coordinator.printing.roster_columns import RosterLook
from coordinator.printing.sheet import Look
from coordinator.printing.shift_roster import made_roster
from coordinator.printing.text import Line, set_line
from coordinator.wording.moments import Style

RUNS = 31
WARM_UP = 5
TARGET = 1.3
FIRST, LAST = date(2027, 1, 10), date(2027, 1, 16)
PRINTED = datetime(2027, 1, 12, 19, 5, tzinfo=UTC)
PRECINCT = Precinct(
    "Precinct 14", "Community Affairs Unit", "140 Mill Street", "(212) 555-0114", "desk@precinct14.example"
)
GIVEN = ("Ruth", "Kazi", "Jun", "Sushila", "Karl-Heinz", "Олена", "Γιώργος", "Saoirse", "Deepa", "Yannick")
FAMILY = ("Okonkwo", "Rahman", "Tanaka", "Rai", "Dietrich", "Ковальчук", "Παπαδάκης", "Ní Bhriain", "Sharma", "Abadie")


def roster_of_forty() -> Roster:
    """Four shifts of ten: eight people and two openings each."""
    lines, signups = [], []
    for number in range(4):
        when = When(datetime(2027, 1, 11 + number, 16), datetime(2027, 1, 11 + number, 18), "America/New_York")
        position = Position(1, "Packer", 10, 10, id=number + 1)
        event = Event(EventKind.VOLUNTEER, f"Food pantry {number + 1}", when, place="St. Brigid’s hall", id=number + 1)
        lines.append(EventLine(event, positions=(PositionLine(position, number + 1, when, Tally(10, 10, 8)),)))
        signups += [_signup(number, place, when) for place in range(8)]
    policy = policy_for(Sheet.SHIFT_ROSTER, Audience.VOLUNTEERS)
    assert policy is not None
    return roster_of(lines, signups, first=FIRST, last=LAST, policy=policy)


def _signup(number: int, place: int, when: When) -> SignUpLine:
    person = Person(GIVEN[place], FAMILY[(place + number) % 10], adult=True, id=number * 10 + place + 1)
    signup = SignUp(number + 1, person.id or 0, id=person.id)
    return SignUpLine(signup, person, number + 1, "Food pantry", "Packer", when, False)


class Recorder(Pen):
    """Remembers what the sheet draws, so that the bare canvas draws the very same."""

    texts: ClassVar[list[tuple[float, float, Line, float, float]]] = []
    rules: ClassVar[list[tuple[Stroke, float, float, float, float]]] = []
    rings: ClassVar[list[tuple[float, float, float]]] = []

    def finish(self) -> None:
        """As on paper, remembered before."""
        self.texts.extend(self._texts)
        self.rules.extend((stroke, *rule) for stroke, rules in self._rules.items() for rule in rules)
        self.rings.extend(self._rings)
        super().finish()


def sheet(roster: Roster) -> bytes:
    """Ours, from roster to bytes."""
    look = RosterLook(Look(Style()))
    return made_roster(roster, precinct=PRECINCT, look=look, printed_at=PRINTED).content


def bare(drawn: type[Recorder]) -> bytes:
    """The library's canvas told every text, rule and ring in the plainest way."""
    target = BytesIO()
    canvas = Canvas(target, pagesize=(612, 792), invariant=1, pageCompression=1)
    for stroke, *rule in drawn.rules:
        canvas.setLineWidth(stroke.width)
        canvas.setStrokeGray(stroke.grey)
        canvas.line(*rule)
    canvas.setDash(1.9, 1.9)
    for ring in drawn.rings:
        canvas.circle(*ring)
    for x, y, line, size, grey in drawn.texts:
        canvas.setFillGray(grey)
        at = x
        for run in line.runs:
            canvas.setFont(run.font.fontName, size)
            canvas.drawString(at, y, run.text)
            at += run.width * size
    canvas.save()
    return target.getvalue()


def main() -> int:
    """Both in turn, medians, ratio."""
    from coordinator.printing import sheet as frame

    roster = roster_of_forty()
    frame.Pen = Recorder  # type: ignore[attr-defined]
    sheet(roster)
    frame.Pen = Pen  # type: ignore[attr-defined]
    ours, theirs = [], []
    for run in range(WARM_UP + RUNS):
        begin = perf_counter()
        sheet(roster)
        middle = perf_counter()
        bare(Recorder)
        end = perf_counter()
        if run >= WARM_UP:
            ours.append(middle - begin)
            theirs.append(end - middle)
    ratio = median(ours) / median(theirs)
    print(
        f"S9 one warm sheet of 40 rows: {median(ours) * 1000:.1f} ms, bare canvas {median(theirs) * 1000:.1f} ms, "
        f"ratio {ratio:.2f} (target at most {TARGET}), medians of {RUNS} runs"
    )
    set_line.cache_clear()
    begin = perf_counter()
    sheet(roster)
    print(f"   with no text set before: {(perf_counter() - begin) * 1000:.1f} ms")
    return 0 if ratio <= TARGET else 1


if __name__ == "__main__":
    raise SystemExit(main())
