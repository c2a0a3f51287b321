"""What can be done from anywhere, found by its words, and what can be done with what was found."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from coordinator.domain.exports import ExportFormat, ExportWish
from coordinator.domain.finding import Findings, FoundEvent, FoundPerson, FoundVenue, best_first
from coordinator.domain.imports import Subject
from coordinator.domain.privacy import Export
from coordinator.domain.typeddates import day_typed
from coordinator.runtime.i18n import _
from coordinator.ui.finding.lines import Errand, Hit
from coordinator.ui.finding.words import one_line
from coordinator.ui.kit.rail import Entry
from coordinator.ui.kit.wishes import NewEvent, ShowSection
from coordinator.ui.models.eventwords import is_cancelled
from coordinator.wording import moments
from coordinator.wording.moments import Style

_LONGEST = 60
USUAL = 6


@dataclass(frozen=True, slots=True)
class Here:
    """Where somebody is: the pages there are, the one in front, the day, and how days are written."""

    pages: tuple[Entry, ...]
    page: str
    today: date
    style: Style


def usual_actions(here: Here) -> tuple[Hit, ...]:
    """What is offered before anything is typed."""
    return tuple(hit for hit, _words in _everyday(here))[:USUAL]


def actions_for(query: str, found: Findings, here: Here) -> tuple[Hit, ...]:
    """Those whose words were typed, then those with what was found, then what makes something new of the words."""
    named = list(_everyday(here)) + list(_places_to_go(here))
    matching = best_first([hit for hit, _words in named], [f"{hit.title} {words}" for hit, words in named], query)
    day = day_typed(query, here.today, month_first=here.style.language == "en" and here.style.clock == 12)
    new = with_words(query) if day is None and any(map(str.isalpha, query)) else ()
    return (*_with_day(day, here), *matching, *_with_found(found), *new)


def with_words(query: str) -> tuple[Hit, ...]:
    """A new person and a new event of these words."""
    words = one_line(query)
    person = _("Add “{words}” as a new person").format(words=_short(words))
    event = _("New event “{words}”").format(words=_short(words))
    return (
        Hit(person, Errand("people", lambda: words), icon="user-plus"),
        Hit(event, Errand("calendar", lambda: NewEvent(title=words)), icon="calendar-plus"),
    )


def is_made_of(words: str, hit: Hit) -> bool:
    """If the action only makes something new of what was typed, which says that nothing was found."""
    return hit.title in {one.title for one in with_words(words)}


def _with_day(day: date | None, here: Here) -> Iterator[Hit]:
    if day is not None:
        shown = moments.day(day, here.style, year=here.today.year)
        go, new = _("Go to {day}").format(day=shown), _("New event on {day}").format(day=shown)
        yield Hit(go, Errand("calendar", lambda: day), icon="calendar-days")
        yield Hit(new, Errand("calendar", lambda: NewEvent(on=day)), icon="calendar-plus")


def _with_found(found: Findings) -> Iterator[Hit]:
    for venue in found.venues.rows[:1]:
        yield _at_venue(venue)
    upcoming = [one for one in found.events.rows if not one.past and not is_cancelled(one.line)]
    for event in upcoming[:1]:
        yield from _for_event(event)
    busy = [one for one in found.people.rows if one.next is not None]
    for person in busy[:1]:
        yield _for_person(person)


def _at_venue(found: FoundVenue) -> Hit:
    venue = found.venue
    words = _("New event at {place}").format(place=_short(one_line(venue.name)))
    return Hit(words, Errand("calendar", lambda: NewEvent(venue_id=venue.id)), icon="calendar-plus")


def _for_event(found: FoundEvent) -> Iterator[Hit]:
    event, title = found.line.event, _short(one_line(found.line.event.title))

    def sign_in() -> object:
        from coordinator.usecases.signin import sign_in_wish_for

        return sign_in_wish_for(event)

    yield Hit(_("Sign-in sheet for {event}").format(event=title), Errand("print", sign_in), icon="clipboard-check")
    words = _("Print the roster of {event}").format(event=title)
    yield Hit(words, Errand("print", _roster_of(event.id or 0)), icon="printer")


def _for_person(found: FoundPerson) -> Hit:
    assert found.next is not None
    event, person = _short(one_line(found.next.title)), _short(one_line(found.row.shown_name))
    words = _("Print the roster of {event}, next for {person}").format(event=event, person=person)
    return Hit(words, Errand("print", _roster_of(found.next.event_id)), icon="printer")


def _roster_of(event_id: int) -> Callable[[], object]:
    def wish() -> object:
        from coordinator.usecases.paper import RosterWish

        return RosterWish(event_ids=(event_id,))

    return wish


Named = tuple[Hit, str]
"""An action, and further words by which it is found."""


def _everyday(here: Here) -> Iterator[Named]:
    first = moments.week_start(here.today, here.style)
    new = _("Ctrl N")
    yield (
        Hit(
            _("New event"),
            Errand("calendar", NewEvent),
            icon="calendar-plus",
            key=new if here.page in ("calendar", "today") else "",
        ),
        _("add make"),
    )
    person = Errand("people", lambda: "")
    yield Hit(_("New person"), person, icon="user-plus", key=new if here.page == "people" else ""), _("add make")
    roster, sign_in = _sheets_of(first, first + timedelta(days=6))
    yield Hit(_("Print this week’s roster"), roster, icon="printer"), _("paper sheet")
    yield Hit(_("Print this week’s sign-in sheets"), sign_in, icon="clipboard-check"), _("paper")
    yield Hit(_("Go to today"), Errand("calendar", lambda: here.today), icon="calendar-days"), ""
    yield Hit(_("Undo"), Errand("undo"), icon="undo-2", key=_("Ctrl Z")), _("take back")
    yield Hit(_("Redo"), Errand("redo"), icon="redo-2", key=_("Ctrl Y")), _("do again")
    yield from _files()


def _sheets_of(first: date, last: date) -> tuple[Errand, Errand]:
    def roster() -> object:
        from coordinator.usecases.paper import RosterWish

        return RosterWish(first, last)

    def sign_in() -> object:
        from coordinator.usecases.signin import SignInWish

        return SignInWish(first, last)

    return Errand("print", roster), Errand("print", sign_in)


def _files() -> Iterator[Named]:
    bring = (
        (_("Import events…"), Subject.EVENTS),
        (_("Import people…"), Subject.PEOPLE),
        (_("Import venues…"), Subject.VENUES),
    )
    for words, subject in bring:
        yield Hit(words, Errand("import", partial(Subject, subject)), icon="file-up"), _("bring file list")
    write = (
        (_("Export events…"), Export.EVENTS, ExportFormat.ICS),
        (_("Export sign-ups…"), Export.SIGNUPS, ExportFormat.ICS),
        (_("Export people…"), Export.PEOPLE, ExportFormat.CSV),
        (_("Export venues…"), Export.VENUES, ExportFormat.CSV),
        (_("Export everything…"), Export.EVERYTHING, ExportFormat.JSON),
    )
    for words, what, form in write:
        errand = Errand("export", partial(ExportWish, what, form))
        yield Hit(words, errand, icon="file-down"), _("save file calendar")


def _places_to_go(here: Here) -> Iterator[Named]:
    yield Hit(_("Venues…"), Errand("venues"), icon="map-pin"), _("places rooms spaces")
    yield Hit(_("Recently removed"), Errand("removed"), icon="trash-2"), _("restore bring back deleted")
    for title, words in _sections():
        shown = _("Settings: {section}").format(section=title)
        yield Hit(shown, Errand("settings", partial(ShowSection, title)), icon="settings"), words
    for entry in here.pages:
        key = entry.shortcut.replace("+", " ")
        yield Hit(_("Open {page}").format(page=entry.words), Errand(entry.key), icon=entry.icon, key=key), ""
    yield Hit(_("List of keys"), Errand("keys"), icon="keyboard", key=_("Ctrl /")), _("keyboard shortcuts")


def _sections() -> Iterable[tuple[str, str]]:
    return (
        (_("Precinct"), _("name address phone logo")),
        (_("Appearance"), _("dark light theme text size contrast")),
        (_("You"), _("name keys")),
        (_("Paper and language"), _("letter clock week español english")),
        (_("Office database"), _("file folder sample server shared")),
    )


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
