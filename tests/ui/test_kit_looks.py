"""Colours, fonts, icons and sizes of the window."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFontMetricsF, QTextLayout
from PySide6.QtWidgets import QApplication, QPushButton

from coordinator.runtime.paths import resource_path
from coordinator.ui.kit import fonts, icons, scale, theme, tokens
from coordinator.ui.kit.tokens import DARK, KIND_ICONS, LIGHT, TONE_ICONS, Tokens, Tone

BOTH = pytest.mark.parametrize("table", [LIGHT, DARK], ids=["light", "dark"])


def _luminance(colour: QColor) -> float:
    channels = (colour.redF(), colour.greenF(), colour.blueF())
    parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(table: Tokens, one: str, other: str) -> float:
    """The ratio of WCAG."""
    light, dark = sorted((_luminance(table.colour(one)), _luminance(table.colour(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@BOTH
def test_words_have_the_contrast_that_people_need(table: Tokens) -> None:
    pairs = [
        (f"ink.{ink}", ground) for ink in "123" for ground in ("surface.window", "surface.panel", "surface.sunken")
    ]
    pairs += [(f"kind.{kind}.ink", f"kind.{kind}.fill") for kind in KIND_ICONS]
    pairs += [(f"tone.{tone}.ink", f"tone.{tone}.fill") for tone in Tone]
    pairs += [("accent.on", "accent"), ("link", "surface.panel"), ("rail.text", "rail"), ("mark.ink", "mark.fill")]
    assert [pair for pair in pairs if contrast(table, *pair) < 4.5] == []


@BOTH
def test_borders_and_the_focus_ring_can_be_seen(table: Tokens) -> None:
    pairs = [("border.control", "surface.panel"), ("focus", "surface.panel"), ("focus", "surface.window")]
    assert [pair for pair in pairs if contrast(table, *pair) < 3.0] == []


@BOTH
def test_the_style_sheet_leaves_no_hole_unfilled(table: Tokens) -> None:
    sheet = theme.style_sheet(table)
    assert re.findall(r"@[^@\s]+@", sheet) == []
    assert all(Path(path).is_file() for path in re.findall(r'url\("([^"]+)"\)', sheet))


@BOTH
def test_paths_in_the_style_sheet_are_quoted_so_that_the_folder_may_have_a_space_in_its_name(table: Tokens) -> None:
    assert re.findall(r'url\((?!")[^)]*\)', theme.style_sheet(table)) == []


def test_both_themes_name_the_same_colours() -> None:
    assert LIGHT.hexes.keys() == DARK.hexes.keys()


@pytest.mark.parametrize(("size", "pixels"), [("normal", 13), ("large", 15), ("larger", 17)])
def test_the_text_size_scales_words_and_heights_alike(qapp: QApplication, size: str, pixels: int) -> None:
    theme.apply(qapp, "light", size)
    assert fonts.font("body").pixelSize() == pixels
    assert scale.px(30) == round(30 * pixels / 13)
    button = QPushButton("Save")
    button.ensurePolished()
    assert button.sizeHint().height() == scale.px(28) + 2


def test_figures_have_one_width_and_hyphens_stay_narrow(qapp: QApplication) -> None:
    measure = QFontMetricsF(fonts.font("body"))
    assert len({round(measure.horizontalAdvance(figure), 2) for figure in "0123456789"}) == 1
    assert measure.horizontalAdvance("-") < measure.horizontalAdvance("0")


def test_the_window_speaks_in_its_own_typeface(qapp: QApplication) -> None:
    assert qapp.font().family() == "Inter"
    assert resource_path("fonts", "OFL-Inter.txt").is_file()


def test_an_icon_follows_the_theme(qapp: QApplication) -> None:
    seen = icons.icon("check", "accent")

    def ink() -> QColor:
        image = seen.pixmap(16, 16).toImage()
        points = [image.pixelColor(x, y) for x in range(16) for y in range(16)]
        return max(points, key=QColor.alpha)

    light = ink()
    theme.apply(qapp, "dark", "normal")
    assert (light.name(), ink().name()) == (LIGHT["accent"].lower(), DARK["accent"].lower())


def test_an_icon_is_drawn_square_at_the_left_of_a_wider_place(qapp: QApplication) -> None:
    image = icons.icon("check", "ink.1").pixmap(20, 16).toImage()
    assert image.width() == 20
    assert all(image.pixelColor(x, y).alpha() == 0 for x in range(17, 20) for y in range(16))


def test_every_icon_named_in_the_program_is_shipped_and_every_shipped_one_is_named(root: Path) -> None:
    shipped = {file.stem for file in resource_path("icons").glob("*.svg")}
    source = "\n".join(file.read_text(encoding="utf-8") for file in (root / "coordinator" / "ui").rglob("*.py"))
    named = set(re.findall(r"\"([a-z][a-z0-9-]*)\"", source))
    assert sorted(shipped - named) == []
    asked = set(re.findall(r"(?:icon\(|icon=|IconLabel\(|painter, |pixmap\()\"([a-z][a-z0-9-]*)\"", source))
    assert sorted({*asked, *KIND_ICONS.values(), *filter(None, TONE_ICONS.values())} - shipped) == []


def test_a_setting_that_is_unknown_means_the_usual_look(qapp: QApplication) -> None:
    theme.apply(qapp, "purple", "huge")
    assert tokens.current() is LIGHT
    assert scale.factor() == 1.0


NAMES = [
    "Łukasz",
    "Олена",
    "Γιώργος",
    "כנרת לוי",
    "إيمان",
    "太郎",
    "김민준",
    "తెలుగు",
    "ಕನ್ನಡ",
    "বাংলা",
    "สมชาย",
    "Հայկ",
    "გიორგი",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_in_any_script_has_letters_not_boxes(qapp: QApplication, name: str) -> None:
    fonts.register_missing_scripts()
    layout = QTextLayout(name, fonts.font("body"))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    glyphs = [glyph for run in layout.glyphRuns() for glyph in run.glyphIndexes()]
    assert glyphs
    assert 0 not in glyphs
