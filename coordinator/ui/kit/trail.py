"""Where somebody has been, for going back and forward again."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stop:
    """A page and where it was."""

    page: str
    place: object = None


class Trail:
    """The stops before and after the one now."""

    LONGEST = 50

    def __init__(self) -> None:
        self._behind: list[Stop] = []
        self._ahead: list[Stop] = []
        self.now: Stop | None = None

    def visit(self, stop: Stop) -> None:
        """Go on to another stop; what was ahead is forgotten."""
        if stop == self.now:
            return
        if self.now is not None:
            self._behind = [*self._behind, self.now][-self.LONGEST :]
        self._ahead.clear()
        self.now = stop

    def back(self) -> Stop | None:
        """One stop back, None at the beginning."""
        return self._step(self._behind, self._ahead)

    def forward(self) -> Stop | None:
        """One stop on, None at the end."""
        return self._step(self._ahead, self._behind)

    def _step(self, source: list[Stop], other: list[Stop]) -> Stop | None:
        if not source:
            return None
        if self.now is not None:
            other.append(self.now)
        self.now = source.pop()
        return self.now
