"""The filters that lists and exports share: what may be asked of which subject."""

from argparse import Namespace
from collections.abc import Mapping, Sequence
from enum import StrEnum

from coordinator.cli.arguments import Parser, WrongUsage, day, number
from coordinator.domain.events import EventKind, EventStatus, SignupStatus
from coordinator.domain.listings import EventQuery, PeopleQuery
from coordinator.domain.people import PersonStatus
from coordinator.domain.typed import tidy
from coordinator.runtime.i18n import _

_OF_EVENTS = ("first", "last", "kind", "status", "person", "venue", "text")
_FILTERS: Mapping[str, Sequence[str]] = {
    "people": ("status", "person", "text"),
    "venues": ("venue", "text"),
    "events": _OF_EVENTS,
    "positions": _OF_EVENTS,
    "signups": _OF_EVENTS,
    "openings": _OF_EVENTS,
}
_FLAGS = {"first": "--from", "last": "--to"}
_STATUSES: Mapping[str, type[StrEnum]] = {"people": PersonStatus, "signups": SignupStatus}


def add_filters(parser: Parser) -> None:
    """The flags."""
    add = parser.add_argument
    add("--from", dest="first", type=day, metavar=_("DATE"), help=_("from this day on"))
    add("--to", dest="last", type=day, metavar=_("DATE"), help=_("up to and with this day"))
    add("--kind", choices=[str(kind) for kind in EventKind], help=_("only events of this kind"))
    add("--status", metavar=_("STATUS"), help=_("only those that stand so"))
    add("--person", type=number, metavar=_("ID"), help=_("only what this person is in"))
    add("--venue", type=number, metavar=_("ID"), help=_("only at this venue"))
    add("--text", metavar=_("TEXT"), help=_("only with these words, accents and capitals aside"))


def refuse_senseless(asked: Namespace) -> None:
    """Raise WrongUsage for a filter that says nothing about the subject, or a status that it cannot have."""
    for name in _OF_EVENTS:
        if getattr(asked, name) is not None and name not in _FILTERS.get(asked.subject, ()):
            sentence = _("{flag} says nothing about {subject}.")
            raise WrongUsage(sentence.format(flag=_FLAGS.get(name, f"--{name}"), subject=asked.subject))
    known = [str(status) for status in _STATUSES.get(asked.subject, EventStatus)]
    if asked.status is not None and asked.status not in known:
        sentence = _("--status cannot be “{value}”. Choose from: {choices}.")
        raise WrongUsage(sentence.format(value=asked.status, choices=", ".join(known)))


def event_query(asked: Namespace) -> EventQuery:
    """Which events, or whose sign-ups."""
    signups = asked.subject == "signups"
    return EventQuery(
        first=asked.first,
        last=asked.last,
        kinds=frozenset({EventKind(asked.kind)}) if asked.kind else None,
        venue_ids=None if asked.venue is None else frozenset({asked.venue}),
        status=EventStatus(asked.status) if asked.status and not signups else None,
        signup_status=SignupStatus(asked.status) if asked.status and signups else None,
        text=text_asked(asked),
        person_id=asked.person,
    )


def people_query(asked: Namespace) -> PeopleQuery:
    """Which people."""
    return PeopleQuery(text_asked(asked), status=PersonStatus(asked.status) if asked.status else None)


def text_asked(asked: Namespace) -> str:
    """The words, fit to be looked for."""
    return tidy(asked.text or "")
