"""The venues: a list, and one of them to edit."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QItemSelectionModel, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator.domain.changes import AsItStands, Changes
from coordinator.domain.errors import CoordinatorError, Refused, Stale
from coordinator.domain.exports import ExportFormat, ExportWish
from coordinator.domain.folding import words_of
from coordinator.domain.privacy import Export
from coordinator.domain.problems import Problem
from coordinator.domain.venues import Venue
from coordinator.runtime.clock import Clock, SystemClock
from coordinator.runtime.i18n import _, ngettext
from coordinator.ui.kit import errors, scale
from coordinator.ui.kit.alive import is_alive
from coordinator.ui.kit.band import Band, Way
from coordinator.ui.kit.buttons import Button, PrimaryButton
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.forms import beside
from coordinator.ui.kit.lostband import NotSavedBand
from coordinator.ui.kit.meanwhile import Meanwhile, Watched, told_by
from coordinator.ui.kit.merging import changed_parts, merged, overlaps
from coordinator.ui.kit.panels import line, panel, scrolled
from coordinator.ui.kit.search import SearchField
from coordinator.ui.kit.sheet import DialogFrame
from coordinator.ui.kit.stale import StaleDialog, Versions
from coordinator.ui.kit.tokens import Tone
from coordinator.ui.models.table import RecordTable, keep_selection
from coordinator.ui.venues.form import VenueForm
from coordinator.ui.venues.listing import list_view, matches, venue_columns
from coordinator.ui.venues.parts import venue_parts
from coordinator.usecases.history import as_it_stands, undo
from coordinator.usecases.venues import (
    add_venue,
    all_venues,
    bring_back_venue,
    edit_venue,
    objections_to_venue,
    remove_venue,
)
from coordinator.wording import meanwhile
from coordinator.wording.meanwhile import Thing
from coordinator.wording.problems import sentence

_PAUSE = 200
_LEFT = 300


@dataclass(frozen=True, slots=True)
class _Draft:
    """What was typed and not saved, and the venue it was typed at."""

    before: Venue
    typed: Venue


class VenuesDialog(DialogFrame):
    """Search, choose, edit, add, remove. What is typed and not saved stays with its venue while the dialog is open,
    and is asked about before it closes. It begins with `venue_id` chosen. `export_requested` carries the wish for a
    file of the venues found."""

    export_requested = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget, *, venue_id: int | None = None, clock: Clock | None = None) -> None:
        super().__init__(parent, _("Venues"), icon="map-pin", width=940, height=620)
        self._desk = desk
        self._clock = clock or SystemClock()
        self._opened_at = self._clock.now()
        self._parts = venue_parts()
        self.venues: tuple[Venue, ...] = ()
        self.before = Venue("")
        self._drafts: dict[int | None, _Draft] = {}
        self._is_saved = False
        self._wanted_id = venue_id
        self.search = SearchField(_("Search venues"))
        self.list = RecordTable(venue_columns, identity=lambda venue: venue.id, parent=self)
        self.view = list_view(self.list)
        self.form = VenueForm()
        self.band = Band(Tone.PART)
        self.news = Band(Tone.INFO)
        self.meanwhile = Meanwhile(desk, self)
        self._comparing: StaleDialog | None = None
        self._with_theirs = ""  # what was taken over from somebody else by the save under way
        self.add_button = Button(_("New venue"), self.begin_new, icon="plus")
        self.export_button = Button(_("Export…"), self.export, icon="file-down")
        self.remove_button = Button(_("Remove"), self.remove, icon="trash-2")
        self.close_button = Button(_("Close"), self.reject, key=_("Esc"))
        self.save_button = PrimaryButton(_("Save"), self.save, key=_("Ctrl Enter"))
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._saving = False
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
        return tuple(draft.typed for draft in self._drafts.values())

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
        self._saving = True
        self.meanwhile.watch(None)  # one's own save is no news
        self._desk.do(errand, venue, then=self._saved, failed=self._not_saved)

    def remove(self) -> None:
        """Take the venue out of the list."""
        if self.before.id is not None:
            name = self.before.name
            self._drafts.pop(self.before.id, None)
            self.meanwhile.watch(None)
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
        wanted, self._wanted_id = self._wanted_id, None
        shown = wanted if wanted is not None else self.before.id
        row = self.list.row_of(shown) if shown is not None else -1
        if row >= 0 and wanted is not None:
            self._choose(row)
        elif row >= 0:
            self._mark(row)
        count = len(venues)
        self.set_subtitle(ngettext("{count} venue", "{count} venues", count).format(count=f"{count:,}"))

    def _filter(self) -> None:
        words = words_of(self.search.text())
        self.list.show(venue for venue in self.venues if matches(venue, words))

    def _choose(self, row: int) -> None:
        self._mark(row)
        self._show_row(row)

    def _mark(self, row: int) -> None:
        """Select it; the fields stay as they are where it is the venue in them."""
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.view.selectionModel().setCurrentIndex(self.list.index(row, 0), flags)

    def _show_row(self, row: int) -> None:
        """Another venue, or one's own as it was saved: what is typed stays on its own version."""
        venue = self.list.record(row)
        if venue is None or (venue.id, venue.version) == (self.before.id, self.before.version):
            return
        if venue.id != self.before.id or self._is_saved:
            self._is_saved = False
            self._keep()
            self._show(venue)

    def _show(self, venue: Venue) -> None:
        draft = self._drafts.pop(venue.id, _Draft(venue, venue))
        self.before = draft.before
        self.news.clear()
        self.form.show_venue(draft.typed)
        self.remove_button.setVisible(venue.id is not None)
        self.save_button.setText(_("Save") if venue.id is not None else _("Add venue"))
        self._watch()
        self._show_state()
        if venue.id is not None and draft.before.version != venue.version:
            self._desk.ask(as_it_stands, "venue", venue.id, then=self._moved_on, about="venue-meanwhile")

    def _keep(self) -> None:
        """What is typed stays with its venue, and with the version it was typed at."""
        if self.typed() != self.before:
            self._drafts[self.before.id] = _Draft(self.before, self.typed())
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
        self._saving = False
        self._drafts.pop(self.before.id, None)
        self.band.clear()
        self.news.clear()
        self.before = self.typed()
        self._is_saved = True
        if self._with_theirs:
            self._desk.said.emit(self._with_theirs)
            self._with_theirs = ""
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
        self._saving = False
        self._watch()
        if isinstance(error, Refused):
            self._say(error.problems)
        elif isinstance(error, Stale):
            self._solve(told_by(error))
        else:
            errors.show_in(self.band, error)

    # --- what others do meanwhile ------------------------------------------------------------------------------------

    def _watch(self) -> None:
        now = self.before
        self.meanwhile.watch(Watched("venue", now.id, now.version) if now.id is not None else None)

    def _take_changes(self, changes: Changes) -> None:
        if changes.touches("venue", "space"):
            self._read()

    def _moved_on(self, now: AsItStands) -> None:
        """Somebody else saved this venue: what is typed stays, and it is said."""
        if self._is_comparing(now):
            return
        theirs = now.record
        if not isinstance(theirs, Venue) or theirs.deleted_at is not None:
            self._say_removed(now)
        elif theirs.id == self.before.id:
            fields = [part.name for part in changed_parts(self._parts, self.before, theirs)]
            told = meanwhile.changed(Thing.VENUE, by=now.by, at=now.at, fields=fields, now=self._clock.now())
            if self.typed() == self.before:
                self._show(theirs)
                self.news.say(told, _("You see it as it is now."), tone=Tone.INFO)
            else:
                way = Way(_("Show both"), lambda: self._compare(now))
                self.news.say(told, _("What you typed is kept."), tone=Tone.INFO, links=(way,))

    def _is_comparing(self, now: AsItStands) -> bool:
        """If both are being looked at: the table follows; one that was removed is asked about below."""
        dialog = self._comparing
        if dialog is None or not is_alive(dialog.renew) or not dialog.isVisible():
            return False
        if not isinstance(now.record, Venue) or now.record.deleted_at is not None:
            dialog.reject()
            return False
        dialog.renew(dialog.versions.moved_on(now, self._clock.now()))
        return True

    def _say_removed(self, now: AsItStands) -> None:
        self.news.say(
            meanwhile.removed(Thing.VENUE, by=now.by, at=now.at, now=self._clock.now()),
            _("What you typed is kept."),
            tone=Tone.PART,
            links=(
                Way(_("Bring it back with what you typed"), lambda: self._bring_back(now)),
                Way(_("Let it go"), lambda: self._take_theirs(Venue(""))),
            ),
        )

    def _solve(self, now: AsItStands) -> None:
        """What only one side changed is taken, the rest is asked."""
        theirs = now.record
        if not isinstance(theirs, Venue) or theirs.deleted_at is not None:
            self._say_removed(now)
        elif overlaps(self._parts, self.before, self.typed(), theirs):
            self._compare(now)
        else:
            fields = [part.name for part in changed_parts(self._parts, self.before, theirs)]
            self._with_theirs = meanwhile.saved_with(by=now.by, fields=fields)
            self._settle(theirs, merged(self._parts, self.before, self.typed(), theirs))

    def _compare(self, now: AsItStands, *, removed: bool = False) -> None:
        """Both side by side; what is settled is saved."""
        theirs = now.record
        assert isinstance(theirs, Venue)
        clock = self._clock.now()
        versions = Versions(self.before, self.typed(), theirs, now.by, now.at, self._opened_at, clock, now.pc)
        dialog = StaleDialog(self, _("Changed meanwhile"), theirs.name, parts=self._parts, versions=versions)
        dialog.check_with(self._desk, objections_to_venue)
        dialog.show_log(self._desk, self._clock, about=("venue", theirs.id or 0))
        if removed:
            dialog.say_removed()
            dialog.settled.connect(self._put_back)
        else:
            dialog.settled.connect(lambda mix: self._settle(dialog.versions.theirs, mix))
        self._comparing = dialog
        dialog.let_go.connect(lambda: self._take_theirs(Venue("") if removed else dialog.versions.theirs))
        dialog.open()

    def _settle(self, theirs: Venue, mix: Venue) -> None:
        self.before = theirs
        self.news.clear()
        self.form.show_venue(mix)
        self.save()

    def _take_theirs(self, theirs: Venue) -> None:
        self._drafts.pop(self.before.id, None)
        self.band.clear()
        self._show(theirs)
        self._read()

    def _bring_back(self, now: AsItStands) -> None:
        """With what is typed, and with what somebody else had changed before it was removed."""
        theirs = now.record
        if not isinstance(theirs, Venue):
            self._put_back(self.typed())
        elif overlaps(self._parts, self.before, self.typed(), theirs):
            self._compare(now, removed=True)
        else:
            self._put_back(merged(self._parts, self.before, self.typed(), theirs))

    def _put_back(self, mix: Venue) -> None:
        """The same venue with what is typed; its events have it again."""
        self.meanwhile.watch(None)
        self.news.clear()
        self._desk.do(bring_back_venue, mix, then=self._saved, failed=self._not_saved)

    def _let_go(self) -> None:
        self._drafts.clear()
        self.before = self.typed()
        super().reject()

    # --- building ----------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        keep_selection(self.view, self.list)
        self.meanwhile.moved_on.connect(self._moved_on)
        self._desk.changed.connect(self._take_changes)
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
        column.addWidget(self.news)
        column.addWidget(self.band)
        column.addWidget(NotSavedBand(self._desk, self.form, is_saving=lambda: self._saving))
        column.addWidget(self.form, 1)
        return scrolled(inside)
