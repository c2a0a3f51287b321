"""The one door through which errors reach people."""

import logging

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from coordinator.domain.errors import CoordinatorError, Interrupted, Refused, Stale, StorageTrouble
from coordinator.runtime.i18n import _
from coordinator.runtime.log import steps_of
from coordinator.ui.kit import scale
from coordinator.ui.kit.band import Band
from coordinator.ui.kit.sheet import Message
from coordinator.ui.kit.tokens import Tone
from coordinator.wording.problems import explain, sentence

_log = logging.getLogger("coordinator.ui")


def show(error: CoordinatorError, over: QWidget) -> None:
    """Say it in a dialog over the window; nothing when the person pressed Cancel."""
    if not isinstance(error, Interrupted):
        Message(over, heading(error), words(error), icon="circle-alert").open()


def show_in(band: Band, error: CoordinatorError) -> None:
    """Say it in place."""
    if isinstance(error, Interrupted):
        band.clear()
    else:
        band.say(heading(error), words(error), tone=Tone.OPEN)


def heading(error: CoordinatorError) -> str:
    """What happened, in one line."""
    if isinstance(error, Refused):
        return _("This was not done")
    if isinstance(error, Stale):
        return _("Changed meanwhile")
    if isinstance(error, StorageTrouble):
        return _("The data file is in the way")
    return _("This did not work")


def words(error: CoordinatorError) -> str:
    """Why, and what to do; every reason of a refusal on a line of its own."""
    if isinstance(error, Refused) and len(error.problems) > 1:
        return "\n".join(f"{place}. {sentence(problem)}" for place, problem in enumerate(error.problems, 1))
    return explain(error)


def show_bug(error: BaseException, over: QWidget | None) -> None:
    """One dialog for anything that should not have happened; the program goes on."""
    _log.error("a bug", exc_info=error)
    if over is None or over.findChild(_Bug) is not None:
        return
    _Bug(over, error).open()


def details(error: BaseException) -> str:
    """Where it happened, to copy: kinds of errors, files and lines, without any value."""
    return "\n".join([f"{type(error).__module__}.{type(error).__name__}", *steps_of(error.__traceback__)])


class _Bug(Message):
    def __init__(self, over: QWidget, error: BaseException) -> None:
        super().__init__(
            over,
            _("Something went wrong in the program"),
            _(
                "This is a fault of the program, not yours. Nothing half-done was saved, and you can go on. "
                "Please hand these lines to whoever looks after the program."
            ),
            icon="circle-alert",
            buttons=(_("Close"), _("Copy the lines")),
        )
        self.lines = QPlainTextEdit(details(error))
        self.lines.setReadOnly(True)
        self.lines.setAccessibleName(_("Details"))
        self.lines.setFixedHeight(scale.px(140))
        self.column.addWidget(self.lines)

    def _press(self, place: int) -> None:
        if place == 1:
            QGuiApplication.clipboard().setText(self.lines.toPlainText())
        else:
            super()._press(place)
