"""What stands against a wish: one reason each, with facts instead of sentences."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

Fact = str | int | bool | date | datetime | tuple[str, ...] | None


class Weight(StrEnum):
    """How heavy a problem is."""

    STOPS = "stops"
    WARNS = "warns"


class Overrule(StrEnum):
    """What it takes to go on in spite of a problem that stops."""

    NOBODY = "nobody"
    REASON = "reason"


@dataclass(frozen=True, slots=True)
class Problem:
    """One objection. `about` names the field it concerns; `code` picks the sentence in `wording`."""

    code: str
    about: str = ""
    weight: Weight = Weight.STOPS
    overrule: Overrule = Overrule.NOBODY
    facts: Mapping[str, Fact] = field(default_factory=dict)

    @property
    def stops(self) -> bool:
        """If nothing may be saved while it stands."""
        return self.weight is Weight.STOPS


def standing(problems: Iterable[Problem], *, override_reason: str = "") -> tuple[Problem, ...]:
    """Problems that still stop after the reason given: a reason lifts those that a reason may lift."""
    lifted = bool(override_reason.strip())
    return tuple(p for p in problems if p.stops and not (lifted and p.overrule is Overrule.REASON))


def warnings_among(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems that are said and do not stop."""
    return tuple(p for p in problems if not p.stops)
