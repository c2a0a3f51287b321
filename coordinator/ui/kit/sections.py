"""The list of sections at the left of a page: icon and words, the chosen one with a bar, the ring around all of it."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from coordinator.ui.kit import icons, ring, scale

_AROUND = 48  # what stands beside the words of a row, and its icon


class WholeRing(QStyledItemDelegate):
    """Draws the focus ring inside the whole cell; the style would draw it around the words alone."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The cell, then the ring."""
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        option.state &= ~QStyle.StateFlag.State_HasFocus
        super().paint(painter, option, index)
        if focused:
            ring.paint_ring(painter, option.rect, 3)


class SectionList(QListWidget):
    """Up and Down choose. `width` in design pixels."""

    def __init__(self, name: str, *, width: int = 196) -> None:
        super().__init__()
        self.setProperty("sections", True)
        self.setAccessibleName(name)
        self.setFixedWidth(scale.px(width))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setIconSize(QSize(scale.px(icons.MEDIUM + 8), scale.px(icons.MEDIUM)))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setItemDelegate(WholeRing(self))

    def add(self, words: str, *, icon: str = "") -> None:
        """One more section."""
        item = QListWidgetItem(words)
        if icon:
            item.setIcon(icons.icon(icon, "ink.2"))
        item.setSizeHint(QSize(0, scale.px(34)))
        self.addItem(item)

    def make_room(self, *, most: int) -> None:
        """As wide as its longest words need, `most` in design pixels: Spanish is longer than English."""
        words = max(self.fontMetrics().horizontalAdvance(self.item(row).text()) for row in range(self.count()))
        needed = words + self.iconSize().width() + scale.px(_AROUND)
        self.setFixedWidth(max(self.width(), min(needed, scale.px(most))))
