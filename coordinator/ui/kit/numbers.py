"""A field for a number with two small arrows."""

from PySide6.QtWidgets import QSpinBox, QWidget

_LEFT = 7


class NumberBox(QSpinBox):
    """A spin box whose number stands as far from the edge as the words of other fields: the style sheet cannot say it,
    since Qt asks the box and not the line in it."""

    def __init__(self, least: int, most: int, *, value: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lineEdit().setTextMargins(_LEFT, 0, 0, 0)
        self.setRange(least, most)
        self.setValue(least if value is None else value)
