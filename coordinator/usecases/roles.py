"""Roles that positions ask for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from coordinator.domain.changes import Changes, Label
from coordinator.domain.events import Role
from coordinator.domain.problems import Problem
from coordinator.domain.typed import LONGEST_NAME, tidy
from coordinator.usecases.objecting import refuse_or_warn

if TYPE_CHECKING:  # the window asks and paints before SQLAlchemy is loaded
    from coordinator.db.work import Work


def all_roles(work: Work) -> tuple[Role, ...]:
    """Every role that is not removed, in the order they were made."""
    return work.roles.all()


def add_role(work: Work, role: Role) -> Changes:
    """Add a role; refused when the name is taken."""
    tidied = replace(role, name=tidy(role.name))
    warnings = refuse_or_warn(_objections_to(work, tidied))
    role_id = work.roles.add(tidied)
    return work.recorder.finish(Label("role-added", {"name": tidied.name}), record_id=role_id, warnings=warnings)


def edit_role(work: Work, role: Role) -> Changes:
    """Save a role against the version it was read with. People who already signed up stay."""
    tidied = replace(role, name=tidy(role.name))
    warnings = refuse_or_warn(_objections_to(work, tidied))
    work.roles.save(tidied)
    return work.recorder.finish(Label("role-edited", {"name": tidied.name}), record_id=role.id, warnings=warnings)


def _objections_to(work: Work, role: Role) -> Iterator[Problem]:
    if not role.name:
        yield Problem("role-name-missing", about="name")
    if len(role.name) > LONGEST_NAME:
        yield Problem("name-too-long", about="name", facts={"name": role.name[:40], "limit": LONGEST_NAME})
    twin = work.roles.named(role.name)
    if twin is not None and twin.id != role.id:
        yield Problem("role-twice", about="name", facts={"name": twin.name})
    if role.minimum_age is not None and not 0 <= role.minimum_age <= 99:
        yield Problem("minimum-age-implausible", about="minimum_age", facts={"minimum_age": role.minimum_age})
