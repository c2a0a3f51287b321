"""One event in the inspector: when, where, who is in which position, and what stands against it."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from coordinator.domain.changes import Changes
from coordinator.domain.errors import CoordinatorError
from coordinator.domain.events import EventStatus, Role
from coordinator.domain.listings import EventCard
from coordinator.domain.problems import Problem
from coordinator.runtime.i18n import _
from coordinator.ui.calendar.cancel_form import CancelForm
from coordinator.ui.calendar.checks import check_heading, check_tone
from coordinator.ui.calendar.event_head import EventHead
from coordinator.ui.calendar.panel_news import PanelNews
from coordinator.ui.calendar.position_section import PositionSection
from coordinator.ui.kit import errors
from coordinator.ui.kit.band import Band, Way
from coordinator.ui.kit.buttons import Button, IconButton, LinkButton
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.page import Session
from coordinator.ui.kit.panels import Bar, line, panel, scrolled
from coordinator.ui.kit.text import Label
from coordinator.ui.kit.tokens import Tone
from coordinator.usecases.events import cancel_event, event_card, objections_to_event, remove_event
from coordinator.usecases.roles import all_roles
from coordinator.wording import moments
from coordinator.wording.problems import sentence

_ABOUT_CARD = "calendar-card"
_ABOUT_CHECKS = "calendar-card-checks"


class EventPanel(QWidget):
    """`closed` goes back to the overview, `search_changed` says that other keys count; the others ask the page."""

    closed = Signal()
    edit_requested = Signal(int)
    print_requested = Signal(int)
    sign_in_requested = Signal(int)
    person_wanted = Signal(str)
    search_changed = Signal()

    def __init__(self, desk: Desk, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._session = desk, session
        self.event_id: int | None = None
        self.card: EventCard | None = None
        self.sections: list[PositionSection] = []
        self._roles: dict[int | None, Role] = {}
        self._start_search = False
        self._search_at: int | None = None
        self.head = EventHead(self.closed.emit)
        self.band = Band()
        self.news = PanelNews(desk, session)
        self.cancel_form = CancelForm()
        self.cancel_form.cancelled.connect(self._cancel)
        self._warnings: list[Band] = []
        self._changed = Label("", "small", ink="2", wraps=True)
        self._no_positions = Label(_("No roles yet."), ink="2")
        self.add_role = LinkButton(_("Add a role…"), self._edit)
        self.print = Button(_("Print roster"), self._print, icon="printer")
        self.edit = Button(_("Edit event"), self._edit, icon="pencil")
        self.more = IconButton(_("More"), "ellipsis", self.open_menu)
        self._lay_out()
        self._no_positions.hide()  # nothing is said before the first event is read
        self.add_role.hide()

    # --- what is shown

    def show_event(self, event_id: int, *, sign_up: bool = False, position_id: int | None = None) -> None:
        """Read an event and show it; with `sign_up`, go to this position, else to the first that needs people."""
        if event_id != self.event_id:
            self.band.clear()
            self.news.clear()
            self.cancel_form.hide()
        self.event_id = event_id
        self._start_search, self._search_at = sign_up, position_id
        self.refresh()

    def refresh(self) -> None:
        """Read it again."""
        if self.event_id is None:
            return
        self._desk.ask(all_roles, then=self._know_roles, about="calendar-roles")
        self._desk.ask(event_card, self.event_id, then=self._show, failed=self._lost, about=_ABOUT_CARD)

    def forget(self) -> None:
        """Show no event."""
        self.event_id = None
        self.card = None

    def _know_roles(self, roles: tuple[Role, ...]) -> None:
        self._roles = {role.id: role for role in roles}

    def _show(self, card: EventCard) -> None:
        if card.line.event.id != self.event_id:
            return
        typing = next((section for section in self.sections if section.typed()), None)
        if card.line.event.deleted_at is not None:
            if typing is not None:
                self.news.say_removed(card, self.closed.emit)
            else:
                self.closed.emit()
            return
        before, self.card = self.card, card
        words = typing.typed() if typing is not None else ""
        self.head.show_event(card.line, self._session.style)
        self._show_positions(card)
        if typing is not None and before is not None and before.line.event.id == self.event_id:
            self.news.say_changed(before, card, gone="" if typing in self.sections else words)
        self._show_changed(card)
        self._desk.ask(objections_to_event, card.line.event, then=self._show_checks, about=_ABOUT_CHECKS)
        if self._start_search:
            self._start_search = False
            self.start_search(self._search_at)

    def _lost(self, error: object) -> None:
        self.closed.emit()

    def _show_positions(self, card: EventCard) -> None:
        wanted = [one.position.id for one in card.line.positions]
        if wanted != [section.position_id for section in self.sections]:
            self._make_sections([key for key in wanted if key is not None])
        for section, one in zip(self.sections, card.line.positions, strict=True):
            mine = tuple(s for s in card.signups if s.signup.position_id == one.position.id)
            section.show_position(one, mine, self._roles.get(one.position.role_id))
            section.others = tuple(
                other
                for other in card.line.positions
                if other is not one and other.tally.confirmed + other.tally.offered < other.position.maximum
            )
        cancelled = card.line.event.status is EventStatus.CANCELLED
        self._no_positions.setVisible(not wanted)
        self.add_role.setVisible(not wanted and not cancelled)

    def _make_sections(self, wanted: list[int]) -> None:
        kept = {section.position_id: section for section in self.sections}
        for section in self.sections:
            self._positions.removeWidget(section)
            if section.position_id not in wanted:
                section.hide()
                section.deleteLater()
        self.sections = [kept.get(key) or self._section(key) for key in wanted]
        for section in self.sections:
            self._positions.addWidget(section)
            section.set_first(first=section is self.sections[0])

    def _section(self, position_id: int) -> PositionSection:
        section = PositionSection(self._desk, position_id)
        section.person_wanted.connect(self.person_wanted)
        section.search_opened.connect(self._one_search)
        section.search_closed.connect(self.search_changed)
        return section

    def _one_search(self, opened: PositionSection) -> None:
        for section in self.sections:
            if section is not opened:
                section.end_search()
        self.search_changed.emit()

    def _show_checks(self, problems: tuple[Problem, ...]) -> None:
        for band in self._warnings:
            band.hide()
            band.deleteLater()
        self._warnings = []
        for problem in problems:
            band = Band(check_tone(problem))
            self._bands.addWidget(band)
            band.say(check_heading(problem), sentence(problem), links=(Way(_("Change it"), self._edit),))
            self._warnings.append(band)

    def warnings(self) -> tuple[str, ...]:
        """The sentences of the bands in sight."""
        return tuple(band.why() for band in self._warnings)

    def _show_changed(self, card: EventCard) -> None:
        self._changed.setVisible(card.changed_at is not None)
        if card.changed_at is not None:
            style = self._session.style
            time = moments.stamp(card.changed_at, style, today=self._session.today())
            words = _("Changed {time} by {name}.") if card.changed_by else _("Changed {time}.")
            self._changed.setText(words.format(time=time, name=card.changed_by))

    # --- deeds

    def start_search(self, position_id: int | None = None) -> None:
        """Go to this position, else to the first that needs somebody, else the first with room, else the first."""
        wanted = [section for section in self.sections if section.position_id == position_id]
        wanted += [section for section in self.sections if section.is_open()]
        wanted += [section for section in self.sections if section.has_room()] + self.sections
        if wanted:
            wanted[0].start_search()

    def is_searching(self) -> bool:
        """If somebody is being looked for."""
        return any(section.search is not None for section in self.sections)

    def ask_to_cancel(self) -> None:
        """Ask for the reason in place."""
        if self.card is not None and self.card.line.event.status is not EventStatus.CANCELLED:
            self._area.ensureVisible(0, 0)
            self.cancel_form.ask(self.card)

    def remove(self) -> None:
        """Take the event out of the calendar; Undo brings it back."""
        if self.card is not None:
            event = self.card.line.event
            errand = partial(remove_event, version=event.version)
            self._desk.do(errand, event.id, failed=self._say_error, of=event)

    def _say_error(self, error: CoordinatorError) -> None:
        errors.show_in(self.band, error)

    def open_menu(self) -> None:
        """What is done more rarely."""
        menu = self.menu()
        menu.exec(self.more.mapToGlobal(self.more.rect().topLeft()))

    def menu(self) -> QMenu:
        """The menu of the button with the dots."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        cancelled = self.card is not None and self.card.line.event.status is EventStatus.CANCELLED
        if not cancelled:
            menu.addAction(_("Print sign-in sheet"), self._print_sign_in)
            menu.addAction(_("Cancel event…"), self.ask_to_cancel)
        menu.addAction(_("Remove from the calendar"), self.remove)
        return menu

    def _cancel(self, reason: str) -> None:
        if self.card is not None:
            event = self.card.line.event
            errand = partial(cancel_event, version=event.version)
            self._desk.do(errand, event.id, reason, then=self._say_warnings, failed=self._say_error, of=event)

    def _say_warnings(self, changes: Changes) -> None:
        if changes.warnings:
            self.band.say(_("Cancelled"), " ".join(sentence(one) for one in changes.warnings), tone=Tone.PART)

    def _edit(self) -> None:
        if self.event_id is not None:
            self.edit_requested.emit(self.event_id)

    def _print(self) -> None:
        if self.event_id is not None:
            self.print_requested.emit(self.event_id)

    def _print_sign_in(self) -> None:
        if self.event_id is not None:
            self.sign_in_requested.emit(self.event_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """S signs up, E edits, P prints, Esc closes."""
        letters = self._session.settings.single_letter_keys and not event.modifiers()
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() == Qt.Key.Key_S and letters:
            self.start_search()
        elif event.key() == Qt.Key.Key_F2 or (event.key() == Qt.Key.Key_E and letters):
            self._edit()
        elif event.key() == Qt.Key.Key_P and letters:
            self._print()
        else:
            super().keyPressEvent(event)

    # --- layout

    def _lay_out(self) -> None:
        inside = panel()
        body = QVBoxLayout(inside)
        body.setContentsMargins(0, 0, 0, 8)
        body.setSpacing(0)
        self._bands = _padded()
        self._bands.setSpacing(6)
        body.addLayout(_padded(self.news, self.band, self.cancel_form))
        self._positions = QVBoxLayout()
        self._positions.setSpacing(0)
        body.addLayout(self._positions)
        body.addLayout(_padded(self._no_positions, self.add_role))
        body.addLayout(self._bands)
        body.addLayout(_padded(self.head.description, self._changed))
        body.addStretch(1)
        self._area: QScrollArea = scrolled(inside)
        foot = Bar("panel-footer", margin=14)
        self.edit.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        foot.row.addWidget(self.print)
        foot.row.addWidget(self.edit, 1)
        foot.row.addWidget(self.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget, stretch in ((self.head, 0), (line(), 0), (self._area, 1), (foot, 0)):
            column.addWidget(widget, stretch)


def _padded(*widgets: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(14, 4, 14, 2)
    column.setSpacing(4)
    for widget in widgets:
        column.addWidget(widget)
    return column
