"""Runs of letters as a page shows them: which subset of which font, which codes, moved by how much."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from reportlab.pdfbase.pdfdoc import PDFDocument

from coordinator.printing.fonts import Font
from coordinator.printing.text import Glyph, Run

# Where it begins (in units of the size, y up), and what stands there: (font, operator that shows the string).
Shown = tuple[float, float, tuple[tuple[str, str], ...]]

_MOST_KEPT = 20_000
_ESCAPED = {
    **{code: f"\\{code:03o}" for code in (*range(32), *range(127, 256))},
    **{ord(sign): f"\\{sign}" for sign in "()\\"},
}


class Strings:
    """The runs of one document. Plain ones are kept: a heading stands on many pages."""

    def __init__(self, document: PDFDocument) -> None:
        self._document = document
        self._kept: dict[tuple[Font, str], tuple[Shown, ...]] = {}

    def of(self, run: Run) -> tuple[Shown, ...]:
        """What is drawn for it. Glyphs that stand higher or lower go apart."""
        if run.glyphs:
            return tuple(self._shaped(run))
        found = self._kept.get((run.font, run.text))
        if found is None:
            if len(self._kept) > _MOST_KEPT:
                self._kept.clear()
            found = self._kept[(run.font, run.text)] = (self._plain(run),)
        return found

    def _plain(self, run: Run) -> Shown:
        return 0.0, 0.0, tuple((name, f"({_escaped(codes)}) Tj") for name, codes in self._coded(run.font, run.text))

    def _shaped(self, run: Run) -> Iterator[Shown]:
        x = 0.0
        for height, group in groupby(run.glyphs, key=lambda glyph: glyph.place.y_offset):
            glyphs = list(group)
            yield x, height / 1000, tuple(self._moved(run.font, glyphs))
            x += sum(glyph.place.x_advance for glyph in glyphs) / 1000

    def _moved(self, font: Font, glyphs: list[Glyph]) -> Iterator[tuple[str, str]]:
        letters = "".join(chr(font.code_in(self._document, glyph.number, glyph.letters)) for glyph in glyphs)
        start = 0
        for name, codes in self._coded(font, letters):
            yield name, f"[{' '.join(_with_moves(codes, glyphs[start : start + len(codes)]))}] TJ"
            start += len(codes)

    def _coded(self, font: Font, letters: str) -> Iterator[tuple[str, bytes]]:
        for subset, codes in font.splitString(letters, self._document):
            yield str(font.getSubsetInternalName(subset, self._document)), codes


def _escaped(codes: bytes) -> str:
    return codes.decode("latin-1").translate(_ESCAPED)


def _with_moves(codes: bytes, glyphs: Iterable[Glyph]) -> Iterator[str]:
    """Strings, and between them how far to move back, in thousandths of the size. A glyph's place is where shaping
    puts it; the page goes on by the glyph's own width."""
    together, move = bytearray(), 0.0
    for code, glyph in zip(codes, glyphs, strict=True):
        place = glyph.place
        move -= place.x_offset
        if abs(move) > 0.01:
            if together:
                yield f"({_escaped(bytes(together))})"
            yield f"{move:.6g}"
            together.clear()
        together.append(code)
        move = place.width - place.x_advance + place.x_offset
    yield f"({_escaped(bytes(together))})"
