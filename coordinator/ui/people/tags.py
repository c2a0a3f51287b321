"""A field of tags: chips that can be taken off, and words with completion to add one."""

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from coordinator.domain.folding import fold
from coordinator.domain.typed import tidy
from coordinator.runtime.i18n import _
from coordinator.ui.kit import scale
from coordinator.ui.kit.buttons import IconButton
from coordinator.ui.kit.flow import FlowLayout
from coordinator.ui.kit.popups import dress_completer
from coordinator.ui.kit.text import Label, set_hint
from coordinator.ui.kit.tokens import Tone

_LETTERS = 40


class TagChip(QFrame):
    """One tag with a cross."""

    removed = Signal(str)

    def __init__(self, tag: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tag = tag
        self.setProperty("tone", str(Tone.NONE))
        self.setFixedHeight(scale.px(28))
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 0, 0)
        row.setSpacing(0)
        shown = tag if len(tag) <= _LETTERS else f"{tag[: _LETTERS - 1]}…"
        words = Label(shown, "small-strong", ink=str(Tone.NONE))
        set_hint(self, tag)
        row.addWidget(words)
        self.cross = IconButton(_("Take off {tag}").format(tag=tag), "x", lambda: self.removed.emit(tag), bare=True)
        row.addWidget(self.cross)


class TagField(QWidget):
    """Enter or a comma adds what is typed; Backspace in the empty field takes the last one off."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tags: list[str] = []
        self._chips: list[TagChip] = []
        self.field = QLineEdit()
        self.field.setAccessibleName(_("Add a tag"))
        self.field.setPlaceholderText(_("Add a tag, then Enter"))
        self.field.setFixedWidth(scale.px(220))
        self.field.installEventFilter(self)
        self._known = QStringListModel(self)
        completer = QCompleter(self._known, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(self._take)
        self.field.setCompleter(completer)
        dress_completer(completer)
        self._holder = QWidget()
        self._flow = FlowLayout(self._holder, across=6, down=6)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._holder.setSizePolicy(policy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._holder)
        column.addWidget(self.field)
        self.setFocusProxy(self.field)
        self._holder.hide()

    def set_known(self, tags: tuple[str, ...]) -> None:
        """The tags to offer."""
        self._known.setStringList(list(tags))

    def set_tags(self, tags: tuple[str, ...]) -> None:
        """Show these."""
        self._tags = list(tags)
        self.field.clear()
        self._show()

    def tags(self) -> tuple[str, ...]:
        """The tags, with what stands in the field and was not yet added."""
        return tuple(self._with(self.field.text()))

    def add(self, words: str) -> None:
        """Add one; one that is there already, in whatever case, is not added again."""
        self._tags = self._with(words)
        self.field.clear()
        self._show()
        self.changed.emit()

    def remove(self, tag: str) -> None:
        """Take one off."""
        self._tags.remove(tag)
        self._show()
        self.field.setFocus()
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the field."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        plain_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers()
        if (plain_enter or event.text() == ",") and self.field.text().strip():
            self.add(self.field.text())
            return True
        if event.key() == Qt.Key.Key_Backspace and not self.field.text() and self._tags:
            self.remove(self._tags[-1])
            return True
        return False

    def _take(self, words: str) -> None:
        """The completer writes the words into the field after this."""
        self.add(words)
        self.field.blockSignals(True)
        self.field.clear()
        self.field.blockSignals(False)

    def _with(self, words: str) -> list[str]:
        added = [tag for part in words.split(",") if (tag := tidy(part))]
        known = {fold(tag): tag for tag in self._known.stringList()}
        mine = {fold(tag) for tag in self._tags}
        new = {fold(tag): known.get(fold(tag), tag) for tag in added if fold(tag) not in mine}
        return [*self._tags, *new.values()]

    def _show(self) -> None:
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [self._chip(tag) for tag in self._tags]
        self._holder.setVisible(bool(self._chips))
        self._holder.updateGeometry()

    def _chip(self, tag: str) -> TagChip:
        chip = TagChip(tag)
        chip.removed.connect(self.remove)
        self._flow.addWidget(chip)
        return chip
