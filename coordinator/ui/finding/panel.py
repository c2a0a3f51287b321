"""Find anything: a field over the window, what it finds in groups, and the keys that lead through them."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QVBoxLayout, QWidget

from coordinator.domain.directions import directions_shown
from coordinator.domain.errors import CoordinatorError
from coordinator.domain.finding import Findings, Recent, RecentThings
from coordinator.domain.folding import words_of
from coordinator.runtime.i18n import _, ngettext
from coordinator.ui.finding.actions import Here
from coordinator.ui.finding.answers import Answer, answer_to, query_for, recent_answer
from coordinator.ui.finding.lines import Group, Hit, More, Note
from coordinator.ui.finding.listing import FoundList
from coordinator.ui.finding.parts import Footer, GroupTabs
from coordinator.ui.finding.words import hit as line_of
from coordinator.ui.kit import errors, ring, scale
from coordinator.ui.kit.chips import IconLabel, KeyHint
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.panels import Bar
from coordinator.ui.kit.sheet import EDGE, Shade, give_focus_back
from coordinator.ui.kit.text import Label
from coordinator.usecases.finding import found, recent_things

_WIDE, _HIGH, _TOP = 740, 686, 65
_ROOMY = 720
_FIELD = 52
_PAUSE = 400
"""Milliseconds after which what was found is said to a screen reader: not with every letter."""


class Finder(QFrame):
    """`chosen` carries the errand of the row that was opened and what to remember of it, after the panel is gone;
    `closed` comes whenever it goes."""

    chosen = Signal(object, object)
    closed = Signal()

    def __init__(self, window: QWidget, desk: Desk, here: Here, recent: tuple[Recent, ...]) -> None:
        self._shade = Shade(window)
        super().__init__(self._shade)
        self.setObjectName("finder")
        self.setAccessibleName(_("Find anything"))
        self._desk, self._here, self._wanted = desk, here, recent
        self._recent = RecentThings()
        self._group = Group.ALL
        self._shown: tuple[str, Group] | None = None
        self._waiting: Callable[[], object] | None = None
        self._focus_before: QWidget | None = None
        self.field = QLineEdit()
        self.count = Label("", "small", ink="2")
        self.tabs = GroupTabs()
        self.list = FoundList()
        self.footer = Footer(self._open)
        self._speak = QTimer(self, singleShot=True, interval=_PAUSE)
        self._lay_out()
        self._connect()

    def open(self) -> None:
        """Show it over the window, with what was opened lately and the usual actions."""
        self._focus_before = QApplication.focusWidget()
        self._ask()
        self._desk.ask(recent_things, self._wanted, then=self._know_recent, failed=self._fail, about=(self, "recent"))
        self._place()
        self._shade.show()
        self._shade.raise_()
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def shut(self) -> None:
        """Take it away; the focus goes back to where it was."""
        if self._shade.isHidden():
            return
        self._shade.hide()
        self._shade.setParent(None)
        self._shade.deleteLater()
        if self._focus_before is not None:
            give_focus_back(self._focus_before)
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the field, and the size of the window."""
        if watched is self._shade and event.type() == QEvent.Type.Resize:
            self._place()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._take_key(event)
        elif event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_k(event):
            event.accept()  # the window's own key would only open it
            return True
        return False

    # --- keys

    def _take_key(self, event: QKeyEvent) -> bool:
        key, control = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        acts: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Up: lambda: self._step(-1),
            Qt.Key.Key_Down: lambda: self._step(1),
            Qt.Key.Key_PageUp: lambda: self.list.leap(-1),
            Qt.Key.Key_PageDown: lambda: self.list.leap(1),
            Qt.Key.Key_Tab: lambda: self._turn(1),
            Qt.Key.Key_Backtab: lambda: self._turn(-1),
            Qt.Key.Key_Return: self._edit_current if control else self._open_current,
            Qt.Key.Key_Enter: self._edit_current if control else self._open_current,
            Qt.Key.Key_Escape: self.shut,
        }
        act = self.shut if _is_k(event) else acts.get(key)
        if act is None:
            return False
        act()
        return True

    def _step(self, by: int) -> None:
        self.list.step(by)
        self._say_row()

    def _turn(self, by: int) -> None:
        groups = list(Group)
        self._show_group(groups[(groups.index(self._group) + by) % len(groups)])

    def _show_group(self, group: Group) -> None:
        self._group = group
        self.tabs.set_current(group)
        self._ask()

    # --- opening

    def _open_current(self) -> None:
        self._when_shown(lambda: self._act(edits=False))

    def _edit_current(self) -> None:
        self._when_shown(lambda: self._act(edits=True))

    def _when_shown(self, act: Callable[[], object]) -> None:
        """Somebody types on and presses Enter before the answer is there: what is found for all of it is meant."""
        if self._shown == (self.field.text(), self._group):
            act()
        else:
            self._waiting = act

    def _act(self, *, edits: bool) -> None:
        line = self.list.current()
        if isinstance(line, More):
            self._show_group(line.group)
        elif line is not None:
            self._open(line, edits=edits)

    def _open(self, hit: Hit, *, edits: bool = False) -> None:
        self.shut()
        self.chosen.emit(hit.edit if edits and hit.edit is not None else hit.errand, hit.recent)

    def _click(self, row: int) -> None:
        self.list.choose(row)
        self._act(edits=False)

    # --- asking and answering

    def _ask(self, _text: str = "") -> None:
        words, group = self.field.text(), self._group
        self._waiting = None
        if not words_of(words):
            self._show(recent_answer(self._recent, self._here), words, group)
            return
        self._desk.ask(
            found,
            query_for(words, group),
            then=lambda answer: self._take(answer, words, group),
            failed=self._fail,
            about=(self, "found"),
        )

    def _take(self, answer: Findings, words: str, group: Group) -> None:
        if (words, group) == (self.field.text(), self._group):
            self._show(answer_to(words, group, answer, self._here), words, group)

    def _know_recent(self, recent: RecentThings) -> None:
        self._recent = recent
        self._show_footer()
        if not words_of(self.field.text()):
            self._ask()

    def _show(self, answer: Answer, words: str, group: Group) -> None:
        self._shown = (words, group)
        typed = bool(words_of(words))
        self.count.setText(_found_words(answer.total) if answer.total else "")
        self.tabs.set_counts(answer.counts)
        self.tabs.setVisible(bool(answer.total))
        self.list.show_lines(answer.lines, query=words if typed else "")
        self._show_footer()
        self._place()
        self._speak.start()
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting()

    def _show_footer(self) -> None:
        typed = bool(words_of(self.field.text()))
        here = self._here
        hits = tuple(line_of(thing, "", here.style, here.today) for thing in self._recent.things) if typed else ()
        self.footer.show_recent(hits)

    def _fail(self, error: CoordinatorError) -> None:
        self.list.show_lines((Note(errors.words(error)),))
        self._place()

    # --- speech

    def _say_found(self) -> None:
        row = self.list.current()
        said = [self.count.text(), row.spoken() if row is not None else ""]
        notes = [line.words for line in self.list.found.lines if isinstance(line, Note)]
        self._say(". ".join(part for part in (*notes, *said) if part))

    def _say_row(self) -> None:
        row = self.list.current()
        self._say(row.spoken() if row is not None else "")

    def _say(self, words: str) -> None:
        words = directions_shown(words)
        self.field.setAccessibleDescription(words)
        if words:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.field, words))

    # --- building

    def _connect(self) -> None:
        self.field.installEventFilter(self)
        self._shade.installEventFilter(self)
        self._shade.pressed.connect(self.shut)
        self.field.textChanged.connect(self._ask)
        self.tabs.chosen.connect(self._show_group)
        self.list.chosen.connect(self._click)
        self._speak.timeout.connect(self._say_found)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self.tabs)
        column.addWidget(self.list, 1)
        column.addWidget(self.footer)

    def _head(self) -> QWidget:
        bar = Bar("filter", margin=14)
        bar.setFixedHeight(scale.px(_FIELD))
        self.field.setProperty("bare", True)
        self.field.setProperty(ring.NO_RING, True)
        self.field.setAccessibleName(_("Find anything"))
        self.field.setPlaceholderText(_("Find a person, an event, a place or an action"))
        bar.add(IconLabel("search", "ink.2", 18))
        bar.row.addWidget(self.field, 1)
        bar.add(self.count, KeyHint(_("Esc")))
        return bar

    def _place(self) -> None:
        room = self._shade.rect().adjusted(EDGE, EDGE, -EDGE, -EDGE)
        wide = min(scale.px(_WIDE), room.width())
        top = scale.px(_TOP) if self._shade.height() > scale.px(_ROOMY) else room.top()
        tabs = self.tabs.height() if self.tabs.isVisibleTo(self) else 0
        wanted = scale.px(_FIELD) + tabs + self.list.wanted_height() + self.footer.height() + 4
        high = min(wanted, scale.px(_HIGH), room.bottom() - top)
        self.setGeometry(QRect(room.center().x() - wide // 2, top, wide, high))


def _is_k(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_K and event.modifiers() == Qt.KeyboardModifier.ControlModifier


def _found_words(count: int) -> str:
    return ngettext("{n} found", "{n} found", count).format(n=f"{count:,}")
