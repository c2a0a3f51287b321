"""Buttons: plain, primary, icon alone, and links."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from coordinator.domain.directions import directions_shown
from coordinator.ui.kit import icons, scale
from coordinator.ui.kit.chips import KeyHint
from coordinator.ui.kit.text import set_hint, set_property

Pressed = Callable[[], object]
_KEYPAD = Qt.KeyboardModifier.KeypadModifier
ICON_GAP = 4  # beyond the 4 pixels that Qt leaves between icon and words


class Button(QPushButton):
    """Words with an optional icon and key. `press` is called on every press. Escape people's words with
    `text.without_mnemonic`."""

    look = ""
    ink = "ink.1"

    def __init__(
        self,
        words: str = "",
        press: Pressed | None = None,
        *,
        icon: str = "",
        key: str = "",
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(directions_shown(words), parent)
        self.setProperty("look", self.look)
        self.setProperty("size", "small" if small else "")
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        if icon:
            self.set_icon(icon)
        self._key = self._with_key(key) if key else None
        if press is not None:
            self.clicked.connect(lambda _checked=False: press())

    def setText(self, words: str) -> None:
        """Other words; signs that turn the direction of writing around show as codes."""
        super().setText(directions_shown(words))

    def set_icon(self, name: str) -> None:
        """Another icon in the button's own colour."""
        self.setIcon(icons.icon(name, self.ink))
        side = scale.px(icons.MEDIUM)
        gap = scale.px(ICON_GAP) if self.text() else 0
        self.setIconSize(QSize(side + gap, side))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, and not another one of its dialog."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~_KEYPAD:
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Room for the key beside the words."""
        size = super().sizeHint()
        return size + QSize(self._key.sizeHint().width() + 8, 0) if self._key else size

    def minimumSizeHint(self) -> QSize:
        """Never narrower than its words."""
        return self.sizeHint()

    def _with_key(self, key: str) -> KeyHint:
        self.setProperty("keyed", True)
        hint = KeyHint(key)
        hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 0)
        row.addStretch()
        row.addWidget(hint)
        return hint


class PrimaryButton(Button):
    """The one button of a page or dialog that does its main thing."""

    look = "primary"
    ink = "accent.on"


class IconButton(Button):
    """An icon alone; the name is for the hint and for screen readers. `bare` draws no border."""

    def __init__(
        self, name: str, icon: str, press: Pressed | None = None, *, bare: bool = False, parent: QWidget | None = None
    ) -> None:
        self.look = "bare" if bare else "icon"
        super().__init__("", press, icon=icon, parent=parent)
        self.setAccessibleName(directions_shown(name))
        set_hint(self, name)


class LinkButton(Button):
    """A link in a row or a sentence; the area that takes a click is 28 high."""

    look = "link"

    def __init__(self, words: str = "", press: Pressed | None = None, *, parent: QWidget | None = None) -> None:
        super().__init__(words, press, parent=parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumHeight(scale.px(28))


def make_default(button: QPushButton) -> None:
    """Enter presses it, wherever the focus is in its dialog."""
    button.setAutoDefault(True)
    button.setDefault(True)


def set_primary(button: Button, *, primary: bool) -> None:
    """Turn a button into the primary one or back."""
    set_property(button, "look", "primary" if primary else "")
