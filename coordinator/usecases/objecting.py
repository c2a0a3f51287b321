"""Going on in spite of objections, or not."""

from collections.abc import Iterable
from dataclasses import replace

from coordinator.domain.errors import Refused
from coordinator.domain.problems import Problem, Weight, standing


def refuse_or_warn(problems: Iterable[Problem], *, override_reason: str = "") -> tuple[Problem, ...]:
    """What is said although the deed goes on: warnings, and what the reason overruled.

    Raises Refused with everything that still stops, all at once.
    """
    found = tuple(problems)
    stopping = standing(found, override_reason=override_reason)
    if stopping:
        raise Refused(*stopping)
    return tuple(replace(problem, weight=Weight.WARNS) if problem.stops else problem for problem in found)


def was_overruled(problems: Iterable[Problem]) -> bool:
    """If any of them stops, so that a reason was needed."""
    return any(problem.stops for problem in problems)
