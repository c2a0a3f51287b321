"""Erasing a person for good: the one deed that nobody can take back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from coordinator.domain.changes import Changes, Label
from coordinator.domain.erasures import Erasure
from coordinator.domain.errors import Stale
from coordinator.domain.problems import Problem, Weight

if TYPE_CHECKING:  # the window asks and paints before SQLAlchemy is loaded
    from coordinator.db.work import Storage, Work

_NAMED = 3  # records that a sentence names


def what_erasing_takes(work: Work, person_id: int) -> Erasure:
    """What would go with the person, removed ones too, and which texts would go on naming them; raises NotFound."""
    from coordinator.db.erasing import Eraser

    person = work.people.get(person_id)
    eraser = Eraser(work.connection, person_id)
    signups = work.signups.lines_of_person(person_id)
    past = sum(line.when.span.ends_at <= work.now for line in signups)
    mentions = eraser.mentions(eraser.own_traces(eraser.traces(person)))
    return Erasure(person, len(signups), past, eraser.lines(), mentions)


def erase_person(work: Work, person_id: int, version: int | None = None) -> Changes:
    """Erase the person with all that is theirs: contact points, tags, sign-ups past and to come, where they came from,
    and what the log of changes says of them. What others wrote about them elsewhere stays and is a warning.

    Raises NotFound, and Stale when the card was changed since this version of it was read.
    """
    from coordinator.db.erasing import Eraser, begin_scrubbing

    wanted = what_erasing_takes(work, person_id)
    if version not in (None, wanted.person.version):
        _refuse_stale(work, wanted)
    Eraser(work.connection, person_id).erase(work.recorder, wanted.person)
    label = Label("person-erased", {"signups": wanted.signups})
    changes = work.recorder.finish(label, undoable=False, record_id=person_id, warnings=_mentions(wanted))
    begin_scrubbing(work.connection)
    return changes


def erase_for_good(storage: Any, person_id: int, version: int | None = None) -> Changes:
    """As `erase_person`; then what the file freed is cleared. When that must wait, a warning says so."""
    whole = in_full(storage)
    changes = whole.change(erase_person, person_id, version)
    if finish_erasing(whole):
        return changes
    waits = Problem("erased-not-cleared", weight=Weight.WARNS)
    return replace(changes, warnings=(*changes.warnings, waits))


def finish_erasing(storage: Any) -> bool:
    """Clear what was freed by erasing, where that is still due; False when it has to wait until others are done."""
    from coordinator.db.erasing import scrub_freed, scrubbing_is_due

    whole = in_full(storage)
    on_server = whole.engine.dialect.name == "postgresql"
    due = on_server or whole.read(lambda work: scrubbing_is_due(work.connection))
    return scrub_freed(whole.engine) if due else True


def backups_holding(target: str, folder: str = "") -> int:
    """How many backups of this database are there: each still holds whoever is erased now."""
    from coordinator.usecases.backups import backups_of

    return len(backups_of(target, folder))


def in_full(storage: Any) -> Storage:
    """The database in full, where a window begins with its first week."""
    from coordinator.usecases.early import EarlyDatabase

    whole: Storage = storage.whole() if isinstance(storage, EarlyDatabase) else storage
    return whole


def _refuse_stale(work: Work, wanted: Erasure) -> None:
    last = work.history.last_about("person", wanted.person.id or 0)
    raise Stale(
        table="person",
        record_id=wanted.person.id or 0,
        by=last.by if last else "",
        at=last.at if last else None,
        theirs=wanted.person,
    )


def _mentions(wanted: Erasure) -> Iterator[Problem]:
    for table, code in (("event", "events-mention"), ("venue", "venues-mention"), ("person", "people-mention")):
        found = wanted.mentions_in(table)
        if found:
            names = tuple(one.name for one in found[:_NAMED])
            yield Problem(code, weight=Weight.WARNS, facts={"count": len(found), "names": names})
