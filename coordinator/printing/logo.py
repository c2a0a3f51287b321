"""The box at the left of every head: the precinct's own logo, or a shield."""

import hashlib
from functools import lru_cache

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFStream

from coordinator.domain import logos
from coordinator.domain.logos import Logo
from coordinator.printing.pen import Pen

BOX = 40.5

_RIM = 3.0
_SPACES = {1: "DeviceGray", 3: "DeviceRGB"}
_PNG_ROWS = 15

# With round corners, from its lower left corner.
_FRAME = (
    "0 G 0.75 w n 3 0 m 37.5 0 l 39.16 0 40.5 1.34 40.5 3 c 40.5 37.5 l 40.5 39.16 39.16 40.5 37.5 40.5 c "
    "3 40.5 l 1.34 40.5 0 39.16 0 37.5 c 0 3 l 0 1.34 1.34 0 3 0 c h S"
)
_SHIELD = (
    "1 0 0 1 20.25 20.25 cm 1.9 w 1 j n 0 12.4 m 3.2 9.6 6.6 8.6 10.2 8.4 c 10.2 -0.6 l "
    "10.2 -6.6 6.2 -10.2 0 -12.4 c -6.2 -10.2 -10.2 -6.6 -10.2 -0.6 c -10.2 8.4 l -6.6 8.6 -3.2 9.6 0 12.4 c h S"
)


def draw_logo(pen: Pen, left: float, from_top: float, kept: str) -> None:
    """The box with its top left corner here. A logo that nobody can read leaves the shield in it."""
    logo = _read(kept)
    inside = _SHIELD if logo is None else _placed(logo, _name_in(pen, logo, kept))
    pen.canvas.addLiteral(f"q 1 0 0 1 {left:.2f} {pen.height - from_top - BOX:.2f} cm {_FRAME} {inside} Q")


@lru_cache(maxsize=4)
def _read(kept: str) -> Logo | None:
    return logos.logo_of(kept)


def _placed(logo: Logo, name: str) -> str:
    """As large as the box lets it be, in its middle."""
    scale = (BOX - 2 * _RIM) / max(logo.width, logo.height)
    wide, high = logo.width * scale, logo.height * scale
    return f"{wide:.3f} 0 0 {high:.3f} {(BOX - wide) / 2:.3f} {(BOX - high) / 2:.3f} cm /{name} Do"


def _name_in(pen: Pen, logo: Logo, kept: str) -> str:
    """The name of the picture in this file, which holds it once however many pages there are."""
    key = f"logo-{hashlib.sha256(kept.encode()).hexdigest()[:12]}"
    document, canvas = pen.document, pen.canvas
    name = str(document.getXObjectName(key))
    if not document.hasForm(key):
        picture = _picture(logo)
        document.Reference(picture, name)  # type: ignore[no-untyped-call]
        document.addForm(key, picture)
    canvas._formsinuse.append(key)  # type: ignore[attr-defined]
    return name


def _picture(logo: Logo) -> PDFStream:
    """PNG packs its rows as PDF does: they go in as they are, and nothing is unpacked here."""
    rows = PDFDictionary({"Predictor": _PNG_ROWS, "Colors": logo.colours, "BitsPerComponent": 8, "Columns": logo.width})
    head = {
        "Type": PDFName("XObject"),
        "Subtype": PDFName("Image"),
        "Width": logo.width,
        "Height": logo.height,
        "BitsPerComponent": 8,
        "ColorSpace": PDFName(_SPACES[logo.colours]),
        "Filter": PDFName("FlateDecode"),
        "DecodeParms": rows,
    }
    return PDFStream(PDFDictionary(head), logo.rows)
