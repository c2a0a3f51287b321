"""The list of what was found: sections with rows, of which only the rows can be chosen."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from coordinator.domain.directions import directions_shown
from coordinator.runtime.i18n import _, ngettext
from coordinator.ui.finding.lines import Heading, Hit, Line, More, can_be_chosen
from coordinator.ui.finding.painting import LineDelegate, height_of
from coordinator.ui.kit.text import plain_hint
from coordinator.ui.models.table import RECORD, Index, Role

_NO_PARENT = QModelIndex()
_USUAL_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class LineModel(QAbstractListModel):
    """The lines of one answer."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()

    def show(self, lines: tuple[Line, ...]) -> None:
        """Another answer."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def line(self, row: int) -> Line | None:
        """One line, None outside."""
        return self.lines[row] if 0 <= row < len(self.lines) else None

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """Lines, headings too."""
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings and sentences can be read, not chosen."""
        chosen = can_be_chosen(self.line(index.row()))
        return _USUAL_FLAGS if chosen else Qt.ItemFlag.ItemIsEnabled

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """The words of a line."""
        line = self.line(index.row()) if index.isValid() else None
        if line is None:
            return None
        if role == RECORD:
            return line
        if role == Role.DisplayRole:
            return directions_shown(line.title if isinstance(line, Hit) else line.words)
        if role == Role.AccessibleTextRole:
            return directions_shown(spoken(line))
        if role == Role.ToolTipRole and isinstance(line, Hit):
            return plain_hint("\n".join(part for part in (line.title, line.detail, line.right) if part))
        return None


class FoundList(QListView):
    """`chosen` carries the row that was clicked. The keys are those of the field above: it keeps the focus."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.found = LineModel(self)
        self.painter_of_lines = LineDelegate(self)
        self.setModel(self.found)
        self.setItemDelegate(self.painter_of_lines)
        self.setAccessibleName(_("Found"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(lambda index: self._click(index.row()))

    def show_lines(self, lines: tuple[Line, ...], *, query: str = "") -> None:
        """Another answer, its first row chosen."""
        self.painter_of_lines.query = query
        self.found.show(lines)
        self.choose(self._next(-1, 1))
        self.scrollToTop()

    def step(self, by: int) -> None:
        """To the next or last row, round and round."""
        self.choose(self._next(self.currentIndex().row(), 1 if by > 0 else -1))

    def leap(self, by: int) -> None:
        """As far as the list shows, without going round."""
        rows = [row for row, line in enumerate(self.found.lines) if can_be_chosen(line)]
        if rows:
            place = rows.index(self.currentIndex().row()) if self.currentIndex().row() in rows else 0
            self.choose(rows[max(0, min(len(rows) - 1, place + by * 8))])

    def choose(self, row: int) -> None:
        """Make a row the current one, and its heading seen with it."""
        index = self.found.index(row, 0)
        self.setCurrentIndex(index)
        if index.isValid():
            above = self.found.index(row - 1, 0)
            if isinstance(self.found.line(row - 1), Heading):
                self.scrollTo(above)
            self.scrollTo(index)

    def current(self) -> Hit | More | None:
        """The row chosen."""
        line = self.found.line(self.currentIndex().row())
        return line if isinstance(line, Hit | More) else None

    def wanted_height(self) -> int:
        """To show all of it."""
        return sum(height_of(line) for line in self.found.lines)

    def _next(self, row: int, step: int) -> int:
        count = len(self.found.lines)
        around = [(row + step * n) % count for n in range(1, count + 1)] if count else []
        return next((place for place in around if can_be_chosen(self.found.line(place))), -1)

    def _click(self, row: int) -> None:
        if can_be_chosen(self.found.line(row)):
            self.chosen.emit(row)


def spoken(line: Line) -> str:
    """A line for screen readers."""
    if isinstance(line, Hit | More):
        return line.spoken()
    if isinstance(line, Heading) and line.count is not None:
        found = ngettext("{n} found", "{n} found", line.count).format(n=f"{line.count:,}")
        return f"{line.words}, {found}"
    return line.words
