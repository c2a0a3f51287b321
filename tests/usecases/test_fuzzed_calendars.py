"""F9: whatever a calendar file holds, nothing crashes, good parts are kept and bad ones are listed.

2,000 broken files each time; COORDINATOR_BROKEN_FILES=10000 for as many as that once.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from coordinator.db.work import Storage
from coordinator.domain.errors import FileTrouble
from coordinator.domain.imports import FileFormat, ImportFile, ImportPlan, ImportRequest, RowState, Subject
from coordinator.exchange.icsin import read_calendar
from coordinator.usecases.imports import plan_import
from coordinator.wording.importnames import remark_words
from coordinator.wording.problems import sentence
from tests.conftest import ROOT
from tests.exchange.calendarbombs import BOMBS
from tests.exchange.calendarmutations import mutated, mutated_inside

FILES = int(os.environ.get("COORDINATOR_BROKEN_FILES", "2000"))
SECONDS, MEBIBYTES = 2.0, 300
REFUSALS = ("calendar-too-large", "file-is-not-csv", "cards-are-people")

ZONE = """BEGIN:VTIMEZONE
TZID:Our time
BEGIN:DAYLIGHT
DTSTART:20070311T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20071104T020000
RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
END:STANDARD
END:VTIMEZONE
"""
EVENTS = (
    """BEGIN:VEVENT
UID:meeting@x
DTSTAMP:20270101T000000Z
DTSTART;TZID=Our time:20270112T190000
DTEND;TZID=Our time:20270112T203000
RRULE:FREQ=MONTHLY;BYDAY=2TU
EXDATE;TZID=Our time:20270209T190000
SUMMARY:Community council\\, monthly
LOCATION:St. Brigid's hall\\; 5 Chapel Row
DESCRIPTION:Doors open at 18:30.\\nBring the list
 of concerns.
CATEGORIES:Meeting,Public
STATUS:CONFIRMED
CLASS:PUBLIC
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER:-PT30M
DESCRIPTION:Soon
END:VALARM
END:VEVENT
""",
    """BEGIN:VEVENT
UID:day@x
DTSTART;VALUE=DATE:20270215
DTEND;VALUE=DATE:20270217
SUMMARY:Winter break
END:VEVENT
""",
    """BEGIN:VEVENT
UID:utc@x
DTSTART:20270115T220000Z
DURATION:PT1H30M
SUMMARY:Coat drive
STATUS:CANCELLED
COMMENT:Snow
SEQUENCE:3
END:VEVENT
""",
    """BEGIN:VEVENT
UID:there@x
DTSTART;TZID=Pacific Standard Time:20270116T100000
DTEND;TZID=/mozilla.org/20070129_1/America/New_York:20270116T150000
SUMMARY:Away game
URL:https://league.example/7
END:VEVENT
""",
)
OURS = f"BEGIN:VCALENDAR\nVERSION:2.0\n{ZONE}{''.join(EVENTS)}BEGIN:VTODO\nUID:t@x\nEND:VTODO\nEND:VCALENDAR\n"
OURS_AS_BYTES = OURS.replace("\n", "\r\n").encode()


def seeds(shared: Path) -> list[bytes]:
    """Ours, and where the real input lies beside the project, every file of other libraries' tests and of people."""
    paths = [*(shared / "ics_corpus").glob("*.ics"), *(shared / "ics_real").glob("*.ics")] if shared.is_dir() else []
    return [OURS_AS_BYTES, *(path.read_bytes()[:20_000] for path in sorted(paths))]


def planned(storage: Storage, content: bytes) -> ImportPlan:
    return storage.read(plan_import, ImportRequest(Subject.EVENTS, ImportFile("broken.ics", content)))


def faults_of(plan: ImportPlan) -> list[str]:
    """What is not as it must be: a row without its event or a reason, a sentence that cannot be said."""
    wrong = [f"row {row.number}" for row in plan.rows if (row.record is None) != (row.state is RowState.REFUSED)]
    for row in plan.rows:
        if row.record is None and not any(remark.problem.stops for remark in row.remarks):
            wrong.append(f"row {row.number} without a reason")
        wrong.extend(f"row {row.number} without its line" for remark in row.remarks if not remark.line)
        wrong.extend("mute" for remark in row.remarks if not remark_words(remark))
    wrong.extend("mute" for problem in (*plan.warnings, *plan.obstacles) if not sentence(problem))
    if len(plan.rows) != plan.file.rows or [row.number for row in plan.rows] != list(range(1, len(plan.rows) + 1)):
        wrong.append("rows")
    return wrong


def test_no_broken_file_crashes_and_none_takes_long(file_storage: Storage, root: Path) -> None:
    sources = seeds(root.parent / "shared" / "data")
    slowest = 0.0
    for seed in range(FILES):
        content = mutated(sources[seed % len(sources)], seed)
        begun = time.process_time()
        try:
            plan = planned(file_storage, content)
        except FileTrouble as trouble:
            assert trouble.code in REFUSALS, seed  # noqa: PT017
            continue
        slowest = max(slowest, time.process_time() - begun)
        if plan.file.format is FileFormat.CALENDAR:
            assert faults_of(plan) == [], seed
    assert slowest < SECONDS


@pytest.mark.parametrize("broken", range(len(EVENTS)))
def test_what_happens_inside_one_event_leaves_the_others_as_they_are(broken: int) -> None:
    whole = {each.uid: each for each in read_calendar(ImportFile("a.ics", OURS_AS_BYTES)).events}
    begin = OURS_AS_BYTES.index(EVENTS[broken].replace("\n", "\r\n").encode()) + len(b"BEGIN:VEVENT\r\n")
    end = OURS_AS_BYTES.index(b"END:VEVENT", begin)
    for seed in range(150):
        content = mutated_inside(OURS_AS_BYTES, begin, end, seed)
        found = read_calendar(ImportFile("a.ics", content)).events
        assert len(found) == len(EVENTS), seed
        for place, each in enumerate(found):
            if place != broken:
                same = whole[each.uid]
                assert (each.title, each.starts, each.ends, each.place, each.rules, each.cells, each.troubles) == (
                    same.title, same.starts, same.ends, same.place, same.rules, same.cells, same.troubles
                ), seed  # fmt: skip


def test_no_bomb_takes_two_seconds_or_300_mib() -> None:
    command = [sys.executable, "-m", "tests.exchange.calendarbombs"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert set(found) == set(BOMBS)
    assert {
        name: one for name, one in found.items() if one["seconds"] >= SECONDS or one["mebibytes"] >= MEBIBYTES
    } == {}
    assert {one["code"] for one in found.values()} == {"", "calendar-too-large"}
