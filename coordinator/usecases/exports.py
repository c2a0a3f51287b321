"""Files for other programs: who may see what is settled before any format is written."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from coordinator.domain import privacy
from coordinator.domain.calendarentries import AddressCard, CalendarEntry, entry_of_event, entry_of_signup
from coordinator.domain.documents import Document
from coordinator.domain.errors import Refused
from coordinator.domain.exportcolumns import Cell, EventRow, ExportTable, SignUpRow, cells_of, columns_for, venue_rows
from coordinator.domain.exports import (
    FORMATS,
    MEDIA_TYPES,
    ExportFormat,
    ExportWish,
    keys_for,
    left_out_of,
    line_for,
    person_for,
    signup_for,
    venue_for,
)
from coordinator.domain.filenames import file_name
from coordinator.domain.listings import EventLine, SignUpLine
from coordinator.domain.people import Person
from coordinator.domain.privacy import Audience, Export, Field, Policy, is_shortened, is_shown
from coordinator.domain.problems import Fact, Problem
from coordinator.domain.records import JsonObject, event_record, person_record, signup_record, venue_record
from coordinator.exchange.csvout import csv_bytes
from coordinator.exchange.icsout import calendar_bytes
from coordinator.exchange.jsonout import records_bytes
from coordinator.exchange.vcardout import cards_bytes
from coordinator.usecases.people import people_in_full
from coordinator.usecases.signups import signups_matching
from coordinator.usecases.venues import venues_matching
from coordinator.usecases.wholes import everything_exported, everything_name
from coordinator.wording import exports as words
from coordinator.wording.audiences import AudienceChoice

if TYPE_CHECKING:  # the window asks and paints before SQLAlchemy is loaded
    from coordinator.db.work import Work

Progress = Callable[[int, int], object]
MOST_ROWS = 1_048_575  # of a spreadsheet, below the head
_STEPS = 2
_A_WEEK = timedelta(days=6)


def _quiet(_done: int, _total: int) -> None:
    """Nobody asks how far it is."""


@dataclass(frozen=True, slots=True)
class Exported:
    """The file and what it does not hold: fields this audience never gets, events that are not for its eyes, people
    who stand by first name and initial."""

    document: Document
    records: int
    left_out: tuple[Field, ...] = ()
    hidden: int = 0
    shortened: int = 0


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a file will be before it is made: its name, how many records, and what it will not hold. `venues`, `person`
    and `event` name what the wish is narrowed to by number."""

    name: str
    records: int
    left_out: tuple[Field, ...] = ()
    hidden: int = 0
    shortened: int = 0
    venues: tuple[str, ...] = ()
    person: str = ""
    event: str = ""


@dataclass(frozen=True, slots=True)
class FileKind:
    """A subject that can be exported, in words: its formats, the audiences that make sense, the usual one."""

    what: Export
    title: str
    formats: tuple[ExportFormat, ...]
    audiences: tuple[AudienceChoice, ...]
    usual: Audience


@dataclass(frozen=True, slots=True)
class _Content:
    """What goes into the file, each form of it made only when it is asked for."""

    records: int
    table: Callable[[], tuple[tuple[Cell, ...], ...]]
    json: Callable[[], list[JsonObject]]
    entries: Callable[[], list[CalendarEntry]] = list
    cards: Callable[[], list[AddressCard]] = list
    hidden: int = 0
    shortened: int = 0


def file_kinds() -> tuple[FileKind, ...]:
    """Everything that can be exported, in words of the language in use."""
    return tuple(
        FileKind(
            what,
            words.export_name(what),
            FORMATS[what],
            tuple(words.choice_of(policy) for policy in privacy.policies_of(what)),
            privacy.usual_audience(what),
        )
        for what in Export
    )


def export_outlook(work: Work, wish: ExportWish) -> Outlook:
    """What the file would be. Refused as the file would be."""
    policy = _policy(wish)
    if wish.what is Export.EVERYTHING:
        return Outlook(everything_name(work), work.everything.counts().total)
    content = _CONTENTS[wish.what](work, wish, policy)
    events = [line.event.title for line in work.events.lines(wish.events)] if wish.events.event_ids else []
    person_id = wish.person_id if wish.what is Export.PEOPLE else wish.events.person_id
    return Outlook(
        _name(work, wish),
        content.records,
        left_out_of(policy),
        content.hidden,
        content.shortened,
        venues=_venues_named(work, wish),
        person="" if person_id is None else work.people.get(person_id).full_name,
        event=events[0] if len(events) == 1 else "",
    )


def exported(work: Work, wish: ExportWish, *, progress: Progress = _quiet) -> Exported:
    """The file. Refused where the audience must not have it or the format makes no sense. `progress` hears of steps
    done and steps in all, and may raise Interrupted."""
    policy = _policy(wish)
    progress(0, _STEPS)
    if wish.what is Export.EVERYTHING:
        return Exported(everything_exported(work), work.everything.counts().total)
    content = _CONTENTS[wish.what](work, wish, policy)
    progress(1, _STEPS)
    written = _written(work, wish, policy, content)
    notes = words.notes(shortened=content.shortened, hidden=content.hidden)
    document = Document(
        _name(work, wish), MEDIA_TYPES[wish.format], written.content, remarks=(*notes, *written.remarks)
    )
    return Exported(document, content.records, left_out_of(policy), content.hidden, content.shortened)


def _policy(wish: ExportWish) -> Policy:
    policy = privacy.policy_for(wish.what, wish.audience)
    if policy is None:
        facts: dict[str, Fact] = {"what": wish.what, "audience": wish.audience}
        raise Refused(Problem("export-not-for-audience", about="audience", facts=facts))
    if wish.format not in FORMATS[wish.what]:
        told: dict[str, Fact] = {"format": wish.format, "formats": tuple(map(str, FORMATS[wish.what]))}
        raise Refused(Problem("export-format-senseless", about="format", facts=told))
    return policy


# --- what goes in ----------------------------------------------------------------------------------------------------


def _events(work: Work, wish: ExportWish, policy: Policy) -> _Content:
    found = work.events.lines(wish.events)
    shown = [line_for(line, policy) for line in found if _is_for(line, policy)]
    columns, zone = columns_for(wish.what, policy), work.zone
    return _Content(
        len(shown),
        lambda: tuple(cells_of(columns, EventRow(line, zone)) for line in shown),
        lambda: [keys_for(event_record(line), wish.what, policy) for line in shown],
        lambda: _event_entries(work, shown),
        hidden=len(found) - len(shown),
    )


def _is_for(line: EventLine, policy: Policy) -> bool:
    return is_shown(line.event, policy) and (policy.only_kinds is None or line.event.kind in policy.only_kinds)


def _event_entries(work: Work, lines: Sequence[EventLine]) -> list[CalendarEntry]:
    addresses = _addresses(work)
    instants = work.everything.instants("event", [_id(line.event.id) for line in lines])
    return [
        entry_of_event(
            line, address=addresses.get(line.event.venue_id, ""), changed_at=instants[_id(line.event.id)].changed_at
        )
        for line in lines
    ]


def _signups(work: Work, wish: ExportWish, policy: Policy) -> _Content:
    found = signups_matching(work, wish.events)
    events = {line.event.id: line for line in work.events.lines(wish.events)}
    seen = [line for line in found if _is_for(events[line.event_id], policy)]
    shown = [signup_for(line, policy) for line in seen]
    columns, zone = columns_for(wish.what, policy), work.zone
    return _Content(
        len(shown),
        lambda: tuple(cells_of(columns, SignUpRow(line, events[line.event_id].place_shown, zone)) for line in shown),
        lambda: [keys_for(signup_record(line), wish.what, policy) for line in shown],
        lambda: _signup_entries(work, shown, {key: line_for(line, policy) for key, line in events.items()}),
        hidden=len({line.event_id for line in found} - {line.event_id for line in seen}),
        shortened=len({line.person.id for line in seen if is_shortened(line.person, line.when.first_day, policy)}),
    )


def _signup_entries(
    work: Work, lines: Sequence[SignUpLine], events: Mapping[int | None, EventLine]
) -> list[CalendarEntry]:
    addresses = _addresses(work)
    made = work.everything.instants("signup", [_id(line.signup.id) for line in lines])
    changed = work.everything.instants("event", sorted({line.event_id for line in lines}))
    return [
        entry_of_signup(
            line,
            events[line.event_id],
            address=addresses.get(events[line.event_id].event.venue_id, ""),
            changed_at=max(made[_id(line.signup.id)].changed_at, changed[line.event_id].changed_at),
        )
        for line in lines
    ]


def _people(work: Work, wish: ExportWish, policy: Policy) -> _Content:
    today = work.today
    found = [one for one in people_in_full(work, wish.people) if wish.person_id in (None, one.id)]
    shown = [person_for(one, today, policy) for one in found]
    columns = columns_for(wish.what, policy)
    return _Content(
        len(shown),
        lambda: tuple(cells_of(columns, one) for one in shown),
        lambda: [keys_for(person_record(one, today), wish.what, policy) for one in shown],
        cards=lambda: _cards(work, shown),
        shortened=sum(is_shortened(one, today, policy) for one in found),
    )


def _cards(work: Work, people: Sequence[Person]) -> list[AddressCard]:
    instants = work.everything.instants("person", [_id(one.id) for one in people])
    return [AddressCard(one, instants[_id(one.id)].created_at, instants[_id(one.id)].changed_at) for one in people]


def _venues(work: Work, wish: ExportWish, policy: Policy) -> _Content:
    shown = [venue_for(one, policy) for one in venues_matching(work, wish.text, venue_id=wish.venue_id)]
    columns = columns_for(wish.what, policy)
    return _Content(
        len(shown),
        lambda: tuple(cells_of(columns, row) for one in shown for row in venue_rows(one)),
        lambda: [keys_for(venue_record(one), wish.what, policy) for one in shown],
    )


def _addresses(work: Work) -> Mapping[int | None, str]:
    return {venue.id: venue.address for venue in work.venues.all(removed=True)}


def _id(key: int | None) -> int:
    assert key is not None
    return key


_CONTENTS: Mapping[Export, Callable[[Work, ExportWish, Policy], _Content]] = {
    Export.EVENTS: _events,
    Export.SIGNUPS: _signups,
    Export.PEOPLE: _people,
    Export.VENUES: _venues,
}

# --- as which file ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Written:
    content: bytes
    remarks: tuple[str, ...] = ()


def _written(work: Work, wish: ExportWish, policy: Policy, content: _Content) -> _Written:
    if wish.format is ExportFormat.ICS:
        return _Written(calendar_bytes(content.entries(), name=work.precinct.get().name))
    if wish.format is ExportFormat.VCF:
        return _Written(cards_bytes(content.cards()))
    if wish.format is ExportFormat.JSON:
        return _Written(records_bytes(content.json()))
    headings = tuple(words.heading(column.code) for column in columns_for(wish.what, policy))
    table = ExportTable(words.export_name(wish.what), headings, content.table())
    return _Written(csv_bytes(table)) if wish.format is ExportFormat.CSV else _spreadsheet(work, table)


def _spreadsheet(work: Work, table: ExportTable) -> _Written:
    from coordinator.exchange.xlsxout import xlsx_bytes  # its library is not needed to start the window

    if len(table.rows) > MOST_ROWS:
        facts: dict[str, Fact] = {"count": len(table.rows), "limit": MOST_ROWS}
        raise Refused(Problem("too-many-rows", about="format", facts=facts))
    book = xlsx_bytes(table, made_at=work.now)
    return _Written(book.content, words.cut_note(book.cut))


def _name(work: Work, wish: ExportWish) -> str:
    """What the file is called until somebody says otherwise: subject, venue, days, audience; never a person."""
    subject = wish.what.removesuffix("-file")
    dated = wish.what in (Export.EVENTS, Export.SIGNUPS)
    days = _days(wish.events.first, wish.events.last) if dated else ""
    return file_name(subject, _venue_named(work, wish), days, wish.audience, ending=wish.format)


def _venue_named(work: Work, wish: ExportWish) -> str:
    """Where it is about one venue alone."""
    asked = wish.events.venue_ids or frozenset({wish.venue_id})
    named = _venues_named(work, wish)
    return named[0] if len(asked) == len(named) == 1 else ""


def _venues_named(work: Work, wish: ExportWish) -> tuple[str, ...]:
    wanted = (wish.events.venue_ids or frozenset({wish.venue_id})) - {None}
    return tuple(venue.name for venue in work.venues.all(removed=True) if venue.id in wanted) if wanted else ()


def _days(first: date | None, last: date | None) -> str:
    """A week by its number, wherever it begins: the week most of its days are in. A whole month by its own."""
    if first and last and last - first == _A_WEEK:
        week = (first + timedelta(days=3)).isocalendar()
        return f"{week.year}-W{week.week:02}"
    if first and last and first.day == 1 and last == first.replace(day=monthrange(first.year, first.month)[1]):
        return first.isoformat()[:7]
    return "_".join(day.isoformat() for day in dict.fromkeys((first, last)) if day)
