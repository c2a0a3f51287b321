"""Only rows where a column has a value: a member of the list in the cell, never a part of a word."""

from dataclasses import replace

from PySide6.QtCore import QStringListModel, Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QLineEdit, QWidget

from coordinator.domain.directions import directions_shown
from coordinator.domain.folding import fold
from coordinator.domain.imports import Field, FileFormat, ImportPlan, Where
from coordinator.runtime.i18n import _, ngettext
from coordinator.ui.kit import scale
from coordinator.ui.kit.buttons import IconButton
from coordinator.ui.kit.popups import dress_completer
from coordinator.ui.kit.text import ElidedLabel, Label
from coordinator.wording.importnames import field_name

_PAUSE = 250
"""Milliseconds after the last letter before the file is looked at again."""
_MOST = 2


class Filter(QWidget):
    """One condition; `changed` comes when it says something else."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QComboBox()
        self.column.setFixedWidth(scale.px(146))
        self.column.setAccessibleName(_("Only rows where this column has"))
        self.value = QLineEdit()
        self.value.setFixedWidth(scale.px(84))
        self.value.setAccessibleName(_("This value"))
        self._known = QStringListModel(self)
        completer = QCompleter(self._known, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.value.setCompleter(completer)
        dress_completer(completer)
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self.changed)
        self.value.textChanged.connect(lambda _words: self._soon.start())
        self.column.activated.connect(lambda _at: self.changed.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.column)
        row.addWidget(Label(_("has")))
        row.addWidget(self.value)

    def set_headings(self, headings: tuple[str, ...], names: tuple[str, ...], chosen: int) -> None:
        """The columns of the file and what they are called here; the one in use stays."""
        now = self.column.currentData()
        if [self.column.itemData(at) for at in range(self.column.count())] == list(headings):
            return
        self.column.clear()
        for heading, name in zip(headings, names, strict=True):
            self.column.addItem(directions_shown(name), heading)
        self.column.setCurrentIndex(headings.index(now) if now in headings else chosen)

    def set_known(self, values: tuple[str, ...]) -> None:
        """The values that are there, to complete."""
        self._known.setStringList(list(values))

    def where(self) -> Where | None:
        """The condition; without a value every row counts."""
        value = self.value.text().strip()
        return Where(self.column.currentData(), value) if value else None


class FilterBar(QWidget):
    """`corrected` carries the request with other conditions."""

    corrected = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: ImportPlan | None = None
        self.filters: list[Filter] = []
        self.plus = IconButton(_("One more condition"), "plus", self._add)
        self.count = Label("", "strong")
        self.meaning = ElidedLabel("", "small", ink="2")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 6, 16, 6)
        self._row.setSpacing(10)
        self._row.addWidget(Label(_("Only rows where"), "strong"))
        self._row.addWidget(self.plus)
        self._row.addWidget(self.count)
        self._row.addWidget(self.meaning, 1)
        self._add()

    def show_plan(self, plan: ImportPlan) -> None:
        """How many rows are left, and what counts."""
        self._plan = plan
        for one in self.filters:
            one.set_headings(plan.file.headings, _names(plan), _likely(plan))
        self.filters[0].set_known(tuple(value.value for value in plan.values))
        kept, whole = len(plan.rows), plan.file.rows
        if plan.request.where:
            words = _("{kept} of {whole} rows").format(kept=f"{kept:,}", whole=f"{whole:,}")
        else:
            words = ngettext("{count} row", "{count} rows", whole).format(count=f"{whole:,}")
        self.count.setText(words)
        self.meaning.setText(self._meaning(plan))

    def wheres(self) -> tuple[Where, ...]:
        """The conditions that say something."""
        return tuple(where for one in self.filters if (where := one.where()) is not None)

    def _meaning(self, plan: ImportPlan) -> str:
        """What "has" means, with values of this very file."""
        if not plan.request.where or not plan.rows:
            return ""
        where = plan.request.where[0]
        sample = next((column.sample for column in plan.columns if column.heading == where.column), "")
        other = next((v.value for v in plan.values if fold(where.value) in fold(v.value) != fold(where.value)), "")
        counts = _("“{cell}” counts.").format(cell=sample) if sample and sample != where.value else ""
        not_so = _("“{value}” does not.").format(value=other) if other else ""
        return " ".join(part for part in (counts, not_so) if part)

    def _add(self) -> None:
        one = Filter()
        one.changed.connect(self._correct)
        self.filters.append(one)
        self._row.insertWidget(len(self.filters), one)
        self.plus.setVisible(len(self.filters) < _MOST)
        if self._plan is not None:
            one.set_headings(self._plan.file.headings, _names(self._plan), 0)
            one.column.setFocus()

    def _correct(self) -> None:
        if self._plan is not None and self.wheres() != self._plan.request.where:
            self.corrected.emit(replace(self._plan.request, where=self.wheres()))


def _names(plan: ImportPlan) -> tuple[str, ...]:
    """The headings as the file has them; what a calendar calls its properties is not for people."""
    if plan.file.format is not FileFormat.CALENDAR:
        return plan.file.headings
    return tuple(field_name(column.field) for column in plan.mapping.columns)


def _likely(plan: ImportPlan) -> int:
    """The column a filter is most likely about."""
    mapping = plan.mapping
    if plan.file.format is FileFormat.CALENDAR:
        return mapping.columns_for(Field.KIND if mapping.kinds else Field.TITLE)[0]
    return next(iter(mapping.columns_for(Field.PRECINCTS)), 0)
