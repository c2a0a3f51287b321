"""The pages of the window in the order of the rail, each loaded when it is first opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from coordinator.runtime.i18n import _
from coordinator.ui.kit.rail import Entry

if TYPE_CHECKING:
    from coordinator.ui.kit.desk import Desk
    from coordinator.ui.kit.page import Page, Session


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page: its key, words and icon in the rail, and where its class is."""

    key: str
    words: Callable[[], str]
    icon: str
    module: str
    name: str
    shortcut: str = ""
    low: bool = False

    def make(self, desk: Desk, session: Session) -> Page:
        """The page itself."""
        page: Page = getattr(import_module(self.module), self.name)(desk, session)
        return page


FIND = "find"

PAGES: tuple[Leaf, ...] = (
    Leaf("today", lambda: _("Today"), "house", "coordinator.ui.today.page", "TodayPage", "Ctrl+1"),
    Leaf("calendar", lambda: _("Calendar"), "calendar-days", "coordinator.ui.calendar.page", "CalendarPage", "Ctrl+2"),
    Leaf("people", lambda: _("People"), "contact", "coordinator.ui.people.page", "PeoplePage", "Ctrl+3"),
    Leaf("print", lambda: _("Print"), "printer", "coordinator.ui.printing.page", "PrintPage", "Ctrl+4"),
    Leaf("settings", lambda: _("Settings"), "settings", "coordinator.ui.preferences.page", "SettingsPage", low=True),
    Leaf("help", lambda: _("Help"), "circle-question-mark", "coordinator.ui.help", "HelpPage", "F1", low=True),
)


def entries() -> tuple[Entry, ...]:
    """The pages as lines of the rail, in the language in use."""
    return tuple(Entry(leaf.key, leaf.words(), leaf.icon, leaf.shortcut, leaf.low) for leaf in PAGES)


def rail_entries() -> tuple[Entry, ...]:
    """All lines of the rail: above the low ones the way to find anything."""
    pages = entries()
    find = Entry(FIND, _("Find"), "search", "Ctrl+K", low=True, is_page=False)
    return (*(one for one in pages if not one.low), find, *(one for one in pages if one.low))


def leaf_of(key: str) -> Leaf:
    """One page's line; raises StopIteration for a key that is not there."""
    return next(leaf for leaf in PAGES if leaf.key == key)
