"""The changes that wait to be saved, in words, and what is asked before they would be lost."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator.runtime.i18n import _, ngettext
from coordinator.ui.kit import errors
from coordinator.ui.kit.buttons import Button, PrimaryButton
from coordinator.ui.kit.desk import Desk, TooLate
from coordinator.ui.kit.sheet import DialogFrame, Message
from coordinator.ui.kit.text import Label
from coordinator.ui.kit.waiting import Waiting
from coordinator.wording.waiting import waiting_words


class WaitingDialog(DialogFrame):
    """One line for each change, the oldest first; goes when the last one is saved."""

    def __init__(self, over: QWidget, desk: Desk) -> None:
        super().__init__(over, _("Waiting to be saved"), icon="hourglass", width=460)
        self._desk = desk
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(8)
        self.lines = Label("", wraps=True)
        self.when = Label("", "small", ink="2", wraps=True)
        column.addWidget(self.lines)
        column.addWidget(self.when)
        self.set_body(body)
        self.again = PrimaryButton(_("Try now"), desk.try_now)
        self.add_buttons(Button(_("Close"), self.reject, key="Esc"), self.again)
        desk.trouble_changed.connect(self._show)
        desk.retrying.ticked.connect(self._show)
        self._show()

    def _show(self) -> None:
        waiting = self._desk.waiting()
        if not waiting:
            self.accept()
            return
        self.lines.setText("\n".join(f"{place}. {_line_of(one)}" for place, one in enumerate(waiting, 1)))
        kept = _("They are saved in this order as soon as the data can be written again.")
        self.when.setText(f"{kept} {self._desk.retrying.words()}")


def _line_of(waiting: Waiting) -> str:
    words = waiting_words(waiting.errand, waiting.name)
    if waiting.unsettled:
        return _("{change} (perhaps saved already; it is looked up first)").format(change=words)
    return words


def say_too_late(late: TooLate, over: QWidget) -> None:
    """A change that waited could not be saved after all."""
    what = waiting_words(late.waiting.errand, late.waiting.name)
    heading = _("A change that waited was not saved")
    Message(over, heading, f"{what}\n\n{errors.words(late.error)}", icon="circle-alert").open()


def ask_before_losing(over: QWidget, waiting: tuple[Waiting, ...], lose: Callable[[], object]) -> None:
    """Nothing is lost in silence: wait, which is the safe answer, or give the changes up."""
    count = len(waiting)
    heading = ngettext("{n} change is not saved yet", "{n} changes are not saved yet", count).format(n=count)
    lines = "\n".join(f"{place}. {_line_of(one)}" for place, one in enumerate(waiting, 1))
    why = _("They wait in this window until the data can be written again. If it is closed now, they are lost.")
    dialog = Message(over, heading, f"{lines}\n\n{why}", icon="hourglass", buttons=(_("Wait"), _("Lose them")))
    dialog.accepted.connect(lambda: lose() if dialog.pressed == 1 else None)
    dialog.open()
