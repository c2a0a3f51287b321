"""The left panel: small month, and which kinds and venues are shown."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from coordinator.domain.events import EventKind
from coordinator.domain.listings import CalendarLine
from coordinator.runtime.i18n import _, pgettext
from coordinator.ui.calendar.mini_month import MiniMonth
from coordinator.ui.kit import scale, tokens
from coordinator.ui.kit.buttons import LinkButton
from coordinator.ui.kit.panels import panel, scrolled
from coordinator.ui.kit.text import Label
from coordinator.ui.kit.ticklist import Tick, TickList
from coordinator.wording import labels
from coordinator.wording.moments import Style

WIDTH = 188
ELSEWHERE = "elsewhere"  # a key of its own: a list of ticks has no line for None


class SidePanel(QWidget):
    """`filtered` says that other kinds or venues are wanted, `venues_requested` that the list of venues is,
    `removed_requested` what was removed."""

    filtered = Signal()
    venues_requested = Signal()
    removed_requested = Signal()

    def __init__(self, *, today: Callable[[], date], style: Callable[[], Style], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.month = MiniMonth(today=today, style=style)
        self.kinds = TickList(_("Kinds"))
        self.venues = TickList(_("Venues"))
        self.kinds.changed.connect(lambda _keys: self.filtered.emit())
        self.venues.changed.connect(lambda _keys: self.filtered.emit())
        self.venues_link = LinkButton(_("Edit venues…"), self.venues_requested.emit)
        self.removed_link = LinkButton(_("Recently removed…"), self.removed_requested.emit)
        self.setAccessibleName(_("Filters"))
        self._lay_out()

    def show_counts(self, lines: Iterable[CalendarLine]) -> None:
        """Count the week's events; ticks stay as they were set."""
        shown = tuple(lines)
        counts = Counter(line.event.kind for line in shown)
        self.kinds.set_ticks(Tick(kind, labels.kind_plural(kind), counts[kind], str(kind)) for kind in EventKind)
        self.venues.set_ticks(_venue_ticks(shown))
        self.venues.setVisible(bool(shown))

    def lets_through(self, line: CalendarLine) -> bool:
        """If the ticks want this event."""
        return line.event.kind in self.kinds.ticked() and venue_key(line) in self.venues.ticked()

    def wanted(self) -> tuple[frozenset[EventKind] | None, frozenset[int | None] | None]:
        """The kinds and the venues that are ticked, as a question asks for them: None for all."""
        kinds = frozenset(EventKind(str(key)) for key in self.kinds.ticked())
        venues = frozenset(key if isinstance(key, int) else None for key in self.venues.ticked())
        return (
            None if self.kinds.is_everything() else kinds,
            None if self.venues.is_everything() else venues,
        )

    def is_filtering(self) -> bool:
        """If anything may be hidden."""
        return not (self.kinds.is_everything() and self.venues.is_everything())

    def show_all(self) -> None:
        """Every kind and venue again."""
        self.kinds.tick_all()
        self.venues.tick_all()

    def _lay_out(self) -> None:
        inside = panel()
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 11, 12, 8)
        column.setSpacing(6)
        for widget in (self.month, _legend(), self.kinds, self.venues, self.venues_link, self.removed_link):
            column.addWidget(widget)
        column.addStretch(1)
        self._area: QScrollArea = scrolled(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._area)
        self.setFixedWidth(scale.px(WIDTH))


class _Dash(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(scale.px(9), scale.px(12))

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(0, self.height() // 2 - 1, self.width(), 2, tokens.colour("tone.open.ink"))


def _legend() -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 4)
    row.setSpacing(6)
    row.addWidget(_Dash(), 0, Qt.AlignmentFlag.AlignVCenter)
    row.addWidget(Label(_("Openings to fill"), "caption", ink="2"), 1)
    return made


def venue_key(line: CalendarLine) -> int | str:
    """What tells the venue apart in the filter."""
    return line.event.venue_id if line.event.venue_id is not None else ELSEWHERE


def _venue_ticks(lines: tuple[CalendarLine, ...]) -> Iterator[Tick]:
    counts = Counter(venue_key(line) for line in lines)
    names = {venue_key(line): line.venue for line in lines}
    known = [key for key in counts if key != ELSEWHERE]
    for key in sorted(known, key=lambda key: (names[key].casefold(), str(key))):
        yield Tick(key, names[key], counts[key])
    if counts[ELSEWHERE]:
        yield Tick(ELSEWHERE, pgettext("venue filter", "Elsewhere"), counts[ELSEWHERE])
