"""Records and tables as exports write them, for the tests of every format."""

from collections.abc import Sequence
from datetime import UTC, datetime

from coordinator.domain.calendarentries import CalendarEntry, entry_of_event
from coordinator.domain.events import Event
from coordinator.domain.exportcolumns import EventRow, ExportTable, VenueRow, cells_of, columns_for
from coordinator.domain.listings import EventLine
from coordinator.domain.people import Person
from coordinator.domain.privacy import Audience, Export, Policy, policy_for
from coordinator.wording import exports as words
from tests.makers import ZONE

CHANGED = datetime(2027, 1, 12, 17, 0, 30, tzinfo=UTC)


def policy(export: Export, audience: Audience = Audience.STAFF) -> Policy:
    """What this audience gets; it must get something."""
    found = policy_for(export, audience)
    assert found is not None
    return found


def table_of(export: Export, rows: Sequence[Person | EventRow | VenueRow]) -> ExportTable:
    """The staff's table."""
    columns = columns_for(export, policy(export))
    headings = tuple(words.heading(column.code) for column in columns)
    return ExportTable(words.export_name(export), headings, tuple(cells_of(columns, row) for row in rows))


def texts_table(texts: Sequence[str]) -> ExportTable:
    """One column of texts."""
    return ExportTable("Texts", ("Text",), tuple((text,) for text in texts))


def row_of(event: Event) -> EventRow:
    """The event's row in the precinct's own zone."""
    return EventRow(EventLine(event), ZONE)


def entry_of(event: Event) -> CalendarEntry:
    """The event's entry, last changed at noon."""
    return entry_of_event(EventLine(event), address="", changed_at=CHANGED)
