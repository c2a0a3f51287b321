"""Lucide's outline icons, recoloured: one engine draws every icon in the colours of the theme in use."""

import re
from functools import cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from coordinator.runtime.paths import resource_path
from coordinator.ui.kit import scale, tokens

SMALL = 13
MEDIUM = 16
LARGE = 20


def icon(name: str, token: str = "ink.2", *, checked: str = "") -> QIcon:
    """The icon in a colour of the theme; `checked` is the colour of its "on" state. Follows a change of theme."""
    return _made(name, token, checked or token)[0]


def paint(painter: QPainter, name: str, rect: QRect | QRectF, token: str) -> None:
    """Draw the icon into the rectangle."""
    _renderer(name, tokens.current()[token]).render(painter, QRectF(rect))


def pixmap(name: str, token: str, size: int = MEDIUM, ratio: float = 1.0) -> QPixmap:
    """The icon as a picture of this many design pixels at the text size in use."""
    side = scale.px(size)
    return _pixmap(name, tokens.current()[token], (side, side), ratio)


class _Engine(QIconEngine):
    def __init__(self, name: str, token: str, checked: str) -> None:
        super().__init__()
        self._name = name
        self._token = token
        self._checked = checked

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._token, self._checked)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        _renderer(self._name, self._colour(mode, state)).render(painter, QRectF(rect.x(), rect.y(), side, side))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """The size is in the window's pixels, of which each is `scale` of the screen's."""
        colour = self._colour(mode, state)
        return _pixmap(self._name, colour, (size.width(), size.height()), scale)

    def _colour(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        if mode == QIcon.Mode.Disabled:
            return tokens.current()["ink.disabled"]
        return tokens.current()[self._checked if state == QIcon.State.On else self._token]


@cache
def _made(name: str, token: str, checked: str) -> tuple[QIcon, QIconEngine]:
    """Kept for good: Qt frees an engine together with its last icon, and Python's half of it must outlive that."""
    engine = _Engine(name, token, checked)
    return QIcon(engine), engine


@cache
def _pixmap(name: str, colour: str, size: tuple[int, int], ratio: float) -> QPixmap:
    """The icon at the left of its place: buttons have no other way to set the gap before their words."""
    made = QPixmap(round(size[0] * ratio), round(size[1] * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    side = min(size)
    _renderer(name, colour).render(painter, QRectF(0, 0, side, side))
    painter.end()
    return made


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))


@cache
def _source(name: str) -> str:
    return re.sub(r"<!--.*?-->", "", resource_path("icons", f"{name}.svg").read_text(encoding="utf-8"), flags=re.DOTALL)
