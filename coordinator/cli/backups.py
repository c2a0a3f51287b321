"""`backup`, `restore`, `upgrade`: the database as a file."""

from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.cli.arguments import Parser
from coordinator.cli.output import Json
from coordinator.cli.progress import Progress
from coordinator.cli.session import Session
from coordinator.domain.backups import Look
from coordinator.runtime.i18n import _
from coordinator.usecases.backups import (
    copy_to_file,
    is_on_server,
    keeping_of,
    looked_over,
    new_file,
    restore_backup,
)

if TYPE_CHECKING:
    from coordinator.usecases.upkeep import Upgraded


def arguments(word: str, parser: Parser) -> None:
    """A file, but for the upgrade."""
    if word == "upgrade":
        parser.set_defaults(perform=_upgrade)
        return
    told = {"backup": _("a new file for the copy"), "restore": _("a backup of this database")}
    parser.add_argument("file", metavar=_("FILE"), help=told[word])
    parser.set_defaults(perform={"backup": _backup, "restore": _restore}[word])


def _backup(session: Session) -> int:
    file = str(Path(session.asked.file).absolute())
    with Progress(_("Copying"), quiet=session.output.quiet) as progress:
        if is_on_server(session.target):
            look = _copied_from_server(session, file, progress)
        else:
            look = copy_to_file(session.target, file, progress=progress)
    if session.output.json:
        session.output.document(_shown(file, look))
    else:
        said = _("The backup is in {path}. It was opened and checked: people: {people}, events: {events}.")
        session.output.line(said.format(path=file, people=look.people, events=look.events))
    return 0


def _copied_from_server(session: Session, file: str, progress: Progress) -> Look:
    from coordinator.usecases.moving import move_office

    new_file(file)
    keeping = keeping_of(session.settings)
    move_office(session.storage, file, clock=session.clock, keeping=keeping, progress=progress)
    return looked_over(file)


def _restore(session: Session) -> int:
    with Progress(_("Restoring"), quiet=session.output.quiet) as progress:
        restored = restore_backup(session.target, session.asked.file, clock=session.clock, progress=progress)
    if session.output.json:
        session.output.document({**_shown(restored.path, restored.look), "kept": restored.kept or None})
        return 0
    look = restored.look
    said = _("The backup is in the place of {path} now. People: {people}, events: {events}.")
    session.output.line(said.format(path=restored.path, people=look.people, events=look.events))
    if restored.kept:
        session.output.line(_("The file from before is kept as {path}.").format(path=restored.kept))
    return 0


def _shown(file: str, look: Look) -> dict[str, Json]:
    size = Path(file).stat().st_size
    return {"file": file, "size": size, "schema": look.schema, "people": look.people, "events": look.events}


def _upgrade(session: Session) -> int:
    from coordinator.usecases.upkeep import upgrade_database

    done = upgrade_database(
        session.target, actor=session.actor, clock=session.clock, keeping=keeping_of(session.settings)
    )
    if session.output.json:
        session.output.document({"from": done.before, "to": done.now})
    else:
        session.output.line(_told(done))
    return 0


def _told(done: "Upgraded") -> str:
    if done.before == done.now:
        return _("The database is up to date: it has the data format {format}.").format(format=int(done.now))
    said = _("The database was brought from the data format {before} to {now}.")
    return said.format(before=int(done.before), now=int(done.now))
