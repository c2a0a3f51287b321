"""One line about what somebody else saved, as it stands in the status bar for a while."""

from datetime import datetime

from coordinator.domain.changes import News
from coordinator.domain.spans import wall_time_of
from coordinator.runtime.i18n import _, ngettext
from coordinator.wording import moments
from coordinator.wording.labels import change_label
from coordinator.wording.moments import Style


def told(news: News, *, you: str, style: Style, now: datetime) -> str:
    """ "Ofc. Okafor moved U12 practice to Tue 3:30 PM, 2:03 PM". One's own name is said with its PC."""
    if news.at is None:
        return _("Others changed a great deal. You see it as it is now.")
    name = news.by or _("Somebody")
    if name == you:
        name = _("{name} (on “{pc}”)").format(name=name, pc=news.pc)
    time = moments.stamp(news.at, style, today=wall_time_of(now, style.zone).date())
    change = change_label(news.changes.label, style=style)
    return _sentence(news.kind).format(name=name, change=change, time=time)


def _sentence(kind: str) -> str:
    if kind == "undo":
        return _("{name} took this back: {change}, {time}")
    if kind == "redo":
        return _("{name} did this again: {change}, {time}")
    return _("{name} {change}, {time}")


def office(computers: int) -> str:
    """ "Shared office database, 3 computers", or nothing about a file."""
    if not computers:
        return ""
    counted = ngettext("{n} computer", "{n} computers", computers).format(n=computers)
    return _("Shared office database, {computers}").format(computers=counted)
