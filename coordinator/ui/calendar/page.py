"""The calendar: filters, week, month or list, inspector."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from coordinator.domain.changes import Changes
from coordinator.domain.errors import CoordinatorError
from coordinator.domain.listings import EventCard, EventLine, EventQuery, ImportLine
from coordinator.runtime.i18n import _, ngettext
from coordinator.ui.calendar.command_bar import LIST, MONTH, WEEK, CalendarBar
from coordinator.ui.calendar.deeds import Deeds
from coordinator.ui.calendar.dragging import Drag
from coordinator.ui.calendar.editor_words import usual_time
from coordinator.ui.calendar.empty_week import EmptyWeek
from coordinator.ui.calendar.folding import Folding
from coordinator.ui.calendar.ghosts import Fit, Ghost
from coordinator.ui.calendar.inspector import Inspector
from coordinator.ui.calendar.layout import More, on_the_clock
from coordinator.ui.calendar.list_view import ListView
from coordinator.ui.calendar.moving import MoveForm, Mover
from coordinator.ui.calendar.side_panel import SidePanel
from coordinator.ui.calendar.week_view import WeekView
from coordinator.ui.calendar.weeks import Days, Place
from coordinator.ui.kit import errors
from coordinator.ui.kit.band import Band, Way
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.page import Page, Session
from coordinator.ui.kit.panels import panel
from coordinator.ui.kit.tokens import Tone
from coordinator.ui.kit.wishes import EditRecord, FillPosition, NewEvent, ShowList
from coordinator.usecases.events import days_with_openings, event_card, events_during, last_import
from coordinator.wording.moments import Style

if TYPE_CHECKING:
    from coordinator.ui.calendar.day_panel import DayPanel
    from coordinator.ui.calendar.event_panel import EventPanel
    from coordinator.ui.calendar.month_view import MonthView
    from coordinator.ui.calendar.selected_day import SelectedDay

View = WeekView | ListView  # or the month, which speaks the same signals
_TABLES = ("event", "position", "signup", "venue", "space", "person", "role")


class CalendarPage(Page):
    """The first page of the window."""

    icon = "calendar-days"

    def __init__(self, desk: Desk, session: Session, parent: QWidget | None = None) -> None:
        self.title = _("Calendar")
        super().__init__(desk, session, parent)
        self._today = session.today()
        self.days = Days.week_of(self._today, session.style)
        self.lines: tuple[EventLine, ...] = ()
        self._wanted_open: int | None = None
        self._wanted_position: int | None = None
        self._month: MonthView | None = None
        self._selected: SelectedDay | None = None
        self._make_parts()
        self._lay_out()
        self._wire_bar()
        self._wire_views()
        self._wire_deeds()
        self._wire_inspector()
        self.week.show_week((), self.days.first)
        self.folding = Folding(self.bar, self.side, self.inspector, self._splitter)

    def _make_parts(self) -> None:
        session = self.session
        self.bar = CalendarBar(self.title)
        self.side = SidePanel(today=session.today, style=self.style_)
        self.side.venues_requested.connect(lambda: self.page_requested.emit("venues", None))
        self.side.removed_requested.connect(lambda: self.page_requested.emit("removed", None))
        self.week = WeekView(now=session.now, style=self.style_, letters=self.single_keys)
        self.list = ListView(style=self.style_, letters=self.single_keys)
        self.inspector = Inspector(self.desk, session)
        self.trouble = Band(Tone.OPEN)
        self.told = Band(Tone.PART)
        self.deeds = Deeds(self.desk, session, self, self.told)
        self.hidden = Band(Tone.INFO)
        self.move_form = MoveForm()
        self.mover = Mover(self.desk, self.move_form, self._line, self)
        self.empty = EmptyWeek(self.week, bring=self.deeds.bring, new=self.new)
        self.empty_list = EmptyWeek(self.list, bring=self.deeds.bring, new=self.new)
        self.empty_month: EmptyWeek | None = None

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
        if self.view == WEEK:
            self.week.new_at_slot()
        elif self.view == MONTH:
            self.month.new_on_day()
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
            self._wanted_position = wish.position_id
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
                self._open(place.event_id)
            else:
                self.inspector.show_overview()

    def regions(self) -> tuple[QWidget, ...]:
        """Bar, filters, view, inspector."""
        parts = [self.bar.before, self.side.month.days, self._front(), self.inspector.first_stop()]
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
        wanted = self._days_for(view, days or self.days)
        self._stack.setCurrentWidget(self._view_named(view))
        if view != MONTH:
            self._leave_day()
        self.setFocusProxy(self._front())
        if wanted != self.days:
            self._show_days(wanted)
            self._feed()
        else:
            self._show_filtered()
        if self.inspector.event_id is not None:
            self._mark(self.inspector.event_id)
        self.moved.emit()

    def _choose_view(self, view: str) -> None:
        self.bar.view.set_value(view)
        self._show_view(view)
        self._front().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _days_for(self, view: str, days: Days) -> Days:
        """The list shows any days, the others a week or a month: that of the keyboard, if it is among these days."""
        if view == WEEK and not days.is_week:
            on = self.month.day if days.is_month and self._month is not None else days.first
            return Days.week_of(on if days.holds(on) else days.first, self.style_())
        if view == MONTH and not days.is_month:
            on = self.week.wall(*self.week.slot).date()
            self.month.day = on if days.holds(on) else days.first
            return Days.month_of(self.month.day)
        return days

    def _view_named(self, view: str) -> View:
        if view == MONTH:
            return cast(View, self.month)
        return self.list if view == LIST else self.week

    def _front(self) -> View:
        return cast(View, self._stack.currentWidget())

    @property
    def month(self) -> MonthView:
        """The month, made when it is wanted first: the first screen does without."""
        if self._month is None:
            from coordinator.ui.calendar.month_view import MonthView

            self._month = MonthView(now=self.session.now, style=self.style_, letters=self.single_keys)
            self._stack.addWidget(self._month)
            self.empty_month = EmptyWeek(self._month, bring=self.deeds.bring, new=self.new)
            self._wire_view(cast(View, self._month))
            self._wire_month(self._month)
        return self._month

    # --- reading

    def _load(self) -> None:
        self.bar.set_range(self.days.words(self.style_()), months=self.days.is_month)
        seen = self.days.in_whole_weeks(self.style_()) if self.view == MONTH else self.days
        query = EventQuery(seen.first, seen.last)
        self.desk.ask(events_during, query, then=self._show_lines, failed=self._unread, about="calendar-days")
        if self.days.is_month:
            self.side.month.show_month_of(self._day_of_month())
        else:
            self.side.month.show_week(self.days.first)
        self._load_marks()
        self.desk.ask(last_import, then=self.inspector.week.show_last_import, about="calendar-import")

    def _load_marks(self) -> None:
        first, last = self.side.month.shown()
        self.desk.ask(days_with_openings, first, last, then=self.side.month.mark, about="calendar-month")

    def _day_of_month(self) -> date:
        days = (self.month.day if self._month is not None else self.days.first, self.session.today())
        return next((on for on in days if self.days.holds(on)), self.days.first)

    def _show_lines(self, lines: tuple[EventLine, ...]) -> None:
        self.trouble.clear()
        self.lines = lines
        self.side.show_counts(lines)
        self.inspector.week.show_week(tuple(filter(self._is_in_days, lines)), self.days)
        self._show_filtered()
        self._open_wanted()

    def _unread(self, error: CoordinatorError) -> None:
        """What was read last stays on screen, with a line above it."""
        self.trouble.say(_("The calendar could not be read"), errors.words(error), button=Way(_("Try now"), self._load))

    def _show_filtered(self) -> None:
        shown = self._feed()
        self._say_hidden(len(self.lines) - len(shown), nothing=not shown)

    def _feed(self) -> tuple[EventLine, ...]:
        """Hand what the filters let through to the view in front."""
        shown = tuple(line for line in self.lines if self.side.lets_through(line))
        if self.view == MONTH:
            self.month.show_month(shown, self.days)
            if self._selected is not None:
                self._selected.refresh()
        elif self.view == LIST:
            self.list.show_lines(tuple(filter(self._is_in_days, shown)))
        else:
            self.week.show_week(shown, self.days.first)
        return shown

    def _is_in_days(self, line: EventLine) -> bool:
        """If any of it falls on the days in view: a month shows some days around it too."""
        when = on_the_clock(line.event.when, self.style_().zone)
        return when.first_day <= self.days.last and when.last_day >= self.days.first

    def _say_hidden(self, hidden: int, *, nothing: bool) -> None:
        self.hidden.clear()
        cards = {WEEK: self.empty, LIST: self.empty_list, MONTH: self.empty_month}
        for card in cards.values():
            if card is not None:
                card.hide()
        empty = cards[self.view] or self.empty
        if nothing and hidden:
            empty.say_hidden(hidden, self.side.show_all)
        elif nothing:
            below = {WEEK: _("Or drag on a day to draw one."), MONTH: _("Or double-click a day.")}.get(self.view, "")
            key = "N" if self.single_keys() else ""
            empty.say_nothing_planned(month=self.days.is_month, below=below, key=key)
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

    def _line(self, event_id: int) -> EventLine | None:
        return next((line for line in self.lines if line.event.id == event_id), None)

    # --- the inspector

    def _open(self, event_id: int) -> None:
        self.inspector.show_event(event_id)
        self._mark(event_id)
        self.folding.show_details()
        self.hints_changed.emit()
        self.moved.emit()

    def _open_with_search(self, event_id: int) -> None:
        self._open(event_id)
        self.inspector.show_event(event_id, sign_up=True)

    def _mark(self, event_id: int | None) -> None:
        self.week.set_opened(event_id)
        if self._month is not None:
            self._month.set_opened(event_id)
        if event_id is not None:
            self.list.focus_event(event_id)

    def _close_event(self) -> None:
        if self.inspector.event_id is None and self.inspector.day is None:
            return
        held = self.inspector.isAncestorOf(_focus(self))
        back = self._selected is not None and self._selected.come_back()
        if not back:
            self._forget_day()
            self.inspector.show_overview()
            self._mark(None)
            self.folding.details_done()
        self.hints_changed.emit()
        if held and back:
            self.inspector.first_stop().setFocus(Qt.FocusReason.OtherFocusReason)
        elif held:
            self._front().setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_card(self, card: EventCard) -> None:
        event = card.line.event
        if event.id is None or event.deleted_at is not None:
            return
        self._wanted_open = event.id
        self.go_to_day(event.when.first_day)
        self._load()

    def _open_wanted(self) -> None:
        wanted, self._wanted_open = self._wanted_open, None
        if wanted is not None:
            self._open(wanted)
            self._search_wanted(wanted)

    def _search_wanted(self, event_id: int) -> None:
        position, self._wanted_position = self._wanted_position, None
        if position is not None:
            self.inspector.show_event(event_id, sign_up=True, position_id=position)

    def _show_import(self, imported: ImportLine) -> None:
        if imported.first is not None and imported.last is not None:
            self.bar.view.set_value(LIST)
            self._show_view(LIST, Days(imported.first, imported.last))

    # --- deeds

    def _new_on(self, on: date) -> None:
        self.deeds.make(usual_time(on, self.session.now(), self.style_().zone))

    def _saved(self, event_id: int | None, on: date) -> None:
        """Show what was saved."""
        self._wanted_open = event_id
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
            self.list.focus_event(first)
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_menu(self, event_id: int, at: QPoint) -> None:
        self.deeds.menu(event_id, self._line(event_id)).exec(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives up a move, then closes the event."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.mover.is_waiting():
            self.mover.give_up()
        else:
            self._close_event()

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
        self.side.month.turned.connect(self._load_marks)

    def _wire_deeds(self) -> None:
        self.deeds.saved.connect(self._saved)
        self.deeds.opened.connect(self._open)
        self.deeds.signing_up.connect(self._open_with_search)
        self.deeds.page_requested.connect(self.page_requested)

    def _wire_views(self) -> None:
        for view in (self.week, self.list):
            self._wire_view(view)
        self.week.new_requested.connect(self.deeds.make)
        self.week.crowd_requested.connect(self._crowd)
        self.list.new_requested.connect(self.new)
        self._wire_drag(self.week.drag)
        self.mover.ghosted.connect(self._show_ghost)
        self.mover.moved.connect(self.deeds.tell)
        self.mover.moved.connect(self.hints_changed)
        self.mover.failed.connect(self.deeds.say_error)

    def _show_ghost(self, ghost: Ghost | None) -> None:
        self.week.show_ghost(ghost)
        if self._month is not None:
            self._month.show_ghost(ghost)
        if ghost is not None and ghost.fit is not Fit.UNKNOWN:
            words = ghost.spoken(self.style_())
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._front(), words))
        self.hints_changed.emit()

    def _wire_view(self, view: View) -> None:
        view.opened.connect(self._open)
        view.let_go.connect(self._let_go)
        view.edit_requested.connect(self.deeds.edit)
        view.print_requested.connect(self.print_)
        view.today_requested.connect(lambda: self.go_to_day(self.session.today()))
        view.weeks_requested.connect(self._step)
        view.remove_requested.connect(self.deeds.remove)
        view.nudged.connect(self.mover.nudge)
        view.menu_requested.connect(self._open_menu)
        view.view_requested.connect(self._choose_view)
        view.signing_up.connect(self._open_with_search)

    def _wire_drag(self, drag: Drag) -> None:
        drag.aimed.connect(self.mover.drag)
        drag.dropped.connect(self.mover.drop)
        drag.left.connect(self.mover.give_up)

    def _wire_month(self, month: MonthView) -> None:
        from coordinator.ui.calendar.selected_day import SelectedDay

        self._wire_drag(month.drag)
        month.new_requested.connect(self.deeds.make)
        month.day_wanted.connect(self.go_to_day)
        self._selected = SelectedDay(month, self.inspector, self.folding, self.deeds)

    def _forget_day(self) -> None:
        if self._selected is not None:
            self._selected.forget()

    def _leave_day(self) -> None:
        if self.inspector.day is not None:
            self._forget_day()
            if self.inspector.event_id is None:
                self.inspector.show_overview()

    def _show_week_of(self, on: date) -> None:
        self.bar.view.set_value(WEEK)
        self._show_view(WEEK, Days.week_of(on, self.style_()))
        self.week.setFocus(Qt.FocusReason.OtherFocusReason)

    def _let_go(self) -> None:
        if self.mover.is_waiting():
            self.mover.give_up()
        else:
            self._close_event()

    def _wire_inspector(self) -> None:
        self.inspector.panel_made.connect(self._wire_panel)
        self.inspector.day_panel_made.connect(self._wire_day_panel)
        self.inspector.week.opened.connect(self._open)
        self.inspector.week.print_requested.connect(self._print_days)
        self.inspector.week.import_shown.connect(self._show_import)

    def _wire_day_panel(self, made: DayPanel) -> None:
        made.opened.connect(self._open)
        made.closed.connect(self._close_event)
        made.week_requested.connect(self._show_week_of)

    def _wire_panel(self, made: EventPanel) -> None:
        made.closed.connect(self._close_event)
        made.search_changed.connect(self.hints_changed)
        made.edit_requested.connect(self.deeds.edit)
        made.print_requested.connect(self.deeds.print_event)
        made.sign_in_requested.connect(self.deeds.print_sign_in)
        made.person_wanted.connect(self.deeds.add_person)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold what does not fit."""
        super().resizeEvent(event)
        self.folding.fit(self.width())

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.week)
        self._stack.addWidget(self.list)
        middle = panel()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for band in (self.trouble, self.told, self.move_form, self.hidden):
            column.addWidget(band)
        column.addWidget(self._stack, 1)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        for part in (self.side, middle, self.inspector):
            self._splitter.addWidget(part)
        self._splitter.setStretchFactor(1, 1)
        self.column.addWidget(self.bar)
        self.column.addWidget(self._splitter, 1)
        self.setFocusProxy(self.week)


def _focus(widget: QWidget) -> QWidget:
    return widget.window().focusWidget() or widget
