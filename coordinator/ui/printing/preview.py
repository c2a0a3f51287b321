"""The page as it will be printed, and the row of small pages beside it."""

from enum import StrEnum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from coordinator.runtime.i18n import _
from coordinator.ui.kit import scale, tokens

MARGIN = 14
STEP = 1.25
SMALLEST, LARGEST = 0.2, 6.0
_PIXELS_PER_POINT = 96 / 72
_THUMB_WIDTH = 68
_BELOW_THUMB = 34


class Zoom(StrEnum):
    """How large the page is shown. FREE: as Ctrl and plus or minus made it."""

    WHOLE = "whole"
    WIDTH = "width"
    ACTUAL = "actual"
    FREE = "free"


class Preview(QAbstractScrollArea):
    """One page. It asks for the picture it needs with `picture_wanted(page, pixels for each point)` and shows the last
    one, scaled, until the new one is there."""

    picture_wanted = Signal(int, float)
    zoomed = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = QSizeF()
        self._page = 0
        self._zoom = Zoom.WHOLE
        self._free = 1.0
        self._image = QImage()
        self._wanted: tuple[int, float] | None = None
        self.setAccessibleName(_("Preview"))
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAutoFillBackground(False)

    # --- what is shown ---

    @property
    def image(self) -> QImage:
        """The picture on the screen."""
        return self._image

    @property
    def zoom(self) -> Zoom:
        """How large the page is shown."""
        return self._zoom

    def show_page(self, page: int, size: QSizeF, *, fresh: bool) -> None:
        """Turn to a page of this size (points); `fresh` when the PDF is another one."""
        turned = page != self._page
        self._page, self._size = page, size
        if fresh or turned:
            self._wanted = None
        if turned:
            self.verticalScrollBar().setValue(0)
        self.setAccessibleDescription(_("Page {page}").format(page=page + 1))
        self._lay_out()

    def put(self, page: int, pixels: float, image: QImage) -> None:
        """The picture that was wanted; one that came too late is dropped."""
        if self._wanted == (page, pixels):
            self._image = image
            self.viewport().update()

    def set_zoom(self, zoom: Zoom) -> None:
        """Show the page at another size."""
        self._zoom = zoom
        self.zoomed.emit(zoom, round(self.factor() / _PIXELS_PER_POINT * 100))
        self._lay_out()

    def zoom_by(self, factor: float) -> None:
        """A step larger or smaller."""
        self._free = max(SMALLEST, min(LARGEST, self.factor() * factor))
        self.set_zoom(Zoom.FREE)

    def factor(self) -> float:
        """Logical pixels for each point."""
        if self._size.isEmpty():
            return 1.0
        room = QSize(self.viewport().width(), self.viewport().height()) - QSize(2 * MARGIN, 2 * MARGIN)
        by_width = max(SMALLEST, room.width() / self._size.width())
        if self._zoom is Zoom.WHOLE:
            return max(SMALLEST, min(by_width, room.height() / self._size.height()))
        if self._zoom is Zoom.WIDTH:
            return by_width
        return _PIXELS_PER_POINT if self._zoom is Zoom.ACTUAL else self._free

    # --- drawing ---

    def paintEvent(self, event: QPaintEvent) -> None:
        """The page on its ground, with a thin edge."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), tokens.colour("surface.sunken"))
        if self._size.isEmpty():
            return
        page = self._page_rect()
        painter.fillRect(page, Qt.GlobalColor.white)
        if not self._image.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self._unscaled(page), self._image)
        painter.setPen(QPen(tokens.colour("border.control"), 1))
        painter.drawRect(page.adjusted(0, 0, -1, -1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A page that fits stays fitting."""
        super().resizeEvent(event)
        self._lay_out()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl the wheel zooms."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(STEP if event.angleDelta().y() > 0 else 1 / STEP)
            event.accept()
        else:
            super().wheelEvent(event)

    def _unscaled(self, page: QRect) -> QRect:
        """The picture's own size where that is right to a pixel, so that thin lines stay sharp."""
        own = self._image.size() / self.devicePixelRatioF()
        near = abs(own.width() - page.width()) <= 2 and abs(own.height() - page.height()) <= 2
        return QRect(page.topLeft(), own) if near else page

    def _page_pixels(self) -> QSize:
        return (self._size * self.factor()).toSize()

    def _page_rect(self) -> QRect:
        size, room = self._page_pixels(), self.viewport().size()
        left = max(MARGIN, (room.width() - size.width()) // 2) - self.horizontalScrollBar().value()
        top = max(MARGIN, (room.height() - size.height()) // 2) - self.verticalScrollBar().value()
        return QRect(QPoint(left, top), size)

    def _lay_out(self) -> None:
        size, room = self._page_pixels(), self.viewport().size()
        for bar, length, seen in (
            (self.horizontalScrollBar(), size.width(), room.width()),
            (self.verticalScrollBar(), size.height(), room.height()),
        ):
            bar.setRange(0, max(0, length + 2 * MARGIN - seen))
            bar.setPageStep(seen)
            bar.setSingleStep(scale.px(24))
        self.viewport().update()
        self._want()

    def _want(self) -> None:
        if self._size.isEmpty() or not self.isVisible():
            return
        wanted = (self._page, self.factor() * self.devicePixelRatioF())
        if wanted != self._wanted:
            self._wanted = wanted
            self.picture_wanted.emit(*wanted)

    def showEvent(self, event: QShowEvent) -> None:
        """What was not drawn while hidden is wanted now."""
        super().showEvent(event)
        self._lay_out()


class Thumbnails(QListWidget):
    """The small pages. Only those in sight are asked for, with `picture_wanted(page, pixels for each point)`."""

    picture_wanted = Signal(int, float)
    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sizes: tuple[QSizeF, ...] = ()
        self._asked: set[int] = set()
        self.setAccessibleName(_("Pages"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.setItemDelegate(_Painter(self))
        self.setFixedWidth(scale.px(_THUMB_WIDTH + 44))
        self.setProperty("ground", "sunken")
        self.viewport().setProperty("noRing", True)
        self._later = QTimer(self, interval=0, singleShot=True)
        self._later.timeout.connect(self._ask_for_those_in_sight)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._later.start())
        self.currentRowChanged.connect(self._say)

    def show_pages(self, sizes: tuple[QSizeF, ...], page: int) -> None:
        """Other pages."""
        self.blockSignals(True)
        self._sizes = sizes
        self._asked.clear()
        while self.count() > len(sizes):
            self.takeItem(self.count() - 1)
        for number in range(self.count(), len(sizes)):
            self.addItem(_item(number))
        for number in range(self.count()):
            self.item(number).setSizeHint(QSize(0, self.picture_size().height() + scale.px(_BELOW_THUMB)))
        self.setCurrentRow(page)
        self.blockSignals(False)
        self._later.start()

    def set_page(self, page: int) -> None:
        """Mark the page in front."""
        self.blockSignals(True)
        self.setCurrentRow(page)
        self.blockSignals(False)
        self._later.start()

    def put(self, page: int, image: QImage) -> None:
        """The picture of one page."""
        item = self.item(page)
        if item is not None:
            item.setData(Qt.ItemDataRole.UserRole, image)

    def picture_size(self) -> QSize:
        """How large a page is drawn here."""
        largest = self._sizes[0] if self._sizes else QSizeF(612, 792)
        width = scale.px(_THUMB_WIDTH)
        return QSize(width, round(width * largest.height() / largest.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or fewer are in sight."""
        super().resizeEvent(event)
        self._later.start()

    def _ask_for_those_in_sight(self) -> None:
        shown = self.viewport().rect()
        for number in range(self.count()):
            if number not in self._asked and self.visualItemRect(self.item(number)).intersects(shown):
                self._asked.add(number)
                pixels = self.picture_size().width() / self._sizes[number].width() * self.devicePixelRatioF()
                self.picture_wanted.emit(number, pixels)

    def _say(self, row: int) -> None:
        if row >= 0:
            self.chosen.emit(row)


def _item(number: int) -> QListWidgetItem:
    item = QListWidgetItem(str(number + 1))
    item.setData(Qt.ItemDataRole.AccessibleTextRole, _("Page {page}").format(page=number + 1))
    return item


class _Painter(QStyledItemDelegate):
    """A small page with its number below; the one in front has a thick edge."""

    def __init__(self, thumbnails: Thumbnails) -> None:
        super().__init__(thumbnails)
        self._thumbnails = thumbnails

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw page, edge and number."""
        size = self._thumbnails.picture_size()
        rect: QRect = option.rect
        page = QRect(QPoint(rect.center().x() - size.width() // 2, rect.top() + 8), size)
        image = index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(page, Qt.GlobalColor.white)
        if isinstance(image, QImage):
            painter.drawImage(page, image)
        front = self._thumbnails.currentRow() == index.row()
        painter.setPen(QPen(tokens.colour("focus" if front else "border.control"), 3 if front else 1))
        painter.drawRect(page.adjusted(-2, -2, 1, 1) if front else page.adjusted(0, 0, -1, -1))
        painter.setPen(tokens.colour("ink.1"))
        below = QRect(rect.left(), page.bottom() + 4, rect.width(), rect.bottom() - page.bottom() - 4)
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, str(index.row() + 1))
        painter.restore()
