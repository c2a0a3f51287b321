"""The settings on one page: sections at the left, cards in two columns. Changes count at once."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from coordinator.domain.changes import Changes
from coordinator.domain.folding import fold, words_of
from coordinator.runtime.i18n import _
from coordinator.ui.kit import scale
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.page import Page, Session
from coordinator.ui.kit.panels import CommandBar, panel, scrolled
from coordinator.ui.kit.search import SearchField
from coordinator.ui.kit.sections import SectionList
from coordinator.ui.kit.wishes import ShowSection
from coordinator.ui.preferences.backupscard import BackupsCard
from coordinator.ui.preferences.card import SettingsCard
from coordinator.ui.preferences.cards import AppearanceCard, YouCard
from coordinator.ui.preferences.officecard import OfficeCard
from coordinator.ui.preferences.papercard import PaperCard
from coordinator.ui.preferences.passphrasecard import PassphraseCard
from coordinator.ui.preferences.precinctcard import PrecinctCard
from coordinator.ui.preferences.removedcard import RemovedCard
from coordinator.ui.preferences.upkeepcard import UpkeepCard
from coordinator.ui.preferences.venuescard import VenuesCard

_LEFT = (PrecinctCard, AppearanceCard, PaperCard, UpkeepCard)
_RIGHT = (BackupsCard, OfficeCard, PassphraseCard, YouCard, VenuesCard, RemovedCard)


class SettingsPage(Page):
    """Only what works in this part of the program."""

    def __init__(self, desk: Desk, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(desk, session, parent)
        self.setAccessibleName(_("Settings"))
        self.bar = CommandBar(_("Settings"), _("Changes count at once. Undo takes back those of the precinct."))
        self.finder = SearchField(_("Find a setting"), key=_("Ctrl F"))
        self.finder.setFixedWidth(scale.px(240))
        self.bar.add(self.finder)
        self.column.addWidget(self.bar)
        self.left = [card(desk, session) for card in _LEFT]
        self.right = [card(desk, session) for card in _RIGHT]
        for card in self.right:
            if isinstance(card, RemovedCard):
                card.wanted.connect(lambda: self.page_requested.emit("removed", None))
            elif isinstance(card, VenuesCard):
                card.wanted.connect(lambda: self.page_requested.emit("venues", None))
        self.sections = self._section_list()
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.sections)
        self.area = self._card_area()
        row.addWidget(self.area, 1)
        self.column.addLayout(row, 1)
        self.finder.typed.connect(self._find)
        self.finder.stepped.connect(self._to_cards)
        self.finder.entered.connect(self._to_setting)
        self.setFocusProxy(self.sections)

    def cards(self) -> tuple[SettingsCard, ...]:
        """All cards in the order of the sections."""
        return (*self.left, *self.right)

    def hints(self) -> str:
        """The keys that count here."""
        return _("Up and Down choose a section, Tab goes on, Ctrl F finds a setting")

    def refresh(self, changes: Changes | None = None) -> None:
        """Show what counts now; a field in which somebody types is left alone."""
        if changes is None or changes.touches("precinct"):
            for card in self.cards():
                card.fill()

    def search(self) -> None:
        """To the field that finds a setting."""
        self.finder.setFocus()
        self.finder.field.selectAll()

    def regions(self) -> tuple[QWidget, ...]:
        """Finder, sections, cards."""
        return (self.finder, self.sections, self.area)

    def begin(self, wish: object) -> None:
        """To the card that was asked for elsewhere."""
        titles = [card.words for card in self.cards()]
        if isinstance(wish, ShowSection) and wish.title in titles:
            self.finder.set_text("")
            self.sections.setCurrentRow(titles.index(wish.title))
            self._show_section(titles.index(wish.title))
            self.sections.setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self) -> object:
        """How far it is scrolled."""
        return self.area.verticalScrollBar().value()

    def go_to(self, place: object) -> None:
        """Back to there."""
        if isinstance(place, int):
            self.area.verticalScrollBar().setValue(place)

    def _section_list(self) -> SectionList:
        made = SectionList(_("Sections"))
        for card in self.cards():
            made.add(card.words, icon=card.icon)
        made.make_room(most=250)
        made.setCurrentRow(0)
        made.currentRowChanged.connect(self._show_section)
        return made

    def _card_area(self) -> QScrollArea:
        holder = panel(surface="window")
        row = self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, holder)
        row.setContentsMargins(12, 12, 12, 12)
        row.setSpacing(12)
        for cards in (self.left, self.right):
            column = QVBoxLayout()
            column.setSpacing(12)
            for card in cards:
                column.addWidget(card)
            column.addStretch()
            row.addLayout(column, 1)
        area = scrolled(holder)
        area.setFocusProxy(self.left[0].first())
        return area

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns where there is room for both, else one under the other."""
        super().resizeEvent(event)
        needed = sum(max(card.minimumSizeHint().width() for card in cards) for cards in (self.left, self.right))
        wide = self.width() - self.sections.width() >= needed + 48
        directions = QBoxLayout.Direction
        self._columns.setDirection(directions.LeftToRight if wide else directions.TopToBottom)
        QTimer.singleShot(0, self, self._keep_focus_in_sight)  # the cards take their places after this

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab goes from a section to its card, wherever that stands in the order of Tab, and Shift+Tab back."""
        focus, row = QApplication.focusWidget(), self.sections.currentRow()
        if not 0 <= row < len(self.cards()) or self.sections.isRowHidden(row):
            return super().focusNextPrevChild(next)
        first = self._first_of(self.cards()[row])
        if next and focus is self.sections and first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)
            self.area.ensureWidgetVisible(first, 0, 40)
            return True
        if not next and focus is not None and focus is first:
            self.sections.setFocus(Qt.FocusReason.BacktabFocusReason)
            return True
        return super().focusNextPrevChild(next)

    def _first_of(self, card: SettingsCard) -> QWidget | None:
        """What takes the focus first in a card."""
        first = card.first()
        places = (first, *card.findChildren(QWidget))
        return next((place for place in places if _takes_tab(place)), None)

    def _keep_focus_in_sight(self) -> None:
        focus, shown = QApplication.focusWidget(), self.area.widget()
        if focus is not None and shown is not None and shown.isAncestorOf(focus):
            self.area.ensureWidgetVisible(focus, 0, 40)

    def _show_section(self, row: int) -> None:
        if 0 <= row < len(self.cards()):
            self.area.ensureWidgetVisible(self.cards()[row], 0, 12)

    def _find(self, words: str) -> None:
        asked = words_of(words)
        shown = 0
        for place, card in enumerate(self.cards()):
            fits = all(word in fold(card.searched()) for word in asked)
            card.setVisible(fits)
            self.sections.setRowHidden(place, not fits)
            shown += fits
        self.finder.set_count(_("{n} of {all}").format(n=shown, all=len(self.cards())) if asked else "")

    def _to_setting(self) -> None:
        """To the very row whose words were typed, or to the first card that has them all."""
        asked = words_of(self.finder.text())
        rows = (found for card in self.cards() if card.isVisibleTo(self) for found in card.rows_searched())
        row = next((row for words, row in rows if asked and all(word in fold(words) for word in asked)), None)
        if row is None:
            self._to_cards(1)
        else:
            self.area.ensureWidgetVisible(row, 0, 40)
            row.focus()

    def _to_cards(self, _step: int) -> None:
        found = next((card for card in self.cards() if card.isVisibleTo(self)), None)
        if found is not None:
            found.first().setFocus(Qt.FocusReason.TabFocusReason)


def _takes_tab(widget: QWidget) -> bool:
    stops = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return stops and widget.isVisible() and widget.isEnabled()
