"""What drops down below a field to type in: lines of people's words."""

from typing import Any

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QComboBox, QCompleter, QStyledItemDelegate

from coordinator.domain.directions import directions_shown


class LiteralDelegate(QStyledItemDelegate):
    """Shows signs that turn the direction of writing around as codes; what is taken into the field keeps them."""

    def displayText(self, value: Any, locale: QLocale | QLocale.Language) -> str:
        """The words of a line."""
        return directions_shown(super().displayText(value, locale))


def show_literally(field: QComboBox | QCompleter) -> None:
    """Draw the lines that drop down as they are."""
    view = field.view() if isinstance(field, QComboBox) else field.popup()
    if view is not None:
        view.setItemDelegate(LiteralDelegate(view))
