"""A file in memory."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Document:
    """Bytes ready to be written or sent. `name` is a safe file name that carries no person's name; `remarks` are
    sentences' codes about what could not be done as asked (a character without a font)."""

    name: str
    media_type: str
    content: bytes
    pages: int = 1
    remarks: tuple[str, ...] = ()
