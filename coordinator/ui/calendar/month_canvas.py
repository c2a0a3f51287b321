"""The painted month: what is shown, its measures, and what lies where. Takes no input."""

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from coordinator.domain.listings import CalendarLine
from coordinator.runtime.i18n import _
from coordinator.ui.calendar.ghost_paint import GhostArt
from coordinator.ui.calendar.ghosts import Ghost
from coordinator.ui.calendar.month_geometry import MonthGeometry
from coordinator.ui.calendar.month_ghost import month_ghost
from coordinator.ui.calendar.month_layout import WEEK, DayMore, MonthLayout, lay_out_month
from coordinator.ui.calendar.month_paint import MonthMarks, MonthScene, paint_month
from coordinator.ui.calendar.month_strips import StripArt, strip_art
from coordinator.ui.calendar.weeks import Days
from coordinator.ui.kit import scale
from coordinator.wording.moments import Style


class MonthCanvas(QAbstractScrollArea):
    """`current` is the event with the focus inside, `day` the place of the keyboard."""

    def __init__(
        self, *, now: Callable[[], datetime], style: Callable[[], Style], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.now, self.style_of = now, style
        self.day = now().date()
        self.current: int | None = None
        self.opened_id: int | None = None
        self.marks_day = False
        self._lines: dict[int, CalendarLine] = {}
        self._arts: dict[int, StripArt] = {}
        self._mores: tuple[DayMore, ...] = ()
        self._ghost: Ghost | None = None
        self.layout_ = self._laid_out((), Days.month_of(self.day))
        self._geometry = MonthGeometry(100, 100)
        self._prepare()

    def _prepare(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumSize(scale.px(300), scale.px(200))
        self.viewport().setAutoFillBackground(False)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName(_("Month"))
        self.verticalScrollBar().setAccessibleName(_("Weeks"))

    # --- what is shown -----------------------------------------------------------------------------------------------

    def show_month(self, lines: tuple[CalendarLine, ...], days: Days) -> None:
        """Other events or another month; the focused day and event stay if they are still there."""
        self.layout_ = self._laid_out(lines, days)
        self._lines = {line.event.id: line for line in lines if line.event.id is not None}
        if self._ghost is not None and not self._ghost.stands_for(self.line):
            self._ghost = None
        if not self.layout_.holds(self.day):
            today = self.now().date()
            self.day = today if self.layout_.is_of_month(today) else days.first
        if self.current is not None and self.line(self.current) is None:
            self.current = None
        self._measure()

    def _laid_out(self, lines: tuple[CalendarLine, ...], days: Days) -> MonthLayout:
        style = self.style_of()
        whole = days.in_whole_weeks(style)
        weeks = ((whole.last - whole.first).days + 1) // WEEK
        return lay_out_month(lines, days.first, whole.first, weeks=weeks, zone=style.zone)

    def show_ghost(self, ghost: Ghost | None) -> None:
        """Where an event is about to move to; None takes it away."""
        self._ghost = ghost
        self.viewport().update()

    def line(self, event_id: int) -> CalendarLine | None:
        """An event in sight."""
        return self._lines.get(event_id)

    def lines(self) -> tuple[CalendarLine, ...]:
        """The events in the order of Tab."""
        return self.layout_.lines()

    # --- measures ----------------------------------------------------------------------------------------------------

    def geometry_(self) -> MonthGeometry:
        """The measures in use."""
        return self._geometry

    def mores(self) -> tuple[DayMore, ...]:
        """The days with more events than there is room for."""
        return self._mores

    def scrolled(self) -> int:
        """Pixels of the month above the upper edge."""
        return self.verticalScrollBar().value()

    def art(self, place: int) -> StripArt:
        """A strip as it is painted, worked out once."""
        found = self._arts.get(place)
        if found is None:
            strip = self.layout_.strips[place]
            found = self._arts[place] = strip_art(strip, self._geometry.strip_rect(strip), self.style_of())
        return found

    def block_rect(self, event_id: int) -> QRectF:
        """Where an event is on the viewport, or the "2 more" it is behind; empty when it is not in sight."""
        down = self._geometry.head - self.scrolled()
        for place, strip in enumerate(self.layout_.strips):
            if strip.line.event.id == event_id and strip.lane < self._geometry.lanes:
                return self.art(place).rect.translated(0, down)
        behind = (more for more in self._mores if any(line.event.id == event_id for line in more.lines))
        return next((self._geometry.more_rect(more).translated(0, down) for more in behind), QRectF())

    def day_rect(self, on: date) -> QRectF:
        """Where a day is on the viewport, empty when it is not in sight."""
        if not self.layout_.holds(on):
            return QRectF()
        cell = self._geometry.cell_rect(*self.layout_.cell_of(on))
        return cell.translated(0, self._geometry.head - self.scrolled())

    def _measure(self) -> None:
        size = self.viewport().size()
        self._geometry = MonthGeometry(size.width(), size.height(), self.layout_.weeks)
        self._arts.clear()
        self._mores = self.layout_.mores(self._geometry.lanes)
        room = max(1, size.height() - self._geometry.head)
        bar = self.verticalScrollBar()
        bar.setPageStep(room)
        bar.setSingleStep(scale.px(21))
        bar.setRange(0, max(0, self._geometry.grid_height - room))
        self.viewport().update()

    def bring_into_sight(self, on: date) -> None:
        """Scroll so that the day is seen."""
        if not self.layout_.holds(on):
            return
        cell = self._geometry.cell_rect(*self.layout_.cell_of(on))
        bar = self.verticalScrollBar()
        if cell.top() < bar.value():
            bar.setValue(round(cell.top()))
        elif cell.bottom() > bar.value() + bar.pageStep():
            bar.setValue(round(cell.bottom() - bar.pageStep()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The days take the new room."""
        super().resizeEvent(event)
        self._measure()

    def sizeHint(self) -> QSize:
        """As in the drawing."""
        return QSize(scale.px(800), scale.px(600))

    # --- painting ----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Put down what was worked out before."""
        painter = QPainter(self.viewport())
        paint_month(painter, self._scene(), QRectF(event.rect()))

    def _scene(self) -> MonthScene:
        return MonthScene(
            self.layout_,
            self._geometry,
            self.art,
            self._mores,
            self._marks(),
            self.style_of(),
            self.now().date(),
            self.scrolled(),
            self.devicePixelRatioF(),
        )

    def _marks(self) -> MonthMarks:
        outlined = {self.opened_id} if self.opened_id is not None else set()
        if self.hasFocus() and self.current is not None:
            outlined.add(self.current)
        shows_day = self.marks_day or (self.hasFocus() and self.current is None)
        return MonthMarks(frozenset(outlined), self.day if shows_day else None, self.ghost_art())

    def ghost_art(self) -> GhostArt | None:
        """The ghost at its places."""
        return None if self._ghost is None else month_ghost(self._ghost, self.layout_, self._geometry, self.style_of())

    # --- places ------------------------------------------------------------------------------------------------------

    def day_at(self, at: QPointF) -> date | None:
        """The day at this place of the viewport."""
        cell = self._geometry.cell_at(at, self.scrolled())
        return None if cell is None else self.layout_.day(*cell)

    def thing_at(self, at: QPointF) -> int | DayMore | None:
        """The id of the event at this place of the viewport, what is behind "2 more", or nothing."""
        if at.y() < self._geometry.head:
            return None
        inside = self._geometry.to_grid(at, self.scrolled())
        for more in self._mores:
            if self._geometry.more_rect(more).contains(inside):
                return more
        for place, strip in enumerate(self.layout_.strips):
            if strip.lane < self._geometry.lanes and self.art(place).rect.contains(inside):
                return strip.line.event.id
        return None
