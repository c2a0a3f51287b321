"""The precinct's own settings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from coordinator.domain.changes import Changes, Label
from coordinator.domain.precinct import Precinct, objections_to
from coordinator.domain.typed import tidy, tidy_all
from coordinator.usecases.objecting import refuse_or_warn

if TYPE_CHECKING:  # the window asks and paints before SQLAlchemy is loaded
    from coordinator.db.work import Work


def precinct(work: Work) -> Precinct:
    """The precinct as it stands."""
    return work.precinct.get()


def today(work: Work) -> date:
    """The precinct's date."""
    return work.today


def edit_precinct(work: Work, wanted: Precinct) -> Changes:
    """Save the settings against the version they were read with. Events keep the zone they were written in."""
    tidied = _tidied(wanted)
    warnings = refuse_or_warn(objections_to(tidied))
    work.precinct.save(tidied)
    return work.recorder.finish(Label("precinct-edited", {"name": tidied.name}), record_id=wanted.id, warnings=warnings)


def _tidied(one: Precinct) -> Precinct:
    return replace(
        one,
        name=tidy(one.name),
        unit=tidy(one.unit),
        address=tidy(one.address),
        phone=tidy(one.phone),
        email=tidy(one.email),
        website=tidy(one.website),
        zone=tidy(one.zone),
        languages=tuple(dict.fromkeys(tidy_all(one.languages))),
    )
