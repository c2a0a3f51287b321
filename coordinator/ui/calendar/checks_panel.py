"""The panel beside the form: what stands against the event as it is typed, and what is in order."""

from collections.abc import Iterable, Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from coordinator.domain.events import Event
from coordinator.domain.problems import Problem
from coordinator.runtime.i18n import _, ngettext
from coordinator.ui.calendar.checks import check_heading, check_tone, needs_reason
from coordinator.ui.kit import scale
from coordinator.ui.kit.band import Band
from coordinator.ui.kit.panels import panel, scrolled
from coordinator.ui.kit.text import Label
from coordinator.ui.kit.tokens import Tone
from coordinator.wording import moments
from coordinator.wording.moments import Style
from coordinator.wording.problems import sentence

WIDTH, WIDEST = 300, 340
_TIME = frozenset({"starts", "ends", "when", "zone"})
_PLACE = frozenset({"venue", "space"})


class ChecksPanel(QWidget):
    """`reasoned` comes when the reason for saving anyway changed."""

    reasoned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(min(scale.px(WIDTH), WIDEST))
        self.setAccessibleName(_("Checks"))
        self.bands: list[Band] = []
        self.reason = QLineEdit()
        self.reason.setAccessibleName(_("Reason for saving anyway"))
        self.reason.textChanged.connect(lambda _words: self.reasoned.emit())
        self._asks = Label(_("Why save it anyway?"), "small-strong")
        self._foot = Label("", "small", ink="2", wraps=True)
        self._lay_out()

    def show_checks(self, event: Event, problems: tuple[Problem, ...], place: str, style: Style) -> None:
        """Errors first, then warnings, then what is in order."""
        for band in self.bands:
            band.hide()
            band.deleteLater()
        ordered = sorted(problems, key=lambda problem: not problem.stops)
        self.bands = []
        for one in ordered:
            self._add(check_tone(one), check_heading(one), sentence(one, style=style))
        for what, why in _in_order(event, problems, place, style):
            self._add(Tone.FULL, what, why)
        self._ask_reason(problems)

    def _add(self, tone: Tone, what: str, why: str) -> None:
        band = Band(tone)
        self._column.insertWidget(len(self.bands), band)  # first into its place: alone it would be a window
        band.say(what, why, icon="circle-check" if tone is Tone.FULL else "")
        self.bands.append(band)

    def override_reason(self) -> str:
        """The reason given, if one is asked for."""
        return "" if self.reason.isHidden() else self.reason.text().strip()

    def shown(self) -> tuple[tuple[str, str], ...]:
        """Headings and sentences in order."""
        return tuple((band.what(), band.why()) for band in self.bands)

    def _ask_reason(self, problems: Iterable[Problem]) -> None:
        found = tuple(problems)
        wanted = any(needs_reason(problem) for problem in found)
        self.reason.setVisible(wanted)
        self._asks.setVisible(wanted)
        if any(problem.stops and not needs_reason(problem) for problem in found):
            self._foot.setText(_("What is red has to be solved before it can be saved."))
        elif wanted:
            self._foot.setText(_("It can be saved with a reason, which is kept."))
        else:
            self._foot.setText(_("You can save with warnings. They stay on the event until they are solved."))

    def _lay_out(self) -> None:
        inside = panel(surface="window")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(14, 4, 14, 8)
        self._column.setSpacing(8)
        for widget in (self._asks, self.reason):
            self._column.addWidget(widget)
            widget.hide()
        self._column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        surface = panel(surface="window")
        column = QVBoxLayout(surface)
        column.setContentsMargins(0, 12, 0, 12)
        column.setSpacing(6)
        head = QVBoxLayout()
        head.setContentsMargins(14, 0, 14, 0)
        head.addWidget(Label(_("Checks"), "heading"))
        head.addWidget(Label(_("Updated as you type"), "small", ink="2"))
        column.addLayout(head)
        column.addWidget(scrolled(inside), 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(14, 0, 14, 0)
        foot.addWidget(self._foot)
        column.addLayout(foot)
        outer.addWidget(surface)


def _in_order(event: Event, problems: tuple[Problem, ...], place: str, style: Style) -> Iterator[tuple[str, str]]:
    """What was looked at and is fine."""
    about = {problem.about for problem in problems}
    if not about & _TIME:
        yield _("The time is in order"), moments.when(event.when, style)
    if event.space_id is not None and not about & (_PLACE | _TIME):
        yield _("The place is free then"), place
    if event.positions and "positions" not in about:
        needed = sum(position.needed for position in event.positions)
        most = sum(position.maximum for position in event.positions)
        words = ngettext("{n} person needed, {most} at most.", "{n} people needed, {most} at most.", needed)
        yield _("The roles are in order"), words.format(n=needed, most=most)
