"""The painted week: what is shown, its measures, and what lies where. Takes no input."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from coordinator.domain.listings import CalendarLine
from coordinator.domain.spans import When
from coordinator.runtime.i18n import _
from coordinator.ui.calendar.blocks import BlockArt, block_art
from coordinator.ui.calendar.geometry import MOST_LANES, SLOT, Geometry
from coordinator.ui.calendar.ghost_paint import GhostArt, time_of
from coordinator.ui.calendar.ghosts import Ghost
from coordinator.ui.calendar.layout import DAY, More, WeekLayout, bars, is_whole, lay_out, on_the_clock, pieces
from coordinator.ui.calendar.week_paint import Marks, Scene, paint_week
from coordinator.ui.kit import scale
from coordinator.wording import moments
from coordinator.wording.moments import Style

FIRST_HOUR = 8
_SHOWN_HOURS = 14
_LOW, _HIGH = 38, 56
_USUAL = timedelta(minutes=90)
_MINUTE = 20_000


class WeekCanvas(QAbstractScrollArea):
    """`current` is the event with the focus inside, `slot` the place of the keyboard: column and minute of the day."""

    def __init__(
        self, *, now: Callable[[], datetime], style: Callable[[], Style], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.now, self.style_of = now, style
        self.layout_ = WeekLayout(now().date(), 7)
        self.current: int | None = None
        self.opened_id: int | None = None
        self.slot = (0, self._next_hour())
        self.drawn: tuple[int, int, int] | None = None
        self._lines: tuple[CalendarLine, ...] = ()
        self._arts: dict[int, BlockArt] = {}
        self._zoom = 1.0
        self._geometry = Geometry(100, 100)
        self._ghost: Ghost | None = None
        self._shown_once = False
        self._prepare()
        self._tick = QTimer(self, interval=_MINUTE)
        self._tick.timeout.connect(self.viewport().update)
        self._tick.start()

    def _prepare(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setMinimumSize(scale.px(300), scale.px(200))
        self.viewport().setAutoFillBackground(False)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName(_("Week"))
        self.verticalScrollBar().setAccessibleName(_("Hours"))

    # --- what is shown -----------------------------------------------------------------------------------------------

    def show_week(self, lines: tuple[CalendarLine, ...], first: date) -> None:
        """Other events or another week; the focused event stays if it is still there."""
        if first != self.layout_.first:
            self.slot = (self._column_of_today(first), self._next_hour())
        self._lines = lines
        self.layout_ = lay_out(lines, first, zone=self.style_of().zone)
        if self._ghost is not None and not self._ghost.stands_for(self.line):
            self._ghost = None
        if self.current is not None and self.line(self.current) is None:
            self.current = None
        self._measure()

    def show_ghost(self, ghost: Ghost | None) -> None:
        """Where an event is about to move to; None takes it away."""
        self._ghost = ghost
        self.viewport().update()

    def line(self, event_id: int) -> CalendarLine | None:
        """An event of this week."""
        return next((line for line in self._lines if line.event.id == event_id), None)

    def lines(self) -> tuple[CalendarLine, ...]:
        """The events in the order of Tab."""
        return self.layout_.lines()

    def _next_hour(self) -> int:
        return min(22, self.now().hour + 1) * 60

    def _column_of_today(self, first: date) -> int:
        column = (self.now().date() - first).days
        return column if 0 <= column < 7 else 0

    # --- measures ----------------------------------------------------------------------------------------------------

    def zoom(self, steps: int) -> None:
        """Longer or shorter hours; the middle of the view stays."""
        middle = self._geometry.minutes_at(self.scrolled() + self._grid_room() / 2)
        self._zoom = max(0.6, min(3.0, self._zoom * 1.25**steps))
        self._measure()
        self.verticalScrollBar().setValue(round(self._geometry.y_of(middle) - self._grid_room() / 2))

    def scrolled(self) -> int:
        """Pixels of the day above the upper edge."""
        return self.verticalScrollBar().value()

    def geometry_(self) -> Geometry:
        """The measures in use."""
        return self._geometry

    def block_rect(self, event_id: int) -> QRectF:
        """Where an event is on the viewport, or the "+2" it is behind; empty when it is not in sight."""
        for place, block in enumerate(self.layout_.blocks):
            if block.line.event.id == event_id:
                return self.art(place).rect.translated(0, self._geometry.top - self.scrolled())
        for bar in self.layout_.bars:
            if bar.line.event.id == event_id:
                return self._geometry.bar_rect(bar)
        behind = (more for more in self.layout_.mores if any(line.event.id == event_id for line in more.lines))
        down = self._geometry.top - self.scrolled()
        return next((self._geometry.more_rect(more).translated(0, down) for more in behind), QRectF())

    def art(self, place: int) -> BlockArt:
        """The block as it is painted, worked out once."""
        found = self._arts.get(place)
        if found is None:
            found = self._arts[place] = block_art(self.layout_.blocks[place], self._geometry)
        return found

    def _grid_room(self) -> int:
        return self.viewport().height() - self._geometry.top

    def _measure(self) -> None:
        top_minute = self._geometry.minutes_at(self.scrolled())
        size = self.viewport().size()
        lanes = self.layout_.lanes
        bare = Geometry(size.width(), size.height(), self.layout_.days, lanes)
        usual = max(scale.px(_LOW), min(scale.px(_HIGH), (size.height() - bare.top) / _SHOWN_HOURS))
        self._geometry = Geometry(size.width(), size.height(), self.layout_.days, lanes, usual * self._zoom)
        self._arts.clear()
        bar = self.verticalScrollBar()
        bar.setPageStep(max(1, self._grid_room()))
        bar.setSingleStep(round(self._geometry.hour / 2))
        bar.setRange(0, max(0, self._geometry.grid_height - self._grid_room()))
        bar.setValue(round(self._geometry.y_of(top_minute)))
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns take the new width."""
        super().resizeEvent(event)
        self._measure()

    def showEvent(self, event: QShowEvent) -> None:
        """Morning is at the top the first time."""
        super().showEvent(event)
        if not self._shown_once:
            self._shown_once = True
            self._measure()
            self.verticalScrollBar().setValue(round(self._geometry.y_of(FIRST_HOUR * 60)))

    def sizeHint(self) -> QSize:
        """As in the drawing."""
        return QSize(scale.px(800), scale.px(600))

    # --- painting ----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Put down what was worked out before."""
        painter = QPainter(self.viewport())
        paint_week(painter, self._scene(), QRectF(event.rect()))

    def _scene(self) -> Scene:
        return Scene(
            self.layout_,
            self._geometry,
            self.art,
            self._marks(),
            self.style_of(),
            self.now(),
            self.scrolled(),
            self.devicePixelRatioF(),
        )

    def _marks(self) -> Marks:
        outlined = {self.opened_id} if self.opened_id is not None else set()
        slot = None
        if self.hasFocus():
            if self.current is not None:
                outlined.add(self.current)
            else:
                slot = self._geometry.slot_rect(self.slot[0], self.slot[1], min(DAY, self.slot[1] + SLOT))
        draft = None if self.drawn is None else self._geometry.slot_rect(*self.drawn)
        words = "" if self.drawn is None else self._hours(self.when_of(*self.drawn))
        return Marks(frozenset(outlined), slot, draft, words, self.ghost_art())

    def ghost_art(self) -> GhostArt | None:
        """The ghost at its places in the days shown; one without places is out of sight."""
        ghost = self._ghost
        if ghost is None:
            return None
        when = on_the_clock(ghost.to, self.style_of().zone)
        first, days, g = self.layout_.first, self.layout_.days, self._geometry
        time = time_of(ghost, self.style_of())
        if is_whole(when):
            lane = next((bar.lane for bar in self.layout_.bars if bar.line is ghost.line), 0)
            placed = (replace(bar, lane=lane) for bar in bars([(ghost.line, when)], first, days))
            return GhostArt(ghost, time, bars=tuple(g.bar_rect(bar) for bar in placed))
        return GhostArt(ghost, time, tuple(g.block_rect(one) for one in pieces(ghost.line, when, first, days)))

    def _hours(self, when: When) -> str:
        return moments.hours_of(when, self.style_of())

    # --- places -------------------------------------------------------------------------------------------------------

    def bring_into_sight(self, starts: int, ends: int) -> None:
        """Scroll so that these minutes of the day are seen."""
        bar = self.verticalScrollBar()
        top, bottom = self._geometry.y_of(starts) - 4, self._geometry.y_of(ends) + 4
        if top < bar.value() or bottom - top > self._grid_room():
            bar.setValue(round(top))
        elif bottom > bar.value() + self._grid_room():
            bar.setValue(round(bottom - self._grid_room()))

    def thing_at(self, at: QPointF) -> int | More | None:
        """The id of the event at this place of the viewport, the crowd behind "+2", or nothing."""
        g = self._geometry
        if at.y() < g.top:
            bars = (b for b in self.layout_.bars if b.lane < MOST_LANES and g.bar_rect(b).contains(at))
            return next((bar.line.event.id for bar in bars), None)
        inside = g.to_grid(at, self.scrolled())
        for more in self.layout_.mores:
            if g.more_rect(more).contains(inside):
                return more
        for place in reversed(range(len(self.layout_.blocks))):
            if self.art(place).rect.contains(inside):
                return self.layout_.blocks[place].line.event.id
        return None

    def hides_bars_at(self, at: QPointF) -> bool:
        """If this is the "+8" beside the whole days that have no room."""
        g = self._geometry
        return g.lanes > MOST_LANES and at.x() < g.axis and g.head <= at.y() < g.top

    def place_at(self, at: QPointF) -> tuple[int, float]:
        """Column and minute under a place of the viewport; column -1 over the hours."""
        inside = self._geometry.to_grid(at, self.scrolled())
        return self._geometry.column_at(at.x()), self._geometry.minutes_at(inside.y())

    def wall(self, column: int, minutes: int) -> datetime:
        """The wall time of a place."""
        return datetime.combine(self.layout_.dates[column], time()) + timedelta(minutes=minutes)

    def when_of(self, column: int, starts: int, ends: int | None) -> When:
        """A stretch of a day; without an end the usual length."""
        begins = self.wall(column, starts)
        return When(begins, begins + _USUAL if ends is None else self.wall(column, ends), self.style_of().zone)
