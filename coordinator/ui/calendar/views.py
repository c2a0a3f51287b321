"""The week, the month and the list, one of them in front, and the card over each when there is nothing to show."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QStackedWidget

from coordinator.domain.listings import CalendarLine
from coordinator.runtime.i18n import _
from coordinator.ui.calendar.command_bar import LIST, MONTH, WEEK
from coordinator.ui.calendar.empty_week import EmptyWeek
from coordinator.ui.calendar.ghosts import Fit, Ghost
from coordinator.ui.calendar.layout import on_the_clock
from coordinator.ui.calendar.list_view import ListView
from coordinator.ui.calendar.week_view import WeekView
from coordinator.ui.calendar.weeks import Days
from coordinator.ui.kit.page import Session
from coordinator.wording.moments import Style

if TYPE_CHECKING:
    from coordinator.ui.calendar.month_view import MonthView

View = WeekView | ListView  # or the month, which speaks the same signals


class Views(QStackedWidget):
    """`month_made` carries the month, which is made when it is wanted first: the first screen does without. `bring` and
    `new` are what the cards offer."""

    month_made = Signal(object)

    def __init__(
        self,
        session: Session,
        *,
        letters: Callable[[], bool],
        bring: Callable[[], object],
        new: Callable[[], object],
    ) -> None:
        super().__init__()
        self._session, self._letters = session, letters
        self._bring, self._new = bring, new
        self.week = WeekView(now=session.now, style=self._style, letters=letters)
        self.list = ListView(style=self._style, letters=letters)
        self.made_month: MonthView | None = None
        for view in (self.week, self.list):
            self.addWidget(view)
        self.empty, self.empty_list = self._card(self.week), self._card(self.list)
        self.empty_month: EmptyWeek | None = None

    @property
    def month(self) -> MonthView:
        """The month, made when it is wanted first."""
        if self.made_month is None:
            from coordinator.ui.calendar.month_view import MonthView

            made = MonthView(now=self._session.now, style=self._style, letters=self._letters)
            self.made_month = made
            self.addWidget(made)
            self.empty_month = self._card(cast(View, made))
            self.month_made.emit(made)
        return self.made_month

    def front(self) -> View:
        """The one in sight."""
        return cast(View, self.currentWidget())

    def bring_to_front(self, view: str) -> None:
        """Show the week, the month or the list."""
        self.setCurrentWidget(self._named(view))

    def days_for(self, view: str, days: Days) -> Days:
        """The list shows any days, the others a week or a month: that of the keyboard, if it is among these days."""
        if view == WEEK and not days.is_week:
            on = self.month.day if days.is_month and self.made_month is not None else days.first
            return Days.week_of(on if days.holds(on) else days.first, self._style())
        if view == MONTH and not days.is_month:
            on = self.week.wall(*self.week.slot).date()
            self.month.day = on if days.holds(on) else days.first
            return Days.month_of(self.month.day)
        return days

    def show_lines(self, view: str, lines: tuple[CalendarLine, ...], days: Days) -> None:
        """Hand the events to one of them."""
        if view == MONTH:
            self.month.show_month(lines, days)
        elif view == LIST:
            self.list.show_lines(lines_in(lines, days, self._style()))
        else:
            self.week.show_week(lines, days.first)

    def new_event(self, view: str) -> None:
        """A new event at the place of the keyboard, in a week or a month."""
        if view == MONTH:
            self.month.new_on_day()
        else:
            self.week.new_at_slot()

    def mark(self, event_id: int | None) -> None:
        """The event that is open, in all of them."""
        self.week.set_opened(event_id)
        if self.made_month is not None:
            self.made_month.set_opened(event_id)
        if event_id is not None:
            self.list.focus_event(event_id)

    def show_ghost(self, ghost: Ghost | None) -> None:
        """Where an event is about to move to, seen and heard."""
        self.week.show_ghost(ghost)
        if self.made_month is not None:
            self.made_month.show_ghost(ghost)
        if ghost is not None and ghost.fit is not Fit.UNKNOWN:
            words = ghost.spoken(self._style())
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.front(), words))

    def focus_in_list(self, event_id: int) -> None:
        """The list takes the focus, at this event."""
        self.list.focus_event(event_id)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- the cards

    def hide_cards(self) -> None:
        """There is something to show."""
        for card in (self.empty, self.empty_list, self.empty_month):
            if card is not None:
                card.hide()

    def say_hidden(self, view: str, hidden: int, show_all: Callable[[], object]) -> None:
        """The filters hide all there is."""
        self._card_over(view).say_hidden(hidden, show_all)

    def say_nothing_planned(self, view: str, *, month: bool) -> None:
        """There is no event on these days."""
        below = {WEEK: _("Or drag on a day to draw one."), MONTH: _("Or double-click a day.")}.get(view, "")
        key = "N" if self._letters() else ""
        self._card_over(view).say_nothing_planned(month=month, below=below, key=key)

    def _card_over(self, view: str) -> EmptyWeek:
        cards = {WEEK: self.empty, LIST: self.empty_list, MONTH: self.empty_month}
        return cards[view] or self.empty

    def _card(self, over: View) -> EmptyWeek:
        return EmptyWeek(over, bring=self._bring, new=self._new)

    def _named(self, view: str) -> View:
        if view == MONTH:
            return cast(View, self.month)
        return self.list if view == LIST else self.week

    def _style(self) -> Style:
        return self._session.style


def lines_in(lines: tuple[CalendarLine, ...], days: Days, style: Style) -> tuple[CalendarLine, ...]:
    """The events of which any part falls on these days: a month shows some days around it too."""

    def touches(line: CalendarLine) -> bool:
        when = on_the_clock(line.event.when, style.zone)
        return when.first_day <= days.last and when.last_day >= days.first

    return tuple(filter(touches, lines))
