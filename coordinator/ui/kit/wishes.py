"""What one page asks of another when it hands over: `page_requested.emit("calendar", NewEvent())`."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class NewEvent:
    """Of the calendar: begin a new event."""


@dataclass(frozen=True, slots=True)
class FillPosition:
    """Of the calendar: open the event and look for somebody for this position."""

    event_id: int
    position_id: int


@dataclass(frozen=True, slots=True)
class ShowList:
    """Of the calendar: the events of these days as a list, both days included."""

    first: date
    last: date
