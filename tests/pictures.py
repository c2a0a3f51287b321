"""Pictures made by hand, good ones and bad ones, for the logo."""

import struct
import zlib

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def png(width: int = 40, height: int = 40, *, colours: int = 1, rows: bytes | None = None, bits: int = 8) -> bytes:
    """A PNG with eight bits a colour; a black square in a white rim unless the rows are given."""
    kind = {1: 0, 3: 2, 4: 6}[colours]
    head = struct.pack(">IIBBBBB", width, height, bits, kind, 0, 0, 0)
    return (
        SIGNATURE
        + part(b"IHDR", head)
        + part(b"IDAT", zlib.compress(square(width, height, colours) if rows is None else rows))
        + part(b"IEND", b"")
    )


def square(width: int, height: int, colours: int = 1) -> bytes:
    """The rows of a black square in a white rim, each with the filter "none"."""
    made = bytearray()
    for y in range(height):
        inside = height // 8 <= y < height - height // 8
        rim = width // 8 if inside else width
        made += b"\0" + b"\xff" * (rim * colours)
        made += (b"\0" * ((width - 2 * rim) * colours) + b"\xff" * (rim * colours)) if inside else b""
    return bytes(made)


def part(name: bytes, body: bytes) -> bytes:
    """One part of a PNG with its length and its check."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
