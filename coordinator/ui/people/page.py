"""The People page: find anyone in seconds, and see the card beside the list."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from coordinator.domain.changes import Changes
from coordinator.domain.errors import CoordinatorError
from coordinator.domain.exports import ExportFormat, ExportWish
from coordinator.domain.imports import Subject
from coordinator.domain.listings import EventQuery, PeopleQuery, PersonCard, PersonRow
from coordinator.domain.listings import PeoplePage as Answer
from coordinator.domain.people import Group, Person
from coordinator.domain.privacy import Export
from coordinator.runtime.i18n import _
from coordinator.ui.kit import errors, scale
from coordinator.ui.kit.buttons import Button, IconButton, PrimaryButton
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.page import Page, Session
from coordinator.ui.kit.panels import CommandBar, line, panel
from coordinator.ui.kit.segmented import Choice, Segmented
from coordinator.ui.kit.text import Label
from coordinator.ui.kit.wishes import EditRecord
from coordinator.ui.people.card import WIDTH, CardPanel
from coordinator.ui.people.deeds import BandHolder, CardDeeds
from coordinator.ui.people.emptiness import NobodyPanel, closest
from coordinator.ui.people.findbar import FindBar
from coordinator.ui.people.listing import PAGE, PeopleModel, PeopleTable
from coordinator.usecases.people import all_tags, people_matching, person_card
from coordinator.wording.labels import group_name

_NARROW = 1190
_NARROW_CARD = 360
_TABLES = ("person", "contact_point", "person_tag", "signup", "event", "position")
_LOOKED_AT = 50
"""So many are looked at for near spellings when nobody is found."""


class PeoplePage(Page):
    """Group switch, search, filters, list and card. Asks for the import with `page_requested("import", Subject)`."""

    icon = "contact-round"

    def __init__(self, desk: Desk, session: Session, parent: QWidget | None = None) -> None:
        self.title = _("People")
        super().__init__(desk, session, parent)
        self.query = PeopleQuery(limit=PAGE)
        self._wanted_id: int | None = None
        self._card_id: int | None = None
        self._group_counts: dict[Group, int] = {}
        self._make()
        self._lay_out()
        self._connect()

    # --- what the window asks ----------------------------------------------------------------------------------------

    def hints(self) -> str:
        """The keys that count here."""
        return _("Up and Down move, Enter opens, F2 edits, Delete removes, Ctrl F search")

    def refresh(self, changes: Changes | None = None) -> None:
        """Read again what is shown."""
        if changes is not None and not changes.touches(*_TABLES):
            return
        self._ask(keep=True)
        self.deeds.refresh()
        self.desk.ask(all_tags, then=self.find_bar.set_tags, about=(self, "tags"))
        if self._card_id is not None:
            self._ask_card(self._card_id)

    def new(self) -> None:
        """An empty card; what the search did not find is its name."""
        self.deeds.edit(None, begin=_named(self.query.text) if self.model.total == 0 else None)

    def begin(self, wish: object) -> None:
        """A name that was typed elsewhere and that nobody has yet: an empty card with it. Or a card to edit."""
        if isinstance(wish, EditRecord):
            self.open_record("person", wish.id)
            self.desk.ask(
                person_card,
                wish.id,
                then=lambda card: self.deeds.edit(card.person),
                about=(self, "edit"),
                unanswered=self.desk.put_off,
            )
        elif isinstance(wish, str):
            self.deeds.edit(None, begin=_named(wish) or Person(given_name=wish.strip()))

    def search(self) -> None:
        """To the search field."""
        self.find_bar.search.setFocus()
        self.find_bar.search.field.selectAll()

    def export(self) -> None:
        """Those found, in the order of the list."""
        self.page_requested.emit("export", ExportWish(Export.PEOPLE, ExportFormat.CSV, people=self.query))

    def _export_current(self) -> None:
        """The card of one person; of the sign-ups, theirs."""
        if self._card_id is not None:
            theirs = EventQuery(person_id=self._card_id)
            wish = ExportWish(Export.PEOPLE, ExportFormat.VCF, person_id=self._card_id, events=theirs)
            self.page_requested.emit("export", wish)

    def open_record(self, kind: str, record_id: int) -> None:
        """Show somebody's card, wherever they are in the list."""
        if kind != "person":
            return
        self._wanted_id = record_id
        row = self.model.row_of(record_id)
        if row >= 0:
            self.table.choose(row)
        else:
            self._widen()
        self.card_holder.show()
        self._ask_card(record_id)

    def place(self) -> object:
        """What is asked for, and whose card is open."""
        return self.query, self.card.card.person.id if self.card.card else None

    def go_to(self, place: object) -> None:
        """Back to a place of before."""
        if isinstance(place, tuple) and len(place) == 2 and isinstance(place[0], PeopleQuery):
            self.groups.set_value(str(place[0].group))
            self.find_bar.search.set_text(place[0].text)
            if isinstance(place[1], int):
                self.open_record("person", place[1])

    def regions(self) -> tuple[QWidget, ...]:
        """Search, list, card."""
        return (self.find_bar.search, self.table, self.card.edit_button)

    # --- asking ------------------------------------------------------------------------------------------------------

    def _ask(self, *, keep: bool = False) -> None:
        """Put the question anew. `keep`: the same list again, so stay where it is scrolled to."""
        group = Group(self.groups.value() or Group.EVERYONE)
        self.query = self.find_bar.narrowed(replace(self.query, group=group, offset=0))
        page = max(0, self.table.rowAt(0)) // PAGE if keep else 0
        asked = replace(self.query, offset=page * PAGE)
        self.desk.ask(
            people_matching,
            asked,
            then=lambda answer: self._show(answer, page, asked, keep=keep),
            failed=self._failed,
            about=(self, "list"),
        )

    def _ask_pages(self, pages: frozenset[int]) -> None:
        for page in sorted(pages):
            self._ask_page(page, replace(self.query, offset=page * PAGE))

    def _ask_page(self, page: int, asked: PeopleQuery) -> None:
        self.desk.ask(
            people_matching,
            asked,
            then=lambda answer: self._add(answer, page, asked),
            about=(self, "page", page),
        )

    def _ask_card(self, person_id: int) -> None:
        """The card that is wanted now: an answer about another one is not shown any more."""
        self._card_id = person_id
        self.desk.ask(person_card, person_id, then=self._show_card, failed=self._lost_card, about=(self, "card"))

    def _show(self, answer: Answer, page: int, asked: PeopleQuery, *, keep: bool) -> None:
        if page and not answer.rows:
            self._ask()
            return
        scrolled_to = self.table.verticalScrollBar().value()
        neighbour = max(0, self.table.currentIndex().row()) if keep else 0
        chosen = self._wanted_id or self._card_id
        self.table.marks.query = asked.text
        self.model.begin(answer, page)
        self._show_counts(answer)
        self._choose_again(chosen, neighbour)
        if keep:
            self.table.verticalScrollBar().setValue(scrolled_to)
        self._show_emptiness(answer)

    def _add(self, answer: Answer, page: int, asked: PeopleQuery) -> None:
        if replace(asked, offset=0) == self.query:
            self.model.add(page, answer)

    def _choose_again(self, person_id: int | None, neighbour: int) -> None:
        """The same person if they are still there, else whoever is in that place; a card that was asked for stays."""
        row = self.model.row_of(person_id) if person_id is not None else -1
        if row >= 0:
            self._wanted_id = None
            self.table.choose(row)
        elif self._wanted_id is None and self.model.total:
            self.table.choose(min(neighbour, self.model.total - 1))
        elif not self.model.total and self._wanted_id is None:
            self._clear_card()

    def _show_counts(self, answer: Answer) -> None:
        """An answer to a search does not count the groups again: they stay as they were."""
        for group, count in answer.group_counts.items():
            self._group_counts[group] = count
            self.groups.set_words(str(group), f"{group_name(group)} {count:,}")
        if Group.EVERYONE in self._group_counts:
            self.find_bar.set_count(answer.total, self._group_counts[self.query.group])
        else:
            self._count_groups(answer.total)

    def _count_groups(self, found: int) -> None:
        """Somebody typed before the first list was there, and a search counts only what it finds."""

        def show(first: Answer) -> None:
            self._show_counts(replace(first, total=found))

        self.desk.ask(people_matching, PeopleQuery(limit=0), then=show, about=(self, "groups"))

    def _show_emptiness(self, answer: Answer) -> None:
        self.stack.setCurrentWidget(self.nobody if answer.total == 0 else self.full)
        if answer.everyone == 0 and not self.query.text:
            self.nobody.say_empty()
        elif answer.total == 0:
            self.nobody.say_nobody(self.query, 0, ())
            self._ask_elsewhere(self.query)

    def _ask_elsewhere(self, query: PeopleQuery) -> None:
        wider = PeopleQuery(text=query.text, limit=1)
        narrow = query.group is not Group.EVERYONE or self.find_bar.is_filtered()
        self.desk.ask(
            people_matching,
            wider,
            then=lambda found: self._ask_close(query, found.total if narrow and query.text else 0, query.text[:-1]),
            about=(self, "elsewhere"),
        )

    def _ask_close(self, query: PeopleQuery, elsewhere: int, text: str) -> None:
        """Look for less and less of what was typed, until somebody is found."""
        if len(text.strip()) < 2:
            self._show_nobody(query, elsewhere, ())
            return
        self.desk.ask(
            people_matching,
            PeopleQuery(text=text, limit=_LOOKED_AT),
            then=lambda found: (
                self._show_nobody(query, elsewhere, closest(found.rows, text))
                if found.rows
                else self._ask_close(query, elsewhere, text[:-1])
            ),
            about=(self, "elsewhere"),
        )

    def _show_nobody(self, query: PeopleQuery, elsewhere: int, close: tuple[PersonRow, ...]) -> None:
        if query == self.query and self.model.total == 0:
            self.nobody.say_nobody(query, elsewhere, close)

    def _show_card(self, card: PersonCard) -> None:
        if card.person.deleted_at is not None:
            self._clear_card()
        else:
            self.card.show_card(card)

    def _lost_card(self, error: CoordinatorError) -> None:
        self._clear_card()

    def _clear_card(self) -> None:
        self._card_id = None
        self.card.clear()

    def _failed(self, error: CoordinatorError) -> None:
        errors.show_in(self.band, error)

    # --- acting ------------------------------------------------------------------------------------------------------

    def _row_changed(self, row: PersonRow | None) -> None:
        if row is not None and row.id != self._card_id:
            self._ask_card(row.id)

    def _sort(self, order: str, descending: bool) -> None:
        if order and (order, descending) != (self.query.sort, self.query.descending):
            self.query = replace(self.query, sort=order, descending=descending)
            self._ask()

    def _widen(self) -> None:
        """Everyone counts: no group, no filter."""
        self.groups.set_value(str(Group.EVERYONE))
        self.find_bar.clear_filters()
        self._ask()

    def _open_card(self) -> None:
        self.card_holder.show()
        self.card.edit_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_card(self) -> None:
        self.card_holder.hide()
        self.table.setFocus()

    def _edit_current(self) -> None:
        self._with_current(self.deeds.edit)

    def _remove_current(self) -> None:
        self._with_current(self.deeds.remove)

    def _erase_current(self) -> None:
        self._with_current(self.deeds.erase)

    def _leave_erased(self) -> None:
        """From the card that goes now to the list; whoever works elsewhere already stays there."""
        focus = QApplication.focusWidget()
        if focus is None or not self.isAncestorOf(focus) or self.card_holder.isAncestorOf(focus):
            self.table.setFocus()

    def _with_current(self, act: Callable[[Person], object]) -> None:
        """Do it with whom the list stands on: right after a step the card beside it is still the one before."""
        shown = self.card.card.person if self.card.card is not None else None
        if shown is not None and shown.id == self._card_id:
            act(shown)
        elif self._card_id is not None:
            self.desk.ask(person_card, self._card_id, then=lambda card: act(card.person), about=(self, "deed"))

    def _removed(self, person_id: int) -> None:
        if self._card_id == person_id:
            self._clear_card()

    # --- building ----------------------------------------------------------------------------------------------------

    def _make(self) -> None:
        today = self.session.today
        self.groups = Segmented(
            _("Group"), [Choice(str(group), group_name(group)) for group in Group], value=str(Group.EVERYONE)
        )
        self.import_button = Button(_("Import…"), self._bring, icon="file-up")
        self.removed_button = IconButton(_("Recently removed…"), "history", self._show_removed)
        self.export_button = Button(_("Export…"), self.export, icon="file-down")
        self.new_button = PrimaryButton(_("New person"), self.new, icon="user-plus")
        self.find_bar = FindBar()
        self.band_holder = BandHolder()
        self.band = self.band_holder.band
        self.deeds = CardDeeds(self.desk, self.session, self, self.band)
        self.model = PeopleModel(today, self._sort, self)
        self.table = PeopleTable(self.model, today)
        self.nobody = NobodyPanel(
            add=self.new, bring=self._bring, widen=self._widen, open_person=lambda key: self.open_record("person", key)
        )
        self.card = CardPanel(self.session)

    def _bring(self) -> None:
        self.page_requested.emit("import", Subject.PEOPLE)

    def _show_removed(self) -> None:
        self.page_requested.emit("removed", None)

    def _connect(self) -> None:
        self.groups.chosen.connect(lambda _group: self._ask())
        self.find_bar.changed.connect(self._ask)
        self.find_bar.search.stepped.connect(self.table.step)
        self.find_bar.search.entered.connect(self._open_card)
        self.model.pages_wanted.connect(self._ask_pages)
        self.table.shown_changed.connect(self._row_changed)
        self.table.open_requested.connect(self._open_card)
        self.table.edit_requested.connect(self._edit_current)
        self.table.remove_requested.connect(self._remove_current)
        self.table.erase_requested.connect(self._erase_current)
        self.table.export_requested.connect(self._export_current)
        self.table.typed.connect(self._type_on)
        self.card.edit_requested.connect(self._edit_current)
        self.card.remove_requested.connect(self._remove_current)
        self.card.erase_requested.connect(self._erase_current)
        self.card.event_requested.connect(lambda event: self.opened_requested.emit("event", event))
        self.card.close_requested.connect(self._close_card)
        self.deeds.opened.connect(lambda person: self.open_record("person", person))
        self.deeds.removed.connect(self._removed)
        self.deeds.erasing.erased.connect(self._leave_erased)
        edit = QShortcut(QKeySequence(Qt.Key.Key_F2), self)
        edit.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        edit.activated.connect(self._edit_current)

    def _type_on(self, letters: str) -> None:
        self.find_bar.search.setFocus()
        self.find_bar.search.field.insert(letters)

    def _lay_out(self) -> None:
        bar = CommandBar(_("People"))
        bar.add(self.groups)
        bar.stretch()
        bar.add(self.removed_button, self.import_button, self.export_button, self.new_button)
        self.column.addWidget(bar)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._list_side(), 1)
        self.card_holder = self._card_side()
        row.addWidget(self.card_holder)
        self.column.addLayout(row, 1)

    def _list_side(self) -> QWidget:
        side = panel()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.find_bar)
        column.addWidget(self.band_holder)
        self.full = QWidget()
        inside = QVBoxLayout(self.full)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self.table, 1)
        self.hint = Label(_search_hint(), "small", ink="3", wraps=True)
        self.hint.setContentsMargins(16, 8, 16, 8)
        inside.addWidget(self.hint)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.full)
        self.stack.addWidget(self.nobody)
        column.addWidget(self.stack, 1)
        return side

    def _card_side(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(line(upright=True))
        row.addWidget(self.card, 1)
        holder.setFixedWidth(scale.px(WIDTH))
        return holder

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the card is narrower and can be closed."""
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW
        self.card_holder.setFixedWidth(scale.px(_NARROW_CARD if narrow else WIDTH))
        self.card.set_closable(closable=narrow)
        if not narrow:
            self.card_holder.show()


def _search_hint() -> str:
    return _(
        "Search finds parts of words, phone numbers and e-mail addresses. Accents and scripts do not matter: "
        "“jose” finds José, and “оле” finds Олена."
    )


def _named(text: str) -> Person | None:
    """A card to begin with, from the words of a search that found nobody."""
    words = text.split()
    if not words or any(sign.isdigit() or sign == "@" for sign in text):
        return None
    return Person(given_name=" ".join(words[:-1]) or words[0], family_name=words[-1] if len(words) > 1 else "")
