"""What can be done with a card: edit, add, remove, and what was typed and not saved."""

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator.domain.changes import Changes
from coordinator.domain.errors import CoordinatorError
from coordinator.domain.listings import PersonCard
from coordinator.domain.people import Person
from coordinator.runtime.i18n import _
from coordinator.ui.kit import errors
from coordinator.ui.kit.band import Band, Way
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.page import Session
from coordinator.ui.kit.tokens import Tone
from coordinator.ui.people.editor import PersonEditor
from coordinator.ui.removed.erasing import ErasePerson
from coordinator.usecases.people import person_card, remove_person, restore_person
from coordinator.wording.problems import sentence

Key = int | None


class BandHolder(QWidget):
    """The room around the band, which goes when the band goes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.band = _HeldBand(parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.addWidget(self.band)
        self.hide()


class _HeldBand(Band):
    def setVisible(self, visible: bool) -> None:
        super().setVisible(visible)
        holder = self.parentWidget()
        if holder is not None:
            holder.setVisible(visible)


class CardDeeds(QObject):
    """`opened` carries whose card is to be shown, `removed` whose is gone. Drafts are kept with the card they began
    with, so that saving one later still notices what others changed."""

    opened = Signal(int)
    removed = Signal(int)

    def __init__(self, desk: Desk, session: Session, over: QWidget, band: Band) -> None:
        super().__init__(over)
        self._desk, self._session, self._over, self._band = desk, session, over, band
        self._drafts: dict[Key, tuple[Person | None, Person]] = {}
        self._gone: Key = None  # whom the band calls removed
        self.erasing = ErasePerson(desk, session, over)
        self.erasing.erased.connect(self._erased)

    def edit(self, person: Person | None, *, begin: Person | None = None) -> None:
        """Open the editor; a draft of this card goes on where it was left."""
        key = person.id if person else None
        before, draft = self._drafts.pop(key, (person, begin))
        editor = PersonEditor(self._desk, self._session, self._over, person=before, draft=draft)
        editor.saved.connect(self._saved)
        editor.dropped.connect(lambda typed: self._keep(key, editor.before, typed))
        editor.other_requested.connect(self.opened)
        editor.open()

    def refresh(self) -> None:
        """Somebody removed may have been brought back elsewhere: then the band says so no longer."""
        if self._gone is not None and not self._band.isHidden():
            self._desk.ask(person_card, self._gone, then=self._look, failed=lambda _error: None, about=(self, "gone"))

    def _look(self, card: PersonCard) -> None:
        if card.person.id == self._gone and card.person.deleted_at is None:
            self._gone = None
            self._band.clear()

    def remove(self, person: Person) -> None:
        """Take the card out of the list, at once."""
        self._desk.do(
            remove_person, person.id, person.version, then=partial(self._removed, person), failed=self._failed
        )

    def erase(self, person: Person) -> None:
        """Ask whether the person is to go for good."""
        if person.id is not None:
            self._gone = None
            self.erasing.ask(person.id)

    def _erased(self, changes: Changes) -> None:
        if changes.record_id is not None:
            self._drafts.pop(changes.record_id, None)
            self.removed.emit(changes.record_id)
        why = " ".join(sentence(problem) for problem in changes.warnings)
        self._band.say(_("Erased for good"), why, tone=Tone.PART if why else Tone.INFO)

    def _saved(self, changes: Changes) -> None:
        self._band.clear()
        if changes.record_id is not None:
            self.opened.emit(changes.record_id)

    def _keep(self, key: Key, before: Person, typed: Person) -> None:
        """What was typed and not saved waits here, not lost."""
        self._drafts[key] = (before if before.id is not None else None, typed)
        self._gone = None
        self._band.say(
            _("Not saved: {name}").format(name=typed.full_name or _("the new person")),
            _("What you typed is kept until you close the program."),
            tone=Tone.PART,
            links=(Way(_("Go on typing"), partial(self._go_on, key)), Way(_("Let it go"), partial(self._let_go, key))),
        )

    def _go_on(self, key: Key) -> None:
        self._band.clear()
        before, _typed = self._drafts.get(key, (None, None))
        self.edit(before)

    def _let_go(self, key: Key) -> None:
        self._drafts.pop(key, None)
        self._band.clear()

    def _removed(self, person: Person, changes: Changes) -> None:
        if person.id is not None:
            self.removed.emit(person.id)
        self._gone = person.id
        self._band.say(
            _("{name} was removed").format(name=person.full_name),
            " ".join(sentence(problem) for problem in changes.warnings),
            tone=Tone.PART if changes.warnings else Tone.INFO,
            links=(Way(_("Undo"), partial(self._bring_back, person)),),
        )

    def _bring_back(self, person: Person) -> None:
        """This very card, whatever was done since."""
        self._gone = None
        self._band.clear()
        self._desk.do(restore_person, person.id, failed=self._failed)

    def _failed(self, error: CoordinatorError) -> None:
        self._gone = None
        errors.show_in(self._band, error)
