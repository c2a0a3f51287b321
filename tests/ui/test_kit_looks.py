"""Colours, fonts, icons and sizes of the window."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFontMetricsF, QGuiApplication, QImage, QPainter, QPalette, QTextLayout
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from coordinator.runtime.paths import resource_path
from coordinator.ui.kit import fonts, icons, ring, scale, theme, tokens
from coordinator.ui.kit.tokens import (
    CONTRAST,
    CONTRAST_DARK,
    DARK,
    KIND_ICONS,
    LIGHT,
    TABLES,
    TONE_ICONS,
    Theme,
    Tokens,
    Tone,
)

ALL = pytest.mark.parametrize("table", TABLES, ids=[table.name for table in TABLES])
GROUNDS = ("surface.window", "surface.panel", "surface.sunken", "surface.hover", "surface.selected")


def _luminance(colour: QColor) -> float:
    channels = (colour.redF(), colour.greenF(), colour.blueF())
    parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(table: Tokens, one: str, other: str) -> float:
    """The ratio of WCAG."""
    light, dark = sorted((_luminance(table.colour(one)), _luminance(table.colour(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def words_together() -> list[tuple[str, str]]:
    """Every ink with every ground that it stands on."""
    pairs = [(ink, ground) for ink in ("ink.1", "ink.2", "ink.3", "link") for ground in GROUNDS]
    pairs += [(f"tone.{tone}.ink", ground) for tone in Tone for ground in (*GROUNDS, f"tone.{tone}.fill")]
    for kind in KIND_ICONS:
        pairs += [(f"kind.{kind}.ink", f"kind.{kind}.fill"), (f"kind.{kind}.ink", "surface.panel")]
    pairs += [("accent.on", ground) for ground in ("accent", "accent.hover", "accent.pressed")]
    pairs += [("rail.text", "rail"), ("rail.text.selected", "rail"), ("rail.text.selected", "rail.selected")]
    return [*pairs, ("mark.ink", "mark.fill"), ("surface.panel", "tone.open.ink"), ("paper.ink", "paper")]


def lines_together() -> list[tuple[str, str]]:
    """Borders of controls, rings, scroll bars and the edges of kinds, with what they stand on."""
    pairs = [(line, ground) for line in ("border.control", "focus") for ground in ("surface.window", "surface.panel")]
    pairs += [("border.control", "surface.sunken"), ("focus", "surface.selected"), ("focus", "surface.sunken")]
    pairs += [(f"kind.{kind}.edge", ground) for kind in KIND_ICONS for ground in ("surface.panel", f"kind.{kind}.fill")]
    return [*pairs, ("accent", "surface.panel"), ("accent", "surface.window"), ("rest", "surface.panel")]


def too_weak(table: Tokens, pairs: list[tuple[str, str]], least: float) -> list[tuple[str, str, float]]:
    """Pairs below the ratio, with theirs."""
    found = [(*pair, round(contrast(table, *pair), 2)) for pair in pairs]
    return [each for each in found if each[2] < least]


@ALL
def test_words_have_the_contrast_that_people_need(table: Tokens) -> None:
    assert too_weak(table, words_together(), 7.0 if table.strong else 4.5) == []


@ALL
def test_borders_edges_and_the_focus_ring_can_be_seen(table: Tokens) -> None:
    at_choice = [("focus", "surface.selected")]  # beside the chosen row's own ground and bar
    strong = [pair for pair in lines_together() if pair not in at_choice]
    assert too_weak(table, strong, 4.5 if table.strong else 3.0) == []
    assert too_weak(table, at_choice, 3.0) == []


@pytest.mark.parametrize("table", [CONTRAST, CONTRAST_DARK], ids=["contrast", "contrast-dark"])
def test_in_high_contrast_even_lines_and_disabled_words_show(table: Tokens) -> None:
    pairs = [("ink.disabled", "surface.panel"), ("border.line", "surface.panel"), ("rail.edge", "surface.panel")]
    assert too_weak(table, pairs, 4.5) == []


def test_in_high_contrast_nothing_is_told_by_a_tint(qapp: QApplication) -> None:
    theme.apply(qapp, "contrast", "normal")
    fills = {CONTRAST[name] for name in CONTRAST.hexes if name.endswith(".fill") and not name.startswith("mark")}
    assert fills == {CONTRAST["surface.panel"]}
    assert len({CONTRAST[f"kind.{kind}.edge"] for kind in KIND_ICONS}) == len(set(KIND_ICONS.values()))
    assert (
        "text-decoration: underline" in theme.style_sheet(CONTRAST).split('QPushButton[look="link"]')[1].split("}")[0]
    )
    assert "text-decoration: none" in theme.style_sheet(LIGHT).split('QPushButton[look="link"]')[1].split("}")[0]
    assert (CONTRAST.ring, LIGHT.ring) == (3, 2)


@pytest.mark.parametrize(
    ("setting", "dark", "contrast", "table"),
    [
        (Theme.SYSTEM, False, False, LIGHT),
        (Theme.SYSTEM, True, False, DARK),
        (Theme.SYSTEM, False, True, CONTRAST),
        (Theme.SYSTEM, True, True, CONTRAST_DARK),
        (Theme.CONTRAST, False, False, CONTRAST),
        (Theme.CONTRAST, True, False, CONTRAST_DARK),
        (Theme.LIGHT, True, True, LIGHT),
        (Theme.DARK, False, True, DARK),
    ],
)
def test_the_theme_follows_the_system_as_far_as_the_setting_lets_it(
    setting: str, *, dark: bool, contrast: bool, table: Tokens
) -> None:
    assert theme.table_for(setting, dark=dark, contrast=contrast) is table


def test_the_window_is_dressed_anew_when_the_system_asks_for_contrast(qapp: QApplication) -> None:
    dressed: list[int] = []
    theme.on_system_change(lambda: dressed.append(1))
    hints = QGuiApplication.styleHints()
    preference = hints.accessibility().contrastPreference()
    hints.accessibility().contrastPreferenceChanged.emit(preference)
    hints.colorSchemeChanged.emit(hints.colorScheme())
    assert len(dressed) == 2


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
def test_the_ring_is_as_thick_as_the_theme_wants_it(qapp: QApplication, name: str) -> None:
    theme.apply(qapp, name, "normal")
    image = QImage(40, 40, QImage.Format.Format_RGB32)
    image.fill(tokens.colour("surface.panel"))
    painter = QPainter(image)
    ring.paint_ring(painter, image.rect(), 0)
    painter.end()
    across = [image.pixelColor(x, 20).name() for x in range(20)]
    assert across.count(tokens.colour("focus").name()) == tokens.current().ring


def test_hints_in_empty_fields_are_as_legible_as_other_hints(qapp: QApplication) -> None:
    field = QLineEdit()
    field.ensurePolished()
    assert field.palette().color(QPalette.ColorRole.PlaceholderText).name() == LIGHT["ink.3"].lower()


@ALL
def test_the_style_sheet_leaves_no_hole_unfilled(table: Tokens) -> None:
    sheet = theme.style_sheet(table)
    assert re.findall(r"@[^@\s]+@", sheet) == []
    assert all(Path(path).is_file() for path in re.findall(r'url\("([^"]+)"\)', sheet))


@ALL
def test_paths_in_the_style_sheet_are_quoted_so_that_the_folder_may_have_a_space_in_its_name(table: Tokens) -> None:
    assert re.findall(r'url\((?!")[^)]*\)', theme.style_sheet(table)) == []


def test_all_themes_name_the_same_colours() -> None:
    assert [table.hexes.keys() for table in TABLES] == [LIGHT.hexes.keys()] * len(TABLES)


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


@pytest.mark.parametrize("size", [(16, 16), (20, 16)])
def test_an_icon_has_all_the_dots_of_a_fine_screen(qapp: QApplication, size: tuple[int, int]) -> None:
    drawn = icons.icon("check", "ink.1").pixmap(QSize(*size), 2.0)
    assert (drawn.width(), drawn.height(), drawn.devicePixelRatio()) == (size[0] * 2, 32, 2.0)
    image = drawn.toImage()
    clear = [image.pixelColor(x, y).alpha() for x in range(32, drawn.width()) for y in range(32)]
    assert sum(clear) == 0


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
