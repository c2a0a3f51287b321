"""Cleaning, shaping and breaking what people typed."""

import json
import unicodedata
from pathlib import Path

import pytest

from coordinator.printing.fonts import Face, font_for
from coordinator.printing.text import SMALLEST, Line, clean, fit, set_line


def fonts_of(line: Line) -> list[str]:
    return [run.font.fontName for run in line.runs]


def shown(line: Line) -> str:
    """The letters of a line as they stand from left to right."""
    return "".join("".join(g.letters for g in run.glyphs) or run.text for run in line.runs)


def test_plain_text_is_one_run_as_it_is() -> None:
    line = set_line(("Ruth Okonkwo-Fitzgerald",), Face.TEXT)
    assert [(run.text, run.glyphs) for run in line.runs] == [("Ruth Okonkwo-Fitzgerald", ())]


@pytest.mark.parametrize(
    ("name", "font"),
    [
        ("Γιώργος", "NotoSans-Regular"),
        ("Олена Ковальчук", "NotoSans-Regular"),
        ("Nguyễn", "NotoSans-Regular"),
        ("חנה", "NotoSansHebrew-Regular"),
        ("أمينة", "NotoSansArabic-Regular"),
        ("शर्मा", "NotoSans-Regular"),
        ("Պետրոսյան", "NotoSansArmenian-Regular"),
        ("მელაძე", "NotoSansGeorgian-Regular"),
        ("রহিম", "NotoSansBengali-Regular"),
        ("రామ", "NotoSansTelugu-Regular"),
        ("ಗೌಡ", "NotoSansKannada-Regular"),
        ("สมชาย", "NotoSansThai-Regular"),
        ("ສົມ", "NotoSansLao-Regular"),
        ("민준", "NotoSansKR-Regular"),
        ("山田太郎", "NotoSansSC-Regular"),
    ],
)
def test_each_script_has_its_font_and_misses_nothing(name: str, font: str) -> None:
    line = set_line((name,), Face.TEXT)
    assert fonts_of(line) == [font]
    assert line.missing == ()
    assert all(glyph.number for run in line.runs for glyph in run.glyphs)


def test_hebrew_stands_from_right_to_left() -> None:
    assert shown(set_line(("חנה לוי",), Face.TEXT)) == "חנה לוי"[::-1]


def test_a_number_inside_hebrew_keeps_its_own_direction() -> None:
    assert shown(set_line(("בית 12 גדול",), Face.TEXT)) == "לודג 12 תיב"


def test_brackets_around_hebrew_are_mirrored() -> None:
    first = set_line(("לוי (ברק)",), Face.TEXT).runs[0]
    assert first.glyphs[0].letters == ")"
    assert first.glyphs[0].number == first.font.face.charToGlyph[ord("(")]


def test_arabic_letters_take_the_form_of_their_place() -> None:
    alone = set_line(("ه",), Face.TEXT).runs[0].glyphs[-1].number
    word = [glyph.number for glyph in set_line(("ههه",), Face.TEXT).runs[0].glyphs]
    assert len({alone, *word}) == 4


def test_lam_and_alef_become_one_sign_that_still_spells_both() -> None:
    assert sorted("".join(g.letters for g in set_line(("لا",), Face.TEXT).runs[0].glyphs)) == sorted("لا")


def test_parts_beside_each_other_keep_their_order_whatever_their_direction() -> None:
    line = set_line(("חנה", " (", "Hana Levi", ")"), Face.TEXT)
    assert shown(line) == "הנח (Hana Levi)"


def test_the_same_name_written_in_two_ways_is_the_same_on_paper() -> None:
    assert clean("E\u0301va") == "Éva"


def test_control_characters_go_and_line_ends_become_spaces() -> None:
    assert clean("a\x00b\tc\nd\x1be") == "ab c de"


def test_what_turns_the_direction_around_is_made_visible() -> None:
    assert clean("\u202eevil\u2066x") == "[U+202E]evil[U+2066]x"


def test_half_a_letter_is_made_visible() -> None:
    assert clean("a\ud83d") == "a[U+D83D]"


def test_a_letter_without_a_font_is_named_and_replaced() -> None:
    line = set_line(("A 𓀀",), Face.TEXT)
    assert (shown(line), line.missing) == ("A [U+13000]", ("𓀀",))


def test_a_text_that_fits_keeps_its_size() -> None:
    assert fit(("Bo",), Face.TEXT, 10, 100).size == 10


def test_a_long_name_shrinks_before_it_wraps() -> None:
    width = set_line(("Saoirse Verdier",), Face.TEXT).width * 10
    fitted = fit(("Saoirse Verdier",), Face.TEXT, 10, width * 0.9)
    assert (len(fitted.lines), round(fitted.size, 2)) == (1, 9.0)


def test_a_longer_one_wraps_at_the_smallest_size_and_loses_nothing() -> None:
    name = "Saoirse Caoimhe Wilhelmina Verdier-Ní Bhriain"
    fitted = fit((name,), Face.TEXT, 10, 80)
    assert fitted.size == 10 * SMALLEST
    assert " ".join(shown(line) for line in fitted.lines) == name
    assert all(line.width * fitted.size <= 80 for line in fitted.lines)


def test_a_word_without_spaces_breaks_where_it_must() -> None:
    fitted = fit(("W" * 32_000,), Face.TEXT, 10, 150)
    assert "".join(shown(line) for line in fitted.lines) == "W" * 32_000
    assert all(line.width * fitted.size <= 150 for line in fitted.lines)


def test_a_comma_never_starts_a_line() -> None:
    fitted = fit(("Homework club", ", ", "library room 1"), Face.TEXT, 10, 75)
    assert [shown(line)[0] for line in fitted.lines if shown(line)[0] == ","] == []
    assert " ".join(shown(line) for line in fitted.lines) == "Homework club, library room 1"


def test_every_hostile_string_can_be_set(shared_data: Path) -> None:
    strings = json.loads((shared_data / "names" / "blns.json").read_text(encoding="utf-8"))
    for string in strings:
        fitted = fit((string,), Face.TEXT, 10, 200)
        assert all(glyph.number for line in fitted.lines for run in line.runs for glyph in run.glyphs), string


def test_every_letter_of_the_hostile_strings_is_shown_or_named(shared_data: Path) -> None:
    strings = json.loads((shared_data / "names" / "blns.json").read_text(encoding="utf-8"))
    for string in strings:
        line = set_line((string,), Face.TEXT)
        for letter in clean(string):
            invisible = unicodedata.category(letter) in ("Cf", "Mn")
            assert invisible or letter in line.missing or font_for(letter, Face.TEXT) is not None
