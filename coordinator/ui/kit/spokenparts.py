"""What a view paints itself, made known to screen readers: an unseen button stands at the place of every part.

They are real widgets because interfaces of our own (QAccessibleInterface in Python) crash in the binding when Qt lets
go of them (PySide6 6.11). They are made only while a screen reader is there, paint nothing and take no input.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from coordinator.domain.directions import directions_shown


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that is painted: which one, what it is in words, and where it is on the ground."""

    key: int
    words: str
    place: QRect


class SpokenPart(QAbstractButton):
    """A button for screen readers alone: pressed by one of them it does what a click there does."""

    def __init__(self, ground: QWidget) -> None:
        super().__init__(ground)
        self.key = 0
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setUpdatesEnabled(False)

    def stand_for(self, part: Part) -> None:
        """Be this part from now on."""
        self.key = part.key
        if self.geometry() != part.place:
            self.setGeometry(part.place)
        words = directions_shown(part.words)
        if self.accessibleName() != words:
            self.setAccessibleName(words)
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing: the view paints it."""


class SpokenParts(QObject):
    """The parts of one view, in the order of reading. `ground` is what is painted on, `press` gets the key of a part
    that a screen reader pressed."""

    def __init__(self, ground: QWidget, parts: Callable[[], Iterable[Part]], press: Callable[[int], object]) -> None:
        super().__init__(ground)
        self._ground, self._parts, self._press = ground, parts, press
        self.made: list[SpokenPart] = []

    def refresh(self) -> None:
        """What is painted is another, or at another place. Costs nothing while nobody listens."""
        if not QAccessible.isActive():
            return
        parts = tuple(self._parts())
        while len(self.made) < len(parts):
            self.made.append(self._another())
        for place, made in enumerate(self.made):
            if place < len(parts):
                made.stand_for(parts[place])
            else:
                made.hide()

    def tell_focus(self, key: int | None) -> None:
        """The part that has the focus inside the view is what a screen reader should be at."""
        if not QAccessible.isActive():
            return
        here = next((one for one in self.made if one.key == key and not one.isHidden()), None)
        if here is not None:
            QAccessible.updateAccessibility(QAccessibleEvent(here, QAccessible.Event.Focus))

    def _another(self) -> SpokenPart:
        made = SpokenPart(self._ground)
        made.clicked.connect(lambda: self._press(made.key))
        return made
