"""`event add`, `event edit`, `event move`, `event cancel`."""

from argparse import SUPPRESS, BooleanOptionalAction, Namespace
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from coordinator.cli.arguments import Parser, WrongUsage, moment, number, wanted_position
from coordinator.cli.deeds import say_added, say_done
from coordinator.cli.session import Session
from coordinator.domain.errors import Refused
from coordinator.domain.events import Event, EventKind, EventStatus, Position, Role
from coordinator.domain.folding import fold
from coordinator.domain.problems import Problem
from coordinator.domain.spans import (
    FIRST_YEAR,
    LAST_YEAR,
    When,
    instant_of,
    is_skipped,
    is_within_reach,
    wall_time_of,
)
from coordinator.domain.venues import Space, Venue
from coordinator.runtime.i18n import _
from coordinator.usecases.events import add_event, cancel_event, edit_event, event_card, move_event
from coordinator.usecases.precinct import precinct
from coordinator.usecases.roles import all_roles
from coordinator.usecases.venues import venue_card

_Named = TypeVar("_Named", Space, Role)
_TEXTS = {"title": "title", "place": "place", "description": "description"}


def arguments(word: str, parser: Parser) -> None:
    """The words after `event`."""
    words = parser.words(word)
    add = words.add_parser("add", help=_("Add an event and say the number."))
    _event(add, new=True)
    add.set_defaults(perform=_add)
    edit = words.add_parser("edit", help=_("Change what is named; positions replace those there are."))
    edit.add_argument("id", type=number, metavar=_("ID"))
    _event(edit, new=False)
    edit.set_defaults(perform=_edit)
    move = words.add_parser("move", help=_("Move an event to another time, as long as it was."))
    move.add_argument("id", type=number, metavar=_("ID"))
    move.add_argument("--to", type=moment, required=True, metavar=_("WHEN"), help=_("when it starts"))
    _override(move)
    move.set_defaults(perform=_move)
    cancel = words.add_parser("cancel", help=_("Call an event off."))
    cancel.add_argument("id", type=number, metavar=_("ID"))
    cancel.add_argument("--reason", required=True, metavar=_("REASON"), help=_("why; it is shown and printed"))
    _override(cancel)
    cancel.set_defaults(perform=_cancel)


def _event(parser: Parser, *, new: bool) -> None:
    add = parser.add_argument
    add("--kind", choices=[str(kind) for kind in EventKind], required=new, help=_("what it is"))
    add("--title", required=new, metavar=_("TITLE"), help=_("what it is called"))
    add("--starts", type=moment, required=new, metavar=_("WHEN"), help=_("as 2027-01-12T14:05; a date for whole days"))
    end = parser.add_mutually_exclusive_group()
    end.add_argument("--ends", type=moment, metavar=_("WHEN"), help=_("when it ends; for whole days the last day"))
    end.add_argument("--minutes", type=number, metavar=_("N"), help=_("how long it is"))
    add("--all-day", action=BooleanOptionalAction, help=_("whole days, without times"))
    add("--venue", type=_number_or_nothing, default=SUPPRESS, metavar=_("ID"), help=_("the venue"))
    add("--space", metavar=_("NAME"), help=_("the room, field or court of the venue"))
    add("--place", metavar=_("TEXT"), help=_("where it is, if at no venue of the list"))
    add("--public", action=BooleanOptionalAction, help=_("for everybody's eyes"))
    add("--draft", action=BooleanOptionalAction, help=_("not yet published"))
    add("--position", type=wanted_position, action="append", metavar=_("ROLE:NEEDED[:MOST]"), help=_("who is needed"))
    add("--description", metavar=_("TEXT"), help=_("more about it"))
    _override(parser)


def _override(parser: Parser) -> None:
    parser.add_argument(
        "--override", default="", metavar=_("REASON"), help=_("go on in spite of what a reason may lift")
    )


def _number_or_nothing(text: str) -> int | None:
    return number(text) if text.strip() else None


def _add(session: Session) -> int:
    asked = session.asked
    if asked.ends is None and asked.minutes is None and not asked.all_day:
        raise WrongUsage(_("Say when it ends: --ends, or --minutes, or --all-day."))
    zone = session.storage.read(precinct).zone
    when = _when(asked, None, zone)
    event = _told(session, Event(EventKind(asked.kind), asked.title, when))
    return say_added(session, session.change(add_event, event, override_reason=asked.override))


def _edit(session: Session) -> int:
    stored = session.storage.read(event_card, session.asked.id).line.event
    wanted = _told(session, replace(stored, when=_when(session.asked, stored.when, stored.when.zone)))
    return say_done(session, session.change(edit_event, wanted, override_reason=session.asked.override))


def _move(session: Session) -> int:
    asked = session.asked
    stored = session.storage.read(event_card, asked.id).line.event
    if not isinstance(asked.to, datetime) and not stored.when.all_day:
        raise WrongUsage(_("Say the time too, as 2027-01-12T14:05: only whole days move to a date."))
    errand = session.change(move_event, asked.id, _at(asked.to), version=stored.version, override_reason=asked.override)
    return say_done(session, errand)


def _cancel(session: Session) -> int:
    return say_done(session, session.change(cancel_event, session.asked.id, session.asked.reason))


# --- the time --------------------------------------------------------------------------------------------------------


def _when(asked: Namespace, stored: When | None, zone: str) -> When:
    """The time the flags say; what they leave out stays, and a new start keeps the length."""
    try:
        return _reckoned(asked, stored, zone)
    except OverflowError:
        facts = {"first": FIRST_YEAR, "last": LAST_YEAR}
        raise Refused(Problem("year-out-of-reach", "ends", facts=facts)) from None


def _reckoned(asked: Namespace, stored: When | None, zone: str) -> When:
    all_day = asked.all_day if asked.all_day is not None else stored is not None and stored.all_day
    first: date = asked.starts or (stored.starts if stored is not None else date.min)
    if all_day and asked.minutes is not None:
        raise WrongUsage(_("{name} and {other} do not go together.").format(name="--minutes", other="--all-day"))
    if all_day:
        return _whole_days(first, asked.ends, stored, zone)
    starts = _with_time(first)
    if asked.minutes is not None:
        return When(starts, _after(starts, asked.minutes, zone), zone)
    if asked.ends is not None:
        return When(starts, _with_time(asked.ends), zone)
    if stored is None or stored.all_day:
        raise WrongUsage(_("Say when it ends: --ends, or --minutes, or --all-day."))
    return stored.moved_to(starts)


def _after(starts: datetime, minutes: int, zone: str) -> datetime:
    """So many minutes later on the clock face, from the time that is meant where clocks jump over the start."""
    if not is_within_reach(starts) or not is_skipped(starts, zone):
        return starts + timedelta(minutes=minutes)
    return wall_time_of(instant_of(starts, zone) + timedelta(minutes=minutes), zone)


def _with_time(value: date) -> datetime:
    if not isinstance(value, datetime):
        raise WrongUsage(_("Say the time too, as 2027-01-12T14:05, or --all-day."))
    return value


def _whole_days(starts: date, ends: date | None, stored: When | None, zone: str) -> When:
    first = _day(starts)
    if ends is not None:
        return When.days(first, _day(ends), zone)
    days = stored.last_day - stored.first_day if stored is not None and stored.all_day else timedelta()
    return When.days(first, first + days, zone)


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _at(value: date) -> datetime:
    return value if isinstance(value, datetime) else datetime.combine(value, time())


# --- everything else -------------------------------------------------------------------------------------------------


def _told(session: Session, event: Event) -> Event:
    """The event with what the flags say; what they leave out stays."""
    asked = session.asked
    texts = {name: getattr(asked, flag) for flag, name in _TEXTS.items() if getattr(asked, flag) is not None}
    told = replace(event, **texts)
    if asked.kind is not None:
        told = replace(told, kind=EventKind(asked.kind))
    if asked.public is not None:
        told = replace(told, public=asked.public)
    if asked.draft is not None:
        told = replace(told, status=EventStatus.DRAFT if asked.draft else EventStatus.PUBLISHED)
    if asked.position is not None:
        told = replace(told, positions=_positions(asked.position, event.positions, session.storage.read(all_roles)))
    return _placed(session, told)


def _placed(session: Session, event: Event) -> Event:
    asked = session.asked
    if "venue" in asked and asked.venue != event.venue_id:
        event = replace(event, venue_id=asked.venue, space_id=None)
    if asked.space is None:
        return event
    if event.venue_id is None:
        raise WrongUsage(_("Say which venue the space is in: --venue."))
    return replace(event, space_id=_space_named(asked.space, session.storage.read(venue_card, event.venue_id)))


def _space_named(name: str, venue: Venue) -> int | None:
    if not name.strip():
        return None
    found = _named(name, venue.spaces)
    if found is None:
        names = tuple(space.name for space in venue.spaces)
        raise Refused(Problem("no-such-space", "space", facts={"space": name, "venue": venue.name, "spaces": names}))
    return found.id


def _positions(wanted: list[Position], stored: Iterable[Position], roles: tuple[Role, ...]) -> tuple[Position, ...]:
    """The positions with their roles; one of the same role as before keeps its people."""
    free = list(stored)
    found = []
    for position in wanted:
        role = _role_named(position.role, roles)
        same = next((each for each in free if each.role_id == role.id), None)
        if same is not None:
            free.remove(same)
        base = same or Position(role.id or 0, role.name)
        found.append(replace(base, needed=position.needed, maximum=position.maximum))
    return tuple(found)


def _role_named(name: str, roles: tuple[Role, ...]) -> Role:
    found = _named(name, roles)
    if found is None:
        names = tuple(role.name for role in roles)
        raise Refused(Problem("no-such-role-name", "position", facts={"role": name, "roles": names}))
    return found


def _named(name: str, among: Sequence[_Named]) -> _Named | None:
    """The one of exactly this name, else the one whose name differs in capitals and accents only."""
    exact = next((each for each in among if each.name == name), None)
    return exact or next((each for each in among if fold(name) and fold(each.name) == fold(name)), None)
