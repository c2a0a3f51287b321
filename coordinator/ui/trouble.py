"""A database that cannot be opened: what, why, and the ways on."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from coordinator.domain.errors import CoordinatorError
from coordinator.runtime.i18n import _
from coordinator.ui.kit.buttons import Button, PrimaryButton
from coordinator.ui.kit.state import StatePanel
from coordinator.ui.kit.tokens import Tone
from coordinator.wording.problems import explain

_LASTING = frozenset(["newer", "not-ours", "damaged"])  # to try again is of little use


class TroublePanel(QWidget):
    """Fills the window in place of its pages."""

    again_requested = Signal()
    file_requested = Signal(str)
    welcome_requested = Signal()

    def __init__(self, error: CoordinatorError, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = StatePanel()
        column = QVBoxLayout(self)
        column.addWidget(self.state)
        lasting = error.code in _LASTING
        again, other = (Button, PrimaryButton) if lasting else (PrimaryButton, Button)
        self.again = again(_("Try again"), self.again_requested.emit, icon="refresh-cw")
        self.other = other(_("Open another file…"), self._choose, icon="folder-open")
        self.anew = Button(_("Start a new one…"), self.welcome_requested.emit, icon="plus")
        newer = error.code == "newer"
        self.state.say(
            _heading(error),
            explain(error),
            icon="circle-arrow-up" if newer else "database",
            tone=Tone.INFO if newer else Tone.OPEN,
            buttons=(self.other, self.again, self.anew) if lasting else (self.again, self.other, self.anew),
        )
        self.setFocusProxy(self.other if lasting else self.again)

    def _choose(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(self, _("Open another file"), "", file_kinds())
        if path:
            self.file_requested.emit(path)


def file_kinds() -> str:
    """The kinds of files that are offered."""
    return ";;".join((_("Coordinator files") + " (*.db)", _("All files") + " (*)"))


def _heading(error: CoordinatorError) -> str:
    headings = {
        "newer": _("This file needs a newer Coordinator"),
        "missing": _("The file is not there"),
        "not-ours": _("This is not a Coordinator file"),
        "damaged": _("This file is damaged"),
        "locked": _("Another program is holding the data file"),
        "server-lost": _("The office server does not answer"),
    }
    return headings.get(error.code, _("The data could not be opened"))
