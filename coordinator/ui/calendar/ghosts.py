"""An event on its way to another time: where it would go, and whether it fits there."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from coordinator.domain.listings import CalendarLine
from coordinator.domain.problems import Problem
from coordinator.domain.spans import When
from coordinator.runtime.i18n import _, ngettext
from coordinator.ui.calendar.checks import few_words
from coordinator.wording import moments
from coordinator.wording.moments import Style


class Fit(StrEnum):
    """Whether it fits: not known yet, yes, with a warning, no; or no place to let go of it at all."""

    UNKNOWN = "unknown"
    FITS = "fits"
    WARNS = "warns"
    STOPS = "stops"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class Aim:
    """Where an event would go if it were let go of now; `lands` is False where it cannot be."""

    to: When
    lands: bool = True


@dataclass(frozen=True, slots=True)
class Ghost:
    """The event as it stands, and the new time."""

    line: CalendarLine
    to: When
    fit: Fit = Fit.UNKNOWN
    problems: tuple[Problem, ...] = ()

    @property
    def is_home(self) -> bool:
        """If it is where it came from."""
        return self.to == self.line.event.when

    def stands_for(self, find: Callable[[int], CalendarLine | None]) -> bool:
        """If the event still is as it was when the move began."""
        event = self.line.event
        now = None if event.id is None else find(event.id)
        return now is not None and now.event.version == event.version

    def words(self) -> str:
        """ "Fits", or in a few words why not; empty while that is not known."""
        if self.fit is Fit.NOWHERE:
            return _("Drop it on the hours")
        if self.fit is Fit.FITS:
            return _("Fits")
        if not self.problems:
            return ""
        first, more = few_words(self.problems[0]), len(self.problems) - 1
        if not more:
            return first
        return ngettext("{first}, and {n} more", "{first}, and {n} more", more).format(first=first, n=more)

    def spoken(self, style: Style) -> str:
        """For the status bar and screen readers: "Fri Jan 15, 3:45–5:15 PM: gym B is taken by U16 Hillcrest"."""
        words = self.words()
        if self.fit is Fit.NOWHERE:
            return words
        time = moments.when(self.to, style, year=self.line.event.when.starts.year)
        return _("{time}: {words}").format(time=time, words=words) if words else time


def fit_of(problems: tuple[Problem, ...]) -> Fit:
    """The worst of what stands against it."""
    if any(problem.stops for problem in problems):
        return Fit.STOPS
    return Fit.WARNS if problems else Fit.FITS
