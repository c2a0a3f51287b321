"""Harmless records for tests: every maker has defaults, a test names only what it is about."""

from datetime import UTC, date, datetime

from coordinator.domain.events import Event, EventKind, EventStatus, Position
from coordinator.domain.listings import CalendarEvent, CalendarLine, EventLine
from coordinator.domain.people import ContactKind, ContactPoint, Person
from coordinator.domain.spans import When
from coordinator.domain.venues import Space, Venue

ZONE = "America/New_York"
NOON = datetime(2027, 1, 12, 17, 0, tzinfo=UTC)  # Tuesday, noon in New York


def a_person(
    given_name: str = "Bo",
    family_name: str = "Lindqvist",
    *,
    born: date | None = None,
    phone: str = "",
    email: str = "",
    tags: tuple[str, ...] = (),
    **other: object,
) -> Person:
    """A person, active, of unknown age."""
    points = []
    if phone:
        points.append(ContactPoint(ContactKind.MOBILE, phone))
    if email:
        points.append(ContactPoint(ContactKind.EMAIL, email))
    return Person(given_name, family_name, birth_date=born, contact_points=tuple(points), tags=tags, **other)  # type: ignore[arg-type]


def a_venue(name: str = "St. Brigid's hall", *spaces: str, capacity: int | None = None) -> Venue:
    """A venue with the spaces named."""
    return Venue(name, spaces=tuple(Space(space, capacity) for space in spaces))


def on(day: str, starts: str = "17:00", ends: str = "19:00", zone: str = ZONE) -> When:
    """Wall time on a day: on("2027-01-15", "17:00", "19:00")."""
    return When(datetime.fromisoformat(f"{day}T{starts}"), datetime.fromisoformat(f"{day}T{ends}"), zone)


def an_event(
    title: str = "Winter coat drive, sorting",
    when: When | None = None,
    *,
    kind: EventKind = EventKind.VOLUNTEER,
    positions: tuple[Position, ...] = (),
    status: EventStatus = EventStatus.PUBLISHED,
    uid: str = "",
    **other: object,
) -> Event:
    """A published volunteer shift on Friday, January 15, 2027, 5 to 7 PM."""
    when = when or on("2027-01-15")
    return Event(kind, title, when, positions=positions, status=status, uid=uid, **other)  # type: ignore[arg-type]


def as_in_the_calendar(line: EventLine) -> CalendarLine:
    """What calendars paint of an event."""
    event = line.event
    said = CalendarEvent(
        event.id or 0,
        event.version,
        event.kind,
        event.title,
        event.when,
        event.status,
        event.cancel_reason,
        event.venue_id,
        event.place,
    )
    return CalendarLine(said, line.venue, line.space, line.tally, line.openings, len(line.positions))
