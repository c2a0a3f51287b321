"""What the person is told when the file is there."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator.domain.privacy import Export
from coordinator.runtime.i18n import _
from coordinator.ui.exporting.writing import Written
from coordinator.ui.kit.buttons import Button, Pressed
from coordinator.ui.kit.state import StatePanel
from coordinator.ui.kit.text import Label
from coordinator.ui.kit.tokens import Tone
from coordinator.wording.exports import left_out_in_words, said_once
from coordinator.wording.exportwishes import outlook_in_words


class Done(QWidget):
    """How many records went where, and what was left out."""

    def __init__(self, again: Pressed, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._again = again
        self._folder = Path()
        self.panel = StatePanel()
        self.open_button = Button()
        self.trouble = Label("", "small", ink="part", wraps=True)
        self.trouble.setContentsMargins(16, 0, 16, 12)
        self.trouble.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panel, 1)
        column.addWidget(self.trouble)

    def tell(self, what: Export, written: Written) -> None:
        """Say what was written."""
        made = written.made
        counted, _rest = outlook_in_words(
            what, records=made.records, left_out=(), hidden=made.hidden, shortened=made.shortened
        )
        self._folder = written.target.parent
        self.trouble.hide()
        buttons = [Button(_("Export something else"), self._again)]
        if is_here(self._folder):
            self.open_button = Button(_("Open the folder"), self.open_folder, icon="folder-open")
            buttons.insert(0, self.open_button)
        left_out = (
            [_("Left out: {fields}").format(fields=left_out_in_words(said_once(made.left_out)))]
            if made.left_out
            else []
        )
        self.panel.say(
            _("Exported: {counted}").format(counted=counted),
            str(written.target),
            icon="check",
            tone=Tone.FULL,
            buttons=buttons,
            below="\n".join([*made.document.remarks, *left_out]),
        )

    def open_folder(self) -> None:
        """Show the folder in the system's own window."""
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder))):
            words = _("This computer has no program that shows folders. The file is in {folder}.")
            self.trouble.setText(words.format(folder=self._folder))
            self.trouble.show()


def is_here(folder: Path) -> bool:
    """If the folder is on this computer: a share would be looked for over the network."""
    return not str(folder).startswith(("\\\\", "//"))
