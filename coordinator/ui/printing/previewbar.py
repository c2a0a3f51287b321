"""Over the preview: pages and zoom; beside it, when there is no printer, why and what to do."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

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
_NO_LIMIT = 16_777_215  # Qt's own greatest width


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
            _sizes(),
            value=Zoom.WHOLE,
        )
        self.zoom.chosen.connect(self.zoom_requested)
        self.truth = ElidedLabel(_("Preview is exactly what is printed"), ink="2")
        self.add(self.back, self.words, self.on, self.zoom)
        self.stretch()
        self.row.addWidget(self.truth)
        self.set_page(0, 0)

    def set_page(self, number: int, count: int) -> None:
        """Say which page of how many; numbers count from 0."""
        words = _("Page {page} of {pages}").format(page=number + 1, pages=count) if count else _("No page")
        self.words.setText(words)
        self.back.setEnabled(number > 0)
        self.on.setEnabled(number < count - 1)

    def show_zoom(self, zoom: str, percent: int) -> None:
        """Mark the size in use; after Ctrl and plus a fourth one says which."""
        free = [Choice(Zoom.FREE, f"{percent}%")] if zoom == Zoom.FREE else []
        if zoom != self.zoom.value() or free:
            self.zoom.set_choices([*_sizes(), *free])
            self.zoom.set_value(zoom)


def _sizes() -> list[Choice]:
    return [Choice(Zoom.WHOLE, _("Whole page")), Choice(Zoom.WIDTH, _("Width")), Choice(Zoom.ACTUAL, "100%")]


class NoPrinter(QWidget):
    """Why nothing can be printed here, and what to do: beside the preview, or over it where that is narrow."""

    def __init__(self, look_again: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.band = Band(Tone.PART)
        self.band.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.button = Button(_("Look again"), look_again, icon="refresh-cw")
        self._column = QVBoxLayout(self)
        self._column.setSpacing(10)
        self._column.addWidget(self.band)
        self._column.addWidget(self.button)
        self._column.addStretch(1)
        self.stand_beside()
        self.band.say(
            _("No printer on this computer"),
            _(
                "The sheet is ready. Save it as a PDF and print it from another computer, "
                "or add a printer in the system settings and look again."
            ),
        )

    def stand_beside(self) -> None:
        """A column at the right of the preview."""
        self._column.setContentsMargins(0, 8, 14, 0)
        self.setFixedWidth(scale.px(_BESIDE))

    def stand_over(self) -> None:
        """A row over the preview."""
        self._column.setContentsMargins(8, 6, 14, 8)
        self.setMinimumWidth(0)
        self.setMaximumWidth(_NO_LIMIT)
