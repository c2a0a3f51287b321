"""Venues and their spaces."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from coordinator.domain import venues as rules
from coordinator.domain.changes import Changes, Label
from coordinator.domain.folding import fold, words_of
from coordinator.domain.listings import EventQuery
from coordinator.domain.problems import Fact, Problem, Weight
from coordinator.domain.removals import as_removed
from coordinator.domain.typed import tidy
from coordinator.domain.venues import Space, Venue
from coordinator.usecases.objecting import refuse_or_warn

if TYPE_CHECKING:  # the window asks and paints before SQLAlchemy is loaded
    from coordinator.db.work import Work


def all_venues(work: Work) -> tuple[Venue, ...]:
    """Every venue that is not removed, by name."""
    return work.venues.all()


def venues_matching(work: Work, text: str, *, venue_id: int | None = None) -> tuple[Venue, ...]:
    """The venues with all these words in name, address or spaces; by name."""
    wanted = words_of(text)
    return tuple(
        venue
        for venue in work.venues.all()
        if venue_id in (None, venue.id) and all(word in _text_of(venue) for word in wanted)
    )


def _text_of(venue: Venue) -> str:
    return fold(" ".join((venue.name, venue.address, *(space.name for space in venue.spaces))))


def venue_card(work: Work, venue_id: int) -> Venue:
    """One venue, removed ones too; raises NotFound."""
    return work.venues.get(venue_id)


def add_venue(work: Work, venue: Venue) -> Changes:
    """Add a venue with its spaces; another one of that name is a warning."""
    tidied = _tidied(venue)
    warnings = refuse_or_warn(objections_to_venue(work, tidied))
    venue_id = work.venues.add(tidied)
    return work.recorder.finish(Label("venue-added", {"name": tidied.name}), record_id=venue_id, warnings=warnings)


def edit_venue(work: Work, venue: Venue) -> Changes:
    """Save a venue against the version it was read with. A space that events are in cannot be taken out."""
    assert venue.id is not None
    work.venues.refuse_stale(work.venues.get(venue.id), venue.version)
    tidied = _tidied(venue)
    warnings = refuse_or_warn(objections_to_venue(work, tidied))
    work.venues.save(tidied)
    return work.recorder.finish(Label("venue-edited", {"name": tidied.name}), record_id=venue.id, warnings=warnings)


def remove_venue(work: Work, venue_id: int, version: int | None = None) -> Changes:
    """Take a venue out of the list. Its events keep it; those to come are a warning."""
    stored = work.venues.get(venue_id)
    warnings = tuple(_still_used(work, stored))
    work.venues.set_deleted(venue_id, deleted=True, version=version)
    return work.recorder.finish(Label("venue-removed", {"name": stored.name}), record_id=venue_id, warnings=warnings)


def bring_back_venue(work: Work, venue: Venue) -> Changes:
    """Bring a removed venue back as it is given here; raises Stale when somebody else brought it back before, or
    changed more than was seen before it was removed."""
    assert venue.id is not None
    stored = work.venues.get(venue.id)
    if stored.deleted_at is None:
        return edit_venue(work, venue)
    work.venues.refuse_stale(stored, as_removed(venue.version, stored.version, stored.deleted_at))
    work.venues.set_deleted(venue.id, deleted=False)
    tidied = replace(_tidied(venue), version=work.venues.get(venue.id).version, deleted_at=None)
    warnings = refuse_or_warn(objections_to_venue(work, tidied))
    work.venues.save(tidied)
    return work.recorder.finish(Label("venue-restored", {"name": tidied.name}), record_id=venue.id, warnings=warnings)


def objections_to_venue(work: Work, venue: Venue) -> tuple[Problem, ...]:
    """Everything against saving it, as it is typed."""
    return (*rules.objections_to(venue), *_same_name(work, venue), *_spaces_in_use(work, venue))


def _same_name(work: Work, venue: Venue) -> Iterator[Problem]:
    name = venue.name.strip().casefold()
    for other in work.venues.all():
        if name and other.id != venue.id and other.name.strip().casefold() == name:
            yield Problem("venue-twice", about="name", weight=Weight.WARNS, facts={"name": other.name})
            return


def _spaces_in_use(work: Work, venue: Venue) -> Iterator[Problem]:
    if venue.id is None:
        return
    kept = {space.id for space in venue.spaces} | {space.name for space in venue.spaces}
    for space in work.venues.get(venue.id).spaces:
        if space.id in kept or space.name in kept or space.id is None:
            continue
        count = work.events.count_in_space(space.id)
        if count:
            yield Problem("space-still-used", about="spaces", facts={"space": space.name, "count": count})


def _still_used(work: Work, venue: Venue) -> Iterator[Problem]:
    to_come = EventQuery(first=work.today, venue_ids=frozenset({venue.id}), include_cancelled=False)
    _kinds, counts = work.events.counts_by_kind_and_venue(to_come)
    count = counts.get(venue.id, 0)
    if count:
        facts: dict[str, Fact] = {"name": venue.name, "count": count}
        yield Problem("venue-still-used", weight=Weight.WARNS, facts=facts)


def _tidied(one: Venue) -> Venue:
    return replace(
        one,
        name=tidy(one.name),
        address=tidy(one.address),
        phone=tidy(one.phone),
        access_notes=tidy(one.access_notes),
        map_link=tidy(one.map_link),
        spaces=tuple(_tidied_space(space) for space in one.spaces),
    )


def _tidied_space(one: Space) -> Space:
    return replace(one, name=tidy(one.name), notes=tidy(one.notes))
