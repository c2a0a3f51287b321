"""What was done to one record, by whom and on which PC: the lines of the log, over the window."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator.domain.changes import ChangeEntry
from coordinator.domain.spans import wall_time_of
from coordinator.runtime.clock import Clock
from coordinator.runtime.i18n import _
from coordinator.ui.kit import errors
from coordinator.ui.kit.band import Band
from coordinator.ui.kit.buttons import Button
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.panels import line
from coordinator.ui.kit.sheet import DialogFrame
from coordinator.ui.kit.text import Label
from coordinator.ui.kit.tokens import Tone
from coordinator.usecases.history import changes_made
from coordinator.wording import moments
from coordinator.wording.labels import change_label


class RecordLog(DialogFrame):
    """The newest lines first; `about` is a table and an id."""

    def __init__(self, parent: QWidget, title: str, *, about: tuple[str, int], desk: Desk, clock: Clock) -> None:
        super().__init__(parent, title, icon="history", subtitle=_("Who changed what"), width=620, height=440)
        self._clock = clock
        self._band = Band(Tone.OPEN)
        self.lines: list[str] = []
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(16, 12, 16, 12)
        self._column.setSpacing(8)
        self._column.addWidget(self._band)
        self._column.addStretch(1)
        self.set_body(body)
        self.add_buttons(Button(_("Close"), self.reject, key=_("Esc")))
        desk.ask(partial(changes_made, about=about), then=self._show, failed=partial(errors.show_in, self._band))

    def _show(self, entries: tuple[ChangeEntry, ...]) -> None:
        for entry in entries:
            words, who = self._words(entry)
            self.lines.append(f"{words} {who}")
            at = self._column.count() - 1
            self._column.insertWidget(at, Label(words, wraps=True))
            self._column.insertWidget(at + 1, Label(who, "small", ink="2", wraps=True))
            self._column.insertWidget(at + 2, line())

    def _words(self, entry: ChangeEntry) -> tuple[str, str]:
        style = moments.style_in_use()
        today = wall_time_of(self._clock.now(), style.zone).date()
        at = moments.stamp(entry.at, style, today=today)
        change = change_label(entry.label, style=style)
        told = {"undo": _("took this back: {change}"), "redo": _("did this again: {change}")}
        words = told[entry.kind].format(change=change) if entry.kind in told else change
        who = _("{name} on “{pc}”, {time}").format(name=entry.by or _("Somebody"), pc=entry.pc, time=at)
        return words[:1].upper() + words[1:], who
