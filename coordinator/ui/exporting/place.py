"""Where the file goes: its name, which carries the audience, and the folder, which is chosen once."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from coordinator.domain.exports import ExportFormat
from coordinator.domain.filenames import file_name
from coordinator.runtime.i18n import _
from coordinator.ui.kit.buttons import Button
from coordinator.ui.kit.forms import beside
from coordinator.ui.kit.text import ElidedLabel, Label


class NameField(QLineEdit):
    """The name without its ending. What the program proposes changes with the wish until a person types another."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("File name"))
        self.setMaxLength(300)
        self.ending = Label("", ink="2")
        self._typed = False
        self.textEdited.connect(self._note_typing)

    def propose(self, name: str) -> None:
        """A name with its ending; only the ending counts once somebody typed."""
        stem, _dot, ending = name.rpartition(".")
        self.ending.setText(f".{ending}")
        if not self._typed:
            self.setText(stem)
            self.setCursorPosition(0)

    def use(self, name: str) -> None:
        """Another name, chosen by a person."""
        self._typed = True
        self.setText(name.rpartition(".")[0])

    def name(self, ending: ExportFormat) -> str:
        """A name that any folder takes, whatever was typed."""
        return file_name(self.text().removesuffix(f".{ending}"), ending=ending)

    def _note_typing(self, words: str) -> None:
        self._typed = bool(words.strip())


class FolderField(QWidget):
    """The folder and the way to another one. `chosen` when a person chooses."""

    chosen = Signal(str)

    def __init__(self, folder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.folder = Path(folder) if folder and Path(folder).is_dir() else _documents()
        self.path = ElidedLabel(str(self.folder))
        self.change = Button(_("Change…"), self.ask, icon="folder-open", small=True)
        self.change.setAccessibleName(_("Choose another folder"))
        row = beside(self.path, self.change, stretch=0)
        layout = row.layout()
        assert layout is not None
        self.setLayout(layout)
        self.setFocusProxy(self.change)

    def ask(self) -> None:
        """Ask the system for a folder."""
        dialog = QFileDialog(self, _("Choose a folder"), str(self.folder))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.use)
        dialog.open()

    def use(self, folder: str) -> None:
        """Take this folder from now on."""
        self.folder = Path(folder)
        self.path.setText(folder)
        self.chosen.emit(folder)


def _documents() -> Path:
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(found) if found and Path(found).is_dir() else Path.home()
