"""Painting the week: days, whole days, hours, blocks, the time now. Knows nothing of keys and mouse."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from coordinator.runtime.i18n import _, pgettext
from coordinator.ui.calendar.blocks import (
    LEFT_BEHIND,
    BlockArt,
    paint_bar,
    paint_block,
    paint_left_place,
    paint_outline,
)
from coordinator.ui.calendar.geometry import MOST_LANES, Geometry
from coordinator.ui.calendar.ghost_paint import GhostArt, paint_ghosts, paint_label
from coordinator.ui.calendar.layout import SHORTEST, Bar, More, WeekLayout
from coordinator.ui.calendar.lines import drawn_font, measure
from coordinator.ui.kit import scale, tokens
from coordinator.wording import moments
from coordinator.wording.moments import Style

_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_AXIS = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip)


@dataclass(frozen=True, slots=True)
class Marks:
    """What lies over the events: outlines, a stretch being drawn, an event on its way."""

    outlined: frozenset[int] = frozenset()
    slot: QRectF | None = None
    draft: QRectF | None = None
    draft_words: str = ""
    ghost: GhostArt | None = None

    @property
    def leaving(self) -> int | None:
        """The event that leaves its place."""
        return None if self.ghost is None else self.ghost.event_id


@dataclass(frozen=True, slots=True)
class Scene:
    """All that is painted."""

    layout: WeekLayout
    geometry: Geometry
    arts: Callable[[int], BlockArt]
    marks: Marks
    style: Style
    now: datetime
    scrolled: int
    ratio: float


def paint_week(painter: QPainter, scene: Scene, exposed: QRectF) -> None:
    """Draw what is exposed."""
    g = scene.geometry
    painter.fillRect(exposed, tokens.colour("surface.panel"))
    painter.save()
    painter.setClipRect(QRectF(0, g.top, g.width, g.height - g.top))
    painter.translate(0, g.top - scene.scrolled)
    _paint_grid(painter, scene)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_blocks(painter, scene)
    _paint_marks(painter, scene)
    _paint_now(painter, scene)
    painter.restore()
    _paint_head(painter, scene)
    if scene.marks.ghost is not None:
        _paint_ghost(painter, scene, scene.marks.ghost)


def hours_shown(scene: Scene) -> range:
    """The hours that are at least partly in sight."""
    g = scene.geometry
    first = int(g.minutes_at(scene.scrolled) // 60)
    last = int(g.minutes_at(scene.scrolled + g.height - g.top) // 60)
    return range(first, min(24, last + 1) + 1)


def _today_column(scene: Scene) -> int:
    days = (scene.now.date() - scene.layout.first).days
    return days if 0 <= days < scene.layout.days else -1


def _paint_grid(painter: QPainter, scene: Scene) -> None:
    g = scene.geometry
    top, bottom = scene.scrolled, scene.scrolled + g.height - g.top
    today = _today_column(scene)
    if today >= 0:
        left = g.left_of(today)
        painter.fillRect(QRectF(left, top, g.left_of(today + 1) - left, bottom - top), tokens.colour("surface.hover"))
    painter.setPen(QPen(tokens.colour("border.line"), 1))
    for hour in hours_shown(scene):
        y = round(g.y_of(hour * 60))
        if y - top > 1:
            painter.drawLine(g.axis, y, g.width, y)
    for column in range(scene.layout.days):
        x = round(g.left_of(column))
        painter.drawLine(x, top, x, bottom)
    _paint_hours(painter, scene)


def _paint_hours(painter: QPainter, scene: Scene) -> None:
    g = scene.geometry
    painter.setFont(drawn_font("caption"))
    painter.setPen(tokens.colour("ink.2"))
    high = scale.px(14)
    for hour in hours_shown(scene):
        y = max(g.y_of(hour * 60) - high / 2, float(scene.scrolled))
        seen = g.y_of(hour * 60) >= scene.scrolled - 1
        if seen and hour < 24 and not _is_under_now(scene, y + high / 2):
            words = moments.hour_label(hour, scene.style)
            painter.drawText(QRectF(0, y, g.axis - scale.px(5), high), _AXIS, words)


def _is_under_now(scene: Scene, y: float) -> bool:
    """If the label of the time now would lie over this one."""
    now = scene.geometry.y_of(scene.now.hour * 60 + scene.now.minute)
    return _today_column(scene) >= 0 and abs(now - y) < scale.px(14)


def _paint_blocks(painter: QPainter, scene: Scene) -> None:
    g = scene.geometry
    sight = QRectF(0, scene.scrolled, g.width, g.height)
    first, last = g.minutes_at(scene.scrolled) - SHORTEST, g.minutes_at(scene.scrolled + g.height)
    for place, block in enumerate(scene.layout.blocks):
        if block.starts < last and block.ends > first:
            if block.line.event.id == scene.marks.leaving:
                paint_left_place(painter, scene.arts(place))
            else:
                paint_block(painter, scene.arts(place), ratio=scene.ratio)
    for more in scene.layout.mores:
        rect = g.more_rect(more)
        if rect.intersects(sight):
            _paint_more(painter, rect, more)
    _paint_outlines(painter, scene)


def _paint_outlines(painter: QPainter, scene: Scene) -> None:
    outlined = scene.marks.outlined
    if not outlined:
        return
    for place, block in enumerate(scene.layout.blocks):
        if block.line.event.id in outlined and block.line.event.id != scene.marks.leaving:
            paint_outline(painter, scene.arts(place).rect.adjusted(-0.5, -0.5, 0.5, 0.5))
    for more in scene.layout.mores:
        if any(line.event.id in outlined for line in more.lines):
            paint_outline(painter, scene.geometry.more_rect(more))


def _paint_more(painter: QPainter, rect: QRectF, more: More) -> None:
    painter.setBrush(tokens.colour("surface.sunken"))
    painter.setPen(QPen(tokens.colour("border.control"), 1))
    painter.drawRoundedRect(rect, 4, 4)
    painter.setFont(drawn_font("tiny"))
    painter.setPen(tokens.colour("ink.1"))
    painter.drawText(rect, _CENTRE | int(Qt.TextFlag.TextDontClip), f"+{len(more.lines)}")


def _paint_marks(painter: QPainter, scene: Scene) -> None:
    marks = scene.marks
    if marks.slot is not None:
        paint_outline(painter, marks.slot.adjusted(1, 1, -1, -1))
    if marks.draft is not None:
        _paint_draft(painter, marks.draft, marks.draft_words)


def _paint_draft(painter: QPainter, rect: QRectF, words: str) -> None:
    veil = QColor(tokens.colour("surface.selected"))
    veil.setAlpha(200)
    painter.fillRect(rect, veil)
    paint_outline(painter, rect.adjusted(1, 1, -1, -1), dashed=True)
    painter.setFont(drawn_font("small-strong"))
    painter.setPen(tokens.colour("ink.1"))
    wrapped = int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap)
    painter.drawText(rect.adjusted(6, 3, -4, -2), wrapped, words)


def _paint_ghost(painter: QPainter, scene: Scene, art: GhostArt) -> None:
    """Over everything else, the days' heads too: its label may stand where there is room."""
    g = scene.geometry
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    blocks = [rect.translated(0, g.top - scene.scrolled) for rect in art.blocks]
    painter.save()
    painter.setClipRect(QRectF(g.axis, g.top, g.width - g.axis, g.height - g.top))
    paint_ghosts(painter, art.ghost, blocks)
    painter.restore()
    paint_ghosts(painter, art.ghost, art.bars)
    beside = next(iter((*art.bars, *blocks)), None)
    if beside is not None:
        paint_label(painter, art, beside, QRectF(g.axis, g.head, g.width - g.axis, g.height - g.head))
    painter.restore()


def _paint_now(painter: QPainter, scene: Scene) -> None:
    today = _today_column(scene)
    if today < 0:
        return
    g = scene.geometry
    y = round(g.y_of(scene.now.hour * 60 + scene.now.minute)) + 0.5
    red = tokens.colour("tone.open.ink")
    left = g.left_of(today)
    painter.setPen(QPen(red, 2))
    painter.drawLine(QPointF(left, y), QPointF(g.left_of(today + 1), y))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(red)
    painter.drawEllipse(QPointF(left - 1, y), 4, 4)
    label = QRectF(1, y - scale.px(15) / 2, scale.px(46), scale.px(15))
    painter.drawRoundedRect(label, 3, 3)
    painter.setFont(drawn_font("tiny"))
    painter.setPen(tokens.colour("surface.panel"))
    painter.drawText(label, _CENTRE | int(Qt.TextFlag.TextDontClip), moments.clock_time(scene.now, scene.style))


def _paint_head(painter: QPainter, scene: Scene) -> None:
    g = scene.geometry
    painter.fillRect(QRectF(0, 0, g.width, g.head), tokens.colour("surface.sunken"))
    today = _today_column(scene)
    if today >= 0:
        left = g.left_of(today)
        painter.fillRect(QRectF(left, 0, g.left_of(today + 1) - left, g.head), tokens.colour("surface.selected"))
        below = QRectF(left, g.head, g.left_of(today + 1) - left, g.top - g.head)
        painter.fillRect(below, tokens.colour("surface.hover"))
    for column, on in enumerate(scene.layout.dates):
        _paint_day(painter, scene, column, on)
    painter.setPen(QPen(tokens.colour("border.line"), 1))
    for y in (g.head - 1, g.top - 1):
        painter.drawLine(0, y, g.width, y)
    _paint_whole_days(painter, scene)


def _paint_day(painter: QPainter, scene: Scene, column: int, on: date) -> None:
    g = scene.geometry
    left = g.left_of(column)
    rect = QRectF(left, 0, g.left_of(column + 1) - left, g.head)
    words = moments.column_day(on, scene.style)
    is_today = on == scene.now.date()
    if is_today:
        words = _("{day} · today").format(day=words)
        if measure("small-strong").horizontalAdvance(words) > rect.width() - 4:
            words = moments.column_day(on, scene.style)
    painter.setFont(drawn_font("small-strong"))
    painter.setPen(tokens.colour("link" if is_today else "ink.2"))
    painter.drawText(rect, _CENTRE, words)
    painter.setPen(QPen(tokens.colour("border.line"), 1))
    painter.drawLine(QPointF(left, 0), QPointF(left, g.top))


def _paint_whole_days(painter: QPainter, scene: Scene) -> None:
    g = scene.geometry
    painter.setFont(drawn_font("caption"))
    painter.setPen(tokens.colour("ink.2"))
    hidden = sum(bar.lane >= MOST_LANES for bar in scene.layout.bars)
    words = f"+{hidden}" if hidden else pgettext("row of the calendar", "All day")
    painter.drawText(QRectF(0, g.head, g.axis - scale.px(5), g.top - g.head), _AXIS, words)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for bar in scene.layout.bars:
        if bar.lane < MOST_LANES:
            _paint_whole_day(painter, scene, bar, g.bar_rect(bar))
    painter.restore()


def _paint_whole_day(painter: QPainter, scene: Scene, bar: Bar, rect: QRectF) -> None:
    leaving = bar.line.event.id == scene.marks.leaving
    painter.setOpacity(LEFT_BEHIND if leaving else 1.0)
    paint_bar(painter, bar, rect, leaving=leaving)
    painter.setOpacity(1.0)
    if bar.line.event.id in scene.marks.outlined and not leaving:
        paint_outline(painter, rect)
