"""What drops down below a field to type in: lines of people's words."""

from typing import Any

from PySide6.QtCore import QLocale, QSize
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QCompleter, QStyledItemDelegate

from coordinator.domain.directions import directions_shown
from coordinator.ui.kit import icons, scale


class LiteralDelegate(QStyledItemDelegate):
    """Shows signs that turn the direction of writing around as codes; what is taken into the field keeps them."""

    def displayText(self, value: Any, locale: QLocale | QLocale.Language) -> str:
        """The words of a line."""
        return directions_shown(super().displayText(value, locale))


def dress_completer(completer: QCompleter) -> None:
    """Give what drops down while somebody types the border of the style sheet, and show its lines as they are."""
    view = completer.popup()
    if view is not None:
        view.setProperty("popup", True)
        _show_literally(view)


def dress_box(box: QComboBox) -> None:
    """Show the lines of a box as they are."""
    _show_literally(box.view())


def _show_literally(view: QAbstractItemView) -> None:
    view.setItemDelegate(LiteralDelegate(view))
    view.setIconSize(QSize(scale.px(icons.MEDIUM), scale.px(icons.MEDIUM)))
