"""Moving an event by Alt and arrows: presses are gathered into one move, objections are asked about in place."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from coordinator.domain.changes import Changes
from coordinator.domain.errors import CoordinatorError
from coordinator.domain.listings import EventLine
from coordinator.domain.problems import Overrule, Problem
from coordinator.domain.spans import When
from coordinator.runtime.i18n import _
from coordinator.ui.calendar.checks import needs_reason
from coordinator.ui.kit.buttons import Button, PrimaryButton
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.text import Label
from coordinator.usecases.events import move_event, objections_to_event
from coordinator.wording import moments
from coordinator.wording.moments import style_in_use
from coordinator.wording.problems import sentence

PATIENCE = 450
_ABOUT = "calendar-move"


class MoveForm(QFrame):
    """What stands against a new time, and whether to move anyway. `confirmed` carries the reason, mostly empty."""

    confirmed = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("band", True)
        self.setProperty("tone", "part")
        self.question = Label("", "strong", wraps=True)
        self.objections = Label("", "small", wraps=True)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(_("Why?"))
        self.reason.setAccessibleName(_("Reason for moving anyway"))
        self.go = PrimaryButton(_("Move anyway"), self._go, small=True)
        self.leave = Button(_("Leave it where it was"), self._leave, small=True)
        self.reason.textChanged.connect(self._allow)
        self.reason.returnPressed.connect(self._go)
        self._asks_reason = False
        self._lay_out()
        self.hide()

    def ask(self, what: str, problems: tuple[Problem, ...]) -> None:
        """Say what stands against it; the safe answer has the focus unless a reason is wanted."""
        self._asks_reason = any(needs_reason(problem) for problem in problems)
        possible = not any(p.stops and p.overrule is Overrule.NOBODY for p in problems)
        self.question.setText(what)
        self.objections.setText("\n".join(sentence(problem) for problem in problems))
        self.reason.clear()
        self.reason.setVisible(self._asks_reason and possible)
        self.go.setVisible(possible)
        self._allow()
        self.setAccessibleName(f"{what} {self.objections.text()}")
        self.show()
        (self.reason if self.reason.isVisibleTo(self) else self.leave).setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves it."""
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _allow(self) -> None:
        self.go.setEnabled(not self._asks_reason or bool(self.reason.text().strip()))

    def _go(self) -> None:
        if self.go.isEnabled():
            self.hide()
            self.confirmed.emit(self.reason.text().strip())

    def _leave(self) -> None:
        self.hide()
        self.left.emit()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        column.addWidget(self.question)
        column.addWidget(self.objections)
        row = QHBoxLayout()
        row.addWidget(self.reason, 1)
        row.addStretch(0)
        row.addWidget(self.leave)
        row.addWidget(self.go)
        column.addLayout(row)


class Mover(QObject):
    """`ghosted` carries event and new time while the keys are pressed, None when it is over; `moved` carries the
    changes, `failed` an error."""

    ghosted = Signal(int, object)
    moved = Signal(object)
    failed = Signal(object)

    def __init__(
        self, desk: Desk, form: MoveForm, find: Callable[[int], EventLine | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._form, self._find = desk, form, find
        self._line: EventLine | None = None
        self._to: When | None = None
        self._wait = QTimer(self, singleShot=True, interval=PATIENCE)
        self._wait.timeout.connect(self._check)
        form.confirmed.connect(self._go)
        form.left.connect(self.give_up)

    def nudge(self, event_id: int, minutes: int, days: int) -> None:
        """One press of Alt and an arrow."""
        line = self._find(event_id)
        if line is None:
            return
        if self._line is None or self._line.event.id != event_id:
            self._line, self._to = line, line.event.when
        assert self._to is not None
        step = timedelta(days=days, minutes=0 if self._to.all_day else minutes)
        self._to = _within(self._to, step)
        self._form.hide()
        self.ghosted.emit(event_id, self._to)
        self._wait.start()

    def is_waiting(self) -> bool:
        """If a move is on its way."""
        return self._line is not None

    def give_up(self) -> None:
        """Leave the event where it was."""
        self._wait.stop()
        self._form.hide()
        if self._line is not None and self._line.event.id is not None:
            self.ghosted.emit(self._line.event.id, None)
        self._line = self._to = None

    def _check(self) -> None:
        line, to = self._line, self._to
        if line is None or to is None:
            return
        if to == line.event.when:
            self.give_up()
            return
        wanted = replace(line.event, when=to)
        self._desk.ask(objections_to_event, wanted, then=self._weigh, failed=self._fail, about=_ABOUT)

    def _weigh(self, problems: tuple[Problem, ...]) -> None:
        if self._line is None or self._to is None:
            return
        if not problems:
            self._go("")
            return
        time = moments.when(self._to, style_in_use(), year=self._line.event.when.starts.year)
        self._form.ask(_("Move {title} to {time}?").format(title=self._line.event.title, time=time), problems)

    def _go(self, reason: str) -> None:
        line, to = self._line, self._to
        if line is None or to is None:
            return
        errand = partial(move_event, version=line.event.version, override_reason=reason)
        self._desk.do(errand, line.event.id, to.starts, then=self._done, failed=self._fail)

    def _done(self, changes: Changes) -> None:
        self._line = self._to = None
        self.moved.emit(changes)

    def _fail(self, error: CoordinatorError) -> None:
        self.give_up()
        self.failed.emit(error)


def _within(when: When, step: timedelta) -> When:
    """Moved, but never out of the years a calendar has."""
    try:
        return when.moved_to(when.starts + step)
    except OverflowError:
        return when.moved_to(max(datetime(1, 1, 2), min(when.starts, datetime(9999, 12, 1))))
