"""Who will see this paper or file: one card per audience that says what it shows and what it leaves out."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QRadioButton, QVBoxLayout, QWidget

from coordinator.domain.privacy import Audience
from coordinator.runtime.i18n import _
from coordinator.ui.kit.chips import IconLabel
from coordinator.ui.kit.panels import line
from coordinator.ui.kit.text import Label, set_property
from coordinator.wording.audiences import AudienceChoice


class _Card(QFrame):
    """One audience. The whole card is the target."""

    def __init__(self, choice: AudienceChoice, *, first: bool, last: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.audience = choice.audience
        self.setProperty("audience", True)
        self.setProperty("end", {(True, False): "first", (False, True): "last"}.get((first, last), ""))
        left_out = _("Left out: {fields}").format(fields=choice.left_out)
        self.radio = QRadioButton(choice.name)
        self.radio.setProperty("strong", True)
        self.radio.setAccessibleDescription(". ".join(part for part in (choice.shown, left_out, choice.limit) if part))
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 4, 10, 5)
        column.setSpacing(3)  # the focus ring around the button stays off the words below
        column.addWidget(self.radio)
        facts = QGridLayout()
        facts.setContentsMargins(22, 0, 0, 0)
        facts.setHorizontalSpacing(6)
        facts.setVerticalSpacing(1)
        facts.setColumnStretch(1, 1)
        rows = [("eye", choice.shown), ("eye-off", left_out)]
        if choice.limit:
            rows.append(("info", choice.limit))
        for number, (icon, words) in enumerate(rows):
            facts.addWidget(IconLabel(icon), number, 0, Qt.AlignmentFlag.AlignTop)
            facts.addWidget(Label(words, "small", ink="2", wraps=True), number, 1)
        column.addLayout(facts)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click anywhere on the card chooses it."""
        if self.rect().contains(event.position().toPoint()):
            self.radio.setFocus(Qt.FocusReason.MouseFocusReason)
            self.radio.click()


class AudienceCards(QFrame):
    """The cards. `chosen` carries the audience when a person changes it."""

    chosen = Signal(str)

    def __init__(
        self, name: str, choices: Sequence[AudienceChoice], usual: Audience, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("surface", "card")
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._cards: list[_Card] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        last = len(choices) - 1
        for number, choice in enumerate(choices):
            if number:
                column.addWidget(line())
            card = _Card(choice, first=number == 0, last=number == last)
            self._group.addButton(card.radio, number)
            self._cards.append(card)
            column.addWidget(card)
        self._group.idToggled.connect(self._mark)
        self._group.idClicked.connect(lambda number: self.chosen.emit(self._cards[number].audience))
        self.set_value(usual)

    def value(self) -> Audience:
        """The audience chosen."""
        return self._cards[self._group.checkedId()].audience

    def set_value(self, audience: Audience) -> None:
        """Choose by the program."""
        self.button(audience).setChecked(True)

    def button(self, audience: Audience) -> QRadioButton:
        """The round button of one audience."""
        return next(card.radio for card in self._cards if card.audience is audience)

    def _mark(self, number: int, checked: bool) -> None:
        set_property(self._cards[number], "chosen", checked)
