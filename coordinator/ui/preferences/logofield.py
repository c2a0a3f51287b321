"""The precinct's logo in its box as paper shows it, and the ways to another one and to none."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from coordinator.domain.errors import CoordinatorError
from coordinator.domain.logos import kept_logo, logo_bytes, logo_of
from coordinator.runtime.i18n import _
from coordinator.ui.kit import errors, icons, scale, tokens
from coordinator.ui.kit.buttons import Button
from coordinator.ui.kit.desk import Desk, Lane
from coordinator.ui.kit.flow import FlowLayout
from coordinator.ui.kit.text import Label
from coordinator.ui.preferences.smallpictures import small_picture_of

_SIDE = 56
_RIM = 4


class LogoBox(QWidget):
    """The logo on white as it stands in the head of a sheet; a shield where there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(scale.px(_SIDE), scale.px(_SIDE))
        self._image = QImage()

    @property
    def image(self) -> QImage:
        """The picture in the box; null when it is the shield."""
        return self._image

    def show_logo(self, kept: str) -> None:
        """The logo that the precinct keeps."""
        self._image = QImage.fromData(logo_bytes(kept)) if logo_of(kept) is not None else QImage()
        self.setAccessibleName(_("A shield") if self._image.isNull() else _("The precinct’s logo"))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """White as paper in every theme."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(tokens.colour("paper"))
        painter.setPen(QPen(tokens.colour("border.control"), 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if self._image.isNull():
            side = scale.px(icons.LARGE + 8)
            room = QRect(0, 0, side, side)
            room.moveCenter(self.rect().center())
            icons.paint(painter, "shield", room, "paper.ink")
        else:
            self._paint_image(painter)

    def _paint_image(self, painter: QPainter) -> None:
        ratio = self.devicePixelRatioF()
        side = self.width() - 2 * _RIM
        drawn = self._image.scaled(
            QSize(round(side * ratio), round(side * ratio)),
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        drawn.setDevicePixelRatio(ratio)
        place = QRect(0, 0, round(drawn.width() / ratio), round(drawn.height() / ratio))
        place.moveCenter(self.rect().center())
        painter.drawImage(place.topLeft(), drawn)


class LogoField(QWidget):
    """`chosen` carries another logo as it is kept, or nothing; `refused` says why a file cannot be one."""

    chosen = Signal(str)
    refused = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.box = LogoBox()
        self.choose = Button(_("Choose a picture…"), self._ask)
        self.remove = Button(_("Remove"), lambda: self.chosen.emit(""))
        self.note = Label("", "small", ink="2", wraps=True)
        self.choose.setObjectName("logo.choose")
        self.remove.setObjectName("logo.remove")
        self._lay_out()
        self.setFocusProxy(self.choose)
        self.show_logo("")

    def show_logo(self, kept: str) -> None:
        """What the precinct has."""
        self.box.show_logo(kept)
        self.remove.setVisible(bool(kept))
        if not kept:
            words = _("Without one, a shield is printed.")
        elif self.box.image.isNull():
            words = _("The logo cannot be read, so a shield is printed. Choose the picture again.")
        else:
            words = _("Printed in black at the head of every sheet.")
        self.note.setText(words)

    def take(self, path: str) -> None:
        """Make a logo of this file."""
        self._desk.work(
            lambda _progress: kept_logo(small_picture_of(path)),
            then=self.chosen.emit,
            failed=self._refuse,
            lane=Lane.PAPER,
        )

    def _refuse(self, error: CoordinatorError) -> None:
        self.refused.emit(errors.words(error))

    def _ask(self) -> None:
        kinds = ";;".join((_("Pictures") + " (*.png *.jpg *.jpeg)", _("All files") + " (*)"))
        path, _kind = QFileDialog.getOpenFileName(self, _("Choose a picture"), "", kinds)
        if path:
            self.take(path)

    def _lay_out(self) -> None:
        buttons = QWidget()
        flow = FlowLayout(buttons, across=8, down=6)
        flow.addWidget(self.choose)
        flow.addWidget(self.remove)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(buttons)
        words.addWidget(self.note)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
