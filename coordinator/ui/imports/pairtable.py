"""Two cards side by side: a line for each field, boxes where both can be kept, round buttons where one must go."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QEvent, QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from coordinator.domain.directions import directions_shown
from coordinator.domain.imports import Field
from coordinator.runtime.i18n import _, ngettext, pgettext
from coordinator.ui.imports.pairfields import PairField, Relation, Sides, after_words
from coordinator.ui.imports.rowpaint import paint_box, write
from coordinator.ui.kit import fonts, scale, tokens
from coordinator.ui.kit.chips import paint_chip
from coordinator.ui.kit.ring import paint_ring
from coordinator.ui.kit.text import plain_hint
from coordinator.ui.kit.tokens import Tone
from coordinator.ui.models.table import Index

NAME, YOURS, THEIRS, RELATION, AFTER = range(5)
FIELD = Qt.ItemDataRole.UserRole + 1
SIDES = Qt.ItemDataRole.UserRole + 2
_WIDTHS = {NAME: 104, RELATION: 100}
_WIDEST_NAME = 160
_PAD = 10
_NO_PARENT = QModelIndex()


def relation_name(relation: Relation) -> str:
    """How the two sides stand, in a word."""
    return {
        Relation.SAME: pgettext("two values", "same"),
        Relation.ONLY_YOURS: pgettext("two values", "only yours"),
        Relation.ADDS: pgettext("two values", "adds"),
        Relation.DIFFERS: pgettext("two values", "differs"),
    }[relation]


class PairModel(QAbstractTableModel):
    """The fields of one pair and what is chosen for each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: tuple[PairField, ...] = ()
        self.sides: dict[Field, Sides | None] = {}
        self.heads: tuple[str, str] = ("", "")
        self.editable = True

    def show_pair(
        self, fields: tuple[PairField, ...], sides: dict[Field, Sides | None], heads: tuple[str, str], *, editable: bool
    ) -> None:
        """Another pair."""
        self.beginResetModel()
        self.fields, self.sides, self.heads, self.editable = fields, sides, heads, editable
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """Fields."""
        return 0 if parent.isValid() else len(self.fields)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        """Name, yours, the file's, how they stand, what would be kept."""
        return 0 if parent.isValid() else 5

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The two sides, and what comes of them."""
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        yours, theirs = map(directions_shown, self.heads)
        return ("", yours, theirs, "", "\n".join((_("After this choice"), self._changes())))[section]

    def _changes(self) -> str:
        count = sum(1 for field in self.fields if field.is_open and _takes_theirs(self.chosen(field)))
        return ngettext("{count} field changes", "{count} fields change", count).format(count=count)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words, and what a screen reader says of a side."""
        if not index.isValid():
            return None
        field = self.fields[index.row()]
        chosen = self.chosen(field)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return directions_shown(self._spoken(field, chosen, index.column()))
        words = directions_shown(self._words(field, chosen, index.column()))
        told: dict[int, object] = {
            Qt.ItemDataRole.DisplayRole: words,
            Qt.ItemDataRole.ToolTipRole: plain_hint(words),
            FIELD: field,
            SIDES: chosen,
        }
        return told.get(role)

    def chosen(self, field: PairField) -> Sides | None:
        """What is chosen for a field; with another answer than "Update yours" nothing of the row is taken."""
        return self.sides.get(field.key) if self.editable else Sides()

    def choose(self, row: int, column: int) -> None:
        """Press the box or the round button of a side."""
        field = self.fields[row]
        if not (self.editable and field.is_open and column in (YOURS, THEIRS)):
            return
        now = self.sides.get(field.key)
        self.sides[field.key] = _pressed(field, now, yours=column == YOURS)
        self.dataChanged.emit(self.index(row, 0), self.index(row, AFTER))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, AFTER, AFTER)

    def _words(self, field: PairField, chosen: Sides | None, column: int) -> str:
        words = {
            NAME: field.name,
            YOURS: field.yours or _("empty"),
            THEIRS: field.theirs or _("empty"),
            RELATION: relation_name(field.relation),
        }
        return words[column] if column in words else after_words(field, chosen)

    def _spoken(self, field: PairField, chosen: Sides | None, column: int) -> str:
        words = self._words(field, chosen, column)
        if column not in (YOURS, THEIRS) or not field.is_open:
            return f"{field.name}: {words}"
        on = chosen is not None and (chosen.yours if column == YOURS else chosen.theirs)
        side = _("yours") if column == YOURS else _("in the file")
        state = _("ticked") if on else _("not ticked")
        return f"{field.name}, {side}, {words}, {state}"


def _takes_theirs(chosen: Sides | None) -> bool:
    return chosen is not None and chosen.theirs


def _pressed(field: PairField, now: Sides | None, *, yours: bool) -> Sides:
    if not field.several:
        return Sides(yours=yours, theirs=not yours)
    before = now or Sides(yours=False, theirs=False)
    after = Sides(yours=before.yours ^ yours, theirs=before.theirs ^ (not yours))
    return after if after.yours or after.theirs else before


class PairDelegate(QStyledItemDelegate):
    """Draws the cells, and hears presses on a side."""

    def __init__(self, pressed: Callable[[int, int], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pressed = pressed

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, lines, box and words."""
        field, chosen = index.data(FIELD), index.data(SIDES)
        if not isinstance(field, PairField):
            return
        painter.save()
        tinted = field.is_open and index.column() in (YOURS, THEIRS)
        painter.fillRect(option.rect, tokens.colour("tone.part.fill" if tinted else "surface.panel"))
        painter.setPen(QPen(tokens.colour("border.line"), 1))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        if index.column() != AFTER:
            painter.drawLine(option.rect.topRight(), option.rect.bottomRight())
        self._paint_cell(painter, QRectF(option.rect).adjusted(_PAD, 0, -_PAD, 0), index, field, chosen)
        view = option.widget
        if isinstance(view, QTableView) and view.hasFocus() and view.currentIndex() == index:
            paint_ring(painter, option.rect, 3)
        painter.restore()

    def _paint_cell(
        self, painter: QPainter, room: QRectF, index: Index, field: PairField, chosen: Sides | None
    ) -> None:
        words, column = str(index.data()), index.column()
        if column == NAME:
            write(painter, room, words, ink="ink.2")
        elif column == RELATION:
            self._paint_relation(painter, room, field, words)
        elif column == AFTER:
            changed = field.is_open and chosen is not None and chosen.theirs
            write(painter, room, words, look="strong" if changed else "body", ink="ink.1" if changed else "ink.2")
        else:
            self._paint_side(painter, room, field, chosen, words, yours=column == YOURS)

    def _paint_relation(self, painter: QPainter, room: QRectF, field: PairField, words: str) -> None:
        if field.relation is Relation.DIFFERS:
            paint_chip(painter, room, words, Tone.PART, icon="triangle-alert")
        elif field.relation is Relation.ADDS:
            paint_chip(painter, room, words, Tone.INFO, icon="plus")
        else:
            write(painter, room, words, look="small", ink="ink.2")

    def _paint_side(
        self, painter: QPainter, room: QRectF, field: PairField, chosen: Sides | None, words: str, *, yours: bool
    ) -> None:
        has = bool(field.yours if yours else field.theirs)
        if field.is_open and has:
            on = chosen is not None and (chosen.yours if yours else chosen.theirs)
            paint_box(painter, room.x() + scale.px(8), room.center().y(), on=on, round_=not field.several)
            room = room.adjusted(scale.px(22), 0, 0, 0)
        write(painter, room, words, ink="ink.1" if has else "ink.3")

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        """The whole cell of a side takes the press."""
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            self._pressed(index.row(), index.column())
            return True
        return False


class PairTable(QTableView):
    """`chosen` comes after every choice. Up and Down go through the fields; Left and Right choose a side."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pair = PairModel(self)
        self.setModel(self.pair)
        self.setItemDelegate(PairDelegate(self.press, self))
        self.setAccessibleName(_("Fields of the two cards"))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setMinimumHeight(scale.px(46 + 3 * 34))
        self.pair.modelReset.connect(self.updateGeometry)
        self.pair.modelReset.connect(self._fit_names)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(scale.px(34))
        header = self.horizontalHeader()
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setFixedHeight(scale.px(46))
        for column in range(5):
            fixed = column in _WIDTHS
            mode = QHeaderView.ResizeMode.Fixed if fixed else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(column, mode)
            if fixed:
                self.setColumnWidth(column, scale.px(_WIDTHS[column]))

    def press(self, row: int, column: int) -> None:
        """Choose a side."""
        self.pair.choose(row, column)
        self.setCurrentIndex(self.pair.index(row, column))
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left takes yours, Right the file's, Space what the focus is on."""
        row = max(0, self.currentIndex().row())
        sides = {Qt.Key.Key_Left: YOURS, Qt.Key.Key_Right: THEIRS}
        key = Qt.Key(event.key())
        if key in sides and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.press(row, sides[key])
        elif key == Qt.Key.Key_Space:
            self.press(row, self.currentIndex().column())
        else:
            super().keyPressEvent(event)

    def _fit_names(self) -> None:
        """No field's name is cut, in any language, unless it is very long."""
        measure = fonts.metrics("body")
        widest = max((measure.horizontalAdvance(field.name) for field in self.pair.fields), default=0)
        wanted = max(scale.px(_WIDTHS[NAME]), widest + 2 * _PAD + 2)
        self.setColumnWidth(NAME, min(scale.px(_WIDEST_NAME), wanted))

    def sizeHint(self) -> QSize:
        """As high as the header and all fields; with less room it scrolls."""
        rows = self.verticalHeader().defaultSectionSize() * self.pair.rowCount()
        return QSize(super().sizeHint().width(), self.horizontalHeader().height() + rows + 2)
