"""Sheets: which there are, making one, and noting that it was printed."""

import secrets
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from coordinator.db.work import Work
from coordinator.domain import privacy
from coordinator.domain.changes import Changes, Label
from coordinator.domain.documents import Document
from coordinator.domain.errors import NotFound, Refused
from coordinator.domain.events import EventKind
from coordinator.domain.listings import EventLine, EventQuery
from coordinator.domain.precinct import Precinct
from coordinator.domain.privacy import Audience, Policy, Sheet
from coordinator.domain.problems import Problem
from coordinator.domain.rosters import Roster, roster_of
from coordinator.printing import roster_words
from coordinator.printing.roster_columns import RosterLook
from coordinator.printing.sheet import Look, Paper
from coordinator.printing.shift_roster import made_roster
from coordinator.runtime import i18n
from coordinator.runtime.i18n import ngettext
from coordinator.wording import audiences
from coordinator.wording.moments import Style

PAPERS = tuple(str(paper) for paper in Paper)


@dataclass(frozen=True, slots=True)
class AudienceChoice:
    """One audience of a sheet, and in words what it sees and does not; `limit` is empty where any event will do."""

    audience: Audience
    name: str
    shown: str
    left_out: str
    limit: str = ""


@dataclass(frozen=True, slots=True)
class SheetKind:
    """A sheet that can be printed, with the audiences that make sense for it."""

    sheet: Sheet
    title: str
    usual: Audience
    audiences: tuple[AudienceChoice, ...]


@dataclass(frozen=True, slots=True)
class RosterWish:
    """Which roster. The dates are the precinct's, both included; without them they are those of `event_ids`.

    `paper` and `language` empty: the precinct's paper, the language in use. `lines` gives openings a line to write on,
    `in_out` two columns for times.
    """

    first: date | None = None
    last: date | None = None
    event_ids: tuple[int, ...] | None = None
    audience: Audience = Audience.VOLUNTEERS
    kinds: frozenset[EventKind] | None = None
    paper: str = ""
    language: str = ""
    large: bool = False
    lines: bool = True
    in_out: bool = True

    @property
    def about(self) -> str:
        """What it is about, as it is noted: dates or events, never a name."""
        if self.event_ids is not None:
            return "events " + ", ".join(map(str, self.event_ids))
        return f"{self.first or ''}/{self.last or ''}"


@dataclass(frozen=True, slots=True)
class PrintedRoster:
    """The sheet, how many shifts it has, and what a reader should know about it. `empty` says that it has none."""

    document: Document
    shifts: int
    openings: int
    notes: tuple[str, ...] = ()
    empty: str = ""


def sheets() -> tuple[SheetKind, ...]:
    """Every sheet there is, in words of the language in use."""
    return tuple(_sheet_kind(sheet) for sheet in Sheet)


def _sheet_kind(sheet: Sheet) -> SheetKind:
    choices = tuple(_choice(policy) for policy in privacy.policies_of(sheet))
    return SheetKind(sheet, audiences.sheet_name(sheet), privacy.usual_audience(sheet), choices)


def _choice(policy: Policy) -> AudienceChoice:
    return AudienceChoice(
        policy.audience,
        audiences.audience_name(policy.audience),
        audiences.shown_on(policy),
        audiences.left_out_of(policy),
        audiences.limits_of(policy),
    )


# --- the shift roster ------------------------------------------------------------------------------------------------


def shift_roster(work: Work, wish: RosterWish) -> Document:
    """The PDF; its remarks say what a reader should know. Refused where the audience must not have it."""
    printed = printed_roster(work, wish)
    return replace(printed.document, remarks=(*printed.document.remarks, *printed.notes))


def printed_roster(work: Work, wish: RosterWish) -> PrintedRoster:
    """The roster with what the window says about it beside the preview."""
    lines = _lines_wished(work, wish)
    policy = _policy_for(wish, lines)
    first, last = _dates(wish, lines, work.today)
    signups = work.signups.lines_of_events([line.event.id for line in lines if line.event.id is not None])
    roster = roster_of(lines, signups, first=first, last=last, policy=policy)
    precinct = work.precinct.get()
    look = _look(wish, precinct)
    document = made_roster(roster, precinct=precinct, look=look, printed_at=work.now)
    empty = "" if roster.shifts else roster_words.empty_sentence(roster, Style.of(precinct, i18n.language()))
    return PrintedRoster(document, len(roster.shifts), roster.openings, _notes(roster, lines), empty)


def _lines_wished(work: Work, wish: RosterWish) -> list[EventLine]:
    if wish.first and wish.last and wish.last < wish.first:
        raise Refused(Problem("dates-turned-around", about="last", facts={"first": wish.first, "last": wish.last}))
    if wish.first is None and wish.last is None and wish.event_ids is None:
        raise Refused(Problem("roster-of-what", about="first"))
    found = work.events.lines(EventQuery(wish.first, wish.last, wish.kinds, event_ids=wish.event_ids))
    missing = set(wish.event_ids or ()) - {line.event.id for line in found}
    if missing and not (wish.first or wish.last or wish.kinds):
        raise NotFound("no-such-event", id=min(missing))
    return [line for line in found if line.positions]


def _policy_for(wish: RosterWish, lines: list[EventLine]) -> Policy:
    policy = privacy.policy_for(Sheet.SHIFT_ROSTER, wish.audience)
    shown = [line.event for line in lines if policy is None or privacy.is_shown(line.event, policy)]
    problems = tuple(privacy.objections_to(Sheet.SHIFT_ROSTER, wish.audience, shown))
    if wish.event_ids and lines and not shown:
        hidden = Problem("event-not-for-audience", about="audience", facts={"title": lines[0].event.title})
        problems = (*problems, hidden)
    if policy is None or problems:
        raise Refused(*problems)
    return policy


def _dates(wish: RosterWish, lines: list[EventLine], today: date) -> tuple[date, date]:
    days = [day for line in lines for day in (line.event.when.first_day, line.event.when.last_day)]
    first = wish.first or min(days, default=wish.last or today)
    return first, max(first, wish.last or max(days, default=first))


def _look(wish: RosterWish, precinct: Precinct) -> RosterLook:
    paper = wish.paper or precinct.paper
    if paper not in PAPERS:
        raise Refused(Problem("sheet-paper-unknown", about="paper"))
    style = Style.of(precinct, wish.language or i18n.language())
    return RosterLook(Look(style, Paper(paper), wish.large), wish.lines, wish.in_out)


def _notes(roster: Roster, lines: list[EventLine]) -> tuple[str, ...]:
    notes = []
    if roster.shortened:
        notes.append(
            ngettext(
                "{n} person is under 18 or of unknown age: shown by first name and initial.",
                "{n} people are under 18 or of unknown age: shown by first name and initial.",
                roster.shortened,
            ).format(n=roster.shortened)
        )
    hidden = len(lines) - len(roster.shifts)
    if hidden:
        notes.append(
            ngettext(
                "{n} event is not for these eyes and is left out.",
                "{n} events are not for these eyes and are left out.",
                hidden,
            ).format(n=hidden)
        )
    return tuple(notes)


def shift_counts(work: Work, wish: RosterWish) -> Mapping[EventKind, int]:
    """How many shifts of each kind there are on the wish's days, whatever kinds it asks for."""
    lines = _lines_wished(work, replace(wish, kinds=None))
    return Counter(line.event.kind for line in lines)


def record_print(work: Work, wish: RosterWish) -> Changes:
    """Note that the sheet went to a printer or a file: which, for whom, by whom, when. No undo step."""
    identity = f"SR-{work.today:%y%m%d}-{secrets.token_hex(4)}"
    work.bookkeeping.add_print_run(
        sheet=Sheet.SHIFT_ROSTER, sheet_id=identity, audience=wish.audience, about=wish.about
    )
    return work.recorder.finish(Label("nothing-changed"))
