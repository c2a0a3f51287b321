"""A band in place: what happened, why, and the links that solve it."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from coordinator.domain.directions import directions_shown
from coordinator.ui.kit.buttons import Button, LinkButton, Pressed
from coordinator.ui.kit.chips import IconLabel
from coordinator.ui.kit.flow import FlowLayout
from coordinator.ui.kit.text import Label, set_property
from coordinator.ui.kit.tokens import TONE_ICONS, Tone


@dataclass(frozen=True, slots=True)
class Way:
    """A way on: words and what they do."""

    words: str
    press: Pressed


class Band(QFrame):
    """`say` shows it, `clear` takes it away. Screen readers are told politely, the focus stays where it is.

    `tells` are the codes of troubles that are said here, so that no dialog says them again."""

    def __init__(self, tone: Tone = Tone.INFO, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tells: frozenset[str] = frozenset()
        self.setProperty("band", True)
        self.setProperty("tone", str(tone))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._icon = IconLabel("")
        self._what = Label("", "strong", wraps=True)
        self._why = Label("", "small", wraps=True)
        self._links = QWidget()
        self._links_row = FlowLayout(self._links, across=12, down=0)
        self._button = QVBoxLayout()
        self._lay_out()
        self.hide()

    def say(
        self,
        what: str,
        why: str = "",
        *,
        tone: Tone | None = None,
        icon: str = "",
        links: Iterable[Way] = (),
        button: Way | None = None,
    ) -> None:
        """Show what happened, why, and the ways on."""
        if tone is not None:
            set_property(self, "tone", str(tone))
        now = Tone(self.property("tone"))
        self._icon.set_icon(icon or TONE_ICONS[now] or "info", f"tone.{now}.ink")
        self._what.setText(what)
        self._what.set_ink(str(now))
        self._why.setText(why)
        self._why.setVisible(bool(why))
        self._show_ways(tuple(links), button)
        self.setAccessibleName(directions_shown(" ".join(part for part in (what, why) if part)))
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def set_why(self, why: str) -> None:
        """Another second sentence, without telling anybody again: for figures that run."""
        self._why.setText(why)
        self._why.setVisible(bool(why))

    def clear(self) -> None:
        """Take the band away."""
        self.hide()

    def what(self) -> str:
        """The first sentence as shown."""
        return self._what.text()

    def why(self) -> str:
        """The second sentence as shown."""
        return self._why.text()

    def _show_ways(self, links: tuple[Way, ...], button: Way | None) -> None:
        _empty(self._links_row)
        for way in links:
            self._links_row.addWidget(LinkButton(way.words, way.press))
        self._links.setVisible(bool(links))
        had_focus = any(each.hasFocus() for each in self.findChildren(Button))
        _empty(self._button)
        if button is not None:
            made = Button(button.words, button.press)
            self._button.addWidget(made)
            if had_focus:
                made.show()
                made.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(1)
        for part in (self._what, self._why, self._links):
            words.addWidget(part)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 7, 10, 7)
        row.setSpacing(9)
        lead = QVBoxLayout()
        lead.addWidget(self._icon)
        lead.addStretch()
        row.addLayout(lead)
        row.addLayout(words, 1)
        row.addLayout(self._button)


def _empty(layout: QVBoxLayout | FlowLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
