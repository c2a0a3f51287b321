"""The faces of the paper, and which bundled font has a letter."""

import threading
import unicodedata
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from weakref import WeakKeyDictionary

import uharfbuzz
from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfbase.ttfonts import SUBSETN, TTFont

from coordinator.runtime.paths import resource_path

# Nothing that somebody typed may make the library open a file or an address.
rl_config.trustedSchemes = []
rl_config.trustedHosts = []
# Pages as bytes, not as letters that stand for bytes: a fifth smaller and sooner done.
rl_config.useA85 = 0

_PRIVATE = 0xF0000
# What a further part of a letter stands for: nothing that could be seen, and nothing that parts or joins letters.
_NOTHING = "\u2060"


class Face(Enum):
    """What a text is set in: bundled font and its weight for other scripts."""

    TEXT = ("NotoSans-Regular", "Regular")
    BOLD = ("NotoSans-Bold", "Bold")
    TITLE = ("NotoSerif-Bold", "Bold")

    def __init__(self, base: str, weight: str) -> None:
        self.base = base
        self.weight = weight


class Font(TTFont):
    """A bundled TrueType font whose shaped glyphs can be copied out of the PDF as the letters they stand for.

    The library addresses glyphs by letters. A shaped glyph is not always its letter's own (forms of Arabic letters,
    ligatures, parts that several letters share), so each pair of glyph and letters gets a private letter per document.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name, str(resource_path("fonts", f"{name}.ttf")), asciiReadable=False)
        self.harfbuzz = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(self.face.filename)))
        self._private: WeakKeyDictionary[PDFDocument, dict[tuple[int, str], int]] = WeakKeyDictionary()

    def has(self, letter: str) -> bool:
        """If there is a glyph for it."""
        return bool(self.face.charToGlyph.get(ord(letter), 0))

    def scaled(self, units: int) -> float:
        """The font's own units in thousandths of the size."""
        return units * 1000 / int(self.face.unitsPerEm)

    def advance(self, glyph: int) -> float:
        """The glyph's own width in thousandths of the size."""
        return self.scaled(self.face.hmetrics[glyph][0])

    def code_in(self, document: PDFDocument, glyph: int, letters: str) -> int:
        """The letter that addresses the glyph in this document; only one document may be in work at a time."""
        if len(letters) == 1 and self.face.charToGlyph.get(ord(letters)) == glyph:
            return ord(letters)
        codes = self._private.setdefault(document, {})
        code = codes.setdefault((glyph, letters), _PRIVATE + len(codes))
        self.face.charWidths[code] = self.advance(glyph)
        self.face.charToGlyph[code] = glyph
        return code

    def addObjects(self, doc: PDFDocument) -> None:
        """As the library does, then with a table from glyph to letters that knows private ones."""
        subsets = self.state[doc].subsets
        spelled = {code: letters for (_glyph, letters), code in self._private.pop(doc, {}).items()}
        super().addObjects(doc)
        for number, subset in enumerate(subsets):
            name = b"".join((SUBSETN(number), b"+", self.face.name, self.face.subfontNameX)).decode("pdfdoc")
            table = doc.idToObject[f"toUnicodeCMap:{name}"]
            table.content = _to_unicode(name, subset, spelled)  # type: ignore[attr-defined]


def _to_unicode(name: str, subset: list[int], spelled: dict[int, str]) -> str:
    pairs = [(place, spelled.get(code, chr(code))) for place, code in enumerate(subset)]
    lines = [f"<{place:02X}> <{(text or _NOTHING).encode('utf-16-be').hex().upper()}>" for place, text in pairs]
    blocks = [lines[at : at + 100] for at in range(0, len(lines), 100)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            f"/CIDSystemInfo << /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def",
            f"/CMapName /{name} def /CMapType 2 def",
            "1 begincodespacerange <00> <FF> endcodespacerange",
            *(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks),
            "endcmap CMapName currentdict /CMap defineresource pop end end",
        ]
    )


_fonts: dict[str, Font] = {}
_reading = threading.Lock()


def font_named(name: str) -> Font:
    """One bundled font, read when it is first needed; always the same one, whichever thread asks first."""
    font = _fonts.get(name)
    if font is not None:
        return font
    with _reading:
        if name not in _fonts:
            _fonts[name] = Font(name)
            pdfmetrics.registerFont(_fonts[name])
        return _fonts[name]


@dataclass(frozen=True, slots=True)
class _Script:
    """How a font for a script is called, and if it comes in bold."""

    name: str
    in_bold: bool = True


_HAN = _Script("NotoSansSC", in_bold=False)
_HANGUL = _Script("NotoSansKR", in_bold=False)
_SCRIPTS = {
    "HEBREW": _Script("NotoSansHebrew"),
    "ARABIC": _Script("NotoSansArabic"),
    "ARMENIAN": _Script("NotoSansArmenian"),
    "GEORGIAN": _Script("NotoSansGeorgian"),
    "BENGALI": _Script("NotoSansBengali"),
    "TELUGU": _Script("NotoSansTelugu"),
    "KANNADA": _Script("NotoSansKannada"),
    "THAI": _Script("NotoSansThai"),
    "LAO": _Script("NotoSansLao"),
    "HANGUL": _HANGUL,
}


def script_of(letter: str) -> str:
    """The first word of the letter's name: "HEBREW", "CJK"; nothing for signs that belong to every script."""
    if unicodedata.category(letter)[0] not in "LM":
        return ""
    first = unicodedata.name(letter, "").partition(" ")[0]
    return "" if first in ("COMBINING", "MODIFIER", "VARIATION") else first


@lru_cache(maxsize=20_000)
def font_for(letter: str, face: Face) -> Font | None:
    """The face's own font if it has the letter, else the one of its script; None when no bundled font has it.

    Signs without a script (arrows, boxes) are looked for in the largest font.
    """
    own = font_named(face.base)
    if own.has(letter):
        return own
    first = unicodedata.name(letter, "").partition(" ")[0]
    script = _SCRIPTS.get(first, _HAN)
    for found in dict.fromkeys((_Script("NotoSans"), script)):
        font = font_named(f"{found.name}-{face.weight if found.in_bold else 'Regular'}")
        if font.has(letter):
            return font
    return None
