"""A number with minus and plus."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QSpinBox, QWidget

from coordinator.ui.kit import scale
from coordinator.ui.kit.buttons import IconButton

_MOST = 999


class Stepper(QFrame):
    """Up and Down count too. `changed` carries the number."""

    changed = Signal(int)

    def __init__(self, name: str, *, less: str, more: str, least: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QSpinBox()
        self.box.setProperty("stepper", True)
        self.box.setRange(least, _MOST)
        self.box.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.box.setFixedWidth(scale.px(44))
        self.box.setAccessibleName(name)
        self.box.valueChanged.connect(self.changed)
        self.less = IconButton(less, "minus", self.box.stepDown)
        self.more = IconButton(more, "plus", self.box.stepUp)
        for button in (self.less, self.more):  # the arrow keys do the same, so Tab need not stop here
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(self.box)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for widget in (self.less, self.box, self.more):
            row.addWidget(widget)

    def value(self) -> int:
        """The number."""
        return self.box.value()

    def set_value(self, value: int) -> None:
        """Set by the program."""
        self.box.setValue(value)
