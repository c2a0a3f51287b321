"""Painting an event on its way: dashed where it would go, with a label that says whether it fits."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from coordinator.ui.calendar.blocks import look_of
from coordinator.ui.calendar.ghosts import Fit, Ghost
from coordinator.ui.calendar.lines import broken, drawn_font, measure
from coordinator.ui.kit import icons, scale, tokens
from coordinator.wording import moments
from coordinator.wording.moments import Style

_EDGES = {
    Fit.UNKNOWN: "border.control",
    Fit.FITS: "focus",
    Fit.WARNS: "tone.part.ink",
    Fit.STOPS: "tone.open.ink",
    Fit.NOWHERE: "tone.open.ink",
}
_TONES = {Fit.FITS: "full", Fit.WARNS: "part", Fit.STOPS: "open", Fit.NOWHERE: "open"}
_ICONS = {
    Fit.FITS: "circle-check",
    Fit.WARNS: "triangle-alert",
    Fit.STOPS: "circle-alert",
    Fit.NOWHERE: "circle-alert",
}
_PAD = 6
_WIDEST = 216
_APART = 4
_RADIUS = 4.0


@dataclass(frozen=True, slots=True)
class GhostArt:
    """A ghost with its places: `blocks` and `left` in what scrolls, `bars` on the view itself."""

    ghost: Ghost
    time: str
    blocks: tuple[QRectF, ...] = ()
    bars: tuple[QRectF, ...] = ()

    @property
    def event_id(self) -> int | None:
        """The event that leaves its old place."""
        return None if self.ghost.is_home else self.ghost.line.event.id


def time_of(ghost: Ghost, style: Style) -> str:
    """What the label says of the time: the hours, or of whole days the day."""
    if ghost.fit is Fit.NOWHERE:
        return ""
    return moments.when(ghost.to, style) if ghost.to.all_day else moments.hours_of(ghost.to, style)


def paint_ghosts(painter: QPainter, ghost: Ghost, rects: Iterable[QRectF]) -> None:
    """The event dashed in these places, in the colours of its kind."""
    look = look_of(ghost.line)
    for rect in rects:
        veil = QColor(look.fill)
        veil.setAlpha(246)
        painter.setBrush(veil)
        painter.setPen(QPen(tokens.colour(_EDGES[ghost.fit]), 2.0, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
        _paint_title(painter, ghost.line.event.title, rect, look.ink)


def _paint_title(painter: QPainter, title: str, rect: QRectF, ink: QColor) -> None:
    high = measure("small-strong").height() - 1
    width = rect.width() - 2 * scale.px(_PAD)
    most = max(1, int((rect.height() - 4) / high))
    painter.setFont(drawn_font("small-strong"))
    painter.setPen(ink)
    top = rect.y() + (scale.px(3) if rect.height() > scale.px(24) else max(0.0, (rect.height() - high) / 2))
    for number, words in enumerate(broken(title, "small-strong", lambda _line: width, most)):
        line = QRectF(rect.x() + scale.px(_PAD), top + number * high, width + 2, high)
        painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter), words)


def paint_label(painter: QPainter, art: GhostArt, beside: QRectF, room: QRectF) -> None:
    """Time and answer below the ghost, or above where there is no room; never outside the view."""
    words, time = art.ghost.words(), art.time
    if not words and not time:
        return
    tone = _TONES.get(art.ghost.fit, "none")
    lead = scale.px(icons.SMALL) + 5 if words else 0
    inner = scale.px(_WIDEST) - 2 * scale.px(_PAD)
    lines = broken(words, "small", lambda _line: inner - lead, 3)
    wide = max([lead + measure("small").horizontalAdvance(line) for line in lines], default=0.0)
    wide = max(wide, measure("small-strong").horizontalAdvance(time)) + 2 * scale.px(_PAD) + 1
    row = measure("small").height()
    high = row * (len(lines) + bool(time)) + scale.px(_PAD)
    rect = _label_rect(beside, wide, high, room)
    painter.setBrush(tokens.colour(f"tone.{tone}.fill"))
    painter.setPen(QPen(tokens.colour(_EDGES[art.ghost.fit]), 1))
    painter.drawRoundedRect(rect, _RADIUS, _RADIUS)
    at = QPointF(rect.x() + scale.px(_PAD), rect.y() + scale.px(_PAD) / 2)
    if time:
        _write(painter, at, time, "small-strong", "ink.1")
        at += QPointF(0, row)
    if lines:
        icons.paint(painter, _ICONS[art.ghost.fit], _icon_rect(at, row), f"tone.{tone}.ink")
    for line in lines:
        _write(painter, at + QPointF(lead, 0), line, "small", f"tone.{tone}.ink")
        at += QPointF(0, row)


def _icon_rect(at: QPointF, row: float) -> QRectF:
    side = scale.px(icons.SMALL)
    return QRectF(at.x(), at.y() + (row - side) / 2, side, side)


def _label_rect(beside: QRectF, wide: float, high: float, room: QRectF) -> QRectF:
    x = max(room.left() + 2, min(beside.left(), room.right() - wide - 2))
    y = beside.bottom() + _APART
    if y + high > room.bottom():
        y = beside.top() - high - _APART
    return QRectF(round(x), round(max(room.top() + 2, min(y, room.bottom() - high - 2))), round(wide), round(high))


def _write(painter: QPainter, at: QPointF, words: str, look: str, ink: str) -> None:
    painter.setFont(drawn_font(look))
    painter.setPen(tokens.colour(ink))
    painter.drawText(QPointF(at.x(), at.y() + measure(look).ascent()), words)
