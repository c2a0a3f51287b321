"""How far a long command has come: on standard error, only to a terminal, only past one second."""

import sys
import time
from types import TracebackType

_FIRST = 1.0  # seconds before anything is shown
_EVERY = 0.2  # seconds between two updates


class Progress:
    """Called with how much is done, out of how much. Leaving it clears the line."""

    def __init__(self, title: str, *, quiet: bool) -> None:
        self._title = title
        self._wanted = not quiet and sys.stderr.isatty()
        self._next = time.monotonic() + _FIRST
        self._shown = False

    def __enter__(self) -> "Progress":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown:
            self._write("\r\x1b[K")

    def __call__(self, done: int, total: int = 0) -> None:
        """Show the share when it is time to."""
        now = time.monotonic()
        if not self._wanted or now < self._next:
            return
        self._next = now + _EVERY
        self._shown = True
        share = f" {done * 100 // total} %" if total else ""
        self._write(f"\r\x1b[K{self._title}…{share}")

    def _write(self, text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()
