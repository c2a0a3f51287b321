"""Problems and errors as sentences: what happened, why, what to do. The tables: `objections` and `troubles`."""

from datetime import datetime

from coordinator.domain.errors import CoordinatorError, Refused, Stale
from coordinator.domain.problems import Problem
from coordinator.domain.spans import wall_time_of
from coordinator.runtime.i18n import _
from coordinator.wording import moments
from coordinator.wording.facts import Facts
from coordinator.wording.moments import Style


def sentence(problem: Problem, *, style: Style | None = None) -> str:
    """The problem in words; times as in the style in use unless another one is given."""
    from coordinator.wording.objections import OBJECTIONS  # every page can complain, few do at the start

    facts = Facts(problem.facts, style)
    return OBJECTIONS[problem.code](facts)


def explain(error: CoordinatorError, *, now: datetime | None = None) -> str:
    """The error in words. Every reason of a refusal, one after the other. With `now`, times of today lose their day."""
    if isinstance(error, Refused):
        return " ".join(sentence(problem) for problem in error.problems)
    if isinstance(error, Stale):
        return _stale(error, now)
    from coordinator.wording.objections import OBJECTIONS
    from coordinator.wording.troubles import TROUBLES

    table = TROUBLES if error.code in TROUBLES else OBJECTIONS
    say = table.get(error.code, TROUBLES["error"])
    return say(Facts(error.facts))


def _stale(error: Stale, now: datetime | None) -> str:
    by, at = error.facts.get("by"), error.facts.get("at")
    if not by or not isinstance(at, datetime):
        return _("This was changed meanwhile. Nothing of yours was saved. Look at both and save again.")
    style = moments.style_in_use()
    today = wall_time_of(now, style.zone).date() if now else None
    shown = moments.stamp(at, style, today=today)
    return _stale_sentence(removed=error.theirs is None, today=shown != moments.stamp(at, style)).format(
        name=by, time=shown
    )


def _stale_sentence(*, removed: bool, today: bool) -> str:
    if removed and today:
        return _("{name} removed this at {time}. Nothing of yours was saved.")
    if removed:
        return _("{name} removed this on {time}. Nothing of yours was saved.")
    if today:
        return _("{name} changed this at {time}. Nothing of yours was saved. Look at both and save again.")
    return _("{name} changed this on {time}. Nothing of yours was saved. Look at both and save again.")
