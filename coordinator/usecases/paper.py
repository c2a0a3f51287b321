"""Sheets: which there are, making one, and noting that it was printed."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from coordinator.db.work import Work
from coordinator.domain import privacy
from coordinator.domain.changes import Changes, Label
from coordinator.domain.documents import Document
from coordinator.domain.events import EventKind
from coordinator.domain.listings import EventLine
from coordinator.domain.privacy import Audience, Sheet
from coordinator.domain.rosters import roster_of
from coordinator.printing import roster_words
from coordinator.printing.roster_columns import RosterLook
from coordinator.printing.shift_roster import made_roster
from coordinator.runtime import i18n
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
from coordinator.usecases.signin import SignInWish, printed_sign_in
from coordinator.wording import audiences
from coordinator.wording.audiences import AudienceChoice
from coordinator.wording.moments import Style


@dataclass(frozen=True, slots=True)
class SheetKind:
    """A sheet that can be printed, with the audiences that make sense for it."""

    sheet: Sheet
    title: str
    usual: Audience
    audiences: tuple[AudienceChoice, ...]


@dataclass(frozen=True, slots=True)
class RosterWish(SheetWish):
    """Which roster. `lines` gives openings a line to write on, `in_out` two columns for times."""

    lines: bool = True
    in_out: bool = True


def sheets() -> tuple[SheetKind, ...]:
    """Every sheet there is, in words of the language in use."""
    return tuple(_sheet_kind(sheet) for sheet in Sheet)


def _sheet_kind(sheet: Sheet) -> SheetKind:
    choices = tuple(audiences.choice_of(policy) for policy in privacy.policies_of(sheet))
    return SheetKind(sheet, audiences.sheet_name(sheet), privacy.usual_audience(sheet), choices)


# --- the shift roster ------------------------------------------------------------------------------------------------


def shift_roster(work: Work, wish: RosterWish) -> Document:
    """The PDF; its remarks say what a reader should know. Refused where the audience must not have it."""
    return printed_roster(work, wish).document_with_notes


def printed_roster(work: Work, wish: RosterWish) -> PrintedSheet:
    """The roster with what the window says about it beside the preview."""
    lines = _shifts_wished(work, wish)
    policy = policy_wished(Sheet.SHIFT_ROSTER, wish, lines)
    first, last = _dates(wish, lines, work.today)
    signups = work.signups.lines_of_events([line.event.id for line in lines if line.event.id is not None])
    roster = roster_of(lines, signups, first=first, last=last, policy=policy)
    precinct = work.precinct.get()
    look = RosterLook(look_wished(wish, precinct), wish.lines, wish.in_out)
    document = made_roster(roster, precinct=precinct, look=look, printed_at=work.now)
    empty = "" if roster.shifts else roster_words.empty_sentence(roster, Style.of(precinct, i18n.language()))
    notes = (*shortened_note(roster.shortened), *hidden_note(len(lines) - len(roster.shifts)))
    parts = (PrintedPart(wish.about),)
    return PrintedSheet(Sheet.SHIFT_ROSTER, wish.audience, document, parts, len(roster.shifts), notes, empty)


def _shifts_wished(work: Work, wish: SheetWish) -> list[EventLine]:
    return [line for line in lines_wished(work, wish) if line.positions]


def _dates(wish: RosterWish, lines: list[EventLine], today: date) -> tuple[date, date]:
    days = [day for line in lines for day in (line.event.when.first_day, line.event.when.last_day)]
    first = wish.first or min(days, default=wish.last or today)
    return first, max(first, wish.last or max(days, default=first))


def shift_counts(work: Work, wish: SheetWish) -> Mapping[EventKind, int]:
    """How many shifts of each kind there are on the wish's days, whatever kinds it asks for."""
    lines = _shifts_wished(work, replace(wish, kinds=None))
    return Counter(line.event.kind for line in lines)


# --- any sheet -------------------------------------------------------------------------------------------------------


def printed_sheet(work: Work, wish: SheetWish) -> PrintedSheet:
    """The sheet that this kind of wish is for."""
    if isinstance(wish, SignInWish):
        return printed_sign_in(work, wish)
    assert isinstance(wish, RosterWish)
    return printed_roster(work, wish)


def record_print(work: Work, printed: PrintedSheet) -> Changes:
    """Note that the sheet went to a printer or a file: which, for whom, by whom, when. No undo step.

    A sheet with a number printed on it is noted once, however many copies are made; one without is given a number that
    belongs to this errand, so that a note of unknown outcome can be written again.
    """
    for place, part in enumerate(printed.parts):
        sheet_id = part.sheet_id or f"SR-{work.today:%y%m%d}-{work.mark}{place or ''}"
        if work.bookkeeping.was_printed(sheet_id):
            continue
        work.bookkeeping.add_print_run(
            sheet=printed.sheet,
            sheet_id=sheet_id,
            audience=printed.audience,
            about=part.about,
        )
    return work.recorder.finish(Label("nothing-changed"))
