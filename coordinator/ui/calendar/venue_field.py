"""Where an event is: a venue, one of its spaces, or any words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator.domain.venues import Space, Venue
from coordinator.runtime.i18n import _, ngettext
from coordinator.ui.calendar.choosing import searched_box
from coordinator.ui.kit.text import Label


@dataclass(frozen=True, slots=True)
class Spot:
    """One line of the list."""

    words: str
    venue_id: int
    space_id: int | None = None
    facts: str = ""


@dataclass(frozen=True, slots=True)
class Where:
    """The answer: ids, or free text."""

    venue_id: int | None = None
    space_id: int | None = None
    place: str = ""


class VenueField(QWidget):
    """Type any part of a name. `changed` comes with every change."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = searched_box(_("Venue"), hint=_("Choose a venue, or write where it is"))
        self.hint = Label("", "small", ink="2", wraps=True)
        self._spots: tuple[Spot, ...] = ()
        self._known: Spot | None = None
        self.box.editTextChanged.connect(self._changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(self.box)
        column.addWidget(self.hint)
        self.setFocusProxy(self.box)

    def set_venues(self, venues: Iterable[Venue]) -> None:
        """What can be chosen; what is typed stays."""
        self._spots = tuple(_spots(venues))
        self._fill()

    def set_where(self, where: Where, words: str) -> None:
        """Show a place; `words` are its name, also where the venue is not in the list any more."""
        self._known = Spot(words, where.venue_id, where.space_id) if where.venue_id is not None else None
        self._fill(where.place if where.venue_id is None else words)

    def where(self) -> Where:
        """What is chosen or typed."""
        words = " ".join(self.box.currentText().split())
        spot = self._spot(words)
        return Where(spot.venue_id, spot.space_id) if spot is not None else Where(place=words)

    def _spot(self, words: str) -> Spot | None:
        known = (self._known,) if self._known is not None else ()
        at = self.box.currentIndex()
        chosen = self.box.itemData(at) if at >= 0 and self.box.itemText(at) == words else None
        if isinstance(chosen, Spot):
            return chosen
        same = (spot for spot in (*known, *self._spots) if spot.words.casefold() == words.casefold())
        return next(same, None)

    def _fill(self, words: str | None = None) -> None:
        shown = self.box.currentText() if words is None else words
        missing = self._known is not None and all(spot.words != self._known.words for spot in self._spots)
        self.box.blockSignals(True)
        self.box.clear()
        for spot in (*((self._known,) if missing and self._known else ()), *self._spots):
            self.box.addItem(spot.words, spot)
        self.box.setCurrentIndex(self._index_of(shown))
        self.box.setEditText(shown)
        self.box.blockSignals(False)
        self._show_hint()

    def _index_of(self, words: str) -> int:
        """The line that was meant: two venues may have one name, so the known ids go first."""
        same = [n for n in range(self.box.count()) if self.box.itemText(n) == words]
        known = self._known
        if known is not None:
            for n in same:
                spot = self.box.itemData(n)
                if (spot.venue_id, spot.space_id) == (known.venue_id, known.space_id):
                    return n
        return same[0] if same else -1

    def _changed(self) -> None:
        self._show_hint()
        self.changed.emit()

    def _show_hint(self) -> None:
        words = " ".join(self.box.currentText().split())
        spot = self._spot(words)
        if spot is not None:
            self.hint.setText(spot.facts)
        else:
            self.hint.setText(_("Kept as written: it is not in the list of venues.") if words else "")
        self.hint.setVisible(bool(self.hint.text()))


def _spots(venues: Iterable[Venue]) -> Iterator[Spot]:
    for venue in venues:
        assert venue.id is not None
        yield Spot(" ".join(venue.name.split()), venue.id, None, _facts(venue, None))
        for space in venue.spaces:
            words = " ".join(f"{venue.name}, {space.name}".split())
            yield Spot(words, venue.id, space.id, _facts(venue, space))


def _facts(venue: Venue, space: Space | None) -> str:
    parts = []
    if space is not None and space.capacity is not None:
        parts.append(ngettext("for {n} person", "for {n} people", space.capacity).format(n=space.capacity))
    if venue.step_free is not None:
        parts.append(_("step-free") if venue.step_free else _("with steps"))
    if venue.address:
        parts.append(" ".join(venue.address.split()))
    return " · ".join(parts)
