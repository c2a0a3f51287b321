"""What can be done with events from anywhere on the calendar: make, edit, remove, print."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from coordinator.domain.changes import Changes
from coordinator.domain.errors import CoordinatorError
from coordinator.domain.events import EventStatus
from coordinator.domain.exports import ExportFormat, ExportWish
from coordinator.domain.listings import CalendarLine, EventCard, EventQuery
from coordinator.domain.privacy import Export
from coordinator.domain.spans import When
from coordinator.runtime.i18n import _
from coordinator.ui.calendar.editor_words import usual_time
from coordinator.ui.calendar.weeks import Days
from coordinator.ui.kit import errors
from coordinator.ui.kit.band import Band, Way
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.page import Session
from coordinator.ui.kit.tokens import Tone
from coordinator.ui.kit.wishes import NewEvent
from coordinator.usecases.events import event_card, remove_event
from coordinator.wording.problems import sentence

if TYPE_CHECKING:
    from coordinator.ui.calendar.editor import EventEditor


class Deeds(QObject):
    """`saved` carries id and day of what was saved; `told` is where warnings and errors are said."""

    saved = Signal(object, object)
    opened = Signal(int)
    signing_up = Signal(int)
    page_requested = Signal(str, object)

    def __init__(self, desk: Desk, session: Session, over: QWidget, told: Band) -> None:
        super().__init__(over)
        self._desk, self._session, self._over, self._told = desk, session, over, told

    def make(self, when: When, *, title: str = "", venue_id: int | None = None) -> None:
        """The editor for a new event at this time."""
        from coordinator.ui.calendar.editor import (
            EventEditor,  # not for the first screen, like whatever is opened later
        )

        self._open(EventEditor.for_new(self._over, self._desk, self._session, when, title=title, venue_id=venue_id))

    def begin(self, wish: NewEvent, seen: Days) -> None:
        """The editor for a new event of which something is known; its day, else today or the nearest of those seen."""
        on = wish.on or max(seen.first, min(self._session.today(), seen.last))
        when = usual_time(on, self._session.now(), self._session.style.zone)
        self.make(when, title=wish.title, venue_id=wish.venue_id)

    def edit(self, event_id: int) -> None:
        """The editor for an event as it stands."""
        self._desk.ask(event_card, event_id, then=self._edit_card, about="calendar-edit", unanswered=self._desk.put_off)

    def remove(self, event_id: int) -> None:
        """Take it out of the calendar; Undo brings it back."""
        self._desk.do(remove_event, event_id, then=self.tell, failed=self.say_error)

    def bring(self) -> None:
        """To the import of events."""
        self.page_requested.emit("import", None)

    def add_person(self, name: str) -> None:
        """To the card of somebody nobody has yet."""
        self.page_requested.emit("people", name)

    def print_event(self, event_id: int) -> None:
        """The roster of one event. The press is loaded when something is printed, not at the start."""
        from coordinator.usecases.paper import RosterWish

        self.page_requested.emit("print", RosterWish(event_ids=(event_id,)))

    def print_sign_in(self, event_id: int) -> None:
        """The sheet to sign in on at one event."""
        self._desk.ask(
            event_card,
            event_id,
            then=self._print_sign_in,
            failed=self.say_error,
            about="calendar-sign-in",
            unanswered=self._desk.put_off,
        )

    def print_days(self, first: date, last: date) -> None:
        """The roster of these days."""
        from coordinator.usecases.paper import RosterWish

        self.page_requested.emit("print", RosterWish(first, last))

    def export_event(self, event_id: int) -> None:
        """One event into a file."""
        self.export_events(EventQuery(event_ids=(event_id,)))

    def export_events(self, query: EventQuery) -> None:
        """These events, or their sign-ups, into a file."""
        self.page_requested.emit("export", ExportWish(Export.EVENTS, ExportFormat.ICS, events=query))

    def tell(self, changes: Changes) -> None:
        """Say what is to be known after a deed, until the next one."""
        if changes.warnings:
            words = "\n".join(sentence(problem) for problem in changes.warnings)
            button = Way(_("All right"), self._told.clear)
            self._told.say(_("Done, and to know"), words, tone=Tone.PART, button=button)
        else:
            self._told.clear()

    def say_error(self, error: CoordinatorError) -> None:
        """Say in place why it was not done."""
        errors.show_in(self._told, error)

    def menu(self, event_id: int, line: CalendarLine | None) -> QMenu:
        """The menu of one event."""
        menu = QMenu(self._over)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        acts: list[tuple[str, Callable[[int], object]]] = [(_("Open"), self.opened.emit), (_("Edit event…"), self.edit)]
        stands = line is not None and line.event.status is not EventStatus.CANCELLED
        sign_in = [(_("Print sign-in sheet"), self.print_sign_in)] if stands else []
        if stands:
            acts.append((_("Sign somebody up…"), self.signing_up.emit))
        acts += [
            (_("Print roster"), self.print_event),
            *sign_in,
            (_("Export…"), self.export_event),
            (_("Remove from the calendar"), self.remove),
        ]
        for words, act in acts:
            menu.addAction(words).triggered.connect(lambda _on=False, run=act: run(event_id))
        return menu

    def _print_sign_in(self, card: EventCard) -> None:
        from coordinator.usecases.signin import sign_in_wish_for

        self.page_requested.emit("print", sign_in_wish_for(card.line.event))

    def _edit_card(self, card: EventCard) -> None:
        from coordinator.ui.calendar.editor import EventEditor

        self._open(EventEditor.for_event(self._over, self._desk, self._session, card))

    def _open(self, editor: EventEditor) -> None:
        editor.saved.connect(self._saved)
        editor.open()

    def _saved(self, changes: Changes, on: date) -> None:
        self.tell(changes)
        self.saved.emit(changes.record_id, on)
