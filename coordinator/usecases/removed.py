"""What was removed in the last 30 days, and bringing events and venues back; people are brought back in `people`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coordinator.domain.changes import Changes, Label
from coordinator.domain.problems import Fact
from coordinator.domain.removals import KEPT_FOR, Removed, RemovedKind
from coordinator.domain.typed import tidy
from coordinator.usecases.objecting import refuse_or_warn, was_overruled
from coordinator.usecases.placing import problems_with
from coordinator.usecases.venues import objections_to_venue

if TYPE_CHECKING:  # the window asks and paints before SQLAlchemy is loaded
    from coordinator.db.work import Work


def recently_removed(work: Work) -> tuple[Removed, ...]:
    """People, events and venues removed in the last 30 days, the latest first."""
    found = (*_people(work), *_events(work), *_venues(work))
    return tuple(sorted(found, key=lambda one: (-one.at.timestamp(), one.kind, one.name.casefold(), one.id)))


def restore_event(work: Work, event_id: int, *, override_reason: str = "") -> Changes:
    """Bring a removed event back with those who were signed up.

    What happened since counts: who does something else at that time by now stops it, unless a reason is given.
    """
    stored = work.events.get(event_id)
    work.events.set_deleted(event_id, deleted=False)  # first: its sign-ups count only while it stands
    back = work.events.get(event_id)
    problems = problems_with(work, back, stored) if stored.deleted_at is not None else ()
    warnings = refuse_or_warn(problems, override_reason=override_reason)
    if was_overruled(problems):
        work.events.save(back, override_reason=tidy(override_reason))
    facts: dict[str, Fact] = {"title": stored.title, "starts": stored.when.starts}
    return work.recorder.finish(Label("event-restored", facts), record_id=event_id, warnings=warnings)


def restore_venue(work: Work, venue_id: int) -> Changes:
    """Bring a removed venue back with its spaces; another one of its name by now is a warning."""
    stored = work.venues.get(venue_id)
    warnings = refuse_or_warn(objections_to_venue(work, stored)) if stored.deleted_at is not None else ()
    work.venues.set_deleted(venue_id, deleted=False)
    return work.recorder.finish(Label("venue-restored", {"name": stored.name}), record_id=venue_id, warnings=warnings)


def _people(work: Work) -> Iterator[Removed]:
    at = work.removed.since("person", work.now - KEPT_FOR)
    by = work.removed.authors("person", at)
    for one in work.people.among(sorted(at)):
        assert one.id is not None
        yield Removed(RemovedKind.PERSON, one.id, one.full_name, at[one.id], by.get(one.id, ""))


def _events(work: Work) -> Iterator[Removed]:
    at = work.removed.since("event", work.now - KEPT_FOR)
    by = work.removed.authors("event", at)
    for one in work.events.among(sorted(at)):
        assert one.id is not None
        yield Removed(
            RemovedKind.EVENT, one.id, one.title, at[one.id], by.get(one.id, ""), when=one.when, event_kind=one.kind
        )


def _venues(work: Work) -> Iterator[Removed]:
    at = work.removed.since("venue", work.now - KEPT_FOR)
    by = work.removed.authors("venue", at)
    for key in at:
        yield Removed(RemovedKind.VENUE, key, work.venues.get(key).name, at[key], by.get(key, ""))
