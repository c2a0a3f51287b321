"""A table described, not written: a tuple of columns over a tuple of frozen records."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QItemSelectionModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont, QIcon
from PySide6.QtWidgets import QAbstractItemView

from coordinator.domain.directions import directions_shown
from coordinator.ui.kit import scale
from coordinator.ui.kit.text import plain_hint

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
RECORD = Role.UserRole + 1
SORT_KEY = Role.UserRole + 2


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """One column. `text` gives the words of a cell; `key` what it sorts by (the folded words when there is none);
    `sort` the name of the order when the use case sorts; `width` in design pixels, 0 takes what is left."""

    title: str
    text: Callable[[R], str]
    width: int = 0
    right: bool = False
    key: Callable[[R], Any] | None = None
    sort: str = ""
    icon: Callable[[R], QIcon | None] | None = None
    hint: Callable[[R], str] | None = None
    colour: Callable[[R], QColor | None] | None = None
    font: Callable[[R], QFont | None] | None = None
    spoken: Callable[[R], str] | None = None
    marked: bool = False


class RecordTable(QAbstractTableModel, Generic[R]):
    """The model. `columns` is a function, so that the language can change; `identity` tells records apart, so that a
    selection survives `show`. With `sorts`, a click on a header is handed over (name of the order, descending)
    instead of sorting the tuple here. `ticks` adds a box to the first column."""

    def __init__(
        self,
        columns: Callable[[], tuple[Column[R], ...]],
        *,
        identity: Callable[[R], Hashable],
        sorts: Callable[[str, bool], object] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._make_columns = columns
        self.columns = columns()
        self._identity = identity
        self._sorts = sorts
        self.rows: tuple[R, ...] = ()
        self.order: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)

    def show(self, rows: Iterable[R]) -> None:
        """Other records; views keep their selection if they were joined by `keep_selection`."""
        self.beginResetModel()
        self.rows = self._sorted(tuple(rows))
        self.endResetModel()

    def retranslate(self) -> None:
        """Ask for the columns again, in the language in use."""
        self.beginResetModel()
        self.columns = self._make_columns()
        self.endResetModel()

    def record(self, row: int) -> R | None:
        """The record of a row, None outside."""
        return self.rows[row] if 0 <= row < len(self.rows) else None

    def row_of(self, identity: Hashable) -> int:
        """The row of a record, -1 when it is not shown."""
        return next((row for row, record in enumerate(self.rows) if self._identity(record) == identity), -1)

    def identity(self, row: int) -> Hashable | None:
        """What tells the record of a row apart."""
        record = self.record(row)
        return None if record is None else self._identity(record)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Records."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Looks up, never computes more than the words of one cell."""
        record = self.record(index.row()) if index.isValid() else None
        if record is None:
            return None
        column = self.columns[index.column()]
        if role == Role.DisplayRole:
            return directions_shown(column.text(record))
        if role == RECORD:
            return record
        if role == Role.TextAlignmentRole:
            return _aligned(column)
        return _optional(column, record, role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Titles of columns; rows have none."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Role.DisplayRole:
            return self.columns[section].title
        return _aligned(self.columns[section]) if role == Role.TextAlignmentRole else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort the tuple, or ask the use case."""
        self.order = (column, order)
        if not 0 <= column < len(self.columns):
            return
        if self._sorts is not None:
            self._sorts(self.columns[column].sort, order == Qt.SortOrder.DescendingOrder)
            return
        self.layoutAboutToBeChanged.emit()
        before = [self._identity(record) for record in self.rows]
        self.rows = self._sorted(self.rows)
        self._move_persistent(before)
        self.layoutChanged.emit()

    def _sorted(self, rows: tuple[R, ...]) -> tuple[R, ...]:
        place, order = self.order
        if self._sorts is not None or not 0 <= place < len(self.columns):
            return rows
        column = self.columns[place]
        key = column.key or (lambda record: column.text(record).casefold())
        return tuple(sorted(rows, key=key, reverse=order == Qt.SortOrder.DescendingOrder))

    def _move_persistent(self, before: list[Hashable]) -> None:
        now = {self._identity(record): row for row, record in enumerate(self.rows)}
        old = self.persistentIndexList()
        self.changePersistentIndexList(old, [self.index(now[before[i.row()]], i.column()) for i in old])


def _aligned(column: Column[Any]) -> int:
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)


def _optional(column: Column[R], record: R, role: int) -> Any:
    if role == Role.ToolTipRole:
        return plain_hint(column.hint(record)) if column.hint else None
    if role == Role.AccessibleTextRole:
        return directions_shown((column.spoken or column.text)(record))
    asked = {Role.DecorationRole: column.icon, Role.ForegroundRole: column.colour, Role.FontRole: column.font}
    ask = asked.get(Role(role)) if role in asked else None
    return ask(record) if ask else None


def keep_selection(view: QAbstractItemView, model: RecordTable[Any]) -> None:
    """Let current row and selection of the view survive `show`, by the identity of the records."""
    kept: list[Hashable | None] = [None]
    selected: set[Hashable | None] = set()

    def remember() -> None:
        kept[0] = model.identity(view.currentIndex().row())
        selected.clear()
        selected.update(model.identity(index.row()) for index in view.selectionModel().selectedRows())

    def restore() -> None:
        picker = view.selectionModel()
        whole = QItemSelectionModel.SelectionFlag.Rows
        for row, record in enumerate(model.rows):
            if model.identity(row) in selected and record is not None:
                picker.select(model.index(row, 0), QItemSelectionModel.SelectionFlag.Select | whole)
        row = model.row_of(kept[0]) if kept[0] is not None else -1
        if row >= 0:
            picker.setCurrentIndex(model.index(row, 0), QItemSelectionModel.SelectionFlag.NoUpdate)

    model.modelAboutToBeReset.connect(remember)
    model.modelReset.connect(restore)


def row_height() -> int:
    """The usual height of a table's row in pixels."""
    return scale.px(33)
