"""A dialog drawn over the dimmed window, 16 pixels from its edges at most; only its middle scrolls."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QCloseEvent, QMouseEvent, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QFrame, QVBoxLayout, QWidget
from shiboken6 import isValid

from coordinator.domain.directions import directions_shown
from coordinator.runtime.i18n import _
from coordinator.ui.kit import icons, scale, tokens
from coordinator.ui.kit.buttons import Button, IconButton
from coordinator.ui.kit.chips import IconLabel
from coordinator.ui.kit.panels import Bar, scrolled
from coordinator.ui.kit.text import ElidedLabel, Label

EDGE = 16


class Shade(QWidget):
    """Covers the window: takes the mouse, keeps Tab inside, and holds what lies over the window. `pressed` comes when
    somebody presses beside that."""

    pressed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("shade")
        window.installEventFilter(self)
        self.setGeometry(window.rect())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), tokens.colour("shade"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()

    def focusNextPrevChild(self, forward: bool) -> bool:
        return step_focus(self, forward=forward)


class DialogPanel(QFrame):
    """What the style sheet draws of a dialog."""


class DialogFrame(QDialog):
    """Header with icon, title, subtitle and cross; `set_body`; `footer`. Open it with `open()`, and listen to
    `accepted`, `rejected` or `finished`. Width and height in design pixels; 0 takes all there is."""

    def __init__(
        self, window: QWidget, title: str, *, icon: str = "", subtitle: str = "", width: int = 0, height: int = 0
    ) -> None:
        self._window = window.window()
        self._shade = Shade(self._window)
        super().__init__(self._shade)
        self.setWindowFlags(Qt.WindowType.Widget)
        self.setWindowTitle(directions_shown(title))
        self.setAccessibleName(directions_shown(title))
        self.setProperty("surface", "clear")
        self._wanted = (scale.px(width), scale.px(height))
        self._focus_before: QWidget | None = None
        self._silenced: list[QShortcut] = []
        self._shade.installEventFilter(self)
        self._lay_out(title, icon, subtitle)
        self.finished.connect(self._go)

    def set_body(self, widget: QWidget, *, scrolls: bool = True) -> None:
        """The middle."""
        self._middle.addWidget(scrolled(widget) if scrolls else widget)

    def add_buttons(self, *buttons: Button) -> None:
        """Buttons at the right of the footer, the main one last."""
        self.footer.stretch()
        self.footer.add(*buttons)

    def set_subtitle(self, words: str) -> None:
        """Other words beside the title."""
        self._subtitle.setText(words)

    def open(self) -> None:
        """Show it over the window and take the focus."""
        self._focus_before = QApplication.focusWidget()
        self._silence_what_is_below()
        self._place()
        self._shade.show()
        self._shade.raise_()
        self.show()
        first = self.first_focus()
        (first or self).setFocus(Qt.FocusReason.OtherFocusReason)

    def gives_focus_to(self, widget: QWidget) -> None:
        """Who gets the focus when this is gone: what had it before may be gone as well."""
        self._focus_before = widget

    def first_focus(self) -> QWidget | None:
        """The control that starts with the focus."""
        return next((w for w in focusable(self._frame) if w is not self._close), None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window's size."""
        if watched is self._shade and event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def closeEvent(self, event: QCloseEvent) -> None:
        """The cross asks as Esc does."""
        event.ignore()
        self.reject()

    def _place(self) -> None:
        room = self._shade.rect().adjusted(EDGE, EDGE, -EDGE, -EDGE)
        wide, high = (min(want or most, most) for want, most in zip(self._wanted, _size(room), strict=True))
        if not self._wanted[1] and self._wanted[0]:
            high = min(high, max(self._frame.sizeHint().height(), self._frame.heightForWidth(wide)))
        middle = QRect(0, 0, wide, high)
        middle.moveCenter(room.center())
        self.setGeometry(middle)

    def _silence_what_is_below(self) -> None:
        """A key that both the window and the dialog know would do nothing at all."""
        for shortcut in self._window.findChildren(QShortcut):
            owner = shortcut.parent()
            inside = isinstance(owner, QWidget) and self._shade.isAncestorOf(owner)
            if shortcut.isEnabled() and not inside:
                shortcut.setEnabled(False)
                self._silenced.append(shortcut)

    def _go(self) -> None:
        for shortcut in self._silenced:
            if isValid(shortcut):
                shortcut.setEnabled(True)
        self._silenced.clear()
        self.setParent(None)
        self._shade.hide()
        self._shade.deleteLater()
        self.deleteLater()
        if self._focus_before is not None:
            give_focus_back(self._focus_before)

    def _lay_out(self, title: str, icon: str, subtitle: str) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._frame = DialogPanel()
        outer.addWidget(self._frame)
        column = QVBoxLayout(self._frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._header(title, icon, subtitle))
        self._middle = QVBoxLayout()
        column.addLayout(self._middle, 1)
        self.footer = Bar("footer")
        column.addWidget(self.footer)

    def _header(self, title: str, icon: str, subtitle: str) -> QWidget:
        bar = Bar("filter")
        if icon:
            bar.add(IconLabel(icon, "accent", icons.LARGE))
        bar.add(Label(title, "heading"))
        self._subtitle = ElidedLabel(subtitle, ink="2")
        bar.row.addWidget(self._subtitle, 1)
        self._close = IconButton(_("Close"), "x", self.reject, bare=True)
        bar.add(self._close)
        return bar


class Message(DialogFrame):
    """A few sentences and buttons. `pressed` is the place of the button pressed, -1 for Esc."""

    def __init__(
        self, window: QWidget, title: str, sentences: str, *, icon: str = "info", buttons: tuple[str, ...] = ()
    ) -> None:
        super().__init__(window, title, icon=icon, width=460)
        self.pressed = -1
        body = QWidget()
        self.column = QVBoxLayout(body)
        self.column.setContentsMargins(16, 14, 16, 16)
        self.words = Label(sentences, wraps=True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.column.addWidget(self.words)
        self.set_body(body, scrolls=False)
        self.buttons = [self._button(place, words) for place, words in enumerate(buttons or (_("Close"),))]
        self.add_buttons(*self.buttons)

    def first_focus(self) -> QWidget | None:
        """The safe button, which is the first."""
        return self.buttons[0]

    def _button(self, place: int, words: str) -> Button:
        return Button(words, lambda: self._press(place))

    def _press(self, place: int) -> None:
        self.pressed = place
        self.accept()


def is_over(window: QWidget) -> bool:
    """If a dialog lies over the window, so that the window's own keys must rest."""
    return any(shade.isVisible() for shade in window.window().findChildren(Shade))


def focusable(root: QWidget) -> list[QWidget]:
    """The widgets below `root` that Tab stops at, in Tab's order."""
    found: list[QWidget] = []
    widget = root.nextInFocusChain()
    while widget is not None and widget is not root:
        stops = widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
        if stops and widget.isEnabled() and widget.isVisibleTo(root) and root.isAncestorOf(widget):
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


def step_focus(root: QWidget, *, forward: bool) -> bool:
    """Move the focus to the next or last stop below `root`, round and round."""
    stops = [widget for widget in focusable(root) if widget.focusProxy() is None]
    if not stops:
        return False
    now = QApplication.focusWidget()
    place = stops.index(now) if now in stops else (-1 if forward else 0)
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    stops[(place + (1 if forward else -1)) % len(stops)].setFocus(reason)
    return True


def _size(rect: QRect) -> tuple[int, int]:
    return rect.width(), rect.height()


def give_focus_back(widget: QWidget) -> None:
    """The focus to where it was, if that is still there."""
    if isValid(widget) and widget.isVisible():
        widget.setFocus(Qt.FocusReason.OtherFocusReason)


def take_focus(widget: QWidget) -> None:
    """The focus to a widget of the window; while a dialog lies over it, when that is gone."""
    over = [each for each in widget.window().findChildren(DialogFrame) if each.isVisible()]
    if over:
        over[0].gives_focus_to(widget)
    else:
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
