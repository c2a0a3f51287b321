"""What may be a logo, and what may not come near paper."""

import zlib
from base64 import b64encode
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.domain.logos import MOST_BYTES, MOST_SIDE, Logo, kept_logo, logo_of, objections_to
from coordinator.domain.precinct import Precinct
from coordinator.domain.precinct import objections_to as objections_to_precinct
from tests.pictures import SIGNATURE, part, png, square

GOOD = png()


def said(kept: str) -> list[str]:
    """The codes of the objections."""
    return [problem.code for problem in objections_to(kept)]


def test_no_logo_is_a_good_one() -> None:
    assert (said(""), logo_of("")) == ([], None)


@pytest.mark.parametrize("colours", [1, 3])
@pytest.mark.parametrize("size", [(1, 1), (40, 20), (MOST_SIDE, MOST_SIDE)])
def test_a_plain_grey_or_coloured_png_is_taken(size: tuple[int, int], colours: int) -> None:
    kept = kept_logo(png(*size, colours=colours))
    logo = logo_of(kept)
    assert said(kept) == []
    assert logo is not None
    assert (logo.width, logo.height, logo.colours) == (*size, colours)
    assert zlib.decompress(logo.rows) == square(*size, colours)


def test_remarks_in_a_picture_do_no_harm() -> None:
    kept = kept_logo(GOOD[:-12] + part(b"tEXt", b"Comment\0precinct") + GOOD[-12:])
    assert (said(kept), logo_of(kept)) == ([], logo_of(kept_logo(GOOD)))


TOO_LARGE = {
    "one dot too wide": png(MOST_SIDE + 1, 10),
    "a head that promises a million dots": png(1_000_000, 1_000_000, rows=b"\0"),
    "too many bytes": GOOD[:-12] + part(b"tEXt", b"x" * MOST_BYTES) + GOOD[-12:],
    "too many bytes of nothing": b"\0" * (MOST_BYTES + 1),
}
UNREADABLE = {
    "words": b"hello",
    "the beginning alone": SIGNATURE,
    "cut in the middle": GOOD[:-20],
    "more behind its end": GOOD + b"more",
    "a byte altered": GOOD[:50] + bytes([GOOD[50] ^ 1]) + GOOD[51:],
    "a JPEG": b"\xff\xd8\xff\xe0\x00\x10JFIF\0" + bytes(50),
    "drawn in words": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "transparent": png(colours=4),
    "sixteen bits": png(bits=16, rows=bytes(81 * 40)),
    "rows missing": png(rows=square(40, 39)),
    "rows too many": png(rows=square(40, 41)),
    "a hundred megabytes in its rows": png(rows=bytes(100_000_000)),
    "a filter that does not exist": png(rows=b"\x05" + square(40, 40)[1:]),
    "rows that are not packed": SIGNATURE + GOOD[8:33] + part(b"IDAT", b"not packed") + part(b"IEND", b""),
}


@pytest.mark.parametrize("content", TOO_LARGE.values(), ids=TOO_LARGE.keys())
def test_a_picture_that_is_too_large_is_refused_and_not_drawn(content: bytes) -> None:
    kept = kept_logo(content)
    assert (said(kept), logo_of(kept)) == (["logo-too-large"], None)


@pytest.mark.parametrize("content", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_anything_but_a_plain_whole_png_is_refused_and_not_drawn(content: bytes) -> None:
    kept = kept_logo(content)
    assert (said(kept), logo_of(kept)) == (["logo-unreadable"], None)


@pytest.mark.parametrize(
    "kept", ["not base64", "ÿ", "A", "data:image/png;base64,AAAA", b64encode(GOOD).decode() + "\n"]
)
def test_what_is_no_base64_is_refused_and_not_drawn(kept: str) -> None:
    assert (said(kept), logo_of(kept)) == (["logo-unreadable"], None)


@given(st.binary(max_size=300), st.integers(0, len(GOOD)))
def test_any_bytes_are_answered_and_what_is_taken_can_be_drawn(noise: bytes, at: int) -> None:
    kept = kept_logo(GOOD[:at] + noise + GOOD[at:])
    assert isinstance(logo_of(kept), Logo) == (said(kept) == [] and kept != "")


def test_the_precincts_objections_name_its_logo_and_its_languages() -> None:
    good = Precinct(logo=kept_logo(GOOD), languages=("es", "en"))
    wrong = replace(good, logo="x", languages=("English", "en"))
    none = replace(good, languages=())
    assert list(objections_to_precinct(good)) == []
    assert [(one.code, one.about) for one in objections_to_precinct(wrong)] == [
        ("language-unknown", "languages"),
        ("logo-unreadable", "logo"),
    ]
    assert [one.code for one in objections_to_precinct(none)] == ["languages-missing"]
