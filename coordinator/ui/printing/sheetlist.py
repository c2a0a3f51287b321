"""The sheets there are, at the left of the Print page."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from coordinator.domain.privacy import Sheet
from coordinator.runtime.i18n import _
from coordinator.ui.kit import icons, scale
from coordinator.ui.kit.panels import SectionTitle, panel
from coordinator.ui.kit.sections import WholeRing
from coordinator.usecases.paper import SheetKind

_ICONS = {Sheet.SIGN_IN: "clipboard-check", Sheet.SHIFT_ROSTER: "list-checks"}


class SheetList(QWidget):
    """One line per sheet; the focus goes to the list. `chosen` carries the sheet when a person changes it."""

    chosen = Signal(str)

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
        self.list.setItemDelegate(WholeRing(self.list))
        self.list.setIconSize(QSize(scale.px(16), scale.px(16)))
        for kind in kinds:
            item = QListWidgetItem(icons.icon(_ICONS[kind.sheet], "link"), kind.title)
            item.setSizeHint(QSize(0, scale.px(32)))
            self.list.addItem(item)
        self._sheets = [kind.sheet for kind in kinds]
        self.show_sheet(Sheet.SHIFT_ROSTER)
        self.list.currentRowChanged.connect(lambda row: self.chosen.emit(self._sheets[row]))
        column.addWidget(title)
        column.addWidget(self.list, 1)
        self.setFocusProxy(self.list)

    def show_sheet(self, sheet: Sheet) -> None:
        """Choose by the program."""
        self.list.blockSignals(True)
        self.list.setCurrentRow(self._sheets.index(sheet))
        self.list.blockSignals(False)
