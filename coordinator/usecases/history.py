"""Undo, redo, and who changed what."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from coordinator.domain.changes import AsItStands, ChangeEntry, Changes
from coordinator.domain.clashes import places_held_remain
from coordinator.domain.errors import Refused
from coordinator.domain.events import Event
from coordinator.domain.problems import Problem, standing
from coordinator.usecases.placing import held_counts, problems_of_people
from coordinator.usecases.signups import objections_to_keeping

if TYPE_CHECKING:  # the window asks and paints before SQLAlchemy is loaded
    from coordinator.db.recorder import Recorder
    from coordinator.db.work import Work

_CHUNK = 500


def undo(work: Work) -> Changes:
    """Take back this user's last change that stands; Refused in words when it cannot be.

    What others did since counts: a place that somebody else took by now is not given back.
    """
    return _turn(work, work.history.next_undo(), work.history.undo)


def redo(work: Work) -> Changes:
    """Do again what was undone last; Refused in words when it cannot be, as with undo."""
    return _turn(work, work.history.next_redo(), work.history.redo)


def next_undo(work: Work) -> ChangeEntry | None:
    """What undo would take back."""
    return work.history.next_undo()


def next_redo(work: Work) -> ChangeEntry | None:
    """What redo would do again."""
    return work.history.next_redo()


def latest_change(work: Work) -> ChangeEntry | None:
    """The last change anybody made, without its rows."""
    return work.history.newest()


def changes_made(work: Work, *, about: tuple[str, int] | None = None, limit: int = 50) -> tuple[ChangeEntry, ...]:
    """The newest lines of the log with every row they touched, about one record (table, id) if asked."""
    return work.history.entries(about=about, limit=limit)


def changes_listed(work: Work, *, about: tuple[str, int] | None = None, limit: int = 50) -> tuple[ChangeEntry, ...]:
    """The same lines without the rows, however many those are."""
    return work.history.headings(about=about, limit=limit)


def as_it_stands(work: Work, table: str, key: int) -> AsItStands:
    """An event, person, venue or the precinct as it is now, and who changed it last; raises NotFound."""
    last = work.history.last_about(table, key)
    return AsItStands(_record(work, table, key), *((last.by, last.at, last.pc) if last else ()))


def _record(work: Work, table: str, key: int) -> object:
    stores: dict[str, Callable[[int], object]] = {
        "event": work.events.get,
        "person": work.people.get,
        "venue": work.venues.get,
        "precinct": lambda _key: work.precinct.get(),
    }
    return stores[table](key)


def _turn(work: Work, entry: ChangeEntry | None, turn: Callable[[Recorder], Changes]) -> Changes:
    signups = () if entry is None else work.history.record_ids(entry.id, "signup")
    events = () if entry is None else work.history.record_ids(entry.id, "event")
    held = work.signups.holding(signups)
    before = work.events.among(work.signups.events_with_people(events))
    there = {event.id for event in work.events.among(events)}
    done = turn(work.recorder)
    together = _signups_of(work, [key for key in events if key not in there])
    problems = (
        *(
            problem
            for one in sorted(work.signups.holding(signups) - held - together)
            for problem in objections_to_keeping(work, one)
        ),
        *(problem for one in before for problem in _broken_by(work, one)),
    )
    if problems:
        raise Refused(*problems)
    return done


def _signups_of(work: Work, events: Sequence[int]) -> frozenset[int | None]:
    """The sign-ups of events that came back with them: nobody can have done anything to those meanwhile."""
    chunks = (events[start : start + _CHUNK] for start in range(0, len(events), _CHUNK))
    return frozenset(line.signup.id for chunk in chunks for line in work.signups.lines_of_events(chunk))


def _broken_by(work: Work, before: Event) -> Iterator[Problem]:
    """What the step from `before` to how the event stands now would break for the people in it."""
    assert before.id is not None
    for now in work.events.among([before.id]):
        yield from places_held_remain(now, held_counts(work, before.id), before.positions)
        reason = work.events.override_reason_of(before.id)
        yield from standing(problems_of_people(work, now, before), override_reason=reason)
