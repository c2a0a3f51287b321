"""A panel of Today: its head with a count and the way to the full list, what went wrong, and its rows."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from coordinator.domain.errors import CoordinatorError
from coordinator.runtime.i18n import _
from coordinator.ui.kit import errors, icons
from coordinator.ui.kit.band import Band, Way
from coordinator.ui.kit.buttons import LinkButton
from coordinator.ui.kit.chips import IconLabel
from coordinator.ui.kit.panels import Bar
from coordinator.ui.kit.text import ElidedLabel, Label
from coordinator.ui.kit.tokens import Tone
from coordinator.ui.today.lists import RowList
from coordinator.ui.today.rows import Line


class TodayPanel(QFrame):
    """With rows it is as high as its room, without any it is a line."""

    def __init__(
        self, words: str, *, icon: str, link: str, press: Callable[[], object], idle: str = "circle-check"
    ) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self.setAccessibleName(words)
        self.count = ElidedLabel("", ink="2")
        self.link = _Onward(link, press)
        self.band = Band(Tone.OPEN)
        self.list = RowList(words)
        self.nothing = _NothingLine(idle)
        self._lay_out(words, icon)

    def show_lines(self, lines: tuple[Line, ...], *, count: str, nothing: str) -> None:
        """Other rows; `nothing` is said when there are none."""
        self.band_holder.hide()
        self.list.show_lines(lines)
        self.count.setText(count)
        self.nothing.say("" if lines else nothing)
        self._grow(tall=bool(lines))

    def say_unread(self, what: str, error: CoordinatorError, again: Callable[[], object]) -> None:
        """What could not be read, and why. Rows of before stay."""
        self.try_again = again
        self.band.say(what, errors.words(error), icon="circle-alert", button=Way(_("Try now"), again))
        self.band_holder.show()
        self.nothing.say("")
        self._grow(tall=bool(self.list.rows()))

    def first_stop(self) -> QWidget:
        """What takes the focus when one comes here."""
        return self.link if self.list.isHidden() else self.list

    def _grow(self, *, tall: bool) -> None:
        self.list.setVisible(tall)
        self.setSizePolicy(
            QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding if tall else QSizePolicy.Policy.Maximum
        )

    def _lay_out(self, words: str, icon: str) -> None:
        head = Bar("panel", margin=12)
        head.add(IconLabel(icon, "ink.2", icons.MEDIUM), Label(words, "strong"))
        head.row.addWidget(self.count, 1)
        head.add(self.link)
        self.band_holder = QWidget()
        held = QVBoxLayout(self.band_holder)
        held.setContentsMargins(8, 8, 8, 8)
        held.addWidget(self.band)
        self.band_holder.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        for part in (head, self.band_holder, self.nothing):
            column.addWidget(part)
        column.addWidget(self.list, 1)


class _Onward(LinkButton):
    """A link with an arrow behind it."""

    ink = "link"

    def __init__(self, words: str, press: Callable[[], object]) -> None:
        super().__init__(words, press)
        self.set_icon("arrow-right")
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)


class _NothingLine(QWidget):
    """An icon and a sentence: a tick says that all is well."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.words = Label("", ink="2", wraps=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(8)
        row.addWidget(IconLabel(icon, "tone.full.ink" if icon == "circle-check" else "ink.2", icons.LARGE))
        row.addWidget(self.words, 1)
        self.hide()

    def say(self, words: str) -> None:
        """Words, or nothing."""
        self.words.setText(words)
        self.setVisible(bool(words))
