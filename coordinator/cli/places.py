"""`venue add` and `role add`."""

from coordinator.cli.arguments import Parser, number
from coordinator.cli.deeds import say_added
from coordinator.cli.session import Session
from coordinator.domain.events import Role
from coordinator.domain.venues import Space, Venue
from coordinator.runtime.i18n import _
from coordinator.usecases.roles import add_role
from coordinator.usecases.venues import add_venue


def arguments(word: str, parser: Parser) -> None:
    """The words after `venue` or `role`."""
    words = parser.words(word)
    if word == "venue":
        _venue(words.add_parser("add", help=_("Add a venue and say the number.")))
    else:
        _role(words.add_parser("add", help=_("Add a role and say the number.")))


def _venue(parser: Parser) -> None:
    add = parser.add_argument
    add("--name", required=True, metavar=_("NAME"), help=_("the name of the venue"))
    add(
        "--space",
        action="append",
        default=[],
        metavar=_("NAME"),
        help=_("a room, field or court; may be given several times"),
    )
    add(
        "--capacity",
        type=number,
        metavar=_("N"),
        help=_("how many people each space holds; without a space, the venue"),
    )
    add("--address", default="", metavar=_("ADDRESS"), help=_("where it is"))
    parser.set_defaults(perform=_add_venue)


def _add_venue(session: Session) -> int:
    asked = session.asked
    names = asked.space or ([asked.name] if asked.capacity is not None else [])
    spaces = tuple(Space(name, asked.capacity) for name in names)
    return say_added(session, session.change(add_venue, Venue(asked.name, asked.address, spaces=spaces)))


def _role(parser: Parser) -> None:
    parser.add_argument("--name", required=True, metavar=_("NAME"), help=_("the name of the role"))
    parser.add_argument("--minimum-age", type=number, metavar=_("N"), help=_("in whole years, on the day of the event"))
    parser.set_defaults(perform=_add_role)


def _add_role(session: Session) -> int:
    return say_added(session, session.change(add_role, Role(session.asked.name, session.asked.minimum_age)))
