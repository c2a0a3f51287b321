"""Looks over everything that is shown: no words cut, nothing outside its parent."""

from collections.abc import Iterator

from PySide6.QtCore import QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QLabel,
    QWidget,
)
from pytestqt.qtbot import QtBot

from coordinator.ui.kit.ring import FocusRing
from coordinator.ui.kit.text import ElidedLabel


def clipped(root: QWidget) -> list[str]:
    """One line for every widget that is cut, or lies outside its parent."""
    return [fault for widget in _shown(root) for fault in _faults(widget)]


def wait_until_whole(root: QWidget, qtbot: QtBot) -> None:
    """Layouts settle when the window gets to it; what is still cut after that is told."""

    def whole() -> None:
        assert clipped(root) == []

    qtbot.waitUntil(whole, timeout=10_000)


def _shown(root: QWidget) -> Iterator[QWidget]:
    for widget in root.findChildren(QWidget):
        if widget.isVisible() and not widget.isWindow() and not isinstance(widget, FocusRing):
            yield widget


def _faults(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel) and widget.text() and not isinstance(widget, ElidedLabel):
        yield from _cut_label(widget)
    if isinstance(widget, QAbstractButton) and widget.text():
        wanted = widget.minimumSizeHint()
        if wanted.width() > widget.width() or wanted.height() > widget.height() + 1:
            yield f"{_name(widget)} needs {wanted.width()}x{wanted.height()}, has {widget.width()}x{widget.height()}"
    if not _is_inside(widget):
        yield f"{_name(widget)} at {widget.geometry()} lies outside its parent"


def _cut_label(label: QLabel) -> Iterator[str]:
    if label.wordWrap():
        wanted = label.heightForWidth(label.width())
        if wanted > label.height() + 1:
            yield f"{_name(label)} needs {wanted} of height, has {label.height()}"
    elif label.sizeHint().width() > label.width() + 1:
        yield f"{_name(label)} needs {label.sizeHint().width()} of width, has {label.width()}"


def _is_inside(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    if parent is None or _scrolls(parent) or widget.geometry().isEmpty():
        return True
    return parent.rect().adjusted(-1, -1, 1, 1).contains(QRect(widget.geometry()))


def _scrolls(parent: QWidget) -> bool:
    above = parent.parentWidget()
    return isinstance(above, QAbstractScrollArea) and above.viewport() is parent


def _name(widget: QWidget) -> str:
    words = widget.text() if isinstance(widget, (QLabel, QAbstractButton)) else widget.accessibleName()
    return f"{type(widget).__name__} “{words}”"
