"""The text size in use: every height grows by the same factor."""

from enum import StrEnum


class TextSize(StrEnum):
    """What the settings may say."""

    NORMAL = "normal"
    LARGE = "large"
    LARGER = "larger"


_FACTORS: dict[str, float] = {TextSize.NORMAL: 1.0, TextSize.LARGE: 15 / 13, TextSize.LARGER: 17 / 13}


class _Current:
    factor = 1.0


def factor() -> float:
    """1.0 at normal text size."""
    return _Current.factor


def use(size: str) -> None:
    """Draw at this size from now on; an unknown word means normal."""
    _Current.factor = _FACTORS.get(size, 1.0)


def px(length: int) -> int:
    """A length of the design in pixels at the text size in use."""
    return round(length * _Current.factor)
