"""What the shift roster says, in the language of the sheet."""

import re
from datetime import date, timedelta

from coordinator.domain.events import EventKind
from coordinator.domain.precinct import Precinct
from coordinator.domain.privacy import Audience
from coordinator.domain.rosters import Roster, Row, Shift
from coordinator.runtime.i18n import _, ngettext, pgettext
from coordinator.wording import moments
from coordinator.wording.moments import Style


def week_named(first: date, last: date, style: Style) -> str:
    """ "Week 2, 2027" where weeks start on Monday and are numbered, else the dates."""
    if style.first_weekday == 0 and first.weekday() == 0 and last - first == timedelta(days=6):
        year, week, _day = first.isocalendar()
        return _("Week {week}, {year}").format(week=week, year=year)
    return moments.day_range(first, last, style)


def title_of(roster: Roster, style: Style) -> str:
    """ "Volunteer shifts, 11 to 17 January 2027"; one event has its own title."""
    dates = in_a_sentence(moments.day_range(roster.first, roster.last, style))
    kinds = {shift.kind for shift in roster.shifts}
    if len(roster.shifts) == 1:
        return roster.shifts[0].title
    if kinds == {EventKind.VOLUNTEER}:
        return _("Volunteer shifts, {dates}").format(dates=dates)
    if kinds and kinds <= {EventKind.PRACTICE, EventKind.GAME}:
        return _("Practices and games, {dates}").format(dates=dates)
    if kinds == {EventKind.MEETING}:
        return _("Meetings, {dates}").format(dates=dates)
    return _("Shifts, {dates}").format(dates=dates)


def in_a_sentence(dates: str) -> str:
    """ "11 to 17 January" for "11–17 January"."""
    return re.sub(r"\s*–\s*", " {} ".format(pgettext("between two dates", "to")), dates)


def summary_of(roster: Roster, precinct: Precinct) -> str:
    """How many are missing, and whom to tell."""
    left = ngettext("{n} opening left.", "{n} openings left.", roster.openings).format(n=roster.openings)
    if not roster.openings:
        left = _("Every place is filled.")
    return f"{left} {_whom_to_tell(roster, precinct.phone)}".strip()


def _whom_to_tell(roster: Roster, phone: str) -> str:
    if roster.policy.audience is Audience.PUBLIC:
        if not roster.openings:
            return ""
        words = _("To take one, call {phone} or tell any officer.") if phone else _("To take one, tell any officer.")
    elif roster.openings and phone:
        words = _("To take one, or if you cannot come, call {phone} or tell any officer.")
    elif roster.openings:
        words = _("To take one, or if you cannot come, tell any officer.")
    else:
        words = (
            _("If you cannot come, call {phone} or tell any officer.")
            if phone
            else _("If you cannot come, tell any officer.")
        )
    return words.format(phone=phone)


def empty_sentence(roster: Roster, style: Style) -> str:
    """What an empty roster says."""
    dates = in_a_sentence(moments.day_range(roster.first, roster.last, style))
    return _("There are no shifts here, {dates}.").format(dates=dates)


def shift_named(shift: Shift) -> tuple[str, ...]:
    """Title and place as parts of their own, so that each keeps its direction."""
    draft = (" · ", _("draft")) if shift.draft else ()
    return (shift.title, ", ", shift.place, *draft) if shift.place else (shift.title, *draft)


def role_named(row: Row) -> str:
    """The role; somebody beyond the need is extra."""
    return _("{role}, extra").format(role=row.role) if row.extra else row.role


def person_named(row: Row) -> tuple[str, ...]:
    """The name and what is said beside it, as parts that each keep their direction."""
    assert row.name is not None
    parts: tuple[str, ...] = (row.name.own,)
    if row.name.latin:
        parts += (" (", row.name.latin, ")")
    if row.age is not None:
        parts += (" · ", _("age {age}").format(age=row.age))
    if row.asked:
        parts += (" · ", _("asked"))
    return parts
