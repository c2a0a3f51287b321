"""`erase person ID`: for good, after the name was typed or `--yes` was said."""

import sys

from coordinator.cli.arguments import Parser, number
from coordinator.cli.deeds import sentence_of
from coordinator.cli.refusals import warnings_shown
from coordinator.cli.session import Session
from coordinator.domain.changes import Changes
from coordinator.domain.erasures import Erasure
from coordinator.domain.errors import Interrupted, Refused
from coordinator.domain.folding import fold
from coordinator.domain.problems import Problem
from coordinator.runtime.i18n import _
from coordinator.usecases.erasing import backups_holding, erase_for_good, what_erasing_takes
from coordinator.wording.erasures import question, what_goes, what_stays
from coordinator.wording.labels import change_label
from coordinator.wording.problems import sentence


def arguments(word: str, parser: Parser) -> None:
    """What is erased, and that it is meant."""
    words = parser.words(word)
    person = words.add_parser("person", help=_("Erase a person for good, as if they had never been here."))
    person.add_argument("id", type=number, metavar=_("ID"))
    person.add_argument("--yes", action="store_true", help=_("do not ask; for scripts"))
    person.set_defaults(perform=_erase)


def _erase(session: Session) -> int:
    wanted = session.storage.read(what_erasing_takes, session.asked.id)
    backups = backups_holding(session.target, session.settings.backup_folder)
    stays = what_stays(wanted, backups=backups, on_server="://" in session.target)
    if not session.asked.yes:
        _ask(session, wanted, stays)
    changes = erase_for_good(session.storage, session.asked.id, wanted.person.version)
    if session.output.json:
        session.output.document(_document(wanted, changes, backups))
    else:
        _tell(session, changes, stays)
    return 0


def _ask(session: Session, wanted: Erasure, stays: tuple[str, ...]) -> None:
    """On a terminal the name is typed again; a script says --yes."""
    if session.output.json or sys.stdin is None or not sys.stdin.isatty():
        raise Refused(Problem("erasing-not-confirmed", about="yes"))
    for line in (question(wanted), what_goes(wanted), *stays):
        session.output.complain(line)
    session.output.complain(_("Type the name to erase it, or press Enter to keep everything:"))
    if fold(sys.stdin.readline()) != fold(wanted.person.full_name):
        raise Interrupted


def _tell(session: Session, changes: Changes, stays: tuple[str, ...]) -> None:
    session.output.line(sentence_of(change_label(changes.label)))
    for problem in changes.warnings:
        session.output.complain(_("Warning: {sentence}").format(sentence=sentence(problem)))
    for line in stays:
        session.output.complain(line)


def _document(wanted: Erasure, changes: Changes, backups: int) -> dict[str, object]:
    return {
        "id": changes.record_id,
        "signups": wanted.signups,
        "changes": wanted.changes,
        "backups": backups,
        "mentions": [{"type": one.table, "id": one.key} for one in wanted.mentions],
        "warnings": warnings_shown(changes.warnings),
    }
