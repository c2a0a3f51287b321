"""`list`: people, venues, events, positions, sign-ups or openings, as a table or a JSON array."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from coordinator.cli.arguments import Parser
from coordinator.cli.filters import add_filters, event_query, people_query, refuse_senseless, text_asked
from coordinator.cli.output import Column, Json
from coordinator.cli.session import Session
from coordinator.domain import records
from coordinator.domain.listings import EventLine, PositionLine, SignUpLine
from coordinator.domain.people import Person
from coordinator.runtime.i18n import _, pgettext
from coordinator.usecases.events import events_during
from coordinator.usecases.people import people_in_full
from coordinator.usecases.precinct import today
from coordinator.usecases.signups import signups_matching
from coordinator.usecases.venues import venues_matching
from coordinator.wording import labels, moments

_SUBJECTS = ("people", "venues", "events", "positions", "signups", "openings")


def arguments(_word: str, parser: Parser) -> None:
    """What to list, and the filters."""
    parser.add_argument("subject", choices=_SUBJECTS, metavar=_("SUBJECT"), help=", ".join(_SUBJECTS))
    add_filters(parser)
    parser.set_defaults(perform=_list)


def _list(session: Session) -> int:
    asked = session.asked
    refuse_senseless(asked)
    columns, rows, found = _ANSWERS[asked.subject](session)
    if session.output.json:
        session.output.document(found)
    elif rows:
        session.output.table(columns, rows)
    else:
        session.output.complain(_("Nothing to list."))
    return 0


_Answer = tuple[Sequence[Column], Sequence[Sequence[str]], Json]


def _people(session: Session) -> _Answer:
    asked, on = session.asked, session.storage.read(today)
    found = session.storage.read(people_in_full, people_query(asked))
    people = [person for person in found if asked.person in (None, person.id)]
    columns = (_number(), *map(Column, (_("Name"), _("Status"), _("Born"), _("Phone"), _("E-mail"), _("Tags"))))
    return columns, [_person_row(each) for each in people], [records.person_record(each, on) for each in people]


def _person_row(person: Person) -> list[str]:
    name = f"{person.sort_name} ({person.latin_name})" if person.latin_name else person.sort_name
    born = person.birth_date.isoformat() if person.birth_date else ""
    status = labels.person_status_name(person.status)
    return [str(person.id), name, status, born, *map(", ".join, (person.phones, person.emails, person.tags))]


def _venues(session: Session) -> _Answer:
    asked = session.asked
    venues = session.storage.read(venues_matching, text_asked(asked), venue_id=asked.venue)
    columns = (_number(), *map(Column, (_("Name"), _("Spaces"), _("Address"))))
    rows = [[str(each.id), each.name, ", ".join(s.name for s in each.spaces), each.address] for each in venues]
    return columns, rows, [records.venue_record(each) for each in venues]


def _events(session: Session) -> _Answer:
    lines = session.storage.read(events_during, event_query(session.asked))
    titles = (_("When"), _("Kind"), _("Title"), _("Place"), _("Status"), _("Filled"))
    columns = (_number(), *map(Column, titles))
    return columns, [_event_row(line) for line in lines], [records.event_record(line) for line in lines]


def _event_row(line: EventLine) -> list[str]:
    event = line.event
    held = line.tally.confirmed + line.tally.offered
    filled = f"{held}/{line.tally.needed}" if line.positions else ""
    when = moments.when(event.when, moments.style_in_use())
    kind, status = labels.kind_name(event.kind), labels.status_name(event.status)
    return [str(event.id), when, kind, event.title, line.place_shown, status, filled]


def _positions(session: Session) -> _Answer:
    return _position_answer(session.storage.read(events_during, event_query(session.asked)), lambda _line: True)


def _openings(session: Session) -> _Answer:
    query = replace(event_query(session.asked), include_cancelled=False)
    lines = session.storage.read(events_during, query)
    return _position_answer(lines, lambda line: line.tally.openings > 0)


def _position_answer(events: Sequence[EventLine], wanted: Callable[[PositionLine], bool]) -> _Answer:
    found = [(event, line) for event in events for line in event.positions if wanted(line)]
    numbers = (_("Needed"), _("Most"), _("Confirmed"), _("Offered"), pgettext("places of a position", "Open"))
    columns = (
        _number(),
        Column(_("Event no."), right=True),
        *map(Column, (_("When"), _("Event"), _("Role"))),
        *(Column(title, right=True) for title in numbers),
    )
    rows = [_position_row(event, line) for event, line in found]
    return columns, rows, [records.position_record(line) for _event, line in found]


def _position_row(event: EventLine, line: PositionLine) -> list[str]:
    position, tally = line.position, line.tally
    when = moments.when(line.when, moments.style_in_use())
    counts = (position.needed, position.maximum, tally.confirmed, tally.offered, tally.openings)
    return [str(position.id), str(line.event_id), when, event.event.title, position.role, *map(str, counts)]


def _signups(session: Session) -> _Answer:
    lines = session.storage.read(signups_matching, event_query(session.asked))
    columns = (
        _number(),
        Column(_("Position no."), right=True),
        *map(Column, (_("When"), _("Event"), _("Role"), _("Person"), _("Status"))),
    )
    return columns, [_signup_row(line) for line in lines], [records.signup_record(line) for line in lines]


def _signup_row(line: SignUpLine) -> list[str]:
    when = moments.when(line.when, moments.style_in_use())
    status = labels.signup_status_name(line.signup.status)
    who = [line.event_title, line.role, line.person.shown_name, status]
    return [str(line.signup.id), str(line.signup.position_id), when, *who]


def _number() -> Column:
    return Column(_("No."), right=True)


_ANSWERS: dict[str, Callable[[Session], _Answer]] = {
    "people": _people,
    "venues": _venues,
    "events": _events,
    "positions": _positions,
    "signups": _signups,
    "openings": _openings,
}
