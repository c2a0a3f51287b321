"""Around the list of find anything: the tabs of the groups, the footer with keys and what was opened lately."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from coordinator.domain.directions import directions_shown
from coordinator.runtime.i18n import _
from coordinator.ui.finding.lines import Group, Hit, group_words
from coordinator.ui.kit import fonts, scale
from coordinator.ui.kit.buttons import LinkButton
from coordinator.ui.kit.panels import Bar
from coordinator.ui.kit.text import ElidedLabel, Label, set_hint, without_mnemonic

_LONGEST = 18
_MOST = 3
_RECENT_WIDTH = 380


class GroupTab(QPushButton):
    """One group with its count; the style sheet knows it by this name. Tab in the field goes through them."""

    def __init__(self, group: Group) -> None:
        super().__init__(group_words(group))
        self.of = group
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)


class GroupTabs(Bar):
    """`chosen` carries the group somebody clicked."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("panel", margin=10, parent=parent)
        self.setAccessibleName(_("Groups"))
        self.tabs = {group: GroupTab(group) for group in Group}
        self._only_one = QButtonGroup(self)
        self.row.setSpacing(2)
        for tab in self.tabs.values():
            self._only_one.addButton(tab)
            self.add(tab)
            tab.clicked.connect(lambda _on=False, group=tab.of: self.chosen.emit(group))
        self.row.addStretch(1)
        hint = ElidedLabel(_("Tab changes the group"), "small", ink="3")
        self.row.addWidget(hint)
        self.set_current(Group.ALL)

    def set_current(self, group: Group) -> None:
        """Mark the group that is shown."""
        self.tabs[group].setChecked(True)

    def set_counts(self, counts: Mapping[Group, int]) -> None:
        """How many each group has; nothing beside those that are not counted."""
        for group, tab in self.tabs.items():
            words = group_words(group)
            tab.setText(f"{words} {counts[group]:,}" if group in counts else words)
            tab.setAccessibleName(tab.text())


class Footer(Bar):
    """The keys, and links to what was opened last."""

    def __init__(self, press: Callable[[Hit], object], parent: QWidget | None = None) -> None:
        super().__init__("footer", margin=14, parent=parent)
        self.setFixedHeight(scale.px(34))
        self._press = press
        self.keys = ElidedLabel(_("Up, Down choose · Enter opens · Ctrl Enter edits"), "small", ink="2")
        self.row.setSpacing(4)
        self.row.addWidget(self.keys, 1)
        self._title = Label(_("Recent:"), "small", ink="2")
        self.add(self._title)
        self._title.hide()
        self.links: list[LinkButton] = []

    def show_recent(self, hits: tuple[Hit, ...]) -> None:
        """As many of them as there is room for."""
        for link in self.links:
            link.hide()
            link.deleteLater()
        self.links = [self._link(hit) for hit in _fitting(hits)]
        self.add(*self.links)
        self._title.setVisible(bool(self.links))

    def _link(self, hit: Hit) -> LinkButton:
        made = LinkButton(without_mnemonic(_short(hit.title)), lambda: self._press(hit))
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setAccessibleName(directions_shown(hit.title))
        set_hint(made, hit.title)
        return made


def _fitting(hits: tuple[Hit, ...]) -> list[Hit]:
    measure, room, kept = fonts.metrics("small-strong"), scale.px(_RECENT_WIDTH), list[Hit]()
    for hit in hits[:_MOST]:
        room -= measure.horizontalAdvance(_short(hit.title)) + scale.px(12)
        if room >= 0:
            kept.append(hit)
    return kept


def _short(words: str) -> str:
    words = directions_shown(words)
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
