"""What people type, made fit to be kept: every letter stays, except what no database and no sheet can hold."""

LONGEST_NAME = 200
"""Letters of a name by which a tag, a role or a space is told apart from the others."""


def tidy(text: str) -> str:
    """Without NUL and lone surrogates, and without space at both ends."""
    return kept_letters(text).strip()


def kept_letters(text: str) -> str:
    """Without NUL and lone surrogates: PostgreSQL and UTF-8 refuse them."""
    kept = text.replace("\x00", "")
    return kept if kept.isascii() else kept.encode("utf-8", "replace").decode("utf-8")


def tidy_all(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Each once, the empty ones left out."""
    return tuple(dict.fromkeys(text for text in map(tidy, texts) if text))
