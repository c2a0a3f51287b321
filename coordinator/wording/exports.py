"""Words of exported files: headings, names of sheets, cells, and what an audience does not get."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from coordinator.domain.events import EventKind, EventStatus, SignupSource, SignupStatus
from coordinator.domain.exportcolumns import Cell
from coordinator.domain.exports import ExportFormat, left_out_of
from coordinator.domain.people import PersonStatus
from coordinator.domain.privacy import Export, Field, Policy
from coordinator.runtime.i18n import _, ngettext, pgettext
from coordinator.wording import labels
from coordinator.wording.audiences import AudienceChoice, audience_name, field_name, shown_in_file

# The import knows these headings again, in either language; a test brings every file back in.
_HEADINGS: Mapping[str, Callable[[], str]] = {
    "number": lambda: _("Number"),
    "given-name": lambda: _("Given name"),
    "family-name": lambda: _("Family name"),
    "preferred-name": lambda: _("Preferred name"),
    "latin-name": lambda: _("Latin name"),
    "rank": lambda: _("Rank"),
    "status": lambda: _("Status"),
    "birth-date": lambda: _("Birth date"),
    "adult": lambda: pgettext("heading", "Adult"),
    "language": lambda: _("Language"),
    "mobile": lambda: _("Mobile"),
    "phone": lambda: _("Phone"),
    "email": lambda: _("E-mail"),
    "address": lambda: _("Address"),
    "tags": lambda: _("Tags"),
    "availability": lambda: _("Availability"),
    "shield": lambda: _("Shield"),
    "notes": lambda: _("Notes"),
    "title": lambda: _("Title"),
    "kind": lambda: _("Kind"),
    "starts": lambda: pgettext("heading", "Start"),
    "ends": lambda: pgettext("heading", "End"),
    "all-day": lambda: _("All day"),
    "place": lambda: _("Place"),
    "cancel-reason": lambda: pgettext("heading", "Why cancelled"),
    "public": lambda: pgettext("heading", "Public"),
    "description": lambda: _("Description"),
    "needed": lambda: _("Needed"),
    "confirmed": lambda: _("Confirmed"),
    "offered": lambda: _("Offered"),
    "open": lambda: pgettext("places of a position", "Open"),
    "event-number": lambda: _("Event no."),
    "event": lambda: _("Event"),
    "minutes": lambda: _("Minutes"),
    "role": lambda: _("Role"),
    "person-number": lambda: _("Person no."),
    "person": lambda: _("Person"),
    "source": lambda: pgettext("heading", "How it came about"),
    "note": lambda: _("Note"),
    "override-reason": lambda: _("Signed up anyway because"),
    "venue": lambda: _("Venue"),
    "space": lambda: _("Space"),
    "capacity": lambda: _("Capacity"),
    "space-notes": lambda: _("Space notes"),
    "step-free": lambda: pgettext("heading", "Step-free"),
    "map-link": lambda: _("Map link"),
    "access-notes": lambda: _("Access notes"),
}


def heading(code: str) -> str:
    """The heading of a column."""
    return _HEADINGS[code]()


def export_name(export: Export) -> str:
    """The name of what is exported, as on the tab of a spreadsheet."""
    return {
        Export.EVENTS: _("Events"),
        Export.SIGNUPS: _("Sign-ups"),
        Export.PEOPLE: _("People"),
        Export.VENUES: _("Venues"),
        Export.EVERYTHING: _("Everything"),
    }[export]


def counted(export: Export, n: int) -> str:
    """ "1 event", "12 people", in the middle of a sentence."""
    one_and_many = {
        Export.EVENTS: lambda: ngettext("{n} event", "{n} events", n),
        Export.SIGNUPS: lambda: ngettext("{n} sign-up", "{n} sign-ups", n),
        Export.PEOPLE: lambda: ngettext("{n} person", "{n} people", n),
        Export.VENUES: lambda: ngettext("{n} venue", "{n} venues", n),
        Export.EVERYTHING: lambda: ngettext("{n} record", "{n} records", n),
    }
    return one_and_many[export]().format(n=f"{n:,}")


def format_hint(as_what: ExportFormat) -> str:
    """What the file is good for."""
    return {
        ExportFormat.ICS: _("A calendar file: for Outlook, Google, Apple and phones."),
        ExportFormat.VCF: _("Address cards: for phones and mail programs."),
        ExportFormat.CSV: _("A table that any program reads. A double-click opens it in Excel."),
        ExportFormat.XLSX: _("A workbook for Excel and LibreOffice, with dates and numbers as such."),
        ExportFormat.JSON: _("For other programs, and for moving to another computer."),
    }[as_what]


def choice_of(policy: Policy) -> AudienceChoice:
    """One audience of a file, to choose."""
    everything = policy.sheet is Export.EVERYTHING
    return AudienceChoice(
        policy.audience,
        audience_name(policy.audience),
        _("People, venues, events and sign-ups with all there is about them") if everything else shown_in_file(policy),
        _("the log of who changed what") if everything else _missing(policy),
        _("Only practices and games; other events are left out") if policy.only_kinds else "",
    )


def said_once(fields: Sequence[Field]) -> tuple[Field, ...]:
    """Without what another one says: who gets no birth dates gets no ages."""
    return tuple(field for field in fields if not (field is Field.MINORS_AGES and Field.BIRTH_DATES in fields))


def _missing(policy: Policy) -> str:
    return left_out_in_words(said_once(left_out_of(policy))) or pgettext("left out of a file", "nothing")


def cell_in_words(cell: Cell) -> str | int | date | datetime | None:
    """A kind, a status, a yes or no by its name; anything else as it is."""
    if isinstance(cell, bool):
        return _("yes") if cell else _("no")
    if isinstance(cell, EventKind):
        return labels.kind_name(cell)
    if isinstance(cell, EventStatus):
        return labels.status_name(cell)
    if isinstance(cell, SignupStatus):
        return labels.signup_status_name(cell)
    if isinstance(cell, SignupSource):
        return labels.signup_source_name(cell)
    return labels.person_status_name(cell) if isinstance(cell, PersonStatus) else cell


def left_out_in_words(fields: Sequence[Field]) -> str:
    """What an audience does not get: "phones, e-mails, notes"."""
    return ", ".join(field_name(field) for field in fields)


def notes(*, shortened: int, hidden: int) -> tuple[str, ...]:
    """What a reader of the file should know."""
    found = []
    if shortened:
        found.append(
            ngettext(
                "{n} person is under 18 or of unknown age: shown by first name and initial.",
                "{n} people are under 18 or of unknown age: shown by first name and initial.",
                shortened,
            ).format(n=shortened)
        )
    if hidden:
        found.append(
            ngettext(
                "{n} event is not for these eyes and is left out.",
                "{n} events are not for these eyes and are left out.",
                hidden,
            ).format(n=hidden)
        )
    return tuple(found)


def cut_note(cells: int) -> tuple[str, ...]:
    """What a spreadsheet could not hold."""
    told = ngettext(
        "{n} text is longer than a spreadsheet can hold and was cut. CSV and JSON hold it whole.",
        "{n} texts are longer than a spreadsheet can hold and were cut. CSV and JSON hold them whole.",
        cells,
    )
    return (told.format(n=cells),) if cells else ()
