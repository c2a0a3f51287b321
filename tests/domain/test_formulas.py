"""Cells that a spreadsheet would calculate are guarded, and come back as they were."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coordinator.domain.formulas import guarded, unguarded

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
TEXTS = st.text(st.one_of(st.sampled_from("=+-@'\t\r\n;|\0 5a(＝＋－＠\u200b\ufeff"), st.characters()), max_size=16)


@settings(max_examples=500)
@given(TEXTS)
@example("'\t=1")
@example("''=1")
@example("a;'=1")
def test_what_was_guarded_comes_back_as_it_was(text: str) -> None:
    assert unguarded(guarded(text)) == text


@settings(max_examples=500)
@given(TEXTS)
def test_no_guarded_text_begins_as_a_formula_does(text: str) -> None:
    assert not guarded(text).startswith(("=", "@", "\t", "\r", "\n", "\0", "＝", "＠"))


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("rest", ["1+1", "cmd|x!A0", 'HYPERLINK("http://x")', "SUM(A1:A9)", "x"])
def test_every_way_to_begin_a_formula_is_guarded(start: str, rest: str) -> None:
    assert guarded(start + rest) == f"'{start}{rest}"


@pytest.mark.parametrize(
    "text",
    [
        "-5",
        "-5.25",
        "-1,250.00",
        "+3%",
        "+1 555 010 0114",
        "+1 (212) 555-0114",
        "+52 55 1234 5678 x12",
        "+12125550114",
        "a-b",
        "2+2",
        "José",
        "'tis",
        "O'Neil",
        "",
        "5;-3",
        "x; +1 212 555 0114",
    ],
)
def test_numbers_telephones_and_plain_words_stay(text: str) -> None:
    assert guarded(text) == text
    assert unguarded(text) == text


@pytest.mark.parametrize("text", ["+1-212-555-0114", "-1+1", "+1 -5", "-", "=", "- bring gloves"])
def test_what_could_be_calculated_is_no_telephone(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a;=1", "a;'=1"),
        ("a\n=1", "a\n'=1"),
        (" =1", " '=1"),
        ("a|\u200b@x", "a|\u200b'@x"),
        ("a\t=1\t=2", "a\t'=1\t'=2"),
    ],
)
def test_other_languages_cells_and_blanks_in_front_hide_no_formula(text: str, shown: str) -> None:
    assert guarded(text) == shown
