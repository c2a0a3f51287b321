"""What the event editor says around its fields, and what it begins with."""

from collections import Counter
from datetime import date, datetime, timedelta

from coordinator.domain.events import HOLDS_A_PLACE, Event, EventKind
from coordinator.domain.listings import EventCard
from coordinator.domain.spans import When
from coordinator.domain.venues import Venue
from coordinator.runtime.i18n import _
from coordinator.ui.kit.page import Session
from coordinator.wording import moments


def held_places(card: EventCard) -> Counter[int]:
    """How many people are signed up, by position."""
    return Counter(one.signup.position_id for one in card.signups if one.signup.status in HOLDS_A_PLACE)


def save_words(kind: EventKind) -> str:
    """The button says what it makes: "Save meeting"."""
    return {
        EventKind.MEETING: _("Save meeting"),
        EventKind.PRACTICE: _("Save practice"),
        EventKind.GAME: _("Save game"),
        EventKind.VOLUNTEER: _("Save shift"),
        EventKind.TRAINING: _("Save training"),
        EventKind.OTHER: _("Save event"),
    }[kind]


def usual_time(on: date, now: datetime, zone: str) -> When:
    """The next full hour of that day, 90 minutes long."""
    starts = datetime(on.year, on.month, on.day, min(22, now.hour + 1))
    return When(starts, starts + timedelta(minutes=90), zone)


def subtitle(card: EventCard | None, session: Session) -> str:
    """Beside the title: that it is not saved yet, or who changed it last."""
    if card is None:
        return _("Not saved yet. Nothing is sent.")
    if card.changed_at is None or not card.changed_by:
        return ""
    time = moments.stamp(card.changed_at, session.style, today=session.today())
    return _("Changed {time} by {name}.").format(time=time, name=card.changed_by)


def place_of(card: EventCard) -> str:
    """Venue and space as they stand, also where they left the list."""
    return ", ".join(part for part in (card.line.venue, card.line.space) if part)


def place_words(event: Event, venues: tuple[Venue, ...]) -> str:
    """Venue and space by their ids, or the free text."""
    venue = next((one for one in venues if one.id == event.venue_id), None)
    if venue is None:
        return event.place
    space = next((one.name for one in venue.spaces if one.id == event.space_id), "")
    return " ".join(", ".join(part for part in (venue.name, space) if part).split())
