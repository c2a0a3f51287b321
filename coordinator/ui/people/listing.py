"""The list of people: rows are read page by page as they come into view, so that a hundred thousand scroll."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QObject, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from coordinator.domain.listings import PeoplePage, PersonRow
from coordinator.runtime.i18n import _
from coordinator.ui.kit import scale
from coordinator.ui.models.table import Index, RecordTable, Role, row_height
from coordinator.ui.people.columns import EMAIL, NAME, PHONE, TAGS, UPCOMING, WIDTHS, people_columns
from coordinator.ui.people.painting import PersonDelegate

PAGE = 100
"""Rows read at a time."""
_NO_PARENT = QModelIndex()


class PeopleModel(RecordTable[PersonRow]):
    """All rows of an answer, of which only some are read. `pages_wanted` names those that came into view."""

    pages_wanted = Signal(object)

    def __init__(
        self, today: Callable[[], date], sorts: Callable[[str, bool], object], parent: QObject | None = None
    ) -> None:
        super().__init__(lambda: people_columns(today), identity=lambda row: row.id, sorts=sorts, parent=parent)
        self.total = 0
        self._pages: dict[int, tuple[PersonRow, ...]] = {}
        self._wanted: set[int] = set()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._ask)

    def begin(self, answer: PeoplePage, first_page: int = 0) -> None:
        """Another answer, of which one page is there."""
        self.beginResetModel()
        self.total = answer.total
        self._pages = {first_page: answer.rows}
        self._wanted.clear()
        self.endResetModel()

    def add(self, page: int, answer: PeoplePage) -> None:
        """One more page of the same answer."""
        if answer.total != self.total:
            self.begin(answer, page)
            return
        self._pages[page] = answer.rows
        self._wanted.discard(page)
        if answer.rows:
            last = min(self.total, page * PAGE + len(answer.rows)) - 1
            self.dataChanged.emit(self.index(page * PAGE, 0), self.index(last, len(self.columns) - 1))

    def record(self, row: int) -> PersonRow | None:
        """The record of a row, None outside and while its page is not read."""
        rows = self._pages.get(row // PAGE, ())
        place = row % PAGE
        return rows[place] if 0 <= row < self.total and place < len(rows) else None

    def row_of(self, identity: object) -> int:
        """The row of a person among the pages read, -1 when it is in none."""
        for page, rows in self._pages.items():
            for place, row in enumerate(rows):
                if row.id == identity:
                    return page * PAGE + place
        return -1

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """Everybody found."""
        return 0 if parent.isValid() else self.total

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """The words of a cell; a row that is not read yet is empty and asked for."""
        if not index.isValid():
            return None
        if self.record(index.row()) is None:
            self._want(index.row() // PAGE)
            return None
        return super().data(index, role)

    def _want(self, page: int) -> None:
        if page not in self._wanted:
            self._wanted.add(page)
            self._soon.start()

    def _ask(self) -> None:
        wanted, self._wanted = frozenset(self._wanted - self._pages.keys()), set()
        self.pages_wanted.emit(wanted)


class PeopleTable(QTableView):
    """The table. `edit_requested`, `open_requested`, `export_requested` and `remove_requested` carry nothing: the
    current row is meant. Letters typed here go on in the search field by `typed`."""

    open_requested = Signal()
    edit_requested = Signal()
    remove_requested = Signal()
    erase_requested = Signal()
    export_requested = Signal()
    typed = Signal(str)
    shown_changed = Signal(object)

    def __init__(self, model: PeopleModel, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.people = model
        self._sorted_by = (NAME, Qt.SortOrder.AscendingOrder)
        self.marks = PersonDelegate(today, self)
        self.setModel(model)
        self.setItemDelegate(self.marks)
        self.setAccessibleName(_("People"))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(False)
        self._set_headers()
        self.doubleClicked.connect(lambda _index: self.edit_requested.emit())

    def current(self) -> PersonRow | None:
        """The row the card is about."""
        index = self.currentIndex()
        return self.people.record(index.row()) if index.isValid() else None

    def choose(self, row: int) -> None:
        """Make a row the current one and bring it into view."""
        if not 0 <= row < self.people.total:
            return
        index = self.people.index(row, NAME)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)

    def step(self, by: int) -> None:
        """One row up or down, whoever has the focus."""
        now = self.currentIndex().row()
        self.choose(0 if now < 0 else max(0, min(self.people.total - 1, now + by)))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell who is current now."""
        super().currentChanged(current, previous)
        self.shown_changed.emit(self.people.record(current.row()) if current.isValid() else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, F2 and Delete act on the current row; letters go to the search field."""
        signals = {
            Qt.Key.Key_Return: self.open_requested,
            Qt.Key.Key_Enter: self.open_requested,
            Qt.Key.Key_F2: self.edit_requested,
            Qt.Key.Key_Delete: self.remove_requested,
        }
        wish = signals.get(Qt.Key(event.key()))
        if wish is not None and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            wish.emit()
        elif event.text().strip() and event.text().isprintable() and not _is_command(event):
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The row's menu, by the right button or Shift+F10."""
        if self.currentIndex().isValid():
            menu = self.row_menu()
            menu.exec(event.globalPos())
            menu.deleteLater()

    def row_menu(self) -> QMenu:
        """Everything that can be done with the row; with no other one that took its place while the menu was open."""
        menu = QMenu(self)
        meant = self.current()

        def act(wish: SignalInstance) -> None:
            now = self.current()
            if now is not None and meant is not None and now.id == meant.id:
                wish.emit()

        for words, wish in (
            (_("Open the card"), self.open_requested),
            (_("Edit…"), self.edit_requested),
            (_("Export…"), self.export_requested),
            (_("Remove"), self.remove_requested),
            (_("Erase for good…"), self.erase_requested),
        ):
            action = QAction(words, menu)
            action.triggered.connect(lambda _checked=False, wish=wish: act(wish))
            menu.addAction(action)
        return menu

    def _keep_indicator(self, column: int, order: Qt.SortOrder) -> None:
        """E-mail and tags have no order: the sign goes back to where it was."""
        if self.people.columns[column].sort:
            self._sorted_by = (column, order)
        else:
            self.horizontalHeader().setSortIndicator(*self._sorted_by)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow table gives up the tags, then the e-mail, then the phone; all stand on the card."""
        super().resizeEvent(event)
        width = self.viewport().width()
        self.setColumnHidden(TAGS, width < scale.px(800))
        self.setColumnHidden(EMAIL, width < scale.px(640))
        self.setColumnHidden(PHONE, width < scale.px(520))
        stretched = NAME if self.isColumnHidden(EMAIL) else EMAIL
        for column in (NAME, EMAIL):
            mode = QHeaderView.ResizeMode.Stretch if column == stretched else QHeaderView.ResizeMode.Interactive
            self.horizontalHeader().setSectionResizeMode(column, mode)

    def _set_headers(self) -> None:
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(row_height() + 1)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicatorClearable(False)
        header.setSortIndicator(NAME, Qt.SortOrder.AscendingOrder)
        header.sortIndicatorChanged.connect(self._keep_indicator)
        self.setSortingEnabled(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(scale.px(40))
        for column, width in WIDTHS.items():
            if width:
                self.setColumnWidth(column, scale.px(width))
        header.setSectionResizeMode(EMAIL, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(UPCOMING, QHeaderView.ResizeMode.Fixed)


def _is_command(event: QKeyEvent) -> bool:
    commands = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
    return bool(event.modifiers() & commands)
