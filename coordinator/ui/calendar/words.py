"""What the calendar says about an event, for hints, screen readers and lists."""

from datetime import timedelta

from coordinator.domain.listings import CalendarLine
from coordinator.domain.spans import When
from coordinator.runtime.i18n import ngettext
from coordinator.ui.kit.boxes import spoken as filled
from coordinator.ui.models.eventwords import fill_of, state_words
from coordinator.wording import labels, moments
from coordinator.wording.moments import Style


def hint(line: CalendarLine, style: Style) -> str:
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
