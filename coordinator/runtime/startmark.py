"""A mark that stands on the disk while a database is being opened: if it is still there at the next start, the last
one ended in the middle."""

import zlib
from contextlib import suppress
from pathlib import Path

from coordinator.runtime.paths import state_folder


class StartMark:
    """The mark of one database. None of it is worth waiting for the disk: a lost mark only spares a question."""

    def __init__(self, target: str) -> None:
        place = (target if "://" in target else str(Path(target).absolute())).encode()
        self._file = state_folder() / f"starting-{zlib.crc32(place):08x}"

    def is_set(self) -> bool:
        """If the last start of this database was not finished."""
        return self._file.exists()

    def set(self) -> None:
        """Opening begins."""
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.touch()

    def clear(self) -> None:
        """The first rows are on the screen, or the person was told what is wrong."""
        with suppress(OSError):
            self._file.unlink(missing_ok=True)
