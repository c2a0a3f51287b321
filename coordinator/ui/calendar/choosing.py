"""A box to choose from or type into, where any part of a word finds its line."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter

from coordinator.ui.kit.popups import dress_box, dress_completer


def searched_box(name: str, *, hint: str = "") -> QComboBox:
    """Empty; what is typed and not in the list stays as typed."""
    box = QComboBox()
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    box.setAccessibleName(name)
    box.setMaxVisibleItems(14)
    completer = QCompleter(box.model(), box)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
    box.setCompleter(completer)
    dress_box(box)
    dress_completer(completer)
    line = box.lineEdit()
    if line is not None:
        line.setPlaceholderText(hint)
        line.setAccessibleName(name)
    return box
