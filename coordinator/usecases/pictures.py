"""Reading the file of a picture."""

from pathlib import Path

from coordinator.domain.errors import FileTrouble
from coordinator.usecases.imports import load_file

MOST_MEGABYTES = 30


def picture_file(path: str | Path) -> bytes:
    """What is in the file; raises FileTrouble, "picture-too-large" for one that no picture of a logo has."""
    where = Path(path)
    if where.is_file() and where.stat().st_size > MOST_MEGABYTES * 1_000_000:
        raise FileTrouble("picture-too-large", path=where.name)
    return load_file(where).content
