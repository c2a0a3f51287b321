"""The precinct's logo: the one kind of picture that is kept, a small PNG in base64, looked over to its last byte.

It comes from the window, which makes it of any picture, and in files from elsewhere. Paper takes its bytes as they are,
so nothing may be in it that a reader of PDF could stumble over, and nothing that grows when it is unpacked.
"""

import binascii
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from struct import unpack_from

from coordinator.domain.problems import Problem

MOST_SIDE = 400
MOST_BYTES = 100_000

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_HEAD = 13
_BETWEEN = 12  # length, name and check of a part
_COLOURS = {0: 1, 2: 3}
_LAST_FILTER = 4


@dataclass(frozen=True, slots=True)
class Logo:
    """Width and height in pixels, one colour (grey) or three, and the packed rows with PNG's filters in front."""

    width: int
    height: int
    colours: int
    rows: bytes


def kept_logo(picture: bytes) -> str:
    """A picture as it stands in the precinct."""
    return b64encode(picture).decode("ascii")


def logo_bytes(kept: str) -> bytes:
    """The picture that stands there, empty if there is none or nobody can read it."""
    try:
        return b64decode(kept, validate=True)
    except ValueError:  # also letters outside ASCII, and a length that no picture has
        return b""


def logo_of(kept: str) -> Logo | None:
    """What can be drawn of it; None without one, and for one that breaks the rules."""
    content = logo_bytes(kept)
    if not content or len(content) > MOST_BYTES:
        return None
    logo = _logo_in(content)
    return logo if logo is not None and _fits(logo) and _is_whole(logo) else None


def objections_to(kept: str) -> Iterator[Problem]:
    """Why this cannot be the logo."""
    if not kept:
        return
    content = logo_bytes(kept)
    logo = _logo_in(content)
    if len(content) > MOST_BYTES or (logo is not None and not _fits(logo)):
        yield Problem("logo-too-large", about="logo", facts={"side": MOST_SIDE, "kilobytes": MOST_BYTES // 1000})
    elif logo is None or not _is_whole(logo):
        yield Problem("logo-unreadable", about="logo")


def _fits(logo: Logo) -> bool:
    return 0 < logo.width <= MOST_SIDE and 0 < logo.height <= MOST_SIDE


def _logo_in(content: bytes) -> Logo | None:
    """The size and the packed rows of a PNG with eight bits a colour, without transparency and not interlaced."""
    try:
        parts = list(_parts_of(content))
    except ValueError:
        return None
    if len(parts) < 3 or parts[0][0] != b"IHDR" or len(parts[0][1]) != _HEAD or parts[-1] != (b"IEND", b""):
        return None
    width, height, bits, kind, packing, filtering, interlace = unpack_from(">IIBBBBB", parts[0][1])
    if (bits, packing, filtering, interlace) != (8, 0, 0, 0) or kind not in _COLOURS:
        return None
    return Logo(width, height, _COLOURS[kind], b"".join(body for name, body in parts if name == b"IDAT"))


def _parts_of(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and body of each part; raises ValueError where the file is cut, goes on too long or was altered."""
    if not content.startswith(_SIGNATURE):
        raise ValueError("no PNG")
    at = len(_SIGNATURE)
    while at < len(content):
        if at + _BETWEEN > len(content):
            raise ValueError("cut")
        (length,) = unpack_from(">I", content, at)
        end = at + _BETWEEN + length
        if end > len(content):
            raise ValueError("cut")
        named = content[at + 4 : end - 4]
        if binascii.crc32(named) != unpack_from(">I", content, end - 4)[0]:
            raise ValueError("altered")
        yield named[:4], named[4:]
        at = end


def _is_whole(logo: Logo) -> bool:
    """If the rows unpack to just as many bytes as the size needs; more are never unpacked."""
    row = 1 + logo.width * logo.colours
    wanted = row * logo.height
    unpacking = zlib.decompressobj()
    try:
        rows = unpacking.decompress(logo.rows, wanted + 1)
    except zlib.error:
        return False
    return len(rows) == wanted and unpacking.eof and not unpacking.unused_data and max(rows[::row]) <= _LAST_FILTER
