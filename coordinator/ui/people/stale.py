"""Two people changed the same card: both texts side by side, and a choice for each part that both changed."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QShortcut
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from coordinator.domain.errors import Stale
from coordinator.domain.people import Person
from coordinator.runtime.i18n import _
from coordinator.ui.kit import scale
from coordinator.ui.kit.band import Band
from coordinator.ui.kit.buttons import Button, PrimaryButton
from coordinator.ui.kit.chips import Chip
from coordinator.ui.kit.page import Session
from coordinator.ui.kit.panels import line
from coordinator.ui.kit.sheet import DialogFrame
from coordinator.ui.kit.text import Label
from coordinator.ui.kit.tokens import Tone
from coordinator.ui.people.merging import Part, Side, merged, parts
from coordinator.wording.problems import explain

_WIDTHS = (90, 150, 220, 220, 140)


class _Answer(QWidget):
    """A round button with words that wrap and take the press too."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.button = QRadioButton()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
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
        self, parent: QWidget, *, before: Person, yours: Person, theirs: Person, error: Stale, session: Session
    ) -> None:
        super().__init__(parent, _("Changed meanwhile"), icon="users", subtitle=theirs.full_name, width=980)
        self._before, self._yours, self._theirs = before, yours, theirs
        self._style = session.style
        self._by = str(error.facts.get("by") or _("Somebody else"))
        self.chosen: dict[str, Side] = {}
        self.sides: dict[str, tuple[QRadioButton, QRadioButton]] = {}
        self._results: dict[str, Label] = {}
        self.band = Band(Tone.PART)
        self._fill(explain(error, now=session.clock.now()))
        self.add_buttons(
            Button(_("Back to typing"), self.reject, key=_("Esc")),
            Button(_("Drop mine"), self._drop),
            PrimaryButton(_("Save this mix"), self._save, key=_("Ctrl Enter")),
        )
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self._save)

    def first_focus(self) -> QWidget | None:
        """The first part to choose."""
        return next((pair[0] for pair in self.sides.values()), None)

    def mix(self) -> Person:
        """What would be saved."""
        return merged(self._before, self._yours, self._theirs, self.chosen)

    def choose(self, key: str, side: Side) -> None:
        """Keep the text of one side for this part."""
        self.chosen[key] = side
        self.sides[key][0 if side is Side.YOURS else 1].setChecked(True)
        self._results[key].setText(_("Yours") if side is Side.YOURS else _("Theirs"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Left keeps yours, Right theirs; Up and Down go from part to part."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = watched.property("part")
            if isinstance(key, str) and self._take_key(key, event.key()):
                return True
        return super().eventFilter(watched, event)

    def _take_key(self, key: str, pressed: int) -> bool:
        sides = {Qt.Key.Key_Left: Side.YOURS, Qt.Key.Key_Right: Side.THEIRS}
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if pressed in sides:
            self.choose(key, sides[Qt.Key(pressed)])
            self.sides[key][0 if sides[Qt.Key(pressed)] is Side.YOURS else 1].setFocus()
            return True
        if pressed in steps:
            keys = list(self.sides)
            at = keys.index(key) + steps[Qt.Key(pressed)]
            self.sides[keys[max(0, min(len(keys) - 1, at))]][0].setFocus()
            return True
        return False

    def _save(self) -> None:
        self.settled.emit(self.mix())
        self.accept()

    def _drop(self) -> None:
        self.let_go.emit()
        self.accept()

    def _fill(self, why: str) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(12)
        column.addWidget(self.band)
        self.band.say(_("Somebody else changed this card while you were typing"), why, tone=Tone.PART)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        for place, width in enumerate(_WIDTHS):
            grid.setColumnMinimumWidth(place, scale.px(width))
        grid.setColumnStretch(2, 1)
        grid.setColumnStretch(3, 1)
        column.addLayout(grid)
        column.addStretch(1)
        heads = ("", _("When you opened it"), _("Yours"), self._by, _("What will be saved"))
        for place, words in enumerate(heads):
            grid.addWidget(Label(words, "small-strong", ink="2", wraps=True), 0, place)
        for part in parts():
            self._add_part(grid, part)
        self.set_body(body)

    def _add_part(self, grid: QGridLayout, part: Part) -> None:
        mine, other = part.differs(self._before, self._yours), part.differs(self._before, self._theirs)
        if not mine and not other:
            return
        at = grid.rowCount()
        grid.addWidget(line(), at, 0, 1, len(_WIDTHS))
        grid.addWidget(Label(part.name, "small", ink="2"), at + 1, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._words(part, self._before, ink="2"), at + 1, 1, Qt.AlignmentFlag.AlignTop)
        if mine and other and part.differs(self._yours, self._theirs):
            self._add_choice(grid, part, at + 1)
        else:
            self._add_settled(grid, part, at + 1, mine=mine, other=other)

    def _add_choice(self, grid: QGridLayout, part: Part, at: int) -> None:
        pair = (self._side(part, Side.YOURS), self._side(part, Side.THEIRS))
        group = QButtonGroup(self)
        for place, answer in enumerate(pair):
            group.addButton(answer.button)
            grid.addWidget(answer, at, 2 + place, Qt.AlignmentFlag.AlignTop)
        self.sides[part.key] = (pair[0].button, pair[1].button)
        self._results[part.key] = Label("", "small")
        result = QVBoxLayout()
        result.addWidget(Chip(_("Both changed it"), Tone.PART))
        result.addWidget(self._results[part.key])
        grid.addLayout(result, at, 4)
        self.choose(part.key, Side.YOURS)

    def _side(self, part: Part, side: Side) -> _Answer:
        person = self._yours if side is Side.YOURS else self._theirs
        words = part.shown(person, self._style) or _("empty")
        answer = _Answer(words)
        whose = _("yours") if side is Side.YOURS else self._by
        answer.button.setAccessibleName(f"{part.name}, {whose}: {words}")
        answer.button.setProperty("part", part.key)
        answer.button.installEventFilter(self)
        answer.button.clicked.connect(partial(self.choose, part.key, side))
        return answer

    def _add_settled(self, grid: QGridLayout, part: Part, at: int, *, mine: bool, other: bool) -> None:
        grid.addWidget(self._words(part, self._yours, ink="1" if mine else "3"), at, 2, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._words(part, self._theirs, ink="1" if other else "3"), at, 3, Qt.AlignmentFlag.AlignTop)
        if mine and other:
            chip = Chip(_("The same"), Tone.NONE)
        else:
            chip = Chip(_("Only yours") if mine else _("Only theirs"), Tone.NONE)
        grid.addWidget(chip, at, 4, Qt.AlignmentFlag.AlignTop)

    def _words(self, part: Part, person: Person, *, ink: str) -> Label:
        return Label(part.shown(person, self._style) or _("empty"), wraps=True, ink=ink)
