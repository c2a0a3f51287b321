"""The week as it is seen and worked with: one painted widget, by mouse and by keyboard."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from coordinator.domain.listings import EventLine
from coordinator.domain.spans import When
from coordinator.runtime.i18n import _
from coordinator.ui.calendar.blocks import BlockArt, block_art
from coordinator.ui.calendar.geometry import MOST_LANES, SLOT, STEP, Geometry
from coordinator.ui.calendar.layout import DAY, More, WeekLayout, lay_out, on_the_clock
from coordinator.ui.calendar.week_keys import ARROWS, Act, Key, KeyTable
from coordinator.ui.calendar.week_paint import Marks, Scene, paint_week
from coordinator.ui.calendar.words import hint, more_words, spoken
from coordinator.ui.kit import scale
from coordinator.ui.kit.text import plain_hint
from coordinator.wording import moments
from coordinator.wording.moments import Style

FIRST_HOUR = 8
_SHOWN_HOURS = 14
_LOW, _HIGH = 38, 56
_USUAL = timedelta(minutes=90)
_MINUTE = 20_000
_DRAG = 6


class WeekView(QAbstractScrollArea):
    """`opened` asks for an event in the inspector, `let_go` for the overview; `nudged` carries event, minutes and days
    of Alt and an arrow; `new_requested` carries the time drawn; `crowd_requested` the events behind "+2"."""

    opened = Signal(int)
    let_go = Signal()
    edit_requested = Signal(int)
    new_requested = Signal(object)
    print_requested = Signal()
    today_requested = Signal()
    weeks_requested = Signal(int)
    remove_requested = Signal(int)
    nudged = Signal(int, int, int)
    crowd_requested = Signal(object)
    menu_requested = Signal(int, QPoint)

    def __init__(
        self,
        *,
        now: Callable[[], datetime],
        style: Callable[[], Style],
        letters: Callable[[], bool],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.now, self.style_of, self.letters = now, style, letters
        self.layout_ = WeekLayout(now().date(), 7)
        self.current: int | None = None
        self.opened_id: int | None = None
        self.slot = (0, self._next_hour())
        self._lines: tuple[EventLine, ...] = ()
        self._arts: dict[int, BlockArt] = {}
        self._zoom = 1.0
        self._geometry = Geometry(100, 100)
        self._pressed: QPointF | None = None
        self._draft: tuple[int, int, int] | None = None
        self._ghost: tuple[int, When] | None = None
        self._shown_once = False
        self._keys = self._key_table()
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

    def show_week(self, lines: tuple[EventLine, ...], first: date) -> None:
        """Other events or another week; the focused event stays if it is still there."""
        if first != self.layout_.first:
            self.slot = (self._column_of_today(first), self._next_hour())
        self._lines = lines
        self.layout_ = lay_out(lines, first, zone=self.style_of().zone)
        self._ghost = None
        if self.current is not None and self.line(self.current) is None:
            self.current = None
        self._measure()

    def set_opened(self, event_id: int | None) -> None:
        """The event that the inspector shows."""
        self.opened_id = event_id
        if event_id is not None and self.line(event_id) is not None:
            self.focus_event(event_id)
        self.viewport().update()

    def set_ghost(self, event_id: int, when: When | None) -> None:
        """Where an event is about to move to; None takes it away."""
        self._ghost = None if when is None else (event_id, when)
        self.viewport().update()

    def line(self, event_id: int) -> EventLine | None:
        """An event of this week."""
        return next((line for line in self._lines if line.event.id == event_id), None)

    def lines(self) -> tuple[EventLine, ...]:
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
        """Where an event is on the viewport, empty when it is not in the columns."""
        for place, block in enumerate(self.layout_.blocks):
            if block.line.event.id == event_id:
                return self.art(place).rect.translated(0, self._geometry.top - self.scrolled())
        bars = (bar for bar in self.layout_.bars if bar.line.event.id == event_id)
        return next((self._geometry.bar_rect(bar) for bar in bars), QRectF())

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
        draft = None if self._draft is None else self._geometry.slot_rect(*self._draft)
        words = "" if self._draft is None else self._hours(self._when_of(*self._draft))
        return Marks(frozenset(outlined), slot, draft, self._ghost_rect(), words, self._ghost_words())

    def _ghost_rect(self) -> QRectF | None:
        if self._ghost is None:
            return None
        when = on_the_clock(self._ghost[1], self.style_of().zone)
        column = (when.first_day - self.layout_.first).days
        if not 0 <= column < self.layout_.days:
            return None
        starts = when.starts.hour * 60 + when.starts.minute
        length = DAY if when.all_day else int(when.length.total_seconds() // 60)
        return self._geometry.slot_rect(column, starts, min(DAY, starts + max(STEP, length)))

    def _ghost_words(self) -> str:
        return "" if self._ghost is None else self._hours(self._ghost[1])

    def _hours(self, when: When) -> str:
        return moments.hours_of(when, self.style_of())

    # --- focus and speech --------------------------------------------------------------------------------------------

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from event to event, and after the last one on."""
        return self.step_event(1 if forward else -1) or super().focusNextPrevChild(forward)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say what has the focus."""
        super().focusInEvent(event)
        self._tell()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the focus mark away."""
        super().focusOutEvent(event)
        self.viewport().update()

    def step_event(self, by: int) -> bool:
        """To the next or last event in the order of reading; False at the end."""
        ids = [line.event.id for line in self.lines()]
        if self.current in ids:
            place = ids.index(self.current) + by
        else:
            place = self._first_after_slot() if by > 0 else self._first_after_slot() - 1
        if not 0 <= place < len(ids):
            self.current = None
            self.viewport().update()
            return False
        self.focus_event(ids[place])
        return True

    def _first_after_slot(self) -> int:
        at = self._wall(*self.slot)
        return next((n for n, line in enumerate(self.lines()) if line.event.when.starts >= at), len(self.lines()))

    def focus_event(self, event_id: int | None) -> None:
        """Give an event the focus inside the view and bring it into sight."""
        self.current = event_id
        for block in self.layout_.blocks:
            if block.line.event.id == event_id:
                self.slot = (block.column, block.starts // SLOT * SLOT)
                self._bring_into_sight(block.starts, block.ends)
                break
        self._tell()
        self.viewport().update()

    def go_to_slot(self, column: int, minutes: int) -> None:
        """Move by slot or day; over the edge of the week is the next one."""
        if not 0 <= column < self.layout_.days:
            self.slot = (column % self.layout_.days, minutes)
            self.current = None
            self.weeks_requested.emit(1 if column > 0 else -1)
            return
        self.slot = (column, max(0, min(DAY - SLOT, minutes)))
        self.current = self._event_at_slot()
        self._bring_into_sight(self.slot[1], self.slot[1] + SLOT)
        self._tell()
        self.viewport().update()

    def _event_at_slot(self) -> int | None:
        column, minutes = self.slot
        here = [b for b in self.layout_.blocks if b.column == column and b.starts < minutes + SLOT and minutes < b.ends]
        return here[-1].line.event.id if here else None

    def _bring_into_sight(self, starts: int, ends: int) -> None:
        bar = self.verticalScrollBar()
        top, bottom = self._geometry.y_of(starts) - 4, self._geometry.y_of(ends) + 4
        if top < bar.value() or bottom - top > self._grid_room():
            bar.setValue(round(top))
        elif bottom > bar.value() + self._grid_room():
            bar.setValue(round(bottom - self._grid_room()))

    def spoken_focus(self) -> str:
        """What the focus is on, in words: an event, or a free time."""
        line = self.line(self.current) if self.current is not None else None
        if line is not None:
            return spoken(line, self.style_of())
        return moments.day_time(self._wall(*self.slot), self.style_of())

    def _tell(self) -> None:
        words = self.spoken_focus()
        if self.accessibleDescription() == words:
            return
        self.setAccessibleDescription(words)
        if self.hasFocus():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    # --- keys --------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters, arrows and the rest of the table."""
        if not self._keys.take(event, letters=self.letters()):
            event.ignore()

    def _key_table(self) -> KeyTable:
        letters: dict[int, Act] = {
            Key.Key_N: self.new_at_slot,
            Key.Key_E: lambda: self._with_current(self.edit_requested.emit),
            Key.Key_T: self.today_requested.emit,
            Key.Key_P: self.print_requested.emit,
        }
        plain: dict[int, Act] = {
            Key.Key_Return: self._open,
            Key.Key_Enter: self._open,
            Key.Key_F2: lambda: self._with_current(self.edit_requested.emit),
            Key.Key_Delete: lambda: self._with_current(self.remove_requested.emit),
            Key.Key_Escape: self._let_go,
            Key.Key_Plus: lambda: self.zoom(1),
            Key.Key_Equal: lambda: self.zoom(1),
            Key.Key_Minus: lambda: self.zoom(-1),
            Key.Key_PageUp: lambda: self.weeks_requested.emit(-1),
            Key.Key_PageDown: lambda: self.weeks_requested.emit(1),
            Key.Key_Home: lambda: self.go_to_slot(0, self.slot[1]),
            Key.Key_End: lambda: self.go_to_slot(self.layout_.days - 1, self.slot[1]),
        }
        return KeyTable(
            step=lambda days, slots: self.go_to_slot(self.slot[0] + days, self.slot[1] + slots * SLOT),
            nudge=lambda days, steps: self._with_current(lambda key: self.nudged.emit(key, steps * STEP, days)),
            letters=letters,
            plain=plain,
        )

    def _with_current(self, act: Callable[[int], object]) -> None:
        if self.current is not None:
            act(self.current)

    def _open(self) -> None:
        if self.current is not None:
            self.opened.emit(self.current)
        else:
            self.new_at_slot()

    def _let_go(self) -> None:
        self.focus_event(None)
        self.let_go.emit()

    def new_at_slot(self) -> None:
        """A new event at the slot, or where the focused event is."""
        self.new_requested.emit(self._when_of(self.slot[0], self.slot[1], None))

    # --- mouse -------------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select an event, or begin to draw a time."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        thing = self.thing_at(event.position())
        if isinstance(thing, More):
            self.crowd_requested.emit(thing)
        elif thing is not None:
            self.focus_event(thing)
            self.opened.emit(thing)
        else:
            self._press_free(event.position())

    def _press_free(self, at: QPointF) -> None:
        column, minutes = self._place_at(at)
        self.current = None
        if column >= 0 and at.y() >= self._geometry.top:
            self._pressed = at
            self.slot = (column, int(minutes // SLOT * SLOT))
        self.let_go.emit()
        self._tell()
        self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw a time on free ground."""
        at = event.position()
        if self._pressed is None:
            over = self.thing_at(at)
            self.viewport().setCursor(
                Qt.CursorShape.PointingHandCursor if over is not None else Qt.CursorShape.ArrowCursor
            )
        elif self._draft is not None or (at - self._pressed).manhattanLength() >= _DRAG:
            column, begun = self._place_at(self._pressed)
            _column, here = self._place_at(at)
            low, high = sorted((begun, here))
            starts = int(low // STEP * STEP)
            self._draft = (column, starts, min(DAY, max(starts + STEP, -int(-high // STEP * STEP))))
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The time drawn becomes a new event."""
        drawn, self._draft, self._pressed = self._draft, None, None
        self.viewport().update()
        if drawn is not None:
            self.new_requested.emit(self._when_of(*drawn))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit an event, or make one here."""
        self._pressed = None
        thing = self.thing_at(event.position())
        if isinstance(thing, int):
            self.edit_requested.emit(thing)
        elif thing is None:
            self._new_where(event.position())

    def _new_where(self, at: QPointF) -> None:
        column, minutes = self._place_at(at)
        if column < 0 or at.y() < self._geometry.head:
            return
        if at.y() < self._geometry.top:
            on = self.layout_.dates[column]
            self.new_requested.emit(When.days(on, on, self.style_of().zone))
        else:
            self.new_requested.emit(self._when_of(column, int(minutes // SLOT * SLOT), None))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and the wheel zoom the hours."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the event under the mouse, or of the focused one for Shift+F10."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.open_menu()
            return
        thing = self.thing_at(QPointF(event.pos()))
        if isinstance(thing, int):
            self.focus_event(thing)
            self.menu_requested.emit(thing, event.globalPos())

    def open_menu(self) -> None:
        """The menu of the focused event."""
        if self.current is not None:
            at = self.block_rect(self.current).center().toPoint()
            self.menu_requested.emit(self.current, self.viewport().mapToGlobal(at))

    def event(self, event: QEvent) -> bool:
        """Alt and an arrow move the focused event here; elsewhere they lead back and forward."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self.current is not None:
            nudges = event.key() in ARROWS and event.modifiers() & Qt.KeyboardModifier.AltModifier
            event.setAccepted(bool(nudges))
            return bool(nudges)
        return super().event(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Hints say what there is no room for."""
        if isinstance(event, QHelpEvent):
            words = self._hint_at(QPointF(event.pos()))
            if words:
                QToolTip.showText(event.globalPos(), plain_hint(words), self.viewport())
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def _hint_at(self, at: QPointF) -> str:
        thing = self.thing_at(at)
        if isinstance(thing, More):
            return "\n".join((more_words(len(thing.lines)), *(line.event.title for line in thing.lines)))
        line = self.line(thing) if thing is not None else None
        return hint(line, self.style_of()) if line is not None else ""

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

    def _place_at(self, at: QPointF) -> tuple[int, float]:
        inside = self._geometry.to_grid(at, self.scrolled())
        return self._geometry.column_at(at.x()), self._geometry.minutes_at(inside.y())

    def _wall(self, column: int, minutes: int) -> datetime:
        return datetime.combine(self.layout_.dates[column], time()) + timedelta(minutes=minutes)

    def _when_of(self, column: int, starts: int, ends: int | None) -> When:
        begins = self._wall(column, starts)
        return When(begins, begins + _USUAL if ends is None else self._wall(column, ends), self.style_of().zone)
