"""Three answers side by side, each with its number and what it does."""

from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from coordinator.domain.imports import Decision
from coordinator.runtime.i18n import _
from coordinator.ui.kit import tokens
from coordinator.ui.kit.chips import KeyHint
from coordinator.ui.kit.text import ElidedLabel


class AnswerCard(QWidget):
    """A round button in a frame that takes the press anywhere."""

    def __init__(self, words: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = QRadioButton(words)
        self.more = ElidedLabel("", "small", ink="2")
        self.button.toggled.connect(lambda _on: self.update())
        top = QHBoxLayout()
        top.addWidget(self.button, 1)
        top.addWidget(KeyHint(key))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 10, 9)
        column.setSpacing(0)
        column.addLayout(top)
        indent = QHBoxLayout()
        indent.addSpacing(26)
        indent.addWidget(self.more, 1)
        column.addLayout(indent)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A thin frame, a strong one around the answer chosen."""
        on = self.button.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens.colour("accent" if on else "border.control"), 2 if on else 1))
        painter.setBrush(tokens.colour("surface.hover" if on else "surface.panel"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The whole card counts."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.button.click()


class AnswerCards(QWidget):
    """`answered` carries the decision when a person presses one."""

    answered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self.cards = {
            Decision.SKIP: AnswerCard(_("Keep yours"), "1"),
            Decision.UPDATE: AnswerCard(_("Update yours"), "2"),
            Decision.ADD: AnswerCard(_("Both, two people"), "3"),
        }
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for decision, card in self.cards.items():
            self._group.addButton(card.button)
            card.button.clicked.connect(partial(self.answered.emit, decision))
            row.addWidget(card, 1)
        self.cards[Decision.SKIP].more.setText(_("The row in the file is left out."))
        self.cards[Decision.UPDATE].more.setText(_("Take what you ticked. The sign-ups stay."))

    def show_answer(self, decision: Decision | None, name: str) -> None:
        """The answer given so far."""
        self.cards[Decision.ADD].more.setText(_("Adds a second card, {name}.").format(name=name))
        self._group.setExclusive(False)
        for each, card in self.cards.items():
            card.button.setChecked(each is decision)
        self._group.setExclusive(True)
