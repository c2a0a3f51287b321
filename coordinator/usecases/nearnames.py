"""Finding near names among many: the scoring that `domain.duplicates` sets the thresholds for."""

from collections.abc import Hashable
from typing import Generic, TypeVar

from rapidfuzz import fuzz, process

from coordinator.domain.duplicates import MOST_COMPARED, NEAR_NAME, blocks_of

Key = TypeVar("Key", bound=Hashable)


def score(one: str, other: str) -> int:
    """How alike two folded texts are, 0 to 100; only equal ones have 100."""
    return 100 if one == other else min(99, round(fuzz.ratio(one, other)))


class Crowd(Generic[Key]):
    """Texts that stand close together and who has them; beyond `MOST_COMPARED` nobody else is let in: thousands of
    events at one moment are an accident or an attack."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._bearers: list[Key] = []

    def add(self, text: str, bearer: Key) -> None:
        """Let one more in, as long as there is room."""
        if len(self._texts) < MOST_COMPARED:
            self._texts.append(text)
            self._bearers.append(bearer)

    def near(self, text: str, least: int) -> list[Key]:
        """Who has a text of at least this score, in the order they came."""
        found = process.extract(text, self._texts, scorer=fuzz.ratio, score_cutoff=least - 0.5, limit=None)
        return [self._bearers[at] for at in sorted(at for _text, _score, at in found)]


class NameIndex(Generic[Key]):
    """Names and who has them; finds near ones without comparing each with each."""

    def __init__(self) -> None:
        self._bearers: dict[str, list[Key]] = {}
        self._blocks: dict[str, list[str]] = {}

    def add(self, name: str, bearer: Key) -> None:
        """Put a name (a key of `domain.duplicates`) into the index."""
        bearers = self._bearers.get(name)
        if bearers is not None:
            bearers.append(bearer)
            return
        self._bearers[name] = [bearer]
        for block in blocks_of(name):
            names = self._blocks.setdefault(block, [])
            if len(names) < MOST_COMPARED:
                names.append(name)

    def same(self, name: str) -> list[Key]:
        """Who has exactly this name."""
        return self._bearers.get(name, [])

    def nearest(self, name: str) -> tuple[int, list[Key]]:
        """The best score from the threshold on and who has that name; (0, []) when there is none."""
        if not name:
            return 0, []
        if name in self._bearers:
            return 100, self._bearers[name]
        names = [near for block in blocks_of(name) for near in self._blocks.get(block, ())]
        if not names:
            return 0, []
        found = process.extractOne(name, names, scorer=fuzz.ratio, score_cutoff=NEAR_NAME)
        return (0, []) if found is None else (min(99, round(found[1])), self._bearers[found[0]])
