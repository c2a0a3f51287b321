"""Recently removed: people, events and venues of the last 30 days, each with the button that brings it back."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from coordinator.domain.changes import Changes
from coordinator.domain.errors import CoordinatorError, Refused
from coordinator.domain.folding import fold, words_of
from coordinator.domain.problems import Overrule
from coordinator.domain.removals import Removed, RemovedKind
from coordinator.runtime.i18n import _, ngettext
from coordinator.ui.kit import errors
from coordinator.ui.kit.band import Band, Way
from coordinator.ui.kit.buttons import Button
from coordinator.ui.kit.desk import Desk, Errand
from coordinator.ui.kit.page import Session
from coordinator.ui.kit.panels import panel
from coordinator.ui.kit.search import SearchField
from coordinator.ui.kit.sheet import DialogFrame
from coordinator.ui.kit.state import StatePanel
from coordinator.ui.kit.tokens import Tone
from coordinator.ui.removed.anyway import AnywayForm
from coordinator.ui.removed.erasing import ErasePerson
from coordinator.ui.removed.table import RemovedTable
from coordinator.usecases.history import undo
from coordinator.usecases.people import restore_person
from coordinator.usecases.removed import recently_removed, restore_event, restore_venue
from coordinator.wording.problems import sentence

_RESTORE: dict[RemovedKind, Errand] = {
    RemovedKind.PERSON: restore_person,
    RemovedKind.EVENT: restore_event,
    RemovedKind.VENUE: restore_venue,
}
_TABLES = ("person", "event", "venue")


class RemovedDialog(DialogFrame):
    """`opened_requested` asks the window for the record that was brought back ("event", 7)."""

    opened_requested = Signal(str, int)

    def __init__(self, desk: Desk, session: Session, parent: QWidget) -> None:
        super().__init__(parent, _("Recently removed"), icon="history", width=960, height=560)
        self._desk = desk
        self.removed: tuple[Removed, ...] = ()
        self._stopped: Removed | None = None
        self.search = SearchField(_("Search what was removed"))
        self.band = Band(Tone.FULL)
        self.anyway = AnywayForm()
        self.table = RemovedTable(lambda: session.style, session.today)
        self.nothing = StatePanel()
        self.erase_button = Button(_("Erase for good…"), self.erase, icon="trash-2")
        self.erasing = ErasePerson(desk, session, self)
        self.close_button = Button(_("Close"), self.reject, key=_("Esc"))
        self._fill()
        self._connect()
        self._read()

    def first_focus(self) -> QWidget | None:
        """The rows."""
        return self.table

    # --- reading

    def _read(self) -> None:
        self._desk.ask(recently_removed, then=self._take, failed=self._failed, about=(self, "removed"))

    def _take(self, removed: tuple[Removed, ...]) -> None:
        self.removed = removed
        count = len(removed)
        words = ngettext("{count} in the last 30 days", "{count} in the last 30 days", count)
        self.set_subtitle(words.format(count=f"{count:,}") if count else "")
        self._filter()

    def _filter(self) -> None:
        words = words_of(self.search.text())
        shown = tuple(one for one in self.removed if all(word in fold(f"{one.name} {one.by}") for word in words))
        self.search.setVisible(bool(self.removed))
        if not shown:
            self._say_nothing()
        self._stack.setCurrentWidget(self.table if shown else self.nothing)
        self.table.show_lines(shown)
        if not shown and not self.removed:
            self.close_button.setFocus()

    def _say_nothing(self) -> None:
        if self.removed:
            self.nothing.say(_("Nothing removed matches “{words}”").format(words=self.search.text()), icon="search-x")
            return
        self.nothing.say(
            _("Nothing was removed in the last 30 days"),
            _("People, events and venues that are removed wait here for 30 days, to be brought back."),
            icon="history",
        )

    def _take_changes(self, changes: Changes) -> None:
        if changes.touches(*_TABLES):
            self._read()

    # --- bringing back

    def bring_back(self, one: Removed, reason: str = "") -> None:
        """With all that belonged to it; a reason overrules what may be overruled."""
        self._leave_anyway()
        errand = partial(restore_event, override_reason=reason) if reason else _RESTORE[one.kind]
        self._desk.do(errand, one.id, then=partial(self._is_back, one), failed=partial(self._not_back, one))

    def _is_back(self, one: Removed, changes: Changes) -> None:
        why = "\n".join(sentence(problem) for problem in changes.warnings)
        ways = [] if one.kind is RemovedKind.VENUE else [Way(_("Show"), partial(self.show_record, one))]
        ways.append(Way(_("Undo"), self.undo))
        tone = Tone.PART if why else Tone.FULL
        self.band.say(_("{name} is back").format(name=one.name), why, tone=tone, links=ways)

    def _not_back(self, one: Removed, error: CoordinatorError) -> None:
        errors.show_in(self.band, error)
        if isinstance(error, Refused):
            self.band.say(_("{name} was not brought back").format(name=one.name), errors.words(error), tone=Tone.OPEN)
            if one.kind is RemovedKind.EVENT and all(each.overrule is Overrule.REASON for each in error.problems):
                self._stopped = one
                self.anyway.ask()

    def _overrule(self, reason: str) -> None:
        if self._stopped is not None:
            self.bring_back(self._stopped, reason)

    def _leave_anyway(self) -> None:
        self.band.clear()
        self.anyway.hide()
        self.table.setFocus()

    def show_record(self, one: Removed) -> None:
        """Close, and show it on its own page."""
        self.opened_requested.emit(one.kind.value, one.id)
        self.accept()

    def undo(self) -> None:
        """Take the last change back."""
        self.band.clear()
        self._desk.do(undo, failed=self._failed)

    def erase(self) -> None:
        """Ask whether the person of this row is to go for good."""
        one = self.table.current()
        if one is not None and one.kind is RemovedKind.PERSON:
            self.erasing.ask(one.id)

    def _erased(self, changes: Changes) -> None:
        why = "\n".join(sentence(problem) for problem in changes.warnings)
        self.band.say(_("Erased for good"), why, tone=Tone.PART if why else Tone.INFO)
        self.table.setFocus()  # the button rests where the row that follows is no person

    def _follow_row(self) -> None:
        one = self.table.current()
        self.erase_button.setEnabled(one is not None and one.kind is RemovedKind.PERSON)

    def _failed(self, error: CoordinatorError) -> None:
        errors.show_in(self.band, error)

    # --- building

    def _connect(self) -> None:
        self.search.typed.connect(lambda _words: self._filter())
        self.search.stepped.connect(lambda by: self.table.choose(max(0, self.table.currentIndex().row() + by)))
        self.search.entered.connect(self.table.setFocus)
        self.table.wanted.connect(self.bring_back)
        self.anyway.reasoned.connect(self._overrule)
        self.anyway.left.connect(self._leave_anyway)
        self._desk.changed.connect(self._take_changes)
        self.erasing.erased.connect(self._erased)
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._follow_row())
        self.table.lines.modelReset.connect(self._follow_row)
        QShortcut(QKeySequence("Ctrl+F"), self, self.search.field.setFocus)

    def _fill(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.nothing)
        body = panel()
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        for part in (self.search, self.band, self.anyway):
            column.addWidget(part)
        column.addWidget(self._stack, 1)
        self.set_body(body, scrolls=False)
        self.footer.add(self.erase_button)
        self.add_buttons(self.close_button)
        self._follow_row()
