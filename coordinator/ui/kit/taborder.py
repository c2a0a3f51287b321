"""Where Tab goes to what is made later: Qt puts it behind the last button of the window."""

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def in_tab_order(*stops: QWidget) -> None:
    """From each of them Tab goes on to the next; the first one stays where it is."""
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)


def place_for_tab(parent: QWidget) -> QWidget:
    """A place to go on from, where Tab itself never stops: Qt takes no label for one."""
    place = QWidget(parent)
    place.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    place.hide()
    return place
