"""Moving an event by keys or mouse: a ghost says whether it fits, objections are asked about in place."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from coordinator.domain.changes import Changes
from coordinator.domain.directions import directions_shown
from coordinator.domain.errors import CoordinatorError
from coordinator.domain.listings import CalendarEvent, CalendarLine
from coordinator.domain.problems import Overrule, Problem
from coordinator.domain.spans import When
from coordinator.runtime.i18n import _
from coordinator.ui.calendar.checks import needs_reason
from coordinator.ui.calendar.ghosts import Aim, Fit, Ghost, fit_of
from coordinator.ui.kit.buttons import Button, PrimaryButton
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.text import Label
from coordinator.usecases.events import move_event, objections_to_move
from coordinator.wording import moments
from coordinator.wording.moments import style_in_use
from coordinator.wording.problems import sentence

PATIENCE = 450
RESTING = 40  # milliseconds the mouse rests before a place is looked at
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
        self.setAccessibleName(directions_shown(f"{what} {self.objections.text()}"))
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
    """`ghosted` carries the `Ghost` while an event is on its way, None when it is put back; `moved` carries the
    changes, `failed` an error. Objections are looked for in the reader thread while keys or mouse go on."""

    ghosted = Signal(object)
    moved = Signal(object)
    failed = Signal(object)

    def __init__(
        self, desk: Desk, form: MoveForm, find: Callable[[int], CalendarLine | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._form, self._find = desk, form, find
        self.ghost: Ghost | None = None
        self._known: dict[When, tuple[Problem, ...]] = {}
        self._dropped = self._going = False
        self._spent: CalendarEvent | None = None
        self._rest = QTimer(self, singleShot=True, interval=RESTING)
        self._rest.timeout.connect(self._look)
        self._wait = QTimer(self, singleShot=True, interval=PATIENCE)
        self._wait.timeout.connect(self.drop)
        form.confirmed.connect(self._go)
        form.left.connect(self.give_up)

    # --- on its way

    def nudge(self, event_id: int, minutes: int, days: int) -> None:
        """One press of Alt and an arrow; the event is dropped when no other comes for a while."""
        ghost = self._taken(event_id)
        if ghost is None:
            return
        step = timedelta(days=days, minutes=0 if ghost.to.all_day else minutes)
        self._show(ghost, Aim(_within(ghost.to, step)))
        self._wait.start()

    def drag(self, event_id: int, aim: Aim) -> None:
        """The mouse holds the event here."""
        ghost = self._taken(event_id)
        if ghost is not None:
            self._wait.stop()
            self._show(ghost, aim)

    def drop(self) -> None:
        """Move it to where it is, as soon as it is known whether it fits; put it back where it cannot be."""
        self._wait.stop()
        ghost = self.ghost
        if ghost is None or ghost.is_home or ghost.fit is Fit.NOWHERE:
            self.give_up()
            return
        self._dropped = True
        if ghost.fit is Fit.UNKNOWN:
            self._look()
        else:
            self._weigh(ghost)

    def is_waiting(self) -> bool:
        """If a move is on its way."""
        return self.ghost is not None

    def give_up(self) -> None:
        """Leave the event where it was."""
        if self._going:
            return
        self._form.hide()
        if self._forget() is not None:
            self.ghosted.emit(None)

    def _taken(self, event_id: int) -> Ghost | None:
        """The event's ghost; a new one at home unless it is on its way already. None while its move is written."""
        if self._going:
            return None
        if self.ghost is not None and self.ghost.line.event.id == event_id:
            return self.ghost
        line = self._find(event_id)
        if line is None or line.event is self._spent:
            self.give_up()
            return None
        self._forget()
        return Ghost(line, line.event.when)

    def _show(self, ghost: Ghost, aim: Aim) -> None:
        self._form.hide()
        self._dropped = False
        if not aim.lands:
            self._set(replace(ghost, to=aim.to, fit=Fit.NOWHERE, problems=()))
        elif aim.to in self._known:
            self._set(_weighed(replace(ghost, to=aim.to), self._known[aim.to]))
        elif aim.to != ghost.to or self.ghost is None:
            self._set(replace(ghost, to=aim.to, fit=Fit.UNKNOWN, problems=()))
            self._rest.start()

    def _set(self, ghost: Ghost) -> None:
        if ghost != self.ghost:
            self.ghost = ghost
            self.ghosted.emit(ghost)

    def _forget(self) -> Ghost | None:
        self._wait.stop()
        self._rest.stop()
        self._dropped = self._going = False
        self._known.clear()
        ghost, self.ghost = self.ghost, None
        return ghost

    # --- whether it fits

    def _look(self) -> None:
        self._rest.stop()
        ghost = self.ghost
        if ghost is None or ghost.is_home or ghost.fit is not Fit.UNKNOWN:
            return
        key, to = ghost.line.event.id, ghost.to
        then = partial(self._learn, key, to)
        self._desk.ask(objections_to_move, key, to, then=then, failed=self._fail, about=_ABOUT)

    def _learn(self, event_id: int, to: When, problems: tuple[Problem, ...]) -> None:
        ghost = self.ghost
        if ghost is None or ghost.line.event.id != event_id:
            return
        self._known[to] = tuple(sorted(problems, key=lambda one: not one.stops))
        if ghost.to == to and ghost.fit is Fit.UNKNOWN:
            self._set(_weighed(ghost, self._known[to]))
        if self._dropped and self.ghost is not None and self.ghost.to == to:
            self._weigh(self.ghost)

    def _weigh(self, ghost: Ghost) -> None:
        if not ghost.problems:
            self._go("")
            return
        event = ghost.line.event
        time = moments.when(ghost.to, style_in_use(), year=event.when.starts.year)
        self._form.ask(_("Move {title} to {time}?").format(title=event.title, time=time), ghost.problems)

    # --- the move itself

    def _go(self, reason: str) -> None:
        ghost = self.ghost
        if ghost is None or self._going:
            return
        self._going = True
        event = ghost.line.event
        errand = partial(move_event, version=event.version, override_reason=reason)
        self._desk.do(errand, event.id, ghost.to.starts, then=self._done, failed=self._fail, of=event)

    def _done(self, changes: Changes) -> None:
        """The ghost stays to be seen until the calendar was read again."""
        ghost = self._forget()
        self._spent = None if ghost is None else ghost.line.event
        self.moved.emit(changes)

    def _fail(self, error: CoordinatorError) -> None:
        self._going = False
        self.give_up()
        self.failed.emit(error)


def _weighed(ghost: Ghost, problems: tuple[Problem, ...]) -> Ghost:
    return replace(ghost, fit=fit_of(problems), problems=problems)


def _within(when: When, step: timedelta) -> When:
    """Moved, but never out of the years a calendar has."""
    try:
        return when.moved_to(when.starts + step)
    except OverflowError:
        return when.moved_to(max(datetime(1, 1, 2), min(when.starts, datetime(9999, 12, 1))))
