"""Calendar files that are made to break a reader: too long, too deep, too many, too clever."""

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from coordinator.db.work import Storage
from coordinator.domain.errors import FileTrouble
from coordinator.domain.imports import ImportFile, ImportRequest, Subject
from coordinator.domain.precinct import Precinct
from coordinator.runtime.clock import FixedClock
from coordinator.usecases.imports import plan_import
from coordinator.usecases.upkeep import create_database
from tests.makers import NOON, ZONE

MEGABYTE = 1_000_000
GOOD = (
    "BEGIN:VEVENT\r\nUID:good@x\r\nSUMMARY:Good\r\nDTSTART:20270115T170000Z\r\nDTEND:20270115T180000Z\r\nEND:VEVENT\r\n"
)


def calendar(*parts: str) -> bytes:
    """The parts in a calendar, with a good event behind them."""
    whole = "".join(part if part.endswith("\n") else f"{part}\r\n" for part in parts)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{whole}{GOOD}END:VCALENDAR\r\n".encode()


def event(*lines: str, starts: str = "DTSTART:20270110T090000") -> str:
    """An event with these lines."""
    return "\r\n".join(["BEGIN:VEVENT", "UID:bomb@x", "SUMMARY:Bomb", starts, *lines, "END:VEVENT", ""])


def _rule(rule: str, *lines: str) -> Callable[[], bytes]:
    return lambda: calendar(event(f"RRULE:{rule}", *lines))


def _zones(count: int) -> bytes:
    zone = "BEGIN:VTIMEZONE\r\nTZID:Z{n}\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nTZOFFSETFROM:+0000\r\n"
    zone += "TZOFFSETTO:+0{n:03}\r\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    times = (event(starts=f"DTSTART;TZID=Z{n}:20270110T090000").replace("bomb@x", f"bomb{n}@x") for n in range(count))
    return calendar(*(zone.format(n=n) for n in range(count)), *times)


BOMBS: Mapping[str, Callable[[], bytes]] = {
    "a line of 20 MB": lambda: calendar(event("DESCRIPTION:" + "x" * 20 * MEGABYTE)),
    "a title of 20 MB": lambda: calendar(event("SUMMARY:" + "word " * 4 * MEGABYTE, "LOCATION:" + "é" * MEGABYTE)),
    "20 MB without an end": lambda: b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:" + b"x" * 20 * MEGABYTE,
    "20 MB of folds": lambda: calendar(event("DESCRIPTION:" + "x\r\n " * 5 * MEGABYTE)),
    "20 MB of line ends": lambda: calendar(event("\n" * 20 * MEGABYTE)),
    "20 MB of backslashes": lambda: calendar(event("DESCRIPTION:" + "\\" * 20 * MEGABYTE)),
    "20 MB of quotes": lambda: calendar(event("ATTENDEE;CN=" + '"a' * 10 * MEGABYTE)),
    "20 MB of parameters": lambda: calendar(event("SUMMARY" + ";A=B" * 5 * MEGABYTE + ":x")),
    "20 MB of blanks": lambda: calendar(event("BEGIN:" + " " * 20 * MEGABYTE)),
    "20 MB without meaning": lambda: b"BEGIN:VCALENDAR\r\n" + bytes(range(256)) * 80_000,
    "20 MB of four-octet letters": lambda: calendar(event("DESCRIPTION:" + "\U0001f600" * 5 * MEGABYTE)),
    "900,000 short lines": lambda: calendar(event("X\r\n" * 900_000)),
    "100,000 parts inside one another": lambda: calendar("BEGIN:X\r\n" * 100_000),
    "100,000 alarms inside one another": lambda: calendar(event("BEGIN:VALARM\r\n" * 100_000)),
    "100,000 ends of nothing": lambda: calendar("END:VEVENT\r\n" * 100_000),
    "100,000 calendars": lambda: calendar("BEGIN:VCALENDAR\r\n" * 100_000),
    "10,000 beginnings": lambda: calendar("BEGIN:VEVENT\r\n" * 10_000),
    "60,000 events": lambda: calendar(GOOD * 60_000),
    "10,000 left out": lambda: calendar(
        event("RRULE:FREQ=DAILY", *(f"EXDATE:{20270110 + n % 20}T{n % 24:02}0000" for n in range(10_000)))
    ),
    "200,000 left out on a line": lambda: calendar(event("RRULE:FREQ=DAILY", "EXDATE:" + "20270110T090000," * 200_000)),
    "500 zones": lambda: _zones(500),
    "3,000 rules that never come": lambda: calendar(
        *(event("RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30").replace("bomb@x", f"{n}@x") for n in range(3_000))
    ),
    "2,000 rules and 2,000 moved dates of one UID": lambda: calendar(
        event("RRULE:FREQ=DAILY") * 2_000,
        *(event(f"RECURRENCE-ID:20270110T{n // 60:02}{n % 60:02}00") for n in range(1_000)),
        *(event(f"RECURRENCE-ID:20270111T{n // 60:02}{n % 60:02}00") for n in range(1_000)),
    ),
    "5,000 at one moment": lambda: calendar(
        *(f"BEGIN:VEVENT\r\nSUMMARY:{n:x} {n**2:x} {n**3:x}\r\nDTSTART:20270110\r\nEND:VEVENT" for n in range(5_000))
    ),
    "every second": _rule("FREQ=SECONDLY"),
    "February 30": _rule("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"),
    "a billion times": _rule("FREQ=DAILY;COUNT=1000000000;INTERVAL=1"),
    "a huge step": _rule("FREQ=DAILY;INTERVAL=99999999999999999999"),
    "lists without end": _rule("FREQ=YEARLY;BYYEARDAY=" + ",".join(str(n % 366 + 1) for n in range(100_000))),
    "the year 9999": lambda: calendar(event("DTEND:99991231T235959", starts="DTSTART:99991231T235959")),
    "a length beyond time": lambda: calendar(event("DURATION:P999999W")),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """Processor seconds of the plan, the peak of memory in MiB, its rows, and what a file was refused for."""

    seconds: float
    mebibytes: int
    rows: int
    code: str


def outcome_of(storage: Storage, content: bytes) -> Outcome:
    """What becomes of one file."""
    _forget_peak()
    begun = time.process_time()
    try:
        plan = storage.read(plan_import, ImportRequest(Subject.EVENTS, ImportFile("bomb.ics", content)))
        rows, code = len(plan.rows), ""
    except FileTrouble as trouble:
        rows, code = 0, trouble.code
    return Outcome(time.process_time() - begun, _peak(), rows, code)


def _forget_peak() -> None:
    """Linux can begin to measure anew; elsewhere the peak is that of all files together."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def _peak() -> int:
    with suppress(OSError):
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    """Every bomb named, or all, in turn: what became of each, as JSON."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        precinct = Precinct(name="Precinct 14", zone=ZONE)
        storage = create_database(str(Path(folder) / "a.db"), precinct=precinct, actor="a", clock=FixedClock(NOON))
        for name in sys.argv[1:] or BOMBS:
            found[name] = asdict(outcome_of(storage, BOMBS[name]()))
        storage.close()
    print(json.dumps(found))  # noqa: T201


if __name__ == "__main__":
    main()
