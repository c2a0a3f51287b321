"""Every code that the program raises has a sentence, and every sentence works with the facts it is given."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest

from coordinator.db import troubles
from coordinator.domain.errors import CoordinatorError, FileTrouble, Interrupted, NotFound, Refused, Stale
from coordinator.domain.problems import Fact, Problem
from coordinator.wording import moments
from coordinator.wording.facts import Facts, Sentences, in_sentence
from coordinator.wording.labels import CHANGES
from coordinator.wording.moments import Style
from coordinator.wording.objections import OBJECTIONS
from coordinator.wording.problems import explain, sentence
from coordinator.wording.troubles import TROUBLES
from tests.wording.codes import ERRORS, LABELS, PROBLEMS, Raised, codes_of, noted_codes

OF_THE_DRIVERS = [
    Raised(code, "db/troubles.py", frozenset({"path"})) for _words, code in (*troubles._OF_FILES, *troubles._OF_SERVERS)
]
WHENEVER = {"starts", "ends", "wall", "day", "born", "at", "before"}


class _Listening(Facts):
    """Facts that are all there and remember which were asked for."""

    def __init__(self) -> None:
        self.asked: set[str] = set()
        super().__init__(_Everything(self.asked))


class _Everything(dict[str, Fact]):
    def __init__(self, asked: set[str]) -> None:
        super().__init__()
        self._asked = asked

    def get(self, name: str, default: object = None) -> Fact:
        self._asked.add(name)
        return datetime(2027, 1, 15, 17) if name in WHENEVER else "2"


def _missing(found: Sequence[Raised], table: Sentences) -> list[str]:
    return sorted({f"{one.code} ({one.where})" for one in found if one.code not in table})


def test_every_problem_has_a_sentence() -> None:
    assert _missing([*codes_of(PROBLEMS), *noted_codes()], OBJECTIONS) == []


def test_every_error_has_a_text() -> None:
    own = [
        Raised(kind.code, kind.__name__, frozenset()) for kind in (CoordinatorError, NotFound, FileTrouble, Interrupted)
    ]

    assert _missing([*codes_of(ERRORS), *OF_THE_DRIVERS, *own], TROUBLES) == []


def test_every_change_has_its_words() -> None:
    assert _missing(codes_of(LABELS), CHANGES) == []


@pytest.mark.parametrize("code", sorted(OBJECTIONS))
def test_a_problems_sentence_fills_its_holes_from_the_facts_given(code: str) -> None:
    assert _unfilled(OBJECTIONS, code, (*codes_of(PROBLEMS), *noted_codes())) == []


@pytest.mark.parametrize("code", sorted(TROUBLES))
def test_a_troubles_text_fills_its_holes_from_the_facts_given(code: str) -> None:
    assert _unfilled(TROUBLES, code, (*codes_of(ERRORS), *OF_THE_DRIVERS)) == []


@pytest.mark.parametrize("code", sorted(CHANGES))
def test_a_changes_words_fill_their_holes_from_the_facts_given(code: str) -> None:
    assert _unfilled(CHANGES, code, codes_of(LABELS)) == []


def _unfilled(table: Sentences, code: str, raised: Sequence[Raised]) -> list[tuple[str, set[str]]]:
    facts = _Listening()
    words = table[code](facts)
    assert words
    assert "{" not in words
    return [(one.where, left) for one in raised if one.code == code and (left := facts.asked - one.names)]


@pytest.mark.parametrize("code", sorted({**OBJECTIONS, **TROUBLES}))
def test_a_sentence_is_whole_and_calm(code: str) -> None:
    words = {**OBJECTIONS, **TROUBLES}[code](_Listening())

    assert words[-1] in ".?"
    assert "!" not in words


def test_a_refusal_says_every_reason() -> None:
    full = Problem("position-full", facts={"maximum": 5})
    young = Problem("under-age", facts={"age": 16, "day": date(2027, 1, 15), "role": "Driver", "minimum_age": 18})

    assert explain(Refused(full, young)) == (
        "All 5 places are taken, and 5 is the most for this position. "
        "Age 16 on Jan 15; the role driver is for 18 or over."
    )


@pytest.mark.parametrize(
    ("theirs", "now", "words"),
    [
        (
            object(),
            datetime(2027, 1, 12, 20, tzinfo=UTC),
            "Sgt. Ruiz changed this at 2:02 PM. Nothing of yours was saved. Look at both and save again.",
        ),
        (
            object(),
            None,
            "Sgt. Ruiz changed this on Tue Jan 12, 2027, 2:02 PM. "
            "Nothing of yours was saved. Look at both and save again.",
        ),
        (
            None,
            datetime(2027, 1, 12, 20, tzinfo=UTC),
            "Sgt. Ruiz removed this at 2:02 PM. Nothing of yours was saved.",
        ),
    ],
)
def test_what_was_changed_meanwhile_names_who_and_when(theirs: object, now: datetime | None, words: str) -> None:
    at = datetime(2027, 1, 12, 19, 2, tzinfo=UTC)
    error = Stale(table="event", record_id=1, by="Sgt. Ruiz", at=at, theirs=theirs)

    assert explain(error, now=now) == words


def test_what_was_changed_before_the_log_names_nobody() -> None:
    error = Stale(table="event", record_id=1, by="", at=None, theirs=object())

    assert explain(error) == "This was changed meanwhile. Nothing of yours was saved. Look at both and save again."


def test_a_sentence_writes_times_in_the_style_asked_for() -> None:
    facts: dict[str, Fact] = {
        "title": "Food pantry",
        "role": "Packer",
        "starts": datetime(2027, 1, 15, 17),
        "ends": datetime(2027, 1, 15, 19),
    }
    problem = Problem("double-booked", facts=facts)

    assert sentence(problem) == "Already signed up then: Food pantry, Fri Jan 15, 5:00–7:00 PM, as packer."
    assert sentence(problem, style=Style("en", 24, 0)) == (
        "Already signed up then: Food pantry, Fri 15 Jan, 17:00–19:00, as packer."
    )


def test_the_style_in_use_speaks_the_language_in_use() -> None:
    before = moments.style_in_use()
    moments.use_style(Style("en", 24, 0))
    try:
        assert sentence(Problem("ends-before-start", facts={"starts": datetime(2027, 1, 12, 18, 30)})) == (
            "The end is before the start. Choose an end after 18:30."
        )
    finally:
        moments.use_style(before)


@pytest.mark.parametrize(
    ("role", "shown"),
    [
        ("Sorter", "sorter"),
        ("Head coach", "head coach"),
        ("CPR trainer", "CPR trainer"),
        ("Spanish interpreter", "Spanish interpreter"),
        ("U12 coach", "U12 coach"),
        ("", ""),
        ("X", "X"),
    ],
)
def test_a_role_inside_a_sentence_has_a_small_letter_where_that_is_right(role: str, shown: str) -> None:
    assert in_sentence(role) == shown


@pytest.mark.parametrize("text", ["{name}", "{0}", "%s", "<b>bold</b>", "${HOME}", "{{}}"])
def test_what_people_type_is_shown_literally(text: str) -> None:
    assert sentence(Problem("barred", facts={"name": text})) == f"{text} is barred and cannot be signed up."
