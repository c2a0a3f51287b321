"""What is printed, for whom, and how it is set."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from coordinator.domain.events import EventKind
from coordinator.domain.listings import EventLine
from coordinator.domain.privacy import Audience, Sheet
from coordinator.domain.signins import LEAST_WALK_INS, MOST_WALK_INS
from coordinator.runtime import i18n
from coordinator.runtime.i18n import _
from coordinator.ui.kit import habits
from coordinator.ui.kit.audiences import AudienceCards
from coordinator.ui.kit.band import Band
from coordinator.ui.kit.choices import ChoiceBox
from coordinator.ui.kit.forms import Form, FormRow
from coordinator.ui.kit.numbers import NumberBox
from coordinator.ui.kit.page import Session
from coordinator.ui.kit.panels import SectionTitle
from coordinator.ui.kit.segmented import Choice, Segmented
from coordinator.ui.kit.tokens import Tone
from coordinator.ui.printing.events import EventPicker
from coordinator.ui.printing.kinds import SPORTS, kinds_named, kinds_to_choose
from coordinator.ui.printing.which import WhichPicker
from coordinator.usecases.paper import RosterWish, SheetKind
from coordinator.usecases.sheets import SheetWish
from coordinator.usecases.signin import SignInWish
from coordinator.wording.moments import Style


@dataclass(frozen=True, slots=True)
class Usual:
    """How sheets are set unless somebody chooses otherwise: paper, languages with the main one first, blank rows."""

    paper: str
    languages: tuple[str, ...]
    walk_ins: int

    @classmethod
    def of(cls, session: Session) -> "Usual":
        """The precinct's habits and this computer's."""
        languages = session.precinct.languages or (i18n.language(),)
        return cls(session.precinct.paper, languages, session.settings.walk_ins)


class Options(QWidget):
    """The form in the middle of the page. `changed` whenever the sheet has to be made again. Each sheet shows only what
    it needs."""

    changed = Signal()

    def __init__(self, kinds: tuple[SheetKind, ...], usual: Usual, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("clear", True)
        self.which = WhichPicker()
        self.kinds = ChoiceBox()
        self.kinds.addItem(_("All shifts"), None)
        self.events = EventPicker()
        self.sheet = Sheet.SHIFT_ROSTER
        question = _("Who will see this paper?")
        self._audiences = {kind.sheet: AudienceCards(question, kind.audiences, kind.usual) for kind in kinds}
        papers = [Choice("letter", _("Letter")), Choice("legal", _("Legal")), Choice("a4", "A4")]
        self.paper = Segmented(_("Paper"), papers, value=usual.paper)
        self.language = Segmented(_("Language"), _spoken(usual), value=usual.languages[0])
        self.lines = QCheckBox(_("Show openings with a line to write on"))
        self.in_out = QCheckBox(_("In and Out columns"))
        self.walk_ins = NumberBox(LEAST_WALK_INS, MOST_WALK_INS, value=usual.walk_ins)
        self.walk_ins.setPrefix(_("at least {number}").format(number=""))
        self._usual = usual
        self.large = QCheckBox(_("Large print"))
        self.notes = Band(Tone.INFO)
        self.missing = Band(Tone.PART)
        self.lines.setChecked(True)
        self.in_out.setChecked(True)
        self._lay_out()
        self._connect()
        self.show_sheet(self.sheet)

    @property
    def audiences(self) -> AudienceCards:
        """The cards of the sheet in sight."""
        return self._audiences[self.sheet]

    def show_sheet(self, sheet: Sheet) -> None:
        """Only the fields of this sheet."""
        self.sheet = sheet
        for each, cards in self._audiences.items():
            cards.setVisible(each is sheet)
        for row, of in (
            (self._shifts, Sheet.SHIFT_ROSTER),
            (self._events, Sheet.SIGN_IN),
            (self._blanks, Sheet.SIGN_IN),
        ):
            row.setVisible(of is sheet)
            row.label.setVisible(of is sheet)
        self._fit_to_audience()

    def fill(self, today: date, style: Style) -> None:
        """The weeks to choose from."""
        self.which.fill(today, style)

    def follow(self, usual: Usual) -> None:
        """Take over what is usual from now on where it changed; whatever was chosen here stays otherwise."""
        before, self._usual = self._usual, usual
        if usual.paper != before.paper:
            self.paper.set_value(usual.paper)
        if usual.languages != before.languages:
            self.language.set_choices(_spoken(usual))
            self.language.set_value(usual.languages[0])
        if usual.walk_ins != before.walk_ins:
            self.walk_ins.setValue(usual.walk_ins)

    def wish(self) -> SheetWish:
        """What is chosen."""
        common: dict[str, Any] = {
            "audience": self.audiences.value(),
            "paper": self.paper.value(),
            "language": self.language.value(),
            "large": self.large.isChecked(),
        }
        if self.sheet is Sheet.SIGN_IN:
            return self._about_events(SignInWish(**common, walk_ins=self.walk_ins.value()))
        kinds = self.kinds.currentData()
        return self.which.put_into(
            RosterWish(
                **common,
                kinds=frozenset(kinds) if kinds else None,
                lines=self.lines.isChecked(),
                in_out=self.in_out.isChecked(),
            )
        )

    def days(self) -> SheetWish:
        """The days or the event that the list of events is for."""
        return self.which.put_into(SheetWish())

    def take(self, wish: SheetWish, title: str = "") -> None:
        """Choose what another page asks for."""
        self.show_sheet(Sheet.SIGN_IN if isinstance(wish, SignInWish) else Sheet.SHIFT_ROSTER)
        of_days = wish.first is not None and wish.event_ids is not None
        self.which.ask_for(replace(wish, event_ids=None) if of_days else wish, title)
        self.audiences.set_value(wish.audience)
        if isinstance(wish, SignInWish):
            self.events.want(wish.event_ids)
            self.walk_ins.setValue(wish.walk_ins)
        else:
            self.only(wish.kinds)
        self._fit_to_audience()

    def only(self, kinds: frozenset[EventKind] | None) -> None:
        """Choose these kinds."""
        wanted = sorted(kinds) if kinds else None
        place = self._place_of(wanted)
        if place < 0:
            self.kinds.addItem(kinds_named(frozenset(wanted or ())), wanted)
            place = self.kinds.count() - 1
        self.kinds.setCurrentIndex(place)

    def only_sports(self) -> None:
        """Choose practices and games."""
        if self.sheet is Sheet.SIGN_IN:
            self.events.choose_kinds(SPORTS)
        else:
            self.only(SPORTS)

    def has_sports(self) -> bool:
        """If there may be a practice or a game on these days."""
        return self.sheet is not Sheet.SIGN_IN or self.events.has_kinds(SPORTS)

    def set_counts(self, counts: Mapping[EventKind, int]) -> None:
        """Only kinds that there are, with their numbers; the one chosen stays."""
        chosen = self.kinds.currentData()
        sets = kinds_to_choose(dict(counts))
        if chosen and frozenset(chosen) not in sets:
            sets.append(frozenset(EventKind(kind) for kind in chosen))
        self.kinds.blockSignals(True)
        self.kinds.clear()
        self.kinds.addItem(_("All shifts ({count})").format(count=sum(counts.values())), None)
        for kinds in sets:
            self.kinds.addItem(kinds_named(kinds, sum(counts.get(kind, 0) for kind in kinds)), sorted(kinds))
        self.kinds.setCurrentIndex(max(0, self._place_of(chosen)))
        self.kinds.blockSignals(False)

    def show_events(self, lines: tuple[EventLine, ...], today: date, style: Style) -> None:
        """The events to choose from for the sign-in sheet."""
        self.events.show_events(lines, today, style)

    def say(self, notes: tuple[str, ...], remarks: tuple[str, ...]) -> None:
        """What the reader should know about this sheet."""
        for band, sentences in ((self.notes, notes), (self.missing, remarks)):
            if sentences:
                band.say(sentences[0], " ".join(sentences[1:]))
            else:
                band.clear()

    # --- below ---

    def _about_events(self, wish: SignInWish) -> SignInWish:
        """Of the days chosen, the event chosen."""
        of_days = self.which.put_into(wish)
        chosen = self.events.event_ids()
        return of_days if chosen is None else replace(of_days, event_ids=chosen)

    def _place_of(self, kinds: list[EventKind] | None) -> int:
        return next((at for at in range(self.kinds.count()) if self.kinds.itemData(at) == kinds), -1)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        top, bottom = Form(label_width=70, gap=8), Form(label_width=70, gap=8)
        top.add(FormRow(_("&Which"), self.which))
        self._shifts = top.add(FormRow(_("S&hifts"), self.kinds))
        self._events = top.add(FormRow(_("E&vents"), self.events))
        bottom.add(FormRow(_("Paper"), self.paper), fills=False)
        bottom.add(FormRow(_("Language"), self.language), fills=False)
        self._blanks = bottom.add(FormRow(_("&Blank rows"), self.walk_ins), fills=False)
        column.addWidget(top)
        column.addWidget(SectionTitle(_("Who will see this paper?")))
        for cards in self._audiences.values():
            column.addWidget(cards)
        column.addWidget(bottom)
        for widget in (self.lines, self.in_out, self.large, self.notes, self.missing):
            column.addWidget(widget)
        column.addStretch(1)

    def _connect(self) -> None:
        self.which.changed.connect(self.changed)
        self.kinds.activated.connect(lambda _place: self.changed.emit())
        self.events.activated.connect(lambda _place: self.changed.emit())
        self.walk_ins.valueChanged.connect(lambda _count: self.changed.emit())
        for cards in self._audiences.values():
            cards.chosen.connect(self._choose_audience)
        self.paper.chosen.connect(lambda _value: self.changed.emit())
        self.language.chosen.connect(lambda _value: self.changed.emit())
        for box in (self.lines, self.in_out, self.large):
            box.toggled.connect(lambda _on: self.changed.emit())

    def _choose_audience(self, _audience: str) -> None:
        self._fit_to_audience()
        self.changed.emit()

    def _fit_to_audience(self) -> None:
        """Where no names stand there is nothing to write beside them."""
        names = self.sheet is Sheet.SHIFT_ROSTER and self.audiences.value() is not Audience.PUBLIC
        self.lines.setVisible(names)
        self.in_out.setVisible(names)


def _spoken(usual: Usual) -> list[Choice]:
    """The precinct's languages, and the one that this window speaks."""
    codes = dict.fromkeys(code for code in (*usual.languages, i18n.language()) if code in i18n.LANGUAGES)
    return [Choice(code, habits.language_named(code)) for code in codes]
