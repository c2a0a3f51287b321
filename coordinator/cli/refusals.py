"""Errors and problems as reasons that people and programs read."""

from collections.abc import Iterable

from coordinator.cli.output import Json, Reason
from coordinator.domain.errors import CoordinatorError, Refused
from coordinator.domain.problems import Problem
from coordinator.wording.problems import explain, sentence


def reasons_of(error: CoordinatorError) -> list[Reason]:
    """Every reason of a refusal; one for any other error."""
    if isinstance(error, Refused):
        return [Reason(each.code, sentence(each), each.about) for each in error.problems]
    return [Reason(error.code, explain(error), str(error.facts.get("table", "")))]


def warnings_shown(warnings: Iterable[Problem]) -> list[Json]:
    """Warnings as they stand in JSON."""
    return [{"code": each.code, "sentence": sentence(each), "about": each.about} for each in warnings]
