"""Records with harmless defaults for the tests of the rules."""

from datetime import UTC, date, datetime, timedelta

from coordinator.domain.eligibility import Wish
from coordinator.domain.events import Booking, Event, EventKind, Position, Role, Tally
from coordinator.domain.people import Person
from coordinator.domain.spans import When

ZONE = "America/New_York"
NOW = datetime(2027, 1, 12, 19, 5, tzinfo=UTC)


def a_when(day: int = 15, hour: int = 17, minutes: int = 120) -> When:
    """A time in January 2027, on Friday the 15th from 5 to 7 PM."""
    starts = datetime(2027, 1, day, hour)
    return When(starts, starts + timedelta(minutes=minutes), ZONE)


def a_person(given: str = "Bo", family: str = "Lindqvist", **other: object) -> Person:
    """An adult in active service."""
    return Person(given, family, **{"birth_date": date(1990, 5, 1), "id": 7, **other})  # type: ignore[arg-type]


def an_event(title: str = "Winter coat drive", when: When | None = None, **other: object) -> Event:
    """A published volunteer shift."""
    kind = other.pop("kind", EventKind.VOLUNTEER)
    return Event(kind, title, when or a_when(), **{"id": 1, **other})  # type: ignore[arg-type]


def a_booking(when: When, *, event_id: int = 2, position_id: int = 20, title: str = "Food pantry") -> Booking:
    """A place held elsewhere."""
    return Booking(90, event_id, position_id, title, "Driver", when, when.span)


def a_wish(**other: object) -> Wish:
    """Bo for one of five places as sorter, of which none is taken."""
    event = other.pop("event", an_event())
    values: dict[str, object] = {
        "person": a_person(),
        "position": Position(role_id=3, role="Sorter", needed=5, maximum=5, id=10),
        "role": Role("Sorter", id=3),
        "when": event.when,  # type: ignore[attr-defined]
        "tally": Tally(5, 5, 0, 0),
        "bookings": (),
        "now": NOW,
    }
    return Wish(event=event, **{**values, **other})  # type: ignore[arg-type]
