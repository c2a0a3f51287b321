"""Small marks: status chips, keys, kinds of event."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from coordinator.domain.directions import directions_shown
from coordinator.ui.kit import fonts, icons, scale, tokens
from coordinator.ui.kit.text import Label, set_hint, set_property
from coordinator.ui.kit.tokens import KIND_ICONS, TONE_ICONS, Tone


class IconLabel(QLabel):
    """An icon by itself. It follows the theme. Without a name screen readers pass over it."""

    def __init__(
        self,
        name: str,
        token: str = "ink.2",
        size: int = icons.MEDIUM,
        *,
        says: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self._token, self._size = name, token, size
        self.setFixedSize(scale.px(size), scale.px(size))
        self.setAccessibleName(says)
        set_hint(self, says)

    def set_icon(self, name: str, token: str) -> None:
        """Show another icon."""
        self._name, self._token = name, token
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon in the colour of the theme in use."""
        if self._name:
            icons.paint(QPainter(self), self._name, self.rect(), self._token)


class Chip(QFrame):
    """A status in a tinted box: icon and word."""

    def __init__(self, words: str, tone: Tone = Tone.NONE, *, icon: str | None = None, parent: QWidget | None = None):
        super().__init__(parent)
        self.setProperty("tone", str(tone))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(scale.px(20))
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 7, 0)
        row.setSpacing(4)
        self._icon = IconLabel("", size=icons.SMALL)
        self._words = Label(words, "small-strong", ink=str(tone))
        row.addWidget(self._icon)
        row.addWidget(self._words)
        self._show_icon(tone, icon)

    def set_status(self, words: str, tone: Tone, *, icon: str | None = None) -> None:
        """Say another status."""
        self._words.setText(words)
        set_property(self, "tone", str(tone))
        self._words.set_ink(str(tone))
        self._show_icon(tone, icon)

    def words(self) -> str:
        """The status in words."""
        return self._words.text()

    def _show_icon(self, tone: Tone, icon: str | None) -> None:
        name = TONE_ICONS[tone] if icon is None else icon
        self._icon.set_icon(name, f"tone.{tone}.ink")
        self._icon.setVisible(bool(name))
        self.setAccessibleName(self._words.text())


class KeyHint(QFrame):
    """A key in a small box, as on the keyboard."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(scale.px(17))
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 4, 0)
        self.label = Label(key, "caption", ink="2")
        row.addWidget(self.label, alignment=Qt.AlignmentFlag.AlignCenter)


class KindBadge(QWidget):
    """The icon of a kind of event on its tint."""

    def __init__(self, kind: str, *, says: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self.setFixedSize(self.sizeHint())
        self.setAccessibleName(says)
        set_hint(self, says)

    def set_kind(self, kind: str, *, says: str = "") -> None:
        """Show another kind."""
        self._kind = kind
        self.setAccessibleName(says)
        self.update()

    def sizeHint(self) -> QSize:
        """20 design pixels."""
        return QSize(scale.px(20), scale.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw tint and icon."""
        paint_kind_badge(QPainter(self), QRectF(self.rect()), self._kind)


def paint_kind_badge(painter: QPainter, rect: QRectF, kind: str) -> None:
    """Draw the icon of a kind on its tint, for delegates."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_tint(painter, rect, f"kind.{kind}.fill", f"kind.{kind}.edge")
    inset = rect.width() * 0.19
    icons.paint(painter, KIND_ICONS[kind], rect.adjusted(inset, inset, -inset, -inset), f"kind.{kind}.ink")
    painter.restore()


def _paint_tint(painter: QPainter, box: QRectF, fill: str, edge: str) -> None:
    """The tinted ground; in high contrast, which has no tints, a box with an edge."""
    painter.setBrush(tokens.colour(fill))
    if tokens.current().strong:
        painter.setPen(tokens.colour(edge))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(box, 4, 4)


def paint_chip(painter: QPainter, left: QRectF, words: str, tone: Tone, *, icon: str | None = None) -> float:
    """Draw a chip at the left end of the rectangle, centred in its height; gives back its width. For delegates."""
    measure, words = fonts.metrics("small-strong"), directions_shown(words)
    name = TONE_ICONS[tone] if icon is None else icon
    lead = scale.px(icons.SMALL) + 4 if name else 0
    width = min(left.width(), lead + measure.horizontalAdvance(words) + 13.0)
    box = QRectF(left.x(), left.center().y() - scale.px(20) / 2, width, scale.px(20))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_tint(painter, box, f"tone.{tone}.fill", f"tone.{tone}.ink")
    if name:
        side = scale.px(icons.SMALL)
        icons.paint(painter, name, QRectF(box.x() + 6, box.center().y() - side / 2, side, side), f"tone.{tone}.ink")
    painter.setFont(fonts.font("small-strong"))
    painter.setPen(tokens.colour(f"tone.{tone}.ink"))
    room = box.adjusted(6 + lead, 0, -5, 0)
    shown = measure.elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()) + 1)
    painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
    painter.restore()
    return width
