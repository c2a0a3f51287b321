"""Painting one event of the month: words are cut and laid out once per size, and then only put down."""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QStaticText

from coordinator.domain.events import EventKind
from coordinator.ui.calendar.blocks import LEFT_BEHIND, left_look, look_of
from coordinator.ui.calendar.lines import advance, drawn_font, elided, measure, static
from coordinator.ui.calendar.month_layout import Strip
from coordinator.ui.kit import boxes, icons, scale
from coordinator.ui.models.eventwords import fill_of, is_cancelled
from coordinator.wording import moments
from coordinator.wording.moments import Style

_RADIUS = 4.0
_PAD = 5
_TIME = "caption"
_TITLE = "small-strong"
_LEAST = 32  # of a title: before less of it is left, the time goes
_WIDE = 140  # of a strip, from which on the time is written in full


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of text ready to be painted."""

    at: QPointF
    text: QStaticText
    look: str


@dataclass(frozen=True, slots=True)
class StripArt:
    """An event ready to be painted at its place."""

    strip: Strip
    rect: QRectF
    icon_at: QPointF | None
    words: tuple[Words, ...]
    title_width: float


def strip_art(strip: Strip, rect: QRectF, style: Style) -> StripArt:
    """Icon, time and title from the left; the figure at the right when there is something to fill."""
    left, right = rect.x() + scale.px(_PAD), rect.right() - scale.px(3)
    side = scale.px(icons.SMALL)
    icon_at = None
    if strip.at is not None or strip.line.event.kind is not EventKind.OTHER:
        icon_at = QPointF(left, rect.center().y() - side / 2)
        left += side + scale.px(3)
    words: list[Words] = []
    figure = _figure(strip)
    if figure:
        right -= advance(figure, _TITLE)
        words.append(_words(figure, _TITLE, right, rect))
        right -= scale.px(3)
    whole = " ".join(strip.line.event.title.split())
    time = _time(strip, rect, style)
    after = left + advance(time, _TIME) + scale.px(3)
    if time and right - after >= min(scale.px(_LEAST), advance(whole, _TITLE)):
        words.append(_words(time, _TIME, left, rect))
        left = after
    title = elided(whole, _TITLE, max(0.0, right - left))
    words.append(_words(title, _TITLE, left, rect))
    return StripArt(strip, rect, icon_at, tuple(words), advance(title, _TITLE))


def paint_strip(painter: QPainter, art: StripArt, *, ratio: float = 1.0, leaving: bool = False) -> None:
    """Put the event down; the place that it is about to leave is faint, dashed, struck out."""
    look = left_look(art.strip.line) if leaving else look_of(art.strip.line)
    painter.setOpacity(LEFT_BEHIND if leaving else 1.0)
    painter.setBrush(look.fill)
    painter.setPen(look.pen)
    painter.drawRoundedRect(art.rect, _RADIUS, _RADIUS)
    painter.setPen(look.ink)
    for words in art.words:
        painter.setFont(drawn_font(words.look))
        painter.drawStaticText(words.at, words.text)
    if look.struck:
        at, y = art.words[-1].at.x(), art.rect.center().y() + 0.5
        painter.drawLine(QPointF(at, y), QPointF(at + art.title_width, y))
    if art.icon_at is not None:
        painter.drawPixmap(art.icon_at, icons.pixmap(look.icon, look.ink_name, icons.SMALL, ratio))
    painter.setOpacity(1.0)


def _figure(strip: Strip) -> str:
    """Only what is still to fill is said here; the inspector says the rest."""
    line = strip.line
    return boxes.number(fill_of(line)) if line.openings and not is_cancelled(line) else ""


def _time(strip: Strip, rect: QRectF, style: Style) -> str:
    if strip.at is None:
        return ""
    write = moments.clock_time if rect.width() >= scale.px(_WIDE) else moments.short_time
    return write(strip.at, style)


def _words(words: str, look: str, left: float, rect: QRectF) -> Words:
    y = rect.center().y() - measure(look).height() / 2
    return Words(QPointF(left, y), _prepared(words, look, scale.factor()), look)


@lru_cache(maxsize=2_000)
def _prepared(words: str, look: str, _factor: float) -> QStaticText:
    """Times, figures and the titles of what is held every week come again and again."""
    made = static(words)
    made.prepare(font=drawn_font(look))
    return made


ALIGNED = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextDontClip)
