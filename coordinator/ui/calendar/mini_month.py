"""The small month: days with openings are underlined, the week in view is a band, today is filled."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from coordinator.runtime.i18n import _
from coordinator.ui.calendar.lines import drawn_font
from coordinator.ui.kit import scale, tokens
from coordinator.ui.kit.buttons import IconButton
from coordinator.ui.kit.ring import NO_RING, paint_ring
from coordinator.ui.kit.spokenparts import Part, SpokenParts
from coordinator.ui.kit.text import Label
from coordinator.wording import moments
from coordinator.wording.moments import Style

_WEEKS = 6
_ROW = 22
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)


class MiniMonth(QWidget):
    """`picked` carries a date somebody chose; `turned` says that another month is shown, so its marks are wanted."""

    picked = Signal(object)
    turned = Signal()

    def __init__(self, *, today: Callable[[], date], style: Callable[[], Style], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self.days = _Days(today=today, style=style)
        self.days.picked.connect(self.picked)
        self.days.turned.connect(self._turn)
        self.title = Label("", "strong")
        self.before = IconButton(_("Previous month"), "chevron-left", lambda: self.days.turn(-1), bare=True)
        self.after = IconButton(_("Next month"), "chevron-right", lambda: self.days.turn(1), bare=True)
        self._lay_out()
        self.refresh()

    def show_week(self, first: date) -> None:
        """The week in view; turns to its month when it is not in sight."""
        self.days.show_week(first)
        self.refresh()

    def show_month_of(self, on: date) -> None:
        """The month of a day, and its week as the band."""
        self.days.show_month_of(on)
        self.refresh()

    def mark(self, days: frozenset[date]) -> None:
        """Underline these days."""
        self.days.mark(days)

    def shown(self) -> tuple[date, date]:
        """The first and last day in sight."""
        return self.days.shown()

    def refresh(self) -> None:
        """The words again, in the language in use."""
        self.title.setText(self._words())
        self.days.update()

    def _words(self) -> str:
        """The month in full, or short where its name would push the days out of sight."""
        month, style = self.days.month, self._style()
        words = moments.month_title(month, style)
        room = self.days.sizeHint().width() - self.before.sizeHint().width() - self.after.sizeHint().width()
        fits = self.title.fontMetrics().horizontalAdvance(words) <= room
        return words if fits else moments.month_title_short(month, style)

    def _turn(self) -> None:
        self.refresh()
        self.turned.emit()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(self.title, 1)
        head.addWidget(self.before)
        head.addWidget(self.after)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.days)


class _Days(QWidget):
    picked = Signal(object)
    turned = Signal()

    def __init__(self, *, today: Callable[[], date], style: Callable[[], Style]) -> None:
        super().__init__()
        self._today, self._style = today, style
        self.month = today().replace(day=1)
        self.week = today()
        self.focused = today()
        self._marked: frozenset[date] = frozenset()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty(NO_RING, True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(self.sizeHint().height())
        self.setAccessibleName(_("Month"))
        self.setMouseTracking(True)
        self.parts = SpokenParts(self, self._spoken_parts, lambda key: self.picked.emit(date.fromordinal(key)))

    def sizeHint(self) -> QSize:
        """A row of weekdays and six weeks."""
        return QSize(scale.px(164), scale.px(_ROW) * (_WEEKS + 1))

    def show_week(self, first: date) -> None:
        self.week = first
        if not first <= self.focused <= first + timedelta(days=6):
            self.focused = first
        middle = first + timedelta(days=3)
        low, high = self.shown()
        if not (low <= first and first + timedelta(days=6) <= high and self._is_near(first)):
            self.month = middle.replace(day=1)
            self.turned.emit()
        self._renew()

    def show_month_of(self, on: date) -> None:
        self.week = moments.week_start(on, self._style())
        self.focused = on
        if self.month != on.replace(day=1):
            self.month = on.replace(day=1)
            self.turned.emit()
        self._renew()

    def _is_near(self, first: date) -> bool:
        """If any day of the week belongs to the month in sight."""
        return any((first + timedelta(days=n)).replace(day=1) == self.month for n in range(7))

    def mark(self, days: frozenset[date]) -> None:
        self._marked = days
        self._renew()

    def shown(self) -> tuple[date, date]:
        first = moments.week_start(self.month, self._style())
        return first, first + timedelta(days=7 * _WEEKS - 1)

    def turn(self, by: int) -> None:
        months = self.month.year * 12 + self.month.month - 1 + by
        if 12 <= months < 9999 * 12:
            self.month = date(months // 12, months % 12 + 1, 1)
            self.turned.emit()
            self._renew()

    # --- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Weekdays, band, days."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(drawn_font("caption"))
        painter.setPen(tokens.colour("ink.2"))
        for place, letter in enumerate(moments.weekday_initials(self._style())):
            painter.drawText(self._cell(place, -1), _CENTRE, letter)
        first, _last = self.shown()
        self._paint_band(painter, first)
        for number in range(7 * _WEEKS):
            self._paint_day(painter, self._cell(number % 7, number // 7), first + timedelta(days=number))

    def _paint_band(self, painter: QPainter, first: date) -> None:
        row = (self.week - first).days // 7
        if 0 <= row < _WEEKS:
            band = self._cell(0, row).united(self._cell(6, row))
            painter.fillRect(band, tokens.colour("surface.selected"))

    def _paint_day(self, painter: QPainter, cell: QRectF, on: date) -> None:
        today = on == self._today()
        ink = "ink.1" if on.replace(day=1) == self.month else "ink.3"
        if today:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.colour("accent"))
            painter.drawRoundedRect(cell.adjusted(0.5, 0, -0.5, 0), 4, 4)
            ink = "accent.on"
        painter.setFont(drawn_font("small-strong" if today else "caption"))
        painter.setPen(tokens.colour(ink))
        painter.drawText(cell, _CENTRE, str(on.day))
        if on in self._marked:
            red = tokens.colour("accent.on" if today else "tone.open.ink")
            painter.setPen(QPen(red, 2))
            y = cell.bottom() - 2
            half = scale.px(4)
            painter.drawLine(QPointF(cell.center().x() - half, y), QPointF(cell.center().x() + half, y))
        if on == self.focused and self.hasFocus():
            paint_ring(painter, cell.toRect(), 4)

    def _cell(self, column: int, row: int) -> QRectF:
        wide = self.width() / 7
        high = scale.px(_ROW)
        return QRectF(column * wide, (row + 1) * high, wide, high)

    # --- mouse and keys

    def day_at(self, at: QPointF) -> date | None:
        """The day under the mouse."""
        column = int(at.x() * 7 / max(1, self.width()))
        row = int(at.y() // scale.px(_ROW)) - 1
        if not (0 <= column < 7 and 0 <= row < _WEEKS):
            return None
        return self.shown()[0] + timedelta(days=row * 7 + column)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Show the week of a day."""
        on = self.day_at(event.position())
        if on is not None:
            self.focused = on
            self.picked.emit(on)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring stands in a day in sight."""
        super().focusInEvent(event)
        self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows by day and week, Page Up and Down by month, Enter shows the week."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.picked.emit(self.focused)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turn(-1 if key == Qt.Key.Key_PageUp else 1)
            self._focus_on(self.month.replace(day=min(self.focused.day, 28)))
        elif key in _STEPS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._focus_on(self.focused + timedelta(days=_STEPS[key]))
        else:
            super().keyPressEvent(event)

    def _focus_on(self, on: date) -> None:
        self.focused = on
        if on.replace(day=1) != self.month:
            self.month = on.replace(day=1)
            self.turned.emit()
        self._tell()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The days are at other places."""
        super().resizeEvent(event)
        self.parts.refresh()

    # --- speech

    def _renew(self) -> None:
        self.parts.refresh()
        self.update()

    def _words(self, on: date) -> str:
        words = moments.day_with_year(on, self._style())
        return _("{day}, openings to fill").format(day=words) if on in self._marked else words

    def _tell(self) -> None:
        self.setAccessibleDescription(self._words(self.focused))
        self._renew()
        if self.hasFocus():
            self.parts.tell_focus(self.focused.toordinal())

    def _spoken_parts(self) -> Iterator[Part]:
        first, _last = self.shown()
        for number in range(7 * _WEEKS):
            on = first + timedelta(days=number)
            yield Part(on.toordinal(), self._words(on), self._cell(number % 7, number // 7).toRect())


_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
