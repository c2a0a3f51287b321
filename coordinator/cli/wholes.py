"""`import all`: everything of a database into an empty one."""

from coordinator.cli.arguments import WrongUsage
from coordinator.cli.session import Session
from coordinator.domain.backups import Reason
from coordinator.domain.errors import Refused
from coordinator.domain.wholes import Everything, Tallied
from coordinator.runtime.i18n import _
from coordinator.usecases.imports import load_file
from coordinator.usecases.wholes import bring_everything, everything_in, objections_to_everything

_OF_TABLES = {
    "map": "--map",
    "where": "--where",
    "duplicates": "--duplicates",
    "encoding": "--encoding",
    "sheet": "--sheet",
    "zone_map": "--zone-map",
    "dates": "--dates",
}


def import_all(session: Session) -> int:
    """Bring everything in, or say with --dry-run whether it could."""
    asked = session.asked
    for name, flag in _OF_TABLES.items():
        if getattr(asked, name):
            raise senseless(flag, asked.subject)
    file = load_file(asked.file)
    everything = everything_in(file)
    if asked.dry_run:
        problems = session.storage.read(objections_to_everything, everything)
        if problems:
            raise Refused(*problems)
    else:
        session.keep_backup(Reason.IMPORT)
        session.change(bring_everything, everything, file=file.name)
    return _say(session, file.name, everything)


def senseless(flag: str, subject: str) -> WrongUsage:
    """The complaint about a flag that this file has no use for."""
    return WrongUsage(_("{flag} says nothing about {subject}.").format(flag=flag, subject=subject))


def _say(session: Session, file: str, everything: Everything) -> int:
    tally = Tallied.of(everything)
    if session.output.json:
        session.output.document(_report(file, tally))
        return 0
    counted = _("People: {people}. Venues: {venues}. Events: {events}. Sign-ups: {signups}.")
    session.output.line(
        counted.format(people=tally.people, venues=tally.venues, events=tally.events, signups=tally.signups)
    )
    return 0


def _report(file: str, tally: Tallied) -> dict[str, object]:
    """The report every import has: a file of everything is read whole or refused."""
    return {
        "file": file,
        "encoding": "utf-8",
        "delimiter": None,
        "dates": None,
        "mapping": None,
        "read": tally.total,
        "added": tally.total,
        "updated": 0,
        "unchanged": 0,
        "refused": 0,
        "warnings": [],
        "errors": [],
        "people": tally.people,
        "venues": tally.venues,
        "events": tally.events,
        "signups": tally.signups,
    }
