"""What lets a filled sheet be read back: four squares in the corners and a code that names sheet and page."""

from dataclasses import dataclass

from reportlab.graphics.barcode.qr import QrCodeWidget

from coordinator.printing.pen import Pen

CODE_SIDE = 49.5

_FORMAT = "CO1"
_SQUARE = 15.0
_FROM_EDGE = 25.2  # to the middle of a square: 0.35 in
_HOLLOW = 6.0
# Any of the eight may be used; trying out which one is the best takes five times as long as the code itself.
_MASK = 2
_SEAM = 0.04


@dataclass(frozen=True, slots=True)
class Mark:
    """What the code says, and nothing about people. `rows` is how many numbered rows begin on the page."""

    sheet_id: str
    page: int
    pages: int
    rows: int

    @property
    def text(self) -> str:
        """ "CO1/SI-270112-7F3K9QTM/1/2/24": format, sheet, page, pages, rows; capitals and signs of the short mode."""
        return f"{_FORMAT}/{self.sheet_id}/{self.page}/{self.pages}/{self.rows}"


def draw_corners(pen: Pen, size: tuple[float, float]) -> None:
    """Black squares; the one at the top left is hollow, so that a page cannot be read upside down."""
    near, width, height = _FROM_EDGE - _SQUARE / 2, size[0], size[1]
    right, bottom = width - near - _SQUARE, height - near - _SQUARE
    wall = (_SQUARE - _HOLLOW) / 2
    for x, y, across, down in (
        (near, near, _SQUARE, wall),
        (near, near + _SQUARE - wall, _SQUARE, wall),
        (near, near + wall, wall, _HOLLOW),
        (near + _SQUARE - wall, near + wall, wall, _HOLLOW),
        (right, near, _SQUARE, _SQUARE),
        (near, bottom, _SQUARE, _SQUARE),
        (right, bottom, _SQUARE, _SQUARE),
    ):
        pen.filled(x, y, across, down)


def draw_code(pen: Pen, x: float, y: float, mark: Mark) -> None:
    """The code with its top left corner here. Around it the paper has to stay white for four of its dots."""
    modules = modules_of(mark.text)
    dot = CODE_SIDE / len(modules)
    for down, row in enumerate(modules):
        start = 0
        for across in range(1, len(row) + 1):
            if across == len(row) or row[across] != row[start]:
                if row[start]:
                    pen.filled(x + start * dot, y + down * dot, (across - start) * dot, dot + _SEAM)
                start = across


def modules_of(text: str) -> tuple[tuple[bool, ...], ...]:
    """The dots, row by row from the top; 15 % of it may be dirty and it can still be read."""
    code = QrCodeWidget(text, barLevel="M").qr  # type: ignore[attr-defined]
    code.version = code.calculate_version()
    code.makeImpl(False, _MASK)
    return tuple(tuple(map(bool, row)) for row in code.modules)
