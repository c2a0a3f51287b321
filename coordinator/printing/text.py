"""From what somebody typed to glyphs in the right order: cleaned, shaped, broken into lines."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import groupby

import uharfbuzz
from bidi import algorithm as bidi
from reportlab.pdfbase.ttfonts import ShapeData

from coordinator.domain.directions import DIRECTION_SIGNS, code_shown
from coordinator.printing.fonts import Face, Font, font_for, font_named, script_of

SMALLEST = 0.85
_LONGEST_WORD = 500

# Letters that stand one after the other as they are: no shaping, one direction, one font.
_PLAIN = re.compile(
    "[ -~\u00a0-\u00ac\u00ae-\u02af\u0370-\u0482\u048a-\u052f\u1e00-\u1eff"
    "\u2010-\u2015\u2018-\u2022\u2026\u20ac\u2116]*"
)
_JOINERS = frozenset("\u200c\u200d")
_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_STRONG_RIGHT = ("R", "AL")


@dataclass(frozen=True, slots=True)
class Glyph:
    """One shaped glyph: its number in the font, the letters it stands for (nothing for a further part of them), and
    where it stands, in thousandths of the size."""

    number: int
    letters: str
    place: ShapeData


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one font from left to right; where they had to be shaped, as glyphs."""

    font: Font
    width: float
    text: str = ""
    glyphs: tuple[Glyph, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """Runs from left to right. Widths are in units of the size. `missing`: letters that no bundled font has."""

    runs: tuple[Run, ...]
    width: float
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text fitted into a width: its lines and the size they are set in."""

    lines: tuple[Line, ...]
    size: float


# --- cleaning --------------------------------------------------------------------------------------------------------


def clean(text: str) -> str:
    """The text as it may be set: one form of each letter, no control characters; what turns the direction around, and
    halves of letters, are made visible as "[U+202E]"."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_cleaned, unicodedata.normalize("NFC", text)))


def _cleaned(letter: str) -> str:
    category = unicodedata.category(letter)
    if letter in DIRECTION_SIGNS or letter in _BLANK_LETTERS or category == "Cs":
        return code_shown(letter)
    if letter.isspace():
        return letter if letter == "\u00a0" else " "
    if category == "Cc" or (category == "Cf" and letter not in _JOINERS):
        return ""
    return letter


def _with_substitutes(text: str, face: Face) -> tuple[str, tuple[str, ...]]:
    """Letters without a font replaced by their code, and which they are."""
    missing = dict.fromkeys(c for c in text if not _never_alone(c) and font_for(c, face) is None)
    if not missing:
        return text, ()
    return "".join(code_shown(c) if c in missing else c for c in text), tuple(missing)


def _never_alone(letter: str) -> bool:
    return letter in _JOINERS or "VARIATION SELECTOR" in unicodedata.name(letter, "") or letter == "\u034f"


# --- setting one line ------------------------------------------------------------------------------------------------


@lru_cache(maxsize=8192)
def set_line(parts: tuple[str, ...], face: Face) -> Line:
    """The parts beside each other from left to right, each in the direction of its own first strong letter."""
    if len(parts) == 1:
        return _set_part(parts[0], face)
    lines = [_set_part(part, face) for part in parts]
    return Line(
        tuple(_joined(run for line in lines for run in line.runs)),
        sum(line.width for line in lines),
        tuple(dict.fromkeys(letter for line in lines for letter in line.missing)),
    )


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    """Plain runs of one font that touch become one."""
    for (font, plain), group in groupby(runs, key=lambda run: (run.font, not run.glyphs)):
        together = list(group)
        if plain and len(together) > 1:
            yield Run(font, sum(run.width for run in together), "".join(run.text for run in together))
        else:
            yield from together


def _set_part(text: str, face: Face) -> Line:
    font = font_named(face.base)
    if _PLAIN.fullmatch(text) and (text.isascii() or all(map(font.has, text.replace("\u00a0", " ")))):
        run = _plain_run(text, font)
        return Line((run,), run.width)
    shown, missing = _with_substitutes(clean(text), face)
    runs = tuple(_in_visual_order(_stretches(shown, face)))
    return Line(runs, sum(run.width for run in runs), missing)


def _plain_run(text: str, font: Font) -> Run:
    widths, other = font.face.charWidths, font.face.defaultWidth
    return Run(font, sum(widths.get(code, other) for code in map(ord, text)) / 1000, text)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Letters in logical order that go to the shaper together."""

    text: str
    font: Font
    level: int


def _stretches(text: str, face: Face) -> Iterator[_Stretch]:
    keys = list(zip(_levels(text), _fonts(text, face), _scripts(text), strict=True))
    for (level, font, _script), places in groupby(range(len(text)), key=keys.__getitem__):
        yield _Stretch("".join(text[place] for place in places), font, level)


def _fonts(text: str, face: Face) -> list[Font]:
    """A sign without a script stays in the font before it where that has it."""
    fonts: list[Font] = []
    before = base = font_named(face.base)
    for letter in text:
        stays = _never_alone(letter) or (not script_of(letter) and before.has(letter))
        before = before if stays else (font_for(letter, face) or base)
        fonts.append(before)
    return fonts


def _scripts(text: str) -> list[str]:
    scripts: list[str] = []
    before = ""
    for letter in text:
        before = script_of(letter) or before
        scripts.append(before)
    return scripts


def _levels(text: str) -> list[int]:
    """The bidirectional algorithm's level of each letter: odd ones run from right to left."""
    if not any(unicodedata.bidirectional(letter) in (*_STRONG_RIGHT, "AN") for letter in text):
        return [0] * len(text)
    storage = bidi.get_empty_storage()
    storage["base_level"] = base = bidi.get_base_level(text)
    storage["base_dir"] = "LR"[base]
    bidi.get_embedding_levels(text, storage)
    for place, letter in enumerate(storage["chars"]):
        letter["place"] = place
    bidi.explicit_embed_and_overrides(storage)
    bidi.resolve_weak_types(storage)
    bidi.resolve_neutral_types(storage, False)
    bidi.resolve_implicit_levels(storage, False)
    found = {letter["place"]: int(letter["level"]) for letter in storage["chars"]}
    levels: list[int] = []
    for place in range(len(text)):
        levels.append(found.get(place, levels[-1] if levels else base))
    return levels


def _in_visual_order(stretches: Iterator[_Stretch]) -> Iterator[Run]:
    ordered = list(stretches)
    highest = max((stretch.level for stretch in ordered), default=0)
    for level in range(highest, 0, -1):
        flipped: list[_Stretch] = []
        for turned, group in groupby(ordered, key=partial(_is_at_least, level)):
            together = list(group)
            flipped += reversed(together) if turned else together
        ordered = flipped
    return map(_shaped, ordered)


def _is_at_least(level: int, stretch: _Stretch) -> bool:
    return stretch.level >= level


def _shaped(stretch: _Stretch) -> Run:
    font, text = stretch.font, stretch.text
    if stretch.level % 2 == 0 and _PLAIN.fullmatch(text):
        return _plain_run(text, font)
    buffer = uharfbuzz.Buffer()
    buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if stretch.level % 2 else "ltr"
    uharfbuzz.shape(font.harfbuzz, buffer, {})
    return _run_of(buffer, font, text)


def _run_of(buffer: uharfbuzz.Buffer, font: Font, text: str) -> Run:
    shaped = list(zip(buffer.glyph_infos, buffer.glyph_positions, strict=True))
    starts = sorted({info.cluster for info, _place in shaped})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    carriers = _carriers(shaped)
    glyphs = tuple(
        Glyph(
            info.codepoint,
            text[info.cluster : ends[info.cluster]] if carriers[info.cluster] == number else "",
            _place_of(font, info, place),
        )
        for number, (info, place) in enumerate(shaped)
    )
    return Run(font, sum(glyph.place.x_advance for glyph in glyphs) / 1000, text, glyphs)


def _carriers(glyphs: list[tuple[uharfbuzz.GlyphInfo, uharfbuzz.GlyphPosition]]) -> dict[int, int]:
    """Which of a cluster's glyphs stands for its letters when the text is copied: the first one that has a width."""
    carriers: dict[int, int] = {}
    for number, (info, place) in enumerate(glyphs):
        before = carriers.setdefault(info.cluster, number)
        if place.x_advance and not glyphs[before][1].x_advance:
            carriers[info.cluster] = number
    return carriers


def _place_of(font: Font, info: uharfbuzz.GlyphInfo, place: uharfbuzz.GlyphPosition) -> ShapeData:
    return ShapeData(
        info.cluster,
        font.scaled(place.x_advance),
        font.scaled(place.y_advance),
        font.scaled(place.x_offset),
        font.scaled(place.y_offset),
        font.advance(info.codepoint),
    )


# --- fitting into a width --------------------------------------------------------------------------------------------


def fit(parts: tuple[str, ...], face: Face, size: float, width: float) -> Fitted:
    """The text in one line of this width (points); else a little smaller; else broken into lines, never cut."""
    line = set_line(parts, face)
    if line.width * size <= width:
        return Fitted((line,), size)
    if line.width * size * SMALLEST <= width:
        return Fitted((line,), width / line.width)
    small = size * SMALLEST
    return Fitted(tuple(_broken(parts, face, width / small)), small)


def _broken(parts: tuple[str, ...], face: Face, width: float) -> Iterator[Line]:
    """Lines no wider than `width` in units of the size, broken at spaces, inside a word only where it is too long."""
    space = _width(" ", face)
    taken: list[tuple[int, str]] = []
    used = 0.0
    for unit in _units(parts, face, width):
        wide = sum(_width(word, face) for _part, word in unit)
        if taken and used + wide > width:
            yield _line_of(taken, face)
            taken, used = [], 0.0
        taken += unit
        used += wide + (space if unit[-1][1].endswith(" ") else 0.0)
    if taken:
        yield _line_of(taken, face)


def _units(parts: Sequence[str], face: Face, width: float) -> Iterator[list[tuple[int, str]]]:
    """What may not be taken apart: a word with what touches it from the next part, as the comma behind it.

    Each word carries the number of its part, and the space behind it.
    """
    unit: list[tuple[int, str]] = []
    for number, part in enumerate(parts):
        for word in re.findall(r"\S+ *|^ +", clean(part)):
            for piece in _pieces(word, face, width):
                if piece != word:
                    if unit:
                        yield unit
                    unit = []
                unit.append((number, piece))
                if piece.endswith(" ") or piece != word:
                    yield unit
                    unit = []
    if unit:
        yield unit


def _pieces(word: str, face: Face, width: float) -> Iterator[str]:
    if len(word) <= _LONGEST_WORD and _width(word, face) <= width:
        yield word
        return
    start, used = 0, 0.0
    for at, letter in enumerate(word):
        wide = _letter_width(letter, face)
        if at > start and used + wide > width and not unicodedata.combining(letter):
            yield word[start:at]
            start, used = at, 0.0
        used += wide
    yield word[start:]


def _letter_width(letter: str, face: Face) -> float:
    if _never_alone(letter):
        return 0.0
    return set_line((letter,), face).width


def _width(word: str, face: Face) -> float:
    return set_line((word.rstrip(" ") or " ",), face).width


def _line_of(taken: list[tuple[int, str]], face: Face) -> Line:
    joined = ["".join(word for _part, word in group) for _part, group in groupby(taken, key=lambda word: word[0])]
    joined[-1] = joined[-1].rstrip(" ")
    return set_line(tuple(joined), face)
