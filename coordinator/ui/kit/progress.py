"""A long job on the screen: how far it is, and Cancel. Nothing is shown of jobs that end within 300 ms."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from coordinator.runtime.i18n import _
from coordinator.ui.kit.buttons import Button
from coordinator.ui.kit.desk import Task
from coordinator.ui.kit.sheet import DialogFrame
from coordinator.ui.kit.text import Label

PATIENCE = 300


class ProgressFrame(DialogFrame):
    """Esc and the cross cancel the job; the frame goes when the job has ended."""

    def __init__(self, over: QWidget, title: str, task: Task) -> None:
        super().__init__(over, title, icon="hourglass", width=420)
        self._task = task
        self.words = Label(_("Working…"), ink="2")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(title)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 14, 16, 16)
        column.addWidget(self.words)
        column.addWidget(self.bar)
        self.set_body(body, scrolls=False)
        self.cancel = Button(_("Cancel"), self.reject, key="Esc")
        self.add_buttons(self.cancel)
        task.advanced.connect(self._advance)
        task.ended.connect(self.accept)

    def reject(self) -> None:
        """Cancel the job, and wait for its end."""
        self._task.cancel()
        self.words.setText(_("Stopping…"))
        self.cancel.setEnabled(False)

    def _advance(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        if total and not self._task.is_cancelled():
            self.words.setText(_("{done} of {total}").format(done=f"{done:n}", total=f"{total:n}"))


def show_progress(task: Task, title: str, over: QWidget) -> None:
    """Show the job over the window once it has taken longer than anybody should wait without a word."""
    patience = QTimer(task, singleShot=True, interval=PATIENCE)
    patience.timeout.connect(lambda: ProgressFrame(over, title, task).open())
    task.ended.connect(patience.stop)
    patience.start()
