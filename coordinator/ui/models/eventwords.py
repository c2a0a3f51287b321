"""What any page says about an event: how it stands, whether it takes place, and the whole of it in one sentence."""

from datetime import date

from coordinator.domain.events import EventStatus, Tally
from coordinator.domain.listings import CalendarLine, EventLine
from coordinator.runtime.i18n import _
from coordinator.ui.kit.boxes import spoken as filled
from coordinator.ui.kit.waiting import waits
from coordinator.wording import labels, moments
from coordinator.wording.moments import Style

Shown = EventLine | CalendarLine


def fill_of(line: Shown) -> Tally:
    """How the event stands as one figure: people over the need of one position fill no other."""
    if not line.openings:
        return line.tally
    return Tally(line.tally.needed, line.tally.maximum, line.tally.needed - line.openings)


def is_cancelled(line: Shown) -> bool:
    """If it does not take place."""
    return line.event.status is EventStatus.CANCELLED


def state_words(line: Shown) -> str:
    """What is special: "draft", or why it is cancelled. Empty for a usual event."""
    event = line.event
    if waits("event", event.id):
        return _("not saved yet")
    if event.status is EventStatus.CANCELLED:
        return _("Cancelled: {reason}").format(reason=event.cancel_reason)
    return labels.status_name(event.status) if event.status is not EventStatus.PUBLISHED else ""


def spoken(line: Shown, style: Style) -> str:
    """The whole event in one sentence: "Practice, U10 Hawks, Wed Jan 13, 3:30–5:00 PM, PS 41, 1 of 2 filled"."""
    event = line.event
    parts = [labels.kind_name(event.kind), event.title, moments.when(event.when, style), line.place_shown]
    parts += [filled(line.tally) if line.positions else "", state_words(line)]
    return ", ".join(part for part in parts if part)


def day_heading(on: date, today: date, style: Style) -> str:
    """ "Today, Tue Jan 12", "Wed Jan 13"."""
    words = moments.short_day(on, style)
    return _("Today, {day}").format(day=words) if on == today else words
