"""The logo in the head of the sheets, read back as other programs read it."""

import io
from dataclasses import replace
from pathlib import Path

import pdfplumber
import pypdf
import pypdfium2
import pytest

from coordinator.domain.documents import Document
from coordinator.domain.logos import kept_logo
from coordinator.domain.precinct import Precinct
from coordinator.printing.shift_roster import made_roster
from tests.pictures import png
from tests.printing.makers import PRECINCT, PRINTED, Week, a_look, drawn_week
from tests.printing.reading import checked

WITH_LOGO = replace(PRECINCT, logo=kept_logo(png()))


def printed(precinct: Precinct, week: Week | None = None) -> Document:
    """The roster of the drawing with this head."""
    return made_roster((week or drawn_week()).roster(), precinct=precinct, look=a_look(), printed_at=PRINTED)


def pictures_of(document: Document) -> list[tuple[float, ...]]:
    """Left, top, right and bottom of each picture on the first page, in points."""
    with pdfplumber.open(io.BytesIO(document.content)) as pdf:
        return [tuple(round(image[side], 1) for side in ("x0", "top", "x1", "bottom")) for image in pdf.pages[0].images]


def test_the_logo_stands_in_the_middle_of_its_box() -> None:
    assert pictures_of(printed(WITH_LOGO)) == [(39.0, 39.0, 73.5, 73.5)]


def test_a_wide_logo_keeps_its_shape() -> None:
    wide = replace(PRECINCT, logo=kept_logo(png(80, 20)))
    assert pictures_of(printed(wide)) == [(39.0, 51.9, 73.5, 60.6)]


@pytest.mark.parametrize("colours", [1, 3])
def test_the_logo_is_seen_on_the_paper(colours: int) -> None:
    precinct = replace(PRECINCT, logo=kept_logo(png(colours=colours)))
    page = pypdfium2.PdfDocument(printed(precinct).content)[0]
    image = page.render(scale=1, grayscale=True).to_pil()
    assert image.getpixel((56, 56)) == 0
    assert image.getpixel((41, 56)) == 255


def test_a_sheet_of_many_pages_holds_the_logo_once_and_stays_whole(tmp_path: Path) -> None:
    week = Week()
    for number in range(60):
        week.shift(f"Shift {number}", roles=(("Packer", 4, ()),))
    content = printed(WITH_LOGO, week).content
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    held = {page["/Resources"]["/XObject"].raw_get(name) for page in pages for name in page["/Resources"]["/XObject"]}  # type: ignore[index]
    assert len(pages) > 5
    assert len(held) == 1
    assert checked(content, tmp_path)


def test_the_same_logo_makes_the_same_bytes() -> None:
    assert printed(WITH_LOGO).content == printed(WITH_LOGO).content


@pytest.mark.parametrize(
    "kept", ["rubbish", kept_logo(b"rubbish"), kept_logo(png(rows=b"short")), kept_logo(png(401, 1))]
)
def test_a_broken_logo_leaves_the_shield(kept: str) -> None:
    assert printed(replace(PRECINCT, logo=kept)).content == printed(PRECINCT).content
