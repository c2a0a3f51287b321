"""Drawing on one page: texts, rules and the few signs of the sheets. Distances in points, y from the top."""

from collections import defaultdict
from dataclasses import dataclass, field

from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfgen.canvas import Canvas

from coordinator.printing.fonts import Face
from coordinator.printing.strings import Strings
from coordinator.printing.text import Fitted, Line, set_line

BLACK = 0.0
DARK = 0.25
GREY = 0.45
LEADING = 1.22
CAP_HEIGHT = 0.714

_DASH = 1.9
_BOX_LINE = 1.125
_BOW = 0.5523


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a rule is drawn."""

    width: float = 0.6
    grey: float = BLACK


@dataclass(slots=True)
class Pen:
    """Collects what stands on a page and draws it in few pieces when the page is done.

    Paths and texts are written down here: the library's own way of writing a number takes most of its time.
    """

    canvas: Canvas
    document: PDFDocument
    height: float
    missing: dict[str, None] = field(default_factory=dict)
    _strings: Strings = field(init=False)
    _rules: defaultdict[Stroke, list[tuple[float, float, float, float]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    _rings: list[tuple[float, float, float]] = field(default_factory=list)
    _boxes: list[tuple[float, float, float]] = field(default_factory=list)
    _fills: list[tuple[float, float, float, float]] = field(default_factory=list)
    _texts: list[tuple[float, float, Line, float, float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._strings = Strings(self.document)

    def line(self, x: float, baseline: float, line: Line, size: float, *, grey: float = BLACK) -> None:
        """A line that was set before."""
        self._texts.append((x, self.height - baseline, line, size, grey))

    def text(self, x: float, baseline: float, text: str, face: Face, size: float, *, grey: float = BLACK) -> float:
        """A text in one line; gives its width."""
        line = set_line((text,), face)
        self.line(x, baseline, line, size, grey=grey)
        return line.width * size

    def text_ending(
        self, x: float, baseline: float, text: str, face: Face, size: float, *, grey: float = BLACK
    ) -> None:
        """A text in one line that ends at x."""
        line = set_line((text,), face)
        self.line(x - line.width * size, baseline, line, size, grey=grey)

    def fitted(self, x: float, baseline: float, fitted: Fitted, *, grey: float = BLACK) -> None:
        """Lines below each other, the first on the baseline."""
        for number, line in enumerate(fitted.lines):
            self.line(x, baseline + number * fitted.size * LEADING, line, fitted.size, grey=grey)

    def rule(self, x: float, y: float, x_end: float, stroke: Stroke) -> None:
        """A level line."""
        self._rules[stroke].append((x, self.height - y, x_end, self.height - y))

    def upright(self, x: float, y: float, y_end: float, stroke: Stroke) -> None:
        """A line down the page."""
        self._rules[stroke].append((x, self.height - y, x, self.height - y_end))

    def dashed_ring(self, x: float, y: float, radius: float) -> None:
        """The sign of an opening, around its middle."""
        self._rings.append((x, self.height - y, radius))

    def box(self, x: float, y: float, side: float) -> None:
        """A box to tick, by its outer left and top edge."""
        inside = side - _BOX_LINE
        self._boxes.append((x + _BOX_LINE / 2, self.height - y - _BOX_LINE / 2 - inside, inside))

    def filled(self, x: float, y: float, width: float, height: float) -> None:
        """A black rectangle."""
        self._fills.append((x, self.height - y - height, width, height))

    def finish(self) -> None:
        """Put everything on the page and turn it."""
        self._draw_rules()
        self._draw_rings()
        self._draw_boxes()
        self._draw_texts()
        self.canvas.showPage()
        self._rules.clear()
        self._rings.clear()
        self._boxes.clear()
        self._fills.clear()
        self._texts.clear()

    def _draw_rules(self) -> None:
        for stroke, rules in self._rules.items():
            self.canvas.setLineWidth(stroke.width)
            self.canvas.setStrokeGray(stroke.grey)
            drawn = (f"{x:.2f} {y:.2f} m {x_end:.2f} {y_end:.2f} l" for x, y, x_end, y_end in rules)
            self.canvas.addLiteral("\n".join(("n", *drawn, "S")))

    def _draw_rings(self) -> None:
        if not self._rings:
            return
        self.canvas.setStrokeGray(BLACK)
        self.canvas.setLineWidth(0.8)
        self.canvas.setDash(_DASH, _DASH)
        self.canvas.addLiteral("\n".join(("n", *(_circle(*ring) for ring in self._rings), "S")))
        self.canvas.setDash()

    def _draw_boxes(self) -> None:
        """One path of empty ones and one of black ones; the ink of a new page is black."""
        if self._boxes:
            self.canvas.setStrokeGray(BLACK)
            self.canvas.setLineWidth(_BOX_LINE)
            drawn = (f"{x:.2f} {y:.2f} {side:.2f} {side:.2f} re" for x, y, side in self._boxes)
            self.canvas.addLiteral("\n".join(("n", *drawn, "S")))
        if self._fills:
            drawn = (f"{x:.2f} {y:.2f} {wide:.2f} {high:.2f} re" for x, y, wide, high in self._fills)
            self.canvas.addLiteral("\n".join(("n", *drawn, "f")))

    def _draw_texts(self) -> None:
        """One text object for the page; font and ink are named only where they change."""
        drawn = ["BT"]
        ink, set_in = BLACK, ("", 0.0)
        for x, y, line, size, grey in self._texts:
            if grey != ink:
                drawn.append(f"{grey:g} g")
                ink = grey
            if line.missing:
                self.missing.update(dict.fromkeys(line.missing))
            at = x
            for run in line.runs:
                for right, up, pieces in self._strings.of(run):
                    drawn.append(f"1 0 0 1 {at + right * size:.3f} {y + up * size:.3f} Tm")
                    for font, shown in pieces:
                        if set_in != (font, size):
                            drawn.append(f"{font} {size:.4g} Tf")
                            set_in = (font, size)
                        drawn.append(shown)
                at += run.width * size
        drawn.append("ET")
        self.canvas.addLiteral("\n".join(drawn))


def _circle(x: float, y: float, radius: float) -> str:
    """Four curves, as near to a circle as curves come."""
    bow = radius * _BOW
    left, right, low, high = x - radius, x + radius, y - radius, y + radius
    return (
        f"{right:.2f} {y:.2f} m {right:.2f} {y + bow:.2f} {x + bow:.2f} {high:.2f} {x:.2f} {high:.2f} c "
        f"{x - bow:.2f} {high:.2f} {left:.2f} {y + bow:.2f} {left:.2f} {y:.2f} c "
        f"{left:.2f} {y - bow:.2f} {x - bow:.2f} {low:.2f} {x:.2f} {low:.2f} c "
        f"{x + bow:.2f} {low:.2f} {right:.2f} {y - bow:.2f} {right:.2f} {y:.2f} c h"
    )


def cap_centre(top: float, height: float, size: float) -> float:
    """The baseline that puts capital letters into the middle of a box."""
    return top + (height + size * CAP_HEIGHT) / 2


def width_of(text: str, face: Face, size: float) -> float:
    """How wide a text in one line is."""
    return set_line((text,), face).width * size
