"""The first step: what the rows are, and which file."""

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from coordinator.domain.imports import Subject
from coordinator.runtime.i18n import _, pgettext
from coordinator.ui.imports.openable import file_filter, formats_in_words
from coordinator.ui.kit.band import Band
from coordinator.ui.kit.buttons import PrimaryButton
from coordinator.ui.kit.segmented import Choice, Segmented
from coordinator.ui.kit.state import StatePanel
from coordinator.ui.kit.text import Label
from coordinator.ui.kit.tokens import Tone


def _documents() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)


class Chooser(QWidget):
    """`chosen` carries the path of a file, `subject_chosen` what its rows are. A file can be dropped here."""

    chosen = Signal(str)
    subject_chosen = Signal(str)

    def __init__(self, subject: Subject, folder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = folder or _documents()
        self._subject = subject
        self.setAcceptDrops(True)
        names = {
            Subject.PEOPLE: pgettext("import", "People"),
            Subject.VENUES: pgettext("import", "Venues"),
            Subject.EVENTS: pgettext("import", "Events"),
        }
        self.subjects = Segmented(
            _("What the rows are"), [Choice(str(key), words) for key, words in names.items()], value=str(subject)
        )
        self.subjects.chosen.connect(self.subject_chosen)
        self.band = Band(Tone.OPEN)
        self.panel = StatePanel()
        self.button = PrimaryButton(_("Choose a file…"), self.choose, icon="folder-open")
        self.panel.say(
            _("Bring a list you have"),
            formats_in_words(subject),
            icon="file-up",
            buttons=(self.button,),
            below=_("Or drop the file here."),
        )
        row = QHBoxLayout()
        row.addWidget(Label(_("The rows are"), "strong"))
        row.addWidget(self.subjects)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(12)
        column.addLayout(row)
        column.addWidget(self.band)
        column.addWidget(self.panel, 1)

    def choose(self) -> None:
        """Ask the system for a file."""
        path, _kind = QFileDialog.getOpenFileName(self, _("Choose a file"), self._folder, file_filter(self._subject))
        if path:
            self.chosen.emit(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files of this computer are welcome."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """The first one is taken."""
        path = next((url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()), "")
        if path:
            event.acceptProposedAction()
            self.chosen.emit(path)
