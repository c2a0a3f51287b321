"""The pairs at the left: both names, why they look alike, and what was decided."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from coordinator.runtime.i18n import _
from coordinator.ui.imports.pairing import Pair, decision_words, reason_words
from coordinator.ui.imports.rowpaint import write
from coordinator.ui.kit import fonts, scale, tokens
from coordinator.ui.kit.chips import paint_chip
from coordinator.ui.models.table import Index

PAIR = Qt.ItemDataRole.UserRole + 1
_NO_PARENT = QModelIndex()
_HIGH = 73


class PairsModel(QAbstractListModel):
    """The pairs."""

    def __init__(self, pairs: tuple[Pair, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pairs = pairs

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """Pairs."""
        return 0 if parent.isValid() else len(self.pairs)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The names, and everything at once for screen readers."""
        if not index.isValid():
            return None
        pair = self.pairs[index.row()]
        if role == PAIR:
            return pair
        if role == Qt.ItemDataRole.DisplayRole:
            return pair.yours.full_name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = (pair.yours.full_name, pair.theirs.full_name, reason_words(pair), decision_words(pair)[0])
            return ", ".join(words)
        return None

    def tell(self) -> None:
        """Decisions changed."""
        self.dataChanged.emit(self.index(0, 0), self.index(max(0, len(self.pairs) - 1), 0))


class PairsDelegate(QStyledItemDelegate):
    """Three lines and a chip."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All the same height."""
        return QSize(scale.px(200), scale.px(_HIGH))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, names, reason, decision."""
        pair = index.data(PAIR)
        if not isinstance(pair, Pair):
            return
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(option.rect, tokens.colour("surface.selected" if chosen else "surface.panel"))
        if chosen:
            edge = QRectF(option.rect.x(), option.rect.y(), 3, option.rect.height())
            painter.fillRect(edge, tokens.colour("focus"))
        painter.setPen(QPen(tokens.colour("border.line"), 1))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        self._paint_words(painter, QRectF(option.rect).adjusted(12, 8, -12, -7), pair)
        painter.restore()

    def _paint_words(self, painter: QPainter, room: QRectF, pair: Pair) -> None:
        third = room.height() / 3
        lines = [QRectF(room.x(), room.y() + third * place, room.width(), third) for place in range(3)]
        write(painter, lines[0], pair.yours.full_name, look="strong")
        write(painter, lines[1], pair.theirs.full_name, look="small")
        words, tone = decision_words(pair)
        width = fonts.metrics("small-strong").horizontalAdvance(words) + 14.0
        chip = QRectF(room.right() - width, lines[2].y() - 2, width, third + 2)
        write(painter, lines[2].adjusted(0, 0, -width - 6, 0), reason_words(pair), look="small", ink="ink.2")
        paint_chip(painter, chip, words, tone, icon="")


class PairsList(QListView):
    """The list; its current row is the pair shown."""

    def __init__(self, pairs: tuple[Pair, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pairs = PairsModel(pairs, self)
        self.setModel(self.pairs)
        self.setItemDelegate(PairsDelegate(self))
        self.setAccessibleName(_("Pairs"))
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
