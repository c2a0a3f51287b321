"""The dialog that makes or changes one event: form at the left, checks at the right, the effect in the button."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator.domain.changes import AsItStands, Changes
from coordinator.domain.errors import CoordinatorError, Refused, Stale
from coordinator.domain.events import Event, EventKind, Role
from coordinator.domain.listings import EventCard
from coordinator.domain.problems import Problem, standing
from coordinator.domain.spans import When
from coordinator.domain.venues import Venue
from coordinator.runtime.i18n import _
from coordinator.ui.calendar.checks_panel import ChecksPanel
from coordinator.ui.calendar.editor_words import held_places, place_of, place_words, save_words, subtitle
from coordinator.ui.calendar.event_form import EventForm
from coordinator.ui.calendar.eventparts import event_parts
from coordinator.ui.kit import errors
from coordinator.ui.kit.alive import is_alive
from coordinator.ui.kit.band import Band, Way
from coordinator.ui.kit.buttons import Button, LinkButton, PrimaryButton
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.lostband import NotSavedBand
from coordinator.ui.kit.meanwhile import Meanwhile, Watched, told_by
from coordinator.ui.kit.merging import Part, changed_parts, merged, overlaps
from coordinator.ui.kit.page import Session
from coordinator.ui.kit.panels import line, panel, scrolled
from coordinator.ui.kit.sheet import DialogFrame
from coordinator.ui.kit.stale import StaleDialog, Versions
from coordinator.ui.kit.text import set_hint
from coordinator.ui.kit.tokens import KIND_ICONS, Tone
from coordinator.usecases.events import add_event, bring_back_event, edit_event, event_card, objections_to_event
from coordinator.usecases.roles import add_role, all_roles
from coordinator.usecases.venues import all_venues
from coordinator.wording import meanwhile, moments
from coordinator.wording.meanwhile import Thing
from coordinator.wording.problems import explain

WAIT = 150
_WIDE, _HIGH = 1118, 702
_ABOUT = "event-editor"


class _Last:
    """What new events begin with: the kind used last."""

    kind = EventKind.MEETING


class EventEditor(DialogFrame):
    """`saved` carries the changes and the day of the event, once per save."""

    saved = Signal(object, object)

    def __init__(
        self, over: QWidget, desk: Desk, session: Session, event: Event, card: EventCard | None = None
    ) -> None:
        title = _("New event") if event.id is None else _("Edit event")
        super().__init__(
            over,
            title,
            icon=KIND_ICONS[event.kind],
            subtitle=subtitle(card, session),
            width=_WIDE,
            height=_HIGH,
        )
        self._desk, self._session = desk, session
        self._event = event
        self._card = card
        self._venues: tuple[Venue, ...] = ()
        self._known_roles: tuple[Role, ...] = ()
        self._tried = self._saving = self._another = False
        self.form = EventForm(session.style)
        self.checks = ChecksPanel()
        self.band = Band(Tone.OPEN)
        self.news = Band(Tone.INFO)
        self._opened_at = session.clock.now()
        self.meanwhile = Meanwhile(desk, self)
        self._comparing: StaleDialog | None = None
        self._with_theirs = ""  # what was taken over from somebody else by the save under way
        self.meanwhile.moved_on.connect(self._moved_on)
        self._wait = QTimer(self, singleShot=True, interval=WAIT)
        self._wait.timeout.connect(self.check)
        self._lay_out_body()
        self._lay_out_footer()
        self._keys()
        self._show(event, card)
        self.form.changed.connect(self._changed)
        self.checks.reasoned.connect(self._allow)
        self._read()

    @classmethod
    def for_new(
        cls, over: QWidget, desk: Desk, session: Session, when: When, *, title: str = "", venue_id: int | None = None
    ) -> "EventEditor":
        """A new event at this time, of the kind used last."""
        return cls(over, desk, session, Event(_Last.kind, title, when, venue_id=venue_id))

    @classmethod
    def for_event(cls, over: QWidget, desk: Desk, session: Session, card: EventCard) -> "EventEditor":
        """An event as it stands."""
        return cls(over, desk, session, card.line.event, card)

    def first_focus(self) -> QWidget:
        """The title is what one types first."""
        return self.form.title

    # --- reading

    def _read(self) -> None:
        self._desk.ask(all_venues, then=self._know_venues, about=f"{_ABOUT}-venues")
        self._desk.ask(all_roles, then=self._know_roles, about=f"{_ABOUT}-roles")
        self.check()

    def _know_venues(self, venues: tuple[Venue, ...]) -> None:
        self._venues = venues
        untouched = not self.is_changed()
        self.form.set_venues(venues)
        if untouched and self._card is None and self._event.venue_id is not None:
            self._show(self._event, None)  # only now its name is known
        self._start_again(untouched)

    def _know_roles(self, roles: tuple[Role, ...]) -> None:
        self._known_roles = roles
        untouched = not self.is_changed()
        self.form.set_roles(roles)
        self._start_again(untouched)

    def _start_again(self, untouched: bool) -> None:
        if untouched:
            self._begun = self.form.typed()

    def _show(self, event: Event, card: EventCard | None) -> None:
        self._event = event
        held = held_places(card) if card else {}
        words = place_words(event, self._venues) or (place_of(card) if card is not None else "")
        self.form.show_event(event, place_words=words, held=held)
        self._begun = self.form.typed()
        self._name_button()
        self._watch()

    def is_changed(self) -> bool:
        """If something was typed since it was opened or saved."""
        return self.form.typed() != self._begun

    # --- checks

    def _changed(self) -> None:
        self._name_button()
        self._wait.start()

    def check(self) -> None:
        """Ask what stands against what is typed."""
        self._desk.ask(objections_to_event, self._checkable(), then=self._weigh, failed=self._fail, about=_ABOUT)

    def _checkable(self) -> Event:
        """The event as typed; a role that is still to be made counts as known."""
        typed = self.form.typed()
        known = self._known_roles[0].id if self._known_roles else None
        if not typed.new_roles or known is None:
            return typed.event
        new = {name.casefold() for name in typed.new_roles}
        positions = (replace(p, role_id=known) if p.role.casefold() in new else p for p in typed.event.positions)
        return replace(typed.event, positions=tuple(positions))

    def _weigh(self, problems: tuple[Problem, ...]) -> None:
        event = self.form.typed().event
        shown = problems if self._tried else tuple(one for one in problems if one.code != "title-missing")
        place = place_words(event, self._venues)
        self.checks.show_checks(event, shown, place, self._session.style)
        at_fields = problems if self._tried else tuple(one for one in problems if one.about in {"ends", "starts"})
        self.form.say(standing(at_fields, override_reason="lifted"))
        self._allow()

    def _allow(self) -> None:
        wants = not self.checks.reason.isHidden() and not self.checks.override_reason()
        self.save_button.setEnabled(not self._saving)
        self.another.setEnabled(not self._saving)
        set_hint(self.save_button, _("Write a reason first.") if wants else "")

    # --- saving

    def save(self, *, another: bool = False) -> None:
        """Check once more, make new roles, write."""
        if self._saving:
            return
        self._tried, self._another = True, another
        self._set_saving(saving=True)
        self._wait.stop()
        self._desk.ask(
            objections_to_event,
            self._checkable(),
            then=self._save_checked,
            failed=self._fail,
            about=_ABOUT,
            unanswered=self._save_unchecked,
        )

    def _save_unchecked(self) -> None:
        """The change waits in its place, and is checked when it is saved."""
        self._save_checked(())

    def _save_checked(self, problems: tuple[Problem, ...]) -> None:
        self._weigh(problems)
        if standing(problems, override_reason=self.checks.override_reason()):
            self._refuse(problems)
            return
        typed = self.form.typed()
        if typed.new_roles:
            self._desk.do(add_role, Role(typed.new_roles[0]), then=self._role_made, failed=self._fail)
        else:
            self._write(typed.event)

    def _role_made(self, _changes: Changes) -> None:
        self._desk.ask(all_roles, then=self._go_on_with_roles, failed=self._fail)

    def _go_on_with_roles(self, roles: tuple[Role, ...]) -> None:
        self._known_roles = roles
        self.form.set_roles(roles)
        self._save_checked(())

    def _write(self, event: Event) -> None:
        errand = partial(add_event if event.id is None else edit_event, override_reason=self.checks.override_reason())
        self._desk.do(errand, event, then=lambda changes: self._done(changes, event), failed=self._fail)

    def _done(self, changes: Changes, event: Event) -> None:
        self._set_saving(saving=False)
        _Last.kind = event.kind
        self._begun = self.form.typed()
        self.saved.emit(changes, event.when.first_day)
        if self._with_theirs:
            self._desk.said.emit(self._with_theirs)
            self._with_theirs = ""
        if not self._another:
            self.accept()
            return
        self._tried = False
        self._show(Event(event.kind, "", event.when, venue_id=event.venue_id, space_id=event.space_id), None)
        self.band.say(_("Saved: {title}").format(title=event.title), tone=Tone.FULL, icon="check")
        self.form.title.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_saving(self, *, saving: bool) -> None:
        """One's own save is no news."""
        self._saving = saving
        self._watch()
        self._allow()

    # --- what went wrong

    def _refuse(self, problems: tuple[Problem, ...]) -> None:
        self._set_saving(saving=False)
        self.form.say(standing(problems, override_reason="lifted"))
        if standing(problems, override_reason="lifted"):
            self.form.focus_first_problem()
        else:
            self.checks.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fail(self, error: CoordinatorError) -> None:
        self._set_saving(saving=False)
        if isinstance(error, Stale):
            self._solve(told_by(error))
        elif isinstance(error, Refused):
            self._weigh(error.problems)
            self._refuse(error.problems)
            self.band.say(_("Not saved yet"), errors.words(error), tone=Tone.OPEN)
        else:
            kept = _("What you typed is kept here.")
            self.band.say(
                _("Not saved yet"), f"{explain(error)} {kept}", tone=Tone.OPEN, button=Way(_("Try now"), self.save)
            )

    # --- what others do meanwhile

    def _watch(self) -> None:
        event = self._event
        known = event.id is not None and not self._saving
        self.meanwhile.watch(Watched("event", event.id or 0, event.version) if known else None)

    def _parts(self) -> tuple[Part[Event], ...]:
        return event_parts(self._session.style, lambda event: place_words(event, self._venues))

    def _mine(self) -> Event:
        """The event as it was opened, with what you changed."""
        typed = self.form.typed().event
        return merged(self._parts(), self._begun.event, typed, self._event)

    def _moved_on(self, now: AsItStands) -> None:
        """Somebody else saved this event: what is typed stays, and it is said."""
        if self._is_comparing(now):
            return
        theirs = now.record
        if not isinstance(theirs, Event) or theirs.deleted_at is not None:
            self._say_removed(now)
            return
        fields = [part.name for part in changed_parts(self._parts(), self._event, theirs)]
        told = meanwhile.changed(Thing.EVENT, by=now.by, at=now.at, fields=fields, now=self._session.clock.now())
        if self.is_changed():
            way = Way(_("Show both"), lambda: self._compare(now))
            self.news.say(told, _("What you typed is kept."), tone=Tone.INFO, links=(way,))
        else:
            self._take_over(theirs)
            self.news.say(told, _("You see it as it is now."), tone=Tone.INFO)

    def _is_comparing(self, now: AsItStands) -> bool:
        """If both are being looked at: the table follows; one that was removed is asked about below."""
        dialog = self._comparing
        if dialog is None or not is_alive(dialog.renew) or not dialog.isVisible():
            return False
        if not isinstance(now.record, Event) or now.record.deleted_at is not None:
            dialog.reject()
            return False
        dialog.renew(dialog.versions.moved_on(now, self._session.clock.now()))
        return True

    def _say_removed(self, now: AsItStands) -> None:
        self.news.say(
            meanwhile.removed(Thing.EVENT, by=now.by, at=now.at, now=self._session.clock.now()),
            _("What you typed is kept."),
            tone=Tone.PART,
            links=(
                Way(_("Bring it back with what you typed"), lambda: self._bring_back(now)),
                Way(_("Let it go"), self._let_go),
            ),
        )

    def _solve(self, now: AsItStands) -> None:
        """What only one side changed is taken, the rest is asked."""
        theirs = now.record
        if not isinstance(theirs, Event) or theirs.deleted_at is not None:
            self._say_removed(now)
        elif overlaps(self._parts(), self._event, self._mine(), theirs):
            self._compare(now)
        else:
            fields = [part.name for part in changed_parts(self._parts(), self._event, theirs)]
            self._with_theirs = meanwhile.saved_with(by=now.by, fields=fields)
            self._settle(theirs, merged(self._parts(), self._event, self._mine(), theirs))

    def _compare(self, now: AsItStands, *, removed: bool = False) -> None:
        """Both side by side; what is settled is saved."""
        theirs = now.record
        assert isinstance(theirs, Event)
        clock = self._session.clock.now()
        versions = Versions(self._event, self._mine(), theirs, now.by, now.at, self._opened_at, clock, now.pc)
        subtitle = moments.when(theirs.when, self._session.style)
        dialog = StaleDialog(self, theirs.title, subtitle, parts=self._parts(), versions=versions)
        dialog.check_with(self._desk, objections_to_event)
        dialog.show_log(self._desk, self._session.clock, about=("event", theirs.id or 0))
        if removed:
            dialog.say_removed()
            dialog.settled.connect(self._put_back)
        else:
            dialog.settled.connect(lambda mix: self._settle(dialog.versions.theirs, mix))
        self._comparing = dialog
        dialog.let_go.connect(self._let_go)
        dialog.open()

    def _settle(self, theirs: Event, mix: Event) -> None:
        """On top of their version, saved like anything typed."""
        self._take_over(theirs)
        self.form.show_event(mix, place_words=place_words(mix, self._venues))
        self.save(another=self._another)

    def _take_over(self, theirs: Event) -> None:
        self.news.clear()
        self.band.clear()
        self._show(theirs, None)
        self.check()
        self._desk.ask(event_card, theirs.id, then=self._show_held, about=f"{_ABOUT}-card")

    def _show_held(self, card: EventCard) -> None:
        """The people signed up are counted again; what is typed stays."""
        untouched = not self.is_changed()
        self.form.roles.set_positions(self.form.typed().event.positions, held_places(card))
        self._start_again(untouched)

    def _bring_back(self, now: AsItStands) -> None:
        """With what is typed, and with what somebody else had changed before it was removed."""
        theirs = now.record
        if not isinstance(theirs, Event):
            self._put_back(self._mine())
        elif overlaps(self._parts(), self._event, self._mine(), theirs):
            self._compare(now, removed=True)
        else:
            self._put_back(merged(self._parts(), self._event, self._mine(), theirs))

    def _put_back(self, mix: Event) -> None:
        """The same event with what is typed, and with the people who were signed up."""
        self.news.clear()
        self._set_saving(saving=True)
        errand = partial(bring_back_event, override_reason=self.checks.override_reason())
        self._desk.do(errand, mix, then=lambda changes: self._done(changes, mix), failed=self._fail)

    # --- leaving

    def reject(self) -> None:
        """Typed words are never lost by a slip: it is asked in place first."""
        if not self.is_changed() or self._saving:
            super().reject()
        elif self._is_asking():
            self.band.clear()
            self.form.title.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._ask_to_leave()

    def _is_asking(self) -> bool:
        return self.band.isVisible() and self.band.what() == _("You have not saved this event")

    def _ask_to_leave(self) -> None:
        ways = (Way(_("Keep typing"), self.reject), Way(_("Throw it away"), self._let_go))
        self.band.say(_("You have not saved this event"), tone=Tone.PART, links=ways)
        link = self.band.findChildren(LinkButton)
        shown = [one for one in link if not one.isHidden()]
        if shown:
            shown[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _let_go(self) -> None:
        super().reject()

    # --- layout

    def _lay_out_body(self) -> None:
        surface = panel()
        left = QVBoxLayout(surface)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(16, 8, 16, 0)
        top.setSpacing(8)
        top.addWidget(self.news)
        top.addWidget(self.band)
        top.addWidget(NotSavedBand(self._desk, self.form, is_saving=lambda: self._saving))
        left.addLayout(top)
        inside = panel()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)
        left.addWidget(scrolled(inside), 1)
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(surface, 1)
        row.addWidget(line(upright=True))
        row.addWidget(self.checks)
        self.set_body(body, scrolls=False)

    def _lay_out_footer(self) -> None:
        self.cancel = Button(_("Cancel"), self.reject, key="Esc")
        self.another = Button(_("Save and add another"), lambda: self.save(another=True))
        self.save_button = PrimaryButton("", self.save)
        self.add_buttons(self.cancel, self.another, self.save_button)
        self._show_buttons()

    def _show_buttons(self) -> None:
        self.another.setVisible(self._event.id is None)

    def _name_button(self) -> None:
        self.save_button.setText(save_words(EventKind(self.form.kind.value())))
        self._show_buttons()

    def _keys(self) -> None:
        for keys, act in (
            ("Ctrl+Return", self.save),
            ("Ctrl+Enter", self.save),
            ("Ctrl+Shift+Return", lambda: self.save(another=True)),
            ("Ctrl+Shift+Enter", lambda: self.save(another=True)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
