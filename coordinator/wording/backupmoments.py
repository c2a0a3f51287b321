"""When backups were made and what they hold, as people say it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from coordinator.domain.spans import wall_time_of
from coordinator.runtime.i18n import _, ngettext
from coordinator.wording.moments import Style, clock_time, day_time

Number = Callable[[int], str]


def when_made(instant: datetime, style: Style, today: date) -> str:
    """ "Today, 8:00 AM", "Yesterday, 4:11 PM", "Sun Jan 10, 8:00 AM"."""
    wall = wall_time_of(instant, style.zone)
    if wall.date() == today:
        return _("Today, {time}").format(time=clock_time(wall, style))
    if wall.date() == today - timedelta(days=1):
        return _("Yesterday, {time}").format(time=clock_time(wall, style))
    return day_time(wall, style, year=today.year)


def last_good(instant: datetime, style: Style, today: date) -> str:
    """ "Last good backup: today, 8:00 AM"."""
    wall = wall_time_of(instant, style.zone)
    if wall.date() == today:
        return _("Last good backup: today, {time}").format(time=clock_time(wall, style))
    if wall.date() == today - timedelta(days=1):
        return _("Last good backup: yesterday, {time}").format(time=clock_time(wall, style))
    return _("Last good backup: {moment}").format(moment=day_time(wall, style, year=today.year))


def counted(people: int, events: int, number: Number = str) -> str:
    """ "412 people, 1,068 events"."""
    told_people = ngettext("{count} person", "{count} people", people).format(count=number(people))
    told_events = ngettext("{count} event", "{count} events", events).format(count=number(events))
    return _("{people}, {events}").format(people=told_people, events=told_events)
