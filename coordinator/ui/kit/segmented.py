"""A switch with two to six answers side by side."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from coordinator.ui.kit import fonts, icons, scale
from coordinator.ui.kit.taborder import in_tab_order
from coordinator.ui.kit.text import set_property


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: the value handed on, its words and perhaps an icon or a look of its own."""

    value: str
    words: str
    icon: str = ""
    look: str = "medium"


class Segment(QPushButton):
    """One answer; the style sheet knows it by this name."""

    def __init__(self, choice: Choice, frame: "Segmented") -> None:
        super().__init__(choice.words, frame)
        self._frame = frame
        self._look = choice.look
        self.setCheckable(True)
        self.setAutoDefault(False)
        if choice.icon:
            self.setIcon(icons.icon(choice.icon, "ink.2", checked="link"))
            self.setIconSize(QSize(scale.px(icons.MEDIUM + 4), scale.px(icons.MEDIUM)))

    def sizeHint(self) -> QSize:
        """Room for the bold words, so that nothing moves when the choice changes."""
        words = fonts.metrics("strong" if self._look == "medium" else self._look).horizontalAdvance(
            self.text().replace("&", "")
        )
        icon = self.iconSize().width() + 4 if not self.icon().isNull() else 0
        return QSize(words + icon + 26, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Never narrower than its words."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys choose the neighbour."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._frame.step(step if self.layoutDirection() == Qt.LayoutDirection.LeftToRight else -step)


class Segmented(QFrame):
    """The switch. `chosen` carries the value when a person changes it; `set_value` says nothing. `key` names
    the parts, so that the focus finds them again when the window is made anew."""

    chosen = Signal(str)

    def __init__(
        self,
        name: str,
        choices: Iterable[Choice],
        *,
        value: str = "",
        small: bool = False,
        key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(key)
        self.setProperty("size", "small" if small else "")
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._choices: tuple[Choice, ...] = ()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._group.idClicked.connect(self._say)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # a label's underlined letter asks for it; Tab goes to the parts
        self.set_choices(choices)
        self.set_value(value)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus on to the answer in use."""
        if self._choices:
            self._segment(max(0, self._group.checkedId())).setFocus(event.reason())

    def set_choices(self, choices: Iterable[Choice]) -> None:
        """Other answers; the value in use stays chosen if it is among them."""
        value = self.value()
        self._choices = tuple(choices)
        for button in self._group.buttons():
            self._group.removeButton(button)
            button.hide()  # Qt shows later what was laid out just now: without a parent, as a window of its own
            button.setParent(None)
            button.deleteLater()
        for place, choice in enumerate(self._choices):
            self._add(place, choice)
        self.set_value(value)
        in_tab_order(self, *(self._segment(place) for place in range(len(self._choices))))

    def set_words(self, value: str, words: str) -> None:
        """Other words on one answer, a changed count for instance."""
        for place, choice in enumerate(self._choices):
            if choice.value == value:
                self._group.button(place).setText(words)
                self._group.button(place).setAccessibleName(self._spoken(words))
                self._group.button(place).updateGeometry()

    def value(self) -> str:
        """The value chosen, empty when none is."""
        place = self._group.checkedId()
        return self._choices[place].value if 0 <= place < len(self._choices) else ""

    def set_value(self, value: str) -> None:
        """Choose by the program."""
        for place, choice in enumerate(self._choices):
            if choice.value == value:
                self._group.button(place).setChecked(True)

    def button(self, value: str) -> QPushButton:
        """The part of one answer; raises KeyError for a value that is not there."""
        for place, choice in enumerate(self._choices):
            if choice.value == value:
                return self._segment(place)
        raise KeyError(value)

    def step(self, by: int) -> None:
        """Choose a neighbour, as the arrow keys do."""
        place = max(0, min(len(self._choices) - 1, self._group.checkedId() + by))
        self._segment(place).setFocus(Qt.FocusReason.TabFocusReason)
        self._segment(place).click()

    def _segment(self, place: int) -> QPushButton:
        button = self._group.button(place)
        assert isinstance(button, QPushButton)
        return button

    def _add(self, place: int, choice: Choice) -> None:
        button = Segment(choice, self)
        button.setAccessibleName(self._spoken(choice.words))
        button.setObjectName(f"{self.objectName()}.{choice.value}" if self.objectName() else "")
        last = len(self._choices) - 1
        button.setProperty("end", "only" if last == 0 else {0: "first", last: "last"}.get(place, ""))
        if choice.look != "medium":
            button.setFont(fonts.font(choice.look))
        self._group.addButton(button, place)
        self._row.addWidget(button)
        button.toggled.connect(self._lead_tab)

    def _lead_tab(self) -> None:
        """Tab comes to the answer in use; Qt knows that only once the switch had the focus."""
        used = self._group.checkedId()
        for place in range(len(self._group.buttons())):
            leads = used in (-1, place)
            self._segment(place).setFocusPolicy(Qt.FocusPolicy.StrongFocus if leads else Qt.FocusPolicy.ClickFocus)

    def _spoken(self, words: str) -> str:
        return f"{self.accessibleName()}: {words.replace('&', '')}"

    def _say(self, place: int) -> None:
        self.chosen.emit(self._choices[place].value)


def mark_wrong(widget: QWidget, *, wrong: bool) -> None:
    """Give a field the red border or take it away."""
    set_property(widget, "wrong", wrong)
