"""`list`: people, venues, events, positions, sign-ups or openings, as a table or a JSON array."""

from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import replace

from coordinator.cli.arguments import Parser, WrongUsage, day, number
from coordinator.cli.output import Column, Json
from coordinator.cli.session import Session
from coordinator.domain import records
from coordinator.domain.events import EventKind, EventStatus, SignupStatus
from coordinator.domain.folding import fold, words_of
from coordinator.domain.listings import EventLine, EventQuery, PeopleQuery, PositionLine, SignUpLine
from coordinator.domain.people import Person, PersonStatus
from coordinator.domain.typed import tidy
from coordinator.domain.venues import Venue
from coordinator.runtime.i18n import _, pgettext
from coordinator.usecases.events import events_during
from coordinator.usecases.people import people_in_full
from coordinator.usecases.precinct import today
from coordinator.usecases.signups import signups_matching
from coordinator.usecases.venues import all_venues
from coordinator.wording import labels, moments

_FILTERS = {
    "people": ("status", "person", "text"),
    "venues": ("venue", "text"),
    "events": ("first", "last", "kind", "status", "person", "venue", "text"),
    "positions": ("first", "last", "kind", "status", "person", "venue", "text"),
    "signups": ("first", "last", "kind", "status", "person", "venue", "text"),
    "openings": ("first", "last", "kind", "status", "person", "venue", "text"),
}
_FLAGS = {"first": "--from", "last": "--to"}
_STATUSES = {"people": PersonStatus, "signups": SignupStatus}


def arguments(_word: str, parser: Parser) -> None:
    """What to list, and the filters."""
    add = parser.add_argument
    add("subject", choices=tuple(_FILTERS), metavar=_("SUBJECT"), help=", ".join(_FILTERS))
    add("--from", dest="first", type=day, metavar=_("DATE"), help=_("from this day on"))
    add("--to", dest="last", type=day, metavar=_("DATE"), help=_("up to and with this day"))
    add("--kind", choices=[str(kind) for kind in EventKind], help=_("only events of this kind"))
    add("--status", metavar=_("STATUS"), help=_("only those that stand so"))
    add("--person", type=number, metavar=_("ID"), help=_("only what this person is in"))
    add("--venue", type=number, metavar=_("ID"), help=_("only at this venue"))
    add("--text", metavar=_("TEXT"), help=_("only with these words, accents and capitals aside"))
    parser.set_defaults(perform=_list)


def _list(session: Session) -> int:
    asked = session.asked
    _refuse_senseless(asked)
    columns, rows, found = _ANSWERS[asked.subject](session)
    if session.output.json:
        session.output.document(found)
    elif rows:
        session.output.table(columns, rows)
    else:
        session.output.complain(_("Nothing to list."))
    return 0


def _refuse_senseless(asked: Namespace) -> None:
    for name in ("first", "last", "kind", "status", "person", "venue", "text"):
        if getattr(asked, name) is not None and name not in _FILTERS[asked.subject]:
            sentence = _("{flag} says nothing about {subject}.")
            raise WrongUsage(sentence.format(flag=_FLAGS.get(name, f"--{name}"), subject=asked.subject))
    known = [str(status) for status in _STATUSES.get(asked.subject, EventStatus)]
    if asked.status is not None and asked.status not in known:
        sentence = _("--status cannot be “{value}”. Choose from: {choices}.")
        raise WrongUsage(sentence.format(value=asked.status, choices=", ".join(known)))


_Answer = tuple[Sequence[Column], Sequence[Sequence[str]], Json]


def _people(session: Session) -> _Answer:
    asked, on = session.asked, session.storage.read(today)
    status = PersonStatus(asked.status) if asked.status else None
    found = session.storage.read(people_in_full, PeopleQuery(_text(asked), status=status))
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
    words = words_of(_text(asked))
    venues = [
        venue
        for venue in session.storage.read(all_venues)
        if asked.venue in (None, venue.id) and all(word in _text_of(venue) for word in words)
    ]
    columns = (_number(), *map(Column, (_("Name"), _("Spaces"), _("Address"))))
    rows = [[str(each.id), each.name, ", ".join(s.name for s in each.spaces), each.address] for each in venues]
    return columns, rows, [records.venue_record(each) for each in venues]


def _text_of(venue: Venue) -> str:
    return fold(" ".join((venue.name, venue.address, *(space.name for space in venue.spaces))))


def _events(session: Session) -> _Answer:
    lines = session.storage.read(events_during, _query(session.asked))
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
    return _position_answer(session.storage.read(events_during, _query(session.asked)), lambda _line: True)


def _openings(session: Session) -> _Answer:
    query = replace(_query(session.asked), include_cancelled=False)
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
    lines = session.storage.read(signups_matching, _query(session.asked))
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


def _query(asked: Namespace) -> EventQuery:
    signups = asked.subject == "signups"
    return EventQuery(
        first=asked.first,
        last=asked.last,
        kinds=frozenset({EventKind(asked.kind)}) if asked.kind else None,
        venue_ids=None if asked.venue is None else frozenset({asked.venue}),
        status=EventStatus(asked.status) if asked.status and not signups else None,
        signup_status=SignupStatus(asked.status) if asked.status and signups else None,
        text=_text(asked),
        person_id=asked.person,
    )


def _text(asked: Namespace) -> str:
    return tidy(asked.text or "")


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
