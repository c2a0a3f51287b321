"""How a row of the preview is drawn: tick, state, badge, remark, and the answers for a likely duplicate."""

from collections.abc import Callable

from PySide6.QtCore import QAbstractItemModel, QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from coordinator.domain.directions import directions_shown
from coordinator.domain.events import Event
from coordinator.domain.imports import Decision, ImportRow, RowState, Subject
from coordinator.ui.imports.answers import TICKABLE, Answers
from coordinator.ui.imports.rowwords import NUMBER, STATE, STATE_TONES, TICK, kind_column, remark_of, strong_column
from coordinator.ui.kit import fonts, icons, scale, tokens
from coordinator.ui.kit.chips import paint_chip, paint_kind_badge
from coordinator.ui.kit.ring import paint_ring
from coordinator.ui.kit.tokens import Tone
from coordinator.ui.models.table import RECORD, Index
from coordinator.wording.importnames import decision_name, state_name

DECISIONS = (Decision.SKIP, Decision.UPDATE, Decision.ADD)
_GAP = 8
_BOX = 15


class RowDelegate(QStyledItemDelegate):
    """`toggled` and `decided` are called with the row when a person presses the mouse on the tick or an answer."""

    def __init__(
        self,
        subject: Subject,
        answers: Answers,
        *,
        toggled: Callable[[ImportRow], object],
        decided: Callable[[ImportRow, Decision], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._subject, self._answers = subject, answers
        self._toggled, self._decided = toggled, decided

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The ground of the row, then the cell."""
        own = QStyleOptionViewItem(option)
        self.initStyleOption(own, index)
        words, own.text = str(own.text), ""
        own.state &= ~QStyle.StateFlag.State_HasFocus  # the style's ring would lie on the words
        own.features &= ~QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator
        row = index.data(RECORD)
        if not isinstance(row, ImportRow):
            return
        painter.save()
        if row.state not in TICKABLE:
            painter.fillRect(option.rect, tokens.colour("surface.window"))
        own.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, own, painter, own.widget)
        room = QRectF(option.rect).adjusted(_GAP, 0, -_GAP, 0)
        last = index.column() == index.model().columnCount() - 1
        if last:
            self._paint_remark(painter, room, row)
        else:
            self._paint_cell(painter, room, index.column(), row, words)
        painter.restore()
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_ring(painter, option.rect, 3)

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        """A press on the tick or on one of the answers."""
        row = index.data(RECORD)
        if event.type() != QEvent.Type.MouseButtonRelease or not isinstance(event, QMouseEvent):
            return False
        if not isinstance(row, ImportRow):
            return False
        if index.column() == TICK and row.state in TICKABLE:
            self._toggled(row)
            return True
        if index.column() == model.columnCount() - 1 and row.state is RowState.DUPLICATE:
            for decision, rect in self.answer_rects(QRectF(option.rect).adjusted(_GAP, 0, -_GAP, 0), row):
                if rect.contains(event.position()):
                    self._decided(row, decision)
                    return True
        return False

    def answer_rects(self, room: QRectF, row: ImportRow) -> list[tuple[Decision, QRectF]]:
        """Where the answers stand in the cell, the safe one first."""
        measure = fonts.metrics("small-strong")
        widths = [measure.horizontalAdvance(decision_name(each)) + scale.px(18) for each in DECISIONS]
        words = fonts.metrics("small").horizontalAdvance(remark_of(row, self._subject).words) + scale.px(8)
        left = room.x() + max(0.0, min(float(words), room.width() - sum(widths)))
        high = scale.px(24)
        rects = []
        for decision, width in zip(DECISIONS, widths, strict=True):
            rects.append((decision, QRectF(left, room.center().y() - high / 2, width, high)))
            left += width
        return rects

    def _paint_cell(self, painter: QPainter, room: QRectF, column: int, row: ImportRow, words: str) -> None:
        if column == TICK:
            if row.state in TICKABLE:
                paint_box(painter, room.x() + _BOX / 2, room.center().y(), on=self._answers.is_in(row))
        elif column == STATE:
            icon = None if row.state is not RowState.CHANGED else "pencil"
            paint_chip(painter, room, state_name(row.state), STATE_TONES[row.state], icon=icon)
        elif column == kind_column(self._subject):
            self._paint_kind(painter, room, row)
        else:
            self._paint_words(painter, room, column, row, words)

    def _paint_kind(self, painter: QPainter, room: QRectF, row: ImportRow) -> None:
        if isinstance(row.record, Event):
            side = scale.px(20)
            badge = QRectF(room.x(), room.center().y() - side / 2, side, side)
            paint_kind_badge(painter, badge, str(row.record.kind))

    def _paint_words(self, painter: QPainter, room: QRectF, column: int, row: ImportRow, words: str) -> None:
        look = "strong" if column == strong_column(self._subject) else "body"
        quiet = row.state not in TICKABLE or column == NUMBER or not self._answers.is_in(row)
        align = Qt.AlignmentFlag.AlignRight if column == NUMBER else Qt.AlignmentFlag.AlignLeft
        write(painter, room, words, look=look, ink="ink.2" if quiet else "ink.1", align=align)

    def _paint_remark(self, painter: QPainter, room: QRectF, row: ImportRow) -> None:
        remark = remark_of(row, self._subject)
        if row.state is RowState.DUPLICATE and self._answers.is_in(row):
            rects = self.answer_rects(room, row)
            write(
                painter, QRectF(room.topLeft(), QPointF(rects[0][1].x() - 6, room.bottom())), remark.words, look="small"
            )
            self._paint_answers(painter, rects, self._answers.decision(row))
            return
        if remark.tone in (Tone.OPEN, Tone.PART):
            side = scale.px(icons.SMALL)
            name = "circle-alert" if remark.tone is Tone.OPEN else "triangle-alert"
            ink = f"tone.{remark.tone}.ink"
            icons.paint(painter, name, QRectF(room.x(), room.center().y() - side / 2, side, side), ink)
            write(painter, room.adjusted(side + 5, 0, 0, 0), remark.words, look="small", ink=ink)
        else:
            write(painter, room, remark.words, look="small", ink="ink.2")

    def _paint_answers(self, painter: QPainter, rects: list[tuple[Decision, QRectF]], chosen: Decision | None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = rects[0][1].united(rects[-1][1])
        painter.setPen(QPen(tokens.colour("border.control"), 1))
        painter.setBrush(tokens.colour("surface.panel"))
        painter.drawRoundedRect(whole.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        for decision, rect in rects:
            if decision is chosen:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(tokens.colour("surface.selected"))
                painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 3, 3)
            ink = "link" if decision is chosen else "ink.1"
            look = "small-strong" if decision is chosen else "small"
            write(painter, rect, decision_name(decision), look=look, ink=ink, align=Qt.AlignmentFlag.AlignHCenter)
        painter.setPen(QPen(tokens.colour("border.line"), 1))
        for _decision, rect in rects[1:]:
            painter.drawLine(QPointF(rect.x(), rect.y() + 1), QPointF(rect.x(), rect.bottom() - 1))


def write(
    painter: QPainter,
    room: QRectF,
    words: str,
    *,
    look: str = "body",
    ink: str = "ink.1",
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    """One line of plain words, cut where the room ends."""
    painter.setFont(fonts.font(look))
    painter.setPen(tokens.colour(ink))
    flat = directions_shown(" ".join(words.split()))
    shown = fonts.metrics(look).elidedText(flat, Qt.TextElideMode.ElideRight, int(room.width()) + 1)
    painter.drawText(room, int(align | Qt.AlignmentFlag.AlignVCenter), shown)


def paint_box(painter: QPainter, x: float, y: float, *, on: bool, round_: bool = False) -> None:
    """A tick box or a round button with its middle at the point."""
    side = scale.px(_BOX)
    rect = QRectF(x - side / 2, y - side / 2, side, side)
    radius = side / 2 if round_ else 3
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(tokens.colour("accent" if on else "border.control"), 1))
    painter.setBrush(tokens.colour("accent" if on else "surface.panel"))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    if on and round_:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour("accent.on"))
        painter.drawEllipse(rect.center(), side * 0.2, side * 0.2)
    elif on:
        icons.paint(painter, "check", rect.adjusted(2, 2, -2, -2), "accent.on")
    painter.restore()
