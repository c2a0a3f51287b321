"""The table of what was removed: what, when, by whom, and the button that brings it back."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QIcon, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from coordinator.domain.removals import Removed, RemovedKind
from coordinator.domain.spans import wall_time_of
from coordinator.runtime.i18n import _
from coordinator.ui.kit import icons, scale
from coordinator.ui.kit.ring import paint_ring
from coordinator.ui.kit.rowbuttons import ButtonTracker, rect_at_right, width_of
from coordinator.ui.kit.tokens import KIND_ICONS
from coordinator.ui.models.table import Column, Index, RecordTable, keep_selection
from coordinator.wording import moments
from coordinator.wording.moments import Style

_ROW = 36
_MARGIN = 8
_ICONS = {RemovedKind.PERSON: "user", RemovedKind.VENUE: "map-pin"}


class RemovedTable(QTableView):
    """`wanted` carries what is to be brought back: its button was pressed, or Enter or Space at its row."""

    wanted = Signal(object)

    def __init__(self, style: Callable[[], Style], today: Callable[[], date]) -> None:
        super().__init__()
        self.lines = RecordTable[Removed](
            lambda: _columns(style(), today()), identity=lambda one: (one.kind, one.id), parent=self
        )
        self.setModel(self.lines)
        keep_selection(self, self.lines)
        self.delegate = _BackDelegate(self)
        self.button_column = self.lines.columnCount() - 1
        self.setItemDelegateForColumn(self.button_column, self.delegate)
        self.setAccessibleName(_("Recently removed"))
        self._dress()
        self._size_columns()
        self.clicked.connect(self._click)

    def show_lines(self, lines: tuple[Removed, ...]) -> None:
        """Other lines; whoever is at one stays there, or at what follows it."""
        before = self.currentIndex().row()
        self.lines.show(lines)
        if not self.currentIndex().isValid() and (before >= 0 or self.hasFocus()):
            self.choose(min(max(0, before), len(lines) - 1))

    def current(self) -> Removed | None:
        """What the row is about."""
        return self.lines.record(self.currentIndex().row())

    def choose(self, row: int) -> None:
        """Go to a row."""
        if 0 <= row < self.lines.rowCount():
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(self.lines.index(row, self.button_column), flags)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space bring back."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._want(self.currentIndex().row())
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()  # a row is one thing
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The first row takes the focus."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.choose(0)

    def viewportEvent(self, event: QEvent) -> bool:
        """No button is hovered once the mouse is gone."""
        if event.type() == QEvent.Type.Leave:
            self.delegate.buttons.leave()
        return super().viewportEvent(event)

    def _click(self, index: Index) -> None:
        if index.column() == self.button_column and self.delegate.buttons.over == index.row():
            self._want(index.row())

    def _want(self, row: int) -> None:
        one = self.lines.record(row)
        if one is not None:
            self.wanted.emit(one)

    def _dress(self) -> None:
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(scale.px(_ROW))

    def _size_columns(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        for place, column in enumerate(self.lines.columns):
            if column.width:
                self.setColumnWidth(place, scale.px(column.width))
            else:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        self.setColumnWidth(self.button_column, width_of(_("Bring back")) + 2 * scale.px(_MARGIN))


class _BackDelegate(QStyledItemDelegate):
    def __init__(self, view: RemovedTable) -> None:
        super().__init__(view)
        self._view = view
        self.buttons = ButtonTracker(view)

    def editorEvent(self, event: QEvent, model: QObject, option: QStyleOptionViewItem, index: Index) -> bool:
        self.buttons.follow(event, index.row(), _button_in(option.rect))
        return False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        blank = QStyleOptionViewItem(option)
        super().initStyleOption(blank, index)
        blank.text = ""
        widget = self._view
        widget.style().drawControl(widget.style().ControlElement.CE_ItemViewItem, blank, painter, widget)
        rect = _button_in(option.rect)
        self.buttons.paint(painter, rect, _("Bring back"), index.row())
        if widget.hasFocus() and widget.currentIndex().row() == index.row():
            paint_ring(painter, rect)


def _button_in(cell: QRect) -> QRect:
    return rect_at_right(cell, _("Bring back"), margin=scale.px(_MARGIN))


def _columns(style: Style, today: date) -> tuple[Column[Removed], ...]:
    def removed(one: Removed) -> str:
        return _removed_at(one, style, today)

    def described(one: Removed) -> str:
        return _described(one, style, today)

    def spoken(one: Removed) -> str:
        said = _("removed {time} by {name}") if one.by else _("removed {time}")
        parts = (one.name, described(one), said.format(time=removed(one), name=one.by))
        return ": ".join((_("Bring back"), ", ".join(parts)))

    return (
        Column(_("What"), _name, icon=_icon, hint=lambda one: one.name),
        Column("", described, 236, hint=described),
        Column(_("Removed"), removed, 150),
        Column(_("By"), lambda one: one.by, 150, hint=lambda one: one.by),
        Column("", lambda _one: _("Bring back"), 110, spoken=spoken),
    )


def _removed_at(one: Removed, style: Style, today: date) -> str:
    at = wall_time_of(one.at, style.zone)
    return moments.clock_time(at, style) if at.date() == today else moments.day_time(at, style, year=today.year)


def _name(one: Removed) -> str:
    return " ".join(one.name.split())


def _icon(one: Removed) -> QIcon:
    name = _ICONS.get(one.kind) or KIND_ICONS[str(one.event_kind)]
    return icons.icon(name, "ink.2")


def _described(one: Removed, style: Style, today: date) -> str:
    if one.when is not None:
        return moments.when(one.when, style, year=today.year)
    return _("Venue") if one.kind is RemovedKind.VENUE else _("Person")
