"""Two people changed the same record: before, yours and theirs side by side, and what will be saved."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from coordinator.domain.changes import AsItStands
from coordinator.domain.directions import directions_shown
from coordinator.domain.errors import CoordinatorError
from coordinator.domain.problems import Problem
from coordinator.runtime.clock import Clock
from coordinator.runtime.i18n import _, ngettext, pgettext
from coordinator.ui.kit import scale, tokens
from coordinator.ui.kit.band import Band, Way
from coordinator.ui.kit.buttons import Button, LinkButton, PrimaryButton
from coordinator.ui.kit.chips import Chip, IconLabel
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.merging import Part, Side, changed_parts, merged, overlaps
from coordinator.ui.kit.recordlog import RecordLog
from coordinator.ui.kit.sheet import DialogFrame
from coordinator.ui.kit.text import Label
from coordinator.ui.kit.tokens import Tone
from coordinator.wording import meanwhile
from coordinator.wording.problems import sentence

_WIDTHS = (96, 160, 230, 230, 150)
_WIDE, _HIGH = 1118, 614
_KEPT, _LEFT_OUT, _HEAD = "surface.selected", "tone.part.fill", "surface.sunken"
_TOP = Qt.AlignmentFlag.AlignTop
_SIDES = (Side.YOURS, Side.THEIRS)
_KEYS = {Qt.Key.Key_Left: Side.YOURS, Qt.Key.Key_Right: Side.THEIRS, Qt.Key.Key_B: Side.BOTH}


@dataclass(frozen=True, slots=True)
class Versions:
    """The record when it was opened, as you typed it, and as it stands; who saved it when, and when you opened it."""

    before: Any
    yours: Any
    theirs: Any
    by: str
    at: datetime | None
    opened_at: datetime
    now: datetime
    pc: str = ""

    def moved_on(self, now: AsItStands, at: datetime) -> "Versions":
        """The same with what somebody saved since."""
        return replace(self, theirs=now.record, by=now.by, at=now.at, pc=now.pc, now=at)


class _Cell(QFrame):
    """One field of the table: its ground says whether it is kept."""

    def __init__(self, *inside: QWidget, ground: str = "") -> None:
        super().__init__()
        self._ground = ground
        column = QVBoxLayout(self)
        column.setContentsMargins(11, 8, 11, 8)
        column.setSpacing(3)
        for part in inside:
            column.addWidget(part)
        column.addStretch(1)

    def set_ground(self, token: str) -> None:
        """Another colour, by its name."""
        self._ground = token
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._ground:
            painter.fillRect(self.rect(), tokens.colour(self._ground))
        painter.setPen(tokens.colour("border.line"))
        painter.drawLine(self.rect().topRight(), self.rect().bottomRight())
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())


class _Answer(QWidget):
    """A round button or a box with words that wrap and take the press too."""

    def __init__(self, button: QAbstractButton, words: str) -> None:
        super().__init__()
        self.button = button
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.button, 0, _TOP)
        label = Label(words, wraps=True)
        label.setMinimumHeight(scale.px(24))
        label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(label, 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The words count as the button does."""
        self.button.click()


class StaleDialog(DialogFrame):
    """`settled` carries the mix to save; `let_go` that nothing of yours is wanted."""

    settled = Signal(object)
    let_go = Signal()

    def __init__(
        self, parent: QWidget, title: str, subtitle: str, *, parts: Sequence[Part[Any]], versions: Versions
    ) -> None:
        super().__init__(parent, title, icon="users", subtitle=subtitle, width=_WIDE, height=_HIGH)
        self._parts, self.versions = tuple(parts), versions
        self.chosen: dict[str, Side] = {}
        self.sides: dict[str, tuple[QAbstractButton, QAbstractButton]] = {}
        self._results: dict[str, Label] = {}
        self._cells: dict[str, tuple[_Cell, _Cell]] = {}
        self._shows_all = False
        self._log: Way | None = None
        self._ask_about: Callable[[Any], None] = lambda _mix: None
        self.band = Band(Tone.PART)
        self.verdict = Band(Tone.FULL)
        self.save_button = PrimaryButton(_("Save this mix"), self._save, key=_("Ctrl Enter"))
        self.drop_button = Button(_("Drop mine"), self._drop)
        self._fill()
        self._fill_footer()
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self._save)

    def check_with(self, desk: Desk, objections: Callable[..., tuple[Problem, ...]]) -> None:
        """Look at the mix after every choice, as at anything typed."""

        def ask(mix: Any) -> None:
            desk.ask(objections, mix, then=self._weigh, failed=_say_nothing, about="stale-mix")

        self._ask_about = ask
        ask(self.mix())

    def say_removed(self) -> None:
        """It was removed, after somebody else had changed it: saving brings it back."""
        self.save_button.setText(_("Bring it back with this mix"))
        self.drop_button.setText(_("Let it go"))

    def show_log(self, desk: Desk, clock: Clock, *, about: tuple[str, int]) -> None:
        """Offer what the log says about the record, a table and an id."""

        def show() -> None:
            RecordLog(self, self.windowTitle(), about=about, desk=desk, clock=clock).open()

        self._log = Way(_("See what was changed"), show)
        self._say_who()

    def renew(self, versions: Versions) -> None:
        """It was changed once more meanwhile: the table follows, and what was chosen stays."""
        self.versions = versions
        kept, self.chosen = self.chosen, {}
        self._lay_out_table()
        for key, side in kept.items():
            if key in self.sides:
                self.choose(key, side)
        self._say_who()
        self._ask_about(self.mix())

    def show_all(self) -> None:
        """The parts too that are the same for both."""
        self._shows_all = True
        kept = dict(self.chosen)
        self._lay_out_table()
        for key, side in kept.items():
            self.choose(key, side)

    def first_focus(self) -> QWidget | None:
        """The first part to choose."""
        return next((pair[0] for pair in self.sides.values()), self.save_button)

    def mix(self) -> Any:
        """What would be saved."""
        now = self.versions
        return merged(self._parts, now.before, now.yours, now.theirs, self.chosen)

    def choose(self, key: str, side: Side) -> None:
        """Keep the text of one side, or of both, for this part."""
        self.chosen[key] = side
        for button, own in zip(self.sides[key], _SIDES, strict=True):
            button.blockSignals(True)
            button.setChecked(side in (own, Side.BOTH))
            button.blockSignals(False)
        for cell, own in zip(self._cells[key], _SIDES, strict=True):
            cell.set_ground(_KEPT if side in (own, Side.BOTH) else _LEFT_OUT)
        self._results[key].setText(
            {Side.YOURS: _("Yours"), Side.THEIRS: _("Theirs"), Side.BOTH: _("Both, theirs first")}[side]
        )
        self._ask_about(self.mix())

    def choose_all(self, side: Side) -> None:
        """The same side for every part that both changed."""
        for key in self.sides:
            self.choose(key, side)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Left keeps yours, Right theirs, B both; Up and Down go from part to part."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = watched.property("part")
            if isinstance(key, str) and self._take_key(key, Qt.Key(event.key())):
                return True
        return super().eventFilter(watched, event)

    def _take_key(self, key: str, pressed: Qt.Key) -> bool:
        side = _KEYS.get(pressed)
        if side is not None and (side is not Side.BOTH or isinstance(self.sides[key][0], QCheckBox)):
            self.choose(key, side)
            self.sides[key][1 if side is Side.THEIRS else 0].setFocus()
            return True
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if pressed in steps:
            keys = list(self.sides)
            at = keys.index(key) + steps[pressed]
            self.sides[keys[max(0, min(len(keys) - 1, at))]][0].setFocus()
            return True
        return False

    def _tick(self, key: str, _on: bool) -> None:
        """One box or both; none would keep nobody's words."""
        ticked = [side for side, box in zip(_SIDES, self.sides[key], strict=True) if box.isChecked()]
        before = self.chosen[key]
        self.choose(key, Side.BOTH if len(ticked) == 2 else ticked[0] if ticked else before)

    def _weigh(self, problems: tuple[Problem, ...]) -> None:
        stopping = [sentence(problem) for problem in problems if problem.stops]
        self.save_button.setEnabled(not stopping)
        if stopping:
            self.verdict.say(_("The mix cannot be saved"), " ".join(stopping), tone=Tone.OPEN)
        else:
            warnings = " ".join(sentence(one) for one in problems if one.code != "likely-duplicate")
            self.verdict.say(_("The mix fits together"), warnings, tone=Tone.PART if warnings else Tone.FULL)

    def _save(self) -> None:
        if self.save_button.isEnabled():
            self.settled.emit(self.mix())
            self.accept()

    def _drop(self) -> None:
        self.let_go.emit()
        self.accept()

    # --- building ----------------------------------------------------------------------------------------------------

    def _fill(self) -> None:
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(16, 14, 16, 14)
        self._column.setSpacing(12)
        self._table_holder = QWidget()
        self._column.addWidget(self.band)
        self._column.addWidget(self._table_holder)
        self._column.addWidget(self.verdict)
        self._column.addStretch(1)
        self._say_who()
        self._lay_out_table()
        self.set_body(body)

    def _say_who(self) -> None:
        now = self.versions
        count = len(changed_parts(self._parts, now.before, now.theirs))
        self.band.say(
            _("Somebody else changed this while you were typing. Nothing of yours is lost, and nothing is saved yet."),
            meanwhile.saved_and_opened(
                by=now.by, at=now.at, opened_at=now.opened_at, count=count, now=now.now, pc=now.pc
            ),
            tone=Tone.PART,
            button=self._log,
        )

    def _lay_out_table(self) -> None:
        """Made anew whenever the versions are others."""
        for known in (self.sides, self._results, self._cells):
            known.clear()
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._table())
        column.addWidget(self._below())
        before, self._table_holder = self._table_holder, holder
        had_focus = before.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self._column.replaceWidget(before, holder)
        before.hide()
        before.deleteLater()
        if had_focus:
            (self.first_focus() or self).setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill_footer(self) -> None:
        self.footer.add(IconLabel("undo-2", "ink.2"), Label(_("Undo later takes back only what you changed."), ink="2"))
        self.add_buttons(
            Button(_("Back to typing"), self.reject, key=_("Esc")),
            self.drop_button,
            self.save_button,
        )

    def _table(self) -> QGridLayout:
        now = self.versions
        grid = QGridLayout()
        grid.setSpacing(0)
        for place, width in enumerate(_WIDTHS):
            grid.setColumnMinimumWidth(place, scale.px(width))
        grid.setColumnStretch(2, 1)
        grid.setColumnStretch(3, 1)
        heads = (
            ("", ""),
            (_("When you opened it"), meanwhile.time_of(now.opened_at, now.now)),
            (_("Yours"), _("typed, not saved")),
            (now.by or _("Somebody else"), meanwhile.time_of(now.at, now.now) if now.at else ""),
            (_("What will be saved"), ""),
        )
        for place, (words, small) in enumerate(heads):
            grid.addWidget(_head(words, small), 0, place)
        asked = {part.key for part in overlaps(self._parts, now.before, now.yours, now.theirs)}
        for part in self._parts:
            changed = part.differs(now.before, now.yours) or part.differs(now.before, now.theirs)
            if changed or self._shows_all:
                self._add_part(grid, part, asked=part.key in asked)
        return grid

    def _below(self) -> QWidget:
        now = self.versions
        shown = {part.key for one in (now.yours, now.theirs) for part in changed_parts(self._parts, now.before, one)}
        same = len(self._parts) - len(shown)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        words = ngettext(
            "{n} other field is the same for both of you.", "{n} other fields are the same for both of you.", same
        )
        row.addWidget(Label(words.format(n=same), "small", ink="2"))
        if same and not self._shows_all:
            row.addWidget(LinkButton(pgettext("same fields", "Show them"), self.show_all))
        row.addStretch(1)
        if len(self.sides) > 1:
            row.addWidget(Label(_("Take all:"), "small", ink="2"))
            row.addWidget(LinkButton(pgettext("take all", "yours"), lambda: self.choose_all(Side.YOURS)))
            row.addWidget(LinkButton(pgettext("take all", "theirs"), lambda: self.choose_all(Side.THEIRS)))
        return holder

    def _add_part(self, grid: QGridLayout, part: Part[Any], *, asked: bool) -> None:
        at = grid.rowCount()
        grid.addWidget(_Cell(Label(part.name, "small", ink="2", wraps=True)), at, 0)
        grid.addWidget(_Cell(_words(part, self.versions.before, ink="2")), at, 1)
        if asked:
            self._add_choice(grid, part, at)
        else:
            self._add_settled(grid, part, at)

    def _add_choice(self, grid: QGridLayout, part: Part[Any], at: int) -> None:
        answers = [self._side(part, side) for side in _SIDES]
        group = QButtonGroup(self)
        group.setExclusive(part.join is None)
        cells = [_Cell(answer) for answer in answers]
        for place, (answer, cell) in enumerate(zip(answers, cells, strict=True)):
            group.addButton(answer.button)
            grid.addWidget(cell, at, 2 + place)
        self._cells[part.key] = (cells[0], cells[1])
        self.sides[part.key] = (answers[0].button, answers[1].button)
        self._results[part.key] = Label("", "small")
        grid.addWidget(_Cell(Chip(_("Both changed it"), Tone.PART), self._results[part.key]), at, 4)
        self.choose(part.key, Side.YOURS if part.join is None else Side.BOTH)

    def _side(self, part: Part[Any], side: Side) -> _Answer:
        record = self.versions.yours if side is Side.YOURS else self.versions.theirs
        words = part.shown(record) or _("empty")
        answer = _Answer(QRadioButton() if part.join is None else QCheckBox(), words)
        whose = _("yours") if side is Side.YOURS else self.versions.by or _("Somebody else")
        answer.button.setAccessibleName(directions_shown(f"{part.name}, {whose}: {words}"))
        answer.button.setProperty("part", part.key)
        answer.button.installEventFilter(self)
        if part.join is None:
            answer.button.clicked.connect(partial(self.choose, part.key, side))
        else:
            answer.button.toggled.connect(partial(self._tick, part.key))
        return answer

    def _add_settled(self, grid: QGridLayout, part: Part[Any], at: int) -> None:
        now = self.versions
        mine, other = part.differs(now.before, now.yours), part.differs(now.before, now.theirs)
        yours = _words(part, now.yours, ink="1" if mine else "3")
        theirs = _words(part, now.theirs, ink="1" if other else "3")
        grid.addWidget(_Cell(yours, ground=_KEPT if mine else ""), at, 2)
        grid.addWidget(_Cell(theirs, ground=_KEPT if other else ""), at, 3)
        grid.addWidget(_Cell(*self._settled(mine=mine, other=other)), at, 4)

    def _settled(self, *, mine: bool, other: bool) -> tuple[QWidget, ...]:
        if mine == other:
            return (Chip(_("The same"), Tone.NONE),)
        if mine:
            return Chip(_("Only you"), Tone.NONE), Label(_("Yours, kept"), "small")
        name = self.versions.by or _("Somebody else")
        return Chip(_("Only {name}").format(name=name), Tone.NONE), Label(_("Theirs, kept"), "small")


def _head(words: str, small: str) -> _Cell:
    return _Cell(Label(words, "small-strong", wraps=True), Label(small, "small", ink="2", wraps=True), ground=_HEAD)


def _words(part: Part[Any], record: Any, *, ink: str) -> Label:
    return Label(part.shown(record) or _("empty"), wraps=True, ink=ink)


def _say_nothing(_error: CoordinatorError) -> None:
    """The checks are a courtesy: saving says whatever stands in the way."""
