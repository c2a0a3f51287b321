"""Over the preview: pages and zoom; beside it, when there is no printer, why and what to do."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator.runtime.i18n import _
from coordinator.ui.kit import scale
from coordinator.ui.kit.band import Band
from coordinator.ui.kit.buttons import Button, IconButton
from coordinator.ui.kit.panels import Bar
from coordinator.ui.kit.segmented import Choice, Segmented
from coordinator.ui.kit.text import ElidedLabel, Label
from coordinator.ui.kit.tokens import Tone
from coordinator.ui.printing.preview import Zoom

_BESIDE = 236


class PreviewBar(Bar):
    """Arrows, "Page 1 of 2", three sizes."""

    turn_requested = Signal(int)
    zoom_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("filter", margin=12, parent=parent)
        self.back = IconButton(_("Page before"), "chevron-left", lambda: self.turn_requested.emit(-1))
        self.on = IconButton(_("Next page"), "chevron-right", lambda: self.turn_requested.emit(1))
        self.words = Label(_("No page"))
        self.zoom = Segmented(
            _("Size"),
            [
                Choice(Zoom.WHOLE, _("Whole page")),
                Choice(Zoom.WIDTH, _("Width")),
                Choice(Zoom.ACTUAL, "100%"),
                Choice(Zoom.FREE, ""),
            ],
            value=Zoom.WHOLE,
        )
        self.zoom.button(Zoom.FREE).hide()
        self.zoom.chosen.connect(self.zoom_requested)
        truth = ElidedLabel(_("Preview is exactly what is printed"), ink="2")
        self.add(self.back, self.words, self.on, self.zoom)
        self.stretch()
        self.row.addWidget(truth)
        self.set_page(0, 0)

    def set_page(self, number: int, count: int) -> None:
        """Say which page of how many; numbers count from 0."""
        words = _("Page {page} of {pages}").format(page=number + 1, pages=count) if count else _("No page")
        self.words.setText(words)
        self.back.setEnabled(number > 0)
        self.on.setEnabled(number < count - 1)

    def show_zoom(self, zoom: str) -> None:
        """Mark the size in use; none of the three after Ctrl and plus."""
        self.zoom.set_value(zoom)


class NoPrinter(QWidget):
    """Why nothing can be printed here, and what to do."""

    def __init__(self, look_again: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(scale.px(_BESIDE))
        self.band = Band(Tone.PART)
        self.button = Button(_("Look again"), look_again, icon="refresh-cw")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 14, 0)
        column.setSpacing(10)
        column.addWidget(self.band)
        column.addWidget(self.button)
        column.addStretch(1)
        self.band.say(
            _("No printer on this computer"),
            _(
                "The sheet is ready. Save it as a PDF and print it from another computer, "
                "or add a printer in the system settings and look again."
            ),
        )
