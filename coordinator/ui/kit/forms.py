"""Forms: a label at the left, the field, a hint at the right, and the error in a line below the field."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from coordinator.domain.directions import directions_shown
from coordinator.ui.kit import scale
from coordinator.ui.kit.chips import IconLabel
from coordinator.ui.kit.flow import FlowLayout
from coordinator.ui.kit.segmented import Segmented, mark_wrong
from coordinator.ui.kit.text import Label


class FormRow(QWidget):
    """A field with its error line. The label belongs to it: `label` may carry a mnemonic ("&Title")."""

    def __init__(
        self, words: str, field: QWidget, *, hint: QWidget | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.field = field
        self.hint = hint
        self.label = Label(words, ink="2")
        self.label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.label.setBuddy(_takes_focus(field))
        for each in (field, _takes_focus(field)):  # the first of several beside each other is named as they are
            if not each.accessibleName():
                each.setAccessibleName(words.replace("&", ""))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(field)
        if isinstance(field, QLabel) and words:
            field.setMinimumHeight(scale.px(30))
        self._error, self._error_words = _error_line()
        column.addWidget(self._error)

    def focus(self) -> None:
        """Go to the field as the underlined letter of the label does."""
        _takes_focus(self.field).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def say(self, words: str) -> None:
        """Show the error below the field, or nothing."""
        self._error_words.setText(words)
        self._error.setVisible(bool(words))
        self.field.setAccessibleDescription(directions_shown(words))
        mark_wrong(self.field, wrong=bool(words))
        if words:
            QAccessible.updateAccessibility(QAccessibleEvent(self.field, QAccessible.Event.DescriptionChanged))

    def said(self) -> str:
        """The error shown, or nothing."""
        return self._error_words.text()


class Form(QWidget):
    """Rows under each other with one column of labels; `label_width` in design pixels."""

    def __init__(self, *, label_width: int = 0, gap: int = 10, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(gap)
        self._grid.setColumnMinimumWidth(0, scale.px(label_width))
        self._grid.setColumnStretch(1, 1)

    def add(self, row: FormRow, *, fills: bool = True) -> FormRow:
        """Put a row at the end. A field that does not fill keeps its own width."""
        at = self._grid.rowCount()
        top = Qt.AlignmentFlag.AlignTop
        if row.label.text():
            row.label.setMinimumHeight(scale.px(30))
        self._grid.addWidget(row.label, at, 0, top | Qt.AlignmentFlag.AlignRight)
        self._grid.addWidget(row, at, 1, top if fills else top | Qt.AlignmentFlag.AlignLeft)
        if row.hint is not None:
            row.hint.setMinimumHeight(scale.px(30))
            self._grid.addWidget(row.hint, at, 2, top)
            self._grid.setColumnStretch(2, 1)
        return row


def beside(*widgets: QWidget, stretch: int = -1, gap: int = 8) -> QWidget:
    """Widgets next to each other as one field; `stretch` is the place of the one that grows."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(gap)
    for place, widget in enumerate(widgets):
        row.addWidget(widget, 1 if place == stretch else 0)
    if stretch < 0:
        row.addStretch()
    holder.setFocusProxy(widgets[0])
    return holder


def flowing(*widgets: QWidget, gap: int = 6) -> QWidget:
    """Widgets next to each other that break into lines where it is narrow, each line centred in a field's height."""
    holder = QWidget()
    flow = FlowLayout(holder, across=gap, down=0)
    for widget in widgets:
        widget.setMinimumHeight(scale.px(30))
        flow.addWidget(widget)
    policy = holder.sizePolicy()
    policy.setHeightForWidth(True)
    holder.setSizePolicy(policy)
    return holder


def _takes_focus(field: QWidget) -> QWidget:
    if isinstance(field, Segmented):
        return field
    return field.focusProxy() or field


def _error_line() -> tuple[QWidget, QLabel]:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(5)
    row.addWidget(IconLabel("circle-alert", "tone.open.ink", 13), 0, Qt.AlignmentFlag.AlignTop)
    words = Label("", "small", ink="open", wraps=True)
    row.addWidget(words, 1)
    holder.hide()
    return holder, words
