"""What one page asks of another when it hands over: `page_requested.emit("calendar", NewEvent())`."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class NewEvent:
    """Of the calendar: begin a new event, with what is known of it already. Without a day: where the keyboard is."""

    title: str = ""
    on: date | None = None
    venue_id: int | None = None


@dataclass(frozen=True, slots=True)
class EditRecord:
    """Of the calendar or the people: open the editor of this event or this card."""

    id: int


@dataclass(frozen=True, slots=True)
class ShowSection:
    """Of the settings: the card of this title, in the language in use."""

    title: str


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
