"""Events: every question about the calendar and every deed on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from coordinator.domain.changes import Changes, Label
from coordinator.domain.errors import Refused
from coordinator.domain.events import HOLDS_A_PLACE, Event, EventStatus, Position, year_out_of_reach
from coordinator.domain.listings import (
    CalendarLine,
    EventCard,
    EventLine,
    EventQuery,
    FilterCounts,
    ImportLine,
    SignUpLine,
    VenueCount,
)
from coordinator.domain.problems import Fact, Problem, Weight
from coordinator.domain.removals import as_removed
from coordinator.domain.spans import When
from coordinator.domain.typed import tidy
from coordinator.usecases.objecting import refuse_or_warn, was_overruled
from coordinator.usecases.placing import people_affected, problems_with

if TYPE_CHECKING:  # the window asks and paints before SQLAlchemy is loaded
    from coordinator.db.work import Work

IMPORT_LABELS = ("events-imported", "people-imported", "venues-imported")


def events_during(work: Work, query: EventQuery) -> tuple[EventLine, ...]:
    """The events asked for, by start and title."""
    return work.events.lines(query)


def calendar_during(work: Work, first: date, last: date) -> tuple[CalendarLine, ...]:
    """The events of these days, both included, by start and title, as calendars paint them."""
    return work.calendar.lines(first, last)


def event_card(work: Work, event_id: int) -> EventCard:
    """Everything about one event, removed ones too; raises NotFound."""
    line = work.events.line(event_id)
    last = work.history.last_about("event", event_id)
    signups = work.signups.lines_of_events([event_id])
    return EventCard(line, signups, last.at if last else None, last.by if last else "")


def days_with_openings(work: Work, first: date, last: date) -> frozenset[date]:
    """The days, both ends included, on which an event starts that still needs people."""
    return work.calendar.days_with_openings(first, last)


def filter_counts(work: Work, first: date, last: date) -> FilterCounts:
    """How many events of each kind and at each venue; venues by name, elsewhere (None) last."""
    kinds, venues = work.events.counts_by_kind_and_venue(EventQuery(first, last))
    names = {venue.id: venue.name for venue in work.venues.all()}
    counts = [
        VenueCount(key, names.get(key) or work.venues.get(key).name, count)
        for key, count in venues.items()
        if key is not None
    ]
    counts.sort(key=lambda one: (one.name.casefold(), one.venue_id or 0))
    elsewhere = [VenueCount(None, "", venues[None])] if venues.get(None) else []
    return FilterCounts(kinds, (*counts, *elsewhere))


def last_import(work: Work) -> ImportLine | None:
    """The newest import that still stands."""
    found = [entry for code in IMPORT_LABELS if (entry := work.history.last_labelled(code)) is not None]
    if not found:
        return None
    newest = max(found, key=lambda entry: entry.id)
    facts = newest.label.facts
    days = work.events.first_and_last_day(work.history.records_of(newest.id, "event"))
    return ImportLine(
        change_set_id=newest.id,
        label=str(facts.get("file", "")),
        at=newest.at,
        added=int(str(facts.get("count", 0))),
        first=days[0] if days else None,
        last=days[1] if days else None,
    )


def objections_to_event(work: Work, event: Event) -> tuple[Problem, ...]:
    """Everything against saving it, as it is typed: its own rules, its place, its positions, people's other places."""
    stored = None if event.id is None else work.events.get(event.id)
    return problems_with(work, tidied_event(event), stored)


def objections_to_move(work: Work, event_id: int, to: When) -> tuple[Problem, ...]:
    """Everything against the event at another time."""
    stored = work.events.get(event_id)
    return problems_with(work, tidied_event(replace(stored, when=to)), stored)


def add_event(work: Work, event: Event, *, override_reason: str = "") -> Changes:
    """Add an event with its positions."""
    from uuid import uuid4  # looks at the whole system when it is loaded: not for the first screen

    new = replace(tidied_event(event), uid=event.uid or str(uuid4()))
    problems = problems_with(work, new, None)
    warnings = refuse_or_warn(problems, override_reason=override_reason)
    event_id = work.events.add(new, override_reason=_kept_reason(problems, override_reason))
    return work.recorder.finish(Label("event-added", _named(new)), record_id=event_id, warnings=warnings)


def edit_event(work: Work, event: Event, *, override_reason: str = "") -> Changes:
    """Save the whole event with its positions against the version it was read with.

    A position keeps its people through its id; one with people can neither go nor shrink below them.
    """
    assert event.id is not None
    stored = _stored(work, event.id, event.version)
    wanted = replace(tidied_event(event), uid=event.uid or stored.uid)
    label = Label("event-edited", {"title": wanted.title})
    return _save(work, stored, wanted, label, override_reason)


def move_event(
    work: Work, event_id: int, starts: datetime, *, version: int | None = None, override_reason: str = ""
) -> Changes:
    """Move to another wall time of its zone, with the same length; whole days move by days.

    Positions that follow the event's time move with it; those with a time of their own stay, and that is said.
    """
    stored = _stored(work, event_id, version)
    to = datetime.combine(starts.date(), time()) if stored.when.all_day else starts
    try:
        wanted = replace(stored, when=stored.when.moved_to(to))
    except OverflowError as error:
        raise Refused(year_out_of_reach()) from error
    facts: dict[str, Fact] = {**_named(wanted), "before": stored.when.starts, "all_day": stored.when.all_day}
    return _save(work, stored, wanted, Label("event-moved", facts), override_reason)


def cancel_event(work: Work, event_id: int, reason: str, *, version: int | None = None) -> Changes:
    """Call an event off with a reason that is shown and printed; who was signed up is said."""
    stored = _stored(work, event_id, version)
    why = tidy(reason)
    if not why:
        raise Refused(Problem("cancel-reason-missing", about="reason"))
    warnings = _who_to_tell(work, stored) if stored.status is not EventStatus.CANCELLED else ()
    work.events.save(replace(stored, status=EventStatus.CANCELLED, cancel_reason=why))
    facts: dict[str, Fact] = {"title": stored.title, "reason": why}
    return work.recorder.finish(Label("event-cancelled", facts), record_id=event_id, warnings=warnings)


def remove_event(work: Work, event_id: int, version: int | None = None) -> Changes:
    """Take an event out of the calendar; who was signed up is said. Undo brings it back."""
    stored = work.events.get(event_id)
    warnings = _who_to_tell(work, stored)
    work.events.set_deleted(event_id, deleted=True, version=version)
    return work.recorder.finish(Label("event-removed", _named(stored)), record_id=event_id, warnings=warnings)


def bring_back_event(work: Work, event: Event, *, override_reason: str = "") -> Changes:
    """Bring a removed event back as it is given here, with the people who were signed up, as `restore_event` does;
    raises Stale when somebody else brought it back before, or changed more than was seen before it was removed."""
    assert event.id is not None
    stored = work.events.get(event.id)
    work.events.refuse_stale(stored, as_removed(event.version, stored.version, stored.deleted_at))
    work.events.set_deleted(event.id, deleted=False)  # first: its sign-ups count only while it stands
    back = work.events.get(event.id)
    wanted = replace(tidied_event(event), uid=back.uid, version=back.version, deleted_at=None)
    return _save(work, stored, wanted, Label("event-restored", _named(wanted)), override_reason)


def save_positions(work: Work, stored: Event, positions: Iterable[Position], label: Label) -> Changes:
    """Save an event with other positions."""
    return _save(work, stored, replace(stored, positions=tuple(positions)), label, "")


def tidied_event(one: Event) -> Event:
    """The event with its texts fit to be kept."""
    return replace(
        one,
        title=tidy(one.title),
        description=tidy(one.description),
        place=tidy(one.place),
        place_original=tidy(one.place_original),
        cancel_reason=tidy(one.cancel_reason),
        positions=tuple(replace(each, notes=tidy(each.notes)) for each in one.positions),
    )


def _save(work: Work, stored: Event, wanted: Event, label: Label, override_reason: str) -> Changes:
    problems = problems_with(work, wanted, stored)
    warnings = refuse_or_warn(problems, override_reason=override_reason)
    affected = people_affected(work, stored, wanted)
    work.signups.forget_answers(_emptied(stored, wanted))
    work.events.save(wanted, override_reason=_kept_reason(problems, override_reason))
    return work.recorder.finish(label, record_id=stored.id, warnings=(*warnings, *affected))


def _stored(work: Work, event_id: int, version: int | None) -> Event:
    """The event as it stands; raises Stale when it moved on from this version, Refused when it was removed."""
    stored = work.events.get(event_id)
    if version is not None:
        work.events.refuse_stale(stored, version)
    if stored.deleted_at is not None:
        raise Refused(Problem("event-gone", about="event", facts={"title": stored.title}))
    return stored


def _kept_reason(problems: Iterable[Problem], override_reason: str) -> str:
    return tidy(override_reason) if was_overruled(problems) else ""


def _emptied(stored: Event, wanted: Event) -> list[int]:
    """The positions that go; only old answers ("cannot come") are left on them."""
    kept = {position.id for position in wanted.positions}
    return [position.id for position in stored.positions if position.id is not None and position.id not in kept]


def _named(event: Event) -> dict[str, Fact]:
    return {"title": event.title, "starts": event.when.starts}


def _who_to_tell(work: Work, event: Event) -> tuple[Problem, ...]:
    assert event.id is not None
    held = [line for line in work.signups.lines_of_events([event.id]) if line.signup.status in HOLDS_A_PLACE]
    names = names_of(held)
    return (
        (Problem("signups-remain", weight=Weight.WARNS, facts={"names": names, "count": len(names)}),) if names else ()
    )


def names_of(lines: Iterable[SignUpLine]) -> tuple[str, ...]:
    """Each person once, in the order of the lines."""
    return tuple(dict.fromkeys(line.person.full_name for line in lines))
