"""The rooms, fields and courts of a venue, a line each."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from coordinator.domain.venues import Space
from coordinator.runtime.i18n import _
from coordinator.ui.kit import scale
from coordinator.ui.kit.buttons import IconButton, LinkButton
from coordinator.ui.kit.taborder import in_tab_order, place_for_tab

_MOST_PEOPLE = 1_000_000


class SpaceLine(QWidget):
    """One space: name, how many people, notes."""

    changed = Signal()
    removed = Signal(object)

    def __init__(self, space: Space, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._space = space
        self.name = _field(_("Name of the space"), space.name, _("Room, field or court"))
        self.capacity = _field(
            _("Number of people"), "" if space.capacity is None else f"{space.capacity}", _("People")
        )
        self.capacity.setValidator(QIntValidator(0, _MOST_PEOPLE, self.capacity))
        self.capacity.setFixedWidth(scale.px(84))
        self.notes = _field(_("Notes on the space"), space.notes, _("Notes"))
        self.cross = IconButton(_("Take the space out"), "x", lambda: self.removed.emit(self), bare=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.name, 3)
        row.addWidget(self.capacity)
        row.addWidget(self.notes, 2)
        row.addWidget(self.cross)
        for field in (self.name, self.capacity, self.notes):
            field.textChanged.connect(self.changed)

    def space(self) -> Space:
        """What is typed."""
        number = self.capacity.text().strip()
        capacity = int(number) if number.isdecimal() else None
        name, notes = self.name.text().strip(), self.notes.text().strip()
        return replace(self._space, name=name, capacity=capacity, notes=notes)


class SpaceList(QWidget):
    """The lines and a link to add one."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: list[SpaceLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._first_stop = place_for_tab(self)
        self.add_link = LinkButton(_("Add a space"), self.add)
        self._column.addWidget(self.add_link)
        self.setFocusProxy(self.add_link)

    def show_spaces(self, spaces: tuple[Space, ...]) -> None:
        """These lines."""
        for one in self.lines:
            self._discard(one)
        self.lines = []
        for space in spaces:
            self._append(space)

    def spaces(self) -> tuple[Space, ...]:
        """What is typed; a new line without a word does not count."""
        typed = (one.space() for one in self.lines)
        return tuple(space for space in typed if space.name or space.id is not None or space.capacity is not None)

    def add(self) -> None:
        """One more line, with the focus in it."""
        self._append(Space("")).name.setFocus()

    def _append(self, space: Space) -> SpaceLine:
        one = SpaceLine(space)
        one.changed.connect(self.changed)
        one.removed.connect(self._remove)
        before = self.lines[-1].cross if self.lines else self._first_stop
        self._column.insertWidget(len(self.lines), one)
        self.lines.append(one)
        in_tab_order(before, one.name, one.capacity, one.notes, one.cross)
        return one

    def _remove(self, one: SpaceLine) -> None:
        self.lines.remove(one)
        self._discard(one)
        self.add_link.setFocus()
        self.changed.emit()

    def _discard(self, one: SpaceLine) -> None:
        self._column.removeWidget(one)
        one.hide()
        one.deleteLater()


def _field(name: str, words: str, hint: str) -> QLineEdit:
    field = QLineEdit(words)
    field.setAccessibleName(name)
    field.setPlaceholderText(hint)
    field.setCursorPosition(0)
    return field
