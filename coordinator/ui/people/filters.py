"""A filter that says what it is set to and opens its answers: "Status: any"."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from coordinator.domain.directions import directions_shown
from coordinator.runtime.i18n import _
from coordinator.ui.kit import fonts, scale
from coordinator.ui.kit.buttons import Button
from coordinator.ui.kit.text import set_hint, without_mnemonic

_LONGEST = 150


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a filter; the value is empty for "any"."""

    value: str
    words: str


class FilterButton(Button):
    """`chosen` carries the value when a person picks one; `set_value` says nothing."""

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._name = name
        self._answers: tuple[Answer, ...] = ()
        self._value = ""
        self._menu = QMenu(self)
        self._group: QActionGroup | None = None
        self.setProperty("menu", True)
        self.setMenu(self._menu)
        self._show()

    def set_answers(self, answers: Iterable[Answer]) -> None:
        """Other answers besides "any"; a value that is not among them any more is given up."""
        self._answers = (Answer("", _("Any")), *answers)
        if self._value not in {answer.value for answer in self._answers}:
            self._value = ""
        self._fill()
        self._show()

    def value(self) -> str:
        """The value chosen, empty for any."""
        return self._value

    def set_value(self, value: str) -> None:
        """Choose by the program."""
        self._value = value
        self._fill()
        self._show()

    def sizeHint(self) -> QSize:
        """Words and the sign of a menu, nothing between them."""
        return QSize(fonts.metrics("medium").horizontalAdvance(self.text()) + scale.px(40), super().sizeHint().height())

    def _fill(self) -> None:
        self._menu.clear()
        if self._group is not None:
            self._group.deleteLater()
        self._group = QActionGroup(self._menu)
        for answer in self._answers:
            action = QAction(without_mnemonic(answer.words), self._group, checkable=True)
            action.setChecked(answer.value == self._value)
            action.triggered.connect(lambda _checked=False, value=answer.value: self._pick(value))
            self._menu.addAction(action)

    def _pick(self, value: str) -> None:
        self.set_value(value)
        self.chosen.emit(value)

    def _show(self) -> None:
        words = next((answer.words for answer in self._answers if answer.value == self._value), "")
        shown = words if self._value else _("any")
        whole = _("{filter}: {value}").format(filter=self._name, value=shown)
        self.setAccessibleName(directions_shown(whole))
        set_hint(self, whole if self._value else "")
        cut = fonts.metrics("medium").elidedText(whole, Qt.TextElideMode.ElideRight, scale.px(_LONGEST))
        self.setText(without_mnemonic(cut))
        self.updateGeometry()
