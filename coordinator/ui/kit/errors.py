"""The one door through which errors reach people."""

import logging

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from shiboken6 import isValid

from coordinator.domain.errors import CoordinatorError, Interrupted, Refused, Stale, StorageTrouble
from coordinator.runtime.i18n import _
from coordinator.runtime.log import functions_of, steps_of
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
    """One dialog for anything that should not have happened; the program goes on.

    What goes wrong while something is painted or looked up for painting comes again with every painting: it is told
    once, and counted in the log at the tenth, hundredth and thousandth time. While one fault is told, no other is.
    """
    place = details(error)
    times = _told[place] = _told.get(place, 0) + 1
    if times == 1:
        _log.error("a bug", exc_info=error)
    elif str(times).rstrip("0") == "1":
        _log.error("the same bug for the %dth time: %s", times, place.rpartition("\n")[2])
    again = times > 1 and any(name in _PAINTING for name in functions_of(error.__traceback__))
    if over is None or again or len(_told) > _MANY or any(isValid(one) and one.isVisible() for one in _shown):
        return
    _shown[:] = [_Bug(over, error)]
    _shown[0].open()


_told: dict[str, int] = {}  # where faults happened, and how often; only places in the program, so it stays small
_MANY = 200  # different faults after which one more dialog helps nobody
_PAINTING = frozenset(
    [
        "paintEvent",
        "paint",
        "data",
        "headerData",
        "sizeHint",
        "minimumSizeHint",
        "heightForWidth",
        "eventFilter",
        "event",
    ]
)


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


_shown: list[_Bug] = []
