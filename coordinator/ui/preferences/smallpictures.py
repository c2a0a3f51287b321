"""Any picture of a person made into the small grey one that the precinct keeps and paper shows."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter

from coordinator.domain.errors import FileTrouble
from coordinator.domain.logos import MOST_BYTES, MOST_SIDE
from coordinator.usecases.pictures import picture_file

_KINDS = {b"\x89PNG\r\n\x1a\n": b"png", b"\xff\xd8\xff": b"jpeg"}
_MOST_DOTS = 50_000_000
_MOST_MEMORY = 256  # megabytes
_SIDES = (MOST_SIDE, 320, 240, 160)  # the last one fits whatever is on it


def small_picture_of(path: str | Path) -> bytes:
    """The picture in this file as a grey PNG on white. Raises FileTrouble: "picture-kind-unknown" for anything but PNG
    and JPEG, "picture-too-large", "picture-unreadable"."""
    where = Path(path)
    image = _on_white(_read(picture_file(where), where.name))
    packed = (_packed(image, side) for side in _SIDES)
    return next(content for content in packed if len(content) <= MOST_BYTES)


def _read(content: bytes, name: str) -> QImage:
    """The kind is told by the first bytes, and only its own reader sees the rest: Qt has others, which read more."""
    kind = next((kind for start, kind in _KINDS.items() if content.startswith(start)), None)
    if kind is None:
        raise FileTrouble("picture-kind-unknown", path=name)
    data = QByteArray(content)
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    QImageReader.setAllocationLimit(_MOST_MEMORY)
    reader = QImageReader(buffer, QByteArray(kind))
    reader.setAutoTransform(True)
    size = reader.size()
    if size.width() * size.height() > _MOST_DOTS:  # what the head says, before anything is unpacked
        raise FileTrouble("picture-too-large", path=name)
    if kind == b"jpeg":
        reader.setScaledSize(_within(size, 2 * MOST_SIDE))
    image = reader.read()
    if image.isNull():
        raise FileTrouble("picture-unreadable", path=name)
    return image


def _on_white(image: QImage) -> QImage:
    small = image.scaled(
        _within(image.size(), MOST_SIDE),
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    ground = QImage(small.size(), QImage.Format.Format_RGB32)
    ground.fill(Qt.GlobalColor.white)
    painter = QPainter(ground)
    painter.drawImage(0, 0, small)
    painter.end()
    return ground


def _within(size: QSize, side: int) -> QSize:
    """The size, smaller in the same shape where it is more than this; never nothing."""
    if max(size.width(), size.height()) <= side:
        return size
    return size.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))


def _packed(image: QImage, side: int) -> bytes:
    small = image.scaled(
        _within(image.size(), side), Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    grey = small.convertToFormat(QImage.Format.Format_Grayscale8)
    grey.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(data.data())
