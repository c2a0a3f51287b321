"""What each column means: heading, our field and a sample, side by side."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from coordinator.domain.directions import directions_shown
from coordinator.domain.imports import (
    FIELDS,
    SEVERAL,
    TABLES,
    ColumnFacts,
    ColumnUse,
    Field,
    ImportMapping,
    ImportPlan,
    ImportRequest,
    MappingOrigin,
)
from coordinator.runtime.i18n import _, ngettext
from coordinator.ui.imports.kinds import KindsDialog
from coordinator.ui.kit import fonts, scale
from coordinator.ui.kit.buttons import LinkButton
from coordinator.ui.kit.chips import Chip
from coordinator.ui.kit.panels import line
from coordinator.ui.kit.text import ElidedLabel, Label, set_hint
from coordinator.ui.kit.tokens import Tone
from coordinator.wording import moments
from coordinator.wording.importnames import field_name, origin_name
from coordinator.wording.moments import Style

_WIDTH = 138
_AROUND = 58
_HEIGHT = 88
_SCROLL_BAR = 12


class ColumnCell(QWidget):
    """One column of the file."""

    def __init__(
        self, plan: ImportPlan, place: int, choose: Callable[[int, Field], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        column = plan.columns[place]
        self.box = QComboBox()
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setAccessibleName(directions_shown(_("Column {heading}").format(heading=column.heading)))
        self.box.view().setMinimumWidth(scale.px(190))
        for field in FIELDS[plan.mapping.subject]:
            self.box.addItem(_field_words(field, column, plan), str(field))
        self.box.setCurrentIndex(FIELDS[plan.mapping.subject].index(column.field))
        self.box.activated.connect(lambda _at: choose(place, Field(self.box.currentData())))
        self.box.setProperty("strong", True)
        words = fonts.metrics("body").horizontalAdvance(self.box.currentText()) + scale.px(_AROUND)
        self.setFixedWidth(max(scale.px(_WIDTH), words))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(7, 6, 7, 6)
        layout.setSpacing(4)
        layout.addWidget(ElidedLabel(column.heading or _("(no heading)"), "small-strong", ink="2"))
        layout.addWidget(self.box)
        sample = ElidedLabel(column.sample, "caption", ink="2")
        set_hint(sample, column.sample)
        layout.addWidget(sample)


def _field_words(field: Field, column: ColumnFacts, plan: ImportPlan) -> str:
    if field is Field.KIND and column.field is Field.KIND and plan.mapping.kinds:
        count = len(plan.mapping.kinds)
        return ngettext("Kind, {count} matched", "Kind, {count} matched", count).format(count=count)
    return field_name(field)


class ColumnsBar(QWidget):
    """`corrected` carries the request with another mapping."""

    corrected = Signal(object)

    def __init__(self, style: Style, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._plan: ImportPlan | None = None
        self._shows_all = False
        self.cells: dict[int, ColumnCell] = {}
        self.title = Label("", "strong")
        self.origin = Chip("", Tone.INFO)
        self.origin_more = ElidedLabel("", "small", ink="2")
        self.kinds_link = LinkButton("", self._match_kinds)
        self.guess_link = LinkButton(_("&Guess again"), self._guess)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setProperty("surface", "card")
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFixedHeight(scale.px(_HEIGHT) + 2)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 4, 16, 10)
        column.setSpacing(2)
        column.addLayout(self._head())
        column.addWidget(self.area)

    def show_plan(self, plan: ImportPlan) -> None:
        """The columns of the file."""
        focus = next((place for place, cell in self.cells.items() if cell.box.hasFocus()), None)
        self._plan = plan
        self._show_origin(plan)
        given = plan.file.format not in TABLES
        for part in (self.origin, self.guess_link, self.area):
            part.setVisible(not given)
        self.title.setText(_("What each word stands for") if given else _("What each column means"))
        self.setVisible(not given or bool(plan.mapping.kinds))
        matched = len(plan.mapping.kinds)
        self.kinds_link.setVisible(plan.mapping.has(Field.KIND) and matched > 0)
        self.kinds_link.setText(_("Match &kinds… ({count})").format(count=matched))
        self.area.setWidget(self._row(plan))
        self._make_room()
        if focus in self.cells:
            self.cells[focus].box.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A scroll bar lies below the samples, not over them."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        holder = self.area.widget()
        wide = holder is not None and holder.sizeHint().width() > self.area.width() - 4
        self.area.setFixedHeight(scale.px(_HEIGHT) + 2 + (_SCROLL_BAR if wide else 0))

    def _show_origin(self, plan: ImportPlan) -> None:
        words, more = origin_name(plan.origin), ""
        if plan.origin is MappingOrigin.REMEMBERED and plan.remembered_at is not None:
            day = moments.month_day_year(plan.remembered_at.date(), self._style)
            words = _("Remembered from your import of {day}").format(day=day)
            more = _("Same headings as then.")
        icon = "history" if plan.origin is MappingOrigin.REMEMBERED else "wand-sparkles"
        self.origin.set_status(words, Tone.INFO, icon=icon if plan.origin is not MappingOrigin.GIVEN else "check")
        self.origin_more.setText(more)

    def _row(self, plan: ImportPlan) -> QWidget:
        self.cells = {}
        holder = QFrame()
        holder.setProperty("clear", True)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        unused = [place for place, column in enumerate(plan.columns) if column.field is Field.IGNORE]
        for place in range(len(plan.columns)):
            if place in unused and not self._shows_all:
                continue
            self.cells[place] = ColumnCell(plan, place, self._choose)
            row.addWidget(self.cells[place])
            row.addWidget(line(upright=True))
        if unused:
            row.addWidget(self._folded(len(unused)))
        row.addStretch(1)
        return holder

    def _folded(self, count: int) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(8, 6, 12, 2)
        column.setSpacing(0)
        words = ngettext("{count} column\nnot used", "{count} columns\nnot used", count).format(count=count)
        column.addWidget(Label(words, "small", ink="2"))
        column.addWidget(LinkButton(_("Fold") if self._shows_all else _("Show"), self._toggle_unused))
        column.addStretch(1)
        return holder

    def _toggle_unused(self) -> None:
        self._shows_all = not self._shows_all
        if self._plan is not None:
            self.show_plan(self._plan)

    def _choose(self, place: int, field: Field) -> None:
        """A field that only one column can have is taken from the other one."""
        if self._plan is None:
            return
        mapping = self._plan.mapping
        columns = tuple(
            ColumnUse(use.heading, field if at == place else _unless(use.field, field))
            for at, use in enumerate(mapping.columns)
        )
        self._send(self._plan.request, ImportMapping(mapping.subject, columns, mapping.kinds))

    def _match_kinds(self) -> None:
        if self._plan is not None:
            dialog = KindsDialog(self, self._plan.mapping)
            dialog.matched.connect(partial(self._send, self._plan.request))
            dialog.open()

    def _guess(self) -> None:
        if self._plan is not None:
            self.corrected.emit(replace(self._plan.request, mapping=None, guess_again=True))

    def _send(self, request: ImportRequest, mapping: ImportMapping) -> None:
        self.corrected.emit(replace(request, mapping=mapping))

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.title)
        row.addWidget(self.origin)
        row.addWidget(self.origin_more, 1)
        row.addWidget(self.kinds_link)
        row.addWidget(self.guess_link)
        return row


def _unless(field: Field, taken: Field) -> Field:
    return Field.IGNORE if field is taken and field not in SEVERAL else field
