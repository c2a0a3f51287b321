"""Everything that a window says: labels, buttons, hints, names for screen readers, heads and cells of lists, menus."""

import re
from collections.abc import Iterator
from html import unescape

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QSpinBox,
    QTableView,
    QTextBrowser,
    QTextEdit,
    QWidget,
)

_ROWS = 40
_TAG = re.compile(r"</?\w[^>]*>")
_CELL = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
)


def words_of(root: QWidget) -> set[str]:
    """Of the widget and all that is shown in it, without the keys that `&` marks."""
    shown = [widget for widget in root.findChildren(QWidget) if widget.isVisible()]
    found = {words for widget in (root, *shown) for words in _words(widget)}
    plain = {unescape(_TAG.sub("", words)).replace("&", "").strip() for words in found}
    return {words for words in plain if any(map(str.isalpha, words))}


def words_of_menu(menu: QMenu) -> set[str]:
    """Its lines."""
    return {action.text().replace("&", "") for action in menu.actions() if action.text()}


def _words(widget: QWidget) -> Iterator[str]:
    yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(), widget.windowTitle())
    if isinstance(widget, QAbstractButton | QLabel):
        yield widget.text()
    elif isinstance(widget, QGroupBox):
        yield widget.title()
    elif isinstance(widget, QLineEdit | QTextEdit | QPlainTextEdit) and not isinstance(widget, QTextBrowser):
        yield widget.placeholderText()
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(n) for n in range(min(_ROWS, widget.count())))
    elif isinstance(widget, QSpinBox):
        yield from (widget.prefix(), widget.suffix())
    elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from _cells(widget.model(), heads=isinstance(widget, QTableView))


def _cells(model: QAbstractItemModel, *, heads: bool) -> Iterator[str]:
    for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount()):
        if heads:
            yield _text(model.headerData(column, Qt.Orientation.Horizontal))
        for row in range(min(_ROWS, model.rowCount())):
            yield from (_text(model.index(row, column).data(role)) for role in _CELL)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
