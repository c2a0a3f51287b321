"""What the sheets have in common: what somebody may wish for, who may have it, and what comes of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from coordinator.db.work import Work
from coordinator.domain import privacy
from coordinator.domain.documents import Document
from coordinator.domain.errors import NotFound, Refused
from coordinator.domain.events import EventKind
from coordinator.domain.listings import EventLine, EventQuery
from coordinator.domain.precinct import Precinct
from coordinator.domain.privacy import Audience, Policy, Sheet
from coordinator.domain.problems import Problem
from coordinator.printing.sheet import Look, Paper
from coordinator.runtime import i18n
from coordinator.runtime.i18n import ngettext
from coordinator.wording.moments import Style

PAPERS = tuple(str(paper) for paper in Paper)


@dataclass(frozen=True, slots=True)
class SheetWish:
    """Which events, for whom, how set. The dates are the precinct's, both included; without them they are those of
    `event_ids`. `paper` and `language` empty: the precinct's paper, the language in use."""

    first: date | None = None
    last: date | None = None
    event_ids: tuple[int, ...] | None = None
    audience: Audience = Audience.VOLUNTEERS
    kinds: frozenset[EventKind] | None = None
    paper: str = ""
    language: str = ""
    large: bool = False

    @property
    def about(self) -> str:
        """What it is about, as it is noted: dates or events, never a name."""
        if self.event_ids is not None:
            return "events " + ", ".join(map(str, self.event_ids))
        return f"{self.first or ''}/{self.last or ''}"


@dataclass(frozen=True, slots=True)
class PrintedPart:
    """One sheet of a file as it is noted: what it is about, and the number that stands on it if it has one."""

    about: str
    sheet_id: str = ""


@dataclass(frozen=True, slots=True)
class PrintedSheet:
    """The file, how many events it has, and what a reader should know about it. `empty` says that it has none."""

    sheet: Sheet
    audience: Audience
    document: Document
    parts: tuple[PrintedPart, ...]
    events: int
    notes: tuple[str, ...] = ()
    empty: str = ""

    @property
    def document_with_notes(self) -> Document:
        """The file alone, with every sentence about it among its remarks."""
        return replace(self.document, remarks=(*self.document.remarks, *self.notes))


def lines_wished(work: Work, wish: SheetWish) -> tuple[EventLine, ...]:
    """The events, by start and title. Raises Refused where nothing was asked for, NotFound for an unknown number."""
    if wish.first and wish.last and wish.last < wish.first:
        raise Refused(Problem("dates-turned-around", about="last", facts={"first": wish.first, "last": wish.last}))
    if wish.first is None and wish.last is None and wish.event_ids is None:
        raise Refused(Problem("roster-of-what", about="first"))
    found = work.events.lines(EventQuery(wish.first, wish.last, wish.kinds, event_ids=wish.event_ids))
    missing = set(wish.event_ids or ()) - {line.event.id for line in found}
    if missing and not (wish.first or wish.last or wish.kinds):
        raise NotFound("no-such-event", id=min(missing))
    return found


def policy_wished(sheet: Sheet, wish: SheetWish, lines: Sequence[EventLine]) -> Policy:
    """What the audience may see; raises Refused where it may not have this sheet of these events."""
    policy = privacy.policy_for(sheet, wish.audience)
    shown = [line.event for line in lines if policy is None or privacy.is_shown(line.event, policy)]
    problems = tuple(privacy.objections_to(sheet, wish.audience, shown))
    if wish.event_ids and lines and not shown:
        hidden = Problem("event-not-for-audience", about="audience", facts={"title": lines[0].event.title})
        problems = (*problems, hidden)
    if policy is None or problems:
        raise Refused(*problems)
    return policy


def look_wished(wish: SheetWish, precinct: Precinct) -> Look:
    """Paper, language and size; raises Refused for a paper we do not know."""
    paper = wish.paper or precinct.paper
    if paper not in PAPERS:
        raise Refused(Problem("sheet-paper-unknown", about="paper"))
    return Look(Style.of(precinct, wish.language or i18n.language()), Paper(paper), wish.large)


def shortened_note(count: int) -> tuple[str, ...]:
    """How many stand there by first name and initial."""
    sentence = ngettext(
        "{n} person is under 18 or of unknown age: shown by first name and initial.",
        "{n} people are under 18 or of unknown age: shown by first name and initial.",
        count,
    )
    return (sentence.format(n=count),) if count else ()


def hidden_note(count: int) -> tuple[str, ...]:
    """How many events the audience does not see."""
    sentence = ngettext(
        "{n} event is not for these eyes and is left out.",
        "{n} events are not for these eyes and are left out.",
        count,
    )
    return (sentence.format(n=count),) if count else ()
