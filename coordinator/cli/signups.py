"""`signup add`, `confirm`, `decline`, `drop`."""

from coordinator.cli.arguments import Parser, number
from coordinator.cli.deeds import say_added, say_done
from coordinator.cli.session import Session
from coordinator.domain.events import HOLDS_A_PLACE, SignupStatus
from coordinator.runtime.i18n import _
from coordinator.usecases.signups import confirm_signup, decline_signup, drop_signup, sign_up


def arguments(word: str, parser: Parser) -> None:
    """The words after `signup`."""
    words = parser.words(word)
    add = words.add_parser("add", help=_("Sign a person up for a position and say the number."))
    add.add_argument("position", type=number, metavar=_("POSITION"), help=_("the number of the position"))
    add.add_argument("person", type=number, metavar=_("PERSON"), help=_("the number of the person"))
    choices = [str(status) for status in HOLDS_A_PLACE]
    add.add_argument("--status", choices=choices, default=str(SignupStatus.CONFIRMED), help=_("confirmed unless told"))
    add.add_argument("--override", default="", metavar=_("REASON"), help=_("go on in spite of what a reason may lift"))
    add.set_defaults(perform=_add)
    _answer(words.add_parser("confirm", help=_("The person comes."))).set_defaults(perform=_confirm)
    _answer(words.add_parser("decline", help=_("The person cannot come."))).set_defaults(perform=_decline)
    _answer(words.add_parser("drop", help=_("Take the person off."))).set_defaults(perform=_drop)


def _answer(parser: Parser) -> Parser:
    parser.add_argument("id", type=number, metavar=_("SIGNUP"), help=_("the number of the sign-up"))
    parser.add_argument("--reason", default="", metavar=_("REASON"), help=_("why, kept with the sign-up"))
    return parser


def _add(session: Session) -> int:
    asked = session.asked
    status = SignupStatus(asked.status)
    changes = session.change(sign_up, asked.position, asked.person, status=status, override_reason=asked.override)
    return say_added(session, changes)


def _confirm(session: Session) -> int:
    return say_done(session, session.change(confirm_signup, session.asked.id))


def _decline(session: Session) -> int:
    return say_done(session, session.change(decline_signup, session.asked.id, session.asked.reason))


def _drop(session: Session) -> int:
    return say_done(session, session.change(drop_signup, session.asked.id, session.asked.reason))
