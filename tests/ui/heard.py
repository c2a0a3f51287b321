"""What a screen reader is told: a name and a role for everything that takes the focus."""

import re
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractScrollArea, QAbstractSpinBox, QComboBox, QLabel, QLineEdit, QWidget

from coordinator.ui.kit.spokenparts import SpokenParts

_LETTER = re.compile(r"&\w")
_SAY_NOTHING = {QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Window}


def unheard(root: QWidget) -> set[str]:
    """One line for every control in sight that has no name, or no role that says what it is."""
    found = {fault for widget in _controls(root) for fault in _faults(widget)}
    return found | {f"“{label.text()}” leads nowhere" for label in _labels(root) if label.buddy() is None}


def name_of(widget: QWidget) -> str:
    """The name that is read out."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def _controls(root: QWidget) -> Iterator[QWidget]:
    for widget in root.findChildren(QWidget):
        takes_focus = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
        if takes_focus and widget.isVisible() and widget.isEnabled() and not _is_a_piece(widget):
            yield widget


def _labels(root: QWidget) -> Iterator[QLabel]:
    """Those with a letter to press: it goes to the control beside it."""
    for label in root.findChildren(QLabel):
        if label.isVisible() and label.textFormat() == Qt.TextFormat.PlainText and _LETTER.search(label.text()):
            yield label


def _is_a_piece(widget: QWidget) -> bool:
    """The line inside a box with arrows or a list is read as the box."""
    return isinstance(widget, QLineEdit) and isinstance(widget.parentWidget(), QAbstractSpinBox | QComboBox)


def _faults(widget: QWidget) -> Iterator[str]:
    role = QAccessible.queryAccessibleInterface(widget).role()
    if not name_of(widget).strip():
        yield f"{_told(widget)} has no name"
    if role in _SAY_NOTHING and not _is_painted(widget):
        yield f"{_told(widget)} is only {role.name}"


def _is_painted(widget: QWidget) -> bool:
    """Qt gives what paints itself no role: a page of text or paper is read by its name, what consists of things has
    parts with roles of their own, and says by its description which of them has the focus."""
    return isinstance(widget, QAbstractScrollArea) or bool(widget.findChildren(SpokenParts))


def _told(widget: QWidget) -> str:
    above = [type(parent).__name__ for parent in _parents(widget)][:3]
    return f"{type(widget).__name__} “{name_of(widget)}” in {' in '.join(above)}"


def _parents(widget: QWidget) -> Iterator[QWidget]:
    parent = widget.parentWidget()
    while parent is not None:
        yield parent
        parent = parent.parentWidget()
