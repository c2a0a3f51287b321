"""What kind of file this is, told by its first bytes and never by its name."""

from coordinator.domain.errors import FileTrouble
from coordinator.domain.imports import FileFormat, ImportFile

_NOT_TEXT = (b"\xd0\xcf\x11\xe0", b"%PDF", b"\x1f\x8b", b"\x89PNG", b"SQLite format 3\0")
_ZIP = b"PK\x03\x04"
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_BEGINNINGS = {b"BEGIN:VCALENDAR": FileFormat.CALENDAR, b"BEGIN:VCARD": FileFormat.CARDS}
_SEEN = 4_096


def format_of(file: ImportFile) -> FileFormat:
    """How the file is built. Raises FileTrouble "file-is-not-csv" for what no import reads."""
    if file.content.startswith(_ZIP):
        return FileFormat.WORKBOOK
    if file.content.startswith(_NOT_TEXT):
        raise FileTrouble("file-is-not-csv", path=file.name)
    start = _plain(file.content[:_SEEN]).lstrip().upper()
    return next((found for begins, found in _BEGINNINGS.items() if start.startswith(begins)), FileFormat.TEXT)


def _plain(start: bytes) -> bytes:
    for mark in _MARKS:
        start = start.removeprefix(mark)
    return start.replace(b"\0", b"")
