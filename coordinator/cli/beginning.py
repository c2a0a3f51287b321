"""`init`: a new database."""

from dataclasses import replace

from coordinator.cli.arguments import Parser
from coordinator.cli.session import Session
from coordinator.domain.errors import Refused
from coordinator.domain.precinct import Precinct, objections_to
from coordinator.domain.typed import tidy
from coordinator.runtime.i18n import _, all_languages, language
from coordinator.usecases.sample import fill_sample, sample_precinct
from coordinator.usecases.upkeep import create_database


def arguments(_word: str, parser: Parser) -> None:
    """What the precinct is called and where it is."""
    add = parser.add_argument
    add("--sample", action="store_true", help=_("with a made-up precinct dated around today, to try everything on"))
    add("--name", metavar=_("NAME"), help=_("the name printed on every sheet"))
    add("--zone", default=Precinct().zone, metavar=_("ZONE"), help=_("the time zone, %(default)s unless told"))
    parser.set_defaults(perform=_init)


def _init(session: Session) -> int:
    wanted = _precinct(session)
    problems = tuple(objections_to(wanted))
    if problems:
        raise Refused(*problems)
    session.use(
        create_database(
            session.target,
            precinct=wanted,
            actor=session.actor,
            clock=session.clock,
            fill=fill_sample if session.asked.sample else None,
        )
    )
    where = session.target.rpartition("@")[2] if "://" in session.target else session.target
    if session.output.json:
        session.output.document({"data": where, "precinct": wanted.name, "zone": wanted.zone})
    else:
        session.output.line(_("Made a new database for {precinct}: {path}").format(precinct=wanted.name, path=where))
    return 0


def _precinct(session: Session) -> Precinct:
    asked = session.asked
    usual = sample_precinct(language()) if asked.sample else Precinct(languages=all_languages())
    name = usual.name if asked.name is None else tidy(asked.name)
    return replace(usual, name=name, zone=tidy(asked.zone))
