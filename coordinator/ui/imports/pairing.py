"""The likely duplicates of an import as pairs, with what was decided about each."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from coordinator.domain.imports import Decision, Field, ImportRow
from coordinator.domain.people import Person
from coordinator.runtime.i18n import _, pgettext
from coordinator.ui.imports.answers import Answers
from coordinator.ui.imports.pairfields import PairField, Sides, fields_of, merged, usual_sides
from coordinator.ui.kit.tokens import Tone
from coordinator.wording.moments import Style


@dataclass(slots=True, eq=False)
class Pair:
    """A row and the card it looks like. `along` says that it was decided together with a similar pair."""

    row: ImportRow
    yours: Person
    theirs: Person
    fields: tuple[PairField, ...]
    sides: dict[Field, Sides | None] = field(default_factory=dict)
    decision: Decision | None = None
    along: bool = False

    @property
    def reason(self) -> str:
        """Why they look alike."""
        return self.row.match.reason if self.row.match else ""

    @property
    def other_row(self) -> int | None:
        """The row of the file that the other one is, None when it is a card of yours."""
        return self.row.match.row if self.row.match else None

    def outcome(self) -> Person | None:
        """The card as an update would leave it."""
        return merged(self.yours, self.theirs, self.sides) if self.decision is Decision.UPDATE else None


def pairs_of(answers: Answers, style: Style) -> tuple[Pair, ...]:
    """The pairs of the preview, with the answers given so far."""
    return tuple(pair for row in answers.duplicates() if (pair := _pair(row, answers, style)) is not None)


def _pair(row: ImportRow, answers: Answers, style: Style) -> Pair | None:
    theirs, match = row.record, row.match
    if not isinstance(theirs, Person) or match is None or not isinstance(match.record, Person):
        return None
    fields = fields_of(match.record, theirs, row.filled, style)
    sides = {one.key: usual_sides(one) for one in fields if one.is_open}
    return Pair(row, match.record, theirs, fields, sides, answers.decision(row))


def similar_to(pair: Pair, pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    """The pairs alike for the same reason that are still open, or were decided along."""
    alike = (one for one in pairs if one is not pair and one.reason == pair.reason)
    return tuple(one for one in alike if one.decision is None or one.along)


def reason_words(pair: Pair) -> str:
    """The reason in two words."""
    return {
        "same-phone": pgettext("two cards", "same phone"),
        "same-email": pgettext("two cards", "same e-mail"),
        "same-number": pgettext("two cards", "same number"),
        "near-name": pgettext("two cards", "name nearly the same"),
    }.get(pair.reason, pair.reason)


def reason_heading(pair: Pair) -> str:
    """The reason as a sentence of its own."""
    if pair.yours.full_name == pair.theirs.full_name and pair.reason != "near-name":
        return {
            "same-phone": _("The same phone and the same name."),
            "same-email": _("The same e-mail and the same name."),
        }.get(pair.reason, _("The same number and the same name."))
    return {
        "same-phone": _("The same phone."),
        "same-email": _("The same e-mail."),
        "same-number": _("The same number in the list."),
    }.get(pair.reason, _("A name that is nearly the same."))


def decision_words(pair: Pair) -> tuple[str, Tone]:
    """What was decided, and the tone of its chip."""
    if pair.decision is Decision.UPDATE:
        return (_("Update too") if pair.along else _("Update yours")), Tone.INFO
    if pair.decision is Decision.ADD:
        return _("Two people"), Tone.FULL
    if pair.decision is Decision.SKIP:
        return _("Keep yours"), Tone.NONE
    return _("not decided"), Tone.PART
