"""The card over a week or a month without events: says whether a filter is to blame."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from coordinator.runtime.i18n import _, ngettext
from coordinator.ui.kit import scale
from coordinator.ui.kit.buttons import Button, PrimaryButton
from coordinator.ui.kit.state import StatePanel

_WIDE, _HIGH = 340, 236


class EmptyWeek(QFrame):
    """Stays in the middle of the view it lies over. The presses are those of the command bar."""

    def __init__(self, over: QWidget, *, bring: Callable[[], object], new: Callable[[], object]) -> None:
        super().__init__(over)
        self._bring, self._new = bring, new
        self.setProperty("surface", "card")
        self.panel = StatePanel()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panel)
        over.installEventFilter(self)
        self.hide()

    def say_nothing_planned(self, *, month: bool, below: str, key: str) -> None:
        """No event at all in this week or month; `below` says another way, `key` is shown on the button."""
        self.panel.say(
            _("Nothing this month") if month else _("Nothing this week"),
            _("No filter hides anything here."),
            icon="calendar-days",
            buttons=(
                Button(_("Import…"), self._bring, icon="file-up"),
                PrimaryButton(_("New event"), self._new, icon="plus", key=key),
            ),
            below=below,
        )
        self._place()

    def say_hidden(self, hidden: int, show_all: Callable[[], object]) -> None:
        """Events there are, but none that the filters let through."""
        words = ngettext("{n} event is hidden by filters.", "{n} events are hidden by filters.", hidden)
        self.panel.say(
            _("Nothing with these filters"),
            words.format(n=hidden),
            icon="list-filter",
            buttons=(PrimaryButton(_("Show all"), show_all),),
        )
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the view."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _place(self) -> None:
        over = self.parentWidget()
        if over is None:
            return
        wide, high = min(scale.px(_WIDE), over.width() - 32), min(scale.px(_HIGH), over.height() - 32)
        self.setGeometry((over.width() - wide) // 2, max(16, (over.height() - high) // 3), wide, high)
        self.show()
        self.raise_()
