"""`print`: a sheet as a PDF file, or which sheets there are."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from coordinator.cli.arguments import Parser, WrongUsage, day, number
from coordinator.cli.output import Column
from coordinator.cli.session import Session
from coordinator.domain.documents import Document
from coordinator.domain.listings import EventQuery
from coordinator.domain.privacy import Audience, Sheet
from coordinator.domain.signins import LEAST_WALK_INS
from coordinator.runtime.i18n import _, ngettext
from coordinator.usecases.events import events_during
from coordinator.usecases.paper import RosterWish, printed_sheet, record_print, sheets
from coordinator.usecases.saving import save_document
from coordinator.usecases.sheets import SheetWish
from coordinator.usecases.signin import SignInWish

_PAPERS = ("letter", "a4", "legal")


def arguments(_word: str, parser: Parser) -> None:
    """Which sheet, about what, for whom, into which file."""
    add = parser.add_argument
    names = [str(sheet) for sheet in Sheet]
    add("sheet", nargs="?", choices=names, metavar=_("SHEET"), help=", ".join(names))
    add("--list", action="store_true", help=_("which sheets there are, and for whom"))
    add("--event", type=number, action="append", metavar=_("ID"), help=_("an event; may be given several times"))
    add("--from", dest="first", type=day, metavar=_("DATE"), help=_("from this day on"))
    add("--to", dest="last", type=day, metavar=_("DATE"), help=_("up to and with this day"))
    add("--person", type=number, action="append", metavar=_("ID"), help=_("only what this person is in"))
    add("--audience", choices=[str(audience) for audience in Audience], help=_("who will see it"))
    add("--paper", choices=_PAPERS, default="", help=_("else the precinct's paper"))
    add("--large", action="store_true", help=_("large print"))
    add("--walk-ins", type=number, metavar=_("N"), help=_("rows without a name on each sign-in sheet, at least 20"))
    add("-o", dest="file", metavar=_("FILE"), help=_("the PDF to write"))
    parser.set_defaults(perform=_print)


def _print(session: Session) -> int:
    asked = session.asked
    if asked.list:
        return _list(session)
    missing = [
        name
        for name, given in ((_("SHEET"), asked.sheet), ("--audience", asked.audience), ("-o", asked.file))
        if not given
    ]
    if missing:
        raise WrongUsage(_("Something is missing: {names}.").format(names=", ".join(missing)))
    printed = session.storage.read(printed_sheet, _wish(session))
    save_document(printed.document, Path(asked.file))
    session.change(record_print, printed)
    return _say_saved(session, printed.document_with_notes)


def _wish(session: Session) -> SheetWish:
    asked = session.asked
    if asked.walk_ins is not None and asked.sheet != Sheet.SIGN_IN:
        raise WrongUsage(_("Only the sign-in sheet has rows for walk-ins."))
    common: dict[str, Any] = {
        "first": asked.first,
        "last": asked.last,
        "event_ids": _event_ids(session),
        "audience": Audience(asked.audience),
        "paper": asked.paper,
        "large": asked.large,
    }
    if asked.sheet == Sheet.SIGN_IN:
        return SignInWish(**common, walk_ins=LEAST_WALK_INS if asked.walk_ins is None else asked.walk_ins)
    return RosterWish(**common)


def _event_ids(session: Session) -> tuple[int, ...] | None:
    """The events named, and of these only those the people named hold a place in; None for all of the days."""
    asked = session.asked
    named = tuple(asked.event) if asked.event else None
    if not asked.person:
        return named
    query = EventQuery(asked.first, asked.last, event_ids=named)
    found = (session.storage.read(events_during, replace(query, person_id=each)) for each in asked.person)
    return tuple(dict.fromkeys(line.event.id for lines in found for line in lines if line.event.id is not None))


def _say_saved(session: Session, document: Document) -> int:
    file, pages = session.asked.file, document.pages
    if session.output.json:
        session.output.document({"file": file, "pages": pages, "remarks": list(document.remarks)})
        return 0
    told = ngettext("Saved {file}, {pages} page.", "Saved {file}, {pages} pages.", pages)
    session.output.line(told.format(file=file, pages=pages))
    for remark in document.remarks:
        session.output.complain(remark)
    return 0


def _list(session: Session) -> int:
    found = sheets()
    if session.output.json:
        session.output.document(
            [
                {
                    "sheet": str(each.sheet),
                    "title": each.title,
                    "audiences": [str(choice.audience) for choice in each.audiences],
                }
                for each in found
            ]
        )
        return 0
    rows = [[str(each.sheet), each.title, ", ".join(str(c.audience) for c in each.audiences)] for each in found]
    session.output.table([Column(_("Sheet")), Column(_("Title")), Column(_("For"))], rows)
    return 0
