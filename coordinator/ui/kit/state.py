"""An empty or unreachable page: an icon, what, why, and at most three ways on."""

from collections.abc import Iterable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from coordinator.domain.directions import directions_shown
from coordinator.ui.kit import icons, scale, tokens
from coordinator.ui.kit.buttons import Button, LinkButton
from coordinator.ui.kit.flow import FlowLayout
from coordinator.ui.kit.text import Label
from coordinator.ui.kit.tokens import Tone

_DISC = 52
_WIDEST = 380
_ABOVE_BUTTONS = 3  # what stands there: icon, heading, sentence
_STACKED = 280


class _Disc(QWidget):
    def __init__(self, icon: str, tone: Tone, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._tone = icon, tone
        self.setFixedSize(scale.px(_DISC), scale.px(_DISC))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour(f"tone.{self._tone}.fill"))
        painter.drawEllipse(self.rect())
        side = scale.px(24)
        middle = QRectF(self.rect()).center()
        rect = QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
        icons.paint(painter, self._icon, rect, f"tone.{self._tone}.ink")


class StatePanel(QWidget):
    """Icon, heading, sentence, up to three buttons and a line of hint or links below, in the middle of its room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 16, 16, 16)
        self._body = QWidget()
        self._body.setMaximumWidth(scale.px(_WIDEST))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._body, 100)
        row.addStretch(1)
        outer.addStretch(2)
        outer.addLayout(row)
        outer.addStretch(3)
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(9)

    def say(
        self,
        heading: str,
        sentence: str = "",
        *,
        icon: str = "info",
        tone: Tone = Tone.NONE,
        buttons: Iterable[Button] = (),
        below: str = "",
        links: Iterable[LinkButton] = (),
        stacked: bool = False,
    ) -> None:
        """Show this state instead of the last one; `stacked` puts the buttons below one another, all equally wide."""
        self._clear()
        self._column.addWidget(_Disc(icon, tone), alignment=Qt.AlignmentFlag.AlignHCenter)
        self._column.addWidget(_centred(heading, "heading", ink="1"))
        if sentence:
            self._column.addWidget(_centred(sentence, "body", ink="2"))
        self._column.addSpacing(6)
        (self._stack if stacked else self._add_flow)(tuple(buttons))
        self._below = _centred(below, "small", ink="2")
        self._column.addWidget(self._below)
        self._below.setVisible(bool(below))  # only now: without a parent it would flash as a window of its own
        self._add_flow(tuple(links))
        self.setAccessibleName(directions_shown(" ".join(part for part in (heading, sentence) if part)))

    def put_in(self, field: QWidget) -> None:
        """What is to be filled in before a button is pressed: between the sentence and the buttons."""
        self._column.insertWidget(_ABOVE_BUTTONS, field)
        self._column.insertSpacing(_ABOVE_BUTTONS, 6)

    def set_below(self, words: str) -> None:
        """Other words below the buttons; nothing else moves."""
        self._below.setText(words)

    def _add_flow(self, widgets: tuple[QWidget, ...]) -> None:
        if not widgets:
            return
        holder = QWidget()
        flow = FlowLayout(holder, across=8, down=8, centred=True)
        for widget in widgets:
            flow.addWidget(widget)
        policy = holder.sizePolicy()
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        self._column.addWidget(holder)

    def _stack(self, buttons: tuple[QWidget, ...]) -> None:
        for button in buttons:
            button.setMinimumWidth(scale.px(_STACKED))
            self._column.addWidget(button, alignment=Qt.AlignmentFlag.AlignHCenter)

    def _clear(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


def _centred(words: str, look: str, *, ink: str) -> Label:
    label = Label(words, look, ink=ink, wraps=True)
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    return label
