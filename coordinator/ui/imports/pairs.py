"""Is this the same person? Likely duplicates decided one by one, reversibly, never by guess."""

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from coordinator.domain.imports import Decision, ImportPlan, RowState
from coordinator.domain.listings import PersonCard
from coordinator.runtime.i18n import _, ngettext
from coordinator.ui.imports.answercards import AnswerCards
from coordinator.ui.imports.answers import Answers
from coordinator.ui.imports.pairing import Pair, pairs_of, reason_heading, reason_words, similar_to
from coordinator.ui.imports.pairlist import PairsList
from coordinator.ui.imports.pairtable import PairTable
from coordinator.ui.imports.summary import effect_words
from coordinator.ui.kit import scale
from coordinator.ui.kit.band import Band
from coordinator.ui.kit.buttons import Button, PrimaryButton
from coordinator.ui.kit.chips import IconLabel
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.page import Session
from coordinator.ui.kit.panels import line, panel
from coordinator.ui.kit.sheet import DialogFrame
from coordinator.ui.kit.text import ElidedLabel, Label, without_mnemonic
from coordinator.ui.kit.tokens import Tone
from coordinator.usecases.people import person_card
from coordinator.wording import moments

_LEFT = 266
_NAMES = 3


class PairsDialog(DialogFrame):
    """Accepted: bring everything in with these answers. Rejected: back to the rows, the answers kept."""

    def __init__(self, desk: Desk, session: Session, plan: ImportPlan, answers: Answers, parent: QWidget) -> None:
        super().__init__(
            parent, _("Is this the same person?"), icon="users", subtitle=_about(plan), width=1198, height=696
        )
        self._desk, self._session, self._plan, self._answers = desk, session, plan, answers
        self.pairs = pairs_of(answers, session.style)
        self.list = PairsList(self.pairs)
        self.decided = Label("", ink="2")
        self.band = Band(Tone.PART)
        self.table = PairTable()
        self.cards = AnswerCards()
        self.similar = QCheckBox()
        self.similar_more = ElidedLabel(_("where fields differ, yours stay and new ones are added"), "small", ink="2")
        self._make_footer()
        self.set_body(self._columns(), scrolls=False)
        self._connect()
        self.show_pair(0)

    def first_focus(self) -> QWidget | None:
        """The fields of the first pair."""
        return self.table

    def pair(self) -> Pair:
        """The pair shown."""
        return self.pairs[max(0, self.list.currentIndex().row())]

    def show_pair(self, place: int) -> None:
        """Show another pair."""
        index = self.list.pairs.index(max(0, min(len(self.pairs) - 1, place)), 0)
        self.list.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def step(self, by: int) -> None:
        """The next pair or the one before, round and round."""
        self.show_pair((self.list.currentIndex().row() + by) % len(self.pairs))

    def answer(self, decision: Decision) -> None:
        """Decide about the pair shown, and about similar ones where that is ticked."""
        pair = self.pair()
        pair.decision, pair.along = decision, False
        self._tell(pair)
        self._decide_along()
        self._show_answers()

    # --- showing -----------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        pair = self.pair()
        self.similar.setChecked(False)
        self._show_fields()
        self._say_why(pair, None)
        if pair.yours.id is not None and pair.other_row is None:
            self._desk.ask(
                person_card, pair.yours.id, then=lambda card: self._say_why(pair, card), about=(self, "card")
            )
        self._show_answers()

    def _show_fields(self) -> None:
        pair = self.pair()
        yours = _("Yours") if pair.other_row is None else _("In the file")
        first = _("on your list") if pair.other_row is None else _("Row {row}").format(row=pair.other_row)
        second = _("Row {row}").format(row=pair.row.number)
        heads = (f"{yours}\n{first}", "\n".join((_("In the file"), second)))
        editable = pair.decision in (None, Decision.UPDATE)
        row = self.table.currentIndex().row()
        self.table.pair.show_pair(pair.fields, pair.sides, heads, editable=editable)
        opened = next((at for at, one in enumerate(pair.fields) if one.is_open), 0)
        self.table.setCurrentIndex(self.table.pair.index(row if 0 <= row < len(pair.fields) else opened, 1))

    def _say_why(self, pair: Pair, card: PersonCard | None) -> None:
        if pair is not self.pair():
            return
        whole = self._plan.file.rows
        words = [_("Row {row} of {whole} in the file.").format(row=pair.row.number, whole=f"{whole:,}")]
        if card is not None and card.changed_at is not None:
            when = moments.stamp(card.changed_at, self._session.style, today=self._session.today())
            words.append(_("Your card was last changed by {name}, {time}.").format(name=card.changed_by, time=when))
        if card is not None and card.signups:
            count = len(card.signups)
            words.append(ngettext("{count} sign-up stays.", "{count} sign-ups stay.", count).format(count=count))
        self.band.say(reason_heading(pair), " ".join(words), tone=Tone.PART)

    def _show_answers(self) -> None:
        pair = self.pair()
        self.cards.show_answer(pair.decision, pair.theirs.full_name)
        alike = similar_to(pair, self.pairs)
        self.similar.setVisible(bool(alike))
        self.similar_more.setVisible(bool(alike))
        self.similar.setText(without_mnemonic(_similar_words(pair, alike)))
        self.list.pairs.tell()
        done = sum(1 for one in self.pairs if one.decision is not None)
        self.decided.setText(_("{done} of {whole} decided").format(done=done, whole=len(self.pairs)))
        self.apply_button.setText(effect_words(self._plan.mapping.subject, self._answers.outcome()))
        self.apply_button.updateGeometry()
        self.apply_button.setEnabled(self._answers.outcome().touched > 0)

    # --- deciding ----------------------------------------------------------------------------------------------------

    def _tell(self, pair: Pair) -> None:
        self._answers.decide(pair.row.number, pair.decision, pair.outcome())

    def _choose_sides(self) -> None:
        """A choice of sides means that the card is to be updated."""
        pair = self.pair()
        if pair.decision is not Decision.UPDATE:
            self.answer(Decision.UPDATE)
        else:
            self._tell(pair)
            self._show_answers()

    def _follow(self) -> None:
        self._decide_along()
        self._show_answers()

    def _decide_along(self) -> None:
        """The similar pairs follow while the box is ticked, and are open again when it is not."""
        pair, follows = self.pair(), self.similar.isChecked()
        for one in similar_to(pair, self.pairs):
            if follows and pair.decision is not None:
                one.decision, one.along = pair.decision, True
            elif one.along:
                one.decision, one.along = None, False
            self._tell(one)
        self._show_fields()

    # --- building ----------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._show())
        self.table.chosen.connect(self._choose_sides)
        self.cards.answered.connect(self.answer)
        self.similar.toggled.connect(self._follow)
        for keys, decision in (("1", Decision.SKIP), ("2", Decision.UPDATE), ("3", Decision.ADD)):
            QShortcut(QKeySequence(keys), self, lambda decision=decision: self.answer(decision))
        QShortcut(QKeySequence("Alt+Left"), self, lambda: self.step(-1))
        QShortcut(QKeySequence("Alt+Right"), self, lambda: self.step(1))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.apply_button.click)

    def _columns(self) -> QWidget:
        body = panel()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left())
        row.addWidget(line(upright=True))
        row.addWidget(self._right(), 1)
        return body

    def _left(self) -> QWidget:
        side = panel(surface="window")
        side.setFixedWidth(scale.px(_LEFT))
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(12, 8, 12, 8)
        head.addWidget(Label(_("Pairs"), "small-strong", ink="2"), 1)
        head.addWidget(self.decided)
        column.addLayout(head)
        column.addWidget(line())
        column.addWidget(self.list, 1)
        hint = Label(
            _("Pairs that are not decided stay out of this import. Import the same file again to come back to them."),
            "small",
            ink="2",
            wraps=True,
        )
        hint.setContentsMargins(12, 8, 12, 10)
        column.addWidget(hint)
        return side

    def _right(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(12)
        frame = panel()
        frame.setProperty("surface", "card")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        frame.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        inside.addWidget(self.table)
        column.addWidget(self.band)
        column.addWidget(frame)
        column.addWidget(self.cards)
        similar = QVBoxLayout()
        similar.setSpacing(0)
        similar.addWidget(self.similar)
        indent = QHBoxLayout()
        indent.addSpacing(scale.px(24))
        indent.addWidget(self.similar_more, 1)
        similar.addLayout(indent)
        column.addLayout(similar)
        column.addStretch(1)
        return side

    def _make_footer(self) -> None:
        note = ElidedLabel(
            _("Nothing is changed yet. One Undo takes it all back. Your answers are remembered."), ink="2"
        )
        self.back_button = Button(_("Back to the rows"), self.reject, key=_("Esc"))
        self.next_button = Button(_("Next pair"), lambda: self.step(1), key=_("Alt →"))
        self.apply_button = PrimaryButton("", self.accept)
        self.footer.add(IconLabel("undo-2", "ink.2"))
        self.footer.row.addWidget(note, 1)
        self.footer.add(self.back_button, self.next_button, self.apply_button)
        self.next_button.setVisible(len(self.pairs) > 1)


def _about(plan: ImportPlan) -> str:
    counts = plan.counts
    rows, new, same, alike = (
        len(plan.rows),
        *(counts[state] for state in (RowState.NEW, RowState.UNCHANGED, RowState.DUPLICATE)),
    )
    return _("{file}: {rows}, {new}, {same}, {alike}").format(
        file=plan.file.name,
        rows=ngettext("{count} row", "{count} rows", rows).format(count=f"{rows:,}"),
        new=ngettext("{count} new", "{count} new", new).format(count=f"{new:,}"),
        same=ngettext("{count} unchanged", "{count} unchanged", same).format(count=f"{same:,}"),
        alike=ngettext("{count} looks like someone you have", "{count} look like someone you have", alike).format(
            count=f"{alike:,}"
        ),
    )


def _similar_words(pair: Pair, alike: tuple[Pair, ...]) -> str:
    names = ", ".join(one.theirs.full_name for one in alike[:_NAMES])
    more = len(alike) - _NAMES
    if more > 0:
        names = ngettext("{names} and {count} more", "{names} and {count} more", more).format(names=names, count=more)
    sentence = ngettext(
        "Do the same for {count} similar pair ({reason}): {names}",
        "Do the same for {count} similar pairs ({reason}): {names}",
        len(alike),
    )
    return sentence.format(count=len(alike), reason=reason_words(pair), names=names)
