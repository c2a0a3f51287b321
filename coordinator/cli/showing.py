"""`show`: everything about one person, venue or event."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from coordinator.cli.arguments import Parser, number
from coordinator.cli.output import Column, Output, width_of
from coordinator.cli.session import Session
from coordinator.domain import records
from coordinator.domain.listings import EventCard, PersonCard, PositionLine, SignUpLine
from coordinator.domain.people import ContactPoint
from coordinator.domain.venues import Venue
from coordinator.runtime.i18n import _
from coordinator.usecases.events import event_card
from coordinator.usecases.people import person_card
from coordinator.usecases.precinct import today
from coordinator.usecases.venues import venue_card
from coordinator.wording import labels, moments

_SUBJECTS = ("person", "venue", "event")
_Lines = Sequence[tuple[str, str]]


def arguments(_word: str, parser: Parser) -> None:
    """Which record."""
    parser.add_argument("subject", choices=_SUBJECTS, metavar=_("SUBJECT"), help=", ".join(_SUBJECTS))
    parser.add_argument("id", type=number, metavar=_("ID"))
    parser.set_defaults(perform=_show)


def _show(session: Session) -> int:
    return {"person": _person, "venue": _venue, "event": _event}[session.asked.subject](session)


def _person(session: Session) -> int:
    card = session.storage.read(person_card, session.asked.id)
    if session.output.json:
        about = records.person_record(card.person, session.storage.read(today))
        session.output.document({**about, **_extra(card), "removed": card.person.deleted_at is not None})
    else:
        _tell(session.output, _person_lines(card))
        _tell_signups(session.output, card.signups)
    return 0


def _person_lines(card: PersonCard) -> _Lines:
    person = card.person
    return (
        (_("Number"), str(person.id)),
        (_("Name"), person.shown_name),
        (_("Called"), person.preferred_name),
        (_("Status"), labels.person_status_name(person.status)),
        (_("Born"), moments.month_day_year(person.birth_date, moments.style_in_use()) if person.birth_date else ""),
        (_("Marked as adult"), _("yes") if person.adult else ""),
        (_("Language"), person.language),
        (_("Shield"), person.shield_number),
        *((labels.contact_kind_name(point.kind), _contact_text(point)) for point in person.contact_points),
        (_("Tags"), ", ".join(person.tags)),
        (_("Availability"), person.availability),
        (_("Notes"), person.notes),
        (_("Removed"), _stamp(person.deleted_at)),
        *_changed(card),
    )


def _contact_text(point: ContactPoint) -> str:
    return f"{point.value} ({point.label})" if point.label else point.value


def _venue(session: Session) -> int:
    venue = session.storage.read(venue_card, session.asked.id)
    if session.output.json:
        session.output.document({**records.venue_record(venue), "removed": venue.deleted_at is not None})
    else:
        _tell(session.output, _venue_lines(venue))
    return 0


def _venue_lines(venue: Venue) -> _Lines:
    return (
        (_("Number"), str(venue.id)),
        (_("Name"), venue.name),
        (_("Address"), venue.address),
        (_("Phone"), venue.phone),
        (_("Access"), venue.access_notes),
        *((_("Space"), _space_text(space.name, space.capacity)) for space in venue.spaces),
        (_("Removed"), _stamp(venue.deleted_at)),
    )


def _space_text(name: str, capacity: int | None) -> str:
    return name if capacity is None else _("{space}, holds {capacity}").format(space=name, capacity=capacity)


def _event(session: Session) -> int:
    card = session.storage.read(event_card, session.asked.id)
    if session.output.json:
        removed = card.line.event.deleted_at is not None
        session.output.document({**records.event_record(card.line), **_extra(card), "removed": removed})
    else:
        _tell(session.output, _event_lines(card))
        _tell_signups(session.output, card.signups)
    return 0


def _event_lines(card: EventCard) -> _Lines:
    line, event = card.line, card.line.event
    return (
        (_("Number"), str(event.id)),
        (_("Title"), event.title),
        (_("Kind"), labels.kind_name(event.kind)),
        (_("When"), moments.when(event.when, moments.style_in_use())),
        (_("Place"), line.place_shown),
        (_("Status"), labels.status_name(event.status)),
        (_("Reason"), event.cancel_reason),
        (_("Public"), _("yes") if event.public else _("no")),
        (_("Description"), event.description),
        *_position_lines(line.positions),
        (_("Imported from"), event.source.label if event.source else ""),
        (_("Removed"), _stamp(event.deleted_at)),
        *_changed(card),
    )


def _position_lines(positions: Sequence[PositionLine]) -> Iterator[tuple[str, str]]:
    for line in positions:
        told = _("{role}: {needed} needed, at most {maximum}; {confirmed} confirmed, {offered} offered, {open} open")
        text = told.format(
            role=line.position.role,
            needed=line.position.needed,
            maximum=line.position.maximum,
            confirmed=line.tally.confirmed,
            offered=line.tally.offered,
            open=line.tally.openings,
        )
        yield _("Position {id}").format(id=line.position.id), text


def _extra(card: PersonCard | EventCard) -> records.JsonObject:
    changed = card.changed_at.isoformat() if card.changed_at else None
    signups = [records.signup_record(line) for line in card.signups]
    return {"signups": signups, "changed_at": changed, "changed_by": card.changed_by}


def _changed(card: PersonCard | EventCard) -> _Lines:
    if card.changed_at is None:
        return ()
    told = _("{time} by {name}").format(time=_stamp(card.changed_at), name=card.changed_by)
    return ((_("Last changed"), told),)


def _stamp(at: datetime | None) -> str:
    return moments.stamp(at, moments.style_in_use()) if at else ""


def _tell(output: Output, lines: _Lines) -> None:
    told = [(title, text) for title, text in lines if text]
    widest = max(width_of(title) for title, _text in told)
    for title, text in told:
        first, *more = text.splitlines() or [""]
        output.line(f"{title}{' ' * (widest - width_of(title))}  {first}")
        for each in more:
            output.line(f"{' ' * widest}  {each}")


def _tell_signups(output: Output, lines: Sequence[SignUpLine]) -> None:
    if not lines:
        return
    output.line()
    columns = (Column(_("No."), right=True), *map(Column, (_("When"), _("Event"), _("Role"), _("Person"), _("Status"))))
    output.table(columns, [_signup_row(line) for line in lines])


def _signup_row(line: SignUpLine) -> list[str]:
    when = moments.when(line.when, moments.style_in_use())
    status = labels.signup_status_name(line.signup.status)
    return [str(line.signup.id), when, line.event_title, line.role, line.person.shown_name, status]
