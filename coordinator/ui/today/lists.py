"""A list of Today: arrows pass over headings, Enter opens, Space presses the row's button."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from coordinator.runtime.i18n import _
from coordinator.ui.models.table import Column, RecordTable, keep_selection
from coordinator.ui.today.painting import RowDelegate
from coordinator.ui.today.rows import Heading, Line, Row

Index = QModelIndex | QPersistentModelIndex
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class _Lines(RecordTable[Line]):
    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        if isinstance(self.record(index.row()), Heading):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class RowList(QListView):
    """`opened` carries the event of a row, `pressed` what its button stands for."""

    opened = Signal(int)
    pressed = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.lines = _Lines(_columns, identity=_identity, parent=self)
        self.setModel(self.lines)
        keep_selection(self, self.lines)
        self.delegate = RowDelegate(self)
        self.setItemDelegate(self.delegate)
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.clicked.connect(self._click)

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """Other lines; whoever is at one of them stays there, or at its neighbour."""
        if lines == self.lines.rows:
            return
        before = self.currentIndex().row()
        scrolled = self.verticalScrollBar().value()
        self.delegate.fit(lines)
        self.lines.show(lines)
        self.verticalScrollBar().setValue(scrolled)
        if (before >= 0 or self.hasFocus()) and not self.currentIndex().isValid():
            self._go(min(max(0, before), len(lines) - 1), 1)

    def rows(self) -> tuple[Row, ...]:
        """What is shown, without the headings."""
        return tuple(line for line in self.lines.rows if isinstance(line, Row))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of a list."""
        key = Qt.Key(event.key())
        if key in _STEPS and not event.modifiers():
            self._go(self.currentIndex().row() + _STEPS[key], _STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif key == Qt.Key.Key_Space:
            self._press(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The first row takes the focus."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self._go(0, 1)

    def viewportEvent(self, event: QEvent) -> bool:
        """No button is hovered once the mouse is gone."""
        if event.type() in (QEvent.Type.Leave, QEvent.Type.HoverLeave):
            self.delegate.buttons.leave()
        return super().viewportEvent(event)

    def _go(self, row: int, by: int) -> None:
        while isinstance(self.lines.record(row), Heading):
            row += by
        if self.lines.record(row) is not None:
            self.setCurrentIndex(self.lines.index(row, 0))
        elif row < 0:
            self.scrollToTop()

    def _click(self, index: Index) -> None:
        if self.delegate.buttons.over == index.row():
            self._press(index)
        else:
            self._open(index)

    def _open(self, index: Index) -> None:
        row = self.lines.record(index.row())
        if isinstance(row, Row):
            self.opened.emit(row.event_id)

    def _press(self, index: Index) -> None:
        row = self.lines.record(index.row())
        if isinstance(row, Row) and row.wish is not None:
            self.pressed.emit(row.wish)
        else:
            self._open(index)


def _columns() -> tuple[Column[Line], ...]:
    return (Column(_("Today"), _words, hint=_hint, spoken=_words),)


def _words(line: Line) -> str:
    return line.words if isinstance(line, Heading) else line.spoken


def _hint(line: Line) -> str:
    if isinstance(line, Heading):
        return ""
    return "\n".join(part for part in (line.title, " · ".join(p for p in (line.detail, line.need) if p)) if part)


def _identity(line: Line) -> object:
    return line.on if isinstance(line, Heading) else line.key
