"""The table of rows: a tick, a state and a choice for each, all of it by keys too."""

from typing import Any

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from coordinator.domain.directions import directions_shown
from coordinator.domain.imports import Decision, ImportPlan, ImportRow, RowState, Subject
from coordinator.runtime.i18n import _
from coordinator.ui.imports.answers import Answers
from coordinator.ui.imports.rowpaint import DECISIONS, RowDelegate
from coordinator.ui.imports.rowwords import TICK, columns_of, match_words
from coordinator.ui.kit import scale
from coordinator.ui.models.table import Index, RecordTable, Role
from coordinator.wording.importnames import decision_name, state_name
from coordinator.wording.moments import Style


class RowModel(RecordTable[ImportRow]):
    """The rows shown; the tick of the first column is the answers'."""

    def __init__(self, subject: Subject, answers: Answers, style: Style, year: int) -> None:
        super().__init__(lambda: columns_of(subject, style, year), identity=lambda row: row.number)
        self._answers = answers

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """The tick and the answer count for screen readers too."""
        row = self.record(index.row()) if index.isValid() else None
        if row is not None and index.column() == TICK and role == Role.CheckStateRole:
            return Qt.CheckState.Checked if self._answers.is_in(row) else Qt.CheckState.Unchecked
        last = index.column() == len(self.columns) - 1
        if row is not None and last and role == Role.AccessibleTextRole and row.state is RowState.DUPLICATE:
            decision = self._answers.decision(row)
            answer = decision_name(decision) if decision else _("not decided")
            return directions_shown(f"{state_name(row.state)}, {match_words(row)}: {answer}")
        return super().data(index, role)

    def tell(self, row: ImportRow) -> None:
        """A row is to be drawn anew."""
        place = self.row_of(row.number)
        if place >= 0:
            self.dataChanged.emit(self.index(place, 0), self.index(place, len(self.columns) - 1))


class RowTable(QTableView):
    """`answered` comes when a tick or an answer changed, `looked_at` with the row that is current."""

    answered = Signal()
    looked_at = Signal(object)

    def __init__(
        self, subject: Subject, answers: Answers, style: Style, year: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._answers = answers
        self.rows = RowModel(subject, answers, style, year)
        self.rows.setParent(self)
        self.setModel(self.rows)
        self.setItemDelegate(RowDelegate(subject, answers, toggled=self.toggle, decided=self.decide, parent=self))
        self.setAccessibleName(_("Rows"))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._set_headers()

    def show_rows(self, plan: ImportPlan, state: RowState | None) -> None:
        """The rows of one state, or all of them; the current one stays where it can."""
        now = self.current()
        self.rows.show(plan.rows if state is None else plan.rows_in(state))
        at = self.rows.row_of(now.number) if now is not None else -1
        if self.rows.rows:
            self.choose(max(0, at))
        else:
            self.looked_at.emit(None)

    def current(self) -> ImportRow | None:
        """The row in focus."""
        return self.rows.record(self.currentIndex().row()) if self.currentIndex().isValid() else None

    def choose(self, place: int) -> None:
        """Make a row the current one."""
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(self.rows.index(place, len(self.rows.columns) - 1), flags)

    def toggle(self, row: ImportRow) -> None:
        """Leave the row out, or take it in again."""
        self._answers.toggle(row)
        self._tell(row)

    def decide(self, row: ImportRow, decision: Decision) -> None:
        """Answer for a likely duplicate."""
        if row.state is RowState.DUPLICATE and self._answers.is_in(row):
            self._answers.decide(row.number, decision)
            self._tell(row)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which row is looked at."""
        super().currentChanged(current, previous)
        self.looked_at.emit(self.rows.record(current.row()) if current.isValid() else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks; 1, 2 and 3 answer."""
        row = self.current()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if row is not None and plain and event.key() == Qt.Key.Key_Space:
            self.toggle(row)
        elif row is not None and plain and event.text() in ("1", "2", "3"):
            self.decide(row, DECISIONS[int(event.text()) - 1])
        else:
            super().keyPressEvent(event)

    def _tell(self, row: ImportRow) -> None:
        self.rows.tell(row)
        self.answered.emit()

    def _set_headers(self) -> None:
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(scale.px(30))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(scale.px(30))
        for place, column in enumerate(self.rows.columns):
            if column.width:
                self.setColumnWidth(place, scale.px(column.width))
        header.setSectionResizeMode(len(self.rows.columns) - 1, QHeaderView.ResizeMode.Stretch)
