"""What stands against an event, as bands: heading, sentence, and a way on."""

from coordinator.domain.problems import Overrule, Problem
from coordinator.runtime.i18n import _
from coordinator.ui.kit.tokens import Tone

_PLACE = frozenset({"venue", "space"})
_TIME = frozenset({"when", "starts", "ends"})


def check_tone(problem: Problem) -> Tone:
    """Red for what stops, amber for what is only said."""
    return Tone.OPEN if problem.stops else Tone.PART


def check_heading(problem: Problem) -> str:
    """What it is about, in a word or two."""
    if problem.code == "space-taken":
        return _("Place taken twice")
    if problem.code == "space-too-small":
        return _("Place too small")
    if problem.code in {"signed-up-double", "signed-up-under-age"}:
        return _("Somebody signed up cannot come then")
    if problem.code == "same-event-twice":
        return _("Twice in the calendar")
    return _heading_by_field(problem)


def _heading_by_field(problem: Problem) -> str:
    if problem.about in _PLACE:
        return _("The place")
    if problem.about in _TIME:
        return _("The time")
    if problem.about == "title":
        return _("The title")
    if problem.about == "positions":
        return _("The roles")
    return _("To look at") if not problem.stops else _("In the way")


def needs_reason(problem: Problem) -> bool:
    """If it stops, but a reason lifts it."""
    return problem.stops and problem.overrule is Overrule.REASON


def few_words(problem: Problem) -> str:
    """What is against a new time, short enough for a label beside the mouse."""
    facts = problem.facts
    if problem.code == "space-taken":
        return _("{space} is taken by {title}").format(space=facts["space"], title=facts["title"])
    if problem.code == "signed-up-double":
        return _("{name} is at {title} then").format(name=facts["name"], title=facts["title"])
    if problem.code == "signed-up-under-age":
        return _("{name} is too young then").format(name=facts["name"])
    if problem.code in {"time-skipped", "time-repeated"}:
        return _("Clocks change then")
    return check_heading(problem)
