"""Two people saved the same event: before, yours and theirs side by side, and which of them is kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from coordinator.domain.events import Event
from coordinator.runtime.i18n import _
from coordinator.ui.kit.panels import line
from coordinator.ui.kit.text import Label
from coordinator.wording import labels, moments
from coordinator.wording.moments import Style

Names = Callable[[Event], str]


@dataclass(frozen=True, slots=True)
class Part:
    """Fields of an event that belong together, and how they are said."""

    key: str
    title: str
    fields: tuple[str, ...]
    words: Callable[[Event], str]

    def differs(self, one: Event, other: Event) -> bool:
        """If the two say something else here."""
        return any(getattr(one, name) != getattr(other, name) for name in self.fields)

    def taken_from(self, event: Event, source: Event) -> Event:
        """The event with these fields of another."""
        return replace(event, **{name: getattr(source, name) for name in self.fields})


def parts_of(style: Style, place: Names) -> tuple[Part, ...]:
    """The rows of the table; `place` names where an event is."""
    return (
        Part("kind", _("Kind"), ("kind",), lambda event: labels.kind_name(event.kind)),
        Part("title", _("Title"), ("title",), lambda event: event.title),
        Part("when", _("When"), ("when",), lambda event: moments.when(event.when, style)),
        Part("venue", _("Venue"), ("venue_id", "space_id", "place", "place_original"), place),
        Part("roles", _("Roles"), ("positions",), _roles),
        Part("description", _("Notes"), ("description",), lambda event: event.description),
        Part("status", _("Status"), ("status", "cancel_reason"), lambda event: labels.status_name(event.status)),
        Part("public", _("Public"), ("public",), lambda event: _("Yes") if event.public else _("No")),
    )


def _roles(event: Event) -> str:
    shown = (f"{position.role} {position.needed}/{position.maximum}" for position in event.positions)
    return ", ".join(shown) or _("None")


class StaleChoice(QWidget):
    """A row for every field that differs. What only one of the two changed is chosen beforehand."""

    changed = Signal()

    def __init__(
        self, parts: tuple[Part, ...], *, before: Event, yours: Event, theirs: Event, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.their_event, self._yours = theirs, yours
        self.parts = tuple(part for part in parts if part.differs(yours, theirs))
        self.yours: dict[str, QRadioButton] = {}
        self.theirs: dict[str, QRadioButton] = {}
        self._groups: list[QButtonGroup] = []
        self._before = before
        self._lay_out()

    def mix(self) -> Event:
        """Their event with the fields of yours that were chosen."""
        made = self.their_event
        for part in self.parts:
            if self.yours[part.key].isChecked():
                made = part.taken_from(made, self._yours)
        return made

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(Label(_("Choose what is kept. Nothing of yours is lost."), ink="2", wraps=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(8)
        for place, words in enumerate(("", _("Before"), _("Yours"), _("Theirs"))):
            grid.addWidget(Label(words, "small-strong", ink="2"), 0, place)
            grid.setColumnStretch(place, 0 if place == 0 else 1)
        for number, part in enumerate(self.parts):
            grid.addWidget(line(), 2 * number + 1, 0, 1, 4)
            self._add_row(grid, 2 * number + 2, part)
        column.addLayout(grid)
        column.addStretch(1)

    def _add_row(self, grid: QGridLayout, row: int, part: Part) -> None:
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(Label(part.title, ink="2"), row, 0, top)
        grid.addWidget(Label(part.words(self._before), ink="2", wraps=True), row, 1, top)
        group = QButtonGroup(self)
        self._groups.append(group)
        mine, other = (_answer(part, who, event) for who, event in self._answers().items())
        for place, answer in ((2, mine), (3, other)):
            group.addButton(answer.button)
            grid.addWidget(answer, row, place, top)
        self.yours[part.key], self.theirs[part.key] = mine.button, other.button
        only_they_changed = not part.differs(self._yours, self._before)
        (other if only_they_changed else mine).button.setChecked(True)
        group.buttonClicked.connect(lambda _button: self.changed.emit())

    def _answers(self) -> Mapping[str, Event]:
        return {_("Yours"): self._yours, _("Theirs"): self.their_event}


class _Answer(QWidget):
    def __init__(self, name: str, words: str) -> None:
        super().__init__()
        self.button = QRadioButton()
        self.button.setAccessibleName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.words = Label(words, wraps=True)
        self.words.setMinimumHeight(self.button.sizeHint().height())
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The words count as the button does."""
        self.button.click()


def _answer(part: Part, who: str, event: Event) -> _Answer:
    words = part.words(event) or _("Empty")
    return _Answer(f"{part.title}, {who}: {words}", words)
