"""The venues: a list, and one of them to edit."""

from functools import partial

from PySide6.QtCore import QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from coordinator.domain.changes import Changes
from coordinator.domain.errors import CoordinatorError, Refused, Stale
from coordinator.domain.exports import ExportFormat, ExportWish
from coordinator.domain.folding import fold, words_of
from coordinator.domain.privacy import Export
from coordinator.domain.problems import Problem
from coordinator.domain.venues import Venue
from coordinator.runtime.i18n import _, ngettext
from coordinator.ui.kit import errors, scale
from coordinator.ui.kit.band import Band, Way
from coordinator.ui.kit.buttons import Button, PrimaryButton
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.forms import beside
from coordinator.ui.kit.panels import line, panel, scrolled
from coordinator.ui.kit.search import SearchField
from coordinator.ui.kit.sheet import DialogFrame
from coordinator.ui.kit.tokens import Tone
from coordinator.ui.models.table import Column, RecordTable, keep_selection
from coordinator.ui.venues.form import VenueForm
from coordinator.usecases.history import undo
from coordinator.usecases.venues import add_venue, all_venues, edit_venue, objections_to_venue, remove_venue
from coordinator.wording.problems import sentence

_PAUSE = 200
_LEFT = 300


class VenuesDialog(DialogFrame):
    """Search, choose, edit, add, remove. What is typed and not saved stays with its venue while the dialog is open,
    and is asked about before it closes. It begins with `venue_id` chosen. `export_requested` carries the wish for a file
    of the venues found."""

    export_requested = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget, *, venue_id: int | None = None) -> None:
        super().__init__(parent, _("Venues"), icon="map-pin", width=940, height=620)
        self._desk = desk
        self.venues: tuple[Venue, ...] = ()
        self.before = Venue("")
        self._drafts: dict[int | None, Venue] = {}
        self._wanted_id = venue_id
        self.search = SearchField(_("Search venues"))
        self.list = RecordTable(_columns, identity=lambda venue: venue.id)
        self.view = _list_view(self.list)
        self.form = VenueForm()
        self.band = Band(Tone.PART)
        self.add_button = Button(_("New venue"), self.begin_new, icon="plus")
        self.export_button = Button(_("Export…"), self.export, icon="file-down")
        self.remove_button = Button(_("Remove"), self.remove, icon="trash-2")
        self.close_button = Button(_("Close"), self.reject, key=_("Esc"))
        self.save_button = PrimaryButton(_("Save"), self.save, key=_("Ctrl Enter"))
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._fill()
        self._connect()
        self._show(self.before)
        self._read()

    def first_focus(self) -> QWidget | None:
        """The search."""
        return self.search.field

    def typed(self) -> Venue:
        """The venue as it stands in the fields."""
        return self.form.venue(self.before)

    def unsaved(self) -> tuple[Venue, ...]:
        """What was typed and not saved, in this dialog."""
        self._keep()
        return tuple(self._drafts.values())

    def begin_new(self) -> None:
        """Empty fields for another venue."""
        self._keep()
        self.view.clearSelection()
        self.view.setCurrentIndex(self.list.index(-1, -1))
        self._show(Venue(""))
        self.form.name.setFocus()

    def save(self) -> None:
        """Save the venue in the fields."""
        venue = self.typed()
        errand = add_venue if venue.id is None else edit_venue
        self._desk.do(errand, venue, then=self._saved, failed=self._not_saved)

    def remove(self) -> None:
        """Take the venue out of the list."""
        if self.before.id is not None:
            name = self.before.name
            self._drafts.pop(self.before.id, None)
            self._desk.do(
                remove_venue,
                self.before.id,
                self.before.version,
                then=partial(self._removed, name),
                failed=self._not_saved,
            )

    def export(self) -> None:
        """The venues found, into a file."""
        wish = ExportWish(Export.VENUES, ExportFormat.CSV, text=self.search.text().strip())
        self.export_requested.emit(wish)

    def reject(self) -> None:
        """Close; the first time, what is not saved is said."""
        unsaved = self.unsaved()
        if not unsaved:
            super().reject()
            return
        names = ", ".join(venue.name or _("the new venue") for venue in unsaved)
        self.band.say(
            _("Not saved: {names}").format(names=names),
            tone=Tone.PART,
            links=(Way(_("Go on typing"), self.band.clear), Way(_("Let it go"), self._let_go)),
        )

    # --- asking and answering ----------------------------------------------------------------------------------------

    def _read(self) -> None:
        self._desk.ask(all_venues, then=self._take, about=(self, "venues"))

    def _take(self, venues: tuple[Venue, ...]) -> None:
        self.venues = venues
        self._filter()
        wanted = self._wanted_id if self._wanted_id is not None else self.before.id
        self._wanted_id = None
        row = self.list.row_of(wanted) if wanted is not None else -1
        if row >= 0:
            self._choose(row)
        elif wanted is not None and wanted not in self._drafts:
            self._show(Venue(""))
        count = len(venues)
        self.set_subtitle(ngettext("{count} venue", "{count} venues", count).format(count=f"{count:,}"))

    def _filter(self) -> None:
        words = words_of(self.search.text())
        self.list.show(venue for venue in self.venues if _matches(venue, words))

    def _choose(self, row: int) -> None:
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.view.selectionModel().setCurrentIndex(self.list.index(row, 0), flags)
        self._show_row(row)

    def _show_row(self, row: int) -> None:
        venue = self.list.record(row)
        if venue is not None and (venue.id, venue.version) != (self.before.id, self.before.version):
            self._keep()
            self._show(venue)

    def _show(self, venue: Venue) -> None:
        self.before = venue
        self.form.show_venue(self._drafts.pop(venue.id, venue))
        self.remove_button.setVisible(venue.id is not None)
        self.save_button.setText(_("Save") if venue.id is not None else _("Add venue"))
        self._show_state()

    def _keep(self) -> None:
        """What is typed stays with its venue."""
        if self.typed() != self.before:
            self._drafts[self.before.id] = self.typed()
        else:
            self._drafts.pop(self.before.id, None)

    def _show_state(self) -> None:
        self.save_button.setEnabled(self.typed() != self.before)

    def _look(self) -> None:
        if self.typed() != self.before:
            self._desk.ask(objections_to_venue, self.typed(), then=self._say, about=(self, "look"))

    def _say(self, problems: tuple[Problem, ...]) -> None:
        for about, row in self.form.rows.items():
            mine = [sentence(one) for one in problems if self.form.rows.get(one.about) is row]
            if about != "capacity":
                row.say(" ".join(mine))

    def _saved(self, changes: Changes) -> None:
        self._drafts.pop(self.before.id, None)
        self.band.clear()
        self.before = self.typed()
        self._wanted_id = changes.record_id
        self._read()

    def _removed(self, name: str, changes: Changes) -> None:
        why = " ".join(sentence(problem) for problem in changes.warnings)
        self.before = Venue("")
        self._show(self.before)
        self.band.say(_("{name} was removed").format(name=name), why, links=(Way(_("Undo"), self._undo),))
        self._read()

    def _undo(self) -> None:
        self.band.clear()
        self._desk.do(undo, then=lambda _changes: self._read(), failed=self._not_saved)

    def _not_saved(self, error: CoordinatorError) -> None:
        if isinstance(error, Refused):
            self._say(error.problems)
        elif isinstance(error, Stale) and isinstance(error.theirs, Venue):
            self._stale(error, error.theirs)
        else:
            errors.show_in(self.band, error)

    def _stale(self, error: Stale, theirs: Venue) -> None:
        """Both stand; a person says which one is kept."""
        mine = self.typed()
        by = str(error.facts.get("by") or _("Somebody"))
        self.band.say(
            _("{name} changed this venue meanwhile").format(name=by),
            _("Now it is: {venue}").format(venue=_said(theirs)),
            tone=Tone.PART,
            links=(
                Way(_("Save mine over it"), partial(self._save_over, mine, theirs)),
                Way(_("Take theirs"), partial(self._take_theirs, theirs)),
            ),
        )

    def _save_over(self, mine: Venue, theirs: Venue) -> None:
        self.before = theirs
        self.form.show_venue(mine)
        self.save()

    def _take_theirs(self, theirs: Venue) -> None:
        self.band.clear()
        self._drafts.pop(theirs.id, None)
        self._show(theirs)
        self._read()

    def _let_go(self) -> None:
        self._drafts.clear()
        self.before = self.typed()
        super().reject()

    # --- building ----------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        keep_selection(self.view, self.list)
        self.search.typed.connect(lambda _words: self._filter())
        self.search.stepped.connect(self._step)
        self.search.entered.connect(self.form.name.setFocus)
        self.view.selectionModel().currentRowChanged.connect(lambda now, _before: self._show_row(now.row()))
        self.form.changed.connect(self._show_state)
        self.form.changed.connect(self._soon.start)
        self._soon.timeout.connect(self._look)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.save)
        QShortcut(QKeySequence("Ctrl+N"), self, self.begin_new)
        QShortcut(QKeySequence("Ctrl+E"), self, self.export)
        QShortcut(QKeySequence("Ctrl+F"), self, self.search.field.setFocus)

    def _step(self, by: int) -> None:
        now = self.view.currentIndex().row()
        row = max(0, min(self.list.rowCount() - 1, now + by))
        if self.list.rowCount():
            self._choose(row)

    def _fill(self) -> None:
        body = panel()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left())
        row.addWidget(line(upright=True))
        row.addWidget(self._right(), 1)
        self.set_body(body, scrolls=False)
        self.footer.add(self.remove_button)
        self.add_buttons(self.close_button, self.save_button)

    def _left(self) -> QWidget:
        side = QWidget()
        side.setFixedWidth(scale.px(_LEFT))
        column = QVBoxLayout(side)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self.view, 1)
        column.addWidget(beside(self.add_button, self.export_button))
        return side

    def _right(self) -> QWidget:
        inside = panel()
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(12)
        column.addWidget(self.band)
        column.addWidget(self.form, 1)
        return scrolled(inside)


def _columns() -> tuple[Column[Venue], ...]:
    return (
        Column(_("Name"), lambda venue: venue.name, hint=lambda venue: venue.name),
        Column(_("Spaces"), lambda venue: f"{len(venue.spaces)}" if venue.spaces else "", 64, right=True),
    )


def _list_view(model: RecordTable[Venue]) -> QTableView:
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


def _matches(venue: Venue, words: tuple[str, ...]) -> bool:
    text = fold(" ".join((venue.name, venue.address, *(space.name for space in venue.spaces))))
    return all(word in text for word in words)


def _said(venue: Venue) -> str:
    parts = (venue.name, venue.address, venue.phone, ", ".join(space.name for space in venue.spaces))
    return "; ".join(part for part in parts if part)
