"""What the calendar says about an event, for hints, screen readers and lists."""

from datetime import date, timedelta

from coordinator.domain.events import EventStatus, Tally
from coordinator.domain.listings import EventLine
from coordinator.domain.spans import When
from coordinator.runtime.i18n import _, ngettext
from coordinator.ui.kit.boxes import spoken as filled
from coordinator.wording import labels, moments
from coordinator.wording.moments import Style


def fill_of(line: EventLine) -> Tally:
    """How the event stands as one figure: people over the need of one position fill no other."""
    if not line.openings:
        return line.tally
    return Tally(line.tally.needed, line.tally.maximum, line.tally.needed - line.openings)


def is_cancelled(line: EventLine) -> bool:
    """If it does not take place."""
    return line.event.status is EventStatus.CANCELLED


def state_words(line: EventLine) -> str:
    """What is special: "draft", or why it is cancelled. Empty for a usual event."""
    event = line.event
    if event.status is EventStatus.CANCELLED:
        return _("Cancelled: {reason}").format(reason=event.cancel_reason)
    return labels.status_name(event.status) if event.status is not EventStatus.PUBLISHED else ""


def spoken(line: EventLine, style: Style) -> str:
    """The whole event in one sentence: "Practice, U10 Hawks, Wed Jan 13, 3:30–5:00 PM, PS 41, 1 of 2 filled"."""
    event = line.event
    parts = [labels.kind_name(event.kind), event.title, moments.when(event.when, style), line.place_shown]
    parts += [filled(line.tally) if line.positions else "", state_words(line)]
    return ", ".join(part for part in parts if part)


def hint(line: EventLine, style: Style) -> str:
    """The lines of the tool tip."""
    event = line.event
    parts = [event.title, f"{labels.kind_name(event.kind)} · {moments.when(event.when, style)}", line.place_shown]
    parts += [filled(fill_of(line)) if line.positions else "", state_words(line)]
    return "\n".join(part for part in parts if part)


def list_hours(when: When, style: Style) -> str:
    """Beside the first day: "5:00–7:00 PM", and of what takes days "6:00 AM – Thu Mar 3"."""
    if when.first_day == when.last_day or (not when.all_day and when.length < timedelta(days=1)):
        return moments.hours_of(when, style)
    begins = moments.all_day_word(style) if when.all_day else moments.clock_time(when.starts, style)
    return f"{begins} – {moments.short_day(when.last_day, style)}"


def more_words(n: int) -> str:
    """For a screen reader at "+2"."""
    return ngettext("{n} more event at this time", "{n} more events at this time", n).format(n=n)


def summary(events: int, openings: int) -> str:
    """ "25 events, 14 places to fill"."""
    counted = ngettext("{n} event", "{n} events", events).format(n=events)
    if not openings:
        return counted
    to_fill = ngettext("{n} place to fill", "{n} places to fill", openings).format(n=openings)
    return f"{counted}, {to_fill}"


def day_heading(on: date, today: date, style: Style) -> str:
    """ "Today, Tue Jan 12", "Wed Jan 13"."""
    words = moments.short_day(on, style)
    return _("Today, {day}").format(day=words) if on == today else words
