"""S10: 10,000 events written as a calendar file, and read, against the icalendar library doing the same.

Target: at most 1.2 times the library's own time, both ways. Run: python benchmarks/s10_calendar_files.py
"""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import icalendar

from benchmarks.measure import show, show_ratio, side_by_side
from coordinator.domain.calendarentries import CalendarEntry
from coordinator.domain.spans import When
from coordinator.exchange.icsout import calendar_bytes

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


def main() -> int:
    """Writing, then reading what was written, in turn with the library; medians, ratios."""
    found = entries()
    ours, theirs = calendar_bytes(found, name="Precinct 14"), by_the_library(found)
    assert said_by(ours) == said_by(theirs)
    figures = side_by_side(
        {
            "ours, writing": [lambda: calendar_bytes(found, name="Precinct 14")],
            "icalendar, writing": [lambda: by_the_library(found)],
            "icalendar, reading our file": [lambda: icalendar.Calendar.from_ical(ours)],
            "icalendar, reading its own file": [lambda: icalendar.Calendar.from_ical(theirs)],
        },
        rounds=ROUNDS,
    )
    print(f"S10 {EVENTS} events as a calendar file ({len(ours) // 1024} KiB), {ROUNDS} rounds")
    for figure in figures.values():
        show(figure)
    writing = figures["ours, writing"].median / figures["icalendar, writing"].median
    reading = figures["icalendar, reading our file"].median / figures["icalendar, reading its own file"].median
    show_ratio("writing, of the library's time", writing, f"at most {TARGET}")
    show_ratio("reading our file, of the library's own file", reading, f"at most {TARGET}")
    return 0 if writing <= TARGET and reading <= TARGET else 1


if __name__ == "__main__":
    raise SystemExit(main())
