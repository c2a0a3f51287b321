"""The rows of a file with everything that was assumed about it, above a table of their fates."""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QProgressBar, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from coordinator.domain.imports import FileFormat, ImportPlan, ImportRow, RowState, Subject
from coordinator.runtime.i18n import _, ngettext, pgettext
from coordinator.ui.imports.answers import Answers
from coordinator.ui.imports.columnsbar import ColumnsBar
from coordinator.ui.imports.factsbar import FactsBar
from coordinator.ui.imports.filterbar import FilterBar
from coordinator.ui.imports.rowtable import RowTable
from coordinator.ui.imports.rowwords import details_of, warned_words
from coordinator.ui.imports.summary import is_over, nothing_new
from coordinator.ui.imports.zonesbar import ZonesBar
from coordinator.ui.kit import scale
from coordinator.ui.kit.band import Band, Way
from coordinator.ui.kit.buttons import Button, LinkButton
from coordinator.ui.kit.chips import IconLabel
from coordinator.ui.kit.desk import Task
from coordinator.ui.kit.panels import line
from coordinator.ui.kit.progress import PATIENCE
from coordinator.ui.kit.state import StatePanel
from coordinator.ui.kit.text import ElidedLabel, Label
from coordinator.ui.kit.tokens import Tone
from coordinator.wording.importnames import state_name
from coordinator.wording.moments import Style
from coordinator.wording.problems import sentence

_STATES = (None, RowState.NEW, RowState.CHANGED, RowState.DUPLICATE, RowState.UNCHANGED, RowState.REFUSED)


class Preview(QWidget):
    """`corrected` carries a request to look again, `answered` comes after ticks and answers, `values_wanted` when the
    values of the filter's column are to be shown."""

    corrected = Signal(object)
    answered = Signal()
    values_wanted = Signal()

    def __init__(
        self, subject: Subject, answers: Answers, style: Style, year: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._subject, self._answers = subject, answers
        self._plan: ImportPlan | None = None
        self._states: list[RowState | None] = [None]
        self._stop: Callable[[], object] | None = None
        self.facts = FactsBar(style)
        self.zones = ZonesBar()
        self.columns = ColumnsBar(style)
        self.filters = FilterBar()
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(_("Rows by state"))
        self.warned = Label("", "small", ink="2")
        self.warned_icon = IconLabel("triangle-alert", "ink.2")
        self.band = Band(Tone.PART)
        self.table = RowTable(subject, answers, style, year)
        self.nothing = StatePanel()
        self.details = ElidedLabel("", "small", ink="2")
        self.details.setAccessibleName(_("About this row"))
        self._make_progress()
        self._lay_out()
        self._connect()

    def show_plan(self, plan: ImportPlan) -> None:
        """What was found in the file."""
        self._plan = plan
        self._end_reading()
        self.facts.show_plan(plan)
        self.zones.show_plan(plan)
        self.columns.show_plan(plan)
        self.under_columns.setVisible(not self.columns.isHidden())
        self.filters.show_plan(plan)
        self._show_band(plan)
        self._show_tabs(plan)
        self._show_rows()

    def has_refused(self) -> bool:
        """If rows stay out that can be saved with their reasons."""
        return self._answers.counts[RowState.REFUSED] > 0

    def show_reading(self, task: Task, stop: Callable[[], object]) -> None:
        """Show how far a look at the file is, once it takes long; Cancel gives it up."""
        self._stop = stop
        self._patience.start()
        task.advanced.connect(self._advance)

    def next_region(self, *, forward: bool) -> None:
        """The focus to the next part of the dialog."""
        first_column = next(iter(self.columns.cells.values()), None)
        stops: list[QWidget] = [self.facts.first_box()]
        zone = self.zones.first_box()
        if zone is not None:
            stops.append(zone)
        if first_column is not None and not self.columns.area.isHidden():
            stops.append(first_column.box)
        stops += [self.filters.filters[0].column, self.tabs, self.table]
        now = QApplication.focusWidget()
        at = next((place for place, stop in enumerate(stops) if stop is now), -1)
        stops[(at + (1 if forward else -1)) % len(stops)].setFocus()

    def _show_band(self, plan: ImportPlan) -> None:
        stops = [sentence(one) for one in plan.obstacles if one.about != "dates"]
        warned = [sentence(one) for one in plan.warnings if one.about != "encoding"]
        if stops:
            self.band.say(_("This cannot be brought in yet"), " ".join(stops), tone=Tone.OPEN)
        elif plan.rows and is_over(plan, self._answers):
            self.band.say(nothing_new(plan), tone=Tone.FULL)
        elif warned and plan.file.format is not FileFormat.CALENDAR:  # there they stand among the facts
            hide = Way(_("Hide"), self.band.clear)
            self.band.say(_("Look twice at this file"), " ".join(warned), tone=Tone.PART, button=hide)
        else:
            self.band.clear()

    def _show_tabs(self, plan: ImportPlan) -> None:
        chosen = self._states[self.tabs.currentIndex()] if self.tabs.count() else None
        counts = self._answers.counts
        self._states = [state for state in _STATES if state is None or counts[state]]
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for state in self._states:
            name = pgettext("rows", "All") if state is None else state_name(state)
            count = len(plan.rows) if state is None else counts[state]
            self.tabs.addTab(f"{name} {count:,}")
        self.tabs.setCurrentIndex(self._states.index(chosen) if chosen in self._states else 0)
        self.tabs.blockSignals(False)
        warned = sum(row.warned for row in plan.rows)
        self.warned.setText(warned_words(warned))
        self.warned.setVisible(bool(warned))
        self.warned_icon.setVisible(bool(warned))

    def _show_rows(self) -> None:
        plan = self._plan
        if plan is None:
            return
        self.table.show_rows(plan, self._states[max(0, self.tabs.currentIndex())])
        if not plan.rows:
            self._say_nothing(plan)
        self.stack.setCurrentWidget(self.table if plan.rows else self.nothing)
        self.details.setVisible(bool(plan.rows))

    def _say_nothing(self, plan: ImportPlan) -> None:
        if not plan.request.where:
            self.nothing.say(_("There are no rows in this file"), icon="file-text")
            return
        where = plan.request.where[0]
        count = len(plan.values)
        words = ngettext("{count} value is there.", "{count} different values are there.", count)
        self.nothing.say(
            _("No row has {value} in {column}").format(
                value=where.value, column=self.filters.filters[0].column.currentText()
            ),
            words.format(count=f"{count:,}"),
            icon="search-x",
            buttons=(Button(_("Show them"), self.values_wanted.emit),) if count else (),
        )

    def _look_at(self, row: ImportRow | None) -> None:
        words = details_of(row, self._subject) if row is not None else ""
        number = "" if row is None else _("Row {row}:").format(row=row.number)
        self.details.setText(f"{number} {words.replace(chr(10), ' · ')}" if words else "")

    def _answered(self) -> None:
        self.answered.emit()

    # --- progress ----------------------------------------------------------------------------------------------------

    def _make_progress(self) -> None:
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(scale.px(120))
        self.progress.setAccessibleName(_("Reading the file"))
        self.stop_link = LinkButton(_("Stop"), self._give_up)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(lambda: self._show_progress(shown=True))

    def _give_up(self) -> None:
        if self._stop is not None:
            self._stop()

    def _advance(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def _end_reading(self) -> None:
        self._patience.stop()
        self._show_progress(shown=False)

    def _show_progress(self, *, shown: bool) -> None:
        self.progress.setVisible(shown)
        self.stop_link.setVisible(shown)

    # --- building ----------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.facts.corrected.connect(self.corrected)
        self.zones.corrected.connect(self.corrected)
        self.columns.corrected.connect(self.corrected)
        self.filters.corrected.connect(self.corrected)
        self.tabs.currentChanged.connect(lambda _at: self._show_rows())
        self.table.answered.connect(self._answered)
        self.table.looked_at.connect(self._look_at)

    def _lay_out(self) -> None:
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.under_columns = line()
        for part in (self.facts, line(), self.zones, self.columns, self.under_columns, self.filters, line()):
            column.addWidget(part)
        column.addWidget(self._tab_row())
        band = QVBoxLayout()
        band.setContentsMargins(16, 0, 16, 4)
        band.addWidget(self.band)
        column.addLayout(band)
        column.addWidget(self.stack, 1)
        self.details.setContentsMargins(16, 4, 16, 5)
        column.addWidget(self.details)
        self._show_progress(shown=False)

    def _tab_row(self) -> QWidget:
        holder = QWidget()
        holder.setFixedHeight(scale.px(34))
        row = QHBoxLayout(holder)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self.tabs)
        row.addStretch(1)
        for part in (self.progress, self.stop_link, self.warned_icon, self.warned):
            row.addWidget(part)
        return holder
