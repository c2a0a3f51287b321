"""The calendar: filters, week, month or list, inspector."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from coordinator.domain.changes import Changes
from coordinator.domain.listings import CalendarLine, EventCard, EventQuery, ImportLine
from coordinator.runtime.i18n import _, ngettext
from coordinator.ui.calendar.command_bar import LIST, MONTH, WEEK, CalendarBar
from coordinator.ui.calendar.deeds import Deeds
from coordinator.ui.calendar.dragging import Drag
from coordinator.ui.calendar.editor_words import usual_time
from coordinator.ui.calendar.folding import Folding
from coordinator.ui.calendar.inspector import Inspector
from coordinator.ui.calendar.layout import More
from coordinator.ui.calendar.moving import MoveForm, Mover
from coordinator.ui.calendar.opened import Opened
from coordinator.ui.calendar.reading import Reading
from coordinator.ui.calendar.side_panel import SidePanel
from coordinator.ui.calendar.views import View, Views, lines_in
from coordinator.ui.calendar.weeks import Days, Place
from coordinator.ui.kit.band import Band, Way
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.page import Page, Session
from coordinator.ui.kit.panels import panel
from coordinator.ui.kit.tokens import Tone
from coordinator.ui.kit.wishes import EditRecord, FillPosition, NewEvent, ShowList
from coordinator.usecases.events import event_card
from coordinator.wording.moments import Style

if TYPE_CHECKING:
    from coordinator.ui.calendar.month_view import MonthView

_TABLES = ("event", "position", "signup", "venue", "space", "person", "role")


class CalendarPage(Page):
    """The first page of the window."""

    icon = "calendar-days"

    def __init__(self, desk: Desk, session: Session, parent: QWidget | None = None) -> None:
        self.title = _("Calendar")
        super().__init__(desk, session, parent)
        self._today = session.today()
        self.days = Days.week_of(self._today, session.style)
        self.lines: tuple[CalendarLine, ...] = ()
        self._make_parts()
        self._lay_out()
        self.folding = Folding(self.bar, self.side, self.inspector, self._splitter)
        self.opened = Opened(self.inspector, self.views, self.folding, self.deeds)
        self._wire_bar()
        self._wire_views()
        self._wire_deeds()
        self._wire_inspector()
        self.week.show_week((), self.days.first)

    def _make_parts(self) -> None:
        session = self.session
        self.bar = CalendarBar(self.title)
        self.side = SidePanel(today=session.today, style=self.style_)
        self.side.venues_requested.connect(lambda: self.page_requested.emit("venues", None))
        self.side.removed_requested.connect(lambda: self.page_requested.emit("removed", None))
        self.inspector = Inspector(self.desk, session)
        self.trouble = Band(Tone.OPEN)
        self.reading = Reading(self.desk, month=self.side.month, overview=self.inspector.week, trouble=self.trouble)
        self.told = Band(Tone.PART)
        self.deeds = Deeds(self.desk, session, self, self.told)
        self.hidden = Band(Tone.INFO)
        self.move_form = MoveForm()
        self.mover = Mover(self.desk, self.move_form, self._line, self)
        self.views = Views(session, letters=self.single_keys, bring=self.deeds.bring, new=self.new)
        self.week, self.list = self.views.week, self.views.list

    # --- what the window asks

    def hints(self) -> str:
        """The keys that count here."""
        if self.mover.ghost is not None:
            return _("{move} · Esc puts it back").format(move=self.mover.ghost.spoken(self.style_()))
        if self.inspector.event_id is not None and self.inspector.event_panel.is_searching():
            return _("Type a name, Up and Down choose, Enter signs up, Esc leaves the list")
        if self.inspector.event_id is not None:
            return _("S signs up, E edits, Esc closes, Alt and arrows move the event")
        return _("Arrow keys move, Enter opens, N new event, F1 help")

    def refresh(self, changes: Changes | None = None) -> None:
        """Read again what is shown, if it may have changed."""
        if changes is not None and not changes.touches(*_TABLES):
            return
        if changes is None:
            self._restyle()
            self._follow_today()
        self._load()
        if self.inspector.event_id is not None:
            self.inspector.event_panel.refresh()

    def new(self) -> None:
        """A new event at the place of the keyboard."""
        if self.view != LIST:
            self.views.new_event(self.view)
        else:
            self._new_on(max(self.days.first, min(self.session.today(), self.days.last)))

    def search(self) -> None:
        """To the filters."""
        self.folding.show_filters()
        self.side.month.days.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def print_(self) -> None:
        """The roster of the event in sight, else of the days in sight."""
        if self.inspector.event_id is not None:
            self.deeds.print_event(self.inspector.event_id)
        else:
            self._print_days()

    def export(self) -> None:
        """The days and the filters in sight."""
        self.deeds.export_events(EventQuery(self.days.first, self.days.last, *self.side.wanted()))

    def open_record(self, kind: str, record_id: int) -> None:
        """Show the week or month of an event, and the event."""
        if kind == "event":
            self.desk.ask(event_card, record_id, then=self._open_card, about="calendar-open")

    def begin(self, wish: object) -> None:
        """Another page may ask for the week or month of a date, a list, somebody for a position, or a new event."""
        if isinstance(wish, date):
            self.go_to_day(wish)
        elif isinstance(wish, ShowList):
            self.bar.view.set_value(LIST)
            self._show_view(LIST, Days(wish.first, wish.last))
        elif isinstance(wish, FillPosition):
            self.opened.wanted_position = wish.position_id
            self.open_record("event", wish.event_id)
        elif isinstance(wish, NewEvent):
            self.deeds.begin(wish, self.days) if wish != NewEvent() else self.new()
        elif isinstance(wish, EditRecord):
            self.open_record("event", wish.id)
            self.deeds.edit(wish.id)

    def place(self) -> object:
        """Days, view and event."""
        return Place(self.days, self.view, self.inspector.event_id)

    def go_to(self, place: object) -> None:
        """Back to a place."""
        if isinstance(place, Place):
            self.bar.view.set_value(place.view)
            self._show_view(place.view, place.days)
            if place.event_id is not None:
                self.opened.open(place.event_id)
            else:
                self.inspector.show_overview()

    def regions(self) -> tuple[QWidget, ...]:
        """Bar, filters, view, inspector."""
        parts = [self.bar.before, self.side.month.days, self.views.front(), self.inspector.first_stop()]
        return tuple(part for part in parts if part.isVisibleTo(self))

    # --- which days

    @property
    def view(self) -> str:
        """ "week", "month" or "list"."""
        return self.bar.view.value()

    def style_(self) -> Style:
        """How to write times."""
        return self.session.style

    def go_to_week(self, on: date) -> None:
        """Show the week a date is in."""
        self._show_days(Days.week_of(on, self.style_()))

    def go_to_day(self, on: date) -> None:
        """Show the week a date is in, or its month where months are shown."""
        self._show_days(self.days.moved_to(on, self.style_()))

    def _step(self, steps: int) -> None:
        self._show_days(self.days.stepped(steps, self.style_()))

    def _pick(self, on: date) -> None:
        """A day of the small month."""
        if self.view == MONTH:
            self.month.go_to_day(on)
        self.go_to_day(on)

    def _show_days(self, days: Days) -> None:
        if days != self.days:
            self.days = days
            self.told.clear()
            self._load()
            self.moved.emit()

    def _show_view(self, view: str, days: Days | None = None) -> None:
        wanted = self.views.days_for(view, days or self.days)
        self.views.bring_to_front(view)
        if view != MONTH:
            self.opened.leave_day()
        self.setFocusProxy(self.views.front())
        if wanted != self.days:
            self._show_days(wanted)
            self._feed()
        else:
            self._show_filtered()
        if self.inspector.event_id is not None:
            self.views.mark(self.inspector.event_id)
        self.moved.emit()

    def _choose_view(self, view: str) -> None:
        self.bar.view.set_value(view)
        self._show_view(view)
        self.views.front().setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def month(self) -> MonthView:
        """The month, made when it is wanted first."""
        return self.views.month

    # --- reading

    def _load(self) -> None:
        self.bar.set_range(self.days.words(self.style_()), months=self.days.is_month)
        seen = self.days.in_whole_weeks(self.style_()) if self.view == MONTH else self.days
        if self.days.is_month:
            self.side.month.show_month_of(self._day_of_month())
        else:
            self.side.month.show_week(self.days.first)
        self.reading.read(seen)

    def _day_of_month(self) -> date:
        days = (self.month.day if self.views.made_month is not None else self.days.first, self.session.today())
        return next((on for on in days if self.days.holds(on)), self.days.first)

    def _show_lines(self, lines: tuple[CalendarLine, ...]) -> None:
        self.lines = lines
        self.side.show_counts(lines)
        self.inspector.week.show_week(lines_in(lines, self.days, self.style_()), self.days)
        self._show_filtered()
        self.opened.open_wanted()

    def _show_filtered(self) -> None:
        shown = self._feed()
        self._say_hidden(len(self.lines) - len(shown), nothing=not shown)

    def _feed(self) -> tuple[CalendarLine, ...]:
        """Hand what the filters let through to the view in front."""
        shown = tuple(line for line in self.lines if self.side.lets_through(line))
        self.views.show_lines(self.view, shown, self.days)
        if self.view == MONTH:
            self.opened.refresh_day()
        return shown

    def _say_hidden(self, hidden: int, *, nothing: bool) -> None:
        self.hidden.clear()
        self.views.hide_cards()
        if nothing and hidden:
            self.views.say_hidden(self.view, hidden, self.side.show_all)
        elif nothing:
            self.views.say_nothing_planned(self.view, month=self.days.is_month)
        elif hidden:
            words = ngettext("{n} event is hidden by filters.", "{n} events are hidden by filters.", hidden)
            self.hidden.say(words.format(n=hidden), icon="list-filter", button=Way(_("Show all"), self.side.show_all))

    def _restyle(self) -> None:
        if self.days.is_week:
            self.days = Days.week_of(self.days.first + timedelta(days=3), self.style_())
        self.list.retranslate()
        self.side.month.refresh()

    def _follow_today(self) -> None:
        """A calendar left open over midnight shows the week or month that has come."""
        before, self._today = self._today, self.session.today()
        if self.inspector.event_id is None and not self.mover.is_waiting():
            self.days = self.days.following(before, self._today, self.style_())

    def _line(self, event_id: int) -> CalendarLine | None:
        return next((line for line in self.lines if line.event.id == event_id), None)

    # --- what is opened, made and printed

    def _open_card(self, card: EventCard) -> None:
        event = card.line.event
        if event.id is None or event.deleted_at is not None:
            return
        self.opened.wanted = event.id
        self.go_to_day(event.when.first_day)
        self._load()

    def _show_import(self, imported: ImportLine) -> None:
        if imported.first is not None and imported.last is not None:
            self.bar.view.set_value(LIST)
            self._show_view(LIST, Days(imported.first, imported.last))

    def _new_on(self, on: date) -> None:
        self.deeds.make(usual_time(on, self.session.now(), self.style_().zone))

    def _saved(self, event_id: int | None, on: date) -> None:
        """Show what was saved."""
        self.opened.wanted = event_id
        if not self.days.holds(on):
            self.go_to_day(on)
        else:
            self._load()

    def _print_days(self) -> None:
        self.deeds.print_days(self.days.first, self.days.last)

    def _crowd(self, more: More) -> None:
        self.bar.view.set_value(LIST)
        self._show_view(LIST)
        first = more.lines[0].event.id
        if first is not None:
            self.views.focus_in_list(first)

    def _open_menu(self, event_id: int, at: QPoint) -> None:
        self.deeds.menu(event_id, self._line(event_id)).exec(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives up a move, then closes the event."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.mover.is_waiting():
            self.mover.give_up()
        else:
            self.opened.close()

    # --- joining the parts

    def _wire_bar(self) -> None:
        bar = self.bar
        bar.stepped.connect(self._step)
        bar.today_pressed.connect(lambda: self._pick(self.session.today()))
        bar.view_chosen.connect(self._show_view)
        bar.import_pressed.connect(self.deeds.bring)
        bar.export_pressed.connect(self.export)
        bar.print_pressed.connect(self._print_days)
        bar.new_pressed.connect(self.new)
        self.side.filtered.connect(self._show_filtered)
        self.side.month.picked.connect(self._pick)
        self.reading.arrived.connect(self._show_lines)

    def _wire_deeds(self) -> None:
        self.deeds.saved.connect(self._saved)
        self.deeds.opened.connect(self.opened.open)
        self.deeds.signing_up.connect(self.opened.open_with_search)
        self.deeds.page_requested.connect(self.page_requested)

    def _wire_views(self) -> None:
        for view in (self.week, self.list):
            self._wire_view(view)
        self.week.new_requested.connect(self.deeds.make)
        self.week.crowd_requested.connect(self._crowd)
        self.list.new_requested.connect(self.new)
        self._wire_drag(self.week.drag)
        self.views.month_made.connect(self._wire_month)
        self.mover.ghosted.connect(self.views.show_ghost)
        self.mover.ghosted.connect(lambda _ghost: self.hints_changed.emit())
        self.mover.moved.connect(self.deeds.tell)
        self.mover.moved.connect(self.hints_changed)
        self.mover.failed.connect(self.deeds.say_error)

    def _wire_view(self, view: View) -> None:
        view.opened.connect(self.opened.open)
        view.let_go.connect(self._let_go)
        view.edit_requested.connect(self.deeds.edit)
        view.print_requested.connect(self.print_)
        view.today_requested.connect(lambda: self.go_to_day(self.session.today()))
        view.weeks_requested.connect(self._step)
        view.remove_requested.connect(self.deeds.remove)
        view.nudged.connect(self.mover.nudge)
        view.menu_requested.connect(self._open_menu)
        view.view_requested.connect(self._choose_view)
        view.signing_up.connect(self.opened.open_with_search)

    def _wire_drag(self, drag: Drag) -> None:
        drag.aimed.connect(self.mover.drag)
        drag.dropped.connect(self.mover.drop)
        drag.left.connect(self.mover.give_up)

    def _wire_month(self, month: MonthView) -> None:
        self._wire_view(cast(View, month))
        self._wire_drag(month.drag)
        month.new_requested.connect(self.deeds.make)
        month.day_wanted.connect(self.go_to_day)
        self.opened.follow_month(month)

    def _show_week_of(self, on: date) -> None:
        self.bar.view.set_value(WEEK)
        self._show_view(WEEK, Days.week_of(on, self.style_()))
        self.week.setFocus(Qt.FocusReason.OtherFocusReason)

    def _let_go(self) -> None:
        if self.mover.is_waiting():
            self.mover.give_up()
        else:
            self.opened.close()

    def _wire_inspector(self) -> None:
        self.opened.opened.connect(self.moved)
        self.opened.changed.connect(self.hints_changed)
        self.opened.week_requested.connect(self._show_week_of)
        self.inspector.week.print_requested.connect(self._print_days)
        self.inspector.week.import_shown.connect(self._show_import)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold what does not fit."""
        super().resizeEvent(event)
        self.folding.fit(self.width())

    def _lay_out(self) -> None:
        middle = panel()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for band in (self.trouble, self.told, self.move_form, self.hidden):
            column.addWidget(band)
        column.addWidget(self.views, 1)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        for part in (self.side, middle, self.inspector):
            self._splitter.addWidget(part)
        self._splitter.setStretchFactor(1, 1)
        self.column.addWidget(self.bar)
        self.column.addWidget(self._splitter, 1)
        self.setFocusProxy(self.week)
