"""What the inspector shows when no event is chosen: what is to fill, the last import, and the way to the roster."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QListView,
    QScrollArea,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from coordinator.domain.listings import CalendarLine, ImportLine
from coordinator.domain.spans import wall_time_of
from coordinator.runtime.i18n import _, ngettext
from coordinator.ui.calendar.lines import drawn_font, elided
from coordinator.ui.calendar.weeks import Days
from coordinator.ui.calendar.words import summary
from coordinator.ui.kit import boxes, icons, scale, tokens
from coordinator.ui.kit.buttons import Button, LinkButton
from coordinator.ui.kit.chips import paint_kind_badge
from coordinator.ui.kit.panels import Bar, line, panel, scrolled
from coordinator.ui.kit.ring import paint_ring
from coordinator.ui.kit.text import Label
from coordinator.ui.models.eventwords import day_heading, fill_of, is_cancelled, spoken
from coordinator.ui.models.table import RECORD, Column, RecordTable
from coordinator.wording import moments
from coordinator.wording.moments import Style

_SECTION = 26
_ROW = 44
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Section:
    """The heading of a day in the list."""

    on: date
    words: str
    openings: int


Row = Section | CalendarLine


def to_fill(lines: Iterable[CalendarLine], now: datetime) -> tuple[CalendarLine, ...]:
    """Events that still need people and are not over; `now` is the precinct's wall time."""
    return tuple(one for one in lines if one.openings and not is_cancelled(one) and one.event.when.ends > now)


def rows_to_fill(lines: Iterable[CalendarLine], now: datetime, style: Style) -> Iterator[Row]:
    """The events to fill under the headings of their days."""
    for on, group in groupby(to_fill(lines, now), key=lambda one: one.event.when.first_day):
        events = tuple(group)
        yield Section(on, day_heading(on, now.date(), style), sum(one.openings for one in events))
        yield from events


class ThisWeek(QWidget):
    """`opened` asks for an event, `import_shown` for the dates of the last import, `print_requested` for the roster."""

    opened = Signal(int)
    import_shown = Signal(object)
    print_requested = Signal()

    def __init__(
        self, *, now: Callable[[], datetime], style: Callable[[], Style], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._now, self._style = now, style
        self._import: ImportLine | None = None
        self._title = Label("", "heading")
        self._summary = Label("", ink="2")
        self.list = EventList(style, _("To fill"))
        self.list.chosen.connect(self.opened)
        self._nothing = Label("", ink="2", wraps=True)
        self._imported = Label("", wraps=True)
        self.show_import = LinkButton(_("Show them"), self._show_import)
        self._import_box = self._lay_out_import()
        self.print = Button(_("Print this week’s roster"), self.print_requested.emit, icon="printer")
        self._lay_out()

    def show_week(self, lines: tuple[CalendarLine, ...], days: Days) -> None:
        """Show what is to fill among these events of a week or month."""
        now, style = self._now(), self._style()
        self._title.setText(_title(days, now.date(), style))
        wanted = to_fill(lines, now)
        self._summary.setText(summary(len(lines), sum(one.openings for one in wanted)))
        self.list.show_rows(tuple(rows_to_fill(lines, now, style)))
        self.list.setVisible(bool(wanted))
        self._nothing.setText(_nothing_to_fill(lines))
        self._nothing.setVisible(not wanted)
        self.print.setText(_print_words(days, now.date()))

    def show_last_import(self, imported: ImportLine | None) -> None:
        """Say what was brought in last, if anything."""
        self._import = imported
        self._import_box.setVisible(imported is not None)
        if imported is not None:
            self._imported.setText(import_words(imported, self._now(), self._style()))
            self.show_import.setVisible(imported.first is not None)

    def first_stop(self) -> QWidget:
        """What takes the focus when one comes here."""
        return self.list if not self.list.isHidden() else self.print

    def _show_import(self) -> None:
        if self._import is not None:
            self.import_shown.emit(self._import)

    def _lay_out_import(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(14, 9, 14, 8)
        column.setSpacing(2)
        column.addWidget(Label(_("Last import"), "small-strong", ink="2"))
        column.addWidget(self._imported)
        column.addWidget(self.show_import)
        box.hide()
        return box

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(14, 12, 14, 10)
        head.setSpacing(3)
        head.addWidget(self._title)
        head.addWidget(self._summary)
        inside = panel()
        body = QVBoxLayout(inside)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self.list)
        nothing = QVBoxLayout()
        nothing.setContentsMargins(14, 10, 14, 4)
        nothing.addWidget(self._nothing)
        body.addLayout(nothing)
        body.addWidget(self._import_box)
        body.addStretch(1)
        self._area: QScrollArea = scrolled(inside)
        self.list.area = self._area
        foot = Bar("panel-footer", margin=14)
        foot.row.addWidget(self.print, 1)
        self.print.setSizePolicy(self.print.sizePolicy().Policy.Expanding, self.print.sizePolicy().Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(line())
        column.addWidget(self._area, 1)
        column.addWidget(foot)


def _title(days: Days, today: date, style: Style) -> str:
    if days.holds(today) and (days.is_week or days.is_month):
        return _("This month") if days.is_month else _("This week")
    return days.words(style)


def _print_words(days: Days, today: date) -> str:
    if days.is_month:
        return _("Print this month’s roster") if days.holds(today) else _("Print the month’s roster")
    return _("Print this week’s roster") if days.holds(today) else _("Print the week’s roster")


def _with_strange_year(on: date, year: int, style: Style) -> str:
    return moments.month_day(on, style) if on.year == year else moments.month_day_year(on, style)


def _nothing_to_fill(lines: tuple[CalendarLine, ...]) -> str:
    if not lines:
        return _("Nothing is planned.")
    if any(line.positions for line in lines):
        return _("Every place is filled.")
    return _("These events have no places to fill.")


def import_words(imported: ImportLine, now: datetime, style: Style) -> str:
    """ "permits.csv, yesterday 4:12 PM: 24 records added, Feb 22 to Apr 3."."""
    at = wall_time_of(imported.at, style.zone)
    time = moments.clock_time(at, style)
    days = (now.date() - at.date()).days
    when = time if days == 0 else _("yesterday {time}").format(time=time)
    if days not in (0, 1):
        when = moments.day_time(at, style, year=now.year)
    added = ngettext("{n} added", "{n} added", imported.added).format(n=imported.added)
    if imported.first is None or imported.last is None:
        return _("{file}, {when}: {added}.").format(file=imported.label, when=when, added=added)
    return _("{file}, {when}: {added}, {first} to {last}.").format(
        file=imported.label,
        when=when,
        added=added,
        first=_with_strange_year(imported.first, now.year, style),
        last=_with_strange_year(imported.last, now.year, style),
    )


class _Rows(RecordTable[Row]):
    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        if isinstance(self.record(index.row()), Section):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class EventList(QListView):
    """Events, perhaps under headings, as high as they are: `area` scrolls. `chosen` carries the id of one."""

    chosen = Signal(int)

    def __init__(self, style: Callable[[], Style], name: str) -> None:
        super().__init__()
        self.area: QScrollArea | None = None
        self._rows = _Rows(
            lambda: (Column(name, lambda row: _row_words(row, style())),),
            identity=lambda row: row.on if isinstance(row, Section) else (row.event.id or 0),
            parent=self,
        )
        self.setModel(self._rows)
        self.setItemDelegate(_RowDelegate(style, self))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.clicked.connect(self._open)

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        """Other rows; the list is as high as they are."""
        self._rows.show(rows)
        high = sum(scale.px(_SECTION if isinstance(row, Section) else _ROW) for row in rows)
        self.setFixedHeight(high)

    def row_count(self) -> int:
        """Headings and events."""
        return len(self._rows.rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; arrows pass over the headings."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(self.currentIndex())
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not event.modifiers():
            self.step(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def step(self, by: int) -> None:
        """To the next event."""
        row = self.currentIndex().row() + by
        while isinstance(self._rows.record(row), Section):
            row += by
        if self._rows.record(row) is not None:
            index = self._rows.index(row, 0)
            self.setCurrentIndex(index)
            self._bring_into_sight(index)

    def _bring_into_sight(self, index: Index) -> None:
        inside = self.area.widget() if self.area is not None else None
        if self.area is not None and inside is not None:
            rect = self.visualRect(index)
            at = self.mapTo(inside, rect.center())
            self.area.ensureVisible(at.x(), at.y(), 0, rect.height())

    def focusInEvent(self, event: object) -> None:
        """The first event takes the focus."""
        super().focusInEvent(event)  # type: ignore[arg-type]
        if not self.currentIndex().isValid():
            self.step(1)

    def _open(self, index: Index) -> None:
        record = self._rows.record(index.row())
        if isinstance(record, CalendarLine) and record.event.id is not None:
            self.chosen.emit(record.event.id)


def _row_words(row: Row, style: Style) -> str:
    if isinstance(row, Section):
        to_fill_words = ngettext("{n} to fill", "{n} to fill", row.openings).format(n=row.openings)
        return f"{row.words}, {to_fill_words}"
    return spoken(row, style)


class _RowDelegate(QStyledItemDelegate):
    def __init__(self, style: Callable[[], Style], parent: QObject) -> None:
        super().__init__(parent)
        self._style = style

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, scale.px(_SECTION if isinstance(index.data(RECORD), Section) else _ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        record = index.data(RECORD)
        painter.save()
        rect = QRectF(option.rect)
        if isinstance(record, Section):
            _paint_section(painter, rect, record, first=index.row() == 0)
        elif isinstance(record, CalendarLine):
            state = option.state
            if state & QStyle.StateFlag.State_MouseOver:
                painter.fillRect(rect, tokens.colour("surface.hover"))
            _paint_event(painter, rect, record, self._style())
            if state & QStyle.StateFlag.State_HasFocus:
                paint_ring(painter, option.rect, 3)
        painter.restore()


def _paint_section(painter: QPainter, rect: QRectF, section: Section, *, first: bool) -> None:
    painter.fillRect(rect, tokens.colour("surface.sunken"))
    painter.setPen(tokens.colour("ink.2"))
    inner = rect.adjusted(14, 0, -14, 0)
    painter.setFont(drawn_font("small-strong"))
    middle = int(Qt.AlignmentFlag.AlignVCenter)
    painter.drawText(inner, middle | int(Qt.AlignmentFlag.AlignLeft), section.words)
    painter.setFont(drawn_font("small"))
    count = ngettext("{n} to fill", "{n} to fill", section.openings) if first else "{n}"
    painter.drawText(inner, middle | int(Qt.AlignmentFlag.AlignRight), count.format(n=section.openings))


def _paint_event(painter: QPainter, rect: QRectF, row: CalendarLine, style: Style) -> None:
    badge = scale.px(20)
    top = rect.y()
    paint_kind_badge(painter, QRectF(rect.x() + 14, rect.center().y() - badge / 2, badge, badge), str(row.event.kind))
    left = rect.x() + 14 + badge + 8
    chevron = scale.px(16)
    right = rect.right() - 12 - chevron
    at = QRectF(right + 4, rect.center().y() - chevron / 2, chevron, chevron)
    icons.paint(painter, "chevron-right", at, "ink.2")
    half = rect.height() / 2
    tally = fill_of(row)
    width = boxes.width_of(tally) + 2 if row.positions else 0
    middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
    painter.setFont(drawn_font("medium"))
    painter.setPen(tokens.colour("ink.1"))
    title = QRectF(left, top + 3, right - left - 4, half - 2)
    painter.setFont(drawn_font("medium", struck=is_cancelled(row)))
    painter.drawText(title, middle, elided(" ".join(row.event.title.split()), "medium", title.width()))
    below = QRectF(left, top + half - 1, right - left - width - 10, half - 4)
    painter.setFont(drawn_font("small"))
    painter.setPen(tokens.colour("ink.2"))
    painter.drawText(below, middle, elided(_time_and_place(row, style), "small", below.width()))
    if row.positions:
        figure = QRectF(right - width - 2, below.y(), width + 2, below.height())
        boxes.paint_boxes(painter, figure, tally, f"tone.{boxes.tone(tally)}.ink")
    painter.fillRect(QRectF(rect.x(), rect.bottom() - 0.5, rect.width(), 1), tokens.colour("border.line"))


def _time_and_place(row: CalendarLine, style: Style) -> str:
    when = row.event.when
    time = moments.all_day_word(style) if when.all_day else moments.clock_time(when.starts, style)
    return " · ".join(part for part in (time, " ".join(row.place_shown.split())) if part)
