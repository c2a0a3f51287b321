"""The status bar: saved when, what Undo would take back, the keys that count here, what others did, and who acts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from coordinator.runtime.i18n import _, ngettext
from coordinator.ui.kit.buttons import LinkButton
from coordinator.ui.kit.chips import IconLabel, KeyHint
from coordinator.ui.kit.panels import Bar
from coordinator.ui.kit.text import ElidedLabel, Label

if TYPE_CHECKING:
    from coordinator.domain.changes import ChangeEntry
    from coordinator.ui.kit.page import Session


_NEWS = 10_000  # milliseconds that a line about others stays


class _UndoLine(QWidget):
    """A click anywhere on it undoes; the keyboard has Ctrl+Z."""

    def __init__(self, undo: Callable[[], object]) -> None:
        super().__init__()
        self._undo = undo
        self.words = ElidedLabel("", "small", ink="2")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(IconLabel("undo-2", "ink.2", 14))
        row.addWidget(self.words)
        row.addWidget(KeyHint(_("Ctrl Z")))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()

    def mouseReleaseEvent(self, event: object) -> None:
        self._undo()


class _WaitingLine(QWidget):
    """An hourglass, how many changes wait, and the way to see them."""

    def __init__(self, show: Callable[[], object]) -> None:
        super().__init__()
        self.words = Label("", "small", ink="part")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(IconLabel("hourglass", "tone.part.ink", 14))
        row.addWidget(self.words)
        row.addSpacing(6)
        self.show_them = LinkButton(_("Show them"), show)
        row.addWidget(self.show_them)
        self.hide()

    def say(self, count: int) -> None:
        waits = ngettext("{n} change waits to be saved", "{n} changes wait to be saved", count)
        self.words.setText(waits.format(n=count))
        self.setVisible(count > 0)


class StatusBar(Bar):
    """Filled by the window; every part may be empty."""

    def __init__(
        self,
        undo: Callable[[], object],
        show_waiting: Callable[[], object] = bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("status", margin=12, parent=parent)
        self.setAccessibleName(_("Status"))
        self.row.setSpacing(6)
        self._check = IconLabel("check", "ink.2", 14)
        self.saved = Label("", "small", ink="2")
        self.undo = _UndoLine(undo)
        self.hints = ElidedLabel("", "small", ink="2")
        self.hints.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.news = ElidedLabel("", "small", ink="1")
        self.news.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.news.hide()
        self._news_icon = IconLabel("users", "ink.2", 14)
        self._news_icon.hide()
        self._old_news = QTimer(self, singleShot=True, interval=_NEWS)
        self._old_news.timeout.connect(self._forget_news)
        self.office = Label("", "small", ink="2")
        self.read = Label("", "small", ink="2")
        self.read.hide()
        self.you = Label("", "small", ink="2")
        self._is_well = True
        self.waiting = _WaitingLine(show_waiting)
        self.add(self._check, self.saved, self.waiting)
        self.row.addSpacing(10)
        self.row.addWidget(self.undo)
        self.row.addStretch(1)
        self.row.addWidget(self.hints)
        self.row.addWidget(self.read)
        self.add(self._news_icon)
        self.row.addWidget(self.news)
        self.row.addSpacing(10)
        self.add(self.office)
        self.row.addSpacing(10)
        self.add(self.you)
        self.set_office("")
        self.set_saved("")

    def show_saved(self, newest: ChangeEntry | None, session: Session) -> None:
        """When anything was saved last."""
        from coordinator.wording import moments  # after the first frame: dates cost more than the whole bar

        at = "" if newest is None else moments.stamp(newest.at, session.style, today=session.today())
        self.set_saved(_("Saved {time}").format(time=at) if at else "")

    def show_undo(self, entry: ChangeEntry | None, session: Session) -> None:
        """What Undo would take back."""
        from coordinator.wording.labels import change_label

        change = change_label(entry.label, style=session.style) if entry is not None else ""
        self.set_undo(_("Undo: “{change}”").format(change=change) if change else "")

    def show_waiting(self, count: int, last_read: str) -> None:
        """How many changes wait to be saved, and when was read last if nothing can be read now; in their place nothing
        else is said."""
        is_well = not count and not last_read
        self.waiting.say(count)
        self.read.setText(_("Last read {time}").format(time=last_read) if last_read else "")
        self.read.setVisible(bool(last_read))
        self.hints.setVisible(is_well)
        self._is_well = is_well
        self.set_saved(self.saved.text())
        self.set_undo(self.undo.words.text())

    def set_saved(self, words: str, *, icon: str = "check") -> None:
        """Words with a tick, or nothing."""
        self.saved.setText(words)
        self._check.set_icon(icon, "ink.2")
        self._check.setVisible(bool(words) and self._is_well)
        self.saved.setVisible(bool(words) and self._is_well)

    def set_undo(self, words: str) -> None:
        """What would be taken back, or nothing."""
        self.undo.words.setText(words)
        self.undo.setVisible(bool(words) and self._is_well)

    def set_hints(self, words: str) -> None:
        """The keys of the page."""
        self.hints.setText(words)

    def say_news(self, words: str) -> None:
        """What somebody else did, for a while, where the keys stand. It asks for nothing."""
        self.news.setText(words)
        self._show_news(shown=True)
        self._old_news.start()
        QAccessible.updateAccessibility(QAccessibleEvent(self.news, QAccessible.Event.NameChanged))

    def _forget_news(self) -> None:
        self._show_news(shown=False)

    def _show_news(self, *, shown: bool) -> None:
        self.news.setVisible(shown)
        self._news_icon.setVisible(shown)
        self.hints.setVisible(not shown)

    def set_office(self, words: str) -> None:
        """Where the records are, if others see them too."""
        self.office.setText(words)
        self.office.setVisible(bool(words))

    def set_you(self, name: str) -> None:
        """Who acts."""
        self.you.setText(_("You: {name}").format(name=name) if name else "")
