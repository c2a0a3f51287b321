"""`encrypt`, `decrypt`: a passphrase on the database file."""

from coordinator.cli.arguments import Parser
from coordinator.cli.passphrases import NEW, PRESENT, new_passphrase, present_passphrase
from coordinator.cli.session import Session
from coordinator.domain.errors import StorageTrouble
from coordinator.runtime.i18n import _
from coordinator.usecases.backups import keeping_of
from coordinator.usecases.passphrases import Relocked, is_locked, remove_passphrase, set_passphrase
from coordinator.wording import passphrases as wording


def arguments(word: str, parser: Parser) -> None:
    """A passphrase is no argument: others see the arguments of a command, and a shell writes them down."""
    add = parser.add_argument
    if word == "decrypt":
        add("--passphrase-file", metavar=_("FILE"), help=_("the passphrase stands in this file"))
        parser.set_defaults(perform=_decrypt)
        return
    add("--passphrase-file", metavar=_("FILE"), help=_("the new passphrase stands in this file"))
    add("--remember", action="store_true", help=_("let the keyring of this computer open the file from now on"))
    parser.set_defaults(perform=_encrypt)


def _encrypt(session: Session) -> int:
    target, asked = session.target, session.asked
    changes = is_locked(target)
    now = _present(target) if changes else None
    new = new_passphrase(asked.passphrase_file, *([NEW] if changes else [NEW, PRESENT]))
    if new is None:
        raise StorageTrouble("passphrase-not-given")
    keeping = keeping_of(session.settings)
    done = set_passphrase(target, new, keeping=keeping, clock=session.clock, now=now, keep=asked.remember)
    said = _("{path} has another passphrase now.") if changes else _("{path} is locked with the passphrase now.")
    _tell(session, done, said.format(path=done.path), *_about_backups(done, changes=changes))
    return 0


def _decrypt(session: Session) -> int:
    target, file = session.target, session.asked.passphrase_file
    now = None
    if is_locked(target):
        now = _present(target) if file is None else new_passphrase(file)
    done = remove_passphrase(target, keeping=keeping_of(session.settings), clock=session.clock, now=now)
    said = _("{path} has no passphrase any more: whoever gets hold of the file can read it.")
    _tell(session, done, said.format(path=done.path), wording.backups_of_before())
    return 0


def _present(target: str) -> str:
    found = present_passphrase(target)
    if found is None:
        raise StorageTrouble("passphrase-not-given")
    return found


def _about_backups(done: Relocked, *, changes: bool) -> list[str]:
    if changes:
        return [wording.backups_of_before()]
    said = [wording.backups_locked(done.locked)] if done.locked else []
    said += [wording.backups_readable(done.readable)] if done.readable else []
    return [*said, wording.copies_elsewhere(), wording.warning()]


def _tell(session: Session, done: Relocked, *sentences: str) -> None:
    if session.output.json:
        session.output.document(
            {
                "data": done.path,
                "backup": done.backup or None,
                "locked_backups": done.locked,
                "readable_backups": list(done.readable),
                "remembered": done.remembered,
            }
        )
        return
    for sentence in sentences:
        session.output.line(sentence)
    if session.asked.__dict__.get("remember") and not done.remembered:
        session.output.complain(_("This computer has no keyring that could keep the passphrase: it will be asked for."))
