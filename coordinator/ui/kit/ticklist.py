"""A list of ticks with icon and count, as the calendar's filters."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from coordinator.domain.directions import directions_shown
from coordinator.runtime.i18n import pgettext
from coordinator.ui.kit import scale
from coordinator.ui.kit.buttons import LinkButton
from coordinator.ui.kit.chips import KindBadge
from coordinator.ui.kit.panels import SectionTitle
from coordinator.ui.kit.text import ElidedLabel, Label


@dataclass(frozen=True, slots=True)
class Tick:
    """One line: key, words, how many, and perhaps a kind of event for the badge."""

    key: Hashable
    words: str
    count: int | None = None
    kind: str = ""


class _Line(QWidget):
    def __init__(self, tick: Tick, *, on: bool) -> None:
        super().__init__()
        self.key = tick.key
        self.box = QCheckBox()
        self.box.setChecked(on)
        self.box.setFixedWidth(scale.px(15))  # the room for words of its own would push ours away
        words = directions_shown(tick.words)
        self.box.setAccessibleName(words if tick.count is None else f"{words}, {tick.count}")
        self.words = ElidedLabel(tick.words)
        self.count = Label("" if tick.count is None else f"{tick.count}", ink="2")
        self.setFixedHeight(scale.px(28 if tick.kind else 25))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(7)
        row.addWidget(self.box)
        if tick.kind:
            row.addWidget(KindBadge(tick.kind))
        row.addWidget(self.words, 1)
        row.addWidget(self.count)

    def mouseReleaseEvent(self, event: object) -> None:
        """The words count as the box does."""
        self.box.click()


class TickList(QWidget):
    """`changed` carries the keys that are ticked. "All" ticks every line."""

    changed = Signal(frozenset)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self._lines: list[_Line] = []
        self._off: set[Hashable] = set()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        head = QHBoxLayout()
        head.addWidget(SectionTitle(title), 1)
        words = pgettext("all lines of a list", "All")
        self.all = LinkButton(words, self.tick_all)
        self.all.setAccessibleName(f"{title}: {words}")
        head.addWidget(self.all)
        self._column.addLayout(head)

    def set_ticks(self, ticks: Iterable[Tick]) -> None:
        """Other lines; what was unticked stays so, by key. A line in focus keeps it."""
        focused = next((line.key for line in self._lines if line.box.hasFocus()), None)
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines = [self._line(tick) for tick in ticks]
        for line in self._lines:
            self._column.addWidget(line)
            if focused is not None and line.key == focused:
                line.box.setFocus()

    def ticked(self) -> frozenset[Hashable]:
        """The keys with a tick."""
        return frozenset(line.key for line in self._lines if line.box.isChecked())

    def is_everything(self) -> bool:
        """If no line is left out."""
        return not self._off & {line.key for line in self._lines}

    def tick_all(self) -> None:
        """Every line, as the link does."""
        self._off.clear()
        for line in self._lines:
            line.box.blockSignals(True)
            line.box.setChecked(True)
            line.box.blockSignals(False)
        self.changed.emit(self.ticked())

    def box(self, key: Hashable) -> QCheckBox:
        """The box of one line."""
        return next(line.box for line in self._lines if line.key == key)

    def _line(self, tick: Tick) -> _Line:
        line = _Line(tick, on=tick.key not in self._off)
        line.box.toggled.connect(lambda on, key=tick.key: self._toggle(key, on=on))
        return line

    def _toggle(self, key: Hashable, *, on: bool) -> None:
        self._off.discard(key) if on else self._off.add(key)
        self.changed.emit(self.ticked())
