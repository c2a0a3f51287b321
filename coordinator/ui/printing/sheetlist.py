"""The sheets there are, at the left of the Print page."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from coordinator.domain.privacy import Sheet
from coordinator.runtime.i18n import _
from coordinator.ui.kit import icons, scale
from coordinator.ui.kit.panels import SectionTitle, panel
from coordinator.usecases.paper import SheetKind

_ICONS = {Sheet.SHIFT_ROSTER: "list-checks"}


class SheetList(QWidget):
    """One line per sheet; the focus goes to the list."""

    def __init__(self, kinds: tuple[SheetKind, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground = panel()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ground)
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 14, 0, 0)
        column.setSpacing(6)
        title = SectionTitle(_("Events"))
        title.setContentsMargins(14, 0, 0, 0)
        self.list = QListWidget()
        self.list.setProperty("sections", True)
        self.list.setAccessibleName(_("Sheets"))
        self.list.setIconSize(QSize(scale.px(16), scale.px(16)))
        for kind in kinds:
            item = QListWidgetItem(icons.icon(_ICONS[kind.sheet], "link"), kind.title)
            item.setSizeHint(QSize(0, scale.px(32)))
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        column.addWidget(title)
        column.addWidget(self.list, 1)
        self.setFocusProxy(self.list)
