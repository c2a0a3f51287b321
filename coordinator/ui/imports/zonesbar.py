"""Time zones that a calendar calls by names of its own: what each was taken for, and the open ones to be answered."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator.domain.directions import directions_shown
from coordinator.domain.imports import ImportPlan, ZoneAnswer, ZoneUse
from coordinator.runtime.i18n import _, ngettext
from coordinator.ui.kit import scale
from coordinator.ui.kit.flow import FlowLayout
from coordinator.ui.kit.panels import line
from coordinator.ui.kit.text import ElidedLabel, Label, set_hint
from coordinator.ui.kit.zones import ZoneBox, zone_city

_MOST = 6
_LONGEST = 40


class ZonesBar(QWidget):
    """`corrected` carries the request with one more answer. Hidden while every name is a plain one."""

    corrected = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: ImportPlan | None = None
        self.boxes: dict[str, ZoneBox] = {}
        self.more = ElidedLabel("", "small", ink="2")
        self._parts = QWidget()
        self._flow = FlowLayout(self._parts, across=18, down=6)
        self._title = Label(_("Time zones in the calendar"), "strong")
        self._title.setMinimumHeight(scale.px(30))
        self._flow.addWidget(self._title)
        inside = QVBoxLayout()
        inside.setContentsMargins(16, 8, 16, 8)
        inside.setSpacing(6)
        inside.addWidget(self._parts)
        inside.addWidget(self.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(inside)
        column.addWidget(line())
        self.hide()

    def show_plan(self, plan: ImportPlan) -> None:
        """The names that were not taken as they stand, open ones first."""
        self._plan = plan
        focus = next((name for name, box in self.boxes.items() if box.hasFocus()), "")
        uses = [use for use in plan.file.zones if use.zone != use.name or use.chosen]
        self._empty()
        for use in uses[:_MOST]:
            self._flow.addWidget(self._part(use))
        rest = len(uses) - _MOST
        words = ngettext("{count} more name of a zone follows.", "{count} more names of zones follow.", max(0, rest))
        self.more.setText(words.format(count=rest))
        self.more.setVisible(rest > 0)
        self.setVisible(bool(uses))
        if focus in self.boxes:
            self.boxes[focus].setFocus()

    def first_box(self) -> ZoneBox | None:
        """Where the focus goes on its way through the regions."""
        return None if self.isHidden() else next(iter(self.boxes.values()), None)

    def _empty(self) -> None:
        self.boxes = {}
        while (item := self._flow.takeAt(1)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _part(self, use: ZoneUse) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        name = use.name if len(use.name) <= _LONGEST else f"{use.name[: _LONGEST - 1]}…"
        words = ngettext("“{name}”, {count} event, is", "“{name}”, {count} events, is", use.events)
        label = Label(words.format(name=name, count=f"{use.events:,}"), ink="2" if use.zone else "open")
        set_hint(label, use.name)
        row.addWidget(label)
        row.addWidget(self._box(use))
        return holder

    def _box(self, use: ZoneUse) -> ZoneBox:
        box = ZoneBox(use.zone, words=zone_city)
        box.setFixedWidth(scale.px(170))
        box.setAccessibleName(directions_shown(_("Time zone “{name}”").format(name=use.name)))
        field = box.lineEdit()
        if field is not None:
            field.setPlaceholderText(_("Choose…"))
        box.chosen.connect(partial(self._answer, use.name))
        self.boxes[use.name] = box
        return box

    def _answer(self, name: str, zone: str) -> None:
        if self._plan is not None and zone:
            request = self._plan.request
            others = tuple(answer for answer in request.zone_map if answer.name != name)
            self.corrected.emit(replace(request, zone_map=(*others, ZoneAnswer(name, zone))))
