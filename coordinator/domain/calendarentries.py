"""Events and sign-ups as entries of a calendar file, people as cards, before any format is written."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from coordinator.domain.events import EventStatus, SignupStatus
from coordinator.domain.listings import EventLine, SignUpLine
from coordinator.domain.people import Person
from coordinator.domain.spans import When


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One VEVENT. `status` is the calendar's own word; `sequence` rises with every change and never falls."""

    uid: str
    sequence: int
    changed_at: datetime
    when: When
    title: str
    status: str
    place: str = ""
    description: str = ""
    kind: str = ""
    comment: str = ""
    public: bool = False


@dataclass(frozen=True, slots=True)
class AddressCard:
    """One vCard: the person, and the instants that tell this card from those of other precincts and earlier days."""

    person: Person
    created_at: datetime
    changed_at: datetime


_EVENT_STATUS = {
    EventStatus.DRAFT: "TENTATIVE",
    EventStatus.PUBLISHED: "CONFIRMED",
    EventStatus.HELD: "CONFIRMED",
    EventStatus.CANCELLED: "CANCELLED",
}
_SIGNUP_STATUS = {
    SignupStatus.OFFERED: "TENTATIVE",
    SignupStatus.CONFIRMED: "CONFIRMED",
    SignupStatus.DECLINED: "CANCELLED",
    SignupStatus.CANCELLED: "CANCELLED",
}


def entry_of_event(line: EventLine, *, address: str, changed_at: datetime) -> CalendarEntry:
    """The event; a cancelled one stays in the file and says so."""
    event = line.event
    return CalendarEntry(
        uid=event.uid,
        sequence=event.version - 1,
        changed_at=changed_at,
        when=event.when,
        title=event.title,
        status=_EVENT_STATUS[event.status],
        place=_joined(line.place_shown, address),
        description=event.description,
        kind=str(event.kind),
        comment=event.cancel_reason,
        public=event.public,
    )


def entry_of_signup(line: SignUpLine, event: EventLine, *, address: str, changed_at: datetime) -> CalendarEntry:
    """One person's place in one position, under an identity of its own; it changes with the event too."""
    cancelled = event.event.status is EventStatus.CANCELLED
    return CalendarEntry(
        uid=f"{event.event.uid}-signup-{line.signup.id}",
        sequence=event.event.version + line.signup.version - 2,
        changed_at=changed_at,
        when=line.when,
        title=f"{line.event_title}: {line.role}, {line.person.full_name}",
        status="CANCELLED" if cancelled else _SIGNUP_STATUS[line.signup.status],
        place=_joined(event.place_shown, address),
        description=event.event.description,
        kind=str(event.event.kind),
        comment=line.signup.note,
        public=False,
    )


def zones_of(entries: Iterable[CalendarEntry]) -> dict[str, tuple[int, int]]:
    """The zones that timed entries are in, each with the first and the last year it is needed for."""
    found: dict[str, tuple[int, int]] = {}
    for entry in entries:
        if not entry.when.all_day:
            first, last = found.get(entry.when.zone, (entry.when.starts.year, entry.when.ends.year))
            found[entry.when.zone] = (min(first, entry.when.starts.year), max(last, entry.when.ends.year))
    return found


def _joined(place: str, address: str) -> str:
    return ", ".join(part for part in (place, address) if part)
