"""People, events and places as lines of find anything: what is said about each, and what opens it."""

from datetime import date

from coordinator.domain.events import Booking
from coordinator.domain.finding import Found, FoundEvent, FoundPerson, FoundVenue, Recent, holds_words
from coordinator.domain.folding import digits_of, looks_like_phone
from coordinator.domain.listings import PersonRow
from coordinator.domain.people import age_on
from coordinator.runtime.i18n import _, ngettext
from coordinator.ui.finding.lines import Errand, Hit
from coordinator.ui.kit.boxes import number
from coordinator.ui.kit.wishes import EditRecord
from coordinator.ui.models.eventwords import fill_of, is_cancelled
from coordinator.wording import moments
from coordinator.wording.labels import kind_name, person_status_name, status_name
from coordinator.wording.moments import Style

Thing = FoundPerson | FoundEvent | FoundVenue


def hit(thing: Thing, query: str, style: Style, today: date) -> Hit:
    """The line of something found."""
    if isinstance(thing, FoundPerson):
        return person_hit(thing, query, style, today)
    return event_hit(thing, query, style, today) if isinstance(thing, FoundEvent) else venue_hit(thing, query)


def person_hit(found: FoundPerson, query: str, style: Style, today: date) -> Hit:
    """Name, what they are, and what comes next for them; the phone instead where that is what was typed."""
    row = found.row
    return Hit(
        one_line(row.shown_name),
        Errand("person", lambda: row.id),
        detail=", ".join(_standing(row, query, today)),
        right=_reached_by(row, query) or (_next(found.next, style, today) if found.next else row.phone),
        initials=initials_of(row.sort_name),
        edit=Errand("people", lambda: EditRecord(row.id)),
        recent=Recent(Found.PERSON, row.id),
    )


def event_hit(found: FoundEvent, query: str, style: Style, today: date) -> Hit:
    """Title, kind and how it stands, and when it is."""
    line, event = found.line, found.line.event
    key = event.id or 0
    return Hit(
        one_line(event.title),
        Errand("event", lambda: key),
        detail=", ".join(_about_event(found, query)),
        right=_when(found, style, today),
        kind=str(event.kind),
        edit=Errand("calendar", lambda: EditRecord(key)),
        recent=Recent(Found.EVENT, line.event.id or 0),
    )


def venue_hit(found: FoundVenue, query: str) -> Hit:
    """Name, spaces, and how many events there are this month; the space or address instead where that was typed."""
    venue = found.venue
    key = venue.id or 0
    errand = Errand("venue", lambda: key)
    counted = ngettext("{n} event this month", "{n} events this month", found.this_month)
    return Hit(
        one_line(venue.name),
        errand,
        detail=", ".join(_about_venue(found, query)),
        right=counted.format(n=found.this_month) if found.this_month else "",
        icon="map-pin",
        edit=errand,
        recent=Recent(Found.VENUE, key),
    )


def one_line(words: str) -> str:
    """What people typed, without the ends of lines in it."""
    return " ".join(words.split())


def initials_of(sort_name: str) -> str:
    """Two letters to tell people apart at a glance: of the first and of the last name."""
    family, _comma, first = sort_name.partition(", ")
    letters = [part[:1] for part in (*first.split()[-1:], *family.split()[:1]) if part[:1].isalpha()]
    return "".join(letters).upper()[:2]


def _standing(row: PersonRow, query: str, today: date) -> list[str]:
    said = [one_line(tag) for tag in row.tags]
    if row.minor and row.birth_date is not None and row.birth_date <= today:
        said.insert(0, _("minor, age {age}").format(age=age_on(row.birth_date, today)))
    if row.email and query and not holds_words(row.shown_name, query) and holds_words(row.email, query):
        said.insert(0, row.email)
    return said or [person_status_name(row.status)]


def _reached_by(row: PersonRow, query: str) -> str:
    asked = looks_like_phone(query) and digits_of(query) in digits_of(row.phone)
    return row.phone if asked else ""


def _next(booking: Booking, style: Style, today: date) -> str:
    when = booking.when
    day = moments.day(when.first_day, style, year=today.year)
    at = day if when.all_day else f"{day}, {moments.clock_time(when.starts, style)}"
    return _("Next: {when}, {event}").format(when=at, event=one_line(booking.title))


def _about_event(found: FoundEvent, query: str) -> list[str]:
    line, event = found.line, found.line.event
    said = [kind_name(event.kind)]
    place = one_line(line.place_shown)
    if place and query and not holds_words(event.title, query):
        said.append(place)
    if is_cancelled(line):
        said.append(status_name(event.status))
    elif line.positions and not found.past:
        said.append(_("{number} filled").format(number=number(fill_of(line))))
    return said


def _when(found: FoundEvent, style: Style, today: date) -> str:
    if found.past:
        return _("{day}, past").format(day=moments.day_with_year(found.line.event.when.first_day, style))
    when = found.line.event.when
    day = moments.day(when.first_day, style, year=today.year)
    return day if when.all_day else f"{day}, {moments.clock_time(when.starts, style)}"


def _about_venue(found: FoundVenue, query: str) -> list[str]:
    venue = found.venue
    named = [one_line(space.name) for space in venue.spaces if query and holds_words(space.name, query)]
    if query and not holds_words(venue.name, query) and (named or venue.address):
        return named[:3] or [one_line(venue.address)]
    many = len(venue.spaces)
    said = [ngettext("{n} space", "{n} spaces", many).format(n=many)] if many else []
    if venue.step_free is not None:
        said.append(_("step-free") if venue.step_free else _("with steps"))
    return said or ([one_line(venue.address)] if venue.address else [])
