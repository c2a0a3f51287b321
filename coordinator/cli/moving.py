"""`copy-to`: the whole office into a new file or an empty database of a server."""

from coordinator.cli.arguments import Parser
from coordinator.cli.progress import Progress
from coordinator.cli.session import Session
from coordinator.domain.backups import Keeping
from coordinator.runtime.i18n import _
from coordinator.usecases.moving import Moved, Storage, move_office
from coordinator.wording.offices import size_words


def arguments(_word: str, parser: Parser) -> None:
    """Where to."""
    parser.add_argument("place", metavar=_("URL|PATH"), help=_("a file that is not there yet, or an empty database"))
    parser.set_defaults(perform=_copy)


def _copy(session: Session) -> int:
    settings = session.settings
    keeping = Keeping(settings.backup_folder, settings.backups_kept)
    storage: Storage = session.storage
    with Progress(_("Copying"), quiet=session.output.quiet) as progress:
        moved = move_office(storage, session.asked.place, keeping=keeping, clock=session.clock, progress=progress)
    _say(session, moved)
    return 0


def _say(session: Session, moved: Moved) -> None:
    where = moved.shown
    if session.output.json:
        session.output.document(
            {
                "data": where,
                "people": moved.size.people,
                "events": moved.size.events,
                "rows": moved.rows,
                "backup": moved.backup.path if moved.backup else None,
            }
        )
        return
    told = _("Everything is in {path} now, compared row by row: {size}. What was used so far stays as it is.")
    session.output.line(told.format(path=where, size=size_words(moved.size)))
    if moved.backup:
        session.output.line(_("A backup of it was kept in {path} first.").format(path=moved.backup.path))
