"""Nobody found: what was typed becomes the next step."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from coordinator.domain.folding import fold
from coordinator.domain.listings import PeopleQuery, PersonRow
from coordinator.domain.people import Group
from coordinator.runtime.i18n import _, ngettext
from coordinator.ui.kit.buttons import Button, LinkButton, PrimaryButton
from coordinator.ui.kit.state import StatePanel
from coordinator.ui.kit.text import without_mnemonic

_LONGEST = 40
_OFFERED = 2


class NobodyPanel(StatePanel):
    """Shown instead of the list. `wishes` are set by the page."""

    def __init__(
        self,
        *,
        add: Callable[[], object],
        bring: Callable[[], object],
        widen: Callable[[], object],
        open_person: Callable[[int], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._add, self._bring, self._widen, self._open = add, bring, widen, open_person

    def say_empty(self) -> None:
        """There is nobody at all."""
        self.say(
            _("Nobody is on the list yet"),
            _("Bring a list you have, or add the first person."),
            icon="users",
            buttons=(
                Button(_("Import…"), self._bring, icon="file-up"),
                PrimaryButton(_("New person"), self._add, icon="user-plus", key=_("Ctrl N")),
            ),
        )

    def say_nobody(self, query: PeopleQuery, elsewhere: int, close: tuple[PersonRow, ...]) -> None:
        """The search found nobody here. `elsewhere` counts the hits among everyone, `close` are near spellings."""
        self.say(
            nobody_matches(query),
            _("Names, phone digits and e-mail were looked at, in every script.") if query.text else "",
            icon="search-x",
            buttons=self._ways(query, elsewhere),
            below=_("Close to it:") if close else "",
            links=tuple(self._link(row) for row in close),
        )

    def _ways(self, query: PeopleQuery, elsewhere: int) -> tuple[Button, ...]:
        ways: list[Button] = []
        if elsewhere:
            words = ngettext("Search everyone: {count} match", "Search everyone: {count} matches", elsewhere)
            ways.append(Button(words.format(count=elsewhere), self._widen))
        elif not query.text:
            ways.append(Button(_("Show everyone"), self._widen))
        if query.text:
            words = _("Add “{name}”").format(name=short(query.text))
            ways.append(PrimaryButton(without_mnemonic(words), self._add, icon="user-plus"))
        return tuple(ways)

    def _link(self, row: PersonRow) -> LinkButton:
        return LinkButton(without_mnemonic(short(row.sort_name)), lambda: self._open(row.id))


def nobody_matches(query: PeopleQuery) -> str:
    """The heading, by group: "No volunteer matches “diex”"."""
    if not query.text:
        return _("Nobody here fits the filters")
    sentences = {
        Group.EVERYONE: _("Nobody matches “{text}”"),
        Group.VOLUNTEERS: _("No volunteer matches “{text}”"),
        Group.OFFICERS: _("No officer matches “{text}”"),
        Group.YOUTH: _("Nobody under 18 matches “{text}”"),
    }
    return sentences[query.group].format(text=short(query.text))


def short(words: str) -> str:
    """Words that people typed, cut to what a button can hold."""
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"


def closest(rows: tuple[PersonRow, ...], text: str) -> tuple[PersonRow, ...]:
    """The few to offer: names with a word that begins with the text go first."""
    begun = fold(text)

    def rank(row: PersonRow) -> bool:
        return not any(word.startswith(begun) for word in fold(f"{row.sort_name} {row.latin_name}").split())

    return tuple(sorted(rows, key=rank)[:_OFFERED])
