"""One position in the inspector: who is in it, who may come, and what went wrong."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from coordinator.domain.directions import directions_shown
from coordinator.domain.errors import CoordinatorError, Refused
from coordinator.domain.events import HOLDS_A_PLACE, Role, SignupStatus
from coordinator.domain.listings import Candidate, PositionLine, SignUpLine
from coordinator.domain.people import age_on, is_minor
from coordinator.runtime.i18n import _
from coordinator.ui.calendar.candidates import FULL
from coordinator.ui.calendar.signup_search import SignupSearch
from coordinator.ui.kit import errors, scale
from coordinator.ui.kit.band import Band, Way
from coordinator.ui.kit.boxes import FillBoxes
from coordinator.ui.kit.buttons import IconButton, LinkButton
from coordinator.ui.kit.chips import Chip, IconLabel
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.panels import line as divider
from coordinator.ui.kit.text import ElidedLabel, Label, without_mnemonic
from coordinator.ui.kit.tokens import Tone
from coordinator.usecases.signups import confirm_signup, decline_signup, drop_signup, raise_maximum, sign_up
from coordinator.wording import labels, moments
from coordinator.wording.facts import in_sentence
from coordinator.wording.moments import style_in_use
from coordinator.wording.problems import sentence


class PersonRow(QFrame):
    """Somebody signed up. Delete takes the person off; somebody only asked has yes and no."""

    dropped = Signal(int)
    confirmed = Signal(int)
    declined = Signal(int)
    stepped = Signal(int)

    def __init__(self, line: SignUpLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        assert line.signup.id is not None
        self.line = line
        self.key = line.signup.id
        self.offered = line.signup.status is SignupStatus.OFFERED
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(scale.px(30 if self.offered else 28))
        self.setAccessibleName(directions_shown(self._spoken()))
        self._lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete removes, arrows go to the neighbour."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.dropped.emit(self.key)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        icon, ink = ("hourglass", "tone.part.ink") if self.offered else ("circle-check", "tone.full.ink")
        row.addWidget(IconLabel(icon, ink))
        row.addWidget(ElidedLabel(self.line.person.shown_name), 1)
        age = self._age()
        if age:
            row.addWidget(Label(age, "small", ink="2"))
        name = self.line.person.full_name
        if self.offered:
            row.addWidget(Chip(labels.signup_status_name(SignupStatus.OFFERED), Tone.PART, icon=""))
            yes = IconButton(_("{name} comes").format(name=name), "check", lambda: self.confirmed.emit(self.key))
            no = IconButton(_("{name} cannot come").format(name=name), "circle-x", lambda: self.declined.emit(self.key))
            row.addWidget(yes)
            row.addWidget(no)
        self.remove = IconButton(_("Take {name} off").format(name=name), "x", self._drop, bare=True)
        row.addWidget(self.remove)

    def _drop(self) -> None:
        self.dropped.emit(self.key)

    def _age(self) -> str:
        person, day = self.line.person, self.line.when.first_day
        if person.birth_date is None or not is_minor(person, day):
            return ""
        return _("age {age}").format(age=age_on(person.birth_date, day))

    def _spoken(self) -> str:
        status = labels.signup_status_name(self.line.signup.status)
        return ", ".join(part for part in (self.line.person.shown_name, self._age(), status) if part)


class PositionSection(QWidget):
    """`failed` carries an error that is not about this position; `others` are the event's other positions with room,
    set by the panel."""

    person_wanted = Signal(str)
    search_opened = Signal(object)
    search_closed = Signal()

    def __init__(self, desk: Desk, position_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.position_id = position_id
        self.others: tuple[PositionLine, ...] = ()
        self.rows: list[PersonRow] = []
        self.line: PositionLine | None = None
        self.search: SignupSearch | None = None
        self._title = Label("", "strong")
        self._need = ElidedLabel("", "small", ink="2")
        self._own_time = Label("", "small", ink="2", wraps=True)
        self._boxes = FillBoxes()
        self.band = Band(Tone.OPEN)
        self.open_search = LinkButton(_("Sign somebody up…"), self.start_search)
        self._people = QVBoxLayout()
        self._divider = divider()
        self._lay_out()

    # --- what is shown

    def show_position(self, line: PositionLine, signups: tuple[SignUpLine, ...], role: Role | None) -> None:
        """The position as it stands now."""
        self.line = line
        self._title.setText(line.position.role)
        self._need.setText(need_words(line, role))
        own = line.position.starts is not None or line.position.ends is not None
        self._own_time.setText(moments.time_range(line.when.starts, line.when.ends, style_in_use()) if own else "")
        self._own_time.setVisible(own)
        self._boxes.set_tally(line.tally)
        self.open_search.setAccessibleName(
            _("Sign somebody up as {role}").format(role=directions_shown(line.position.role))
        )
        self._show_people(tuple(one for one in signups if one.signup.status in HOLDS_A_PLACE))
        if self.search is not None:
            self.search.ask()

    def set_first(self, *, first: bool) -> None:
        """Only the others have a line above them."""
        self._divider.setVisible(not first)

    def is_open(self) -> bool:
        """If somebody is still needed."""
        return self.line is not None and self.line.tally.openings > 0

    def typed(self) -> str:
        """What somebody typed here and did not use yet: a name, or a reason."""
        return self.search.typed() if self.search is not None else ""

    def has_room(self) -> bool:
        """If a place is left, needed or not."""
        line = self.line
        return line is not None and line.tally.confirmed + line.tally.offered < line.position.maximum

    def _show_people(self, signups: tuple[SignUpLine, ...]) -> None:
        place = next((n for n, row in enumerate(self.rows) if row.isAncestorOf(_focus(self)) or row.hasFocus()), -1)
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = [self._person(line) for line in signups]
        for row in self.rows:
            self._people.addWidget(row)
        if place >= 0:
            after = self.rows[min(place, len(self.rows) - 1)] if self.rows else self.open_search
            after.setFocus(Qt.FocusReason.OtherFocusReason)

    def _person(self, line: SignUpLine) -> PersonRow:
        row = PersonRow(line)
        row.dropped.connect(self._drop)
        row.confirmed.connect(lambda key: self._do(partial(confirm_signup, signup_id=key)))
        row.declined.connect(lambda key: self._do(partial(decline_signup, signup_id=key)))
        row.stepped.connect(lambda by, one=row: self._step(one, by))
        return row

    def _step(self, row: PersonRow, by: int) -> None:
        place = self.rows.index(row) + by
        if 0 <= place < len(self.rows):
            self.rows[place].setFocus(Qt.FocusReason.TabFocusReason)

    # --- signing up

    def start_search(self) -> None:
        """Show the field and go there."""
        if self.search is None and self.line is not None:
            self.search = SignupSearch(self._desk, self.position_id, self.line.position.role)
            self.search.chosen.connect(self._sign_up)
            self.search.left.connect(self.end_search)
            self.search.person_wanted.connect(self.person_wanted)
            self._column.insertWidget(self._column.indexOf(self.open_search), self.search)
            self.open_search.hide()
            self.search_opened.emit(self)
        if self.search is not None:
            self.search.start()

    def end_search(self) -> None:
        """Leave the search; the band stays until the next try."""
        if self.search is None:
            return
        held = self.search.isAncestorOf(_focus(self))
        self.search.hide()
        self.search.deleteLater()
        self.search = None
        self.open_search.show()
        self.search_closed.emit()
        if held:
            self.open_search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _sign_up(self, candidate: Candidate, reason: str) -> None:
        self.band.clear()
        person = candidate.person
        errand = partial(sign_up, override_reason=reason)
        self._desk.do(
            errand,
            self.position_id,
            person.id,
            then=lambda _changes: self._signed_up(),
            failed=lambda error: self._refuse(candidate, error),
            of=person,
        )

    def _signed_up(self) -> None:
        if self.search is not None:
            self.search.start_over()

    def _refuse(self, candidate: Candidate, error: CoordinatorError) -> None:
        full = isinstance(error, Refused) and all(problem.code in FULL for problem in error.problems)
        name = candidate.person.full_name
        if isinstance(error, Refused) and full:
            self._say_full(candidate, sentence(error.problems[0]))
        else:
            self.band.say(_("{name} was not signed up").format(name=name), errors.words(error), tone=Tone.OPEN)
        if self.search is not None:
            self.search.ask()

    def _say_full(self, candidate: Candidate, why: str) -> None:
        assert self.line is not None
        most = self.line.position.maximum + 1
        ways = [Way(_("Raise the most to {n}").format(n=most), lambda: self._raise(candidate, most))]
        ways += [
            Way(
                _("Put down as {role}").format(role=without_mnemonic(in_sentence(other.position.role))),
                partial(self._put_down, candidate, other),
            )
            for other in self.others
        ]
        what = _("{name} was not signed up: this is full").format(name=candidate.person.full_name)
        self.band.say(what, why, tone=Tone.OPEN, links=ways)

    def _raise(self, candidate: Candidate, most: int) -> None:
        self._do(partial(raise_maximum, position_id=self.position_id, maximum=most), candidate)

    def _put_down(self, candidate: Candidate, other: PositionLine) -> None:
        self.band.clear()
        self._desk.do(
            sign_up, other.position.id, candidate.person.id, failed=lambda error: self._refuse(candidate, error)
        )

    def _drop(self, key: int) -> None:
        self.band.clear()
        self._do(partial(drop_signup, signup_id=key))

    def _do(self, errand: object, then_sign_up: Candidate | None = None) -> None:
        self._desk.do(
            errand,  # type: ignore[arg-type]  # a use case with its arguments filled in
            then=lambda _changes: self._sign_up(then_sign_up, "") if then_sign_up is not None else None,
            failed=lambda error: errors.show_in(self.band, error),
        )

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addWidget(self._need, 1)
        head.addWidget(self._boxes)
        self._people.setSpacing(0)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._divider)
        self._column = QVBoxLayout()
        outer.addLayout(self._column)
        self._column.setContentsMargins(14, 12, 14, 10)
        self._column.setSpacing(4)
        self._column.addLayout(head)
        self._column.addWidget(self._own_time)
        self._column.addLayout(self._people)
        self._column.addWidget(self.band)
        self._column.addWidget(self.open_search, 0, Qt.AlignmentFlag.AlignLeft)


def need_words(line: PositionLine, role: Role | None) -> str:
    """ "5 needed, 5 at most", "1 needed, 18 or over"."""
    parts = [_("{n} needed").format(n=line.position.needed)]
    age = role.minimum_age if role is not None else None
    if age is None or line.position.maximum != line.position.needed:
        parts.append(_("{n} at most").format(n=line.position.maximum))
    if age is not None:
        parts.append(_("{age} or over").format(age=age))
    return ", ".join(parts)


def _focus(widget: QWidget) -> QWidget:
    return widget.window().focusWidget() or widget
