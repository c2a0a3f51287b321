"""Words on the window. What people typed is always plain text: no label or hint of the kit reads markup."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from coordinator.domain.directions import directions_shown


class Label(QLabel):
    """Plain words in one of the looks of `fonts.LOOKS`; `ink` is "1", "2", "3" or a tone."""

    def __init__(
        self, words: str = "", look: str = "body", *, ink: str = "1", wraps: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("look", look)
        self.setProperty("ink", ink)
        self.setWordWrap(wraps)
        self.setText(words)

    def setText(self, words: str) -> None:
        """Show other words; signs that turn the direction of writing around show as codes."""
        super().setText(directions_shown(words))

    def set_ink(self, ink: str) -> None:
        """Change the colour of the words."""
        if self.property("ink") != ink:
            set_property(self, "ink", ink)


class ElidedLabel(Label):
    """One line that ends in "…" when it is too long; then the whole stands in the hint."""

    def __init__(self, words: str = "", look: str = "body", *, ink: str = "1", parent: QWidget | None = None) -> None:
        super().__init__(words, look, ink=ink, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def setText(self, words: str) -> None:
        """Show other words."""
        super().setText(" ".join(words.split()))
        self._hint()

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters."""
        few = self.fontMetrics().horizontalAdvance("Mmm…")
        whole = super().minimumSizeHint()
        return QSize(min(few, whole.width()), whole.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The hint follows the width."""
        super().resizeEvent(event)
        self._hint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as much as fits."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), self._shown())

    def is_cut(self) -> bool:
        """If some of the words do not fit."""
        return self.fontMetrics().horizontalAdvance(self.text()) > self.contentsRect().width()

    def _shown(self) -> str:
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width())

    def _hint(self) -> None:
        set_hint(self, self.text() if self.is_cut() else "")


def plain_hint(words: str) -> str:
    """A tool tip that shows the words literally: Qt reads markup into anything that looks like it."""
    return f"<span style='white-space:pre-wrap'>{_escaped(directions_shown(words))}</span>" if words else ""


def set_hint(widget: QWidget, words: str) -> None:
    """Give the widget a tool tip of plain words."""
    widget.setToolTip(plain_hint(words))


def _escaped(words: str) -> str:
    """As `html.escape`, whose module loads a table of 2,000 names with it."""
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        words = words.replace(sign, entity)
    return words


def without_mnemonic(words: str) -> str:
    """Words of people as text of a button, tab or menu: an "&" stays one and underlines nothing, no sign turns them."""
    return directions_shown(words).replace("&", "&&")


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet asks for, and draw anew."""
    widget.setProperty(name, value)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()
