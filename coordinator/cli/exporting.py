"""`export`: events, sign-ups, people, venues or everything, in a file for other programs."""

import os
from argparse import Namespace
from pathlib import Path

from coordinator.cli.arguments import Parser, WrongUsage
from coordinator.cli.filters import add_filters, event_query, people_query, refuse_senseless, text_asked
from coordinator.cli.session import Session
from coordinator.domain.documents import Document
from coordinator.domain.exports import FORMATS, ExportFormat, ExportWish
from coordinator.domain.privacy import Audience, Export
from coordinator.runtime.i18n import _, ngettext
from coordinator.usecases.exports import Exported, exported
from coordinator.usecases.saving import save_document
from coordinator.wording.exports import left_out_in_words

_SUBJECTS = {
    "events": Export.EVENTS,
    "signups": Export.SIGNUPS,
    "people": Export.PEOPLE,
    "venues": Export.VENUES,
    "all": Export.EVERYTHING,
}


def arguments(_word: str, parser: Parser) -> None:
    """What to write, as what, for whom, into which file."""
    add = parser.add_argument
    formats = [str(each) for each in ExportFormat]
    add("subject", choices=tuple(_SUBJECTS), metavar=_("SUBJECT"), help=", ".join(_SUBJECTS))
    add("--format", required=True, choices=formats, metavar=_("FORMAT"), help=", ".join(formats))
    audiences = [str(audience) for audience in Audience]
    add("--audience", choices=audiences, default=str(Audience.STAFF), help=_("who will see it; staff unless told"))
    add("-o", dest="file", required=True, metavar=_("FILE"), help=_("the file to write, or a folder for it"))
    add_filters(parser)
    parser.set_defaults(perform=_export)


def _export(session: Session) -> int:
    asked = session.asked
    refuse_senseless(asked)
    _refuse_format(asked)
    made = session.storage.read(exported, _wish(asked))
    target = _saved(asked.file, made.document)
    return _say(session, target, made)


def _refuse_format(asked: Namespace) -> None:
    known = [str(each) for each in FORMATS[_SUBJECTS[asked.subject]]]
    if asked.format not in known:
        sentence = _("There is no such file as {format} of {subject}. Choose from: {formats}.")
        formats = ", ".join(known)
        raise WrongUsage(sentence.format(format=asked.format, subject=asked.subject, formats=formats))
    if asked.subject == "all" and asked.audience != Audience.STAFF:
        raise WrongUsage(_("Everything is for staff only."))


def _wish(asked: Namespace) -> ExportWish:
    what, as_what, audience = _SUBJECTS[asked.subject], ExportFormat(asked.format), Audience(asked.audience)
    if what is Export.PEOPLE:
        return ExportWish(what, as_what, audience, people=people_query(asked), person_id=asked.person)
    if what is Export.VENUES:
        return ExportWish(what, as_what, audience, venue_id=asked.venue, text=text_asked(asked))
    return ExportWish(what, as_what, audience, events=event_query(asked))


def _saved(named: str, document: Document) -> Path:
    """The file it went to: in a folder it has a name of its own."""
    target = Path(named)
    target = target / document.name if os.path.isdir(target) else target  # also says no to names that cannot be
    save_document(document, target)
    return target


def _say(session: Session, target: Path, made: Exported) -> int:
    if session.output.json:
        session.output.document(
            {
                "file": str(target),
                "records": made.records,
                "audience": session.asked.audience,
                "left_out": [str(field) for field in made.left_out],
                "hidden": made.hidden,
                "shortened": made.shortened,
                "remarks": list(made.document.remarks),
            }
        )
        return 0
    told = ngettext("Saved {file}, {n} record.", "Saved {file}, {n} records.", made.records)
    session.output.line(told.format(file=target, n=made.records))
    if made.left_out:
        session.output.complain(_("Left out: {fields}").format(fields=left_out_in_words(made.left_out)))
    for remark in made.document.remarks:
        session.output.complain(remark)
    return 0
