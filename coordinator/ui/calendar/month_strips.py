"""Painting one event of the month: words are cut and laid out once per size, and then only put down."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QStaticText

from coordinator.domain.events import EventKind
from coordinator.ui.calendar.blocks import LEFT_BEHIND, Look, left_look, look_of, paint_hourglass, waiting_look
from coordinator.ui.calendar.lines import advance, drawn_font, elided, measure, static
from coordinator.ui.calendar.month_layout import Strip
from coordinator.ui.kit import boxes, icons, scale
from coordinator.ui.kit.waiting import waits
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
    """A piece of text ready to be painted, and where from the left edge and the middle of its strip."""

    left: float
    top: float
    text: QStaticText
    look: str


@dataclass(frozen=True, slots=True)
class Cut:
    """What is written on a strip, cut to its width. `icon` is where the picture of its kind stands, None without one;
    the title is the last of the words."""

    icon: float | None
    words: tuple[Words, ...]
    title_width: float


@dataclass(frozen=True, slots=True)
class StripArt:
    """An event ready to be painted at its place."""

    strip: Strip
    rect: QRectF
    cut: Cut


def strip_art(strip: Strip, rect: QRectF, style: Style) -> StripArt:
    """Icon, time and title from the left; the figure at the right when there is something to fill."""
    event = strip.line.event
    pictured = strip.at is not None or event.kind is not EventKind.OTHER
    return StripArt(
        strip,
        rect,
        _cut(
            event.title,
            _time(strip, rect, style),
            _figure(strip),
            width=rect.width(),
            pictured=pictured,
            _factor=scale.factor(),
        ),
    )


@lru_cache(maxsize=2_000)
def _cut(title: str, time: str, figure: str, *, width: float, pictured: bool, _factor: float) -> Cut:
    """What is held every week comes again and again, with the same words on days of the same width."""
    left, right = float(scale.px(_PAD)), width - scale.px(3)
    icon = left if pictured else None
    if pictured:
        left += scale.px(icons.SMALL) + scale.px(3)
    words: list[Words] = []
    if figure:
        right -= advance(figure, _TITLE)
        words.append(_words(figure, _TITLE, right))
        right -= scale.px(3)
    whole = " ".join(title.split())
    after = left + advance(time, _TIME) + scale.px(3)
    if time and right - after >= min(scale.px(_LEAST), advance(whole, _TITLE)):
        words.append(_words(time, _TIME, left))
        left = after
    shown = elided(whole, _TITLE, max(0.0, right - left))
    words.append(_words(shown, _TITLE, left))
    return Cut(icon, tuple(words), advance(shown, _TITLE))


def paint_strips(painter: QPainter, arts: Iterable[StripArt], *, ratio: float = 1.0) -> None:
    """Put the events down, those of one look together and their words font by font: a painter takes as long to change
    pen, brush or font as to draw."""
    looks: dict[Look, list[StripArt]] = {}
    for art in arts:
        if waits("event", art.strip.line.event.id):
            _paint_waiting(painter, art, ratio)
        else:
            looks.setdefault(look_of(art.strip.line), []).append(art)
    for look, alike in looks.items():
        _paint_alike(painter, alike, look, ratio)


def _paint_waiting(painter: QPainter, art: StripArt, ratio: float) -> None:
    """A change of this event waits to be saved."""
    look = waiting_look(art.strip.line)
    _paint_alike(painter, [art], look, ratio)
    paint_hourglass(painter, art.rect, look, ratio)


def paint_left_strip(painter: QPainter, art: StripArt, *, ratio: float = 1.0) -> None:
    """The place that an event is about to leave is faint, dashed, struck out."""
    painter.setOpacity(LEFT_BEHIND)
    _paint_alike(painter, [art], left_look(art.strip.line), ratio)
    painter.setOpacity(1.0)


def _paint_alike(painter: QPainter, arts: Sequence[StripArt], look: Look, ratio: float) -> None:
    painter.setBrush(look.fill)
    painter.setPen(look.pen)
    for art in arts:
        painter.drawRoundedRect(art.rect, _RADIUS, _RADIUS)
    painter.setPen(look.ink)
    for font in (_TIME, _TITLE):
        painter.setFont(drawn_font(font))
        for art in arts:
            _write(painter, art, font)
    picture, half = icons.pixmap(look.icon, look.ink_name, icons.SMALL, ratio), scale.px(icons.SMALL) / 2
    for art in arts:
        if look.struck:
            _strike(painter, art)
        if art.cut.icon is not None:
            painter.drawPixmap(QPointF(art.rect.x() + art.cut.icon, art.rect.center().y() - half), picture)


def _write(painter: QPainter, art: StripArt, font: str) -> None:
    x, middle = art.rect.x(), art.rect.center().y()
    for words in art.cut.words:
        if words.look == font:
            painter.drawStaticText(QPointF(x + words.left, middle + words.top), words.text)


def _strike(painter: QPainter, art: StripArt) -> None:
    at, y = art.rect.x() + art.cut.words[-1].left, art.rect.center().y() + 0.5
    painter.drawLine(QPointF(at, y), QPointF(at + art.cut.title_width, y))


def put_down(painter: QPainter, rect: QRectF, words: str, look: str) -> None:
    """Words that come in every month, such as the numbers of the days: at the left, in the middle of the height, with
    the font and the pen of the painter, of which the font is that of the look."""
    at = QPointF(rect.x(), rect.center().y() - measure(look).height() / 2)
    painter.drawStaticText(at, _prepared(words, look, scale.factor()))


def _figure(strip: Strip) -> str:
    """Only what is still to fill is said here; the inspector says the rest."""
    line = strip.line
    return boxes.number(fill_of(line)) if line.openings and not is_cancelled(line) else ""


def _time(strip: Strip, rect: QRectF, style: Style) -> str:
    if strip.at is None:
        return ""
    write = moments.clock_time if rect.width() >= scale.px(_WIDE) else moments.short_time
    return write(strip.at, style)


def _words(words: str, look: str, left: float) -> Words:
    return Words(left, -measure(look).height() / 2, _prepared(words, look, scale.factor()), look)


@lru_cache(maxsize=2_000)
def _prepared(words: str, look: str, _factor: float) -> QStaticText:
    """Times, figures and the titles of what is held every week come again and again."""
    made = static(words)
    made.prepare(font=drawn_font(look))
    return made


ALIGNED = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextDontClip)
