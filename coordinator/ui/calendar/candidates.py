"""Who may be signed up: rows below the search field, refused ones with every reason."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from coordinator.domain.directions import directions_shown
from coordinator.domain.folding import matches
from coordinator.domain.listings import Candidate
from coordinator.domain.problems import Overrule, Problem, standing, warnings_among
from coordinator.runtime.i18n import _, ngettext
from coordinator.ui.calendar.lines import drawn_font, measure
from coordinator.ui.kit import scale, tokens
from coordinator.ui.kit.buttons import Button, LinkButton, PrimaryButton, set_primary
from coordinator.ui.kit.chips import IconLabel
from coordinator.ui.kit.text import Label, set_hint
from coordinator.ui.models.marks import draw_marked
from coordinator.wording import moments
from coordinator.wording.moments import Style
from coordinator.wording.problems import sentence

FULL = frozenset({"position-full", "place-just-taken"})


class MarkedLabel(QWidget):
    """A name with the letters marked that were typed; plain text, elided."""

    def __init__(self, words: str, query: str, *, look: str = "medium", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._look = directions_shown(" ".join(words.split())), look
        self._found = matches(self._words, query)
        self.setAccessibleName(self._words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        set_hint(self, self._words)

    def words(self) -> str:
        """The name."""
        return self._words

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(round(measure(self._look).horizontalAdvance(self._words)) + 4, scale.px(18))

    def minimumSizeHint(self) -> QSize:
        """A few letters."""
        return QSize(scale.px(60), scale.px(18))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The name over its marks."""
        painter = QPainter(self)
        painter.setFont(drawn_font(self._look))
        draw_marked(painter, QRectF(self.rect()), self._words, self._found)


class CandidateRow(QFrame):
    """One person: name, a line of facts, "Sign up"; or why not. `wanted` carries the reason given, mostly empty."""

    wanted = Signal(str)

    def __init__(self, candidate: Candidate, query: str, style: Style, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.candidate = candidate
        self.name = MarkedLabel(candidate.person.shown_name, query)
        self.reasons = tuple(problem for problem in standing(candidate.problems) if problem.code not in FULL)
        self.sign_up: Button | None = None
        self.anyway: LinkButton | None = None
        self.reason = QLineEdit()
        self._overruling = QWidget(self)
        self._overruling.hide()
        self.go: Button | None = None
        self.setProperty("candidate", True)
        self._selected = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(10, 7, 8, 7)
        self._column.setSpacing(2)
        if self.reasons:
            self._lay_out_refused()
        else:
            self._lay_out_free(style)
        self.setAccessibleName(directions_shown(self.spoken(style)))

    @property
    def may_overrule(self) -> bool:
        """If a reason lifts everything that stands against it."""
        return bool(self.reasons) and all(problem.overrule is Overrule.REASON for problem in self.reasons)

    def set_selected(self, *, selected: bool) -> None:
        """The row that Enter means."""
        self._selected = selected
        self.update()
        if self.sign_up is not None:
            set_primary(self.sign_up, primary=selected)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, and a bar at the left of the chosen row."""
        painter = QPainter(self)
        ground = "surface.window" if self.reasons else "surface.panel"
        painter.fillRect(self.rect(), tokens.colour("surface.selected" if self._selected else ground))
        painter.fillRect(0, self.height() - 1, self.width(), 1, tokens.colour("border.line"))
        if self._selected:
            painter.fillRect(0, 0, 3, self.height(), tokens.colour("accent"))

    def press(self) -> None:
        """What Enter does: sign up, or ask for the reason where one may be given."""
        if not self.reasons:
            self.wanted.emit("")
        elif self.may_overrule:
            self.ask_reason()

    def ask_reason(self) -> None:
        """Show the field for the reason and go there."""
        self.show_reason(self.reason.text())
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_reason(self, words: str) -> None:
        """Show the field for the reason with what was typed."""
        if self.anyway is not None:
            self.anyway.hide()
        self.reason.setText(words)
        self._overruling.show()

    def spoken(self, style: Style) -> str:
        """The row in words."""
        if self.reasons:
            return f"{self.name.words()}. {' '.join(sentence(one, style=style) for one in self.reasons)}"
        return f"{self.name.words()}. {facts_of(self.candidate, style)}"

    def _full_name(self) -> str:
        return directions_shown(self.candidate.person.full_name)

    def _lay_out_free(self, style: Style) -> None:
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self.name)
        words.addWidget(Label(facts_of(self.candidate, style), "small", ink="2", wraps=True))
        for problem in warnings_among(self.candidate.problems):
            words.addWidget(Label(sentence(problem, style=style), "small", ink="part", wraps=True))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addLayout(words, 1)
        self.sign_up = Button(_("Sign up"), self.press)
        self.sign_up.setAccessibleName(_("Sign up {name}").format(name=self._full_name()))
        row.addWidget(self.sign_up, 0, Qt.AlignmentFlag.AlignVCenter)
        self._column.addLayout(row)

    def _lay_out_refused(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(7)
        head.addWidget(IconLabel("ban", "tone.open.ink"))
        head.addWidget(self.name, 1)
        count = ngettext("{n} reason", "{n} reasons", len(self.reasons)).format(n=len(self.reasons))
        head.addWidget(Label(count, "small", ink="open"))
        self._column.addLayout(head)
        for number, problem in enumerate(self.reasons, 1):
            self._column.addLayout(_numbered(number, problem))
        if self.may_overrule:
            self._lay_out_overruling()

    def _lay_out_overruling(self) -> None:
        self.anyway = LinkButton(_("Sign up anyway…"), self.ask_reason)
        self.anyway.setAccessibleName(_("Sign up {name} anyway").format(name=self._full_name()))
        row = QHBoxLayout(self._overruling)
        row.setContentsMargins(scale.px(23), 2, 0, 0)
        row.setSpacing(6)
        self.reason.setPlaceholderText(_("Why?"))
        self.reason.setAccessibleName(_("Reason for signing up anyway"))
        self.go = PrimaryButton(_("Sign up"), self._overrule, small=True)
        self.go.setEnabled(False)
        self.reason.textChanged.connect(self._reason_typed)
        self.reason.returnPressed.connect(self._overrule)
        row.addWidget(self.reason, 1)
        row.addWidget(self.go)
        line = QHBoxLayout()
        line.setContentsMargins(scale.px(23), 0, 0, 0)
        line.addWidget(self.anyway)
        line.addStretch(1)
        self._column.addLayout(line)
        self._column.addWidget(self._overruling)

    def _reason_typed(self, words: str) -> None:
        assert self.go is not None
        self.go.setEnabled(bool(words.strip()))

    def _overrule(self) -> None:
        if self.reason.text().strip():
            self.wanted.emit(self.reason.text().strip())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Clicks stay here."""
        event.accept()


def facts_of(candidate: Candidate, style: Style) -> str:
    """ "Free then · also 1:00 PM, Coat drive · tags: driver, Ukrainian"."""
    parts = [_("Free then")]
    for booking in candidate.also_that_day[:2]:
        time = moments.hours_of(booking.when, style)
        parts.append(_("also {time}, {title}").format(time=time, title=" ".join(booking.title.split())))
    if candidate.person.tags:
        parts.append(_("tags: {tags}").format(tags=", ".join(candidate.person.tags)))
    return " · ".join(parts)


def _numbered(number: int, problem: Problem) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(scale.px(23), 0, 0, 0)
    row.setSpacing(5)
    row.addWidget(Label(f"{number}.", "small-strong"), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Label(sentence(problem), "small", wraps=True), 1)
    return row


class CandidateList(QFrame):
    """The rows under each other. `wanted` carries the candidate and the reason given."""

    wanted = Signal(object, str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[CandidateRow] = []
        self.selected = -1
        self._query = ""
        self._reasons: dict[int | None, str] = {}
        self.setProperty("surface", "card")
        self.setAccessibleName(name)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        self.hide()

    def show_rows(self, candidates: Iterable[Candidate], query: str, style: Style) -> None:
        """Other people; the first is selected. The same question asked again, because something changed, leaves the
        choice where it was; reasons that were begun stay with their people."""
        before = self.current()
        chosen = before.candidate.person.id if before is not None and query == self._query else None
        typing = self._typing_at()
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self._query = query
        self.rows = [self._row(candidate, query, style) for candidate in candidates]
        for row in self.rows:
            self._column.addWidget(row)
            self._give_reason_back(row, typing=row.candidate.person.id == typing)
        self.setVisible(bool(self.rows))
        again = next((place for place, row in enumerate(self.rows) if row.candidate.person.id == chosen), 0)
        self.select((again if chosen is not None else 0) if self.rows else -1)

    def typed_reason(self) -> str:
        """A reason that was begun, of whomever."""
        self._typing_at()
        return next((words for words in self._reasons.values() if words), "")

    def forget_reasons(self) -> None:
        """They were used."""
        self._reasons.clear()
        for row in self.rows:
            row.reason.clear()

    def _typing_at(self) -> int | None:
        """Note every reason begun; whose it is that has the focus."""
        found = None
        for row in self.rows:
            key = row.candidate.person.id
            if row.reason.text().strip():
                self._reasons[key] = row.reason.text()
            else:
                self._reasons.pop(key, None)
            found = key if row.reason.hasFocus() else found
        return found

    def _give_reason_back(self, row: CandidateRow, *, typing: bool) -> None:
        words = self._reasons.get(row.candidate.person.id, "")
        if row.may_overrule and (words or typing):
            row.show_reason(words)
            if typing:
                row.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def select(self, place: int) -> None:
        """Choose a row by its place."""
        self.selected = max(-1, min(len(self.rows) - 1, place))
        for number, row in enumerate(self.rows):
            row.set_selected(selected=number == self.selected)

    def current(self) -> CandidateRow | None:
        """The chosen row."""
        return self.rows[self.selected] if 0 <= self.selected < len(self.rows) else None

    def _row(self, candidate: Candidate, query: str, style: Style) -> CandidateRow:
        row = CandidateRow(candidate, query, style)
        row.wanted.connect(self._forward(candidate))
        return row

    def _forward(self, candidate: Candidate) -> Callable[[str], None]:
        return lambda reason: self.wanted.emit(candidate, reason)
