"""What kind of file this is, told by its first bytes and never by its name."""

import re

from coordinator.domain.errors import FileTrouble
from coordinator.domain.imports import FileFormat, ImportFile

_NOT_TEXT = (b"%PDF", b"\x1f\x8b", b"\x89PNG", b"SQLite format 3\0")
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ZIP = b"PK\x03\x04"
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_BEGINNINGS = {b"BEGIN:VCALENDAR": FileFormat.CALENDAR, b"BEGIN:VCARD": FileFormat.CARDS}
_CALENDAR_LINE = re.compile(rb"^BEGIN:V(?:CALENDAR|EVENT|TODO|JOURNAL|TIMEZONE)[ \t]*\r?$", re.MULTILINE)
_SEEN = 4_096


def format_of(file: ImportFile) -> FileFormat:
    """How the file is built. Raises FileTrouble for what no import reads: "file-protected" for a workbook under a
    password, "spreadsheet-not-read" for those of older programs, "file-is-not-csv" for anything else."""
    if file.content.startswith(_ZIP):
        return FileFormat.WORKBOOK
    if file.content.startswith(_OLE):
        raise FileTrouble("file-protected" if _ENCRYPTED in file.content else "spreadsheet-not-read", path=file.name)
    if file.content.startswith(_NOT_TEXT):
        raise FileTrouble("file-is-not-csv", path=file.name)
    start = _plain(file.content[:_SEEN]).lstrip().upper()
    begun = next((found for begins, found in _BEGINNINGS.items() if start.startswith(begins)), None)
    return begun or _by_its_lines(start, file.name)


def _by_its_lines(start: bytes, name: str) -> FileFormat:
    """Some calendars begin with a part of one, or with what a server put in front. A file that shows nothing of
    itself is what it is called."""
    if _CALENDAR_LINE.search(start):
        return FileFormat.CALENDAR
    return FileFormat.CALENDAR if name.lower().endswith((".ics", ".ical", ".icalendar")) else FileFormat.TEXT


def _plain(start: bytes) -> bytes:
    for mark in _MARKS:
        start = start.removeprefix(mark)
    return start.replace(b"\0", b"")
