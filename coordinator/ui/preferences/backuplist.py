"""Backups under each other: when, why, how large, whether sound, and the way to restore one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from coordinator.domain.backups import Backup, Soundness
from coordinator.runtime.i18n import _
from coordinator.ui.kit import scale
from coordinator.ui.kit.buttons import Button, LinkButton
from coordinator.ui.kit.chips import Chip
from coordinator.ui.kit.panels import line
from coordinator.ui.kit.sheet import DialogFrame
from coordinator.ui.kit.text import ElidedLabel, Label
from coordinator.ui.kit.tokens import Tone
from coordinator.wording.backupmoments import when_made
from coordinator.wording.backups import reason_words, sound_words
from coordinator.wording.moments import Style

_ROW = 29
_COLUMNS = 6  # when, why, how large, sound, the way back, and room at the edge
_EDGE = 14
_TONES = {
    Soundness.CHECKED: Tone.FULL,
    Soundness.CUT_SHORT: Tone.OPEN,
    Soundness.DAMAGED: Tone.OPEN,
    Soundness.LOCKED: Tone.PART,
}


@dataclass(frozen=True, slots=True)
class Moments:
    """How times are written here, and which day it is."""

    style: Style
    today: date


class BackupList(QWidget):
    """`restore_wanted` carries a sound backup, `why_wanted` one that is not."""

    restore_wanted = Signal(object)
    why_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Backups"))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(0)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 3)
        self._grid.setColumnStretch(3, 2)
        self._grid.setColumnMinimumWidth(_COLUMNS - 1, scale.px(_EDGE))
        self.links: list[LinkButton] = []
        self._shown: tuple[tuple[Backup, ...], Moments] | None = None

    def show_backups(self, backups: Sequence[Backup], moments: Moments) -> None:
        """These, the newest first; rows that are there stay, with the focus in them."""
        if self._shown == (tuple(backups), moments):
            return
        self._shown = (tuple(backups), moments)
        self._clear()
        for place, backup in enumerate(backups):
            self._add_row(2 * place, backup, moments)

    def _add_row(self, at: int, backup: Backup, moments: Moments) -> None:
        self._grid.addWidget(line(), at, 0, 1, _COLUMNS)
        when = when_made(backup.made_at, moments.style, moments.today)
        why = reason_words(backup.reason)
        first, reason, size = Label(when), ElidedLabel(why, ink="2"), Label(size_words(backup.size), ink="2")
        chip = Chip(sound_words(backup.sound), _TONES[backup.sound])
        for column, widget in enumerate((first, reason, size)):
            widget.setContentsMargins(scale.px(0 if column else _EDGE), 0, scale.px(_EDGE), 0)
            self._grid.addWidget(widget, at + 1, column)
        self._grid.addWidget(chip, at + 1, 3, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        link = self._link(backup)
        link.setAccessibleDescription(f"{when}, {why}")
        self._grid.addWidget(link, at + 1, 4, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._grid.setRowMinimumHeight(at + 1, scale.px(_ROW))

    def _link(self, backup: Backup) -> LinkButton:
        if backup.good:
            made = LinkButton(_("Restore…"), lambda: self.restore_wanted.emit(backup))
        else:
            made = LinkButton(_("Why?"), lambda: self.why_wanted.emit(backup))
        self.links.append(made)
        return made

    def _clear(self) -> None:
        self.links.clear()
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


class AllBackups(DialogFrame):
    """Every backup there is, in a dialog. `restore_wanted` carries a backup; the dialog has gone then."""

    restore_wanted = Signal(object)
    why_wanted = Signal(object)

    def __init__(self, over: QWidget, backups: Sequence[Backup], moments: Moments) -> None:
        super().__init__(over, _("All backups"), icon="hard-drive", width=620)
        self.list = BackupList()
        self.list.show_backups(backups, moments)
        self.list.restore_wanted.connect(self._restore)
        self.list.why_wanted.connect(self._why)
        self.set_body(self.list)
        self.add_buttons(Button(_("Close"), self.reject, key=_("Esc")))

    def _restore(self, backup: Backup) -> None:
        self.accept()
        self.restore_wanted.emit(backup)

    def _why(self, backup: Backup) -> None:
        self.accept()
        self.why_wanted.emit(backup)


def size_words(size: int) -> str:
    """ "14.2 MB"."""
    if size >= 1_000_000:
        return f"{QLocale().toString(size / 1_000_000, 'f', 1)} MB"
    return f"{QLocale().toString(max(1, round(size / 1000)))} kB"
