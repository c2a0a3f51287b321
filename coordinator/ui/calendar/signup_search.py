"""Searching somebody for a position: a field and a list below it, no popup, so that screen readers stay in order."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from coordinator.domain.listings import CandidatePage
from coordinator.runtime.i18n import _
from coordinator.ui.calendar.candidates import CandidateList
from coordinator.ui.kit.buttons import LinkButton
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.search import SearchField
from coordinator.ui.kit.text import Label, without_mnemonic
from coordinator.usecases.signups import candidates_for
from coordinator.wording.moments import style_in_use

_SHOWN = 6
_WAIT = 40


class SignupSearch(QWidget):
    """`chosen` carries the candidate and the reason given, `left` comes with Esc, `person_wanted` with a name nobody
    has yet."""

    chosen = Signal(object, str)
    left = Signal()
    person_wanted = Signal(str)

    def __init__(self, desk: Desk, position_id: int, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._position = desk, position_id
        name = _("Search somebody as {role}").format(role=role)
        self.field = SearchField(name, hint=_("Type a name"), wait=_WAIT)
        self.list = CandidateList(_("People found"))
        self.nobody = Label("", ink="2", wraps=True)
        self.add = LinkButton("", self._add)
        self.field.typed.connect(self.ask)
        self.field.stepped.connect(self._step)
        self.field.entered.connect(self._enter)
        self.field.left.connect(self.left)
        self.list.wanted.connect(self.chosen)
        self._lay_out()

    def ask(self, _words: str = "") -> None:
        """Look for the words typed."""
        about = ("candidates", self._position)
        self._desk.ask(candidates_for, self._position, self.field.text(), _SHOWN, then=self._show, about=about)

    def typed(self) -> str:
        """The words in the field, else a reason that was begun."""
        return self.field.text().strip() or self.list.typed_reason()

    def start(self) -> None:
        """Go to the field and show who may come."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ask()

    def start_over(self) -> None:
        """Empty the field and keep it."""
        self.field.set_text("")  # undo is for the sign-up now, not for what was typed
        self.list.forget_reasons()
        self.start()

    def _show(self, page: CandidatePage) -> None:
        query = self.field.text()
        self.list.show_rows(page.rows, query, style_in_use())
        shown = page.matching if query.strip() else page.everyone
        count = _("{n} of {everyone}").format(n=shown, everyone=page.everyone)
        self.field.set_count(count)
        nobody = not page.rows
        self.nobody.setVisible(nobody)
        self.add.setVisible(nobody and bool(query.strip()))
        if nobody:
            self.nobody.setText(_("Nobody matches.") if page.everyone else _("There is nobody in People yet."))
            self.add.setText(_("Add “{name}” as a new person").format(name=without_mnemonic(query.strip())))
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.field.field, count))

    def _step(self, by: int) -> None:
        self.list.select(max(0, self.list.selected + by))
        row = self.list.current()
        if row is None:
            return
        self._bring_into_sight(row)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.field.field, row.accessibleName()))

    def _bring_into_sight(self, row: QWidget) -> None:
        above: QWidget | None = self
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(row, 0, 8)

    def _enter(self) -> None:
        row = self.list.current()
        if row is not None:
            row.press()

    def _add(self) -> None:
        self.person_wanted.emit(self.field.text().strip())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for widget in (self.field, self.list, self.nobody, self.add):
            column.addWidget(widget)
        self.nobody.hide()
        self.add.hide()
