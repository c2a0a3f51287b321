"""The columns of the sign-in sheet. Those at the left stand at fixed distances from the left edge of the paper, those
at the right from the right edge, whatever the paper: a reader of filled sheets finds the boxes from the corners."""

from dataclasses import dataclass

from coordinator.printing.sheet import Stage
from coordinator.runtime.i18n import _, pgettext

BOX = 9.75
HEAD_SIZE = 7.9
_INSET = 4.0


@dataclass(frozen=True, slots=True)
class Heading:
    """The name of a column, in up to two lines, and the room it has."""

    text: str
    x: float
    width: float
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Columns:
    """Where things stand, in points from the left edge: middles of what is centred, else left edges."""

    left: float
    number: float
    here: float
    name: float
    time_in: float
    signature: float
    minutes: float
    first_visit: float
    end: float

    @property
    def room_for_name(self) -> float:
        """The width of a name."""
        return self.time_in - self.name - _INSET

    @property
    def uprights(self) -> tuple[float, float, float]:
        """The lines down the page."""
        return self.time_in, self.signature, self.minutes

    @property
    def boxes(self) -> tuple[float, float, float]:
        """The left edges of the three boxes of a row."""
        return self.here, self._middle_of_minutes - BOX / 2, self._middle_of_visit - BOX / 2

    @property
    def _middle_of_minutes(self) -> float:
        return (self.minutes + self.first_visit) / 2

    @property
    def _middle_of_visit(self) -> float:
        return (self.first_visit + self.end) / 2

    @property
    def headings(self) -> tuple[Heading, ...]:
        """Their names."""
        visit = self.end - self.first_visit
        return (
            Heading(pgettext("column", "No."), self.left, 2 * (self.number - self.left), centred=True),
            Heading(pgettext("column", "Here"), self.here, self.name - self.here - 1),
            Heading(_("Name"), self.name, self.room_for_name),
            Heading(_("Time in"), self.time_in + _INSET, self.signature - self.time_in - _INSET),
            Heading(_("Signature"), self.signature + _INSET, self.minutes - self.signature - _INSET),
            Heading(_("Minutes by e-mail"), self.minutes + 2, self.first_visit - self.minutes - 4, centred=True),
            Heading(_("First visit"), self.first_visit, visit, centred=True),
        )


def columns_of(stage: Stage) -> Columns:
    """What is left goes to the name; large print gives the narrow ones more."""
    left, right = stage.left, stage.right
    wide = 1 + (stage.look.scale - 1) * 0.7
    here = left + 30.0 * wide
    name = here + 25.5 * wide
    first_visit = right - 38.0 * wide
    minutes = first_visit - 50.5 * wide
    signature = minutes - 127.5
    return Columns(
        left=left,
        number=left + 12.75 * wide,
        here=here,
        name=name,
        time_in=signature - 52.5 * wide,
        signature=signature,
        minutes=minutes,
        first_visit=first_visit,
        end=right,
    )
