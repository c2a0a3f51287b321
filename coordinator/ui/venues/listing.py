"""The list of venues at the left of their dialog."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from coordinator.domain.folding import fold
from coordinator.domain.venues import Venue
from coordinator.runtime.i18n import _
from coordinator.ui.kit import scale
from coordinator.ui.models.table import Column, RecordTable


def venue_columns() -> tuple[Column[Venue], ...]:
    """Name, and how many spaces."""
    return (
        Column(_("Name"), lambda venue: venue.name, hint=lambda venue: venue.name),
        Column(_("Spaces"), lambda venue: f"{len(venue.spaces)}" if venue.spaces else "", 64, right=True),
    )


def list_view(model: RecordTable[Venue]) -> QTableView:
    """The list at the left."""
    view = QTableView()
    view.setModel(model)
    view.setAccessibleName(_("Venues"))
    view.setShowGrid(False)
    view.setTabKeyNavigation(False)
    view.setWordWrap(False)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(scale.px(30))
    view.horizontalHeader().setHighlightSections(False)
    view.horizontalHeader().setSectionsClickable(False)
    view.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    view.setColumnWidth(1, scale.px(64))
    return view


def matches(venue: Venue, words: tuple[str, ...]) -> bool:
    """If all words are in its name, its address or its spaces."""
    text = fold(" ".join((venue.name, venue.address, *(space.name for space in venue.spaces))))
    return all(word in text for word in words)
