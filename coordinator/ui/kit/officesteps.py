"""What a test of an address showed: a line for every step, with its icon."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator.domain.offices import Says, Step
from coordinator.ui.kit import icons
from coordinator.ui.kit.chips import IconLabel
from coordinator.ui.kit.text import Label
from coordinator.wording.offices import step_words

_ICONS = {
    Says.GOOD: ("check", "tone.full.ink"),
    Says.WARNS: ("triangle-alert", "tone.part.ink"),
    Says.STOPS: ("circle-alert", "tone.open.ink"),
}


class OfficeSteps(QWidget):
    """`show_steps` says them; `wait` says that they are being found out. Screen readers are told politely."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 2, 0, 2)
        self._column.setSpacing(5)
        self.hide()

    def show_steps(self, steps: Iterable[Step]) -> None:
        """One line each."""
        self._say([(*_ICONS[step.says], step_words(step)) for step in steps])

    def wait(self, words: str) -> None:
        """While it takes."""
        self._say([("hourglass", "ink.2", words)])

    def clear(self) -> None:
        """Nothing is known."""
        self._say([])

    def said(self) -> list[str]:
        """The lines as they stand."""
        return [label.text() for label in self.findChildren(Label)]

    def _say(self, lines: list[tuple[str, str, str]]) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        for name, token, words in lines:
            self._column.addWidget(_line(name, token, words))
        self.setVisible(bool(lines))
        self.setAccessibleName(" ".join(words for _name, _token, words in lines))
        if lines:
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))


def _line(name: str, token: str, words: str) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    row.addWidget(IconLabel(name, token, icons.SMALL), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Label(words, "small", wraps=True), 1)
    return holder
