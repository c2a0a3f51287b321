"""A row of a foreign table read as a venue, or as one space of a venue."""

from coordinator.domain.cells import read_count, read_yes_no
from coordinator.domain.duplicates import NATURAL, fingerprint_of
from coordinator.domain.imports import Field
from coordinator.domain.problems import Problem
from coordinator.domain.rows import Reading, RowReader
from coordinator.domain.venues import Space, Venue


def read_venue(row: RowReader) -> Reading:
    """The venue the row describes, with the row's own space if it names one."""
    name = row.text(Field.VENUE_NAME)
    if not name:
        row.object(Field.VENUE_NAME, "", Problem("row-without-a-name", about="name"))
    venue = Venue(
        name=name,
        address=", ".join(" ".join(text.split()) for text in row.texts(Field.ADDRESS)),
        phone=row.text(Field.PHONE),
        step_free=_step_free(row),
        access_notes="\n".join(row.texts(Field.NOTES)),
        map_link=row.text(Field.MAP_LINK),
        spaces=_space(row, name),
    )
    space = venue.spaces[0].name if venue.spaces else ""
    return row.done(venue, row.source(natural_key=_natural_key(name, space) if name else ""))


def _natural_key(venue: str, space: str) -> str:
    """For a list without numbers: the same space of the same venue is the same row."""
    return NATURAL + fingerprint_of((venue, space))


def _space(row: RowReader, venue: str) -> tuple[Space, ...]:
    name = row.text(Field.SPACE_NAME)
    capacity = _capacity(row)
    notes = ", ".join(dict.fromkeys(" ".join(text.split()) for text in row.texts(Field.SPACE_NOTES)))
    if not name and (capacity is not None or notes):
        name = venue
    return (Space(name, capacity, notes),) if name else ()


def _step_free(row: RowReader) -> bool | None:
    text = row.text(Field.STEP_FREE)
    answer = read_yes_no(text) if text else None
    if text and answer is None:
        row.warn(Field.STEP_FREE, text, "yes-no-unreadable")
        row.filled.discard(Field.STEP_FREE)
    return answer


def _capacity(row: RowReader) -> int | None:
    text = row.text(Field.CAPACITY)
    count = read_count(text) if text else None
    if text and count is None:
        row.warn(Field.CAPACITY, text, "capacity-unreadable")
        row.filled.discard(Field.CAPACITY)
    return count
