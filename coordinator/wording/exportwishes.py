"""Which rows a file is about, in words: what the page's filters leave, and what comes of it."""

from collections.abc import Iterator, Sequence

from coordinator.domain.events import EventKind
from coordinator.domain.listings import EventQuery, PeopleQuery
from coordinator.domain.people import Group
from coordinator.domain.privacy import Export, Field
from coordinator.runtime.i18n import _, pgettext
from coordinator.wording import labels
from coordinator.wording.exports import counted, left_out_in_words, notes, said_once


def events_in_words(query: EventQuery, *, venues: Sequence[str] = (), person: str = "", event: str = "") -> str:
    """What of the calendar is meant, its days aside: "Games, Practices; at PS 41"; empty for all of it."""
    return _joined(_of_events(query, venues, person, event))


def people_in_words(query: PeopleQuery, *, person: str = "") -> str:
    """Who is meant: "Volunteers; tag “driver”; found by “dee”"; empty for everyone."""
    return _joined(_of_people(query, person))


def venues_in_words(text: str, *, venues: Sequence[str] = ()) -> str:
    """Which venues are meant; empty for all."""
    return _joined([*venues, *([_found_by(text)] if text else [])])


def outlook_in_words(
    export: Export, *, records: int, left_out: Sequence[Field], hidden: int, shortened: int
) -> tuple[str, str]:
    """What the file will hold, and what it will not: "12 people" and the sentences about the rest."""
    what = counted(export, records)
    rest = list(notes(shortened=shortened, hidden=hidden))
    if left_out:
        rest.append(_("Left out: {fields}").format(fields=left_out_in_words(said_once(left_out))) + ".")
    return what, " ".join(rest)


def _of_events(query: EventQuery, venues: Sequence[str], person: str, event: str) -> Iterator[str]:
    if event:
        yield event
    if query.kinds is not None:
        yield ", ".join(labels.kind_plural(kind) for kind in EventKind if kind in query.kinds) or _("no kind of event")
    if query.venue_ids is not None:
        elsewhere = [pgettext("in a list of venues", "elsewhere")] if None in query.venue_ids else []
        yield _("at {places}").format(places=", ".join([*venues, *elsewhere])) if query.venue_ids else _("at no venue")
    if query.status is not None:
        yield labels.status_name(query.status)
    if query.signup_status is not None:
        yield labels.signup_status_name(query.signup_status)
    if person:
        yield _("with {name}").format(name=person)
    if query.text:
        yield _found_by(query.text)


def _of_people(query: PeopleQuery, person: str) -> Iterator[str]:
    if person:
        yield person
        return
    if query.group is not Group.EVERYONE:
        yield labels.group_name(query.group)
    if query.status is not None:
        yield labels.person_status_name(query.status)
    if query.tag:
        yield _("tag “{tag}”").format(tag=query.tag)
    if query.text:
        yield _found_by(query.text)


def _found_by(text: str) -> str:
    return _("found by “{text}”").format(text=text)


def _joined(parts: Sequence[str] | Iterator[str]) -> str:
    return "; ".join(parts)
