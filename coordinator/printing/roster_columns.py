"""The columns of the shift roster by audience, and how the sheet may be set."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coordinator.domain.privacy import Field
from coordinator.domain.rosters import Roster
from coordinator.printing.fonts import Face
from coordinator.printing.pen import width_of
from coordinator.printing.sheet import Look, Stage
from coordinator.runtime.i18n import _, pgettext

INSET = 5.0
HEAD_SIZE = 8.2


@dataclass(frozen=True, slots=True)
class RosterLook:
    """How the roster is set: `lines` gives openings a line to write on, `in_out` two columns for times."""

    look: Look
    lines: bool = True
    in_out: bool = True


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its field, heading and place."""

    field: str
    title: str
    x: float
    width: float
    to_write_in: bool = False

    @property
    def room(self) -> float:
        """The width for text."""
        return self.width - 2 * INSET


def columns_of(roster: Roster, stage: Stage, look: RosterLook) -> tuple[Column, ...]:
    """The columns that this audience sees; what is left goes to shift and place."""
    clock = 70.0 if look.look.style.clock == 24 else 92.0
    scale = 1.0 + (look.look.scale - 1.0) * 0.5
    wanted: list[tuple[str, str, float]] = [("time", _("Time"), clock * scale), ("shift", _("Shift and place"), 0.0)]
    if not roster.policy.shows(Field.NAMES):
        wanted += [("role", _("Role"), 110.0), ("name", _("Openings"), 120.0)]
    elif roster.policy.shows(Field.PHONES):
        wanted += [("role", _("Role"), 62.0), ("name", _("Name"), 132.0), ("phone", _("Phone"), 82.0)]
    else:
        wanted += [("role", _("Role"), 70.0), ("name", _("Name"), 160.0)]
    if look.in_out and roster.policy.shows(Field.NAMES):
        narrow = 32.0 if roster.policy.shows(Field.PHONES) else 39.0
        times = (("in", pgettext("column", "In")), ("out", pgettext("column", "Out")))
        wanted += [(field, title, max(narrow, head_width(title, look))) for field, title in times]
    rest = stage.right - stage.left - sum(width for _field, _title, width in wanted)
    return tuple(_placed(wanted, stage.left, rest))


def head_width(title: str, look: RosterLook) -> float:
    """How wide a column is whose name is just not broken."""
    return width_of(title, Face.BOLD, HEAD_SIZE * look.look.scale) + 2 * INSET + 0.1


def _placed(wanted: Sequence[tuple[str, str, float]], left: float, rest: float) -> Iterator[Column]:
    for field, title, fixed in wanted:
        width = fixed or rest
        yield Column(field, title, left, width, to_write_in=field in ("in", "out"))
        left += width
