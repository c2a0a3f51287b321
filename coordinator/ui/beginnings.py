"""The three ways to start, as cards of which one is chosen."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from coordinator.runtime.i18n import _, ngettext
from coordinator.ui.kit import icons, ring, scale, tokens
from coordinator.ui.kit.chips import IconLabel
from coordinator.ui.kit.text import Label
from coordinator.ui.startwish import Beginning
from coordinator.usecases.sample import sample_counts

RIM = 3  # room for the focus ring around a card


@dataclass(frozen=True, slots=True)
class CardWords:
    """What stands on one card."""

    beginning: Beginning
    icon: str
    title: str
    sentence: str
    points: tuple[str, ...]


def card_words(today: date) -> tuple[CardWords, ...]:
    """The cards in the language in use; the sample is made around today."""
    return (
        CardWords(
            Beginning.SAMPLE,
            "map",
            _("Look around first"),
            _("A made-up precinct with three busy months, to try everything on."),
            (_sample_size(today), _("Kept in a file of its own"), _("Leave it any time, in Settings")),
        ),
        CardWords(
            Beginning.LISTS,
            "file-up",
            _("Bring your lists"),
            _("People, venues and events from files that you already have."),
            (
                _("You see every row before it goes in"),
                _("Likely duplicates wait for your choice"),
                _("One Undo takes an import back"),
            ),
        ),
        CardWords(
            Beginning.EMPTY,
            "calendar-plus",
            _("Start empty"),
            _("A clean calendar. Make the first event or person by hand."),
            (_("Usual kinds and roles are ready"), _("Lists can be brought in later"), _("Good for a small unit")),
        ),
    )


class _Card(QWidget):
    def __init__(self, words: CardWords, cards: "BeginningCards") -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.radio = QRadioButton()
        self.radio.setProperty(ring.NO_RING, True)
        self.radio.setAccessibleName(words.title)
        self.radio.setAccessibleDescription(" ".join((words.sentence, *words.points)))
        self.radio.toggled.connect(lambda _on: self.update())
        self.radio.toggled.connect(lambda on: cards.chosen.emit(words.beginning) if on else None)
        self.radio.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(17, 13, 17, 16)
        column.setSpacing(8)
        column.addLayout(self._head(words))
        column.addWidget(Label(words.sentence, wraps=True))
        for point in words.points:
            column.addLayout(_point(point))
        column.addStretch()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.radio.setFocus(Qt.FocusReason.MouseFocusReason)
        self.radio.setChecked(True)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.radio.isChecked()
        painter.setBrush(tokens.colour("surface.hover" if on or self.underMouse() else "surface.panel"))
        width = 2 if on else 1
        painter.setPen(QPen(tokens.colour("focus" if on else "border.control"), width))
        inset = RIM + width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 6, 6)
        if self.radio.hasFocus():
            ring.paint_ring(painter, self.rect(), 9)

    def _head(self, words: CardWords) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.radio)
        row.addWidget(IconLabel(words.icon, "accent", icons.LARGE))
        row.addWidget(Label(words.title, "heading"), 1)
        return row


class BeginningCards(QWidget):
    """Alt+1, 2, 3 and the arrow keys choose; `chosen` carries the `Beginning`."""

    chosen = Signal(object)

    def __init__(self, beginning: Beginning, *, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = card_words(today)
        self.order = tuple(card.beginning for card in words)
        self._cards = {card.beginning: _Card(card, self) for card in words}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for card in self._cards.values():
            row.addWidget(card, 1)
        self._cards[beginning].radio.setChecked(True)
        self._join()

    def choose(self, beginning: Beginning) -> None:
        """As a click on the card."""
        self._cards[beginning].radio.setChecked(True)
        self._cards[beginning].radio.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        """None of them: something that is there already is opened."""
        self._group.setExclusive(False)
        for card in self._cards.values():
            card.radio.setChecked(False)
        self._group.setExclusive(True)

    def radio(self, beginning: Beginning) -> QRadioButton:
        """The button of one card."""
        return self._cards[beginning].radio

    def sizeHint(self) -> QSize:
        """As high as the drawing."""
        return super().sizeHint().expandedTo(QSize(0, scale.px(168)))

    def _join(self) -> None:
        """Buttons of one group need not have one parent."""
        self._group = QButtonGroup(self)
        for card in self._cards.values():
            self._group.addButton(card.radio)


def _point(words: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(IconLabel("check", "ink.2", icons.SMALL), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Label(words, "small", ink="2", wraps=True), 1)
    return row


def _sample_size(today: date) -> str:
    counts = sample_counts(today)
    return ", ".join(
        (
            ngettext("{n} person", "{n} people", counts.people).format(n=counts.people),
            ngettext("{n} venue", "{n} venues", counts.venues).format(n=counts.venues),
            ngettext("{n} event", "{n} events", counts.events).format(n=counts.events),
        )
    )
