"""Painting one event: everything that takes time is worked out once per size, and then only put down."""

from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QStaticText

from coordinator.domain.events import EventStatus, Tally
from coordinator.domain.listings import CalendarLine
from coordinator.ui.calendar.geometry import Geometry
from coordinator.ui.calendar.layout import Bar, Block
from coordinator.ui.calendar.lines import broken, drawn_font, elided, measure, static
from coordinator.ui.kit import boxes, icons, scale, tokens
from coordinator.ui.kit.tokens import KIND_ICONS
from coordinator.ui.kit.waiting import waits
from coordinator.ui.models.eventwords import fill_of

_NARROW = 80
_EDGE = 3
_RADIUS = 4.0
_TITLE = "small-strong"
_PLACE = "caption"
_FIGURE = "small-strong"
LEFT_BEHIND = 0.55  # how much is seen of the place that an event is about to leave


@dataclass(slots=True)
class BlockArt:
    """A block ready to be painted at its place."""

    line: CalendarLine
    rect: QRectF
    words: list[tuple[QPointF, QStaticText, str]] = field(default_factory=list)
    icon_at: QPointF | None = None
    fill_rect: QRectF | None = None
    fill: Tally = field(default_factory=Tally)


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """The colours of a kind in a theme, as an event of this status wears them. The same one for all that look alike."""

    pen: QPen
    plain_pen: QPen
    fill: QColor
    edge: QColor
    ink: QColor
    ink_name: str
    icon: str
    struck: bool


def look_of(line: CalendarLine) -> Look:
    """Cancelled is grey and struck out, a draft is dashed on the plain ground."""
    return _look(str(line.event.kind), line.event.status, tokens.current().name)


@cache
def _look(kind: str, status: EventStatus, _theme: str) -> Look:
    off, draft = status is EventStatus.CANCELLED, status is EventStatus.DRAFT
    edge = tokens.colour("ink.3" if off else f"kind.{kind}.edge")
    fill = tokens.colour("tone.none.fill" if off else "surface.panel" if draft else f"kind.{kind}.fill")
    ink = "ink.2" if off else f"kind.{kind}.ink"
    style = Qt.PenStyle.DashLine if draft else Qt.PenStyle.SolidLine
    return Look(
        pen=QPen(edge, 1.0, style),
        plain_pen=QPen(edge if draft or tokens.current().strong else fill, 1.0, style),
        fill=fill,
        edge=edge,
        ink=tokens.colour(ink),
        ink_name=ink,
        icon="calendar-x" if off else KIND_ICONS[kind],
        struck=off,
    )


def block_art(block: Block, geometry: Geometry) -> BlockArt:
    """The block laid out: title, then the place if there is room, the state at the bottom."""
    art = BlockArt(block.line, geometry.block_rect(block), fill=fill_of(block.line))
    _Setter(art, block, geometry).set()
    return art


class _Setter:
    """Sets the words of one block. The title goes first, the figure is kept, the place comes if there is room."""

    def __init__(self, art: BlockArt, block: Block, geometry: Geometry) -> None:
        self._art, self._block = art, block
        self._rect = art.rect
        self._shown = min(self._rect.width(), self._whole_column(geometry) * block.covered_left)
        self._covered_y = geometry.y_of(block.covered_from) - self._rect.y()
        self._narrow = self._shown < scale.px(_NARROW)
        self._margin = 1 if self._narrow else 3
        self._left = self._rect.x() + _EDGE + scale.px(4)
        self._title_high = measure(_TITLE).height() - 1
        self._place_high = measure(_PLACE).height()

    def set(self) -> None:
        """Fill the art."""
        figure = self._figure_high()
        room = self._rect.height() - scale.px(4) - figure
        low = room < self._title_high - 2
        if low:
            room, figure = self._rect.height() - 2, 0
        used = self._set_title(room)
        if self._block.line.place_shown and room - used >= self._place_high and not self._narrow:
            self._set_place(used, most=max(1, min(2, int((room - used) / self._place_high))))
        if figure:
            self._set_figure(figure)

    def _whole_column(self, geometry: Geometry) -> float:
        return geometry.left_of(self._block.column + 1) - geometry.left_of(self._block.column)

    def _figure_high(self) -> float:
        return float(scale.px(16)) if self._art.line.positions else 0.0

    def _width_at(self, y: float) -> float:
        """The width that shows at this height of the block."""
        clear = self._rect.width() if y <= self._covered_y else self._shown
        return clear - _EDGE - scale.px(4) - self._margin

    def _set_title(self, room: float) -> float:
        top = scale.px(2) if self._rect.height() > scale.px(24) else 1
        most = max(1, int((room - top + 2) / self._title_high))
        with_icon = not self._narrow
        lead = scale.px(icons.SMALL) + 3 if with_icon else 0
        if with_icon:
            self._art.icon_at = QPointF(self._left, self._rect.y() + top + 2)
        widths = [self._width_at(top + (n + 1) * self._title_high) - (lead if n == 0 else 0) for n in range(most)]
        lines = broken(self._block.line.event.title, _TITLE, lambda n: widths[min(n, most - 1)], most)
        for number, words in enumerate(lines):
            at = QPointF(self._left + (lead if number == 0 else 0), self._rect.y() + top + number * self._title_high)
            self._art.words.append((at, static(words), _TITLE))
        return top + max(1, len(lines)) * self._title_high

    def _set_place(self, used: float, *, most: int) -> None:
        width = self._width_at(used + self._place_high)
        for number, words in enumerate(broken(self._block.line.place_shown, _PLACE, lambda _n: width, most)):
            at = QPointF(self._left, self._rect.y() + used + number * self._place_high)
            self._art.words.append((at, static(words), _PLACE))

    def _set_figure(self, high: float) -> None:
        bottom = self._rect.bottom() - high - 1
        left = self._left
        side = scale.px(icons.SMALL)
        number = measure(_FIGURE).horizontalAdvance(boxes.number(self._art.fill))
        if self._narrow and side + 3 + number <= self._width_at(self._rect.height()):
            self._art.icon_at = QPointF(left, bottom + (high - side) / 2)
            left += side + 3
        wide = self._width_at(self._rect.height()) - (left - self._left)
        self._art.fill_rect = QRectF(left, bottom, wide, high)


def paint_left_place(painter: QPainter, art: BlockArt) -> None:
    """The place an event is about to leave: faint, dashed, struck out."""
    look = left_look(art.line)
    painter.setOpacity(LEFT_BEHIND)
    _paint_box(painter, art.rect, look)
    _paint_words(painter, art, look)
    painter.setOpacity(1.0)


def left_look(line: CalendarLine) -> Look:
    """The colours of a place that is about to be left."""
    look = look_of(line)
    dashed = QPen(look.edge, 1.0, Qt.PenStyle.DashLine)
    return replace(look, pen=dashed, plain_pen=dashed, struck=True)


def waiting_look(line: CalendarLine) -> Look:
    """The colours of an event whose change waits to be saved."""
    look = look_of(line)
    dashed = QPen(look.edge, 1.5, Qt.PenStyle.DashLine)
    return replace(look, pen=dashed, plain_pen=dashed)


def paint_hourglass(painter: QPainter, rect: QRectF, look: Look, ratio: float) -> None:
    """At the top right, on a clear spot."""
    side = scale.px(icons.SMALL)
    spot = QRectF(rect.right() - side - 5, rect.top() + 2, side + 4, side + 2)
    painter.fillRect(spot, look.fill)
    painter.drawPixmap(spot.topLeft() + QPointF(2, 1), icons.pixmap("hourglass", look.ink_name, icons.SMALL, ratio))


def _paint_words(painter: QPainter, art: BlockArt, look: Look) -> None:
    painter.setPen(look.ink)
    for at, words, font in art.words:
        painter.setFont(drawn_font(font))
        painter.drawStaticText(at, words)
        if look.struck and font == _TITLE:
            # Drawn by hand: Qt puts the strike of prepared text where the first one stood, not where this one is.
            middle = at.y() + words.size().height() * 0.55
            painter.drawLine(QPointF(at.x(), middle), QPointF(at.x() + words.size().width(), middle))


def paint_block(painter: QPainter, art: BlockArt, *, ratio: float = 1.0) -> None:
    """Put the block down."""
    waiting = waits("event", art.line.event.id)
    look = waiting_look(art.line) if waiting else look_of(art.line)
    _paint_box(painter, art.rect, look)
    _paint_words(painter, art, look)
    if waiting:
        paint_hourglass(painter, art.rect, look, ratio)
    if art.icon_at is not None:
        painter.drawPixmap(art.icon_at, icons.pixmap(look.icon, look.ink_name, icons.SMALL, ratio))
    if art.fill_rect is not None:
        _paint_figure(painter, art, look.ink_name, ratio)


def paint_bar(painter: QPainter, bar: Bar, rect: QRectF, *, leaving: bool = False) -> None:
    """An event of whole days: one line on its tint."""
    waiting = not leaving and waits("event", bar.line.event.id)
    look = left_look(bar.line) if leaving else waiting_look(bar.line) if waiting else look_of(bar.line)
    _paint_box(painter, rect, look, edged=False)
    if waiting:
        paint_hourglass(painter, rect, look, painter.device().devicePixelRatio())
    painter.setFont(drawn_font(_PLACE, struck=look.struck))
    painter.setPen(look.ink)
    words = elided(" ".join(bar.line.event.title.split()), _PLACE, rect.width() - scale.px(10))
    aligned = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
    painter.drawText(rect.adjusted(scale.px(6), 0, -2, 0), aligned, words)


def paint_outline(painter: QPainter, rect: QRectF, *, dashed: bool = False) -> None:
    """The selected or focused block."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
    painter.setPen(QPen(tokens.colour("focus"), 2.0 if dashed else 2.5, style))
    painter.drawRoundedRect(rect, _RADIUS, _RADIUS)


def _paint_box(painter: QPainter, rect: QRectF, look: Look, *, edged: bool = True) -> None:
    painter.setBrush(look.fill)
    painter.setPen(look.pen if edged else look.plain_pen)
    painter.drawRoundedRect(rect, _RADIUS, _RADIUS)
    if edged:
        painter.fillRect(QRectF(rect.x() - 0.5, rect.y() + 1, _EDGE, rect.height() - 2), look.edge)


def _paint_figure(painter: QPainter, art: BlockArt, ink: str, ratio: float) -> None:
    assert art.fill_rect is not None
    width = boxes.width_of(art.fill, look=_FIGURE)
    fits = width <= art.fill_rect.width()
    size = width + 4, round(art.fill_rect.height())
    drawn = _figure((tokens.current().name, scale.factor()), art.fill, ink, size, with_boxes=fits, ratio=ratio)
    painter.drawPixmap(art.fill_rect.topLeft(), drawn)


@lru_cache(maxsize=500)
def _figure(
    _seen: tuple[str, float], tally: Tally, ink: str, size: tuple[int, int], *, with_boxes: bool, ratio: float
) -> QPixmap:
    """Boxes and number as a picture: few figures are drawn very often. `_seen` is the theme and the text size."""
    made = QPixmap(round(size[0] * ratio), round(size[1] * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    room = QRectF(0, 0, size[0] if with_boxes else 1, size[1])
    boxes.paint_boxes(painter, room, tally, ink, look=_FIGURE)
    painter.end()
    return made
