"""The sign-in sheet: one for each event, with a number of its own."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from coordinator.db.work import Work
from coordinator.domain import privacy
from coordinator.domain.documents import Document
from coordinator.domain.errors import Refused
from coordinator.domain.events import Event, EventStatus
from coordinator.domain.listings import EventLine, SignUpLine
from coordinator.domain.precinct import Precinct
from coordinator.domain.privacy import Audience, Policy, Sheet
from coordinator.domain.problems import Problem
from coordinator.domain.signins import LEAST_WALK_INS, MOST_WALK_INS, SignInList, sheet_id, sign_in_list
from coordinator.printing.sheet import File, Look
from coordinator.printing.sign_in import SheetOf, made_sign_in
from coordinator.runtime.i18n import ngettext, speaking
from coordinator.usecases.sheets import (
    PrintedPart,
    PrintedSheet,
    SheetWish,
    hidden_note,
    lines_wished,
    look_wished,
    policy_wished,
    shortened_note,
)
from coordinator.wording import audiences, moments


@dataclass(frozen=True, slots=True)
class SignInWish(SheetWish):
    """Which sign-in sheets. `walk_ins` is the least number of blank rows of each; the last page is filled up."""

    audience: Audience = Audience.PUBLIC
    walk_ins: int = LEAST_WALK_INS


def sign_in_wish_for(event: Event) -> SignInWish:
    """The sheet of one event, for the narrowest audience that may see the event."""
    policies = privacy.policies_of(Sheet.SIGN_IN)
    fitting = (one.audience for one in policies if one.only_kinds is None and privacy.is_shown(event, one))
    return SignInWish(event_ids=(event.id or 0,), audience=next(fitting, Audience.STAFF))


def sign_in(work: Work, wish: SignInWish) -> Document:
    """The PDF; its remarks say what a reader should know. Refused where the audience must not have it."""
    return printed_sign_in(work, wish).document_with_notes


def printed_sign_in(work: Work, wish: SignInWish) -> PrintedSheet:
    """The sheets with what the window says about them beside the preview."""
    _refuse_odd_counts(wish)
    found = lines_wished(work, wish)
    standing = _standing(found, wish)
    policy = policy_wished(Sheet.SIGN_IN, wish, standing)
    lines = [line for line in standing if privacy.is_shown(line.event, policy)]
    _refuse_nothing(lines, standing)
    look = look_wished(wish, work.precinct.get())
    lists = _lists(work, lines, policy, look)
    notes = (
        *shortened_note(len({person for each in lists for person in each.shortened})),
        *hidden_note(len(standing) - len(lines)),
        *_cancelled_note(len(found) - len(standing)),
    )
    return _printed(work, wish, lists, look, notes)


def events_to_sign_in_to(work: Work, wish: SheetWish) -> tuple[EventLine, ...]:
    """The events of the wish's days that are not cancelled, whatever audience it is for."""
    return tuple(line for line in lines_wished(work, wish) if line.event.status is not EventStatus.CANCELLED)


def _refuse_odd_counts(wish: SignInWish) -> None:
    if not LEAST_WALK_INS <= wish.walk_ins <= MOST_WALK_INS:
        facts = {"count": wish.walk_ins, "least": LEAST_WALK_INS, "most": MOST_WALK_INS}
        raise Refused(Problem("walk-ins-out-of-reach", about="walk_ins", facts=facts))


def _standing(found: Sequence[EventLine], wish: SignInWish) -> list[EventLine]:
    standing = [line for line in found if line.event.status is not EventStatus.CANCELLED]
    if found and not standing and wish.event_ids:
        raise Refused(Problem("sign-in-cancelled", about="event_ids", facts={"title": found[0].event.title}))
    return standing


def _refuse_nothing(lines: Sequence[EventLine], standing: Sequence[EventLine]) -> None:
    if not standing:
        raise Refused(Problem("signing-in-to-what", about="first"))
    if not lines:
        facts = {"title": standing[0].event.title}
        raise Refused(Problem("event-not-for-audience", about="audience", facts=facts))


def _lists(work: Work, lines: Sequence[EventLine], policy: Policy, look: Look) -> list[SignInList]:
    expected: defaultdict[int, list[SignUpLine]] = defaultdict(list)
    for signup in work.signups.lines_of_events([line.event.id for line in lines if line.event.id is not None]):
        expected[signup.event_id].append(signup)
    language = look.style.language
    return [sign_in_list(line, expected[line.event.id or 0], policy=policy, language=language) for line in lines]


def _printed(
    work: Work, wish: SignInWish, lists: Sequence[SignInList], look: Look, notes: tuple[str, ...]
) -> PrintedSheet:
    precinct = work.precinct.get()
    set_as = f"{look} {wish.walk_ins} {precinct}"
    sheets = [SheetOf(each, sheet_id(each, set_as=set_as, printed_at=work.now)) for each in lists]
    file = _file(lists, precinct, look, work.now)
    document = made_sign_in(sheets, file, precinct=precinct, look=look, walk_ins=wish.walk_ins)
    parts = tuple(PrintedPart(f"events {sheet.shown.event_id}", sheet.sheet_id) for sheet in sheets)
    return PrintedSheet(Sheet.SIGN_IN, wish.audience, document, parts, len(lists), notes)


def _file(lists: Sequence[SignInList], precinct: Precinct, look: Look, printed_at: datetime) -> File:
    first, last = (pick(each.when.first_day for each in lists) for pick in (min, max))
    with speaking(look.style.language):
        title = f"{audiences.sheet_name(Sheet.SIGN_IN)}, {moments.day_range(first, last, look.style)}"
    audience = lists[0].policy.audience
    return File(f"{Sheet.SIGN_IN}_{first.isoformat()}_{audience}.pdf", title, precinct.name, printed_at)


def _cancelled_note(count: int) -> tuple[str, ...]:
    sentence = ngettext("{n} cancelled event is left out.", "{n} cancelled events are left out.", count)
    return (sentence.format(n=count),) if count else ()
