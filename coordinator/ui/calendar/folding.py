"""What gives way in a narrow window: first the inspector can close, then the filters fold to a button."""

from PySide6.QtWidgets import QSplitter

from coordinator.ui.calendar.command_bar import CalendarBar
from coordinator.ui.calendar.inspector import Inspector
from coordinator.ui.calendar.side_panel import SidePanel
from coordinator.ui.kit import scale

INSPECTOR_STAYS = 1200  # of the page: 1280 of the window without its rail
FILTERS_STAY = 1140


class Folding:
    """Knows what was closed by hand and what by want of room."""

    def __init__(self, bar: CalendarBar, side: SidePanel, inspector: Inspector, splitter: QSplitter) -> None:
        self._bar, self._side, self._inspector, self._splitter = bar, side, inspector, splitter
        self._width = 0
        bar.filters.clicked.connect(self._show_or_hide_filters)
        bar.details.clicked.connect(self._show_or_hide_details)
        inspector.width_wanted.connect(lambda _width: self.share())

    def fit(self, width: int) -> None:
        """The page has this width now."""
        before, self._width = self._width, width
        if (
            before
            and (before >= self._needed(INSPECTOR_STAYS)) == self._details_stay
            and (before >= self._needed(FILTERS_STAY)) == self._filters_stay
        ):
            self.share()
            return
        self._bar.filters.setVisible(not self._filters_stay)
        self._bar.details.setVisible(not self._details_stay)
        self._set_filters(shown=self._filters_stay)
        self._set_details(shown=self._details_stay or self._inspector.event_id is not None)

    def show_filters(self) -> None:
        """Somebody goes there."""
        self._set_filters(shown=True)

    def show_details(self) -> None:
        """An event was opened."""
        self._set_details(shown=True)

    def details_done(self) -> None:
        """The event was closed: where room is scarce, the inspector goes with it."""
        self._set_details(shown=self._details_stay)

    def share(self) -> None:
        """Give the inspector its width and the week the rest."""
        wanted = self._inspector.wanted()
        side = self._side.width() if self._side.isVisibleTo(self._splitter) else 0
        self._splitter.setSizes([side, max(1, self._width - side - wanted), wanted])

    @property
    def _details_stay(self) -> bool:
        return self._width >= self._needed(INSPECTOR_STAYS)

    @property
    def _filters_stay(self) -> bool:
        return self._width >= self._needed(FILTERS_STAY)

    def _needed(self, width: int) -> int:
        return scale.px(width)

    def _show_or_hide_filters(self, on: bool) -> None:
        self._set_filters(shown=on)

    def _show_or_hide_details(self, on: bool) -> None:
        self._set_details(shown=on)

    def _set_details(self, *, shown: bool) -> None:
        self._inspector.setVisible(shown)
        self._bar.details.setChecked(shown)
        self.share()

    def _set_filters(self, *, shown: bool) -> None:
        self._side.setVisible(shown)
        self._bar.filters.setChecked(shown)
