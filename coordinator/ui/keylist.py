"""The list of keys over the window, in columns; Esc closes it."""

from collections.abc import Sequence
from itertools import combinations, pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from coordinator.runtime.i18n import _
from coordinator.ui.keys import KeyGroup, key_groups
from coordinator.ui.kit import scale
from coordinator.ui.kit.chips import KeyHint
from coordinator.ui.kit.panels import SectionTitle, scrolled
from coordinator.ui.kit.sheet import DialogFrame
from coordinator.ui.kit.text import Label

_COLUMNS = 3
_WIDE = 1120
_TITLE = 1.3  # a heading takes about as much room as this many keys


class KeyList(DialogFrame):
    """Every key, grouped by where it counts."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, _("List of keys"), icon="keyboard", width=_WIDE)
        self.set_subtitle(_("Single letters count in the calendar, and can be switched off in the settings."))
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(20, 8, 20, 8)
        row.setSpacing(28)
        for groups in in_columns(key_groups(), _COLUMNS):
            row.addLayout(_column(groups), 1)
        area = scrolled(body)
        area.setAccessibleName(_("Keys"))
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area = area
        self.set_body(area, scrolls=False)
        self.footer.hide()
        area.setMinimumHeight(min(body.heightForWidth(scale.px(_WIDE)), window.window().height() - scale.px(80)))

    def first_focus(self) -> QWidget | None:
        """The list: arrows scroll it where the window is too low for all of it."""
        return self.area


def key_grid(group: KeyGroup) -> QGridLayout:
    """The keys of a group, each beside what it does."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(3)
    grid.setColumnStretch(1, 1)
    grid.setColumnMinimumWidth(0, scale.px(92))
    for row, line in enumerate(group.lines):
        grid.addWidget(KeyHint(line.shown), row, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(Label(line.words, "small", ink="2", wraps=True), row, 1)
    return grid


def in_columns(groups: Sequence[KeyGroup], count: int) -> list[Sequence[KeyGroup]]:
    """The groups in their order, cut so that the longest column is as short as can be."""
    ways = (
        [groups[first:last] for first, last in pairwise((0, *cuts, len(groups)))]
        for cuts in combinations(range(1, len(groups)), count - 1)
    )
    return min(ways, key=lambda columns: max(sum(map(_length, column)) for column in columns))


def _length(group: KeyGroup) -> float:
    return len(group.lines) + _TITLE


def _column(groups: Sequence[KeyGroup]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(3)
    for group in groups:
        column.addWidget(SectionTitle(group.title))
        column.addLayout(key_grid(group))
        column.addSpacing(4)
    column.addStretch()
    return column
