"""The search field: icon, words, how many were found, and a cross to clear it."""

from PySide6.QtCore import QEvent, QMetaMethod, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from coordinator.runtime.i18n import _
from coordinator.ui.kit import ring, scale
from coordinator.ui.kit.buttons import IconButton
from coordinator.ui.kit.chips import IconLabel, KeyHint
from coordinator.ui.kit.text import Label


class SearchField(QFrame):
    """`typed` carries the words after every change, `stepped` carries -1 or 1 for Up and Down, `entered` comes with
    Enter, `left` with Esc in an empty field. The first Esc empties it."""

    typed = Signal(str)
    stepped = Signal(int)
    entered = Signal()
    left = Signal()

    def __init__(
        self, name: str, *, hint: str = "", key: str = "", wait: int = 0, parent: QWidget | None = None
    ) -> None:
        """`wait` in milliseconds gathers fast typing into one `typed`."""
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setProperty(ring.RING_OUTSIDE, True)
        self.field = QLineEdit()
        self.field.setAccessibleName(name)
        self.field.setPlaceholderText(hint or name)
        self.field.installEventFilter(self)
        self.setFocusProxy(self.field)
        self._count = Label("", "small", ink="3")
        self._clear = IconButton(_("Clear"), "x", self.clear, bare=True)
        self._key = KeyHint(key) if key else None
        self._wait = QTimer(self, singleShot=True, interval=wait)
        self._wait.timeout.connect(lambda: self.typed.emit(self.text()))
        self.field.textChanged.connect(self._changed)
        self._lay_out()

    def text(self) -> str:
        """The words typed."""
        return self.field.text()

    def set_text(self, words: str) -> None:
        """Type for the person."""
        self.field.setText(words)

    def clear(self) -> None:
        """Empty the field and stay in it."""
        self.field.clear()
        self.field.setFocus()

    def set_count(self, words: str) -> None:
        """Say at the right how many were found."""
        self._count.setText(words)
        self._count.setVisible(bool(words))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys that lead from the field into the list below it."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._take_key(event)
        return False

    def _take_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.entered.emit()
        elif key == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
            # Where leaving means something the key has done its part; elsewhere it closes what the field stands in.
            return self.isSignalConnected(QMetaMethod.fromSignal(self.left))
        else:
            return False
        return True

    def _changed(self, words: str) -> None:
        self._clear.setVisible(bool(words))
        if self._key is not None:
            self._key.setVisible(not words)
        self._wait.start()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(9, 0, 2, 0)
        row.setSpacing(6)
        row.addWidget(IconLabel("search", "ink.2"))
        row.addWidget(self.field, 1)
        row.addWidget(self._count)
        if self._key is not None:
            row.addWidget(self._key)
        row.addWidget(self._clear)
        self._clear.hide()
        self._count.hide()
        self.setMinimumHeight(scale.px(30))
