"""What people type, made fit to be kept: every letter stays, except what no database and no sheet can hold."""

LONGEST_NAME = 200
"""Letters of a name by which a tag, a role or a space is told apart from the others."""


def tidy(text: str) -> str:
    """Without NUL and lone surrogates (PostgreSQL and UTF-8 refuse them), and without space at both ends."""
    kept = text.replace("\x00", "")
    return kept.encode("utf-8", "replace").decode("utf-8").strip() if not kept.isascii() else kept.strip()


def tidy_all(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Each once, the empty ones left out."""
    return tuple(dict.fromkeys(text for text in map(tidy, texts) if text))
