"""Bars, headers and lines that pages are made of."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from coordinator.domain.directions import directions_shown
from coordinator.ui.kit import icons, scale
from coordinator.ui.kit.chips import IconLabel
from coordinator.ui.kit.text import ElidedLabel, Label

BAR_HEIGHTS = {"command": 48, "filter": 44, "panel": 36, "footer": 52, "panel-footer": 52, "status": 24}


class Bar(QFrame):
    """A row of fixed height: "command" 48, "filter" 44, "panel" 36, "footer" and "panel-footer" 52."""

    def __init__(self, kind: str, *, margin: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bar", kind)
        self.setFixedHeight(scale.px(BAR_HEIGHTS[kind]))
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(margin, 0, margin, 0)
        self.row.setSpacing(8)

    def add(self, *widgets: QWidget) -> None:
        """Put widgets at the end of the row."""
        for widget in widgets:
            self.row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def stretch(self) -> None:
        """Push the rest to the far side."""
        self.row.addStretch(1)


class CommandBar(Bar):
    """Page title and context at the left, the page's tools, the primary button at the far right."""

    def __init__(self, title: str, subtitle: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__("command", parent=parent)
        self.title = Label(title, "title")
        self.add(self.title)
        self.row.addSpacing(8)
        if subtitle:
            self.row.addWidget(ElidedLabel(subtitle, ink="2"), 1)


class PanelHeader(Bar):
    """The head of a panel or card: icon, words, and room for links at the right."""

    def __init__(self, words: str, *, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__("panel", margin=12, parent=parent)
        if icon:
            self.add(IconLabel(icon, "ink.2", icons.MEDIUM))
        self.label = ElidedLabel(words, "strong")
        self.row.addWidget(self.label, 1)


class SectionTitle(Label):
    """A small bold heading above a list in a panel."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, "small-strong", ink="2", parent=parent)


class Card(QFrame):
    """A bordered panel with a header; put the content into `body`."""

    def __init__(self, words: str = "", *, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "card")
        self.setAccessibleName(directions_shown(words))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        if words:
            outer.addWidget(PanelHeader(words, icon=icon))
        self.body = QVBoxLayout()
        self.body.setContentsMargins(14, 12, 14, 12)
        self.body.setSpacing(8)
        outer.addLayout(self.body)


class Divider(QFrame):
    """A line between things."""


def line(*, upright: bool = False) -> QFrame:
    """A divider one pixel thick."""
    made = Divider()
    if upright:
        made.setFixedWidth(1)
    else:
        made.setFixedHeight(1)
    return made


def panel(*, surface: str = "panel") -> QWidget:
    """A plain surface: "window", "panel" or "sunken"."""
    made = QWidget()
    made.setProperty("surface", surface)
    made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return made


def scrolled(widget: QWidget) -> QScrollArea:
    """The widget in an area that scrolls upright only."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(widget)
    widget.setAutoFillBackground(False)
    area.viewport().setAutoFillBackground(False)
    return area
