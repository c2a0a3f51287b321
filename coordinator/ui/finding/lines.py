"""What the list of find anything is made of: headings, things found, and what pressing Enter on them asks for."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from coordinator.domain.finding import Recent
from coordinator.runtime.i18n import _


class Group(StrEnum):
    """The groups, in the order of the tabs."""

    ALL = "all"
    PEOPLE = "people"
    EVENTS = "events"
    PLACES = "places"
    ACTIONS = "actions"


def _nothing() -> object:
    return None


@dataclass(frozen=True, slots=True)
class Errand:
    """What the window is asked for: `what` is a kind of record, whose id is the wish, a page, "undo", "redo" or "keys".
    The wish is made when it is wanted: that of paper loads the press."""

    what: str
    wish: Callable[[], object] = _nothing


@dataclass(frozen=True, slots=True)
class Heading:
    """The name of a group and how many it has; no count says nothing about how many."""

    words: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """Something to open or to do. Of `initials`, `kind` and `icon` one says what is drawn at the left; `title` and what
    else is shown are marked where the words typed stand. `recent` is what is remembered when it was opened."""

    title: str
    errand: Errand
    detail: str = ""
    right: str = ""
    initials: str = ""
    kind: str = ""
    icon: str = ""
    key: str = ""
    edit: Errand | None = None
    recent: Recent | None = None

    def spoken(self) -> str:
        """For screen readers."""
        return ", ".join(part for part in (self.title, self.detail, self.right) if part)


@dataclass(frozen=True, slots=True)
class More:
    """The way to the rest of a group."""

    words: str
    group: Group

    def spoken(self) -> str:
        """For screen readers."""
        return self.words


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence that can not be chosen."""

    words: str


Line = Heading | Hit | More | Note


def can_be_chosen(line: Line | None) -> bool:
    """If Up and Down stop here."""
    return isinstance(line, Hit | More)


def group_words(group: Group) -> str:
    """The name of the group on its tab and over its rows."""
    return {
        Group.ALL: _("All"),
        Group.PEOPLE: _("People"),
        Group.EVENTS: _("Events"),
        Group.PLACES: _("Places"),
        Group.ACTIONS: _("Actions"),
    }[group]
