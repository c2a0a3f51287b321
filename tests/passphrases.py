"""Passphrases and locked files for tests."""

from collections.abc import Iterator
from pathlib import Path

from coordinator.db import keys

PASSPHRASE = "Größe, correct horse"
OTHER = "another, longer battery"
SPOKEN = (b"Precinct 14", b"Whitfield", b"SQLite format", b"precinct", b"CREATE TABLE", b"search_text")


def forget_all() -> None:
    """As in a program that was just started."""
    for salt in list(keys._known):
        keys.forget(salt)
    keys.ask()


def told_by(folder: Path) -> Iterator[tuple[str, bytes]]:
    """What anybody can read in the files of a folder and below, of the words that everybody would look for."""
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            content = file.read_bytes()
            yield from ((file.name, word) for word in SPOKEN if word in content)
