"""A record compared part by part when two people changed it at the same time; the parts are listed by its page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Side(StrEnum):
    """Whose text is kept."""

    YOURS = "yours"
    THEIRS = "theirs"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """One part of a record: its name, its words, and the target with this part of the source. `compared` is what counts
    as the same, the words where it is not given. `join` puts yours behind theirs, where both can be kept."""

    key: str
    name: str
    shown: Callable[[T], str]
    take: Callable[[T, T], T]
    compared: Callable[[T], object] | None = None
    join: Callable[[T, T], T] | None = None

    def differs(self, one: T, other: T) -> bool:
        """If the two say different things."""
        compared = self.compared or self.shown
        return compared(one) != compared(other)


def changed_parts(parts: Sequence[Part[T]], before: T, after: T) -> tuple[Part[T], ...]:
    """What was changed."""
    return tuple(part for part in parts if part.differs(before, after))


def overlaps(parts: Sequence[Part[T]], before: T, yours: T, theirs: T) -> tuple[Part[T], ...]:
    """The parts that both sides changed, and not to the same."""
    return tuple(
        part
        for part in parts
        if part.differs(before, yours) and part.differs(before, theirs) and part.differs(yours, theirs)
    )


def merged(parts: Sequence[Part[T]], before: T, yours: T, theirs: T, chosen: Mapping[str, Side] | None = None) -> T:
    """Theirs with whatever only you changed; of what both changed, as it was chosen, yours where it was not."""
    mix = theirs
    asked = {part.key for part in overlaps(parts, before, yours, theirs)}
    for part in changed_parts(parts, before, yours):
        side = (chosen or {}).get(part.key, Side.YOURS) if part.key in asked else Side.YOURS
        if side is Side.BOTH and part.join is not None:
            mix = part.join(mix, yours)
        elif side is not Side.THEIRS:
            mix = part.take(mix, yours)
    return mix


def fields_taken(*names: str) -> Callable[[T, T], T]:
    """Takes these fields as they stand in the source."""

    def take(target: T, source: T) -> T:
        values: dict[str, Any] = {name: getattr(source, name) for name in names}
        changed: T = replace(target, **values)  # type: ignore[type-var]
        return changed

    return take


def text_joined(name: str) -> Callable[[T, T], T]:
    """Keeps both texts, the target's first."""

    def join(target: T, source: T) -> T:
        values: dict[str, Any] = {name: f"{getattr(target, name)}\n{getattr(source, name)}"}
        changed: T = replace(target, **values)  # type: ignore[type-var]
        return changed

    return join
