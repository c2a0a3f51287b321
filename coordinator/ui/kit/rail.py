"""The rail at the left: the pages of the program, with icon and label."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QVBoxLayout, QWidget

from coordinator.runtime.i18n import _
from coordinator.ui.kit import fonts, icons, ring, scale, tokens
from coordinator.ui.kit.text import set_hint

WIDTH = 80


@dataclass(frozen=True, slots=True)
class Entry:
    """One page: its key, words, icon and the key on the keyboard. `low` puts it at the bottom. What is no page is not
    marked as the one in front."""

    key: str
    words: str
    icon: str
    shortcut: str = ""
    low: bool = False
    is_page: bool = True


class _RailButton(QPushButton):
    def __init__(self, entry: Entry, rail: "Rail") -> None:
        super().__init__(entry.words, rail)
        self.entry = entry
        self._rail = rail
        self.setCheckable(entry.is_page)
        self.setProperty(ring.NO_RING, True)
        self.setFixedSize(self.sizeHint())
        self.setAccessibleName(entry.words)
        set_hint(self, f"{entry.words} ({entry.shortcut})" if entry.shortcut else entry.words)

    def sizeHint(self) -> QSize:
        return QSize(scale.px(WIDTH), scale.px(54))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._rail.step(self, step)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(6, 1, -6, -1)
        self._paint_state(painter, box)
        ink = "rail.text.selected" if self.isChecked() else "rail.text"
        side = scale.px(icons.LARGE)
        top = box.y() + scale.px(8)
        icons.paint(painter, self.entry.icon, QRectF(box.center().x() - side / 2, top, side, side), ink)
        painter.setFont(fonts.font("rail-selected" if self.isChecked() else "caption"))
        painter.setPen(tokens.colour(ink))
        words = QRectF(0, top + side + scale.px(3), self.width(), scale.px(16))
        painter.drawText(words, int(Qt.AlignmentFlag.AlignCenter), self.text())

    def _paint_state(self, painter: QPainter, box: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked() or self.underMouse():
            painter.setBrush(tokens.colour("rail.selected"))
            painter.drawRoundedRect(box, 6, 6)
        painter.setBrush(tokens.colour("rail.text.selected"))
        if self.isChecked():
            painter.drawRoundedRect(QRectF(-4, box.y() + 8, 8, box.height() - 16), 3, 3)
        if self.hasFocus():
            ring.paint_ring(painter, box.toRect(), token="rail.text.selected")


class Rail(QFrame):
    """`chosen` carries the key of the page asked for."""

    chosen = Signal(str)

    def __init__(self, entries: Iterable[Entry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(scale.px(WIDTH))
        self.setAccessibleName(_("Pages"))
        self._group = QButtonGroup(self)
        self.buttons = {entry.key: _RailButton(entry, self) for entry in entries}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 7, 0, 7)
        column.setSpacing(0)
        for low in (False, True):
            for button in self.buttons.values():
                if button.entry.low == low:
                    column.addWidget(button)
                    if button.entry.is_page:
                        self._group.addButton(button)
                    button.clicked.connect(lambda _on=False, key=button.entry.key: self.chosen.emit(key))
            if not low:
                column.addStretch()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The edge shows where the rail and the page have one colour."""
        super().paintEvent(event)
        QPainter(self).fillRect(self.width() - 1, 0, 1, self.height(), tokens.colour("rail.edge"))

    def set_current(self, key: str) -> None:
        """Mark the page that is shown."""
        self.buttons[key].setChecked(True)

    def current(self) -> QWidget:
        """The button of the page that is shown, for the focus."""
        return self._group.checkedButton() or next(iter(self.buttons.values()))

    def step(self, button: QPushButton, by: int) -> None:
        """The focus to a neighbour; Enter or Space opens it."""
        around = list(self.buttons.values())
        place = max(0, min(len(around) - 1, around.index(button) + by))  # type: ignore[arg-type]
        around[place].setFocus(Qt.FocusReason.TabFocusReason)
