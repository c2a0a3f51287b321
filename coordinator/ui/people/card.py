"""The card at the right: everything about one person, and the way to change it."""

from collections.abc import Callable, Iterable
from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from coordinator.domain.directions import directions_shown
from coordinator.domain.events import HOLDS_A_PLACE
from coordinator.domain.folding import fold
from coordinator.domain.listings import PersonCard, SignUpLine
from coordinator.domain.people import Person, age_on, is_minor
from coordinator.runtime.i18n import _
from coordinator.ui.kit import fonts, scale, tokens
from coordinator.ui.kit.buttons import Button, IconButton, PrimaryButton
from coordinator.ui.kit.chips import Chip
from coordinator.ui.kit.page import Session
from coordinator.ui.kit.panels import Bar, line, panel, scrolled
from coordinator.ui.kit.state import StatePanel
from coordinator.ui.kit.text import ElidedLabel
from coordinator.ui.kit.tokens import Tone
from coordinator.ui.people.cardparts import CardSection, contact_lines, facts_about, signup_line
from coordinator.ui.people.columns import STATUS_TONES
from coordinator.wording import moments
from coordinator.wording.labels import person_status_name

WIDTH = 420
FEW = 5
"""Past sign-ups shown before "Show all"."""


class Initials(QWidget):
    """A circle with the first letters of the name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._letters = ""
        self.setFixedSize(scale.px(40), scale.px(40))

    def set_person(self, person: Person) -> None:
        """Show another one's letters."""
        self._letters = initials_of(person)
        self.update()

    def sizeHint(self) -> QSize:
        """As large as it is."""
        return self.size()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Circle and letters."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour("surface.sunken"))
        painter.drawEllipse(QRectF(self.rect()))
        painter.setPen(tokens.colour("ink.2"))
        painter.setFont(fonts.font("strong"))
        painter.drawText(QRectF(self.rect()), int(Qt.AlignmentFlag.AlignCenter), directions_shown(self._letters))


def initials_of(person: Person) -> str:
    """The first letter of the given and of the family name."""
    firsts = (name.strip()[:1].upper() for name in (person.given_name, person.family_name))
    return "".join(first for first in firsts if first)


class CardPanel(QWidget):
    """`show_card` fills it. Wishes: edit, remove, open an event, close the panel."""

    edit_requested = Signal()
    remove_requested = Signal()
    erase_requested = Signal()
    event_requested = Signal(int)
    close_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.card: PersonCard | None = None
        self.setProperty("surface", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Card"))
        self.initials = Initials()
        self.name = ElidedLabel("", "heading")
        self.second = ElidedLabel("", "small", ink="2")
        self.badge = Chip("")
        self.close_button = IconButton(_("Close the card"), "x", self.close_requested.emit, bare=True)
        self.close_button.hide()
        self.nobody = StatePanel()
        self._scroll: QScrollArea | None = None
        self._past_shown = FEW
        self._lay_out()
        self.clear()

    def show_card(self, card: PersonCard) -> None:
        """Fill the panel; a longer history folds again when it is somebody else's."""
        if self.card is None or self.card.person.id != card.person.id:
            self._past_shown = FEW
        keep = self._scroll.verticalScrollBar().value() if self._scroll and self._same(card) else 0
        self.card = card
        self._show_head(card.person)
        self._set_body(self._sections(card))
        if keep and self._scroll is not None:
            self._scroll.verticalScrollBar().setValue(keep)
        self._filled(True)

    def clear(self) -> None:
        """Nobody is chosen."""
        self.card = None
        self.nobody.say(_("Nobody chosen"), _("Choose somebody in the list to see the card."), icon="contact-round")
        self._filled(False)

    def set_closable(self, *, closable: bool) -> None:
        """Where the window is narrow the panel can be closed."""
        self.close_button.setVisible(closable)

    def _same(self, card: PersonCard) -> bool:
        return self.card is not None and self.card.person.id == card.person.id

    def _filled(self, filled: bool) -> None:
        self.nobody.setVisible(not filled)
        self._filled_part.setVisible(filled)

    def _show_head(self, person: Person) -> None:
        today = self._session.today()
        self.initials.set_person(person)
        self.name.setText(person.full_name)
        second = person.latin_name or role_line(person)
        self.second.setText(second)
        self.second.setVisible(bool(second))
        if person.birth_date is not None and is_minor(person, today):
            words = _("Minor, age {age}").format(age=max(0, age_on(person.birth_date, today)))
            self.badge.set_status(words, Tone.INFO)
        else:
            self.badge.set_status(person_status_name(person.status), STATUS_TONES[person.status])

    def _sections(self, card: PersonCard) -> Iterable[QWidget]:
        person, session = card.person, self._session
        contact = CardSection(_("Contact"))
        for words, value in contact_lines(person):
            contact.add_line(words, value)
        yield contact if contact.count else contact.say(_("No phone, e-mail or address on the card."))
        about = CardSection(_("About"))
        for words, value in facts_about(person, session.today(), session.style):
            about.add_line(words, value)
        yield about
        yield from self._texts(person)
        yield from self._history(card)
        yield self._changed(card)

    def _texts(self, person: Person) -> Iterable[QWidget]:
        if person.tags:
            yield CardSection(_("Tags")).add_chips(sorted(person.tags, key=fold))
        if person.availability:
            yield CardSection(_("Can come")).say(person.availability, ink="1")
        if person.notes:
            yield CardSection(_("Notes")).say(person.notes, ink="1")

    def _history(self, card: PersonCard) -> Iterable[QWidget]:
        coming, past = split_signups(card.signups, self._session.today())
        upcoming = CardSection(_("Upcoming"))
        for one in coming:
            upcoming.add_signup(signup_line(one, self._session.style, self._session.today()), self._opens(one))
        yield upcoming if coming else upcoming.say(_("Not signed up for anything to come."))
        if not past:
            return
        before = CardSection(_("Past"))
        for one in past[: self._past_shown]:
            before.add_signup(signup_line(one, self._session.style, self._session.today()), self._opens(one))
        if len(past) > self._past_shown:
            before.add_link(_("Show all {count}").format(count=len(past)), self._show_all)
        yield before

    def _show_all(self) -> None:
        self._past_shown = 10_000
        if self.card is not None:
            self.show_card(self.card)

    def _opens(self, one: SignUpLine) -> Callable[[], None]:
        return lambda: self.event_requested.emit(one.event_id)

    def _changed(self, card: PersonCard) -> QWidget:
        section = CardSection("")
        if card.changed_at is not None:
            when = moments.stamp(card.changed_at, self._session.style, today=self._session.today())
            section.say(_("Last changed by {name}, {time}").format(name=card.changed_by, time=when), ink="3")
        section.add_link(_("Erase for good…"), self.erase_requested.emit)
        return section

    def _set_body(self, sections: Iterable[QWidget]) -> None:
        body = panel()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for place, section in enumerate(sections):
            if place:
                column.addWidget(line())
            column.addWidget(section)
        column.addStretch(1)
        if self._scroll is not None:
            self._body.removeWidget(self._scroll)
            self._scroll.hide()
            self._scroll.deleteLater()
        self._scroll = scrolled(body)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._scroll.setAccessibleName(_("Card"))
        self._body.addWidget(self._scroll)

    def _lay_out(self) -> None:
        self._filled_part = QWidget()
        column = QVBoxLayout(self._filled_part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(line())
        self._body = QVBoxLayout()
        column.addLayout(self._body, 1)
        column.addWidget(self._foot())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._filled_part)
        outer.addWidget(self.nobody)

    def _head(self) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 12, 14, 12)
        row.setSpacing(8)
        row.addWidget(self.initials)
        names = QVBoxLayout()
        names.setSpacing(1)
        names.addStretch(1)
        names.addWidget(self.name)
        names.addWidget(self.second)
        names.addStretch(1)
        row.addLayout(names, 1)
        row.addWidget(self.badge)
        row.addWidget(self.close_button)
        return head

    def _foot(self) -> QFrame:
        foot = Bar("panel-footer", margin=14)
        self.remove_button = Button(_("Remove"), self.remove_requested.emit, icon="trash-2")
        self.edit_button = PrimaryButton(_("Edit"), self.edit_requested.emit, icon="pencil", key="F2")
        foot.add(self.remove_button)
        foot.stretch()
        foot.add(self.edit_button)
        self.edit_button.setMinimumWidth(scale.px(138))
        return foot


def role_line(person: Person) -> str:
    """Below the name: officer with shield, or what the person likes to be called."""
    if person.is_officer:
        return (
            _("Officer, shield {number}").format(number=person.shield_number) if person.shield_number else _("Officer")
        )
    if person.preferred_name:
        return _("goes by {name}").format(name=person.preferred_name)
    return ""


def split_signups(lines: tuple[SignUpLine, ...], today: date) -> tuple[list[SignUpLine], list[SignUpLine]]:
    """Those to come, the nearest first, and those before, the latest first."""
    coming = [one for one in lines if one.when.last_day >= today and one.signup.status in HOLDS_A_PLACE]
    past = [one for one in lines if one not in coming]
    return sorted(coming, key=lambda one: one.when.starts), past
