"""Pages of a PDF as pictures. PDFium is not thread-safe: one lock around it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage

_lock = threading.Lock()


@contextmanager
def _opened(content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    with _lock:
        document = pypdfium2.PdfDocument(content)
        try:
            yield document
        finally:
            document.close()


def page_sizes(content: bytes) -> tuple[QSizeF, ...]:
    """Width and height of each page in points."""
    with _opened(content) as document:
        return tuple(QSizeF(*document.get_page_size(number)) for number in range(len(document)))


def picture(content: bytes, page: int, scale: float) -> QImage:
    """One page, `scale` pixels for each point. May be called from any thread."""
    with _opened(content) as document:
        bitmap = document[page].render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
        data = bytes(bitmap.buffer)
        image = QImage(data, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888)
        return image.copy()
