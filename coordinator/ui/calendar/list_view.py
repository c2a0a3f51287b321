"""The events as a table: the same rows and the same actions as the painted week."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QFont, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from coordinator.domain.listings import CalendarLine
from coordinator.runtime.i18n import _
from coordinator.ui.calendar.lines import drawn_font
from coordinator.ui.calendar.week_keys import ARROWS, Act, Key, KeyTable
from coordinator.ui.calendar.words import hint, list_hours
from coordinator.ui.kit import icons, scale, tokens
from coordinator.ui.kit.boxes import number, tone
from coordinator.ui.kit.tokens import KIND_ICONS
from coordinator.ui.models.eventwords import fill_of, is_cancelled, spoken, state_words
from coordinator.ui.models.table import Column, RecordTable, keep_selection, row_height
from coordinator.wording import labels, moments
from coordinator.wording.moments import Style

_STATUS = 6
_TITLE = 62  # percent of what is left
_LEAST = 200


class ListView(QTableView):
    """The same signals as `WeekView`, where they mean something in a list."""

    opened = Signal(int)
    let_go = Signal()
    edit_requested = Signal(int)
    new_requested = Signal()
    print_requested = Signal()
    today_requested = Signal()
    weeks_requested = Signal(int)
    remove_requested = Signal(int)
    nudged = Signal(int, int, int)
    menu_requested = Signal(int, QPoint)
    view_requested = Signal(str)
    signing_up = Signal(int)

    def __init__(
        self, *, style: Callable[[], Style], letters: Callable[[], bool], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._letters = letters
        self.rows: RecordTable[CalendarLine] = RecordTable(
            lambda: _columns(style), identity=lambda line: line.event.id or 0, parent=self
        )
        self.setModel(self.rows)
        keep_selection(self, self.rows)
        self._keys = self._key_table()
        self._prepare()
        self.clicked.connect(lambda index: self._with_row(index.row(), self.opened.emit))
        self.doubleClicked.connect(lambda index: self._with_row(index.row(), self.edit_requested.emit))

    def show_lines(self, lines: tuple[CalendarLine, ...]) -> None:
        """Other events. The column of what is special goes where nothing is."""
        self.rows.show(lines)
        self.setColumnHidden(_STATUS, not any(state_words(line) for line in lines))

    def current_id(self) -> int | None:
        """The event in the row with the focus."""
        record = self.rows.record(self.currentIndex().row())
        return record.event.id if record is not None else None

    def focus_event(self, event_id: int) -> None:
        """Bring an event into sight and put the focus into its row."""
        row = self.rows.row_of(event_id)
        if row >= 0:
            self.selectRow(row)
            self.scrollTo(self.rows.index(row, 0))

    def retranslate(self) -> None:
        """Columns in the language in use."""
        self.rows.retranslate()
        self._size_columns()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the week; arrows stay those of a table."""
        own = event.key() in ARROWS and not event.modifiers() & Qt.KeyboardModifier.AltModifier
        if own or not self._keys.take(event, letters=self._letters()):
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of a row."""
        keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if keyboard else self.indexAt(event.pos())
        at = self.viewport().mapToGlobal(self.visualRect(index).center()) if keyboard else event.globalPos()
        self._with_row(index.row(), lambda key: self.menu_requested.emit(key, at))

    def _key_table(self) -> KeyTable:
        letters: dict[int, Act] = {
            Key.Key_N: self.new_requested.emit,
            Key.Key_E: lambda: self._with_current(self.edit_requested.emit),
            Key.Key_S: lambda: self._with_current(self.signing_up.emit),
            Key.Key_T: self.today_requested.emit,
            Key.Key_P: self.print_requested.emit,
            Key.Key_W: lambda: self.view_requested.emit("week"),
            Key.Key_M: lambda: self.view_requested.emit("month"),
        }
        plain: dict[int, Act] = {
            Key.Key_Return: lambda: self._with_current(self.opened.emit),
            Key.Key_Enter: lambda: self._with_current(self.opened.emit),
            Key.Key_F2: lambda: self._with_current(self.edit_requested.emit),
            Key.Key_Delete: lambda: self._with_current(self.remove_requested.emit),
            Key.Key_Escape: self.let_go.emit,
            Key.Key_PageUp: lambda: self.weeks_requested.emit(-1),
            Key.Key_PageDown: lambda: self.weeks_requested.emit(1),
        }
        return KeyTable(
            step=lambda _days, _steps: None,
            nudge=lambda days, steps: self._with_current(lambda key: self.nudged.emit(key, steps * 15, days)),
            letters=letters,
            plain=plain,
        )

    def _with_current(self, act: Callable[[int], object]) -> None:
        self._with_row(self.currentIndex().row(), act)

    def _with_row(self, row: int, act: Callable[[int], object]) -> None:
        record = self.rows.record(row)
        if record is not None and record.event.id is not None:
            act(record.event.id)

    def _prepare(self) -> None:
        self.setAccessibleName(_("Events"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(row_height())
        self.horizontalHeader().setHighlightSections(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._size_columns()

    def _size_columns(self) -> None:
        head = self.horizontalHeader()
        for place, column in enumerate(self.rows.columns):
            head.setSectionResizeMode(place, QHeaderView.ResizeMode.Interactive)
            if column.width:
                self.setColumnWidth(place, scale.px(column.width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is left goes to title and place, the title first."""
        super().resizeEvent(event)
        columns = self.rows.columns
        title, place = (number for number, column in enumerate(columns) if not column.width)
        taken = sum(self.columnWidth(number) for number, column in enumerate(columns) if column.width)
        left = max(scale.px(_LEAST), self.viewport().width() - taken)
        self.setColumnWidth(title, left * _TITLE // 100)
        self.setColumnWidth(place, left - left * _TITLE // 100)


def _columns(style: Callable[[], Style]) -> tuple[Column[CalendarLine], ...]:
    return (
        Column(_("Day"), lambda line: moments.short_day(line.event.when.first_day, style()), 102, key=_starts),
        Column(_("Time"), lambda line: list_hours(line.event.when, style()), 158, key=_starts),
        Column(
            _("Title"),
            lambda line: " ".join(line.event.title.split()),
            font=_title_font,
            hint=lambda line: hint(line, style()),
            spoken=lambda line: spoken(line, style()),
        ),
        Column(
            _("Kind"),
            lambda line: labels.kind_name(line.event.kind),
            134,
            icon=lambda line: icons.icon(KIND_ICONS[line.event.kind], f"kind.{line.event.kind}.ink"),
        ),
        Column(_("Place"), lambda line: " ".join(line.place_shown.split()), hint=lambda line: line.place_shown),
        Column(_("Filled"), _filled, 66, right=True, colour=_filled_colour, key=lambda line: -line.openings),
        Column(_("Status"), _status, 82, hint=state_words),
    )


def _starts(line: CalendarLine) -> object:
    return line.event.when.starts, line.event.title.casefold()


def _filled(line: CalendarLine) -> str:
    return number(fill_of(line)) if line.positions else ""


def _filled_colour(line: CalendarLine) -> QColor:
    return tokens.colour(f"tone.{tone(fill_of(line))}.ink")


def _status(line: CalendarLine) -> str:
    """Published is the usual and left blank."""
    return labels.status_name(line.event.status) if state_words(line) else ""


def _title_font(line: CalendarLine) -> QFont:
    return drawn_font("strong", struck=is_cancelled(line))
