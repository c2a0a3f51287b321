"""One card to type, new or changed: checked live, and nothing typed is ever lost."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator.domain.changes import AsItStands, Changes
from coordinator.domain.errors import CoordinatorError, Refused, Stale
from coordinator.domain.listings import Likeness
from coordinator.domain.people import Person
from coordinator.domain.problems import Problem
from coordinator.runtime.i18n import _
from coordinator.ui.kit import errors
from coordinator.ui.kit.alive import is_alive
from coordinator.ui.kit.band import Band, Way
from coordinator.ui.kit.buttons import Button, PrimaryButton
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.forms import FormRow
from coordinator.ui.kit.lostband import NotSavedBand
from coordinator.ui.kit.meanwhile import Meanwhile, Watched, told_by
from coordinator.ui.kit.merging import changed_parts, merged, overlaps
from coordinator.ui.kit.page import Session
from coordinator.ui.kit.sheet import DialogFrame
from coordinator.ui.kit.stale import StaleDialog, Versions
from coordinator.ui.kit.tokens import Tone
from coordinator.ui.people.form import PersonForm
from coordinator.ui.people.merging import person_parts
from coordinator.usecases.people import (
    add_person,
    all_tags,
    bring_back_person,
    edit_person,
    likely_duplicates,
    objections_to_person,
)
from coordinator.wording import meanwhile
from coordinator.wording.labels import likeness_name
from coordinator.wording.meanwhile import Thing
from coordinator.wording.problems import sentence

_PAUSE = 200
"""Milliseconds after the last letter before the card is looked at."""


class PersonEditor(DialogFrame):
    """`saved` carries the changes; `dropped` what was typed and not saved; `other_requested` a card that looks like
    this one. `draft` is what was typed before."""

    saved = Signal(object)
    dropped = Signal(object)
    other_requested = Signal(int)

    def __init__(
        self,
        desk: Desk,
        session: Session,
        parent: QWidget,
        *,
        person: Person | None = None,
        draft: Person | None = None,
    ) -> None:
        title = person.full_name if person else _("New person")
        super().__init__(parent, title, icon="contact-round", subtitle=_("Not saved yet"), width=780, height=640)
        self._desk, self._session = desk, session
        self.before = person or Person()
        self._opened_at = session.clock.now()
        self._parts = person_parts(session.style)
        self._done = False
        self._was_refused = False
        self.band = Band(Tone.PART)
        self.news = Band(Tone.INFO)
        self.form = PersonForm(session.style, session.today())
        self.form.show_person(draft or self.before)
        self.form.given.end(False)  # behind a name that was brought along
        self.save_button = PrimaryButton(_("Save") if person else _("Add person"), self.save, key=_("Ctrl Enter"))
        self.cancel_button = Button(_("Cancel"), self.reject, key=_("Esc"))
        self._fill()
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self._look)
        self.form.changed.connect(self._soon.start)
        self.form.changed.connect(self._show_state)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.save)
        self.meanwhile = Meanwhile(desk, self)
        self._comparing: StaleDialog | None = None
        self._with_theirs = ""  # what was taken over from somebody else by the save under way
        self.meanwhile.moved_on.connect(self._moved_on)
        self._watch()
        desk.ask(all_tags, then=self.form.tags.set_known, about=(self, "tags"))
        self._show_state()
        self._look()

    def first_focus(self) -> QWidget | None:
        """The given name."""
        return self.form.given

    def typed(self) -> Person:
        """The card as it stands in the fields, for the record it began with."""
        return self.form.person(self.before)

    def is_changed(self) -> bool:
        """If anything typed is not saved."""
        return self.typed() != self.before or not self.form.born.is_sound()

    def save(self) -> None:
        """Save, or say why not, with everything typed still there."""
        if not self.form.born.is_sound():
            self.form.born_row.say(self.form.born.complaint())
            self.form.born.setFocus()
            return
        self._send(self.typed())

    def reject(self) -> None:
        """Close; what was typed goes to whoever opened the editor."""
        if not self._done and self.is_changed():
            self._done = True
            self.dropped.emit(self.typed())
        super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field saves nothing: it would surprise in a form of many fields."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    # --- what others do meanwhile ------------------------------------------------------------------------------------

    def _watch(self) -> None:
        now = self.before
        self.meanwhile.watch(Watched("person", now.id, now.version) if now.id is not None else None)

    def _moved_on(self, now: AsItStands) -> None:
        """Somebody else saved this card: what is typed stays, and it is said."""
        if self._is_comparing(now):
            return
        theirs = now.record
        if not isinstance(theirs, Person) or theirs.deleted_at is not None:
            self._say_removed(now)
            return
        fields = [part.name for part in changed_parts(self._parts, self.before, theirs)]
        told = meanwhile.changed(Thing.CARD, by=now.by, at=now.at, fields=fields, now=self._session.clock.now())
        if not self.is_changed():
            self.before = theirs
            self.form.show_person(theirs)
            self._watch()
            self.news.say(told, _("You see it as it is now."), tone=Tone.INFO)
        else:
            way = Way(_("Show both"), lambda: self._compare(now))
            self.news.say(told, _("What you typed is kept."), tone=Tone.INFO, links=(way,))

    def _is_comparing(self, now: AsItStands) -> bool:
        """If both are being looked at: the table follows; one that was removed is asked about below."""
        dialog = self._comparing
        if dialog is None or not is_alive(dialog.renew) or not dialog.isVisible():
            return False
        if not isinstance(now.record, Person) or now.record.deleted_at is not None:
            dialog.reject()
            return False
        dialog.renew(dialog.versions.moved_on(now, self._session.clock.now()))
        return True

    def _say_removed(self, now: AsItStands) -> None:
        self.news.say(
            meanwhile.removed(Thing.CARD, by=now.by, at=now.at, now=self._session.clock.now()),
            _("What you typed is kept."),
            tone=Tone.PART,
            links=(
                Way(_("Bring it back with what you typed"), lambda: self._bring_back(now)),
                Way(_("Let it go"), self._let_go),
            ),
        )

    def _compare(self, now: AsItStands, *, removed: bool = False) -> None:
        """Both texts side by side; what is settled is saved."""
        theirs = now.record
        assert isinstance(theirs, Person)
        self.news.clear()
        clock = self._session.clock.now()
        versions = Versions(self.before, self.typed(), theirs, now.by, now.at, self._opened_at, clock, now.pc)
        title = _("Changed meanwhile")
        dialog = StaleDialog(self, title, theirs.full_name, parts=self._parts, versions=versions)
        dialog.check_with(self._desk, objections_to_person)
        dialog.show_log(self._desk, self._session.clock, about=("person", theirs.id or 0))
        if removed:
            dialog.say_removed()
            dialog.settled.connect(self._put_back)
        else:
            dialog.settled.connect(lambda mix: self._settle(dialog.versions.theirs, mix))
        self._comparing = dialog
        dialog.let_go.connect(self._let_go)
        dialog.open()

    # --- saving ------------------------------------------------------------------------------------------------------

    def _send(self, person: Person) -> None:
        self._set_busy(busy=True)
        errand = edit_person if person.id is not None else add_person
        self._desk.do(errand, person, then=self._saved, failed=self._refused)

    def _saved(self, changes: Changes) -> None:
        self._done = True
        self.saved.emit(changes)
        if self._with_theirs:
            self._desk.said.emit(self._with_theirs)
            self._with_theirs = ""
        self.accept()

    def _refused(self, error: CoordinatorError) -> None:
        self._set_busy(busy=False)
        self._was_refused = True
        if isinstance(error, Stale):
            self._solve(error)
        elif isinstance(error, Refused):
            self._show_problems(error.problems)
            self._focus_on(error.problems)
        else:
            errors.show_in(self.band, error)

    def _set_busy(self, *, busy: bool) -> None:
        """One's own save is no news."""
        self.save_button.setEnabled(not busy)
        if busy:
            self.meanwhile.watch(None)
        else:
            self._watch()

    def _solve(self, error: Stale) -> None:
        """Somebody else saved this card meanwhile: what only one side changed is taken, the rest is asked."""
        now = told_by(error)
        theirs = now.record
        if not isinstance(theirs, Person) or theirs.deleted_at is not None:
            self._say_removed(now)
        elif overlaps(self._parts, self.before, self.typed(), theirs):
            self._compare(now)
        else:
            fields = [part.name for part in changed_parts(self._parts, self.before, theirs)]
            self._with_theirs = meanwhile.saved_with(by=now.by, fields=fields)
            self._settle(theirs, merged(self._parts, self.before, self.typed(), theirs))

    def _settle(self, theirs: Person, mix: Person) -> None:
        self.before = theirs
        self.news.clear()
        self.form.show_person(mix)
        self._send(mix)

    def _bring_back(self, now: AsItStands) -> None:
        """With what is typed, and with what somebody else had changed before it was removed."""
        theirs = now.record
        if not isinstance(theirs, Person):
            self._put_back(self.typed())
        elif overlaps(self._parts, self.before, self.typed(), theirs):
            self._compare(now, removed=True)
        else:
            self._put_back(merged(self._parts, self.before, self.typed(), theirs))

    def _put_back(self, mix: Person) -> None:
        """The same card with what is typed; whoever was signed up stays so."""
        self._set_busy(busy=True)
        self._desk.do(bring_back_person, mix, then=self._saved, failed=self._refused)

    def _let_go(self) -> None:
        self._done = True
        self.reject()

    # --- looking -----------------------------------------------------------------------------------------------------

    def _look(self) -> None:
        person = self.typed()
        self._desk.ask(objections_to_person, person, then=self._looked, failed=self._not_looked, about=(self, "look"))
        if person.full_name or person.contact_points:
            self._desk.ask(likely_duplicates, person, then=self._show_likely, about=(self, "likely"))

    def _looked(self, problems: tuple[Problem, ...]) -> None:
        """An empty name is no mistake before somebody wanted to save it."""
        self._show_problems([each for each in problems if each.code != "name-missing" or self._was_refused])

    def _not_looked(self, _error: CoordinatorError) -> None:
        """The checks are a courtesy: saving says whatever stands in the way."""

    def _show_problems(self, problems: Sequence[Problem]) -> None:
        said: dict[FormRow, list[str]] = {row: [] for row in self.form.rows.values()}
        for problem in problems:
            row = self.form.rows.get(problem.about)
            if row is not None and problem.code != "likely-duplicate":
                said[row].append(sentence(problem))
        for row, words in said.items():
            row.say(" ".join(words))
        self.form.say_about_birth()

    def _focus_on(self, problems: Sequence[Problem]) -> None:
        for problem in problems:
            row = self.form.rows.get(problem.about)
            if row is not None:
                row.field.setFocus()
                return

    def _show_likely(self, likely: tuple[Likeness, ...]) -> None:
        if not likely:
            self.band.clear()
            return
        first = likely[0]
        reason = likeness_name(first.reason)
        reason = reason[:1].lower() + reason[1:]
        self.band.say(
            _("This looks like {name} ({reason}).").format(name=first.person.shown_name, reason=reason),
            _("Open that card, or go on: saving keeps both."),
            tone=Tone.PART,
            links=(Way(_("Open the card"), lambda: self._open_other(first.person.id)),),
        )

    def _open_other(self, person_id: int | None) -> None:
        if person_id is not None:
            self.reject()
            self.other_requested.emit(person_id)

    def _show_state(self) -> None:
        self.set_subtitle(_("Not saved yet") if self.is_changed() else "")

    def _fill(self) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(24, 14, 24, 16)
        column.setSpacing(12)
        column.addWidget(self.news)
        column.addWidget(self.band)
        column.addWidget(NotSavedBand(self._desk, self.form, is_saving=lambda: not self.save_button.isEnabled()))
        column.addWidget(self.form)
        column.addStretch(1)
        self.set_body(body)
        self.add_buttons(self.cancel_button, self.save_button)
