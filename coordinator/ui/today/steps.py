"""The first three steps of a precinct that has no events yet: each with its button, done ones with a tick."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from coordinator.domain.openings import FirstSteps
from coordinator.runtime.i18n import _
from coordinator.ui.kit import icons, scale
from coordinator.ui.kit.buttons import Button, LinkButton, set_primary
from coordinator.ui.kit.chips import IconLabel
from coordinator.ui.kit.panels import line
from coordinator.ui.kit.text import Label

_WIDE = 620


@dataclass(frozen=True, slots=True)
class _Step:
    icon: str
    words: str
    sentence: str
    button: str
    press: Callable[[], object]


class StepsPanel(QWidget):
    """`people_wanted`, `venues_wanted`, `event_wanted` and `import_wanted` say which button was pressed."""

    people_wanted = Signal()
    venues_wanted = Signal()
    event_wanted = Signal()
    import_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows = [_StepRow(place, step) for place, step in enumerate(self._steps(), 1)]
        self.bring = LinkButton(_("Bring in your lists…"), self.import_wanted.emit)
        self._lay_out()

    def show_steps(self, done: FirstSteps) -> None:
        """Tick what is done; the first step that is not has the main button."""
        ticks = (done.people, done.venues, done.events)
        following = ticks.index(False) if False in ticks else -1
        for place, (row, tick) in enumerate(zip(self.rows, ticks, strict=True)):
            row.show_state(done=tick, following=place == following)

    def first_stop(self) -> QWidget:
        """The button of the step that is next."""
        return next((row.button for row in self.rows if not row.done), self.rows[0].button)

    def _steps(self) -> tuple[_Step, ...]:
        return (
            _Step(
                "users",
                _("Add people"),
                _("The volunteers and officers who help. You can sign up everybody who is on the list."),
                _("New person"),
                self.people_wanted.emit,
            ),
            _Step(
                "map-pin",
                _("Add venues"),
                _("Buildings, gyms and fields, so that the calendar can warn when a place is taken twice."),
                _("Edit venues…"),
                self.venues_wanted.emit,
            ),
            _Step(
                "calendar-plus",
                _("Make the first event"),
                _("A meeting, practice, game or shift, and how many people it needs."),
                _("New event"),
                self.event_wanted.emit,
            ),
        )

    def _lay_out(self) -> None:
        card = QFrame()
        card.setProperty("surface", "card")
        card.setMaximumWidth(scale.px(_WIDE))
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        inside.addLayout(_padded(Label(_("Three steps to begin"), "heading")))
        for row in self.rows:
            inside.addWidget(line())
            inside.addWidget(row)
        inside.addWidget(line())
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 8, 20, 8)
        foot.addWidget(Label(_("Have people, venues or events in a table already?"), ink="2", wraps=True), 1)
        foot.addWidget(self.bring)
        inside.addLayout(foot)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(card, 100)
        middle.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.addStretch(2)
        column.addLayout(middle)
        column.addStretch(3)


class _StepRow(QWidget):
    def __init__(self, place: int, step: _Step) -> None:
        super().__init__()
        self._step = step
        self.done = False
        self._icon = IconLabel(step.icon, "accent", icons.LARGE)
        self._words = Label(f"{place}. {step.words}", "strong")
        self._sentence = Label(step.sentence, ink="2", wraps=True)
        self.button = Button(step.button, step.press)
        self.button.setAccessibleDescription(f"{place}. {step.words}")
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addWidget(self._words)
        words.addWidget(self._sentence)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 14, 20, 14)
        row.setSpacing(16)
        row.addWidget(self._icon)
        row.addLayout(words, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_state(self, *, done: bool, following: bool) -> None:
        """With a tick, as the next one, or waiting."""
        self.done = done
        if done:
            self._icon.set_icon("circle-check", "tone.full.ink")
        else:
            self._icon.set_icon(self._step.icon, "accent")
        self._icon.setAccessibleName(_("Done") if done else "")
        set_primary(self.button, primary=following)


def _padded(label: Label) -> QVBoxLayout:
    made = QVBoxLayout()
    made.setContentsMargins(20, 14, 20, 12)
    made.addWidget(label)
    return made
