"""S10: 10,000 events written as a calendar file, and read, against the icalendar library doing the same.

Target: at most 1.2 times the library's own time, both ways. Reading is measured three times: the file alone, the whole
preview of an import into an empty database, and the preview with the import itself. Run:
python benchmarks/s10_calendar_files.py
"""

import sys
import tempfile
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import icalendar

from benchmarks.measure import Figure, figure, seconds_of, show, show_ratio, side_by_side
from coordinator.db.work import Storage
from coordinator.domain.calendarentries import CalendarEntry
from coordinator.domain.imports import ImportFile, ImportRequest, Subject
from coordinator.domain.precinct import Precinct
from coordinator.domain.spans import When
from coordinator.exchange.icsin import read_calendar
from coordinator.exchange.icsout import calendar_bytes
from coordinator.runtime.clock import FixedClock
from coordinator.usecases.imports import plan_import, run_import
from coordinator.usecases.upkeep import create_database

EVENTS = 10_000
ROUNDS = 5
TARGET = 1.2
ZONE = "America/New_York"
CHANGED = datetime(2027, 1, 12, 17, 0, tzinfo=UTC)


def entries() -> list[CalendarEntry]:
    """A year of events with everything an entry can have; every tenth has letters of other scripts."""
    return [_entry(number) for number in range(EVENTS)]


def _entry(number: int) -> CalendarEntry:
    starts = datetime(2027, 1, 4, 8) + timedelta(hours=number % 14, days=number // 14 % 365)
    return CalendarEntry(
        uid=f"{number:08x}-8b1f-4d8e-9f3e-0d6a4c1f7e11",
        sequence=number % 5,
        changed_at=CHANGED,
        when=When(starts, starts + timedelta(minutes=90), ZONE),
        title=f"Food pantry, shift {number}" if number % 10 else f"Олена Ковальчук, 山田太郎 {number}",
        status="CONFIRMED",
        place="St. Brigid's hall, Main hall, 5 Chapel Row, Harbor City",
        description="Bring gloves; the side door is open.\nAsk for Ruth, she has the list of what goes where.",
        kind="volunteer",
    )


def by_the_library(found: list[CalendarEntry]) -> bytes:
    """The same entries through the library's own classes."""
    calendar = icalendar.Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Coordinator//Coordinator//EN")
    calendar.add("name", "Precinct 14")
    for entry in found:
        calendar.add_component(_component(entry))
    calendar.add_missing_timezones()
    content: bytes = calendar.to_ical()
    return content


def _component(entry: CalendarEntry) -> icalendar.Event:
    event = icalendar.Event()
    zone = ZoneInfo(entry.when.zone)
    values: dict[str, Any] = {
        "uid": entry.uid,
        "dtstamp": entry.changed_at,
        "last-modified": entry.changed_at,
        "sequence": entry.sequence,
        "dtstart": entry.when.starts.replace(tzinfo=zone),
        "dtend": entry.when.ends.replace(tzinfo=zone),
        "summary": entry.title,
        "location": entry.place,
        "description": entry.description,
        "categories": [entry.kind],
        "status": entry.status,
        "class": "PRIVATE",
    }
    for name, value in values.items():
        event.add(name, value)
    return event


def said_by(content: bytes) -> list[tuple[str, ...]]:
    """What the events of a file say, read by the library."""
    read: Any = icalendar.Calendar.from_ical(content)
    names = ("UID", "SUMMARY", "LOCATION", "DESCRIPTION", "STATUS", "SEQUENCE")
    return [(*(str(each[name]) for name in names), str(each["DTSTART"].dt)) for each in read.walk("VEVENT")]


def planned(storage: Storage, request: ImportRequest) -> int:
    """The preview of the file, whose events are all new."""
    return len(storage.read(plan_import, request).rows)


def brought_in(storage: Storage, request: ImportRequest) -> None:
    """The preview and the import."""
    storage.change(run_import, storage.read(plan_import, request))


def empty_database(folder: str, number: int) -> Storage:
    """A precinct without events."""
    precinct, clock = Precinct(name="Precinct 14", zone=ZONE), FixedClock(CHANGED)
    return create_database(f"{folder}/{number}.db", precinct=precinct, actor="S10", clock=clock)


def importing(folder: str, request: ImportRequest) -> Figure:
    """The preview and the import, each round into another empty database."""
    seconds = []
    for number in range(1, ROUNDS + 1):
        storage = empty_database(folder, number)
        seconds.append(seconds_of(partial(brought_in, storage, request)))
        storage.close()
    return figure("ours, preview and import", seconds)


def measured(folder: str) -> dict[str, float]:
    """Writing, then reading what was written, in turn with the library; the medians by name."""
    storage = empty_database(folder, 0)
    found = entries()
    ours, theirs = calendar_bytes(found, name="Precinct 14"), by_the_library(found)
    assert said_by(ours) == said_by(theirs)
    file = ImportFile("calendar.ics", theirs)
    request = ImportRequest(Subject.EVENTS, file)
    assert planned(storage, request) == EVENTS
    figures = side_by_side(
        {
            "ours, writing": [lambda: calendar_bytes(found, name="Precinct 14")],
            "icalendar, writing": [lambda: by_the_library(found)],
            "icalendar, reading our file": [lambda: icalendar.Calendar.from_ical(ours)],
            "icalendar, reading its own file": [lambda: icalendar.Calendar.from_ical(theirs)],
            "ours, reading its file": [lambda: read_calendar(file)],
            "ours, preview of its file": [lambda: planned(storage, request)],
        },
        rounds=ROUNDS,
    )
    storage.close()
    figures |= {"ours, preview and import": importing(folder, request)}
    print(f"S10 {EVENTS} events as a calendar file ({len(ours) // 1024} KiB), {ROUNDS} rounds")
    for each in figures.values():
        show(each)
    return {name: each.median for name, each in figures.items()}


def main() -> int:
    """The figures, and their ratios to the library's."""
    with tempfile.TemporaryDirectory() as folder:
        median = measured(folder)
    library = median["icalendar, reading its own file"]
    ratios = {
        "writing, of the library's time": median["ours, writing"] / median["icalendar, writing"],
        "the library reading our file, of its own": median["icalendar, reading our file"] / library,
        "reading, of the library's time": median["ours, reading its file"] / library,
        "reading with the preview, of the library's time": median["ours, preview of its file"] / library,
        "reading, preview and import": median["ours, preview and import"] / library,
    }
    for what, ratio in ratios.items():
        show_ratio(what, ratio, f"at most {TARGET}")
    return 0 if all(ratio <= TARGET for ratio in ratios.values()) else 1


if __name__ == "__main__":
    raise SystemExit(main())
