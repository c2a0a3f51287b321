"""Texts to sort and look up by, short enough for an index."""

from coordinator.domain.folding import fold

_LETTERS = 200  # PostgreSQL refuses an index entry over 2,704 bytes, and a letter has up to four


def index_key(text: str) -> str:
    """The folded beginning of a text."""
    return fold(text)[:_LETTERS]
