"""The roles of an event: who is needed, and how many at least and at most."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from coordinator.domain.events import Position, Role
from coordinator.runtime.i18n import _, ngettext
from coordinator.ui.calendar.choosing import searched_box
from coordinator.ui.calendar.stepper import Stepper
from coordinator.ui.kit import scale
from coordinator.ui.kit.buttons import IconButton, LinkButton
from coordinator.ui.kit.taborder import in_tab_order, place_for_tab
from coordinator.ui.kit.text import Label

_ROLE = 234  # in pixels: large letters scroll inside, so that the numbers keep their room
_NUMBER = 118
UNKNOWN = -1


@dataclass(frozen=True, slots=True)
class RoleWish:
    """A row: the position, and the name of a role that is still to be made."""

    position: Position
    new_role: str = ""


class RoleRow(QFrame):
    """One position."""

    changed = Signal()
    removed = Signal(object)

    def __init__(self, roles: Iterable[Role], position: Position, held: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.position = position
        self.role = searched_box(_("Role"), hint=_("Choose or type a role"))
        self.role.setFixedWidth(_ROLE)
        self.needed = Stepper(_("Needed"), less=_("One less needed"), more=_("One more needed"))
        self.most = Stepper(_("At most"), less=_("One less at most"), more=_("One more at most"), least=1)
        self.held = Label(_held_words(held), "small", ink="2")
        self.remove = IconButton(_("Take the role out"), "x", lambda: self.removed.emit(self), bare=True)
        self._roles: tuple[Role, ...] = ()
        self.set_roles(roles)
        self._show(position)
        self._lay_out()
        self.role.editTextChanged.connect(lambda _words: self.changed.emit())
        self.needed.changed.connect(self._needed_changed)
        self.most.changed.connect(lambda _n: self.changed.emit())

    def set_roles(self, roles: Iterable[Role]) -> None:
        """What can be chosen; what is typed stays."""
        words = self.role.currentText()
        self._roles = tuple(roles)
        self.role.blockSignals(True)
        self.role.clear()
        self.role.addItems([" ".join(role.name.split()) for role in self._roles])
        self.role.setEditText(words)
        self.role.blockSignals(False)

    def wish(self) -> RoleWish:
        """What is typed."""
        name = " ".join(self.role.currentText().split())
        role = next((one for one in self._roles if one.name.casefold() == name.casefold()), None)
        kept = self.position.role.casefold() == name.casefold() and self.position.role_id > 0
        role_id = self.position.role_id if kept else (role.id if role is not None and role.id else UNKNOWN)
        shown = self.position.role if kept else (role.name if role is not None else name)
        made = replace(
            self.position, role_id=role_id, role=shown, needed=self.needed.value(), maximum=self.most.value()
        )
        return RoleWish(made, name if role_id == UNKNOWN else "")

    def _show(self, position: Position) -> None:
        self.role.setEditText(position.role)
        self.needed.set_value(position.needed)
        self.most.set_value(position.maximum)

    def _needed_changed(self, needed: int) -> None:
        if self.most.value() < needed:
            self.most.set_value(needed)
        self.changed.emit()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 3, 4, 3)
        row.setSpacing(8)
        row.addWidget(self.role)
        for widget, width in ((self.needed, _NUMBER), (self.most, _NUMBER)):
            holder = QHBoxLayout()
            holder.addWidget(widget)
            holder.addStretch(1)
            box = QWidget()
            box.setLayout(holder)
            holder.setContentsMargins(0, 0, 0, 0)
            box.setFixedWidth(scale.px(width))
            row.addWidget(box)
        row.addWidget(self.held, 1)
        row.addWidget(self.remove)


class RolesField(QFrame):
    """The table with "Add a role" below it. `changed` comes with every change."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[RoleRow] = []
        self._roles: tuple[Role, ...] = ()
        self._table = QFrame()
        self._table.setProperty("surface", "card")
        self._column = QVBoxLayout(self._table)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        self._column.addWidget(_head())
        self._first_stop = place_for_tab(self)
        self.add = LinkButton(_("Add a role"), self.add_row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._table)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.add)

    def set_roles(self, roles: tuple[Role, ...]) -> None:
        """What can be chosen."""
        self._roles = roles
        for row in self.rows:
            row.set_roles(roles)

    def set_positions(self, positions: Iterable[Position], held: Mapping[int, int]) -> None:
        """Show these; `held` counts people signed up by position."""
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = []
        for position in positions:
            self._append(position, held.get(position.id or 0, 0))
        self._table.setVisible(bool(self.rows))

    def wishes(self) -> tuple[RoleWish, ...]:
        """What is typed, row by row."""
        return tuple(row.wish() for row in self.rows)

    def add_row(self) -> None:
        """One more role, ready to be typed."""
        row = self._append(Position(UNKNOWN), 0)
        self._table.show()
        row.role.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _append(self, position: Position, held: int) -> RoleRow:
        row = RoleRow(self._roles, position, held)
        row.changed.connect(self.changed)
        row.removed.connect(self._remove)
        before = self.rows[-1].remove if self.rows else self._first_stop
        self.rows.append(row)
        self._column.addWidget(row)
        in_tab_order(before, row.role, row.needed.box, row.most.box, row.remove)
        self.setFocusProxy(self.rows[0].role)
        return row

    def _remove(self, row: RoleRow) -> None:
        place = self.rows.index(row)
        self.rows.remove(row)
        row.hide()
        row.deleteLater()
        after = self.rows[min(place, len(self.rows) - 1)].role if self.rows else self.add
        after.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setFocusProxy(self.rows[0].role if self.rows else self.add)
        self._table.setVisible(bool(self.rows))
        self.changed.emit()


def _held_words(held: int) -> str:
    return ngettext("{n} signed up", "{n} signed up", held).format(n=held) if held else ""


def _head() -> QFrame:
    made = QFrame()
    made.setProperty("surface", "sunken")
    made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    made.setFixedHeight(scale.px(26))
    row = QHBoxLayout(made)
    row.setContentsMargins(8, 0, 4, 0)
    row.setSpacing(8)
    for words, width in ((_("Role"), _ROLE), (_("Needed"), scale.px(_NUMBER)), (_("At most"), scale.px(_NUMBER))):
        label = Label(words, "small-strong", ink="2")
        label.setFixedWidth(width)
        row.addWidget(label)
    row.addStretch(1)
    return made
