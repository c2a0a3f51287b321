"""Calendar files (RFC 5545) for every other calendar: written line by line, which takes a fraction of a library's time.

Without METHOD, DTSTAMP is the moment the entry was last changed, as LAST-MODIFIED is: what did not change is written
as it was, byte for byte, whenever it is written again.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from coordinator.domain.calendarentries import CalendarEntry, zones_of
from coordinator.domain.spans import When
from coordinator.exchange.contentlines import PRODUCT, escaped, folded
from coordinator.exchange.timezones import stamp, timezone_lines

_UTC = frozenset({"UTC", "Etc/UTC"})


def calendar_bytes(entries: Sequence[CalendarEntry], *, name: str) -> bytes:
    """One calendar of this name with all entries, each once, in the order given."""
    return "".join(map(folded, _lines(entries, name))).encode("utf-8")


def _lines(entries: Sequence[CalendarEntry], name: str) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN")
    yield f"NAME:{escaped(name)}"
    yield f"X-WR-CALNAME:{escaped(name)}"
    for zone, (first, last) in sorted(zones_of(entries).items()):
        if zone not in _UTC:
            yield from timezone_lines(zone, first, last)
    for entry in entries:
        yield from _entry_lines(entry)
    yield "END:VCALENDAR"


def _entry_lines(entry: CalendarEntry) -> Iterator[str]:
    changed = f"{stamp(entry.changed_at.astimezone(UTC))}Z"
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(entry.uid)}"
    yield f"DTSTAMP:{changed}"
    yield f"LAST-MODIFIED:{changed}"
    yield f"SEQUENCE:{entry.sequence}"
    yield f"DTSTART{_moment(entry.when.starts, entry.when)}"
    yield f"DTEND{_moment(entry.when.ends, entry.when)}"
    for prop, text in (
        ("SUMMARY", entry.title),
        ("LOCATION", entry.place),
        ("DESCRIPTION", entry.description),
        ("COMMENT", entry.comment),
        ("CATEGORIES", entry.kind),
    ):
        if text:
            yield f"{prop}:{escaped(text)}"
    yield f"STATUS:{entry.status}"
    yield f"CLASS:{'PUBLIC' if entry.public else 'PRIVATE'}"
    yield "END:VEVENT"


def _moment(wall: datetime, when: When) -> str:
    """Dates stay dates; the end of whole days is the day after, as `When` has it."""
    if when.all_day:
        return f";VALUE=DATE:{wall.year:04}{wall:%m%d}"
    return f":{stamp(wall)}Z" if when.zone in _UTC else f";TZID={when.zone}:{stamp(wall)}"
