"""Keys of a painted grid as a table: arrows, letters that a setting can switch off, and the rest."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

Act = Callable[[], object]
Key = Qt.Key

ARROWS: Mapping[int, tuple[int, int]] = {
    Key.Key_Left: (-1, 0),
    Key.Key_Right: (1, 0),
    Key.Key_Up: (0, -1),
    Key.Key_Down: (0, 1),
}


@dataclass(frozen=True, slots=True)
class KeyTable:
    """`step` takes days and slots of an arrow, `nudge` the same with Alt."""

    step: Callable[[int, int], object]
    nudge: Callable[[int, int], object]
    letters: Mapping[int, Act]
    plain: Mapping[int, Act]

    def take(self, event: QKeyEvent, *, letters: bool) -> bool:
        """Do what the key says; False when it means nothing here."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        arrow = ARROWS.get(event.key())
        if arrow is not None:
            return self._arrow(arrow, modifiers)
        act = (self.letters.get(event.key()) if letters else None) or self.plain.get(event.key())
        if act is None or modifiers & ~Qt.KeyboardModifier.ShiftModifier:
            return False
        act()
        return True

    def _arrow(self, arrow: tuple[int, int], modifiers: Qt.KeyboardModifier) -> bool:
        if modifiers == Qt.KeyboardModifier.AltModifier:
            self.nudge(*arrow)
            return True
        if modifiers:
            return False
        self.step(*arrow)
        return True
