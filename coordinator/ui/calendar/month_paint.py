"""Painting the month: weekdays, days, events, what is selected. Knows nothing of keys and mouse."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from coordinator.runtime.i18n import _, ngettext
from coordinator.ui.calendar.blocks import paint_outline
from coordinator.ui.calendar.ghost_paint import GhostArt, paint_ghosts, paint_label
from coordinator.ui.calendar.lines import drawn_font, measure
from coordinator.ui.calendar.month_geometry import MonthGeometry
from coordinator.ui.calendar.month_layout import WEEK, DayMore, MonthLayout
from coordinator.ui.calendar.month_strips import ALIGNED, StripArt, paint_left_strip, paint_strips, put_down
from coordinator.ui.kit import scale, tokens
from coordinator.wording import moments
from coordinator.wording.moments import Style

_PAD = 5
_DAY = "strong"
_SMALL = "caption"


@dataclass(frozen=True, slots=True)
class MonthMarks:
    """What lies over the days: outlined events, the day selected, an event on its way."""

    outlined: frozenset[int] = frozenset()
    day: date | None = None
    ghost: GhostArt | None = None

    @property
    def leaving(self) -> int | None:
        """The event that leaves its place."""
        return None if self.ghost is None else self.ghost.event_id


@dataclass(frozen=True, slots=True)
class MonthScene:
    """All that is painted."""

    layout: MonthLayout
    geometry: MonthGeometry
    arts: Callable[[int], StripArt]
    mores: tuple[DayMore, ...]
    marks: MonthMarks
    style: Style
    today: date
    scrolled: int
    ratio: float


def paint_month(painter: QPainter, scene: MonthScene, exposed: QRectF) -> None:
    """Draw what is exposed."""
    g = scene.geometry
    painter.fillRect(exposed, tokens.colour("surface.panel"))
    painter.save()
    painter.setClipRect(QRectF(0, g.head, g.width, g.height - g.head))
    painter.translate(0, g.head - scene.scrolled)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_days(painter, scene)
    _paint_events(painter, scene)
    _paint_marks(painter, scene)
    painter.restore()
    _paint_head(painter, scene)
    if scene.marks.ghost is not None:
        _paint_ghost(painter, scene, scene.marks.ghost)


def weekday_names(geometry: MonthGeometry, style: Style) -> tuple[str, ...]:
    """In full where each has room, else short."""
    names = moments.weekdays_long(style)
    room = geometry.width / WEEK - scale.px(12)
    widest = max(measure("small-strong").horizontalAdvance(name) for name in names)
    return names if widest <= room else moments.weekdays_short(style)


def _paint_head(painter: QPainter, scene: MonthScene) -> None:
    g = scene.geometry
    painter.fillRect(QRectF(0, 0, g.width, g.head), tokens.colour("surface.sunken"))
    painter.setFont(drawn_font("small-strong"))
    for column, name in enumerate(weekday_names(g, scene.style)):
        left = g.left_of(column)
        painter.setPen(tokens.colour("ink.2"))
        painter.drawText(QRectF(left + scale.px(9), 0, g.width / WEEK, g.head), ALIGNED, name[:1].upper() + name[1:])
        if column:
            painter.setPen(QPen(tokens.colour("border.line"), 1))
            painter.drawLine(QPointF(left, 0), QPointF(left, g.head))
    painter.setPen(QPen(tokens.colour("border.line"), 1))
    painter.drawLine(QPointF(0, g.head - 1), QPointF(g.width, g.head - 1))


def _paint_days(painter: QPainter, scene: MonthScene) -> None:
    g = scene.geometry
    for row in range(scene.layout.weeks):
        for column in range(WEEK):
            on = scene.layout.day(row, column)
            ground = _ground(scene, on)
            if ground:
                painter.fillRect(g.cell_rect(row, column), tokens.colour(ground))
    painter.setPen(QPen(tokens.colour("border.line"), 1))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    for column in range(1, WEEK):
        painter.drawLine(QPointF(g.left_of(column), 0), QPointF(g.left_of(column), g.grid_height))
    for row in range(1, scene.layout.weeks):
        painter.drawLine(QPointF(0, g.top_of(row)), QPointF(g.width, g.top_of(row)))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for row in range(scene.layout.weeks):
        for column in range(WEEK):
            _paint_number(painter, scene, row, column)


def _ground(scene: MonthScene, on: date) -> str:
    if on == scene.today:
        return "surface.hover"
    return "" if scene.layout.is_of_month(on) else "surface.window"


def _paint_number(painter: QPainter, scene: MonthScene, row: int, column: int) -> None:
    on = scene.layout.day(row, column)
    rect = scene.geometry.number_rect(row, column)
    if on == scene.today:
        _paint_today(painter, rect, on)
        return
    named = not scene.layout.is_of_month(on) and (on == scene.layout.first or on.day == 1)
    words = moments.month_day(on, scene.style) if named else str(on.day)
    painter.setFont(drawn_font(_DAY))
    painter.setPen(tokens.colour("ink.1" if scene.layout.is_of_month(on) else "ink.3"))
    put_down(painter, rect.adjusted(scale.px(_PAD), 0, 0, 0), words, _DAY)


def _paint_today(painter: QPainter, rect: QRectF, on: date) -> None:
    number = str(on.day)
    wide = measure(_DAY).horizontalAdvance(number) + 2 * scale.px(6)
    chip = QRectF(rect.x(), rect.y(), wide, rect.height())
    painter.setPen(QColor(0, 0, 0, 0))
    painter.setBrush(tokens.colour("accent"))
    painter.drawRoundedRect(chip, 4, 4)
    painter.setFont(drawn_font(_DAY))
    painter.setPen(tokens.colour("accent.on"))
    painter.drawText(chip.adjusted(scale.px(6), 0, 0, 0), ALIGNED, number)
    painter.setFont(drawn_font(_SMALL))
    painter.setPen(tokens.colour("ink.2"))
    beside = rect.adjusted(wide + scale.px(6), 0, 0, 0)
    words = _("today")
    if measure(_SMALL).horizontalAdvance(words) <= beside.width():
        painter.drawText(beside, ALIGNED, words)


def _paint_events(painter: QPainter, scene: MonthScene) -> None:
    lanes = scene.geometry.lanes
    leaving = scene.marks.leaving
    arts = [scene.arts(place) for place, strip in enumerate(scene.layout.strips) if strip.lane < lanes]
    paint_strips(painter, [art for art in arts if art.strip.line.event.id != leaving], ratio=scene.ratio)
    for art in arts if leaving is not None else ():
        if art.strip.line.event.id == leaving:
            paint_left_strip(painter, art, ratio=scene.ratio)
    painter.setFont(drawn_font(_SMALL))
    painter.setPen(tokens.colour("link"))
    for more in scene.mores:
        put_down(painter, scene.geometry.more_rect(more).adjusted(scale.px(_PAD), 0, 0, 0), more_here(more), _SMALL)


def more_here(more: DayMore) -> str:
    """ "2 more"."""
    return ngettext("{n} more", "{n} more", len(more.lines)).format(n=len(more.lines))


def _paint_marks(painter: QPainter, scene: MonthScene) -> None:
    g, marks = scene.geometry, scene.marks
    if marks.day is not None and scene.layout.holds(marks.day):
        paint_outline(painter, g.cell_rect(*scene.layout.cell_of(marks.day)).adjusted(1, 1, -1, -1))
    if marks.outlined:
        for place, strip in enumerate(scene.layout.strips):
            wanted = strip.line.event.id in marks.outlined and strip.line.event.id != marks.leaving
            if wanted and strip.lane < g.lanes:
                paint_outline(painter, scene.arts(place).rect)
        for more in scene.mores:
            if any(line.event.id in marks.outlined for line in more.lines):
                paint_outline(painter, g.more_rect(more))


def _paint_ghost(painter: QPainter, scene: MonthScene, art: GhostArt) -> None:
    """Over everything else: its label may stand where there is room."""
    g = scene.geometry
    room = QRectF(0, g.head, g.width, g.height - g.head)
    rects = [rect.translated(0, g.head - scene.scrolled) for rect in art.blocks]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(room)
    paint_ghosts(painter, art.ghost, rects)
    if rects:
        paint_label(painter, art, rects[0], room)
    painter.restore()
